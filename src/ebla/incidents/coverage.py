"""Reports in; how many each outlet gave in each week, silent weeks too, out. A fall in incidents with a fall in reports is no peace.

A report's own date counts, not the day it was taken in; a report without one is in no week.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable

from ebla.incidents.accounts import UNKNOWN_OUTLET
from ebla.incidents.sources import Register, Source
from ebla.records.joined import WeekCoverage

_WEEK = datetime.timedelta(days=7)
SILENT_WEEKS = 8
"""How many silent weeks are shown after an outlet's last report; then it is taken to have ended. [weeks]"""


def week_of(day: datetime.date) -> datetime.date:
    """Return the Monday of a day's week.

    >>> week_of(datetime.date(2023, 7, 16)).isoformat()
    '2023-07-10'
    """
    return day - datetime.timedelta(days=min(day.weekday(), (day - datetime.date.min).days))


def coverage_by_week(
    printed: Iterable[tuple[str | None, str | None, datetime.date | None]], register: Register
) -> tuple[WeekCoverage, ...]:
    """Return the reports per outlet and week, from an outlet's first week to eight silent weeks after its last, or the last of all.

    Args:
        printed: Publisher, address and date of each report.
        register: Who the outlets are; one it does not know goes by its publisher's name.
    """
    counts: Counter[tuple[str, datetime.date]] = Counter()
    sources: dict[str, Source | None] = {}
    for publisher, url, day in printed:
        if day is not None:
            source = register.outlet(publisher, url)
            name = source.name if source else publisher or UNKNOWN_OUTLET
            sources[name] = source
            counts[name, week_of(day)] += 1
    if not counts:
        return ()
    last = max(week for _, week in counts)
    out = []
    for name in sorted(sources):
        source = sources[name]
        own = [week for outlet, week in counts if outlet == name]
        week = min(own)
        while week <= min(last, max(own) + SILENT_WEEKS * _WEEK):
            out.append(
                WeekCoverage(
                    week_start=week, outlet=name, kind=source.kind if source else None,
                    owner=source.owner if source else None, report_count=counts[name, week],
                )
            )  # fmt: skip
            week = week + _WEEK
    return tuple(sorted(out, key=lambda one: (one.week_start, one.outlet)))
