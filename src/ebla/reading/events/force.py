"""Frames of force: attacks, killings, shots, clashes, explosions, and what is destroyed or shot down.

Each frame takes a mention and its verb, fills the roles and tells whether the verb tells a deed here at all. Source of the types and modes:
docs/claims.md, table of deeds.
"""

from __future__ import annotations

from ebla.reading.events.mention import EventMention
from ebla.reading.events.roles import any_lemma, first_deed, has_preposition, names_deed, noun_doers, roles, take_roles
from ebla.reading.events.things import is_thing, weapon_at
from ebla.reading.grammar import is_passive, objects, prep_objects, raw_subjects
from ebla.reading.lexicon import triggers, word_set
from ebla.reading.parse import Word

_HIT_OR_MISS = word_set("events.toml", "hit_or_miss")
_STRUCK_IN_SPEECH = word_set("events.toml", "struck_in_speech")
_FIRED = word_set("events.toml", "fired")
_FOUGHT = word_set("events.toml", "fought")
_BLASTS = word_set("events.toml", "blasts")
_AIRCRAFT = word_set("events.toml", "aircraft")
_CROWDS = word_set("events.toml", "crowds")
_FILLED = word_set("events.toml", "filled")
_RAIDERS = word_set("events.toml", "raiders")
_OUTCOMES = word_set("events.toml", "outcomes")
_AIMS = ("at", "on", "into", "upon", "against", "toward", "towards", "over")
_NO_MISSILE = frozenset({"aircraft", "helicopter", "drone", "jet", "warplane", "gunship", "tank", "gun", "rifle"})


def act(m: EventMention, verb: Word) -> bool:
    """The plain frame: the subject does it to the object, or to what stands after on, at, against."""
    doers, done_to = roles(verb)
    m.actors, m.recipients = doers, done_to
    if any(w.lower in ("fire", "ablaze", "alight") for w in m.words[1:]):
        m.recipients = [w for w in done_to if w not in m.words] or prep_objects(verb, "to")
    elif not done_to:
        m.recipients = prep_objects(verb, "on", "at", "against", "upon")
    m.destinations = (
        prep_objects(verb, "to", "into", "towards", "toward") if m.frame in ("move", "release", "expel", "aid", "deploy") else []
    )
    m.origins = prep_objects(verb, "from", "of") if m.frame in ("move", "release", "expel") else []
    if (
        m.frame in ("attack", "kill", "destroy", "damage", "fire")
        and not doers
        and not is_passive(verb)
        and not done_to
        and verb.tag == "VBG"
    ):
        return verb.dep not in ("amod", "compound")
    return True


def attack(m: EventMention, verb: Word) -> bool:
    """An attack; verbs with other meanings need a doer or a target ("hit a deal", "a strike" are none)."""
    doers, done_to = roles(verb)
    if verb.lemma in _HIT_OR_MISS and not doers and not done_to:
        return False
    if verb.lemma in ("hit", "strike", "beat") and done_to and done_to[0].lemma in _STRUCK_IN_SPEECH:
        return False
    if verb.lemma == "target" and not is_passive(verb) and not done_to:
        return False
    return act(m, verb)


def kill(m: EventMention, verb: Word) -> bool:
    """A killing by or of somebody; "two guards wounded" without an object is done to the subject."""
    take_roles(m, verb)
    if not m.recipients and verb.tag in ("VBN", "VBD") and m.actors and not any(is_thing(w) or first_deed([w]) for w in m.actors):
        m.actors, m.recipients = [], m.actors
    return bool(m.actors or m.recipients)


def die(m: EventMention, verb: Word) -> bool:
    """A death: done to the subject, by nobody named."""
    m.recipients = raw_subjects(verb)
    return bool(m.recipients)


def fire(m: EventMention, verb: Word) -> bool:
    """Fire, launch, throw, drop: the object is the weapon; the target stands after at, on, into."""
    m.actors, done_to = roles(verb)
    weapon = [w for w in done_to if weapon_at(w) and not names_deed(w, "attack")]  # "launched air strikes": the noun tells it
    if m.event_type is None and not weapon:
        return False
    if verb.lemma == "fire" and is_passive(verb) and not weapon and has_preposition(verb, "on", "upon", "at"):
        m.recipients = done_to  # "the convoy was fired upon"
        return True
    if verb.lemma == "fire" and not weapon and done_to and done_to[0].lemma not in _FIRED:
        return False
    m.event_type = m.event_type or "ASSAULT"
    m.recipients = prep_objects(verb, *_AIMS)
    if any(w.lemma == "shot" and any(c.lower == "warning" for c in w.children) for w in done_to):
        m.event_type, m.mode, m.acled = "THREATEN", "violence", None
    return True


def aim(m: EventMention, verb: Word) -> bool:
    """ "Directed rockets at the airport", "poured shells on the town": a missile is the object, the target stands after."""
    m.actors, done_to = roles(verb)
    missiles = [w for w in done_to if is_missile(w)]
    m.recipients = prep_objects(verb, *_AIMS)
    if not missiles or not m.recipients:
        return False
    m.event_type = "ASSAULT"
    return True


