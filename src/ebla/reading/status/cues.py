"""A word and what it hangs on in; the status that the governor gives it out, or None: "plans to", "denied", "a threat of", "ready to".

Source: docs/claims.md, status table and speech acts; `status.csv` for the words.
"""

from __future__ import annotations

from ebla.reading.grammar import is_verb, raw_subjects
from ebla.reading.lexicon import word_set, word_table
from ebla.reading.parse import Word
from ebla.reading.status.own import negated
from ebla.reading.status.words import FACTIVE, OTHERS, Status, child_in, cues

_ADJECTIVES = word_table("statements.toml", "adjectives")
_PREPOSITIONAL = word_set("statements.toml", "prepositional")
_PREPOSITIONS = word_set("statements.toml", "prepositions")
_NOUN_PREPOSITIONS = word_set("statements.toml", "noun_prepositions")
_NO_OBJECT = word_set("statements.toml", "no_object")
_NO_FINITE_CLAUSE = word_set("statements.toml", "no_finite_clause")
_NO_CLAUSE = word_set("statements.toml", "no_clause")
_NO_PAST_CLAUSE = word_set("statements.toml", "no_past_clause")
_PASSIVE_SUBJECT = word_set("statements.toml", "passive_subject")
_THREATENING_THINGS = word_set("statements.toml", "threatening_things")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "poss", "csubj"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "pcomp", "prep", "pobj", "obj", "acl", "oprd", "acomp"})
_AFTER_PREPOSITION = frozenset({"prep", "pobj", "pcomp"})
_NOUN_COMPLEMENTS = _AFTER_PREPOSITION | {"acl", "xcomp", "ccomp", "advcl"}


def cue_of(word: Word, hostile: bool) -> Status | None:
    """Return the status that its governor gives to a word, or None. A subject is not in its verb's scope, but for "is expected"."""
    above, dep = word.head, word.dep
    if dep in _SUBJECTS:
        if dep != "nsubjpass" or not is_verb(above) or above.lemma not in _PASSIVE_SUBJECT:
            return None
        value = {"need": "demanded", "schedule": "planned"}.get(above.lemma) or cues().get((above.lemma, "v"))
        return Status(value, above) if value else None
    if is_verb(above):
        if dep == "advcl":
            return _adverbial_cue(word, above)
        return _verb_cue(word, above, hostile) if dep in _COMPLEMENTS else None
    if above.pos in ("NOUN", "PROPN", "ADJ"):
        return _noun_cue(word, above) if dep in _NOUN_COMPLEMENTS else None
    if above.pos in ("ADP", "SCONJ") and above.lower == "without":
        return Status("denied", above)
    return None


def _adverbial_cue(word: Word, above: Word) -> Status | None:
    """ "If the road were cut", "sent troops to retake the town", "before they could flee"."""
    marks = {c.lower for c in word.children if c.dep in ("mark", "advmod", "aux")}
    if marks & {"if", "unless", "lest"}:
        return Status("hypothetical", child_in(word, "if", "unless", "lest"))
    if "to" in marks and word.tag == "VB" and above.lemma not in FACTIVE:
        return Status("planned", child_in(word, "to"))
    if "before" in marks and word.tag == "VBD" and child_in(word, "could", "can") is not None:
        return Status("denied")
    return None


def _verb_cue(word: Word, above: Word, hostile: bool) -> Status | None:
    lemma, dep = above.lemma, word.dep
    value = cues().get((lemma, "v"))
    if value is None:
        return Status("planned", above) if lemma == "be" and dep == "xcomp" and word.tag == "VB" else None
    if _out_of_reach(word, above):
        return None
    if lemma == "warn":
        return _warning_cue(word, above)
    if lemma == "expect" and above.tag == "VBN":
        return Status("planned" if dep == "xcomp" and not hostile else "forecast", above)
    if lemma == "threaten" and any(w.pos == "NOUN" and w.lemma in _THREATENING_THINGS for w in raw_subjects(above)[:1]):
        return Status("forecast", above)
    if hostile and lemma in ("vow", "swear", "pledge", "promise"):
        return Status("threatened" if lemma in ("vow", "swear") else "promised", above)
    refused = lemma in ("refuse", "decline") or (lemma == "fail" and dep == "xcomp")
    if value == "denied" and not refused and negated(above) is not None:
        return Status("occurred", above)
    return Status(value, above)


def _out_of_reach(word: Word, above: Word) -> bool:
    """Tell whether a verb's cue does not reach this complement: "told reporters", "agreed that it was", "a threat against"."""
    lemma, dep = above.lemma, word.dep
    if dep in _AFTER_PREPOSITION:
        return lemma not in _PREPOSITIONAL or preposition_of(word) not in _PREPOSITIONS
    if dep in ("dobj", "obj"):
        return lemma in _NO_OBJECT
    if dep != "ccomp":
        return False
    past = word.tag == "VBD"
    if lemma in _NO_FINITE_CLAUSE and word.tag != "VB":
        return True
    return lemma in _NO_CLAUSE or (past and lemma in _NO_PAST_CLAUSE) or (lemma == "agree" and word.tag in ("VBD", "VBN"))


def _warning_cue(word: Word, above: Word) -> Status | None:
    """ "Warned against", "warned them to leave": demanded; of one's own deed a threat; of what may come a forecast."""
    if preposition_of(word) == "against" or word.dep == "xcomp":
        return Status("demanded", above)
    if word.dep in _AFTER_PREPOSITION:
        return Status("forecast", above)
    auxiliary = word.child("aux")
    speaker, actor = raw_subjects(above), raw_subjects(word)
    same = bool(speaker and actor) and (actor[0] is speaker[0] or actor[0].lower in OTHERS | {"i"})
    if auxiliary is not None and auxiliary.lower in ("would", "will", "'ll") and same:
        return Status("threatened", above)
    if any(a.dep == "aux" and a.tag == "MD" for a in word.children):
        return Status("forecast", above)
    return None


def _noun_cue(word: Word, above: Word) -> Status | None:
    lemma, dep = above.lemma, word.dep
    value = cues().get((lemma, "n"))
    if value is None:
        return _adjective_cue(above) if above.pos == "ADJ" and lemma in _ADJECTIVES and dep not in ("acl", "pobj") else None
    preposition = preposition_of(word)
    if dep in _AFTER_PREPOSITION and preposition not in _NOUN_PREPOSITIONS:
        return None
    if (lemma == "order" and preposition == "of") or (lemma in ("threat", "fear", "risk") and preposition in ("to", "on")):
        return None
    if lemma == "threat" and dep in _AFTER_PREPOSITION:
        return Status("forecast" if preposition == "of" else "threatened", above)
    if lemma in ("mission", "task", "order") and dep != "acl" and word.child("pcomp") is None:
        return None
    return Status(value, above)


def _adjective_cue(above: Word) -> Status | None:
    """ "Ready to", "unable to"; "was able to" is a deed done."""
    if above.lemma == "able" and (above.head.lower in ("was", "were") or child_in(above.head, "was", "were") is not None):
        return None
    return Status(_ADJECTIVES[above.lemma], above)


def preposition_of(word: Word) -> str | None:
    """Return the preposition that a word is, or stands after."""
    if word.dep == "prep":
        return word.lower
    return word.head.lower if word.dep in ("pobj", "pcomp") else None
