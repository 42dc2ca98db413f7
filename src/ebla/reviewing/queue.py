"""Claims, incidents and reviews in; what a person should look at first, with the reasons, out. Pure; the same input gives the same order.

The expected value of a look is the chance that something is wrong times what hangs on it. Until confidence is calibrated the chance is
reckoned from what can be seen: fields without words, values taken from outside the clause, persons or accounts that differ. The numbers
below are a choice, not an estimate: each says how much more one sign weighs than a claim without any.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ebla.records import Claim, Event, Figure, PlaceCandidate, Review
from ebla.records.incident import Incident
from ebla.records.schema import DATE_FIELDS, NOUN_FIELDS, PARTY_FIELDS, PLACE_FIELDS
from ebla.reviewing.words import Conflict, apply, conflicts

USUAL_CHANCE = 0.1
"""Chance that a claim without any sign is wrong somewhere, where the reader gives no confidence."""
_MORE_CHANCE = {"no place": 0.05, "no date": 0.05, "no words": 0.2, "inferred": 0.1, "several places fit": 0.15}
_DISAGREEMENT = 2.0
_MUCH_MORE = 1.5
_CONFLICT_FIRST = 1_000_000.0
_HAPPENED = ("occurred", "ongoing")


@dataclass(frozen=True, slots=True)
class QueueItem:
    """Something to look at: a claim, or an incident where `claim` is None; `reasons` say why, the weightiest first."""

    score: float
    reasons: tuple[str, ...]
    claim: Claim | None
    incident_id: str | None
    conflict: Conflict | None = None

    @property
    def subject(self) -> str:
        """The id of the claim, or of the incident."""
        return self.claim.id if self.claim else self.incident_id or ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What of an incident bears on the worth of a look at its claims."""

    incident_id: str
    killed: float
    report_count: int
    is_disputed: bool


def queue(claims: Iterable[Claim], incidents: Iterable[Incident], reviews: Iterable[Review], limit: int | None = None) -> list[QueueItem]:
    """Return what to look at, the most worthwhile first: contradictions between persons, then claims that nobody has judged.

    Args:
        claims: The claims of the current readings, those of a report one after the other; may be a stream.
        incidents: The incidents that they tell of; may be a stream.
        reviews: All reviews.
        limit: At most so many items. With it, only so many claims are held at a time.
    """
    said = list(reviews)
    by_report: dict[str, list[Review]] = defaultdict(list)
    for review in said:
        if review.target is not None:
            by_report[review.target.report_id].append(review)
    told, found = _incidents_of(incidents), conflicts(said)
    items = itertools.chain(
        (_differing(conflict) for conflict in found if conflict.claim_id is None),
        _claim_items(claims, by_report, told, {conflict.claim_id: conflict for conflict in reversed(found) if conflict.claim_id}),
    )
    if limit is None:
        return sorted(items, key=_order)
    return heapq.nsmallest(limit, items, key=_order)


def _order(item: QueueItem) -> tuple[float, str]:
    return (-item.score, item.subject)


def _differing(conflict: Conflict, claim: Claim | None = None, incident_id: str | None = None) -> QueueItem:
    persons = " and ".join(dict.fromkeys(word.reviewer for word in conflict.words))
    first = conflict.incident_ids[0] if conflict.incident_ids else incident_id
    return QueueItem(_CONFLICT_FIRST, (f"{persons} differ on the {conflict.field or 'claim'}",), claim, first, conflict)


def _claim_items(
    claims: Iterable[Claim], reviews: Mapping[str, Sequence[Review]], told: Mapping[str, _Told], by_claim: Mapping[str, Conflict]
) -> Iterator[QueueItem]:
    for report_id, of_report in itertools.groupby(claims, key=lambda claim: claim.report_id):
        for done in apply(of_report, reviews.get(report_id, ())).claims:
            incident = told.get(done.read.id)
            if done.contested:
                seen = sorted({word.review.target.claim_id for words in done.words.values() for word in words if word.review.target})
                conflict = next((by_claim[one] for one in seen if one in by_claim), None)
                if conflict is not None:
                    yield _differing(conflict, done.claim, incident.incident_id if incident else None)
            elif done.verdict is None:
                yield _item(done.claim, incident)


