"""Pairs of claims in; their match weights out, by Splink over DuckDB. The settings are built from code and a weights file, never saved.

The match weight is the log2 odds that two claims tell of one deed: the prior and one term for each comparison that says something.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import splink.comparison_level_library as level_library
import splink.comparison_library as comparison_library
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.internals.comparison_level_creator import ComparisonLevelCreator

from ebla.incidents.comparison import COMPARISONS, Comparison
from ebla.incidents.table import scalar
from ebla.incidents.weights import Weights

logging.getLogger("splink").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Part:
    """What one comparison adds to a pair's match weight: its level in words [log2 odds]; None and 0 where it says nothing."""

    comparison: str
    label: str | None
    words: str
    bits: float


@dataclass(frozen=True, slots=True)
class PairScore:
    """A pair's match weight, its probability, every part of it, and what makes it impossible that both tell of one deed."""

    claim_a: str
    claim_b: str
    prior_bits: float
    parts: tuple[Part, ...]
    forbidden_by: tuple[str, ...] = ()

    @property
    def match_weight(self) -> float:
        """The log2 odds that both tell of one deed."""
        return self.prior_bits + sum(part.bits for part in self.parts)

    @property
    def probability(self) -> float:
        """The probability that both tell of one deed."""
        return 1 / (1 + math.exp2(-max(min(self.match_weight, 500.0), -500.0)))


def settings(weights: Weights, *, explain: bool = False) -> SettingsCreator:
    """Return Splink's settings for these weights; with `explain` the level of each comparison comes out too."""
    odds = 2.0**weights.prior_bits
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="uid",
        probability_two_random_records_match=odds / (1 + odds),
        comparisons=[_comparison(comparison, weights) for comparison in COMPARISONS],
        blocking_rules_to_generate_predictions=[],
        retain_matching_columns=explain,
        retain_intermediate_calculation_columns=explain,
    )


def _comparison(comparison: Comparison, weights: Weights) -> comparison_library.CustomComparison:
    unknown = level_library.CustomLevel(comparison.unknown, "unknown").configure(is_null_level=True)
    levels: list[ComparisonLevelCreator | dict[str, Any]] = []
    for level in comparison.levels:
        m, u = weights.levels[comparison.name][level.label]
        made = level_library.CustomLevel(level.condition, level.label) if level.condition else level_library.ElseLevel()
        levels.append(made.configure(m_probability=m, u_probability=u, label_for_charts=level.label))
    ordered: list[ComparisonLevelCreator | dict[str, Any]]
    ordered = [*levels[:-1], unknown, levels[-1]] if comparison.unknown_last else [unknown, *levels]
    return comparison_library.CustomComparison(ordered, output_column_name=comparison.name)


def score(
    connection: duckdb.DuckDBPyConnection,
    weights: Weights,
    pairs: str,
    into: str,
    *,
    claims: str = "claims",
    least_bits: float | None = None,
) -> None:
    """Score a table of pairs, and add those of `least_bits` or more to a table (uid_l, uid_r, weight), made where there is none."""
    connection.execute(f"CREATE TABLE IF NOT EXISTS {into} (uid_l BIGINT, uid_r BIGINT, weight DOUBLE)")
    if not scalar(connection, f"SELECT count(*) FROM {pairs}"):
        return
    api = DuckDBAPI(connection)
    linker = Linker(api.register(claims), settings(weights), log_level=None, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    scored = linker.inference.predict(threshold_match_weight=least_bits, warning_mode="never")
    connection.execute(f"INSERT INTO {into} SELECT uid_l, uid_r, match_weight FROM {scored.physical_name}")
    api.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]


def score_parts(connection: duckdb.DuckDBPyConnection, weights: Weights, pairs: str, into: str, comparisons: Sequence[str]) -> None:
    """Add to a table (uid_l, uid_r, weight) what some comparisons alone say of pairs, without the prior."""
    api = DuckDBAPI(connection)
    linker = Linker(api.register("claims"), settings(weights, explain=True), log_level=None, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    scored = linker.inference.predict(warning_mode="never")
    total = " + ".join(f"mw_{name}" for name in comparisons)
    connection.execute(f"INSERT INTO {into} SELECT uid_l, uid_r, {total} FROM {scored.physical_name}")
    api.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]


def levels_of(connection: duckdb.DuckDBPyConnection, weights: Weights, pairs: str, claims: str = "claims") -> Iterator[dict[str, object]]:
    """Yield each pair (`uid_l`, `uid_r`) with the label of each comparison, None where it says nothing."""
    api = DuckDBAPI(connection)
    linker = Linker(api.register(claims), settings(weights, explain=True), log_level=None, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    scored = linker.inference.predict(warning_mode="never")
    columns = ", ".join(f"gamma_{comparison.name}" for comparison in COMPARISONS)
    cursor = connection.execute(f"SELECT uid_l, uid_r, match_weight, {columns} FROM {scored.physical_name} ORDER BY 1, 2")
    for left, right, weight, *gammas in cursor.fetchall():
        out: dict[str, object] = {"uid_l": left, "uid_r": right, "match_weight": weight}
        for comparison, gamma in zip(COMPARISONS, gammas, strict=True):
            # Splink numbers levels from the last (0) up to the first; -1 says nothing.
            out[comparison.name] = None if gamma == -1 else comparison.labels[len(comparison.labels) - 1 - gamma]
        yield out
    api.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]
