"""The templates of MUC-3/4 in; their incident type, date fill and strings out.

Fills follow the task documentation of 1992: `21 JAN 89`, `15 JAN 89 - 21 JAN 89` (on or between), `- 21 JAN 89` (on or before), `-` (none),
with alternatives between slashes. The corpus lies under EBLA_SHARED and is never copied here.
"""

from __future__ import annotations

import datetime
import json
import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

SETS = ("dev", "tst1", "tst2")
_DAY = r"(\d{1,2})\s+([A-Z]{3})[A-Z]*(?:\s+(\d\d))?"
_MONTH_FIRST = re.compile(r"(?<!\d )\b([A-Z]{3})\s+(\d{1,2})\b")
_FILL = re.compile(rf"(?P<dash>-)?\s*(?P<one>{_DAY})(?:\s*-\s*(?P<two>{_DAY}))?")
_MONTHS = {m: n for n, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
_STRING = re.compile(r'"([^"]+)"')
# The slots whose strings stand in the text near the incident, with the weight of one string: targets tell incidents of a report apart best.
SLOTS = {
    "HUM TGT: NAME": 3.0,
    "PHYS TGT: ID": 3.0,
    "HUM TGT: DESCRIPTION": 2.0,
    "INCIDENT: INSTRUMENT ID": 1.5,
    "PERP: INDIVIDUAL ID": 1.0,
    "PERP: ORGANIZATION ID": 0.5,
}


@dataclass(frozen=True, slots=True)
class Fill:
    """A date fill. `start` is None for "on or before"; both are None for "-"."""

    start: datetime.date | None
    end: datetime.date | None


NO_FILL = Fill(None, None)


@dataclass(frozen=True, slots=True)
class Key:
    """A template: where it belongs, its incident type and date slot as written, its strings (alternatives, weight) and places."""

    docid: str
    number: str
    incident: str
    date: str
    strings: tuple[tuple[tuple[str, ...], float], ...]
    places: tuple[str, ...]


def texts(folder: pathlib.Path, name: str) -> dict[str, str]:
    """Return the texts of a set by document id."""
    rows = map(json.loads, (folder / f"{name}.texts.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["docid"]: row["text"] for row in rows}


def keys(folder: pathlib.Path, name: str) -> Iterator[Key]:
    """Yield the templates of a set (`dev`, `tst1`, `tst2`), the optional ones left out."""
    for line in (folder / f"{name}.templates.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["irrelevant"] or row["optional"]:
            continue
        slots = row["slots"]
        strings = tuple((found, weight) for slot, weight in SLOTS.items() for value in slots.get(slot) or () if (found := _strings(value)))
        date = " ".join(slots.get("INCIDENT: DATE") or ["-"])
        yield Key(row["docid"], row["template"], slots["INCIDENT: TYPE"][0], date, strings, _places(slots.get("INCIDENT: LOCATION") or []))


def fills(text: str, year: int | None = None) -> tuple[Fill, ...]:
    """Return the alternatives of a date slot; `year` is the report's, for the few fills without one (or with year 00).

    >>> fills("(16 NOV 89) / (- 20 NOV 89)")[1]
    Fill(start=None, end=datetime.date(1989, 11, 20))
    """
    found = []
    for match in _FILL.finditer(_MONTH_FIRST.sub(r"\2 \1", text.upper())):
        one = _day(match.group(3), match.group(4), match.group(5), year)
        two = _day(match.group(7), match.group(8), match.group(9), year) if match["two"] else None
        if one:
            found.append(Fill(None, one) if match["dash"] else Fill(one, two or one))
    return tuple(found) or (NO_FILL,)


def _day(day: str, month: str, year: str | None, usual: int | None) -> datetime.date | None:
    in_year = 1900 + int(year) if year and year != "00" else usual
    if month not in _MONTHS or in_year is None:
        return None
    try:
        return datetime.date(in_year, _MONTHS[month], int(day))
    except ValueError:
        return None


def _strings(value: str) -> tuple[str, ...]:
    return tuple(" ".join(found.split()) for found in _STRING.findall(value))


def _places(values: list[str]) -> tuple[str, ...]:
    """Return the names of a location slot below the country, the innermost last."""
    parts = [part for value in values for part in re.split(r":| - ", value)[1:]]
    return tuple(re.sub(r"\(.*?\)", "", part).strip() for part in parts)
