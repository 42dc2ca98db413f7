"""A trigger in; what is said of its deed out: occurred, ongoing, planned, promised, demanded, threatened, forecast, hypothetical, denied.

Reads the verb's own auxiliaries, negation and tense (`own.py`), then climbs the tree: a verb or noun of planning, promising, asking,
threatening, fearing or denying above the trigger gives its status to what hangs below (`cues.py`). Nearest cue wins, save that a denial or
condition holds for all below it. Source: docs/claims.md, status table.
"""

from __future__ import annotations

from ebla.reading.grammar import is_verb, raw_subjects
from ebla.reading.lexicon import word_set
from ebla.reading.parse import Word
from ebla.reading.status.cues import cue_of
from ebla.reading.status.own import noun_status, own_status
from ebla.reading.status.words import CARRIERS, DENYING, OTHERS, SPEECH_VERBS, TOLD, Status, child_in, cues, infinitive_mark

__all__ = ["DENYING", "SPEECH_VERBS", "TOLD", "Status", "status_of"]

_LASTING = word_set("statements.toml", "lasting")
_CONTINUING = word_set("statements.toml", "continuing")
_TEMPORAL = word_set("statements.toml", "temporal")
_RUMOURS = word_set("statements.toml", "rumours")
_ANNOUNCED = word_set("statements.toml", "announced")
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_GOVERNED = frozenset({"xcomp", "conj", "advcl", "relcl", "acl", "ccomp", "pcomp"})
# No sentence of the development reports needs a longer climb; a limit keeps runaway trees cheap.
_MOST_STEPS = 14


def status_of(trigger: Word, clause: Word, event_type: str | None, performative: bool) -> Status:
    """Return the status of a deed.

    Args:
        trigger: The word that states it.
        clause: The verb whose clause carries it (for a noun, the verb it hangs on; the trigger itself for a verb).
        event_type: Its PLOVER type, for what is hostile.
        performative: An act by words ("condemns", "urges"), which a present tense performs.
    """
    on_noun = noun_status(trigger) if not is_verb(trigger) else None
    if on_noun is not None:
        return on_noun
    found = _climb(trigger, clause, event_type, performative) or Status("occurred")
    if found.value == "occurred" and trigger.sentence.kind != "title":
        return _continuing(trigger, clause) or found
    return found


def _climb(trigger: Word, clause: Word, event_type: str | None, performative: bool) -> Status | None:
    """Return the status found on the way from a trigger up to the top of its statement, None where no word on it says one."""
    hostile, title = event_type in _HOSTILE, trigger.sentence.kind == "title"
    found: Status | None = None
    word = trigger
    for _ in range(_MOST_STEPS):
        own = _own(word, trigger, hostile, title)
        if own is not None:
            beside = word is not trigger and word is not clause and found is None and is_verb(trigger)
            if own.value == "ongoing" and (performative or beside):
                own = Status("occurred", own.cue)
            if found is None or (own.value in ("hypothetical", "denied") and found.value in TOLD):
                found = own
            if found.value not in TOLD:
                return found
        rumour = _denied_rumour(word)
        if rumour is not None:
            return rumour
        if word.head is word or (found is not None and is_verb(word) and word.dep in ("relcl", "acl", "advcl") and word.tag in _FINITE):
            return found
        if found is None:
            apart = _infinitive(word) or _fact(word)
            if apart is not None:
                return apart
            if not is_verb(trigger) and is_verb(word) and word.lemma not in CARRIERS:
                return None  # the object of another deed's verb: told as a fact whatever that deed's status is
        cue = cue_of(word, hostile or event_type is None)
        if cue is not None:
            return cue
        if found is not None and _ends_statement(word):
            return found
        word = word.head
    return found


