"""What all sources share: the tables' folders, which alternate names are of use, and what is known so far while rows are made.

In come names and paths, out go plain values; no row is made here.
"""

from __future__ import annotations

import csv
import importlib.util
import math
import pathlib
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

DATA = pathlib.Path(__file__).parents[1] / "data"
COUNTRIES = pathlib.Path(__file__).parents[2] / "actors" / "countries.csv"
# Countries whose names are written in Latin letters at home: a consonant skeleton would only make confusion there.
LATIN_HOMES = frozenset(
    (
        "US CA GB IE AU NZ FR DE AT CH IT ES PT NL BE LU DK NO SE FI IS PL CZ SK HU RO HR SI EE LV LT AL BR AR CL UY PY BO PE EC "
        "CO VE PA CR NI HN SV GT MX CU DO HT PR JM TT BZ GY SR GF GP MQ RE YT NC PF PH ID MY SG VN ZA NA BW ZW ZM JP KR KP CN TW TH LA KH"
    ).split()
)
# Scripts that reports come in: Latin, Cyrillic, Arabic, Hebrew, Ethiopic.
_SCRIPT = re.compile(
    r"^[\u0000-\u024f\u1e00-\u1eff\u0300-\u036f\u02b0-\u02ff\u2010-\u2019\u0400-\u052f\u0590-\u06ff\u0750-\u077f\u1200-\u137f\ufb50-\ufeff]+$"
)
# Short forms of countries that reports write.
KNOWN_SHORT = frozenset(["US", "USA", "UK", "UAE", "DRC", "CAR", "DPRK", "ROK", "PRC", "KSA", "FYROM", "GDR"])
KM = 111.2


@dataclass
class Build:
    """What is known so far while rows are made: the next id, divisions by GeoNames code, towns by cell of one degree."""

    next_id: int = 1
    country_ids: dict[str, int] = field(default_factory=dict)
    division_ids: dict[str, int] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)  # codes of divisions that the supplement only adds names and points to
    towns: dict[tuple[int, int], list[tuple[float, float, int, int | None, str, str]]] = field(default_factory=lambda: defaultdict(list))

    def take(self) -> int:
        """Return the next id."""
        self.next_id += 1
        return self.next_id - 1

    def nearest_town(self, lat: float, lon: float, country: str | None, reach_km: float) -> tuple[float, int, int | None, str] | None:
        """Return distance [km], id, parent and name of the nearest town of the country within reach, or None."""
        best = None
        for y in (-1, 0, 1):
            for x in (-1, 0, 1):
                for tlat, tlon, number, parent, code, name in self.towns.get((math.floor(lat) + y, math.floor(lon) + x), ()):
                    if country and code != country:
                        continue
                    km = KM * math.hypot(tlat - lat, (tlon - lon) * math.cos(math.radians(lat)))
                    if km <= reach_km and (best is None or (km, number) < best[:2]):
                        best = (km, number, parent, name)
        return best


def folder(package: str) -> pathlib.Path:
    """Return the data folder of an installed package. Raises ModuleNotFoundError without it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"The gazetteer cannot be compiled: {package} is not installed. Try: pip install {package}")
    return pathlib.Path(next(iter(spec.submodule_search_locations))) / "data"


def table(path: pathlib.Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header, lines of comment left out."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(line for line in handle if not line.startswith("#")))


def tsv(path: pathlib.Path) -> list[list[str]]:
    """Return the cells of a tab-separated file without a header."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def usable(name: str, lowest: int = 3) -> bool:
    """Say whether an alternate name is one that a report may write.

    A script it comes in, not a code, not a romanised gloss in lower case.
    """
    if len(name) < lowest or not _SCRIPT.match(name):
        return False
    if name.isascii() and (
        name.islower() or (name.isupper() and len(name) <= 4) or (name[0].islower() and not re.match(r"(al|el|ad|as|an|ash)[ -]", name))
    ):
        return False
    return not any(c.isdigit() for c in name)


def plain(name: str) -> str:
    """Return a transliterated name without the marks that reports leave out: dots below, macrons, ayin and hamza.

    >>> plain("Al Ḩasakah"), plain("Córdoba")
    ('Al Hasakah', 'Córdoba')
    """
    out: list[str] = []
    for char in unicodedata.normalize("NFD", name):
        if char in "\u0323\u0327\u0304\u0331\u0324" and out and out[-1].casefold() not in "ceg":
            continue
        out.append(char)
    return re.sub(r"^[‘ʻʿ’]|[’ʼ‘ʻʿ]$", "", unicodedata.normalize("NFC", "".join(out))).replace("’", "'").replace("‘", "'").replace("ʻ", "'")
