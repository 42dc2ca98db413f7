"""Parsed text in; ties out: who supports, commands, leads, belongs to whom, is allied, is based where, as far as the words say so.

A title alone ("Prime Minister X") is no tie. Source of the kinds: docs/claims.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from ebla.reading.binding import Binder
from ebla.reading.grammar import agents, clause_of, expand, is_passive, is_verb, objects, prep_objects, raw_subjects, span_of
from ebla.reading.lexicon import word_set
from ebla.reading.parse import ParsedText, Word
from ebla.reading.status import status_of
from ebla.records import Claimant, Date, Party, Place, Span
from ebla.records.claims import TieType

_BACKING = word_set("narrative.toml", "backing")
_BACKERS = word_set("narrative.toml", "backers")
_LEADERS = word_set("narrative.toml", "leaders")
_LED = word_set("narrative.toml", "led")
_BASED = word_set("narrative.toml", "based")


@dataclass(slots=True, eq=False)
class TieDraft:
    """A tie before it has an id."""

    tie_type: TieType
    source: Party
    target: Party | Place
    trigger: list[Span]
    claimant: Claimant
    status: str
    date: Date | None = None


def find_ties(parsed: ParsedText, binder: Binder) -> list[TieDraft]:
    """Return the ties that a text says, in text order, each once."""
    out: list[TieDraft] = []
    for word in parsed.words:
        for tie in _ties_at(word, binder):
            if not any((t.tie_type, t.source.name, t.target.name) == (tie.tie_type, tie.source.name, tie.target.name) for t in out):
                out.append(tie)
    return out


def _ties_at(word: Word, binder: Binder) -> list[TieDraft]:
    low, lemma = word.lower, word.lemma
    if lemma in _BACKERS and word.pos == "NOUN":
        return _backer_noun(word, binder)
    if (low == "backed" and word.dep == "amod") or low.endswith("-backed"):
        return _backed_adjective(word, binder)
    if lemma in ("support", "backing") and word.pos == "NOUN":
        return _support_noun(word, binder)
    if low == "allied" and word.dep in ("amod", "acl"):
        return _allied(word, binder)
    if lemma in ("arm", "fund", "finance", "bankroll") and is_verb(word) and not is_passive(word) and word.tag in ("VBZ", "VBP"):
        return [t for who in raw_subjects(word)[:1] for target in objects(word)[:1] for t in _tie("supports", who, target, word, binder)]
    if lemma in ("part", "wing", "branch", "affiliate", "offshoot") and word.pos == "NOUN":
        return _part_of(word, binder)
    if (lemma == "command" and is_verb(word) and word.tag in ("VBZ", "VBP", "VBN")) or (
        lemma == "charge" and is_verb(word) and is_passive(word)
    ):
        return _commands(word, binder)
    if lemma in ("base", "headquarters", "headquarter") and word.pos == "NOUN":
        return _base_noun(word, binder)
    if lemma in _BACKING and is_verb(word) and word.tag == "VBN" and (word.dep in ("acl", "advcl", "amod", "relcl") or is_passive(word)):
        return _backed(word, binder)
    if lemma in _LEADERS and word.pos == "NOUN":
        return _leader_noun(word, binder)
    if lemma in _LED and is_verb(word) and word.tag == "VBN" and word.dep in ("acl", "relcl", "advcl"):
        return [t for who in agents(word) for t in _tie("leads", who, word.head, word, binder)]
    if lemma in _BASED and is_verb(word):
        return _based(word, binder)
    if lemma == "member" and word.pos == "NOUN":
        return _member(word, binder)
    return []


def _tie(kind: TieType, source: Word | Party, target: Word | Party | Place, trigger: Word, binder: Binder) -> list[TieDraft]:
    a = binder.parties.resolve(source) if isinstance(source, Word) else source
    b = binder.parties.resolve(target) if isinstance(target, Word) else target
    if a is None or b is None or (a.name == b.name and a.name is not None):
        return []
    if not (a.code or a.actor_id or trigger.lemma in _LEADERS or kind in ("member_of", "ally_of")) or (
        isinstance(b, Party) and not (b.code or b.actor_id)
    ):
        return []
    if any(p.code and p.code.split()[-1] in ("CVL", "REF") for p in (a, b) if isinstance(p, Party)):
        return []
    clause = clause_of(trigger)
    status = status_of(trigger, clause, None, True).value
    claimant, _ = binder.sources.claimants(binder.sources.of(trigger, clause))
    words = [trigger]
    words += [c for c in trigger.children if c.dep in ("poss", "amod", "agent") and abs(c.i - trigger.i) < 8]
    span = span_of(words)
    if span[1] - span[0] > 120:
        span = trigger.span
    return [TieDraft(kind, a, b, [span], claimant, _standing(trigger, status), binder.dates.near(trigger.sentence, trigger, trigger))]


def _standing(trigger: Word, status: str) -> str:
    """A tie goes on unless it is told in the past."""
    past = is_verb(trigger) and trigger.tag == "VBD"
    return "ongoing" if status == "occurred" and not past else status


def _holder(word: Word) -> list[Word]:
    """Return the noun that a noun of relation is said of: its apposition, or the subject of "is"."""
    if word.dep == "appos":
        return expand([word.head])
    if word.dep == "attr" and is_verb(word.head):
        return raw_subjects(word.head)
    apposed = [c for c in word.children if c.dep == "appos"]
    return expand(apposed)


def _backer_noun(word: Word, binder: Binder) -> list[TieDraft]:
    """ "Assad's main patrons", "its ally Iran"."""
    backed = [c for c in word.children if c.dep == "poss"] + prep_objects(word, "of")
    out: list[TieDraft] = []
    kind: TieType = "ally_of" if word.lemma == "ally" else "supports"
    for holder in _holder(word):
        for target in backed:
            out += _tie(kind, holder, target, word, binder)
    return out


def _backed(word: Word, binder: Binder) -> list[TieDraft]:
    """ "Rebels backed by Turkey", where the words say the relation."""
    targets = [word.head] if word.dep in ("acl", "amod") else raw_subjects(word)
    if word.dep == "relcl":
        targets = objects(word)
    return [t for who in agents(word) for target in targets[:1] for t in _tie("supports", who, target, word, binder)]


def _leader_noun(word: Word, binder: Binder) -> list[TieDraft]:
    """ "Its leader, X", "X, commander of the Y": not a bare title before a name."""
    led = [c for c in word.children if c.dep == "poss"] + prep_objects(word, "of")
    out: list[TieDraft] = []
    for holder in _holder(word):
        if holder.pos != "PROPN":
            continue
        for target in led[:1]:
            kind: TieType = "commands" if word.lemma == "commander" else "leads"
            out += _tie(kind, holder, target, word, binder)
    return out


def _backed_adjective(word: Word, binder: Binder) -> list[TieDraft]:
    """ "Turkish-backed Azerbaijan", "Iran-backed militias"."""
    target = word.head if word.dep == "amod" else None
    backers = [c for c in word.children if c.dep in ("amod", "npadvmod", "advmod", "compound", "nmod", "nsubj")]
    if target is None:
        return []
    return [t for who in backers[:1] for t in _tie("supports", who, target, word, binder)]


def _support_noun(word: Word, binder: Binder) -> list[TieDraft]:
    """ "Russia's support for Assad"."""
    owners = [c for c in word.children if c.dep == "poss"]
    return [t for who in owners[:1] for target in prep_objects(word, "for", "of")[:1] for t in _tie("supports", who, target, word, binder)]


def _allied(word: Word, binder: Binder) -> list[TieDraft]:
    """ "The regime's forces and allied militias", "militias allied with X"."""
    noun = word.head
    partners = prep_objects(word, "with", "to")
    if not partners and word.dep == "amod":
        partners = [c for c in noun.children if c.dep == "poss"]
        if not partners and noun.dep == "conj":
            partners = [noun.head]
    return [t for partner in partners[:1] for t in _tie("ally_of", noun, partner, word, binder)]


def _part_of(word: Word, binder: Binder) -> list[TieDraft]:
    """ "The X, part of the Y", "of which X is a part"."""
    out: list[TieDraft] = []
    for holder in _holder(word):
        targets = prep_objects(word, "of")
        if word.lemma in ("wing", "branch", "affiliate", "offshoot"):
            targets += [c for c in word.children if c.dep == "poss"]
        for target in targets[:1]:
            out += _tie("member_of", holder, target, word, binder)
    return out


def _commands(word: Word, binder: Binder) -> list[TieDraft]:
    """ "X commands the Y brigade", "charged by X with the task of ..."."""
    if word.lemma == "charge":
        if not any(w.lemma in ("task", "mission") for w in prep_objects(word, "with")):
            return []
        return [t for who in agents(word)[:1] for target in raw_subjects(word)[:1] for t in _tie("commands", who, target, word, binder)]
    if is_passive(word):
        return [t for who in agents(word)[:1] for target in raw_subjects(word)[:1] for t in _tie("commands", who, target, word, binder)]
    return [t for who in raw_subjects(word)[:1] for target in objects(word)[:1] for t in _tie("commands", who, target, word, binder)]


def _base_noun(word: Word, binder: Binder) -> list[TieDraft]:
    """ "Its permanent base in X", "has its headquarters at X"."""
    spots = [spot for spot in map(binder.places.at, prep_objects(word, "in", "at", "near")) if spot is not None]
    if not spots:
        return []
    owners = [c for c in word.children if c.dep == "poss"]
    if is_verb(word.head) and word.head.lemma in ("have", "maintain", "keep") and word.dep in ("dobj", "obj"):
        owners = raw_subjects(word.head)
    for who in owners[:1]:
        party = binder.parties.resolve(who, force=True)
        if party is not None:
            return _tie("based_at", party, spots[0].record, word, binder)
    return []


def _based(word: Word, binder: Binder) -> list[TieDraft]:
    """ "Based in X", "stationed at X"."""
    subjects = raw_subjects(word) if word.dep != "acl" else [word.head]
    out: list[TieDraft] = []
    for spot in prep_objects(word, "in", "at", "near"):
        located = binder.places.at(spot)
        if located is None:
            continue
        for who in subjects[:1]:
            party = binder.parties.resolve(who, force=True)
            if party is not None and party.code and party.code.split()[-1] in ("MIL", "REB", "PRM"):
                out += _tie("based_at", party, located.record, word, binder)
    return out


def _member(word: Word, binder: Binder) -> list[TieDraft]:
    """ "X is a member of Y", "X, a member of Y"."""
    out: list[TieDraft] = []
    if word.tag != "NN":
        return out
    for holder in _holder(word):
        if holder.pos == "PROPN":
            for target in prep_objects(word, "of")[:1]:
                out += _tie("member_of", holder, target, word, binder)
    return out
