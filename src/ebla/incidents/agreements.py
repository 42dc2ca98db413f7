"""Agreements and alleged breaches that several reports tell of in; one record for each, with all its tellers, out.

Two tellings are one agreement when they call it by the same proper words, or tell of the same kind of agreement between sides they share
at dates that fit; never when their days of signing contradict or the lands differ. A record's id is made from its first telling, so it
stays when later reports come in. Whether a breach happened is not judged.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ebla.incidents.accounts import Origin, Origins
from ebla.incidents.choosing import days, group_parties
from ebla.incidents.sides import all_keys
from ebla.incidents.sources import Register
from ebla.incidents.wording import fold
from ebla.records import Agreement, Date, Party, Report, Violation
from ebla.records.joined import Allegation, JoinedAgreement

_GENERIC = frozenset(
    (
        "a", "accord", "accords", "agreement", "agreements", "and", "arrangement", "cease", "ceasefire", "cessation", "day", "deal", "de",
        "escalation", "exchange", "evacuation", "fire", "for", "hostilities", "hour", "humanitarian", "in", "local", "nationwide", "new",
        "of", "on", "pact", "pause", "peace", "prisoner", "signed", "the", "this", "treaty", "truce", "zone", "zones",
    )
)  # fmt: skip
NEAR_DAYS = 14
"""How far the reports of an agreement that has neither name nor date may lie apart and still mean the same one. [days]"""
BREACH_DAYS = 3
"""How far the reports of a breach without a date may lie apart and still mean the same one. [days]"""


@dataclass(frozen=True, slots=True)
class _Telling:
    """An agreement as one report tells it, with what it is compared by."""

    claim: Agreement
    report: Report
    origin: Origin
    words: frozenset[str]
    sides: frozenset[str]
    lands: frozenset[str]


def join_agreements(
    agreements: Iterable[Agreement],
    violations: Iterable[Violation],
    reports: Mapping[str, Report],
    register: Register,
    incident_of: Mapping[str, str] | None = None,
) -> tuple[JoinedAgreement, ...]:
    """Return each agreement once, in the order of its first report, with the breaches that were alleged.

    Args:
        agreements: The claims, of any reports.
        violations: The alleged breaches; one that names no agreement is in no record (see `join_allegations`).
        reports: Their reports by id.
        register: Who the sources are.
        incident_of: The incidents of events, for breaches that are about them.
    """
    origins = Origins(reports, register)
    tellings = sorted((_telling(claim, origins) for claim in agreements), key=_arrival)
    groups: list[list[_Telling]] = []
    for telling in tellings:
        fitting = [group for group in groups if all(_may_be_one(telling, one) for one in group) and any(_same(telling, o) for o in group)]
        if fitting:
            fitting[0].append(telling)
        else:
            groups.append([telling])
    by_claim = {telling.claim.id: _id("agreement", group[0].claim.id) for group in groups for telling in group}
    alleged: defaultdict[str | None, list[Allegation]] = defaultdict(list)
    for allegation in join_allegations(violations, reports, register, by_claim, incident_of):
        alleged[allegation.agreement_id].append(allegation)
    return tuple(_joined(group, tuple(alleged[by_claim[group[0].claim.id]])) for group in groups)


def _id(kind: str, claim_id: str) -> str:
    return hashlib.sha256(f"{kind} {claim_id}".encode()).hexdigest()[:16]


def _arrival(telling: _Telling) -> tuple[datetime.date, str]:
    return (telling.report.report_date or datetime.date.max, telling.claim.id)


def _telling(claim: Agreement, origins: Origins) -> _Telling:
    parties = (*claim.signatories, *claim.bound, *claim.guarantors)
    words = frozenset(word for name in claim.names for word in fold(name).split() if word not in _GENERIC and len(word) > 1)
    lands = frozenset(party.code[:3] for party in (*claim.signatories, *claim.bound) if party.code and len(party.code) > 3)
    return _Telling(claim, origins.reports[claim.report_id], origins.of(claim), words, all_keys(parties), lands)


def _may_be_one(one: _Telling, other: _Telling) -> bool:
    """Tell whether nothing speaks against two tellings being of one agreement."""
    kinds = {one.claim.agreement_type, other.claim.agreement_type} - {"other"}
    if len(kinds) > 1 and not (one.words & other.words):
        return False
    if one.lands and other.lands and not one.lands & other.lands:
        return False
    for name in ("signed", "in_force"):
        if not _fit(getattr(one.claim, name), getattr(other.claim, name)):
            return False
    if one.words and other.words:
        return one.words <= other.words or other.words <= one.words
    return True


def _same(one: _Telling, other: _Telling) -> bool:
    """Tell whether something speaks for it: the same proper words, or shared sides and days that fit."""
    if one.words and other.words and (one.words <= other.words or other.words <= one.words):
        return True
    if one.claim.report_id == other.claim.report_id or not one.sides & other.sides:
        return False
    dated = any(getattr(one.claim, name) and getattr(other.claim, name) for name in ("signed", "in_force"))
    return dated or _days_apart(one.report, other.report) <= NEAR_DAYS


def _fit(one: Date | None, other: Date | None) -> bool:
    first, second = days(one), days(other)
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])


def _days_apart(one: Report, other: Report) -> float:
    if one.report_date is None or other.report_date is None:
        return float("inf")
    return abs((one.report_date - other.report_date).days)


def _joined(group: Sequence[_Telling], allegations: tuple[Allegation, ...]) -> JoinedAgreement:
    kinds = Counter(one.claim.agreement_type for one in group)
    kind = min(kinds, key=lambda kind: (kind == "other", -kinds[kind], kind))
    names = Counter(" ".join(name.split()) for one in group for name in one.claim.names)
    ordered = tuple(sorted(names, key=lambda name: (-names[name], -len(name), name)))

    def parties(field: Callable[[Agreement], tuple[Party, ...]]) -> list[tuple[Party, str, str]]:
        return [(party, one.origin.key, one.claim.id) for one in group for party in field(one.claim)]

    return JoinedAgreement(
        agreement_id=_id("agreement", group[0].claim.id),
        agreement_type=kind,
        name=ordered[0] if ordered else None,
        names=ordered,
        signatories=group_parties(parties(lambda claim: claim.signatories)),
        guarantors=group_parties(parties(lambda claim: claim.guarantors)),
        bound=group_parties(parties(lambda claim: claim.bound)),
        coverage=tuple(dict.fromkeys(one.claim.coverage for one in group if one.claim.coverage)),
        signed=_shortest(one.claim.signed for one in group),
        in_force=_shortest(one.claim.in_force for one in group),
        ends=_shortest(one.claim.ends for one in group),
        report_count=len({one.claim.report_id for one in group}),
        independent_source_count=len({one.origin.key for one in group}),
        report_ids=tuple(sorted({one.claim.report_id for one in group})),
        claim_ids=tuple(sorted(one.claim.id for one in group)),
        allegations=allegations,
    )


def _shortest(dates: Iterable[Date | None]) -> Date | None:
    """Return the shortest of dates that all fit one another; of several as short, the first told."""
    known = [(date, interval) for date in dates if (interval := days(date)) and date is not None]
    return min(known, key=lambda one: one[1][1] - one[1][0])[0] if known else None


def join_allegations(
    violations: Iterable[Violation],
    reports: Mapping[str, Report],
    register: Register,
    agreement_of: Mapping[str, str],
    incident_of: Mapping[str, str] | None = None,
) -> Iterator[Allegation]:
    """Yield each alleged breach once: same agreement, shared violator, days that fit, told within three days where nothing is dated."""
    origins = Origins(reports, register)
    ordered = sorted(violations, key=lambda claim: (reports[claim.report_id].report_date or datetime.date.max, claim.id))
    groups: list[list[Violation]] = []
    for claim in ordered:
        fitting = [group for group in groups if all(_one_breach(claim, one, reports, agreement_of) for one in group)]
        if fitting:
            fitting[0].append(claim)
        else:
            groups.append([claim])
    for group in groups:
        yield _allegation(group, origins, agreement_of, incident_of or {})


def _one_breach(one: Violation, other: Violation, reports: Mapping[str, Report], agreement_of: Mapping[str, str]) -> bool:
    if one.report_id == other.report_id:
        return False
    if agreement_of.get(one.agreement_id or "") != agreement_of.get(other.agreement_id or ""):
        return False
    if not all_keys(one.violator) & all_keys(other.violator):
        return False
    if days(one.date) and days(other.date):
        return _fit(one.date, other.date)
    return _days_apart(reports[one.report_id], reports[other.report_id]) <= BREACH_DAYS


def _allegation(
    group: Sequence[Violation], origins: Origins, agreement_of: Mapping[str, str], incident_of: Mapping[str, str]
) -> Allegation:
    keys = {claim.id: origins.of(claim).key for claim in group}
    events = sorted({event for claim in group for event in claim.event_ids})
    return Allegation(
        allegation_id=_id("allegation", group[0].id),
        agreement_id=agreement_of.get(group[0].agreement_id or ""),
        violator=group_parties([(party, keys[claim.id], claim.id) for claim in group for party in claim.violator]),
        alleger=group_parties([(party, keys[claim.id], claim.id) for claim in group for party in claim.alleger]),
        statuses=tuple(dict.fromkeys(claim.status for claim in group)),
        date=_shortest(claim.date for claim in group),
        report_count=len({claim.report_id for claim in group}),
        independent_source_count=len(set(keys.values())),
        report_ids=tuple(sorted({claim.report_id for claim in group})),
        claim_ids=tuple(sorted(claim.id for claim in group)),
        event_ids=tuple(events),
        incident_ids=tuple(sorted({incident_of[event] for event in events if event in incident_of})),
    )
