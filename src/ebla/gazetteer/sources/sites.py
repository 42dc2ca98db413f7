"""OurAirports' airfields and the curated supplement in, rows out, each under the division of its nearest town. Towns come before."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator

from ebla.gazetteer.names import letters
from ebla.gazetteer.sources.build import DATA, LATIN_HOMES, Build, folder, plain, table, usable
from ebla.gazetteer.writing import Row

_MILITARY = re.compile(r"air ?base|air force|military|afb\b|naval air|army air", re.I)


def airfields(build: Build) -> Iterator[Row]:
    """Yield the airfields that reports may name, known also by the town they stand at.

    Small fields of the busiest flying countries are left out.
    """
    with gzip.open(folder("ourairports") / "airports.csv.gz", "rt", encoding="utf-8") as handle:
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
    for r in table(DATA / "supplement.csv"):
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
