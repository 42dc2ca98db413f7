"""Incidents, claims, reports and a summary as files: all that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from ebla.pages.claim_filters import ClaimQuery
from ebla.pages.desk import desk_of
from ebla.pages.exports import Format, download
from ebla.pages.filters import IncidentList, Text
from ebla.pages.period_filters import PeriodQuery
from ebla.pages.queries import incidents, reports
from ebla.pages.queries.summary import summary

router = APIRouter()
_ROWS_AT_A_TIME = 5_000
Page = tuple[list[dict[str, Any]], str | None]


def _every(page: Callable[[str | None], Page]) -> Iterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        rows, cursor = page(cursor)
        yield from rows
        if cursor is None:
            return


@router.get("/incidents.{form}")
def incident_file(request: Request, form: Format, query: Annotated[IncidentList, Query()]) -> Response:
    """Give the incidents that are asked for."""
    generation = desk_of(request).generation
    rows = _every(lambda cursor: incidents.list_incidents(generation, query, query.sort, cursor, _ROWS_AT_A_TIME))
    columns = ["incident_id", *(name for name in incidents.COLUMNS if name != "id")]
    return download("incidents", form, columns, rows, generation.number)


@router.get("/claims.{form}")
def claim_file(request: Request, form: Format, query: Annotated[ClaimQuery, Query()]) -> Response:
    """Give the claims that are asked for."""
    generation = desk_of(request).generation
    rows = _every(lambda cursor: reports.list_claims(generation, query, cursor, _ROWS_AT_A_TIME))
    columns = ["claim_id", *(name for name in reports.CLAIM_COLUMNS if name != "id"), "incident_id"]
    return download("claims", form, columns, rows, generation.number)


@router.get("/reports.{form}")
def report_file(request: Request, form: Format, source: Annotated[Text, Query()] = None) -> Response:
    """Give the reports, without their texts."""
    if form == "geojson":
        raise HTTPException(404, "Reports have no coordinates.")
    generation = desk_of(request).generation
    rows = _every(lambda cursor: reports.list_reports(generation, source, cursor, _ROWS_AT_A_TIME))
    columns = ["report_id", "report_date", *(name for name in reports.REPORT_COLUMNS if name not in ("id", "report_day"))]
    return download("reports", form, columns, rows, generation.number)


@router.get("/summary.json")
def summary_file(request: Request, query: Annotated[PeriodQuery, Query()]) -> Response:
    """Give the summary of a place and period."""
    generation = desk_of(request).generation
    return Response(msgspec.json.encode({"generation": generation.number, **summary(generation, query)}), media_type="application/json")
