"""Which words of a clause are the doer, the done-to, the content of a deed: helpers that the frames share. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable

from ebla.reading import grammar
from ebla.reading.events.mention import EventMention
from ebla.reading.grammar import expand, is_passive, is_verb, objects, prep_objects, raw_subjects
from ebla.reading.lexicon import triggers, word_set
from ebla.reading.parse import Word

_CARRIED = word_set("events.toml", "carried")


def roles(verb: Word) -> tuple[list[Word], list[Word]]:
    """Return (doers, done-to) of a verb, whatever its voice."""
    if is_passive(verb):
        return grammar.agents(verb), raw_subjects(verb)
    return raw_subjects(verb), objects(verb)


def take_roles(m: EventMention, verb: Word) -> None:
    """Fill the actors and recipients of a mention with the doers and the done-to of its verb."""
    m.actors, m.recipients = roles(verb)


def clause_content(verb: Word, *deps: str) -> Word | None:
    """Return the first verb that hangs on a verb as its content: by default a complement clause or infinitive."""
    return next((c for c in verb.children if c.dep in (deps or ("xcomp", "ccomp")) and is_verb(c)), None)


def names_deed(word: Word, frame: str | None = None) -> bool:
    """Tell whether a noun is one of the lexicon's that name a deed, of one frame if given."""
    found = triggers().get((word.lemma, "n"))
    return found is not None and frame in (None, found.frame)


def first_deed(words: Iterable[Word]) -> Word | None:
    """Return the first noun that names a deed."""
    return next((w for w in words if names_deed(w)), None)


def any_lemma(words: Iterable[Word], lemmas: frozenset[str]) -> bool:
    """Tell whether any of the words is one of these lemmas."""
    return any(w.lemma in lemmas for w in words)


def has_preposition(verb: Word, *prepositions: str) -> bool:
    """Tell whether one of these prepositions hangs on a verb."""
    return any(c.dep == "prep" and c.lower in prepositions for c in verb.children)


def noun_doers(noun: Word) -> list[Word]:
    """Return who a noun of action belongs to: possessor, "by X", "launched by X"."""
    doers = [c for c in noun.children if c.dep == "poss" and c.pos in ("NOUN", "PROPN", "PRON")]
    doers += prep_objects(noun, "by")
    if not doers:  # "the killing of two brothers, both farmers, by militants": the phrase may hang deeper
        deeper = [w for w in noun.subtree() if w.lower == "by" and w.dep == "prep" and w.i > noun.i]
        doers += [g for w in deeper for g in w.children if g.dep == "pobj"][:1]
    carrying = [c for c in noun.children if c.dep == "acl" and c.tag == "VBN" and c.lemma in _CARRIED]
    return expand([*doers, *(g for c in carrying for g in grammar.agents(c))])
