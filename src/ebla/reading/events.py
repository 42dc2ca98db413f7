"""Parsed text in; event mentions out: trigger, PLOVER type and mode, and the words that fill each role.

Verbs and nouns of the trigger lexicon are looked up, phrases first; a frame says which grammatical role is which party. Mentions that tell
one deed in one clause ("launched an air strike that killed 3") are merged into the one that says most. Which party, place or date a word
is, what status the deed has and who says so is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ebla.reading import grammar
from ebla.reading.grammar import expand, is_passive, is_verb, objects, prep_objects, raw_subjects
from ebla.reading.lexicon import Trigger, WeaponEntry, facilities, phrase_triggers, triggers, weapons
from ebla.reading.parse import ParsedText, Sentence, Word

# Verbs that carry a noun which names the deed; their subject is the doer ...
LIGHT = frozenset(
    """launch carry conduct stage mount commit make begin start wage unleash undertake perform intensify resume continue execute deliver
    open step escalate mark reintroduce initiate press renew lead do pursue complete finish end stop halt suspend issue hold organize organise voice
    express give announce declare sustain stage impose repeat reiterate renew extend pay escalate maintain enforce order plan prepare threaten
    attempt claim have provide use enter engage offer""".split()
)
# ... or the one it is done to.
SUFFER = frozenset("suffer face endure experience sustain survive repel witness".split())
UNDER = frozenset("come be fall remain live".split())
HARM = frozenset({"kill", "die", "harm", "damage", "killing"})
RESULT = HARM | {"destroy", "expel", "force", "drive"}
ATTACK = frozenset({"attack", "fire", "clash", "explode", "war", "crowd", "repel", "intercept", "advance", "plant", "land", "campaign", "usage", "brunt", "tear"})
VIOLENCE = frozenset({"attack", "clash", "war", "killing", "advance", "campaign"})
CEASING = frozenset("stop end halt cease suspend terminate".split())
SPEECH = frozenset({"request", "threaten", "order", "accuse", "condemn", "refuse", "reject", "speak", "agree", "charge", "support"})


@dataclass(slots=True, eq=False)
class EventMention:
    """One telling of a deed: its trigger and the words that fill its roles, before anything is looked up."""

    trigger: Word
    words: list[Word]
    entry: Trigger
    event_type: str | None
    mode: str | None
    acled: str | None
    clause: Word
    actors: list[Word] = field(default_factory=list)
    recipients: list[Word] = field(default_factory=list)
    supporters: list[Word] = field(default_factory=list)
    origins: list[Word] = field(default_factory=list)
    destinations: list[Word] = field(default_factory=list)
    weapons: list[tuple[str, Word, Word]] = field(default_factory=list)
    facilities: list[tuple[str, Word, Word]] = field(default_factory=list)
    content: Word | None = None
    content_of: EventMention | None = None
    content_status: str | None = None
    merged: list[EventMention] = field(default_factory=list)
    also: list[tuple[int, int]] = field(default_factory=list)
    weapon_rank: int = 0
    claimed: bool = False

    @property
    def sentence(self) -> Sentence:
        """The sentence of the trigger."""
        return self.trigger.sentence

    @property
    def frame(self) -> str:
        """The frame of the trigger."""
        return self.entry.frame


def find_events(parsed: ParsedText) -> list[EventMention]:
    """Return the event mentions of a text in text order, merged within their clause."""
    out: list[EventMention] = []
    for sentence in parsed.sentences:
        found: list[EventMention] = []
        taken: set[int] = set()
        for word in sentence.words:
            if word.i in taken:
                continue
            mention = _verb_event(word, taken) if is_verb(word) else None
            if mention is None and word.pos in ("NOUN", "PROPN", "VERB", "ADJ"):
                mention = _noun_event(word, taken)
            if mention is not None:
                found.append(mention)
        found = [m for m in found if m.trigger.i not in taken or m.entry.pos == "v" or m.frame != ""]
        for mention in found:
            _things(mention)
            _ceasing(mention)
            mention.supporters = _backers(mention.actors)
        found = [m for m in found if m.frame != "description"]
        merged = _merged(found)
        out.extend(merged)
        contents = _contents(merged)
        out.extend(contents)
        out.extend(_outlooks(sentence, [*found, *contents]))
    return sorted(out, key=lambda m: m.trigger.i)


def _backers(actors: list[Word]) -> list[Word]:
    """ "Rebels, backed by X": who stands behind the doers."""
    backing = [c for w in actors for c in w.children if c.dep in ("acl", "advcl") and c.lemma in ("back", "support") and c.tag == "VBN"]
    return [g for verb in backing for a in grammar.agents(verb) for g in [a, *prep_objects(a, "of")]]


def _ceasing(m: EventMention) -> None:
    """ "Stop the fighting", "an end to the violence": a truce, not the violence itself."""
    noun = m.trigger
    if is_verb(noun) or m.frame not in VIOLENCE:
        return
    head = noun.head
    if is_verb(head) and head.lemma in CEASING and (noun.dep in ("dobj", "obj", "nsubjpass") or noun.dep == "nsubj" and not objects(head)):
        stop, doers = head, (raw_subjects(head) if noun.dep in ("dobj", "obj") else grammar.agents(head))
    elif noun.dep == "pobj" and head.lower in ("to", "of", "in") and head.head.lemma in ("end", "halt", "cessation", "reduction", "stop"):
        stop, doers = head.head, []
    else:
        return
    if stop.dep in ("acl", "relcl") and stop.head.lemma in ("deal", "agreement", "accord", "pact", "truce", "ceasefire", "resolution"):
        m.event_type = None
        m.entry = Trigger(noun.lemma, "n", None, None, None, "description", None)
        return
    m.event_type, m.mode, m.acled = "RETREAT", "ceasefire", "Agreement"
    m.words, m.trigger = ([stop, noun] if abs(stop.i - noun.i) < 6 else [stop]), stop
    m.clause = grammar.clause_of(stop)
    m.actors, m.recipients, m.weapons, m.facilities = doers, [], [], []


def _contents(found: list[EventMention]) -> list[EventMention]:
    """Return a mention for what is asked, ordered or threatened where no trigger names it."""
    out: list[EventMention] = []
    told = {w.i for m in found for w in [m.trigger, *m.words]} | {o.trigger.i for m in found for o in m.merged}
    for m in found:
        content = m.content
        if content is None or m.content_status not in ("demanded", "threatened", "promised") or content.i in told:
            continue
        inner = [m2 for m2 in found if m2 is not m and content in m2.trigger.ancestors() and m2.trigger.dep in ("dobj", "xcomp", "pobj", "ccomp", "obj", "prep")]
        if inner or not is_verb(content) or content.lemma in ("be", "have"):
            continue
        entry = Trigger(content.lemma, "v", None, None, None, "content", None)
        one = EventMention(content, [content, *(c for c in content.children if c.dep in ("dobj", "prt"))][:3], entry, None, None, None, content)
        one.actors, one.recipients = raw_subjects(content) if not is_passive(content) else grammar.agents(content), []
        one.content_of = m
        out.append(one)
        told.add(content.i)
    return out


WARNING = frozenset({"warn", "fear"})
PLANNING = frozenset({"plan", "decide", "aim", "intend", "promise", "pledge", "undertake", "guarantee", "commit"})
PROMISES = frozenset({"assurance", "promise", "pledge", "guarantee", "commitment", "undertaking"})


def _outlooks(sentence: Sentence, found: list[EventMention]) -> list[EventMention]:
    """Return a mention for what is warned of, feared, planned or decided where no trigger names it."""
    told = {w.i for m in found for w in [m.trigger, *m.words]} | {o.trigger.i for m in found for o in m.merged}
    out: list[EventMention] = []
    for word in sentence.words:
        promise = word.pos == "NOUN" and word.lemma in PROMISES
        if not promise and (not is_verb(word) or word.lemma not in WARNING | PLANNING or word.dep == "amod"):
            continue
        content = next((c for c in word.children if c.dep in ("ccomp", "xcomp", "acl", "relcl") and is_verb(c) and c.i > word.i), None)
        if content is None and word.lemma in WARNING:
            content = next(iter(prep_objects(word, "of")), None)
        if content is None or content.i in told or content.lemma in ("be", "have", "danger", "consequence"):
            continue
        if any(m.trigger in content.subtree() for m in found):
            continue
        if word.lemma in WARNING and is_verb(content) and not any(c.dep == "aux" and c.tag == "MD" for c in content.children):
            continue
        entry = Trigger(content.lemma, "v", None, None, None, "outlook", None)
        one = EventMention(content, [content, *(c for c in content.children if c.dep in ("dobj", "prt", "amod"))][:3], entry, None, None, None, grammar.clause_of(content))
        if is_verb(content) and word.lemma not in WARNING:
            decided = content.dep == "ccomp" and word.lemma in ("decide", "plan")
            one.actors = raw_subjects(word) if decided and is_verb(word) else raw_subjects(content)
        out.append(one)
    return out


# ---------------------------------------------------------------- verbs


def _phrase(word: Word) -> tuple[Trigger, list[Word]] | None:
    for other, trigger in phrase_triggers().get(word.lemma, ()):
        for child in word.children:
            if child.dep in ("prt", "advmod", "dobj", "obj", "oprd", "prep", "ccomp", "acomp", "xcomp") and (child.lemma == other or child.lower == other):
                if child.dep == "prep" and other not in ("for", "on", "upon", "over", "with", "behind", "out", "off", "away", "back"):
                    continue
                return trigger, [word, child]
            if child.dep == "prep":
                for deeper in child.children:
                    if deeper.dep == "pobj" and deeper.lemma == other and other in ("hostage", "prisoner", "custody", "fire", "ablaze"):
                        return trigger, [word, child, deeper]
    return None


def _verb_event(word: Word, taken: set[int]) -> EventMention | None:
    found = _phrase(word)
    if found:
        entry, words = found
    else:
        direct = triggers().get((word.lemma, "v")) or (triggers().get((word.lower, "v")) if word.lower != word.lemma else None)
        if direct is None:
            return None
        entry, words = direct, [word]
    if word.dep in ("amod", "compound", "aux", "auxpass") and not (word.dep == "amod" and word.tag == "VBN" and entry.frame in ("kill", "destroy", "capture", "expel")):
        return None
    if word.dep == "amod":
        return None
    mention = EventMention(word, words, entry, entry.event_type, entry.mode, entry.acled, word)
    shape = _SHAPES.get(entry.frame, _act)
    if not shape(mention, word):
        return None
    taken.update(w.i for w in words)
    return mention


def _roles(m: EventMention, verb: Word) -> tuple[list[Word], list[Word]]:
    """Return (doers, done-to) of a verb, whatever its voice."""
    if is_passive(verb):
        return grammar.agents(verb), raw_subjects(verb)
    return raw_subjects(verb), objects(verb)


def _act(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    m.actors, m.recipients = doers, done_to
    if any(w.lower in ("fire", "ablaze", "alight") for w in m.words[1:]):
        m.recipients = [w for w in done_to if w not in m.words] or prep_objects(verb, "to")
    elif not done_to:
        m.recipients = prep_objects(verb, "on", "at", "against", "upon")
    m.destinations = prep_objects(verb, "to", "into", "towards", "toward") if m.frame in ("move", "release", "expel", "aid", "deploy") else []
    m.origins = prep_objects(verb, "from", "of") if m.frame in ("move", "release", "expel") else []
    if m.frame in ("attack", "kill", "destroy", "damage", "fire") and not doers and not is_passive(verb) and not done_to and verb.tag == "VBG":
        return verb.dep not in ("amod", "compound")
    return True


def _attack(m: EventMention, verb: Word) -> bool:
    lemma = verb.lemma
    doers, done_to = _roles(m, verb)
    if lemma in ("hit", "strike", "target", "storm", "down", "mine", "beat", "pound", "burn", "gas", "raid"):
        if not doers and not done_to:
            return False
        if lemma in ("hit", "strike", "beat") and done_to and done_to[0].lemma in ("deal", "agreement", "bargain", "headline", "streets", "street", "pose", "balance", "rock", "bottom"):
            return False
    if lemma == "target" and not is_passive(verb) and not done_to:
        return False
    return _act(m, verb)


def _kill(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    m.actors, m.recipients = doers, done_to
    return bool(doers or done_to)


def _die(m: EventMention, verb: Word) -> bool:
    m.recipients = raw_subjects(verb)
    return bool(m.recipients)


def _fire(m: EventMention, verb: Word) -> bool:
    """Fire, launch, throw, drop: the object is the weapon; the target stands after at, on, into."""
    doers, done_to = _roles(m, verb)
    weapon = [w for w in done_to if _weapon_at(w)]
    if m.event_type is None and not weapon:
        return False
    if verb.lemma == "fire" and not weapon and done_to and done_to[0].lemma not in ("shot", "round", "warning", "volley", "gun", "weapon", "salvo", "bullet", "fire"):
        return False
    m.event_type = m.event_type or "ASSAULT"
    m.actors = doers
    m.recipients = prep_objects(verb, "at", "on", "into", "upon", "against", "toward", "towards", "over")
    if any(w.lemma == "shot" and any(c.lower == "warning" for c in w.children) for w in done_to):
        m.event_type, m.mode, m.acled = "THREATEN", "violence", None
    return True


def _clash(m: EventMention, verb: Word) -> bool:
    m.actors = raw_subjects(verb) + prep_objects(verb, "with", "against")
    if verb.lemma in ("fight", "battle"):
        m.actors += [w for w in objects(verb) if w.lemma not in ("battle", "fire", "blaze", "war", "side")]
        if any(c.dep in ("prep",) and c.lower in ("alongside",) for c in verb.children) and not m.actors:
            return False
        if prep_objects(verb, "for") and not prep_objects(verb, "with", "against", "in", "near") and verb.tag in ("VBP", "VBZ", "VBG") and not objects(verb):
            return bool(m.actors)
    return True


def _repel(m: EventMention, verb: Word) -> bool:
    """"Repelled an attack": the attack, by the attacker, on the defender."""
    doers, done_to = _roles(m, verb)
    attack = next((w for w in done_to if triggers().get((w.lemma, "n"))), None)
    if attack is None:
        m.actors, m.recipients = done_to, doers
        return bool(done_to)
    m.recipients = doers
    m.actors = _noun_doers(attack)
    m.words = [verb, attack]
    entry = triggers()[(attack.lemma, "n")]
    m.event_type, m.mode, m.acled = entry.event_type, entry.mode, entry.acled or "Armed clash"
    return True


def _capture(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    m.actors = [w for w in doers if not triggers().get((w.lemma, "n")) or w.pos == "PROPN"]
    m.recipients = [w for w in done_to if w.lemma != "control"]
    for noun in [w for w in done_to if w.lemma == "control"] + [w for w in m.words if w.lemma == "control"]:
        m.recipients += prep_objects(noun, "of", "over")
    if any(w.lemma == "control" for w in m.words):
        m.recipients += prep_objects(verb, "of", "over")
    if verb.lemma in ("regain", "reclaim", "secure") and not any(w.lemma == "control" for w in done_to + m.words) and not done_to:
        return False
    if verb.lemma == "capture" and done_to and done_to[0].lemma in ("image", "video", "footage", "attention", "photo"):
        return False
    if verb.lemma == "seize" and done_to and done_to[0].lemma in ("opportunity", "moment"):
        return False
    return bool(done_to or m.recipients) or verb.lemma in ("occupy", "overrun", "recapture", "retake")


def _fall(m: EventMention, verb: Word) -> bool:
    """"The town fell to the rebels": the rebels took the town."""
    takers = prep_objects(verb, "to", "into")
    takers = [w for w in takers if w.lemma not in ("hand", "ground", "level", "death", "low")] + [
        o for w in takers if w.lemma == "hand" for o in prep_objects(w, "of") + [c for c in w.children if c.dep in ("poss", "compound", "amod")]
    ]
    if not takers or any(w.pos == "NUM" or w.tag == "CD" for w in takers):
        return False
    m.actors, m.recipients = takers, raw_subjects(verb)
    return True


def _explode(m: EventMention, verb: Word) -> bool:
    """"A bomb exploded", "rebels detonated a mine": the weapon is no party."""
    doers, done_to = _roles(m, verb)
    bombs = [w for w in doers + done_to if _weapon_at(w)]
    m.actors = [w for w in doers if w not in bombs and not _thing(w)]
    if verb.lemma in ("go",) and not bombs and not any(w.lemma in ("device", "blast", "explosion", "charge") for w in doers):
        return False
    return True


def _plant(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    if not any(_weapon_at(w) for w in done_to):
        return False
    m.actors, m.event_type, m.mode, m.acled = doers, "ASSAULT", "explosives", "Remote explosive/landmine/IED"
    return True


def _move(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    m.actors = doers
    if verb.lemma == "withdraw" and done_to and not is_passive(verb) and done_to[0].lemma in ("statement", "support", "claim", "request", "offer", "application", "candidacy", "confidence", "amount"):
        return False
    if verb.lemma == "return":
        if done_to or not any(c.dep == "prep" and c.lower in ("to",) or c.lower in ("home",) for c in verb.children):
            return False
        if not any(w.lemma in ("resident", "refugee", "displaced", "people", "family", "villager", "idp", "evacuee", "civilian", "returnee", "person", "they") for w in doers):
            return False
    if is_passive(verb):
        m.actors = grammar.agents(verb) or raw_subjects(verb)
    m.origins = prep_objects(verb, "from", "of")
    m.destinations = prep_objects(verb, "to", "into", "towards", "toward")
    return True


def _force(m: EventMention, verb: Word) -> bool:
    """"Forced them from their homes", "forced 200 families to flee": an expulsion by whoever is named."""
    doers, done_to = _roles(m, verb)
    flee = [c for c in verb.children if c.dep in ("xcomp", "ccomp", "advcl") and c.lemma in ("flee", "leave", "abandon", "evacuate", "move")]
    away = prep_objects(verb, "from")
    out = any(c.dep == "prep" and c.lower == "out" for c in verb.children)
    home = any(w.lemma in ("home", "house", "village", "town", "land", "neighbourhood", "neighborhood", "area") for w in away)
    if not (flee or home or out):
        return False
    m.actors, m.recipients = doers, done_to
    m.words = [verb, *flee[:1]]
    return True


def _drive(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    away = prep_objects(verb, "from", "out")
    if not away or not done_to:
        return False
    m.actors, m.recipients = doers, done_to
    return True


def _expel(m: EventMention, verb: Word) -> bool:
    """An expulsion is told only where the words name who drove people out; else it is a figure alone."""
    m.actors, m.recipients = _roles(m, verb)
    if verb.lemma == "displace" or verb.lemma == "uproot":
        m.actors = m.actors or prep_objects(verb, "by")
    m.origins, m.destinations = prep_objects(verb, "from", "of"), prep_objects(verb, "to", "into")
    return bool(m.actors) and bool(m.recipients)


def _clear(m: EventMention, verb: Word) -> bool:
    """ "Cleared the town of rebels", "clear the rebels out of the town": a capture."""
    m.actors, done_to = _roles(m, verb)
    driven = prep_objects(verb, "of", "from")
    if not m.actors or not driven:
        return False
    m.recipients = done_to + driven
    return True


def _warn(m: EventMention, verb: Word) -> bool:
    """A warning of one's own deed is a threat; "warned X not to" asks; a warning of what others may do is no act."""
    doers, done_to = _roles(m, verb)
    m.actors, m.recipients = doers, done_to
    m.content = next((c for c in verb.children if c.dep in ("ccomp", "xcomp") and is_verb(c)), None)
    if m.content is None or not doers:
        return False
    if m.content.dep == "xcomp":
        m.event_type, m.mode, m.content_status = "REQUEST", None, "demanded"
        return bool(done_to)
    modal = next((c.lower for c in m.content.children if c.dep == "aux" and c.tag == "MD"), None)
    subject = next((c for c in m.content.children if c.dep in ("nsubj", "nsubjpass")), None)
    own = subject is not None and (subject.lower in ("it", "they", "he", "she", "we") or subject.lemma == doers[0].lemma)
    m.content_status = "threatened"
    return modal in ("will", "would", "shall", "'ll") and own


