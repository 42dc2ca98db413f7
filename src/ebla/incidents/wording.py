"""Words of a claim in; folded keys, content words and proper names out, as linking compares them. Knows no grammar and no place."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from ebla.actors import countries

_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*")
_SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+|\n+")
_NAME = re.compile(r"(?<![.!?\"“”:\n])[ (\[/-]([A-ZÀ-ÞŠŽĀ-Ž][\w'’-]{2,})")
_MOST_WORDS = 60
_NAMES_AROUND_CHARS = 160


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return the text in lower case, without accents, words parted by single blanks.

    >>> fold("Ma‘arrat al-Nu‘mān")
    'ma arrat al nu man'
    """
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in parts if not unicodedata.category(c).startswith("M"))
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("ebla.incidents").joinpath("likeness.toml").read_text("utf-8"))


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing of a deed."""
    return frozenset(_lists()["words"]["empty"])


@cache
def campaign_words() -> frozenset[str]:
    """Return the nouns that name a whole of many deeds over a long time."""
    return frozenset(_lists()["words"]["campaign"])


@cache
def series_words() -> frozenset[str]:
    """Return the plural nouns that name several deeds at once."""
    return frozenset(_lists()["words"]["series"])


@cache
def _classes(table: str) -> dict[str, str]:
    return {word: name for name, words in _lists()[table].items() for word in words}


def classes(table: str, nouns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the classes of weapons or facilities that nouns belong to; a noun of none stands for itself, by its last word.

    >>> classes("facility", ("rice mill", "souk"))
    ('market', 'mill')
    """
    known = _classes(table)
    found = set()
    for noun in nouns:
        words = fold(noun).split()
        if words:
            found.add(known.get(" ".join(words)) or known.get(words[-1]) or words[-1])
    return tuple(sorted(found))


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence or line in which a span stands, by its marks alone."""
    left = max((m.end() for m in _SENTENCE_END.finditer(text, max(0, start - 600), start)), default=max(0, start - 600))
    right = _SENTENCE_END.search(text, end)
    return text[left : right.start() if right else min(len(text), end + 600)]


def content_words(text: str) -> tuple[str, ...]:
    """Return the folded words that say something, each once, ordered; plural and past endings cut."""
    empty = stop_words()
    found = {_stem(word) for word in fold(text).split() if word not in empty and len(word) > 1}
    return tuple(sorted(found))[:_MOST_WORDS]


def names_near(text: str, start: int, end: int) -> frozenset[str]:
    """Return folded words with a capital inside a sentence around a span: names of persons, quarters, outlets, groups."""
    window = text[max(0, start - _NAMES_AROUND_CHARS) : end + _NAMES_AROUND_CHARS]
    return frozenset(word for name in _NAME.findall(window) for word in fold(name).split() if len(word) > 2)


@cache
def country_words(iso2: str | None) -> frozenset[str]:
    """Return the words of a country's names, folded; none for an unknown code."""
    named = [entry for entry in countries() if entry.iso2 == iso2] if iso2 else []
    return frozenset(word for entry in named for name in (entry.name, *entry.demonyms) for word in fold(name).split() if len(word) > 2)


def name_words(name: str | None) -> frozenset[str]:
    """Return the telling words of a place's or party's name."""
    return frozenset(word for word in fold(name or "").split() if len(word) > 2 and word not in stop_words())


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
