"""A date as the report tells it: an interval of days, how sure, and the rule that read it."""

import datetime
from typing import Literal

import msgspec

from ebla.records.span import Span

DatePrecision = Literal["day", "days", "week", "month", "quarter", "year", "years", "open"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Date(msgspec.Struct, frozen=True, kw_only=True):
    """When. Both days count; a None start or end is an open end ("by November" has no start).

    `timex` is a TIMEX3 value, `anchor` what a relative expression was reckoned from
    (`report_date`, `narrative`, a claim id, or None for none), `rule` the name of the rule that read it.
    """

    text: str | None = None
    span: Span | None = None
    date_start: datetime.date | None = None
    date_end: datetime.date | None = None
    date_precision: DatePrecision | None = None
    timex: str | None = None
    timex_type: TimexType | None = None
    anchor: str | None = None
    rule: str | None = None
    inferred: bool = False
