"""The query of an address in; a checked filter, its SQL and its address again out. Foreign values become bound parameters, never SQL.

The names are those of `docs/page.md`. An empty value means none; a value that cannot be is refused with pydantic's ValidationError (400).
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from ebla.ledger.words import search_words
from ebla.pages.mercator import column, row
from ebla.pages.rows import day_number
from ebla.records.claims import AcledSubEventType, EventType, Mode
from ebla.records.incident import Grade
from ebla.records.place import PlacePrecision

_PAGE_FIELDS = {"sort", "after", "limit", "zoom"}
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
MOST_VALUES, MOST_CHARS = 60, 200
SHARP = ("exact", "near")
"""Precisions of places that may be drawn as a point."""


def _none_if_empty(value: Any) -> Any:
    return None if value == "" or value == [""] else value


def _without_empty(value: Any) -> Any:
    return [one for one in value if one != ""] if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    value = _none_if_empty(value)
    if isinstance(value, str) and _CONTROL.search(value):
        raise ValueError("control characters are not allowed")
    return value


Text = Annotated[Annotated[str, Field(max_length=MOST_CHARS)] | None, BeforeValidator(_plain)]
Sort = Literal["newest", "oldest", "killed", "reports"]
Cursor = Annotated[Annotated[str, Field(max_length=100)] | None, BeforeValidator(_plain)]
ReportId = Annotated[Annotated[str, Field(pattern="^[0-9a-f]{16}$")] | None, BeforeValidator(_plain)]
Day = Annotated[datetime.date | None, BeforeValidator(_none_if_empty)]
Country = Annotated[str, Field(pattern="^[A-Za-z]{2}$")]


class IncidentQuery(BaseModel):
    """Which incidents: what is given must all hold; of a list, one value. Nothing given means all."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="ignore")

    date_from: Day = Field(None, alias="from", description="First day of interest. An interval that overlaps is kept, an undated one not.")
    date_to: Day = Field(None, alias="to", description="Last day of interest.")
    type: Annotated[list[EventType], BeforeValidator(_without_empty), Field(max_length=MOST_VALUES)] = Field([], description="PLOVER type")
    mode: Annotated[list[Mode], BeforeValidator(_without_empty), Field(max_length=MOST_VALUES)] = Field([], description="PLOVER mode")
    sub: Annotated[list[AcledSubEventType], BeforeValidator(_without_empty), Field(max_length=MOST_VALUES)] = Field(
        [], description="ACLED sub-event type"
    )
    country: Annotated[list[Country], BeforeValidator(_without_empty), Field(max_length=MOST_VALUES)] = Field(
        [], description="ISO 3166-1 alpha-2"
    )
    admin1: Text = Field(None, description="First-order division, ISO 3166-2")
    place: Text = Field(None, description="A name or words in one, or a GeoNames id")
    actor: Text = Field(None, description="Who did it: a roster id, a PLOVER code or its country, or words in a name")
    recipient: Text = Field(None, description="To whom: the same")
    grade: Annotated[list[Grade], BeforeValidator(_without_empty), Field(max_length=MOST_VALUES)] = Field([], description="Grade")
    precision: Annotated[list[PlacePrecision], BeforeValidator(_without_empty), Field(max_length=MOST_VALUES)] = Field(
        [], description="Precision of the place"
    )
    source: Text = Field(None, description="A publisher that tells of it")
    report: ReportId = Field(None, description="A report's id")
    deadly: Annotated[bool | None, BeforeValidator(_none_if_empty)] = Field(None, description="Only those with at least one killed")
    undated: Annotated[bool | None, BeforeValidator(_none_if_empty)] = Field(None, description="Only those without a date")
    bbox: Text = Field(None, description="west,south,east,north in degrees; west may be greater than east")

    @field_validator("country")
    @classmethod
    def _upper(cls, value: list[str]) -> list[str]:
        return [one.upper() for one in value]

    @field_validator("bbox")
    @classmethod
    def _box(cls, value: str | None) -> str | None:
        if value is not None:
            box_of(value)
        return value

    def address(self, **changed: Any) -> str:
        """Return the filter as the query of an address, some values changed (None or [] takes one out); always the first page."""
        return self._address({"after"}, changed)

    @property
    def key(self) -> str:
        """The filter alone as text, without order and page."""
        return self._address(_PAGE_FIELDS, {})

    def _address(self, without: set[str], changed: dict[str, Any]) -> str:
        values = {**self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True, exclude=without), **changed}
        kept = {name: ("true" if value is True else value) for name, value in values.items() if value not in (None, [], "", False)}
        return urlencode(kept, doseq=True)

    def toggled(self, name: str, value: str) -> str:
        """Return the address with a value of a list put in, or taken out where it is in."""
        held = list(getattr(self, name))
        return self.address(**{name: [one for one in held if one != value] if value in held else [*held, value]})

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.key


