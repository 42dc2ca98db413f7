"""The figure lexicon in; look-up tables out: what a noun counts, who a person is, what a verb says befell the counted."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ebla.reading.lexicon import FOLDER
from ebla.reading.parse import Word

# Plural endings that mark persons whom no list names ("beekeepers", "Somalis" aside): used only beside a verb of harm.
_PERSON_ENDINGS = ("ers", "ors", "ists", "ians", "ees", "men", "women", "ants", "people")
_NUMBERED = frozenset(["other", "another", "others", "more"])


@dataclass(frozen=True, slots=True)
class Complement:
    """What a verb says together with words near it: "left 14 dead", "took shelter". An empty `verbs` is any verb."""

    verbs: frozenset[str]
    role: str
    near: re.Pattern[str]
    measure: str
    term: str | None


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The tables of `figures.toml`: word to measure by role, noun to unit, person to `who`, lemma to IDMC term."""

    object: dict[str, tuple[str, ...]]
    subject: dict[str, tuple[str, ...]]
    noun: dict[str, str]
    counted: dict[str, str]
    predicate: dict[str, str]
    complements: tuple[Complement, ...]
    idmc: dict[str, str]
    who: dict[str, str | None]
    who_phrase: dict[str, str]
    unit: dict[str, str]
    strikes: frozenset[str]
    never: frozenset[str]


def _table(entries: dict[str, str]) -> dict[str, str]:
    return {word: key for key, words in entries.items() for word in words.split()}


def _many(entries: dict[str, str]) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for key, words in entries.items():
        for word in words.split():
            table[word] = (*table.get(word, ()), key)
    return table


def _complement(entry: dict[str, str]) -> Complement:
    verbs = frozenset() if entry["verbs"] == "*" else frozenset(entry["verbs"].split())
    near = re.compile(rf"[\s,]*(?:(?:[\w'’-]|[,.](?=\d))+[\s,]+){{0,2}}?(?:{entry['near']})(?!\w)")
    return Complement(verbs, entry["role"], near, entry["measure"], entry.get("term"))


@cache
def _data() -> dict[str, Any]:
    with (FOLDER / "figures.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def word_set(name: str) -> frozenset[str]:
    """Return a plain set of words of `figures.toml`. Raises KeyError for a set that is not there."""
    return frozenset(_data()["sets"][name].split())


@cache
def figure_words() -> FigureWords:
    """Return the tables of `figures.toml`."""
    data = _data()
    who: dict[str, str | None] = {}
    for key, words in data["who"].items():
        for word in words.split():
            who.setdefault(word, None if key == "any" else key)
    phrases = {phrase: key for key, text in data["who_phrase"].items() for phrase in text.split("|")}
    return FigureWords(
        object=_many(data["object"]),
        subject=_many(data["subject"]),
        noun=_table(data["noun"]),
        counted=_table(data["counted"]),
        predicate=_table(data["predicate"]),
        complements=tuple(map(_complement, data["complement"])),
        idmc=_table(data["idmc"]),
        who=who,
        who_phrase=phrases,
        unit=_table(data["unit"]),
        strikes=frozenset(data["strikes"]["words"].split()),
        never=frozenset(data["never"]["words"].split()),
    )


@cache
def singular(word: str) -> str:
    """Return the singular of an English noun in lower case, by rule.

    >>> [singular(w) for w in ("policemen", "bodies", "families", "churches", "soldiers", "children")]
    ['policeman', 'body', 'family', 'church', 'soldier', 'child']
    """
    special = {
        "people": "people",
        "children": "child",
        "police": "police",
        "lives": "life",
        "wives": "wife",
        "series": "series",
        "casualties": "casualty",
    }
    if word in special:
        return special[word]
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("children"):
        return word[:-3]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def noun_keys(word: Word) -> tuple[str, ...]:
    """Return the forms under which a noun is looked up: lemma, singular by rule, the word itself."""
    return (word.lemma, singular(word.lower), word.lower)


@cache
def _base(form: str) -> tuple[str, ...]:
    if form.endswith("ied"):
        return (form[:-3] + "y",)
    if form.endswith("ed"):
        return (form[:-1], form[:-2], form[:-3])
    return ()


def verb_key(word: Word, table: dict[str, tuple[str, ...]]) -> str:
    """Return the form under which a verb stands in a table: its lemma, or for a form in -ed that was tagged otherwise, its base."""
    if word.lemma in table:
        return word.lemma
    return next((base for base in _base(word.lower) if base in table), word.lemma)


def look(table: dict[str, str], word: Word) -> str | None:
    """Return a table's value for a word by any of its forms."""
    for key in noun_keys(word):
        if key in table:
            return table[key]
    return None


def is_person(word: Word, lenient: bool = False) -> bool:
    """Tell whether a noun names persons: listed, a people's name, or, when lenient, by its ending or capital."""
    words = figure_words()
    if any(key in words.who for key in noun_keys(word)) or word.lower in _NUMBERED:
        return True
    if any(key in words.unit or key in words.never for key in noun_keys(word)):
        return False
    if word.entity_type in ("NORP",) or (word.lower.endswith(("ians", "nese", "inians")) and word.text[:1].isupper()):
        return True
    if (
        word.tag in ("NNPS", "NNP")
        and word.lower.endswith("s")
        and word.entity_type not in ("GPE", "LOC", "FAC", "DATE", "WORK_OF_ART", "PRODUCT")
    ):
        return True
    return lenient and word.lower.endswith(_PERSON_ENDINGS)


def unit_of(word: Word) -> str | None:
    """Return the unit that a noun counts, or None when it is not known as one."""
    words = figure_words()
    for key in noun_keys(word):
        if key in words.who:
            return "household" if words.unit.get(key) == "household" else "person"
    return look(words.unit, word)


def who_of(phrase: list[Word]) -> str | None:
    """Return who the counted persons are, from the noun and the words before it; None for people in general."""
    words = figure_words()
    if not phrase:
        return None
    forms = [singular(w.lower) for w in phrase]
    for start in range(len(forms)):
        for end in (start + 3, start + 2, start + 1):
            found = words.who_phrase.get(" ".join(forms[start:end])) if end <= len(forms) else None
            if found:
                return found
    if forms[0] == "police" or forms[-1] == "police":
        return None
    head = phrase[-1]
    for key in noun_keys(head):
        if key in words.who:
            return _narrowed(words.who[key], forms[:-1])
    if any(form == "civilian" for form in forms):
        return "civilians"
    return None


def who_by_name(word: str) -> str | None:
    """Return who a single word names ("women"), None for people in general and for other words."""
    return figure_words().who.get(singular(word.lower()))


def _narrowed(who: str | None, before: list[str]) -> str | None:
    """Return `who`, made narrower by the words before the noun: "rebel leader", "Hamas operative", "civilian driver"."""
    if "civilian" in before and who not in ("children", "women"):
        return "civilians"
    if who is None and any(w in ("rebel", "armed", "militant", "enemy", "insurgent", "jihadist") for w in before):
        return "combatants"
    return who
