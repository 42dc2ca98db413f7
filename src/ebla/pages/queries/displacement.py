"""A place and period in; what was said of people displaced, returned and in need out: reconciled counts, flows and stocks apart.

What is reconciled with what is decided in `ebla.incidents`; nothing is summed over places or weeks. Beside the counts stand each report's
own figures, with those of what is only planned or feared, and how many outlets there were to tell of it week by week.
"""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from ebla.incidents.coverage import week_of
from ebla.pages.period_filters import PeriodQuery
from ebla.pages.queries import coverage as outlets
from ebla.pages.queries.coverage import coverage, expected, with_gaps
from ebla.pages.queries.incidents import dated
from ebla.pages.store import Generation
from ebla.pages.tabular import Column, Section, View, address_of
from ebla.pages.wording import amount, days, plain
from ebla.records.incident import IncidentFigure

_MEASURES = "('displaced', 'returned', 'in_need')"
_COUNT = msgspec.json.Decoder(IncidentFigure)
_PLACE = Column("place_name", "Where", "foreign", address_of("place_name", "/displacement?place="))
_COUNTS = (
    Column("week", "Week of", "day"),
    Column("days", "Days", "day"),
    _PLACE,
    Column("country", "Country"),
    Column("what", "What"),
    Column("low", "Low", "number"),
    Column("best", "Best", "number"),
    Column("high", "High", "bound"),
    Column("accounts", "Who says so", "accounts"),
    Column("reason", "How reconciled"),
    Column("reporting", "Outlets that week"),
)
_FIGURES = (
    Column("week", "Week of", "day"),
    Column("days", "Days", "day"),
    _PLACE,
    Column("country", "Country"),
    Column("stock_flow", "Stock or flow"),
    Column("what", "What"),
    Column("amount", "How many"),
    Column("status", "Status", "words"),
    Column("claimant", "Who says so", "foreign"),
    Column("words", "Words", "foreign", address_of("claim_id", "/claims/")),
    Column("report_date", "Report of", "day"),
    Column("publisher", "Publisher", "foreign"),
)
INTRO = (
    "What the reports say together of one place and time: low, best and high are each the number of a source, never an average. "
    "Nothing is added up over places or weeks, for two counts may be of the same people."
)


def displacement(generation: Generation, query: PeriodQuery) -> View:
    """Return the view."""
    flows, stocks = (counts(generation, query, kind) for kind in ("flow", "stock"))
    weeks = with_gaps(generation, coverage(generation, query))
    return View(
        address="/displacement",
        title="Displacement",
        intro=INTRO,
        sections=[
            Section(
                id="flows",
                heading="Flows: movements in a period",
                columns=_COUNTS,
                rows=flows,
                note="“So far” counts from some day before; a movement whose days are not told goes by the week of its report.",
                chart="flows",
                alt=f"Reported flows, a dot for each of {len(flows)} counts and a line from low to high",
            ),
            Section(
                id="stocks",
                heading="Stocks: in that state at a date",
                columns=_COUNTS,
                rows=stocks,
                chart="stocks",
                alt=f"Reported stocks, a dot for each of {len(stocks)} counts and a line from low to high",
            ),
            Section(
                id="coverage",
                heading="Coverage: reports by week",
                columns=outlets.COLUMNS,
                rows=weeks,
                note="A week without a figure but with reports is another thing than a week without reports. An outlet is expected "
                "from its first report to eight weeks after its last.",
                chart="coverage",
                alt=f"Reports by week, {sum(row['reports'] for row in weeks)} in all",
            ),
            Section(
                id="figures",
                heading="Each report’s own figures",
                columns=_FIGURES,
                rows=figures(generation, query),
                note="Also what is planned, feared or denied, which is in no count above.",
            ),
        ],
    )


def counts(generation: Generation, query: PeriodQuery, stock_flow: str) -> list[dict[str, Any]]:
    """Return the reconciled counts of one kind, by place and week, each with its accounts and the outlets that reported that week."""
    where = query.where()
    where.add("stock_flow = ? AND coalesce(low, best, high) IS NOT NULL", stock_flow)
    found = generation.records(
        "SELECT id AS count_id, measure, unit, who, party, cumulative, low, best, high, high_open, sources, reports, place_name, country, "
        "admin1, latitude, longitude, place_precision, date_start, date_end, reason, rule, body "
        f"FROM counts WHERE {where.sql} ORDER BY place_name NULLS LAST, coalesce(date_start, date_end) NULLS LAST, id LIMIT {query.MOST}",
        where.parameters,
    )
    known = {row["week"]: row for row in coverage(generation, PeriodQuery.model_validate({}))}
    return [_shaped(generation, dated(row), known) for row in found]


def _shaped(generation: Generation, row: dict[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    count = _COUNT.decode(row.pop("body"))
    day = row["date_start"] or row["date_end"]
    week = week_of(datetime.date.fromisoformat(day)).isoformat() if day else None
    parts = [plain(row["measure"]), *(plain(row[name]) for name in ("who",) if row[name]), *([row["party"]] if row["party"] else [])]
    accounts = [account for account in count.accounts if account.role != "copy"]
    return row | {
        "week": week,
        "days": days(row),
        "what": ", ".join(parts) + _unit(row) + (", so far" if row["cumulative"] else ""),
        "who_says_so": "; ".join(f"{account.source_name}: {amount(account)}" for account in accounts),
        "report_ids": list(dict.fromkeys(account.report_id for account in accounts)),
        "reporting": None if week is None else _reporting(known.get(week, {}).get("outlets", 0), expected(generation, week)),
        "accounts": list(msgspec.to_builtins(count.accounts)),
    }


def _reporting(outlets: int, of: int) -> str:
    """Return how many of the outlets that were expected in a week reported."""
    return f"{outlets} of {of}" if of else "no outlet"


def _unit(row: dict[str, Any]) -> str:
    return "" if row["unit"] in (None, "person") else f" ({row['unit']}s)"


def figures(generation: Generation, query: PeriodQuery) -> list[dict[str, Any]]:
    """Return each report's own figures, by place and week."""
    where = query.where()
    where.add(f"measure IN {_MEASURES}")
    found = generation.records(
        "SELECT c.id AS claim_id, c.report_id, measure, unit, status, low, best, high, quantifier, stock_flow, cumulative, claimant, "
        "words, place_name, country, admin1, latitude, longitude, place_precision, date_start, date_end, "
        "r.report_day AS report_date, r.publisher, "
        "CAST(CAST(date_trunc('week', DATE '1970-01-01' + coalesce(date_start, date_end)) AS DATE) AS VARCHAR) AS week "
        f"FROM (SELECT * FROM claims WHERE {where.sql}) c JOIN reports r ON r.id = c.report_id "
        f"ORDER BY place_name NULLS LAST, coalesce(date_start, date_end) NULLS LAST, c.id LIMIT {query.MOST}",
        where.parameters,
    )
    for row in found:
        dated(row, "date_start", "date_end", "report_date")
        row["days"], row["amount"] = days(row), amount(row) + _unit(row)
        row["claimant"] = "the report itself" if row["claimant"] == "report" else row["claimant"]
        row["what"] = plain(row["measure"]) + (", so far" if row["cumulative"] else "")
    return found