def _own(word: Word, trigger: Word, hostile: bool, title: bool) -> Status | None:
    """Return what a verb on the way says itself; above a noun only the verbs that carry it count."""
    if not is_verb(word) or not (is_verb(trigger) or word.lemma in CARRIERS or word is trigger):
        return None
    own = own_status(word, hostile, title)
    if own is None:
        return None
    if own.cue is not None and own.cue.lower in ("would", "will", "'d", "'ll") and own.value != "hypothetical":
        own = _undertaken(word, own, hostile)
        if own.value == "planned" and not is_verb(trigger) and trigger.dep == "nsubj" and trigger.head is word:
            own = Status("forecast", own.cue)
    if own.value == "denied" and word.tag == "VB" and word.head is not word and infinitive_mark(word) is not None:
        asked = cue_of(word, hostile)  # "urged them not to shell"
        if asked is not None and asked.value in ("promised", "demanded", "planned", "threatened"):
            return asked
    return own


def _undertaken(verb: Word, own: Status, hostile: bool) -> Status:
    """Return the status of what somebody says he "would" or "will" do: promised, threatened, feared where the governor says so."""
    above = verb.head
    if above is verb or verb.dep not in ("ccomp", "acl", "xcomp", "conj", "relcl"):
        return own
    cue = cue_of(verb, hostile)
    if cue is not None and cue.value in ("promised", "threatened", "planned", "demanded", "denied", "forecast"):
        return cue
    if is_verb(above) and above.lemma in SPEECH_VERBS and verb.dep == "ccomp":
        speaker, doer = raw_subjects(above), raw_subjects(verb)
        if speaker and doer and (doer[0].lower in OTHERS | {"i"} or doer[0].lemma == speaker[0].lemma):
            return Status("threatened" if hostile else "promised", own.cue)
    return own


def _infinitive(word: Word) -> Status | None:
    """ "An operation to drive them out" is announced; "a chance to strike" is only thought of."""
    above = word.head
    if word.dep not in ("acl", "relcl") or word.tag != "VB" or (above.lemma, "n") in cues() or above.lemma in ("first", "one", "second"):
        return None
    mark = infinitive_mark(word)
    begun = is_verb(above.head) and above.head.lemma in _ANNOUNCED
    return Status("planned" if begun else "hypothetical", mark) if mark is not None else None


def _fact(word: Word) -> Status | None:
    """ "After shelling the town", "since the raid": told as done; "refrained from shelling" is not."""
    above = word.head
    if word.dep not in ("pobj", "pcomp") or above.lower not in _TEMPORAL or above.head.lemma == "threaten":
        return None
    return None if above.lower == "from" and above.head.lemma in ("refrain", "prevent", "stop") else Status("occurred")


def _denied_rumour(word: Word) -> Status | None:
    """ "Denied reports that it shelled": the deed is denied."""
    above = word.head
    if above.pos != "NOUN" or above.lemma not in _RUMOURS or word.dep not in ("acl", "ccomp", "relcl", "prep", "pobj"):
        return None
    denied = is_verb(above.head) and above.head.lemma in DENYING and above.dep in ("dobj", "nsubjpass", "obj")
    return Status("denied", above.head) if denied else None


def _ends_statement(word: Word) -> bool:
    """Tell whether what stands above a word says no more of its deed: a new statement, a clause of its own."""
    if is_verb(word) and (word.dep not in _GOVERNED or (word.dep == "ccomp" and word.tag in _FINITE)):
        return True
    # only a condition or a plan above could still hold, and those were seen as cues
    return is_verb(word.head) and word.head.lemma != "be" and word.dep in ("advcl", "relcl", "acl", "conj")


def _continuing(trigger: Word, clause: Word) -> Status | None:
    """Return ongoing for "continues", "is under way", "remains under attack" said in the present."""
    for verb in {clause.i: clause, trigger.i: trigger}.values():
        if is_verb(verb) and verb.lemma in _CONTINUING and verb.tag in ("VBZ", "VBP"):
            return Status("ongoing", verb)
    if is_verb(trigger) and trigger.lemma in _LASTING and child_in(trigger, "since", "for", "now", "still") is not None:
        if any(a.lemma == "have" and a.tag in ("VBP", "VBZ") for a in trigger.children):
            return Status("ongoing", trigger)
    for child in trigger.children:
        if child.dep == "amod" and child.lower in ("ongoing", "continuing", "current", "under-way", "underway"):
            return Status("ongoing", child)
    return None
