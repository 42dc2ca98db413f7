"""A filter in; a page of incidents, how many there are, and how many of each kind out. One incident by its id, with its claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from ebla.pages.filters import _LISTS as FACET_COLUMNS
from ebla.pages.filters import FACETS, IncidentQuery, Sort, Where, where_of
from ebla.pages.queries.paging import after, page
from ebla.pages.rows import day_of
from ebla.pages.store import Generation
from ebla.records.incident import Incident

# Key of each order, a whole number for every row, and whether the greatest comes first. An undated incident comes last.
_SORTS: dict[Sort, tuple[str, bool]] = {
    "newest": ("sort_day", True),
    "oldest": ("coalesce(date_start, date_end, 5000000)", False),
    "killed": ("CAST(least(coalesce(killed_best, killed_low, killed_high, -1), 1e12) AS BIGINT)", True),
    "reports": ("report_count", True),
}
COLUMNS = (
    "id", "event_type", "mode", "acled_sub_event_type", "date_start", "date_end", "date_precision", "place_name", "country", "admin1",
    "admin1_code", "geonames_id", "latitude", "longitude", "place_precision", "actors", "recipients", "report_count", "outlet_count",
    "claimant_count", "independent_source_count", "grade", "source_grade", "information_grade", "killed_low", "killed_best", "killed_high",
    "report_ids",
)  # fmt: skip
_MOST_FACET_VALUES = 40
_INCIDENT = msgspec.json.Decoder(Incident)


def dated(record: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return a row with its day numbers as ISO days."""
    for name in names or ("date_start", "date_end"):
        day = day_of(record[name])
        record[name] = None if day is None else day.isoformat()
    return record


def _shaped(record: dict[str, Any]) -> dict[str, Any]:
    record = dated(record)
    record["report_ids"] = record["report_ids"].split()
    return {"incident_id": record.pop("id"), **record}


def list_incidents(
    generation: Generation, query: IncidentQuery, sort: Sort = "newest", cursor: str | None = None, limit: int = 50
) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of incidents and the cursor of the next. Raises BadCursorError for a cursor that no page gave."""
    key, descending = _SORTS[sort]
    where = where_of(query)
    after(where, key, cursor, descending=descending)
    found = generation.records(
        f"SELECT {', '.join(COLUMNS)}, {key} AS sort_key FROM incidents WHERE {where.sql} "
        f"ORDER BY sort_key {'DESC' if descending else 'ASC'}, id LIMIT ?",
        [*where.parameters, limit + 1],
    )
    rows, following = page(found, limit)
    return [_shaped(row) for row in rows], following


def count_incidents(generation: Generation, query: IncidentQuery) -> dict[str, int]:
    """Return how many there are, how many without a date, and how many without coordinates."""

    def make() -> dict[str, int]:
        where = where_of(query)
        total, undated, unplaced, deadly = generation.rows(
            "SELECT count(*), count(*) FILTER (from_day IS NULL), count(*) FILTER (cell_x IS NULL), "
            f"count(*) FILTER (coalesce(killed_low, killed_best, killed_high) > 0) FROM incidents WHERE {where.sql}",
            where.parameters,
        )[0]
        return {"total": total, "undated": undated, "unplaced": unplaced, "deadly": deadly}

    return generation.kept(("count", query.key), make)


def facets(generation: Generation, query: IncidentQuery) -> dict[str, list[dict[str, Any]]]:
    """Return, for each facet, its values with how many incidents have each under the other filters, the most first."""

    def make() -> dict[str, list[dict[str, Any]]]:
        apart = [name for name in FACETS if getattr(query, name)]
        counted = _counted(generation, where_of(query), [name for name in FACETS if name not in apart])
        for name in apart:
            counted |= _counted(generation, where_of(query, name), [name])
        return {name: _values(counted[name], set(getattr(query, name))) for name in FACETS}

    return generation.kept(("facets", query.key), make)


def _counted(generation: Generation, where: Where, names: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """Return how many incidents have each value of some facets, the most first; one look at the incidents for all of them."""
    columns = [FACET_COLUMNS[name] for name in names]
    sets = ", ".join(f"({column})" for column in columns)
    found = generation.rows(
        f"SELECT grouping_id({', '.join(columns)}), coalesce({', '.join(columns)}) AS v, count(*) AS n FROM incidents WHERE {where.sql} "
        f"GROUP BY GROUPING SETS ({sets}) ORDER BY n DESC, v",
        where.parameters,
    ) if columns else []  # fmt: skip
    # In a grouping set of one column all bits but its own are set, the first column's being the highest.
    every = (1 << len(names)) - 1
    of_bits = {every ^ (1 << (len(names) - 1 - place)): name for place, name in enumerate(names)}
    out: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    for bits, value, count in found:
        if value is not None:
            out[of_bits[bits]].append((value, count))
    return out


def _values(counted: list[tuple[str, int]], chosen: set[str]) -> list[dict[str, Any]]:
    """Return the commonest values and all that are chosen, with their counts."""
    counts = dict(counted)
    shown = [*(value for value, _ in counted[:_MOST_FACET_VALUES]), *sorted(chosen)]
    return [{"value": value, "count": counts.get(value, 0), "chosen": value in chosen} for value in dict.fromkeys(shown)]


def resolve(generation: Generation, incident_id: str) -> str | None:
    """Return the id that an incident's id stands for now, redirects followed; None for none."""
    current = incident_id
    for _ in range(100):
        if generation.value("SELECT 1 FROM incidents WHERE id = ?", [current]):
            return current
        current = generation.value("SELECT into_id FROM redirects WHERE incident_id = ?", [current])
        if current is None:
            return None
    return None


def incident(generation: Generation, incident_id: str) -> Incident | None:
    """Return an incident whole; None for none."""
    body = generation.value("SELECT body FROM incidents WHERE id = ?", [incident_id])
    return None if body is None else _INCIDENT.decode(body)


def claims_of(generation: Generation, incident_id: str) -> list[dict[str, Any]]:
    """Return the claims that an incident stands on, each with its report and as what it counts."""
    found = generation.records(
        "SELECT c.*, m.role, r.set_aside, r.title, r.publisher, r.report_day, r.beginning "
        "FROM members m JOIN claims c ON c.id = m.claim_id "
        "JOIN reports r ON r.id = c.report_id WHERE m.incident_id = ? ORDER BY r.report_day, r.id, c.ordinal LIMIT 2000",
        [incident_id],
    )
    return [dated(row, "date_start", "date_end", "report_day") for row in found]
