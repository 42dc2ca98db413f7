"""Charts of the views, as SVG and PNG."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from ebla.pages import charts
from ebla.pages.desk import desk_of
from ebla.pages.filters import IncidentQuery
from ebla.pages.period_filters import PeriodQuery
from ebla.pages.queries.agreements import allegations
from ebla.pages.queries.coverage import coverage, with_gaps
from ebla.pages.queries.displacement import counts as people
from ebla.pages.queries.incidents import count_incidents
from ebla.pages.queries.maps import timeline
from ebla.pages.queries.reports import count_reports
from ebla.pages.security import CHART_CSP
from ebla.pages.store import Generation
from ebla.pages.wording import plain

router = APIRouter(prefix="/charts")
Form = Literal["svg", "png"]


@router.get("/incidents.{form}")
def incidents(request: Request, form: Form, query: Annotated[IncidentQuery, Query()]) -> Response:
    """Draw the incidents that are asked for, by time and type."""
    generation = desk_of(request).generation
    found = timeline(generation, query)
    first, last = (None if day is None else day.isoformat() for day in (query.date_from, query.date_to))
    kept = [bar for bar in found["bars"] if (first is None or bar["start"] >= first) and (last is None or bar["start"] <= last)]
    left_out = count_incidents(generation, query)["total"] - sum(bar["count"] for bar in kept)
    about = _about(generation, "Incidents by event type", first, last)
    if left_out > 0:
        about = dataclasses.replace(about, note=f"Without {left_out:,} of no date or one of more than eight days. ")
    counts = [(bar["start"], plain(bar["event_type"]).capitalize(), bar["count"]) for bar in kept]
    return _answer(charts.bars(about, "incidents", counts), form, "incidents")


@router.get("/{name}.{form}")
def chart(request: Request, name: str, form: Form, query: Annotated[PeriodQuery, Query()]) -> Response:
    """Draw a chart of a place and period."""
    generation = desk_of(request).generation
    first, last = (None if day is None else day.isoformat() for day in (query.date_from, query.date_to))
    where = ", ".join([*([query.place] if query.place else []), *query.country])
    if name in ("flows", "stocks"):
        title = "People reported moving" if name == "flows" else "People reported displaced or in need"
        told = people(generation, query, name[:-1])
        points = [
            (row["date_start"] or row["date_end"], row["what"], row["low"], row["best"], row["high"])
            for row in told
            if row["date_start"] or row["date_end"]
        ]
        about = _about(generation, title + (f" ({where})" if where else ""), first, last)
        if any(low != high for _, _, low, _, high in points if None not in (low, high)):
            about = dataclasses.replace(about, note="Lines go from low to high. ")
        svg = charts.ranges(about, _counted(told), points)
    elif name == "coverage":
        counts = [(row["week"], "reports", row["reports"]) for row in with_gaps(generation, coverage(generation, query))]
        svg = charts.bars(_about(generation, "Reports by week" + (f" ({where})" if where else ""), first, last), "reports", counts)
    elif name == "allegations":
        breaches = [
            (str(row["date_start"] or row["date_end"] or row["report_date"]), side, 1)
            for row in allegations(generation, query.whole())
            if row["date_start"] or row["date_end"] or row["report_date"]
            for side in row["violators"] or ["not named"]
        ]
        svg = charts.bars(_about(generation, "Alleged breaches of agreements by party", first, last), "allegations", breaches)
    else:
        raise HTTPException(404, "There is no such chart. There are: incidents, flows, stocks, coverage, allegations.")
    return _answer(svg, form, name)


def _counted(rows: list[dict[str, Any]]) -> str:
    """Return what an axis counts: people, and households where a source counted those."""
    return "people" if all(row["unit"] in (None, "person") for row in rows) else "people, or households as named"


def _about(generation: Generation, title: str, first: str | None, last: str | None) -> charts.About:
    period = f"{first or '…'} to {last or '…'}" if first or last else ""
    return charts.About(title, period, count_reports(generation), generation)


def _answer(svg: str, form: Form, name: str) -> Response:
    headers = {"content-security-policy": CHART_CSP, "content-disposition": f'inline; filename="ebla-{name}.{form}"'}
    if form == "svg":
        return Response(svg, media_type="image/svg+xml", headers=headers)
    return Response(charts.png(svg), media_type="image/png", headers=headers)
