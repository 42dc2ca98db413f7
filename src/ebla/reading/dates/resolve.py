"""Expressions of time in; dated records out, reckoned from the report's date or from the date just told.

The resolver walks the text in order and keeps what it has told. With no report date, and nothing told, a relative expression stays open.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from ebla.reading.dates import absolute, intervals, offsets, relative
from ebla.reading.dates.context import Context, Place, Read, Told
from ebla.reading.dates.intervals import DAY, Interval, Period
from ebla.reading.dates.modifiers import leans_on_noun
from ebla.reading.dates.tense import Tense, governing_verb, has_infinitive, since_it_began, tells_present, tense_of
from ebla.reading.dates.words import Expression, Source
from ebla.records.date import Date

Reader = Callable[[Context, Expression, Tense, Place], Read | None]
_REPORTING = frozenset(
    [
        "say",
        "tell",
        "report",
        "announce",
        "state",
        "add",
        "claim",
        "confirm",
        "note",
        "write",
        "declare",
        "acknowledge",
        "estimate",
        "quote",
        "post",
        "warn",
        "record",
    ]
)
_DATING = frozenset(["date", "month", "year", "weekday", "unitref", "season", "holiday", "dayrel"])
_PLAIN_PARTS = ("eve", "earlier", "later", "so far")


class Resolver:
    """Reads one report's expressions in text order."""

    def __init__(self, source: Source, report_date: datetime.date | None) -> None:
        self.context = Context(source, report_date)
        self.context.inner = self._read

    def read(self, e: Expression) -> Date | None:
        """Return the record of an expression, or None where the calendar (years 1 to 9999) has no such day."""
        try:
            return self._read_whole(e)
        except (ValueError, OverflowError):
            return None

    def _read_whole(self, e: Expression) -> Date | None:
        parsed = self.context.parsed
        sentence = parsed.sentence_at(e.start)
        if e.bound is None and e.kind in _DATING and since_it_began(parsed, e.start, e.end):
            e = replace(e, bound="since")
        place = (sentence.index, sentence.paragraph) if sentence else (-1, -1)
        tense = self._tense(e)
        read = self._read(e, tense, place)
        if read is None:
            return None
        if read.period and e.shift and read.period.unit == "day":
            moved = intervals.day(read.period.start + e.shift * DAY)
            read = replace(read, period=moved, timex=moved.timex)
        if read.period and e.kind != "clock":
            read = _with_clock(e, read, read.period)
        if read.period and e.part and e.part not in _PLAIN_PARTS:
            period = intervals.part(read.period, e.part)
            timex = period.timex if read.timex == read.period.timex else read.timex
            read = replace(read, period=period, timex=timex, rule=f"{read.rule}/{e.part}")
        if read.period and read.timex_type in ("DATE", "TIME"):
            self._remember(e, read, read.period, place)
        return self._record(e, read, tense)

    def _tense(self, e: Expression) -> Tense:
        parsed = self.context.parsed
        if e.bound == "since":
            return "past"
        if e.bound in ("until", "by", "before") and has_infinitive(parsed, e.start, e.end):
            return "future"
        if e.relation == "ahead" or (e.bound in ("until", "by") and tells_present(parsed, e.start, e.end)):
            return "future"
        if e.bound == "before" and e.kind in ("holiday", "weekday") and self.context.source.low.startswith("ahead", e.start):
            return "future"
        return tense_of(parsed, e.start, e.end)

    def _remember(self, e: Expression, read: Read, period: Period, place: Place) -> None:
        verb = governing_verb(self.context.parsed.head_of(e.start, e.end))
        aside = (verb is not None and verb.lemma in _REPORTING) or e.name == "named" or leans_on_noun(self.context.source, e)
        relative = verb is not None and verb.dep == "relcl"
        self.context.told.append(Told(period, *place, aside, read.with_year and e.bound != "since", relative))

    def _record(self, e: Expression, read: Read, tense: Tense) -> Date:
        start, end = read.interval or ((read.period.start, read.period.end) if read.period else (None, None))
        rule, today = read.rule, self.context.today
        if read.period and e.bound and e.bound != "about":
            rule = f"{rule}/{e.bound}"
            start, end = self._bounded(e.bound, read.period, tense)
        elif read.clip and today and tense == "past" and start and end and start <= today < end:
            end = today
        return Date(
            text=self.context.parsed.text[e.start : e.end], span=(e.start, e.end), date_start=start, date_end=end,
            date_precision=intervals.precision(start, end), timex=read.timex, timex_type=read.timex_type, anchor=read.anchor, rule=rule,
        )  # fmt: skip

    def _bounded(self, bound: str, period: Period, tense: Tense) -> Interval:
        today = self.context.today
        if bound == "since":
            return Interval(period.start, today if today and today >= period.start else None)
        if bound == "starting":
            return Interval(period.start, today if tense == "past" and today and today >= period.start else None)
        if bound in ("by", "until"):
            return Interval(None, period.end)
        if bound == "before":
            return Interval(None, period.start - DAY)
        first = period.end + DAY
        if tense == "past" and today and period.start <= today:
            return Interval(min(first, today), today)
        return Interval(first, None)

    def _read(self, e: Expression, tense: Tense, place: Place) -> Read | None:
        return _READERS[e.kind](self.context, e, tense, place)


