"""Reviews and claims in; which claim of a reading each review is about, and what the words of persons come to, out. Pure.

A person's word is found again in another reading by report, kind and the words of the claim's trigger. Of each person the latest word on a
field counts; where persons' words differ the field is contested: the latest is shown, and that it is contested. Nothing is settled by time.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from ebla.records import Claim, ClaimRef, Review, Span
from ebla.records.schema import LINK_FIELDS
from ebla.reviewing.values import core, fields_of, wire

STANDS, REJECTED = "stands", "rejected"
Verdict = Literal["accepted", "corrected", "rejected"]
_ENDS = ("source", "target")
_DECODE: Any = Claim


@dataclass(frozen=True, slots=True)
class Word:
    """What one person says of one field; of the claim as a whole (`field` None) `stands` or `rejected`. `value` is as on the wire."""

    field: str | None
    value: Any
    review: Review

    @property
    def reviewer(self) -> str:
        """Whose word it is."""
        return self.review.reviewer


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """A claim with persons' words laid over, beside the claim as it was read.

    `words` holds, by field (None: the claim as a whole), each person's latest word, the last one last: that is the one laid over.
    `contested` are the fields on which persons differ.
    """

    claim: Claim
    read: Claim
    verdict: Verdict | None = None
    words: Mapping[str | None, tuple[Word, ...]] = field(default_factory=dict)
    contested: tuple[str | None, ...] = ()
    comments: tuple[Review, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is a claim still: not rejected."""
        return self.verdict != "rejected"


@dataclass(frozen=True, slots=True)
class Applied:
    """Claims with persons' words laid over, in their order, and the reviews that no claim matches, which are kept and shown."""

    claims: tuple[ReviewedClaim, ...]
    unattached: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words of several persons that cannot all hold: on a claim's field (None: the claim), or on incidents (`field`: link or grade)."""

    report_id: str | None
    claim_id: str | None
    incident_ids: tuple[str, ...]
    field: str | None
    words: tuple[Word, ...]


def standing(reviews: Iterable[Review]) -> list[Review]:
    """Return the reviews that were not taken back, in order of number, `undo`s left out. An undo that is itself undone undoes nothing."""
    ordered = sorted(reviews, key=lambda review: review.seq)
    gone: set[int] = set()
    for review in reversed(ordered):
        if review.action == "undo" and review.seq not in gone and review.undoes is not None:
            gone.add(review.undoes)
    return [review for review in ordered if review.action != "undo" and review.seq not in gone]


def reference(claim: Claim) -> ClaimRef:
    """Return what finds this claim again in another reading."""
    kind: Any = type(claim).__name__.lower()
    spans = claim.evidence.get("trigger", ())
    return ClaimRef(report_id=claim.report_id, kind=kind, spans=tuple(spans), claim_id=claim.id, reader=claim.reader)


def overlap_chars(some: Iterable[Span], others: Iterable[Span]) -> int:
    """Return how many characters two sets of spans share. [code points]

    >>> overlap_chars([(0, 5), (10, 12)], [(3, 11)])
    3
    """
    return sum(max(0, min(b, d) - max(a, c)) for (a, b), (c, d) in itertools.product(some, others))


def attach_ref(ref: ClaimRef, claims: Sequence[Claim], seen: Mapping[str, Any] | None = None) -> Claim | None:
    """Return the claim that a reference means now: the same one, else of its kind the one whose trigger overlaps most; None for none.

    A later mention counts where no trigger overlaps. Among equals, the one that is most like the claim as it was seen; then the first.
    """
    best: tuple[int, int, int] = (0, 0, 0)
    found: Claim | None = None
    for claim in claims:
        if claim.report_id != ref.report_id or type(claim).__name__.lower() != ref.kind:
            continue
        if claim.id == ref.claim_id:
            return claim
        score = (overlap_chars(ref.spans, claim.evidence.get("trigger", ())), overlap_chars(ref.spans, claim.also))
        if any(score) and (ranked := (*score, _likeness(claim, seen))) > best:
            best, found = ranked, claim
    return found


def _likeness(claim: Claim, seen: Mapping[str, Any] | None) -> int:
    if seen is None:
        return 0
    now = wire(claim)
    names = [name for name in fields_of(now["kind"]) if name not in LINK_FIELDS]
    return 1 + sum(bool(core(now.get(name)) == core(seen.get(name))) for name in names)


def attach(review: Review, claims: Sequence[Claim]) -> Claim | None:
    """Return the claim among these that a review is about, None where none matches. Claims may be of several reports."""
    return attach_ref(review.target, claims, review.claim) if review.target else None


def words_of(review: Review) -> list[Word]:
    """Return what a review says by field. Who accepts a claim says each of its filled fields; who corrects one says that it stands."""
    if review.action == "reject" and review.field is None:
        return [Word(None, REJECTED, review)]
    if review.action == "accept" and review.field is None:
        seen = review.claim or {}
        named = [name for name in fields_of(str(seen["kind"])) if _is_said(name, seen.get(name))] if seen else []
        return [Word(None, STANDS, review), *(Word(name, seen[name], review) for name in named)]
    if review.action in ("accept", "correct", "reject") and review.field is not None:
        value = review.before if review.action == "accept" else review.after
        return [Word(None, STANDS, review), Word(review.field, value, review)]
    return []


