"""Chains of mentions as linked and as in truth in; MUC, B-cubed and CEAF-e precision, recall and F1 out, and their mean, the CoNLL F1.

Both sides hold the same mentions (gold mentions); mentions that are alone count, but for MUC, which counts links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.linking.measures import Score, b_cubed

Row = tuple[float, float, float]
"""Precision, recall and F1."""


@dataclass(frozen=True, slots=True)
class Coreference:
    """Precision, recall and F1 of each measure."""

    muc: Row
    b_cubed: Row
    ceaf_e: Row

    @property
    def conll(self) -> float:
        """The mean of the three F1 values.

        Source:
            Pradhan et al. 2012, CoNLL-2012 shared task.
        """
        return (self.muc[2] + self.b_cubed[2] + self.ceaf_e[2]) / 3


def coreference(linked: Mapping[str, str], truth: Mapping[str, str]) -> Coreference:
    """Score the chain of each mention against its true one."""
    return Coreference(_row(muc(linked, truth)), b_cubed(linked, truth), _row(ceaf_e(linked, truth)))


def muc(linked: Mapping[str, str], truth: Mapping[str, str]) -> Score:
    """Score links: a chain of n mentions has n - 1, less one for every further chain that its mentions are spread over.

    Source:
        Vilain et al. 1995, A model-theoretic coreference scoring scheme.
    """
    pieces = len({(linked[mention], truth[mention]) for mention in truth})
    found, wanted = (len({chains[mention] for mention in truth}) for chains in (linked, truth))
    return Score(len(truth) - pieces, len(truth) - found, len(truth) - wanted)


def ceaf_e(linked: Mapping[str, str], truth: Mapping[str, str]) -> Score:
    """Score chains, each held against one of the other side at most, by twice the shared mentions over those of both (entity CEAF).

    Source:
        Luo 2005, On coreference resolution performance metrics (phi 4).
    """
    both = Counter((linked[mention], truth[mention]) for mention in truth)
    found, wanted = Counter(linked[mention] for mention in truth), Counter(truth.values())
    rows, columns = sorted(found), sorted(wanted)
    at_row, at_column = ({name: i for i, name in enumerate(names)} for names in (rows, columns))
    alike = np.zeros((len(rows), len(columns)))
    for (one, other), shared in both.items():
        alike[at_row[one], at_column[other]] = 2 * shared / (found[one] + wanted[other])
    return Score(sum(float(alike[i, j]) for i, j in best_pairs(alike)), len(rows), len(columns))


def best_pairs(gain: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return row and column of the pairs, each row and column in one at most, whose gains (0 or more) sum up highest; exact.

    Source:
        Kuhn 1955 and Munkres 1957, with potentials and shortest augmenting paths (Jonker and Volgenant 1987).
    """
    if gain.shape[0] > gain.shape[1]:
        return sorted((i, j) for j, i in best_pairs(gain.T))
    rows, columns = gain.shape
    cost = np.zeros((rows + 1, columns + 1))
    cost[1:, 1:] = -gain
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)
    row_at = np.zeros(columns + 1, dtype=np.int64)
    for row in range(1, rows + 1):
        _augment(cost, of_row, of_column, row_at, row)
    return sorted((int(row) - 1, column - 1) for column, row in enumerate(row_at) if column and row)


def _augment(
    cost: npt.NDArray[np.float64],
    of_row: npt.NDArray[np.float64],
    of_column: npt.NDArray[np.float64],
    row_at: npt.NDArray[np.int64],
    row: int,
) -> None:
    """Give one more row a column, along the path that costs least; `row_at` is the row of each column, 0 for none."""
    least = np.full(len(row_at), np.inf)
    before = np.zeros(len(row_at), dtype=np.int64)
    seen = np.zeros(len(row_at), dtype=bool)
    row_at[0], column = row, 0
    while row_at[column]:
        seen[column] = True
        here = row_at[column]
        now = cost[here] - of_row[here] - of_column
        better = ~seen & (now < least)
        least[better], before[better] = now[better], column
        nearest = int(np.argmin(np.where(seen, np.inf, least)))
        step = least[nearest]
        of_row[row_at[seen]] += step
        of_column[seen] -= step
        least[~seen] -= step
        column = nearest
    while column:
        row_at[column] = row_at[before[column]]
        column = int(before[column])
    row_at[0] = 0


def _row(score: Score) -> Row:
    return score.precision, score.recall, score.f1
