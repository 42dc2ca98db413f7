"""Link claims and weights in; groups of claims that tell of one deed out, with the claim that each fits best.

`link` is pure. `Workspace` does the same step by step in a DuckDB database, which may be a file that a later run goes on with: claims are
added and taken out, and only the groups that they touch are made anew. What comes out is the same as from all claims at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from ebla.incidents import blocking, relations, strata, table
from ebla.incidents.claims import LinkClaim
from ebla.incidents.clustering import CANNOT, agglomerate
from ebla.incidents.scoring import score
from ebla.incidents.strata import Strata
from ebla.incidents.table import number, scalar
from ebla.incidents.weights import Weights

LINKER = "linker/3"
"""Version of the linking code: what decides beside the weights."""
_CLAIMS_PER_PART = 200_000
_PAIRS_PER_PART = 2_000_000


@dataclass(frozen=True, slots=True)
class Fit:
    """The other claim of the group that a claim fits best, and how well [log2 odds]."""

    with_claim: str
    match_weight: float


@dataclass(frozen=True, slots=True)
class Related:
    """That a claim that is no deed is `fulfilled_by` or `about` one: a claim of that deed (None: of none), and how well they fit."""

    relation: str
    deed: str | None
    match_weight: float | None


@dataclass(frozen=True, slots=True)
class LinkResult:
    """Groups of claims of one deed, ordered by their smallest claim id; the best fit of each claim that is not alone; their reports.

    `related` has the claims that are no deeds, as far as they were looked at; `part_of` the whole that a claim's report names.
    """

    groups: tuple[tuple[str, ...], ...]
    fits: dict[str, Fit]
    report_of: dict[str, str]
    related: dict[str, Related]
    part_of: dict[str, str]

    def fit(self, claim_id: str) -> tuple[str | None, float | None]:
        """Return the claim that a claim fits best and how well [log2 odds]; None twice where it is alone."""
        found = self.fits.get(claim_id)
        return (found.with_claim, found.match_weight) if found else (None, None)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on two claims: that they tell of the same deed, or that they do not."""

    claim_a: str
    claim_b: str
    same: bool


def link(claims: Iterable[LinkClaim], weights: Weights, judgements: Iterable[Judgement] = ()) -> LinkResult:
    """Return the groups of claims that tell of one deed: every claim of a deed is in one group, maybe alone; other claims in none.

    Args:
        claims: In any order; the result is the same.
        weights: How telling each agreement is.
        judgements: What persons said of pairs; it wins over the weights.
    """
    with Workspace(weights) as space:
        space.add(claims)
        space.judge(judgements)
        return space.link()


