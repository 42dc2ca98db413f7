"""A table of link claims in; the pairs worth scoring out, found by rules in DuckDB. Decides nothing about the pairs.

Each rule is a key that both claims must share, and a condition. Every rule bounds its pairs by a place, a country or a word, and days;
none depends on how many claims there are, so that new claims meet the same old ones whatever the order.
"""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from ebla.incidents.table import scalar


class Rule(NamedTuple):
    """The tables of a rule's two sides, and what must hold; whether it must be tried both ways round, the sides being of two kinds."""

    left: str
    right: str
    condition: str
    both: bool = False


_SHORT_DAYS = 6
_BUCKET_DAYS = 30
_BUCKETS_BACK = 12
_UNDATED_DAYS = 14
_CELL_DEGREES = 0.45

_KINDS = (
    "(a.event_type IS NULL OR b.event_type IS NULL OR a.event_type = b.event_type) AND "
    "(a.mode_group IS NULL OR b.mode_group IS NULL OR a.mode_group = b.mode_group)"
)
_SIDES = "(len(a.sides) = 0 OR len(b.sides) = 0 OR a.unidentified OR b.unidentified OR list_has_any(a.sides, b.sides))"

_VIEWS = f"""
CREATE OR REPLACE TEMP TABLE block AS
SELECT uid, place_id, country, coalesce(place_kind = 'point', FALSE) AS point, event_type, mode_group, sides, unidentified, actors, tokens,
  sentence,
  dated, dated AND hi - lo <= {_SHORT_DAYS} AS short, mod(uid, {{parts}}) AS part, {{fresh}} AS fresh, near, marks,
  CASE WHEN dated THEN lo ELSE report_day - {_UNDATED_DAYS} END AS lo, CASE WHEN dated THEN hi ELSE report_day END AS hi,
  floor(latitude / {_CELL_DEGREES}) * 10000 + floor(longitude / {_CELL_DEGREES}) AS cell_a,
  floor(latitude / {_CELL_DEGREES} + 0.5) * 10000 + floor(longitude / {_CELL_DEGREES} + 0.5) AS cell_b
FROM {{claims}} WHERE deed;
CREATE OR REPLACE TEMP TABLE block_days AS
  SELECT *, unnest(range(lo, hi + 1)) AS day FROM block WHERE short;
CREATE OR REPLACE TEMP TABLE block_months AS
  SELECT *, unnest(range(greatest(lo // {_BUCKET_DAYS}, hi // {_BUCKET_DAYS} - {_BUCKETS_BACK}), hi // {_BUCKET_DAYS} + 1)) AS month
  FROM block WHERE lo IS NOT NULL;
CREATE OR REPLACE TEMP TABLE block_tokens AS
  SELECT *, unnest(tokens) AS token FROM block_months WHERE country IS NOT NULL;
CREATE OR REPLACE TEMP TABLE block_beside AS SELECT *, unnest([lo - 1, hi + 1]) AS day FROM block WHERE short;
CREATE OR REPLACE TEMP TABLE block_areas AS
  SELECT *, unnest(range(lo - 1, hi + 2)) AS day FROM block WHERE short AND NOT point;
CREATE OR REPLACE TEMP TABLE block_nowhere AS SELECT *, unnest(tokens) AS token FROM block_days WHERE country IS NULL;
CREATE OR REPLACE TEMP TABLE block_somewhere AS
  SELECT *, unnest(tokens) AS token FROM block_days WHERE day IN (SELECT day FROM block_nowhere);
CREATE OR REPLACE TEMP TABLE block_long AS SELECT * FROM block_months WHERE NOT short;
CREATE OR REPLACE TEMP TABLE block_marks AS SELECT *, unnest(marks) AS mark FROM block WHERE country IS NOT NULL;
CREATE OR REPLACE TEMP TABLE block_undated AS SELECT * FROM block_marks WHERE NOT dated;
CREATE OR REPLACE TEMP TABLE block_near AS SELECT *, unnest(near) AS told FROM block_months WHERE NOT point;
"""
_TOKENS = "list_has_any(a.tokens, b.tokens)"
_OVERLAP = "a.lo <= b.hi + 1 AND b.lo <= a.hi + 1"
RULES: dict[str, Rule] = {
    "the same place and days, modes that agree or a number, name or facility in common": Rule(
        "block_days",
        "block_days",
        f"a.point AND b.point AND a.place_id = b.place_id AND a.day = b.day AND ({_KINDS} OR {_TOKENS})",
    ),
    "the same place, a day apart, a number, name or facility in common": Rule(
        "block_days",
        "block_beside",
        f"a.point AND b.point AND a.place_id = b.place_id AND a.day = b.day AND {_KINDS} AND {_TOKENS}",
    ),
    "towns near each other, the same days, modes that agree": Rule(
        "block_days",
        "block_days",
        f"a.cell_a = b.cell_a AND a.day = b.day AND a.place_id <> b.place_id AND {_KINDS}",
    ),
    "towns near each other (second grid)": Rule(
        "block_days",
        "block_days",
        f"a.cell_b = b.cell_b AND a.day = b.day AND a.place_id <> b.place_id AND {_KINDS}",
    ),
    "one country and days, one without a point": Rule(
        "block_days",
        "block_areas",
        f"a.country = b.country AND a.day = b.day AND {_KINDS} AND {_SIDES} "
        f"AND (a.mode_group = b.mode_group OR {_TOKENS} OR list_has_any(a.actors, b.actors))",
        both=True,
    ),
    "the same place, one with a long time or no date": Rule(
        "block_months",
        "block_long",
        f"a.point AND b.point AND a.place_id = b.place_id AND a.month = b.month AND {_OVERLAP} "
        f"AND {_KINDS} AND ({_TOKENS} OR a.mode_group = b.mode_group)",
        both=True,
    ),
    "one country and time, a number, name or facility in common": Rule(
        "block_tokens",
        "block_tokens",
        f"a.country = b.country AND a.month = b.month AND a.token = b.token AND NOT (a.point AND b.point) "
        f"AND NOT (a.short AND b.short) AND {_OVERLAP} AND {_KINDS} AND {_SIDES}",
    ),
    "the place told in the other's report, one without a date": Rule(
        "block_months",
        "block_near",
        f"a.point AND a.place_id = b.told AND a.country = b.country AND a.month = b.month AND NOT (a.short AND b.short) AND {_OVERLAP} "
        f"AND {_KINDS} AND {_SIDES}",
        both=True,
    ),
    "one country, time and actor, neither with a place nor a day": Rule(
        "block_months",
        "block_months",
        f"a.country = b.country AND a.month = b.month AND NOT (a.short OR b.short OR a.point OR b.point) "
        f"AND {_OVERLAP} AND {_KINDS} AND list_has_any(a.actors, b.actors)",
    ),
    "the same days, one in no known country, a number, name or facility in common": Rule(
        "block_somewhere", "block_nowhere", f"a.day = b.day AND a.token = b.token AND {_KINDS} AND {_SIDES}", both=True
    ),
    "one country, a large number in common, one without a date": Rule(
        "block_marks", "block_undated", f"a.country = b.country AND a.mark = b.mark AND {_KINDS} AND {_SIDES}", both=True
    ),
    "the same sentence": Rule("block", "block", "a.sentence = b.sentence"),
}
"""What makes a pair worth scoring, in words and SQL."""


