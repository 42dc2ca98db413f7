"""The query of an address in; a checked place and period out, for the views that are not lists of incidents."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ebla.pages.filters import MOST_VALUES, Country, Cursor, Day, IncidentQuery, Text, Where, _without_empty, add_days, add_place


class PeriodQuery(BaseModel):
    """Which place and period; nothing given means all."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="ignore")
    MOST: ClassVar[int] = 2_000
    """How many rows of a table a page shows."""

    date_from: Day = Field(None, alias="from", description="First day of interest")
    date_to: Day = Field(None, alias="to", description="Last day of interest")
    country: Annotated[list[Country], BeforeValidator(_without_empty), Field(max_length=MOST_VALUES)] = Field(
        [], description="ISO 3166-1 alpha-2"
    )
    place: Text = Field(None, description="A name or words in one, or a GeoNames id")
    actor: Text = Field(None, description="A party: a roster id, a PLOVER code or its country, or words in a name")
    section: Text = Field(None, description="Only this table of the view")

    def address(self, **changed: Any) -> str:
        """Return it as the query of an address, some values changed."""
        values = {**self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True), **changed}
        return urlencode({name: value for name, value in values.items() if value not in (None, [], "")}, doseq=True)

    def where(self) -> Where:
        """Return the conditions on a table with days and places."""
        where = Where()
        add_days(where, self.date_from, self.date_to)
        where.among("country", [one.upper() for one in self.country])
        if self.place:
            add_place(where, self.place)
        return where

    def whole(self) -> WholeQuery:
        """Return the same, asking for all rows."""
        return WholeQuery.model_validate(self.model_dump(by_alias=True))

    def incidents(self) -> IncidentQuery:
        """Return the same of incidents; the party is who did it."""
        asked = self.model_dump(include=set(PeriodQuery.model_fields) - {"section"}) | {"country": [one.upper() for one in self.country]}
        return IncidentQuery.model_validate(asked)


class WholeQuery(PeriodQuery):
    """The same for files and programs, which get all rows."""

    MOST: ClassVar[int] = 10_000_000


class TablePage(WholeQuery):
    """A page of the rows of a table."""

    after: Cursor = Field(None, description="The `next` of the page before")
    limit: int = Field(200, ge=1, le=2_000, description="Rows a page")
