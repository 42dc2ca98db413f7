"""A place in a text in; the number written there out, with its value, and whether it is a date, an age or another that counts nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ebla.reading.numbers.patterns import (
    AGES_LEFT,
    BETWEEN,
    BIG,
    CARDINAL,
    JOIN,
    LEFT_NOT,
    MONTH_LEFT,
    OPEN,
    PREFIX,
    RIGHT_NOT,
    SHARE,
    SMALL,
    YEAR_LEFT,
    YEAR_RIGHT,
)

_OLDEST = 110
# Characters of the longest count; more digits are a code.
_LONGEST = 18


@dataclass(slots=True)
class Core:
    """A number without its quantifier. `open`: "dozens", "several"; `raw`: the digits as written; `multiplier`: that of "20 thousand"."""

    start: int
    end: int
    value: int | float | None
    open: bool = False
    digits: bool = False
    multiplier: int = 1
    raw: str = ""


def word_value(words: str) -> int:
    """Return the value of English number words.

    >>> word_value("twenty-one thousand and six")
    21006
    """
    total = part = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in SMALL:
            part += SMALL[word]
        elif word in ("a", "an"):
            part += 1
        elif word in ("hundred", "dozen", "score"):
            part = max(part, 1) * BIG[word]
        elif word in BIG:
            total += max(part, 1) * BIG[word]
            part = 0
    return total + part


def _whole(value: float) -> int | float:
    return round(value) if abs(value - round(value)) < 1e-6 else value


def _in_digits(found: re.Match[str]) -> Core | None:
    """Read a number in digits; None for a bare decimal or a string of digits too long to count anything."""
    raw = found["digits"]
    if len(raw) > _LONGEST:
        return None
    unit = (found["unit"] or found["short"] or "").lower()
    scale = BIG[unit] if unit else 1
    if re.fullmatch(r"\d+\.\d+", raw) and (unit or not re.fullmatch(r"\d{1,3}\.\d{3}", raw)):
        value = _whole(float(raw) * scale) if unit else None
    else:
        value = int(re.sub(r"\D", "", raw)) * scale
    return None if value is None else Core(*found.span(), value, digits=True, multiplier=scale, raw=raw)


def core_at(text: str, at: int) -> Core | None:
    """Return the number expression that starts at a character, None where there is none or it is a bare decimal."""
    found = CARDINAL.match(text, at)
    if found is None:
        return None
    if found["digits"]:
        return _in_digits(found)
    start, end = found.span()
    before_of = end - 3 if text[end - 3 : end].lower() == " of" else end
    if found["open"]:
        return Core(start, end, OPEN.get(re.sub(r"\s+", " ", found["open"].lower())), open=True)
    if found["manyunit"]:
        unit = found["manyunit"].lower()
        return Core(start, end, OPEN.get(f"{unit}s", 2 * BIG[unit]), open=True)
    if found["halfunit"]:
        share = 0.25 if "quarter" in found["half"].lower() else 0.5
        return Core(start, end, _whole(share * BIG[found["halfunit"].lower()]))
    if found["andhalf"]:
        return Core(start, end, _whole((word_value(found["andhalf"]) + 0.5) * BIG[found["andhalfunit"].lower()]))
    if found["couple"]:
        return Core(start, before_of, 2)
    if found["vague"]:
        return Core(start, before_of, None, open=True)
    words = found["words"].lower()
    last = next((u for u in ("million", "billion", "thousand", "hundred") if words.endswith(u)), "")
    return Core(start, end, word_value(words), multiplier=BIG.get(last, 1))


def second_of_range(text: str, first: Core) -> Core | None:
    """Return the second number of a range that starts with `first` ("20 to 30 thousand" makes the first 20,000), or None."""
    join = JOIN.match(text, first.end)
    if first.open or first.value is None or join is None:
        return None
    word = join.group().strip().lower()
    if word == "and" and not BETWEEN.search(text[max(0, first.start - 24) : first.start]):
        return None
    second = core_at(text, join.end())
    if second is None or second.open or second.value is None:
        return None
    if word in ("-", "–", "—") and not (second.digits and first.digits):
        return None
    low = first.value
    if second.multiplier > 1 and first.multiplier == 1 and low < second.multiplier and low * second.multiplier < second.value:
        low = low * second.multiplier
    if low >= second.value or (word == "or" and second.value > 3 * low + 3):
        return None
    first.value = low
    return second


def is_year(text: str, core: Core) -> bool:
    """Tell whether four digits are a year: no plural noun follows, or a word of time stands before."""
    if not (core.digits and core.multiplier == 1 and re.fullmatch(r"(?:19|20)\d\d", core.raw)):
        return False
    left = text[max(0, core.start - 30) : core.start]
    if YEAR_LEFT.search(left) and not PREFIX.search(left):
        return True
    return YEAR_RIGHT.match(text, core.end) is None


def counts_nothing(text: str, core: Core) -> bool:
    """Tell whether the number is a date, an age, a measure, a share's whole, a name's part or a code."""
    left = text[max(0, core.start - 40) : core.start]
    right = text[core.end : core.end + 60]
    if AGES_LEFT.search(left) or RIGHT_NOT.match(right) or SHARE.search(left):
        return True
    if left[-1:] == "-" and left[-2:-1].isalnum():
        return True
    if core.value is None:
        return re.search(r"\b(?:as|how|so|too|very|not)\s+$", left, re.IGNORECASE) is not None
    return core.digits and _code_or_date(text, core, left, right)


def _code_or_date(text: str, core: Core, left: str, right: str) -> bool:
    if LEFT_NOT.search(left) or is_year(text, core):
        return True
    if len(core.raw) in (1, 2, 4) and MONTH_LEFT.search(left):
        return True
    leading_zero = len(core.raw) > 1 and core.raw[0] == "0"
    if leading_zero or re.fullmatch(r"\d{7,}", core.raw) or re.match(r"\s?[-–]\d", right):
        return True
    age = core.multiplier == 1 and (core.value or 0) < _OLDEST
    if age and re.search(r"[a-z],\s+$", left) and re.match(r"\s*[,)]", right):
        return True  # "Omar Haddad, 45,"
    return age and re.match(r"\s*\)", right) is not None and re.search(r"[A-Z]\w+\s+[A-Z][\w-]+\s+\(\s*$", left) is not None
