"""Persons' words on incidents in; which pairs of claims they judged, and which grades they gave, out. Pure.

A link or split names claims, not only incident ids, so that it holds through every re-reading and re-linking.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ebla.records import Claim, ClaimRef, Review
from ebla.reviewing.words import attach_ref, standing


@dataclass(frozen=True, slots=True)
class PairWord:
    """A person's word on two claims of now: that they tell of one deed (`same`), or that they do not."""

    claim_a: str
    claim_b: str
    same: bool
    review: Review


@dataclass(frozen=True, slots=True)
class GradeWord:
    """A grade that a person gave an incident. `is_contested` when another person gave another one; the latest is this one."""

    grade: Any
    by: str
    note: str
    seq: int
    is_contested: bool


def judgements(reviews: Iterable[Review], claims_of: Callable[[str], Sequence[Claim]]) -> list[PairWord]:
    """Return the pairs of claims that persons joined or parted, each pair once, by the latest word; ordered by claim ids.

    Args:
        reviews: All reviews; those that are no link or split are passed over.
        claims_of: Gives the current claims of a report, empty for one that is not held.
    """
    found: dict[tuple[str, str], PairWord] = {}
    for review in standing(reviews):
        if review.action not in ("link", "split"):
            continue
        sides = [_now(side, claims_of) for side in (review.claims, review.others)]
        pairs = [(min(pair), max(pair)) for pair in itertools.product(*sides) if pair[0] != pair[1]]
        for pair in pairs:
            found.pop(pair, None)
        chosen = pairs if review.action == "split" else pairs[:1]
        found |= {pair: PairWord(*pair, review.action == "link", review) for pair in chosen}
    return [found[pair] for pair in sorted(found)]


def _now(refs: Iterable[ClaimRef], claims_of: Callable[[str], Sequence[Claim]]) -> list[str]:
    now = (attach_ref(ref, claims_of(ref.report_id)) for ref in refs)
    return list(dict.fromkeys(claim.id for claim in now if claim is not None))


def grades(reviews: Iterable[Review], resolve: Callable[[str], str | None] = str) -> dict[str, GradeWord]:
    """Return the grades that persons gave, by incident.

    Args:
        reviews: All reviews; those that give no grade are passed over.
        resolve: Gives the incident that an id stands for now, None where it is no more.
    """
    said: dict[str, dict[str, Review]] = {}
    for review in standing(reviews):
        if review.action == "grade":
            for incident in filter(None, map(resolve, review.incident_ids)):
                said.setdefault(incident, {}).pop(review.reviewer, None)
                said[incident][review.reviewer] = review
    out = {}
    for incident, by_person in said.items():
        *others, last = by_person.values()
        contested = any(review.after != last.after for review in others)
        out[incident] = GradeWord(last.after, last.reviewer, last.reason or "", last.seq, contested)
    return out
