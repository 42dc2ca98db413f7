"""Parsed text and deeds in; agreements and alleged violations out.

An agreement is a noun phrase that names one ("the ceasefire agreement", "a de-escalation zone agreement", "the Lusaka Protocol"); mentions
of one kind in a report are one agreement unless their names differ. A violation is a noun or verb of breaking with an agreement as its
object.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from ebla.reading.binding import Binder, Draft
from ebla.reading.grammar import agents, clause_of, is_passive, is_verb, noun_phrase, objects, prep_objects, raw_subjects, span_of
from ebla.reading.lexicon import first_pattern, word_set
from ebla.reading.parse import ParsedText, Word
from ebla.reading.status import status_of
from ebla.records import AgreementType, Claimant, Date, Party, Span

_HEADS = word_set("narrative.toml", "agreements")
_TRUCES = word_set("narrative.toml", "truces")
_NOT_ONE = word_set("narrative.toml", "not_one")
_SIGNING = word_set("narrative.toml", "signing")
_CONCLUDED = word_set("narrative.toml", "concluded")
_WISHING = word_set("narrative.toml", "wishing")
_BREACHES = word_set("narrative.toml", "breaches")
_BREACHING = word_set("narrative.toml", "breaching")
# Verbs whose subject brings others to an agreement and is no side of it.
_MEDIATING = ("broker", "negotiate")
_NOT_YET = ("demanded", "planned", "forecast", "hypothetical", "threatened", "promised")
_TAIL_CHARS, _NEAR_WORDS = 60, 8


@dataclass(slots=True, eq=False)
class AgreementDraft:
    """An agreement before it has an id."""

    agreement_type: AgreementType
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
        if word.lemma in _HEADS and word.pos in ("NOUN", "PROPN") and word.dep not in ("compound", "amod", "nmod"):
            draft = _agreement(word, parsed, binder, agreements)
            if draft is not None:
                by_word[word.i] = draft
    for deed in drafts:
        if deed.event_type in ("AGREE", "CONCEDE", "RETREAT"):
            named = next((by_word[w.i] for w in _deed_words(deed) if w.i in by_word), None)
            if named is not None:
                named.events.append(deed)
    violations = [v for v in (_violation(w, binder, by_word, agreements, drafts) for w in parsed.words) if v is not None]
    return agreements, violations


def _deed_words(deed: Draft) -> list[Word]:
    """Return the words that may name the agreement that a deed makes or puts in force."""
    trigger = deed.mention.trigger
    words = [trigger, *deed.mention.words]
    return [*words, *objects(trigger), *prep_objects(trigger, "to", "on", "by")] if is_verb(trigger) else words


def _agreement(word: Word, parsed: ParsedText, binder: Binder, known: list[AgreementDraft]) -> AgreementDraft | None:
    """Return the agreement that a noun names, the one known already where it is the same; None for one that is only wished for."""
    phrase = [w for w in noun_phrase(word) if w is word or (w.dep not in ("det", "poss", "case", "predet") and w.text not in ("'s", "’s"))]
    start, end = span_of(phrase)
    text = " ".join(parsed.text[start:end].split())
    kind = _kind(word, text)
    if kind is None or any(c.lower in _NOT_ONE for c in word.children if c.dep in ("det", "amod", "neg", "advmod")):
        return None
    status = status_of(word, clause_of(word), "AGREE", True)
    if status.value in (*_NOT_YET, "denied"):
        return None
    if is_verb(word.head) and word.dep in ("dobj", "pobj") and word.head.lemma in _WISHING:
        return None
    shown = " ".join(parsed.shown[start:end].split())
    draft = next((a for a in known if _one(a, kind, text if not parsed.case_restored else shown.lower())), None)
    if draft is None:
        claimant, _ = binder.sources.claimants(binder.sources.of(word, clause_of(word)))
        draft = AgreementDraft(kind, [(start, end)], [text], claimant, "ongoing" if status.value == "ongoing" else "occurred")
        known.append(draft)
    else:
        draft.also.append((start, end))
        if text not in draft.names:
            draft.names.append(text)
    _fill(draft, word, binder)
    return draft


def _kind(word: Word, text: str) -> AgreementType | None:
    """Return the kind of an agreement by the words of its name, else by those after it; None for a trade or arms deal."""
    tail = " ".join(w.lower for w in word.subtree() if w.i > word.i)[:_TAIL_CHARS]
    whole = f"{text.lower()} {tail if word.lemma not in _TRUCES else ''}"
    if "trade" in whole or "arms deal" in whole:
        return None
    found = first_pattern("narrative.toml", "kinds", text) or first_pattern("narrative.toml", "kinds", tail)
    return cast("AgreementType | None", found)


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
        if child.dep == "acl" and child.lemma in _CONCLUDED:
            sides += _signed(draft, child, agents(child), binder)
    if is_verb(head) and head.lemma in _SIGNING and word.dep in ("dobj", "nsubjpass", "obj"):
        doers = agents(head) if is_passive(head) else raw_subjects(head)
        sides += _signed(draft, head, [w for w in doers if w is not word], binder)
    for up in [word.head, word.head.head]:
        if up.lemma in ("signatory", "party", "guarantor") and up.pos == "NOUN":
            target = draft.guarantors if up.lemma == "guarantor" else draft.signatories
            for party in binder.parties.many(_holders(up)):
                if all(p.code != party.code for p in target):
                    target.append(party)
            sides += prep_objects(word, "with") if up.lemma == "signatory" else []
    for party in binder.parties.many(sides):
        if all(p.code != party.code or p.name != party.name for p in draft.signatories):
            draft.signatories.append(party)
    if draft.in_force is None and word.dep == "nsubj" and is_verb(head) and head.lemma in ("take", "come", "enter", "begin", "start", "go"):
        draft.in_force = binder.dates.near(word.sentence, head, head)


def _signed(draft: AgreementDraft, verb: Word, doers: list[Word], binder: Binder) -> list[Word]:
    """Take the day of signing from a verb that concludes an agreement; return the words of its sides."""
    if draft.signed is None:
        draft.signed = binder.dates.near(verb.sentence, verb, verb)
    between = prep_objects(verb, "between", "with")
    if verb.lemma in _MEDIATING:
        return between
    return [*doers, *between] if verb.dep != "acl" else [*between, *doers]


def _holders(noun: Word) -> list[Word]:
    """Return who is a signatory, party or guarantor, as the noun is said of them."""
    if noun.dep == "attr" and is_verb(noun.head):
        return raw_subjects(noun.head)
    if noun.dep == "conj" and noun.head.dep == "appos":
        return [noun.head.head]
    return [noun.head] if noun.dep in ("appos", "conj", "attr") else []


def _violation(
    word: Word, binder: Binder, by_word: dict[int, AgreementDraft], known: list[AgreementDraft], drafts: list[Draft]
) -> ViolationDraft | None:
    """Return the violation that a noun or verb of breaking alleges or denies; None where no agreement is broken or it is only feared."""
    noun = word.pos == "NOUN" and word.lemma in _BREACHES
    if not noun and not (word.lemma in _BREACHING and is_verb(word)):
        return None
    broken = _broken(word, noun)
    agreement = next((by_word[w.i] for w in broken if w.i in by_word), None)
    again = not noun and bool(known) and any(w.lower == "it" for w in broken)
    if agreement is None and not again and not any(w.lemma in _HEADS for w in broken):
        return None
    if agreement is None and known:
        agreement = known[-1]
    status = status_of(word, clause_of(word), "ACCUSE", False)
    if status.value in _NOT_YET:
        return None
    sources = binder.sources.of(word, clause_of(word))
    claimant, _ = binder.sources.claimants(sources)
    out = ViolationDraft([_violation_span(word, noun, broken)], "denied" if status.value == "denied" else "alleged", claimant, agreement)
    out.violator = binder.parties.many(_breakers(word, noun), force=True)
    above = [word, *word.ancestors()]
    accusation = next((d for d in drafts if d.event_type == "ACCUSE" and d.word.sentence is word.sentence and d.word in above), None)
    if accusation is not None:
        out.alleger = list(accusation.actor)
        out.response = accusation if accusation.mention.entry.mode == "disapprove" else None
        out.violator = out.violator or list(accusation.recipient)
    elif claimant.name != "report" and sources and sources[0].head is not None:
        out.alleger = [p for p in [binder.parties.resolve(sources[0].head)] if p is not None]
    return out


def _broken(word: Word, noun: bool) -> list[Word]:
    """Return the words of what is broken."""
    if not noun:
        return objects(word)
    return prep_objects(word, "of", "to") + [c for c in word.children if c.dep in ("compound", "amod") and c.lemma in _HEADS]


def _breakers(word: Word, noun: bool) -> list[Word]:
    if noun:
        return [c for c in word.children if c.dep == "poss"] + prep_objects(word, "by")
    return agents(word) if is_passive(word) else raw_subjects(word)


def _violation_span(word: Word, noun: bool, broken: list[Word]) -> Span:
    """Return the words that are quoted: the breach, with what is broken where that stands near."""
    phrase = [w for w in noun_phrase(word) if w is word or w.dep not in ("det", "poss", "case")] if noun else [word]
    near = [w for w in broken[:1] if abs(w.i - word.i) <= _NEAR_WORDS]
    return span_of([*phrase, *near])
