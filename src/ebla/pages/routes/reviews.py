"""Review in place: words of persons in, over HTTP; what was said of a report or incident out. Writes need a name and the page's token."""

from __future__ import annotations

import itertools
from typing import Annotated, Any
from urllib.parse import parse_qs, quote

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from ebla.errors import EblaError, InputError, ReviewConflictError
from ebla.pages import models
from ebla.pages.desk import Desk, desk_of
from ebla.pages.filters import ReportId
from ebla.pages.gate import session_of
from ebla.pages.reviews import Said, keep
from ebla.pages.routes.api import holds
from ebla.pages.security import FIELD, Session, writable
from ebla.records import Review

router = APIRouter()
api = APIRouter(prefix="/api/v1", tags=["review"])
_LONGEST_FORM = 200_000
_LISTS = ("claim_ids",)
_REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": models.Problem, "description": "What cannot be said"},
    403: {"model": models.Problem, "description": "No name, or not the page's token"},
    409: {"model": models.Problem, "description": "Somebody else was first; look again"},
    503: {"model": models.Problem, "description": "The ledger cannot be written now; nothing was kept"},
}


def _kept(desk: Desk, said: Said, session: Session | None) -> Review:
    """Keep a word. Raises HTTPException with what is wrong."""
    if session is None or not session.reviewer.strip():
        raise HTTPException(403, "Nobody is named. Start with: ebla serve --reviewer NAME")
    try:
        return keep(desk.ledger, said, session.reviewer)
    except ReviewConflictError as error:
        raise HTTPException(
            409, f"{error.by} said something of the same meanwhile (change {error.seq}). Look again, then say yours."
        ) from error
    except InputError as error:
        raise HTTPException(400, f"{error.why}. {error.remedy}.") from error
    except EblaError as error:
        if error.__cause__ is not None:  # the database's own refusal: locked, or its disk is full; it may be tried again
            raise HTTPException(503, f"Nothing was kept. {error}") from error
        raise HTTPException(400, str(error)) from error


@api.post("/reviews", response_model=models.ReviewKept, status_code=201, responses=_REFUSED)
def say(request: Request, said: Said) -> Response:
    """Say something of a claim, one of its fields, or incidents. Send the page's token as X-Ebla-Csrf, or a bearer token."""
    review = _kept(desk_of(request), said, session_of(dict(request.scope)))
    return Response(msgspec.json.encode({"review": _told(review)}), 201, media_type="application/json")


@api.get("/reviews", response_model=models.Reviews, responses=_REFUSED)
def said_so_far(
    request: Request,
    report: Annotated[ReportId, Query(description="A report's id")] = None,
    incident: Annotated[str | None, Query(pattern="^[0-9A-Za-z_.-]{0,64}$", description="An incident's id")] = None,
    since: Annotated[int, Query(ge=0, le=2**53, description="Only what was said after this change")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000, description="Rows a page")] = 200,
) -> Response:
    """What persons said, in order, a page; `seq` is the ledger's last change, to be sent back as `expected_seq`."""
    ledger = desk_of(request).ledger
    seq = ledger.last_seq()
    headers = {"etag": f'W/"change-{seq}"', "cache-control": "private, no-cache"}
    if holds(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    reviews = ledger.reviews(report_id=report, incident_id=incident or None, since=since)
    found = [_told(review) for review in itertools.islice(reviews, limit + 1)]
    following = found[limit - 1]["seq"] if len(found) > limit else None
    body = msgspec.json.encode({"seq": seq, "next": following, "reviews": found[:limit]})
    return Response(body, media_type="application/json", headers=headers)


def _told(review: Review) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(review)
    told.pop("claim")
    return told


@router.post("/review")
async def say_by_form(request: Request) -> Response:
    """Take a word from a form, keep it, and lead back to where it was said."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_FORM:
            return JSONResponse({"error": "That is too long."}, 413)
    try:
        fields = parse_qs(body.decode("utf-8"), max_num_fields=600)
    except ValueError as error:
        raise HTTPException(400, "The form cannot be read.") from error
    session = session_of(dict(request.scope))
    if not writable(session, fields.pop(FIELD, [None])):
        raise HTTPException(403, "The form is of an older session. Open the page again.")
    back = fields.pop("next", ["/incidents"])[0]
    try:
        said = Said.model_validate({name: values if name in _LISTS else values[0] for name, values in fields.items()})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:3])
        raise HTTPException(400, faults) from error
    await run_in_threadpool(_kept, desk_of(request), said, session)
    return RedirectResponse(_own_address(back), 303)


def _own_address(address: str) -> str:
    """Return an address of ours to lead to; the list for any other."""
    if not address.startswith("/") or address.startswith(("//", "/\\")) or "\\" in address:
        return "/incidents"
    return quote(address, safe="/?&=#%:,.~-_+")
