"""The command line and the settings in; `docs/commands.md` as text out. Called by `scripts/generate-docs`."""

from __future__ import annotations

import dataclasses
import importlib
import inspect

import typer

from ebla.cli.main import COMMANDS
from ebla.settings import Settings

HEAD = """\
# Commands and settings

Written by `scripts/generate-docs` from the commands themselves (`ebla COMMAND --help`) and from `ebla.settings`; do not edit it by hand.

Every command is a filter: results on stdout, everything else on stderr, `-` for the standard streams. Exit status: 0 done; 1 something was
refused or failed, the rest is done; 2 wrong usage; 130 stopped by Ctrl-C; 141 the reader of our output left.
"""


def shown(text: str) -> str:
    """Return a help text for a table cell: angle brackets and bars made harmless."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def command(name: str) -> list[str]:
    """Return the section of one command: what it does, its arguments and options, examples."""
    module = importlib.import_module(f"ebla.cli.{name}")
    function = getattr(module, f"{name}_command")
    app = typer.Typer()
    app.command(name)(function)
    lines = ["", f"## ebla {name}", "", inspect.cleandoc(function.__doc__ or ""), "", "| argument or option | |", "| --- | --- |"]
    for parameter in typer.main.get_command(app).params:
        if parameter.name in ("help", "install_completion", "show_completion"):
            continue
        names = ", ".join(f"`{flag}`" for flag in parameter.opts) if parameter.param_type_name == "option" else f"`{parameter.metavar}`"
        metavar = f" {shown(parameter.metavar)}" if parameter.param_type_name == "option" and parameter.metavar else ""
        lines.append(f"| {names}{metavar} | {shown(getattr(parameter, 'help', None) or '')} |")
    examples = [line.strip() for line in module.EXAMPLES.splitlines() if line.strip().startswith(("ebla", "cat"))]
    return [*lines, "", "```", *examples, "```"]


def settings() -> list[str]:
    """Return the table of settings."""
    lines = ["", "## Settings", "", "Read once from the environment; an option of a command goes before.", ""]
    lines += ["| variable | default | |", "| --- | --- | --- |"]
    for setting in dataclasses.fields(Settings):
        lines.append(f"| `EBLA_{setting.name.upper()}` | `{setting.default}` | {shown(setting.metadata['help'])} |")
    return lines


def page() -> str:
    """Return the whole page."""
    lines = [HEAD.rstrip("\n")]
    for name in COMMANDS:
        lines += command(name)
    return "\n".join([*lines, *settings()]) + "\n"
