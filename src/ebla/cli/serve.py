"""`ebla serve`: a ledger in; pages in a browser on this machine out, until Ctrl-C."""

from __future__ import annotations

import os
import pathlib

import typer

from ebla.cli.printing import guarded, say, visible

EXAMPLES = """\b
Examples:
  ebla serve --ledger ebla.db
  ebla serve --ledger ebla.db --follow incoming/ --reviewer "A. Reader"
  ebla serve --ledger ebla.db --host 0.0.0.0 --token-file tokens.txt"""


@guarded
def serve_command(
    ledger: str = typer.Option(None, metavar="FILE|URL", help="Ledger to show [default: ebla.db]."),
    port: int = typer.Option(8477, min=0, max=65535, metavar="P", help="Port to listen on; 0 takes a free one."),
    host: str = typer.Option("127.0.0.1", metavar="ADDRESS", help="Address to listen on; one that others reach needs --token-file."),
    token_file: pathlib.Path = typer.Option(None, metavar="FILE", help="File with a line for each reviewer: NAME: TOKEN."),
    follow: pathlib.Path = typer.Option(None, metavar="FOLDER", help="Read the reports that arrive in this folder."),
    reviewer: str = typer.Option("", metavar="NAME", help="Who reviews on this machine [default: EBLA_REVIEWER]."),
) -> None:
    """Open the record in a browser: map, timeline, evidence and review.

    The pages follow the ledger by themselves. No request leaves the machine.
    """
    from ebla.gazetteer.find import user_gazetteers
    from ebla.pages.serving import Serving, serve
    from ebla.settings import Settings

    settings = Settings.from_environment(os.environ)
    serving = Serving(
        ledger=ledger or settings.ledger,
        host=host,
        port=port,
        token_file=token_file,
        follow=follow,
        reviewer=reviewer or settings.reviewer,
        reader=settings.reader,
        timeout_s=settings.lock_timeout_s,
        gazetteers=user_gazetteers(settings.gazetteers),
    )
    serve(serving, lambda message: say(visible(message)))
    say("ebla: stopped.")
