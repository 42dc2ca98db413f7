"""Parsed words in; who is the subject, the object, the clause out. Knows English syntax as spaCy labels it and nothing of wars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ebla.reading.lexicon import word_set
from ebla.reading.parse import Word

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_OBJECT_CONTROL = word_set("grammar.toml", "object_control")
_GERUND_CONTROL = word_set("grammar.toml", "gerund_control")
_AIMS = word_set("grammar.toml", "aims")
_PARTITIVE = word_set("grammar.toml", "partitive")


def is_verb(word: Word) -> bool:
    """Tell whether a word is used as a verb."""
    return (word.pos in ("VERB", "AUX") and word.tag.startswith("V")) or word.pos == "AUX"


def conjuncts(word: Word) -> Iterator[Word]:
    """Yield a word and the words joined to it by "and", "or" and commas, in order."""
    yield word
    for child in word.children:
        if child.dep == "conj":
            yield from conjuncts(child)


def expand(words: Iterable[Word]) -> list[Word]:
    """Return words with their conjuncts, each once; a noun of quantity gives way to what it counts."""
    out: list[Word] = []
    for word in words:
        for one in conjuncts(word):
            if one.pos not in NOMINAL and not one.tag.startswith("N"):
                continue
            counted = (
                [g for c in one.children if c.dep == "prep" and c.lower == "of" for g in c.children if g.dep == "pobj"]
                if one.lemma in _PARTITIVE
                else []
            )
            for each in expand(counted) if counted else [one]:
                if each not in out:
                    out.append(each)
    return out


def is_passive(verb: Word) -> bool:
    """Tell whether a verb is in the passive: by auxiliary, as a participle after a noun, or joined to such a verb."""
    if any(c.dep in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children):
        return True
    if verb.tag == "VBN":
        if any(c.dep == "aux" and c.lemma in ("have", "'ve", "having") for c in verb.children):
            return False
        if verb.dep in ("acl", "advcl", "amod", "oprd", "ROOT", "relcl", "ccomp", "xcomp", "dep", "pcomp", "appos"):
            return not any(c.dep == "nsubj" for c in verb.children)
        if verb.dep == "conj" and is_verb(verb.head) and not any(c.dep == "nsubj" for c in verb.children):
            return is_passive(verb.head) and verb.head.tag == "VBN" and not any(c.dep in ("dobj", "obj") for c in verb.children)
    return False


def agents(verb: Word) -> list[Word]:
    """Return who did it in a passive: the objects of "by"."""
    out: list[Word] = []
    for child in verb.children:
        if child.dep == "agent" or (child.dep == "prep" and child.lower == "by" and verb.tag == "VBN"):
            out.extend(c for c in child.children if c.dep == "pobj")
    return expand(out)


def antecedent(word: Word) -> Word:
    """Return the noun that a relative pronoun stands for, or the word itself."""
    if word.lower in RELATIVE and word.tag in ("WDT", "WP", "WP$", "DT", "IN"):
        for up in word.ancestors():
            if up.dep == "relcl":
                return up.head
    return word


def raw_subjects(verb: Word, depth: int = 0) -> list[Word]:
    """Return the grammatical subjects of a verb, found through conjunction, control, participles and relative clauses."""
    own = [c for c in verb.children if c.dep in ("nsubj", "nsubjpass", "csubj")]
    if own:
        return [antecedent(w) for w in expand(own)]
    if depth > 6:
        return []
    head = verb.head
    if head is verb:
        return []
    if verb.dep == "conj" and is_verb(head):
        return raw_subjects(head, depth + 1)
    if verb.dep in ("acl", "relcl") and not is_verb(head):
        to_infinitive = any(c.lower == "to" and c.dep == "aux" for c in verb.children)
        return _holder(head, depth) if to_infinitive else [head]
    if verb.dep in ("xcomp", "advcl", "ccomp", "pcomp", "dep", "prep"):
        return _governed_subjects(verb, head.head if verb.dep == "pcomp" and head.pos in ("ADP", "SCONJ") else head, depth)
    return []


def _governed_subjects(verb: Word, governor: Word, depth: int) -> list[Word]:
    """Return who does what a complement, gerund or infinitive says, as its governor tells: its object, agent or subject."""
    if not is_verb(governor):
        return _holder(governor, depth) if governor.pos in ("NOUN", "PROPN") else []
    passive = is_passive(governor)
    if verb.dep in ("xcomp", "ccomp") and governor.lemma in _OBJECT_CONTROL:
        if passive:
            return raw_subjects(governor, depth + 1)
        controlled = objects(governor) or prep_objects(governor, "on", "upon", "for")
        if controlled:
            return controlled
    if verb.dep == "ccomp" and verb.tag not in ("VB", "VBG"):
        return []
    if verb.dep == "pcomp" and governor.lemma in _GERUND_CONTROL:
        return raw_subjects(governor, depth + 1) if passive else objects(governor)
    if governor.lemma == "be" and verb.tag == "VB":
        aims = [w for w in raw_subjects(governor, depth + 1) if w.lemma in _AIMS]
        if aims:
            return _holder(aims[0], depth + 1)
    if passive and verb.dep in ("advcl", "xcomp") and verb.tag == "VBG":
        return agents(governor) or raw_subjects(governor, depth + 1)
    return raw_subjects(governor, depth + 1)


def _holder(noun: Word, depth: int) -> list[Word]:
    """Return whose plan, threat or aim a noun is: its possessor, "of" or "by", else the subject of its verb."""
    holders = [c for c in noun.children if c.dep == "poss"]
    if not holders:
        holders = [g for c in noun.children if c.dep == "prep" and c.lower in ("of", "by", "from") for g in c.children if g.dep == "pobj"]
    if holders:
        return expand(holders)
    for up in noun.ancestors():
        if is_verb(up):
            return [w for w in raw_subjects(up, depth + 1) if w is not noun]
    return []


def objects(verb: Word) -> list[Word]:
    """Return the direct objects of a verb (for a passive, its subject), with conjuncts and relative pronouns resolved."""
    own = [c for c in verb.children if c.dep in ("dobj", "obj")]
    if own:
        return [antecedent(w) for w in expand(own)]
    if is_passive(verb):
        return raw_subjects(verb)
    if verb.dep == "relcl":
        relative = [c for c in verb.children if c.lower in RELATIVE and c.dep in ("dobj", "pobj")]
        if relative:
            return [verb.head]
    # "attacked and burned the village": the object stands at the last of the joined verbs
    later = [c for c in verb.children if c.dep == "conj" and is_verb(c) and not any(g.dep in ("nsubj", "nsubjpass") for g in c.children)]
    if later and later[0].i - verb.i <= 3:
        return objects(later[0])
    return []


def prep_objects(word: Word, *prepositions: str) -> list[Word]:
    """Return the objects of the named prepositions that hang on a word, with conjuncts."""
    out: list[Word] = []
    for child in word.children:
        if child.dep in ("prep", "agent", "dative") and child.lower in prepositions:
            out.extend(c for c in child.children if c.dep in ("pobj", "pcomp"))
            for deeper in child.children:  # "out of", "on to"
                if deeper.dep == "prep":
                    out.extend(c for c in deeper.children if c.dep == "pobj")
    return expand(out)


def clause_of(word: Word) -> Word:
    """Return the verb whose clause a word stands in, or the top of its fragment."""
    if is_verb(word):
        return word
    last = word
    for up in word.ancestors():
        if is_verb(up):
            return up
        last = up
    return last


def noun_phrase(head: Word) -> list[Word]:
    """Return the words of a noun phrase without its clauses, appositions, conjuncts and prepositional tails but "of"."""
    keep = {"compound", "amod", "nmod", "poss", "det", "nummod", "case", "quantmod", "advmod", "punct", "predet", "npadvmod"}
    out = [head]
    for child in head.children:
        if child.dep in keep and (child.i < head.i or child.dep == "case"):
            out.extend(w for w in child.subtree() if w.dep not in ("appos", "relcl") and w.i < head.i + 2)
    out.sort(key=lambda w: w.i)
    hour = max((n for n, w in enumerate(out) if w.lower in ("a.m.", "p.m.") and w is not head), default=-1)
    out = out[hour + 1 :]  # "at 7 p.m. gunmen ...": the parser takes the hour for a part of the name
    while out and (out[0].dep == "punct" or out[0].pos == "PUNCT") and out[0] is not head:
        out.pop(0)
    return out


def span_of(words: Iterable[Word]) -> tuple[int, int]:
    """Return the span from the first word to the last."""
    some = list(words)
    return (min(w.start_char for w in some), max(w.end_char for w in some))
