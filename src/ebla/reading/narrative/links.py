"""Deeds told once in; the links between them out: which act answers which, which attack is part of which campaign, whose order is whose.

Source: docs/claims.md, `response_to`, `part_of`, and orders to one's own side.
"""

from __future__ import annotations

from ebla.reading.binding import ARMED, Draft
from ebla.reading.narrative.alike import LOOKING_BACK, holds, is_campaign, one_army, share
from ebla.reading.status import Status
from ebla.records import Party

_SERIES_PARAGRAPHS = 2


def answers(drafts: list[Draft]) -> None:
    """Let a condemnation or accusation answer the attack it names, or the last one where it says only "the attack"."""
    by_word = {word.i: d for d in drafts for word in [d.word, *(other.trigger for other in d.mention.merged)]}
    for n, draft in enumerate(drafts):
        content = draft.mention.content
        if content is None or draft.mention.frame not in ("condemn", "accuse", "speak") or draft.event_type != "ACCUSE":
            continue
        before = [d for d in reversed(drafts[:n]) if d.event_type == "ASSAULT"]
        named = by_word.get(content.i) or next((d for d in before if _told_at(d, content.start_char)), None)
        if named is None and content.lemma in LOOKING_BACK:
            named = next((d for d in before if d.happened), None)
        if named is not None and named is not draft:
            draft.response_to.append(named)


def _told_at(draft: Draft, char: int) -> bool:
    return any(start <= char < end for start, end in draft.also)


def series(drafts: list[Draft]) -> None:
    """Make the attacks of a campaign its parts: the same doer, a place within the campaign's, not before it began.

    Source: docs/claims.md, "a campaign and a strike it names are two, joined by `part_of`".
    """
    attacks = [d for d in drafts if d.event_type == "ASSAULT" and d.happened]
    campaigns = [d for d in attacks if is_campaign(d) and (d.actor or d.place is not None)]
    for draft in attacks:
        if not is_campaign(draft):
            draft.part_of = next((whole for whole in campaigns if _within(draft, whole)), None)


def _within(draft: Draft, whole: Draft) -> bool:
    if abs(draft.word.sentence.paragraph - whole.word.sentence.paragraph) > _SERIES_PARAGRAPHS or not draft.actor or not whole.actor:
        return False
    if not share(whole.actor, draft.actor) and not one_army(whole, draft):
        return False
    if whole.place is not None and draft.place is not None and whole.place.name != draft.place.name and not holds(whole.place, draft.place):
        return False
    started = whole.date.date_start if whole.date is not None else None
    return not (started and draft.date is not None and draft.date.date_end and draft.date.date_end < started)


def demote_own_orders(drafts: list[Draft]) -> list[Draft]:
    """Drop the COERCE of an order to one's own side and make its content the plan; keep orders to others with their content demanded."""
    out: list[Draft] = []
    for draft in drafts:
        m = draft.mention
        if m.frame != "order" or draft.event_type != "COERCE":
            out.append(draft)
            continue
        content = next((d for d in drafts if m.content is not None and d.word is m.content), None)
        own = _own_side(draft.actor, draft.recipient)
        if content is not None and not content.happened:
            content.status = Status("planned" if own else "demanded", draft.word)
        if own and content is None and m.content is not None:
            draft.event_type = draft.mode = draft.acled = None
            draft.status = Status("planned", draft.word)
            out.append(draft)
        elif not own:
            out.append(draft)
    return out


def _own_side(actors: list[Party], recipients: list[Party]) -> bool:
    """An order whose addressee is of the orderer's own state or group, or is not named."""
    if not recipients:
        return True
    codes = {p.code.split()[0] for p in actors if p.code}
    to = [p.code.split() for p in recipients if p.code]
    return bool(to) and all(code[0] in codes and code[-1] in ARMED | {"GOV"} for code in to)
