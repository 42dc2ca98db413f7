"""What a person decides on a page in; a checked review kept in the ledger out. What a review changes is decided in `ebla.reviewing`.

Everything a person is shown carries the ledger's last change; a word on something that another person has changed since is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ebla.errors import InputError
from ebla.ledger import Ledger
from ebla.records import Claim, Reading, Review
from ebla.reviewing import (
    Applied,
    ReviewedClaim,
    accept,
    apply,
    comment,
    correct,
    grade,
    link,
    read_value,
    record_review,
    reject,
    split,
    undo,
)

_Id = Annotated[str, Field(pattern="^[0-9A-Za-z_.-]{1,64}$")]
_Ids = Annotated[list[_Id], Field(max_length=500)]


class Said(BaseModel):
    """A person's word. `expected_seq` is the `seq` that came with what the person saw: a word on what changed since is refused (409)."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["accept", "correct", "reject", "comment", "link", "split", "grade", "undo"]
    claim_id: _Id | None = Field(None, description="The claim, of accept, correct, reject, comment")
    field: str | None = Field(None, max_length=40, description="One field of the claim; none means the claim as a whole")
    value: Any = Field(None, description="The corrected value as on the wire; null or an empty list is 'the report does not say'")
    typed: str | None = Field(None, max_length=2_000, description="The corrected value as typed, in place of `value`; '-' is not said")
    reason: str | None = Field(None, max_length=10_000, description="Why; needed for link, split, grade, comment")
    incident_id: _Id | None = Field(None, description="The incident, of link, split, grade, comment")
    other_id: _Id | None = Field(None, description="The incident that is the same, of link")
    claim_ids: _Ids = Field([], description="The claims that tell of another deed than the rest of the incident, of split")
    grade: str | None = Field(None, max_length=20, description="The grade, of grade")
    undoes: int | None = Field(None, ge=1, le=2**53, description="The number of the person's own review that is taken back, of undo")
    expected_seq: int | None = Field(None, ge=0, le=2**53, description="The last change that the person had seen")


def reviewed(ledger: Ledger, reading: Reading) -> Applied:
    """Return the claims of a reading with what persons said of each."""
    return apply(reading.claims, ledger.reviews(report_id=reading.report.id))


def keep(ledger: Ledger, said: Said, reviewer: str) -> Review:
    """Keep a person's word and return it with its number and moment.

    Raises InputError for what cannot be said, ReviewConflictError when another person was first, LedgerError when it cannot be kept.
    """
    return record_review(ledger, _review(ledger, said, reviewer), said.expected_seq)


def _review(ledger: Ledger, said: Said, reviewer: str) -> Review:
    if said.action == "undo":
        return undo(_own(ledger, said.undoes), reviewer, reason=said.reason)
    if said.action in ("accept", "correct", "reject") or (said.action == "comment" and said.claim_id):
        return _of_claim(ledger, said, reviewer)
    incident_id = ledger.resolve_incident(_needed(said.incident_id, said.action, "an incident"))
    reason = said.reason or ""
    if said.action == "comment":
        return comment(reviewer, reason, incident_ids=[incident_id])
    if said.action == "grade":
        return grade(reviewer, reason, incident_id, said.grade or "")
    members = ledger.incident(incident_id).claim_ids
    if said.action == "link":
        other = ledger.resolve_incident(_needed(said.other_id, "link", "the other incident"))
        if other == incident_id:
            raise InputError("link", "that is the same incident", "Name another")
        return link(reviewer, reason, [incident_id, other], _claims(ledger, members), _claims(ledger, ledger.incident(other).claim_ids))
    parted = [claim_id for claim_id in said.claim_ids if claim_id in members]
    rest = [claim_id for claim_id in members if claim_id not in parted]
    if not parted or not rest:
        raise InputError("split", "it needs some claims of the incident, and not all", "Choose the claims that tell of another deed")
    return split(reviewer, reason, [incident_id], _claims(ledger, parted), _claims(ledger, rest))


def _of_claim(ledger: Ledger, said: Said, reviewer: str) -> Review:
    seen = claim_now(ledger, _needed(said.claim_id, said.action, "a claim"))
    field = said.field or None
    if said.action == "accept":
        return accept(seen.claim, reviewer, field=field, reason=said.reason)
    if said.action == "reject":
        return reject(seen.claim, reviewer, field=field, reason=said.reason)
    if said.action == "comment":
        return comment(reviewer, said.reason or "", claim=seen.claim, field=field)
    name = _needed(field, "correct", "a field")
    value = read_value(type(seen.claim).__name__.lower(), name, said.typed) if said.typed is not None else said.value
    return correct(seen.claim, reviewer, name, value, reason=said.reason, text=ledger.report(seen.claim.report_id).text)


def claim_now(ledger: Ledger, claim_id: str) -> ReviewedClaim:
    """Return a claim as persons have corrected it so far. Raises LedgerError where there is none."""
    held = ledger.claim(claim_id)
    return apply([held.claim], ledger.reviews(report_id=held.report_id)).claims[0]


def _own(ledger: Ledger, seq: int | None) -> Review:
    for review in ledger.reviews(since=(seq or 1) - 1):
        if review.seq == seq:
            return review
        break
    raise InputError("undo", f"there is no review {seq}", "Give the number of your review")


def _claims(ledger: Ledger, claim_ids: Sequence[str]) -> list[Claim]:
    return [ledger.claim(claim_id).claim for claim_id in claim_ids]


def _needed(value: str | None, action: str, what: str) -> str:
    if not value:
        raise InputError(action, f"it names no {what.partition(' ')[2]}", f"Name {what}")
    return value
