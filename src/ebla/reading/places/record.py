"""A mention and what it was resolved to in, the contract's place out, with the candidates that were weighed."""

from __future__ import annotations

from ebla.gazetteer.find import Gazetteer
from ebla.gazetteer.store import Entry
from ebla.reading.parse import ParsedText
from ebla.reading.places.candidates import AREAS, SEAS, Candidate, Context, Name, group
from ebla.reading.places.mention import Mention
from ebla.records import PlaceCandidate, RankedPlace
from ebla.records.place import PlacePrecision

SHOWN = 5  # candidates kept in a record
FACILITY_CODES = {"airport": "AIRP", "camp": "CMP", "crossing": "PSTB", "dam": "DAM", "base": "MILB", "site": None}
_FITTING = {
    "airport": {"airport"},
    "camp": {"camp"},
    "crossing": {"crossing"},
    "dam": {"dam"},
    "base": {"base", "airport"},
    "site": set[str](),
}


def _fits(kind: str, code: str | None) -> bool:
    """Say whether an entry is itself the kind of facility that the words name."""
    return group(code) in _FITTING[kind] or (kind == "site" and group(code) not in ("town", "ADM1", "ADM2", "PCLI", "area"))


def _candidate(gazetteer: Gazetteer, c: Candidate) -> PlaceCandidate:
    entry = c.hit.entry
    admin1 = gazetteer.admin1(entry)
    return PlaceCandidate(
        name=entry.name,
        probability=round(c.probability, 4),
        geonames_id=entry.geonames_id,
        latitude=entry.latitude,
        longitude=entry.longitude,
        country=entry.country,
        admin1=admin1.name if admin1 else None,
        feature_code=entry.feature_code,
        source=entry.source or None,
    )


def _precision(entry: Entry, near: bool) -> PlacePrecision:
    code = entry.feature_code or ""
    if code == "PCLI":
        return "country"
    if code == "ADM1":
        return "admin1"
    if code.startswith("ADM"):
        return "admin2"
    if code in SEAS or code == "CONT":
        return "international"
    if entry.latitude is None or (code in AREAS and code != "RGN"):
        return "vague"
    if code == "RGN":
        return "admin1"
    return "near" if near or code in ("MT", "MTS", "FRST", "ISL", "PEN") else "exact"


def place_of(parsed: ParsedText, gazetteer: Gazetteer, m: Mention, names: dict[int, Name], context: Context) -> RankedPlace:
    """Return the record of a mention."""
    text = parsed.text[m.start : m.end]
    said = " ".join(text.split())
    name = names.get(id(m))
    best = name.best if name else None
    if m.shape != "point":
        countries = {c.country for p in m.pieces if (n := names.get(id(p))) and (c := n.best)}
        country = next(iter(countries)) if len(countries) == 1 else None
        only = names.get(id(m.pieces[0])) if len(m.pieces) == 1 else None
        told = tuple(_candidate(gazetteer, c) for c in only.candidates[:SHOWN]) if only else ()
        if not countries:
            country = next((c for c in context.countries if context.country_share(c) >= 0.6), None)
        span = (m.start, m.end)
        return RankedPlace(text=text, span=span, name=said, country=country, place_precision="vague", candidates=told, rule="vague")
    if best is None or name is None:
        country = next((c for c in context.countries if context.country_share(c) >= 0.6), None)
        return RankedPlace(text=text, span=(m.start, m.end), name=said, country=country, rule="unlisted")
    entry = best.hit.entry
    admin1 = gazetteer.admin1(entry)
    precision = _precision(entry, m.near)
    bare = precision in ("vague", "international")
    code = entry.feature_code
    shown, number = entry.name, entry.geonames_id
    if m.rule == "facility" and m.kind in _FITTING and not _fits(m.kind, code):
        if group(code) != "town":
            country = entry.country if code != "PCLI" else next((c for c in context.countries if context.country_share(c) >= 0.6), None)
            return RankedPlace(
                text=text, span=(m.start, m.end), name=said, country=country, feature_code=FACILITY_CODES[m.kind], rule="facility"
            )
        shown, code, number = said, FACILITY_CODES[m.kind], None
        precision = "near" if not bare and precision in ("exact", "near") else precision
    return RankedPlace(
        text=text,
        span=(m.start, m.end),
        name=shown,
        geonames_id=number,
        latitude=None if bare else entry.latitude,
        longitude=None if bare else entry.longitude,
        country=entry.country,
        admin1=admin1.name if admin1 else None,
        admin1_code=admin1.code if admin1 else None,
        pcode=entry.code if code not in ("ADM1", "PCLI") else None,
        feature_code=code,
        place_precision=precision,
        candidates=tuple(_candidate(gazetteer, c) for c in name.candidates[:SHOWN]),
        rule=m.rule,
    )
