"""A pattern's match in; the numbers, months and units of its groups out. Shared by the builders."""

from __future__ import annotations

import re
from collections.abc import Callable

from ebla.reading.dates.words import MONTHS, WEEKDAYS, Expression, Source, number

Match = re.Match[str]
Built = Expression | list[Expression] | None
Builder = Callable[[Match, Source], Built]


def group(match: Match, name: str) -> str | None:
    """Return a group of a match, or None where the pattern has no such group."""
    return match.groupdict().get(name)


def integer(match: Match, name: str) -> int | None:
    """Return a group as a number, or None."""
    text = group(match, name)
    return int(text) if text else None


def day_number(text: str | None) -> int | None:
    """Return a day of the month, 1 to 31, that digits or words say, or None."""
    value = number(text)
    return value if value is not None and 1 <= value <= 31 else None


def month_number(match: Match, name: str = "month") -> int | None:
    """Return the month's number, or None."""
    text = group(match, name)
    return MONTHS[text] if text else None


def weekday_number(match: Match) -> int | None:
    """Return the weekday's number, Monday being 0, or None."""
    text = group(match, "weekday")
    return WEEKDAYS[text] if text else None


def count_of(match: Match) -> int | None:
    """Return the counted number; None for a vague one."""
    return None if group(match, "vague") else number(group(match, "count"))


def unit_of_match(match: Match) -> str:
    """Return the unit's name in the singular."""
    return "century" if match["unit"] == "centurie" else match["unit"]


def full_year(text: str) -> int:
    """Return a year of four digits: two digits from 45 on are of the 20th century."""
    value = int(text)
    return value if value > 99 else 1900 + value if value >= 45 else 2000 + value
