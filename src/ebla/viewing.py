"""The step from what is linked to what users see: incidents, claims and reports carried out of the ledger, frozen `Incident` records out.

What an incident's claims say together is decided in `ebla.incidents.view`. Nothing is kept: the same ledger, register and words of persons
give the same records, as held now or then.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ebla.errors import LedgerError
from ebla.incidents.agreements import join_agreements
from ebla.incidents.coverage import coverage_by_week
from ebla.incidents.filtering import IncidentFilter
from ebla.incidents.grading import Override
from ebla.incidents.loose_figures import loose_figures
from ebla.incidents.sources import Register
from ebla.incidents.view import Linked, view_incident
from ebla.publishing.flat import flat_row
from ebla.records import Agreement, Claim, Event, Figure, Report, Violation
from ebla.records.incident import Incident, IncidentFigure
from ebla.records.joined import JoinedAgreement, WeekCoverage

if TYPE_CHECKING:
    import pandas as pd

    from ebla.ledger import AsOf, Ledger
    from ebla.ledger import Incident as Members

_INCIDENTS_AT_A_TIME = 500


def _as_read(report_id: str, claims: list[Claim]) -> list[Claim]:
    return claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What persons and publishers said that the view follows.

    `amend` gives a report's claims as persons corrected them, `set_aside` the reports that count no more, with the reason, `overrides` the
    grades that persons gave, by incident, `also_by` further publishers of a report that several printed word for word.
    """

    amend: Callable[[str, list[Claim]], list[Claim]] = _as_read
    set_aside: Mapping[str, str] = field(default_factory=dict)
    overrides: Mapping[str, Override] = field(default_factory=dict)
    also_by: Mapping[str, Sequence[str]] = field(default_factory=dict)


class IncidentList(tuple[Incident, ...]):
    """Incidents in the order of their days, then ids."""

    __slots__ = ()

    def to_frame(self) -> pd.DataFrame:
        """Return the incidents as a table, one row each, the columns of `ebla incidents --format csv`. Needs pandas."""
        import pandas as pd

        from ebla.publishing.flat import COLUMNS

        return pd.DataFrame([flat_row(incident) for incident in self], columns=list(COLUMNS))


def view_incidents(
    ledger: Ledger,
    chosen: IncidentFilter = IncidentFilter(),
    *,
    register: Register | None = None,
    reviewed: Reviewed = Reviewed(),
    as_of: AsOf | None = None,
) -> IncidentList:
    """Return the incidents of a filter, in the order of their days.

    Args:
        ledger: An open ledger that was linked (`ebla link`).
        chosen: Which incidents.
        register: Who the sources are; the one that comes with Ebla where none is given.
        reviewed: What persons said.
        as_of: As the ledger was then.

    Raises LedgerError when the ledger was never linked.
    """
    reports = None if chosen.text is None else frozenset(ledger.search(chosen.text, as_of))
    found = each_incident(ledger, register=register, reviewed=reviewed, as_of=as_of)
    kept = sorted((incident for incident in found if chosen.keeps(incident, reports)), key=_order)
    return IncidentList(kept if chosen.limit is None else kept[: chosen.limit])


def _order(incident: Incident) -> tuple[bool, Any, Any, str]:
    first = incident.date_start or incident.date_end
    return (first is None, first, incident.date_end or first, incident.incident_id)


def each_incident(
    ledger: Ledger,
    incident_ids: Sequence[str] | None = None,
    *,
    register: Register | None = None,
    reviewed: Reviewed = Reviewed(),
    as_of: AsOf | None = None,
) -> Iterator[Incident]:
    """Yield incidents by the order of their ids, a few hundred in memory at a time: all, or those asked for.

    Of ids asked for, one that was merged gives what it went into, once; one whose claims are all gone is left out.

    Raises LedgerError when the ledger was never linked.
    """
    run = ledger.last_linking(as_of)
    if run is None:
        raise LedgerError(ledger.name, "it was never linked, so it has no incidents", "Run: ebla link")
    found = ledger.linked_incidents(as_of) if incident_ids is None else _asked(ledger, incident_ids, as_of)
    carrier = _Carrier(ledger, run.reader, run.until, reviewed, as_of)
    left = iter(found)
    while part := list(itertools.islice(left, _INCIDENTS_AT_A_TIME)):
        for linked in carrier.linked(part):
            yield view_incident(linked, register or Register.shipped())