class Workspace:
    """Claims, fits and groups in a DuckDB database.

    Tables: `claims` (see `table.py`), `fits` (pairs that fit by `link_bits`), `groups` (of each claim its `deed`, named by its smallest
    claim, and its best fit), `judged` (pairs that persons judged), and those of `strata.py`.
    """

    def __init__(self, weights: Weights, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        self.weights = weights
        self.connection = connection or duckdb.connect()
        run = self.connection.execute
        run("SET enable_progress_bar = false")
        if not scalar(self.connection, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'groups'"):
            table.create(self.connection)
            run("CREATE TABLE fits (uid_l BIGINT, uid_r BIGINT, weight DOUBLE)")
            run("CREATE TABLE judged (uid_l BIGINT, uid_r BIGINT, same BOOLEAN)")
            run("CREATE TABLE groups (uid BIGINT, deed BIGINT, with_uid BIGINT, weight DOUBLE)")
            strata.create(self.connection)
        run("CREATE OR REPLACE TEMP TABLE fresh (uid BIGINT)")
        run("CREATE OR REPLACE TEMP TABLE newly_same (uid_l BIGINT, uid_r BIGINT)")
        self._strata = Strata(self.connection, weights.link_bits)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *error: object) -> None:
        self.connection.close()

    def remove_reports(self, report_ids: Collection[str]) -> None:
        """Take the claims of reports out; the groups that they were in are made anew by the next `link`."""
        if not report_ids:
            return
        run = self.connection.execute
        self._register("leaving", pa.table({"report": pa.array([number(report) for report in report_ids], pa.int64())}))
        run("CREATE OR REPLACE TEMP TABLE gone AS SELECT uid FROM claims SEMI JOIN leaving USING (report)")
        self.connection.unregister("leaving")
        self._strata.lose("FROM gone")
        run("DELETE FROM fits WHERE uid_l IN (SELECT uid FROM gone) OR uid_r IN (SELECT uid FROM gone)")
        for name in ("claims", "groups", "fresh"):
            run(f"DELETE FROM {name} WHERE uid IN (SELECT uid FROM gone)")

    def add(self, claims: Iterable[LinkClaim]) -> int:
        """Add claims, none of which may be there yet, and return how many."""
        run = self.connection.execute
        run("CREATE OR REPLACE TEMP TABLE known AS SELECT uid FROM claims")
        count = table.insert(self.connection, claims)
        run("INSERT INTO fresh SELECT uid FROM claims ANTI JOIN known USING (uid)")
        run("DROP TABLE known")
        return count

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Replace the pairs that persons judged; the groups of those that changed are made anew by the next `link`."""
        pairs = {tuple(sorted((number(j.claim_a), number(j.claim_b)))): j.same for j in judgements}
        new = pa.table(
            {
                "uid_l": pa.array([a for a, _ in pairs], pa.int64()),
                "uid_r": pa.array([b for _, b in pairs], pa.int64()),
                "same": pa.array(list(pairs.values()), pa.bool_()),
            }
        )
        run = self.connection.execute
        self._register("new_judged", new)
        run(
            "CREATE OR REPLACE TEMP TABLE changed AS (SELECT * FROM new_judged EXCEPT SELECT * FROM judged) "
            "UNION (SELECT * FROM judged EXCEPT SELECT * FROM new_judged)"
        )
        self._strata.lose("SELECT unnest([uid_l, uid_r]) FROM judged SEMI JOIN changed USING (uid_l, uid_r) WHERE same")
        run("INSERT INTO affected SELECT unnest([uid_l, uid_r]) FROM changed")
        run("INSERT INTO newly_same SELECT n.uid_l, n.uid_r FROM new_judged n SEMI JOIN changed USING (uid_l, uid_r) WHERE n.same")
        run("DELETE FROM judged")
        run("INSERT INTO judged SELECT * FROM new_judged")
        self.connection.unregister("new_judged")

    def link(self) -> LinkResult:
        """Make the groups of new and touched claims, keep them, and return them (those that nothing touched are not among them)."""
        self._fit()
        self._gather()
        for part in self._parts():
            self._group(part)
        self.connection.execute("CREATE OR REPLACE TEMP TABLE changed_claims AS SELECT uid FROM work UNION SELECT uid FROM fresh")
        relations.find(self.connection, self.weights, "changed_claims")
        result = self._result()
        for name in ("fresh", "newly_same"):
            self.connection.execute(f"DELETE FROM {name}")
        self._strata.forget()
        return result

    def size(self) -> tuple[int, int]:
        """Return how many deeds there are, and how many groups of them."""
        claims, deeds = self.connection.execute("SELECT count(*), count(DISTINCT deed) FROM groups").fetchall()[0]
        return int(claims), int(deeds)

    def _register(self, name: str, rows: pa.Table) -> None:
        self.connection.register(name, rows)

    def _fit(self) -> None:
        """Score the pairs that the blocking rules find for new claims; keep those that fit."""
        count = scalar(self.connection, "SELECT count(*) FROM fresh")
        if not count:
            return
        parts = 1 + count // _CLAIMS_PER_PART
        blocking.prepare(self.connection, fresh="uid IN (SELECT uid FROM fresh)", parts=parts)
        for part in range(parts):
            blocking.pairs(self.connection, "pairs", part if parts > 1 else None)
            score(self.connection, self.weights, "pairs", "fits", least_bits=self.weights.link_bits)
        self.connection.execute("DROP TABLE pairs")

    def _gather(self) -> None:
        """Find the claims whose groups must be made anew (`work`), each with the claims that it is weighed with (`clump`)."""
        run = self.connection.execute
        self._strata.grow()
        self._strata.clumps("clumps")
        run("CREATE OR REPLACE TEMP TABLE work AS SELECT uid, clump, claim_id, report_id FROM clumps JOIN claims USING (uid)")
        run("DELETE FROM groups WHERE uid IN (SELECT uid FROM work)")
        run(
            "CREATE OR REPLACE TEMP TABLE clump_fits AS SELECT l.clump, f.uid_l, f.uid_r, f.weight FROM fits f "
            "JOIN work l ON l.uid = f.uid_l JOIN work r ON r.uid = f.uid_r WHERE l.clump = r.clump"
        )

    def _parts(self) -> list[str]:
        """Return conditions on clumps that part the work into pieces of bounded size; those of one claim are done at once."""
        run = self.connection.execute
        run("CREATE OR REPLACE TEMP TABLE clump_sizes AS SELECT clump, count(*) AS size FROM work GROUP BY clump")
        run("INSERT INTO groups SELECT uid, uid, NULL, NULL FROM work JOIN clump_sizes USING (clump) WHERE size = 1")
        pairs = scalar(self.connection, "SELECT sum(size * (size - 1) / 2) FROM clump_sizes")
        count = 1 + pairs // _PAIRS_PER_PART
        return [f"abs(mod(clump, {count})) = {part}" for part in range(count)] if pairs else []

    def _group(self, part: str) -> None:
        """Score every pair within the clumps of one piece and group them."""
        run = self.connection.execute
        run(
            "CREATE OR REPLACE TEMP TABLE mine AS SELECT uid, claim_id, clump FROM work "
            f"JOIN clump_sizes USING (clump) WHERE size > 1 AND {part}"
        )
        run(f"CREATE OR REPLACE TEMP TABLE inner_fits AS SELECT uid_l, uid_r, weight FROM clump_fits WHERE {part}")
        run(
            "CREATE OR REPLACE TEMP TABLE inner_pairs AS SELECT a.uid AS join_key_l, b.uid AS join_key_r, '0' AS match_key "
            "FROM mine a JOIN mine b ON a.clump = b.clump AND a.uid < b.uid "
            "ANTI JOIN inner_fits f ON f.uid_l = a.uid AND f.uid_r = b.uid"
        )
        score(self.connection, self.weights, "inner_pairs", "inner_fits")
        self._constrain()
        deeds = self._agglomerate()
        self._register("deeds", pa.table({"uid": pa.array(list(deeds), pa.int64()), "deed": pa.array(list(deeds.values()), pa.int64())}))
        run(
            "WITH sides AS (SELECT uid_l AS uid, uid_r AS other, weight FROM judged_fits "
            "UNION ALL SELECT uid_r, uid_l, weight FROM judged_fits), "
            "best AS (SELECT b.uid, arg_max(b.other, (b.weight, b.other)) AS with_uid, max(b.weight) AS weight FROM sides b "
            "JOIN deeds d ON d.uid = b.uid JOIN deeds e ON e.uid = b.other WHERE d.deed = e.deed GROUP BY b.uid) "
            "INSERT INTO groups SELECT m.uid, d.deed, best.with_uid, best.weight "
            "FROM mine m JOIN deeds d USING (uid) LEFT JOIN best USING (uid)"
        )
        self.connection.unregister("deeds")

    def _constrain(self) -> None:
        """Mark the pairs that cannot be one deed, and those that persons judged (`judged_fits`)."""
        cannot = " OR ".join(f"({condition})" for condition in CANNOT.values())
        columns = sorted({column for column in table.SCHEMA.names if f"{column}_" in cannot})
        sides = ", ".join(f"{side}.{column} AS {column}_{side}" for side in "lr" for column in columns if column != "uid")
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE judged_fits AS SELECT uid_l, uid_r, weight, clump, "
            f"coalesce(NOT same, coalesce({cannot}, FALSE)) AS cannot, coalesce(same, FALSE) AS must, "
            "coalesce(NOT same, FALSE) AS never FROM ("
            f"SELECT f.uid_l, f.uid_r, f.weight, m.clump, j.same, {sides} FROM inner_fits f JOIN mine m ON m.uid = f.uid_l "
            "JOIN mine o ON o.uid = f.uid_r AND o.clump = m.clump "
            "JOIN claims l ON l.uid = f.uid_l JOIN claims r ON r.uid = f.uid_r "
            "LEFT JOIN judged j ON j.uid_l = f.uid_l AND j.uid_r = f.uid_r)"
        )

    def _agglomerate(self) -> dict[int, int]:
        """Return for each claim of the piece the smallest claim of its deed."""
        run = self.connection.execute
        agreed = (
            "SELECT clump FROM judged_fits GROUP BY clump "
            f"HAVING min(weight) >= {self.weights.link_bits} AND NOT bool_or(cannot) AND NOT bool_or(must)"
        )
        run(f"CREATE OR REPLACE TEMP TABLE agreed AS {agreed}")
        rows = run("SELECT uid, min(uid) OVER (PARTITION BY clump) FROM mine SEMI JOIN agreed USING (clump)").fetchall()
        deeds: dict[int, int] = dict(rows)
        members = run("SELECT clump, uid FROM mine ANTI JOIN agreed USING (clump) ORDER BY clump, claim_id").fetchnumpy()
        fits = run(
            "SELECT clump, uid_l, uid_r, weight, cannot, must, never FROM judged_fits ANTI JOIN agreed USING (clump) ORDER BY clump"
        ).fetchnumpy()
        clumps, starts = np.unique(members["clump"], return_index=True)
        ends = [*starts[1:], len(members["clump"])]
        first, last = (np.searchsorted(fits["clump"], clumps, side=side) for side in ("left", "right"))
        for n in range(len(clumps)):
            own, pairs = slice(starts[n], ends[n]), slice(first[n], last[n])
            columns = (fits[name][pairs] for name in ("uid_l", "uid_r", "weight", "cannot", "must", "never"))
            left, right, weight, cannot, must, never = columns
            for group in agglomerate(members["uid"][own], left, right, weight, self.weights.link_bits, cannot, must, never):
                deeds |= dict.fromkeys(group, min(group))
        return deeds

    def _result(self) -> LinkResult:
        rows = self.connection.execute(
            "SELECT w.claim_id, g.deed, o.claim_id, g.weight, w.report_id FROM work w JOIN groups g USING (uid) "
            "LEFT JOIN claims o ON o.uid = g.with_uid ORDER BY g.deed, w.claim_id"
        ).fetchall()
        groups = tuple(sorted(tuple(row[0] for row in group) for _, group in itertools.groupby(rows, key=lambda row: row[1])))
        fits = {claim: Fit(other, weight) for claim, _, other, weight, _ in rows if other is not None}
        said = self.connection.execute(
            "SELECT c.claim_id, r.relation, r.deed, r.weight FROM related r JOIN claims c USING (uid) ORDER BY c.claim_id"
        ).fetchall()
        parts = self.connection.execute(
            "SELECT c.claim_id, p.claim_id FROM claims c JOIN claims p ON p.uid = c.part_of WHERE c.deed AND p.deed "
            "AND (c.uid IN (SELECT uid FROM work) OR p.uid IN (SELECT uid FROM work)) ORDER BY 1"
        ).fetchall()
        found = {claim: Related(relation, deed, weight) for claim, relation, deed, weight in said}
        return LinkResult(groups, fits, {row[0]: row[4] for row in rows}, found, dict(parts))
