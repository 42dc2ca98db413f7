"""Drafts in; one draft for each town that a deed is told of out ("shelled A, B and C" are three deeds).

Source: docs/claims.md, "Several places": towns or sites named as targets are one event each; "between", "in the direction of" and quarters
of one town make one event.
"""

from __future__ import annotations

import copy

from ebla.reading.binding import Binder, Draft
from ebla.reading.parse import Word
from ebla.records import Place

TOGETHER = frozenset({"between", "toward", "towards", "from"})


def spread(drafts: list[Draft], binder: Binder) -> list[Draft]:
    """Return the drafts with those over several towns told once for each."""
    out: list[Draft] = []
    for draft in drafts:
        towns = _towns(draft, binder) if draft.event_type in ("ASSAULT", "COERCE", "PROTEST", "RETREAT") else []
        if len(towns) < 2:
            out.append(draft)
            continue
        for n, place in enumerate(towns):
            one = copy.copy(draft)
            one.place, one.also, one.response_to = place, [], []
            one.actor, one.recipient = list(draft.actor), list(draft.recipient)
            one.key = f"scene {n}"
            one.trigger = list(draft.trigger)
            if n and place.span is not None and len(one.trigger) < 3:
                one.trigger = [*one.trigger, place.span]
            out.append(one)
    return out


def _towns(draft: Draft, binder: Binder) -> list[Place]:
    found = [f for f in binder.places.scenes(draft.mention) if f.record.place_precision not in ("country", "vague", "international")]
    if len(found) < 2:
        return []
    first = found[0]
    if first.head.dep == "pobj" and first.head.head.lower in TOGETHER:
        return []
    chain = {w.i for w in _chain(first.head)}
    names: list[Place] = []
    for located in sorted(found, key=lambda f: f.head.i):
        if located is first or located.words & chain or located.head.i in chain:
            if all(located.record.name != p.name for p in names):
                names.append(located.record)
    return names if len(names) > 1 else []


def _chain(word: Word) -> list[Word]:
    """Return the words joined with a word by commas and "and", whichever of them it is."""
    top = word
    while top.dep == "conj" and top.head.pos in ("PROPN", "NOUN"):
        top = top.head
    out, stack = [], [top]
    while stack:
        one = stack.pop()
        out.append(one)
        stack.extend(c for c in one.children if c.dep == "conj")
    # towns as compounds of a common noun: "Zheray and Panjwayi districts"
    if word.dep in ("compound", "nmod") and word.head.tag == "NNS":
        out.extend(c for c in word.head.children if c.dep in ("compound", "nmod"))
        out.extend(c for w in list(out) for c in w.children if c.dep == "conj")
    return out
