"""A pronoun in; the party it stands for out: the last subject before it that fits, else another noun, at most two sentences back.

The party's words are the antecedent's and it is marked as inferred. A first person is not resolved here: it is the speaker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from ebla.reading.lexicon import role_nouns, word_set
from ebla.reading.parse import ParsedText, Sentence, Word
from ebla.records import Party

Resolve = Callable[[Word, bool, str | None], Party | None]

_PLURAL = word_set("parties.toml", "plural")
_PERSONAL = word_set("parties.toml", "personal")
_TELLING = word_set("parties.toml", "telling")
_SENTENCES_BACK = 2
_SUBJECTS = ("nsubj", "nsubjpass", "agent")
_ANTECEDENTS = (*_SUBJECTS, "poss", "pobj", "dobj")


def pronoun_party(parsed: ParsedText, word: Word, force: bool, scene: str | None, resolve: Resolve) -> Party | None:
    """Return the party that a pronoun stands for, None where none before it fits."""
    for candidate in _candidates(parsed, word):
        if not _fits(word, candidate):
            continue
        party = resolve(candidate, force, scene)
        if party is None or not _known(word, candidate, party):
            continue
        if word.lower == "it" and (party.code or "").endswith((" CVL", " REF")):
            continue
        return msgspec.structs.replace(party, inferred=True)
    return None


def _candidates(parsed: ParsedText, word: Word) -> Iterator[Word]:
    """Yield the nouns before a pronoun, nearest sentence first, in each its subjects first; of the sentence before, not who only tells."""
    for back in range(_SENTENCES_BACK + 1):
        index = word.sentence.index - back
        if index < 0 or parsed.sentences[index].paragraph < word.sentence.paragraph - 1:
            return
        yield from sorted(_nouns_before(parsed.sentences[index], word), key=lambda w: _rank(w, back > 0))


def _nouns_before(sentence: Sentence, word: Word) -> list[Word]:
    own = sentence is word.sentence
    teller = _teller(word) if own else None
    before = [w for w in sentence.words if not (own and w.i >= word.i) and w is not teller]
    nouns = [w for w in before if w.dep in _ANTECEDENTS and w.pos in ("NOUN", "PROPN")]
    return [w for w in nouns if not (w.dep == "dobj" and w.head.lemma in _TELLING)]  # nor who is told


def _teller(word: Word) -> Word | None:
    """Return who tells of it, where a pronoun is what something was done to ("police believe they were killed": not the police)."""
    if word.dep not in ("nsubjpass", "dobj"):
        return None
    for up in word.ancestors():
        if up.dep == "ccomp" and up.head.lemma in _TELLING | {"believe", "think", "suspect"}:
            return up.head.child("nsubj")
    return None


def _rank(noun: Word, earlier: bool) -> tuple[bool, bool, int]:
    return (noun.dep not in _SUBJECTS, earlier and noun.dep == "nsubj" and noun.head.lemma in _TELLING, -noun.i)


def _fits(pronoun: Word, noun: Word) -> bool:
    """Tell whether a noun agrees with a pronoun in number and kind."""
    role = role_nouns().get(noun.lemma)
    if pronoun.lower in _PLURAL:
        joined = noun.child("conj") is not None
        if noun.entity_type == "PERSON" and noun.tag != "NNPS" and not joined:
            return False
        return noun.tag != "NN" or joined or role in ("MIL", "COP", "REB", "SELF")
    if pronoun.lower in _PERSONAL:
        named = noun.pos == "PROPN" and noun.entity_type not in ("GPE", "LOC", "DATE")
        person = noun.entity_type == "PERSON" or (noun.pos == "NOUN" and role and noun.tag == "NN") or named
        return bool(person) and noun.tag not in ("NNS", "NNPS")
    return not (pronoun.lower in ("it", "its", "itself") and noun.entity_type == "PERSON")


def _known(pronoun: Word, noun: Word, party: Party) -> bool:
    """A pronoun for things stands for a party only where that has a code or bears a body's name."""
    if party.code or pronoun.lower in _PLURAL or pronoun.lower in _PERSONAL:
        return True
    return noun.pos == "PROPN" and noun.entity_type == "ORG"
