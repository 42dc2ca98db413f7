"""`ebla dates`: reports in; each date in the text as an interval of days, with its words, value, anchor and rule, out."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import typer

from ebla.cli.found import Format, Row, list_found
from ebla.cli.printing import guarded
from ebla.cli.wording import NONE

if TYPE_CHECKING:
    from ebla.records import Date, Report

EXAMPLES = """\b
Examples:
  ebla dates report.txt --date 2018-01-10
  ebla dates reports/ --format jsonl
  cat report.txt | ebla dates -"""

_COLUMNS = (
    ("words", 16, 4), ("from", 10, 0), ("to", 10, 0), ("precision", 9, 0), ("type", 8, 0), ("value", 13, 2), ("anchor", 11, 0),
    ("rule", 13, 2),
)  # fmt: skip


@guarded
def dates_command(
    sources: list[str] = typer.Argument(..., metavar="SOURCES...", help="Files, folders, globs, or - for standard input."),
    date: str = typer.Option(None, metavar="YYYY-MM-DD", help="Date of every report read [default: the report's own]."),
    format: Format = typer.Option(Format.TABLE, help="How to write them."),
) -> None:
    """List the dates that reports tell, in text order.

    A relative date of a report without a date stays open; an open end of an interval is an en dash.
    """
    from ebla.reading.intake import IntakeOptions

    list_found(sources, IntakeOptions(report_date=_day(date)), format, "date", _find, _COLUMNS, _row)


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date. Write it as YYYY-MM-DD.", param_hint="--date") from error


def _find(report: Report) -> list[Date]:
    from ebla.reading.dates import read_dates

    return read_dates(report.text, report.report_date)


def _row(date: Date) -> Row:
    ends = (day.isoformat() if day else NONE for day in (date.date_start, date.date_end))
    rest = (date.date_precision, date.timex_type, date.timex, date.anchor, date.rule)
    return (" ".join((date.text or "").split()), *ends, *(word or NONE for word in rest))
