"""A period in; places with how many incidents each has out; of one place its kinds of incident by year."""

from __future__ import annotations

from ebla.pages.filters import where_of
from ebla.pages.period_filters import PeriodQuery
from ebla.pages.store import Generation
from ebla.pages.tabular import Column, Section, View, address_of

_MOST = 1_000
_COLUMNS = (
    Column("place_name", "Place", "foreign", address_of("key", "/places/")),
    Column("country", "Country"),
    Column("admin1", "District", "foreign"),
    Column("place_precision", "Precision", "words"),
    Column("incidents", "Incidents", "number"),
    Column("deadly", "With killed", "number"),
    Column("first", "First", "day"),
    Column("last", "Last", "day"),
)
_KEY = "coalesce(CAST(geonames_id AS VARCHAR), place_key)"


def places(generation: Generation, query: PeriodQuery) -> View:
    """Return the view of all places that incidents name."""
    where = where_of(query.incidents())
    rows = generation.records(
        f"SELECT {_KEY} AS key, any_value(place_name) AS place_name, any_value(country) AS country, any_value(admin1) AS admin1, "
        "any_value(place_precision) AS place_precision, any_value(latitude) AS latitude, any_value(longitude) AS longitude, "
        "count(*) AS incidents, count(*) FILTER (coalesce(killed_low, killed_best, killed_high) > 0) AS deadly, "
        "CAST(DATE '1970-01-01' + min(date_start) AS VARCHAR) AS first, CAST(DATE '1970-01-01' + max(date_end) AS VARCHAR) AS last "
        f"FROM incidents WHERE {where.sql} AND place_name IS NOT NULL GROUP BY key ORDER BY incidents DESC, key LIMIT {query.MOST}",
        where.parameters,
    )
    intro = (
        "Places that incidents name, as the gazetteer knows them; one that it does not know has its name as reported and no coordinates."
    )
    return View(
        address="/places", title="Places", intro=intro, sections=[Section(id="places", heading="Places", columns=_COLUMNS, rows=rows)]
    )


def place(generation: Generation, key: str) -> View | None:
    """Return the view of one place; None where no incident names it."""
    name = generation.value(f"SELECT any_value(place_name) FROM incidents WHERE {_KEY} = ?", [key])
    if name is None:
        return None
    rows = generation.records(
        "SELECT coalesce(CAST(year(DATE '1970-01-01' + coalesce(date_start, date_end)) AS VARCHAR), 'no date') AS year, "
        "coalesce(acled_sub_event_type, event_type, 'no type') AS what, count(*) AS incidents, "
        "count(*) FILTER (coalesce(killed_low, killed_best, killed_high) > 0) AS deadly "
        f"FROM incidents WHERE {_KEY} = ? GROUP BY year, what ORDER BY year DESC, incidents DESC, what LIMIT {_MOST}",
        [key],
    )
    columns = (
        Column("year", "Year"),
        Column("what", "What"),
        Column("incidents", "Incidents", "number"),
        Column("deadly", "With killed", "number"),
    )
    return View(
        address=f"/places/{key}",
        title=str(name),
        intro="Incidents at this place by year and kind.",
        sections=[Section(id="kinds", heading="Incidents", columns=columns, rows=rows)],
    )
