"""A noun in; the mention of the deed it tells, or None: "the shelling of the town by rebels", "came under fire", "talks between A and B".

Whether a noun tells a deed at all depends on its frame and the words around it; who did it may stand with the noun or with the verb that
carries it.
"""

from __future__ import annotations

from ebla.reading import grammar
from ebla.reading.events.mention import EventMention
from ebla.reading.events.roles import noun_doers
from ebla.reading.events.things import modifiers, weapon_at
from ebla.reading.grammar import is_passive, is_verb, objects, prep_objects, raw_subjects
from ebla.reading.lexicon import triggers, word_set
from ebla.reading.parse import Word

_LIGHT = word_set("events.toml", "light")
_SUFFER = word_set("events.toml", "suffer")
_UNDER = word_set("events.toml", "under")
_CLAIMING = word_set("events.toml", "claiming")
_AERIAL = word_set("events.toml", "aerial")
_LABOUR = word_set("events.toml", "labour")
_CAMPAIGNS = word_set("events.toml", "campaigns")
_BOMBS = word_set("events.toml", "bombs")
_VOICING = word_set("events.toml", "voicing")
_WAR_VERBS = word_set("events.toml", "war_verbs")
_TRUCE_VERBS = word_set("events.toml", "truce_verbs")
_TRUCE_WISHES = word_set("events.toml", "truce_wishes")
_ENSUING = word_set("events.toml", "ensuing")
_NAMES = frozenset({"ORG", "PERSON", "GPE", "FAC", "WORK_OF_ART"})
_NEVER_NAMED = frozenset({"march", "rally", "push", "advance", "fall", "release", "attack"})


def noun_event(word: Word) -> EventMention | None:
    """Return the deed that a noun tells, None where it tells none."""
    lemma = word.lemma if word.tag != "VBG" else word.lower
    entry = triggers().get((lemma, "n")) or triggers().get((word.lower, "n"))
    if entry is None or (word.dep in ("compound", "amod", "nmod") and word.head.pos in ("NOUN", "PROPN")):
        return None
    if word.pos == "VERB" and word.tag != "VBG":
        return None
    if word.pos == "PROPN" and ((word.entity_type in _NAMES and entry.frame != "attack") or lemma in _NEVER_NAMED):
        return None
    mention = EventMention.of(word, [word], entry, grammar.clause_of(word))
    _take_kind(mention, lemma)
    if not _tells(mention, lemma):
        return None
    _fill(mention)
    _take_carrier(mention)
    return mention


def _before(noun: Word) -> list[Word]:
    return [c for c in noun.children if c.dep in ("compound", "amod") and c.i < noun.i]


def _take_kind(m: EventMention, lemma: str) -> None:
    """Let the words before the noun say what kind of strike, raid or bombing it is."""
    before = _before(m.trigger)
    low = {c.lower for c in before}
    if lemma in ("strike", "raid") and low & _AERIAL:
        m.mode, m.acled = "aerial", "Air/drone strike"
        m.weapons.append(("air strike", before[-1], m.trigger))
        m.words = [c for c in before if c.lower in ("air", "aerial")] + [m.trigger]
    if lemma == "bombing" and low & {"aerial", "air", "warplane"}:
        m.mode, m.acled = "aerial", "Air/drone strike"
    if lemma == "strike" and low & _LABOUR:
        m.event_type, m.mode, m.acled = "PROTEST", "hunger" if "hunger" in low else "strike", "Peaceful protest"


def _tells(m: EventMention, lemma: str) -> bool:
    """Tell whether a noun of this frame tells a deed here; a use of weapons takes its type, a truce its words, from what stands beside."""
    noun, frame = m.trigger, m.frame
    if lemma == "fire" or frame == "harm" or (lemma == "fall" and not prep_objects(noun, "of")):
        return False
    if frame == "war":
        return _telling_war(noun)
    if frame == "meet":
        return lemma != "talk" or noun.tag == "NNS"
    if frame == "truce":
        return _truce_happened(m)
    if frame == "impose":
        return is_verb(noun.head)
    if frame == "request":
        asked = prep_objects(noun, "for", "on", "to")
        return bool(asked) or any(c.dep in ("acl", "relcl") or c.lower == "for" for c in noun.children)
    if frame == "bombnoun":
        alone = noun.dep in ("ROOT", "nsubj", "conj") and not is_verb(noun.head)
        return alone and any(c.lower in _BOMBS for c in noun.children)
    if frame == "usage":
        m.event_type = "ASSAULT"
        return any(weapon_at(w) for w in prep_objects(noun, "of"))
    if frame == "threaten":
        return any(c.dep == "acl" for c in noun.children) or (is_verb(noun.head) and noun.head.lemma in _VOICING)
    if frame == "campaign":
        return bool({c.lower for c in _before(noun)} & _CAMPAIGNS)
    return True


def _telling_war(noun: Word) -> bool:
    """A war, a conflict or violence is told as a deed when it is said to go on, break out or to have harmed somebody."""
    head = noun.head
    return noun.dep in ("nsubj", "nsubjpass") and is_verb(head) and head.lemma in _WAR_VERBS


def _truce_happened(m: EventMention) -> bool:
    """A truce that takes hold is a deed; one that is called for is the content of the call."""
    noun, head = m.trigger, m.trigger.head
    if noun.dep in ("nsubj", "nsubjpass") and is_verb(head) and head.lemma in _TRUCE_VERBS:
        m.words = [noun, head]
        return head.lemma != "take" or any(c.lemma in ("hold", "effect") or c.lower == "into" for c in head.children)
    held = next((c for c in noun.children if c.dep == "relcl" and c.lemma in _TRUCE_VERBS and c.child("nsubj") is not None), None)
    if (
        held is not None
        and any(c.tag == "WDT" for c in held.children)
        and any(c.lemma in ("hold", "effect", "force") for c in held.subtree())
    ):
        m.words = [noun, held]
        return True
    return any(up.lemma in _TRUCE_WISHES for up in noun.ancestors())


