"""A counted phrase in; what its place in the sentence's parse says befell it out.

A verb with words near it ("left 14 dead", "took shelter") is matched here too, with the complements of `figures.toml`.
"""

from __future__ import annotations

from dataclasses import replace

from ebla.reading.figures.counted import Counted, Harm, first_fitting, fits, predicate_kind
from ebla.reading.figures.syntax import chain, governors
from ebla.reading.figures.words import figure_words, look, verb_key, word_set
from ebla.reading.parse import Word

# Verbs that stand before "to death" without a death.
_THREATS = word_set("threat")
# The gravest that is said of the counted is what is told.
_SEVERITY = (
    "killed",
    "casualties",
    "abducted",
    "detained",
    "wounded",
    "displaced",
    "returned",
    "missing",
    "destroyed",
    "damaged",
    "in_need",
    "taken",
    "freed",
    "deployed",
    "population",
    "aided",
    "other",
)


def complement_of(counted: Counted, verb: Word, role: str) -> Harm | None:
    """A verb with words near it that make the harm: "left 14 people dead", "were taken hostage", "have taken shelter"."""
    shown, end = counted.parsed.shown, counted.sentence.end_char
    near = [shown[verb.end_char : min(end, verb.end_char + 70)]]
    if verb.end_char <= counted.start_char:
        near = [counted.after(50), shown[verb.end_char : min(end, verb.end_char + 40)]]
    adverb = verb.sentence.words[max(0, verb.i - verb.sentence.words[0].i - 1)]
    if role == "object" and adverb.lower == "fatally":
        return Harm("killed", verb)
    for entry in figure_words().complements:
        if entry.role not in (role, "either") or (verb.lemma in _THREATS if not entry.verbs else verb.lemma not in entry.verbs):
            continue
        if fits(entry.measure, counted.unit) and any(entry.near.match(text) for text in near):
            return Harm(entry.measure, verb, entry.term)
    return None


def from_parse(counted: Counted) -> Harm | None:
    """Return the gravest harm that the words governing the phrase say, or None."""
    found: list[Harm] = []
    for role, word in governors(counted.head):
        if role.startswith("of:") or role == "attribute":
            harm = _from_noun(counted, role, word)
            if harm is not None:
                return harm
            continue
        if role == "object" and word.lemma in ("include", "comprise", "number") and (listed := _listed_in(counted, word)) is not None:
            return listed
        here = [h for r, v in chain(word, role) if (h := _verb_harm(counted, v, r)) is not None]
        found.extend(here)
        if here and role != "none" and word.dep not in ("acl", "relcl"):
            break
    if {"damaged", "destroyed"} <= {h.kind for h in found}:
        found = [h for h in found if h.kind != "destroyed"]
    return replace(min(found, key=lambda h: _SEVERITY.index(h.kind)), indirect=True) if found else None


def _from_noun(counted: Counted, role: str, word: Word) -> Harm | None:
    """The harm of "the death of 12", "the toll was 45", "the toll rose to 45", "made off with six trucks"."""
    kind = look(figure_words().noun, word)
    if role == "attribute" and word.lemma == "toll":
        kind = _toll(word)
    if kind and fits(kind, counted.unit) and role in ("attribute", "of:of", "of:to", "of:among", "of:for", "of:at"):
        return Harm(kind, word)
    if not word.tag.startswith("V"):
        return None
    if role == "of:with":
        taken = complement_of(counted, word, "object")
        return taken if taken is not None and taken.kind == "taken" else None
    subject = word.child("nsubj", "nsubjpass")
    if role in ("of:to", "of:at", "of:from", "of:into") and subject is not None and subject.lemma == "toll":
        return Harm(_toll(subject), subject)
    return None


def _toll(word: Word) -> str:
    """What a toll counts: deaths, unless it is a casualty toll."""
    return "casualties" if any(c.lower in ("casualty", "casualties") for c in word.children) else "killed"


def _listed_in(counted: Counted, verb: Word) -> Harm | None:
    """The harm of "the dead included four children"."""
    subject = verb.child("nsubj")
    if subject is None:
        return None
    tables = figure_words()
    kind = tables.predicate.get(subject.lower) or look(tables.counted, subject)
    return Harm(kind, subject) if kind and fits(kind, counted.unit) else None


def _verb_harm(counted: Counted, verb: Word, role: str) -> Harm | None:
    tables = figure_words()
    found = complement_of(counted, verb, role)
    if found is not None:
        return found
    kind = predicate_kind(counted, verb)
    if kind is not None and verb.tag in ("JJ", "NN"):
        return Harm(kind, verb)
    for child in verb.children:
        if child.dep in ("acomp", "oprd", "attr") and (kind := predicate_kind(counted, child)) and role == "subject":
            return Harm(kind, child)
    intransitive = verb.lemma in tables.subject and verb_key(verb, tables.object) not in tables.object
    table = tables.object if role == "object" and not intransitive else tables.subject
    kind = first_fitting(table.get(verb_key(verb, table)), counted.unit)
    return Harm(kind, verb) if kind else None
