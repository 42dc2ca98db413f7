"""A counted noun in; the words that govern it out, with its role: who does it, who suffers it, of what it is. Knows no word of war."""

from __future__ import annotations

from collections.abc import Iterator

from ebla.reading.figures.words import word_set
from ebla.reading.parse import Word

HAVE = frozenset({"have", "has", "had", "'ve", "’ve"})
_PRESENT_PERFECT = HAVE - {"had"}
# Verbs whose complement says what befell their subject: "were reported killed", "managed to flee".
_RAISING = word_set("raising")
_PARTITIVE = word_set("partitive")
_TRANSPARENT = frozenset(["conj", "appos", "nummod", "quantmod", "compound", "nmod", "amod", "advmod", "poss", "npadvmod", "dep"])
_FARTHEST = 7


def has_perfect(verb: Word) -> bool:
    """Tell whether a verb, or the one that it is joined to, stands in the present perfect."""
    while True:
        if any(c.lower in _PRESENT_PERFECT for c in verb.children if c.dep == "aux"):
            return True
        if verb.dep != "conj" or not verb.head.tag.startswith("V"):
            return False
        verb = verb.head


def belongs(head: Word) -> bool:
    """Tell whether a noun stands after the "of" of another that is no measure word: "relatives of 12 prisoners"."""
    while head.dep in ("nummod", "compound", "quantmod") and head.head is not head:
        head = head.head
    above = head.head
    return head.dep == "pobj" and above.lower == "of" and above.head.tag in ("NN", "NNS") and above.head.lemma not in _PARTITIVE


def governors(head: Word) -> Iterator[tuple[str, Word]]:
    """Yield a noun's role and the word that gives it, participles after the noun first.

    Roles: `object` (also the subject of a passive), `subject`, `attribute` ("the toll was 45"), `of:PREPOSITION`, `none`.
    """
    for child in head.children:
        if child.dep == "acl" and child.i > head.i and child.tag in ("VBN", "VBD"):
            yield "object", child
        elif child.dep == "acl" and child.i > head.i and child.tag == "VBG":
            yield "subject", child
        elif child.dep == "relcl":
            yield _relative_role(child), child
    word = head
    for _ in range(_FARTHEST):
        above = word.head
        if above is word:
            return
        if word.dep == "pobj" and above.lower == "of" and (above.head.lemma in _PARTITIVE or above.head.tag == "CD"):
            word = above.head
            continue
        role = _role(word, above)
        if role is not None:
            yield role
            return
        if word.dep not in _TRANSPARENT or (word.dep in ("conj", "dep", "npadvmod", "advmod") and above.tag.startswith("V")):
            return
        word = above


def _role(word: Word, above: Word) -> tuple[str, Word] | None:
    if word.dep == "nsubjpass":
        return "object", above
    if word.dep == "nsubj":
        auxiliary = any(c.dep == "aux" for c in above.children)
        return ("object" if above.tag == "VBN" and not auxiliary else "subject"), above
    if word.dep in ("dobj", "obj", "dative", "oprd"):
        return "object", above
    if word.dep == "attr":
        subject = above.child("nsubj", "nsubjpass")
        return ("attribute", subject) if subject is not None else None
    if word.dep == "pobj":
        return f"of:{above.lower}", above.head
    return None


def _relative_role(verb: Word) -> str:
    if verb.child("nsubjpass") is not None:
        return "object"
    subject = verb.child("nsubj")
    if subject is not None and subject.lower in ("who", "that", "which"):
        return "subject"
    return "object" if subject is not None else "none"


def chain(verb: Word, role: str) -> Iterator[tuple[str, Word]]:
    """Yield a verb and those that share the noun with it: joined verbs, and complements of "were reported", "managed to"."""
    yield role, verb
    for child in verb.children:
        own_subject = child.child("nsubj", "nsubjpass") is not None
        if child.dep in ("xcomp", "ccomp", "oprd", "acomp", "advcl") and verb.lemma in _RAISING and not own_subject:
            yield ("object" if child.tag == "VBN" and not any(c.lower in HAVE for c in child.children) else "subject"), child
        if child.dep == "conj" and child.tag.startswith("V") and not own_subject:
            if role == "subject":
                yield ("object" if child.tag == "VBN" and child.child("auxpass") is not None else "subject"), child
            elif child.tag in ("VBN", "VBD") and child.child("dobj", "obj") is None:
                yield "object", child
    shares = role == "object" and verb.dep == "conj" and verb.head.tag.startswith("V")
    if shares and verb.head.child("dobj", "obj", "nsubjpass") is None:
        yield role, verb.head
