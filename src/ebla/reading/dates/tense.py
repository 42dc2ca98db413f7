"""A span of the parse in; whether its clause tells it as past or as to come out. Only verbs and their helpers are looked at."""

from __future__ import annotations

from typing import Literal

from ebla.reading.parse import ParsedText, Word

Tense = Literal["past", "future"]

_PLANNING = frozenset(
    [
        "plan",
        "schedule",
        "expect",
        "due",
        "set",
        "slate",
        "intend",
        "want",
        "hope",
        "agree",
        "vow",
        "pledge",
        "promise",
        "threaten",
        "prepare",
        "order",
        "urge",
        "call",
        "demand",
        "ask",
        "decide",
        "aim",
        "propose",
        "invite",
        "likely",
        "poise",
        "ready",
        "refuse",
        "decline",
        "need",
        "about",
        "book",
        "arrange",
        "forecast",
        "anticipate",
        "warn",
    ]
)
_HOPING = frozenset(["expect", "anticipate", "await", "foresee", "plan", "schedule", "hope", "intend", "aim"])
_PLANNED = frozenset(
    ["planned", "scheduled", "expected", "slated", "due", "set", "upcoming", "forthcoming", "coming", "proposed", "postponed"]
)
_SCHEDULED_VERBS = frozenset(
    [
        "begin",
        "start",
        "open",
        "reopen",
        "meet",
        "resume",
        "expire",
        "end",
        "visit",
        "arrive",
        "travel",
        "leave",
        "take",
        "hold",
        "depart",
        "vote",
        "go",
        "fall",
    ]
)
_MODALS = frozenset(["will", "shall", "would", "wo", "'ll", "should", "must", "may", "might", "can", "could", "ought"])


def governing_verb(word: Word | None) -> Word | None:
    """Return the verb whose clause holds a word: the nearest verb above it."""
    seen = 0
    while word is not None and seen < 12:
        if word.lower in ("starting", "beginning") and word.head is not word and word.dep in ("prep", "advcl", "acl", "pcomp"):
            word = word.head
            continue
        if word.pos == "VERB" or (word.pos == "AUX" and word.dep not in ("aux", "auxpass")):
            return word
        if word.head is word:
            return None
        word = word.head
        seen += 1
    return None


def tense_of(parsed: ParsedText, start: int, end: int) -> Tense:
    """Return `future` where the clause that holds the span is told as to come, else `past`."""
    head = parsed.head_of(start, end)
    if head is None:
        return "past"
    beside = _verb_just_before(parsed, start)
    if beside is not None and beside.tag == "VBD":
        return "past"
    for w in (head, *list(head.ancestors())[:3]):
        if w.lower in _PLANNED and w.tag in ("VBN", "JJ", "VBG") and w.start_char < start:
            return "future"
        if w.pos == "VERB" and w is not head:
            break
        if any(c.lower in _PLANNED and c.dep == "amod" for c in w.children):
            return "future"
    verb = governing_verb(head)
    if verb is None:
        return "past"
    return _verb_tense(verb, 0)


def _verb_just_before(parsed: ParsedText, start: int) -> Word | None:
    words = parsed.words_in(max(0, start - 24), start)
    while words and words[-1].lower in ("on", "in", "at", "late", "early", "the", ",", "since", "from"):
        words.pop()
    return words[-1] if words and words[-1].pos in ("VERB", "AUX") else None


def tells_present(parsed: ParsedText, start: int, end: int) -> bool:
    """Return whether the span's clause is told as a state that holds ("is suspended until", "remains shut until")."""
    verb = governing_verb(parsed.head_of(start, end))
    if verb is None:
        return False
    helpers = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    return verb.tag in ("VBZ", "VBP") or any(c.tag in ("VBZ", "VBP") and c.lemma == "be" for c in helpers)


def _verb_tense(verb: Word, depth: int) -> Tense:
    helpers = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    forms = {c.lower for c in helpers}
    modal = forms & _MODALS
    if modal:
        done = any(c.lower in ("have", "'ve") for c in helpers)
        return "past" if done else "future"
    if "to" in forms:
        return _infinitive(verb, depth)
    if verb.tag in ("VBN", "VBG", "VB") and not helpers and verb.dep in ("conj", "advcl", "xcomp", "acl") and depth < 4:
        if verb.dep == "conj" and verb.head is not verb:
            return _verb_tense(verb.head, depth + 1)
        if verb.tag == "VB" and verb.dep != "conj" and verb.head.lemma in _PLANNING:
            return "future"
    if verb.lemma in _HOPING and (verb.tag in ("VBZ", "VBP", "VBG") or any(c.lower in ("is", "are") for c in helpers)):
        return "future"
    present_be = any(c.lower in ("is", "are", "am", "'s", "'re") for c in helpers)
    if verb.lower in ("is", "are", "'s", "'re"):
        return "future" if any(c.dep == "xcomp" and _has_to(c) for c in verb.children) or _has_planned(verb) else "past"
    if present_be and (verb.tag == "VBG" or verb.lower in ("scheduled", "planned", "expected", "due", "slated", "set")):
        return "future"
    if verb.tag == "VB" and not helpers and verb.dep in ("ccomp", "ROOT") and verb.head.lemma in _PLANNING:
        return "future"
    if verb.tag in ("VBZ", "VBP") and not helpers and verb.lemma in _SCHEDULED_VERBS and verb.sentence.kind != "title":
        return "future"
    return "past"


def _infinitive(verb: Word, depth: int) -> Tense:
    if verb.head is verb:
        return "future"
    governor = verb.head
    if governor.lower in ("is", "are", "was", "were", "be") or governor.lemma in _PLANNING or governor.pos in ("NOUN", "PROPN"):
        return "future"
    if governor.pos == "ADJ":
        return "future" if governor.lower in _PLANNED or governor.lemma in _PLANNING else "past"
    if any(c.lemma in _PLANNING for c in governor.children if c.dep in ("acomp", "advmod", "attr")):
        return "future"
    if verb.dep in ("advcl",):
        return "future" if depth > 3 else _verb_tense(governor, depth + 1)
    return _verb_tense(governor, depth + 1) if depth < 4 and governor.pos in ("VERB", "AUX") else "past"


def _has_to(verb: Word) -> bool:
    return any(c.lower == "to" for c in verb.children)


def _has_planned(verb: Word) -> bool:
    return any(c.lower in _PLANNED for c in verb.children if c.dep in ("acomp", "attr", "amod"))


_BEGINNINGS = frozenset(["begin", "start", "erupt", "launch", "break", "commence", "resume", "open"])


def since_it_began(parsed: ParsedText, start: int, end: int) -> bool:
    """Return whether the span dates the beginning in a clause with "since": "since the siege began on 3 May"."""
    verb = governing_verb(parsed.head_of(start, end))
    return verb is not None and verb.lemma in _BEGINNINGS and any(c.lower == "since" and c.start_char < start for c in verb.children)


def has_infinitive(parsed: ParsedText, start: int, end: int) -> bool:
    """Return whether the span's clause is an infinitive ("voted to extend the curfew until 23 August")."""
    verb = governing_verb(parsed.head_of(start, end))
    return verb is not None and verb.tag == "VB" and _has_to(verb)


def has_perfect(parsed: ParsedText, start: int, end: int) -> bool:
    """Return whether the span's clause is in the perfect ("has now become")."""
    verb = governing_verb(parsed.head_of(start, end))
    return verb is not None and any(c.lemma == "have" and c.dep == "aux" for c in verb.children)
