"""The counts of a text and its deeds in; which deed each count belongs to, its status, its place and period out.

A count told again in the same terms is one figure. Source: docs/claims.md, "Figures": a figure can be read alone, so it has its event's
place and period, inferred, where it has none of its own.
"""

from __future__ import annotations

import msgspec

from ebla.reading.binding import Binder, Draft
from ebla.reading.events import ATTACK, HARM
from ebla.reading.figures import FigureMention
from ebla.reading.grammar import clause_of
from ebla.reading.parse import Word
from ebla.reading.status import Status, status_of
from ebla.records import Date, Party, Place, Span

_HARM_MEASURES = frozenset(
    {
        "killed",
        "wounded",
        "casualties",
        "missing",
        "detained",
        "abducted",
        "displaced",
        "facilities_destroyed",
        "homes_destroyed",
        "strikes",
    }
)
# Harm that may be told in a sentence of its own after the deed.
_TOLD_AFTER = _HARM_MEASURES - {"displaced", "strikes"}
_COUNTED_FRAMES = (
    ATTACK
    | HARM
    | {"capture", "destroy", "arrest", "expel", "force", "drive", "killing", "aid", "receive", "damage", "seizing", "release", "help"}
    | {"protest", "move", "deploy"}
)
# A count is told again within so many sentences; a small number may be another count.
_AGAIN_SENTENCES, _AGAIN_TITLE_SENTENCES, _AGAIN_LEAST = 6, 4, 5


def tell_once(mentions: list[FigureMention]) -> list[tuple[FigureMention, list[FigureMention]]]:
    """Return the counts of a text each once, with the later mentions of the same."""
    kept: list[tuple[FigureMention, list[FigureMention]]] = []
    for mention in mentions:
        again = next((later for earlier, later in reversed(kept) if _same_count(earlier, mention)), None)
        if again is None:
            kept.append((mention, []))
        else:
            again.append(mention)
    return kept


def _same_count(earlier: FigureMention, later: FigureMention) -> bool:
    """Tell whether a count is told again: the headline's or lead's number, of the same harm to the same people.

    Source: docs/claims.md, "A rounder or vaguer repetition by the same source is `also`"; only equal numbers are joined here.
    """
    numbers = (earlier.low, earlier.best, earlier.high)
    if earlier.measure != later.measure or numbers != (later.low, later.best, later.high) or numbers == (None, None, None):
        return False
    if earlier.who != later.who and None not in (earlier.who, later.who):
        return False
    near = later.sentence.index - earlier.sentence.index
    if 0 < near <= _AGAIN_TITLE_SENTENCES and earlier.sentence.kind == "title":
        return True
    if not 0 < near <= _AGAIN_SENTENCES or (earlier.best or earlier.low or earlier.high or 0) < _AGAIN_LEAST:
        return False
    alike = earlier.quantifier == later.quantifier and later.stock_flow == earlier.stock_flow
    return alike and not later.part_of and earlier.measure not in ("other", "strikes")


def status_of_count(mention: FigureMention) -> Status:
    """Return the status of a count: a stock goes on, a flow is over; "no one was killed" is a count of none, not a denial."""
    anchor = mention.verb or mention.head
    found = status_of(anchor, clause_of(anchor), None, False)
    if mention.stock_flow == "stock" and mention.measure != "fighters":
        return Status("ongoing", found.cue) if found.value in ("occurred", "ongoing") else found
    if found.value == "denied" and mention.best == 0:
        return Status("occurred")
    return Status("occurred", found.cue) if found.value == "ongoing" else found


