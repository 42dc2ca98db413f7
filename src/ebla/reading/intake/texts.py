"""Plain text, Markdown and HTML in, a Draft out.

The text of plain files is kept as it is. Of a web page the main text is taken, without menus and comments, and what it says of itself.
"""

from __future__ import annotations

import datetime
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from ebla.errors import InputError
from ebla.reading.intake.decoding import decode, decode_markup
from ebla.reading.intake.drafts import Draft
from ebla.reading.intake.kinds import is_binary
from ebla.reading.intake.opened import Opened
from ebla.reading.intake.options import IntakeOptions
from ebla.reading.intake.report_dates import read_date

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<fields>.{0,8000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(?P<name>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>\S[^\r\n]*)", re.MULTILINE)
# Where pages state their publication date, surest first. Source: schema.org, Open Graph's article, Dublin Core, and common house names.
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publication_date",
    "og:published_time",
    "date",
)
_SILENT = ("head", "script", "style", "noscript", "template", "svg", "iframe", "form", "button", "nav")
_BLOCKS = frozenset(
    """address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr
    li main ol p pre section summary table tbody tfoot thead tr ul""".split()
)
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read_text(opened: Opened, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield the draft of plain text or Markdown: the file as decoded, less a byte order mark. YAML front matter gives metadata and stays.

    Raises:
        InputError: It is too large, binary or cannot be decoded.
    """
    data = opened.whole(options.max_text_bytes)
    text = decode(data, opened.name, options.encoding)
    if is_binary(text[: 1 << 20].encode("utf-8", "replace")):
        raise InputError(opened.name, "it is a binary file", "Give the report as text, HTML, PDF or DOCX.")
    front = _FRONT_MATTER.match(text) if opened.suffix in (".md", ".markdown") else None
    fields = {m["name"].lower(): m["value"].strip().strip("\"'") for m in _FIELD.finditer(front["fields"])} if front else {}
    yield Draft(
        source=opened.name,
        text=text,
        title=fields.get("title"),
        publisher=fields.get("publisher"),
        url=fields.get("url"),
        declared_language=fields.get("lang") or fields.get("language"),
        metadata_date=read_date(fields.get("date", "")),
        body_start=front.end() if front else 0,
    )


def read_html(opened: Opened, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield the draft of a web page.

    Raises:
        InputError: It is too large, cannot be decoded, or has no text.
    """
    markup = decode_markup(opened.whole(options.max_markup_bytes), opened.name, options.encoding)
    tree = _tree(markup)
    text = _main_text(markup) or markup_text(markup)
    if not text.strip():
        raise InputError(opened.name, "no text was found in the page", "If a script draws its text, save the page as text or PDF.")
    said = _metadata(markup)
    yield Draft(
        source=opened.name,
        text=text,
        title=said.get("title"),
        publisher=said.get("sitename"),
        url=said.get("url"),
        declared_language=tree.get("lang") if tree is not None else None,
        metadata_date=page_date(tree) if tree is not None else None,
    )


def markup_text(markup: str) -> str:
    """Return the text of HTML, all of it, with a line for each block; scripts, styles, forms and menus are left out."""
    tree = _tree(markup)
    if tree is None:
        return ""
    parts: list[str] = []
    _gather(tree, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def page_date(tree: Any) -> datetime.date | None:
    """Return the publication date that a page states in its metadata; dates in its text or address are none."""
    stated: dict[str, str] = {}
    for element in tree.iter("meta", "time"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or ("pubdate" if "pubdate" in element.attrib else "")
        )
        value = element.get("content") or element.get("datetime")
        if name and value:
            stated.setdefault(name.strip().lower(), value)
    for script in tree.iter("script"):
        if script.get("type", "").lower() == "application/ld+json" and (found := _linked_date(script.text or "")):
            stated.setdefault("datepublished", found)
    dates = (read_date(stated[name]) for name in _DATE_NAMES if name in stated)
    return next((date for date in dates if date), None)


def _linked_date(script: str) -> str | None:
    """Return the first `datePublished` of JSON-LD."""
    try:
        waiting = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return None
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            if isinstance(found := value.get("datePublished"), str):
                return found
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return None


def _gather(tree: Any, parts: list[str]) -> None:
    """Collect the text of a tree in order, without recursion: pages nest as deeply as they like."""
    waiting: list[tuple[Any, bool]] = [(tree, True)]
    while waiting:
        element, opening = waiting.pop()
        block = element.tag in _BLOCKS
        if not opening:
            parts.append("\n" if block else " " if element.tag in ("td", "th") else "")
            parts.append(element.tail or "")
        elif not isinstance(element.tag, str) or element.tag in _SILENT:
            parts.append(element.tail or "")
        else:
            parts.append("\n" if block else "")
            parts.append(element.text or "")
            waiting.append((element, False))
            waiting.extend((child, True) for child in reversed(element))


def _tree(markup: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        return html.document_fromstring(markup.replace("\x00", "").encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _main_text(markup: str) -> str:
    import trafilatura

    try:
        return trafilatura.extract(markup, include_comments=False, include_tables=True, output_format="txt") or ""
    except Exception:  # the extractor raises whatever its parsers meet; the whole page's text is taken then
        logging.getLogger(__name__).debug("no main text", exc_info=True)
        return ""


def _metadata(markup: str) -> dict[str, str]:
    """Return title, sitename and url as the extractor finds them; its date is a guess and is not used."""
    from trafilatura.metadata import extract_metadata

    try:
        said = extract_metadata(markup, date_config={"extensive_search": False, "original_date": True}, extensive=False)
    except Exception:  # as above
        logging.getLogger(__name__).debug("no metadata", exc_info=True)
        return {}
    return {name: value for name in ("title", "sitename", "url") if isinstance(value := getattr(said, name, None), str)}
