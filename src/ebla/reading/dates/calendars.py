"""Dates of other calendars in; Gregorian days out. Arithmetic and tables only: no text is read here.

Hijri dates follow the Umm al-Qura table (a country that sights the moon may be a day later); years outside the table are unknown.
"""

from __future__ import annotations

import datetime
import pathlib
import tomllib
from functools import cache
from typing import Any

_FOLDER = pathlib.Path(__file__).parent.parent / "lexicons"
_DAY = datetime.timedelta(days=1)


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return a lexicon of this folder's readers, by file name without its ending."""
    with open(_FOLDER / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


def easter(year: int) -> datetime.date:
    """Return Western Easter of a year. Source: anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).

    >>> easter(2022)
    datetime.date(2022, 4, 17)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)


def orthodox_easter(year: int) -> datetime.date:
    """Return Orthodox Easter of a year in the Gregorian calendar, 1900 to 2099. Source: Meeus, Julian algorithm plus 13 days.

    >>> orthodox_easter(2022)
    datetime.date(2022, 4, 24)
    """
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return datetime.date(year, month, day + 1) + 13 * _DAY


def from_hijri(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day of a Hijri date, or None where the date does not exist or the year is outside the table (1365 to 1500).

    >>> from_hijri(1445, 9, 17)
    datetime.date(2024, 3, 27)
    """
    row = lexicon("dates_lunar")["hijri"].get(str(year))
    if row is None or not 1 <= month <= 12:
        return None
    first, lengths = row.split()
    sizes = [29 + int(c) for c in lengths]
    if not 1 <= day <= sizes[month - 1]:
        return None
    return datetime.date.fromisoformat(first) + (sum(sizes[: month - 1]) + day - 1) * _DAY


def hijri_month(year: int, month: int) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of a Hijri month, or None outside the table."""
    first = from_hijri(year, month, 1)
    if first is None:
        return None
    last = from_hijri(year, month, 30) or from_hijri(year, month, 29)
    return (first, last) if last else None


def hijri_years_of(year: int) -> range:
    """Return the Hijri years that touch a Gregorian year."""
    about = int((year - 622) * 33 / 32)
    return range(about - 1, about + 3)


# Years in which a new cycle of leap years begins. Source: Borkowski, "The Persian calendar for 3000 years" (1996).
_BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060)


def from_persian(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day of a Solar Hijri date (Iran, Afghanistan), or None where the date does not exist.

    >>> from_persian(1398, 8, 26)
    datetime.date(2019, 11, 17)
    """
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30) and 1200 <= year < 1635):
        return None
    offset = (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    found = _nowruz(year) + (offset + day - 1) * _DAY
    return found if found < _nowruz(year + 1) else None


def _nowruz(year: int) -> datetime.date:
    gregorian = year + 621
    leaps, previous = -14, _BREAKS[0]
    jump = 0
    for current in _BREAKS[1:]:
        jump = current - previous
        if year < current:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
        previous = current
    n = year - previous
    leaps += n // 33 * 8 + (n % 33 + 3) // 4
    if jump % 33 == 4 and jump - n == 4:
        leaps += 1
    gregorian_leaps = gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150
    return datetime.date(gregorian, 3, 1) + (20 + leaps - gregorian_leaps - 1) * _DAY


def nowruz(year: int) -> datetime.date:
    """Return the first of Farvardin in a Gregorian year.

    >>> nowruz(2020)
    datetime.date(2020, 3, 20)
    """
    return _nowruz(year - 621)


def from_ethiopian(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day of an Ethiopian date (months of 30 days, the 13th of 5 or 6), or None where it does not exist.

    >>> from_ethiopian(2013, 1, 1)
    datetime.date(2020, 9, 11)
    """
    last = 30 if month <= 12 else 6 if year % 4 == 3 else 5
    if not (1 <= month <= 13 and 1 <= day <= last and 1 <= year < 2300):
        return None
    ordinal = 2796 + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1  # 1 Meskerem of year 1 is day 2796 of the common era
    return datetime.date.fromordinal(ordinal)


def from_hebrew(year: int, month: int, day: int) -> datetime.date:
    """Return the day of a Hebrew date, Nisan being month 1 and Tishri 7 (Adar of a leap year is month 13, asked for as 12).

    Source: Reingold and Dershowitz, Calendrical Calculations, the arithmetic Hebrew calendar.

    >>> from_hebrew(5734, 7, 10)
    datetime.date(1973, 10, 6)
    """
    leap = (7 * year + 1) % 19 < 7
    if month == 12 and leap:
        month = 13
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    sizes = {
        1: 30,
        2: 29,
        3: 30,
        4: 29,
        5: 30,
        6: 29,
        7: 30,
        8: 30 if length % 10 == 5 else 29,
        9: 29 if length % 10 == 3 else 30,
        10: 29,
        11: 30,
    }
    sizes[12], sizes[13] = (30, 29) if leap else (29, 0)
    order = [*range(7, 14 if leap else 13), *range(1, 7)]
    before = sum(sizes[m] for m in order[: order.index(month)])
    return datetime.date.fromordinal(_hebrew_new_year(year) + before + day - 1)


def _hebrew_new_year(year: int) -> int:
    def elapsed(y: int) -> int:
        months = (235 * y - 234) // 19
        days = 29 * months + (12084 + 13753 * months) // 25920
        return days + 1 if 3 * (days + 1) % 7 < 3 else days

    before, here, after = elapsed(year - 1), elapsed(year), elapsed(year + 1)
    shift = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return here + shift - 1373428 + 1  # day 1 of the era is 7 October -3760 (Gregorian)
