"""A generation in; reports in their order, one report's row, claims by filter, and claims of a report out."""

from __future__ import annotations

from typing import Any

from ebla.pages.claim_filters import ClaimQuery
from ebla.pages.filters import Where
from ebla.pages.queries.incidents import dated
from ebla.pages.queries.paging import after, page
from ebla.pages.store import Generation

REPORT_COLUMNS = (
    "id", "report_day", "title", "publisher", "url", "language", "source", "char_count", "claim_count", "problem_count", "beginning",
    "recorded_at", "reader", "set_aside",
)  # fmt: skip
CLAIM_COLUMNS = (
    "id", "report_id", "kind", "status", "event_type", "mode", "acled_sub_event_type", "measure", "subtype", "unit", "who", "stock_flow",
    "cumulative", "quantifier", "low", "best", "high", "claimant", "words", "place_name", "country", "admin1", "latitude", "longitude",
    "place_precision", "date_start", "date_end", "date_precision",
)  # fmt: skip
_INCIDENT_OF = "(SELECT min(incident_id) FROM members WHERE claim_id = claims.id) AS incident_id"


def list_reports(
    generation: Generation, publisher: str | None = None, cursor: str | None = None, limit: int = 50, ids: list[str] | None = None
) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of reports, the latest dated first, and the cursor of the next."""
    where = Where()
    if publisher:
        where.add("publisher = ?", publisher)
    if ids is not None:
        where.add("id IN (SELECT unnest(?))", ids)
    key = "coalesce(report_day, -2000000)"
    after(where, key, cursor, descending=True)
    found = generation.records(
        f"SELECT {', '.join(REPORT_COLUMNS)}, {key} AS sort_key FROM reports WHERE {where.sql} ORDER BY sort_key DESC, id LIMIT ?",
        [*where.parameters, limit + 1],
    )
    rows, following = page(found, limit)
    return [_report(row) for row in rows], following


def _report(record: dict[str, Any]) -> dict[str, Any]:
    dated(record, "report_day")
    return {"report_id": record.pop("id"), "report_date": record.pop("report_day"), **record}


def report(generation: Generation, report_id: str) -> dict[str, Any] | None:
    """Return a report's row; None for none."""
    found = generation.records(f"SELECT {', '.join(REPORT_COLUMNS)} FROM reports WHERE id = ?", [report_id])
    return _report(found[0]) if found else None


def count_reports(generation: Generation) -> int:
    """Return how many reports there are."""
    return int(generation.kept("reports", lambda: generation.value("SELECT count(*) FROM reports")))


def list_claims(
    generation: Generation, query: ClaimQuery, cursor: str | None = None, limit: int = 50
) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of claims, the latest first, each with the incident that it is part of, and the cursor of the next."""
    where = query.where()
    key = "coalesce(date_start, date_end, -2000000)"
    after(where, key, cursor, descending=True)
    found = generation.records(
        f"SELECT {', '.join(CLAIM_COLUMNS)}, {_INCIDENT_OF}, {key} AS sort_key FROM claims WHERE {where.sql} "
        "ORDER BY sort_key DESC, id LIMIT ?",
        [*where.parameters, limit + 1],
    )
    rows, following = page(found, limit)
    return [{"claim_id": row.pop("id"), **dated(row)} for row in rows], following


def count_claims(generation: Generation, query: ClaimQuery) -> dict[str, Any]:
    """Return how many claims there are, and by kind and status."""
    where = query.where()
    total = generation.value(f"SELECT count(*) FROM claims WHERE {where.sql}", where.parameters)
    out: dict[str, Any] = {"total": total}
    for name in ("kind", "status"):
        found = generation.rows(
            f"SELECT {name}, count(*) AS n FROM claims WHERE {where.sql} AND {name} IS NOT NULL GROUP BY {name} ORDER BY n DESC, {name}",
            where.parameters,
        )
        out[name] = [{"value": value, "count": count, "chosen": value in getattr(query, name)} for value, count in found]
    return out


def claim_where(generation: Generation, claim_id: str) -> tuple[str, str | None] | None:
    """Return the report and the incident of a claim; None for no such claim."""
    found = generation.rows(f"SELECT report_id, {_INCIDENT_OF} FROM claims WHERE id = ?", [claim_id])
    return (found[0][0], found[0][1]) if found else None


def incidents_of_report(generation: Generation, report_id: str) -> dict[str, str]:
    """Return the incident of each claim of a report that is part of one."""
    query = "SELECT claim_id, incident_id FROM members WHERE claim_id IN (SELECT id FROM claims WHERE report_id = ?)"
    return dict(generation.rows(query, [report_id]))
