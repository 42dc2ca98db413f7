"""Frames of acts by words: requests, orders, threats, warnings, accusations, praise, refusals, consent. Roles as in `force.py`.

What is asked, threatened or promised is the mention's `content`, with the status it then has. Source: docs/claims.md, "Speech acts".
"""

from __future__ import annotations

from ebla.reading import grammar
from ebla.reading.events.mention import EventMention
from ebla.reading.events.roles import any_lemma, clause_content, first_deed, has_preposition, names_deed, roles, take_roles
from ebla.reading.events.things import is_thing, person_like
from ebla.reading.grammar import expand, is_passive, objects, prep_objects, raw_subjects
from ebla.reading.lexicon import word_set
from ebla.reading.parse import Word

_ASKED_SMALL = word_set("events.toml", "asked_small")
_AID_GOODS = word_set("events.toml", "aid_goods")
_URGED_STATES = word_set("events.toml", "urged_states")
_CHARGED_TASKS = word_set("events.toml", "charged_tasks")
_REFUSED_WORDS = word_set("events.toml", "refused_words")
_REJECTED_WORDS = word_set("events.toml", "rejected_words")
_ACCEPTED = word_set("events.toml", "accepted")
_SIGNED = word_set("events.toml", "signed")
_ADHERED_TO = word_set("events.toml", "adhered_to")
_OUTLOOK_MODALS = frozenset({"could", "may", "might", "would", "will"})
_OWN_MODALS = frozenset({"will", "would", "shall", "'ll"})


def request(m: EventMention, verb: Word) -> bool:
    """A request: who is asked, and the deed that is asked for as content, `demanded`."""
    m.actors, done_to = roles(verb)
    m.content = clause_content(verb, "xcomp", "ccomp", "advcl")
    m.recipients = [w for w in done_to if not names_deed(w) and w.pos != "VERB"]
    asked = _asked_for(m, verb, done_to)
    if asked is None:
        return False
    if m.content is None and asked:
        m.content = asked[0]
    if m.content is not None and m.content.dep in ("ccomp", "xcomp"):
        inner = [c for c in m.content.children if c.dep == "nsubj"]
        if inner and not m.recipients and m.content.tag == "VB":
            m.recipients = expand(inner)
    m.content_status = "demanded"
    return True


def _asked_for(m: EventMention, verb: Word, done_to: list[Word]) -> list[Word] | None:
    """Return the nouns that are asked for, None where the verb asks for nothing; mends the recipients as the verb wants."""
    asked = [w for w in done_to if w not in m.recipients]
    if verb.lemma in ("call", "appeal", "plead"):
        m.recipients = prep_objects(verb, "on", "upon", "to")
        asked = prep_objects(verb, "for")
        return None if verb.lemma == "call" and not m.recipients and not asked else asked
    if verb.lemma in ("demand", "request"):
        asked += m.recipients
        m.recipients = prep_objects(verb, "from", "of")
        return None if not asked and m.content is None else asked
    if verb.lemma == "ask":
        wanted = prep_objects(verb, "for")
        if done_to and not asked:
            asked += [w for w in wanted if w.pos == "NOUN" and w.lemma not in _ASKED_SMALL]
        asked += [w for w in wanted if names_deed(w) or (w.lemma in _AID_GOODS and w.lemma not in ("food", "water"))]
        return None if not asked and (m.content is None or m.content.tag != "VB") else asked
    if verb.lemma in ("urge", "encourage", "implore") and m.content is None:
        asked += [w for w in done_to if w.lemma in _URGED_STATES]
        m.recipients = [w for w in m.recipients if w not in asked]
    return asked


def order(m: EventMention, verb: Word) -> bool:
    """An order to others is COERCE; an order to one's own side is only the plan (`narrative.py` decides which)."""
    take_roles(m, verb)
    m.content = clause_content(verb)
    if m.content is None:
        noun = first_deed(m.recipients)
        if noun is None:
            return False
        m.content, m.recipients = noun, []
    m.content_status = "demanded"
    return True


def threaten(m: EventMention, verb: Word) -> bool:
    """A threat; things that threaten ("the drought threatens") are none."""
    m.actors, done_to = roles(verb)
    m.content = clause_content(verb)
    m.recipients = [w for w in done_to if not names_deed(w)]
    if m.content is None:
        m.content = first_deed([*done_to, *prep_objects(verb, "with")])
    if verb.lemma == "vow" and m.content is None:
        return False
    if verb.lemma == "threaten" and m.actors and m.actors[0].pos == "NOUN" and not person_like(m.actors[0]):
        return False
    m.content_status = "threatened"
    return True


def warn(m: EventMention, verb: Word) -> bool:
    """A warning of one's own deed is a threat; "warned X not to" asks; a warning of what others may do is no act."""
    take_roles(m, verb)
    m.content = clause_content(verb)
    if m.content is None or not m.actors:
        return False
    if m.content.dep == "xcomp":
        m.event_type, m.mode, m.content_status = "REQUEST", None, "demanded"
        return bool(m.recipients)
    modal = next((c.lower for c in m.content.children if c.dep == "aux" and c.tag == "MD"), None)
    subject = next((c for c in m.content.children if c.dep in ("nsubj", "nsubjpass")), None)
    own = subject is not None and (subject.lower in ("it", "they", "he", "she", "we") or subject.lemma == m.actors[0].lemma)
    m.content_status = "threatened"
    return modal in _OWN_MODALS and own