def _enter(m: EventMention, verb: Word) -> bool:
    """Troops that move in or enter: a mobilisation."""
    doers, done_to = _roles(m, verb)
    troops = [w for w in doers if any(w.lemma == x for x in ("troop", "soldier", "force", "battalion", "brigade", "army", "tank", "column", "reinforcement", "division", "convoy", "regiment", "unit"))]
    if not troops:
        return False
    m.actors, m.destinations = troops, prep_objects(verb, "into", "to", "toward", "towards") or (done_to if verb.lemma == "enter" else [])
    return bool(m.destinations)


def _land(m: EventMention, verb: Word) -> bool:
    """ "Shells landed on a market": the weapon is the subject."""
    doers = raw_subjects(verb)
    weapon = [w for w in doers if _weapon_at(w)]
    if not weapon or weapon[0].lemma in ("helicopter", "aircraft", "jet", "plane"):
        return False
    m.event_type = "ASSAULT"
    m.recipients = prep_objects(verb, "on", "in", "into", "near", "at")
    return True


def _holding(m: EventMention, verb: Word) -> bool:
    """Persons who are held: an arrest, where nothing is held as a meeting is."""
    if not is_passive(verb):
        return False
    m.actors, m.recipients = _roles(m, verb)
    return bool(m.recipients) and all(w.lemma in ("man", "woman", "soldier", "person", "people", "suspect", "prisoner", "journalist", "activist", "they", "he", "she", "member", "hostage", "worker", "civilian") or w.tag in ("PRP",) for w in m.recipients)


