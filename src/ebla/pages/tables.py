"""The tables of a generation file. Columns by name with their DuckDB types; a file of another `FORMAT` is made anew.

Days are whole numbers from 1970-01-01. `from_day` and `to_day` are the ends of an interval with an open end put far away, both null where
there is no date; `sort_day` is the day that an incident is listed under, long ago where it has none. Incidents lie in the file in
that order, so that a period is found without looking at all. `cell_x`, `cell_y` are the units of `mercator.py`, null without coordinates.
`heap` is that of `counting.py`, null for what is not counted; `outlet` is the register's name for a publisher.
"""

from __future__ import annotations

# Raised whenever a table or the meaning of a column changes.
FORMAT = 7
LONG_AGO, FAR_AHEAD = -1_000_000, 4_000_000

_WHERE = {
    "place_name": "VARCHAR", "place_key": "VARCHAR", "country": "VARCHAR", "admin1": "VARCHAR", "admin1_code": "VARCHAR",
    "geonames_id": "BIGINT", "latitude": "DOUBLE", "longitude": "DOUBLE", "place_precision": "VARCHAR", "cell_x": "INTEGER",
    "cell_y": "INTEGER",
}  # fmt: skip
_WHEN = {"date_start": "INTEGER", "date_end": "INTEGER", "date_precision": "VARCHAR", "from_day": "INTEGER", "to_day": "INTEGER"}

TABLES: dict[str, dict[str, str]] = {
    "meta": {"name": "VARCHAR", "value": "VARCHAR"},
    "reports": {
        "id": "VARCHAR", "seq": "BIGINT", "report_day": "INTEGER", "date_basis": "VARCHAR", "title": "VARCHAR", "publisher": "VARCHAR",
        "url": "VARCHAR", "language": "VARCHAR", "source": "VARCHAR", "char_count": "BIGINT", "reader": "VARCHAR",
        "recorded_at": "VARCHAR", "claim_count": "INTEGER", "problem_count": "INTEGER", "beginning": "VARCHAR", "set_aside": "VARCHAR",
        "outlet": "VARCHAR",
    },
    "claims": {
        "id": "VARCHAR", "report_id": "VARCHAR", "ordinal": "INTEGER", "kind": "VARCHAR", "status": "VARCHAR", "event_type": "VARCHAR",
        "mode": "VARCHAR", "acled_sub_event_type": "VARCHAR", "measure": "VARCHAR", "subtype": "VARCHAR", "unit": "VARCHAR",
        "who": "VARCHAR", "stock_flow": "VARCHAR", "cumulative": "BOOLEAN", "quantifier": "VARCHAR", "low": "DOUBLE", "best": "DOUBLE",
        "high": "DOUBLE", "claimant": "VARCHAR", "words": "VARCHAR", "linked_id": "VARCHAR", "heap": "VARCHAR", "body": "VARCHAR",
        **_WHERE, **_WHEN,
    },
    "parties": {
        "claim_id": "VARCHAR", "report_id": "VARCHAR", "role": "VARCHAR", "key": "VARCHAR", "name": "VARCHAR", "code": "VARCHAR",
        "actor_id": "VARCHAR", "name_key": "VARCHAR",
    },
    "members": {"claim_id": "VARCHAR", "incident_id": "VARCHAR", "role": "VARCHAR"},
    "incidents": {
        "id": "VARCHAR", "event_type": "VARCHAR", "mode": "VARCHAR", "acled_sub_event_type": "VARCHAR", "actors": "VARCHAR",
        "recipients": "VARCHAR", "report_count": "INTEGER", "outlet_count": "INTEGER", "claimant_count": "INTEGER",
        "independent_source_count": "INTEGER", "grade": "VARCHAR", "source_grade": "VARCHAR", "information_grade": "VARCHAR",
        "killed_low": "DOUBLE", "killed_best": "DOUBLE", "killed_high": "DOUBLE", "first_reported": "INTEGER", "last_reported": "INTEGER",
        "report_ids": "VARCHAR", "part_of": "VARCHAR", "body": "VARCHAR", "sort_day": "INTEGER", **_WHERE, **_WHEN,
    },
    "incident_parties": {
        "incident_id": "VARCHAR", "role": "VARCHAR", "key": "VARCHAR", "name": "VARCHAR", "code": "VARCHAR", "name_key": "VARCHAR",
    },
    "counts": {
        "id": "VARCHAR", "heap": "VARCHAR", "measure": "VARCHAR", "unit": "VARCHAR", "who": "VARCHAR", "party": "VARCHAR",
        "stock_flow": "VARCHAR", "cumulative": "BOOLEAN", "low": "DOUBLE", "best": "DOUBLE", "high": "DOUBLE", "high_open": "BOOLEAN",
        "rule": "VARCHAR", "reason": "VARCHAR", "sources": "INTEGER", "reports": "INTEGER", "body": "VARCHAR", **_WHERE, **_WHEN,
    },
    "agreements": {"id": "VARCHAR", "first_day": "INTEGER", "report_ids": "VARCHAR", "body": "VARCHAR"},
    "redirects": {"incident_id": "VARCHAR", "into_id": "VARCHAR"},
}  # fmt: skip


def create(table: str) -> str:
    """Return the SQL that makes a table."""
    return f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in TABLES[table].items())})"


# Columns by which single rows are found: an index takes a second to make for a million rows and saves 30 ms each time.
INDEXES = (
    ("incidents", "id"), ("members", "incident_id"), ("members", "claim_id"), ("claims", "id"), ("claims", "report_id"), ("reports", "id"),
)  # fmt: skip


def index(table: str, column: str) -> str:
    """Return the SQL that makes an index."""
    return f"CREATE INDEX {table}_{column} ON {table} ({column})"
