"""Ebla reads dated reports of armed conflict into checked, citable claims.

    >>> import ebla
    >>> reading = ebla.read("Shelling hit the town on Monday.", report_date="2031-03-05")  # doctest: +SKIP
    >>> reading.claims  # doctest: +SKIP

Nothing heavy is loaded before it is called.
"""

from __future__ import annotations

import datetime
import importlib
import re
from typing import TYPE_CHECKING, Any

import msgspec

__version__ = "0.1.0"

if TYPE_CHECKING:
    import pathlib

    from ebla.incidents.filtering import IncidentFilter
    from ebla.incidents.sources import Register
    from ebla.ledger import ClaimFilter, Ledger
    from ebla.opened import OpenedLedger
    from ebla.reading.dates import read_dates
    from ebla.reading.places import read_places, resolve_places
    from ebla.records import Reading

__all__ = [
    "ClaimFilter",
    "IncidentFilter",
    "Ledger",
    "OpenedLedger",
    "Reading",
    "Register",
    "__version__",
    "open_ledger",
    "read",
    "read_dates",
    "read_places",
    "resolve_places",
]

_HOMES = {
    "ClaimFilter": "ebla.ledger",
    "IncidentFilter": "ebla.incidents.filtering",
    "Ledger": "ebla.ledger",
    "OpenedLedger": "ebla.opened",
    "Reading": "ebla.records",
    "Register": "ebla.incidents.sources",
    "read_dates": "ebla.reading.dates",
    "read_places": "ebla.reading.places",
    "resolve_places": "ebla.reading.places",
}


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ebla' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


def read(
    text: str,
    report_date: datetime.date | str | None = None,
    *,
    reader: str = "rules",
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    gazetteers: str | pathlib.Path | None = None,
) -> Reading:
    """Read a report into claims with the words that support them.

    Args:
        text: The report as plain text, empty too. Lone surrogates, which are no characters, become U+FFFD.
        report_date: Its date, also as YYYY-MM-DD; without one, a `date YYYY-MM-DD` header or a dateline in the text is looked for.
        reader: The reader's name: `rules` or `rules-sm`.
        title: Its title, if known.
        publisher: Who published it, if known.
        url: Its address, if known.
        gazetteers: Folder of your own gazetteers (`ebla gazetteer add`), which are read with; None reads with the world's alone.

    Raises InputError for an unknown reader or a date that is none, GazetteerError for a file of that folder that is no gazetteer.
    """
    from ebla.errors import InputError
    from ebla.gazetteer.find import user_gazetteers
    from ebla.reading.intake.drafts import Draft, finish
    from ebla.reading.intake.options import IntakeOptions
    from ebla.reading.readers import get_reader
    from ebla.records import Report

    if isinstance(report_date, str):
        try:
            report_date = datetime.date.fromisoformat(report_date)
        except ValueError as error:
            raise InputError("report_date", f"{report_date!r} is no date", "Write it as YYYY-MM-DD") from error
    text = _LONE_SURROGATE.sub("\ufffd", text)
    try:
        report = finish(Draft(source="", text=text), IntakeOptions(report_date=report_date, title=title, publisher=publisher, url=url))
    except InputError:  # a blank text, or a header with a date that is none: refused as a file, read as a text
        report = Report(text=text, report_date=report_date, title=title, publisher=publisher, url=url)
    own = user_gazetteers(gazetteers) if gazetteers is not None else ()
    return get_reader(reader, own).read(msgspec.structs.replace(report, source=None))


def open_ledger(where: str | pathlib.Path = "ebla.db", *, create: bool = False) -> OpenedLedger:
    """Open a ledger: a file, or a PostgreSQL address; with `create`, made where there is none. Raises LedgerError when that fails."""
    from ebla.opened import OpenedLedger

    return OpenedLedger.open(where, create=create)
