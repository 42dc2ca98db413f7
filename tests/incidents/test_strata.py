"""Which claims are weighed together depends on the fits alone: not on the order in which they came, nor on what came and went."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ebla.incidents import strata
from ebla.incidents.strata import Strata, components

Fits = dict[tuple[int, int], float]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strata, "SMALL", 3)
    monkeypatch.setattr(strata, "LARGEST", 8)


def opened() -> tuple[duckdb.DuckDBPyConnection, Strata]:
    """Return a database with the tables that the levels follow, and the levels."""
    connection = duckdb.connect()
    for sql in (
        "CREATE TABLE claims (uid BIGINT, deed BOOLEAN)", "CREATE TABLE fits (uid_l BIGINT, uid_r BIGINT, weight DOUBLE)",
        "CREATE TABLE judged (uid_l BIGINT, uid_r BIGINT, same BOOLEAN)", "CREATE TEMP TABLE fresh (uid BIGINT)",
        "CREATE TEMP TABLE newly_same (uid_l BIGINT, uid_r BIGINT)",
    ):  # fmt: skip
        connection.execute(sql)
    strata.create(connection)
    return connection, Strata(connection, 0.0)


class Held:
    """A database that claims come to and leave, and the clump of each claim as it was last told."""

    def __init__(self) -> None:
        self.connection, self.levels = opened()
        self.clump_of: dict[int, int] = {}

    def change(self, new: set[int], gone: set[int], fits: Fits, same: set[tuple[int, int]] = frozenset()) -> None:  # type: ignore[assignment]
        run = self.connection.execute
        self.levels.lose(f"SELECT unnest({sorted(gone)}::BIGINT[])")
        run("DELETE FROM fits WHERE list_contains($g::BIGINT[], uid_l) OR list_contains($g::BIGINT[], uid_r)", {"g": sorted(gone)})
        run("DELETE FROM claims WHERE list_contains($g::BIGINT[], uid)", {"g": sorted(gone)})
        for uid in gone:
            self.clump_of.pop(uid, None)
        for uid in sorted(new):
            run("INSERT INTO claims VALUES (?, TRUE)", [uid])
            run("INSERT INTO fresh VALUES (?)", [uid])
        for (a, b), weight in fits.items():
            run("INSERT INTO fits VALUES (?, ?, ?)", [a, b, weight])
        for a, b in sorted(same):
            run("INSERT INTO judged VALUES (?, ?, TRUE)", [a, b])
            run("INSERT INTO newly_same VALUES (?, ?)", [a, b])
        self.levels.grow()
        self.levels.clumps("clumps")
        for uid, clump in run("SELECT uid, clump FROM clumps").fetchall():
            self.clump_of[uid] = clump
        self.levels.forget()
        run("DELETE FROM fresh")
        run("DELETE FROM newly_same")

    def clumps(self) -> set[frozenset[int]]:
        by_clump = itertools.groupby(sorted(self.clump_of, key=lambda u: self.clump_of[u]), key=lambda u: self.clump_of[u])
        return {frozenset(uids) for _, uids in by_clump}


def fits_among(chance: random.Random, uids: range) -> Fits:
    """Return fits of some dense knots, tied by chains of weak ones."""
    fits: Fits = {}
    for a, b in itertools.combinations(uids, 2):
        if a // 5 == b // 5 and chance.random() < 0.8:
            fits[a, b] = chance.uniform(6, 22)
        elif chance.random() < 0.12:
            fits[a, b] = chance.uniform(0, 9)
    return fits


def at_once(uids: set[int], fits: Fits, same: set[tuple[int, int]]) -> set[frozenset[int]]:
    held = Held()
    held.change(uids, set(), {pair: bits for pair, bits in fits.items() if set(pair) <= uids}, {p for p in same if set(p) <= uids})
    return held.clumps()


def straight(uids: set[int], fits: Fits) -> set[frozenset[int]]:
    """The same, written down plainly: part what is neither small nor dense by better and better fits."""
    out: set[frozenset[int]] = set()
    pieces = [(uids, 0)]
    while pieces:
        piece, level = pieces.pop()
        good = [p for p, bits in fits.items() if bits >= strata.STEPS[level] and set(p) <= piece]
        left = set(piece)
        while left:
            group = {left.pop()}
            while more := {x for p in good if set(p) & group for x in p} - group:
                group |= more
            left -= group
            n, inner = len(group), sum(1 for p in good if set(p) <= group)
            dense = n <= strata.LARGEST and 2 * inner >= strata.DENSE * n * (n - 1)
            if n <= strata.SMALL or dense or level == len(strata.STEPS) - 1:
                out.add(frozenset(group))
            else:
                pieces.append((group, level + 1))
    return out


@pytest.mark.usefixtures("small")
def test_clumps_are_what_the_rule_says() -> None:
    parted = 0
    for seed in range(15):
        fits = fits_among(random.Random(seed), range(25))
        found = at_once(set(range(25)), fits, set())
        assert found == straight(set(range(25)), fits)
        parted += len(found) > len(straight_components(fits))
    assert parted > 5


def straight_components(fits: Fits) -> set[int]:
    pairs = np.array(list(fits), dtype=np.int64)
    return set(components(np.arange(25), pairs[:, 0], pairs[:, 1]).tolist())


@given(st.integers(0, 100_000))
@settings(max_examples=6, deadline=None)
def test_coming_and_going_leaves_no_trace(seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strata, "SMALL", 3)
        patch.setattr(strata, "LARGEST", 8)
        for held, there, fits, same in lives(random.Random(seed)):
            assert held.clumps() == at_once(there, fits, same)


def lives(chance: random.Random) -> Iterator[tuple[Held, set[int], Fits, set[tuple[int, int]]]]:
    """Yield a database after each of some changes, and what it should hold."""
    held, fits = Held(), fits_among(chance, range(25))
    there: set[int] = set()
    same: set[tuple[int, int]] = set()
    for _ in range(5):
        gone = {uid for uid in there if chance.random() < 0.2}
        stay = there - gone
        # What goes may come again in the same change: a corrected claim.
        new = {uid for uid in range(25) if uid not in stay and chance.random() < 0.5}
        there = stay | new
        judged = {tuple(sorted(chance.sample(sorted(there), 2)))} - same if len(there) > 1 and chance.random() < 0.4 else set()
        fresh_fits = {p: bits for p, bits in fits.items() if set(p) <= there and set(p) & new}
        held.change(new, gone, fresh_fits, judged)  # type: ignore[arg-type]
        same |= judged  # type: ignore[arg-type]
        yield held, there, fits, same


def test_components_are_named_by_their_first() -> None:
    uids = np.array([2, 4, 6, 8, 10])
    assert components(uids, np.array([10, 8]), np.array([4, 10])).tolist() == [0, 1, 2, 1, 1]
