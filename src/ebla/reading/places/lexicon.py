"""The place reader's word lists, as look-up tables.

Read once per process from `lexicons/places.toml` and the actors' table of countries.
"""

from __future__ import annotations

import csv
import pathlib
import tomllib
from dataclasses import dataclass
from functools import cache

_READING = pathlib.Path(__file__).parent.parent
_COUNTRIES = _READING.parent / "actors" / "countries.csv"


@dataclass(frozen=True)
class Words:
    """The lists of the lexicon.

    `kinds` maps a kind word, or phrase, to what it says of a name; `demonyms` an adjective or people in lower case to the country's
    code and name;
    `abbreviations` a form to the name and ISO 3166-2 code of a division; `postal` the forms that need a comma before them.
    """

    kinds: dict[str, str]
    kind_words: frozenset[str]
    directions: frozenset[str]
    lone_directions: frozenset[str]
    place_prepositions: frozenset[str]
    sure_prepositions: frozenset[str]
    near: frozenset[str]
    party_prepositions: frozenset[str]
    titles: frozenset[str]
    organisation_words: frozenset[str]
    act_words: frozenset[str]
    speech_verbs: frozenset[str]
    state_heads: frozenset[str]
    connectors: frozenset[str]
    soft_connectors: frozenset[str]
    ordinary: frozenset[str]
    prefixes: frozenset[str]
    place_verbs: frozenset[str]
    place_acts: frozenset[str]
    line_prepositions: frozenset[str]
    compound_tails: frozenset[str]
    residents: frozenset[str]
    demonyms: dict[str, tuple[str, str]]
    abbreviations: dict[str, tuple[str, str]]
    postal: dict[str, tuple[str, str]]


@cache
def words() -> Words:
    """Return the lists."""
    table = tomllib.loads((_READING / "lexicons" / "places.toml").read_text(encoding="utf-8"))
    kinds: dict[str, str] = {}
    for kind, names in table["kinds"].items():
        for name in names:
            kinds.setdefault(name, kind)
    with _COUNTRIES.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(line for line in handle if not line.startswith("#")))
    demonyms = {d.lower(): (r["iso2"], r["name"]) for r in reversed(rows) for d in r["demonyms"].split("|") if d and len(r["iso2"]) == 2}
    demonyms.update((r["word"], ("", r["name"])) for r in _rows("places_peoples.csv"))
    short = list(_rows("places_abbreviations.csv"))
    forms = {r["form"]: (r["name"], r["code"]) for r in short if not r["after_comma"]}
    postal = {r["form"]: (r["name"], r["code"]) for r in short if r["after_comma"]}
    kind_words = frozenset(part for name in kinds for part in name.split())
    lists = {k: frozenset(v) for k, v in table["words"].items()}
    return Words(kinds=kinds, kind_words=kind_words, demonyms=demonyms, abbreviations=forms, postal=postal, **lists)


def _rows(name: str) -> list[dict[str, str]]:
    with (_READING / "lexicons" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(line for line in handle if not line.startswith("#")))
