"""A dated report as received, known by the hash of its content."""

import datetime
import hashlib
from typing import Literal

import msgspec

DateBasis = Literal["argument", "record", "header", "dateline", "metadata"]


def report_id(text: str, report_date: datetime.date | None) -> str:
    """Return a report's id: 16 hex digits of SHA-256 over the text, a line feed and the report date.

    >>> report_id("Shelling went on.", None)
    '1c4c25f15b5d336a'
    """
    stamp = report_date.isoformat() if report_date else ""
    return hashlib.sha256(f"{text}\n{stamp}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report: its kept text (never changed), its own date and where that came from, and what is known of its origin.

    `pages` holds the first character of each page where the source had pages. `source` is the file or address it was taken from.
    """

    text: str
    report_date: datetime.date | None = None
    date_basis: DateBasis | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    pages: tuple[int, ...] | None = None
    source: str | None = None

    @property
    def id(self) -> str:
        """The report's id, from its text and date."""
        return report_id(self.text, self.report_date)


class ErasedReport(Report, frozen=True, kw_only=True):
    """A report whose words were erased: its text is empty, its id (`kept_id`) and hash are those of the text that was there."""

    kept_id: str
    sha256: str
    erased_at: datetime.datetime
    erased_by: str
    reason: str

    @property
    def id(self) -> str:
        """The report's id, from the text and date that it had."""
        return self.kept_id


class ReportLine(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="report"):
    """The first line of a reading on the wire."""

    id: str
    report_date: datetime.date | None
    date_basis: DateBasis | None
    title: str | None
    publisher: str | None
    url: str | None
    language: str | None
    char_count: int
    pages: tuple[int, ...] | None
    reader: str