def _takeaway(m: EventMention, verb: Word) -> bool:
    m.actors, m.recipients = _roles(m, verb)
    return bool(m.recipients) and not any(_thing(w) for w in m.recipients) and all(w.lemma not in ("right", "attention", "job", "land", "power") for w in m.recipients)


GROUND = frozenset("town city village base airbase district hill bridge airport road area position stronghold post checkpoint province hamlet camp ridge height outpost quarter neighbourhood neighborhood town barracks crossing headquarters".split())
PERSONS = frozenset("man woman boy girl child people person civilian villager student worker teacher passenger driver soldier policeman hostage fisherman crew farmer resident member official journalist priest nun elder son daughter brother sailor".split())


def _take(m: EventMention, verb: Word) -> bool:
    """ "Took the town", "were taken from a boat by gunmen": ground captured or persons carried off."""
    doers, done_to = _roles(m, verb)
    m.actors, m.recipients = doers, done_to
    if not done_to:
        return False
    if any(w.lemma in GROUND or w.entity_type in ("GPE", "LOC", "FAC") for w in done_to):
        return not any(c.dep == "prep" and c.lower == "into" for c in verb.children)
    if any(w.lemma in PERSONS or w.entity_type == "PERSON" for w in done_to) and (prep_objects(verb, "from") or any(c.lower in ("away", "captive", "prisoner") for c in verb.children)):
        m.mode, m.acled = "abduct", "Abduction/forced disappearance"
        return bool(doers) or is_passive(verb)
    return False


