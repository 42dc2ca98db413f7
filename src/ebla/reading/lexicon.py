"""Lexicon files in; look-up tables out. Each table is read once per process and never changed."""

from __future__ import annotations

import csv
import pathlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

FOLDER = pathlib.Path(__file__).parent / "lexicons"


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV lexicon as dictionaries; lines that start with `#` are notes."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if line.strip() and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that states a deed: its PLOVER type and mode, ACLED sub-event ("-" for none) and the frame: which words fill which role."""

    lemma: str
    pos: str
    event_type: str | None
    mode: str | None
    acled: str | None
    frame: str
    weapon: str | None


@cache
def triggers() -> dict[tuple[str, str], Trigger]:
    """Return triggers by (lemma, "v" or "n"); a phrase has its parts joined by `+`."""
    table = {}
    for row in rows("triggers.csv"):
        trigger = Trigger(
            row["lemma"],
            row["pos"],
            row["event_type"] or None,
            row["mode"] or None,
            row["acled"] or None,
            row["frame"],
            row["weapon"] or None,
        )
        table[(trigger.lemma, trigger.pos)] = trigger
    return table


@cache
def phrase_triggers() -> dict[str, list[tuple[str, Trigger]]]:
    """Return verb phrases by their verb: `open` -> [(`fire`, trigger)]."""
    table: dict[str, list[tuple[str, Trigger]]] = {}
    for (lemma, pos), trigger in triggers().items():
        if pos == "v" and "+" in lemma:
            verb, other = lemma.split("+", 1)
            table.setdefault(verb, []).append((other, trigger))
    return table


@dataclass(frozen=True, slots=True)
class WeaponEntry:
    """A weapon's contract noun with the mode and ACLED sub-event it says."""

    weapon: str
    mode: str | None
    acled: str | None
    rank: int


@cache
def weapons() -> dict[tuple[str, ...], WeaponEntry]:
    """Return weapons by their words in the singular."""
    return {
        tuple(row["phrase"].split()): WeaponEntry(row["weapon"], row["mode"] or None, row["acled"] or None, int(row["rank"]))
        for row in rows("weapons.csv")
    }


@cache
def facilities() -> dict[tuple[str, ...], str]:
    """Return the contract's noun of a facility by its words in the singular."""
    return {tuple(row["phrase"].split()): row["value"] or row["phrase"] for row in rows("facilities.csv")}


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def word_set(name: str, key: str) -> frozenset[str]:
    """Return a list of words of a TOML lexicon, written there as one text with blanks between. Raises KeyError for an unknown key."""
    return frozenset(_toml(name)[key].split())


@cache
def word_patterns(name: str, key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (value, pattern) pairs of a TOML lexicon, in its order; a pattern stands for whole words, in capitals or not."""
    return tuple((value, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for value, pattern in _toml(name)[key])


def first_pattern(name: str, key: str, text: str) -> str | None:
    """Return the value of the first of a lexicon's patterns that a text holds, or None."""
    return next((value for value, pattern in word_patterns(name, key) if pattern.search(text)), None)


@cache
def role_nouns() -> dict[str, str]:
    """Return the sector of each common noun that names a party."""
    return {row["lemma"]: row["sector"] for row in rows("roles.csv")}


def word_table(name: str, key: str) -> dict[str, str]:
    """Return word -> value of a table of a TOML lexicon that lists words by value. Raises KeyError for an unknown key."""
    return {word: value for value, words in _toml(name)[key].items() for word in words.split()}