def one_incident(
    ledger: Ledger, incident_id: str, *, register: Register | None = None, reviewed: Reviewed = Reviewed(), as_of: AsOf | None = None
) -> Incident:
    """Return the incident with this id, or the only one whose id starts so, redirects followed. Raises LedgerError for none or several."""
    full = ledger.resolve_incident(incident_id, as_of)
    return next(each_incident(ledger, [full], register=register, reviewed=reviewed, as_of=as_of))


def _asked(ledger: Ledger, incident_ids: Sequence[str], as_of: AsOf | None) -> Iterator[Members]:
    wanted = sorted(set(incident_ids))
    shown = set(wanted)
    for part in (wanted[at : at + _INCIDENTS_AT_A_TIME] for at in range(0, len(wanted), _INCIDENTS_AT_A_TIME)):
        found = {members.id: members for members in ledger.linked_incidents(as_of, part)}
        for incident_id in part:
            if incident_id not in found and (moved := _gone_into(ledger, incident_id, as_of)) and moved.id not in shown:
                shown.add(moved.id)
                found[moved.id] = moved
        yield from (found[incident_id] for incident_id in sorted(found))


def _gone_into(ledger: Ledger, incident_id: str, as_of: AsOf | None) -> Members | None:
    """Return the incident that a merged one went into; None where its claims are all gone."""
    try:
        found = ledger.incident(incident_id, as_of)
    except LedgerError:
        return None
    return found if found.members else None


def _claims_of(ledger: Ledger, kinds: tuple[str, ...], reviewed: Reviewed, as_of: AsOf | None) -> Iterator[Claim]:
    """Yield the claims of some kinds as persons corrected them, without those of reports that count no more."""
    from ebla.ledger import ClaimFilter

    for report_id, held in itertools.groupby(ledger.claims(ClaimFilter(kinds=kinds, as_of=as_of)), key=lambda one: one.report_id):
        if report_id not in reviewed.set_aside:
            yield from reviewed.amend(report_id, [one.claim for one in held])


def view_loose_figures(
    ledger: Ledger, *, register: Register | None = None, reviewed: Reviewed = Reviewed(), as_of: AsOf | None = None
) -> tuple[IncidentFigure, ...]:
    """Return the reconciled counts of figures that no incident holds (displaced, in need, ...), by measure, place and time."""
    members = {member.claim_id for incident in ledger.linked_incidents(as_of) for member in incident.members}
    claims = _claims_of(ledger, ("figure",), reviewed, as_of)
    figures = [claim for claim in claims if isinstance(claim, Figure) and claim.event_id not in members]
    reports = ledger.reports_of([figure.report_id for figure in figures])
    return loose_figures(figures, reports, register or Register.shipped())


def view_agreements(
    ledger: Ledger, *, register: Register | None = None, reviewed: Reviewed = Reviewed(), as_of: AsOf | None = None
) -> tuple[JoinedAgreement, ...]:
    """Return the agreements that reports tell of, each once, with the breaches that were alleged."""
    claims = list(_claims_of(ledger, ("agreement", "violation"), reviewed, as_of))
    reports = ledger.reports_of([claim.report_id for claim in claims])
    events = {event for claim in claims if isinstance(claim, Violation) for event in claim.event_ids}
    incident_of = {event: incident for event in sorted(events) if (incident := ledger.incident_of(event, as_of))}
    agreements = [claim for claim in claims if isinstance(claim, Agreement)]
    violations = [claim for claim in claims if isinstance(claim, Violation)]
    return join_agreements(agreements, violations, reports, register or Register.shipped(), incident_of)