def _pull(m: EventMention, verb: Word) -> bool:
    """ "Pulled from their vehicles by gunmen": an abduction of persons by whoever is named."""
    m.actors, m.recipients = _roles(m, verb)
    return bool(m.actors) and bool(prep_objects(verb, "from")) and any(w.lemma in PERSONS or w.tag in ("PRP", "CD") for w in m.recipients)


def _tear(m: EventMention, verb: Word) -> bool:
    """ "The rocket tore into a crowd": the weapon or charge is the subject."""
    doers, done_to = _roles(m, verb)
    if not any(_weapon_at(w) for w in doers):
        return False
    m.recipients = done_to + prep_objects(verb, "into", "through")
    return True


def _withhold(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    if not done_to and not doers:
        return False
    m.actors = doers
    m.recipients = [w for w in done_to if not _thing(w)]
    return True


def _request(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    m.actors = doers
    m.content = next((c for c in verb.children if c.dep in ("xcomp", "ccomp", "advcl") and is_verb(c)), None)
    m.recipients = [w for w in done_to if not triggers().get((w.lemma, "n")) and w.pos != "VERB"]
    asked = [w for w in done_to if w not in m.recipients]
    if verb.lemma in ("call", "appeal", "plead"):
        m.recipients = prep_objects(verb, "on", "upon", "to")
        asked = prep_objects(verb, "for")
        if verb.lemma == "call" and not m.recipients and not asked:
            return False
    elif verb.lemma in ("demand", "request"):
        asked += m.recipients
        m.recipients = prep_objects(verb, "from", "of")
        if not asked and m.content is None:
            return False
    elif verb.lemma == "ask":
        if done_to and not asked:
            asked += [w for w in prep_objects(verb, "for") if w.pos == "NOUN" and w.lemma not in ("comment", "food", "name", "water", "money", "directions")]
        asked += [w for w in prep_objects(verb, "for") if triggers().get((w.lemma, "n")) or w.lemma in AID_GOODS and w.lemma not in ("food", "water")]
        if not asked and (m.content is None or m.content.tag != "VB"):
            return False
    elif verb.lemma in ("urge", "encourage", "implore"):
        if m.content is None:
            asked += [w for w in done_to if w.lemma in ("restraint", "calm", "dialogue", "unity", "peace")]
            m.recipients = [w for w in m.recipients if w not in asked]
    if m.content is None and asked:
        m.content = asked[0]
    if m.content is not None and m.content.dep in ("ccomp", "xcomp"):
        inner = [c for c in m.content.children if c.dep == "nsubj"]
        if inner and not m.recipients and m.content.tag == "VB":
            m.recipients = expand(inner)
    m.content_status = "demanded"
    return True


def _order(m: EventMention, verb: Word) -> bool:
    """An order to others is COERCE; an order to one's own side is only the plan (binding decides which)."""
    doers, done_to = _roles(m, verb)
    m.actors, m.recipients = doers, done_to
    m.content = next((c for c in verb.children if c.dep in ("xcomp", "ccomp") and is_verb(c)), None)
    if m.content is None:
        noun = next((w for w in done_to if triggers().get((w.lemma, "n"))), None)
        if noun is None:
            return False
        m.content, m.recipients = noun, []
    m.content_status = "demanded"
    return True


def _threaten(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    m.actors = doers
    m.content = next((c for c in verb.children if c.dep in ("xcomp", "ccomp") and is_verb(c)), None)
    m.recipients = [w for w in done_to if not triggers().get((w.lemma, "n"))]
    named = [w for w in done_to if triggers().get((w.lemma, "n"))] + [w for w in prep_objects(verb, "with") if triggers().get((w.lemma, "n"))]
    if m.content is None and named:
        m.content = named[0]
    if verb.lemma == "vow" and m.content is None:
        return False
    if doers and doers[0].pos == "NOUN" and not _person_like(doers[0]) and verb.lemma == "threaten":
        return False
    m.content_status = "threatened"
    return True


def _accuse(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    m.actors, m.recipients = doers, done_to
    for child in verb.children:
        if child.dep == "prep" and child.lower in ("of", "for"):
            m.content = next((c for c in child.children if c.dep in ("pcomp", "pobj")), None)
    if verb.lemma == "blame" and not done_to:
        m.recipients = prep_objects(verb, "on")
    if verb.lemma == "blame" and prep_objects(verb, "on") and done_to:
        m.recipients, m.content = prep_objects(verb, "on"), done_to[0]
    return bool(done_to or m.recipients)


def _condemn(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    m.actors = doers
    m.recipients = [w for w in done_to if not triggers().get((w.lemma, "n"))]
    m.content = next((w for w in done_to if triggers().get((w.lemma, "n"))), None)
    if verb.lemma == "summon" and not done_to:
        return False
    if verb.lemma == "slam" and any(c.dep == "prep" and c.lower in ("into",) for c in verb.children):
        return False
    return bool(doers or done_to)


def _charge(m: EventMention, verb: Word) -> bool:
    with_what = prep_objects(verb, "with")
    if with_what and with_what[0].lemma in ("task", "mission", "duty", "job", "responsibility"):
        return False
    m.actors, m.recipients = _roles(m, verb)
    return bool(with_what) and bool(m.recipients)


def _speak(m: EventMention, verb: Word) -> bool:
    m.actors, m.recipients = _roles(m, verb)
    m.content = next((w for w in m.recipients if triggers().get((w.lemma, "n"))), None)
    m.recipients = [w for w in m.recipients if w is not m.content]
    if verb.lemma == "hail" and any(c.dep == "prep" and c.lower == "from" for c in verb.children):
        return False
    return bool(m.actors)


def _support(m: EventMention, verb: Word) -> bool:
    """Backing as an act of words; standing support ("rebels backed by X") is a tie or a supporter."""
    if verb.dep in ("acl", "amod", "relcl", "advcl", "pcomp", "xcomp") or verb.tag == "VBG" or is_passive(verb):
        return False
    m.actors, m.recipients = _roles(m, verb)
    m.recipients = m.recipients or prep_objects(verb, "with", "behind")
    return bool(m.actors and m.recipients) and m.actors[0].pos in ("PROPN", "PRON", "NOUN") and not _thing(m.actors[0])


def _refuse(m: EventMention, verb: Word) -> bool:
    m.actors, done_to = _roles(m, verb)
    m.content = next((c for c in verb.children if c.dep in ("xcomp", "ccomp") and is_verb(c)), None)
    if m.content is not None and m.content.lemma in ("comment", "say", "give", "name", "identify"):
        return False
    m.content_status = "denied"
    return m.content is not None or bool(done_to)


def _reject(m: EventMention, verb: Word) -> bool:
    m.actors, done_to = _roles(m, verb)
    m.content = next((w for w in done_to if triggers().get((w.lemma, "n"))), None)
    if any(w.lemma in ("claim", "allegation", "accusation", "report", "charge", "statement", "suggestion") for w in done_to):
        return False
    m.recipients = [g for w in done_to for g in [c for c in w.children if c.dep == "poss"] + prep_objects(w, "by", "from")]
    return bool(m.actors)


def _agree(m: EventMention, verb: Word) -> bool:
    m.actors = raw_subjects(verb) if not is_passive(verb) else grammar.agents(verb)
    m.actors += prep_objects(verb, "with")
    m.content = next((c for c in verb.children if c.dep in ("xcomp", "ccomp") and is_verb(c)), None)
    if m.content is None:
        m.content = next((w for w in prep_objects(verb, "to", "on") if triggers().get((w.lemma, "n"))), None)
    m.content_status = "promised"
    if verb.lemma == "accept" and not any(w.lemma in ("ceasefire", "truce", "proposal", "plan", "offer", "deal", "agreement", "term", "resolution", "mediation") for w in objects(verb)):
        return False
    return bool(m.actors)


def _sign(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    if not any(w.lemma in ("agreement", "deal", "accord", "ceasefire", "truce", "pact", "treaty", "protocol", "declaration", "memorandum", "document", "cease-fire", "talk", "release", "exchange") for w in done_to):
        return False
    m.actors = doers
    for thing in done_to:
        m.actors = m.actors or prep_objects(thing, "between", "with")
    return True


def _meet(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    if verb.lemma == "meet" and done_to and not any(_person_like(w) for w in done_to):
        return False
    m.actors = doers + done_to if not is_passive(verb) else grammar.agents(verb)
    if verb.lemma in ("discuss", "negotiate", "broker"):
        m.actors = doers
    m.actors += prep_objects(verb, "with")
    return bool(m.actors)


def _journey(m: EventMention, verb: Word) -> bool:
    """ "The minister will fly to X": a visit, where the traveller is a person of office."""
    m.actors = raw_subjects(verb)
    m.destinations = prep_objects(verb, "to", "in")
    office = ("minister", "president", "envoy", "secretary", "ambassador", "delegation", "chief", "commissioner", "general", "official", "diplomat", "pope")
    return bool(m.destinations) and any(w.entity_type == "PERSON" or w.lemma in office for w in m.actors)


def _visit(m: EventMention, verb: Word) -> bool:
    m.actors, m.destinations = _roles(m, verb)
    return bool(m.actors and m.destinations)


def _protest(m: EventMention, verb: Word) -> bool:
    m.actors = raw_subjects(verb)
    m.recipients = prep_objects(verb, "against")
    if verb.lemma == "march" and not (m.actors and any(_person_like(w) for w in m.actors)):
        return False
    if verb.lemma == "rally" and objects(verb):
        return False
    return bool(m.actors)


def _deploy(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    m.actors = doers or done_to
    if verb.lemma in ("mass", "amass", "fan"):
        m.actors = doers
    m.destinations = prep_objects(verb, "to", "into", "towards", "toward", "along", "across")
    return bool(m.actors)


def _send(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    troops = [w for w in done_to if w.lemma in ("troop", "soldier", "force", "reinforcement", "battalion", "brigade", "tank", "mercenary", "fighter", "peacekeeper", "unit", "ship", "warship")]
    aid = [w for w in done_to if w.lemma in ("aid", "food", "medicine", "supplies", "supply", "convoy", "relief")]
    if not troops and not aid:
        return False
    m.event_type, m.mode, m.acled = ("MOBILIZE", "troops", "Other") if troops else ("AID", None, None)
    m.actors, m.destinations = doers, prep_objects(verb, "to", "into")
    return True


AID_GOODS = frozenset(
    """aid food assistance relief supply supplies medicine water blanket tent kit package parcel care shelter ration fuel support service help
    flour vaccine treatment cash training protection item truckload tonne ton humanitarian""".split()
)


def _aid(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    goods = [w for w in done_to if w.lemma in AID_GOODS or any(c.lemma in AID_GOODS for c in w.children)]
    if verb.lemma in ("provide", "distribute", "deliver", "donate") and not goods:
        return False
    m.actors = doers
    m.recipients = prep_objects(verb, "to", "for") + [w for c in verb.children if c.dep == "dative" for w in expand([c])]
    return True


def _receive(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    if not any(w.lemma in AID_GOODS for w in done_to):
        return False
    m.event_type, m.recipients, m.actors = "AID", doers, prep_objects(verb, "from")
    return True


def _help(m: EventMention, verb: Word) -> bool:
    m.actors, m.recipients = _roles(m, verb)
    if verb.lemma == "evacuate" and not is_passive(verb) and not m.recipients:
        return False
    m.destinations, m.origins = prep_objects(verb, "to"), prep_objects(verb, "from")
    return bool(m.actors or m.recipients)


def _declare(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    truce = [w for w in done_to if w.lemma in ("ceasefire", "cease-fire", "truce", "cessation")]
    other = [w for w in done_to if w.lemma in ("curfew", "emergency", "siege", "law")]
    if truce:
        m.event_type, m.mode, m.acled, m.words = "CONCEDE", None, "Agreement", [verb, truce[0]]
    elif other:
        martial = other[0].lemma == "law"
        m.event_type, m.mode, m.acled = "COERCE", "martial-law" if martial else "curfew" if other[0].lemma == "curfew" else "restrict", "Other"
        m.words = [verb, other[0]]
    else:
        return False
    m.actors = doers
    return True


def _impose(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    lemmas = {w.lemma for w in done_to}
    if lemmas & {"curfew"}:
        m.event_type, m.mode, m.acled = "COERCE", "curfew", "Other"
    elif lemmas & {"sanction", "embargo"}:
        m.event_type, m.mode, m.acled = "SANCTION", None, None
    elif lemmas & {"restriction", "blockade", "siege", "ban", "closure", "lockdown"}:
        m.event_type, m.mode, m.acled = "COERCE", "restrict", "Other"
    else:
        return False
    m.words = [verb, next(w for w in done_to if w.lemma in lemmas)]
    m.actors, m.recipients = doers, prep_objects(verb, "on", "against")
    return True


def _close(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    closed = [w for w in done_to if w.lemma in ("road", "border", "crossing", "airport", "school", "highway", "checkpoint", "bridge", "area", "access", "entrance", "port", "camp", "airspace")]
    if not closed:
        return False
    m.actors = doers
    return True


def _lift(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    if not any(w.lemma in ("siege", "blockade", "curfew", "restriction", "ban", "road", "crossing", "border", "airport", "sanction", "checkpoint") for w in done_to):
        return False
    m.actors = doers
    return True


def _crowd(m: EventMention, verb: Word) -> bool:
    doers, done_to = _roles(m, verb)
    if not done_to or not any(w.lemma in ("protester", "demonstrator", "crowd", "rally", "protest", "demonstration", "student", "worker", "marcher", "rioter", "gathering", "uprising") for w in done_to):
        return False
    m.actors, m.recipients = doers, done_to
    return True


def _secure(m: EventMention, verb: Word) -> bool:
    """ "Secure the highway": a capture, where what is secured is ground."""
    m.actors, m.recipients = _roles(m, verb)
    ground = ("highway", "road", "town", "city", "village", "border", "base", "airbase", "airport", "bridge", "area", "hill", "crossing", "route", "district", "province", "port", "dam")
    return any(w.lemma in ground for w in m.recipients)


def _outlook(m: EventMention, verb: Word) -> bool:
    """What may come of things ("could trigger a wave of refugees"): told only with a modal, of no type."""
    modal = any(c.dep == "aux" and c.lower in ("could", "may", "might", "would", "will") for c in verb.children)
    threatened = verb.dep == "xcomp" and verb.head.lemma == "threaten"
    return (modal or threatened) and bool(objects(verb) or prep_objects(verb, "into"))


def _brunt(m: EventMention, verb: Word) -> bool:
    """ "The camps bore the brunt of the bombs": done to the subject."""
    m.recipients = raw_subjects(verb)
    brunt = next((w for w in m.words if w.lemma == "brunt"), verb)
    by = prep_objects(brunt, "of", "from")
    m.actors = by
    return bool(by)


def _adhere(m: EventMention, verb: Word) -> bool:
    m.actors = raw_subjects(verb)
    return any(w.lemma in ("agreement", "deal", "ceasefire", "truce", "accord", "cease-fire", "pact") for w in prep_objects(verb, "to", "by", "with"))


def _sanction(m: EventMention, verb: Word) -> bool:
    m.actors, m.recipients = _roles(m, verb)
    return bool(m.actors and m.recipients)


def _seizing(m: EventMention, verb: Word) -> bool:
    m.actors, done_to = _roles(m, verb)
    return bool(done_to)


_SHAPES = {
    "attack": _attack, "kill": _kill, "die": _die, "fire": _fire, "clash": _clash, "repel": _repel, "intercept": _act, "capture": _capture,
    "fall": _fall, "explode": _explode, "plant": _plant, "move": _move, "force": _force, "drive": _drive, "expel": _expel, "clear": _clear, "warn": _warn, "enter": _enter, "land": _land, "holding": _holding, "takeaway": _takeaway, "take": _take, "pull": _pull, "tear": _tear, "withhold": _withhold,
    "request": _request, "order": _order, "threaten": _threaten, "accuse": _accuse, "condemn": _condemn, "charge": _charge, "speak": _speak,
    "support": _support, "refuse": _refuse, "reject": _reject, "agree": _agree, "sign": _sign, "meet": _meet, "visit": _visit, "journey": _journey,
    "protest": _protest, "deploy": _deploy, "send": _send, "aid": _aid, "receive": _receive, "help": _help, "declare": _declare,
    "impose": _impose, "close": _close, "lift": _lift, "crowd": _crowd, "brunt": _brunt, "adhere": _adhere, "sanction": _sanction, "secure": _secure, "outlook": _outlook, "seizing": _seizing,
}  # fmt: skip


# ---------------------------------------------------------------- nouns


def _noun_doers(noun: Word) -> list[Word]:
    """Return who a noun of action belongs to: possessor, "by X", nationality or group before it."""
    doers = [c for c in noun.children if c.dep == "poss" and c.pos in NOMINAL_PARTY]
    doers += prep_objects(noun, "by")
    if not doers:  # "the killing of two brothers, both farmers, by militants": the phrase may hang deeper
        doers += [g for w in noun.subtree() if w.lower == "by" and w.dep == "prep" and w.i > noun.i for g in w.children if g.dep == "pobj"][:1]
    doers += [
        g for c in noun.children if c.dep == "acl" and c.tag == "VBN" and c.lemma in ("launch", "carry", "conduct", "stage", "mount", "lead", "commit")
        for g in grammar.agents(c)
    ]  # fmt: skip
    return expand(doers)


NOMINAL_PARTY = frozenset({"NOUN", "PROPN", "PRON"})


def _modifiers(noun: Word) -> list[Word]:
    """Return adjectives and nouns before a noun that may name a party ("Israeli airstrikes", "rebel attack", "army shelling")."""
    return [c for c in noun.children if c.dep in ("amod", "compound", "nmod") and c.i < noun.i and c.pos in ("ADJ", "PROPN", "NOUN")]


def _noun_event(word: Word, taken: set[int]) -> EventMention | None:
    lemma = word.lemma if word.tag != "VBG" else word.lower
    entry = triggers().get((lemma, "n")) or triggers().get((word.lower, "n"))
    words = [word]
    if entry is None or word.dep in ("compound", "amod", "nmod") and word.head.pos in ("NOUN", "PROPN") and not _compound_event(word):
        if lemma in ("strike", "raid") and word.dep not in ("compound",):
            pass
        return None
    if word.pos == "VERB" and word.tag != "VBG":
        return None
    if entry.frame in ("war", "harm") and entry.frame == "war":
        if not _telling_war(word):
            return None
    if word.pos == "PROPN" and word.entity_type in ("ORG", "PERSON", "GPE", "FAC", "WORK_OF_ART") and entry.frame not in ("attack",):
        return None
    before = [c for c in word.children if c.dep in ("compound", "amod") and c.i < word.i]
    mention = EventMention(word, words, entry, entry.event_type, entry.mode, entry.acled, grammar.clause_of(word))
    low = {c.lower for c in before}
    if lemma in ("strike", "raid") and low & {"air", "aerial", "airborne", "helicopter", "warplane", "jet"}:
        mention.mode, mention.acled = "aerial", "Air/drone strike"
        mention.weapons.append(("air strike", before[-1], word))
        mention.words = [c for c in before if c.lower in ("air", "aerial")] + [word]
    if lemma == "bombing" and low & {"aerial", "air", "warplane"}:
        mention.mode, mention.acled = "aerial", "Air/drone strike"
    if lemma == "strike" and low & {"hunger", "general", "labour", "labor", "transport"}:
        mention.event_type, mention.mode, mention.acled = "PROTEST", "hunger" if "hunger" in low else "strike", "Peaceful protest"
    if lemma in ("fire",):
        return None
    if entry.frame == "meet" and lemma == "talk" and word.tag != "NNS":
        return None
    if entry.frame == "truce" and not _truce_happened(mention, word):
        return None
    if entry.frame == "harm":
        return None
    if entry.frame == "impose" and not is_verb(word.head):
        return None
    if entry.frame == "request" and not (prep_objects(word, "for", "on", "to") or any(c.dep in ("acl", "relcl") or c.lower == "for" for c in word.children)):
        return None
    if entry.frame == "bombnoun":
        if word.dep not in ("ROOT", "nsubj", "conj") or is_verb(word.head) or not any(c.lower in ("car", "suicide", "roadside", "truck", "mine", "mortar") for c in word.children):
            return None
    if entry.frame == "usage":
        if not any(_weapon_at(w) for w in prep_objects(word, "of")):
            return None
        mention.event_type = "ASSAULT"
    if entry.frame == "threaten" and not (any(c.dep in ("acl",) for c in word.children) or is_verb(word.head) and word.head.lemma in ("make", "issue", "repeat", "renew", "voice", "reiterate")):
        return None
    if entry.frame == "campaign" and not (low & {"military", "bombing", "air", "aerial", "bombardment", "ground", "war"}):
        return None
    if lemma in ("march", "rally", "push", "advance", "fall", "release", "attack") and word.pos == "PROPN":
        return None
    if lemma == "fall" and not prep_objects(word, "of"):
        return None
    _fill_noun(mention, word)
    return mention


def _telling_war(word: Word) -> bool:
    """A war, a conflict or violence is told as a deed when it is said to go on, break out or to have harmed somebody."""
    head = word.head
    return (
        word.dep in ("nsubj", "nsubjpass")
        and is_verb(head)
        and head.lemma
        in ("break", "erupt", "rage", "escalate", "continue", "kill", "displace", "intensify", "force", "start", "begin", "spread", "flare", "resume", "persist", "drive", "uproot")
    )


def _truce_happened(m: EventMention, word: Word) -> bool:
    head = word.head
    if word.dep in ("nsubj", "nsubjpass") and is_verb(head) and head.lemma in ("hold", "take", "begin", "start", "come", "enter", "go"):
        m.words = [word, head]
        return head.lemma != "take" or any(c.lemma in ("hold", "effect") or c.lower == "into" for c in head.children)
    return any(up.lemma in ("call", "demand", "urge", "appeal", "want", "seek", "push", "call", "press", "plan", "hope") for up in word.ancestors())


def _compound_event(word: Word) -> bool:
    return False


def _fill_noun(m: EventMention, noun: Word) -> None:
    m.actors = _noun_doers(noun)
    m.actors += _modifiers(noun)
    entry = m.entry
    if entry.frame in ("clash", "meet", "war"):
        m.actors += prep_objects(noun, "between", "with", "among", "against")
        if not m.actors and noun.dep in ("nsubj", "nsubjpass") and is_verb(noun.head):
            m.actors += prep_objects(noun.head, "between", "with", "against")
        for child in noun.children:  # "fighting between A and B" may hang the second side elsewhere
            if child.dep == "acl" and child.lemma in ("involve", "pit"):
                m.actors += objects(child)
    elif entry.frame == "capture":
        m.recipients = prep_objects(noun, "of")
        m.actors += []
    elif entry.frame in ("move", "release"):
        m.actors += prep_objects(noun, "of", "by")
        m.origins = prep_objects(noun, "from")
        m.destinations = prep_objects(noun, "to", "into")
    elif entry.frame == "visit":
        m.destinations = prep_objects(noun, "to")
        m.actors += prep_objects(noun, "by", "of")
    elif entry.frame == "request":
        m.content = next(iter(prep_objects(noun, "for")), None) or next((c for c in noun.children if c.dep in ("acl", "relcl")), None)
        m.recipients = prep_objects(noun, "on", "to")
        m.content_status = "demanded"
    elif entry.frame == "threaten":
        m.content = next((c for c in noun.children if c.dep == "acl"), None) or next(iter(prep_objects(noun, "of")), None)
        m.content_status = "threatened"
    elif entry.frame == "deploy":
        m.actors += prep_objects(noun, "of")
        m.destinations = prep_objects(noun, "to", "in")
    elif entry.frame == "killing":
        m.recipients = prep_objects(noun, "of")
    elif entry.frame == "aid":
        m.recipients = prep_objects(noun, "to", "for")
    else:
        m.recipients = prep_objects(noun, "on", "against", "of", "at")
        m.recipients += [w for w in prep_objects(noun, "into") if entry.frame == "attack"]
    _light_verb(m, noun)


def _light_verb(m: EventMention, noun: Word) -> None:
    """Take the doer from the verb that carries the noun: "launched an attack", "came under fire", "was hit by shelling"."""
    head = noun.head
    if noun.dep == "conj" and noun.head.pos in ("NOUN", "PROPN"):
        top = noun
        while top.dep == "conj" and not is_verb(top.head):
            top = top.head
        head = top.head
        dep = top.dep
        if not any(c.dep in ("poss",) for c in noun.children):
            m.actors += [w for w in _noun_doers(top) if w not in m.actors]
    else:
        dep = noun.dep
    if dep in ("dobj", "obj") and is_verb(head):
        if head.lemma in SUFFER:
            m.recipients += raw_subjects(head)
        elif head.lemma in LIGHT:
            subjects = raw_subjects(head) if not is_passive(head) else grammar.agents(head)
            m.actors = [w for w in subjects if w not in m.actors] + m.actors
            m.recipients += prep_objects(head, "on", "against", "at")
            m.words = [head, *[w for w in m.words if w is not head]] if 0 < noun.i - head.i <= 6 else m.words
            m.clause = head
        else:
            m.clause = head
    elif dep == "nsubjpass" and is_verb(head) and head.lemma in LIGHT:
        m.actors = grammar.agents(head) + m.actors
        m.recipients += prep_objects(head, "on", "against", "at")
        m.clause = head
    elif dep == "pobj" and head.dep == "prep" and head.lower == "under" and is_verb(head.head) and head.head.lemma in UNDER:
        m.recipients += raw_subjects(head.head)
        m.actors += prep_objects(head.head, "from", "by")
        m.actors += prep_objects(noun, "from", "by")
        m.clause = head.head
        m.words = [head.head, head, *m.words]
    elif dep in ("nsubj", "nsubjpass") and is_verb(head):
        m.clause = head
    claim = _claiming(noun)
    if claim is not None:
        m.actors, m.claimed = raw_subjects(claim), True
    elif dep == "pobj" and head.pos == "ADP" and is_verb(head.head) and head.head.lemma in ("accuse", "deny", "launch"):
        m.clause = head.head


# ---------------------------------------------------------------- weapons, facilities, merging


def _claiming(noun: Word) -> Word | None:
    """Return the verb by which somebody claims a deed ("claimed responsibility for the attack", "claimed the attack")."""
    head = noun.head
    if is_verb(head) and head.lemma == "claim" and noun.dep in ("dobj", "obj"):
        return head
    if noun.dep == "pobj" and head.lower == "for" and head.head.lemma in ("responsibility", "credit") and is_verb(head.head.head):
        verb = head.head.head
        return verb if verb.lemma in ("claim", "take", "accept", "admit") else None
    return None


def _singular(word: Word) -> str:
    return word.lemma if word.tag in ("NNS", "NNPS") else word.lower


def match_table(word: Word, table: dict[tuple[str, ...], object]) -> tuple[object, Word] | None:
    """Look up a noun with up to three words before it in a table keyed by singular words; returns the value and the first word."""
    head = _singular(word)
    before = sorted((c for c in word.children if c.dep in ("compound", "amod", "poss", "nmod", "punct", "npadvmod") and word.i - 4 <= c.i < word.i), key=lambda c: c.i)
    chain: list[Word] = []
    for c in before:
        chain.extend(w for w in c.subtree() if w.i < word.i)
    chain.sort(key=lambda w: w.i)
    texts = [w.lower for w in chain if w.text not in ("'s", "’s")]
    words = [w for w in chain if w.text not in ("'s", "’s")]
    for k in range(max(0, len(texts) - 3), len(texts)):
        joined = "".join((t if t == "-" else f" {t}") for t in texts[k:]).replace(" -", "-").replace("- ", "-").split()
        found = table.get((*joined, head))
        if found is not None:
            return found, words[k]
    found = table.get((head,))
    return (found, word) if found is not None else None


def _weapon_at(word: Word) -> tuple[WeaponEntry, Word] | None:
    found = match_table(word, weapons())  # type: ignore[arg-type]
    return found if found else None  # type: ignore[return-value]


def _facility_at(word: Word) -> tuple[str, Word] | None:
    found = match_table(word, facilities())  # type: ignore[arg-type]
    return found if found else None  # type: ignore[return-value]


def _thing(word: Word) -> bool:
    return bool(_weapon_at(word) or _facility_at(word))


def _person_like(word: Word) -> bool:
    return word.pos in ("PROPN", "PRON") or word.entity_type in ("PERSON", "ORG", "GPE", "NORP") or not _thing(word)


def _things(m: EventMention) -> None:
    """Move weapons and facilities out of the party roles and let the weapon say the mode."""
    if m.event_type not in ("ASSAULT", "COERCE", None, "THREATEN", "PROTEST"):
        return
    around: list[Word] = list(m.actors) + list(m.recipients)
    verb = m.trigger if is_verb(m.trigger) else None
    if verb is not None:
        around += objects(verb) + raw_subjects(verb) + prep_objects(verb, "with", "using", "by", "in", "from", "at", "on", "inside", "outside", "near")
        for child in verb.children:
            if child.dep in ("advcl", "prep", "acl") and child.lower == "using":
                around += objects(child) + [g for g in child.children if g.dep in ("pobj", "dobj")]
    else:
        around += prep_objects(m.trigger, "with", "by", "using", "in", "at", "on", "of", "against", "inside", "outside", "near") + _modifiers(m.trigger)
    seen: set[int] = set()
    for word in around:
        if word.i in seen or word is m.trigger:
            continue
        seen.add(word.i)
        weapon = _weapon_at(word)
        place_role = word.dep == "pobj" and word.head.lower in ("near", "outside")
        if weapon and m.event_type in ("ASSAULT", "PROTEST", "THREATEN"):
            entry, first = weapon
            if m.frame in ("intercept",) and word in m.recipients:
                m.recipients.remove(word)
                m.weapons.append((entry.weapon, first, word))
                continue
            if word in m.recipients and m.frame in ("attack", "destroy", "capture", "seizing", "damage") and word.lemma in ("tank", "helicopter", "drone", "aircraft", "jet", "warplane", "gunship", "artillery", "rocket", "weapon", "gun", "rifle"):
                continue
            if entry.rank > m.weapon_rank and m.frame not in ("capture", "seizing"):
                m.weapon_rank = entry.rank
                if m.event_type == "ASSAULT" and entry.mode and m.entry.mode not in ("targeted", "destroy", "abduct", "sexual"):
                    if m.frame in ("attack", "fire", "explode", "kill", "clash", "crowd", "destroy", "damage", "die", "land", "bombnoun", "usage", "brunt", "tear"):
                        m.mode, m.acled = entry.mode, entry.acled or m.acled
            if entry.weapon not in [w for w, _, _ in m.weapons] and m.frame not in ("capture", "seizing", "meet"):
                m.weapons.append((entry.weapon, first, word))
            m.actors = [w for w in m.actors if w is not word]
            m.recipients = [w for w in m.recipients if w is not word]
            continue
        facility = _facility_at(word)
        if facility and not place_role and word.pos == "NOUN" and not (word.dep == "poss"):
            value, first = facility
            is_target = word in m.recipients or word.dep in ("dobj", "nsubjpass") or (word.dep == "pobj" and word.head.lower in ("at", "on", "against", "in", "into", "inside", "of"))
            if is_target and word not in m.actors and value not in [f for f, _, _ in m.facilities] and value not in ("village", "road", "house", "home", "camp") or (
                is_target and word in m.recipients and value in ("house", "home", "camp", "road") and value not in [f for f, _, _ in m.facilities]
            ):
                m.facilities.append((value, first, word))
    if m.entry.weapon and not m.weapons:
        m.weapons.append((m.entry.weapon, m.trigger, m.trigger))


def _related(a: Word, b: Word) -> bool:
    """Tell whether two triggers stand in one telling: one hangs on the other through result, means or conjunction, with no new statement between."""
    path_up = [a, *a.ancestors()]
    if b in path_up:
        between = path_up[: path_up.index(b)]
    else:
        path_up = [b, *b.ancestors()]
        if a not in path_up:
            return False
        between = path_up[: path_up.index(a)]
    verbs_between = [w for w in between[1:] if is_verb(w) and w.dep in ("ccomp", "relcl", "advcl")]
    return len(verbs_between) <= 0 or all(w.lemma in ("leave", "cause", "result", "lead") for w in verbs_between)


def _merged(found: list[EventMention]) -> list[EventMention]:
    """Join mentions of one sentence that tell one deed: the result joins the act, the carrying verb joins the noun."""
    out = list(found)
    for result in found:
        if result not in out:
            continue
        act = next((a for a in found if a is not result and a in out and _joins(result, a)), None)
        if act is not None:
            _absorb(act, result)
            out.remove(result)
    for mention in out:
        names = {m.trigger for m in found if m is not mention}
        mention.actors = [w for w in mention.actors if w not in names or w.pos == "PROPN"]
        mention.recipients = [w for w in mention.recipients if w not in names or w.pos == "PROPN"]
    return out


def _joins(result: EventMention, act: EventMention) -> bool:
    """Tell whether one mention only says more of the deed of another."""
    if result.frame in ("expel", "force", "drive"):
        if act.frame in ATTACK and act.trigger in result.actors:
            result.actors = [*act.actors, *(w for w in result.actors if w is not act.trigger)]
        return False
    if result.frame == "protest" and act.frame == "protest":
        return result.trigger.head in (act.trigger, act.trigger.head) and result.trigger.i > act.trigger.i or result.trigger in act.actors
    if result.frame == "withhold" and act.frame == "protest" and act.trigger in result.actors:
        act.mode, act.acled = "obstruct", "Peaceful protest"
        return True
    if result.frame == "crowd" and act.frame in ("fire", "attack") and act.mode == "crowd-control":
        return _related(result.trigger, act.trigger)
    if act.frame not in ATTACK | HARM | {"capture", "killing"}:
        return False
    if is_verb(result.trigger) and not is_verb(act.trigger) and result.frame in ("attack", "destroy", "damage", "kill", "intercept") and act.trigger in result.actors and act.frame in ATTACK:
        return True  # "the strike hit a school"
    if result.frame == "war" and act.frame == "clash":
        return _related(result.trigger, act.trigger)
    if result.frame in HARM | {"destroy"}:
        if act.frame in HARM and not (result.frame in HARM and result.trigger.i > act.trigger.i and result.trigger.dep in ("conj", "advcl")):
            return False
        if act.frame == "capture" and result.frame == "destroy":
            return False
        if result.frame == "destroy" and (act.frame == "clash" or result.trigger.dep == "conj" and result.trigger.tag != "VBG"):
            return False
        if result.trigger.dep == "relcl" and not _person_like(result.trigger.head):
            return result.trigger.i > act.trigger.i
        return _related(result.trigger, act.trigger) and _same_doer(act, result)
    return False


def _absorb(act: EventMention, result: EventMention) -> None:
    act.recipients += [w for w in result.recipients if w not in act.recipients]
    if not act.actors:
        act.actors += [w for w in result.actors if w is not act.trigger]
    act.weapons += [w for w in result.weapons if w[0] not in [x for x, _, _ in act.weapons]]
    act.facilities += [f for f in result.facilities if f[0] not in [x for x, _, _ in act.facilities]]
    if result.weapon_rank > act.weapon_rank:
        act.weapon_rank, act.mode, act.acled = result.weapon_rank, result.mode, result.acled
    act.merged.append(result)
    act.merged.extend(result.merged)


def _same_doer(act: EventMention, result: EventMention) -> bool:
    """The result's doer is the act itself, its doer, its weapon, or not said."""
    if not result.actors:
        return True
    if act.trigger in result.actors or any(w in act.actors for w in result.actors):
        return True
    if any(word is w for w in result.actors for _, _, word in act.weapons):
        return True
    return bool(result.weapons) and not result.actors
