"""Pages of words: search, situation summary, method, about the data, status; and the list of claims."""

from __future__ import annotations

import pathlib
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from ebla.pages import wording
from ebla.pages.claim_filters import ClaimQuery
from ebla.pages.desk import desk_of, render
from ebla.pages.filters import Cursor, Text
from ebla.pages.period_filters import PeriodQuery
from ebla.pages.queries import reports as found
from ebla.pages.queries.search import search
from ebla.pages.queries.summary import summary
from ebla.vocabulary import acled_sub_types, date_precisions, place_precisions, plover_types, quantifiers

router = APIRouter()
# Written by scripts/generate-docs from the results that docs/measured.md shows.
_QUALITY = pathlib.Path(__file__).parents[1] / "quality.json"
_SHOWN = 50


@router.get("/search", response_class=HTMLResponse)
def search_page(request: Request, q: Annotated[Text, Query()] = None, after: Annotated[Cursor, Query()] = None) -> Response:
    """Show the reports and claims that hold the words."""
    desk = desk_of(request)
    content = {"view": "/search", "q": q or "", "found": search(desk.ledger, desk.generation, q or "", _SHOWN, after), "wording": wording}
    return render(request, "search.html", content)


@router.get("/claims", response_class=HTMLResponse)
def claim_list(request: Request, query: Annotated[ClaimQuery, Query()]) -> Response:
    """Show claims of all kinds."""
    generation = desk_of(request).generation
    rows, following = found.list_claims(generation, query, query.after, query.limit)
    content = {
        "view": "/claims",
        "query": query,
        "rows": rows,
        "next": following,
        "counts": found.count_claims(generation, query),
        "wording": wording,
        "exports": [(f"/claims.{form}?{query.address(limit=None)}", name) for form, name in _EXPORTS],
    }
    return render(request, "claims.html", content)


_EXPORTS = (("csv", "CSV"), ("json", "JSON"), ("geojson", "GeoJSON"))


@router.get("/summary", response_class=HTMLResponse)
def summary_page(request: Request, query: Annotated[PeriodQuery, Query()]) -> Response:
    """Show what is told of a place and period, on one page, with citations."""
    generation = desk_of(request).generation
    told = summary(generation, query)
    content = {"view": "/summary", "query": query, "told": told, "wording": wording}
    return render(request, "summary.html", content | {"exports": [(f"/summary.json?{query.address()}", "JSON")]})


@router.get("/method", response_class=HTMLResponse)
def method(request: Request) -> Response:
    """Show what the fields mean, and how well they are read."""
    generation = desk_of(request).generation
    content = {
        "quality": msgspec.json.decode(_QUALITY.read_bytes()),
        "readers": generation.rows("SELECT reader, count(*) FROM reports GROUP BY reader ORDER BY count(*) DESC, reader LIMIT 5"),
        "view": "/method",
        "types": plover_types(),
        "sub_types": acled_sub_types(),
        "place_precisions": place_precisions(),
        "date_precisions": date_precisions(),
        "quantifiers": quantifiers(),
    }
    return render(request, "method.html", content)


@router.get("/about", response_class=HTMLResponse)
def about(request: Request) -> Response:
    """Show licences and disputed borders."""
    return render(request, "about.html", {"view": "/about"})


@router.get("/status", response_class=HTMLResponse)
def status(request: Request) -> Response:
    """Show what is being read and built."""
    desk = desk_of(request)
    now = desk.background.status() if desk.background else None
    content = {"view": "/status", "now": now, "reports": found.count_reports(desk.generation), "cursor": desk.generation.pointer.cursor}
    return render(request, "status.html", content)
