"""Countries by name, demonym and ISO code, with the dates of those that came or went.

In: a word of a report ("Syrian", "Burma", "SY"). Out: an ISO 3166-1 alpha-3 code, or None when it is not one country's. States
that no longer exist keep the code ISO gave them (SUN, YUG, CSK, DDR, YMD); states that only changed their name keep today's code
(Zaire is COD, Burma MMR). It does *not* resolve places: that is the gazetteer.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from ebla.actors.names import words_of

SHARED_DEMONYMS = {"congolese": "COD", "dominican": "DOM", "guinean": "GIN", "yemeni": "YEM", "korean": None, "macedonian": "MKD"}
"""Adjectives of two states: the one meant without a further word, or None. Judged by how the press writes, not tuned."""


@dataclass(frozen=True, slots=True)
class Country:
    """A state of today or of the past: codes, names, demonyms and the dates between which it stood.

    Source:
        ISO 3166-1 and 3166-3; UN member states; dates of independence from public reference works.
    """

    iso2: str
    iso3: str
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    metonyms: tuple[str, ...]
    valid_from: str | None
    valid_to: str | None


@cache
def countries() -> tuple[Country, ...]:
    """Give every country of the table, states of today first.

    >>> [c.capital for c in countries() if c.iso3 == "SYR"]
    ['Damascus']
    """
    rows = csv.DictReader((files("ebla.actors") / "countries.csv").read_text(encoding="utf-8").splitlines())

    def many(value: str) -> tuple[str, ...]:
        return tuple(v for v in value.split("|") if v)

    return tuple(
        Country(
            r["iso2"],
            r["iso3"],
            r["name"],
            many(r["other_names"]),
            many(r["demonyms"]),
            r["capital"],
            many(r["metonyms"]),
            r["valid_from"] or None,
            r["valid_to"] or None,
        )
        for r in rows
    )


@cache
def _by_iso3() -> dict[str, Country]:
    return {c.iso3: c for c in countries()}


def _index(kind: str) -> dict[str, list[Country]]:
    found: dict[str, list[Country]] = {}
    for country in countries():
        texts = country.demonyms if kind == "demonym" else (country.name, *country.other_names)
        for text in texts:
            bucket = found.setdefault(" ".join(words_of(text)), [])
            if country not in bucket:
                bucket.append(country)
    return found


@cache
def _by_demonym() -> dict[str, list[Country]]:
    return _index("demonym")


@cache
def _by_name() -> dict[str, list[Country]]:
    return _index("name")


def _standing(candidates: list[Country], on: date | None) -> Country | None:
    if not candidates:
        return None
    day = on.isoformat() if on else None
    for country in candidates:
        if day and (not country.valid_from or country.valid_from <= day) and (not country.valid_to or day <= country.valid_to):
            return country
    return candidates[0]


def country_by_demonym(demonym: str, on: date | None = None) -> str | None:
    """Give the ISO 3166-1 alpha-3 code of the country an adjective or the name of a people stands for.

    Args:
        demonym: As written: "Syrian", "Syrians", "Zairean".
        on: The date of the report; decides between states that shared a word.

    >>> country_by_demonym("Syrian"), country_by_demonym("Congolese"), country_by_demonym("Ruritanian")
    ('SYR', 'COD', None)
    """
    key = " ".join(words_of(demonym))
    for form in (key, key.removesuffix("s")):
        if form in SHARED_DEMONYMS:
            return SHARED_DEMONYMS[form]
        found = _standing(_by_demonym().get(form, []), on)
        if found:
            return found.iso3
    return None


def country_by_name(name: str, on: date | None = None) -> str | None:
    """Give the ISO 3166-1 alpha-3 code of a country by any of its names.

    >>> country_by_name("Burma"), country_by_name("the DRC"), country_by_name("Georgia")
    ('MMR', 'COD', 'GEO')
    """
    found = _standing(_by_name().get(" ".join(words_of(name)), []), on)
    return found.iso3 if found else None


def country(iso3: str) -> Country | None:
    """Give the row of an ISO 3166-1 alpha-3 code, or None.

    >>> country("MMR").name
    'Myanmar'
    """
    return _by_iso3().get(iso3)


def iso3_of(iso2: str) -> str | None:
    """Give the alpha-3 code for an alpha-2 code of a state of today.

    >>> iso3_of("SY"), iso3_of("XK"), iso3_of("ZZ")
    ('SYR', 'XKX', None)
    """
    return next((c.iso3 for c in countries() if c.iso2 == iso2.upper() and not c.valid_to), None)


def iso2_of(iso3: str) -> str | None:
    """Give the alpha-2 code for an alpha-3 code, past states included.

    >>> iso2_of("SYR"), iso2_of("SUN")
    ('SY', 'SU')
    """
    found = country(iso3.upper())
    return found.iso2 if found else None
