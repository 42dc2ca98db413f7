"""The query of an address in; a checked filter of claims and its SQL out."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ebla.pages.filters import (
    MOST_VALUES,
    Country,
    Cursor,
    Day,
    ReportId,
    Text,
    Where,
    _without_empty,
    add_days,
    add_place,
    party_condition,
)
from ebla.records.claims import ClaimStatus, EventType, Measure


class ClaimQuery(BaseModel):
    """Which claims, whether or not they tell of an incident: plans, fears and denials are here."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="ignore")

    date_from: Day = Field(None, alias="from", description="First day of interest")
    date_to: Day = Field(None, alias="to", description="Last day of interest")
    kind: Annotated[list[Literal["event", "figure", "agreement", "violation", "tie"]], BeforeValidator(_without_empty)] = Field(
        [], description="Kind of claim", max_length=MOST_VALUES
    )
    status: Annotated[list[ClaimStatus | Literal["alleged", "admitted"]], BeforeValidator(_without_empty)] = Field(
        [], description="What is said of the deed", max_length=MOST_VALUES
    )
    type: Annotated[list[EventType], BeforeValidator(_without_empty)] = Field([], description="PLOVER type", max_length=MOST_VALUES)
    measure: Annotated[list[Measure], BeforeValidator(_without_empty)] = Field([], description="What is counted", max_length=MOST_VALUES)
    country: Annotated[list[Country], BeforeValidator(_without_empty)] = Field([], description="ISO 3166-1 alpha-2", max_length=MOST_VALUES)
    place: Text = Field(None, description="A name or words in one, or a GeoNames id")
    actor: Text = Field(None, description="A party in any role")
    claimant: Text = Field(None, description="Who says so, exactly")
    report: ReportId = Field(None, description="A report's id")

    after: Cursor = Field(None, description="The `next` of the page before")
    limit: int = Field(50, ge=1, le=500, description="Rows a page")

    def address(self, **changed: Any) -> str:
        """Return the filter as the query of an address, some values changed (None or [] takes one out); always the first page."""
        values = {**self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True, exclude={"after"}), **changed}
        return urlencode({name: value for name, value in values.items() if value not in (None, [], "")}, doseq=True)

    def toggled(self, name: str, value: str) -> str:
        """Return the address with a value of a list put in, or taken out where it is in."""
        held = list(getattr(self, name))
        return self.address(**{name: [one for one in held if one != value] if value in held else [*held, value]})

    def where(self) -> Where:
        """Return the conditions on `claims`."""
        where = Where()
        add_days(where, self.date_from, self.date_to)
        for name, column_name in (("kind", "kind"), ("status", "status"), ("type", "event_type"), ("measure", "measure")):
            where.among(column_name, getattr(self, name))
        where.among("country", [one.upper() for one in self.country])
        if self.place:
            add_place(where, self.place)
        if self.actor:
            condition, parameters = party_condition(self.actor)
            where.add(f"id IN (SELECT claim_id FROM parties WHERE {condition})", *parameters)
        if self.claimant:
            where.add("claimant = ?", self.claimant)
        if self.report:
            where.add("report_id = ?", self.report)
        return where
