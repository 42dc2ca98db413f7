"""A counted phrase in; what the words right beside it say befell it out: "killed 15", "30 wounded", "were missing", "Deaths: 45"."""

from __future__ import annotations

import re

from ebla.reading.figures.counted import Counted, Harm, counted_itself, first_fitting, fits, predicate_kind
from ebla.reading.figures.labels import Label, label_before, number_of_before
from ebla.reading.figures.relations import complement_of
from ebla.reading.figures.syntax import HAVE, belongs
from ebla.reading.figures.words import figure_words, is_person, unit_of, verb_key, word_set
from ebla.reading.parse import Word

_BE = word_set("be")
_AUXILIARY = _BE | word_set("auxiliary")
_HEDGES = word_set("hedge")
# Participles that name their own kind of harm in "the number of killed".
_NAMED = frozenset(("killed", "displaced", "detained"))


def left_verb(counted: Counted) -> Harm | None:
    """Return the harm of a verb right before the phrase whose object it is: "killed 15"."""
    words = counted.parsed.words_in(max(counted.sentence.start_char, counted.start_char - 30), counted.start_char)
    words = [w for w in words if w.sentence is counted.sentence]
    while words and (
        words[-1].lower in ("another", "also", "of", "the", "its", "their", "his", "her", "“", '"', "‘", "'", "-", "total", "a")
        or words[-1].tag == "RB"
    ):
        words.pop()
    if not words or not words[-1].tag.startswith("V"):
        return None
    verb = words[-1]
    if len(words) > 1 and words[-2].lower in _BE and verb.tag in ("VBN", "VBD"):
        return None
    table = figure_words().object
    kind = first_fitting(table.get(verb_key(verb, table)), counted.unit)
    found = complement_of(counted, verb, "object")
    if found is not None:
        return found
    if verb.lemma == "lose" and counted.unit in ("person", "other"):
        return Harm("killed" if counted.unit == "person" else "taken", verb)
    return Harm(kind, verb) if kind else None


def right_of(counted: Counted) -> Harm | None:
    """Return the harm of a participle or predicate right after the phrase: "12 civilians were killed", "30 hurt", "three soldiers dead"."""
    if belongs(counted.head):
        return None
    text = counted.parsed.shown
    aside = re.match(r"\s*(?:\([^()]{1,40}\)|of\s+(?:which|whom|them))\s+(?=\w)", text[counted.end_char : counted.end_char + 60])
    start = counted.end_char + (aside.end() if aside else 0)
    words = [w for w in counted.parsed.words_in(start, min(counted.sentence.end_char, start + 90)) if w.sentence is counted.sentence][:9]
    passive = perfect = False
    for n, word in enumerate(words):
        passive = passive or word.lower in _BE
        perfect = perfect or word.lower in HAVE
        hedge = word.lower in _HEDGES and n < 4
        if word.tag == "RB" or word.lower in _AUXILIARY or hedge or (word.text in "()–—-’'\"”" and n < 3):
            continue
        kind = predicate_kind(counted, word)
        if kind is not None:
            return Harm(kind, word, figure_words().idmc.get(word.lower))
        return _participle(counted, word, passive, perfect)
    return None


def _participle(counted: Counted, word: Word, passive: bool, perfect: bool) -> Harm | None:
    """The harm of the verb that follows a phrase and its auxiliaries."""
    tables = figure_words()
    key = verb_key(word, tables.object)
    if not (word.tag.startswith("V") or word.tag == "JJ" or (key in tables.object and key != word.lower)):
        return None
    role = "object" if (word.tag == "VBN" and not (perfect and not passive)) or (passive and word.tag == "VBD") else "subject"
    bare = word.tag in ("VBD", "JJ", "NN", "NNP") and not passive and key in tables.object and key not in tables.subject
    if bare and fits(tables.object[key][0], counted.unit):
        role = _active_or_passive(word)
    loose = word.tag == "VBD" and not passive and key not in tables.subject and _active_or_passive(word) == "object"
    found = complement_of(counted, word, role) or (complement_of(counted, word, "object") if loose else None)
    if found is not None:
        return found
    if role == "object" and key not in tables.object and word.lemma in tables.subject:
        role, key = "subject", word.lemma
    kind = first_fitting((tables.object if role == "object" else tables.subject).get(key), counted.unit)
    return Harm(kind, word) if kind is not None and kind not in ("other", "aided", "in_need", "population", "deployed") else None


def _active_or_passive(verb: Word) -> str:
    """A form in -ed after a noun without auxiliary: active where it has an object, else a bare participle ("30 wounded")."""
    joined = [verb, *(c for c in verb.children if c.dep == "conj")]
    return "subject" if any(c.dep in ("dobj", "obj") for v in joined for c in v.children) else "object"


def left_noun(counted: Counted, reach: int) -> Harm | None:
    """Return the harm of a label at most `reach` characters before the phrase: "Killed: 12", "evacuation of 60 families", "IDPs 12,300"."""
    label, cues = _words_of(counted, label_before(counted.before(100)), 100)
    if label is None or len(counted.before(100)) - label.end > reach:
        return None
    if label.kind in ("destroyed", "damaged"):
        counted.noun = next((w for w in cues if unit_of(w) == "home"), None)
        counted.noun_words = [counted.noun] if counted.noun is not None else []
        counted.unit = "home" if counted.noun is not None else counted.unit
    if label.kind is not None:
        return Harm(label.kind, cues[0]) if fits(label.kind, counted.unit) else None
    return None


def _words_of(counted: Counted, label: Label | None, chars: int) -> tuple[Label | None, list[Word]]:
    """Return a label with its words, None where it has none."""
    if label is None:
        return None, []
    at = counted.start_char - len(counted.before(chars))
    cues = counted.parsed.words_in(at + label.start, at + label.end)
    return (label, cues) if cues else (None, [])


def number_of(counted: Counted) -> Harm | None:
    """Return what "the number of displaced families is" counts: the harm in its words, the noun handed to the phrase."""
    if "number of" not in counted.before(160):
        return None
    words = _words_of(counted, number_of_before(counted.before(160)), 160)[1]
    bare = [w for w in words if w.lower in figure_words().predicate or w.lower in _NAMED]
    nouns = [w for w in words if w.tag in ("NNS", "NNPS") or w.lower == "people"]
    if not nouns:
        return Harm(figure_words().predicate.get(bare[0].lower, bare[0].lower), bare[0]) if bare else None
    noun = nouns[0]
    counted.noun, counted.noun_words = noun, [w for w in words if w.i <= noun.i]
    counted.unit = unit_of(noun) or ("person" if is_person(noun, lenient=True) else "other")
    itself = counted_itself(counted.noun_words, noun)
    if re.search(r"\bin\s+(?:\w+\s+)?need\b", counted.before(160)) and counted.unit in ("person", "household"):
        return Harm("in_need", noun)
    for word in words:
        if word.i > noun.i and word.tag in ("VBN", "VBD"):
            kind = predicate_kind(counted, word) or first_fitting(
                figure_words().object.get(verb_key(word, figure_words().object)), counted.unit
            )
            if kind is not None:
                return Harm(kind, word)
    return itself or Harm("taken" if counted.unit in ("other", "facility") else "other", noun)
