"""`ebla read`: files, folders, globs or standard input in; readings in the ledger or on stdout out, a summary on stderr."""

from __future__ import annotations

import contextlib
import datetime
import enum
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

from ebla.cli.printing import complain, guarded, output, say, visible
from ebla.errors import InputError

if TYPE_CHECKING:
    from ebla.ledger import Ledger
    from ebla.reading.intake import IntakeOptions
    from ebla.reading.readers import Reader
    from ebla.records import Reading
    from ebla.settings import Settings

EXAMPLES = """\b
Examples:
  ebla read reports/ --ledger ebla.db
  ebla read report.txt --date 2018-01-10 --format table
  ebla read feed.csv --text-column body --date-column day
  cat report.txt | ebla read - --format jsonl"""

_KINDS = ("event", "figure", "agreement", "violation", "tie")


class Format(enum.StrEnum):
    """What is written to stdout."""

    JSONL = "jsonl"
    TABLE = "table"


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date. Write it as YYYY-MM-DD.", param_hint="--date") from error


@guarded
def read_command(
    sources: list[str] = typer.Argument(
        None, metavar="SOURCES...", help="Files, folders, globs, or - for standard input.", show_default=False
    ),
    ledger: str = typer.Option(None, metavar="FILE|URL", help="Ledger to write to [default: ebla.db; none with --format]."),
    format: Format = typer.Option(None, help="Write the readings to stdout (and to the ledger only with --ledger)."),
    reader: str = typer.Option(None, metavar="NAME", help="Reader to use [default: rules]."),
    list_readers: bool = typer.Option(False, "--list-readers", help="List the readers and end."),
    samples: bool = typer.Option(False, "--samples", help="Read the invented sample reports that come with Ebla."),
    jobs: int = typer.Option(None, min=1, max=256, metavar="N", help="Reading processes, up to 1 GB each [default: 1]."),
    date: str = typer.Option(None, metavar="YYYY-MM-DD", help="Date of every report read."),
    publisher: str = typer.Option(None, metavar="NAME", help="Publisher of every report read."),
    title: str = typer.Option(None, metavar="TEXT", help="Title of every report read."),
    url: str = typer.Option(None, metavar="URL", help="Address of every report read."),
    encoding: str = typer.Option(None, metavar="NAME", help="Encoding of text files [default: UTF-8, or what the file says]."),
    text_column: str = typer.Option(None, metavar="NAME", help="Column or field with the text."),
    date_column: str = typer.Option(None, metavar="NAME", help="Column or field with the report's date."),
    title_column: str = typer.Option(None, metavar="NAME", help="Column or field with the title."),
    publisher_column: str = typer.Option(None, metavar="NAME", help="Column or field with the publisher."),
    url_column: str = typer.Option(None, metavar="NAME", help="Column or field with the address."),
    language_column: str = typer.Option(None, metavar="NAME", help="Column or field with the language."),
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Log each report on stderr."),
) -> None:
    """Read reports into claims: into a ledger, or to stdout.

    Reports that the ledger holds by the same reader are not read again, so a run that was stopped goes on where it was.
    """
    from ebla.settings import Settings

    settings = Settings.from_environment(os.environ)
    if list_readers:
        _list_readers()
        return
    if not sources and not samples:
        raise typer.BadParameter("give files, folders, - or --samples.", param_hint="SOURCES")
    from ebla.gazetteer.find import user_gazetteers
    from ebla.reading.intake import IntakeOptions
    from ebla.reading.readers import get_reader

    chosen = get_reader(reader or settings.reader, user_gazetteers(settings.gazetteers))
    options = IntakeOptions(
        report_date=_day(date),
        publisher=publisher,
        title=title,
        url=url,
        encoding=encoding,
        text_column=text_column,
        date_column=date_column,
        title_column=title_column,
        publisher_column=publisher_column,
        url_column=url_column,
        language_column=language_column,
    )
    where = ledger if ledger is not None or format is not None else settings.ledger
    everything = [*(sources or ()), *(_sample_files() if samples else ())]
    with _opened(where, settings) as held:
        tally = _run(everything, options, held, settings, chosen, jobs or settings.jobs, format, verbose)
        say(tally.summary(held.name if held else None))
    if tally.refused:
        raise typer.Exit(1)