def view_coverage(ledger: Ledger, *, register: Register | None = None) -> tuple[WeekCoverage, ...]:
    """Return how many reports each outlet gave in each week, silent weeks too."""
    reports = map(ledger.report, dict.fromkeys(change.report_id for change in ledger.history()))
    return coverage_by_week(((one.publisher, one.url, one.report_date) for one in reports), register or Register.shipped())


class _Carrier:
    """Brings the claims and reports of some incidents out of the ledger."""

    def __init__(self, ledger: Ledger, reader: str, until: int, reviewed: Reviewed, as_of: AsOf | None) -> None:
        self._ledger, self._reader, self._until, self._reviewed = ledger, reader, until, reviewed
        self._about: defaultdict[str, list[str]] = defaultdict(list)
        self._fulfilled: defaultdict[str, list[str]] = defaultdict(list)
        self._part_of: dict[str, str] = {}
        self._parts: defaultdict[str, list[str]] = defaultdict(list)
        for relation in ledger.relations(as_of=as_of):
            if relation.incident_id is None:
                continue
            if relation.relation == "about":
                self._about[relation.incident_id].append(relation.subject)
            elif relation.relation == "fulfilled_by":
                self._fulfilled[relation.incident_id].append(relation.subject)
            elif relation.relation == "part_of":
                self._part_of[relation.subject] = relation.incident_id
                self._parts[relation.incident_id].append(relation.subject)

    def linked(self, incidents: Sequence[Members]) -> Iterator[Linked]:
        """Yield what belongs to each of these incidents."""
        wanted = {report for incident in incidents for report in incident.report_ids}
        denials = {claim: self._ledger.claim(claim) for incident in incidents for claim in self._about.get(incident.id, ())}
        wanted |= {held.report_id for held in denials.values()}
        claims = self._claims(sorted(wanted), {member.claim_id: member.report_id for one in incidents for member in one.members})
        reports = self._ledger.reports_of(sorted(wanted))
        for incident in incidents:
            about = self._about.get(incident.id, ())
            yield self._linked(incident, claims, [denials[claim].claim for claim in about], reports)

    def _claims(self, report_ids: Sequence[str], members: Mapping[str, str]) -> dict[str, list[Claim]]:
        """Return the events and figures of reports, as linked and as persons corrected them.

        Of a member that is of an older reading, that reading too.
        """
        found = {one.report_id: one.claims for one in self._ledger.to_link(self._reader, 0, self._until, report_ids)}
        held = {claim.id for claims in found.values() for claim in claims}
        for claim_id, report_id in members.items():
            if claim_id not in held:
                reading = self._ledger.reading(report_id, self._ledger.claim(claim_id).reader)
                found[report_id] = [*found.get(report_id, []), *(c for c in reading.claims if isinstance(c, Event | Figure))]
                held |= {claim.id for claim in reading.claims}
        return {report_id: self._reviewed.amend(report_id, claims) for report_id, claims in found.items()}

    def _linked(
        self, incident: Members, claims: Mapping[str, list[Claim]], denials: Sequence[Claim], reports: Mapping[str, Report]
    ) -> Linked:
        ids = set(incident.claim_ids)
        own = [claim for report_id in incident.report_ids for claim in claims.get(report_id, ())]
        used = {*incident.report_ids, *(claim.report_id for claim in denials)}
        return Linked(
            incident_id=incident.id,
            events=[claim for claim in own if isinstance(claim, Event) and claim.id in ids],
            figures=[claim for claim in own if isinstance(claim, Figure) and claim.event_id in ids],
            denials=[claim for claim in denials if isinstance(claim, Event)],
            fulfilled=self._fulfilled.get(incident.id, ()),
            reports={report_id: reports[report_id] for report_id in sorted(used)},
            part_of=self._part_of.get(incident.id),
            parts=self._parts.get(incident.id, ()),
            set_aside={name: why for name, why in self._reviewed.set_aside.items() if name in used},
            override=self._reviewed.overrides.get(incident.id),
            also_by={name: tuple(self._reviewed.also_by[name]) for name in sorted(used) if name in self._reviewed.also_by},
        )