def _is_said(name: str, value: Any) -> bool:
    # Ids of other claims differ between readers, so a word on the claim as a whole says nothing of them.
    is_id = name in LINK_FIELDS or (name in _ENDS and isinstance(value, str))
    return core(value) is not None and not is_id


def _latest(words: Iterable[Word]) -> dict[str | None, tuple[Word, ...]]:
    """Return each person's latest word by field, in order of number."""
    found: dict[str | None, dict[str, Word]] = defaultdict(dict)
    for word in words:
        found[word.field].pop(word.reviewer, None)
        found[word.field][word.reviewer] = word
    return {name: tuple(by_person.values()) for name, by_person in found.items()}


def _contested(words: Mapping[str | None, tuple[Word, ...]]) -> tuple[str | None, ...]:
    return tuple(name for name, said in words.items() if any(core(word.value) != core(said[0].value) for word in said[1:]))


def apply(claims: Iterable[Claim], reviews: Iterable[Review]) -> Applied:
    """Lay persons' words over claims, which may be of several reports.

    Reviews of incidents are passed over; see `judgements` and `grades`.
    """
    read = list(claims)
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in read:
        by_report[claim.report_id].append(claim)
    attached: dict[str, list[Review]] = defaultdict(list)
    left: list[Review] = []
    for review in standing(reviews):
        if review.target is None:
            continue
        meant = attach(review, by_report.get(review.target.report_id, ()))
        if meant is None:
            left.append(review)
        else:
            attached[meant.id].append(review)
    out = []
    for claim in read:
        done, unfit = _lay_over(claim, attached[claim.id]) if claim.id in attached else (ReviewedClaim(claim, claim), [])
        out.append(done)
        left += unfit
    return Applied(tuple(out), tuple(sorted(left, key=lambda review: review.seq)))


def _lay_over(claim: Claim, reviews: Sequence[Review]) -> tuple[ReviewedClaim, list[Review]]:
    words = _latest(word for review in reviews for word in words_of(review))
    now, unfit = wire(claim), []
    evidence = dict(now["evidence"])
    for name, said in words.items():
        if name is None or core(said[-1].value) == core(now.get(name)):
            continue
        try:
            msgspec.convert(now | {name: said[-1].value}, _DECODE)
        except msgspec.ValidationError:
            unfit.append(said[-1].review)
            continue
        now[name] = said[-1].value
        evidence.pop(name, None)
        if said[-1].review.value_spans and said[-1].review.field == name:
            evidence[name] = [list(span) for span in said[-1].review.value_spans]
    laid: Claim = msgspec.convert(now | {"evidence": evidence}, _DECODE)
    comments = tuple(review for review in reviews if review.action == "comment")
    return ReviewedClaim(laid, claim, _verdict(words, laid != claim), words, _contested(words), comments), unfit


def _verdict(words: Mapping[str | None, tuple[Word, ...]], is_changed: bool) -> Verdict | None:
    if None not in words:
        return None
    last = words[None][-1]
    if last.value == REJECTED:
        return "rejected"
    if is_changed:
        return "corrected"
    return "accepted" if any(word.review.field is None for word in words[None]) else None


def conflicts(reviews: Iterable[Review]) -> list[Conflict]:
    """Return where persons' standing words differ, on claims and on incidents, in order of the first word."""
    out: list[Conflict] = []
    groups: dict[tuple[str, str], list[list[Review]]] = defaultdict(list)
    of_incidents: list[Review] = []
    for review in standing(reviews):
        if review.target is None:
            of_incidents.append(review)
            continue
        known = groups[review.target.report_id, review.target.kind]
        group = next((some for some in known if any(_same_claim(one.target, review.target) for one in some)), None)
        if group is None:
            known.append([review])
        else:
            group.append(review)
    for (report_id, _), several in groups.items():
        for group in several:
            words = _latest(word for review in group for word in words_of(review))
            target = group[-1].target
            claim_id = target.claim_id if target else None
            out += [Conflict(report_id, claim_id, (), name, words[name]) for name in _contested(words)]
    return sorted(out + _incident_conflicts(of_incidents), key=lambda conflict: conflict.words[0].review.seq)


def _same_claim(one: ClaimRef | None, other: ClaimRef | None) -> bool:
    if one is None or other is None:
        return False
    return one.claim_id == other.claim_id or (one.reader != other.reader and overlap_chars(one.spans, other.spans) > 0)


def _incident_conflicts(reviews: Sequence[Review]) -> list[Conflict]:
    out: list[Conflict] = []
    said: dict[str, dict[str, Word]] = defaultdict(dict)
    joined = [review for review in reviews if review.action in ("link", "split")]
    for review in reviews:
        if review.action == "grade":
            for incident in review.incident_ids:
                said[incident].pop(review.reviewer, None)
                said[incident][review.reviewer] = Word("grade", review.after, review)
    for incident, by_person in said.items():
        words = tuple(by_person.values())
        if any(word.value != words[0].value for word in words[1:]):
            out.append(Conflict(None, None, (incident,), "grade", words))
    for one, other in itertools.combinations(joined, 2):
        if one.action != other.action and one.reviewer != other.reviewer and _sides(one) & _sides(other):
            ids = tuple(dict.fromkeys((*one.incident_ids, *other.incident_ids)))
            out.append(Conflict(None, None, ids, "link", (Word("link", one.action, one), Word("link", other.action, other))))
    return out


def _sides(review: Review) -> set[frozenset[str]]:
    return {frozenset((a.claim_id, b.claim_id)) for a in review.claims for b in review.others}
