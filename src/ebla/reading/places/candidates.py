"""What names may mean, and what a report speaks of: plain values that the resolver weighs, and how kinds of entries fit kinds of words.

Nothing is decided here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from ebla.gazetteer.find import Hit
from ebla.gazetteer.store import Entry, Match
from ebla.reading.places.mention import Mention

ASTRAY = 0.04  # below this share of the report a small place abroad is no guess worth a pin
AREAS = frozenset(["RGN", "AREA", "DSRT", "RD", "STM", "VAL", "CST", "BDR", "LK", "PRK"])
SEAS = frozenset(["SEA", "OCN", "GULF", "STRT", "BAY", "CHN"])


def group(code: str | None) -> str:
    """Return the group of a GeoNames feature code that kind words speak of."""
    code = code or ""
    if code.startswith("PPL") or code == "STLMT":
        return "town"
    if code in ("AIRB", "AIRP", "AIRF"):
        return "airport"
    if code in AREAS or code in SEAS:
        return "area"
    return {"CMPRF": "camp", "CMP": "camp", "PSTB": "crossing", "DAM": "dam", "RSV": "dam", "MILB": "base", "INSM": "base"}.get(code, code)


FIT: dict[str, dict[str, float]] = {
    "adm1": {"ADM1": 6.0, "ADM2": 2.5, "town": -1.0, "area": 2.0, "PCLI": -4.0},
    "division": {"ADM1": 4.0, "ADM2": 3.0, "area": 3.0, "town": -1.0, "PCLI": -1.0},
    "adm2": {"ADM2": 6.0, "ADM1": 1.5, "town": 1.0, "PCLI": -4.0},
    "town": {"town": 2.5, "ADM1": -3.0, "ADM2": -2.0, "PCLI": -4.0},
    "airport": {"airport": 6.0, "town": 1.0},
    "camp": {"camp": 6.0, "town": 1.0},
    "crossing": {"crossing": 6.0, "town": 1.0},
    "dam": {"dam": 6.0, "town": 1.0},
    "base": {"base": 6.0, "airport": 3.0, "town": 1.0},
    "site": {"PRN": 6.0, "OILR": 6.0, "OILF": 6.0, "PS": 6.0, "BDG": 6.0, "PRT": 6.0, "town": 1.0},
    "building": {"town": 1.0},
    "natural": {"area": 4.0, "town": -3.0, "ADM1": -2.0, "PCLI": -3.0},
}
SEATLESS = 2.0  # what a district gets back that shares its name with no town of its country; found on GeoWebNews (0.875 to 0.880)
PLAIN = {"ADM2": -2.5, "airport": -3.0, "crossing": -1.0}


@dataclass(slots=True)
class Candidate:
    """An entry that a name may mean, with the part of its score that does not depend on the report, and its probability."""

    hit: Hit
    base: float
    country: str | None
    admin1: int | None
    probability: float = 0.0
    score: float = 0.0


@dataclass(slots=True)
class Name:
    """All mentions of one name with the same kind words; they mean one entry."""

    key: tuple[str, str | None]
    mentions: list[Mention]
    candidates: list[Candidate] = field(default_factory=list)
    countries: dict[str, float] = field(default_factory=dict)  # what this name alone adds to the context
    divisions: dict[int, float] = field(default_factory=dict)
    share: float = 1.0  # how much the rest of the report speaks of the country that this name is taken for
    far: bool = False  # found by its consonants alone, or the small namesake of a building, with no other place of the report near it
    rest: float = 0.0  # how much the rest of the report speaks of any country

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate."""
        return self.candidates[0] if self.candidates else None

    @property
    def astray(self) -> bool:
        """Whether the likeliest candidate is a small place of a country that the rest of the report never names, though it names others."""
        best = self.best
        if self.far:
            return True
        if best is None or best.country is None or self.rest < 1.2:
            return False
        entry = best.hit.entry
        large = entry.population >= (150_000 if best.hit.match == Match.OWN else 1_000_000) and best.hit.match <= Match.OTHER
        capital = entry.feature_code == "PPLC" and best.hit.match == Match.OWN
        return self.share < ASTRAY and not (large or capital or entry.feature_code == "PCLI")


class Context:
    """What the report speaks of: weights of countries and of first-order divisions, as shares of the whole."""

    def __init__(self) -> None:
        self.countries: dict[str, float] = {}
        self.divisions: dict[int, float] = {}

    def country_share(self, code: str | None) -> float:
        """Return the share of a country, 0 when the report says nothing of any."""
        total = sum(self.countries.values())
        return self.countries.get(code, 0.0) / total if code and total else 0.0

    def without(self, name: Name) -> tuple[dict[str, float], dict[int, float], float]:
        """Return the shares of countries and divisions by all other names: a name does not speak for itself."""
        countries = {c: max(0.0, w - name.countries.get(c, 0.0)) for c, w in self.countries.items()}
        divisions = {d: max(0.0, w - name.divisions.get(d, 0.0)) for d, w in self.divisions.items()}
        rest, parts = sum(countries.values()) or 1.0, sum(divisions.values()) or 1.0
        return {c: w / rest for c, w in countries.items()}, {d: w / parts for d, w in divisions.items()}, sum(countries.values())

    def main_countries(self, least: float = 0.15) -> frozenset[str]:
        """Return the countries with at least this share."""
        return frozenset(c for c in self.countries if self.country_share(c) >= least)


def distance_km(a: Entry, b: Entry) -> float:
    """Return the great-circle distance on a sphere of 6,371 km. [km]"""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return 20_000.0
    p, q, d = math.radians(a.latitude), math.radians(b.latitude), math.radians(a.longitude - b.longitude)
    return 6371.0 * math.acos(max(-1.0, min(1.0, math.sin(p) * math.sin(q) + math.cos(p) * math.cos(q) * math.cos(d))))
