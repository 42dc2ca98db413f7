"""Units and mentions: the parts of a name as written, and words that may be a place. Plain values; nothing is decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ebla.gazetteer.find import Hit
from ebla.reading.parse import Sentence, Word

HYPHENS = "-\u2010\u2011\u2013"
LEAST = 1.5  # the score of a place
_QUOTES = "'’‘`ʼʻ"
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|ez|es|ed|et|an|adh|ath|ul|l|d)[-'’‘]", re.I)


@dataclass(slots=True)
class Unit:
    """Words written without a blank between them ("al-Hol", "Deir"), as one part of a name."""

    start: int
    end: int
    text: str
    words: list[Word]
    name_like: bool
    joined: bool  # only blanks stand between it and the unit before

    @property
    def lower(self) -> str:
        """The unit in lower case."""
        return self.text.lower()


@dataclass(slots=True)
class Mention:
    """Words that may be a place. `start` and `end` are those of the record, `name` is what is looked up."""

    start: int
    end: int
    name: str
    sentence: Sentence
    words: list[Word]
    hits: tuple[Hit, ...] = ()
    kind: str | None = None
    score: float = 0.0
    rule: str = "gazetteer"
    shape: str = "point"  # point, area (vague) or line
    near: bool = False
    label: str = ""
    cue: float = 0.0  # what the words before it, or its verb, are worth
    barred: bool = False  # said to be a person or an act; no other mention makes it a place
    containers: list[Mention] = field(default_factory=list)
    pieces: list[Mention] = field(default_factory=list)  # the places that a line or a vague area is told by

    @property
    def head(self) -> Word:
        """The last word of the name."""
        return self.words[-1]


def units_of(sentence: Sentence, shown: str) -> list[Unit]:
    """Return the units of a sentence."""
    out: list[Unit] = []
    for word in sentence.words:
        last = out[-1] if out else None
        touching = last is not None and last.end == word.start_char and word.tag != "POS"
        glue = HYPHENS + _QUOTES
        if last and touching and (word.text[0] in glue or last.text[-1] in glue) and word.text[0].isalpha() | (word.text[0] in glue):
            last.words.append(word)
            last.end = word.end_char
            last.text = shown[last.start : last.end]
            continue
        joined = bool(last) and not shown[last.end : word.start_char].strip() and word.start_char > last.end if last else False
        out.append(Unit(word.start_char, word.end_char, word.text, [word], False, joined))
    for unit in out:
        unit.text = unit.text.rstrip(HYPHENS + _QUOTES) or unit.text
        unit.end = unit.start + len(unit.text)
        unit.name_like = _name_like(unit)
    return out


def _name_like(unit: Unit) -> bool:
    text = _ARTICLE.sub("", unit.text) if unit.text[0].islower() else unit.text
    first = text[:1]
    if not first.isalpha() or unit.words[0].tag == "POS":
        return False
    if first.isupper():
        word = unit.words[0]
        return not (
            word is word.sentence.words[0]
            and len(unit.words) == 1
            and word.pos in ("ADP", "DET", "PRON", "CCONJ", "SCONJ", "AUX", "PART", "ADV")
            and word.entity_type not in ("GPE", "LOC", "FAC")
        )
    return not first.islower() and len(text) > 1


def believable(name: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return the hits that a short form in capitals can mean: "EU", "US" and "DRC" are no small towns."""
    if len(name) <= 3 and name.isupper():
        return tuple(h for h in hits if h.entry.feature_code in ("PCLI", "CONT", "RGN", "BDR") or h.entry.name == name)
    return hits