def _with_clock(e: Expression, read: Read, period: Period) -> Read:
    """Put the clock time or part of the day into the value; "overnight" from a named day on is two days."""
    if e.name == "overnight" and e.kind != "range":
        read = replace(read, period=period._replace(end=period.start + DAY), rule="overnight")
    if e.clock and (period.unit == "day" or e.kind == "dayrel"):
        read = replace(read, timex=period.start.isoformat() + e.clock, timex_type="TIME")
    return read


def _range(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    if e.first is None or e.second is None:
        return None
    one, two = _ends(ctx, e.first, e.second, tense, place)
    if one is None or two is None:
        return None
    timex = f"{one.timex}/{two.timex}"
    if one.period is None or two.period is None:
        return Read("range", timex)
    if one.period.start > two.period.end:
        return None
    period = Period(one.period.start, two.period.end, "day" if one.period.unit == "day" else "span", timex)
    return Read("range", timex, period, anchor=one.anchor, with_year=one.with_year)


def _ends(ctx: Context, a: Expression, b: Expression, tense: Tense, place: Place) -> tuple[Read | None, Read | None]:
    """Read both ends of a range, the later first when it is past, the earlier first when it is to come: one run of days."""
    today = ctx.today
    if tense == "past":
        two = _parted(b, ctx.inner(b, tense, place))
        if two and two.period and today and (two.period.end < today or a.kind == "weekday"):
            ctx.today = two.period.end
        one = _parted(a, ctx.inner(a, tense, place))
    else:
        one = _parted(a, ctx.inner(a, tense, place))
        if one and one.period and today:
            ctx.today = one.period.start
        two = _parted(b, ctx.inner(b, tense, place))
    ctx.today = today
    return one, two


def _parted(e: Expression, read: Read | None) -> Read | None:
    if read and read.period and e.part and e.part not in _PLAIN_PARTS:
        return replace(read, period=intervals.part(read.period, e.part))
    return read


_READERS: dict[str, Reader] = {
    "date": absolute.read_date,
    "slash": absolute.read_slash,
    "month": absolute.read_month,
    "year": absolute.read_year,
    "years": absolute.read_years,
    "season": absolute.read_season,
    "decade": absolute.read_decade,
    "century": absolute.read_century,
    "subyear": absolute.read_subyear,
    "holiday": absolute.read_holiday,
    "calendar": absolute.read_calendar,
    "weekday": relative.read_weekday,
    "dayrel": relative.read_dayrel,
    "unitref": relative.read_unitref,
    "narrday": relative.read_narrday,
    "sincethen": relative.read_sincethen,
    "clock": relative.read_clock,
    "offset": offsets.read_offset,
    "inunits": offsets.read_inunits,
    "window": offsets.read_window,
    "vague": offsets.read_vague,
    "duration": offsets.read_duration,
    "running": offsets.read_running,
    "set": offsets.read_set,
    "range": _range,
}
