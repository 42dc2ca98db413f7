"""The words of a party's phrase as they are shown, and the name of a person in it. Nothing is resolved here."""

from __future__ import annotations

from ebla.reading.lexicon import role_nouns, word_set
from ebla.reading.parse import Word

_QUANTITY = word_set("parties.toml", "quantity")
_MONTHS = word_set("parties.toml", "months")
_FRONT_DEPS = frozenset({"det", "predet", "nummod", "quantmod", "advmod", "punct"})
_FRONT_TAGS = frozenset({"CD", "DT", "PDT"})


def trim(phrase: list[Word]) -> list[Word]:
    """Drop articles, numbers and quantity words at the front of a phrase and a possessive mark at its end."""
    out = list(phrase)
    while len(out) > 1 and (out[0].dep in _FRONT_DEPS or out[0].tag in _FRONT_TAGS or out[0].lower in _QUANTITY or _is_month(out[0])):
        out.pop(0)
    while len(out) > 1 and (out[-1].dep in ("case", "punct") or out[-1].text in ("'s", "’s", "'", "’")):
        out.pop()
    return out


def _is_month(word: Word) -> bool:
    """Tell whether a word is the month of a day before it ("on 12 August terrorists stopped a bus")."""
    before = word.i - word.sentence.words[0].i - 1
    return word.lower in _MONTHS and before >= 0 and word.sentence.words[before].tag == "CD"


def person_name(shown: list[Word]) -> str | None:
    """Return the name in a phrase without its titles, None where it holds none."""
    names = [w.text for w in shown if w.pos == "PROPN" and not role_nouns().get(w.lower)]
    return " ".join(names) or None


def any_lower(words: list[Word], lowers: frozenset[str]) -> bool:
    """Tell whether any of the words, as written but for capitals, is one of these."""
    return any(w.lower in lowers for w in words)