def _list_readers() -> None:
    from ebla.reading.readers import READERS

    for reader in READERS.values():
        print(f"{reader.name:<10} {reader.version:<24} {reader.about}")


def _sample_files() -> list[str]:
    import importlib.resources

    folder = importlib.resources.files("ebla") / "samples"
    return sorted(str(path) for path in folder.iterdir() if path.name.endswith(".txt") and path.name != "blind.txt")


@contextlib.contextmanager
def _opened(where: str | None, settings: Settings) -> Iterator[Ledger | None]:
    if where is None:
        yield None
        return
    from ebla.ledger import Ledger

    with Ledger.open(where, timeout_s=settings.lock_timeout_s) as ledger:
        yield ledger


class _Tally:
    """What a run came to."""

    def __init__(self) -> None:
        self.read = self.held = self.refused = self.problems = 0
        self.claims: Counter[str] = Counter()

    def count(self, reading: Reading) -> None:
        self.read += 1
        self.problems += len(reading.problems)
        self.claims.update(type(claim).__name__.lower() for claim in reading.claims)

    def summary(self, ledger_name: str | None) -> str:
        reports = f"{self.read} report{'' if self.read == 1 else 's'} read, {self.held} already held, {self.refused} refused"
        found = ", ".join(f"{self.claims[kind]} {kind}s" for kind in _KINDS) + f", {self.problems} problems"
        return f"{reports}: {found}." + (f" Ledger: {visible(ledger_name)}" if ledger_name else "")


def _run(
    sources: list[str], options: IntakeOptions, ledger: Ledger | None, settings: Settings, reader: Reader, jobs: int, form: Format | None,
    verbose: bool,
) -> _Tally:  # fmt: skip
    from ebla.reading.intake import read_sources
    from ebla.steps import read_reports

    write = _writer(form, settings)
    tally = _Tally()
    with (
        _progress(form) as advance,
        contextlib.closing(read_reports(read_sources(sources, options, sys.stdin.buffer), reader, ledger, jobs)) as results,
    ):
        for result in results:
            if isinstance(result, InputError):
                tally.refused += 1
                complain(result)
                advance("")
                continue
            reading = result.reading
            if reading is None:
                tally.held += 1
                if form is not None and ledger is not None:
                    write(ledger.reading(result.report_id, reader.version))
            else:
                tally.count(reading)
                write(reading)
            name = visible(result.source or result.report_id)
            if verbose:
                what = "already held" if reading is None else f"{len(reading.claims)} claims, {len(reading.problems)} problems"
                say(f"{name}: {what}")
            advance(name)
    return tally


def _writer(form: Format | None, settings: Settings) -> Callable[[Reading], None]:
    if form is None:
        return lambda reading: None
    if form is Format.JSONL:

        def write_lines(reading: Reading) -> None:
            sys.stdout.buffer.write(reading.to_jsonl())
            sys.stdout.buffer.flush()

        return write_lines
    from ebla.cli.table import print_claims, print_header

    console = output(settings.table_width_chars)
    print_header(console)
    return lambda reading: print_claims(console, reading.report, reading.claims, reading.problems, ids=True)


@contextlib.contextmanager
def _progress(form: Format | None) -> Iterator[Callable[[str], None]]:
    """Show progress on stderr where that is a terminal that nothing else is printed to."""
    if not sys.stderr.isatty() or (form is not None and sys.stdout.isatty()):
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.text import Text

    class _Source(TextColumn):
        def render(self, task: object) -> Text:
            return Text(str(getattr(task, "fields", {}).get("source", "")), overflow="ellipsis", no_wrap=True)

    columns = (BarColumn(bar_width=20), TextColumn("{task.completed} reports", markup=False), TimeElapsedColumn(), _Source(""))
    with Progress(*columns, console=Console(stderr=True, markup=False, highlight=False), transient=True) as progress:
        task = progress.add_task("read", total=None, source="")
        yield lambda name: progress.update(task, advance=1, source=name)
