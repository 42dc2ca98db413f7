"""A verb in; the mention of the deed it tells, or None. The plain table from a trigger's frame to the function that reads it.

Phrases ("opened fire", "took hostage") are looked up before single verbs. A frame without an entry here is read by `force.act`.
"""

from __future__ import annotations

from collections.abc import Callable

from ebla.reading.events import captures, force, movements, speech
from ebla.reading.events.mention import EventMention
from ebla.reading.lexicon import Trigger, phrase_triggers, triggers
from ebla.reading.parse import Word

Frame = Callable[[EventMention, Word], bool]

FRAMES: dict[str, Frame] = {
    "accuse": speech.accuse,
    "adhere": speech.adhere,
    "agree": speech.agree,
    "aid": movements.aid,
    "aim": force.aim,
    "attack": force.attack,
    "brunt": force.brunt,
    "capture": captures.capture,
    "charge": speech.charge,
    "clash": force.clash,
    "clear": captures.clear,
    "close": movements.close,
    "condemn": speech.condemn,
    "crowd": force.crowd,
    "declare": movements.declare,
    "deploy": movements.deploy,
    "die": force.die,
    "drive": captures.drive,
    "enter": movements.enter,
    "expel": captures.expel,
    "explode": force.explode,
    "fall": captures.fall,
    "fire": force.fire,
    "force": captures.force,
    "help": movements.rescue,
    "holding": captures.holding,
    "impose": movements.impose,
    "journey": movements.journey,
    "kill": force.kill,
    "land": force.land,
    "leave": force.leave,
    "lift": movements.lift,
    "meet": movements.meet,
    "move": movements.move,
    "order": speech.order,
    "outlook": speech.outlook,
    "plant": force.plant,
    "protest": movements.protest,
    "pull": captures.pull,
    "receive": movements.receive,
    "refuse": speech.refuse,
    "reject": speech.reject,
    "release": captures.release,
    "repel": force.repel,
    "request": speech.request,
    "sanction": movements.sanction,
    "secure": captures.secure,
    "seizing": captures.seizing,
    "send": movements.send,
    "sign": speech.sign,
    "speak": speech.speak,
    "support": speech.support,
    "take": captures.take,
    "takeaway": captures.takeaway,
    "tear": force.tear,
    "threaten": speech.threaten,
    "under": force.under,
    "visit": movements.visit,
    "warn": speech.warn,
    "withhold": movements.withhold,
}
# Children of a verb in which the second word of a phrase stands, and what stands behind a preposition ("taken into custody").
_PHRASE_DEPS = frozenset({"prt", "advmod", "dobj", "obj", "oprd", "prep", "ccomp", "acomp", "xcomp"})
_PARTICLES = frozenset({"for", "on", "upon", "over", "with", "behind", "out", "off", "away", "back", "under", "down"})
_DEEPER = frozenset({"hostage", "prisoner", "custody", "fire", "ablaze"})


def verb_event(verb: Word, taken: set[int]) -> EventMention | None:
    """Return the deed that a verb tells, None where the lexicon knows none or its frame finds none here.

    Args:
        verb: The verb.
        taken: Indices of words that tell a deed already; those of the verb, its phrase and the noun it takes in are added.
    """
    if verb.dep in ("amod", "compound", "aux", "auxpass"):
        return None
    found = _phrase(verb)
    if found is None:
        direct = triggers().get((verb.lemma, "v")) or triggers().get((verb.lower, "v"))
        if direct is None:
            return None
        found = direct, [verb]
    entry, words = found
    mention = EventMention.of(verb, words, entry, verb)
    if not FRAMES.get(entry.frame, force.act)(mention, verb):
        return None
    taken.update(w.i for w in [*words, *mention.words])
    return mention


def _phrase(verb: Word) -> tuple[Trigger, list[Word]] | None:
    """Return the phrase that a verb makes with its object, particle or preposition, with its words."""
    for other, trigger in phrase_triggers().get(verb.lemma, ()):
        for child in verb.children:
            if child.dep in _PHRASE_DEPS and other in (child.lemma, child.lower):
                if child.dep != "prep" or other in _PARTICLES:
                    return trigger, [verb, child]
            elif child.dep == "prep" and other in _DEEPER:
                for deeper in child.children:
                    if deeper.dep == "pobj" and deeper.lemma == other:
                        return trigger, [verb, child, deeper]
    return None
