"""Sources in; what was found in each report out, as JSON Lines or as a table under the report's line. Shared by `dates` and `places`.

What is looked for, and the words of a row, are the command's own.
"""

from __future__ import annotations

import enum
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec
import typer

from ebla.cli.printing import complain, output, say, visible
from ebla.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from ebla.reading.intake import IntakeOptions
    from ebla.records import Date, Place, Report

Found = TypeVar("Found", bound="Date | Place")
Row = tuple[str, ...]
Columns = Sequence[tuple[str, int, int]]

_MOST_CHARS = 30


class Format(enum.StrEnum):
    """What is written to stdout."""

    TABLE = "table"
    JSONL = "jsonl"


def list_found(
    sources: list[str],
    options: IntakeOptions,
    form: Format,
    kind: str,
    find: Callable[[Report], Sequence[Found]],
    columns: Columns,
    row: Callable[[Found], Row],
) -> None:
    """Write what is found in each report of the sources; a source that is refused is told on stderr, and the status is then 1.

    Args:
        sources: Files, folders, globs, or `-` for standard input.
        options: How to take them in.
        form: Table or JSON Lines; a line is the record with `report_id` and `source` before it.
        kind: What is found, in the singular, for the summary.
        find: Returns the records of a report.
        columns: The table's columns: name, least width, share of what a wider table has to give. [characters]
        row: Returns the words of a record's row.
    """
    from ebla.reading.intake import read_sources
    from ebla.settings import Settings

    write = _lines if form is Format.JSONL else _Table(output(Settings.from_environment(os.environ).table_width_chars), columns, row)
    reports = count = refused = 0
    for item in read_sources(sources, options, sys.stdin.buffer):
        if isinstance(item, InputError):
            refused += 1
            complain(item)
            continue
        found = find(item)
        write(item, found)
        sys.stdout.flush()
        reports, count = reports + 1, count + len(found)
    say(f"{reports} report{'' if reports == 1 else 's'} read, {refused} refused: {count} {kind}{'' if count == 1 else 's'}.")
    if refused:
        raise typer.Exit(1)


def _lines(report: Report, found: Sequence[Date | Place]) -> None:
    for record in found:
        line = {"report_id": report.id, "source": report.source, **msgspec.to_builtins(record)}
        print(json.dumps(line, ensure_ascii=False))


class _Table:
    """Prints each report's rows under its line."""

    def __init__(self, console: Console, columns: Columns, row: Callable[..., Row]) -> None:
        self.console, self.columns, self.row = console, columns, row
        self._print([tuple(name for name, *_ in columns)], "bold underline")

    def __call__(self, report: Report, found: Sequence[Date | Place]) -> None:
        from rich.text import Text

        from ebla.cli.table import heading

        self.console.print()
        self.console.print(Text(heading(report), style="bold cyan"), soft_wrap=True)
        if found:
            self._print([self.row(record) for record in found], "")
        else:
            self.console.print(Text("  nothing found", style="dim"))

    def _print(self, rows: Sequence[Row], style: str) -> None:
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
        spare = max(0, self.console.width - sum(least + 1 for _, least, _ in self.columns) + 1)
        shares = sum(share for *_, share in self.columns)
        for _, least, share in self.columns:
            table.add_column(width=least + min(share * spare // shares, _MOST_CHARS), overflow="fold")
        for words in rows:
            table.add_row(*(Text(visible(word), style=style, overflow="fold") for word in words))
        self.console.print(table)
