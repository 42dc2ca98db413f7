"""RSS and Atom in, a Draft per entry out: its content where the feed gives it, else its summary, as text. Nothing is fetched."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from ebla.errors import InputError
from ebla.reading.intake.decoding import decode_markup
from ebla.reading.intake.drafts import Draft
from ebla.reading.intake.opened import Opened
from ebla.reading.intake.options import IntakeOptions
from ebla.reading.intake.report_dates import read_date
from ebla.reading.intake.texts import markup_text

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


def read_feed(opened: Opened, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield a draft per entry, or why the entry is refused. The feed's title is the publisher, the published date the record's.

    Raises:
        InputError: It is too large, cannot be decoded, is cut short, or holds no entries.
    """
    markup = decode_markup(opened.whole(options.max_markup_bytes), opened.name, options.encoding)
    feed = _parsed(_DECLARATION.sub("", markup), opened.name)
    publisher = _plain(feed.feed.get("title"))
    declared = feed.feed.get("language")
    if not feed.entries:
        raise InputError(opened.name, "the feed holds no entries", "Fetch it again, or leave it out.")
    cut = not _END.search(markup[-1000:])
    whole = len(_ENTRY_END.findall(markup)) if cut else len(feed.entries)
    for number, entry in enumerate(feed.entries[:whole], 1):
        source = f"{opened.name}, entry {number}"
        try:
            yield _draft(entry, source, publisher, declared, options)
        except InputError as error:
            yield error
    if cut:
        raise InputError(opened.name, "the feed is cut short", "Fetch it again; what stands before the cut was read.")


def _parsed(markup: str, name: str) -> Any:
    import feedparser

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # A stream, never the string itself, which the library would take for an address or a path.
            headers = {"content-type": "application/xml; charset=utf-8"}
            return feedparser.parse(io.BytesIO(markup.encode("utf-8", "replace")), response_headers=headers)
    except Exception as error:  # feedparser and sax raise whatever they meet in a damaged file
        raise InputError(name, "the feed is damaged", "Fetch it again.") from error


def _draft(entry: Any, source: str, publisher: str | None, declared: object, options: IntakeOptions) -> Draft:
    contents = [content.get("value", "") for content in entry.get("content", ())]
    body = max(contents, key=len, default="") or entry.get("summary", "")
    title = _plain(entry.get("title"))
    stated = entry.get("published") or entry.get("updated")
    date = read_date(stated) if isinstance(stated, str) else None
    if stated and date is None and not options.report_date:
        raise InputError(source, f"its date {stated[:60]!r} is no full date", "Give the report's date: --date YYYY-MM-DD.")
    link = entry.get("link")
    own = entry.get("source")
    return Draft(
        source=source,
        text=_plain(body) or title or "",
        record_date=date,
        title=title,
        publisher=(_plain(own.get("title")) if isinstance(own, dict) else None) or publisher,
        url=link if isinstance(link, str) and link.startswith(("http://", "https://")) else None,
        declared_language=declared if isinstance(declared, str) else None,
    )


def _plain(words: object) -> str | None:
    """Return words without markup; those that have none stay as they are."""
    if not isinstance(words, str):
        return None
    return (markup_text(words) if _TAG.search(words) else words.strip()) or None
