"""The JSON API behind the pages, read-only. Each answer names its generation and has an ETag of it, so that an unchanged one is a 304."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response

from ebla.pages import marking, models
from ebla.pages.background import Status
from ebla.pages.claim_filters import ClaimQuery
from ebla.pages.desk import desk_of
from ebla.pages.filters import Cursor, IncidentList, IncidentMap, IncidentQuery, Text
from ebla.pages.queries import incidents, maps, reports
from ebla.pages.queries.search import search
from ebla.pages.routes.reports import read
from ebla.pages.store import Generation

REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": models.Problem, "description": "A value that cannot be"},
    404: {"model": models.Problem, "description": "No such thing"},
    503: {"model": models.Problem, "description": "The record is being prepared"},
    304: {"description": "As the ETag says"},
}
router = APIRouter(prefix="/api/v1", tags=["record"], responses=REFUSED)
Id = Annotated[str, Path(pattern="^[0-9A-Za-z_.-]{1,64}$")]


def answer(request: Request, generation: Generation, content: dict[str, Any]) -> Response:
    """Return JSON with the generation's ETag, or a 304 where the asker has it."""
    headers = {"etag": tag(generation), "cache-control": "private, no-cache"}
    if holds(request, tag(generation)):
        return Response(status_code=304, headers=headers)
    body = msgspec.json.encode({"generation": generation.number, **content})
    return Response(body, media_type="application/json", headers=headers)


def holds(request: Request, etag: str) -> bool:
    """Say whether the asker has the answer of this ETag."""
    return etag in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]


def tag(generation: Generation) -> str:
    """Return the ETag of every answer from a generation."""
    made = "".join(char for char in generation.pointer.built_at if char.isdigit())
    return f'W/"{generation.number}-{made}"'


@router.get("/status", response_model=models.StatusNow)
def status(request: Request) -> Response:
    """Which state of the record this is, and what is being done."""
    desk = desk_of(request)
    pointer = desk.generation.pointer
    now = desk.background.status() if desk.background else Status(doing="up to date")
    content = {"generation": pointer.number, "built_at": pointer.built_at, "cursor": pointer.cursor}
    body = msgspec.json.encode(content | msgspec.to_builtins(now))
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})


@router.get("/incidents", response_model=models.Incidents)
def incident_list(request: Request, query: Annotated[IncidentList, Query()]) -> Response:
    """The incidents that are asked for, a page."""
    generation = desk_of(request).generation
    rows, following = incidents.list_incidents(generation, query, query.sort, query.after, query.limit)
    counts = incidents.count_incidents(generation, query)
    return answer(request, generation, {"next": following, "counts": counts, "incidents": rows})


@router.get("/incidents/{incident_id}", response_model=models.IncidentWhole)
def one_incident(request: Request, incident_id: Id) -> Response:
    """An incident whole; the id of a merged one gives the incident that it went into."""
    generation = desk_of(request).generation
    current = incidents.resolve(generation, incident_id)
    if current is None:
        raise HTTPException(404, "There is no such incident.")
    claims = incidents.claims_of(generation, current)
    for claim in claims:
        claim["claim"] = msgspec.Raw(claim.pop("body").encode())
    body = generation.value("SELECT body FROM incidents WHERE id = ?", [current])
    return answer(request, generation, {"incident": msgspec.Raw(body.encode()), "claims": claims})


@router.get("/bins", response_model=models.Bins)
def bins(request: Request, query: Annotated[IncidentMap, Query()]) -> Response:
    """What a map of this zoom draws; give `bbox` for the part in view."""
    generation = desk_of(request).generation
    return answer(request, generation, maps.bins(generation, query, query.zoom))


@router.get("/timeline", response_model=models.Timeline)
def timeline(request: Request, query: Annotated[IncidentQuery, Query()]) -> Response:
    """Counts by time and type; `from` and `to` are left aside."""
    generation = desk_of(request).generation
    return answer(request, generation, maps.timeline(generation, query))


@router.get("/facets", response_model=models.Facets)
def facets(request: Request, query: Annotated[IncidentQuery, Query()]) -> Response:
    """How many incidents each further choice would give."""
    generation = desk_of(request).generation
    return answer(request, generation, {"facets": incidents.facets(generation, query)})


@router.get("/claims", response_model=models.Claims)
def claim_list(request: Request, query: Annotated[ClaimQuery, Query()]) -> Response:
    """The claims that are asked for, also plans, fears and denials, a page."""
    generation = desk_of(request).generation
    rows, following = reports.list_claims(generation, query, query.after, query.limit)
    return answer(request, generation, {"next": following, "claims": rows})


@router.get("/reports", response_model=models.Reports)
def report_list(
    request: Request,
    source: Annotated[Text, Query(description="Publisher")] = None,
    after: Annotated[Cursor, Query(description="The `next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="Rows a page")] = 50,
) -> Response:
    """The reports, the latest first, a page."""
    generation = desk_of(request).generation
    rows, following = reports.list_reports(generation, source, after, limit)
    return answer(request, generation, {"next": following, "reports": rows})


@router.get("/reports/{report_id}", response_model=models.ReportWhole)
def one_report(request: Request, report_id: Id) -> Response:
    """A report with its text, its claims and what was read from where."""
    generation = desk_of(request).generation
    row = reports.report(generation, report_id)
    if row is None:
        raise HTTPException(404, "There is no such report.")
    reading = read(request, report_id)
    text = reading.report.text.encode("utf-8", "replace").decode()
    marks = [
        {"start_char": mark.start_char, "end_char": mark.end_char, "claim_id": mark.claim_id, "field": mark.field}
        for claim in reading.claims
        for mark in marking.marks_of(claim)
    ]
    return answer(request, generation, {"report": row, "text": text, "claims": list(reading.claims), "marks": marks})


@router.get("/search", response_model=models.Found)
def search_all(
    request: Request,
    q: Annotated[Text, Query(description='Words and "phrases"')] = None,
    after: Annotated[Cursor, Query(description="The `next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Rows a page")] = 50,
) -> Response:
    """Reports whose title or text holds all words, the latest first, a page, with where they stand; on the first, claims whose words do."""
    desk = desk_of(request)
    generation = desk.generation
    return answer(request, generation, search(desk.ledger, generation, q or "", limit, after))
