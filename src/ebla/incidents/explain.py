"""Two claims and weights in; every part of their match weight out, in words. Decides nothing."""

from __future__ import annotations

import duckdb

from ebla.incidents import table
from ebla.incidents.claims import LinkClaim
from ebla.incidents.clustering import CANNOT
from ebla.incidents.comparison import COMPARISONS
from ebla.incidents.scoring import PairScore, Part, levels_of
from ebla.incidents.table import number
from ebla.incidents.weights import Weights

_SILENT = "says nothing (unknown on one side)"


def explain(a: LinkClaim, b: LinkClaim, weights: Weights) -> PairScore:
    """Return the match weight of two claims with each comparison's level, words and bits, and what forbids that they be one deed."""
    with duckdb.connect() as connection:
        table.create(connection)
        table.insert(connection, [a, b])
        left, right = sorted((number(a.id), number(b.id)))
        connection.execute(f"CREATE TABLE pair AS SELECT {left}::BIGINT AS join_key_l, {right}::BIGINT AS join_key_r, '0' AS match_key")
        (found,) = levels_of(connection, weights, "pair")
        names = [name for name in table.SCHEMA.names if name != "uid"]
        sides = ", ".join(f"{side}.{name} AS {name}_{side}" for side in "lr" for name in names)
        rules = ", ".join(f"coalesce({condition}, FALSE)" for condition in CANNOT.values())
        row = connection.execute(
            f"SELECT {rules} FROM (SELECT l.uid AS uid_l, r.uid AS uid_r, {found['match_weight']} AS weight, {sides} "
            f"FROM claims l, claims r WHERE l.uid = {left} AND r.uid = {right})"
        ).fetchall()[0]
    parts = []
    for comparison in COMPARISONS:
        label = found[comparison.name]
        if label is None:
            parts.append(Part(comparison.name, None, _SILENT, 0.0))
            continue
        words = next(level.words for level in comparison.levels if level.label == label)
        parts.append(Part(comparison.name, str(label), words, weights.bits(comparison.name, str(label))))
    forbids = tuple(name for name, holds in zip(CANNOT, row, strict=True) if holds)
    return PairScore(a.id, b.id, weights.prior_bits, tuple(parts), forbids)
