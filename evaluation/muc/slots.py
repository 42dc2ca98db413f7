"""A read date in; the fill that the house rules of MUC-4 ask for out, and the score of a fill against a key.

The rules of 1992 that are no rules of ours: a weekday's name gives "on or before the report's date" though the day can be told; an event
without a date gets the report's. They are applied here and nowhere in the product.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from ebla.records import Date
from evaluation.muc.keys import NO_FILL, Fill


@dataclass(slots=True)
class Tally:
    """Counts of a slot, as the scorer of 1992 named them. A partly right fill counts half."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    missing: int = 0
    spurious: int = 0

    @property
    def recall(self) -> float:
        """Right over possible."""
        possible = self.correct + self.partial + self.incorrect + self.missing
        return (self.correct + self.partial / 2) / possible if possible else 0.0

    @property
    def precision(self) -> float:
        """Right over given."""
        actual = self.correct + self.partial + self.incorrect + self.spurious
        return (self.correct + self.partial / 2) / actual if actual else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def fill_of(date: Date | None, report_date: datetime.date | None) -> Fill:
    """Return the fill for an event's date (fill rule 7.3, notes 1 to 3)."""
    default = Fill(None, report_date) if report_date else NO_FILL
    if date is None or (date.date_start is None and date.date_end is None) or (date.rule or "").split("/")[0] == "weekday":
        return default
    start, end = date.date_start, date.date_end or report_date
    if report_date and end and start and start <= report_date < end:
        end = report_date
    return Fill(start, end)


def judge(response: Fill, key: Sequence[Fill], report_date: datetime.date | None) -> str:
    """Return the best over the key's alternatives: `correct`, `partial`, `incorrect`, `missing`, `spurious`; `none`: both are empty."""
    order = ("correct", "none", "partial", "incorrect", "missing", "spurious")
    return min((_judge(response, one, report_date) for one in key), key=order.index)


def _judge(response: Fill, key: Fill, report_date: datetime.date | None) -> str:
    if key == NO_FILL:
        return "none" if response == NO_FILL else "spurious"
    if response == NO_FILL:
        return "missing"
    if response == key:
        return "correct"
    if response.start is None:  # looks like a default: right in part where the key names the report's date (scoring guideline 3.2.2)
        return "partial" if response.end == report_date == key.end else "incorrect"
    inside = (key.start or datetime.date.min) <= response.start and (response.end or datetime.date.max) <= (key.end or datetime.date.max)
    return "partial" if inside else "incorrect"
