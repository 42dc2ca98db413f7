"""Scored pairs in; groups of claims that tell of one deed out. The same pairs give the same groups in whatever order they come.

Groups that fit best, by the mean over their pairs and their best pair, are joined first, as long as they fit by `link_bits` or more and no
two of their claims cannot be one deed (`CANNOT`). Ties go by claim id. Which claims are weighed together is decided in `strata.py`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ebla.incidents.comparison import KM

MOST_BITS = 12.0
"""No pair counts for more, for or against: a copied sentence says that two reports have one source, not that both are right. [log2 odds]"""
BEST_SHARE = 0.5
"""How much the best fit of two groups counts beside the mean fit. Chosen on the development wars: `python -m evaluation.linking --tune`."""

TOLD_TWICE = 14.0
"""Two tellings of one report that fit by as much are one deed told twice. Chosen on the development wars. [log2 odds]"""

CANNOT: dict[str, str] = {
    "told apart in one report": f"report_l = report_r AND weight < {TOLD_TWICE}",
    "other towns and days that do not meet": (
        f"place_kind_l = 'point' AND place_kind_r = 'point' AND place_id_l <> place_id_r AND dated_l AND dated_r "
        f"AND greatest(lo_l, lo_r) > least(hi_l, hi_r) AND {KM} > 5"
    ),
    "exact days more than two apart": "first_day_l = last_day_l AND first_day_r = last_day_r AND abs(first_day_l - first_day_r) > 2",
    "exact places more than 60 km apart": f"place_kind_l = 'point' AND place_kind_r = 'point' AND {KM} > 60",
    "times more than a month apart": "dated_l AND dated_r AND greatest(lo_l, lo_r) - least(hi_l, hi_r) > 31",
    "a part and its whole": "part_of_l = uid_r OR part_of_r = uid_l",
}
"""What makes it impossible that two claims tell of one deed, in words and SQL (`_l` and `_r` are the two claims)."""

Ids = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]


def agglomerate(
    claims: Ids, left: Ids, right: Ids, weight: npt.NDArray[np.float64], link_bits: float, cannot: Marks, must: Marks, never: Marks
) -> list[list[int]]:
    """Return the groups of one clump, each ordered as in `claims`.

    Args:
        claims: The clump's claims in the order that breaks ties (by claim id).
        left: One claim of each pair of them.
        right: The other.
        weight: The pairs' match weights; what is not given counts fully against. [log2 odds]
        link_bits: The least fit at which groups are joined. [log2 odds]
        cannot: Marks pairs that are never in one group.
        must: Marks pairs that a person put in one group; they win over `cannot`.
        never: Marks pairs that a person kept apart; they win over what follows from `must`.
    """
    order = np.argsort(claims)
    a, b = order[np.searchsorted(claims, left, sorter=order)], order[np.searchsorted(claims, right, sorter=order)]
    mean: npt.NDArray[np.float64] = np.full((len(claims), len(claims)), -MOST_BITS)
    value = np.where(must, np.inf, np.where(cannot, -np.inf, np.clip(weight, -MOST_BITS, MOST_BITS)))
    mean[a, b] = mean[b, a] = value
    np.fill_diagonal(mean, -np.inf)
    barred = np.zeros(mean.shape, dtype=bool)
    barred[a[never], b[never]] = barred[b[never], a[never]] = True
    best, groups = mean.copy(), [[i] for i in range(len(claims))]
    fit = BEST_SHARE * best + (1 - BEST_SHARE) * mean
    while True:
        i, j = divmod(int(np.argmax(fit)), len(claims))
        if fit[i, j] < link_bits:
            return [[int(claims[k]) for k in sorted(group)] for group in groups if group]
        i, j = min(i, j), max(i, j)
        _join(mean, best, barred, groups, i, j)
        fit[i] = fit[:, i] = BEST_SHARE * best[i] + (1 - BEST_SHARE) * mean[i]
        fit[j] = fit[:, j] = -np.inf


def _join(mean: npt.NDArray[np.float64], best: npt.NDArray[np.float64], barred: Marks, groups: list[list[int]], i: int, j: int) -> None:
    """Join group j to group i: their fits to the others are taken over all pairs.

    What cannot be joined to one of them cannot to both; but where a person joined them, to neither only if it could to neither.
    """
    a, b = len(groups[i]), len(groups[j])
    by_person = np.isposinf(mean[i, j])
    must = np.isposinf(mean[i]) | np.isposinf(mean[j])
    barred[i] |= barred[j]
    barred[:, i] = barred[i]
    no_i, no_j = np.isneginf(mean[i]), np.isneginf(mean[j])
    with np.errstate(invalid="ignore"):
        both = (a * mean[i] + b * mean[j]) / (a + b)
    for matrix, row in ((mean, both), (best, np.maximum(best[i], best[j]))):
        if by_person:
            row = np.where(no_i, matrix[j], np.where(no_j, matrix[i], row))
        else:
            row = np.where(no_i | no_j, -np.inf, row)
        matrix[i] = matrix[:, i] = np.where(barred[i], -np.inf, np.where(must, np.inf, row))
        matrix[j] = matrix[:, j] = matrix[i, i] = -np.inf
    groups[i] += groups[j]
    groups[j] = []
