"""Fits between claims in; clumps of claims to be weighed together out, and which of them a change touched. Weighs nothing.

What hangs together by fits of `link_bits` or more is a clump where it is small, or where most of its pairs fit. What is neither (chains of
vague claims run through a whole town) is parted at its weakest fits: it is looked at by better and better fits, level by level, until what
hangs together is small or dense. Which clump a claim is in depends on the fits alone, not on the order in which they came.

For each level the database keeps what hangs together by its fits (`strata`, components of two claims or more) with the number of claims
and fits (`strata_sizes`), so that new claims join what is there without a look at the fits of old ones.
"""

from __future__ import annotations

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ebla.incidents.table import scalar

STEPS = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 24.0, 28.0, 32.0, 40.0)
"""The least fits of the levels, above `link_bits`. [bits]"""
SMALL = 60
"""Claims up to which a clump is weighed as it is."""
LARGEST = 1_200
"""Claims beyond which no clump is dense enough; far over any real incident's tellings."""
DENSE = 0.3
"""Share of a clump's pairs that fit at its level, from which it is one clump whatever its size."""

Ids = npt.NDArray[np.int64]


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables, empty."""
    connection.execute("CREATE TABLE strata (level TINYINT, uid BIGINT, component BIGINT)")
    connection.execute("CREATE TABLE strata_sizes (level TINYINT, component BIGINT, claims BIGINT, fits BIGINT)")


class Strata:
    """The levels of a workspace's database, whose tables `fits`, `judged` and `claims` they follow.

    `affected` (a temporary table) gathers the claims whose clumps may have changed since `forget`.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, link_bits: float) -> None:
        self.connection = connection
        self.levels = tuple(link_bits + step for step in STEPS)
        connection.execute("CREATE OR REPLACE TEMP TABLE affected (uid BIGINT)")
        connection.execute("CREATE OR REPLACE TEMP TABLE lost (uid BIGINT)")
        top = len(STEPS) - 1
        self._whole = f"(claims <= {SMALL} OR (claims <= {LARGEST} AND 2 * fits >= {DENSE} * claims * (claims - 1)) OR level = {top})"

    def forget(self) -> None:
        """Start a new change."""
        self.connection.execute("DELETE FROM affected")
        self.connection.execute("DELETE FROM lost")

    def lose(self, uids: str) -> None:
        """Note claims (a query) that are gone, or that a person joins to another no more, before their fits are deleted."""
        self.connection.execute(f"INSERT INTO lost {uids}")

    def grow(self) -> None:
        """Follow what was lost and the fits of new claims (`fresh`) and of pairs newly judged the same (`newly_same`)."""
        run = self.connection.execute
        for level in range(len(STEPS)):
            self._rebuild(level)
        first = not scalar(self.connection, "SELECT count(*) FROM strata_sizes")
        run(
            "CREATE OR REPLACE TEMP TABLE new_same AS SELECT uid_l, uid_r FROM judged WHERE same AND (uid_l IN (FROM fresh) "
            "OR uid_r IN (FROM fresh) OR (uid_l, uid_r) IN (FROM newly_same)) "
            "AND uid_l IN (SELECT uid FROM claims WHERE deed) AND uid_r IN (SELECT uid FROM claims WHERE deed)"
        )
        if first:
            self._build()
        else:
            run(
                "CREATE OR REPLACE TEMP TABLE new_fits AS SELECT uid_l, uid_r, weight FROM fits "
                "WHERE uid_l IN (FROM fresh) OR uid_r IN (FROM fresh)"
            )
            for level, bits in enumerate(self.levels):
                self._unite(level, f"SELECT uid_l, uid_r FROM new_fits WHERE weight >= {bits} UNION ALL FROM new_same")
        run("INSERT INTO affected SELECT uid FROM fresh UNION SELECT uid FROM lost")

    def clumps(self, into: str) -> None:
        """Make a table (uid, clump) of the deeds whose clumps the change touched; a clump is named by one of its claims."""
        run = self.connection.execute
        run(f"CREATE OR REPLACE TEMP TABLE whole AS SELECT level, component FROM strata_sizes WHERE {self._whole}")
        run(
            "CREATE OR REPLACE TEMP TABLE asked_deeds AS SELECT DISTINCT uid FROM affected "
            "SEMI JOIN (SELECT uid FROM claims WHERE deed) USING (uid)"
        )
        run(
            "CREATE OR REPLACE TEMP TABLE touched_clumps AS SELECT DISTINCT level, component FROM ("
            "SELECT min(level) AS level, arg_min(component, level) AS component FROM strata s SEMI JOIN whole USING (level, component) "
            "WHERE uid IN (FROM asked_deeds) GROUP BY uid)"
        )
        run(
            f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT uid, component AS clump FROM strata SEMI JOIN touched_clumps "
            "USING (level, component) UNION ALL "
            "SELECT uid, uid FROM asked_deeds WHERE uid NOT IN (SELECT uid FROM strata SEMI JOIN touched_clumps USING (level, component))"
        )

    def _build(self) -> None:
        """Make every level from nothing, from the best fits down, so that each fit is looked at once."""
        run = self.connection.execute
        for level in reversed(range(len(STEPS))):
            below = f"weight >= {self.levels[level]}"
            if level + 1 < len(STEPS):
                run(f"INSERT INTO strata SELECT {level}, uid, component FROM strata WHERE level = {level + 1}")
                run(f"INSERT INTO strata_sizes SELECT {level}, component, claims, fits FROM strata_sizes WHERE level = {level + 1}")
                self._unite(level, f"SELECT uid_l, uid_r FROM fits WHERE {below} AND weight < {self.levels[level + 1]}", note=False)
            else:
                self._unite(level, f"SELECT uid_l, uid_r FROM fits WHERE {below} UNION ALL FROM new_same", note=False)

    def _rebuild(self, level: int) -> None:
        """Make the components anew that lost a claim."""
        run = self.connection.execute
        run(f"CREATE OR REPLACE TEMP TABLE broken AS SELECT DISTINCT component FROM strata WHERE level = {level} AND uid IN (FROM lost)")
        if not scalar(self.connection, "SELECT count(*) FROM broken"):
            return
        self._note(level, "broken")
        # Old claims only: the fits of new ones come with `grow`.
        run(
            "CREATE OR REPLACE TEMP TABLE left_over AS SELECT uid FROM strata SEMI JOIN broken USING (component) "
            f"SEMI JOIN (SELECT uid FROM claims WHERE deed) USING (uid) ANTI JOIN fresh USING (uid) WHERE level = {level}"
        )
        run(f"DELETE FROM strata WHERE level = {level} AND component IN (FROM broken)")
        run(f"DELETE FROM strata_sizes WHERE level = {level} AND component IN (FROM broken)")
        within = "uid_l IN (FROM left_over) AND uid_r IN (FROM left_over)"
        self._unite(
            level,
            f"SELECT uid_l, uid_r FROM fits WHERE weight >= {self.levels[level]} AND {within} UNION ALL "
            f"SELECT uid_l, uid_r FROM judged ANTI JOIN newly_same USING (uid_l, uid_r) WHERE same AND {within}",
        )

    def _unite(self, level: int, fits: str, *, note: bool = True) -> None:
        """Join what the fits (a query: uid_l, uid_r) join at a level; `note` whose clumps that may change."""
        run = self.connection.execute
        run(
            "CREATE OR REPLACE TEMP TABLE met AS "
            "SELECT coalesce(a.component, uid_l) AS a, coalesce(b.component, uid_r) AS b, count(*) AS n "
            f"FROM ({fits}) LEFT JOIN (SELECT uid, component FROM strata WHERE level = {level}) a ON a.uid = uid_l "
            f"LEFT JOIN (SELECT uid, component FROM strata WHERE level = {level}) b ON b.uid = uid_r GROUP BY 1, 2"
        )
        run("CREATE OR REPLACE TEMP TABLE meeting AS SELECT a AS component FROM met UNION SELECT b FROM met")
        if note:
            self._note(level, "meeting")
        known = run(
            f"SELECT m.component, coalesce(s.claims, 1) AS claims FROM meeting m LEFT JOIN (FROM strata_sizes WHERE level = {level}) s "
            "USING (component) ORDER BY 1"
        ).fetchnumpy()
        names = known["component"]
        if not len(names):
            return
        pairs = run("SELECT a, b FROM met WHERE a <> b").fetchnumpy()
        roots = components(names, pairs["a"], pairs["b"])
        # Each takes the name of its largest part, so that few rows change; of the first of these.
        order = np.lexsort((names, -known["claims"], roots))
        firsts = order[np.unique(roots[order], return_index=True)[1]]
        name_of = np.empty(len(names), np.int64)
        name_of[roots[firsts]] = names[firsts]
        self.connection.register("found", pa.table({"old": names, "component": name_of[roots]}))
        run("CREATE OR REPLACE TEMP TABLE renamed AS FROM found")
        self.connection.unregister("found")
        run(
            "CREATE OR REPLACE TEMP TABLE sized AS SELECT r.component, sum(coalesce(s.claims, 1))::BIGINT AS claims, "
            f"sum(coalesce(s.fits, 0))::BIGINT AS fits FROM renamed r LEFT JOIN (FROM strata_sizes WHERE level = {level}) s "
            "ON s.component = r.old GROUP BY 1"
        )
        run(
            f"INSERT INTO strata SELECT {level}, old, component FROM renamed "
            f"WHERE old NOT IN (SELECT component FROM strata_sizes WHERE level = {level})"
        )
        run(
            "UPDATE strata SET component = r.component FROM (SELECT old, component FROM renamed WHERE old <> component) r "
            f"WHERE strata.level = {level} AND strata.component = r.old AND strata.component <> r.component"
        )
        run(f"DELETE FROM strata_sizes WHERE level = {level} AND component IN (SELECT old FROM renamed)")
        run(
            f"INSERT INTO strata_sizes SELECT {level}, s.component, s.claims, s.fits + n.n FROM sized s JOIN ("
            "SELECT r.component, sum(m.n)::BIGINT AS n FROM met m JOIN renamed r ON r.old = m.a GROUP BY 1) n USING (component)"
        )
        if note:
            run("CREATE OR REPLACE TEMP TABLE meeting AS SELECT DISTINCT component FROM renamed")
            self._note(level, "meeting")

    def _note(self, level: int, components_: str) -> None:
        """Gather the claims of those of some components that are whole: their clumps may change or have changed."""
        self.connection.execute(
            f"INSERT INTO affected SELECT uid FROM strata SEMI JOIN (SELECT component FROM strata_sizes SEMI JOIN {components_} "
            f"USING (component) WHERE level = {level} AND {self._whole}) USING (component) WHERE level = {level} "
            f"UNION ALL SELECT component FROM {components_} "
            f"WHERE component NOT IN (SELECT component FROM strata_sizes WHERE level = {level})"
        )


def components(uids: Ids, left: Ids, right: Ids) -> Ids:
    """Return for each claim the position of the first claim that it hangs together with.

    Args:
        uids: Claims, ordered.
        left: Claims, each fitting the one at the same position of `right`.
        right: The others.
    """
    root = np.arange(len(uids), dtype=np.int64)
    a, b = np.searchsorted(uids, left), np.searchsorted(uids, right)
    while len(a):
        low, high = np.minimum(root[a], root[b]), np.maximum(root[a], root[b])
        apart = low != high
        a, b, low, high = a[apart], b[apart], low[apart], high[apart]
        np.minimum.at(root, high, low)
        while True:
            above = root[root]
            if np.array_equal(above, root):
                break
            root = above
    return root
