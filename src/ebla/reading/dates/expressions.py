"""A report's text in; expressions of time as written out, not yet placed in the calendar.

Each pattern names one way of writing; the longest match at a place wins. Words that only look like dates (unit names, counts, resolutions, modal
"may") are left out here. Nothing here knows the report's date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ebla.reading.dates.calendars import lexicon
from ebla.reading.parse import ParsedText

LEXICON = lexicon("dates")
CALENDARS = lexicon("dates_calendars")
NUMBERS: dict[str, int] = LEXICON["numbers"]
ORDINALS: dict[str, int] = LEXICON["ordinals"]
MONTHS: dict[str, int] = LEXICON["months"]
WEEKDAYS: dict[str, int] = LEXICON["weekdays"]
SEASONS: dict[str, str] = LEXICON["seasons"]
DECADES: dict[str, int] = LEXICON["decades"]
PARTS_OF_DAY: dict[str, str] = LEXICON["parts_of_day"]


def _single(words: str | None) -> str | None:
    return " ".join(words.split()) if words else words


def _blanks(pattern: str) -> str:
    """Let every blank of a pattern stand for several: indented and hard-wrapped lines."""
    return re.sub(r"(?<!\[)(?<!\\)\\s(?![-?*+{\]'’])", r"\\s+", pattern).replace("\\ ", r"\s+")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(_blanks(pattern))


@dataclass(slots=True)
class Expression:
    """A time expression as written. `kind` names its pattern; the other fields are what the words say, None where they are silent."""

    kind: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    count: int | None = None
    unit: str | None = None
    relation: str | None = None
    name: str | None = None
    clock: str | None = None
    part: str | None = None
    bound: str | None = None
    first: Expression | None = None
    second: Expression | None = None
    core_start: int = -1
    core_end: int = -1

    def __post_init__(self) -> None:
        """Make the blanks inside the words single: a report may break its lines anywhere."""
        self.relation = _single(self.relation)
        self.name = _single(self.name)


def _any(words: object) -> str:
    return "|".join(re.escape(w) for w in sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


_FULL_MONTHS = [m for m in MONTHS if len(m) > 3 and m != "sept"] + ["may"]
M = rf"(?P<month>{_any(MONTHS)})\.?"
M2 = rf"(?P<month2>{_any(MONTHS)})\.?"
WD = rf"(?P<weekday>{_any(WEEKDAYS)})"
_ORD = _any(ORDINALS)
D = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{_ORD})"
D2 = rf"(?P<day2>\d{{1,2}}(?:st|nd|rd|th)?|{_ORD})"
Y = r"(?P<year>(?:1[0-9]|20)\d\d)"
N = rf"(?:(?:\d{{1,3}}|{_any(NUMBERS)})(?:\s(?:to|or)\s|[-–]))?(?P<count>\d{{1,3}}|{_any(NUMBERS)}|(?:twenty|thirty|forty|fifty|sixty)-(?:one|two|three|four|five|six|seven|eight|nine))"
VAGUE = r"(?P<vague>several|a few|few|many|some|a number of|some few|dozens of|scores of|hundreds of|couple of)"
UNIT = r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|year|decade|centurie|century|generation)s?"
POD = rf"(?P<pod>{_any(PARTS_OF_DAY)})"
_ZONE = r"(?:z|gmt|utc|local(?: time)?|[a-z]+ time|est|edt|eet|eest|cet|cest|bst|msk|hrs|hours|h)"
CLOCK = (
    r"(?:(?P<h>\d{1,2})(?::|\.(?=\d\d\s?(?:[ap]\.?m\b|gmt|utc|hrs|hours)))(?P<m>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<ap>[ap])\.?m\b\.?)?|(?P<h2>\d{1,2})\s?(?P<ap2>[ap])\.?m\b\.?"
    r"|(?P<hm>[0-2]\d[0-5]\d)(?=\s?(?:z|gmt|utc|hrs|hours|h|local)\b|\s[\[(](?:local|\d{4}\s?gmt)))"
    rf"(?:\s?(?P<zone>{_ZONE})\b)?"
)
_DASH = r"\s?[-–—]\s?"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|through|until|till|and|and also|into|or|&)\s(?:the\s)?)"


def number(text: str | None) -> int | None:
    """Return the number that digits or words say, or None."""
    if text is None:
        return None
    text = text.strip().lower()
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    if text in NUMBERS:
        return NUMBERS[text]
    if text in ORDINALS:
        return ORDINALS[text]
    tens, _, ones = text.partition("-")
    return NUMBERS[tens] + NUMBERS[ones] if tens in NUMBERS and ones in NUMBERS else None


def clock_of(match: re.Match[str]) -> str | None:
    """Return the TIMEX3 ending of a clock time, such as `T03:40Z`, or None where there is no such hour."""
    group = match.groupdict()
    if group.get("hm"):
        hour, minute = int(group["hm"][:2]), int(group["hm"][2:])
    elif group.get("h") is not None:
        hour, minute = int(group["h"]), int(group["m"])
    else:
        hour, minute = int(group["h2"]), 0
    half = group.get("ap") or group.get("ap2")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24:
        return None
    return f"T{hour:02d}:{minute:02d}" + ("Z" if (group.get("zone") or "") in ("z", "gmt", "utc") else "")


def _two_digit(text: str) -> int:
    value = int(text)
    return value if value > 99 else 1900 + value if value >= 45 else 2000 + value


Builder = Callable[[re.Match[str], "Source"], "Expression | list[Expression] | None"]


@dataclass(slots=True)
class Source:
    """The text in lower case beside the text as written, and the parse."""

    low: str
    raw: str
    parsed: ParsedText

    def capital(self, at: int) -> bool:
        """Return whether the character is a capital."""
        return self.parsed.shown[at].isupper()

    def next_tag(self, at: int) -> str:
        """Return the tag of the word that follows a blank at this place, or an empty string."""
        if not self.low[at : at + 1].isspace():
            return ""
        words = self.parsed.words_in(at + 1, at + 2)
        return words[0].tag if words else ""


def _day_ok(text: str | None) -> int | None:
    value = number(text)
    return value if value is not None and 1 <= value <= 31 else None


def _month_of(match: re.Match[str], group: str = "month") -> int | None:
    text = match.groupdict().get(group)
    return MONTHS[text] if text else None


def _weekday_of(match: re.Match[str]) -> int | None:
    text = match.groupdict().get("weekday")
    return WEEKDAYS[text] if text else None


def _int(match: re.Match[str], group: str) -> int | None:
    text = match.groupdict().get(group)
    return int(text) if text else None


def _date(match: re.Match[str], source: Source) -> Expression | None:
    day = _day_ok(match["day"])
    if day is None:
        return None
    end = match.end()
    year = _int(match, "year")
    if year is None and match.groupdict().get("yy"):
        written = source.raw[match.start("month") : match.end("month")]
        if not written.isupper() and "'" not in match.group() and "’" not in match.group():
            end = match.end("month")
        else:
            year = _two_digit(match["yy"])
    if year is None and match["day"] in ORDINALS and match.start("day") < match.start("month") and " of " not in match.group():
        return None
    return Expression("date", match.start(), end, year=year, month=_month_of(match), day=day, weekday=_weekday_of(match))


_IN_MONTH = _compile(r"\b(?:in|during|since|of|last|this)\s(?:early\s|late\s|mid-)?$")


def _month_day(match: re.Match[str], source: Source) -> Expression | None:
    day = _day_ok(match["day"])
    if day is None or not source.capital(match.start("month")):
        return None
    end = match.end()
    year = _int(match, "year")
    if year is None and match["day"].isdigit() and source.next_tag(end) in ("NNS", "NNPS") and _IN_MONTH.search(source.low[: match.start()][-10:]):
        return None  # "in May 12 people were killed", but not "the May 12 killings"
    return Expression("date", match.start(), end, year=year, month=_month_of(match), day=day, weekday=_weekday_of(match))


def _month_year(match: re.Match[str], source: Source) -> Expression | None:
    if match["month"] in ("may", "march", "mar", "sun", "sat") and not source.capital(match.start("month")):
        return None
    return Expression("month", match.start(), match.end(), year=int(match["year"]), month=_month_of(match))


_BARE_CUE = _compile(
    r"(?:\b(?:in|since|by|until|till|of|from|to|and|or|last|this|next|early|mid|late|mid-|during|through|between|before|after|for|around|on|throughout|per|"
    r"past|coming|previous|following|that|every|each|within|prior to|ahead of|end-|,)[\s-]?(?:the\s)?|-|/|\d\d?,?\s)$"
)
_PLAIN_MONTHS = frozenset("january february september october november december july".split())


def _bare_month(match: re.Match[str], source: Source) -> Expression | None:
    word, start = match["month"], match.start()
    if not source.capital(start) or (len(word) <= 4 and word not in ("may", "june", "july") and not match.group().endswith(".") and word != "sept"):
        return None
    before = source.low[max(0, start - 16) : start]
    cue = _BARE_CUE.search(before)
    if not cue:
        possessive = source.low[match.end() : match.end() + 2] in ("'s", "’s")
        if word not in _PLAIN_MONTHS and not possessive:
            return None
    if word in ("may", "march", "april", "june", "august", "mar", "jun", "aug"):
        words = source.parsed.words_in(start, match.end())
        if words and words[0].tag in ("MD", "VB", "VBD", "VBP", "VBN", "VBG"):
            return None
        if words and words[0].entity_type == "PERSON":
            return None
    return Expression("month", start, match.end(), month=_month_of(match))


def _weekday(match: re.Match[str], source: Source) -> Expression | None:
    word = match["weekday"]
    full = word.endswith("day")
    if re.search(r"\b(?:bloody|black|good|holy|ash|palm)\s$", source.low[max(0, match.start() - 8) : match.start()]):
        return None
    if not source.capital(match.start("weekday")) or (not full and word in ("sun", "sat", "mon", "wed", "fri", "thu", "tue") and not match.group().endswith(".")):
        if full or not _wire_weekday(match, source):
            return None
    return Expression("weekday", match.start(), match.end(), weekday=WEEKDAYS[word], relation=match.groupdict().get("rel"))


def _wire_weekday(match: re.Match[str], source: Source) -> bool:
    after = source.low[match.end() : match.end() + 12]
    return source.capital(match.start("weekday")) and bool(re.match(r",?\s\d{1,2}\b", after))


def _ambiguous(match: re.Match[str], source: Source) -> Expression | None:
    a, b = int(match["a"]), int(match["b"])
    year = _two_digit(match["y"])
    if a > 12 and 1 <= b <= 12:
        return Expression("date", match.start(), match.end(), year=year, month=b, day=a)
    if b > 12 and 1 <= a <= 12 and match["sep"] != ".":
        return Expression("date", match.start(), match.end(), year=year, month=a, day=b)
    if not (1 <= a <= 12 and 1 <= b <= 12):
        return None
    if match["sep"] == "." or a == b:
        return Expression("date", match.start(), match.end(), year=year, month=b, day=a)
    return Expression("slash", match.start(), match.end(), year=year, month=b, day=a)


def _iso(match: re.Match[str], source: Source) -> Expression | None:
    clock = f"T{match['hh']}" + ("Z" if match["z"] else "") if match["hh"] else None
    return Expression("date", match.start(), match.end(), year=int(match["y"]), month=int(match["mo"]), day=int(match["d"]), clock=clock)


def _group_time(match: re.Match[str], source: Source) -> Expression | None:
    hour, minute = int(match["hh"]), int(match["mm"])
    day = _day_ok(match["day"])
    if hour > 23 or minute > 59 or day is None:
        return None
    clock = f"T{hour:02d}:{minute:02d}" + ("Z" if match["z"] == "z" else "")
    year = _two_digit(match["y"]) if match["y"] else None
    return Expression("date", match.start(), match.end(), year=year, month=_month_of(match), day=day, clock=clock)


def _day_range(match: re.Match[str], source: Source) -> Expression | list[Expression] | None:
    one, two = _day_ok(match["day"]), _day_ok(match["day2"])
    if one is None or two is None:
        return None
    month, year = _month_of(match), _int(match, "year")
    joint = source.low[match.end("day") : match.start("day2")].split()
    together = joint[:1] == ["and"] or joint[:1] == ["or"] or joint[:1] == ["&"]
    between = re.search(r"\bbetween (?:the )?(?:\w+day )?$", source.low[max(0, match.start() - 20) : match.start()])
    first = Expression("date", match.start(), match.end("day"), year=year, month=month, day=one)
    second = Expression("date", match.start("day2"), match.end(), year=year, month=month, day=two)
    if together and not between and two != one + 1:
        return [first, second] if two > one else None
    if two <= one:
        return None
    return Expression("range", match.start(), match.end(), first=first, second=second)


def _year(match: re.Match[str], source: Source) -> Expression | None:
    if source.next_tag(match.end("year")) in ("NNS", "NNPS"):
        word = source.parsed.words_in(match.start("year"), match.end("year"))
        if not word or word[0].dep == "nummod" or word[0].head.start_char > word[0].start_char:
            return None
    after = source.low[match.end() : match.end() + 12]
    if int(match["year"]) < 1900 and match.groupdict().get("cue") not in ("in", "since", "of", "year", "by", "the", "until", "before", "after"):
        return None
    if re.match(r"\s?(?:%|percent|per cent|km|kg|people|men|troops|metres|meters|euros|dollars|hours|hrs|gmt|local|[\[(]\d{4}|[\[(]local)", after) or re.match(r"[.,]\d", after):
        return None
    return Expression("year", match.start("year"), match.end("year"), year=int(match["year"]))


def _years(match: re.Match[str], source: Source) -> Expression | None:
    first = int(match["year"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first // 100 * 100 + int(match["y2"])
    if not first < last <= first + 60:
        return None
    return Expression("years", match.start(), match.end(), year=first, count=last)


def _unit_name(text: str) -> str:
    return {"centurie": "century", "fortnight": "fortnight"}.get(text, text)


def _count_of(match: re.Match[str]) -> int | None:
    return None if match.groupdict().get("vague") else number(match.groupdict().get("count"))


def _offset(relation: str) -> Builder:
    def build(match: re.Match[str], source: Source) -> Expression | None:
        word = match.groupdict().get("rel") or relation
        return Expression("offset", match.start(), match.end(), count=_count_of(match), unit=_unit_name(match["unit"]), relation=word)

    return build


def _past(match: re.Match[str], source: Source) -> Expression | None:
    return Expression("window", match.start(), match.end(), count=_count_of(match) or (None if match["vague"] or match["pl"] else 1), unit=_unit_name(match["unit"]), relation=match["rel"])


def _simple(kind: str, **fields: str) -> Builder:
    def build(match: re.Match[str], source: Source) -> Expression | None:
        group = match.groupdict()
        values = {k: group.get(v) for k, v in fields.items()}
        return Expression(kind, match.start(), match.end(), relation=values.get("relation"), unit=values.get("unit"), name=values.get("name"))

    return build


def _duration(match: re.Match[str], source: Source) -> Expression | None:
    tail = source.low[match.end() : match.end() + 8]
    if tail.startswith(("-old", " old", " of age", "-long")) and not tail.startswith("-long"):
        return None
    if re.search(r"\b(?:as|aged|ages|age)\s(?:between\s)?(?:\d+\s(?:to|and)\s)?$", source.low[max(0, match.start() - 22) : match.start()]):
        return None
    hyphen = "-" in match.group() and source.low[match.end("count") : match.start("unit")] == "-"
    if hyphen and match["count"] in ("24", "twenty-four") or (match.groupdict().get("count") in ("a", "an", "one", "some") and match["unit"] in ("second", "day", "night")):
        return None
    if match["unit"] == "second":
        return None
    if match["unit"] in ("day", "night", "week", "month", "year", "decade") and match.group().endswith("s") is False and not hyphen and (_count_of(match) or 2) != 1:
        return None
    return Expression("duration", match.start(), match.end(), count=_count_of(match), unit=_unit_name(match["unit"]))


def _running(match: re.Match[str], source: Source) -> Expression | None:
    return Expression("running", match.start("a"), match.end(), count=number(match["ord"]), unit=match["unit"])


def _set(match: re.Match[str], source: Source) -> Expression | None:
    if match.groupdict().get("weekdays"):
        word = match["weekdays"][:-1]
        if not source.capital(match.start("weekdays")):
            return None
        return Expression("set", match.start("weekdays"), match.end(), weekday=WEEKDAYS[word])
    if match.groupdict().get("weekday"):
        return Expression("set", match.start(), match.end(), weekday=WEEKDAYS[match["weekday"]])
    return Expression("set", match.start(), match.end(), unit=match.groupdict().get("unit"), name=match.groupdict().get("adverb"), count=_count_of(match) if match.groupdict().get("count") else None)


def _season(match: re.Match[str], source: Source) -> Expression | None:
    relation, year = match.groupdict().get("rel"), _int(match, "year")
    if relation is None and year is None:
        return None
    return Expression("season", match.start(), match.end(), year=year, name=SEASONS[match["season"]], relation=relation)


def _decade(match: re.Match[str], source: Source) -> Expression | None:
    if match["first"]:
        return Expression("decade", match.start(), match.end(), year=int(match["first"]))
    tens = int(match["tens"]) if match["tens"] else DECADES[match["word"]]
    return Expression("decade", match.start(), match.end(), year=(1900 if tens >= 20 else 2000) + tens)


def _holiday(match: re.Match[str], source: Source) -> Expression | None:
    if re.match(r"\s(?:market|markets|tree|trees|lights|bonus|bonuses|gift|gifts|card|cards|shopping|party|carol|carols|decorations|dinner)\b", source.low[match.end() : match.end() + 13]):
        return None
    if not source.capital(match.start("name")) and match["name"] not in ("new year's eve", "holy week"):
        return None
    if " ".join(match["name"].split()) in ("epiphany", "assumption", "lent", "tet") and not source.capital(match.start("name")):
        return None
    relation = match.groupdict().get("rel")
    day = number(match["nth"]) if match.groupdict().get("nth") else None
    return Expression("holiday", match.start(), match.end(), year=_int(match, "year"), name=match["name"], relation=relation, day=day, part="eve" if match["eve"] else None)


def _other_calendar(name: str) -> Builder:
    def build(match: re.Match[str], source: Source) -> Expression | None:
        table: dict[str, int] = CALENDARS[name]
        written = " ".join(match["om"].split())
        year = int(match["oy"])
        calendar = name
        if name == "persian" and not 1250 <= year <= 1500:
            calendar = "ethiopian" if written in CALENDARS["ethiopian"] else name
        month = CALENDARS[calendar].get(written, table[written])
        return Expression("calendar", match.start(), match.end(), year=year, month=month, day=_day_ok(match["day"]) or 1, name=calendar)

    return build


def _named(match: re.Match[str], source: Source) -> Expression | None:
    written = " ".join(match["named"].split())
    for entry in LEXICON["named_days"]:
        if written in entry["names"]:
            if entry["context"] and not any(word in source.low for word in entry["context"]):
                return None
            y, m, d = map(int, entry["date"].split("-"))
            shown = re.match(r"(?:oct\.?|october|september|\d+) ?(?:\d+(?:th)?|september|october)?(?=\s)|\d+/11", match["named"])
            end = match.start() + (shown.end() if shown else len(match["named"]))
            return Expression("date", match.start(), end, year=y, month=m, day=d, name="named")
    return None


def _clock(match: re.Match[str], source: Source) -> Expression | None:
    clock = clock_of(match)
    return Expression("clock", match.start("body"), match.end(), clock=clock) if clock else None


def _pod(match: re.Match[str], source: Source) -> Expression | None:
    return Expression("clock", match.start("pod"), match.end("pod"), clock=PARTS_OF_DAY[" ".join(match["pod"].split())], relation=match.groupdict().get("rel"))


def _ordinal_day(match: re.Match[str], source: Source) -> Expression | None:
    day = _day_ok(match["day"])
    return Expression("date", match.start("body"), match.end("body"), day=day) if day else None


def _sub_unit(match: re.Match[str], source: Source) -> Expression | None:
    which = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}[match["which"]]
    kind = match["unit"]
    if kind == "half" and which > 2:
        which = 2
    return Expression("subyear", match.start(), match.end(), unit=kind, count=which, year=_int(match, "year"), relation=match.groupdict().get("rel"))


_SYSTEM = r"(?:\s?(?:a\.?h\.?|h|e\.?c\.?|s\.?h\.?|a\.?p\.?)\b\.?)?"
_DAYREL = r"(?P<rel>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight|the night before last|last night|overnight|this morning|this afternoon|this evening|this very day)"
_PATTERNS: list[tuple[str, tuple[str, ...], str, Builder]] = []


def _add(name: str, keys: str, pattern: str, build: Builder) -> None:
    _PATTERNS.append((name, tuple(keys.split("|")) if keys else (), pattern, build))


_MKEYS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_add("date", _MKEYS, rf"(?<![\w.,/-])(?:{WD}\.?,?\s(?:the\s)?)?(?:the\s)?{D}(?:\sday)?(?:\s|-|\sof\s){M}(?:(?:,?\s(?:of\s)?|-){Y}\b|,?\s?['’-]?(?P<yy>\d\d)(?![\w:.]?\d|\w)|(?![\w]))", _date)
_add("month_day", _MKEYS, rf"\b(?:{WD}\.?,?\s)?{M}\s(?:the\s)?{D}(?![\w]|:\d|[.,]\d)(?:,?\s{Y}\b(?!\s(?:people|men)))?", _month_day)
_add("month_year", _MKEYS, rf"\b{M}(?:,?\s(?:of\s(?:the\syear\s)?)?|-|/){Y}\b", _month_year)
_add("month", _MKEYS, rf"\b{M}(?![\w]|\s\d{{1,2}}(?!\d)(?!\s\w+s\b))", _bare_month)
_add("month_rel", _MKEYS, rf"\b(?P<rel>last|next|this|this past|this coming|the coming)\s{M}(?!\w)", lambda m, s: Expression("month", m.start(), m.end(), month=_month_of(m), relation=m["rel"]) if s.capital(m.start("month")) else None)
_add("month_of_year", _MKEYS, rf"\b{M}\s(?:of\s)?(?P<rel>last|this|next|the same|that|the previous|the following)\syear\b", lambda m, s: Expression("month", m.start(), m.end(), month=_month_of(m), relation=m["rel"] + " year"))
_add("date_of_year", _MKEYS, rf"\b(?:{D}\s(?:of\s)?{M}|(?P<month3>{_any(_FULL_MONTHS)})\s(?P<day3>\d{{1,2}}))\s(?:of\s)?(?P<rel>last|this|next|the same|that|the previous)\syear\b", lambda m, s: Expression("date", m.start(), m.end(), month=_month_of(m) or _month_of(m, "month3"), day=_day_ok(m["day"] or m["day3"]), relation=m["rel"] + " year"))
_add("iso", "", r"(?<![\w-])(?P<y>(?:19|20)\d\d)[-/](?P<mo>0[1-9]|1[0-2])[-/](?P<d>0[1-9]|[12]\d|3[01])(?:[t\s](?P<hh>\d\d:\d\d)(?::\d\d)?(?P<z>z)?)?(?![\w-])", _iso)
_add("slash", "", r"(?<![\w/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)(?![\w/-]|\.\d)", _ambiguous)
_add("dtg", _MKEYS, rf"(?<!\w)(?P<day>[0-3]\d)(?P<hh>[0-2]\d)(?P<mm>[0-5]\d)\s?(?P<z>[a-z])?\s?(?P<month>{_any(MONTHS)})\s?(?P<y>(?:20|19)?\d\d)?(?!\w)", _group_time)
_add("day_range", _MKEYS, rf"(?<![\w.,/-])(?:the\s)?{D}{_TO}{D2}\s(?:of\s)?{M}(?:,?\s{Y}\b|(?!\w))", _day_range)
_add("month_range", _MKEYS, rf"\b{M}\s{D}{_TO}{D2}(?![\w]|:\d)(?:,?\s{Y}\b)?(?!\s?(?:{_any(_FULL_MONTHS)}))", _day_range)
_add("weekday", "day|mon|tue|wed|thu|fri|sat|sun", rf"\b(?:(?P<rel>last|next|this past|this coming|the coming|the following|the previous|the next|this|that|past|coming|following)\s)?{WD}\b\.?(?!s\b)", _weekday)
_add("weekday_week", "week", rf"\b{WD}\s(?:of\s)?(?P<rel>last|this|next|the same|that|the previous|the following)\sweek\b", lambda m, s: Expression("weekday", m.start(), m.end(), weekday=_weekday_of(m), relation=m["rel"] + " week"))
_add("weekday_next", "week", rf"\b(?P<rel>last|next|this)\sweek(?:,)?\son\s{WD}\b", lambda m, s: Expression("weekday", m.start(), m.end(), weekday=_weekday_of(m), relation=m["rel"] + " week"))
_add("weekday_ago", "ago", rf"\b{N}\s(?P<unit>week)s?\sago\s(?:on\s)?{WD}\b", lambda m, s: Expression("weekday", m.start(), m.end(), weekday=_weekday_of(m), relation="ago", count=number(m["count"])))
_add("year", "1|20", rf"(?:\b(?P<cue>in|since|by|until|till|of|from|to|during|before|after|early|mid|late|year|years|and|through|throughout|around|circa|between|for|the|prior to|late in|early in|that)[\s-]|(?<=\())(?:the\s(?:year\s)?|year\s)?{Y}(?![\w]|-\d|/\d|[.,]\d)", lambda m, s: _year(m, s))
_add("year_start", "1|20", r"(?:(?<=\. )|\A|(?<=\n))(?P<year>(?:19|20)\d\d)(?=\s(?:was|saw|brought|has|ended|began|,))", lambda m, s: _year(m, s))
_add("year_possessive", "1|20", r"\b(?P<year>(?:19|20)\d\d)(?=(?:['’]s)\s)", lambda m, s: _year(m, s))
_add("year_noun", "1|20", r"\b(?P<year>(?:19|20)\d\d)(?=\s(?:war|offensive|uprising|revolution|invasion|coup|ceasefire|truce|agreement|accord|peace|genocide|massacre|conflict|election|intifada|fighting|deal|attack|bombing)\b)", lambda m, s: _year(m, s))
_add("years", "19|20", r"(?<![\w/-])(?P<year>(?:19|20)\d\d)\s?[-–—/]\s?(?P<y2>(?:19|20)\d\d|\d\d)(?![\w/-])", _years)
_add("dayrel", "", rf"\b{_DAYREL}\b", _simple("dayrel", relation="rel"))
_add("unitref", "week|month|year|weekend|decade|century|quarter|night|summer|winter", rf"\b(?P<sub>earlier|later|so far|late|early|mid|by the end of)?\s?\b(?P<rel>(?<!the[ ])last|this past|this coming|the coming|the following|the previous|the preceding|the next|the past|the last|previous|following|the same|that same|this same|this|next|that|coming|the current|the prior)\s(?P<unit>week|weekend|month|year|decade|century|quarter|fortnight)\b(?!\sof\s(?:the\s)?(?:{_any(MONTHS)}|(?:19|20)\d\d|year|century|decade|war|this\s))", lambda m, s: Expression("unitref", m.start("sub") if m["sub"] in ("earlier", "later", "so far") else m.start("rel"), m.end(), unit=m["unit"], relation=m["rel"], part=m["sub"] if m["sub"] in ("earlier", "later", "so far") else None))
_add("month_same", "week|month|year", r"\b(?P<rel>the day|the night|the week|the month|the year)\s(?P<dir>before|earlier|after)\b(?!\s(?:yesterday|last))", lambda m, s: Expression("offset", m.start(), m.end(), count=1, unit=m["rel"].split()[1], relation=m["dir"]))
_add("narrday", "day|night|morning|evening|afternoon", r"\b(?P<rel>the next|the following|the previous|the preceding|the same|that same|that very|that|next|the very next|the)\s(?P<unit>day|night|morning|evening|afternoon)\b(?!\s(?:of|when|that|before|after|earlier|later))", lambda m, s: None if m["rel"] == "the" or (m["rel"] == "next" and m["unit"] != "day") else Expression("narrday", m.start(), m.end(), unit=m["unit"], relation=m["rel"]))
_add("ago", "ago|earlier|later|before|after|from now|hence|previously|prior", rf"\b(?:(?:about|some|almost|nearly|just|only|over|more than|exactly|less than|at least|around|roughly|barely)\s)?(?:{N}|{VAGUE})\s{UNIT}\s(?P<rel>ago|earlier|later|before|after|afterwards|from now|hence|previously|prior|beforehand)\b", _offset("ago"))
_add("bare_later", "later|earlier|after|before|ago", rf"(?<!\w )\b(?P<unit>hour|day|week|month|year|minute|decade)s\s(?P<rel>ago|earlier|later|after|before|afterwards)\b", _offset("later"))
_add("in_units", "in|within", rf"\b(?P<rel>in|within)\s(?:the\snext\s|the\scoming\s|the\sspace\sof\s)?(?:{N}|{VAGUE})\s{UNIT}(?:['’]\stime|\stime|\sfrom now)?\b", lambda m, s: Expression("inunits", m.start(), m.end(), count=_count_of(m), unit=_unit_name(m["unit"]), relation=m["rel"]))
_add("window", "past|last|next|coming|previous|recent|preceding", rf"\b(?P<rel>(?:the|these)\s(?:past|last|next|coming|previous|preceding)|past|last|next|coming|this past)\s(?:{N}\s|(?P<vague>several|few|couple of|many)\s)?(?P<unit>second|minute|hour|day|night|week|month|year|decade)(?P<pl>s)?\b", lambda m, s: None if (not m["pl"] and m["rel"] != "the past" and not (m["rel"] == "this past" and m["unit"] != "week")) else _past(m, s))
_add("recent", "recent", r"\b(?:more\s)?recent\s(?P<unit>hour|day|night|week|month|year|decade)s\b", lambda m, s: Expression("vague", m.start(), m.end(), relation="recent", unit=m["unit"]))
_add("vague", "recently|lately|so far|now|currently|at present|at the moment|these days|nowadays|to date|thus far|until now|up to now|already", r"\b(?P<rel>recently|lately|so far|until now|up to now|to date|thus far|now|currently|at present|presently|at the moment|nowadays|these days)\b(?!\s(?:this|that\s))", _simple("vague", relation="rel"))
_add("duration", "second|minute|hour|day|night|week|month|year|decade|centur|generation", rf"\b(?:{N}|{VAGUE})[\s-]{UNIT}(?:-long)?\b", _duration)
_add("half_duration", "half", r"\b(?:half\san?|a\shalf)[\s-](?P<unit>hour|day|year|decade|century)\b", lambda m, s: Expression("duration", m.start(), m.end(), unit="half-" + m["unit"]))
_add("long_duration", "decades|years|months|weeks|days|hours|centuries|minutes", r"\bfor\s(?:many\s)?(?P<unit>decade|year|month|week|day|hour|centurie|minute)s\b", lambda m, s: Expression("duration", m.start("unit"), m.end(), unit=_unit_name(m["unit"])))
_add("running", "running|consecutive|straight|successive|row|day|night", rf"\b(?:for|on|in|into|entered|marked|was)\s(?P<a>(?:a|the|its|their)\s(?P<ord>\d{{1,2}}(?:st|nd|rd|th)|{_ORD})\s(?:(?P<x>straight|consecutive|successive)\s)?(?P<unit>day|night|week|month|year)(?:\s(?P<run>running|in a row))?)\b(?!\sof\s)", lambda m, s: None if not (m["x"] or m["run"] or (m.group().startswith("for") and m["a"][0] in "at")) else _running(m, s))
_add("running_for", "running|consecutive|straight|successive|row", rf"\b(?P<a>(?:for\s)?(?P<ord>{_any(NUMBERS)}|\d{{1,2}})\s(?:(?:straight|consecutive|successive)\s(?P<unit>day|night|week|month|year)s|(?P<unit2>day|night|week|month|year)s\s(?:running|in a row)))\b", lambda m, s: Expression("duration", m.start("ord"), m.end(), count=number(m["ord"]), unit=m["unit"] or m["unit2"]))
_add("set", "every|each|daily|weekly|monthly|nightly|hourly|yearly|annual|twice|times|days|once", rf"\b(?:(?:every|each)\s(?:other\s|single\s)?(?:{WD}\b|{N}\s{UNIT}|(?P<unit2>day|night|week|month|year|hour|morning|evening|summer|spring|winter|autumn|weekend))\b|(?P<adverb>daily|nightly|weekly|monthly|hourly|yearly|annually|biweekly|fortnightly|once a (?:day|week|month|year)|twice a (?:day|week|month|year)|twice (?:daily|weekly|monthly)|\w+ times an? (?:day|week|month|year))\b|on\s(?P<weekdays>mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)\b)", lambda m, s: _set_any(m, s))
_add("season", "spring|summer|autumn|fall|winter", rf"\b(?:(?P<rel>last|this|this past|next|this coming|the coming|the following|the previous|the same|that)\s)?(?P<season>{_any(SEASONS)})(?:\s(?:of\s)?{Y}(?:[-–/](?:20|19)?\d\d)?)?\b", lambda m, s: _season(m, s))
_add("decade", "0s|0's|0’s|ties", rf"\b(?:the\s)?(?:(?P<first>1[0-9]\d0|20\d0)['’]?s|['’](?P<tens>\d0)s|(?P<word>{_any(DECADES)}))\b", lambda m, s: None if m["word"] and not re.search(r"\b(?:the|early|mid|late|mid-)[\s-]?(?:the\s)?$", s.low[max(0, m.start() - 10) : m.start()] + (m.group()[:4] if m.group().startswith("the ") else "")) else _decade(m, s))
_add("century", "century", rf"\b(?:the\s)?(?P<ord>\d{{1,2}}(?:st|nd|rd|th)|{_ORD})[\s-]century\b", lambda m, s: Expression("century", m.start(), m.end(), count=number(m["ord"])))
_add("subyear", "half|quarter", rf"\b(?:the\s)?(?P<which>first|second|third|fourth|last|final)\s(?P<unit>half|quarter)\sof\s(?:(?:the\syear\s)?{Y}|(?P<rel>last|this|next|the)\syear)\b", _sub_unit)
_add("holiday", "", rf"\b(?:the\s)?(?:(?P<rel>last|this|next|this past|this coming)(?:\syear['’]s)?\s)?(?P<eve>eve\sof\s(?:the\s)?)?(?:(?P<nth>first|second|third|fourth|fifth|last)\sday\sof\s(?:the\s)?)?(?:holy\smonth\sof\s|muslim\sholiday\sof\s|feast\sof\s|festival\sof\s)?(?P<name>{_any(CALENDARS['holidays'])})(?:\s(?:of\s)?{Y})?(?![\w-])", _holiday)
_add("hijri", "1", rf"\b{D}(?:\sof)?\s(?P<om>{_any(CALENDARS['hijri'])}),?\s(?P<oy>1[34]\d\d){_SYSTEM}(?!\d)", _other_calendar("hijri"))
_add("persian", "1|20", rf"\b{D}(?:\sof)?\s(?P<om>{_any(set(CALENDARS['persian']))}),?\s(?P<oy>1[234]\d\d|20\d\d){_SYSTEM}(?!\d)", _other_calendar("persian"))
_add("ethiopian", "19|20", rf"\b{D}(?:\sof)?\s(?P<om>{_any(CALENDARS['ethiopian'])}),?\s(?P<oy>(?:19|20)\d\d){_SYSTEM}(?!\d)", _other_calendar("ethiopian"))
_add("ethiopian_first", "19|20", rf"\b(?P<om>{_any(CALENDARS['ethiopian'])})\s{D},?\s(?P<oy>(?:19|20)\d\d){_SYSTEM}(?!\d)", _other_calendar("ethiopian"))
_add("named", "11|oct", rf"(?<!\w)(?P<named>{_any(n for e in LEXICON['named_days'] for n in e['names'])})(?!\w)", _named)
_add("clock", "", rf"\b(?P<body>{CLOCK})(?!\w)", _clock)
_add("clock_bare", "at", rf"\bat\s(?:about\s|around\s|approximately\s)?(?P<body>(?P<hm>[0-2]\d[0-5]\d))(?=,|\s(?:on|today|yesterday|this)\b|\s[\[(])", _clock)
_add("pod", "", rf"\b(?:at|in the|before|after|by|until|around|since|during the|from|till|just before|at around)\s(?:the\s)?{POD}\b", _pod)
_add("ordinal_day", "the", r"\b(?:on|by|until|since|before)\s(?P<body>the\s(?P<day>\d{1,2}(?:st|nd|rd|th)))(?=[.,;:]|\sand\b|\sof\sthe\smonth\b|\s(?:[a-z]+ed|when|at|in)\b|$)", _ordinal_day)


def _set_any(match: re.Match[str], source: Source) -> Expression | None:
    group = match.groupdict()
    if group["unit2"]:
        return Expression("set", match.start(), match.end(), unit=group["unit2"], count=2 if " other " in match.group() else None)
    return _set(match, source)


def _compiled() -> list[tuple[tuple[str, ...], re.Pattern[str], Builder]]:
    out = []
    for _name, keys, pattern, build in _PATTERNS:
        out.append((keys, _compile(pattern), build))
    return out


_READY = _compiled()


def cores(source: Source) -> list[Expression]:
    """Return the bare expressions of a text in order, without overlaps: the longest wins, then the pattern named first."""
    low = source.low
    found: list[tuple[int, int, int, list[Expression]]] = []
    for rank, (keys, pattern, build) in enumerate(_READY):
        if keys and not any(key in low for key in keys):
            continue
        for match in pattern.finditer(low):
            made = build(match, source)
            if made is None:
                continue
            group = made if isinstance(made, list) else [made]
            if _name_tail(source, group[-1]) or _number_head(source, group[0]):
                continue
            found.append((group[0].start, group[-1].end, rank, group))
    found.sort(key=lambda f: (-(f[1] - f[0]), f[2]))
    taken: list[tuple[int, int]] = []
    out: list[Expression] = []
    for start, end, _rank, group in found:
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            out.extend(group)
    out.sort(key=lambda e: e.start)
    for e in out:
        if e.kind in ("date", "range") and re.match(r"the \d", low[e.start : e.start + 5]) and not re.match(r"the \d+(?:st|nd|rd|th)", low[e.start : e.start + 9]):
            e.start += 4
        if low[e.end - 1] == "." and e.end - e.start > 3 and re.search(rf"(?:{_any(_FULL_MONTHS)}|day)\.$", low[max(e.start, e.end - 11) : e.end]):
            e.end -= 1
        e.core_start, e.core_end = e.start, e.end
    return out


_TAIL = _compile(rf"\s(?:{_any(LEXICON['name_tails']['words'])})\b")
_HEAD = _compile(rf"\b(?:{_any(LEXICON['number_heads']['words'])})\.?\s$")


_UNIT_TAILS = frozenset(LEXICON["name_tails"]["always"])


def _name_tail(source: Source, e: Expression) -> bool:
    if e.kind not in ("date", "weekday", "month", "year", "range"):
        return False
    match = _TAIL.match(source.low, e.end)
    return bool(match) and (source.capital(match.start() + 1) or match.group().strip() in _UNIT_TAILS) and (e.kind != "date" or e.year is None)  # type: ignore[union-attr]


def _number_head(source: Source, e: Expression) -> bool:
    return e.kind in ("year", "years", "slash", "clock") and bool(_HEAD.search(source.low, max(0, e.start - 14), e.start))


_CLOCK_RE = _compile(rf"(?P<lead>(?:at|around|about|shortly\s(?:before|after)|just\s(?:before|after)|by)\s)?{CLOCK}(?:\s\(?(?:\d{{4}}\s?gmt)\)?)?,?\s(?:on\s|of\s|the\s|late\s|early\s)*$")
_POD_LEFT = _compile(rf"\b(?:(?:in|at|by|on|during|before|after|since|until|around)\s)?(?:the\s)?{POD}(?:\s(?:on|of|to)|,)?\s(?:the\s)?$")
_CLOCK_RIGHT = _compile(rf"(?:,?\s(?:at\s)?(?:about\s|around\s|approximately\s|some\s|roughly\s|exactly\s)?|\s\(){CLOCK}(?!\w)")
_POD_RIGHT = _compile(rf"(?:,?\s(?:at|in the|before|after|by|around|shortly before|just before|shortly after|just after)\s(?:the\s)?|,?\s){POD}(?!\w)")
_PARTS = _compile(
    r"(?:\b(?:the\s)?(?:very\s)?(?P<adj>early|mid|middle|late|mid-to-late|early-to-mid)[\s-](?:in\s|on\s|part\sof\s)?(?:the\s)?"
    r"|\b(?:the\s)?(?:very\s)?(?P<noun>beginning|start|outset|end|close|middle|early part|latter part|first half|second half|latter half|first week|second week|third week|"
    r"fourth week|last week|final week|first days|last days|final days|early days|opening days|closing days)\sof\s(?:the\smonth\sof\s)?(?:the\s)?)$"
)
_PART_NAMES = {
    "beginning": "early", "start": "early", "outset": "early", "early part": "early", "first days": "early", "early days": "early", "opening days": "early",
    "end": "late", "close": "late", "latter part": "late", "last days": "late", "final days": "late", "closing days": "late", "middle": "mid",
    "latter half": "second half", "final week": "last week", "mid-to-late": "late", "early-to-mid": "early",
}  # fmt: skip
_BOUNDS = _compile(
    r"\b(?P<op>ever\ssince|since|by|until|till|up\s(?:to|until)|no\slater\sthan|not\slater\sthan|(?:shortly|just|soon|right|long|immediately|well)\s(?:before|after|prior\sto|ahead\sof|following)|"
    r"before|prior\sto|ahead\sof|after|following|starting|beginning|effective|from|about|around|circa|approximately|on\sor\sabout|on\sor\saround)\s(?:on\s|from\s|in\s|the\s)*$"
)
_OPS = {"since": "since", "ever since": "since", "by": "by", "until": "until", "till": "until", "up to": "until", "up until": "until", "no later than": "by", "not later than": "by", "starting": "starting", "beginning": "starting", "effective": "starting", "about": "about", "around": "about", "circa": "about", "approximately": "about", "on or about": "about", "on or around": "about"}
_MODIFIABLE = frozenset("date month year years weekday unitref season decade century holiday calendar subyear dayrel slash range".split())


def modified(source: Source, found: list[Expression]) -> Iterator[Expression]:
    """Yield the expressions with the words around them that change them: parts, clock times, bounds."""
    previous_end = 0
    for index, e in enumerate(found):
        if e.start < previous_end:
            continue
        following = found[index + 1].start if index + 1 < len(found) else len(source.low)
        made = _with_times(source, e, previous_end, following) if e.kind in _MODIFIABLE or e.kind == "narrday" else e
        if made.kind in _MODIFIABLE:
            made = _with_bound(source, _with_part(source, made, previous_end), previous_end)
        yield made
        previous_end = made.end


def _left(source: Source, start: int, floor: int) -> str:
    return source.low[max(floor, start - 60) : start]


def _with_times(source: Source, e: Expression, floor: int, following: int) -> Expression:
    if e.kind in ("month", "year", "years", "decade", "century", "season", "subyear") or e.clock:
        return e
    if e.kind == "unitref":
        return e
    left = _left(source, e.start, floor)
    clock = _CLOCK_RE.search(left)
    if clock and clock_of(clock):
        lead = len(clock["lead"] or "")
        return replace(e, start=e.start - len(left) + clock.start() + lead, clock=clock_of(clock))
    pod = _POD_LEFT.search(left)
    if pod and e.kind != "holiday":
        begin = pod.start("pod")
        before = left[:begin]
        if re.search(r"\bthe\s$", before) and pod["pod"].endswith(("hours", "night", "morning", "evening")):
            begin -= 4
        e = replace(e, start=e.start - len(left) + begin, clock=PARTS_OF_DAY[" ".join(pod["pod"].split())])
        left = _left(source, e.start, floor)
        clock = _CLOCK_RE.search(left)
        return replace(e, start=e.start - len(left) + clock.start() + len(clock["lead"] or ""), clock=clock_of(clock)) if clock and clock_of(clock) else e
    right = _CLOCK_RIGHT.match(source.low, e.end)
    if right and clock_of(right) and re.search(r"[:.]\d\d|m\b|z|gmt|utc|hrs|hours|h\b", right.group()):
        return replace(e, end=right.end(), clock=clock_of(right))
    after = _POD_RIGHT.match(source.low, e.end)
    if after and e.kind != "holiday" and not (e.relation in ("overnight", "tonight", "last night")):
        return replace(e, end=after.end(), clock=PARTS_OF_DAY[" ".join(after["pod"].split())])
    return e


def _with_part(source: Source, e: Expression, floor: int) -> Expression:
    left = _left(source, e.start, floor)
    match = _PARTS.search(left)
    if not match or (e.part and e.part != "eve"):
        return e
    word = " ".join((match["adj"] or match["noun"]).split())
    name = _PART_NAMES.get(word, "mid" if word == "middle" else word)
    begin = e.start - len(left) + match.start()
    if match["adj"] and source.low.startswith("the ", begin) and e.kind not in ("decade",):
        begin += 4
    return replace(e, start=begin, part=name)


def _with_bound(source: Source, e: Expression, floor: int) -> Expression:
    left = _left(source, e.start, floor)
    match = _BOUNDS.search(left)
    if not match:
        return e
    word = re.sub(r"\s+", " ", match["op"])
    op = _OPS.get(word) or ("before" if word.endswith(("before", "prior to", "ahead of")) else "after" if word.endswith(("after", "following")) else "from")
    if op == "about" and e.kind in ("weekday", "dayrel", "unitref", "holiday"):
        return e
    if op == "from" or (op in ("before", "after") and (e.clock or leans_on_noun(source, e))):
        return e
    return replace(e, start=e.start - len(left) + match.start(), bound=op)


def leans_on_noun(source: Source, e: Expression) -> bool:
    """Return whether the date only describes a noun that follows, as in "after Friday's attack"."""
    if source.low[e.end : e.end + 2] in ("'s", "’s", "' ", "’ "):
        return True
    head = source.parsed.head_of(e.core_start, e.core_end)
    if head is None or head.head is head:
        return False
    return head.head.start_char >= e.end and head.dep in ("compound", "nmod", "amod", "poss", "nummod", "npadvmod") and head.head.start_char - e.end < 30
