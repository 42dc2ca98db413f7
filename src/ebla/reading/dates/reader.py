"""A parsed report in; its dates in text order out. Finds the expressions, joins ranges, and hands them to the resolver."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace

from ebla.reading.dates.expressions import cores
from ebla.reading.dates.modifiers import modified
from ebla.reading.dates.resolve import Resolver
from ebla.reading.dates.words import MONTHS, SEASONS, WEEKDAYS, Expression, Source
from ebla.reading.parse import ParsedText, Parser, Word
from ebla.records.date import Date

_JOINT = re.compile(r"\s?[-–—]\s?|,?\s(?:to|through|until|till|into|and)\s(?:on\s|the\s)?")
_TO_DAY = re.compile(r"(?:\s\([^()]{3,20}\))?(?:,\s|\s)(?:(?:late|early)\s)?(?:on\s|of\s|that\s|in\s)?(?:the\s)?")
_CLOCKED = frozenset(["date", "weekday", "dayrel", "narrday", "range", "slash", "calendar", "holiday"])
_RANGEABLE = frozenset(["date", "month", "year", "weekday", "dayrel", "season", "decade", "holiday", "calendar", "slash"])


def find_dates(parsed: ParsedText, report_date: datetime.date | None) -> list[Date]:
    """Return the dates of a parsed text, in text order, without overlaps.

    Args:
        parsed: The text with its parse; line breaks and restored case are read from it.
        report_date: What "Tuesday" or "last month" is reckoned from. None leaves such dates open.
    """
    source = Source(parsed.shown.lower(), parsed.text, parsed)
    if len(source.low) != len(parsed.text):  # a few capitals grow when made small: keep the offsets
        source.low = "".join(c.lower() if len(c.lower()) == 1 else c for c in parsed.shown)
    resolver = Resolver(source, report_date)
    out: list[Date] = []
    for expression in _joined(source, list(modified(source, cores(source)))):
        record = resolver.read(expression)
        if record is not None:
            out.append(record)
    return out


def _joined(source: Source, found: list[Expression]) -> Iterable[Expression]:
    out: list[Expression] = []
    for e in found:
        if out:
            last = out[-1]
            gap = source.low[last.end : e.start]
            joined = _join(source, last, e, gap)
            if joined is not None:
                out[-1] = joined
                continue
        out.append(e)
    return out


def _join(source: Source, a: Expression, b: Expression, gap: str) -> Expression | None:
    if a.kind == "offset" and a.relation in ("after", "before") and re.fullmatch(r"\s(?:the\s)?", gap) and b.kind in _RANGEABLE:
        return replace(a, end=b.end, second=b)
    if (
        a.kind == "dayrel"
        and a.relation == "overnight"
        and b.kind in ("weekday", "date", "range")
        and re.fullmatch(r"\s(?:on\s|from\s|of\s|between\s)?(?:the\s)?", gap)
    ):
        return replace(b, start=a.start, clock="TNI", name="overnight")
    if (
        a.kind == "clock"
        and _TO_DAY.fullmatch(gap)
        and ((b.kind in _CLOCKED and not b.clock) or (b.kind == "clock" and " of " in source.low[a.end : b.end + 4]))
    ):
        start = a.start - 4 if source.low[max(0, a.start - 4) : a.start] == "the " and not source.low[a.start].isdigit() else a.start
        return replace(b, start=start, clock=a.clock)
    if b.kind == "date" and b.month is not None and (a.kind == "weekday" or a.kind == "dayrel") and re.fullmatch(r"\s?[\[(]|,\s", gap):
        return replace(b, start=a.start, clock=a.clock or b.clock, weekday=a.weekday, bound=a.bound or b.bound)
    if not (a.kind in _RANGEABLE and b.kind in _RANGEABLE and _JOINT.fullmatch(gap)) or b.bound:
        return None
    before = source.low[max(0, a.start - 12) : a.start]
    conjunction = gap.strip().split()[:1] in (["and"], [", and"])
    between = bool(re.search(r"\bbetween\s(?:the\s)?$", before))
    if conjunction and not between and not _consecutive(a, b):
        return None
    if "until" in gap or "till" in gap:
        if not re.search(r"\bfrom\s(?:the\s)?$", before):
            return None
    if a.year is None and b.year is not None and a.kind in ("date", "month") and a.month is not None:
        a = replace(a, year=b.year if (a.month, a.day or 0) <= (b.month or 12, b.day or 31) else b.year - 1)
    bound = a.bound if a.bound == "since" else None
    clock = "TNI" if a.name == "overnight" else None
    return Expression("range", a.start, b.end, first=a, second=b, bound=bound, clock=clock, core_start=a.core_start, core_end=a.core_end)


def _consecutive(a: Expression, b: Expression) -> bool:
    if a.kind == b.kind == "weekday" and a.weekday is not None and b.weekday is not None and not b.relation:
        return (b.weekday - a.weekday) % 7 == 1
    return False


_TIME_LEMMAS = frozenset(
    [
        "second",
        "minute",
        "hour",
        "day",
        "night",
        "week",
        "weekend",
        "fortnight",
        "month",
        "year",
        "decade",
        "century",
        "morning",
        "afternoon",
        "evening",
        "dawn",
        "dusk",
        "noon",
        "midday",
        "midnight",
        "sunrise",
        "sunset",
        "nightfall",
        "daybreak",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "overnight",
        "ramadan",
        "eid",
        "christmas",
        "easter",
        "season",
        "quarter",
        "moment",
        "time",
        "period",
        "era",
    ]
)


def is_time_word(word: Word) -> bool:
    """Return whether a word names a time (a unit, a part of the day, a weekday, a month, a season), so that it is no place, party or target."""
    if word.lower in MONTHS or word.lower in WEEKDAYS or word.lower.removesuffix("s") in WEEKDAYS:
        return word.text[:1].isupper() and word.tag.startswith("NN")
    return word.lemma in _TIME_LEMMAS or (word.lower in SEASONS and word.tag.startswith("NN") and word.lower != "fall")


def read_dates(text: str, report_date: datetime.date | str | None = None) -> list[Date]:
    """Return the dates of a text, in text order.

    Args:
        text: A report, in English.
        report_date: A day, or an ISO string such as "2018-01-10". Raises ValueError on another form.

    >>> [d.date_start.isoformat() for d in read_dates("Shells hit the town on Tuesday.", "2018-01-10")]
    ['2018-01-09']
    """
    when = datetime.date.fromisoformat(report_date) if isinstance(report_date, str) else report_date
    return find_dates(Parser.load("md").parse(text), when)
