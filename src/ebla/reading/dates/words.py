"""Words of time as tables and pattern fragments, and the record of an expression as written. Nothing is searched or reckoned here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

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


def single(words: str | None) -> str:
    """Return words with their blanks made single: a report may break its lines anywhere."""
    return " ".join(words.split()) if words else ""


@dataclass(slots=True)
class Expression:
    """A time expression as written. `kind` names what it says; the other fields are what the words say, None where they are silent.

    `shift` moves a day that is told in GMT to the day of the local time before it. [days]
    `start` and `end` grow when words beside it change it; `core_start` and `core_end` keep the bare expression.
    """

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
    shift: int = 0
    part: str | None = None
    bound: str | None = None
    first: Expression | None = None
    second: Expression | None = None
    core_start: int = -1
    core_end: int = -1

    def __post_init__(self) -> None:
        """Make the blanks inside the words single."""
        self.relation = single(self.relation) or None
        self.name = single(self.name) or None


@dataclass(slots=True)
class Source:
    """The text in lower case beside the text as written, and the parse."""

    low: str
    raw: str
    parsed: ParsedText

    def capital(self, at: int) -> bool:
        """Return whether the character is a capital."""
        return self.parsed.shown[at].isupper()

    def before(self, at: int, count: int, floor: int = 0) -> str:
        """Return up to `count` characters before a place, in lower case."""
        return self.low[max(floor, 0, at - count) : at]

    def next_tag(self, at: int) -> str:
        """Return the tag of the word that follows a blank at this place, or an empty string."""
        if not self.low[at : at + 1].isspace():
            return ""
        words = self.parsed.words_in(at + 1, at + 2)
        return words[0].tag if words else ""


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of these words, longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)).replace("\\ ", " ").replace("\\-", "-")


_ONES = "one|two|three|four|five|six|seven|eight|nine"
_ZONES = r"(?:z|gmt|utc|local(?: time)?|[a-z]+ time|est|edt|eet|eest|cet|cest|bst|msk|hrs|hours|h)"
FRAGMENTS: dict[str, str] = {
    "MONTHS": either(MONTHS),
    "FULL_MONTHS": either([m for m in MONTHS if len(m) > 4] + ["may", "june", "july"]),
    "NUMBERS": either(NUMBERS),
    "ORDINALS": either(ORDINALS),
    "SEASONS": either(SEASONS),
    "DECADES": either(DECADES),
    "HOLIDAYS": either(CALENDARS["holidays"]),
    "HIJRI": either(CALENDARS["hijri"]),
    "PERSIAN": either(CALENDARS["persian"]),
    "ETHIOPIAN": either(CALENDARS["ethiopian"]),
    "NAMED_DAYS": either(name for entry in LEXICON["named_days"] for name in entry["names"]),
    "SYSTEM": r"(?:\s?(?:a\.?h\.?|h|e\.?c\.?|s\.?h\.?|a\.?p\.?)\b\.?)?",
    "M": rf"(?P<month>{either(MONTHS)})\.?",
    "WD": rf"(?P<weekday>{either(WEEKDAYS)})",
    "D": rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{either(ORDINALS)})",
    "D2": rf"(?P<day2>\d{{1,2}}(?:st|nd|rd|th)?|{either(ORDINALS)})",
    "Y": r"(?P<year>(?:1[0-9]|20)\d\d)",
    "N": (
        rf"(?:(?:\d{{1,3}}|{either(NUMBERS)})(?: (?:to|or) |[-–]))?"
        rf"(?P<count>\d{{1,3}}|{either(NUMBERS)}|(?:twenty|thirty|forty|fifty|sixty)-(?:{_ONES}))"
    ),
    "VAGUE": (r"(?P<vague>several|a few|few|many|some|a number of|some few|dozens of|scores of|hundreds of|couple of)"),
    "UNIT": r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|year|decade|centurie|century|generation)s?",
    "POD": rf"(?P<pod>{either(PARTS_OF_DAY)})",
    "TO": r"(?:\s?[-–—/]\s?| (?:to|through|until|till|and|and also|into|or|&) (?:the )?)",
    "DAYREL": (
        r"(?P<rel>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight|the night before last|last night|"
        r"overnight|last evening|this morning|this afternoon|this evening|this very day)"
    ),
    "CLOCK": (
        r"(?:(?P<h>\d{1,2})(?::|\.(?=\d\d\s?(?:[ap]\.?m\b|gmt|utc|hrs|hours)))(?P<m>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<ap>[ap])\.?m\b\.?)?"
        r"|(?P<h2>\d{1,2})\s?(?P<ap2>[ap])\.?m\b\.?"
        r"|(?P<hm>[0-2]\d[0-5]\d)(?=\s?(?:z|gmt|utc|hrs|hours|h|local)\b| [\[(](?:local|\d{4}\s?gmt)))"
        rf"(?:\s?(?P<zone>{_ZONES})\b)?"
    ),
}


def pattern(text: str) -> re.Pattern[str]:
    """Return a compiled pattern: `<NAME>` stands for a fragment, and one blank for any run of blanks (lines may be wrapped)."""
    previous = ""
    while previous != text:
        previous = text
        text = re.sub(r"<([A-Z_]+\d?)>", lambda m: FRAGMENTS.get(m[1], m[0]), text)
    text = re.sub(r"(?<!\[)(?<!\\) (?![?*+{\]])", r"\\s+", text)
    return re.compile(text)


def number(text: str | None) -> int | None:
    """Return the number that digits or words say, or None.

    >>> number("forty-eight"), number("7th"), number("a couple of")
    (48, 7, 2)
    """
    text = single(text).lower()
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    if text in NUMBERS or text in ORDINALS:
        return NUMBERS.get(text, ORDINALS.get(text))
    tens, _, ones = text.partition("-")
    return NUMBERS[tens] + NUMBERS[ones] if tens in NUMBERS and ones in NUMBERS else None


def part_of_day(match: re.Match[str]) -> str:
    """Return the TIMEX3 ending of a part of the day, such as `TMO`."""
    return PARTS_OF_DAY[single(match["pod"])]


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