def box_of(text: str) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a box. Raises ValueError for what is none.

    >>> box_of("30,-5,40.5,12")
    (30.0, -5.0, 40.5, 12.0)
    """
    parts = text.split(",")
    if len(parts) != 4:
        raise ValueError("a box is west,south,east,north in degrees")
    west, south, east, north = (float(part) for part in parts)
    if not all(map(math.isfinite, (west, south, east, north))) or not (-90 <= south <= north <= 90 and max(abs(west), abs(east)) <= 360):
        raise ValueError("a box is west,south,east,north in degrees, south not over north")
    return west, south, east, north


class Where:
    """Conditions joined by AND, with their parameters."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.parameters: list[Any] = []

    def add(self, condition: str, *parameters: Any) -> None:
        """Add a condition."""
        self.conditions.append(condition)
        self.parameters.extend(parameters)

    def among(self, column_name: str, values: Iterable[str]) -> None:
        """Add that a column has one of these values, where there are any."""
        if wanted := list(values):
            self.add(f"{column_name} IN ({', '.join('?' * len(wanted))})", *wanted)

    @property
    def sql(self) -> str:
        """The conditions, `TRUE` for none."""
        return " AND ".join(f"({condition})" for condition in self.conditions) or "TRUE"


def escaped(words: str) -> str:
    """Return words for LIKE with its signs taken as they are (the escape character is a backslash)."""
    return re.sub(r"([\\%_])", r"\\\1", words)


def add_days(where: Where, first: datetime.date | None, last: datetime.date | None) -> None:
    """Add that an interval overlaps these days."""
    if first is not None:
        where.add("to_day >= ?", day_number(first))
    if last is not None:
        where.add("from_day <= ?", day_number(last))


def add_place(where: Where, place: str) -> None:
    """Add that the place has this GeoNames id, or these words in its name."""
    if place.isascii() and place.isdigit() and len(place) < 15:
        where.add("geonames_id = ?", int(place))
    else:
        words = search_words(place)
        where.add("' ' || place_key LIKE ? ESCAPE '\\'", f"% {escaped(words)}%") if words else where.add("FALSE")


def add_box(where: Where, box: str) -> None:
    """Add that the place has coordinates in a box."""
    west, south, east, north = box_of(box)
    where.add("cell_y BETWEEN ? AND ?", row(north), row(south))
    if east - west >= 360:
        where.add("cell_x IS NOT NULL")
        return
    left, right = (column((edge + 180) % 360 - 180 if abs(edge) != 180 else edge) for edge in (west, east))
    if left <= right:
        where.add("cell_x BETWEEN ? AND ?", left, right)
    else:
        where.add("cell_x >= ? OR cell_x <= ?", left, right)


def party_condition(said: str) -> tuple[str, list[Any]]:
    """Return the condition on a table of parties that one is meant by an id, a code, a country's code, or words in a name."""
    words = search_words(said)
    condition, parameters = "key = ? OR code = ?", [said, said.upper()]
    if len(said) == 3 and said.isascii() and said.isalpha():
        condition, parameters = f"{condition} OR starts_with(code, ?)", [*parameters, said.upper() + " "]
    if words:
        condition, parameters = f"{condition} OR ' ' || name_key LIKE ? ESCAPE '\\'", [*parameters, f"% {escaped(words)}%"]
    return condition, parameters


def where_of(query: IncidentQuery, leave_out: str = "") -> Where:
    """Return the conditions on `incidents` of a filter, without those of one of its fields."""
    where = Where()
    if leave_out != "dates":
        add_days(where, query.date_from, query.date_to)
        if query.undated:
            where.add("from_day IS NULL")
    for name, column_name in _LISTS.items():
        if name != leave_out:
            where.among(column_name, getattr(query, name))
    if query.admin1:
        where.add("admin1_code = ?", query.admin1.upper())
    if query.place:
        add_place(where, query.place)
    for role in ("actor", "recipient"):
        if said := getattr(query, role):
            condition, parameters = party_condition(said)
            where.add(f"id IN (SELECT incident_id FROM incident_parties WHERE role = '{role}' AND ({condition}))", *parameters)
    if query.source:
        where.add(
            "id IN (SELECT incident_id FROM members JOIN claims c ON c.id = claim_id JOIN reports r ON r.id = c.report_id "
            "WHERE r.publisher = ?)",
            query.source,
        )
    if query.report:
        where.add("contains(report_ids, ?)", query.report)
    if query.deadly:
        where.add("coalesce(killed_low, killed_best, killed_high) > 0")
    if query.bbox and leave_out != "bbox":
        add_box(where, query.bbox)
    return where


class IncidentList(IncidentQuery):
    """A page of the incidents that are asked for."""

    sort: Sort = Field("newest", description="Order")
    after: Cursor = Field(None, description="The `next` of the page before")
    limit: int = Field(50, ge=1, le=500, description="Rows a page")


class IncidentMap(IncidentQuery):
    """The incidents that are asked for, as a map of a zoom shows them."""

    zoom: int = Field(2, ge=0, le=20, description="Zoom of the usual web maps, tiles of 256 pixels")


_LISTS = {
    "type": "event_type", "mode": "mode", "sub": "acled_sub_event_type", "country": "country", "grade": "grade",
    "precision": "place_precision",
}  # fmt: skip
FACETS = tuple(_LISTS)
