"""A report, its claims and reviews in; gold lines (`docs/claims.md`, "Gold lines") of what persons said of it, out. Pure.

Only what a person judged becomes gold: of an accepted claim all fields, of one with corrected fields these and its status, of a rejected
deed or figure a trap. What persons differ on becomes none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from ebla.records import Claim, ErasedReport, Report, Review
from ebla.records.gold import check_gold
from ebla.records.schema import LINK_FIELDS
from ebla.reviewing.values import fields_of, wire
from ebla.reviewing.words import ReviewedClaim, apply

_TRAPS = ("event", "figure")
_HAPPENED = ("occurred", "ongoing")
# What says how a value was read, and not what it is: gold does not score it.
_HOW_READ = ("candidates", "rule", "timex_type")


def to_gold(report: Report, claims: Sequence[Claim], reviews: Iterable[Review]) -> list[dict[str, Any]]:
    """Return the gold lines of a report, a `meta` line first; empty where nobody judged anything, or its words are erased.

    Args:
        report: The report.
        claims: Its current reading.
        reviews: All reviews, or those of the report.
    """
    if isinstance(report, ErasedReport):
        return []
    judged = [done for done in apply(claims, reviews).claims if done.verdict is not None and not done.contested]
    ids = {done.read.id for done in judged if done.counts}
    lines = [line for done in judged if (line := _claim_line(done, ids) if done.counts else _trap_line(done)) is not None]
    if not lines:
        return []
    return [_meta(report), *lines]


def to_gold_text(lines: Sequence[dict[str, Any]]) -> str:
    """Return gold lines as JSON Lines. Raises ValueError when they break the rules of gold, which would be a fault of Ebla."""
    faults = check_gold(enumerate(lines, 1))
    if faults:
        raise ValueError("; ".join(faults[:3]))
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _meta(report: Report) -> dict[str, Any]:
    return {
        "kind": "meta",
        "source": report.url or report.source or report.id,
        "publisher": report.publisher,
        "report_date": report.report_date.isoformat() if report.report_date else None,
        "report_date_basis": report.date_basis,
        "text_sha256": hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "made_by": "ebla review",
    }


def _hull(claim: Claim) -> list[int] | None:
    spans = claim.evidence.get("trigger", ())
    return [min(a for a, _ in spans), max(b for _, b in spans)] if spans else None


def _claim_line(done: ReviewedClaim, ids: set[str]) -> dict[str, Any] | None:
    claim, now = done.claim, wire(done.claim)
    span = _hull(claim)
    if span is None:
        return None
    kind = now["kind"]
    whole = any(word.review.field is None and word.review.action == "accept" for word in done.words.get(None, ()))
    line: dict[str, Any] = {"id": claim.id, "kind": kind, "span": span, "also": [list(one) for one in claim.also]}
    for field in fields_of(kind):
        if field not in now or not (whole or field in done.words or field == "status"):
            continue
        value = _plain(now[field])
        if field in LINK_FIELDS:
            wanted = value if isinstance(value, list) else [value]
            if any(one is not None and one not in ids for one in wanted):
                continue
        line[field] = value
    if kind == "tie" and any(isinstance(line.get(end), str) and line[end] not in ids for end in ("source", "target")):
        return None
    return line


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: part for name, part in value.items() if name not in _HOW_READ}
    return value


def _trap_line(done: ReviewedClaim) -> dict[str, Any] | None:
    kind, span = type(done.read).__name__.lower(), _hull(done.read)
    if kind not in _TRAPS or done.read.status not in _HAPPENED or span is None:
        return None
    said = done.words[None][-1].review
    wrong = f"{kind}: {said.reason}" if said.reason else f"a {kind} that a reviewer rejected"
    return {"id": f"trap-{done.read.id}", "kind": "trap", "span": span, "wrong": wrong}
