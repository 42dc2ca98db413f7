"""Expressions that name their place in the calendar (days, months, years, seasons, holidays, other calendars) in; readings out."""

from __future__ import annotations

import datetime
import re

from ebla.reading.dates import calendars, intervals
from ebla.reading.dates.context import Context, Place, Read
from ebla.reading.dates.holidays import holiday
from ebla.reading.dates.intervals import DAY, Period
from ebla.reading.dates.tense import Tense
from ebla.reading.dates.words import Expression


def read_date(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a day: with its year as it stands, without it from the narrative's year, else from the report's date and the tense."""
    if e.day is None:
        return None
    if e.year is not None and e.month is not None:
        found = intervals.safe_date(e.year, e.month, e.day)
        return Read("named_day" if e.name else "date", found.isoformat(), intervals.day(found), with_year=True) if found else None
    if e.month is None:
        return _day_of_month(ctx, e, tense)
    if e.relation and e.relation.endswith("year"):
        base = ctx.year_of(e.relation)
        found = intervals.safe_date(base, e.month, e.day) if base else None
        return ctx.relative("date_of_year", intervals.day(found) if found else None, f"XXXX-{e.month:02d}-{e.day:02d}")
    return _partial(ctx, e, tense, place)


def _partial(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    month, day = e.month or 1, e.day
    open_timex = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
    if intervals.safe_date(2000, month, day or 1) is None:
        return None

    def in_year(number: int) -> Period | None:
        if day is None:
            return intervals.month(number, month)
        found = intervals.safe_date(number, month, day)
        return intervals.day(found) if found else None

    rule = "partial_date" if day else "month"
    told = ctx.narrative_year(place, in_year)
    if told and tense == "past" and e.bound != "since":
        first = told.period.start.year
        for number in (first, first + 1) if ctx.today else (first,):
            period = in_year(number)
            if period and period.end >= told.period.start and (ctx.today is None or period.start <= ctx.today):
                return Read(rule + "_in_narrative", period.timex, period, anchor="narrative", with_year=True)
    if ctx.today is None:
        return Read(rule, open_timex)
    candidates = [p for n in range(ctx.today.year - 8, ctx.today.year + 9) if (p := in_year(n))]
    if e.weekday is not None:
        near = range(ctx.today.year - 1, ctx.today.year + 2)  # a weekday that fits no year nearby is a slip, not another year
        candidates = [p for p in candidates if p.start.weekday() == e.weekday and p.start.year in near] or candidates
    return ctx.relative(rule, _not_a_year_ahead(ctx, candidates, ctx.nearest(candidates, tense)), open_timex)


def _not_a_year_ahead(ctx: Context, candidates: list[Period], found: Period | None) -> Period | None:
    """Return the day just past instead of the same day of next year: nobody names a day eleven months ahead without its year."""
    if found is None or ctx.today is None or found.unit != "day" or (found.start - ctx.today).days <= 300:
        return found
    before = ctx.nearest(candidates, "past")
    return before if before and before.start <= ctx.today and (ctx.today - before.end).days <= 45 else found


def _day_of_month(ctx: Context, e: Expression, tense: Tense) -> Read | None:
    today, day = ctx.today, e.day or 1
    if today is None:
        return Read("day_of_month", f"XXXX-XX-{day:02d}")
    candidates = []
    for shift in range(-4, 5):
        month = intervals.month(today.year, today.month + shift)
        found = intervals.safe_date(month.start.year, month.start.month, day)
        if found:
            candidates.append(intervals.day(found))
    return ctx.relative("day_of_month", ctx.nearest(candidates, tense), f"XXXX-XX-{day:02d}")


def read_slash(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "05/03/2016" in the order that another date of the text tells, else day first, unless that lies ahead of a past deed."""
    if not (e.year and e.month and e.day):
        return None
    first = datetime.date(e.year, e.month, e.day)
    other = datetime.date(e.year, e.day, e.month)
    chosen = first
    order = _day_first(ctx)
    if order is False:
        chosen = other
    elif order is None and ctx.today:
        near, far = abs((first - ctx.today).days), abs((other - ctx.today).days)
        if (tense == "past" and first > ctx.today >= other) or (far <= 10 < near):
            chosen = other
    return Read("numeric_date", chosen.isoformat(), intervals.day(chosen), with_year=True)


def _day_first(ctx: Context) -> bool | None:
    """Return the order of the text's numeric dates where one of them tells it."""
    for match in re.finditer(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])", ctx.source.low):
        if int(match[1]) > 12:
            return True
        if int(match[2]) > 12:
            return False
    return None


