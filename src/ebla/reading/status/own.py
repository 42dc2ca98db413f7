"""What a verb's or noun's own words say of its deed: auxiliaries, negation and tense, "if", and adjectives before a noun.

Source: docs/claims.md, status table.
"""

from __future__ import annotations

from ebla.reading.grammar import is_verb, raw_subjects
from ebla.reading.lexicon import word_table
from ebla.reading.parse import Word
from ebla.reading.status.words import SPEECH_VERBS, Status, child_in

_MODIFIERS = word_table("statements.toml", "modifiers")
_MODALS = frozenset({"will", "would", "shall", "could", "might", "may", "must", "should", "can", "ca", "wo", "'ll", "’ll", "'d"})
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_CAN = frozenset({"can", "ca"})
_CONDITIONS = frozenset({"if", "unless", "lest", "whether"})
_BE = frozenset({"be", "'s", "'re", "’s", "’re"})


def auxiliaries(verb: Word) -> list[Word]:
    """Return a verb's auxiliaries, those of the verb it is joined to where it has none ("have killed and wounded")."""
    own = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    if not own and verb.dep == "conj" and is_verb(verb.head) and verb.child("nsubj", "nsubjpass") is None:
        if verb.tag in ("VB", "VBN", "VBG") and verb.tag == verb.head.tag:
            return auxiliaries(verb.head)
    return own


def negated(word: Word) -> Word | None:
    """Return the word that negates a verb: "not", "never", "nobody" as subject; "no longer" negates what was, not what happened."""
    for child in word.children:
        adverb = child.lower in ("never", "no", "neither", "nor", "hardly") and child.dep in ("advmod", "det", "preconj", "cc")
        if child.dep == "neg" or adverb:
            if child.lower == "no" and child.dep == "det" and (child_in(child, "longer") is not None or _bounds(child)):
                continue
            return child
        if child.dep in ("nsubj", "nsubjpass"):
            if child.lower in ("nobody", "none", "nothing") or any(map(_denies, child.children)):
                return child
    first = word.sentence.words[0]
    if first.lower in ("nor", "neither") and any(c.dep in ("aux", "auxpass") and c.i == first.i + 1 for c in word.children):
        return first  # "Nor did a shell fall there": the parser hangs "nor" anywhere
    return None


def _bounds(no: Word) -> bool:
    """Tell whether "no" opens a bound, "no fewer than 37", and denies nothing."""
    words = no.sentence.words
    after = no.i - words[0].i + 1
    return after < len(words) and words[after].lower in ("fewer", "less", "later", "earlier", "more")


def _denies(determiner: Word) -> bool:
    """Tell whether a noun's child is a "no" that denies it."""
    return determiner.dep == "det" and determiner.lower == "no" and not _bounds(determiner)


def own_status(verb: Word, hostile: bool, title: bool) -> Status | None:
    """Return what a verb's own auxiliaries and tense say, None for a plain infinitive or participle that says nothing."""
    aux = auxiliaries(verb)
    if verb.lemma == "go" and verb.tag == "VBG" and verb.child("xcomp") is not None:
        return Status("planned", verb)
    condition = _condition(verb)
    if condition is not None:
        return condition
    negation = negated(verb)
    modal = next((a for a in aux if a.tag == "MD" or a.lower in _MODALS), None)
    if modal is not None:
        said = _modal_status(verb, modal, negation, hostile, perfect=any(a.lemma == "have" for a in aux))
        if said is not None:
            return said
    infinitive = any(a.lower == "to" for a in aux)
    if infinitive and any(a.lemma == "have" and a.tag in ("VBP", "VBZ") for a in aux):
        return Status("demanded")
    had, subject = next((a for a in aux if a.lower == "had"), None), verb.child("nsubj", "nsubjpass")
    if had is not None and subject is not None and had.i < subject.i:
        return Status("hypothetical", had)
    if negation is not None and verb.lemma not in SPEECH_VERBS:
        return Status("denied", negation)
    return None if infinitive else _tense_status(verb, aux, hostile, title)


def _condition(verb: Word) -> Status | None:
    """Return hypothetical for a verb marked by "if", "unless", "as if", "as though"."""
    if any(c.dep == "mark" and c.lower in _CONDITIONS for c in verb.children):
        return Status("hypothetical", verb.child("mark"))
    for child in verb.children:
        if child.dep in ("advmod", "mark") and child.lower in ("if", "though"):
            beside = [*child.children, *verb.children]
            if child.lower == "if" or any(g.lower == "as" and abs(g.i - child.i) == 1 for g in beside):
                return Status("hypothetical")
    return None


def _modal_status(verb: Word, modal: Word, negation: Word | None, hostile: bool, *, perfect: bool) -> Status | None:
    low, subject = modal.lower, verb.child("nsubj", "nsubjpass")
    if low == "should" and subject is not None and modal.i < subject.i:
        return Status("hypothetical", modal)
    if low in ("must", "should", "ought"):
        return Status("demanded", modal)
    if low in _CAN or low == "could":
        if negation is not None:
            return Status("denied", negation)
        return Status("hypothetical" if low in _CAN or perfect else "forecast", modal)
    if low in ("may", "might"):
        return Status("forecast", modal)
    if low in _WILL:
        speaker = raw_subjects(verb)
        if speaker and speaker[0].lower in ("i", "we"):
            return Status("threatened" if hostile and negation is None else "promised", modal)
        return Status("planned", modal)
    if low in ("would", "'d"):
        return Status("hypothetical" if perfect else "forecast", modal)
    return None


def _tense_status(verb: Word, aux: list[Word], hostile: bool, title: bool) -> Status | None:
    if verb.tag == "VBG":
        if any(a.lemma == "have" and a.tag in ("VBP", "VBZ") for a in aux):
            return Status("ongoing")
        be = next((a for a in aux if a.lemma in _BE), None)
        if be is None:
            return None
        return Status("ongoing" if be.tag in ("VBZ", "VBP") or be.lower in ("is", "are", "'s", "'re") else "occurred")
    if verb.tag == "VBN" and not aux:
        return None if verb.dep in ("acl", "advcl", "xcomp", "conj", "ccomp", "oprd") else Status("occurred")
    if verb.tag in ("VBD", "VBN"):
        lowers = {a.lower for a in aux}
        return Status("ongoing" if "being" in lowers and lowers & {"is", "are"} else "occurred")
    if verb.tag in ("VBZ", "VBP"):
        still = child_in(verb, "still", "daily", "now", "currently") is not None
        return Status("occurred" if title or (hostile and not still) else "ongoing")
    return None


def noun_status(noun: Word) -> Status | None:
    """Return what stands on a noun itself: "no shelling", "a possible attack", "a planned offensive"."""
    for child in noun.children:
        if _denies(child) or child.dep == "neg":
            return Status("denied", child)
        if child.dep in ("amod", "compound", "nmod") and child.lower in _MODIFIERS:
            return Status(_MODIFIERS[child.lower], child)
    return None
