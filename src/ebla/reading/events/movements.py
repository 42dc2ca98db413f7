"""Frames of movement, help and public order: withdrawals, returns, visits, troops, aid, protests, meetings, curfews, closures.

Roles as in `force.py`.
"""

from __future__ import annotations

import dataclasses

from ebla.reading import grammar
from ebla.reading.events.force import aim
from ebla.reading.events.mention import EventMention
from ebla.reading.events.roles import any_lemma, roles, take_roles
from ebla.reading.events.things import is_thing, person_like
from ebla.reading.grammar import expand, is_passive, objects, prep_objects, raw_subjects
from ebla.reading.lexicon import word_set
from ebla.reading.parse import Word

_WITHDRAWN_WORDS = word_set("events.toml", "withdrawn_words")
_RETURNEES = word_set("events.toml", "returnees")
_TROOPS = word_set("events.toml", "troops")
_SENT_TROOPS = word_set("events.toml", "sent_troops")
_SENT_AID = word_set("events.toml", "sent_aid")
_AID_GOODS = word_set("events.toml", "aid_goods")
_OFFICE = word_set("events.toml", "office")
_CLOSED = word_set("events.toml", "closed")
_LIFTED = word_set("events.toml", "lifted")
_RESTRICTING = word_set("events.toml", "restricting")
_EMERGENCIES = word_set("events.toml", "emergencies")
_TRUCES = word_set("events.toml", "truces")


def move(m: EventMention, verb: Word) -> bool:
    """Withdrawals and returns; words that are withdrawn are none, and only people of a place return to it."""
    doers, done_to = roles(verb)
    m.actors = doers
    if verb.lemma == "withdraw" and done_to and not is_passive(verb) and done_to[0].lemma in _WITHDRAWN_WORDS:
        return False
    if verb.lemma == "return":
        back = any((c.dep == "prep" and c.lower == "to") or c.lower == "home" for c in verb.children)
        if done_to or not back or not any_lemma(doers, _RETURNEES):
            return False
    if is_passive(verb):
        m.actors = grammar.agents(verb) or raw_subjects(verb)
    m.origins = prep_objects(verb, "from", "of")
    m.destinations = prep_objects(verb, "to", "into", "towards", "toward")
    return True


def enter(m: EventMention, verb: Word) -> bool:
    """Troops that move in or enter: a mobilisation."""
    doers, done_to = roles(verb)
    m.actors = [w for w in doers if w.lemma in _TROOPS]
    m.destinations = prep_objects(verb, "into", "to", "toward", "towards") or (done_to if verb.lemma == "enter" else [])
    return bool(m.actors) and bool(m.destinations)


def deploy(m: EventMention, verb: Word) -> bool:
    """Troops that are deployed or massed, by the one who deploys them where he is named."""
    doers, done_to = roles(verb)
    m.actors = doers if verb.lemma in ("mass", "amass", "fan") else doers or done_to
    m.destinations = prep_objects(verb, "to", "into", "towards", "toward", "along", "across")
    return bool(m.actors)


def send(m: EventMention, verb: Word) -> bool:
    """Troops or aid that are sent; "sent rockets into the base" is a shot."""
    doers, done_to = roles(verb)
    if aim(m, verb):
        m.entry = dataclasses.replace(m.entry, frame="aim")
        return True
    troops = any_lemma(done_to, _SENT_TROOPS)
    if not troops and not any_lemma(done_to, _SENT_AID):
        return False
    m.event_type, m.mode, m.acled = ("MOBILIZE", "troops", "Other") if troops else ("AID", None, None)
    m.actors, m.destinations = doers, prep_objects(verb, "to", "into")
    return True


def aid(m: EventMention, verb: Word) -> bool:
    """Goods of relief that are provided or delivered, to whoever stands after to, for."""
    m.actors, done_to = roles(verb)
    goods = any(w.lemma in _AID_GOODS or any_lemma(w.children, _AID_GOODS) for w in done_to)
    if verb.lemma in ("provide", "distribute", "deliver", "donate") and not goods:
        return False
    m.recipients = prep_objects(verb, "to", "for") + [w for c in verb.children if c.dep == "dative" for w in expand([c])]
    return True


def receive(m: EventMention, verb: Word) -> bool:
    """Goods of relief that are received: done to the subject."""
    doers, done_to = roles(verb)
    m.event_type, m.recipients, m.actors = "AID", doers, prep_objects(verb, "from")
    return any_lemma(done_to, _AID_GOODS)


