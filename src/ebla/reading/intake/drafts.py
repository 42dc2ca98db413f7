"""What a format gave, before the rules that hold for all formats: a Draft in, a Report out, or why it is refused.

Here stands the order in which a report's date, publisher, title and language are taken. No file is opened.
"""

from __future__ import annotations

import datetime
import re

import msgspec

from ebla.errors import InputError
from ebla.reading.intake.language import detect_language
from ebla.reading.intake.options import IntakeOptions
from ebla.reading.intake.report_dates import dateline_date, header_words, invented_line, read_date
from ebla.records import Report
from ebla.records.report import DateBasis

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A report as its format gives it.

    `language` is a record's own, `declared_language` what a page says of itself; `body_start` comes after what the format puts before the
    text, as Markdown's front matter. [chars]
    """

    source: str
    text: str
    record_date: datetime.date | None = None
    metadata_date: datetime.date | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    declared_language: str | None = None
    pages: tuple[int, ...] | None = None
    body_start: int = 0


def finish(draft: Draft, options: IntakeOptions) -> Report:
    """Return the report of a draft.

    Raises:
        InputError: The text is empty or only blanks, or its `date` header names no day.
    """
    text = storable(draft.text)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x85\u2028\u2029\u200b\xa0") or not text.strip():
        raise InputError(draft.source, "it is empty: there is no text in it", "Leave it out, or give the file that holds the report.")
    report_date, basis = _dated(draft, text, options)
    return Report(
        text=text,
        report_date=report_date,
        date_basis=basis,
        title=options.title or one_line(draft.title),
        publisher=invented_line(text) or options.publisher or one_line(draft.publisher),
        url=options.url or one_line(draft.url),
        language=language_code(draft.language) or detect_language(text) or language_code(draft.declared_language),
        pages=draft.pages,
        source=draft.source,
    )


def _dated(draft: Draft, text: str, options: IntakeOptions) -> tuple[datetime.date | None, DateBasis | None]:
    if options.report_date:
        return options.report_date, "argument"
    if draft.record_date:
        return draft.record_date, "record"
    if words := header_words(text):
        if (found := read_date(words)) is None:
            raise InputError(
                draft.source, f"its header says date {words}, and there is no such day", "Mend the header, or give --date YYYY-MM-DD."
            )
        return found, "header"
    if found := dateline_date(text, draft.body_start):
        return found, "dateline"
    if draft.metadata_date:
        return draft.metadata_date, "metadata"
    return None, None


def storable(text: str) -> str:
    """Return a text with lone surrogates, which UTF-8 cannot hold, replaced by U+FFFD; any other character stays as it is."""
    if _LONE_SURROGATE.search(text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def one_line(words: str | None) -> str | None:
    """Return words with their blanks made single, None where nothing is left."""
    return " ".join(storable(words).split()) or None if words else None


def language_code(words: str | None) -> str | None:
    """Return the ISO 639 code that a tag begins with, None for anything else: `en` for "en-GB", None for "English"."""
    found = _LANGUAGE.fullmatch(words.strip()) if words else None
    return found[1].lower() if found else None
