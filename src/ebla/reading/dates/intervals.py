"""Intervals of days and the arithmetic on them: weeks, months, seasons, parts of each. No text is read here.

Conventions (contract, "Cases that coders part over"): a week runs from Monday to Sunday; early, mid and late in a month are days
1-10, 11-20 and 21 to the end; in a year the first quarter, the middle two and the last; in a week Monday-Tuesday,
Wednesday-Thursday and Friday-Sunday.
"""

from __future__ import annotations

import calendar
import datetime
from typing import Literal, NamedTuple

from ebla.records.date import DatePrecision

DAY = datetime.timedelta(days=1)
Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century", "span"]
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Interval(NamedTuple):
    """Both days count; None is an open end."""

    start: datetime.date | None
    end: datetime.date | None


class Period(NamedTuple):
    """A closed run of days, what kind it is, and its TIMEX3 value."""

    start: datetime.date
    end: datetime.date
    unit: Unit
    timex: str


def day(when: datetime.date, timex: str | None = None) -> Period:
    """Return one day as a period."""
    return Period(when, when, "day", timex or when.isoformat())


def week(when: datetime.date) -> Period:
    """Return the week, Monday to Sunday, that holds a day."""
    year, number, weekday = when.isocalendar()
    first = when - (weekday - 1) * DAY
    return Period(first, first + 6 * DAY, "week", f"{year}-W{number:02d}")


def weekend(when: datetime.date) -> Period:
    """Return Saturday and Sunday of the week that holds a day."""
    whole = week(when)
    return Period(whole.start + 5 * DAY, whole.end, "weekend", whole.timex + "-WE")


def month(year: int, number: int) -> Period:
    """Return a month. `number` may run over either end of the year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return Period(datetime.date(year, number, 1), datetime.date(year, number, last), "month", f"{year:04d}-{number:02d}")


def year(number: int) -> Period:
    """Return a year."""
    return Period(datetime.date(number, 1, 1), datetime.date(number, 12, 31), "year", f"{number:04d}")


def years(first: int, last: int) -> Period:
    """Return a run of years."""
    return Period(datetime.date(first, 1, 1), datetime.date(last, 12, 31), "span", f"{first:04d}/{last:04d}")


def quarter(number: int, which: int) -> Period:
    """Return a quarter of a year."""
    return Period(month(number, 3 * which - 2).start, month(number, 3 * which).end, "quarter", f"{number}-Q{which}")


def half(number: int, which: int) -> Period:
    """Return a half of a year."""
    return Period(month(number, 6 * which - 5).start, month(number, 6 * which).end, "half", f"{number}-H{which}")


def season(number: int, name: str) -> Period:
    """Return a season of the northern year: three months from March, June, September or December (winter ends in the next year)."""
    first = _SEASON_MONTH[name]
    return Period(month(number, first).start, month(number, first + 2).end, "season", f"{number}-{name}")


def decade(first: int) -> Period:
    """Return the ten years from `first`."""
    return Period(datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31), "decade", f"{first // 10}")


def century(number: int) -> Period:
    """Return a century; the 20th is 1901 to 2000."""
    return Period(datetime.date(100 * number - 99, 1, 1), datetime.date(100 * number, 12, 31), "century", f"{number - 1:02d}")


def safe_date(number: int, month_number: int, day_number: int) -> datetime.date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return datetime.date(number, month_number, day_number)
    except ValueError:
        return None


def shift_months(when: datetime.date, count: int) -> datetime.date:
    """Return the same day some months on, or the month's last day."""
    target = month(when.year, when.month + count)
    return target.start.replace(day=min(when.day, target.end.day))


def part(of: Period, name: str) -> Period:
    """Return a named part (`early`, `mid`, `late`, `first half`, `last week`, …) of a period, or the period itself."""
    start, end = of.start, of.end
    bounds: tuple[datetime.date, datetime.date] | None = None
    if name in ("week from", "week to"):
        first = start if name == "week from" else start - 6 * DAY
        return Period(first, first + 6 * DAY, "span", f"{first.isoformat()}/{(first + 6 * DAY).isoformat()}")
    if name in ("first half", "second half"):
        middle = start + ((end - start).days + 1) // 2 * DAY
        if of.unit == "month":
            middle = start + 15 * DAY
        elif of.unit == "year":
            middle = datetime.date(start.year, 7, 1)
        bounds = (start, middle - DAY) if name == "first half" else (middle, end)
    elif name.endswith(" week") and (end - start).days >= 20:
        index = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(name.split()[0])
        bounds = (end - 6 * DAY, end) if index is None else (start + 7 * index * DAY, start + (7 * index + 6) * DAY)
    elif of.unit == "week":
        bounds = {"early": (start, start + DAY), "mid": (start + 2 * DAY, start + 3 * DAY), "late": (start + 4 * DAY, end)}.get(name)
    elif of.unit == "month":
        bounds = {"early": (start, start + 9 * DAY), "mid": (start + 10 * DAY, start + 19 * DAY), "late": (start + 20 * DAY, end)}.get(name)
    elif of.unit == "year":
        bounds = _between_months(start, name, 3, 9, end)
    elif of.unit in ("season", "quarter"):
        bounds = _between_months(start, name, 1, 2, end)
    elif of.unit == "half":
        bounds = _between_months(start, name, 2, 4, end)
    elif of.unit == "decade":
        bounds = _between_months(start, name, 48, 84, end)
    elif of.unit == "century":
        bounds = _between_months(start, name, 396, 792, end)
    elif of.unit == "span" and (end - start).days >= 20:
        bounds = {"early": (start, start + 9 * DAY), "mid": (start + 10 * DAY, start + 19 * DAY), "late": (start + 20 * DAY, end)}.get(name)
    if bounds is None:
        return of
    timex = of.timex if not name.endswith(" week") or of.unit not in ("month", "span") else week(bounds[0] + 3 * DAY).timex
    if name.endswith(" half") and of.unit == "year":
        timex = f"{start.year}-H{1 if name == 'first half' else 2}"
    return Period(bounds[0], bounds[1], of.unit if of.unit == "day" else "span", timex)


def _between_months(
    start: datetime.date, name: str, first: int, second: int, end: datetime.date
) -> tuple[datetime.date, datetime.date] | None:
    cut1, cut2 = shift_months(start, first), shift_months(start, second)
    return {"early": (start, cut1 - DAY), "mid": (cut1, cut2 - DAY), "late": (cut2, end)}.get(name)


def precision(start: datetime.date | None, end: datetime.date | None) -> DatePrecision | None:
    """Return how sure an interval is, in the contract's words, or None where nothing is known.

    Source:
        UCDP GED `date_prec` for the steps from days to a month (8 to 31 days); a quarter is up to 93 days, a year up to 366.
    """
    if start is None and end is None:
        return None
    if start is None or end is None:
        return "open"
    days = (end - start).days + 1
    steps: tuple[tuple[int, DatePrecision], ...] = ((1, "day"), (6, "days"), (7, "week"), (31, "month"), (93, "quarter"), (366, "year"))
    return next((name for limit, name in steps if days <= limit), "years")