def read_month(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a month with or without its year, "last December", "January of next year"."""
    if e.month is None:
        return None
    if e.year is not None:
        period = intervals.month(e.year, e.month)
        return Read("month_year", period.timex, period, with_year=True)
    open_timex = f"XXXX-{e.month:02d}"
    if e.relation is None:
        return _partial(ctx, e, tense, place)
    today = ctx.today
    if e.relation.endswith("year"):
        base = ctx.year_of(e.relation)
        return ctx.relative("month_of_year", intervals.month(base, e.month) if base else None, open_timex)
    if today is None:
        return Read("month_relative", open_timex)
    if e.relation in ("last", "this past"):
        base = today.year if e.month < today.month else today.year - 1
    elif e.relation == "this":
        base = today.year
    else:
        base = today.year if e.month > today.month else today.year + 1
    return ctx.relative("month_relative", intervals.month(base, e.month), open_timex)


def read_year(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a year."""
    if e.year is None:
        return None
    period = intervals.year(e.year)
    return Read("year", period.timex, period, with_year=True)


def read_years(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a run of years."""
    if e.year is None or e.count is None:
        return None
    period = intervals.years(e.year, e.count)
    return Read("years", period.timex, period, with_year=True)


def read_season(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "the spring of 2019", "last winter", "that summer", "in the spring"."""
    name, relation, today = e.name or "SP", e.relation or "", ctx.today
    if e.year is not None:
        period = intervals.season(e.year, name)
        return Read("season_year", period.timex, period, with_year=True)
    if relation.split()[0] == "that" or relation in ("the following", "the previous", "the same"):
        return _season_told(ctx, name, relation)
    if today is None:
        return Read("season", f"XXXX-{name}")
    candidates = [intervals.season(n, name) for n in range(today.year - 2, today.year + 3)]
    if relation in ("last", "this past"):
        candidates = [p for p in candidates if p.end < today]
        return ctx.relative("season", candidates[-1], "")
    if "next" in relation or "coming" in relation:
        candidates, tense = [p for p in candidates if p.start > today], "future"
    return ctx.relative("season", ctx.nearest(candidates, tense), f"XXXX-{name}")


def _season_told(ctx: Context, name: str, relation: str) -> Read:
    told = ctx.last_told(("day", "week", "month", "year", "season", "span"))
    if told is None:
        return Read("season", f"XXXX-{name}")
    base = told.period.start
    candidates = [intervals.season(n, name) for n in range(base.year - 1, base.year + 2)]
    if relation == "the previous":
        candidates = [p for p in reversed(candidates) if p.end < base]
    elif relation == "the following":
        candidates = [p for p in candidates if p.start > told.period.end]
    else:
        candidates = [p for p in candidates if p.end >= base]
    return ctx.relative("season_narrative", candidates[0] if candidates else None, f"XXXX-{name}", anchor="narrative")


def read_decade(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a decade."""
    period = intervals.decade(e.year or 0)
    return Read("decade", period.timex, period, with_year=True)


def read_century(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a century."""
    if e.count is None or not 2 <= e.count <= 30:
        return None
    period = intervals.century(e.count)
    return Read("century", period.timex, period, with_year=True)


def read_subyear(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a half or a quarter of a year."""
    number = e.year
    if number is None:
        if ctx.today is None:
            return Read("part_of_year", "XXXX")
        number = ctx.today.year + {"last": -1, "next": 1}.get(e.relation or "", 0)
    period = intervals.half(number, e.count or 1) if e.unit == "half" else intervals.quarter(number, e.count or 1)
    return Read("part_of_year", period.timex, period, anchor=None if e.year else "report_date", with_year=e.year is not None)


def read_holiday(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a holiday by its year, else the nearest one on the side that the tense tells."""
    name, relation = e.name or "", e.relation or ""
    number = e.year
    if number is None and relation.endswith(" year"):
        number = ctx.year_of(relation)
    if number is not None:
        found = holiday(name, number)
        period = found[0] if found else None
    elif ctx.today is None:
        return Read("holiday", f"XXXX-{name.replace(' ', '_')}")
    else:
        candidates = [p for n in range(ctx.today.year - 2, ctx.today.year + 3) for p in holiday(name, n)]
        if relation == "last":
            candidates = [p for p in candidates if p.end < ctx.today]
        side: Tense = "past" if relation in ("last", "this past") else "future" if relation in ("next", "this coming") else tense
        period = ctx.nearest(candidates, side)
    if period is None:
        return None
    if e.part == "eve":
        period = intervals.day(period.start - DAY)
    elif e.day:
        period = intervals.day(period.start + (e.day - 1) * DAY)
    timex = period.end.isoformat() if period.unit == "span" and (period.end - period.start).days == 1 else period.timex
    return Read("holiday", timex, period, anchor=None if e.year else "report_date", with_year=e.year is not None)


def read_calendar(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a date of the Hijri, Persian or Ethiopian calendar."""
    if not (e.year and e.month and e.day):
        return None
    convert = {"hijri": calendars.from_hijri, "persian": calendars.from_persian, "ethiopian": calendars.from_ethiopian}[e.name or "hijri"]
    found = convert(e.year, e.month, e.day)
    return Read(f"{e.name}_date", found.isoformat(), intervals.day(found), with_year=True) if found else None
