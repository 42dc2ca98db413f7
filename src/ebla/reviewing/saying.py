"""What a person decides, in; a checked `Review`, and that review kept in a ledger, out.

`record_review` keeps it unless somebody else said something of the same claim meanwhile. What a review changes is decided in `words.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, get_args

from ebla.errors import InputError
from ebla.records import Claim, ClaimRef, Review, Span
from ebla.records.incident import Grade
from ebla.records.schema import DATE_FIELDS, PARTY_FIELDS, PLACE_FIELDS
from ebla.reviewing.values import check_claim, check_value, core, wire
from ebla.reviewing.words import reference

GRADES: tuple[str, ...] = get_args(Grade)
_NEEDS_REASON = ("link", "split", "grade", "comment")
_LONGEST_REASON_CHARS = 10_000


class ReviewKeeper(Protocol):
    """What keeps reviews: a ledger."""

    def record_review(self, review: Review, expected_seq: int | None = None) -> Review:
        """Keep a review and return it with its number and moment."""


def accept(claim: Claim, reviewer: str, *, field: str | None = None, reason: str | None = None) -> Review:
    """Return the word that a claim, or one field of it, is right as it is here (give it with earlier corrections laid over)."""
    seen = wire(claim)
    value = check_value(seen["kind"], field, seen.get(field)) if field else None
    return _about(claim, seen, reviewer, "accept", reason, field=field, before=value, after=value)


def reject(claim: Claim, reviewer: str, *, field: str | None = None, reason: str | None = None) -> Review:
    """Return the word that a claim is none, or that the report does not say the value of one field."""
    seen = wire(claim)
    after = check_value(seen["kind"], field, None) if field else None
    return _about(claim, seen, reviewer, "reject", reason, field=field, before=seen.get(field) if field else None, after=after)


def correct(
    claim: Claim, reviewer: str, field: str, value: Any, *, reason: str | None = None, text: str | None = None, spans: Sequence[Span] = ()
) -> Review:
    """Return the word that a field has another value.

    Args:
        claim: The claim as the person sees it.
        reviewer: Who says so.
        field: The field.
        value: Its value as on the wire, null or an empty list for "the report does not say".
        reason: Why.
        text: The report's text. Given, words of the value are looked for near the claim, and spans are checked against it.
        spans: Where the value stands in the report, if the person showed it.

    Raises InputError for a value that the field cannot have, or that is the same as before.
    """
    seen = wire(claim)
    after = check_value(seen["kind"], field, value)
    if core(after) == core(seen.get(field)):
        raise InputError(f"{seen['kind']}.{field}", "that is its value already", "Accept it, or give another value")
    where: list[Span] = [(start, end) for start, end in spans]
    after, found = _with_words(field, after, text or "", _middle(claim))
    where = where or found
    evidence = seen["evidence"] | ({field: [list(span) for span in where]} if where else {})
    check_claim(seen | {field: after, "evidence": evidence}, text)
    return _about(claim, seen, reviewer, "correct", reason, field=field, before=seen.get(field), after=after, value_spans=tuple(where))


def comment(
    reviewer: str, reason: str, *, claim: Claim | None = None, field: str | None = None, incident_ids: Sequence[str] = ()
) -> Review:
    """Return a remark on a claim, a field or incidents, which changes nothing."""
    seen = wire(claim) if claim else None
    return Review(
        reviewer=reviewer, action="comment", reason=reason, field=field, target=reference(claim) if claim else None, claim=seen,
        incident_ids=tuple(incident_ids),
    )  # fmt: skip


def link(reviewer: str, reason: str, incident_ids: Sequence[str], claims: Sequence[Claim], others: Sequence[Claim]) -> Review:
    """Return the word that two incidents are one: the claims of the one and the claims of the other tell of the same deed."""
    return _pairs("link", reviewer, reason, incident_ids, claims, others)


def split(reviewer: str, reason: str, incident_ids: Sequence[str], claims: Sequence[Claim], others: Sequence[Claim]) -> Review:
    """Return the word that `claims` tell of another deed than `others`, which are the rest of their incident."""
    return _pairs("split", reviewer, reason, incident_ids, claims, others)


def grade(reviewer: str, reason: str, incident_id: str, value: str, before: str | None = None) -> Review:
    """Return a person's grade for an incident, which goes before the rule's. The reason is its note."""
    return Review(reviewer=reviewer, action="grade", reason=reason, incident_ids=(incident_id,), before=before, after=value)


def undo(review: Review, reviewer: str, *, reason: str | None = None) -> Review:
    """Return the word that takes a review back; only who gave it takes it back. An undo may be undone."""
    return Review(
        reviewer=reviewer, action="undo", reason=reason, undoes=review.seq, target=review.target, field=review.field,
        incident_ids=review.incident_ids,
    )  # fmt: skip


def record_review(ledger: ReviewKeeper, review: Review, expected_seq: int | None = None) -> Review:
    """Check a review, keep it in a ledger, and return it with its number and moment.

    Args:
        ledger: Where it is kept.
        review: What was said.
        expected_seq: `ledger.last_seq()` as it was when the person was shown what the review is about; None checks nothing.

    Raises InputError for a review that says nothing or lacks what its action needs; ReviewConflictError when something was said of the same
    claim and field, or incident, after `expected_seq`; LedgerError when the ledger cannot be written.
    """
    check_review(review)
    return ledger.record_review(review, expected_seq)


def check_review(review: Review) -> None:
    """See that a review has what its action needs. Raises InputError where it has not."""
    action = review.action
    if not review.reviewer.strip():
        raise InputError("reviewer", "the name is empty", "Say who you are: --reviewer NAME")
    if action in _NEEDS_REASON and not (review.reason or "").strip():
        raise InputError(action, "it has no reason", "Say why in a few words")
    if len(review.reason or "") > _LONGEST_REASON_CHARS:
        raise InputError(action, f"its reason has over {_LONGEST_REASON_CHARS} characters", "Say it shorter")
    if action in ("accept", "correct", "reject") and (review.target is None or review.claim is None):
        raise InputError(action, "it names no claim", "Name the claim that it is about")
    if action == "correct" and review.field is None:
        raise InputError(action, "it names no field", "Name the field that is corrected")
    if action in ("accept", "correct", "reject") and review.field is not None and review.target is not None:
        check_value(review.target.kind, review.field, review.before if action == "accept" else review.after)
    if action in ("link", "split") and not (review.claims and review.others):
        raise InputError(action, "it needs claims on both sides", "Name two incidents, or the claims to part")
    if action == "grade" and (len(review.incident_ids) != 1 or review.after not in GRADES):
        raise InputError(action, f"{review.after!r} is no grade of one incident", f"Known: {', '.join(GRADES)}")
    if action == "undo" and review.undoes is None:
        raise InputError(action, "it names no review", "Give the number of the review that is taken back")


def _about(claim: Claim, seen: dict[str, Any], reviewer: str, action: Any, reason: str | None, **more: Any) -> Review:
    return Review(reviewer=reviewer, action=action, reason=reason, target=reference(claim), claim=seen, **more)


def _pairs(
    action: Any, reviewer: str, reason: str, incident_ids: Sequence[str], claims: Sequence[Claim], others: Sequence[Claim]
) -> Review:
    sides: list[tuple[ClaimRef, ...]] = [tuple(map(reference, side)) for side in (claims, others)]
    return Review(
        reviewer=reviewer, action=action, reason=reason, incident_ids=tuple(dict.fromkeys(incident_ids)), claims=sides[0], others=sides[1]
    )


def _middle(claim: Claim) -> int:
    spans = claim.evidence.get("trigger", ())
    return (spans[0][0] + spans[-1][1]) // 2 if spans else 0


def _with_words(field: str, value: Any, text: str, near: int) -> tuple[Any, list[Span]]:
    """Give a value the words of the report that say it, the nearest to the claim, where they stand there exactly."""
    if field in PLACE_FIELDS and isinstance(value, dict):
        return _worded(value, text, near), []
    if field in PARTY_FIELDS or field == "via":
        return [_worded(part, text, near) if isinstance(part, dict) else part for part in value], []
    if field in ("party", "claimant", "source", "target") and isinstance(value, dict):
        return _worded(value, text, near), []
    if field in DATE_FIELDS and isinstance(value, dict):
        return value | ({"inferred": True} if value.get("span") is None else {}), []
    said = value if isinstance(value, list) else [value]
    found = [_nearest(text, part, near) for part in said if isinstance(part, str)]
    return value, [span for span in found if span]


def _worded(value: dict[str, Any], text: str, near: int) -> dict[str, Any]:
    if value.get("span") is not None:
        return value
    span = _nearest(text, value.get("name") or "", near)
    if span is None:
        return value | ({} if value.get("name") == "report" else {"inferred": True})
    return value | {"text": text[span[0] : span[1]], "span": list(span), "inferred": False}


def _nearest(text: str, words: str, near: int) -> Span | None:
    if not words.strip():
        return None
    found: int | None = None
    at = -1
    while (at := text.find(words, at + 1)) >= 0:
        whole = not (text[at - 1 : at].isalnum() and at) and not text[at + len(words) : at + len(words) + 1].isalnum()
        if whole and (found is None or abs(at - near) < abs(found - near)):
            found = at
    return None if found is None else (found, found + len(words))
