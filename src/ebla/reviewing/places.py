"""A place's name as a person types it in; the gazetteer's place for a correction out. Weighs no context but the country."""

from __future__ import annotations

from typing import Any

import msgspec

from ebla.gazetteer.find import Gazetteer
from ebla.gazetteer.store import Match
from ebla.records import Place
from ebla.records.place import PlacePrecision

_AREAS: dict[str, PlacePrecision] = {
    "ADM1": "admin1",
    "ADM1H": "admin1",
    "ADM2": "admin2",
    "ADM3": "admin2",
    "PCLI": "country",
    "PCL": "country",
}


def places_named(gazetteer: Gazetteer, typed: str, country: str | None = None, limit: int = 9) -> list[dict[str, Any]]:
    """Return the places (as on the wire) that a typed name may mean, best first; those of `country` go before others.

    Args:
        gazetteer: Where to look.
        typed: A name, or a name and a country's code: `Tripoli, LB`.
        country: ISO 3166-1 alpha-2 code of the country that the claim is about, if known.
        limit: How many at most.
    """
    name, comma, code = typed.rpartition(",")
    asked = code.strip().upper() if comma and len(code.strip()) == 2 else None
    wanted = name.strip() if asked else typed.strip()
    hits = [hit for hit in gazetteer.search(wanted, asked, limit=50) if hit.match != Match.SKELETON]
    hits.sort(key=lambda hit: (hit.entry.country != country, hit.match, -hit.entry.population, hit.entry.id))
    return [_place(gazetteer, hit.entry) for hit in hits[:limit]]


def _place(gazetteer: Gazetteer, entry: Any) -> dict[str, Any]:
    admin1 = gazetteer.admin1(entry)
    place = Place(
        name=entry.name,
        geonames_id=entry.geonames_id,
        latitude=entry.latitude,
        longitude=entry.longitude,
        country=entry.country,
        admin1=admin1.name if admin1 else None,
        admin1_code=admin1.code if admin1 else None,
        feature_code=entry.feature_code,
        place_precision=_AREAS.get(entry.feature_code or "", "exact"),
        inferred=True,
    )
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(place))
    return found
