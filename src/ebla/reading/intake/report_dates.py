"""Words in, a report's own date out: from a record's field, the `date` header, or a dateline. Dates told inside the report are none of it.

Only full dates count: a day, a month and a year. `03/06/2023` is never read, since nothing says which number is the day.
"""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

from ebla.reading.segment import HEADER, header_end

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>\d{{4}}|\d{{2}}(?=[\s)\]]*(?:\(|\[|--|[-–—:]|$)))"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DATE = (
    rf"{_WEEKDAY}(?:{_DAY.format('day1')}[\s-]+{_MONTH.format('month1')},?[\s-]*{_YEAR.format('year1')}"
    rf"|{_MONTH.format('month2')}\s*{_DAY.format('day2')},?\s+{_YEAR.format('year2')}"
    r"|(?P<year3>\d{4})-(?P<month3>\d{2})-(?P<day3>\d{2}))"
)
_SOURCE = r"(?:\([^()\n]{2,60}\)|/[^/\n]{2,40}/|\[[^\[\]\n]{2,60}\])"
_DASH = r"(?:--|[–—]|-(?=\s|$))"
# A town may be several words, parts and a country: "Port Sudan, Sudan", "GENEVA/JUBA". Its first letter is a capital.
_TOWN = r"\(?(?P<town>[^\W\d_][^\n:;()\d]{1,60}?)"
_DATELINE = re.compile(
    rf"(?:TEXT:\s*)?{_TOWN}(?:[,.]|\s{_DASH}|\s(?=\())\s*(?:{_SOURCE},?\s*)?\(?{_DATE}\b\.?\)?"
    rf"\s*(?:{_SOURCE}\s*)*(?:{_DASH}|$)",
    re.IGNORECASE | re.MULTILINE,
)
_ALONE = re.compile(rf"[\[(]?(?:(?:date|dated|published|issued|released|posted)(?:\s+on)?:?\s+)?{_DATE}[\])]?\.?\s*$", re.IGNORECASE)
# The line that numbers and dates an issue: "Flash Update No. 2 (as of 3 June 2023)". Nothing may follow the date.
_KIND = r"\b(?:update|report|sitrep|bulletin|overview|snapshot|brief|briefing|statement|communiqu[eé]|release)\b"
_ISSUE = re.compile(
    rf"(?P<issue>(?:[^\n]{{0,120}}?{_KIND}[^\n]{{0,60}}?)?[\s,|(\[–—:-]*)(?:(?<!\w)as (?:of|at):?\s+)?(?<!\w){_DATE}[\])]?\.?\s*$",
    re.IGNORECASE,
)
# Words of running text, which may end in a date where its lines are wrapped, or of a period, of which the date is the end.
_NO_ISSUE = re.compile(
    rf"\b(?:the|an?|its|their|his|her|in|of|that|said|says|is|are|was|were|has|have|had|{'|'.join(_MONTHS)}"
    r"|to|until|through|from|since|between|covering|period|on|and)\b|(?<!no\. )(?<!no )(?<!#)\b\d{1,2}\s*[-–—]\s*$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?=$|[T\s])")
_ON = re.compile(rf"{_DATE}(?:,?\s+(?:at\s+)?\d{{1,2}}:\d{{2}}.*)?$", re.IGNORECASE)
_LINES_SEARCHED = 8


def read_date(words: str) -> datetime.date | None:
    """Return the one date that a field's words name, or None: ISO dates and times, RFC 2822, "3 June 2023", "June 3, 2023".

    A time of day is dropped without moving it to another time zone: the date is as written.

    >>> read_date("2023-06-03T23:30:00-05:00"), read_date("June 3rd, 2023"), read_date("03/06/2023")
    (datetime.date(2023, 6, 3), datetime.date(2023, 6, 3), None)
    """
    words = words.strip()
    if found := _NUMBERS.match(words):
        return _date(found[1], found[3], found[4])
    if found := _ON.match(words):
        return _from_match(found)
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def header_words(text: str) -> str | None:
    """Return what a `date YYYY-MM-DD` header gives, None without one; there may be no such day."""
    found = HEADER.match(text)
    return found["date"] if found else None


def invented_line(text: str) -> str | None:
    """Return the first line where it starts with `INVENTED`: the publisher of a report that was made up."""
    found = HEADER.match(text)
    return found["invented"].strip() if found and found["invented"] else None


def dateline_date(text: str, body_start: int = 0) -> datetime.date | None:
    """Return the full date of a dateline, of a line that is only a date, or of an issue's line, among the first lines that are not blank.

    A dateline without a year gives None: nothing in the text says which year. Several lines that are only a date are a chronicle's
    headings, and none of them is the report's.

    Args:
        body_start: Where the text begins, after what a format puts before it. [chars]

    >>> dateline_date("KHARTOUM, 3 June 2023 (Reuters) - Shelling resumed."), dateline_date("KHARTOUM, June 3 (Reuters) - It did.")
    (datetime.date(2023, 6, 3), None)
    """
    start = max(header_end(text), body_start)
    lines = [line.strip() for line in re.split(r"[\r\n]+", text[start : start + 8_000]) if line.strip()]
    bare = [line[:300].replace("**", "").strip("_# \t") for line in lines]
    chronicle = len({_from_match(found) for found in map(_ALONE.match, bare) if found}) > 1
    for line in bare[:_LINES_SEARCHED]:
        if found := _ALONE.match(line):
            if not chronicle:
                return _from_match(found)
            continue
        town, issue = _DATELINE.match(line), _ISSUE.match(line)
        if town and _is_town(town["town"]):
            return _from_match(town)
        if issue and _is_issue(issue["issue"]):
            return _from_match(issue)
    return None


def _is_issue(words: str) -> bool:
    """Tell whether the words before a date name an issue, and no period and no deed."""
    return not _NO_ISSUE.search(words) and not any(word in _DEEDS for word in re.findall(r"\w+", words.lower()))


def _is_town(words: str) -> bool:
    """Tell whether words can be a dateline's place: names only, and no title of a deed ("Houla Massacre, 25 May 2012")."""
    parts = [part for part in re.split(r"[\s,/-]+", words) if part]
    return (
        0 < len(parts) <= 7
        and not parts[0][0].islower()
        and all(not part[0].islower() or part in _LINKS for part in parts)
        and not any(part.lower().strip(".") in _BEFORE_DATES | _DEEDS for part in parts)
    )


_LINKS = frozenset("and of the de del des du la le les el al da do dos das e y et bin ibn a".split())
# Words that stand before a date and are no place.
_BEFORE_DATES = frozenset("on since until by from before after in at as last next during while".split())
# Deeds in a title, whose date is the deed's.
_DEEDS = frozenset(
    """massacre massacres attack attacks battle siege bombing bombings
    strike strikes airstrike airstrikes shelling killing killings murder incident clashes clash war offensive ceasefire truce ambush raid
    raids coup crackdown explosion blast uprising revolt protest protests anniversary commemoration""".split()
)


def _from_match(found: re.Match[str]) -> datetime.date | None:
    for form in "123":
        year, month, day = (found[f"{part}{form}"] for part in ("year", "month", "day"))
        if year and month and day:
            return _date(year, str(_MONTHS.get(month.lower(), month)), day)
    return None


def _date(year: str, month: str, day: str) -> datetime.date | None:
    """Return the day, None where there is no such day. A year of two digits is 1950 to 2049."""
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= 50 else 2000
    try:
        return datetime.date(number, int(month), int(day))
    except ValueError:
        return None
