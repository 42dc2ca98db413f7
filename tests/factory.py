"""Records with sensible defaults for tests. Every span is found in the text, so the readings keep the contract."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from ebla.ledger import Linking, Membership
from ebla.records import Agreement, Claim, Claimant, Date, Event, Figure, Party, Place, Problem, Reading, Report, Span, Tie, Violation

READER = "rules/0.1+0a1b2c3d"
DAY = datetime.date(2031, 3, 5)
TEXT = (
    "Government aircraft struck Tarvel on Tuesday, killing at least 12 civilians, the Northern Relief Union said.\n"
    "The rebels denied breaking the Osk truce."
)


def span(text: str, words: str) -> Span:
    """Where the words stand in the text."""
    start = text.index(words)
    return (start, start + len(words))


def make_report(text: str = TEXT, report_date: datetime.date | None = DAY, **more: Any) -> Report:
    """A report dated 5 March 2031."""
    basis = "argument" if report_date else None
    return Report(
        text=text, report_date=report_date, **{"date_basis": basis, "publisher": "Example Wire (INVENTED)", "language": "en"} | more
    )


def claim_id(report_id: str, reader: str, ordinal: int) -> str:
    """A claim's id, from what it must depend on."""
    return hashlib.sha256(f"{report_id} {reader} {ordinal}".encode()).hexdigest()[:16]


def make_party(text: str, words: str, **more: Any) -> Party:
    """A party named in the text."""
    return Party(**{"text": words, "span": span(text, words), "name": words} | more)


def make_claims(report: Report, reader: str = READER) -> tuple[Claim, ...]:
    """An event, a figure, an agreement, a violation and a tie, as far as the words of TEXT stand in the report's text."""
    text, out = report.text, []

    def common(trigger: str) -> dict[str, Any]:
        return {
            "id": claim_id(report.id, reader, len(out)),
            "report_id": report.id,
            "reader": reader,
            "evidence": {"trigger": (span(text, trigger),)},
        }

    place = Place(
        text="Tarvel", span=span(text, "Tarvel"), name="Tarvel", latitude=12.5, longitude=40.25, country="ZZ", place_precision="exact"
    )
    day = Date(text="Tuesday", span=span(text, "Tuesday"), date_start=datetime.date(2031, 3, 4), date_end=datetime.date(2031, 3, 4))
    union = "Northern Relief Union"
    says = Claimant(name=union, text=union, span=span(text, union))
    army = make_party(text, "Government aircraft", name="Military Forces of Zedland", code="ZZD MIL", actor_id="zzd-mil")
    rebels = make_party(text, "rebels", code="ZZD REB")
    event = Event(
        **common("struck"), status="occurred", event_type="ASSAULT", mode="aerial", acled_event_type="Explosions/Remote violence",
        acled_sub_event_type="Air/drone strike", actor=(army,), place=place, date=day, claimant=says,
    )  # fmt: skip
    out.append(event)
    out.append(
        Figure(
            **common("at least 12 civilians"),
            status="occurred",
            measure="killed",
            unit="person",
            who="civilians",
            quantifier="at_least",
            low=12,
            low_inclusive=True,
            stock_flow="flow",
            place=place,
            period=day,
            event_id=event.id,
            claimant=says,
        )
    )
    agreement = Agreement(**common("Osk truce"), status="ongoing", agreement_type="ceasefire", names=("Osk truce",), bound=(rebels,))
    out.append(agreement)
    out.append(Violation(**common("breaking the Osk truce"), status="denied", agreement_id=agreement.id, violator=(rebels,)))
    out.append(Tie(**common("rebels"), status="occurred", tie_type="signatory_of", source=rebels, target=agreement.id))
    return tuple(out)


def make_reading(
    report: Report | None = None, reader: str = READER, claims: tuple[Claim, ...] | None = None, problem: str | None = None
) -> Reading:
    """A reading of TEXT with one claim of each kind; of another text with one bare event over its first word, none for an empty text."""
    report = report or make_report()
    if claims is None:
        claims = make_claims(report, reader) if TEXT in report.text else make_events(report, reader, 1)
    problems = (Problem(report_id=report.id, stage="figures", message=problem, span=None),) if problem else ()
    return Reading(report=report, reader=reader, claims=claims, problems=problems)


def make_events(report: Report, reader: str = READER, count: int = 1) -> tuple[Event, ...]:
    """Bare events whose trigger is the report's first word."""
    words = report.text.split()
    if not words:
        return ()
    trigger = span(report.text, words[0])
    return tuple(
        Event(
            id=claim_id(report.id, reader, n),
            report_id=report.id,
            reader=reader,
            status="occurred",
            event_type="ASSAULT",
            evidence={"trigger": (trigger,)},
        )
        for n in range(count)
    )


def make_linking(*members: tuple[str, str, str | None], base: int = 0, **more: Any) -> Linking:
    """A linking run that puts claims, given as (claim id, report id, incident id), into incidents."""
    rows = tuple(Membership(0, claim, report, incident, None, None) for claim, report, incident in members)
    fields = {"linker": "linker/1", "weights": "usual/1+0a1b2c3d", "reader": "rules", "until": 1, "claim_count": len(rows)}
    return Linking(base=base, memberships=rows, **fields | {"incident_count": len({row.incident_id for row in rows})} | more)
