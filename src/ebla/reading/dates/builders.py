"""A match of a pattern in; the expression that it writes out, or None where it only looks like one. One builder for each pattern name.

Relative expressions, durations, sets and clock times are built here, days and longer periods in the two modules beside it.
Words that are no dates (counts, unit names, modal "may", ages, "24-hour") are turned away with the help of the parse.
"""

from __future__ import annotations

import re

from ebla.reading.dates import day_builders, period_builders
from ebla.reading.dates.matches import Builder, Built, Match, count_of, group, unit_of_match, weekday_number
from ebla.reading.dates.words import WEEKDAYS, Expression, Source, clock_of, number, part_of_day, single


def dayrel(match: Match, source: Source) -> Built:
    """Read "yesterday", "last night", "overnight"."""
    return Expression("dayrel", match.start(), match.end(), relation=match["rel"])


def since_then(match: Match, source: Source) -> Built:
    """Read "since then"."""
    return Expression("sincethen", match.start(), match.end())


def unitref(match: Match, source: Source) -> Built:
    """Read "last week", "earlier this month"."""
    part = match["sub"] if match["sub"] and single(match["sub"]) in ("earlier", "later", "so far") else None
    start = match.start("sub") if part else match.start("rel")
    return Expression("unitref", start, match.end(), unit=match["unit"], relation=match["rel"], part=single(part) or None)


def unit_of(match: Match, source: Source) -> Built:
    """Read the month of "by the end of the month", the weekend of "at the weekend"."""
    return Expression("unitref", match.start("unit") - 4, match.end(), unit=match["unit"], relation="the")


def unit_alone(match: Match, source: Source) -> Built:
    """Read the weekend of "weekend attacks"."""
    return Expression("unitref", match.start("unit"), match.end("unit"), unit=match["unit"], relation="the")


def narrday(match: Match, source: Source) -> Built:
    """Read "the next day", "that night"."""
    if match["rel"] == "next" and match["unit"] != "day":
        return None
    return Expression("narrday", match.start(), match.end(), unit=match["unit"], relation=match["rel"])


def offset(match: Match, source: Source) -> Built:
    """Read "three days ago", "two weeks later", "hours after"."""
    exact = "exact" if match.group().startswith(("exactly", "precisely")) else None
    return Expression(
        "offset", match.start(), match.end(), count=count_of(match), unit=unit_of_match(match), relation=match["rel"], name=exact
    )


def unit_before(match: Match, source: Source) -> Built:
    """Read "the day before", "the week after"."""
    return Expression("offset", match.start(), match.end(), count=1, unit=match["rel"].split()[1], relation=match["dir"])


def in_units(match: Match, source: Source) -> Built:
    """Read "in two days", "within three weeks"."""
    return Expression("inunits", match.start(), match.end(), count=count_of(match), unit=unit_of_match(match), relation=match["rel"])


def window(match: Match, source: Source) -> Built:
    """Read "the past three days", "the coming months"; a bare "last week" is no window."""
    relation, many = single(match["rel"]), bool(match["pl"])
    if not many and relation != "the past" and not (relation == "this past" and match["unit"] != "week"):
        return None
    count = count_of(match) or (None if match["vague"] or many else 1)
    return Expression("window", match.start(), match.end(), count=count, unit=unit_of_match(match), relation=relation)


def recent(match: Match, source: Source) -> Built:
    """Read "recent days"."""
    return Expression("vague", match.start(), match.end(), relation="recent", unit=match["unit"])


def vague(match: Match, source: Source) -> Built:
    """Read "recently", "so far", "now"."""
    return Expression("vague", match.start(), match.end(), relation=match["rel"])


_SPANNING = re.compile(r"\b(?:for|within|in|than|about|over|lasted)\s$")
_AGED = re.compile(r"\b(?:as|aged|ages|age)\s(?:between\s)?(?:\d+\s(?:to|and)\s)?$")


