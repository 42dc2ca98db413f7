"""What several reports say of one agreement, of one alleged breach, and how many reports a source gave in a week.

Derived like incidents: `ebla.incidents` makes them anew from claims and reports. Unknown is None.
"""

from __future__ import annotations

import datetime

import msgspec

from ebla.records.claims import AgreementType, ViolationStatus
from ebla.records.date import Date
from ebla.records.incident import IncidentParty


class Allegation(msgspec.Struct, frozen=True, kw_only=True):
    """An alleged breach as its tellers have it together. `event_ids` are the events, `incident_ids` the incidents, that it is about.

    `statuses` are all that were said of it: one who alleges and one who denies it are one allegation.
    """

    allegation_id: str
    agreement_id: str | None
    violator: tuple[IncidentParty, ...]
    alleger: tuple[IncidentParty, ...]
    statuses: tuple[ViolationStatus, ...]
    date: Date | None
    report_count: int
    independent_source_count: int
    report_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    event_ids: tuple[str, ...] = ()
    incident_ids: tuple[str, ...] = ()


class JoinedAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement as its tellers have it together: names and parties of all, dates by the rule for incidents, allegations by day."""

    agreement_id: str
    agreement_type: AgreementType
    name: str | None
    names: tuple[str, ...]
    signatories: tuple[IncidentParty, ...]
    guarantors: tuple[IncidentParty, ...]
    bound: tuple[IncidentParty, ...]
    coverage: tuple[str, ...]
    signed: Date | None
    in_force: Date | None
    ends: Date | None
    report_count: int
    independent_source_count: int
    report_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    allegations: tuple[Allegation, ...] = ()


class WeekCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """How many reports an outlet gave in a week (Monday to Sunday, by the reports' own dates); 0 is a silent week, not peace."""

    week_start: datetime.date
    outlet: str
    kind: str | None
    owner: str | None
    report_count: int
