"""The shapes of the API's answers, for its documentation; answers are made from rows, not from these."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

Day = datetime.date | None


class Row(BaseModel):
    """An answer's part. Unknown is null."""


class Page(Row):
    """A page of rows: `next` is the `after` of the following page, null at the end; `generation` the state of the record."""

    generation: int
    next: str | None = Field(description="Give it as `after` for the next page")


class IncidentRow(Row):
    """An incident in a list."""

    incident_id: str
    event_type: str | None
    mode: str | None
    acled_sub_event_type: str | None
    date_start: Day
    date_end: Day
    date_precision: str | None
    place_name: str | None
    country: str | None
    admin1: str | None
    admin1_code: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    place_precision: str | None
    actors: str | None
    recipients: str | None
    report_count: int
    outlet_count: int
    claimant_count: int
    independent_source_count: int
    grade: str
    source_grade: str
    information_grade: str
    killed_low: float | None
    killed_best: float | None
    killed_high: float | None
    report_ids: list[str]


class Counts(Row):
    """How many incidents: all, without a date, without coordinates, with at least one killed."""

    total: int
    undated: int
    unplaced: int
    deadly: int


class Incidents(Page):
    """A page of incidents."""

    counts: Counts
    incidents: list[IncidentRow]


class IncidentWhole(Row):
    """An incident whole: docs/incidents.md says what each field means. `claims` are the accounts it stands on, with their reports."""

    generation: int
    incident: dict[str, Any]
    claims: list[dict[str, Any]]


class Point(Row):
    """An incident at a place known as a point."""

    incident_id: str
    latitude: float
    longitude: float
    event_type: str | None
    mode: str | None
    place_name: str | None
    place_precision: str | None
    grade: str
    killed: float | None


class Square(Row):
    """A square of the map with its incidents; `latitude` and `longitude` are the middle of the incidents, `bbox` the square."""

    count: int
    event_type: str | None = Field(description="The commonest")
    latitude: float
    longitude: float
    bbox: list[float]


class Area(Row):
    """Incidents in a place that is no point: a district, a region, a country. Draw an area or hatching, never a pin."""

    place_name: str | None
    place_precision: str | None
    country: str | None
    admin1_code: str | None
    latitude: float
    longitude: float
    radius_km: int = Field(description="How far round its middle an area of this precision usually reaches; its outline is not known")
    bbox: list[float] = Field(description="The box of that circle: west, south, east, north; west is greater than east across 180 degrees")
    count: int
    event_type: str | None


class Bins(Row):
    """What a map draws: `points` where at most 1,500 are asked for, else `squares`; `areas` beside either."""

    generation: int
    total: int
    placed: int
    points: list[Point]
    squares: list[Square]
    areas: list[Area]


class Bar(Row):
    """Incidents that begin in a unit of time."""

    start: datetime.date
    event_type: str | None
    count: int


class Interval(Row):
    """Incidents whose date is an interval of more than eight days or has an open end."""

    date_start: Day
    date_end: Day
    count: int


class Timeline(Row):
    """Counts by time under all filters but the dates."""

    generation: int
    unit: Literal["day", "week", "month", "year"]
    first: Day
    last: Day
    undated: int
    bars: list[Bar]
    intervals: list[Interval]


class FacetValue(Row):
    """A value with how many incidents have it under the other filters."""

    value: str
    count: int
    chosen: bool


class Facets(Row):
    """The values of each facet."""

    generation: int
    facets: dict[str, list[FacetValue]]


class Claims(Page):
    """A page of claims; `incident_id` is null for what tells of no deed."""

    claims: list[dict[str, Any]]


class Reports(Page):
    """A page of reports."""

    reports: list[dict[str, Any]]


class MarkRow(Row):
    """That a field of a claim was read from a span of the text. [code points]"""

    start_char: int
    end_char: int
    claim_id: str
    field: str


class ReportWhole(Row):
    """A report with its text, its claims as on the wire, and the spans that were read."""

    generation: int
    report: dict[str, Any]
    text: str
    claims: list[dict[str, Any]]
    marks: list[MarkRow]


class Found(Page):
    """Reports and claims that hold all the words. `total` counts reports; claims come with the first page."""

    total: int
    reports: list[dict[str, Any]]
    claims: list[dict[str, Any]]


class Table(Page):
    """A page of the rows of a view's table; `total` counts all."""

    total: int
    rows: list[dict[str, Any]]


class StatusNow(Row):
    """The newest generation and what is being done in the background. Ask again to see whether the record has changed."""

    generation: int
    built_at: str
    cursor: int
    doing: str
    done: int
    of: int
    error: str | None
    followed: str | None
    reports_read: int
    reports_held: int
    reports_refused: int
    last_refused: list[str]
    reading: str | None


class Problem(Row):
    """Why a request was refused."""

    error: str


class ReviewKept(Row):
    """The word as it was kept, with its number and moment."""

    review: dict[str, Any]


class Reviews(Row):
    """A page of words of persons in order; `seq` is the ledger's last change."""

    seq: int
    next: int | None = Field(description="Give it as `since` for the next page; null at the end")
    reviews: list[dict[str, Any]]
