"""Pages that are tables: displacement, agreements, actors, places, sources; with their exports and their part of the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from ebla.pages import models
from ebla.pages.desk import desk_of, render
from ebla.pages.exports import Format, download
from ebla.pages.period_filters import PeriodQuery, TablePage
from ebla.pages.queries.actors import actor, actors
from ebla.pages.queries.agreements import agreements
from ebla.pages.queries.displacement import displacement
from ebla.pages.queries.paging import page_by_place
from ebla.pages.queries.places import place, places
from ebla.pages.queries.sources import sources
from ebla.pages.routes.api import REFUSED, answer
from ebla.pages.store import Generation
from ebla.pages.tabular import Row, Section, View

router = APIRouter()
api = APIRouter(prefix="/api/v1", tags=["tables"], responses=REFUSED)
Make = Callable[[Generation, PeriodQuery], View]
Asked = Annotated[PeriodQuery, Query()]
MADE: dict[str, Make] = {
    "displacement": displacement, "agreements": agreements, "actors": actors, "places": places, "sources": sources,
}  # fmt: skip
ONE: dict[str, Callable[[Generation, str], View | None]] = {"actors": actor, "places": place}


def _shown(request: Request, name: str, view: View, query: PeriodQuery, *, filtered: bool) -> Response:
    links = [
        (
            section.heading,
            [
                (f"{view.address}.{form}?{query.address(section=section.id)}", word)
                for form, word in (("csv", "CSV"), ("json", "JSON"), ("geojson", "GeoJSON"))
                if form != "geojson" or (section.rows and "latitude" in section.rows[0])
            ],
        )
        for section in view.sections
        if filtered
    ]
    content = {"view": f"/{name}", "shown_view": view, "query": query, "export_groups": links, "filtered": filtered}
    return render(request, "tables.html", content)


def _section(view: View, wanted: str | None) -> Section:
    for section in view.sections:
        if wanted in (None, section.id):
            return section
    raise HTTPException(404, f"This view has no such table. It has: {', '.join(section.id for section in view.sections)}.")


def _plain(row: Row) -> Iterator[str]:
    """Yield the names of a row's values that fit a cell: no lists of records."""
    for name, value in row.items():
        if not (isinstance(value, list) and value and isinstance(value[0], dict)):
            yield name


def _add(name: str, make: Make) -> None:
    def page(request: Request, query: Asked) -> Response:
        return _shown(request, name, make(desk_of(request).generation, query), query, filtered=True)

    def export(request: Request, form: Format, query: Asked) -> Response:
        generation = desk_of(request).generation
        section = _section(make(generation, query.whole()), query.section)
        if form == "geojson" and not (section.rows and "latitude" in section.rows[0]):
            raise HTTPException(404, "This table has no coordinates.")
        columns = [*_plain(section.rows[0])] if section.rows else [column.name for column in section.columns]
        return download(f"{name}-{section.id}", form, columns, section.rows, generation.number)

    def rows(request: Request, query: Annotated[TablePage, Query()]) -> Response:
        generation = desk_of(request).generation
        section = _section(make(generation, query), query.section)
        shown, following = page_by_place(section.rows, query.after, query.limit)
        return answer(request, generation, {"next": following, "total": len(section.rows), "rows": shown})

    router.add_api_route(f"/{name}", page, response_class=HTMLResponse, name=name)
    router.add_api_route(f"/{name}.{{form}}", export, name=f"{name}-export")
    api.add_api_route(
        f"/{name}",
        rows,
        response_model=models.Table,
        name=name,
        description=f"The rows of a table of the view {name}; `section` says which.",
    )


def _add_one(name: str, make: Callable[[Generation, str], View | None]) -> None:
    def page(request: Request, key: str) -> Response:
        view = make(desk_of(request).generation, key)
        if view is None:
            raise HTTPException(404, "No incident names that.")
        field = {"actors": "actor", "places": "place"}[name]
        return _shown(request, name, view, PeriodQuery.model_validate({field: key[:200]}), filtered=False)

    router.add_api_route(f"/{name}/{{key:path}}", page, response_class=HTMLResponse, name=f"{name}-one")


for _name, _make in MADE.items():
    _add(_name, _make)
for _name, _make_one in ONE.items():
    _add_one(_name, _make_one)