def _incidents_of(incidents: Iterable[Incident]) -> dict[str, _Told]:
    told: dict[str, _Told] = {}
    for incident in incidents:
        bounds = [float(x) for x in (incident.killed_low, incident.killed_best, incident.killed_high) if x is not None]
        differ = bool(bounds) and max(bounds) > _MUCH_MORE * min(bounds)
        one = _Told(incident.incident_id, max(bounds, default=0.0), incident.report_count, incident.grade == "contested" or differ)
        told |= dict.fromkeys((*incident.claim_ids, *incident.denying_claim_ids, *incident.figure_claim_ids), one)
    return told


def _item(claim: Claim, incident: _Told | None) -> QueueItem:
    signs = doubts(claim)
    chance = 1 - claim.confidence if claim.confidence is not None else USUAL_CHANCE + sum(signs.values())
    impact, why = _impact(claim, incident)
    reasons = [name for name, _ in sorted(signs.items(), key=lambda pair: (-pair[1], pair[0]))]
    if claim.confidence is not None and claim.confidence < 1:
        reasons.insert(0, f"confidence {claim.confidence:.2f}")
    return QueueItem(round(min(chance, 1.0) * impact, 6), (*why, *reasons), claim, incident.incident_id if incident else None)


def doubts(claim: Claim) -> dict[str, float]:
    """Return what can be seen to be doubtful about a claim, each with how much it adds to the chance that it is wrong."""
    out: dict[str, float] = {}
    parts: dict[str, Sequence[object]] = defaultdict(tuple)
    for name in claim.__struct_fields__:
        value = getattr(claim, name)
        if name in (*PARTY_FIELDS, *PLACE_FIELDS, *DATE_FIELDS, "party") and value:
            parts[name] = value if isinstance(value, tuple) else (value,)
    for name, values in parts.items():
        if any(getattr(value, "span", None) is None for value in values):
            out[f"{name} without words"] = _MORE_CHANCE["no words"]
        elif any(getattr(value, "inferred", False) for value in values):
            out[f"{name} inferred"] = _MORE_CHANCE["inferred"]
    for name in NOUN_FIELDS:
        if getattr(claim, name, ()) and not claim.evidence.get(name):
            out[f"{name} without words"] = _MORE_CHANCE["no words"]
    place = getattr(claim, "place", None)
    candidates: Sequence[PlaceCandidate] = getattr(place, "candidates", ())
    if len(candidates) > 1 and candidates[0].probability < 2 * candidates[1].probability:
        out["several places fit"] = _MORE_CHANCE["several places fit"]
    if isinstance(claim, Event) and claim.status in _HAPPENED:
        out |= {"no place": _MORE_CHANCE["no place"]} if place is None else {}
        out |= {"no date": _MORE_CHANCE["no date"]} if claim.date is None else {}
    return out


def _impact(claim: Claim, incident: _Told | None) -> tuple[float, list[str]]:
    """Return what hangs on a claim (1 for one of which nothing does) and why."""
    own = [claim.low, claim.best, claim.high] if isinstance(claim, Figure) and claim.measure == "killed" else []
    toll = max((float(x) for x in (*own, incident.killed if incident else None) if x is not None), default=0.0)
    impact, why = 1 + math.log2(1 + toll), [f"{toll:g} killed"] if toll else []
    if incident is not None:
        impact *= 1 + math.log2(max(1, incident.report_count))
        if incident.report_count > 1:
            why.append(f"told by {incident.report_count} reports")
        if incident.is_disputed:
            impact *= _DISAGREEMENT
            why.append("accounts differ")
    return impact, why


def summary(items: Iterable[QueueItem]) -> Mapping[str, int]:
    """Return how many items give each first reason, the most frequent first."""
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        counts[item.reasons[0] if item.reasons else "not looked at"] += 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