def event_of(mention: FigureMention, drafts: list[Draft]) -> Draft | None:
    """Return the deed that a count belongs to: of its own clause, its sentence, or a sentence before in its paragraph."""
    deed = toll_of(mention, drafts)
    if deed is not None or mention.measure in ("population", "in_need", "fighters") or mention.cumulative:
        return deed
    anchor = mention.verb or mention.head
    chain = [anchor.i, *(w.i for w in anchor.ancestors())]
    best: tuple[float, Draft] | None = None
    for draft in drafts:
        if draft.word.sentence is mention.sentence and draft.happened:
            score = _belonging(mention, draft, chain)
            if score > 0 and (best is None or score > best[0]):
                best = (score, draft)
    if best is not None:
        return best[1]
    return _told_before(mention, drafts, anchor) if mention.measure in _TOLD_AFTER else None


def toll_of(mention: FigureMention, drafts: list[Draft]) -> Draft | None:
    """Return the deed whose toll rose: "the death toll from Saturday's bombing rose to 41" is that deed's, no running total of many."""
    if mention.measure not in _HARM_MEASURES:
        return None
    for draft in drafts:
        if draft.word.sentence is mention.sentence and draft.happened and draft.mention.frame not in ("war", "campaign"):
            if any(up.lemma == "toll" for up in draft.word.ancestors()):
                return draft
    return None


def _belonging(mention: FigureMention, draft: Draft, chain: list[int]) -> float:
    """Score a deed of the same sentence by the way up from the count: the deed's own words, above them, or below a common verb."""
    words = {draft.word.i, draft.mention.clause.i, *(w.i for w in draft.mention.words)} | {o.trigger.i for o in draft.mention.merged}
    score = 0.0
    if chain[0] in words:
        score = 5.0
    elif words & set(chain):
        score = 4.0 - 0.2 * min(chain.index(i) for i in words & set(chain))
    elif {w.i for w in draft.word.ancestors()} & set(chain):
        score = 2.0
    if draft.mention.frame not in _COUNTED_FRAMES:
        score -= 2.5
    if draft.event_type == "ASSAULT" and mention.measure in _HARM_MEASURES:
        score += 0.5
    return score


def _told_before(mention: FigureMention, drafts: list[Draft], anchor: Word) -> Draft | None:
    """Return the last deed of force told just before, or told again in the count's sentence."""
    sentence = mention.sentence
    for draft in reversed(drafts):
        if not draft.happened or draft.event_type not in ("ASSAULT", "COERCE") or draft.word.i > anchor.i:
            continue
        before = draft.word.sentence
        if any(sentence.start_char <= start < sentence.end_char for start, _ in draft.also):
            return draft
        if 0 < sentence.index - before.index <= 2 and sentence.paragraph - before.paragraph <= 1:
            return draft
    return None


def period_of(mention: FigureMention, event: Draft | None, binder: Binder) -> Date | None:
    """Return the time a count covers: its own, else its event's."""
    own = binder.dates.near(mention.sentence, mention.verb or mention.head, mention.head)
    if own is not None:
        return own
    return msgspec.structs.replace(event.date, inferred=True) if event is not None and event.date is not None else None


def place_of(mention: FigureMention, event: Draft | None, binder: Binder) -> Place | None:
    """Return where a count holds: its own place, else its event's, else the scene of its paragraph for harm."""
    own = binder.places.near(mention.sentence, mention.verb or mention.head, mention.head)
    if own is not None:
        return own
    if event is not None:
        return msgspec.structs.replace(event.place, inferred=True) if event.place is not None else None
    return binder.places.before(mention.sentence) if mention.measure in _HARM_MEASURES else None


def party_of(mention: FigureMention, binder: Binder) -> Party | None:
    """Return the side that the counted belong to, where the words name one."""
    return next((p for p in map(binder.parties.resolve, mention.party_words) if p is not None), None)


def evidence_of(mention: FigureMention, status: Status) -> dict[str, list[Span]]:
    """Return the words of a count's plain fields."""
    return {
        "quantifier": [mention.quantifier_span] if mention.quantifier_span else [],
        "number": [mention.number_span],
        "status": [status.cue.span] if status.cue is not None else [],
    }