def under(m: EventMention, verb: Word) -> bool:
    """ "The town came under rockets": done to the subject; a noun that names the deed ("under fire") tells it itself."""
    missiles = [w for w in prep_objects(verb, "under") if is_missile(w) and not names_deed(w)]
    m.recipients = raw_subjects(verb)
    if not missiles or not m.recipients:
        return False
    m.event_type, m.words = "ASSAULT", [*m.words, missiles[0]]
    m.actors = prep_objects(missiles[0], "from", "by", "of")
    return True


def is_missile(word: Word) -> bool:
    """Tell whether a noun names what is shot, dropped or laid, not what shoots it."""
    found = weapon_at(word)
    return found is not None and found[0].weapon.rsplit(" ", 1)[-1] not in _NO_MISSILE


def filled(word: Word) -> bool:
    """ "A car packed with explosives": what carries a charge is one."""
    return any(c.dep == "acl" and c.lemma in _FILLED and any(map(weapon_at, prep_objects(c, "with"))) for c in word.children)


def clash(m: EventMention, verb: Word) -> bool:
    """A clash: both sides are actors, as subject, after with or against, or as the object of fight."""
    m.actors = raw_subjects(verb) + prep_objects(verb, "with", "against")
    if verb.lemma not in ("fight", "battle"):
        return True
    m.actors += [w for w in objects(verb) if w.lemma not in _FOUGHT]
    if has_preposition(verb, "alongside") and not m.actors:
        return False
    cause = prep_objects(verb, "for") and not prep_objects(verb, "with", "against", "in", "near")
    if cause and verb.tag in ("VBP", "VBZ", "VBG") and not objects(verb):
        return bool(m.actors)
    return True


def repel(m: EventMention, verb: Word) -> bool:
    """ "Repelled an attack": the attack, by the attacker, on the defender."""
    doers, done_to = roles(verb)
    attacked = first_deed(done_to)
    if attacked is None:
        m.actors, m.recipients = done_to, doers
        return bool(done_to)
    m.recipients = doers
    m.actors = noun_doers(attacked)
    m.words = [verb, attacked]
    entry = triggers()[(attacked.lemma, "n")]
    m.event_type, m.mode, m.acled = entry.event_type, entry.mode, entry.acled or "Armed clash"
    return True


def explode(m: EventMention, verb: Word) -> bool:
    """ "A bomb exploded", "rebels detonated a mine": the weapon is no party."""
    doers, done_to = roles(verb)
    bombs = [w for w in doers + done_to if weapon_at(w) or filled(w)]
    m.actors = [w for w in doers if w not in bombs and not is_thing(w)]
    return verb.lemma != "go" or bool(bombs) or any_lemma(doers, _BLASTS)


def plant(m: EventMention, verb: Word) -> bool:
    """A mine or bomb that is planted or laid."""
    doers, done_to = roles(verb)
    if not any(weapon_at(w) for w in done_to):
        return False
    m.actors, m.event_type, m.mode, m.acled = doers, "ASSAULT", "explosives", "Remote explosive/landmine/IED"
    return True


def land(m: EventMention, verb: Word) -> bool:
    """ "Shells landed on a market", "rounds came down", "riders fell upon a camp": the weapon or the raider is the subject."""
    subjects = raw_subjects(verb)
    if verb.lemma == "fall" and any_lemma(subjects, _RAIDERS) and has_preposition(verb, "on", "upon"):
        m.actors, m.recipients = subjects, prep_objects(verb, "on", "upon")
        return True
    weapon = [w for w in subjects if weapon_at(w)]
    if not weapon or weapon[0].lemma in _AIRCRAFT or (verb.lemma != "land" and not is_missile(weapon[0])):
        return False
    m.event_type = "ASSAULT"
    m.recipients = prep_objects(verb, "on", "upon", "in", "into", "near", "at")
    return True


def tear(m: EventMention, verb: Word) -> bool:
    """ "The rocket tore into a crowd": the weapon or charge is the subject."""
    doers, done_to = roles(verb)
    if not any(weapon_at(w) or w.lemma in _BLASTS for w in doers):
        return False
    m.recipients = done_to + prep_objects(verb, "into", "through")
    return True


def leave(m: EventMention, verb: Word) -> bool:
    """ "A car bomb left 11 dead": the weapon is the subject; a deed as the subject tells itself."""
    doers, done_to = roles(verb)
    outcomes = [c for w in [verb, *done_to] for c in w.children if c.lemma in _OUTCOMES]
    if not outcomes or not any(weapon_at(w) or filled(w) for w in doers):
        return False
    m.recipients = done_to + [c for w in outcomes for c in w.children if c.dep == "nsubj"]
    return True


def brunt(m: EventMention, verb: Word) -> bool:
    """ "The camps bore the brunt of the bombs": done to the subject."""
    m.recipients = raw_subjects(verb)
    weight = next((w for w in m.words if w.lemma == "brunt"), verb)
    m.actors = prep_objects(weight, "of", "from")
    return bool(m.actors)


def crowd(m: EventMention, verb: Word) -> bool:
    """A crowd that is dispersed or put down."""
    take_roles(m, verb)
    return any_lemma(m.recipients, _CROWDS)
