"""A person's word on a claim, one of its fields, or an incident; and what it is about, so that it can be found again in another reading.

A review is never changed: who thinks otherwise adds one, who takes it back adds an `undo`. `docs/reviewing.md` says what each action does.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal

import msgspec

from ebla.records.span import Span

ReviewAction = Literal["accept", "correct", "reject", "comment", "link", "split", "grade", "undo"]
ClaimKind = Literal["event", "figure", "agreement", "violation", "tie"]


class ClaimRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim as a person saw it: report, kind and the spans of its trigger, which outlive the reader; its id and reader, which do not."""

    report_id: str
    kind: ClaimKind
    spans: tuple[Span, ...]
    claim_id: str
    reader: str | None = None


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """One word of one person. `seq` and `recorded_at` are given when it is recorded.

    `target` is the claim it is about, `claim` that claim as the person saw it (as on the wire), `field` the field (None: the claim as a
    whole), `before` and `after` its value in the form of the wire, None or an empty list for "not said"; `value_spans` where in the report
    the new value stands. `incident_ids` are the incidents that a link, split, grade or comment is about. A link says that `claims` and
    `others` tell of one deed, a split that they do not. `undoes` is the number of the review that is taken back.
    """

    reviewer: str
    action: ReviewAction
    reason: str | None = None
    target: ClaimRef | None = None
    claim: dict[str, Any] | None = None
    field: str | None = None
    before: Any = None
    after: Any = None
    value_spans: tuple[Span, ...] = ()
    incident_ids: tuple[str, ...] = ()
    claims: tuple[ClaimRef, ...] = ()
    others: tuple[ClaimRef, ...] = ()
    undoes: int | None = None
    seq: int = 0
    recorded_at: datetime.datetime | None = None
