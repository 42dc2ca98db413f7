"""Arguments in, an exit status out: 0 done, 1 something was refused or failed, 2 wrong usage, 130 stopped by Ctrl-C, 141 closed pipe.

Commands live in modules of their own beside this one: `NAME.py` has `NAME_command` and `EXAMPLES`. They are loaded when they are called
or when help names them.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import typer

from ebla import __version__

COMMANDS = ("read", "show", "check", "link", "incidents", "review", "ledger", "dates", "places", "gazetteer", "serve")


def _version(asked: bool) -> None:
    if asked:
        print(f"ebla {__version__}")
        raise typer.Exit


def _app(names: Sequence[str]) -> typer.Typer:
    app = typer.Typer(
        name="ebla",
        help="Read dated reports of armed conflict into checked, citable claims, offline.",
        epilog="First steps: ebla read --samples, then ebla show.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def ebla(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version.")) -> None:
        pass

    for name in names:
        module = importlib.import_module(f"ebla.cli.{name}")
        app.command(name, epilog=module.EXAMPLES)(getattr(module, f"{name}_command"))
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    named = next((word for word in given if not word.startswith("-")), None)
    _app([named] if named in COMMANDS else COMMANDS)(given, prog_name="ebla")
