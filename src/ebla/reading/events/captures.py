"""Frames of taking: ground captured, lost or secured, persons carried off or held, people driven out. Roles as in `force.py`."""

from __future__ import annotations

import dataclasses

from ebla.reading.events.force import act, land
from ebla.reading.events.mention import EventMention
from ebla.reading.events.roles import any_lemma, has_preposition, names_deed, roles, take_roles
from ebla.reading.events.things import is_thing
from ebla.reading.grammar import is_passive, prep_objects, raw_subjects
from ebla.reading.lexicon import word_set
from ebla.reading.parse import Word

_TAKEN_PICTURES = word_set("events.toml", "taken_pictures")
_SEIZED_CHANCES = word_set("events.toml", "seized_chances")
_FALLEN_TO = word_set("events.toml", "fallen_to")
_CONTROL = frozenset({"control"})
_GROUND = word_set("events.toml", "ground")
_PERSONS = word_set("events.toml", "persons")
_SECURED = word_set("events.toml", "secured")
_HELD = word_set("events.toml", "held")
_RELEASED_WORDS = word_set("events.toml", "released_words")
_TAKEN_AWAY = word_set("events.toml", "taken_away")
_LEAVING = word_set("events.toml", "leaving")
_HOMES = word_set("events.toml", "homes")


def capture(m: EventMention, verb: Word) -> bool:
    """Ground or persons captured; "control of X" is X. Pictures and chances are captured and seized in speech only."""
    doers, done_to = roles(verb)
    m.actors = [w for w in doers if not names_deed(w) or w.pos == "PROPN"]
    m.recipients = [w for w in done_to if w.lemma != "control"]
    controls = [w for w in done_to + m.words if w.lemma == "control"]
    for noun in controls:
        m.recipients += prep_objects(noun, "of", "over")
    if any(w.lemma == "control" for w in m.words):
        m.recipients += prep_objects(verb, "of", "over")
    if verb.lemma in ("regain", "reclaim", "secure") and not controls and not done_to:
        return False
    if verb.lemma == "capture" and done_to and done_to[0].lemma in _TAKEN_PICTURES:
        return False
    if verb.lemma == "seize" and done_to and done_to[0].lemma in _SEIZED_CHANCES:
        return False
    return bool(done_to or m.recipients) or verb.lemma in ("occupy", "overrun", "recapture", "retake")


def fall(m: EventMention, verb: Word) -> bool:
    """ "The town fell to the rebels", "control passed to the rebels": the rebels took it. What falls on a town may be a bomb."""
    if verb.lemma == "fall" and land(m, verb):
        m.entry = dataclasses.replace(m.entry, frame="attack" if m.actors else "land")
        return True
    if verb.lemma == "pass" and not any_lemma(raw_subjects(verb), _CONTROL):
        return False
    after = prep_objects(verb, "to", "into")
    takers = [w for w in after if w.lemma not in _FALLEN_TO and w.head.lower == "to"]
    for hand in [w for w in after if w.lemma == "hand"]:
        takers += prep_objects(hand, "of") + [c for c in hand.children if c.dep in ("poss", "compound", "amod")]
    if not takers or any(w.pos == "NUM" or w.tag == "CD" for w in takers):
        return False
    m.actors, m.recipients = (
        takers,
        [g for w in raw_subjects(verb) for g in (prep_objects(w, "of", "over") if w.lemma in _CONTROL else [w])],
    )
    return True


def take(m: EventMention, verb: Word) -> bool:
    """ "Took the town", "were taken from a boat by gunmen": ground captured or persons carried off."""
    take_roles(m, verb)
    if any(w.lemma in _GROUND or w.entity_type in ("GPE", "LOC", "FAC") for w in m.recipients):
        return not has_preposition(verb, "into")
    away = prep_objects(verb, "from", "off") or any(c.lower in ("away", "captive", "prisoner") for c in verb.children)
    by_force = is_passive(verb) and bool(m.actors)
    if away and any(w.lemma in _PERSONS or w.entity_type == "PERSON" or (by_force and w.tag == "PRP") for w in m.recipients):
        m.mode, m.acled = "abduct", "Abduction/forced disappearance"
        return bool(m.actors) or is_passive(verb)
    return False


def pull(m: EventMention, verb: Word) -> bool:
    """ "Pulled from their vehicles by gunmen": an abduction of persons by whoever is named."""
    take_roles(m, verb)
    persons = any(w.lemma in _PERSONS or w.tag in ("PRP", "CD") for w in m.recipients)
    return bool(m.actors) and bool(prep_objects(verb, "from")) and persons


def holding(m: EventMention, verb: Word) -> bool:
    """Persons who are held: an arrest, where nothing is held as a meeting is."""
    if not is_passive(verb):
        return False
    take_roles(m, verb)
    return bool(m.recipients) and all(w.lemma in _HELD or w.tag == "PRP" for w in m.recipients)


def release(m: EventMention, verb: Word) -> bool:
    """Prisoners or hostages who are released; a report or a film is only published."""
    return not any_lemma(roles(verb)[1], _RELEASED_WORDS) and act(m, verb)


def takeaway(m: EventMention, verb: Word) -> bool:
    """Persons who are taken away."""
    take_roles(m, verb)
    return bool(m.recipients) and not any(is_thing(w) for w in m.recipients) and not any_lemma(m.recipients, _TAKEN_AWAY)


def secure(m: EventMention, verb: Word) -> bool:
    """ "Secure the highway": a capture, where what is secured is ground."""
    take_roles(m, verb)
    return any_lemma(m.recipients, _SECURED)


def clear(m: EventMention, verb: Word) -> bool:
    """ "Cleared the town of rebels", "clear the rebels out of the town": a capture."""
    m.actors, done_to = roles(verb)
    driven = prep_objects(verb, "of", "from")
    m.recipients = done_to + driven
    return bool(m.actors and driven)


def seizing(m: EventMention, verb: Word) -> bool:
    """Goods or arms that are seized or confiscated; they are no recipient."""
    m.actors, done_to = roles(verb)
    return bool(done_to)


def force(m: EventMention, verb: Word) -> bool:
    """ "Forced them from their homes", "forced 200 families to flee": an expulsion by whoever is named."""
    take_roles(m, verb)
    flee = [c for c in verb.children if c.dep in ("xcomp", "ccomp", "advcl") and c.lemma in _LEAVING]
    m.words = [verb, *flee[:1]]
    return bool(flee) or any_lemma(prep_objects(verb, "from"), _HOMES) or has_preposition(verb, "out")


def drive(m: EventMention, verb: Word) -> bool:
    """ "Drove the villagers from the valley": an expulsion."""
    take_roles(m, verb)
    return bool(m.recipients) and bool(prep_objects(verb, "from", "out"))


def expel(m: EventMention, verb: Word) -> bool:
    """An expulsion is told only where the words name who drove people out; else it is a figure alone."""
    take_roles(m, verb)
    if verb.lemma in ("displace", "uproot"):
        m.actors = m.actors or prep_objects(verb, "by")
    m.origins, m.destinations = prep_objects(verb, "from", "of"), prep_objects(verb, "to", "into")
    return bool(m.actors) and bool(m.recipients)
