import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebla.reading.dates import calendars
from ebla.reading.dates.holidays import holiday


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (calendars.easter(2019), "2019-04-21"),
        (calendars.orthodox_easter(2021), "2021-05-02"),
        (calendars.from_hijri(1436, 6, 6), "2015-03-26"),
        (calendars.from_hijri(1445, 9, 17), "2024-03-27"),
        (calendars.from_persian(1398, 8, 26), "2019-11-17"),
        (calendars.from_persian(1400, 5, 24), "2021-08-15"),
        (calendars.nowruz(2020), "2020-03-20"),
        (calendars.from_ethiopian(2015, 2, 23), "2022-11-02"),
        (calendars.from_hebrew(5784, 7, 22), "2023-10-07"),
        (calendars.from_hebrew(5784, 12, 14), "2024-03-24"),
    ],
)
def test_calendar_gives_known_day(found, expected):
    assert found == datetime.date.fromisoformat(expected)


@pytest.mark.parametrize(
    "found",
    [
        calendars.from_hijri(1445, 13, 1),
        calendars.from_hijri(1200, 1, 1),
        calendars.from_hijri(1445, 9, 31),
        calendars.from_persian(1402, 12, 30),
        calendars.from_persian(99, 1, 1),
        calendars.from_ethiopian(2014, 13, 6),
    ],
)
def test_calendar_gives_none_where_no_such_day(found):
    assert found is None


@given(st.integers(1365, 1499))
def test_hijri_years_follow_each_other_without_gap(year):
    last = calendars.from_hijri(year, 12, 30) or calendars.from_hijri(year, 12, 29)
    assert last is not None
    assert calendars.from_hijri(year + 1, 1, 1) == last + datetime.timedelta(days=1)


@given(st.integers(1250, 1500))
def test_persian_years_have_365_or_366_days(year):
    first, following = calendars.from_persian(year, 1, 1), calendars.from_persian(year + 1, 1, 1)
    assert first is not None
    assert following is not None
    assert (following - first).days in (365, 366)


@pytest.mark.parametrize(
    ("name", "year", "start", "end"),
    [
        ("ramadan", 2023, "2023-03-23", "2023-04-20"),
        ("eid al-adha", 2021, "2021-07-20", "2021-07-20"),
        ("orthodox christmas", 2021, "2021-01-07", "2021-01-07"),
        ("tet", 1968, "1968-01-30", "1968-01-30"),
        ("thanksgiving", 2023, "2023-11-23", "2023-11-23"),
        ("quds day", 2023, "2023-04-14", "2023-04-14"),
        ("timkat", 2021, "2021-01-19", "2021-01-19"),
        ("yom kippur", 1973, "1973-10-06", "1973-10-06"),
    ],
)
def test_holiday_falls_on_known_days(name, year, start, end):
    assert (start, end) in [(p.start.isoformat(), p.end.isoformat()) for p in holiday(name, year)]


def test_holiday_may_fall_twice_in_a_year():
    assert [p.start.isoformat() for p in holiday("eid al-fitr", 2000)] == ["2000-01-08", "2000-12-27"]
