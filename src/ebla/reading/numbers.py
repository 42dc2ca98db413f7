"""Text in; number expressions with their bounds out: "at least 1 500", "two dozen", "20 to 30", "tens of thousands", "several".

A `Number` says where the words stand and what they bound. Dates, times, years, ages, ordinals, percentages, money, measures of length or weight,
calibres, unit names, resolution numbers and scores are left out. What is counted, and whether it counts at all, is not decided here.

Source: the quantifier table of `docs/claims.md` (IDMC quantifiers; UCDP low, best, high).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ebla.records.claims import Quantifier
from ebla.records.span import Span

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL: dict[str, int] = (
    {w: i + 1 for i, w in enumerate(_ONES)} | {w: i + 10 for i, w in enumerate(_TEENS)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
)
_SMALL["fourty"] = 40
_BIG: dict[str, int] = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "lakh": 100_000, "lakhs": 100_000, "million": 10**6, "crore": 10**7, "crores": 10**7,
    "billion": 10**9, "k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9,
}  # fmt: skip
# Open plurals and the number that they certainly reach.
_OPEN = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6, "tens of thousands": 20_000, "hundreds of thousands": 200_000,
    "tens of millions": 20 * 10**6, "hundreds of millions": 200 * 10**6, "lakhs": 200_000,
}  # fmt: skip

_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:\.\d{3})+(?![\d.])|[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)"
    r"|\d{1,3},[ ]000(?!\d)|\d+(?:\.\d+)?"
)
_S = rf"(?:(?:{'|'.join(_TENS)}|fourty)(?:[\s-]+(?:{'|'.join(_ONES)})\b)?|{'|'.join(_TEENS)}|{'|'.join(_ONES)})"
_H = rf"(?:(?:{_S}|an?)[\s-]+hundred(?:\s+(?:and\s+)?{_S}\b)?|{_S})"
_T = rf"(?:(?:{_H}|an?)[\s-]+thousand(?:,?\s+(?:and\s+)?{_H}\b)?|{_H})"
_CARDINAL = re.compile(
    rf"""(?:
      (?P<open>(?:tens|hundreds)\s+of\s+(?:thousands|millions)|dozens|scores|hundreds|thousands|millions|lakhs)
    | (?P<many>several|many|a\s+few|some\s+few)\s+(?P<manyunit>dozen|score|hundred|thousand|million|lakh|crore)s?
    | (?P<half>half\s+an?|half-a|a\s+quarter\s+of\s+an?)[\s-]+(?P<halfunit>dozen|hundred|thousand|million|billion)
    | (?P<andhalf>{_S}|an?)\s+and\s+a\s+half\s+(?P<andhalfunit>hundred|thousand|million|billion)
    | (?P<digits>{_DIGITS})(?:[\s-]?(?P<unit>dozen|score|hundred|thousand|million|billion|lakhs?|crores?|mn|bn)\b|(?P<short>[kKm])(?![\w'’.-]))?
    | (?P<words>(?:{_H}|an?)\s+(?P<wordsunit>million|billion|lakh|crore)\b(?:,?\s+(?:and\s+)?{_T})?
               |(?:{_S}|a)[\s-]+dozen|a\s+score(?=\s+of)|(?:{_T})(?!\s+(?:million|billion)))
    | (?P<couple>a\s+couple\s+of|a\s+couple)
    | (?P<vague>several|many|numerous|multiple|countless|a\s+handful\s+of|a\s+few|an?\s+(?:(?:large|small|high|great|growing|unknown|unspecified|undisclosed
        |unconfirmed|huge|significant|considerable)\s+)?number\s+of)
    )(?![\w])""",
    re.VERBOSE | re.IGNORECASE,
)
_CANDIDATE = re.compile(
    rf"(?<![\w])(?:\d|(?:{'|'.join(_ONES + _TEENS + _TENS)}|fourty|dozens|scores|hundreds|thousands|millions|tens|lakhs|half|several|many|some\s+few|numerous|multiple"
    r"|countless|an?\s+(?:hundred|thousand|million|billion|lakh|crore|dozen|score|couple|handful|few|quarter|(?:\w+\s+)?number))\b)",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DAYS = r"(?:\d{1,2}(?:st|nd|rd|th)?\s*(?:,|and|to|or|-|–)\s*)*"
_LEFT_NOT = re.compile(
    r"""(?:(?:\b[A-Za-z]+[-–/]|[A-Za-z_@#§]|\d[.,:/]|\d\s?[-–]|[:/.+])$|[$€£¥₦₹]\s*$|\b(?:US\$|USD|EUR|GBP|NGN|AFN|Rs\.?)\s*$|\+\d+\s$
    |\b(?:[Nn]os?\.|[Nn]umbers?|[Nn]r\.|[Rr]esolutions?|[Aa]rticles?|[Cc]hapter|[Ss]ections?|[Aa]nnex|[Pp]ages?|[Pp]aragraphs?|[Pp]aras?\.?|[Pp]hase|[Rr]ound|[Ss]tage
      |[Gg]rades?|[Cc]ategory|[Vv]ersion|[Vv]olume|[Bb]attalion|[Bb]rigade|[Dd]ivision|[Rr]egiment|[Ss]quadron|[Hh]ighway|[Rr]oute|[Mm]otorway|[Cc]hannel|[Ff]light
      |Camp|Zone|Sector|Area|Ward|District|Checkpoint|Block|Hill|Height|Point|Unit|Corps|Article|Track|Station|Road|Line|Item|Protocol|Decree|Law|Order|Region|Day|Week
      |aged|ages?|aging|days?|[Tt]el\.?|[Pp]hone|[Ff]ax|[Tt]able|[Aa]nnex|SITREP|[Ss]it[Rr]ep|[Uu]pdate|[Rr]eport|[Ii]ssue|[Ee]pisode|[Ll]evel|age\sof|out\sof|in\severy|one\sin)\s*$)""",
    re.VERBOSE,
)
_AGES_LEFT = re.compile(
    r"\b(?:aged|ages?)\s+(?:between\s+|from\s+)?(?:\d+\s*(?:to|and|-|–)\s*)?$|\b(?:children|kids|girls|boys|people|those|infants)\s+(?:under|over|below|above)\s+(?:the\s+age\s+of\s+)?$",
    re.I,
)
_MONTH_LEFT = re.compile(rf"\b{_MONTH}\.?\s+{_DAYS}$")
_MEASURE = (
    r"(?:%|per\s?cents?\b|percent|percentage|pct\b|kms?\b|kilomet\w+|miles?\b|met(?:er|re)s?\b|cm\b|mm\b|millimet\w+|centimet\w+|feet\b|foot\b|ft\b|yards?\b|inch\w*|hectares?\b|ha\b"
    r"|acres?\b|square\b|sq\b|tons?\b|tonnes?\b|kgs?\b|kilos?\b|kilogram\w*|grams?\b|pounds?\b|lbs?\b|lit(?:er|re)s?\b|gallons?\b|barrels\s+(?:of\s+oil|per|a\s+day)|degrees?\b"
    r"|(?:US\s+|U\.S\.\s+|American\s+)?dollars?\b|USD\b|euros?\b|EUR\b|rupees?\b|naira\b|pesos?\b|riyals?\b|lira\b|shekels?\b|cents?\b|francs?\b|megawatts?\b|MW\b|knots\b|mph\b"
    r"|seconds?\b|minutes?\b|hours?\b|hrs?\b|days?\b|nights?\b|weeks?\b|months?\b|years?\b|decades?\b|centur\w+|a\.?m\b|p\.?m\b|o['’]clock|GMT\b|UTC\b|local\s+time"
    r"|times\b|fold\b|calib\w+|cal\b|volts?\b|points?\b|seats\b|votes?\b|goals?\b)"
)
_RIGHT_NOT = re.compile(
    rf"(?:(?:st|nd|rd|th)\b|\s?-?{_MEASURE}|[:/]\d|\.\d|(?:-|–)(?!plus|odd|strong|\d)\w|['’]s\b|(?:\s*(?:,|and|to|or|-|–)\s*\d{{1,2}}(?:st|nd|rd|th)?)*\s+(?:of\s+)?{_MONTH}\b"
    r"|\s+(?:or|to|and|-|–)\s+[\w-]+\s+(?:days|weeks|months|years|hours|minutes|kilomet\w+|km|miles|met(?:er|re)s|per\s?cent|percent)\b"
    r"|\s+(?:[a-z]+\s+)?(?:hours|days|weeks|months|years|kilomet\w+|miles)\b|[A-Za-z]|\s*°|\s+(?:in|out of)\s+(?:every\s+)?(?:two|three|four|five|six|seven|eight|nine|ten)\b)",
)
_YEAR_LEFT = re.compile(
    rf"\b(?:in|since|of|by|until|till|from|during|before|after|late|early|mid|to|and|year|the|between|{_MONTH}|summer|winter|spring|autumn)[\s,-]*$",
    re.I,
)
_YEAR_RIGHT = re.compile(r"\s+(?:[a-z-]+\s+){0,2}?(?:people|persons|women|men|children|police|[a-z]{3,}s)\b")
_QUANTIFIERS: tuple[tuple[str, str], ...] = (
    ("at_least", r"at\s+(?:the\s+very\s+)?least|no\s+(?:fewer|less)\s+than|not\s+(?:fewer|less)\s+than|a\s+minimum\s+of|minimum|min\."),
    ("up_to", r"up\s+to|as\s+(?:many|much|high)\s+as|at\s+(?:the\s+)?most|no\s+more\s+than|not\s+more\s+than|a\s+maximum\s+of|maximum|max\."),
    ("more_than", r"(?:well|far|slightly|just|many|significantly|considerably|much)?\s*(?:more|greater|higher)\s+than|(?:well|just|slightly)?\s*(?:over|above)|upwards?\s+of|in\s+excess\s+of"
                  r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|>"),
    ("less_than", r"(?:slightly|just|far|well)?\s*(?:fewer|less|lower)\s+than|(?:well)?\s*(?:under|below)|<"),
    ("approximately", r"about|around|some|approximately,?|approx\.?|roughly|nearly|almost|close\s+to|an\s+estimated|estimated(?:\s+at)?|estimates?\s+of|circa|ca?\.|~|±|more\s+or\s+less|just\s+under"
                      r"|just\s+short\s+of|in\s+the\s+region\s+of|an\s+average\s+of|perhaps|probably|possibly|something\s+like|as\s+few\s+as"),
)  # fmt: skip
_FILL = r"(?:(?:another|an\s+additional|additional|a\s+further|further|a\s+total\s+of|an\s+estimated|estimated|some|about|around|approximately|nearly|almost|a|the)\s+)?"
_PREFIX = re.compile(r"(?:^|(?<=[\s(\[“\"'‘—–:]))(?:" + "|".join(f"(?P<{n}>{p})" for n, p in _QUANTIFIERS) + rf")\s*{_FILL}$", re.I)
_TOTAL = re.compile(r"\b(?:a|the)\s+(?:combined\s+|grand\s+)?total\s+of\s+$", re.I)
_SUFFIX = re.compile(
    r"(?:(?P<at_least>\+|\s+or\s+(?:more|above)\b|[\s-]plus\b|\s+[a-z]+\s+or\s+more\b|,?\s+if\s+not\s+more\b|\s+and\s+(?:above|over)\b)"
    r"|(?P<approximately>-odd\b|\s+or\s+so\b)|(?P<up_to>\s+or\s+(?:fewer|less)\b))",
    re.I,
)
_JOIN = re.compile(r"\s*[-–—]\s*|\s+(?:to|or)\s+(?:(?:about|around|even|perhaps|as many as|more than)\s+)?|\s+and\s+(?=\S)", re.I)
_RISE = re.compile(
    r"\b(?:ros?e|risen|rising|increas\w+|climb\w*|jump\w*|gr[eo]w\w*|up|f[ae]ll\w*|dropp?\w*|declin\w*|revis\w*|rais\w*|reduc\w*|went|g[oe]\w*|updat\w*|cut)\b[^.;]{0,40}from\s+$",
    re.I,
)
# "40 per cent of the 5,000 houses": the number is that of which a share is told.
_SHARE = re.compile(
    r"(?:\bone\s+in\s+(?:every\s+)?|\bno[\s-]|(?:%|\b(?:per\s?cent|percent|half|thirds?|quarters?|fifths?|most|majority|some|much))\s+of\s+(?:(?:the|its|their|these|those|all|an\s+estimated)\s+)*)$",
    re.I,
)
_PARTICLE = re.compile(
    r"\b(?:hand|turn|t[ao]k|g[ia]v|sign|carr|c[ao]m|pass|cross|br[io][nu]g|pull|mo[vw])\w*\s+(?:over|down|around|about)\s+$", re.I
)
# Below this, "over", "about", "around", "under" before a number are read as prepositions ("anger over two killings").
_SMALLEST_BOUND = 5


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression. `start_char` to `end_char` covers the number words alone; `value` is what to compare with, None for "several"."""

    start_char: int
    end_char: int
    value: int | float | None
    quantifier: Quantifier | None
    quantifier_span: Span | None
    low: int | float | None
    best: int | float | None
    high: int | float | None
    strong: bool = False

    @property
    def span(self) -> Span:
        """The number words with their quantifier, before or after."""
        if self.quantifier_span is None:
            return (self.start_char, self.end_char)
        return (min(self.start_char, self.quantifier_span[0]), max(self.end_char, self.quantifier_span[1]))

    @property
    def low_inclusive(self) -> bool | None:
        """True for "at least", False for "more than", None where there is no lower bound in words."""
        return {"at_least": True, "more_than": False, "between": True}.get(self.quantifier or "")

    @property
    def high_inclusive(self) -> bool | None:
        """True for "up to", False for "fewer than", None where there is no upper bound in words."""
        return {"up_to": True, "less_than": False, "between": True}.get(self.quantifier or "")


def word_value(words: str) -> int:
    """Return the value of English number words ("two hundred and five", "a dozen").

    >>> word_value("twenty-one thousand and six")
    21006
    """
    total = part = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "a" or word == "an":
            part += 1
        elif word in ("hundred", "dozen", "score"):
            part = max(part, 1) * _BIG[word]
        elif word in _BIG:
            total += max(part, 1) * _BIG[word]
            part = 0
    return total + part


def _whole(value: float) -> int | float:
    return round(value) if abs(value - round(value)) < 1e-6 else value


def _digit_value(found: re.Match[str]) -> tuple[int | float | None, bool]:
    """Return the value of a match in digits and whether it has a multiplier; None for a bare decimal."""
    raw = found["digits"]
    unit = (found["unit"] or found["short"] or "").lower()
    if re.fullmatch(r"\d+\.\d+", raw) and (unit or not re.fullmatch(r"\d{1,3}\.\d{3}", raw)):
        return (_whole(float(raw) * _BIG[unit]), True) if unit else (None, False)
    plain = int(re.sub(r"\D", "", raw))
    return (plain * _BIG[unit] if unit else plain), bool(unit)


@dataclass(slots=True)
class _Core:
    start: int
    end: int
    value: int | float | None
    open: bool = False
    digits: bool = False
    multiplier: int = 1
    raw: str = ""


def _core(text: str, at: int) -> _Core | None:
    found = _CARDINAL.match(text, at)
    if found is None:
        return None
    start, end = found.span()
    if found["open"]:
        return _Core(start, end, _OPEN[re.sub(r"\s+", " ", found["open"].lower())], open=True)
    if found["manyunit"]:
        unit = found["manyunit"].lower()
        return _Core(start, end, {"score": 40}.get(unit, 2 * _BIG[unit]), open=True)
    if found["halfunit"]:
        share = 0.25 if "quarter" in found["half"].lower() else 0.5
        return _Core(start, end, _whole(share * _BIG[found["halfunit"].lower()]))
    if found["andhalf"]:
        return _Core(start, end, _whole((word_value(found["andhalf"]) + 0.5) * _BIG[found["andhalfunit"].lower()]))
    if found["couple"]:
        return _Core(start, end if text[end - 2 : end].lower() != "of" else end - 3, 2)
    if found["vague"]:
        return _Core(start, end if not text[start:end].lower().endswith(" of") else end - 3, None, open=True)
    if found["words"]:
        unit = next((u for u in ("million", "billion", "thousand", "hundred") if found["words"].lower().endswith(u)), "")
        return _Core(start, end, word_value(found["words"]), multiplier=_BIG.get(unit, 1))
    value, scaled = _digit_value(found)
    if value is None:
        return None
    unit = (found["unit"] or found["short"] or "").lower()
    return _Core(start, end, value, digits=True, multiplier=_BIG.get(unit, 1) if scaled else 1, raw=found["digits"])


def _is_year(text: str, core: _Core) -> bool:
    if not (core.digits and core.multiplier == 1 and re.fullmatch(r"(?:19|20)\d\d", core.raw)):
        return False
    if _YEAR_LEFT.search(text, max(0, core.start - 20), core.start) and not _PREFIX.search(text, max(0, core.start - 30), core.start):
        return True
    return _YEAR_RIGHT.match(text, core.end) is None


def _excluded(text: str, core: _Core) -> bool:
    """Tell whether the number is a date, an age, a measure, a name's part or another thing that counts nothing."""
    left = text[max(0, core.start - 40) : core.start]
    right = text[core.end : core.end + 60]
    if core.digits and (
        _LEFT_NOT.search(left) or _is_year(text, core) or ((len(core.raw) < 3 or len(core.raw) == 4) and _MONTH_LEFT.search(left))
    ):
        return True
    if _AGES_LEFT.search(left) or _RIGHT_NOT.match(right):
        return True
    if left[-1:] == "-" and left[-2:-1].isalnum():
        return True
    if (
        core.digits
        and core.multiplier == 1
        and re.search(r"[a-z],\s+$", left)
        and re.match(r"\s*,|\s*\)", right)
        and (core.value or 0) < 110
    ):
        return True  # "Omar Haddad, 45,"
    if core.digits and ((core.raw[:1] == "0" and len(core.raw) > 1) or re.fullmatch(r"\d{7,}", core.raw) or re.match(r"\s?[-–]\d", right)):
        return True
    if _SHARE.search(left):
        return True
    if core.value is None and re.search(r"\b(?:as|how|so|too|very|not)\s+$", left, re.I):
        return True
    return bool(
        core.digits
        and re.search(r"\(\s*$", left)
        and re.match(r"\s*\)", right)
        and (core.value or 0) < 110
        and re.search(r"[A-Z]\w+\s+[A-Z][\w-]+\s+\(\s*$", left)
    )


def _range(text: str, first: _Core) -> _Core | None:
    """Return the second number of a range that starts with `first`, or None."""
    if first.open or first.value is None:
        return None
    join = _JOIN.match(text, first.end)
    if join is None:
        return None
    word = join.group().strip().lower()
    if word == "and" and not re.search(
        r"\bbetween\s+(?:about\s+|around\s+|an\s+estimated\s+)?$", text[max(0, first.start - 24) : first.start], re.I
    ):
        return None
    second = _core(text, join.end())
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


def _prefix(text: str, start: int, value: int | float | None, open_: bool) -> tuple[str, Span] | None:
    left_start = max(0, start - 48)
    found = _PREFIX.search(text[left_start:start])
    if found is None:
        return None
    name = str(found.lastgroup)
    cue = found[name].strip().lower()
    if _PARTICLE.search(text[left_start:start]):
        return None
    if cue in ("over", "about", "around", "under", "above", "below") and not open_ and (value or 0) < _SMALLEST_BOUND:
        return None
    a = left_start + found.start(name)
    a += len(found[name]) - len(found[name].lstrip())
    return name, (a, left_start + found.start(name) + len(found[name].rstrip()))


def _bounds(
    name: str | None, value: int | float | None, open_: bool
) -> tuple[str | None, int | float | None, int | float | None, int | float | None]:
    """Return quantifier, low, best and high of a value under a quantifier."""
    if value is None:
        return None, None, None, None
    if name in ("at_least", "more_than"):
        return name, value, None, None
    if name in ("up_to", "less_than"):
        return name, None, None, value
    if open_:
        return "approximately", value, None, None
    if name == "approximately":
        return name, None, value, None
    return "exactly", value, value, value


def _number(text: str, core: _Core, second: _Core | None) -> Number:
    prefix = _prefix(text, core.start, core.value, core.open)
    if second is not None:
        before = re.search(r"\b(?:between|from)\s+$", text[max(0, core.start - 10) : core.start], re.I)
        a = max(0, core.start - 10) + before.start() if before else core.start
        span = (a, a + len(before.group().strip())) if before else (core.end, second.start)
        return Number(core.start, second.end, second.value, "between", span, core.value, None, second.value)
    suffix = _SUFFIX.match(text, core.end)
    strong = bool(re.match(r"[\s-]strong\b", text[core.end : core.end + 8]))
    if prefix is not None:
        name, quantifier_span = prefix
        # "up to" and the like say nothing beside an open plural that they do not bound
        name_out, low, best, high = _bounds(name, core.value, core.open)
        return Number(core.start, core.end, core.value, name_out, quantifier_span if name_out else None, low, best, high, strong)
    if suffix is not None:
        name = str(suffix.lastgroup)
        a = core.end + suffix.start() + (len(suffix.group()) - len(suffix.group().lstrip())) if suffix.group() != "+" else core.end
        name_out, low, best, high = _bounds(name, core.value, core.open)
        return Number(
            core.start,
            core.end,
            core.value,
            name_out,
            (suffix.start() + (a - core.end - suffix.start()), suffix.end()) if name_out else None,
            low,
            best,
            high,
            strong,
        )
    name_out, low, best, high = _bounds(None, core.value, core.open)
    total = _TOTAL.search(text[max(0, core.start - 24) : core.start])
    start = max(0, core.start - 24) + total.start() if total else core.start
    return Number(start, core.end, core.value, name_out, None, low, best, high, strong)


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the number expressions of a text in order, none overlapping.

    >>> [(n.quantifier, n.low, n.best, n.high) for n in find_numbers("at least 1,500 families and 20 to 30 farmers in 2014")]
    [('at_least', 1500, None, None), ('between', 20, None, 30)]
    """
    at = 0
    for candidate in _CANDIDATE.finditer(text):
        if candidate.start() < at:
            continue
        core = _core(text, candidate.start())
        if core is None:
            continue
        at = core.end
        second = _range(text, core)
        if second is not None:
            at = second.end
            if _excluded(text, _Core(core.start, second.end, second.value, digits=core.digits, raw=core.raw, multiplier=2)) or (
                _is_year(text, second) and core.raw[:2] in ("19", "20") and len(core.raw) == 4
            ):
                continue
            if _RISE.search(text[max(0, core.start - 70) : core.start]):
                core, second = second, None
        elif _excluded(text, core):
            continue
        yield _number(text, core, second)
