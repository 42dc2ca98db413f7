"""Weekdays, "yesterday", "last week", "that night" and bare clock times in; readings out, from the report's date or the date just told."""

from __future__ import annotations

import datetime
from dataclasses import replace

from ebla.reading.dates import intervals
from ebla.reading.dates.context import Context, Place, Read
from ebla.reading.dates.intervals import DAY, Interval, Period
from ebla.reading.dates.offsets import read_window
from ebla.reading.dates.tense import Tense
from ebla.reading.dates.words import Expression
from ebla.records.date import TimexType


def read_weekday(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a weekday: the last one up to the report's date where the clause is past, the next one where it is to come."""
    if e.weekday is None:
        return None
    today, relation = ctx.today, e.relation or ""
    open_timex = f"XXXX-WXX-{e.weekday + 1}"
    of_told = relation.startswith(("the ", "that")) and relation.endswith("week")
    if of_told or relation in ("the following", "the next", "the previous", "that", "following"):
        return _weekday_told(ctx, e.weekday, relation, open_timex)
    if today is None:
        return Read("weekday", open_timex)
    back = (today.weekday() - e.weekday) % 7
    ahead = (e.weekday - today.weekday()) % 7
    if relation.endswith("week"):
        found = intervals.week(today + {"last week": -7, "next week": 7}.get(relation, 0) * DAY).start + e.weekday * DAY
    elif relation == "ago":
        found = today - (back + 7 * (e.count or 1)) * DAY
    elif relation == "weekdays ago":
        found = today - ((back or 7) + 7 * (e.count or 0)) * DAY
    elif relation in ("last", "past", "this past"):
        found = today - (back or 7) * DAY
    elif relation in ("next", "coming", "the coming", "this coming"):
        found = today + (ahead or 7) * DAY
    elif tense == "future":
        found = today + ahead * DAY
    else:
        found = today - back * DAY
    return ctx.relative("weekday", intervals.day(found), open_timex)


def _weekday_told(ctx: Context, weekday: int, relation: str, open_timex: str) -> Read:
    told = ctx.last_told(("day", "week"))
    if told is None:
        return Read("weekday", open_timex)
    step = -1 if "previous" in relation else 0 if "same" in relation or relation.startswith("that") else 1
    if relation.endswith("week"):
        found = intervals.week(told.period.start + 7 * step * DAY).start + weekday * DAY
    elif step < 0:
        found = told.period.start - ((told.period.start.weekday() - weekday) % 7 or 7) * DAY
    else:
        ahead = (weekday - told.period.end.weekday()) % 7
        found = told.period.end + (ahead or 7 * step) * DAY
    return ctx.relative("weekday_narrative", intervals.day(found), open_timex, anchor="narrative")


def read_dayrel(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "yesterday", "tonight", "last night" (the day it began) and "overnight" (two days)."""
    word = e.relation or ""
    shift, ending = {
        "yesterday": (-1, ""), "today": (0, ""), "this very day": (0, ""), "tomorrow": (1, ""),
        "the day before yesterday": (-2, ""), "the day after tomorrow": (2, ""),
        "tonight": (0, "TNI"), "last night": (-1, "TNI"), "last evening": (-1, "TEV"),
        "the night before last": (-2, "TNI"), "overnight": (-1, "TNI"),
        "this morning": (0, "TMO"), "this afternoon": (0, "TAF"), "this evening": (0, "TEV"),
    }[word]  # fmt: skip
    kind: TimexType = "TIME" if ending else "DATE"
    if word == "overnight":
        return _overnight(ctx, tense, place)
    if ctx.today is None:
        return Read("relative_day", "XXXX-XX-XX" + ending, timex_type=kind)
    found = ctx.today + shift * DAY
    return ctx.relative("relative_day", intervals.day(found, found.isoformat() + ending), "", kind)


def _overnight(ctx: Context, tense: Tense, place: Place) -> Read:
    """Return the night up to the report's date, or from the day just told in the same paragraph where that is older."""
    told, today = ctx.last_told(("day",)), ctx.today
    first = None if today is None else today - DAY if tense == "past" else today
    anchor = "report_date"
    if told and told.paragraph == place[1] and not told.aside and (today is None or told.period.start < today - DAY):
        first, anchor = told.period.start, "narrative"
    if first is None:
        return Read("overnight", "XXXX-XX-XXTNI", timex_type="TIME")
    period = Period(first, first + DAY, "day", first.isoformat() + "TNI")
    return Read("overnight", period.timex, period, anchor=anchor, timex_type="TIME")


_OPEN_UNITS = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
_TELLING_UNITS = ("day", "week", "weekend", "month", "quarter", "season", "year", "span")
_NARRATIVE = frozenset(
    ["the following", "the next", "following", "the previous", "the preceding", "previous", "the same", "that", "that same", "the prior"]
)


def _step(relation: str) -> int:
    if relation.split()[-1] in ("last", "past", "previous", "preceding", "prior"):
        return -1
    return 1 if relation.split()[-1] in ("next", "coming", "following") else 0


def read_unitref(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "last week", "this month", "the following year"; "the last month" is the month up to the report's date."""
    relation, unit = e.relation or "", e.unit or "day"
    step = _step(relation)
    if unit == "weekend" and relation.endswith("coming"):
        step = 0
    if (relation in ("the past", "the last") and unit != "weekend") or (relation == "this past" and unit in ("month", "year")):
        return read_window(ctx, replace(e, count=1, relation="the past"), tense, place)
    if unit == "fortnight" and relation.split()[-1] in ("last", "past", "next", "coming"):
        return read_window(ctx, replace(e, count=1, relation="the past" if step < 0 else "the next"), tense, place)
    base, anchor = _unit_base(ctx, relation, step, place)
    if base is None:
        return Read(unit if anchor == "report_date" else f"{unit}_narrative", _OPEN_UNITS.get(unit, "XXXX"))
    period = _unit_at(unit, base, step)
    if unit == "weekend" and step == 0:
        if tense == "past" and period.start > base:
            period = intervals.weekend(base - 7 * DAY)
        elif tense == "future" and period.end < base:
            period = intervals.weekend(base + 7 * DAY)
    rule = ("last", "this", "next")[step + 1] + f"_{unit}" + ("_narrative" if anchor == "narrative" else "")
    read = ctx.relative(rule, period, "", anchor=anchor)
    if ctx.today and anchor == "report_date" and step == 0:
        if e.part in ("earlier", "so far"):
            read.interval = Interval(period.start, min(ctx.today, period.end))
        elif e.part == "later":
            read.interval = Interval(max(ctx.today, period.start), period.end)
            read.clip = tense == "past"
    return read


def _unit_base(ctx: Context, relation: str, step: int, place: Place) -> tuple[datetime.date | None, str]:
    """Return the day to reckon from, and the anchor's name: the date just told for "the following", else the report's date."""
    if relation == "the":
        told = ctx.last_told(("day", "week", "month"))
        if told and not told.aside and told.paragraph == place[1]:
            return told.period.start, "narrative"
        return ctx.today, "report_date"
    if relation not in _NARRATIVE:
        return ctx.today, "report_date"
    told = ctx.last_told(_TELLING_UNITS)
    if told:
        return (told.period.end if step > 0 else told.period.start), "narrative"
    return (ctx.today, "report_date") if step < 0 else (None, "narrative")


def _unit_at(unit: str, base: datetime.date, step: int) -> Period:
    if unit == "week":
        return intervals.week(base + 7 * step * DAY)
    if unit == "weekend":
        return intervals.weekend(base + 7 * step * DAY)
    if unit == "fortnight":
        start = intervals.week(base).start + 14 * step * DAY
        return Period(start, start + 13 * DAY, "span", "P2W")
    if unit == "month":
        return intervals.month(base.year, base.month + step)
    if unit == "quarter":
        index = base.year * 4 + (base.month - 1) // 3 + step
        return intervals.quarter(index // 4, index % 4 + 1)
    if unit == "decade":
        return intervals.decade(base.year // 10 * 10 + 10 * step)
    if unit == "century":
        return intervals.century((base.year - 1) // 100 + 1 + step)
    if unit == "year":
        return intervals.year(base.year + step)
    return intervals.day(base + step * DAY)


def read_narrday(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "the next day", "that night" from the date just told."""
    unit, relation = e.unit or "day", e.relation or ""
    ending = {"night": "TNI", "morning": "TMO", "evening": "TEV", "afternoon": "TAF"}.get(unit, "")
    kind: TimexType = "TIME" if ending else "DATE"
    told = ctx.last_told(("day",))
    if told is None:
        return Read("narrative_day", "XXXX-XX-XX" + ending, timex_type=kind)
    step = 1 if ("next" in relation or "following" in relation) else -1 if ("previous" in relation or "preceding" in relation) else 0
    if step > 0 and unit in ("night", "evening") and "next" not in relation and "following" not in relation:
        step = 0
    base = told.period.end if step > 0 else told.period.start
    found = base + step * DAY
    return ctx.relative("narrative_day", intervals.day(found, found.isoformat() + ending), "", kind, anchor="narrative")


def read_sincethen(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "since then": from the date just told to the report's date."""
    told, today = ctx.last_told(_TELLING_UNITS), ctx.today
    if told is None or (today and told.period.start > today):
        return Read("since_then", "PAST_REF")
    return Read("since_then", told.period.timex, interval=Interval(told.period.start, today), anchor="narrative", clip=False)


def read_clock(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a clock time or part of a day that stands alone: it belongs to the day just told in its paragraph, else to none."""
    told = ctx.last_told(("day",))
    if told is None or told.paragraph != place[1] or place[0] - told.sentence > 1:
        return Read("clock", f"XXXX-XX-XX{e.clock}", timex_type="TIME")
    found = told.period.start
    return ctx.relative("clock", intervals.day(found, found.isoformat() + (e.clock or "")), "", "TIME", anchor="narrative")
