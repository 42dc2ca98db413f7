"""Claims, and which of them tell of one deed, in; new weights out. Never called while linking.

m is counted over pairs of one deed, u over pairs of two; a pair counts where the comparison says something. With deeds given (by hand, or
by an earlier linking), both are counted; counts are smoothed, so that what was never seen is rare and not impossible.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import duckdb
import pyarrow as pa

from ebla.incidents import table
from ebla.incidents.claims import LinkClaim
from ebla.incidents.comparison import COMPARISONS
from ebla.incidents.scoring import levels_of
from ebla.incidents.table import number
from ebla.incidents.weights import Weights

_SMOOTHING = 1.0
_MOST_CLAIMS = 2_000
LEAST_PAIRS = 200
"""Fewer pairs of one deed than this give no weights worth having; by judgement: forty levels, five pairs each."""
_FLAT = {comparison.name: dict.fromkeys(comparison.labels, (0.5, 0.5)) for comparison in COMPARISONS}

Counts = dict[str, tuple[Counter[str], Counter[str]]]
"""For each comparison, how often each level was seen in pairs of one deed and in pairs of two."""


def count_levels(groups: Iterable[Sequence[LinkClaim]], deed_of: Mapping[str, str]) -> tuple[Counts, int, int]:
    """Count the levels over all pairs of deeds within each group of claims (a war, say), and how many pairs are of one deed and of two.

    Two claims of one report are no pair: a report tells of a deed once.
    """
    counts: Counts = {comparison.name: (Counter(), Counter()) for comparison in COMPARISONS}
    one = two = 0
    for claims in groups:
        deeds = [claim for claim in claims if claim.id in deed_of]
        pairs = [(a, b) for a, b in itertools.combinations(deeds, 2) if a.report_id != b.report_id]
        with duckdb.connect() as connection:
            table.create(connection)
            table.insert(connection, deeds)
            ordered = [sorted((number(a.id), number(b.id))) for a, b in pairs]
            columns = {f"join_key_{side}": pa.array([pair[i] for pair in ordered], pa.int64()) for i, side in enumerate("lr")}
            connection.register("given", pa.table(columns))
            connection.execute("CREATE TABLE pairs AS SELECT join_key_l, join_key_r, '0' AS match_key FROM given")
            ids = {number(claim.id): claim.id for claim in deeds}
            for levels in levels_of(connection, Weights("flat", 1, "", 0.0, 0.0, _FLAT), "pairs"):
                same = deed_of[ids[levels["uid_l"]]] == deed_of[ids[levels["uid_r"]]]  # type: ignore[index]
                one, two = one + same, two + (not same)
                for comparison in COMPARISONS:
                    label = levels[comparison.name]
                    if label is not None:
                        counts[comparison.name][0 if same else 1][str(label)] += 1
    return counts, one, two


def sampled_incidents(deed_of: Mapping[str, str], seed: int) -> set[str]:
    """Return the claims of whole incidents drawn at random, those told more than once first, up to a number that can be paired off."""
    claims_of: dict[str, list[str]] = {}
    for claim, deed in sorted(deed_of.items()):
        claims_of.setdefault(deed, []).append(claim)
    order = sorted(claims_of)
    random.Random(seed).shuffle(order)
    order.sort(key=lambda deed: len(claims_of[deed]) < 2)
    sample: set[str] = set()
    for deed in order:
        if len(sample) + len(claims_of[deed]) <= _MOST_CLAIMS:
            sample.update(claims_of[deed])
    return sample


def weights_from(counts: Counts, *, name: str, version: int, made: str, prior_bits: float, link_bits: float) -> Weights:
    """Return weights from counted levels."""
    levels: dict[str, dict[str, tuple[float, float]]] = {}
    for comparison in COMPARISONS:
        same, other = counts[comparison.name]
        labels = comparison.labels
        total_same = sum(same.values()) + _SMOOTHING * len(labels)
        total_other = sum(other.values()) + _SMOOTHING * len(labels)
        levels[comparison.name] = {
            label: (
                round((same[label] + _SMOOTHING) / total_same, 6),
                round((other[label] + _SMOOTHING) / total_other, 6),
            )
            for label in labels
        }
    return Weights(name, version, made, prior_bits, link_bits, levels)
