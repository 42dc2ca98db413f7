"""Drafts and mentions in; claims with ids, evidence and links out. The last step of a reading: nothing is decided here about words."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from ebla.reading.agreements import AgreementDraft, ViolationDraft
from ebla.reading.binding import Binder, Draft, acled_of
from ebla.reading.events import ATTACK, HARM
from ebla.reading.figures import FigureMention
from ebla.reading.grammar import clause_of
from ebla.reading.parse import ParsedText, Word
from ebla.reading.status import Status, status_of
from ebla.reading.ties import TieDraft
from ebla.records import Agreement, Claim, Date, Event, Figure, Party, Place, RankedPlace, Report, Span, Tie, Violation

HARM_MEASURES = frozenset(
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


class Builder:
    """Makes the claims of one piece of a report. `offset` is where the piece starts in the report's text."""

    def __init__(self, report: Report, reader: str, parsed: ParsedText, binder: Binder, offset: int, taken: dict[str, int]) -> None:
        self.report, self.reader, self.parsed, self.binder, self.offset = report, reader, parsed, binder, offset
        self._taken = taken
        self._made: list[tuple[int, Claim]] = []
        self._event_ids: dict[int, str] = {}
        self._figure_ids: dict[int, str] = {}
        self._agreement_ids: dict[int, str] = {}

    # ------------------------------------------------------------ ids and spans

    def _id(self, kind: str, spans: list[Span], key: str) -> str:
        stamp = f"{self.report.id}\n{self.reader}\n{kind}\n{[(a + self.offset, b + self.offset) for a, b in spans]}\n{key}"
        found = hashlib.sha256(stamp.encode()).hexdigest()[:16]
        n = self._taken.get(found, 0)
        self._taken[found] = n + 1
        return found if n == 0 else hashlib.sha256(f"{stamp}\n{n}".encode()).hexdigest()[:16]

    def _shift(self, span: Span) -> Span:
        return (span[0] + self.offset, span[1] + self.offset)

    def _moved(self, record: Any) -> Any:
        """Return a party, place, date or claimant with its span counted in the whole report."""
        if record is None:
            return None
        if isinstance(record, RankedPlace):
            record = Place(**{f: getattr(record, f) for f in Place.__struct_fields__})
        if record.span is None or self.offset == 0:
            return record
        return msgspec.structs.replace(record, span=self._shift(record.span))

    def _all(self, records: list[Any]) -> tuple[Any, ...]:
        return tuple(self._moved(r) for r in records)

    def _evidence(self, trigger: list[Span], **fields: list[Span]) -> dict[str, tuple[Span, ...]]:
        out = {"trigger": tuple(map(self._shift, trigger))}
        out.update({name: tuple(dict.fromkeys(map(self._shift, spans))) for name, spans in fields.items() if spans})
        return out

    # ------------------------------------------------------------ events

    def events(self, drafts: list[Draft]) -> None:
        """Make an event of each draft."""
        for draft in drafts:
            self._event_ids[id(draft)] = self._id("event", draft.trigger, f"{draft.event_type} {draft.status.value} {draft.key}")
        for draft in drafts:
            answers = tuple(dict.fromkeys(self._event_ids[id(d)] for d in draft.response_to if id(d) in self._event_ids))
            home = self.binder.parties.main_country
            acled_type, acled_sub = acled_of(draft, home)
            claim = Event(
                id=self._event_ids[id(draft)],
                report_id=self.report.id,
                reader=self.reader,
                claimant=self._moved(draft.claimant),
                via=self._all(draft.via),
                also=tuple(self._shift(s) for s in dict.fromkeys(draft.also) if s not in draft.trigger),
                evidence=self._evidence(
                    draft.trigger,
                    status=[draft.status.cue.span] if draft.status.cue is not None else [],
                    weapon=[s for _, s in draft.weapon],
                    facility=[s for _, s in draft.facility],
                ),
                status=draft.status.value,  # type: ignore[arg-type]
                event_type=draft.event_type,  # type: ignore[arg-type]
                mode=draft.mode,  # type: ignore[arg-type]
                acled_event_type=acled_type,  # type: ignore[arg-type]
                acled_sub_event_type=acled_sub,  # type: ignore[arg-type]
                actor=self._all(draft.actor),
                recipient=self._all(draft.recipient),
                supporter=self._all(draft.supporter),
                weapon=tuple(dict.fromkeys(w for w, _ in draft.weapon)),
                facility=tuple(dict.fromkeys(f for f, _ in draft.facility)),
                place=self._moved(draft.place),
                origin=self._moved(draft.origin),
                destination=self._moved(draft.destination),
                date=self._moved(draft.date),
                part_of=self._event_ids.get(id(draft.part_of)) if draft.part_of is not None else None,
                response_to=(answers[0] if len(answers) == 1 else answers) if answers else None,
            )
            self._made.append((draft.word.start_char, claim))

    # ------------------------------------------------------------ figures

    def figures(self, mentions: list[FigureMention], drafts: list[Draft]) -> None:
        """Make a figure of each count, with the event it counts."""
        kept: list[FigureMention] = []
        again: dict[int, list[Span]] = {}
        for mention in mentions:
            earlier = next((k for k in reversed(kept) if _same_count(k, mention)), None)
            if earlier is None:
                kept.append(mention)
                self._figure_ids[id(mention)] = self._id(
                    "figure", [mention.span], f"{mention.measure} {mention.low} {mention.best} {mention.high}"
                )
            else:
                again.setdefault(id(earlier), []).append(mention.span)
                self._figure_ids[id(mention)] = self._figure_ids[id(earlier)]
        for mention in kept:
            figure = self._figure(mention, drafts)
            also = tuple(self._shift(s) for s in again.get(id(mention), ()))
            self._made.append((mention.span[0], msgspec.structs.replace(figure, also=also) if also else figure))

    def _figure(self, mention: FigureMention, drafts: list[Draft]) -> Figure:
        parties = self.binder.parties
        anchor = mention.verb or mention.head
        event = self._event_of(mention, drafts)
        status = self._figure_status(mention, anchor, event)
        clause = clause_of(anchor)
        sources = self.binder.sources.of(anchor, clause)
        claimant, via = self.binder.sources.claimants(sources)
        if claimant.name == "report" and event is not None and event.word.sentence is mention.sentence:
            claimant, via = event.claimant, event.via
        period = self._figure_period(mention, anchor, event, status)
        place = self._figure_place(mention, anchor, event)
        party: Party | None = None
        for word in mention.party_words:
            party = parties.resolve(word)
            if party is not None:
                break
        return Figure(
            id=self._figure_ids[id(mention)],
            report_id=self.report.id,
            reader=self.reader,
            claimant=self._moved(claimant),
            via=self._all(via),
            evidence=self._evidence(
                list(mention.trigger),
                quantifier=[mention.quantifier_span] if mention.quantifier_span else [],
                number=[mention.number_span],
                status=[status.cue.span] if status.cue is not None else [],
            ),
            status=status.value,  # type: ignore[arg-type]
            measure=mention.measure,
            unit=mention.unit,
            who=mention.who,
            party=self._moved(party),
            quantifier=mention.quantifier,
            low=mention.low,
            best=mention.best,
            high=mention.high,
            low_inclusive=mention.low_inclusive,
            high_inclusive=mention.high_inclusive,
            idmc_term=mention.idmc_term,
            stock_flow=mention.stock_flow,
            period=self._moved(period),
            place=self._moved(place),
            event_id=self._event_ids.get(id(event)) if event is not None else None,
            part_of=self._figure_ids.get(id(mention.part_of)) if mention.part_of is not None else None,
            cumulative=mention.cumulative,
        )

    def _figure_status(self, mention: FigureMention, anchor: Word, event: Draft | None) -> Status:
        if mention.stock_flow == "stock" and mention.measure != "fighters":
            found = status_of(anchor, clause_of(anchor), None, False)
            return Status("ongoing", found.cue) if found.value in ("occurred", "ongoing") else found
        found = status_of(anchor, clause_of(anchor), None, False)
        if found.value == "denied" and mention.best == 0:
            return Status("occurred")
        if found.value == "ongoing":
            return Status("occurred", found.cue)
        return found

    def _event_of(self, mention: FigureMention, drafts: list[Draft]) -> Draft | None:
        """Return the deed that a count belongs to: of its own clause, its sentence, or the sentence before in its paragraph."""
        if mention.measure in ("population", "in_need", "fighters") or mention.cumulative:
            return None
        anchor = mention.verb or mention.head
        chain = [anchor.i, *(w.i for w in anchor.ancestors())]
        best: tuple[float, Draft] | None = None
        for draft in drafts:
            if draft.word.sentence is not mention.sentence or not draft.happened:
                continue
            words = {draft.word.i, draft.mention.clause.i, *(w.i for w in draft.mention.words)} | {
                o.trigger.i for o in draft.mention.merged
            }
            score = 0.0
            if anchor.i in words:
                score = 5.0
            elif words & set(chain):
                score = 4.0 - 0.2 * min(chain.index(i) for i in words & set(chain))
            elif set(w.i for w in draft.word.ancestors()) & set(chain):
                score = 2.0
            if draft.mention.frame not in ATTACK | HARM | {
                "capture",
                "destroy",
                "arrest",
                "expel",
                "force",
                "drive",
                "killing",
                "crowd",
                "aid",
                "receive",
                "damage",
                "seizing",
                "release",
                "help",
                "protest",
                "move",
                "deploy",
            }:
                score -= 2.5
            if draft.event_type == "ASSAULT" and mention.measure in HARM_MEASURES:
                score += 0.5
            if score > 0 and (best is None or score > best[0]):
                best = (score, draft)
        if best is not None:
            return best[1]
        if mention.measure in (
            "killed",
            "wounded",
            "casualties",
            "missing",
            "facilities_destroyed",
            "homes_destroyed",
            "abducted",
            "detained",
        ):
            for draft in reversed(drafts):
                if not draft.happened or draft.event_type not in ("ASSAULT", "COERCE") or draft.word.i > anchor.i:
                    continue
                distance = mention.sentence.index - draft.word.sentence.index
                mentioned_again = any(mention.sentence.start_char <= a < mention.sentence.end_char for a, _ in draft.also)
                if mentioned_again or 0 < distance <= 2 and mention.sentence.paragraph - draft.word.sentence.paragraph <= 1:
                    return draft
        return None

    def _figure_period(self, mention: FigureMention, anchor: Word, event: Draft | None, status: Status) -> Date | None:
        own = self.binder.dates.near(mention.sentence, anchor, mention.head)
        if own is not None:
            return own
        if event is not None and event.date is not None:
            return msgspec.structs.replace(event.date, inferred=True)
        return None

    def _figure_place(self, mention: FigureMention, anchor: Word, event: Draft | None) -> Place | None:
        own = self.binder.places.near(mention.sentence, anchor, mention.head)
        if own is not None:
            return own
        if event is not None:
            return msgspec.structs.replace(event.place, inferred=True) if event.place is not None else None
        if mention.measure in HARM_MEASURES:
            return self.binder.places.before(mention.sentence)
        return None

    # ------------------------------------------------------------ agreements, violations, ties

    def agreements(self, found: tuple[list[AgreementDraft], list[ViolationDraft]], drafts: list[Draft]) -> None:
        """Make the agreements and violations."""
        agreements, violations = found
        for agreement in agreements:
            made = self._id("agreement", agreement.trigger, agreement.agreement_type)
            self._agreement_ids[id(agreement)] = made
            self._made.append(
                (
                    agreement.trigger[0][0],
                    Agreement(
                        id=made,
                        report_id=self.report.id,
                        reader=self.reader,
                        claimant=self._moved(agreement.claimant),
                        also=tuple(map(self._shift, agreement.also)),
                        evidence=self._evidence(agreement.trigger),
                        status=agreement.status,  # type: ignore[arg-type]
                        agreement_type=agreement.agreement_type,
                        names=tuple(agreement.names),
                        signatories=self._all(agreement.signatories),
                        guarantors=self._all(agreement.guarantors),
                        bound=self._all(agreement.bound),
                        coverage=agreement.coverage,
                        signed=self._moved(agreement.signed),
                        in_force=self._moved(agreement.in_force),
                        ends=self._moved(agreement.ends),
                    ),
                )
            )
            for draft in agreement.events:
                self._set_agreement(draft, made)
        for violation in violations:
            response = self._event_ids.get(id(violation.response)) if violation.response is not None else None
            made = self._id("violation", violation.trigger, violation.status)
            self._made.append(
                (
                    violation.trigger[0][0],
                    Violation(
                        id=made,
                        report_id=self.report.id,
                        reader=self.reader,
                        claimant=self._moved(violation.claimant),
                        evidence=self._evidence(violation.trigger),
                        status=violation.status,  # type: ignore[arg-type]
                        agreement_id=self._agreement_ids.get(id(violation.agreement)) if violation.agreement is not None else None,
                        violator=self._all(violation.violator),
                        alleger=self._all(violation.alleger),
                        date=self._moved(violation.date),
                        response_id=response,
                        event_ids=tuple(self._event_ids[id(d)] for d in violation.events if id(d) in self._event_ids),
                    ),
                )
            )
            if response is not None:
                self._set_response(response, made)

    def _replace(self, claim_id: str, **changes: Any) -> None:
        for n, (at, claim) in enumerate(self._made):
            if claim.id == claim_id:
                self._made[n] = (at, msgspec.structs.replace(claim, **changes))

    def _set_agreement(self, draft: Draft, agreement_id: str) -> None:
        if id(draft) in self._event_ids:
            self._replace(self._event_ids[id(draft)], agreement_id=agreement_id)

    def _set_response(self, event_id: str, violation_id: str) -> None:
        self._replace(event_id, response_to=violation_id)

    def ties(self, found: list[TieDraft]) -> None:
        """Make the ties."""
        for tie in found:
            self._made.append(
                (
                    tie.trigger[0][0],
                    Tie(
                        id=self._id("tie", tie.trigger, f"{tie.tie_type} {tie.source.name} {tie.target.name}"),
                        report_id=self.report.id,
                        reader=self.reader,
                        claimant=self._moved(tie.claimant),
                        evidence=self._evidence(tie.trigger),
                        status=tie.status,  # type: ignore[arg-type]
                        tie_type=tie.tie_type,
                        source=self._moved(tie.source),
                        target=self._moved(tie.target),
                        date=self._moved(tie.date),
                    ),
                )
            )

    def claims(self) -> list[Claim]:
        """Return the claims in text order, none said twice in all its fields."""
        out: list[Claim] = []
        seen: set[bytes] = set()
        for _, claim in sorted(self._made, key=lambda pair: pair[0]):
            bare = msgspec.json.encode(msgspec.structs.replace(claim, id="", also=(), evidence={"trigger": claim.evidence["trigger"]}))
            if bare in seen:
                continue
            seen.add(bare)
            out.append(claim)
        return out


def _same_count(earlier: FigureMention, later: FigureMention) -> bool:
    """Tell whether a count is told again: the headline's or lead's number, of the same harm to the same people.

    Source: docs/claims.md, "A rounder or vaguer repetition by the same source is `also`"; only equal numbers are joined here.
    """
    if earlier.measure != later.measure or (earlier.low, earlier.best, earlier.high) != (later.low, later.best, later.high):
        return False
    if (
        earlier.who != later.who
        and None not in (earlier.who, later.who)
        or earlier.low is None
        and earlier.best is None
        and earlier.high is None
    ):
        return False
    near = later.sentence.index - earlier.sentence.index
    title = earlier.sentence.kind == "title"
    large = (earlier.best or earlier.low or earlier.high or 0) >= 5
    return (
        0 < near <= 4
        and title
        or 0 < near <= 6
        and large
        and earlier.quantifier == later.quantifier
        and not later.part_of
        and later.stock_flow == earlier.stock_flow
        and earlier.measure not in ("other", "strikes")
    )


__all__ = ["Builder"]
