"""A parsed report in; its dates in text order out. Finds the expressions, joins ranges, and hands them to the resolver."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace

from ebla.errors import InputError
from ebla.reading.dates.depths import depths
from ebla.reading.dates.expressions import Candidate, candidates, cores
from ebla.reading.dates.modifiers import modified, with_bound
from ebla.reading.dates.resolve import Resolver
from ebla.reading.dates.words import MONTHS, SEASONS, WEEKDAYS, Expression, Source
from ebla.reading.parse import Depth, ParsedText, Parser, Word
from ebla.reading.segment import Block
from ebla.records.date import Date

_TO_DAY = re.compile(r"(?:,\s+|\s+)(?:(?:late|early)\s+)?(?:on\s+|of\s+|from\s+|that\s+|in\s+)?(?:the\s+)?")
_JOINT = re.compile(r"\s*[-–—]\s*|,?\s+(?:to|through|until|till|into|and|or)\s+(?:on\s+|the\s+)?")
_BRACKET = re.compile(r"\s?[\[(]")
_NIGHT_TO = re.compile(r"\s+(?:on\s+|from\s+|of\s+|between\s+)?(?:the\s+)?")
_CLOCKED = frozenset(["date", "weekday", "dayrel", "narrday", "range", "slash", "calendar", "holiday"])
_RANGEABLE = frozenset(["date", "month", "year", "weekday", "dayrel", "season", "decade", "holiday", "calendar", "slash"])


def find_dates(parsed: ParsedText, report_date: datetime.date | None) -> list[Date]:
    """Return the dates of a parsed text, in text order, without overlaps.

    Args:
        parsed: The text with its parse; line breaks and restored case are read from it.
        report_date: What "Tuesday" or "last month" is reckoned from. None leaves such dates open.
    """
    low = _small(parsed.shown)
    return _read(Source(low, parsed.text, parsed), candidates(low), report_date)


def _read(source: Source, matches: list[Candidate], report_date: datetime.date | None) -> list[Date]:
    resolver = Resolver(source, report_date)
    read = (resolver.read(expression) for expression in _joined(source, list(modified(source, cores(source, matches)))))
    return [record for record in read if record is not None]


def _small(shown: str) -> str:
    """Return a text in lower case at the same offsets: a few capitals would grow and are kept."""
    low = shown.lower()
    return low if len(low) == len(shown) else "".join(c.lower() if len(c.lower()) == 1 else c for c in shown)


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
            if _dates_event(source, last, e, gap):
                out[-1] = replace(last, second=e)
        out.append(e)
    return out


def _dates_event(source: Source, a: Expression, b: Expression, gap: str) -> bool:
    """Return whether a date belongs to the event that an offset is reckoned from: "six days after the raid on 2 June"."""
    if a.kind != "offset" or a.relation not in ("after", "before") or a.second or b.kind not in _RANGEABLE or re.search(r"[.,;:()]", gap):
        return False
    words = source.parsed.words_in(a.end - len(a.relation), a.end)
    head = source.parsed.head_of(b.core_start, b.core_end)
    if not words or head is None:
        return False
    above = {id(word) for word in head.ancestors()}
    return id(words[0]) in above or (words[0].dep == "mark" and id(words[0].head) in above)


def _join(source: Source, a: Expression, b: Expression, gap: str) -> Expression | None:
    """Return two neighbours as one expression, or None where they stay two."""
    return _join_apposed(source, a, b, gap) or _join_clock(source, a, b, gap) or _join_range(source, a, b, gap)


def _join_apposed(source: Source, a: Expression, b: Expression, gap: str) -> Expression | None:
    """Join "two days after" + "3 May", "Meskel" + "last year", "Monday" + "[20 November]", "04:10" + "(01:10 GMT)"."""
    bracket = bool(_BRACKET.fullmatch(gap))
    end = b.end + (bracket and source.low[b.end : b.end + 1] in (")", "]"))
    if a.kind == "offset" and a.relation in ("after", "before") and b.kind in _RANGEABLE and re.fullmatch(r"\s+(?:the\s+)?", gap):
        return replace(a, end=end, second=b)
    if a.kind == "offset" and a.relation == "ago" and a.count and b.relation == "today" and gap.isspace():
        return replace(a, end=end, name="exact")
    if a.kind == "holiday" and b.kind == "unitref" and b.unit == "year" and b.relation in ("last", "this", "next") and gap.isspace():
        return replace(a, end=end, relation=f"{b.relation} year")
    if a.kind == b.kind == "clock" and bracket:
        return replace(a, end=end, shift=0 if end > b.end else _days_from_gmt(a.clock or "", b.clock or ""))
    if b.kind == "date" and b.month is not None and a.kind in ("weekday", "dayrel") and (bracket or re.fullmatch(r",\s+", gap)):
        return replace(b, start=a.start, end=end, clock=a.clock or b.clock, weekday=a.weekday, bound=a.bound or b.bound)
    return None


def _join_clock(source: Source, a: Expression, b: Expression, gap: str) -> Expression | None:
    """Join a clock time or a part of the day, or "overnight", with the day that it stands before."""
    if a.kind == "dayrel" and a.relation == "overnight" and b.kind in ("weekday", "date", "range") and _NIGHT_TO.fullmatch(gap):
        return replace(b, start=a.start, clock="TNI", name="overnight")
    if a.kind != "clock" or not _TO_DAY.fullmatch(gap):
        return None
    nested = b.kind == "clock" and re.match(r"\s+of\s", source.low[b.end : b.end + 5])
    if nested or (b.kind in _CLOCKED and not b.clock):
        article = source.before(a.start, 4) == "the " and not source.low[a.start].isdigit()
        closed = bool(a.shift) and source.low[b.end : b.end + 1] in (")", "]")
        joined = replace(b, start=a.start - 4 if article else a.start, end=b.end + closed, clock=a.clock, shift=a.shift)
        return joined if b.bound else with_bound(source, joined, 0)
    return None


def _days_from_gmt(local: str, gmt: str) -> int:
    """Return how many days a local time lies from the date of its GMT time: "2140 (0240 GMT on 9 June)" is of 8 June."""
    if not gmt.endswith("Z") or local.endswith("Z"):
        return 0
    here, there = (60 * int(clock[1:3]) + int(clock[4:6]) if clock[1:3].isdigit() else None for clock in (local, gmt))
    if here is None or there is None:
        return 0
    return (there + (here - there + 720) % 1440 - 720) // 1440


def _join_range(source: Source, a: Expression, b: Expression, gap: str) -> Expression | None:
    """Join the two ends of a range; "and" makes one only after "between" or where the two follow each other."""
    if not (a.kind in _RANGEABLE and b.kind in _RANGEABLE):
        return None
    before = source.before(a.start, 14)
    if b.bound == "until" and gap.isspace() and re.search(r"\bfrom\s+(?:the\s+)?$", before):
        b, gap = replace(b, bound=None), " to "
    if b.bound or not _JOINT.fullmatch(gap):
        return None
    word = gap.replace(",", " ").split()[:1]
    if word and word[0] in ("and", "or") and not re.search(r"\bbetween\s+(?:the\s+)?$", before) and not _consecutive(a, b):
        return None
    if word and word[0] in ("until", "till") and not re.search(r"\bfrom\s+(?:the\s+)?$", before):
        return None
    if a.year is None and b.year is not None and a.kind in ("date", "month") and a.month is not None:
        a = replace(a, year=b.year if (a.month, a.day or 0) <= (b.month or 12, b.day or 31) else b.year - 1)
    bound = "since" if a.bound == "since" else None
    clock = "TNI" if a.name == "overnight" else None
    return Expression("range", a.start, b.end, first=a, second=b, bound=bound, clock=clock, core_start=a.core_start, core_end=a.core_end)


def _consecutive(a: Expression, b: Expression) -> bool:
    """Return whether two weekdays, months or years follow each other, so that "and" makes one run of them."""
    if a.kind != b.kind or b.relation or a.part or b.part or a.clock or b.clock:
        return False
    if a.kind == "weekday" and a.weekday is not None and b.weekday is not None:
        return (b.weekday - a.weekday) % 7 == 1
    if a.kind == "month" and a.month and b.month and not a.year:
        return b.month - a.month in (1, -11)
    return a.kind == "year" and a.year is not None and b.year == a.year + 1


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
    """Return whether a word names a time (a unit, a part of the day, a weekday, a month, a season): no place, party or target."""
    if word.lower in MONTHS or word.lower in WEEKDAYS or word.lower.removesuffix("s") in WEEKDAYS:
        return word.text[:1].isupper() and word.tag.startswith("NN")
    return word.lemma in _TIME_LEMMAS or (word.lower in SEASONS and word.tag.startswith("NN") and word.lower != "fall")


def read_dates(text: str, report_date: datetime.date | str | None = None) -> list[Date]:
    """Return the dates of a text, in text order. Only the paragraphs that may hold one are parsed.

    Args:
        text: A report, in English.
        report_date: A day, or an ISO string such as "2018-01-10". Raises InputError on another form.

    >>> [d.date_start.isoformat() for d in read_dates("Shells hit the town on Tuesday.", "2018-01-10")]
    ['2018-01-09']
    """
    when = _day(report_date)
    low, matches = "", list[Candidate]()

    def wanted(shown: str, blocks: list[Block]) -> list[Depth]:
        nonlocal low, matches
        low = _small(shown)
        matches = candidates(low)
        return depths(low, blocks, (match.span() for _, match, _ in matches))

    parsed = Parser.load("md").parse(text, depths=wanted)
    return _read(Source(low, text, parsed), matches, when)


def _day(report_date: datetime.date | str | None) -> datetime.date | None:
    if isinstance(report_date, str):
        try:
            return datetime.date.fromisoformat(report_date)
        except ValueError as error:
            raise InputError("report_date", f"{report_date!r} is no date", "Write it as YYYY-MM-DD") from error
    return report_date.date() if isinstance(report_date, datetime.datetime) else report_date
