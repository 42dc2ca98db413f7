from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from ebla.incidents.coverage import SILENT_WEEKS, coverage_by_week, week_of
from incidents.told import REGISTER

MONDAY = datetime.date(2031, 3, 3)


def weeks(number: int) -> datetime.date:
    return MONDAY + datetime.timedelta(weeks=number)


def test_weeks_without_a_report_are_shown_as_silent() -> None:
    found = coverage_by_week(
        [("Plain Wire", None, weeks(0)), ("Plain Wire", None, weeks(0)), ("Plain Wire", None, weeks(2)), ("Osk Monitor", None, weeks(1))],
        REGISTER,
    )
    counts = {(one.outlet, one.week_start): one.report_count for one in found}
    assert [counts["Plain Wire", weeks(n)] for n in range(3)] == [2, 0, 1]
    assert [counts["Osk Monitor", weeks(n)] for n in (1, 2)] == [1, 0]
    assert ("Osk Monitor", weeks(0)) not in counts


def test_outlet_that_ended_is_not_silent_for_ever() -> None:
    found = coverage_by_week([("Plain Wire", None, weeks(0)), ("Osk Monitor", None, weeks(60))], REGISTER)
    assert sum(one.outlet == "Plain Wire" for one in found) == 1 + SILENT_WEEKS


def test_report_without_date_is_in_no_week_and_without_publisher_in_one_place() -> None:
    assert coverage_by_week([("Plain Wire", None, None)], REGISTER) == ()
    (found,) = coverage_by_week([(None, None, weeks(0))], REGISTER)
    assert (found.outlet, found.kind) == ("unknown outlet", None)


@given(st.dates())
def test_week_is_the_monday_before_or_on_the_day(day: datetime.date) -> None:
    monday = week_of(day)
    assert monday <= day and (day - monday).days < 7
    assert monday.weekday() == 0 or monday == datetime.date.min
