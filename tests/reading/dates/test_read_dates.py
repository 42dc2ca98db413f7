import datetime
import itertools
import json
import pathlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ebla
from ebla.errors import InputError
from ebla.reading.dates import find_dates, is_time_word, read_dates
from ebla.reading.dates.depths import depths
from ebla.reading.parse import Depth, Parser
from ebla.reading.segment import blocks
from ebla.records import Date

CASES = pathlib.Path(__file__).parents[3] / "evaluation" / "dates"
TODAY = "2022-06-15"  # a Wednesday


def days(text, report_date=TODAY):
    return [(str(d.date_start), str(d.date_end)) for d in read_dates(text, report_date)]


def test_read_dates_keeps_the_words_at_their_span():
    text = "Shells fell on Monday\nmorning, and again on 12  June."
    for date in read_dates(text, TODAY):
        assert text[date.span[0] : date.span[1]] == date.text


def test_read_dates_takes_a_date_or_an_iso_string():
    assert read_dates("Shells fell on Monday.", datetime.date(2022, 6, 15)) == read_dates("Shells fell on Monday.", TODAY)


def test_read_dates_refuses_another_form_of_report_date():
    with pytest.raises(InputError, match="'15 June' is no date"):
        read_dates("Shells fell on Monday.", "15 June")


def test_read_dates_takes_a_time_for_its_day():
    assert read_dates("Shells fell today.", datetime.datetime(2022, 6, 15, 23, 50)) == read_dates("Shells fell today.", TODAY)


def test_ebla_read_dates_gives_the_contract_with_its_type():
    (date,) = ebla.read_dates("Shells fell on Monday at dawn.", TODAY)
    assert isinstance(date, Date)
    assert (date.timex_type, date.timex, date.date_precision, date.anchor) == ("TIME", "2022-06-13TMO", "day", "report_date")


def test_read_dates_of_empty_text_is_empty():
    assert read_dates("", TODAY) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Rebels shelled the camp on Friday.", "2022-06-10", "2022-06-10"),
        ("The envoys will meet on Friday.", "2022-06-17", "2022-06-17"),
        ("The envoys plan to meet on Friday.", "2022-06-17", "2022-06-17"),
        ("The talks are scheduled for Friday.", "2022-06-17", "2022-06-17"),
        ("The town was taken in September.", "2021-09-01", "2021-09-30"),
        ("The town may fall in September.", "2022-09-01", "2022-09-30"),
    ],
)
def test_tense_chooses_the_side_of_the_report_date(text, start, end):
    assert days(text) == [(start, end)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("By April the ridge was lost.", "None", "2022-04-30"),
        ("The road has been shut since April.", "2022-04-01", "2022-06-15"),
        ("The road was shut until April.", "None", "2022-04-30"),
        ("Shortly before Easter the ridge was lost.", "None", "2022-04-16"),
        ("Shelling killed nine this month.", "2022-06-01", "2022-06-15"),
        ("In the past week nine died.", "2022-06-09", "2022-06-15"),
        ("Nine died last week.", "2022-06-06", "2022-06-12"),
        ("Nine died overnight.", "2022-06-14", "2022-06-15"),
        ("The front froze late last year.", "2021-10-01", "2021-12-31"),
        ("Nine have died recently.", "None", "2022-06-15"),
    ],
)
def test_bounds_follow_the_contract(text, start, end):
    assert days(text) == [(start, end)]


def test_next_day_is_reckoned_from_the_date_just_told():
    first, second = read_dates("The bridge fell on 3 May. The next day the town was burned.", TODAY)
    assert second.date_start == datetime.date(2022, 5, 4)
    assert (first.anchor, second.anchor) == ("report_date", "narrative")


def test_event_anchor_takes_the_date_told_for_the_event():
    dates = read_dates("A truce began on 3 May. Two days after the truce, shells hit the clinic.", TODAY)
    assert dates[-1].date_start == datetime.date(2022, 5, 5)


def test_event_without_a_date_leaves_the_offset_open():
    (date,) = read_dates("Two days after the truce, shells hit the clinic.", TODAY)
    assert (date.date_start, date.date_end, date.anchor) == (None, None, None)


