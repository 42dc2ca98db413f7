"""Confidence intervals of pooled scores by the bootstrap over reports.

In come the scores of single reports, out go 95 % intervals. Reports are drawn with replacement, whole, because claims of one report stand
or fall together; the seed is fixed, so a run can be repeated. With few reports the interval is rough, and it says nothing of other wars.

Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), percentile interval, chapter 13.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from evaluation.scorer import Slots

DRAWS = 2000
SEED = 20180110
Interval = tuple[float, float]
Part = TypeVar("Part")


def f1_interval(parts: Sequence[Slots], draws: int = DRAWS, seed: int = SEED) -> Interval | None:
    """Return the 95 % interval of the pooled F1 over reports, or None for fewer than two reports."""
    return _interval(parts, lambda drawn: sum(drawn, Slots()).f1, draws, seed)


def mean_interval(values: Sequence[float], draws: int = DRAWS, seed: int = SEED) -> Interval | None:
    """Return the 95 % interval of a mean over reports, or None for fewer than two reports.

    >>> mean_interval([0.5, 0.5])
    (0.5, 0.5)
    """
    return _interval(values, lambda drawn: sum(drawn) / len(drawn), draws, seed)


def _interval(parts: Sequence[Part], pooled: Callable[[list[Part]], float], draws: int, seed: int) -> Interval | None:
    if len(parts) < 2:
        return None
    chance = random.Random(seed)
    values = sorted(pooled(chance.choices(parts, k=len(parts))) for _ in range(draws))
    return values[int(draws * 0.025)], values[int(draws * 0.975) - 1]
