"""A place and period in; what was said of people displaced, returned and in need out: flows and stocks apart, each figure by itself.

Nothing is summed: two figures may count the same people. Coverage is how many reports there are, week by week, that name the place.
"""

from __future__ import annotations

from typing import Any

from ebla.pages.period_filters import PeriodQuery
from ebla.pages.queries.incidents import dated
from ebla.pages.rows import day_number
from ebla.pages.store import Generation
from ebla.pages.tabular import Column, Section, View, address_of
from ebla.pages.wording import amount, days, plain

_MOST = 2_000
_MEASURES = "('displaced', 'returned', 'in_need')"
_COLUMNS = (
    Column("week", "Week of"),
    Column("days", "Days"),
    Column("place_name", "Where", "foreign", address_of("place_name", "/displacement?place=")),
    Column("country", "Country"),
    Column("what", "What"),
    Column("amount", "How many"),
    Column("status", "Status", "words"),
    Column("claimant", "Who says so", "foreign"),
    Column("words", "Words", "foreign", address_of("claim_id", "/claims/")),
    Column("report_date", "Report of"),
    Column("publisher", "Publisher", "foreign"),
)


def displacement(generation: Generation, query: PeriodQuery) -> View:
    """Return the view."""
    flows, stocks = (figures(generation, query, kind) for kind in ("flow", "stock"))
    weeks = coverage(generation, query)
    return View(
        address="/displacement",
        title="Displacement",
        intro="Each line is one source's figure. Nothing is added up: two figures may count the same people.",
        sections=[
            Section(
                id="flows",
                heading="Flows: movements in a period",
                columns=_COLUMNS,
                rows=flows,
                chart="flows",
                alt=f"Reported flows, a dot for each of {len(flows)} figures",
            ),
            Section(
                id="stocks",
                heading="Stocks: in that state at a date",
                columns=_COLUMNS,
                rows=stocks,
                chart="stocks",
                alt=f"Reported stocks, a dot for each of {len(stocks)} figures",
            ),
            Section(
                id="coverage",
                heading="Coverage: reports by week",
                columns=(Column("week", "Week of"), Column("reports", "Reports", "number")),
                rows=weeks,
                note="A week without a figure but with reports is another thing than a week without reports.",
                chart="coverage",
                alt=f"Reports by week, {sum(row['reports'] for row in weeks)} in all",
            ),
        ],
    )


def figures(generation: Generation, query: PeriodQuery, stock_flow: str) -> list[dict[str, Any]]:
    """Return the figures of one kind, by place and week."""
    where = query.where()
    where.add(f"measure IN {_MEASURES} AND stock_flow = ?", stock_flow)
    found = generation.records(
        "SELECT c.id AS claim_id, c.report_id, measure, unit, status, low, best, high, quantifier, cumulative, claimant, words, "
        "place_name, country, admin1, latitude, longitude, place_precision, date_start, date_end, "
        "r.report_day AS report_date, r.publisher, "
        "CAST(CAST(date_trunc('week', DATE '1970-01-01' + coalesce(date_start, date_end)) AS DATE) AS VARCHAR) AS week "
        f"FROM (SELECT * FROM claims WHERE {where.sql}) c JOIN reports r ON r.id = c.report_id "
        f"ORDER BY place_name NULLS LAST, coalesce(date_start, date_end) NULLS LAST, c.id LIMIT {_MOST}",
        where.parameters,
    )
    for row in found:
        dated(row, "date_start", "date_end", "report_date")
        unit = "" if row["unit"] in (None, "person") else f" ({row['unit']}s)"
        row["days"], row["amount"] = days(row), amount(row) + unit
        row["what"] = plain(row["measure"]) + (", so far" if row["cumulative"] else "")
    return found


def coverage(generation: Generation, query: PeriodQuery) -> list[dict[str, Any]]:
    """Return how many reports there are in each week; of those that name the place or country, where one is asked for."""
    place = query.model_copy(update={"date_from": None, "date_to": None}).where()
    named = f"id IN (SELECT report_id FROM claims WHERE {place.sql})" if place.conditions else "TRUE"
    bounds = [f"report_day {sign} {day_number(day)}" for sign, day in ((">=", query.date_from), ("<=", query.date_to)) if day]
    return generation.records(
        "SELECT CAST(CAST(date_trunc('week', DATE '1970-01-01' + report_day) AS DATE) AS VARCHAR) AS week, "
        "count(*) AS reports FROM reports "
        f"WHERE report_day IS NOT NULL AND {named} AND {' AND '.join(bounds) or 'TRUE'} GROUP BY week ORDER BY week LIMIT 5000",
        place.parameters,
    )
