"""Incidents as users see them: what the claims of one deed say together, who says so, how far they agree, and a grade with its rule.

An incident is derived: `ebla.incidents` makes it anew from claims, reports, sources and reviews; the same of these give the same record.
`docs/incidents.md` says how each field is chosen, `docs/grading.md` what the grades mean. Unknown is None.
"""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from ebla.records.claims import AcledSubEventType, EventType, Measure, Mode, StockFlow, Unit
from ebla.records.date import Date, DatePrecision
from ebla.records.place import Place, PlacePrecision

Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]
SourceGrade = Literal["A", "B", "C", "D", "E", "F"]
InformationGrade = Literal["1", "2", "3", "4", "5", "6"]
AccountRole = Literal["stands", "superseded", "repeats", "vaguer", "copy", "part", "running_total", "set_aside"]


class FigureAccount(msgspec.Struct, frozen=True, kw_only=True):
    """One claim's number among those that were reconciled, and what became of it.

    `source` is the key of the independent source (see `IncidentSource`). `by_claim_id` is the claim that supersedes it, or that it repeats.
    `disagrees_with` are standing accounts whose numbers cannot be true together with this one.
    """

    claim_id: str
    report_id: str
    report_date: datetime.date | None
    source: str
    source_name: str
    low: int | float | None
    best: int | float | None
    high: int | float | None
    role: AccountRole
    by_claim_id: str | None = None
    disagrees_with: tuple[str, ...] = ()


class IncidentFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A count as its accounts have it together: never an average; low, best and high are each the number of the claim named beside it.

    `high_open` is true when the account with the highest number says "at least". A sum over sides or kinds has `parts` and no claim ids.
    """

    measure: Measure
    unit: Unit | None = None
    who: str | None = None
    party: str | None = None
    stock_flow: StockFlow | None = None
    cumulative: bool = False
    place: Place | None = None
    period: Date | None = None
    low: int | float | None
    best: int | float | None
    high: int | float | None
    high_open: bool = False
    low_claim_id: str | None = None
    best_claim_id: str | None = None
    high_claim_id: str | None = None
    rule: str
    reason: str
    parts: tuple[str, ...] = ()
    accounts: tuple[FigureAccount, ...] = ()


class IncidentParty(msgspec.Struct, frozen=True, kw_only=True):
    """A party that some account names, and how many independent sources name it."""

    name: str
    code: str | None
    actor_id: str | None
    source_count: int
    claim_ids: tuple[str, ...]


class IncidentSource(msgspec.Struct, frozen=True, kw_only=True):
    """An independent source: those who would know, each counted once however many outlets and reports pass its word on.

    `is_party` is true of a side that does or suffers the deed. `repeating_report_ids` are reports that only copy or pass on.
    """

    key: str
    name: str
    kind: str | None
    reliability: SourceGrade
    reliability_by: str | None
    reliability_on: datetime.date | None
    is_party: bool
    denies: bool
    outlets: tuple[str, ...]
    claimants: tuple[str, ...]
    report_ids: tuple[str, ...]
    repeating_report_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]


class Grading(msgspec.Struct, frozen=True, kw_only=True):
    """The grades of an incident, each with the rule that gave it and why, in words; `by` and `note` where a person overrode the grade."""

    rules: str
    grade: Grade
    rule: str
    reason: str
    source_grade: SourceGrade
    source_reason: str
    information_grade: InformationGrade
    information_rule: str
    information_reason: str
    by: str | None = None
    note: str | None = None


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """What the claims of one deed say together.

    `basis` names the claim whose word was taken for `event_type`, `mode`, `date` and `place`. `claim_ids` are the accounts that it took
    place, `denying_claim_ids` those that it did not, `figure_claim_ids` the counts, `set_aside` the reports that no longer count, and
    why. Coordinates are WGS 84 degrees and as precise as `place_precision` says.
    """

    incident_id: str
    event_type: EventType | None
    mode: Mode | None
    acled_sub_event_type: AcledSubEventType | None
    date_start: datetime.date | None
    date_end: datetime.date | None
    date_precision: DatePrecision | None
    place_name: str | None
    latitude: float | None
    longitude: float | None
    place_precision: PlacePrecision | None
    country: str | None
    admin1: str | None
    admin1_code: str | None
    geonames_id: int | None
    report_count: int
    outlet_count: int
    claimant_count: int
    independent_source_count: int
    grade: Grade
    source_grade: SourceGrade
    information_grade: InformationGrade
    killed_low: int | float | None
    killed_best: int | float | None
    killed_high: int | float | None
    report_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    figure_claim_ids: tuple[str, ...] = ()
    denying_claim_ids: tuple[str, ...] = ()
    fulfilled_claim_ids: tuple[str, ...] = ()
    part_of: str | None = None
    parts: tuple[str, ...] = ()
    actor: tuple[IncidentParty, ...] = ()
    recipient: tuple[IncidentParty, ...] = ()
    weapon: tuple[str, ...] = ()
    facility: tuple[str, ...] = ()
    figures: tuple[IncidentFigure, ...] = ()
    sources: tuple[IncidentSource, ...] = ()
    grading: Grading
    basis: dict[str, str] = {}
    set_aside: dict[str, str] = {}
    first_report_date: datetime.date | None = None
    last_report_date: datetime.date | None = None