def rescue(m: EventMention, verb: Word) -> bool:
    """People who are helped, rescued, evacuated; "evacuated" without an object is their own movement."""
    take_roles(m, verb)
    if verb.lemma == "evacuate" and not is_passive(verb) and not m.recipients:
        return False
    m.destinations, m.origins = prep_objects(verb, "to"), prep_objects(verb, "from")
    return bool(m.actors or m.recipients)


def journey(m: EventMention, verb: Word) -> bool:
    """ "The minister will fly to X": a visit, where the traveller is a person of office; drones are flown at a target."""
    if is_passive(verb) and any(w.lemma in ("drone", "uav") for w in raw_subjects(verb)):
        m.event_type, m.mode, m.acled = "ASSAULT", "drone", "Air/drone strike"
        m.recipients = prep_objects(verb, "at", "into", "against")
        return bool(m.recipients)
    m.actors = raw_subjects(verb)
    m.destinations = prep_objects(verb, "to", "in")
    return bool(m.destinations) and any(w.entity_type == "PERSON" or w.lemma in _OFFICE for w in m.actors)


def visit(m: EventMention, verb: Word) -> bool:
    """A visit to what is visited."""
    m.actors, m.destinations = roles(verb)
    return bool(m.actors and m.destinations)


def meet(m: EventMention, verb: Word) -> bool:
    """A meeting: all sides are actors."""
    doers, done_to = roles(verb)
    if verb.lemma == "meet" and done_to and not any(person_like(w) for w in done_to):
        return False
    m.actors = doers + done_to if not is_passive(verb) else grammar.agents(verb)
    if verb.lemma in ("discuss", "negotiate", "broker"):
        m.actors = doers
    m.actors += prep_objects(verb, "with")
    return bool(m.actors)


def protest(m: EventMention, verb: Word) -> bool:
    """A protest; troops march too and prices rally, so the marcher is a person and a rally has no object."""
    m.actors = raw_subjects(verb)
    m.recipients = prep_objects(verb, "against")
    if verb.lemma == "march" and not any(person_like(w) for w in m.actors):
        return False
    if verb.lemma == "rally" and objects(verb):
        return False
    return bool(m.actors)


def declare(m: EventMention, verb: Word) -> bool:
    """A truce declared is CONCEDE; a curfew, siege, emergency or martial law is COERCE."""
    m.actors, done_to = roles(verb)
    truce = [w for w in done_to if w.lemma in _TRUCES]
    other = [w for w in done_to if w.lemma in _EMERGENCIES]
    if truce:
        m.event_type, m.mode, m.acled, m.words = "CONCEDE", None, "Agreement", [verb, truce[0]]
    elif other:
        mode = {"law": "martial-law", "curfew": "curfew"}.get(other[0].lemma, "restrict")
        m.event_type, m.mode, m.acled, m.words = "COERCE", mode, "Other", [verb, other[0]]
    return bool(truce or other)


def impose(m: EventMention, verb: Word) -> bool:
    """A curfew, sanctions or a blockade imposed."""
    doers, done_to = roles(verb)
    lemmas = {w.lemma for w in done_to}
    if "curfew" in lemmas:
        m.event_type, m.mode, m.acled = "COERCE", "curfew", "Other"
    elif lemmas & {"sanction", "embargo"}:
        m.event_type, m.mode, m.acled = "SANCTION", None, None
    elif lemmas & _RESTRICTING:
        m.event_type, m.mode, m.acled = "COERCE", "restrict", "Other"
    else:
        return False
    m.words = [verb, done_to[0]]
    m.actors, m.recipients = doers, prep_objects(verb, "on", "against")
    return True


def close(m: EventMention, verb: Word) -> bool:
    """A road, border or school closed."""
    m.actors, done_to = roles(verb)
    return any_lemma(done_to, _CLOSED)


def lift(m: EventMention, verb: Word) -> bool:
    """A siege, curfew or ban lifted, a road opened again."""
    m.actors, done_to = roles(verb)
    return any_lemma(done_to, _LIFTED)


def withhold(m: EventMention, verb: Word) -> bool:
    """Aid, water or passage withheld: weapons and buildings that are named are no recipient."""
    m.actors, done_to = roles(verb)
    m.recipients = [w for w in done_to if not is_thing(w)]
    return bool(done_to or m.actors)


def sanction(m: EventMention, verb: Word) -> bool:
    """Somebody put under sanctions by somebody."""
    take_roles(m, verb)
    return bool(m.actors and m.recipients)
