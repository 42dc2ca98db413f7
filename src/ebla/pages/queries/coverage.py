"""A place and period in; how many reports and outlets there were in each week, silent weeks too, out.

Outlets are counted as `ebla.incidents.coverage` counts them: one is expected from its first week to some silent weeks after its last.
"""

from __future__ import annotations

import bisect
import datetime
from typing import Any

from ebla.incidents.coverage import SILENT_WEEKS
from ebla.pages.period_filters import PeriodQuery
from ebla.pages.rows import day_number
from ebla.pages.store import Generation
from ebla.pages.tabular import Column

COLUMNS = (
    Column("week", "Week of", "day"),
    Column("reports", "Reports", "number"),
    Column("outlets", "Outlets that reported", "number"),
    Column("expected", "Outlets expected", "number"),
)
_MOST_WEEKS = 5_000
_WEEK = "CAST(date_trunc('week', DATE '1970-01-01' + report_day) AS DATE)"


def coverage(generation: Generation, query: PeriodQuery) -> list[dict[str, Any]]:
    """Return for each week with a report how many reports and outlets there are, and how many outlets are expected.

    With a place or country asked for, of the reports that name it; `expected` is always of all outlets.
    """
    place = query.model_copy(update={"date_from": None, "date_to": None}).where()
    named = f"id IN (SELECT report_id FROM claims WHERE {place.sql})" if place.conditions else "TRUE"
    bounds = [f"report_day {sign} {day_number(day)}" for sign, day in ((">=", query.date_from), ("<=", query.date_to)) if day]
    found = generation.records(
        f"SELECT CAST({_WEEK} AS VARCHAR) AS week, count(*) AS reports, count(DISTINCT outlet) AS outlets FROM reports "
        f"WHERE report_day IS NOT NULL AND {named} AND {' AND '.join(bounds) or 'TRUE'} GROUP BY week ORDER BY week LIMIT {_MOST_WEEKS}",
        place.parameters,
    )
    return [row | {"expected": expected(generation, row["week"])} for row in found]


def with_gaps(generation: Generation, weeks: list[dict[str, Any]], most: int = 600) -> list[dict[str, Any]]:
    """Return the weeks with those between that have no report, unless that were too many."""
    if len(weeks) < 2:
        return weeks
    known = {row["week"]: row for row in weeks}
    first, last = (datetime.date.fromisoformat(weeks[at]["week"]) for at in (0, -1))
    count = (last - first).days // 7 + 1
    if count > most:
        return weeks
    every = [(first + datetime.timedelta(weeks=n)).isoformat() for n in range(count)]
    return [known.get(week) or {"week": week, "reports": 0, "outlets": 0, "expected": expected(generation, week)} for week in every]


def expected(generation: Generation, week: str) -> int:
    """Return how many outlets have begun before a week's end and have not been silent for long."""
    begun, ended = generation.kept(("outlets",), lambda: _spans(generation))
    return bisect.bisect_right(begun, week) - bisect.bisect_left(ended, week)


def _spans(generation: Generation) -> tuple[list[str], list[str]]:
    found = generation.rows(
        f"SELECT CAST(min({_WEEK}) AS VARCHAR), CAST(max({_WEEK}) + INTERVAL {7 * SILENT_WEEKS} DAY AS DATE)::VARCHAR "
        "FROM reports WHERE report_day IS NOT NULL GROUP BY outlet"
    )
    return sorted(first for first, _ in found), sorted(last for _, last in found)
