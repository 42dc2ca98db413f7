"""How far a value that was read agrees with the gold's: a credit from 0 to 1 for each sort of field.

In come two plain JSON values of one field, out goes a number. Names may be transliterated differently and carry a title more; places agree
within 25 km (areas within 100 km); dates agree end by end. Which claims belong together is decided in `scorer.py`.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from ebla.records.checking import is_number
from ebla.records.schema import DATE_FIELDS, LINK_FIELDS, NOUN_FIELDS, PARTY_FIELDS, PLACE_FIELDS

END_FIELDS = ("source", "target")
NEAR_KM = 25.0
NEAR_AREA_KM = 100.0
AREA_CODES = ("ADM1", "PCLI")
MOST_WORDS_MORE = 2
# Words that no name is told apart by.
FILLERS = frozenset({"the", "al", "el", "ad", "as", "az", "ash", "an", "a", "general", "president", "of", "s"})
DIRECTIONS = frozenset(
    {
        "north", "south", "east", "west", "northern", "southern", "eastern", "western", "northwest", "northeast", "southwest",
        "southeast", "northwestern", "northeastern", "southwestern", "southeastern", "central", "upper", "lower", "greater", "rural", "new",
        "equatorial",
    }
)  # fmt: skip
# Words that one letter parts from another name, or that name a kind of body: they must be equal.
EXACT = DIRECTIONS | frozenset(
    {
        "iran", "iraq", "niger", "nigeria", "mali", "malawi", "sudan", "guinea", "guyana", "libya", "syria",
        "mauritania", "mauritius", "austria", "australia", "oman", "jordan", "chad", "congo", "korea", "ireland", "georgia",
        "russia", "turkey", "yemen", "lebanon", "palestine", "israel", "government", "military", "forces", "police", "report",
    }
)  # fmt: skip
Links = Mapping[str, str]


@cache
def fold(text: str) -> tuple[str, ...]:
    """Return a name's words without case, accents, apostrophes and filler words.

    >>> fold("the Governor of Dar'a")
    ('governor', 'dara')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’ʼ`´‘ʿʾ]", "", re.sub(r"['’]s\b", "", plain))
    words = tuple(re.findall(r"\w+", plain.replace("_", " ")))
    return tuple(w for w in words if w not in FILLERS) or words


@cache
def same_word(one: str, other: str) -> bool:
    """Whether two words of names are one word, transliteration allowed: Idlib and Idleb, Suheil and Suhayl."""
    if one == other:
        return True
    if one in EXACT or other in EXACT or min(len(one), len(other)) < 4 or one[0] != other[0]:
        return False
    bones, others = (re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw]", "", w)) for w in (one, other))
    return difflib.SequenceMatcher(None, one, other).ratio() >= 0.8 or (bones == others and len(bones) >= 3)


def alike(gold: object, said: object) -> bool:
    """Whether two names are the same: each of the gold's words is there, and at most two more, none of them a direction."""
    wanted, left = fold(str(gold or "")), list(fold(str(said or "")))
    if not wanted or not left or len(left) > len(wanted) + MOST_WORDS_MORE or DIRECTIONS & (set(left) - set(wanted)):
        return list(wanted) == left
    joined = "".join(left)
    for word in wanted:
        mate = next((w for w in left if same_word(word, w)), None)
        if mate is None:
            return "".join(wanted) == joined
        left.remove(mate)
    return True


def as_dict(value: Any) -> dict[str, Any]:
    """Return the value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return the value if it is a list, nothing for None, else a list of it."""
    return value if isinstance(value, list) else [] if value is None else [value]


def set_credit(gold: Sequence[Any], said: Sequence[Any], same: Callable[[Any, Any], bool]) -> float:
    """Return the F1 of two small sets under a likeness; 1 when both are empty."""
    if not gold and not said:
        return 1.0
    left, hits = list(said), 0
    for wanted in gold:
        for found in left:
            if same(wanted, found):
                left.remove(found)
                hits += 1
                break
    return 2 * hits / (len(gold) + len(said))


def _named_alike(gold: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    return any(alike(gold.get("name"), said[key]) for key in ("name", "text") if said.get(key))


def same_party(gold: Any, said: Any) -> bool:
    """Whether two parties are one: by code where both have one (the gold's may be shorter), else by name."""
    if not isinstance(gold, dict):
        return bool(gold == said)
    found = said if isinstance(said, dict) else {"name": said}
    if gold.get("code") and found.get("code"):
        wanted = str(gold["code"]).split()
        return wanted == str(found["code"]).split()[: len(wanted)]
    return bool(gold.get("name")) and _named_alike(gold, found)


def _coordinates(place: Mapping[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = place.get("latitude"), place.get("longitude")
    return (float(latitude), float(longitude)) if is_number(latitude) and is_number(longitude) else None  # type: ignore[arg-type]


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two points given as latitude, longitude. [km]

    >>> round(distance_km((0.0, 0.0), (0.0, 1.0)))
    111
    """
    a, b, turn = math.radians(one[0]), math.radians(other[0]), math.radians(one[1] - other[1])
    return 6371 * math.acos(max(-1.0, min(1.0, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn))))


def place_credit(gold: dict[str, Any] | None, said: Any) -> float:
    """Return the credit of a place: by distance where both have coordinates, else by name; half where the gazetteer was not asked."""
    if gold is None or said is None:
        return float(gold is said)
    found = as_dict(said)
    here, there = _coordinates(gold), _coordinates(found)
    if gold.get("country") and found.get("country") and gold["country"] != found["country"]:
        return 0.0
    if "latitude" in gold and gold["latitude"] is None and there:
        return 0.0  # a pin where the words give none
    code = str(gold.get("feature_code", ""))
    named = _named_alike(gold, found)
    if here and there:
        credit = float(distance_km(here, there) <= (NEAR_AREA_KM if code[:4] in AREA_CODES else NEAR_KM))
    else:
        credit = named * (0.5 if here else 1.0)
    if code.startswith("ADM") and str(found.get("feature_code") or "")[:4] != code[:4]:
        credit /= 2
    return credit


def date_credit(gold: dict[str, Any] | None, said: Any) -> float:
    """Return the share of a date's two ends that are right; 0 for one day where the words give a longer or open interval."""
    found = as_dict(said)
    if not (found.get("date_start") or found.get("date_end")):
        return float(gold is None)
    if gold is None:
        return 0.0
    one_day = found.get("date_start") and found.get("date_start") == found.get("date_end")
    if one_day and gold.get("date_start") != gold.get("date_end"):
        return 0.0
    ends = [key for key in ("date_start", "date_end") if key in gold]
    return sum(gold[key] == found.get(key, "absent") for key in ends) / len(ends) if ends else 1.0


def claimant_credit(gold: dict[str, Any] | None, said: Any) -> float:
    """Return 1 for the same source, and for the report's own voice in both."""
    found, name = as_dict(said), as_dict(gold).get("name")
    if name == "report" or found.get("name") == "report":
        return float(name == found.get("name"))
    return float(_named_alike({"name": name}, found))


def plain_credit(gold: Any, said: Any) -> float:
    """Return 1 for equal values: words without regard to case, numbers by value, true and false never as numbers."""
    if isinstance(gold, str) and isinstance(said, str):
        return float(gold.casefold() == said.casefold())
    return float(gold == said and isinstance(gold, bool) == isinstance(said, bool))


def credit(key: str, gold: Any, said: Any, links: Links) -> float:
    """Return how far a field's value agrees with one acceptable value of the gold, from 0 to 1.

    Args:
        key: The field's name.
        gold: One acceptable value.
        said: What the reading says, None where it says nothing.
        links: Ids of the reading's claims to the gold ids that they are paired with.
    """
    if key in LINK_FIELDS:
        mapped = [links.get(str(x), f"unpaired {x}") for x in as_list(said) if x is not None]
        return set_credit([x for x in as_list(gold) if x is not None], mapped, lambda a, b: bool(a == b))
    if key in PARTY_FIELDS or key == "via":
        return set_credit(gold or [], as_list(said), same_party)
    if key in NOUN_FIELDS:
        return set_credit(gold or [], [x for x in as_list(said) if isinstance(x, str)], alike)
    if key in END_FIELDS:
        return float(bool(said) and same_party(gold, links.get(str(said), said) if isinstance(said, str) else said))
    if key in PLACE_FIELDS:
        return place_credit(gold, said)
    if key in DATE_FIELDS:
        return date_credit(gold, said)
    if key == "party":
        return float(gold is said if gold is None or said is None else same_party(gold, said))
    if key == "claimant":
        return claimant_credit(gold, said)
    return plain_credit(gold, said)
