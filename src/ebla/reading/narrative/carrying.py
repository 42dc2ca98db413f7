"""Deeds told once in; the same with what carries over inside a scene: place and day, doer and means, meeting, and the deed denied.

Nothing is carried from one paragraph to another. What is carried is marked as inferred.
"""

from __future__ import annotations

import copy
import itertools

import msgspec

from ebla.reading.binding import Binder, Draft
from ebla.reading.claimants import Source, speaker_of
from ebla.reading.grammar import is_verb, objects
from ebla.reading.lexicon import word_set
from ebla.reading.narrative.alike import share
from ebla.reading.narrative.telling import SELF_STANDING
from ebla.reading.parse import ParsedText, Word
from ebla.reading.status import DENYING, Status
from ebla.records import Date, Place

_RESULTS = word_set("narrative.toml", "results")
_DENIED = word_set("narrative.toml", "denied")
_OWN_PART = word_set("narrative.toml", "own_part")
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE", "SANCTION", "AID"})
_DENIABLE = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
# A scene holds, and a deed can be denied, for so many sentences after it was told.
_SCENE_SENTENCES, _DENIAL_SENTENCES = 2, 2


def during(drafts: list[Draft]) -> None:
    """Give an act by words the place and day of the meeting or visit during which it was done."""
    meetings = {d.word.i: d for d in drafts if d.mention.frame in ("meet", "visit")}
    for draft in drafts:
        if draft.event_type not in SELF_STANDING:
            continue
        for child in draft.word.children:
            if child.dep == "prep" and child.lower in ("during", "at"):
                met = next((meetings[g.i] for g in child.children if g.i in meetings), None)
                if met is not None:
                    draft.place, draft.date = draft.place or met.place, draft.date or met.date


def follow_on(drafts: list[Draft]) -> None:
    """Give "This resulted in the destruction of ..." the doer and means of the deed told just before, inferred."""
    for before, draft in itertools.pairwise(drafts):
        if draft.actor or draft.event_type != "ASSAULT" or before.event_type != "ASSAULT" or not before.happened:
            continue
        clause = draft.mention.clause
        this = any(c.dep == "nsubj" and c.lower in ("this", "that", "which", "these", "it") for c in clause.children)
        if not this or clause.lemma not in _RESULTS:
            continue
        draft.actor = [msgspec.structs.replace(p, inferred=True) for p in before.actor]
        if not draft.weapon and before.weapon:
            draft.weapon = list(before.weapon)
            if draft.mode in (None, "destroy"):
                draft.mode, draft.acled = before.mode, before.acled


def carry_over(drafts: list[Draft]) -> None:
    """Give a deed the place of the deed told just before in its paragraph where its clause has none, and its day where it goes on."""
    last: Draft | None = None
    for draft in drafts:
        if last is not None and last.word.sentence.paragraph != draft.word.sentence.paragraph:
            last = None
        if draft.event_type not in _PHYSICAL or not draft.happened:
            continue
        if last is not None:
            since = draft.word.sentence.index - last.word.sentence.index
            if draft.place is None and since <= _SCENE_SENTENCES and not _other_day(draft, last):
                draft.place = _inferred_place(last.place)
            if draft.date is None and (since == 0 or (since == 1 and _goes_on(draft, last))):
                if "war" not in (last.mention.frame, draft.mention.frame):
                    draft.date = _inferred_date(last.date)
        if draft.place is not None:
            last = draft


def _other_day(draft: Draft, last: Draft) -> bool:
    """Tell whether two deeds have days of their own that do not meet, and so are two scenes."""
    a, b = draft.date, last.date
    if a is None or b is None or a.date_start is None or b.date_start is None:
        return False
    return a.date_start > (b.date_end or a.date_start) or b.date_start > (a.date_end or b.date_start)


def _goes_on(draft: Draft, last: Draft) -> bool:
    """Tell whether a deed goes on from the one before: by the same doer, named by a pronoun or again, told as done."""
    if draft.status.value != "occurred" or last.status.value != "occurred" or not draft.actor or not last.actor:
        return False
    the = any(c.dep == "det" and c.lower == "the" for w in draft.mention.actors for c in w.children)
    return (the or any(p.inferred for p in draft.actor)) and share(draft.actor, last.actor)


def _inferred_place(place: Place | None) -> Place | None:
    return msgspec.structs.replace(place, inferred=True) if place is not None else None


def _inferred_date(date: Date | None) -> Date | None:
    return msgspec.structs.replace(date, inferred=True) if date is not None else None


def denials(parsed: ParsedText, drafts: list[Draft], binder: Binder) -> list[Draft]:
    """Return the drafts with a denied telling of the deed just told where somebody denies "it", "the charge" or a part in it.

    Source: docs/claims.md: A says it happened, B says it did not: two claims, one for each claimant's stance.
    """
    told = {w.i for d in drafts for w in [d.word, d.mention.clause, *d.mention.words]}
    out = list(drafts)
    for word in parsed.words:
        if word.lemma in DENYING and is_verb(word) and word.i not in told and word.child("neg") is None:
            denied = _denied_deed(word, drafts)
            source = speaker_of(word)
            if denied is not None and source is not None:
                out += _denial(word, denied, source, binder)
    return sorted(out, key=lambda d: d.trigger[0][0])


def _denied_things(word: Word) -> list[Word]:
    which = [c for c in word.children if c.lower == "which"]
    return objects(word) or which or ([word.head] if word.dep == "relcl" else [])


def _denied_deed(word: Word, drafts: list[Draft]) -> Draft | None:
    """Return the last deed told before a denial of "it", "the charge", near enough; a "which" denies its own sentence's."""
    which = any(c.lower == "which" for c in word.children)
    if not which and not any(w.lower in _DENIED or w.lemma in _DENIED for w in _denied_things(word)):
        return None
    for draft in reversed(drafts):
        if draft.happened and draft.event_type in _DENIABLE and draft.word.i < word.i:
            since = word.sentence.index - draft.word.sentence.index
            if since <= (0 if which else _DENIAL_SENTENCES) and word.sentence.paragraph - draft.word.sentence.paragraph <= 1:
                return draft
    return None


def _denial(word: Word, deed: Draft, source: Source, binder: Binder) -> list[Draft]:
    """Return a deed as denied by a source, none where the source is not named; who denies a part in it is whose deed it is not."""
    claimant, _ = binder.sources.claimants([source])
    if claimant.name == "report":
        return []
    one = copy.copy(deed)
    one.status, one.claimant, one.via = Status("denied", word), claimant, []
    one.trigger, one.also, one.response_to, one.part_of, one.key = [word.span], [], [], None, "denied"
    if any(w.lemma in _OWN_PART for w in _denied_things(word)) and source.head is not None:
        denier = binder.parties.resolve(source.head, force=True)
        one.actor = [denier] if denier is not None else one.actor
    one.place, one.date = _inferred_place(one.place), _inferred_date(one.date)
    return [one]
