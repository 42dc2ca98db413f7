"""Claims in; an audit sample and, with its reviews, error rates with intervals for the user's own corpus, out. Pure.

The sample is simple and random, so its rates hold for the whole of what was drawn from; a queue sorted by doubt would not give that.
"""

from __future__ import annotations

import hashlib
import heapq
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ebla.records import Claim, Review
from ebla.records.schema import LINK_FIELDS
from ebla.reviewing.values import core, fields_of, wire
from ebla.reviewing.words import ReviewedClaim, apply

Z_95 = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """How often something judged was wrong: `what` (`claims`, a kind, or `kind.field`), counts, rate and its 95 % interval in 0..1."""

    what: str
    wrong: int
    judged: int
    rate: float | None
    low: float
    high: float


def sample(claims: Iterable[Claim], n: int, seed: int | str = 0) -> list[Claim]:
    """Return `n` claims drawn at random without replacement, fewer where there are fewer; ordered by report and first word.

    The draw depends on the ids and the seed only, not on the order of the claims: those with the smallest hash of seed and id.
    """
    drawn = heapq.nsmallest(max(0, n), claims, key=lambda claim: hashlib.sha256(f"{seed} {claim.id}".encode()).digest())
    return sorted(drawn, key=lambda claim: (claim.report_id, claim.evidence.get("trigger", ()), claim.id))


def wilson(wrong: int, judged: int, z: float = Z_95) -> tuple[float, float]:
    """Return Wilson's score interval of a proportion, (0, 1) where nothing was judged.

    Source:
        E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.

    >>> tuple(round(x, 4) for x in wilson(1, 10))
    (0.0179, 0.4042)
    """
    if judged <= 0:
        return 0.0, 1.0
    rate, spread = wrong / judged, z * z / judged
    middle = (rate + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(rate * (1 - rate) / judged + spread / (4 * judged))
    return max(0.0, middle - half), min(1.0, middle + half)


def error_rates(sampled: Iterable[Claim], reviews: Iterable[Review]) -> list[ErrorRate]:
    """Return the error rates of a sample as far as it was judged: of claims, of each kind, and of each filled field of each kind.

    A claim is judged when somebody accepted, corrected or rejected it, or a field of it; it is wrong when it was rejected or a value of it
    was changed. A field counts where the claim stands and was filled, or was filled by the person. Contested claims are left out, and are
    counted as `contested`.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    contested = total = 0
    for done in apply(sampled, reviews).claims:
        total += 1
        if done.contested:
            contested += 1
        elif done.verdict is not None:
            _count(done, counts)
    out = [_rate(what, *counts[what]) for what in ("claims", *sorted(set(counts) - {"claims"}))]
    return [*out, ErrorRate("contested", contested, total, contested / total if total else None, *wilson(contested, total))]


def _count(done: ReviewedClaim, counts: dict[str, list[int]]) -> None:
    read, now = wire(done.read), wire(done.claim)
    kind, is_wrong = read["kind"], done.verdict in ("rejected", "corrected")
    for what in ("claims", kind):
        counts[what][0] += is_wrong
        counts[what][1] += 1
    if done.verdict == "rejected":
        return
    whole = any(word.review.field is None for word in done.words.get(None, ()))
    for field in fields_of(kind):
        before, after = core(read.get(field)), core(now.get(field))
        said = field in done.words or (whole and field not in LINK_FIELDS)
        if said and (before is not None or after is not None):
            counts[f"{kind}.{field}"][0] += before != after
            counts[f"{kind}.{field}"][1] += 1


def _rate(what: str, wrong: int, judged: int) -> ErrorRate:
    return ErrorRate(what, wrong, judged, wrong / judged if judged else None, *wilson(wrong, judged))
