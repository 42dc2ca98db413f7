"""A period in; who publishes and who is quoted, and how many reports there are week by week, with the weeks that have none, out."""

from __future__ import annotations

from typing import Any

from ebla.pages.period_filters import PeriodQuery
from ebla.pages.queries.coverage import COLUMNS, coverage, with_gaps
from ebla.pages.store import Generation
from ebla.pages.tabular import Column, Section, View, address_of

_PUBLISHERS = (
    Column("publisher", "Publisher", "foreign", address_of("publisher", "/reports?source=")),
    Column("reports", "Reports", "number"),
    Column("claims", "Claims", "number"),
    Column("first", "First report", "day"),
    Column("last", "Last report", "day"),
    Column("weeks", "Weeks with a report", "number"),
    Column("silent", "Weeks without, between first and last", "number"),
)
_CLAIMANTS = (
    Column("claimant", "Claimant", "foreign", address_of("claimant", "/claims?claimant=")),
    Column("claims", "Claims", "number"),
    Column("reports", "Reports", "number"),
)


def sources(generation: Generation, query: PeriodQuery) -> View:
    """Return the view."""
    weeks = with_gaps(generation, coverage(generation, query))
    return View(
        address="/sources",
        title="Sources and coverage",
        intro="Who published the reports, whom they quote, and when there were none. How sources are graded is told on the method page.",
        sections=[
            Section(id="publishers", heading="Publishers", columns=_PUBLISHERS, rows=_publishers(generation, query)),
            Section(id="claimants", heading="Who is quoted", columns=_CLAIMANTS, rows=_claimants(generation, query)),
            Section(
                id="coverage",
                heading="Reports by week",
                columns=COLUMNS,
                rows=weeks,
                chart="coverage",
                alt=f"Reports by week, {sum(row['reports'] for row in weeks)} in all",
            ),
        ],
    )


def _publishers(generation: Generation, query: PeriodQuery) -> list[dict[str, Any]]:
    week = "date_trunc('week', DATE '1970-01-01' + report_day)"
    return generation.records(
        "SELECT publisher, count(*) AS reports, sum(claim_count)::BIGINT AS claims, "
        "CAST(DATE '1970-01-01' + min(report_day) AS VARCHAR) AS first, CAST(DATE '1970-01-01' + max(report_day) AS VARCHAR) AS last, "
        f"count(DISTINCT {week}) AS weeks, date_diff('week', min({week}), max({week})) + 1 - count(DISTINCT {week}) AS silent "
        f"FROM reports GROUP BY publisher ORDER BY reports DESC, publisher LIMIT {query.MOST}"
    )


def _claimants(generation: Generation, query: PeriodQuery) -> list[dict[str, Any]]:
    where = query.where()
    return generation.records(
        "SELECT claimant, count(*) AS claims, count(DISTINCT report_id) AS reports FROM claims "
        f"WHERE {where.sql} AND claimant <> 'report' GROUP BY claimant ORDER BY claims DESC, claimant LIMIT {query.MOST}",
        where.parameters,
    )
