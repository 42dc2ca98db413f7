"""Parsed text in; event mentions out: trigger, PLOVER type and mode, and the words that fill each role.

Verbs and nouns of the trigger lexicon are looked up, phrases first (`verbs.py`, `nouns.py`); a frame says which grammatical role is which
party (`force.py`, `captures.py`, `movements.py`, `speech.py`). Weapons and facilities are taken out of the roles (`things.py`), what is
asked or feared gets a mention of its own (`contents.py`), and mentions that tell one deed in one sentence are merged (`merging.py`).
Which party, place or date a word is, what status the deed has and who says so is decided elsewhere.
"""

from __future__ import annotations

from ebla.reading import grammar
from ebla.reading.events.contents import cease, contents, outlooks
from ebla.reading.events.mention import ATTACK, HARM, EventMention
from ebla.reading.events.merging import merged
from ebla.reading.events.nouns import noun_event
from ebla.reading.events.things import take_things
from ebla.reading.events.verbs import verb_event
from ebla.reading.grammar import is_verb, prep_objects
from ebla.reading.parse import ParsedText, Sentence, Word

__all__ = ["ATTACK", "HARM", "EventMention", "find_events"]


def find_events(parsed: ParsedText) -> list[EventMention]:
    """Return the event mentions of a text in text order, merged within their sentence."""
    out = [mention for sentence in parsed.sentences for mention in _of_sentence(sentence)]
    return sorted(out, key=lambda m: m.trigger.i)


def _of_sentence(sentence: Sentence) -> list[EventMention]:
    found = _mentions(sentence)
    for mention in found:
        take_things(mention)
        cease(mention)
        mention.supporters = _backers([*mention.actors, mention.trigger])
    found = [m for m in found if m.frame != "description"]
    acts = merged(found)
    asked = contents(acts)
    return [*acts, *asked, *outlooks(sentence, [*found, *asked])]


def _mentions(sentence: Sentence) -> list[EventMention]:
    """Return the deeds that the words of a sentence tell, one word after the other; the words of a verb's phrase tell no further one."""
    found: list[EventMention] = []
    taken: set[int] = set()
    for word in sentence.words:
        if word.i in taken:
            continue
        mention = verb_event(word, taken) if is_verb(word) else None
        if mention is None and word.pos in ("NOUN", "PROPN", "VERB", "ADJ"):
            mention = noun_event(word)
        if mention is not None:
            found.append(mention)
    return found


def _backers(told: list[Word]) -> list[Word]:
    """ "Rebels, backed by X": who stands behind the doers, as hung on them or on what they do."""
    backing = [c for w in told for c in w.children if c.dep in ("acl", "advcl") and c.lemma in ("back", "support") and c.tag == "VBN"]
    return [g for verb in backing for a in grammar.agents(verb) for g in [a, *prep_objects(a, "of")]]
