"""A place and period in; a situation summary out: counts, gravest incidents, displacement, each line with the reports it rests on."""

from __future__ import annotations

from typing import Any

from ebla.pages import wording
from ebla.pages.filters import IncidentQuery, where_of
from ebla.pages.period_filters import PeriodQuery
from ebla.pages.queries.displacement import counts as people
from ebla.pages.queries.incidents import count_incidents, list_incidents
from ebla.pages.queries.reports import list_reports
from ebla.pages.store import Generation

_MOST_INCIDENTS, _MOST_FIGURES, _MOST_REPORTS = 12, 8, 120


class _Citations:
    """Numbers reports in the order in which they are first cited."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def cite(self, report_ids: list[str], most: int = 4) -> list[int]:
        """Return the numbers of these reports, at most some of them."""
        return [self.numbers.setdefault(report_id, len(self.numbers) + 1) for report_id in report_ids[:most]]


def summary(generation: Generation, query: PeriodQuery) -> dict[str, Any]:
    """Return what a page says of a place and period."""
    asked = query.incidents()
    citations = _Citations()
    counts = count_incidents(generation, asked)
    gravest, _ = list_incidents(generation, asked.model_copy(update={"deadly": True}), "killed", limit=_MOST_INCIDENTS)
    latest, _ = list_incidents(generation, asked, "newest", limit=_MOST_INCIDENTS)
    seen = {row["incident_id"] for row in gravest}
    told = {kind: _greatest(people(generation, query, kind)) for kind in ("flow", "stock")}
    lists = {"gravest": gravest, "latest": [row for row in latest if row["incident_id"] not in seen]}
    for rows in lists.values():
        for row in rows:
            row["cited"] = citations.cite(row["report_ids"])
            row["what"], row["killed"] = wording.what(row), wording.killed(row)
    for rows in told.values():
        for row in rows:
            row["cited"] = citations.cite(row["report_ids"])
    reports, _ = list_reports(generation, limit=_MOST_REPORTS, ids=list(citations.numbers))
    for report in reports:
        report["number"] = citations.numbers[report["report_id"]]
    return {
        "counts": counts,
        "by_type": _by(generation, asked, "coalesce(acled_sub_event_type, event_type, 'no type')"),
        "by_grade": _by(generation, asked, "grade"),
        "killed": _killed(generation, asked),
        **lists,
        "flows": told["flow"],
        "stocks": told["stock"],
        "reports": sorted(reports, key=lambda report: report["number"]),
    }


def _greatest(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the counts of most people, each with its numbers in words, in their own order."""

    def size(row: dict[str, Any]) -> float:
        return max(float(row[name] or 0) for name in ("low", "best", "high"))

    for row in rows:
        row["amount"] = wording.span(row["low"], row["best"], row["high"])
    kept = {row["count_id"] for row in sorted(rows, key=size, reverse=True)[:_MOST_FIGURES]}
    return [row for row in rows if row["count_id"] in kept]


def _by(generation: Generation, query: IncidentQuery, column: str) -> list[dict[str, Any]]:
    where = where_of(query)
    return generation.records(
        f"SELECT {column} AS value, count(*) AS count FROM incidents WHERE {where.sql} GROUP BY value ORDER BY count DESC, value LIMIT 12",
        where.parameters,
    )


def _killed(generation: Generation, query: IncidentQuery) -> dict[str, Any]:
    """Return over how many incidents a number of killed is told, and the sums of their least and of their greatest numbers.

    A sum of least numbers leaves out incidents that tell only a greatest, and the other way round.
    """
    where = where_of(query)
    found = generation.records(
        "SELECT count(*) FILTER (coalesce(killed_low, killed_best, killed_high) IS NOT NULL) AS incidents, "
        "sum(coalesce(killed_low, killed_best)) AS low, sum(coalesce(killed_high, killed_best)) AS high "
        f"FROM incidents WHERE {where.sql} AND part_of IS NULL",
        where.parameters,
    )
    return found[0]
