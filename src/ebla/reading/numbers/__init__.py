"""Text in; number expressions with their bounds out: "at least 1 500", "two dozen", "20 to 30", "tens of thousands", "several".

A `Number` says where the words stand and what they bound. Dates, times, years, ages, ordinals, percentages, money, measures of length or
weight, calibres, unit names, resolution numbers and scores are left out. What is counted, and whether that counts, is not decided here.

Source: the quantifier table of `docs/claims.md` (IDMC quantifiers; UCDP low, best, high).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from ebla.reading.numbers.cores import Core, core_at, counts_nothing, is_year, second_of_range, word_value
from ebla.reading.numbers.patterns import CANDIDATE, PARTICLE, PREFIX, RISE, SUFFIX, TOTAL
from ebla.records.claims import Quantifier
from ebla.records.span import Span

__all__ = ["Number", "find_numbers", "word_value"]

# Below this, "over", "about", "around", "under" before a number are read as prepositions ("anger over two killings").
_SMALLEST_BOUND = 5
_PREPOSITIONS = frozenset(("over", "about", "around", "under", "above", "below"))


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression. `start_char` to `end_char` covers the number words; `value` is what to compare with, None for "several".

    `strong` is true in "a 300-strong force".
    """

    start_char: int
    end_char: int
    value: int | float | None
    quantifier: Quantifier | None
    quantifier_span: Span | None
    low: int | float | None
    best: int | float | None
    high: int | float | None
    strong: bool = False

    @property
    def span(self) -> Span:
        """The number words with their quantifier, before or after."""
        if self.quantifier_span is None:
            return (self.start_char, self.end_char)
        return (min(self.start_char, self.quantifier_span[0]), max(self.end_char, self.quantifier_span[1]))

    @property
    def low_inclusive(self) -> bool | None:
        """True for "at least", False for "more than", None where there is no lower bound in words."""
        return {"at_least": True, "more_than": False, "between": True}.get(self.quantifier or "")

    @property
    def high_inclusive(self) -> bool | None:
        """True for "up to", False for "fewer than", None where there is no upper bound in words."""
        return {"up_to": True, "less_than": False, "between": True}.get(self.quantifier or "")


def _quantifier_before(text: str, core: Core) -> tuple[Quantifier, Span] | None:
    """Return the quantifier that stands before a number, with its span."""
    floor = max(0, core.start - 48)
    left = text[floor : core.start]
    found = PREFIX.search(left)
    if found is None or PARTICLE.search(left):
        return None
    name = str(found.lastgroup)
    cue = found[name].strip().lower()
    if cue in _PREPOSITIONS and not core.open and (core.value or 0) < _SMALLEST_BOUND:
        return None
    end = floor + found.end(name)
    return cast(Quantifier, name), (end - len(found[name].lstrip()), end)


def _quantifier_after(text: str, core: Core) -> tuple[Quantifier, Span] | None:
    """Return the quantifier that stands after a number ("or more", "+"), with its span."""
    found = SUFFIX.match(text, core.end)
    if found is None:
        return None
    return cast(Quantifier, str(found.lastgroup)), (found.end() - len(found.group().lstrip()), found.end())


def _bounded(core: Core, quantifier: Quantifier | None, span: Span | None, start: int, strong: bool) -> Number:
    """Return the number of a core under a quantifier."""
    value = core.value
    if value is None:
        return Number(start, core.end, None, None, None, None, None, None, strong)
    if quantifier in ("at_least", "more_than"):
        return Number(start, core.end, value, quantifier, span, value, None, None, strong)
    if quantifier in ("up_to", "less_than"):
        return Number(start, core.end, value, quantifier, span, None, None, value, strong)
    if core.open:
        return Number(start, core.end, value, "approximately", span, value, None, None, strong)
    if quantifier == "approximately":
        return Number(start, core.end, value, quantifier, span, None, value, None, strong)
    return Number(start, core.end, value, "exactly", None, value, value, value, strong)


def _ranged(text: str, first: Core, second: Core) -> Number:
    """Return the number of a range."""
    floor = max(0, first.start - 10)
    before = re.search(r"\b(?:between|from)(?=\s+$)", text[floor : first.start], re.IGNORECASE)
    span = (floor + before.start(), floor + before.end()) if before else (first.end, second.start)
    return Number(first.start, second.end, second.value, "between", span, first.value, None, second.value)


def _single(text: str, core: Core) -> Number:
    """Return the number of one core with the quantifier before or after it."""
    strong = re.match(r"[\s-]strong\b", text[core.end : core.end + 8]) is not None
    quantified = _quantifier_before(text, core) or _quantifier_after(text, core)
    if quantified is not None:
        return _bounded(core, *quantified, core.start, strong)
    floor = max(0, core.start - 24)
    total = TOTAL.search(text[floor : core.start])
    return _bounded(core, None, None, floor + total.start() if total else core.start, strong)


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the number expressions of a text in order, none overlapping.

    >>> [(n.quantifier, n.low, n.best, n.high) for n in find_numbers("at least 1,500 families and 20 to 30 farmers in 2014")]
    [('at_least', 1500, None, None), ('between', 20, None, 30)]
    """
    at = 0
    for candidate in CANDIDATE.finditer(text):
        core = core_at(text, candidate.start()) if candidate.start() >= at else None
        if core is None:
            continue
        at = core.end
        second = second_of_range(text, core)
        if second is None:
            if not counts_nothing(text, core):
                yield _single(text, core)
            continue
        at = second.end
        whole = Core(core.start, second.end, second.value, digits=core.digits, multiplier=2, raw=core.raw)
        if counts_nothing(text, whole) or (is_year(text, second) and len(core.raw) == 4 and core.raw[:2] in ("19", "20")):
            continue
        yield _single(text, second) if RISE.search(text[max(0, core.start - 70) : core.start]) else _ranged(text, core, second)
