"""Pages of reports: the list, and one report with every span that was read marked; and the way from a claim to its words."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ebla.errors import LedgerError
from ebla.pages import marking, wording
from ebla.pages.desk import desk_of, render
from ebla.pages.filters import Cursor, Text
from ebla.pages.queries import reports as found
from ebla.pages.reviews import reviewed
from ebla.pages.rows import claim_row
from ebla.records import Claim, Reading
from ebla.reviewing import ReviewedClaim, fields_of

router = APIRouter()
_MOST_CLAIMS = 400


@router.get("/reports", response_class=HTMLResponse)
def report_list(request: Request, source: Annotated[Text, Query()] = None, after: Annotated[Cursor, Query()] = None) -> Response:
    """Show the reports, the latest first."""
    generation = desk_of(request).generation
    rows, following = found.list_reports(generation, source, after)
    content = {"view": "/reports", "rows": rows, "next": following, "source": source, "total": found.count_reports(generation)}
    return render(request, "reports.html", content | {"exports": [(f"/reports.{kind}", kind.upper()) for kind in ("csv", "json")]})


@router.get("/reports/{report_id}", response_class=HTMLResponse)
def one_report(
    request: Request,
    report_id: str,
    part: Annotated[int, Query(ge=1, le=100_000)] = 1,
    q: Annotated[Text, Query()] = None,
) -> Response:
    """Show a report's text, its read words marked, with the claims beside it."""
    desk = desk_of(request)
    row = found.report(desk.generation, report_id)
    if row is None:
        raise HTTPException(404, "There is no such report.")
    seq = desk.ledger.last_seq()
    reading = read(request, report_id)
    applied = reviewed(desk.ledger, reading)
    text = reading.report.text
    try:
        start, end, parts = marking.part_bounds(text, part)
    except IndexError as error:
        raise HTTPException(404, "The report has no such part.") from error
    marks = [mark for claim in reading.claims for mark in marking.marks_of(claim) if mark.start_char < end and mark.end_char > start]
    hits = [(a + start, b + start) for a, b in marking.hits_in(text[start:end], q)] if q else []
    incident_of = found.incidents_of_report(desk.generation, report_id)
    here = {mark.claim_id for mark in marks}
    claims = [done for done in applied.claims if done.read.id in here or parts == 1]
    content = {
        "view": "/reports",
        "report": row,
        "pieces": marking.pieces(text, marks, hits, start, end),
        "part": part,
        "parts": parts,
        "start": start,
        "end": end,
        "q": q or "",
        "claims": [described(done, reading, incident_of) for done in claims[:_MOST_CLAIMS]],
        "unattached": applied.unattached,
        "fields_of": fields_of,
        "seq": seq,
        "claims_left": max(0, len(claims) - _MOST_CLAIMS),
        "incident_of": incident_of,
        "labels": {done.read.id: label(done.claim) for done in claims},
        "problems": reading.problems,
        "wording": wording,
        "exports": [(f"/api/v1/reports/{report_id}", "JSON")],
    }
    return render(request, "report.html", content)


@router.get("/claims/{claim_id}", response_class=HTMLResponse)
def one_claim(request: Request, claim_id: str) -> Response:
    """Lead to the claim's words in its report."""
    generation = desk_of(request).generation
    where = found.claim_where(generation, claim_id)
    if where is None:
        raise HTTPException(404, "There is no such claim in the current readings.")
    reading = read(request, where[0])
    spans = [mark.start_char for claim in reading.claims if claim.id == claim_id for mark in marking.marks_of(claim)]
    part = marking.part_of(reading.report.text, min(spans, default=0))
    return RedirectResponse(
        f"/reports/{where[0]}?part={part}#claim-{claim_id}" if part > 1 else f"/reports/{where[0]}#claim-{claim_id}", 307
    )


def read(request: Request, report_id: str) -> Reading:
    """Return a report's current reading from the ledger. Raises HTTPException where it is not held any more."""
    try:
        return desk_of(request).ledger.reading(report_id)
    except LedgerError as error:
        raise HTTPException(404, "The ledger does not hold this report's reading.") from error


def label(claim: Claim, *, with_status: bool = True) -> str:
    """Return what a claim is, in a few words, for the hint of a mark; without its status where that stands beside it."""
    row = claim_row(claim, 0, "")
    kind = row["kind"]
    if kind == "figure":
        return f"{wording.measure(row['measure'])}: {wording.amount(row)}"
    if kind == "event":
        return f"{wording.what(row)}, {row['status']}" if with_status else wording.what(row)
    return (
        wording.plain(row.get("subtype"))
        if kind in ("agreement", "tie")
        else f"{row['status']} breach"
        if with_status
        else "breach of an agreement"
    )


def described(done: ReviewedClaim, reading: Reading, incident_of: dict[str, str]) -> dict[str, Any]:
    """Return a claim as the page lists it: its row, its label, its fields with their words, its incident, what persons said of it."""
    text, claim = reading.report.text, done.claim
    fields: dict[str, list[str]] = {}
    for mark in marking.marks_of(claim):
        words = " ".join(text[mark.start_char : mark.end_char].split())
        if words not in fields.setdefault(mark.field, []):
            fields[mark.field].append(words)
    return {
        "row": claim_row(claim, 0, text),
        "label": label(claim, with_status=False),
        "fields": fields,
        "incident_id": incident_of.get(claim.id),
        "done": done,
    }
