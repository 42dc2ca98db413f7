"""Parsed text and deeds in; agreements and alleged violations out.

An agreement is a noun phrase that names one ("the ceasefire agreement", "a de-escalation zone agreement", "the Lusaka Protocol"); mentions of
one kind in a report are one agreement unless their names differ. A violation is a noun or verb of breaking with an agreement as its object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import msgspec

from ebla.reading.binding import Binder, Draft
from ebla.reading.grammar import agents, clause_of, is_passive, is_verb, noun_phrase, objects, prep_objects, raw_subjects, span_of
from ebla.reading.parse import ParsedText, Word
from ebla.reading.status import status_of
from ebla.records import AgreementType, Claimant, Date, Party, Span

HEADS = frozenset("agreement deal accord pact treaty protocol ceasefire cease-fire truce armistice memorandum roadmap".split())
TRUCE = frozenset("ceasefire cease-fire truce armistice".split())
KINDS: tuple[tuple[re.Pattern[str], AgreementType], ...] = (
    (re.compile(r"\bde-?escalation\b", re.I), "de-escalation zone"),
    (re.compile(r"\b(?:cease-?fire|truce|armistice|cessation)\b", re.I), "ceasefire"),
    (re.compile(r"\b(?:prisoner|detainee|hostage)s?\b", re.I), "prisoner exchange"),
    (re.compile(r"\b(?:evacuation|reconciliation|surrender)\b", re.I), "evacuation"),
    (re.compile(r"\b(?:humanitarian|aid|access|grain)\b", re.I), "humanitarian access"),
    (re.compile(r"\b(?:peace|power-sharing|political|stockholm|minsk|arusha|lusaka|dayton|taif|juba|lom[eé])\b", re.I), "peace"),
)  # fmt: skip
NOT_ONE = frozenset("no any such possible future new final draft proposed potential lasting permanent immediate comprehensive".split())
SIGNING = frozenset("sign reach conclude strike ink broker negotiate agree announce seal".split())
BREACH_NOUNS = frozenset("violation breach infringement infraction".split())
BREACH_VERBS = frozenset("violate breach break infringe flout ignore".split())


@dataclass(slots=True, eq=False)
class AgreementDraft:
    """An agreement before it has an id."""

    agreement_type: AgreementType
    head: Word
    trigger: list[Span]
    names: list[str]
    claimant: Claimant
    status: str | None = None
    signatories: list[Party] = field(default_factory=list)
    guarantors: list[Party] = field(default_factory=list)
    signed: Date | None = None
    in_force: Date | None = None
    also: list[Span] = field(default_factory=list)
    events: list[Draft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class ViolationDraft:
    """An alleged violation before it has an id."""

    trigger: list[Span]
    status: str
    claimant: Claimant
    agreement: AgreementDraft | None = None
    violator: list[Party] = field(default_factory=list)
    alleger: list[Party] = field(default_factory=list)
    response: Draft | None = None


def find_agreements(parsed: ParsedText, binder: Binder, drafts: list[Draft]) -> tuple[list[AgreementDraft], list[ViolationDraft]]:
    """Return the agreements and violations that a text tells of, in text order."""
    agreements: list[AgreementDraft] = []
    by_word: dict[int, AgreementDraft] = {}
    for word in parsed.words:
        if word.lemma in HEADS and word.pos in ("NOUN", "PROPN") and word.dep not in ("compound", "amod", "nmod"):
            draft = _agreement(word, parsed, binder, agreements)
            if draft is not None:
                by_word[word.i] = draft
    for deed in drafts:
        m = deed.mention
        if deed.event_type in ("AGREE", "CONCEDE", "RETREAT"):
            for word in (
                [m.trigger, *m.words, *objects(m.trigger), *prep_objects(m.trigger, "to", "on", "by")]
                if is_verb(m.trigger)
                else [m.trigger, *m.words]
            ):
                if word.i in by_word:
                    by_word[word.i].events.append(deed)
                    break
    violations = [v for v in (_violation(w, binder, by_word, agreements, drafts) for w in parsed.words) if v is not None]
    return agreements, violations


def _agreement(word: Word, parsed: ParsedText, binder: Binder, known: list[AgreementDraft]) -> AgreementDraft | None:
    phrase = [w for w in noun_phrase(word) if w is word or (w.dep not in ("det", "poss", "case", "predet") and w.text not in ("'s", "’s"))]
    start, end = span_of(phrase)
    text = " ".join(parsed.text[start:end].split())
    tail = " ".join(w.lower for w in word.subtree() if w.i > word.i)[:60]
    lowered = f"{text.lower()} {tail if word.lemma not in TRUCE else ''}"
    kind = next((k for pattern, k in KINDS if pattern.search(text)), None) or next(
        (k for pattern, k in KINDS if pattern.search(tail)), None
    )
    if kind is None or "trade" in lowered or "arms deal" in lowered:
        return None
    if any(c.lower in NOT_ONE for c in word.children if c.dep in ("det", "amod", "neg", "advmod")):
        return None
    status = status_of(word, clause_of(word), "AGREE", True)
    if status.value in ("demanded", "planned", "forecast", "hypothetical", "denied", "promised", "threatened"):
        return None
    head = word.head
    if is_verb(head) and word.dep in ("dobj", "pobj") and head.lemma in ("call", "urge", "demand", "seek", "propose", "reject", "discuss"):
        return None
    shown = " ".join(parsed.shown[start:end].split())
    same = next((a for a in known if _one(a, kind, text if not parsed.case_restored else shown.lower())), None)
    if same is not None:
        same.also.append((start, end))
        if text not in same.names:
            same.names.append(text)
        _fill(same, word, binder)
        return same
    sources = binder.sources.of(word, clause_of(word))
    claimant, _ = binder.sources.claimants(sources)
    draft = AgreementDraft(kind, word, [(start, end)], [text], claimant, "ongoing" if status.value == "ongoing" else "occurred")
    _fill(draft, word, binder)
    known.append(draft)
    return draft


def _one(known: AgreementDraft, kind: str, text: str) -> bool:
    """One agreement: the same kind, or a truce and a zone, unless both bear different proper names."""
    if known.agreement_type != kind and not {known.agreement_type, kind} <= {"ceasefire", "de-escalation zone"}:
        return False
    proper = {w for w in text.split() if w[:1].isupper()}
    names = [{w for w in name.split() if w[:1].isupper()} for name in known.names]
    return not proper or all(not n or n & proper for n in names)


def _fill(draft: AgreementDraft, word: Word, binder: Binder) -> None:
    """Take parties and dates from the words beside the agreement."""
    head = word.head
    sides = prep_objects(word, "between", "with")
    for child in word.children:
        if child.dep == "acl" and child.lemma in ("sign", "reach", "broker", "strike", "negotiate", "agree", "conclude"):
            sides += prep_objects(child, "between", "with") + (agents(child) if child.lemma not in ("broker", "negotiate") else [])
            _signed(draft, child, binder)
    if is_verb(head) and head.lemma in SIGNING and word.dep in ("dobj", "nsubjpass", "obj"):
        if head.lemma not in ("broker", "negotiate"):
            sides += [w for w in (agents(head) if is_passive(head) else raw_subjects(head)) if w is not word]
        sides += prep_objects(head, "between", "with")
        _signed(draft, head, binder)
    for up in [word.head, word.head.head]:
        if up.lemma in ("signatory", "party", "guarantor") and up.pos == "NOUN":
            holders = [up.head] if up.dep in ("appos", "conj", "attr") else []
            if up.dep == "attr" and is_verb(up.head):
                holders = raw_subjects(up.head)
            if up.dep == "conj" and up.head.dep == "appos":
                holders = [up.head.head]
            target = draft.guarantors if up.lemma == "guarantor" else draft.signatories
            for party in binder.parties.many(holders):
                if all(p.code != party.code for p in target):
                    target.append(party)
            if up.lemma == "signatory":
                sides += prep_objects(word, "with")
    for party in binder.parties.many(sides):
        if all(p.code != party.code or p.name != party.name for p in draft.signatories):
            draft.signatories.append(party)
    if draft.in_force is None and word.dep == "nsubj" and is_verb(head) and head.lemma in ("take", "come", "enter", "begin", "start", "go"):
        draft.in_force = binder.dates.near(word.sentence, head, head)


def _signed(draft: AgreementDraft, verb: Word, binder: Binder) -> None:
    if draft.signed is None:
        draft.signed = binder.dates.near(verb.sentence, verb, verb)


def _violation(
    word: Word, binder: Binder, by_word: dict[int, AgreementDraft], known: list[AgreementDraft], drafts: list[Draft]
) -> ViolationDraft | None:
    noun = word.lemma in BREACH_NOUNS and word.pos == "NOUN"
    verb = word.lemma in BREACH_VERBS and is_verb(word)
    if not (noun or verb):
        return None
    things = prep_objects(word, "of", "to") if noun else [w for w in objects(word)]
    before = [c for c in word.children if c.dep in ("compound", "amod") and c.lemma in HEADS] if noun else []
    agreement = next((by_word[w.i] for w in [*things, *before] if w.i in by_word), None)
    named = agreement is not None or any(w.lemma in HEADS for w in [*things, *before])
    again = verb and bool(known) and any(w.lower == "it" for w in things)
    if not named and not again:
        return None
    if agreement is None and known:
        agreement = known[-1]
    status = status_of(word, clause_of(word), "ACCUSE", False)
    if status.value in ("planned", "forecast", "hypothetical", "threatened", "demanded", "promised"):
        return None
    sources = binder.sources.of(word, clause_of(word))
    claimant, _ = binder.sources.claimants(sources)
    doers = (
        [c for c in word.children if c.dep == "poss"] + prep_objects(word, "by")
        if noun
        else (agents(word) if is_passive(word) else raw_subjects(word))
    )
    phrase = [w for w in noun_phrase(word) if w is word or w.dep not in ("det", "poss", "case")] if noun else [word]
    thing = [*things, *before][:1]
    span = span_of(phrase) if not thing or abs(thing[0].i - word.i) > 8 else span_of([*phrase, thing[0]])
    out = ViolationDraft([span], "denied" if status.value == "denied" else "alleged", claimant, agreement)
    out.violator = binder.parties.many(doers, force=True)
    accusation = next(
        (d for d in drafts if d.event_type == "ACCUSE" and d.word.sentence is word.sentence and d.word in [word, *word.ancestors()]), None
    )
    if accusation is not None:
        out.alleger = list(accusation.actor)
        out.response = accusation if accusation.mention.entry.mode == "disapprove" else None
        if not out.violator:
            out.violator = list(accusation.recipient)
    elif claimant.name != "report" and sources and sources[0].head is not None:
        out.alleger = [p for p in [binder.parties.resolve(sources[0].head)] if p is not None]
    out.alleger = [msgspec.structs.replace(p) for p in out.alleger]
    return out