def prepare(connection: duckdb.DuckDBPyConnection, claims: str = "claims", *, fresh: str = "TRUE", parts: int = 1) -> None:
    """Make the tables that the rules join.

    Args:
        connection: The database with the claims.
        claims: The table of claims.
        fresh: SQL that says which claims are new; pairs of two old ones are not made.
        parts: Parts that `pairs` is asked for.
    """
    for statement in _VIEWS.format(claims=claims, fresh=fresh, parts=parts).split(";"):
        if statement.strip():
            connection.execute(statement)


def pairs(connection: duckdb.DuckDBPyConnection, name: str, part: int | None = None) -> int:
    """Make a table of the pairs (`join_key_l` below `join_key_r`) of one part, or of all, and return how many there are.

    Of each pair one claim is new; the part is that of the new claim, of two new ones that of the first.
    """
    ways = []
    for new, other in (("a", "b"), ("b", "a")):
        mine = f"{new}.fresh AND a.uid <> b.uid AND ({new}.uid < {other}.uid OR NOT {other}.fresh)"
        ways.append(mine + (f" AND {new}.part = {part}" if part is not None else ""))
    selects = [
        "SELECT least(a.uid, b.uid) AS join_key_l, greatest(a.uid, b.uid) AS join_key_r "
        f"FROM {rule.left} a JOIN {rule.right} b ON {rule.condition} WHERE {mine}"
        for rule in RULES.values()
        for mine in (ways if rule.both else ways[:1])
    ]
    union = " UNION ".join(selects)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT join_key_l, join_key_r, '0' AS match_key FROM ({union})")
    return scalar(connection, f"SELECT count(*) FROM {name}")
