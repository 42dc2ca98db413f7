"""Drafts and mentions in; claims with ids, evidence and links out. The last step of a reading: nothing is decided here about words.

`stamps.py` gives ids and spans; `figures.py` says which deed, place and time a count belongs to.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ebla.reading.agreements import AgreementDraft, ViolationDraft
from ebla.reading.binding import Binder, Draft, acled_of
from ebla.reading.claims import figures
from ebla.reading.claims.stamps import Stamps
from ebla.reading.figures import FigureMention
from ebla.reading.grammar import clause_of
from ebla.reading.ties import TieDraft
from ebla.records import Agreement, Claim, Event, Figure, Place, Report, Tie, Violation

__all__ = ["Builder"]

LINKS = ("part_of", "event_id", "agreement_id", "response_to", "response_id", "event_ids", "source", "target")


class Builder:
    """Makes the claims of one piece of a report.

    Args:
        report: The report.
        reader: The reader's version string, kept with every claim.
        binder: The binder of the piece.
        offset: Where the piece starts in the report's text.
        taken: How often each id was given out in this reading; shared by its pieces.
    """

    def __init__(self, report: Report, reader: str, binder: Binder, offset: int, taken: dict[str, int]) -> None:
        self._binder = binder
        self._stamps = Stamps(report, reader, offset, taken)
        self._made: dict[str, tuple[int, Claim]] = {}
        self._events: dict[Draft, str] = {}
        self._figures: dict[FigureMention, str] = {}
        self._agreements: dict[AgreementDraft, str] = {}

    def events(self, drafts: list[Draft]) -> None:
        """Make an event of each draft."""
        for draft in drafts:
            self._events[draft] = self._stamps.id("event", draft.trigger, f"{draft.event_type} {draft.status.value} {draft.key}")
        for draft in drafts:
            self._add(draft.word.start_char, self._event(draft))

    def figures(self, mentions: list[FigureMention], drafts: list[Draft]) -> None:
        """Make a figure of each count, with the event it counts."""
        once = figures.tell_once(mentions)
        for mention, again in once:
            made = self._stamps.id("figure", [mention.span], f"{mention.measure} {mention.low} {mention.best} {mention.high}")
            self._figures.update(dict.fromkeys([mention, *again], made))
        for mention, again in once:
            self._add(mention.span[0], self._figure(mention, again, figures.event_of(mention, drafts)))

    def agreements(self, agreements: list[AgreementDraft], violations: list[ViolationDraft]) -> None:
        """Make the agreements and violations, and tell the events that belong to them."""
        for agreement in agreements:
            made = self._stamps.id("agreement", agreement.trigger, agreement.agreement_type)
            self._agreements[agreement] = made
            self._add(agreement.trigger[0][0], self._agreement(agreement, made))
            for draft in agreement.events:
                self._change(draft, agreement_id=made)
        for violation in violations:
            made = self._stamps.id("violation", violation.trigger, violation.status)
            self._add(violation.trigger[0][0], self._violation(violation, made))
            if violation.response is not None:
                self._change(violation.response, response_to=made)

    def ties(self, found: list[TieDraft]) -> None:
        """Make the ties."""
        for tie in found:
            made = self._stamps.id("tie", tie.trigger, f"{tie.tie_type} {tie.source.name} {tie.target.name}")
            self._add(tie.trigger[0][0], self._tie(tie, made))

    def claims(self) -> list[Claim]:
        """Return the claims in text order, none said twice in all its fields; links to one left out lead to the one kept."""
        kept: dict[bytes, Claim] = {}
        instead: dict[str, str] = {}
        for _, claim in sorted(self._made.values(), key=lambda pair: pair[0]):
            bare = msgspec.structs.replace(claim, id="", also=(), evidence={"trigger": claim.evidence["trigger"]})
            first = kept.setdefault(msgspec.json.encode(bare), claim)
            if first is not claim:
                instead[claim.id] = first.id
        return [_relinked(claim, instead) for claim in kept.values()] if instead else list(kept.values())

    def _add(self, at: int, claim: Claim) -> None:
        self._made[claim.id] = (at, claim)

    def _change(self, draft: Draft, **fields: Any) -> None:
        """Give the event of a draft further fields."""
        made = self._events.get(draft)
        if made is not None:
            at, claim = self._made[made]
            self._made[made] = (at, msgspec.structs.replace(claim, **fields))

    def _event(self, draft: Draft) -> Event:
        stamps = self._stamps
        answers = tuple(dict.fromkeys(self._events[d] for d in draft.response_to if d in self._events))
        acled_type, acled_sub = acled_of(draft, self._binder.parties.main_country)
        evidence = stamps.evidence(
            draft.trigger,
            status=[draft.status.cue.span] if draft.status.cue is not None else [],
            weapon=[span for _, span in draft.weapon],
            facility=[span for _, span in draft.facility],
        )
        return Event(
            **stamps.common(self._events[draft], draft.claimant, evidence),
            via=stamps.all(draft.via),
            also=stamps.shifted(span for span in draft.also if span not in draft.trigger),
            status=draft.status.value,  # type: ignore[arg-type]
            event_type=draft.event_type,  # type: ignore[arg-type]
            mode=draft.mode,  # type: ignore[arg-type]
            acled_event_type=acled_type,  # type: ignore[arg-type]
            acled_sub_event_type=acled_sub,  # type: ignore[arg-type]
            actor=stamps.all(draft.actor),
            recipient=stamps.all(draft.recipient),
            supporter=stamps.all(draft.supporter),
            weapon=tuple(dict.fromkeys(name for name, _ in draft.weapon)),
            facility=tuple(dict.fromkeys(name for name, _ in draft.facility)),
            place=stamps.place(draft.place),
            origin=stamps.place(draft.origin),
            destination=stamps.place(draft.destination),
            date=stamps.moved(draft.date),
            part_of=self._events.get(draft.part_of) if draft.part_of is not None else None,
            response_to=(answers[0] if len(answers) == 1 else answers) or None,
        )

    def _figure(self, mention: FigureMention, again: list[FigureMention], event: Draft | None) -> Figure:
        stamps, binder = self._stamps, self._binder
        anchor = mention.verb or mention.head
        status = figures.status_of_count(mention)
        claimant, via = binder.sources.claimants(binder.sources.of(anchor, clause_of(anchor)))
        if claimant.name == "report" and event is not None and event.word.sentence is mention.sentence:
            claimant, via = event.claimant, event.via
        evidence = stamps.evidence(mention.trigger, **figures.evidence_of(mention, status))
        return Figure(
            **stamps.common(self._figures[mention], claimant, evidence),
            via=stamps.all(via),
            also=tuple(stamps.shift(later.span) for later in again),
            status=status.value,  # type: ignore[arg-type]
            measure=mention.measure,
            unit=mention.unit,
            who=mention.who,
            party=stamps.moved(figures.party_of(mention, binder)),
            quantifier=mention.quantifier,
            low=mention.low,
            best=mention.best,
            high=mention.high,
            low_inclusive=mention.low_inclusive,
            high_inclusive=mention.high_inclusive,
            idmc_term=mention.idmc_term,
            stock_flow=mention.stock_flow,
            period=stamps.moved(figures.period_of(mention, event, binder)),
            place=stamps.place(figures.place_of(mention, event, binder)),
            event_id=self._events.get(event) if event is not None else None,
            part_of=self._figures.get(mention.part_of) if mention.part_of is not None else None,
            cumulative=mention.cumulative if event is None else None,
        )

    def _agreement(self, draft: AgreementDraft, claim_id: str) -> Agreement:
        stamps = self._stamps
        return Agreement(
            **stamps.common(claim_id, draft.claimant, stamps.evidence(draft.trigger)),
            also=tuple(map(stamps.shift, draft.also)),
            status=draft.status,  # type: ignore[arg-type]
            agreement_type=draft.agreement_type,
            names=tuple(draft.names),
            signatories=stamps.all(draft.signatories),
            guarantors=stamps.all(draft.guarantors),
            signed=stamps.moved(draft.signed),
            in_force=stamps.moved(draft.in_force),
        )

    def _violation(self, draft: ViolationDraft, claim_id: str) -> Violation:
        stamps = self._stamps
        return Violation(
            **stamps.common(claim_id, draft.claimant, stamps.evidence(draft.trigger)),
            status=draft.status,  # type: ignore[arg-type]
            agreement_id=self._agreements.get(draft.agreement) if draft.agreement is not None else None,
            violator=stamps.all(draft.violator),
            alleger=stamps.all(draft.alleger),
            response_id=self._events.get(draft.response) if draft.response is not None else None,
        )

    def _tie(self, draft: TieDraft, claim_id: str) -> Tie:
        stamps = self._stamps
        return Tie(
            **stamps.common(claim_id, draft.claimant, stamps.evidence(draft.trigger)),
            status=draft.status,  # type: ignore[arg-type]
            tie_type=draft.tie_type,
            source=self._end(draft.source),
            target=self._end(draft.target),
            date=stamps.moved(draft.date),
        )

    def _end(self, end: Any) -> Any:
        return self._stamps.place(end) if isinstance(end, Place) else self._stamps.moved(end)


def _relinked(claim: Claim, instead: dict[str, str]) -> Claim:
    """Return a claim whose links to claims that were left out lead to those kept in their stead."""
    changed: dict[str, Any] = {}
    for name in LINKS:
        value = getattr(claim, name, None)
        if isinstance(value, str) and value in instead:
            changed[name] = instead[value]
        elif isinstance(value, tuple) and any(one in instead for one in value):
            changed[name] = tuple(dict.fromkeys(instead.get(one, one) for one in value))
    return msgspec.structs.replace(claim, **changed) if changed else claim
