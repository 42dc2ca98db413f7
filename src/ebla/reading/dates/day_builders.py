"""Matches of days and months in any way of writing (words, digits, wire and military forms, other calendars) in; expressions out."""

from __future__ import annotations

import re

from ebla.reading.dates.matches import Builder, Built, Match, day_number, full_year, integer, month_number, weekday_number
from ebla.reading.dates.words import CALENDARS, ORDINALS, Expression, Source, pattern, single


def date(match: Match, source: Source) -> Built:
    """Read "3 May 2012", "Monday, the 3rd of May", and in wire capitals "3 MAY 90"."""
    day, year, end = day_number(match["day"]), integer(match, "year"), match.end()
    if day is None:
        return None
    if year is None and match["yy"]:
        written = source.raw[match.start("month") : match.end("month")]
        dashed = source.low[match.start("yy") - 1] == "-" and source.low[match.start("month") - 1] == "-"
        if written.isupper() or dashed or "'" in match.group() or "’" in match.group():
            year = full_year(match["yy"])
        else:
            end = match.end("month")
    if year is None and match["day"] in ORDINALS and " of " not in single(match.group()):
        return None
    return Expression("date", match.start(), end, year=year, month=month_number(match), day=day, weekday=weekday_number(match))


_IN_MONTH = pattern(r"\b(?:in|during|last|this) (?:early |late |mid-)?$")


def month_day(match: Match, source: Source) -> Built:
    """Read "May 3, 2012" and "Nov. 8", but not the month and the count of "in May 12 people were killed"."""
    day, year = day_number(match["day"]), integer(match, "year")
    if day is None or not source.capital(match.start("month")):
        return None
    counted = year is None and match["day"].isdigit() and source.next_tag(match.end()) in ("NNS", "NNPS")
    if counted and _IN_MONTH.search(source.before(match.start(), 12)):
        return None
    return Expression("date", match.start(), match.end(), year=year, month=month_number(match), day=day, weekday=weekday_number(match))


def month_year(match: Match, source: Source) -> Built:
    """Read "May 2012"."""
    if match["month"] in ("may", "march", "mar") and not source.capital(match.start("month")):
        return None
    return Expression("month", match.start(), match.end(), year=int(match["year"]), month=month_number(match))


_MONTH_CUE = pattern(
    r"(?:\b(?:in|since|by|until|till|of|from|to|and|or|last|this|next|early|mid|late|mid-|during|through|between|before|after|for|around|on|"
    r"throughout|per|past|coming|previous|following|that|every|each|within|prior to|ahead of|end-|,)[\s-]?(?:the )?|-|/|\d\d?,?\s)$"
)
_PLAIN_MONTHS = frozenset(["january", "february", "september", "october", "november", "december", "july"])


def month(match: Match, source: Source) -> Built:
    """Read a bare "December"; "May", "March", "August" and short forms only where the words beside them make them a month."""
    word, start = match["month"], match.start()
    dotted = match.group().endswith(".")
    if re.match(r"\s\d{1,2}(?![\d:])", source.low[match.end() : match.end() + 4]) and not _IN_MONTH.search(source.before(start, 12)):
        return None
    if not source.capital(start) or (len(word) <= 4 and word not in ("may", "june", "july", "sept") and not dotted):
        return None
    if not _MONTH_CUE.search(source.before(start, 16)) and word not in _PLAIN_MONTHS:
        if source.low[match.end() : match.end() + 2] not in ("'s", "’s"):
            return None
    if word not in _PLAIN_MONTHS:
        words = source.parsed.words_in(start, match.end())
        if words and (words[0].tag[:2] in ("MD", "VB") or words[0].entity_type == "PERSON"):
            return None
    return Expression("month", start, match.end(), month=month_number(match))


def month_rel(match: Match, source: Source) -> Built:
    """Read "last December"."""
    if not source.capital(match.start("month")):
        return None
    return Expression("month", match.start(), match.end(), month=month_number(match), relation=match["rel"])


def month_of_year(match: Match, source: Source) -> Built:
    """Read "January of next year"."""
    return Expression("month", match.start(), match.end(), month=month_number(match), relation=match["rel"] + " year")


