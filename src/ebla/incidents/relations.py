"""Plans, threats, promises, demands, fears and denials in; the deed that each comes true in or is about out. They make no incidents.

A deed fulfils what was said before it where place, kind, sides and things agree; it is denied by what was said of it after. The weight is
the sum of what these comparisons add, without the prior: time only says which deeds can be meant.
"""

from __future__ import annotations

import duckdb

from ebla.incidents.scoring import score_parts
from ebla.incidents.table import scalar
from ebla.incidents.weights import Weights

LEAST_BITS = 2.0
"""The least weight of a relation. Chosen on the gold relations of the development wars. [log2 odds]"""
COMPARED = ("place", "kind", "actor", "recipient", "weapon", "facility", "names")
_RELATIONS = {"planned": "fulfilled_by", "promised": "fulfilled_by", "demanded": "fulfilled_by", "threatened": "fulfilled_by",
              "forecast": "fulfilled_by", "denied": "about"}  # fmt: skip
_AHEAD_DAYS = 60
_BACK_DAYS = 45
_BUCKET_DAYS = 30

_KIND = " ".join(f"WHEN '{status}' THEN '{relation}'" for status, relation in _RELATIONS.items())
_TABLES = f"""
CREATE OR REPLACE TEMP TABLE said AS
SELECT uid, report, place_id, country, near, sides, actors, event_type, mode_group, dated, lo, hi, CASE status {_KIND} END AS relation,
  CASE WHEN status = 'denied' THEN report_day - {_BACK_DAYS} ELSE report_day - 1 END AS earliest,
  CASE WHEN status = 'denied' THEN report_day ELSE report_day + {_AHEAD_DAYS} END AS latest
FROM claims WHERE NOT deed AND report_day IS NOT NULL AND status IN ({", ".join(f"'{status}'" for status in _RELATIONS)});
CREATE OR REPLACE TEMP TABLE said_months AS
  SELECT *, unnest(range(earliest // {_BUCKET_DAYS}, latest // {_BUCKET_DAYS} + 1)) AS month FROM said;
CREATE OR REPLACE TEMP TABLE done AS
SELECT uid, report, place_id, country, near, sides, actors, event_type, mode_group, report_day,
  CASE WHEN dated THEN lo ELSE report_day - 7 END AS lo, CASE WHEN dated THEN hi ELSE report_day END AS hi
FROM claims WHERE deed AND (dated OR report_day IS NOT NULL);
CREATE OR REPLACE TEMP TABLE done_months AS
  SELECT *, unnest(range(greatest(lo // {_BUCKET_DAYS}, hi // {_BUCKET_DAYS} - 3), hi // {_BUCKET_DAYS} + 1)) AS month FROM done
"""
_TIME = (
    "d.hi >= s.earliest AND d.lo <= s.latest AND (NOT s.dated OR d.lo <= s.hi + 2 AND d.hi >= s.lo - 2) "
    "AND (s.event_type IS NULL OR d.event_type IS NULL OR s.event_type = d.event_type)"
)
_MODES = "(s.mode_group IS NULL OR d.mode_group IS NULL OR s.mode_group = d.mode_group)"
_RULES = (
    f"said_months s JOIN done_months d ON s.place_id = d.place_id AND s.month = d.month AND {_TIME}",
    f"said_months s JOIN done_months d ON s.country = d.country AND s.month = d.month AND {_TIME} AND {_MODES} "
    "AND list_has_any(s.actors, d.actors)",
    f"said_months s JOIN done_months d ON s.month = d.month AND s.country = d.country AND s.place_id IS NULL "
    f"AND list_contains(s.near, d.place_id) AND {_TIME} AND {_MODES}",
    f"said s JOIN done d ON s.report = d.report AND {_TIME} AND {_MODES}",
)


def find(connection: duckdb.DuckDBPyConnection, weights: Weights, changed: str) -> None:
    """Make the table `related` (uid, relation, deed, weight): the best deed of each claim that is none, of those that a change touches.

    Args:
        connection: The workspace's database.
        weights: How telling each agreement is.
        changed: A table with the uids of new claims and of deeds whose groups changed.
    """
    run = connection.execute
    for statement in _TABLES.split(";"):
        run(statement)
    met = " UNION ".join(f"SELECT s.uid FROM {rule} WHERE d.uid IN (SELECT uid FROM {changed})" for rule in _RULES)
    run(f"CREATE OR REPLACE TEMP TABLE asked AS SELECT uid FROM said WHERE uid IN (SELECT uid FROM {changed}) UNION {met}")
    pairs = " UNION ".join(f"SELECT s.uid AS uid, d.uid AS deed FROM {rule} WHERE s.uid IN (SELECT uid FROM asked)" for rule in _RULES)
    run(f"CREATE OR REPLACE TEMP TABLE may_relate AS {pairs}")
    run(
        "CREATE OR REPLACE TEMP TABLE relation_pairs AS SELECT DISTINCT least(uid, deed) AS join_key_l, greatest(uid, deed) AS join_key_r, "
        "'0' AS match_key FROM may_relate"
    )
    run("CREATE OR REPLACE TEMP TABLE relation_fits (uid_l BIGINT, uid_r BIGINT, weight DOUBLE)")
    if scalar(connection, "SELECT count(*) FROM relation_pairs"):
        score_parts(connection, weights, "relation_pairs", "relation_fits", COMPARED)
    run(
        "CREATE OR REPLACE TEMP TABLE related AS WITH fit AS (SELECT m.uid, m.deed, f.weight, c.claim_id FROM may_relate m "
        "JOIN relation_fits f ON f.uid_l = least(m.uid, m.deed) AND f.uid_r = greatest(m.uid, m.deed) "
        f"JOIN claims c ON c.uid = m.deed WHERE f.weight >= {LEAST_BITS}) "
        "SELECT a.uid, s.relation, arg_max(f.claim_id, (f.weight, f.claim_id)) AS deed, max(f.weight) AS weight "
        "FROM asked a JOIN said s USING (uid) LEFT JOIN fit f USING (uid) GROUP BY a.uid, s.relation"
    )