def duration(match: Match, source: Source) -> Built:
    """Read "six hours", "a three-day truce"; ages and "24-hour" are none."""
    tail = source.low[match.end() : match.end() + 8]
    unit, count = match["unit"], count_of(match)
    if unit == "second" or tail.startswith(("-old", " old", " of age")) or _AGED.search(source.before(match.start(), 22)):
        return None
    hyphen = source.low[match.start("unit") - 1] == "-"
    if hyphen and match["count"] in ("24", "twenty-four"):
        return None
    if match["count"] in ("a", "an", "one") and unit in ("day", "night") and not _SPANNING.search(source.before(match.start(), 8)):
        return None
    if not match.group().endswith(("s", "-long")) and not hyphen and count != 1 and unit != "century":
        return None
    return Expression("duration", match.start(), match.end(), count=count, unit=unit_of_match(match))


def half_duration(match: Match, source: Source) -> Built:
    """Read "half an hour"."""
    return Expression("duration", match.start(), match.end(), unit="half-" + match["unit"])


def long_duration(match: Match, source: Source) -> Built:
    """Read "for years"."""
    name = "unit" if match["unit"] else "unit2"
    unit = "century" if match[name] == "centurie" else match[name]
    return Expression("duration", match.start(name), match.end(), unit=unit)


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
    if match["adverb"] in ("daily", "weekly", "monthly"):
        words = source.parsed.words_in(match.start(), match.end())
        if words and words[0].tag in ("NN", "NNP"):  # "the Lima daily"
            return None
    count = 2 if re.search(r"\sother\s", match.group()) else number(match["count"])
    unit = match["unit2"] or group(match, "unit")
    return Expression("set", match.start(), match.end(), weekday=weekday_number(match), unit=unit, name=match["adverb"], count=count)


def clock(match: Match, source: Source) -> Built:
    """Read a clock time."""
    ending = clock_of(match)
    return Expression("clock", match.start("body"), match.end(), clock=ending) if ending else None


def part_of_the_day(match: Match, source: Source) -> Built:
    """Read "at dawn", "in the morning"."""
    return Expression("clock", match.start("pod"), match.end("pod"), clock=part_of_day(match))


BUILDERS: dict[str, Builder] = {
    "date": day_builders.date,
    "month_day": day_builders.month_day,
    "month_year": day_builders.month_year,
    "month": day_builders.month,
    "month_rel": day_builders.month_rel,
    "month_of_year": day_builders.month_of_year,
    "date_of_year": day_builders.date_of_year,
    "ordinal_day": day_builders.ordinal_day,
    "iso": day_builders.iso,
    "slash": day_builders.slash,
    "dtg": day_builders.dtg,
    "day_range": day_builders.day_range,
    "month_range": day_builders.day_range,
    "weekday": period_builders.weekday,
    "weekday_week": period_builders.weekday_week,
    "weekday_next": period_builders.weekday_week,
    "since_then": since_then,
    "weekdays_ago": period_builders.weekdays_ago,
    "quarter_short": period_builders.quarter_short,
    "weekday_ago": period_builders.weekday_ago,
    "year": period_builders.year,
    "year_start": period_builders.year,
    "year_possessive": period_builders.year,
    "year_noun": period_builders.year,
    "years": period_builders.years,
    "season": period_builders.season,
    "decade": period_builders.decade,
    "century": period_builders.century,
    "subyear": period_builders.subyear,
    "holiday": period_builders.holiday,
    "named": period_builders.named,
    "hijri": day_builders.other_calendar("hijri"),
    "persian": day_builders.other_calendar("persian"),
    "ethiopian": day_builders.other_calendar("ethiopian"),
    "ethiopian_first": day_builders.other_calendar("ethiopian"),
    "dayrel": dayrel,
    "unitref": unitref,
    "narrday": narrday,
    "ago": offset,
    "bare_later": offset,
    "unit_before": unit_before,
    "in_units": in_units,
    "in_vague": in_units,
    "unit_of": unit_of,
    "the_weekend": unit_of,
    "weekend_deed": unit_alone,
    "the_season": period_builders.the_season,
    "dtg_date": day_builders.dtg_date,
    "compact": day_builders.compact,
    "window": window,
    "recent": recent,
    "vague": vague,
    "duration": duration,
    "half_duration": half_duration,
    "long_duration": long_duration,
    "running": running,
    "running_for": running_for,
    "set": sets,
    "clock": clock,
    "clock_bare": clock,
    "pod": part_of_the_day,
}
