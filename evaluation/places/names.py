"""A bare name and its country in, the entry that the reader would take out: what the three hundred names are scored by."""

from __future__ import annotations

from ebla.gazetteer.find import Gazetteer
from ebla.gazetteer.store import Entry
from ebla.reading.parse import Parser
from ebla.reading.places import resolve_parsed

_WORDS = {"adm1": "the province of {}", "adm2": "the district of {}"}


def right_entry(gazetteer: Gazetteer, name: str, country: str, kind: str) -> Entry | None:
    """Return the entry of a name in a one-sentence report about its country, or None."""
    spoken = next(h.entry.name for h in gazetteer.named(country_name(gazetteer, country)) if h.entry.feature_code == "PCLI")
    phrase = _WORDS.get(kind, "{}").format(name)
    text = f"Fighting went on in {spoken}. Troops entered {phrase} on Monday. Elsewhere in {spoken} it was quiet."
    start = text.index(name)
    place = resolve_parsed(Parser.load().parse(text), [(start, start + len(name))], gazetteer)[0]
    if place is None:
        return None
    return Entry(0, place.name, place.latitude, place.longitude, place.country, None, place.feature_code, 0, place.geonames_id, None, "")


def country_name(gazetteer: Gazetteer, code: str) -> str:
    """Return the gazetteer's name of a country. Raises KeyError for an unknown code."""
    for number in range(1, 400):
        entry = gazetteer.stores[0].entry(number)
        if entry.feature_code == "PCLI" and entry.country == code:
            return entry.name
    raise KeyError(code)
