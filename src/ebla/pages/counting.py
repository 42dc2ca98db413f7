"""Figures of people displaced, returned and in need in; their reconciled counts as rows of a generation file out. Pure.

`ebla.incidents.loose_figures` decides which figures count the same people at the same time; here they are only dealt into heaps that it
can be given one by one, so that a million reports are reconciled in bounded memory and a new report changes only its own heaps.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ebla.incidents.coverage import week_of
from ebla.incidents.loose_figures import loose_figures
from ebla.incidents.sources import Register
from ebla.pages.foreign import storable
from ebla.pages.rows import Row, when_columns, where_columns
from ebla.records import Claim, Figure, Report
from ebla.records.incident import IncidentFigure

MEASURES = ("displaced", "returned", "in_need")
_HAPPENED = ("occurred", "ongoing")
_ENCODER = msgspec.json.Encoder()


def heap_of(claim: Claim, report_date: datetime.date | None) -> str | None:
    """Return the heap of a figure: figures of one reconciled count are always in one heap. None for what is not counted here.

    A heap is a place (a country, where the gazetteer does not have the place) and a day: a flow's first, else a week's Monday.
    """
    if not isinstance(claim, Figure) or claim.measure not in MEASURES or claim.status not in _HAPPENED:
        return None
    start, end = (claim.period.date_start, claim.period.date_end) if claim.period else (None, None)
    place = claim.place.geonames_id or claim.place.country or "" if claim.place else ""
    if claim.stock_flow == "stock" or claim.cumulative:
        day = end or start or report_date
    elif start or end:
        return f"{place} from {start or ''}"
    else:
        day = report_date
    return f"{place} week {week_of(day) if day else ''}"


def count_rows(heap: str, figures: Iterable[Figure], reports: Mapping[str, Report], register: Register) -> Iterator[Row]:
    """Yield the rows of the reconciled counts of one heap."""
    for count in loose_figures(figures, reports, register):
        yield _row(heap, count)


def _row(heap: str, count: IncidentFigure) -> Row:
    claims = [account.claim_id for account in count.accounts]
    out: Row = {name: getattr(count, name) for name in _SAME}
    out |= {
        "id": hashlib.sha256(" ".join(sorted(claims)).encode()).hexdigest()[:16],
        "heap": heap,
        "stock_flow": count.stock_flow or "flow",
        "sources": len({account.source for account in count.accounts if account.role != "copy"}),
        "reports": len({account.report_id for account in count.accounts}),
        "body": _ENCODER.encode(count).decode(),
    }
    when = when_columns(count.period.date_start, count.period.date_end, count.period.date_precision) if count.period else {}
    return storable(out | where_columns(count.place) | when)


_SAME = ("measure", "unit", "who", "party", "cumulative", "low", "best", "high", "high_open", "rule", "reason")
