"""A filter and a zoom in; what a map and a timeline draw out: squares with counts or single points, areas apart, and counts by time.

A place that is no point is never among the points or squares: areas come by name, and what has no coordinates is only counted.
"""

from __future__ import annotations

from typing import Any

from ebla.pages.filters import SHARP, IncidentQuery, where_of
from ebla.pages.mercator import BITS, area_km, box_around, latitude_of, longitude_of
from ebla.pages.rows import day_of
from ebla.pages.store import Generation

# Side of a square on the screen, as a power of two, of tiles of 256 pixels. [2**n pixels]
_SQUARE = 5
_TILE = 8
MOST_POINTS, MOST_SQUARES, MOST_AREAS = 1_500, 4_000, 400
_SHARP = ", ".join(f"'{one}'" for one in SHARP)


def shift_of(zoom: int) -> int:
    """Return by how many bits a cell is shifted for squares of 32 pixels at a zoom of the usual web maps.

    >>> shift_of(0), shift_of(6), shift_of(18)
    (17, 11, 0)
    """
    return max(0, BITS - _TILE - zoom + _SQUARE)


def bins(generation: Generation, query: IncidentQuery, zoom: int) -> dict[str, Any]:
    """Return what a map draws: `points` where few are in view, else `squares`; `areas` for places that are no points."""
    return generation.kept(("bins", query.key, zoom), lambda: _bins(generation, query, zoom))


def _bins(generation: Generation, query: IncidentQuery, zoom: int) -> dict[str, Any]:
    where = where_of(query)
    total, sharp, placed = generation.rows(
        f"SELECT count(*), count(*) FILTER (cell_x IS NOT NULL AND place_precision IN ({_SHARP})), count(cell_x) "
        f"FROM incidents WHERE {where.sql}",
        where.parameters,
    )[0]
    out: dict[str, Any] = {"total": total, "placed": placed, "points": [], "squares": []}
    if sharp <= MOST_POINTS:
        out["points"] = generation.records(
            "SELECT id AS incident_id, latitude, longitude, event_type, mode, place_name, place_precision, grade, "
            f"coalesce(killed_best, killed_low, killed_high) AS killed FROM incidents WHERE {where.sql} AND cell_x IS NOT NULL "
            f"AND place_precision IN ({_SHARP}) ORDER BY id",
            where.parameters,
        )
    else:
        out["squares"] = _squares(generation, query, shift_of(zoom))
    out["areas"] = generation.records(
        "SELECT place_name, place_precision, country, admin1_code, latitude, longitude, count(*) AS count, mode(event_type) AS event_type "
        f"FROM incidents WHERE {where.sql} AND cell_x IS NOT NULL AND (place_precision IS NULL OR place_precision NOT IN ({_SHARP})) "
        f"GROUP BY ALL ORDER BY count DESC, place_name LIMIT {MOST_AREAS}",
        where.parameters,
    )
    for area in out["areas"]:
        area["radius_km"] = area_km(area["place_precision"])
        area["bbox"] = box_around(area["latitude"], area["longitude"], area["radius_km"])
    return out


def _squares(generation: Generation, query: IncidentQuery, shift: int) -> list[dict[str, Any]]:
    where = where_of(query)
    found = generation.rows(
        f"SELECT cell_x >> {shift} AS x, cell_y >> {shift} AS y, count(*) AS n, mode(event_type), avg(cell_x), avg(cell_y) "
        f"FROM incidents WHERE {where.sql} AND cell_x IS NOT NULL AND place_precision IN ({_SHARP}) "
        f"GROUP BY x, y ORDER BY n DESC, x, y LIMIT {MOST_SQUARES}",
        where.parameters,
    )
    size = 1 << shift
    return [
        {
            "count": count,
            "event_type": event_type,
            "longitude": round(longitude_of(mean_x + 0.5), 5),
            "latitude": round(latitude_of(mean_y + 0.5), 5),
            "bbox": [
                round(longitude_of(x * size), 6),
                round(latitude_of((y + 1) * size), 6),
                round(longitude_of((x + 1) * size), 6),
                round(latitude_of(y * size), 6),
            ],
        }
        for x, y, count, event_type, mean_x, mean_y in found
    ]


_UNITS = {"day": 200, "week": 3_700, "month": 40_000}


def timeline(generation: Generation, query: IncidentQuery) -> dict[str, Any]:
    """Return counts by unit of time and event type under all filters but the dates; vague dates as intervals, apart.

    The unit (day, week from Monday, month, year) follows the days there are, so that there are at most some hundreds.
    """
    return generation.kept(("timeline", query.key), lambda: _timeline(generation, query))


def _timeline(generation: Generation, query: IncidentQuery) -> dict[str, Any]:
    where = where_of(query, "dates")
    closed = "date_start IS NOT NULL AND date_end IS NOT NULL"
    sharp = f"{closed} AND date_end - date_start < 8"
    first, last, undated = generation.rows(
        f"SELECT min(date_start) FILTER ({sharp}), max(date_start) FILTER ({sharp}), count(*) FILTER (from_day IS NULL) "
        f"FROM incidents WHERE {where.sql}",
        where.parameters,
    )[0]
    span = 0 if first is None else last - first
    unit = next((name for name, most in _UNITS.items() if span <= most), "year")
    start = f"date_trunc('{unit}', DATE '1970-01-01' + date_start)"
    bars = [] if first is None else generation.rows(
        f"SELECT CAST({start} AS DATE) AS s, event_type, count(*) FROM incidents WHERE {where.sql} AND {sharp} "
            "GROUP BY ALL ORDER BY s, event_type",
        where.parameters,
    )  # fmt: skip
    vague = generation.rows(
        f"SELECT date_start, date_end, count(*) AS n FROM incidents WHERE {where.sql} AND from_day IS NOT NULL AND NOT ({sharp}) "
        "GROUP BY ALL ORDER BY n DESC, date_start, date_end LIMIT 300",
        where.parameters,
    )
    return {
        "unit": unit,
        "first": _iso(first),
        "last": _iso(last),
        "undated": undated,
        "bars": [{"start": day.isoformat(), "event_type": event_type, "count": count} for day, event_type, count in bars],
        "intervals": [{"date_start": _iso(a), "date_end": _iso(b), "count": count} for a, b, count in vague],
    }


def _iso(number: int | None) -> str | None:
    day = day_of(number)
    return None if day is None else day.isoformat()
