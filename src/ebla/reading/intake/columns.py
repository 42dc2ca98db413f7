"""A record's named values in (a table's row, a JSON object), a Draft out. Nothing is opened here."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping

from ebla.errors import InputError
from ebla.reading.intake.drafts import Draft
from ebla.reading.intake.options import IntakeOptions
from ebla.reading.intake.report_dates import read_date

# The names tried where no option names a column, in this order, capitals aside.
USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "full_text"),
    "date": ("report_date", "date", "published", "published_at", "publication_date"),
    "title": ("title", "headline"),
    "publisher": ("publisher",),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
_NAMES_SHOWN = 30


def text_columns(options: IntakeOptions) -> Collection[str]:
    """Return the names that a text column may have, as told or as usual."""
    return (options.text_column,) if options.text_column else USUAL_NAMES["text"]


def find_columns(
    names: Iterable[object], options: IntakeOptions, source: str, strict: Collection[str] = tuple(USUAL_NAMES)
) -> dict[str, str]:
    """Return which column holds which field.

    Args:
        names: The columns that exist.
        source: What messages call the source.
        strict: The fields whose column must exist if an option names it.

    Raises:
        InputError: There is no text column, or none of a name that an option gives; lists those that exist.
    """
    existing = [name for name in names if isinstance(name, str)]
    folded = {name.strip().casefold(): name for name in reversed(existing)}
    found: dict[str, str] = {}
    for field, usual in USUAL_NAMES.items():
        if field == "date" and options.report_date:
            continue
        wanted = getattr(options, f"{field}_column")
        if wanted is None:
            column = next((folded[name] for name in usual if name in folded), None)
        else:
            column = wanted if wanted in existing else folded.get(wanted.strip().casefold())
        if column is not None:
            found[field] = column
        elif field == "text" or (wanted is not None and field in strict):
            why = f"it has no column {wanted!r}" if wanted else f"it has no column called {', '.join(usual[:-1])} or {usual[-1]}"
            raise InputError(source, f"{why}; it has {_listed(existing)}", f"Name the one that holds the {field}: --{field}-column NAME.")
    return found


def draft_record(get: Callable[[str], object], columns: Mapping[str, str], source: str) -> Draft:
    """Return the draft of a record.

    Args:
        get: Gives the value of a column.
        columns: Which column holds which field.
        source: What messages call the record.

    Raises:
        InputError: The text is no text, or the date no full date.
    """
    values = {field: get(column) for field, column in columns.items()}
    text = values.get("text")
    if text is not None and not isinstance(text, str):
        raise InputError(
            source, f"column {columns['text']!r} holds no text but {_shown(text)}", "Name the text's column: --text-column NAME."
        )
    return Draft(
        source=source,
        text=text or "",
        record_date=_date(values.get("date"), columns.get("date", ""), source),
        title=_words(values.get("title")),
        publisher=_words(values.get("publisher")),
        url=_words(values.get("url")),
        language=_words(values.get("language")),
    )


def _date(value: object, column: str, source: str) -> datetime.date | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    found = read_date(value) if isinstance(value, str) else None
    if found is None:
        raise InputError(
            source, f"the date {_shown(value)} in column {column!r} is no full date", "Write it as YYYY-MM-DD, or leave it empty."
        )
    return found


def _words(value: object) -> str | None:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _listed(names: list[str]) -> str:
    if not names:
        return "none"
    shown = ", ".join(map(_shown, names[:_NAMES_SHOWN]))
    return shown if len(names) <= _NAMES_SHOWN else f"{shown} and {len(names) - _NAMES_SHOWN} more"
