"""Pages of incidents: the list with its facets, map and timeline, and one incident."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ebla.errors import LedgerError
from ebla.pages import wording
from ebla.pages.desk import Desk, desk_of, render
from ebla.pages.filters import IncidentList
from ebla.pages.queries import incidents as found
from ebla.pages.queries.maps import timeline
from ebla.pages.reviews import reviewed
from ebla.pages.timeline import drawn
from ebla.records import Review
from ebla.records.incident import Incident
from ebla.reviewing import ReviewedClaim, fields_of

router = APIRouter()
_MOST_REPORTS, _MOST_CHANGES = 100, 30


@router.get("/")
def first() -> Response:
    """Lead to the incidents."""
    return RedirectResponse("/incidents", 307)


@router.get("/incidents", response_class=HTMLResponse)
def incident_list(request: Request, query: Annotated[IncidentList, Query()]) -> Response:
    """Show the incidents that are asked for."""
    generation = desk_of(request).generation
    rows, following = found.list_incidents(generation, query, query.sort, query.after, query.limit)
    content: dict[str, Any] = {
        "view": "/incidents",
        "query": query,
        "rows": rows,
        "next": following,
        "counts": found.count_incidents(generation, query),
        "facets": found.facets(generation, query),
        "timeline": drawn(timeline(generation, query)),
        "wording": wording,
        "exports": [(f"/incidents.{kind}?{query.address(limit=None)}", name) for kind, name in _EXPORTS],
    }
    return render(request, "incidents.html", content)


_EXPORTS = (("csv", "CSV"), ("json", "JSON"), ("geojson", "GeoJSON"))


@router.get("/incidents/{incident_id}", response_class=HTMLResponse)
def one_incident(request: Request, incident_id: str) -> Response:
    """Show an incident: who says what of it, and the grade with its rule."""
    generation = desk_of(request).generation
    current = found.resolve(generation, incident_id)
    if current is None:
        raise HTTPException(404, "There is no such incident. It may have been made of claims that are no longer held.")
    if current != incident_id:
        return RedirectResponse(f"/incidents/{current}", 307)
    desk = desk_of(request)
    seq = desk.ledger.last_seq()
    incident = _now(desk, current)
    claims = found.claims_of(generation, current)
    reports: dict[str, dict[str, Any]] = {}
    for claim in claims:
        reports.setdefault(
            claim["report_id"], {"title": claim["title"] or claim["beginning"], "publisher": claim["publisher"], "claims": []}
        )
        reports[claim["report_id"]]["claims"].append(claim)
    content = {
        "view": "/incidents",
        "incident": incident,
        "seq": seq,
        "said": list(desk.ledger.reviews(incident_id=current)),
        "claims": claims,
        "history": _history(desk, current),
        "merged": [one for (one,) in generation.rows("SELECT incident_id FROM redirects WHERE into_id = ? ORDER BY 1 LIMIT 50", [current])],
        "done": _said_of(desk, list(reports)),
        "fields_of": fields_of,
        "reports": reports,
        "wording": wording,
        "exports": [(f"/api/v1/incidents/{current}", "JSON")],
    }
    return render(request, "incident.html", content)


def _history(desk: Desk, incident_id: str) -> list[dict[str, Any]]:
    """Return when linking put claims into an incident: change, moment, how many of how many reports; the first changes of very many."""
    told = itertools.groupby(desk.ledger.membership_history(incident_id=incident_id), key=lambda row: row.seq)
    out = []
    for seq, rows in itertools.islice(told, _MOST_CHANGES):
        members = list(rows)
        entry = next(iter(desk.ledger.changes(seq - 1)))
        out.append({"seq": seq, "at": entry.recorded_at, "claims": len(members), "reports": len({row.report_id for row in members})})
    return out


def _said_of(desk: Desk, report_ids: Sequence[str]) -> dict[str, ReviewedClaim]:
    """Return what persons said of the claims of these reports, by claim; of the first reports of very many."""
    said: dict[str, ReviewedClaim] = {}
    for report_id in report_ids[:_MOST_REPORTS]:
        if next(iter(desk.ledger.reviews(report_id=report_id)), None) is not None:
            with contextlib.suppress(LedgerError):
                said |= {done.read.id: done for done in reviewed(desk.ledger, desk.ledger.reading(report_id)).claims}
    return said


def _now(desk: Desk, incident_id: str) -> Incident | None:
    """Return an incident of the generation; as persons say it now, where some said something since."""
    generation = desk.generation
    held = found.incident(generation, incident_id)
    newer = list(desk.ledger.reviews(since=generation.pointer.cursor))
    if held is None or not any(incident_id in review.incident_ids or _about(review, held) for review in newer):
        return held
    from ebla.pages.linked import Views  # loads what linking needs, which an unread record does without

    return next(iter(Views(desk.ledger).incidents([incident_id])), held)


def _about(review: Review, incident: Incident) -> bool:
    return review.target is not None and review.target.report_id in incident.report_ids
