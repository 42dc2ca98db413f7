"""Groups of claims as linked and as in truth in; pairwise and B-cubed precision, recall and F1 out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and what they are made of."""

    right: float
    found: float
    wanted: float

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)


def pairwise(linked: Mapping[str, str], truth: Mapping[str, str]) -> Score:
    """Score pairs of claims put in one group."""
    both = Counter((linked[claim], truth[claim]) for claim in truth)
    return Score(_pairs(both), _pairs(Counter(linked[c] for c in truth)), _pairs(Counter(truth.values())))


def b_cubed(linked: Mapping[str, str], truth: Mapping[str, str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 by B-cubed.

    Source:
        Bagga and Baldwin 1998, Algorithms for scoring coreference chains.
    """
    both = Counter((linked[claim], truth[claim]) for claim in truth)
    found, wanted = Counter(linked[c] for c in truth), Counter(truth.values())
    precision = sum(both[linked[c], truth[c]] / found[linked[c]] for c in truth) / len(truth)
    recall = sum(both[linked[c], truth[c]] / wanted[truth[c]] for c in truth) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _pairs(sizes: Counter[object] | Counter[str] | Counter[tuple[str, str]]) -> float:
    return float(sum(n * (n - 1) // 2 for n in sizes.values()))
