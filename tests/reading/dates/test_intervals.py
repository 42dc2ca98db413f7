import datetime

import pytest

from ebla.reading.dates import intervals

JUNE = intervals.month(2022, 6)


@pytest.mark.parametrize(
    ("period", "name", "start", "end"),
    [
        (JUNE, "early", "2022-06-01", "2022-06-10"),
        (JUNE, "mid", "2022-06-11", "2022-06-20"),
        (JUNE, "late", "2022-06-21", "2022-06-30"),
        (JUNE, "second half", "2022-06-16", "2022-06-30"),
        (JUNE, "last week", "2022-06-24", "2022-06-30"),
        (intervals.year(2022), "late", "2022-10-01", "2022-12-31"),
        (intervals.year(2022), "mid", "2022-04-01", "2022-09-30"),
        (intervals.week(datetime.date(2022, 6, 15)), "late", "2022-06-17", "2022-06-19"),
        (intervals.decade(1990), "early", "1990-01-01", "1993-12-31"),
        (intervals.day(datetime.date(2022, 6, 15)), "early", "2022-06-15", "2022-06-15"),
    ],
)
def test_part_of_period_follows_the_contract(period, name, start, end):
    found = intervals.part(period, name)
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2022-06-01", "2022-06-01", "day"),
        ("2022-06-01", "2022-06-03", "days"),
        ("2022-06-06", "2022-06-12", "week"),
        ("2022-06-01", "2022-06-30", "month"),
        ("2022-04-01", "2022-06-30", "quarter"),
        ("2022-01-01", "2022-12-31", "year"),
        ("2020-01-01", "2022-12-31", "years"),
        (None, "2022-06-01", "open"),
        ("2022-06-01", None, "open"),
        (None, None, None),
    ],
)
def test_precision_names_the_length(start, end, expected):
    days = [datetime.date.fromisoformat(d) if d else None for d in (start, end)]
    assert intervals.precision(*days) == expected
