"""What was linked to one incident in: its claims, denials, figures, reports; the frozen `Incident` that users see out.

The same claims, reports, register and reviews give the same record, in whatever order. It neither links nor corrects: which claims are its
own, which reports no longer count and what persons decided are given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ebla.incidents.accounts import UNKNOWN_OUTLET, Origin, Origins
from ebla.incidents.choosing import Account, choose_date, choose_place, choose_value, nouns, parties, precision
from ebla.incidents.figures import CIVILIANS, COMBATANTS, Told, incident_figures
from ebla.incidents.grading import Override, Voice, grade
from ebla.incidents.sides import all_keys, is_civilian
from ebla.incidents.sources import FIGHTING, Register
from ebla.records import Event, Figure, Report
from ebla.records.incident import Incident, IncidentFigure, IncidentSource

_HAPPENED = ("occurred", "ongoing")
_CIVILIAN_WHO = frozenset({CIVILIANS, "children", "women", "health_workers", "aid_workers", "journalists"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What belongs to an incident.

    `events` tell of it, `denials` deny it, `figures` count for it, `fulfilled` are plans and threats that came true in it. `reports` holds
    every report of these claims by id. `set_aside` names reports that no longer count, with the reason ("withdrawn", "superseded by ...").
    `also_by` names further publishers of a report that several printed word for word.
    """

    incident_id: str
    events: Sequence[Event]
    reports: Mapping[str, Report]
    figures: Sequence[Figure] = ()
    denials: Sequence[Event] = ()
    fulfilled: Sequence[str] = ()
    part_of: str | None = None
    parts: Sequence[str] = ()
    set_aside: Mapping[str, str] = field(default_factory=dict)
    override: Override | None = None
    also_by: Mapping[str, Sequence[str]] = field(default_factory=dict)


def view_incident(linked: Linked, register: Register) -> Incident:
    """Return the incident that its claims make together."""
    events = sorted(linked.events, key=lambda event: event.id)
    counted = [event for event in events if event.report_id not in linked.set_aside]
    country = _country(counted or events)
    origins = Origins(linked.reports, register, country, linked.also_by)
    shown = [_account(event, origins) for event in counted or events]
    accounts = shown if counted else []
    denials = [_account(e, origins) for e in sorted(linked.denials, key=lambda e: e.id) if e.report_id not in linked.set_aside]
    sides = all_keys((party for one in (*shown, *denials) for party in (*one.event.actor, *one.event.recipient)), country)
    told = [_told(f, origins, sides, linked.set_aside) for f in linked.figures if f.status in _HAPPENED]
    figures = incident_figures(told, country)
    sources = _sources(accounts, denials, sides)
    voices = [_voice(source, accounts, denials, told) for source in sources]
    grading = grade(voices, country, all_withdrawn=not counted, override=linked.override)
    killed = next((figure for figure in figures if _is_killed(figure)), None)
    return Incident(
        incident_id=linked.incident_id,
        grade=grading.grade,
        source_grade=grading.source_grade,
        information_grade=grading.information_grade,
        grading=grading,
        killed_low=killed.low if killed else None,
        killed_best=killed.best if killed else None,
        killed_high=killed.high if killed else None,
        claim_ids=tuple(event.id for event in events),
        figure_claim_ids=tuple(sorted(figure.id for figure in linked.figures)),
        denying_claim_ids=tuple(sorted(event.id for event in linked.denials)),
        fulfilled_claim_ids=tuple(sorted(linked.fulfilled)),
        part_of=linked.part_of,
        parts=tuple(sorted(linked.parts)),
        actor=parties(shown, lambda event: event.actor, country),
        recipient=parties(shown, lambda event: event.recipient, country),
        weapon=nouns(shown, lambda event: event.weapon),
        facility=nouns(shown, lambda event: event.facility),
        figures=figures,
        sources=sources,
        set_aside={name: why for name, why in sorted(linked.set_aside.items()) if name in linked.reports},
        **_counts(events, accounts, shown),
        **_chosen(shown, country),
    )


def _counts(events: Sequence[Event], accounts: Sequence[Account], shown: Sequence[Account]) -> dict[str, Any]:
    """Return who tells of it, counted apart: reports, outlets, claimants, independent sources; reports set aside count for none."""
    report_days = sorted(day for one in shown if (day := one.report.report_date) is not None)
    return {
        "report_count": len({one.event.report_id for one in accounts}),
        "outlet_count": len({outlet for one in accounts for outlet in one.origin.outlets}),
        "claimant_count": len({one.origin.claimant_key for one in accounts}),
        "independent_source_count": len({one.origin.key for one in accounts}),
        "report_ids": tuple(sorted({event.report_id for event in events})),
        "first_report_date": report_days[0] if report_days else None,
        "last_report_date": report_days[-1] if report_days else None,
    }


