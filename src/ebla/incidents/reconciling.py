"""What several sources count of one thing in; low, best and high with the claim behind each, and what became of every account, out.

Nothing is averaged: each bound is the number of one claim. The same accounts in any order give the same result. The rule, as in
`docs/incidents.md`:

1. A copy, a part of a larger count and a running total are kept apart and do not count here.
2. Of one source a later number supersedes an earlier one, unless it is only a vaguer word for it ("dozens" after "31").
3. Where one number fits all that stand (12 fits "at least 9"), low is the greatest lower bound and high the least upper bound.
4. Else they disagree: low is that of the account whose top is least, high that of the account whose bottom is greatest.
5. Best is the number of the standing account that comes first by: no side of the fighting, better graded, no "about", later, told alike
   by more sources, lower.
"""

from __future__ import annotations

import datetime
import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ebla.records.incident import AccountRole, FigureAccount, SourceGrade

Number = int | float
ABOUT = 0.1
"""How far from "about n" a number may be and still agree with it: a tenth. A convention; it moves no number, only what agrees."""
_UNGRADED = "C"
"""Where a source that nobody graded (F) stands among the graded: with the fairly reliable."""


@functools.lru_cache(maxsize=10_000)
def _interval(
    low: Number | None, best: Number | None, high: Number | None, low_inclusive: bool | None, high_inclusive: bool | None
) -> tuple[float, float]:
    if low is None and high is None and best is not None:
        return best * (1 - ABOUT), best * (1 + ABOUT)
    step = 1 if all(isinstance(n, int) for n in (low, high) if n is not None) else 0
    bottom = -math.inf if low is None else low + (step if low_inclusive is False else 0)
    top = math.inf if high is None else high - (step if high_inclusive is False else 0)
    return bottom, max(bottom, top)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number as one source gives it. `source` is the key of the independent source; `aside` why it does not count here, else None."""

    claim_id: str
    report_id: str
    source: str
    source_name: str = ""
    report_date: datetime.date | None = None
    low: Number | None = None
    best: Number | None = None
    high: Number | None = None
    low_inclusive: bool | None = None
    high_inclusive: bool | None = None
    is_party: bool = False
    reliability: SourceGrade = "F"
    aside: AccountRole | None = None
    aside_for: str | None = None

    @property
    def says_a_number(self) -> bool:
        """Whether it has any number at all ("several" has none)."""
        return not (self.low is None and self.best is None and self.high is None)

    @property
    def interval(self) -> tuple[float, float]:
        """The numbers that it allows, both ends included; about n allows a tenth more or less."""
        return _interval(self.low, self.best, self.high, self.low_inclusive, self.high_inclusive)

    @property
    def is_about(self) -> bool:
        """Whether it only says "about" so many."""
        return self.best is not None and self.low is None and self.high is None

    @property
    def least(self) -> Number | None:
        """Its lowest number, as said."""
        return self.low if self.low is not None else self.best if self.best is not None else self.high

    @property
    def most(self) -> Number | None:
        """Its highest number, as said."""
        return self.high if self.high is not None else self.best if self.best is not None else self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """Low, best and high with the claims behind them, and every account with its role."""

    low: Number | None
    best: Number | None
    high: Number | None
    high_open: bool
    low_claim_id: str | None
    best_claim_id: str | None
    high_claim_id: str | None
    rule: str
    reason: str
    accounts: tuple[FigureAccount, ...]


def reconcile(counted: Iterable[Counted]) -> Reconciled:
    """Return what the accounts of one count say together, by the rule above."""
    every = sorted(counted, key=_arrival)
    standing, roles = _standing(every)
    agree, low, high = _bounds(standing)
    best = min((one for one in standing if one.best is not None), key=lambda one: _preference(one, standing), default=None)
    accounts = tuple(_account(one, *roles[one.claim_id], standing) for one in every)
    low_number, high_number = (low.least if low else None), (high.most if high else None)
    if low and high and low_number is not None and high_number is not None and low_number > high_number:
        # "Fewer than 34" against "more than 33": as said, the numbers cross.
        low, high, low_number, high_number = high, low, high_number, low_number
    best_number = best.best if best else None
    if best_number is not None:  # about n stands a tenth off what bounds it
        low_number = None if low_number is None else min(low_number, best_number)
        high_number = None if high_number is None else max(high_number, best_number)
    rule = "none" if not standing else "single" if len(standing) == 1 else "agree" if agree else "disagree"
    return Reconciled(
        low=low_number,
        best=best_number,
        high=high_number,
        high_open=high is not None and math.isinf(high.interval[1]),
        low_claim_id=_behind(low, best, low_number),
        best_claim_id=best.claim_id if best else None,
        high_claim_id=_behind(high, best, high_number),
        rule=rule,
        reason=_reason(rule, standing, every, roles),
        accounts=accounts,
    )


def _behind(bound: Counted | None, best: Counted | None, number: Number | None) -> str | None:
    if number is None or bound is None:
        return None
    return bound.claim_id if number in (bound.low, bound.best, bound.high) or best is None else best.claim_id


def _arrival(one: Counted) -> tuple[bool, datetime.date, float, str]:
    """Order by day, undated first; of one day the narrower first, then by id."""
    bottom, top = one.interval
    return (one.report_date is not None, one.report_date or datetime.date.min, top - bottom, one.claim_id)


def _standing(every: Sequence[Counted]) -> tuple[list[Counted], dict[str, tuple[AccountRole, str | None]]]:
    """Return the accounts that stand, and of each account its role and the claim that it gave way to."""
    roles: dict[str, tuple[AccountRole, str | None]] = {}
    standing: list[Counted] = []
    for new in every:
        if new.aside is not None or not new.says_a_number:
            roles[new.claim_id] = (new.aside or "vaguer", new.aside_for)
            continue
        roles[new.claim_id] = ("stands", None)
        for old in [one for one in standing if one.source == new.source]:
            role = _gives_way(old, new)
            if role is None:
                continue
            loser, winner = (new, old) if role in ("repeats", "vaguer") else (old, new)
            roles[loser.claim_id] = (role, winner.claim_id)
            if loser is new:
                break
            standing.remove(old)
        else:
            standing.append(new)
    return standing, roles


def _gives_way(old: Counted, new: Counted) -> AccountRole | None:
    """Say of two numbers of one source whether the new repeats the old, is vaguer, or supersedes it; None where both stand."""
    (old_low, old_high), (new_low, new_high) = old.interval, new.interval
    if (old_low, old_high) == (new_low, new_high):
        return "repeats"
    if new_low <= old_low and old_high <= new_high:
        return "vaguer"
    later = old.report_date is not None and new.report_date is not None and new.report_date > old.report_date
    return "superseded" if later else None


def _bounds(standing: Sequence[Counted]) -> tuple[bool, Counted | None, Counted | None]:
    """Return whether one number fits all, and the accounts that give low and high (None where nobody bounds it)."""
    bottoms = [one for one in standing if one.interval[0] > -math.inf]
    tops = [one for one in standing if one.interval[1] < math.inf]
    tightest, lowest_top = _tightest(bottoms), _lowest_top(tops)
    if tightest is None or lowest_top is None or tightest.interval[0] <= lowest_top.interval[1]:
        # "About 500" agrees with what is near but says no bound itself.
        return True, _tightest([one for one in bottoms if one.low is not None]), _lowest_top([one for one in tops if one.high is not None])
    return False, lowest_top, tightest


def _tightest(bottoms: Sequence[Counted]) -> Counted | None:
    return max(bottoms, key=lambda one: (one.interval[0], -one.interval[1], one.claim_id), default=None)


def _lowest_top(tops: Sequence[Counted]) -> Counted | None:
    return min(tops, key=lambda one: (one.interval[1], -one.interval[0], one.claim_id), default=None)


def _preference(one: Counted, standing: Sequence[Counted]) -> tuple[Any, ...]:
    like = len({other.source for other in standing if other.best == one.best})
    day = one.report_date.toordinal() if one.report_date else 0
    return (one.is_party, _UNGRADED if one.reliability == "F" else one.reliability, one.is_about, -day, -like, one.best, one.claim_id)


def _account(one: Counted, role: AccountRole, by: str | None, standing: Sequence[Counted]) -> FigureAccount:
    bottom, top = one.interval
    against = () if role != "stands" else tuple(o.claim_id for o in standing if o.interval[0] > top or o.interval[1] < bottom)
    return FigureAccount(
        claim_id=one.claim_id,
        report_id=one.report_id,
        report_date=one.report_date,
        source=one.source,
        source_name=one.source_name or one.source,
        low=one.low,
        best=one.best,
        high=one.high,
        role=role,
        by_claim_id=by,
        disagrees_with=against,
    )


def _reason(rule: str, standing: Sequence[Counted], every: Sequence[Counted], roles: dict[str, tuple[AccountRole, str | None]]) -> str:
    sources = len({one.source for one in standing})
    given = [roles[one.claim_id][0] for one in every]
    words = {
        "none": "no account gives a number",
        "single": "one account stands",
        "agree": f"{len(standing)} accounts of {_sources(sources)} can all be true",
        "disagree": f"{len(standing)} accounts of {_sources(sources)} cannot all be true",
    }[rule]
    aside = [f"{given.count(role)} {role.replace('_', ' ')}" for role in dict.fromkeys(given) if role != "stands"]
    return words + (f"; aside: {', '.join(sorted(aside))}" if aside else "")


def _sources(count: int) -> str:
    return f"{count} source{'' if count == 1 else 's'}"
