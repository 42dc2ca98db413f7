"""Laws for every text: reading never raises, spans lie inside the text and equal their words, the same text gives the same bytes."""

import datetime
import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ebla
from ebla.reading.reader import pieces, read_report
from ebla.records import Report
from ebla.records.checking import check_lines

DAY = datetime.date(2019, 8, 14)
OF_WAR = """rebels shelled the town of Saraqib on Monday killing at least 12 civilians said army denied it that plans to capture if
    would could not no UN urged both sides stop fighting 1 500 families fled ceasefire violated by . , : - " ( ) • IED drone strike in near
    Aleppo and they its which was wounded 3 of them children late last year who threatened truce agreement between Hamas accuse
    soldiers claimed"""
WORDS = st.sampled_from([*OF_WAR.split(), "\n"])
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def lines_of(text, report_date=DAY, reader="rules/0+test"):
    reading = read_report(Report(text=text, report_date=report_date, language="en"), "md", reader)
    return [json.loads(line) for line in reading.to_jsonl().splitlines()]


@SETTINGS
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_reading_holds_for_any_text(text):
    assert check_lines(lines_of(text), text) == []


@SETTINGS
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_reading_holds_for_any_order_of_words_of_war(text):
    assert check_lines(lines_of(text), text) == []


@SETTINGS
@given(st.lists(WORDS, min_size=5, max_size=60).map(" ".join))
def test_reading_holds_in_capitals(text):
    assert check_lines(lines_of(text.upper()), text.upper()) == []


@settings(max_examples=15, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_reading_twice_gives_the_same_bytes(text):
    assert lines_of(text) == lines_of(text)


def test_lone_surrogates_do_not_stop_a_reading():
    reading = ebla.read("Rebels shelled Saraqib \ud800 on Monday.", report_date="2019-08-14")
    assert reading.claims and reading.to_jsonl()


def test_claim_ids_differ_between_readers_and_are_stable():
    text = "Rebels shelled Saraqib on Monday, killing at least 12 civilians."
    first, again, other = lines_of(text), lines_of(text), lines_of(text, reader="rules/1+test")
    ids = [line["id"] for line in first if line["kind"] != "report"]
    assert ids == [line["id"] for line in again if line["kind"] != "report"]
    assert not set(ids) & {line["id"] for line in other if line["kind"] != "report"}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Saraqib on Monday. " * 4_000,
        "Rebels shelled Saraqib on Monday.\n\n" * 4_000,
        "x" * 200_000,
        "رصدت مصادر محلية قصفا على المدينة. " * 200,
        "town\tkilled\nSaraqib\t12\nHama\t3\n",
        "Rebels\x00 shelled\x07 Saraqib\x1b[31m on Monday.",
        "CafÃ© owners in Saraqib said rebels shelled the market on Monday.",
    ],
    ids=["one line", "paragraphs", "one word", "right to left", "table", "control characters", "mojibake"],
)
def test_odd_texts_are_read_and_conform(text):
    assert check_lines(lines_of(text), text) == []


def test_long_text_is_read_in_pieces_that_cover_it():
    text = "Rebels shelled Saraqib on Monday.\n\n" * 9_000
    cut = list(pieces(text))
    assert len(cut) > 5
    assert cut[0][0] == 0 and cut[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(cut))
    assert max(end - start for start, end in cut) <= 40_000


def test_unknown_language_gives_a_problem_and_no_claims():
    reading = ebla.read(
        "Les rebelles ont bombardé la ville lundi, tuant douze civils, selon la police locale de la région.", report_date="2019-08-14"
    )
    assert reading.claims == ()
    assert "'fr'" in reading.problems[0].message


def test_missing_report_date_leaves_relative_dates_open_and_says_so():
    reading = ebla.read("Rebels shelled Saraqib on Monday, killing at least 12 civilians.")
    event = reading.claims[0]
    assert event.date is None or event.date.date_start is None
    assert any(problem.stage == "dates" for problem in reading.problems)