def accuse(m: EventMention, verb: Word) -> bool:
    """An accusation: of whom, and of what as content; "blamed the raid on X" turns them round."""
    m.actors, done_to = roles(verb)
    m.recipients = done_to
    for child in verb.children:
        if child.dep == "prep" and child.lower in ("of", "for"):
            m.content = next((c for c in child.children if c.dep in ("pcomp", "pobj")), None)
    if verb.lemma == "blame":
        on = prep_objects(verb, "on") or [w for deed in done_to if names_deed(deed) for w in prep_objects(deed, "on")]
        if on and done_to:
            m.content = done_to[0]
        if on or not done_to:
            m.recipients = on
    return bool(done_to or m.recipients)


def condemn(m: EventMention, verb: Word) -> bool:
    """A condemnation of somebody or of a deed; an envoy is summoned."""
    m.actors, done_to = roles(verb)
    m.recipients = [w for w in done_to if not names_deed(w)]
    m.content = first_deed(done_to)
    if verb.lemma == "summon" and not done_to:
        return False
    if verb.lemma == "slam" and has_preposition(verb, "into"):
        return False
    return bool(m.actors or done_to)


def charge(m: EventMention, verb: Word) -> bool:
    """Somebody charged with a crime; with a task he is only told to do it."""
    with_what = prep_objects(verb, "with")
    if with_what and with_what[0].lemma in _CHARGED_TASKS:
        return False
    take_roles(m, verb)
    return bool(with_what) and bool(m.recipients)


def speak(m: EventMention, verb: Word) -> bool:
    """Praise, welcome, regret: of somebody, or of a deed as content."""
    m.actors, done_to = roles(verb)
    m.content = first_deed(done_to)
    m.recipients = [w for w in done_to if w is not m.content]
    if verb.lemma == "hail" and has_preposition(verb, "from"):
        return False
    return bool(m.actors)


def support(m: EventMention, verb: Word) -> bool:
    """Backing as an act of words; standing support ("rebels backed by X") is a tie or a supporter."""
    if verb.dep in ("acl", "amod", "relcl", "advcl", "pcomp", "xcomp") or verb.tag == "VBG" or is_passive(verb):
        return False
    take_roles(m, verb)
    m.recipients = m.recipients or prep_objects(verb, "with", "behind")
    return bool(m.actors and m.recipients) and m.actors[0].pos in ("PROPN", "PRON", "NOUN") and not is_thing(m.actors[0])


def refuse(m: EventMention, verb: Word) -> bool:
    """A refusal to do something; refusing to comment is none."""
    m.actors, done_to = roles(verb)
    m.content = clause_content(verb)
    if m.content is not None and m.content.lemma in _REFUSED_WORDS:
        return False
    m.content_status = "denied"
    return m.content is not None or bool(done_to)


def reject(m: EventMention, verb: Word) -> bool:
    """A rejection of what somebody offers or asks; rejecting a claim or report is a denial."""
    m.actors, done_to = roles(verb)
    m.content = first_deed(done_to)
    if any_lemma(done_to, _REJECTED_WORDS):
        return False
    m.recipients = [g for w in done_to for g in [c for c in w.children if c.dep == "poss"] + prep_objects(w, "by", "from")]
    return bool(m.actors)


def agree(m: EventMention, verb: Word) -> bool:
    """Consent: both sides are actors, what is agreed is content, `promised`."""
    m.actors = raw_subjects(verb) if not is_passive(verb) else grammar.agents(verb)
    m.actors += prep_objects(verb, "with")
    m.content = clause_content(verb) or first_deed(prep_objects(verb, "to", "on"))
    m.content_status = "promised"
    if verb.lemma == "accept" and not any_lemma(objects(verb), _ACCEPTED):
        return False
    return bool(m.actors)


def sign(m: EventMention, verb: Word) -> bool:
    """An agreement signed or concluded, by its sides."""
    m.actors, done_to = roles(verb)
    if not any_lemma(done_to, _SIGNED):
        return False
    for thing in done_to:
        m.actors = m.actors or prep_objects(thing, "between", "with")
    return True


def adhere(m: EventMention, verb: Word) -> bool:
    """Adherence to an agreement."""
    m.actors = raw_subjects(verb)
    return any_lemma(prep_objects(verb, "to", "by", "with"), _ADHERED_TO)


def outlook(_: EventMention, verb: Word) -> bool:
    """What may come of things ("could trigger a wave of refugees"): told only with a modal, of no type."""
    modal = any(c.dep == "aux" and c.lower in _OUTLOOK_MODALS for c in verb.children)
    threatened = verb.dep == "xcomp" and verb.head.lemma == "threaten"
    return (modal or threatened) and bool(objects(verb) or prep_objects(verb, "into"))
