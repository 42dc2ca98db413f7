"""Matches of weekdays, years, seasons, decades and holidays in; expressions out."""

from __future__ import annotations

import re

from ebla.reading.dates.matches import Built, Match, group, integer, weekday_number
from ebla.reading.dates.words import DECADES, LEXICON, SEASONS, WEEKDAYS, Expression, Source, number, single


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
    return Expression("weekday", match.start(), match.end(), weekday=WEEKDAYS[word], relation=group(match, "rel"))


def weekday_week(match: Match, source: Source) -> Built:
    """Read "Friday of last week" and "last week on Friday"."""
    return Expression("weekday", match.start(), match.end(), weekday=weekday_number(match), relation=match["rel"] + " week")


def weekday_ago(match: Match, source: Source) -> Built:
    """Read "a week ago on Friday"."""
    return Expression("weekday", match.start(), match.end(), weekday=weekday_number(match), relation="ago", count=number(match["count"]))


def weekdays_ago(match: Match, source: Source) -> Built:
    """Read "two Fridays ago"."""
    weeks = (number(match["count"]) or 1) - 1
    return Expression("weekday", match.start(), match.end(), weekday=weekday_number(match), relation="weekdays ago", count=weeks)


def quarter_short(match: Match, source: Source) -> Built:
    """Read "Q3 2014"."""
    return Expression("subyear", match.start(), match.end(), unit="quarter", count=int(match["which"]), year=integer(match, "year"))


_COUNTED = re.compile(
    r"\s?(?:%|percent|per cent|km|kg|people|men|troops|metres|meters|euros|dollars|hours|hrs|gmt|local|[\[(]\d{4}|[\[(]local)|[.,]\d"
)


def year(match: Match, source: Source) -> Built:
    """Read "in 2012", "the 2014 war"; a number that counts what follows it is no year."""
    if source.next_tag(match.end("year")) in ("NNS", "NNPS"):
        words = source.parsed.words_in(match.start("year"), match.end("year"))
        if not words or words[0].dep == "nummod" or words[0].head.start_char > words[0].start_char:
            return None
    if int(match["year"]) < 1900 and group(match, "cue") not in ("in", "since", "of", "year", "by", "the", "until", "before", "after"):
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
        "season", match.start(), match.end(), year=integer(match, "year"), name=SEASONS[match["season"]], relation=match["rel"]
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
        "subyear", match.start(), match.end(), unit=match["unit"], count=which, year=integer(match, "year"), relation=group(match, "rel")
    )


_FESTIVE = re.compile(
    r"\s(?:market|markets|tree|trees|lights|bonus|bonuses|gift|gifts|card|cards|shopping|party|carol|carols|decorations|dinner)\b"
)


def holiday(match: Match, source: Source) -> Built:
    """Read "Christmas Eve", "the first day of Ramadan", "Eid al-Fitr 2021", but not "the Christmas market"."""
    if _FESTIVE.match(source.low, match.end()) or not source.capital(match.start("name")):
        return None
    return Expression(
        "holiday", match.start(), match.end(), year=integer(match, "year"), name=match["name"], relation=group(match, "rel"),
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
        number_of_year, month, day = map(int, entry["date"].split("-"))
        shown = re.match(r"(?:oct\.?|october|september|\d+)\s*(?:\d+(?:th)?|september|october)?(?=\s)|\d+/11", match["named"])
        end = match.start() + (shown.end() if shown else len(match["named"]))
        return Expression("date", match.start(), end, year=number_of_year, month=month, day=day, name="named")
    return None