def _chosen(shown: Sequence[Account], country: str | None) -> dict[str, Any]:
    """Return the fields that are chosen among what the accounts say, and the claims that they were taken from."""
    date, place = choose_date(shown), choose_place(shown)
    event_type: tuple[str, str] | None = choose_value(shown, lambda event: event.event_type)
    typed = [one for one in shown if event_type is None or one.event.event_type == event_type[0]]
    mode: tuple[str, str] | None = choose_value(typed, lambda event: event.mode)
    sub_type: tuple[str, str] | None = choose_value(typed, lambda event: event.acled_sub_event_type)
    basis = {"event_type": event_type, "mode": mode, "date": date, "place": place}
    day, where = (date[0] if date else None), (place[0] if place else None)
    same = ("latitude", "longitude", "admin1", "admin1_code", "geonames_id")
    return {
        "event_type": event_type[0] if event_type else None,
        "mode": mode[0] if mode else None,
        "acled_sub_event_type": sub_type[0] if sub_type else None,
        **{name: getattr(day, name, None) for name in ("date_start", "date_end", "date_precision")},
        **{name: getattr(where, name, None) for name in same},
        "place_name": where.name if where else None,
        "place_precision": precision(where) if where else None,
        "country": (where.country if where else None) or country,
        "basis": {name: found[1] for name, found in basis.items() if found},
    }


def _country(events: Sequence[Event]) -> str | None:
    """Return the country of most scenes, by code; of a tie the first in the alphabet."""
    found = [event.place.country for event in events if event.place and event.place.country]
    return min(set(found), key=lambda code: (-found.count(code), code), default=None)


def _account(event: Event, origins: Origins) -> Account:
    return Account(event=event, report=origins.reports[event.report_id], origin=origins.of(event))


def _told(figure: Figure, origins: Origins, sides: frozenset[str], set_aside: Mapping[str, str]) -> Told:
    origin = origins.of(figure)
    return Told(
        figure=figure,
        report=origins.reports[figure.report_id],
        origin=origin,
        is_party=_speaks_for_a_side(origin, sides),
        copy_of=origins.copied_from(figure),
        set_aside=figure.report_id in set_aside,
    )


def _speaks_for_a_side(origin: Origin, sides: frozenset[str]) -> bool:
    """Tell whether a source is a side of this deed, or the voice of an army or armed group at all."""
    return bool(origin.sides & sides) or bool(origin.source and origin.source.kind in FIGHTING)


def _is_killed(figure: IncidentFigure) -> bool:
    return figure.measure == "killed" and not (figure.who or figure.party or figure.cumulative or figure.stock_flow == "stock")


def _sources(accounts: Sequence[Account], denials: Sequence[Account], sides: frozenset[str]) -> tuple[IncidentSource, ...]:
    """Return each independent source once: those who tell of the incident first, by the day they first did; then those who only deny it."""
    by_key: dict[str, list[tuple[bool, Account]]] = {}
    for denies, several in ((False, accounts), (True, denials)):
        for account in sorted(several, key=lambda one: one.arrival):
            by_key.setdefault(account.origin.key, []).append((denies, account))
    return tuple(_source(key, found, sides) for key, found in by_key.items())


def _source(key: str, found: Sequence[tuple[bool, Account]], sides: frozenset[str]) -> IncidentSource:
    origins: list[Origin] = [account.origin for _, account in found]
    known = next((origin.source for origin in origins if origin.source), None)
    first_hand = {account.event.report_id for _, account in found if not account.origin.repeats}
    passed_on = {account.event.report_id for _, account in found} - first_hand
    return IncidentSource(
        key=key,
        name=next((origin.name for origin in origins if not origin.repeats), origins[0].name),
        kind=known.kind if known else None,
        reliability=known.reliability if known else "F",
        reliability_by=known.reliability_by if known else None,
        reliability_on=known.reliability_on if known else None,
        is_party=any(_speaks_for_a_side(origin, sides) for origin in origins),
        denies=all(denies for denies, _ in found),
        outlets=tuple(dict.fromkeys(outlet for origin in origins for outlet in origin.outlets)),
        claimants=tuple(dict.fromkeys(origin.claimant for origin in origins)),
        report_ids=tuple(sorted(first_hand)),
        repeating_report_ids=tuple(sorted(passed_on)),
        claim_ids=tuple(sorted(account.event.id for _, account in found)),
    )


def _voice(source: IncidentSource, accounts: Sequence[Account], denials: Sequence[Account], told: Sequence[Told]) -> Voice:
    own = [one for one in accounts if one.origin.key == source.key]
    every = own or [one for one in denials if one.origin.key == source.key]
    return Voice(
        name=source.name,
        actors=tuple(dict.fromkeys(party for one in own for party in one.event.actor)),
        sides=frozenset().union(*(one.origin.sides for one in every)),
        is_party=source.is_party,
        reliability=source.reliability,
        civilian_harm=_civilian_harm(own, [one.figure for one in told if one.origin.key == source.key and not one.set_aside]),
        denies=source.denies,
        is_known=any(one.origin.name != UNKNOWN_OUTLET for one in every),
    )


def _civilian_harm(own: Sequence[Account], figures: Sequence[Figure]) -> bool | None:
    """Say whether a source tells of harm to civilians: True or False as it says, None where it does not."""
    harm = [figure for figure in figures if figure.measure in ("killed", "wounded", "casualties") and figure.high != 0]
    for figure in harm:
        if figure.who in _CIVILIAN_WHO or (figure.party is not None and is_civilian(figure.party)):
            return True
    if any(is_civilian(party) for one in own for party in one.event.recipient):
        return True
    if harm and all(figure.who == COMBATANTS for figure in harm):
        return False
    return None
