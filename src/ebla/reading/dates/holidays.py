"""A holiday's name and a year in; its days out. Rules are read from `lexicons/dates_calendars.toml`; no text is read here."""

from __future__ import annotations

import datetime
import re
from functools import cache

from ebla.reading.dates import calendars
from ebla.reading.dates.intervals import DAY, Period, day

_RULE = re.compile(
    r"(?P<base>easter|orthodox)(?P<shift>[+-]\d+)|(?P<cal>hijri|hebrew|persian|ethiopian)\s(?P<m>\d+)-(?P<d>\d+)|(?P<mm>\d\d)-(?P<dd>\d\d)"
)


@cache
def holiday(name: str, year: int) -> tuple[Period, ...]:
    """Return the holiday's days in a Gregorian year: none, one, or (moon years) two periods, in order.

    >>> holiday("eid al-fitr", 2023)[0].start
    datetime.date(2023, 4, 21)
    """
    rule, _, length = calendars.lexicon("dates_calendars")["holidays"][name].partition("/")
    starts = [d for d in _starts(rule, year) if d.year == year]
    out = []
    for start in sorted(set(starts)):
        if length == "month":
            end = start + 28 * DAY
            while _hijri_month_holds(start, end + DAY):
                end += DAY
        else:
            end = start + (int(length or 1) - 1) * DAY
        out.append(day(start) if end == start else Period(start, end, "span", f"{start.isoformat()}/{end.isoformat()}"))
    return tuple(out)


def _hijri_month_holds(start: datetime.date, when: datetime.date) -> bool:
    for year in calendars.hijri_years_of(start.year):
        found = calendars.hijri_month(year, 9)
        if found and found[0] == start:
            return found[0] <= when <= found[1]
    return False


def _starts(rule: str, year: int) -> list[datetime.date]:
    if " or " in rule:
        return [start for part in rule.split(" or ") for start in _starts(part, year)]
    words = rule.split()
    if words[0] == "table":
        row = calendars.lexicon("dates_lunar")[words[1]].get(str(year))
        return [datetime.date.fromisoformat(f"{year}-{row}")] if row else []
    if words[0] == "nth":
        first = datetime.date(year, int(words[3]), 1)
        return [first + ((int(words[2]) - first.weekday()) % 7 + 7 * (int(words[1]) - 1)) * DAY]
    if words[0] == "last":
        ends = [found[1] for h in calendars.hijri_years_of(year) if (found := calendars.hijri_month(h, int(words[3])))]
        return [end - (end.weekday() - int(words[1])) % 7 * DAY for end in ends]
    match = _RULE.match(rule)
    if match is None:
        return []
    if match["base"]:
        easter = calendars.easter(year) if match["base"] == "easter" else calendars.orthodox_easter(year)
        return [easter + int(match["shift"]) * DAY]
    if match["mm"]:
        return [datetime.date(year, int(match["mm"]), int(match["dd"]))]
    month, number = int(match["m"]), int(match["d"])
    if match["cal"] == "hijri":
        return [d for h in calendars.hijri_years_of(year) if (d := calendars.from_hijri(h, month, number))]
    if match["cal"] == "hebrew":
        return [calendars.from_hebrew(year + shift, month, number) for shift in (3760, 3761)]
    if match["cal"] == "persian":
        return [d for shift in (621, 622) if (d := calendars.from_persian(year - shift, month, number))]
    return [d for shift in (7, 8) if (d := calendars.from_ethiopian(year - shift, month, number))]
