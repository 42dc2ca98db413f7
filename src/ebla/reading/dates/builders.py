"""A match of a pattern in; the expression that it writes out, or None where it only looks like one. One builder for each pattern name.

Words that are no dates (counts, unit names, modal "may", ages, "24-hour") are turned away here, with the help of the parse.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ebla.reading.dates.words import (
    CALENDARS,
    DECADES,
    LEXICON,
    MONTHS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    Expression,
    Source,
    clock_of,
    number,
    part_of_day,
    pattern,
    single,
)

Match = re.Match[str]
Built = Expression | list[Expression] | None
Builder = Callable[[Match, Source], Built]


def _get(match: Match, group: str) -> str | None:
    return match.groupdict().get(group)


def _integer(match: Match, group: str) -> int | None:
    text = _get(match, group)
    return int(text) if text else None


def _day(text: str | None) -> int | None:
    value = number(text)
    return value if value is not None and 1 <= value <= 31 else None


def _month(match: Match, group: str = "month") -> int | None:
    text = _get(match, group)
    return MONTHS[text] if text else None


def _weekday(match: Match) -> int | None:
    text = _get(match, "weekday")
    return WEEKDAYS[text] if text else None


def _count(match: Match) -> int | None:
    return None if _get(match, "vague") else number(_get(match, "count"))


def _unit(match: Match) -> str:
    return "century" if match["unit"] == "centurie" else match["unit"]


def _two_digit(text: str) -> int:
    value = int(text)
    return value if value > 99 else 1900 + value if value >= 45 else 2000 + value


# --- days and months ----------------------------------------------------------------------------------------------------


def date(match: Match, source: Source) -> Built:
    """Read "3 May 2012", "Monday, the 3rd of May", and in wire capitals "3 MAY 90"."""
    day, year, end = _day(match["day"]), _integer(match, "year"), match.end()
    if day is None:
        return None
    if year is None and match["yy"]:
        written = source.raw[match.start("month") : match.end("month")]
        if written.isupper() or "'" in match.group() or "’" in match.group():
            year = _two_digit(match["yy"])
        else:
            end = match.end("month")
    if year is None and match["day"] in ORDINALS and " of " not in single(match.group()):
        return None
    return Expression("date", match.start(), end, year=year, month=_month(match), day=day, weekday=_weekday(match))


_IN_MONTH = pattern(r"\b(?:in|during|since|of|last|this) (?:early |late |mid-)?$")


def month_day(match: Match, source: Source) -> Built:
    """Read "May 3, 2012" and "Nov. 8", but not the month and the count of "in May 12 people were killed"."""
    day, year = _day(match["day"]), _integer(match, "year")
    if day is None or not source.capital(match.start("month")):
        return None
    counted = year is None and match["day"].isdigit() and source.next_tag(match.end()) in ("NNS", "NNPS")
    if counted and _IN_MONTH.search(source.before(match.start(), 12)):
        return None
    return Expression("date", match.start(), match.end(), year=year, month=_month(match), day=day, weekday=_weekday(match))


def month_year(match: Match, source: Source) -> Built:
    """Read "May 2012"."""
    if match["month"] in ("may", "march", "mar") and not source.capital(match.start("month")):
        return None
    return Expression("month", match.start(), match.end(), year=int(match["year"]), month=_month(match))


_MONTH_CUE = pattern(
    r"(?:\b(?:in|since|by|until|till|of|from|to|and|or|last|this|next|early|mid|late|mid-|during|through|between|before|after|for|around|on|"
    r"throughout|per|past|coming|previous|following|that|every|each|within|prior to|ahead of|end-|,)[\s-]?(?:the )?|-|/|\d\d?,?\s)$"
)
_PLAIN_MONTHS = frozenset(["january", "february", "september", "october", "november", "december", "july"])


def month(match: Match, source: Source) -> Built:
    """Read a bare "December"; "May", "March", "August" and short forms only where the words beside them make them a month."""
    word, start = match["month"], match.start()
    dotted = match.group().endswith(".")
    if not source.capital(start) or (len(word) <= 4 and word not in ("may", "june", "july", "sept") and not dotted):
        return None
    if not _MONTH_CUE.search(source.before(start, 16)) and word not in _PLAIN_MONTHS:
        if source.low[match.end() : match.end() + 2] not in ("'s", "’s"):
            return None
    if word not in _PLAIN_MONTHS:
        words = source.parsed.words_in(start, match.end())
        if words and (words[0].tag[:2] in ("MD", "VB") or words[0].entity_type == "PERSON"):
            return None
    return Expression("month", start, match.end(), month=_month(match))


def month_rel(match: Match, source: Source) -> Built:
    """Read "last December"."""
    if not source.capital(match.start("month")):
        return None
    return Expression("month", match.start(), match.end(), month=_month(match), relation=match["rel"])


def month_of_year(match: Match, source: Source) -> Built:
    """Read "January of next year"."""
    return Expression("month", match.start(), match.end(), month=_month(match), relation=match["rel"] + " year")


def date_of_year(match: Match, source: Source) -> Built:
    """Read "3 May last year"."""
    day, number_of_month = _day(match["day"] or match["day3"]), _month(match) or _month(match, "month3")
    if day is None:
        return None
    return Expression("date", match.start(), match.end(), month=number_of_month, day=day, relation=match["rel"] + " year")


def ordinal_day(match: Match, source: Source) -> Built:
    """Read "on the 4th"."""
    day = _day(match["day"])
    return Expression("date", match.start("body"), match.end("body"), day=day) if day else None


def iso(match: Match, source: Source) -> Built:
    """Read "2012-05-03" with or without a clock time."""
    clock = f"T{match['hh']}" + ("Z" if match["z"] else "") if match["hh"] else None
    year, month_number, day = int(match["y"]), int(match["mo"]), int(match["d"])
    return Expression("date", match.start(), match.end(), year=year, month=month_number, day=day, clock=clock)


def slash(match: Match, source: Source) -> Built:
    """Read "30/12/2017"; "05/03/2016" stays open to both orders (kind `slash`, the day-first reading in the fields)."""
    a, b, year = int(match["a"]), int(match["b"]), _two_digit(match["y"])
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
    hour, minute, day = int(match["hh"]), int(match["mm"]), _day(match["day"])
    if hour > 23 or minute > 59 or day is None:
        return None
    clock = f"T{hour:02d}:{minute:02d}" + ("Z" if match["z"] == "z" else "")
    year = _two_digit(match["y"]) if match["y"] else None
    return Expression("date", match.start(), match.end(), year=year, month=_month(match), day=day, clock=clock)


def day_range(match: Match, source: Source) -> Built:
    """Read "3-7 May 2012" and "May 3 to 7" as one run of days; "9 and 12 May" as two dates unless "between" stands before."""
    one, two = _day(match["day"]), _day(match["day2"])
    if one is None or two is None or two <= one:
        return None
    number_of_month, year = _month(match), _integer(match, "year")
    first = Expression("date", match.start(), match.end("day"), year=year, month=number_of_month, day=one)
    second = Expression("date", match.start("day2"), match.end(), year=year, month=number_of_month, day=two)
    joint = source.low[match.end("day") : match.start("day2")].split()[:1]
    between = re.search(r"\bbetween\s+(?:the\s+)?(?:\w+day\s+)?$", source.before(match.start(), 24))
    if joint and joint[0] in ("and", "or", "&") and not between and two != one + 1:
        return [first, second]
    return Expression("range", match.start(), match.end(), first=first, second=second)


def dtg_date(match: Match, source: Source) -> Built:
    """Read "24JUL2010"."""
    day = _day(match["day"])
    return Expression("date", match.start(), match.end(), year=int(match["y"]), month=_month(match), day=day) if day else None


def compact(match: Match, source: Source) -> Built:
    """Read "20100701"."""
    return Expression("date", match.start(), match.end(), year=int(match["y"]), month=int(match["mo"]), day=int(match["d"]))


def other_calendar(name: str) -> Builder:
    """Return a builder of dates in another calendar."""

    def build(match: Match, source: Source) -> Built:
        written, year, calendar = single(match["om"]), int(match["oy"]), name
        if name == "persian" and not 1250 <= year <= 1500:
            calendar = "ethiopian"
        month_number = CALENDARS[calendar].get(written)
        if month_number is None:
            return None
        return Expression("calendar", match.start(), match.end(), year=year, month=month_number, day=_day(match["day"]) or 1, name=calendar)

    return build


# --- weekdays, years and longer -----------------------------------------------------------------------------------------


def weekday(match: Match, source: Source) -> Built:
    """Read "Tuesday", "last Friday", "Wed." (short forms with their stop only), but not "Bloody Sunday"."""
    word = match["weekday"]
    if re.search(r"\b(?:bloody|black|good|holy|ash|palm)\s$", source.before(match.start(), 8)):
        return None
    words = source.parsed.words_in(match.start("weekday"), match.end() + 3)
    if len(words) > 1 and words[0].entity_type == "PERSON" == words[1].entity_type and words[1].tag == "NNP":
        return None
    short = not word.endswith("day")
    dated = bool(re.match(r",?\s\d{1,2}\b", source.low[match.end() : match.end() + 5]))
    if not source.capital(match.start("weekday")) or (short and not match.group().endswith(".") and not dated):
        return None
    return Expression("weekday", match.start(), match.end(), weekday=WEEKDAYS[word], relation=_get(match, "rel"))


def weekday_week(match: Match, source: Source) -> Built:
    """Read "Friday of last week" and "last week on Friday"."""
    return Expression("weekday", match.start(), match.end(), weekday=_weekday(match), relation=match["rel"] + " week")


def weekday_ago(match: Match, source: Source) -> Built:
    """Read "a week ago on Friday"."""
    return Expression("weekday", match.start(), match.end(), weekday=_weekday(match), relation="ago", count=number(match["count"]))


_COUNTED = re.compile(
    r"\s?(?:%|percent|per cent|km|kg|people|men|troops|metres|meters|euros|dollars|hours|hrs|gmt|local|[\[(]\d{4}|[\[(]local)|[.,]\d"
)


def year(match: Match, source: Source) -> Built:
    """Read "in 2012", "the 2014 war"; a number that counts what follows it is no year."""
    if source.next_tag(match.end("year")) in ("NNS", "NNPS"):
        words = source.parsed.words_in(match.start("year"), match.end("year"))
        if not words or words[0].dep == "nummod" or words[0].head.start_char > words[0].start_char:
            return None
    if int(match["year"]) < 1900 and _get(match, "cue") not in ("in", "since", "of", "year", "by", "the", "until", "before", "after"):
        return None
    if _COUNTED.match(source.low, match.end()):
        return None
    return Expression("year", match.start("year"), match.end("year"), year=int(match["year"]))


def years(match: Match, source: Source) -> Built:
    """Read "1991-94"."""
    first = int(match["year"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first // 100 * 100 + int(match["y2"])
    if not first < last <= first + 60:
        return None
    return Expression("years", match.start(), match.end(), year=first, count=last)


def season(match: Match, source: Source) -> Built:
    """Read "the spring of 2019", "last winter"; a bare "fall" or "spring" is none."""
    if match["rel"] is None and match["year"] is None:
        return None
    return Expression(
        "season", match.start(), match.end(), year=_integer(match, "year"), name=SEASONS[match["season"]], relation=match["rel"]
    )


def the_season(match: Match, source: Source) -> Built:
    """Read "in the spring"."""
    return Expression("season", match.start("season") - 4, match.end(), name=SEASONS[match["season"]], relation="the")


def decade(match: Match, source: Source) -> Built:
    """Read "the 1990s", "the late eighties"."""
    if match["first"]:
        return Expression("decade", match.start(), match.end(), year=int(match["first"]))
    if (
        match["word"]
        and not match.group().startswith("the")
        and not re.search(r"(?:early|mid|late)[\s-]+$", source.before(match.start(), 7))
    ):
        return None
    tens = int(match["tens"]) if match["tens"] else DECADES[match["word"]]
    return Expression("decade", match.start(), match.end(), year=(1900 if tens >= 20 else 2000) + tens)


def century(match: Match, source: Source) -> Built:
    """Read "the 20th century"."""
    return Expression("century", match.start(), match.end(), count=number(match["ord"]))


def subyear(match: Match, source: Source) -> Built:
    """Read "the first half of 2014", "the last quarter of this year"."""
    which = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}[match["which"]]
    if match["unit"] == "half":
        which = min(which, 2)
    return Expression(
        "subyear", match.start(), match.end(), unit=match["unit"], count=which, year=_integer(match, "year"), relation=_get(match, "rel")
    )


_FESTIVE = re.compile(
    r"\s(?:market|markets|tree|trees|lights|bonus|bonuses|gift|gifts|card|cards|shopping|party|carol|carols|decorations|dinner)\b"
)


def holiday(match: Match, source: Source) -> Built:
    """Read "Christmas Eve", "the first day of Ramadan", "Eid al-Fitr 2021", but not "the Christmas market"."""
    if _FESTIVE.match(source.low, match.end()) or not source.capital(match.start("name")):
        return None
    return Expression(
        "holiday", match.start(), match.end(), year=_integer(match, "year"), name=match["name"], relation=_get(match, "rel"),
        day=number(match["nth"]) if match["nth"] else None, part="eve" if match["eve"] else None,
    )  # fmt: skip


def named(match: Match, source: Source) -> Built:
    """Read a day that is known by its date, such as 9/11, where the report speaks of its place."""
    written = single(match["named"])
    for entry in LEXICON["named_days"]:
        if written not in entry["names"]:
            continue
        if entry["context"] and not any(word in source.low for word in entry["context"]):
            return None
        year_number, month_number, day = map(int, entry["date"].split("-"))
        shown = re.match(r"(?:oct\.?|october|september|\d+)\s*(?:\d+(?:th)?|september|october)?(?=\s)|\d+/11", match["named"])
        end = match.start() + (shown.end() if shown else len(match["named"]))
        return Expression("date", match.start(), end, year=year_number, month=month_number, day=day, name="named")
    return None


# --- relative expressions, durations, sets, times of day -----------------------------------------------------------------


def dayrel(match: Match, source: Source) -> Built:
    """Read "yesterday", "last night", "overnight"."""
    return Expression("dayrel", match.start(), match.end(), relation=match["rel"])


def unitref(match: Match, source: Source) -> Built:
    """Read "last week", "earlier this month"."""
    part = match["sub"] if match["sub"] and single(match["sub"]) in ("earlier", "later", "so far") else None
    start = match.start("sub") if part else match.start("rel")
    return Expression("unitref", start, match.end(), unit=match["unit"], relation=match["rel"], part=single(part) or None)


def unit_of(match: Match, source: Source) -> Built:
    """Read the month of "by the end of the month", the weekend of "at the weekend"."""
    return Expression("unitref", match.start("unit") - 4, match.end(), unit=match["unit"], relation="the")


def narrday(match: Match, source: Source) -> Built:
    """Read "the next day", "that night"."""
    if match["rel"] == "next" and match["unit"] != "day":
        return None
    return Expression("narrday", match.start(), match.end(), unit=match["unit"], relation=match["rel"])


def offset(match: Match, source: Source) -> Built:
    """Read "three days ago", "two weeks later", "hours after"."""
    return Expression("offset", match.start(), match.end(), count=_count(match), unit=_unit(match), relation=match["rel"])


def unit_before(match: Match, source: Source) -> Built:
    """Read "the day before", "the week after"."""
    return Expression("offset", match.start(), match.end(), count=1, unit=match["rel"].split()[1], relation=match["dir"])


def in_units(match: Match, source: Source) -> Built:
    """Read "in two days", "within three weeks"."""
    return Expression("inunits", match.start(), match.end(), count=_count(match), unit=_unit(match), relation=match["rel"])


def window(match: Match, source: Source) -> Built:
    """Read "the past three days", "the coming months"; a bare "last week" is no window."""
    relation, many = single(match["rel"]), bool(match["pl"])
    if not many and relation != "the past" and not (relation == "this past" and match["unit"] != "week"):
        return None
    count = _count(match) or (None if match["vague"] or many else 1)
    return Expression("window", match.start(), match.end(), count=count, unit=_unit(match), relation=relation)


def recent(match: Match, source: Source) -> Built:
    """Read "recent days"."""
    return Expression("vague", match.start(), match.end(), relation="recent", unit=match["unit"])


def vague(match: Match, source: Source) -> Built:
    """Read "recently", "so far", "now"."""
    return Expression("vague", match.start(), match.end(), relation=match["rel"])


_AGED = re.compile(r"\b(?:as|aged|ages|age)\s(?:between\s)?(?:\d+\s(?:to|and)\s)?$")


def duration(match: Match, source: Source) -> Built:
    """Read "six hours", "a three-day truce"; ages and "24-hour" are none."""
    tail = source.low[match.end() : match.end() + 8]
    unit, count = match["unit"], _count(match)
    if unit == "second" or tail.startswith(("-old", " old", " of age")) or _AGED.search(source.before(match.start(), 22)):
        return None
    hyphen = source.low[match.start("unit") - 1] == "-"
    if hyphen and match["count"] in ("24", "twenty-four"):
        return None
    if match["count"] in ("a", "an", "one") and unit in ("day", "night"):
        return None
    if not match.group().endswith(("s", "-long")) and not hyphen and count != 1 and unit != "century":
        return None
    return Expression("duration", match.start(), match.end(), count=count, unit=_unit(match))


def half_duration(match: Match, source: Source) -> Built:
    """Read "half an hour"."""
    return Expression("duration", match.start(), match.end(), unit="half-" + match["unit"])


def long_duration(match: Match, source: Source) -> Built:
    """Read "for years"."""
    return Expression("duration", match.start("unit"), match.end(), unit=_unit(match))


def running(match: Match, source: Source) -> Built:
    """Read "for the third day running", "a second straight week"."""
    told = match["x"] or match["run"] or (match.group().startswith("for") and match["a"][0] in "at")
    return Expression("running", match.start("a"), match.end(), count=number(match["ord"]), unit=match["unit"]) if told else None


def running_for(match: Match, source: Source) -> Built:
    """Read "three days in a row"."""
    return Expression("duration", match.start("ord"), match.end(), count=number(match["ord"]), unit=match["unit"] or match["unit2"])


def sets(match: Match, source: Source) -> Built:
    """Read "every Friday", "daily", "on Sundays"."""
    if match["weekdays"]:
        if not source.capital(match.start("weekdays")):
            return None
        return Expression("set", match.start("weekdays"), match.end(), weekday=WEEKDAYS[match["weekdays"][:-1]])
    count = 2 if re.search(r"\sother\s", match.group()) else number(match["count"])
    unit = match["unit2"] or _get(match, "unit")
    return Expression("set", match.start(), match.end(), weekday=_weekday(match), unit=unit, name=match["adverb"], count=count)


def clock(match: Match, source: Source) -> Built:
    """Read a clock time."""
    ending = clock_of(match)
    return Expression("clock", match.start("body"), match.end(), clock=ending) if ending else None


def part_of_the_day(match: Match, source: Source) -> Built:
    """Read "at dawn", "in the morning"."""
    return Expression("clock", match.start("pod"), match.end("pod"), clock=part_of_day(match))


BUILDERS: dict[str, Builder] = {
    "date": date, "month_day": month_day, "month_year": month_year, "month": month, "month_rel": month_rel, "month_of_year": month_of_year,
    "date_of_year": date_of_year, "ordinal_day": ordinal_day, "iso": iso, "slash": slash, "dtg": dtg, "day_range": day_range, "month_range": day_range,
    "weekday": weekday, "weekday_week": weekday_week, "weekday_next": weekday_week, "weekday_ago": weekday_ago, "year": year, "year_start": year,
    "year_possessive": year, "year_noun": year, "years": years, "season": season, "decade": decade, "century": century, "subyear": subyear,
    "holiday": holiday, "named": named, "hijri": other_calendar("hijri"), "persian": other_calendar("persian"),
    "ethiopian": other_calendar("ethiopian"), "ethiopian_first": other_calendar("ethiopian"), "dayrel": dayrel, "unitref": unitref, "narrday": narrday,
    "ago": offset, "bare_later": offset, "unit_before": unit_before, "in_units": in_units, "in_vague": in_units, "unit_of": unit_of, "the_weekend": unit_of, "the_season": the_season, "dtg_date": dtg_date,
    "compact": compact, "window": window, "recent": recent, "vague": vague,
    "duration": duration, "half_duration": half_duration, "long_duration": long_duration, "running": running, "running_for": running_for, "set": sets,
    "clock": clock, "clock_bare": clock, "pod": part_of_the_day,
}  # fmt: skip
