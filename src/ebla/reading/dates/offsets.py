""" "Three days ago", "two days after the truce", "the past week", durations, sets and vague references in; readings out."""

from __future__ import annotations

import datetime
import re

from ebla.reading.dates import intervals
from ebla.reading.dates.context import Context, Place, Read, Told
from ebla.reading.dates.intervals import DAY, Interval, Period
from ebla.reading.dates.tense import Tense, has_perfect
from ebla.reading.dates.words import Expression

_UNIT_CODE = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "week": "W",
    "weekend": "WE",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "generation": "GE",
}
_GENERIC = frozenset(["attack", "assault", "incident", "raid", "massacre", "killing", "event", "clash", "shooting"])
_SYNONYMS = (
    {"truce", "ceasefire", "cease-fire", "armistice"},
    {"attack", "assault", "raid", "strike", "airstrike", "bombing", "bombardment", "explosion", "blast", "shelling"},
    {"deal", "agreement", "accord"},
)


_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "generation": 360, "century": 1200}
_BACK = frozenset(["ago", "earlier", "before", "previously", "prior", "beforehand"])
_FROM_NOW = frozenset(["ago", "hence", "from now"])
_TELLING_UNITS = ("day", "week", "month", "year", "season", "span", "quarter")


def read_offset(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "three days ago" from the report's date, "two days later" from the one just told, "two days after the truce" from its date."""
    relation, unit = e.relation or "ago", e.unit or "day"
    sign = -1 if relation in _BACK else 1
    rule = "ago" if relation in _FROM_NOW else "offset"
    reference = "PAST_REF" if sign < 0 or tense == "past" else "FUTURE_REF"
    origin, anchor = _origin(ctx, e, tense, place)
    if origin is None:
        return Read(rule, "XXXX-XX-XX" if e.count else reference)
    base = origin.start if sign < 0 else origin.end
    if e.count is None:
        if rule == "offset" and sign > 0 and unit in ("hour", "minute", "second"):
            return ctx.relative(rule, origin, "", anchor=anchor)
        told = ctx.today if rule == "offset" and ctx.today and ctx.today >= base and tense == "past" else None
        interval = (_hours_before(base, unit) or Interval(None, base)) if sign < 0 else Interval(base, told)
        return Read(rule, reference, interval=interval, anchor=anchor or None, clip=False)
    period = _moved_exactly(origin, base, unit, sign * e.count) if e.name == "exact" else None
    period = period or _moved(origin, base, unit, sign * e.count)
    if period and rule == "offset" and e.second is None and tense == "past" and ctx.today and period.start > ctx.today:
        return Read(rule, "XXXX-XX-XX")  # a past deed after the report's date: the date told was not the one meant
    return Read(rule, period.timex, period, anchor=anchor or None) if period else None


def _origin(ctx: Context, e: Expression, tense: Tense, place: Place) -> tuple[Period | None, str]:
    """Return what an offset is reckoned from, and the anchor's name ("" for an explicit date inside the expression)."""
    if e.second is not None:
        inner = ctx.inner(e.second, tense, place)
        return (inner.period, inner.anchor or "") if inner else (None, "")
    if e.relation in _FROM_NOW:
        return (intervals.day(ctx.today) if ctx.today else None), "report_date"
    told = _event_anchor(ctx, e, place)
    if told is None and not _follows_event(ctx, e):
        told = ctx.last_told(_TELLING_UNITS)
    return (told.period if told else None), "narrative"


def _hours_before(day: datetime.date, unit: str) -> Interval | None:
    """Return the day of "a few hours ago", taken for the same day as "hours later" is; None for other units."""
    return Interval(day, day) if unit in ("hour", "minute", "second") else None


def _moved(from_period: Period, base: datetime.date, unit: str, count: int) -> Period | None:
    try:
        if unit in ("hour", "minute", "second"):
            days = abs(count) // 24 if unit == "hour" else 0
            return intervals.day(base + (days if count > 0 else -days) * DAY)
        if unit in ("day", "night"):
            return intervals.day(base + count * DAY) if from_period.unit in ("day", "span", "week") else None
        if unit == "fortnight":
            return intervals.week(base + 14 * count * DAY)
        if unit == "week":
            return intervals.week(base + 7 * count * DAY)
        if unit == "weekend":
            return intervals.weekend(base + 7 * count * DAY)
        if unit == "month":
            return intervals.month(base.year, base.month + count)
        return intervals.year(base.year + count * {"decade": 10, "century": 100, "generation": 30}.get(unit, 1))
    except (ValueError, OverflowError):
        return None


def _moved_exactly(from_period: Period, base: datetime.date, unit: str, count: int) -> Period | None:
    """Return the very day of "exactly a month ago", "a year ago today"; None where it has none."""
    if from_period.unit != "day" or unit not in ("week", "month", "year"):
        return None
    try:
        moved = base + 7 * count * DAY if unit == "week" else intervals.shift_months(base, count * (12 if unit == "year" else 1))
    except (ValueError, OverflowError):
        return None
    return intervals.day(moved)


def _follows_event(ctx: Context, e: Expression) -> bool:
    words = ctx.parsed.words_in(e.end + 1, e.end + 2)
    if words and words[0].lower in ("that", "this", "which", "it") and words[0].dep == "pobj":
        return False
    return bool(re.match(r"\s(?!and\b|but\b|when\b)[a-z]", ctx.source.low[e.end : e.end + 6])) and (e.relation in ("after", "before"))


def _event_anchor(ctx: Context, e: Expression, place: Place) -> Told | None:
    """Return the date told for the event named after "two days after": by its noun, or for "the attack" in the sentence before."""
    if not _follows_event(ctx, e):
        return None
    lemma = None
    for word in ctx.parsed.words_in(e.end, e.end + 60):
        if word.pos == "PUNCT" and word.text in ",.;":
            break
        if word.pos in ("NOUN", "VERB") and word.dep not in ("compound", "amod"):
            lemma = word.lemma
            break
    if lemma is None:
        return None
    group = next((s for s in _SYNONYMS if lemma in s), {lemma})
    near: Told | None = None
    for told in ctx.told:
        if told.sentence < 0 or told.period.unit not in ("day", "week", "month", "year"):
            continue
        if any(w.lemma in group for w in ctx.parsed.sentences[told.sentence].words if w.start_char < e.start):
            return told
        if told.sentence == place[0] - 1 and not told.aside:
            near = told
    return near if lemma in _GENERIC else None


def read_inunits(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "in two days", "within three weeks" where the clause is to come; else it is a duration."""
    unit, count = e.unit or "day", e.count
    timex = _duration_timex(count, unit)
    forward = tense == "future" or "time" in ctx.source.low[e.start : e.end].split()
    if ctx.today is None or not forward or count is None:
        return Read("duration", timex, timex_type="DURATION")
    if e.relation == "within":
        end = _last_day(ctx.today, unit, count)
        return Read("within", timex, interval=Interval(ctx.today, end), anchor="report_date", timex_type="DURATION", clip=False)
    period = _moved(intervals.day(ctx.today), ctx.today, unit, count)
    return ctx.relative("in_units", period, timex)


def _last_day(today: datetime.date, unit: str, count: int) -> datetime.date:
    if unit in ("hour", "minute", "second"):
        return today + (-(-count // 24) if unit == "hour" else 0) * DAY
    if unit in _DAYS:
        return today + (count * _DAYS[unit] - 1) * DAY
    return intervals.shift_months(today, count * _MONTHS[unit]) - DAY


def read_window(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "the past three days" (three days, the report's date the last of them), "the past 24 hours" (two days), "the coming week"."""
    unit, relation = e.unit or "day", e.relation or ""
    forward = relation.split()[-1] in ("next", "coming")
    timex = _duration_timex(e.count, unit)
    if ctx.today is None or "previous" in relation or "preceding" in relation:
        return Read("window", timex, timex_type="DURATION")
    if e.count is None:
        interval = Interval(ctx.today, None) if forward else _hours_before(ctx.today, unit) or Interval(None, ctx.today)
        return Read("window", timex, interval=interval, anchor="report_date", timex_type="DURATION", clip=False)
    if forward:
        return Read(
            "window",
            timex,
            interval=Interval(ctx.today, _last_day(ctx.today, unit, e.count)),
            anchor="report_date",
            timex_type="DURATION",
            clip=False,
        )
    if unit in ("hour", "minute", "second"):
        start = ctx.today - (-(-e.count // 24) if unit == "hour" else 0) * DAY
    elif unit == "day" and e.count == 1:
        start = ctx.today - DAY
    elif unit in _DAYS:
        start = ctx.today - (e.count * _DAYS[unit] - 1) * DAY
    else:
        start = intervals.shift_months(ctx.today, -e.count * _MONTHS[unit]) + DAY
    return Read("window", timex, interval=Interval(start, ctx.today), anchor="report_date", timex_type="DURATION", clip=False)


def _duration_timex(count: int | None, unit: str) -> str:
    code = _UNIT_CODE.get(unit.removeprefix("half-"), "D")
    if unit.startswith("half-"):
        return {"half-hour": "PT30M", "half-day": "PT12H", "half-year": "P6M", "half-decade": "P5Y", "half-century": "P50Y"}[unit]
    amount = "X" if count is None else str(count * 2 if unit == "fortnight" else count)
    if code.startswith("T"):
        return f"PT{amount}{code[1]}"
    if code in ("DE", "CE") and count is not None:
        return f"P{count * (10 if code == 'DE' else 100)}Y"
    return f"P{amount}{code}"


def read_vague(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "recently", "so far" (open start, ending at the report's date), "now" (the report's date; open with the perfect)."""
    word = e.relation or ""
    present = word in ("now", "currently", "at present", "presently", "at the moment", "nowadays", "these days")
    timex = "PRESENT_REF" if present or word in ("so far", "to date", "thus far", "until now", "up to now") else "PAST_REF"
    if ctx.today is None or tense == "future":
        return Read("vague", timex)
    start = ctx.today if present and not has_perfect(ctx.parsed, e.start, e.end) else None
    return Read("vague", timex, interval=Interval(start, ctx.today), anchor="report_date", clip=False)


def read_duration(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a duration without an anchor: no bounds."""
    return Read("duration", _duration_timex(e.count, e.unit or "day"), timex_type="DURATION")


def read_running(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read "for the third day running": the days up to the one told in the sentence, or up to the report's date."""
    count, unit = e.count or 1, e.unit or "day"
    timex = _duration_timex(count, unit)
    here = [t for t in ctx.told if t.sentence == place[0] and t.period.unit == "day"]
    last = here[-1].period.end if here else ctx.today
    if last is None:
        return Read("running", timex, timex_type="DURATION")
    anchor = "narrative" if here else "report_date"
    if unit in ("day", "night"):
        start = last - (count - 1) * DAY
    elif unit == "week":
        start = intervals.week(last - 7 * (count - 1) * DAY).start
    elif unit == "month":
        start = intervals.month(last.year, last.month - count + 1).start
    else:
        start = datetime.date(last.year - count + 1, 1, 1)
    return Read("running", timex, interval=Interval(start, last), anchor=anchor, timex_type="DURATION", clip=False)


def read_set(ctx: Context, e: Expression, tense: Tense, place: Place) -> Read | None:
    """Read a repetition: no bounds."""
    if e.weekday is not None:
        return Read("set", f"XXXX-WXX-{e.weekday + 1}", timex_type="SET")
    word = e.name or ""
    if word:
        unit = {
            "daily": "day",
            "nightly": "day",
            "weekly": "week",
            "monthly": "month",
            "hourly": "hour",
            "yearly": "year",
            "annually": "year",
            "fortnightly": "fortnight",
        }.get(word)
        last = word.split()[-1]
        unit = unit or {"daily": "day", "weekly": "week", "monthly": "month"}.get(last) or (last if last in _UNIT_CODE else "week")
        return Read("set", _duration_timex(1, unit), timex_type="SET")
    unit = {"morning": "day", "evening": "day", "weekend": "week"}.get(e.unit or "day", e.unit or "day")
    return Read("set", _duration_timex(e.count or 1, unit), timex_type="SET")
