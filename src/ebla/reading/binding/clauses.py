"""Which words are a deed and its clause, and what a date or place hangs on. Knows the tree and nothing of places or dates."""

from __future__ import annotations

from ebla.reading.events import EventMention
from ebla.reading.grammar import is_verb
from ebla.reading.parse import Word

# Acts by words: their scene and day are those of the speaking, not of what is spoken of.
WORD_ACTS = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "CONSULT"})


def anchors(m: EventMention) -> set[int]:
    """Return the indices of the words that are a deed: trigger, carrying verb, merged mentions, and nouns of the event phrase."""
    out = {w.i for w in m.words} | {m.trigger.i, m.clause.i}
    for other in m.merged:
        out |= {other.trigger.i, other.clause.i}
    return out


def governor(word: Word) -> Word:
    """Return the verb that a date or place hangs on, else the top of its fragment."""
    last = word
    for up in word.ancestors():
        if is_verb(up):
            return up
        last = up
    return last


def is_since(verb: Word) -> bool:
    """Tell whether a clause is one of "since ..."."""
    return is_verb(verb) and any(c.dep in ("mark", "advmod", "prep") and c.lower == "since" for c in verb.children)
