"""Mentions of one sentence in; further mentions out for deeds that no trigger names: what is asked, threatened, warned of or planned.

These have no type of their own ("vowed to stay" is a promise of something). What only names a settlement or an end of violence is mended
here too. Source: docs/claims.md, "Speech acts".
"""

from __future__ import annotations

from ebla.reading import grammar
from ebla.reading.events.mention import VIOLENCE, EventMention
from ebla.reading.grammar import is_passive, is_verb, objects, prep_objects, raw_subjects
from ebla.reading.lexicon import Trigger, word_set
from ebla.reading.parse import Sentence, Word

_CEASING = word_set("events.toml", "ceasing")
_END_OF = word_set("events.toml", "end_of")
_SETTLEMENT = word_set("events.toml", "settlement")
_WARNING = word_set("events.toml", "warning")
_PLANNING = word_set("events.toml", "planning")
_PROMISES = word_set("events.toml", "promises")
_NO_OUTLOOK = word_set("events.toml", "no_outlook")


def _untyped(lemma: str, pos: str, frame: str) -> Trigger:
    return Trigger(lemma, pos, None, None, None, frame, None)


def cease(m: EventMention) -> None:
    """ "Stop the fighting", "an end to the violence": a truce, not the violence itself; in "a deal to end the war" a mere description."""
    noun = m.trigger
    if is_verb(noun) or m.frame not in VIOLENCE:
        return
    head = noun.head
    object_of = noun.dep in ("dobj", "obj")
    if is_verb(head) and head.lemma in _CEASING and (object_of or noun.dep == "nsubjpass" or (noun.dep == "nsubj" and not objects(head))):
        stop, doers = head, (raw_subjects(head) if object_of else grammar.agents(head))
    elif noun.dep == "pobj" and head.lower in ("to", "of", "in") and head.head.lemma in _END_OF:
        stop, doers = head.head, []
    else:
        return
    if stop.dep in ("acl", "relcl") and stop.head.lemma in _SETTLEMENT:
        m.event_type = None
        m.entry = _untyped(noun.lemma, "n", "description")
        return
    m.event_type, m.mode, m.acled = "RETREAT", "ceasefire", "Agreement"
    m.words, m.trigger = ([stop, noun] if abs(stop.i - noun.i) < 6 else [stop]), stop
    m.clause = grammar.clause_of(stop)
    m.actors, m.recipients, m.weapons, m.facilities = doers, [], [], []


def _told(found: list[EventMention]) -> set[int]:
    """Return the words that already tell a deed."""
    return {w.i for m in found for w in [m.trigger, *m.words]} | {o.trigger.i for m in found for o in m.merged}


def _content_mention(content: Word, frame: str, clause: Word, *deps: str) -> EventMention:
    words = [content, *(c for c in content.children if c.dep in deps)][:3]
    return EventMention.of(content, words, _untyped(content.lemma, "v", frame), clause)


def contents(found: list[EventMention]) -> list[EventMention]:
    """Return a mention for what is asked, ordered or threatened where no trigger names it."""
    out: list[EventMention] = []
    told = _told(found)
    for m in found:
        content = m.content
        if content is None or m.content_status not in ("demanded", "threatened", "promised") or content.i in told:
            continue
        if not is_verb(content) or content.lemma in ("be", "have") or any(o is not m and _inside(o.trigger, content) for o in found):
            continue
        one = _content_mention(content, "content", content, "dobj", "prt")
        one.actors = raw_subjects(content) if not is_passive(content) else grammar.agents(content)
        one.content_of = m
        out.append(one)
        told.add(content.i)
    return out


def _inside(trigger: Word, content: Word) -> bool:
    """Tell whether a trigger is what a content verb does ("to launch an attack")."""
    return trigger.dep in ("dobj", "xcomp", "pobj", "ccomp", "obj", "prep") and content in trigger.ancestors()


def outlooks(sentence: Sentence, found: list[EventMention]) -> list[EventMention]:
    """Return a mention for what is warned of, feared, planned or decided where no trigger names it."""
    told = _told(found)
    out: list[EventMention] = []
    for word in sentence.words:
        content = _outlook_content(word)
        if content is None or content.i in told or content.lemma in _NO_OUTLOOK:
            continue
        if any(m.trigger in content.subtree() for m in found):
            continue
        warned = word.lemma in _WARNING
        if warned and is_verb(content) and not any(c.dep == "aux" and c.tag == "MD" for c in content.children):
            continue
        one = _content_mention(content, "outlook", grammar.clause_of(content), "dobj", "prt", "amod")
        if is_verb(content) and not warned:
            decided = content.dep == "ccomp" and word.lemma in ("decide", "plan")
            one.actors = raw_subjects(word) if decided and is_verb(word) else raw_subjects(content)
        out.append(one)
    return out


def _outlook_content(word: Word) -> Word | None:
    """Return what a verb of warning or planning, or a noun of promise, says may or shall happen."""
    if not (word.pos == "NOUN" and word.lemma in _PROMISES):
        if not is_verb(word) or (word.lemma not in _WARNING and word.lemma not in _PLANNING) or word.dep == "amod":
            return None
    deps = ("ccomp", "xcomp", "acl", "relcl")
    content = next((c for c in word.children if c.dep in deps and is_verb(c) and c.i > word.i), None)
    if content is None and word.lemma in _WARNING:
        content = next(iter(prep_objects(word, "of")), None)
    return content