def _fill(m: EventMention) -> None:
    """Fill the roles from the words that hang on the noun, by its frame."""
    noun, frame = m.trigger, m.frame
    m.actors = noun_doers(noun) + modifiers(noun)
    if frame in ("clash", "meet", "war"):
        _fill_sides(m)
    elif frame in ("capture", "killing"):
        m.recipients = prep_objects(noun, "of")
    elif frame in ("move", "release"):
        m.actors += prep_objects(noun, "of", "by")
        m.origins, m.destinations = prep_objects(noun, "from"), prep_objects(noun, "to", "into")
    elif frame == "visit":
        m.destinations = prep_objects(noun, "to")
        m.actors += prep_objects(noun, "by", "of")
    elif frame == "request":
        m.content = next(iter(prep_objects(noun, "for")), None) or noun.child("acl", "relcl")
        m.recipients, m.content_status = prep_objects(noun, "on", "to"), "demanded"
    elif frame == "threaten":
        m.content = noun.child("acl") or next(iter(prep_objects(noun, "of")), None)
        m.content_status = "threatened"
    elif frame == "deploy":
        m.actors += prep_objects(noun, "of")
        m.destinations = prep_objects(noun, "to", "in")
    elif frame == "aid":
        m.recipients = prep_objects(noun, "to", "for")
    else:
        m.recipients = prep_objects(noun, "on", "against", "of", "at") + (prep_objects(noun, "into") if frame == "attack" else [])


def _fill_sides(m: EventMention) -> None:
    """All sides of a clash or meeting are actors: "between A and B", "involving A", or hung on the verb."""
    noun = m.trigger
    m.actors += prep_objects(noun, "between", "with", "among", "against")
    if not m.actors and noun.dep in ("nsubj", "nsubjpass") and is_verb(noun.head):
        m.actors += prep_objects(noun.head, "between", "with", "against")
    for child in noun.children:
        if child.dep == "acl" and child.lemma in ("involve", "pit"):
            m.actors += objects(child)


def _take_carrier(m: EventMention) -> None:
    """Take the doer from the verb that carries the noun: "launched an attack", "came under fire", "was hit by shelling"."""
    noun = top = m.trigger
    if noun.dep == "conj" and noun.head.pos in ("NOUN", "PROPN"):
        while top.dep == "conj" and not is_verb(top.head):
            top = top.head
        if noun.child("poss") is None:
            m.actors += [w for w in noun_doers(top) if w not in m.actors]
    head, dep = top.head, top.dep
    if dep in ("dobj", "obj") and is_verb(head):
        _carried_object(m, head)
    elif dep == "nsubjpass" and is_verb(head) and head.lemma in _LIGHT:
        m.actors = grammar.agents(head) + m.actors
        m.recipients += prep_objects(head, "on", "against", "at")
        m.clause = head
    elif dep == "pobj" and head.dep == "prep" and head.lower == "under" and is_verb(head.head) and head.head.lemma in _UNDER:
        m.recipients += raw_subjects(head.head)
        m.actors += prep_objects(head.head, "from", "by") + prep_objects(noun, "from", "by")
        m.clause = head.head
        m.words = [head.head, head, *m.words]
    elif dep in ("nsubj", "nsubjpass") and is_verb(head):
        m.clause = head
    else:  # "in the firefight that ensued on Monday"
        m.clause = next((c for c in noun.children if c.dep == "relcl" and c.lemma in _ENSUING and c.child("nsubj")), m.clause)
    claim = _claiming(noun)
    if claim is not None:
        m.actors, m.claimed = raw_subjects(claim), True
    elif dep == "pobj" and head.pos == "ADP" and is_verb(head.head) and head.head.lemma in ("accuse", "deny", "launch"):
        m.clause = head.head


def _carried_object(m: EventMention, verb: Word) -> None:
    """The noun is a verb's object: the verb is suffered, or carried out by its subject, or only tells the clause."""
    noun = m.trigger
    m.clause = verb if verb.lemma not in _SUFFER else m.clause
    if verb.lemma in _SUFFER:
        m.recipients += raw_subjects(verb)
    elif verb.lemma == "blame":  # "blamed the raid on X": X is whose raid it was
        m.actors, m.recipients = [*m.actors, *prep_objects(noun, "on")], []
    elif verb.lemma in _LIGHT:
        subjects = raw_subjects(verb) if not is_passive(verb) else grammar.agents(verb)
        m.actors = [w for w in subjects if w not in m.actors] + m.actors
        m.recipients += prep_objects(verb, "on", "against", "at")
        if 0 < noun.i - verb.i <= 6:
            m.words = [verb, *[w for w in m.words if w is not verb]]


def _claiming(noun: Word) -> Word | None:
    """Return the verb by which somebody claims a deed ("claimed responsibility for the attack", "claimed the attack")."""
    head = noun.head
    if is_verb(head) and head.lemma == "claim" and noun.dep in ("dobj", "obj"):
        return head
    if noun.dep == "pobj" and head.lower == "for" and head.head.lemma in ("responsibility", "credit") and is_verb(head.head.head):
        verb = head.head.head
        return verb if verb.lemma in _CLAIMING else None
    return None
