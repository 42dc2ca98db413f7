"""Wars of the corpus in; how well their claims were linked out: pairwise and B-cubed, deeds that were confused, relations found.

Gold claims test the linking alone. From end to end the reader's own claims are linked, and each gold claim is looked for among them by its
words; a gold claim that the reader missed is alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ebla.incidents import LinkClaim, LinkResult, Weights, link, link_claims
from ebla.incidents.comparison import distance_km
from ebla.records import Event, Reading, Report
from evaluation.linking.corpus import HAPPENED, War
from evaluation.linking.measures import Score, b_cubed, pairwise

NEAR_KM = 5.0


@dataclass(frozen=True, slots=True)
class WarScore:
    """What one war scored. `missed` are gold claims without a claim of the reader; `confused` incidents of deeds that cannot be one."""

    war: str
    claims: int
    incidents: int
    pairs: Score
    b_cubed: tuple[float, float, float]
    confused: int
    missed: int = 0


def score_gold(war: War, weights: Weights) -> WarScore:
    """Link a war's gold claims and score the groups."""
    result = link(war.link_claims(), weights)
    return _scored(war, _labels(result, war.incident_of, {claim: claim for claim in war.incident_of}), 0)


def score_reader(war: War, weights: Weights, read: Callable[[Report], Reading]) -> WarScore:
    """Read a war's reports, link the claims found, and score the groups on the gold claims that they tell."""
    linked, own = read_war(war, read)
    result = link(linked, weights)
    return _scored(war, _labels(result, war.incident_of, own), len(war.incident_of) - len(own))


def read_war(war: War, read: Callable[[Report], Reading]) -> tuple[list[LinkClaim], dict[str, str]]:
    """Return the claims that a reader finds in a war's reports, and of each gold claim the reader's that tells of its deed."""
    linked: list[LinkClaim] = []
    own: dict[str, str] = {}
    for report_id, report in war.reports.items():
        reading = read(report)
        linked += link_claims(report_id, report.report_date, report.text, reading.claims)
        events = [claim for claim in reading.claims if isinstance(claim, Event) and claim.status in HAPPENED]
        gold = [claim for claim in war.claims[report_id] if isinstance(claim, Event) and claim.id in war.incident_of]
        own |= matched(gold, events)
    return linked, own


def matched(gold: Iterable[Event], read: Iterable[Event]) -> dict[str, str]:
    """Return for gold claims the reader's claim that shares most characters with their words (later mentions count too), one each."""
    shares = sorted((-shared, one.id, other.id) for one, other in itertools.product(gold, read) if (shared := _shared_chars(one, other)))
    found: dict[str, str] = {}
    for _, one, other in shares:
        if one not in found and other not in found.values():
            found[one] = other
    return found


def _shared_chars(gold: Event, read: Event) -> int:
    mine, others = gold.evidence["trigger"], (*read.evidence.get("trigger", ()), *read.also)
    return sum(max(0, min(e, f) - max(s, t)) for s, e in mine for t, f in others)


def _labels(result: LinkResult, wanted: Iterable[str], own: Mapping[str, str]) -> dict[str, str]:
    """Return a label of the group of each gold claim; one that was not read has its own."""
    label = {claim: group[0] for group in result.groups for claim in group}
    return {claim: label.get(own.get(claim, ""), f"missed {claim}") for claim in wanted}


def _scored(war: War, labels: dict[str, str], missed: int) -> WarScore:
    groups: dict[str, set[str]] = {}
    for claim, label in labels.items():
        groups.setdefault(label, set()).add(war.incident_of[claim])
    confused = sum(
        any(cannot_be_one(war.incidents[a], war.incidents[b]) for a, b in itertools.combinations(sorted(told), 2))
        for told in groups.values()
    )
    truth = war.incident_of
    return WarScore(war.name, len(truth), len(set(truth.values())), pairwise(labels, truth), b_cubed(labels, truth), confused, missed)


def cannot_be_one(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two true incidents lie in different towns, a day or more apart."""
    places = [row["place"] for row in (a, b)]
    if any(place is None or place["latitude"] is None for place in places):
        return False
    one, other = ((place["latitude"], place["longitude"]) for place in places)
    apart = a["date_start"] > b["date_end"] or b["date_start"] > a["date_end"]
    return apart and distance_km(*one, *other) > NEAR_KM


def total(scores: list[WarScore]) -> WarScore:
    """Return the scores of several wars as one; B-cubed is the mean over claims."""
    claims = sum(score.claims for score in scores)
    precision, recall = (sum(score.b_cubed[i] * score.claims for score in scores) / claims for i in (0, 1))
    return WarScore(
        "all", claims, sum(s.incidents for s in scores), sum((s.pairs for s in scores), Score(0, 0, 0)),
        (precision, recall, 2 * precision * recall / (precision + recall)), sum(s.confused for s in scores), sum(s.missed for s in scores),
    )  # fmt: skip