@pytest.mark.parametrize("text", ["Shells fell on Tuesday.", "Shells fell yesterday.", "Shells fell last week.", "Shells fell in May."])
def test_relative_date_without_report_date_stays_open(text):
    (date,) = read_dates(text)
    assert (date.date_start, date.date_end) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "The rebels may march again.",
        "The 17 February Brigade held the port.",
        "Resolution 1701 was cited.",
        "A 22-year-old was shot by the M-19.",
        "The army imposed a 24-hour curfew.",
        "Some 2015 people fled.",
        "The 30 February report was forged.",
    ],
)
def test_words_that_only_look_like_dates_give_nothing(text):
    assert read_dates(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Shells fell at 3:40 a.m. on Sunday.", "2022-06-12T03:40"),
        ("LOGGED 150830Z JUN 22 NEAR THE FORD.", "2022-06-15T08:30Z"),
        ("Crowds gather every Friday.", "XXXX-WXX-5"),
        ("The raid lasted six hours.", "PT6H"),
        ("Shells fell in the spring of 2019.", "2019-SP"),
    ],
)
def test_timex_value_is_written_as_timex3(text, timex):
    assert [d.timex for d in read_dates(text, TODAY)] == [timex]


@pytest.mark.parametrize(
    ("text", "report_date", "start"),
    [
        ("The raid of 05/03/2016 was denied.", "2016-03-10", "2016-03-05"),
        ("The raid of 05/03/2016 was denied.", "2016-05-04", "2016-05-03"),
        ("The raids of 25/02/2016 and 05/03/2016 were denied.", "2016-05-04", "2016-03-05"),
    ],
)
def test_numeric_date_order_is_taken_from_the_text_or_the_report_date(text, report_date, start):
    assert str(read_dates(text, report_date)[-1].date_start) == start


def test_dates_are_in_text_order_without_overlap():
    text = "On Monday 6 June at dawn, and from 8 to 10 June, shells fell; talks follow next week, by the end of the month."
    spans = [d.span for d in read_dates(text, TODAY)]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_is_time_word_tells_may_the_month_from_may_the_verb():
    words = {w.text: is_time_word(w) for w in Parser.load("md").parse("In May the week began; rebels may attack Aleppo.").words}
    assert words["May"] and words["week"]
    assert not words["may"] and not words["Aleppo"]


PIECES = [
    "on Friday",
    "3 May",
    "the next day",
    "since",
    "by",
    "2014",
    "last week",
    "at dawn",
    "30/02/2020",
    "early",
    "—",
    "99 May 0000",
    "\n",
    "Ramadan",
    "'s",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from([datetime.date.min, datetime.date.max, datetime.date(2022, 6, 15)]))
def test_reading_never_fails_and_intervals_are_in_order(pieces, report_date):
    text = " ".join(pieces)
    for date in read_dates(text, report_date):
        assert text[date.span[0] : date.span[1]] == date.text
        assert date.date_start is None or date.date_end is None or date.date_start <= date.date_end


@pytest.mark.parametrize("name", ["cases_first.jsonl", "cases_later.jsonl"])
def test_own_cases_keep_their_accuracy(name):
    parser, right, total = Parser.load("md"), 0, 0
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        when = datetime.date.fromisoformat(case["report_date"]) if case["report_date"] else None
        found = {(str(d.date_start), str(d.date_end)) for d in find_dates(parser.parse(case["text"]), when)}
        for expected in case["expected"]:
            total += 1
            right += (str(expected["date_start"]), str(expected["date_end"])) in found
    assert right / total >= 0.98


_FILLER = (
    "The hills above the river are dry. Few people live there.\n\nThe two sides blame each other, Sunday Adeyemi of the relief union said."
)


@pytest.mark.parametrize("start", range(0, 440, 40))
def test_read_dates_gives_what_a_whole_parse_gives(start):
    rows = [json.loads(line) for name in ("first", "later") for line in (CASES / f"cases_{name}.jsonl").read_text().splitlines()]
    text = f"\n\n{_FILLER}\n\n".join(row["text"] for row in rows[start : start + 40 : 3])
    for when in (datetime.date(2022, 6, 15), None):
        assert read_dates(text, when) == find_dates(Parser.load("md").parse(text), when)


def test_read_dates_parses_only_blocks_that_may_hold_a_date():
    low = "rebels shelled the camp.\n\nit burned on friday.\n\nsunday okafor saw it."
    found = depths(low, blocks(low), [(m.start(), m.end()) for m in re.finditer("friday|sunday", low)])
    assert found[1:] == [Depth.SYNTAX, Depth.ENTITIES]
    assert depths(low, blocks(low), [])[0] is Depth.WORDS


def test_month_after_since_a_year_is_reckoned_from_the_report():
    text = "Raids have displaced 200,000 people since 2021.\n\nIn January, a strike in the state killed 39 herders."
    january = read_dates(text, datetime.date(2023, 6, 12))[-1]
    assert (january.date_start, january.date_end) == (datetime.date(2023, 1, 1), datetime.date(2023, 1, 31))