def date_of_year(match: Match, source: Source) -> Built:
    """Read "3 May last year"."""
    day, number_of_month = day_number(match["day"] or match["day3"]), month_number(match) or month_number(match, "month3")
    if day is None:
        return None
    return Expression("date", match.start(), match.end(), month=number_of_month, day=day, relation=match["rel"] + " year")


def ordinal_day(match: Match, source: Source) -> Built:
    """Read "on the 4th"."""
    day = day_number(match["day"])
    return Expression("date", match.start("body"), match.end("body"), day=day) if day else None


def iso(match: Match, source: Source) -> Built:
    """Read "2012-05-03" with or without a clock time."""
    clock = f"T{match['hh']}" + ("Z" if match["z"] else "") if match["hh"] else None
    year, month, day = int(match["y"]), int(match["mo"]), int(match["d"])
    return Expression("date", match.start(), match.end(), year=year, month=month, day=day, clock=clock)


def slash(match: Match, source: Source) -> Built:
    """Read "30/12/2017"; "05/03/2016" stays open to both orders (kind `slash`, the day-first reading in the fields)."""
    a, b, year = int(match["a"]), int(match["b"]), full_year(match["y"])
    if a > 12 and 1 <= b <= 12:
        return Expression("date", match.start(), match.end(), year=year, month=b, day=a)
    if b > 12 and 1 <= a <= 12 and match["sep"] != ".":
        return Expression("date", match.start(), match.end(), year=year, month=a, day=b)
    if not (1 <= a <= 12 and 1 <= b <= 12):
        return None
    kind = "date" if match["sep"] == "." or a == b else "slash"
    return Expression(kind, match.start(), match.end(), year=year, month=b, day=a)


def dtg(match: Match, source: Source) -> Built:
    """Read a military date-time group such as "150830Z JUN 22"."""
    hour, minute, day = int(match["hh"]), int(match["mm"]), day_number(match["day"])
    if hour > 23 or minute > 59 or day is None:
        return None
    clock = f"T{hour:02d}:{minute:02d}" + ("Z" if match["z"] == "z" else "")
    year = full_year(match["y"]) if match["y"] else None
    return Expression("date", match.start(), match.end(), year=year, month=month_number(match), day=day, clock=clock)


def day_range(match: Match, source: Source) -> Built:
    """Read "3-7 May 2012" and "May 3 to 7" as one run of days; "9 and 12 May" as two dates unless "between" stands before."""
    one, two = day_number(match["day"]), day_number(match["day2"])
    if one is None or two is None or two <= one:
        return None
    number_of_month, year = month_number(match), integer(match, "year")
    first = Expression("date", match.start(), match.end("day"), year=year, month=number_of_month, day=one)
    second = Expression("date", match.start("day2"), match.end(), year=year, month=number_of_month, day=two)
    joint = source.low[match.end("day") : match.start("day2")].split()[:1]
    between = re.search(r"\bbetween\s+(?:the\s+)?(?:\w+day\s+)?$", source.before(match.start(), 24))
    if joint and joint[0] in ("and", "or", "&") and not between and two != one + 1:
        return [first, second]
    return Expression("range", match.start(), match.end(), first=first, second=second)


def dtg_date(match: Match, source: Source) -> Built:
    """Read "24JUL2010"."""
    day = day_number(match["day"])
    return Expression("date", match.start(), match.end(), year=int(match["y"]), month=month_number(match), day=day) if day else None


def compact(match: Match, source: Source) -> Built:
    """Read "20100701"."""
    return Expression("date", match.start(), match.end(), year=int(match["y"]), month=int(match["mo"]), day=int(match["d"]))


def other_calendar(name: str) -> Builder:
    """Return a builder of dates in another calendar."""

    def build(match: Match, source: Source) -> Built:
        written, year, calendar = single(match["om"]), int(match["oy"]), name
        if name == "persian" and not 1250 <= year <= 1500:
            calendar = "ethiopian"
        month = CALENDARS[calendar].get(written)
        if month is None:
            return None
        day = day_number(match["day"]) or 1
        return Expression("calendar", match.start(), match.end(), year=year, month=month, day=day, name=calendar)

    return build
