"""What a caller says about sources: defaults for the reports, names of columns, and the limits that keep memory and disk bounded.

Nothing is opened here.
"""

from __future__ import annotations

import datetime

import msgspec

MIB = 1024 * 1024


class IntakeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to take in sources. Every option may be left out.

    `report_date`, `publisher`, `url` and `title` hold for every report that is taken in and go before what the source itself says.
    `encoding` is how text is encoded where no byte order mark says otherwise; without it, UTF-8 or what HTML or XML declare.
    A `*_column` names the column (CSV, XLSX, Parquet) or field (JSON) that a value stands in; without one, the usual names are tried.

    The limits:
        max_text_bytes: One text, one record, one JSON value. [bytes]
        max_markup_bytes: One HTML page, feed, or XML part of a document, which take many times their size in memory. [bytes]
        max_document_bytes: One PDF, DOCX or XLSX file as it lies on disk. [bytes]
        max_unpacked_bytes: All that one compressed file or archive unpacks to. [bytes]
        max_ratio: How many times larger than itself a compressed file may become, once over 16 MiB.
        max_members: Files in one archive.
    """

    report_date: datetime.date | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    encoding: str | None = None
    text_column: str | None = None
    date_column: str | None = None
    title_column: str | None = None
    publisher_column: str | None = None
    url_column: str | None = None
    language_column: str | None = None
    max_text_bytes: int = 64 * MIB
    max_markup_bytes: int = 16 * MIB
    max_document_bytes: int = 128 * MIB
    max_unpacked_bytes: int = 16 * 1024 * MIB
    max_ratio: int = 200
    max_members: int = 100_000
