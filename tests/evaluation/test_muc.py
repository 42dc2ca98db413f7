"""The MUC date slot: fills, house rules, scores and pairing, on invented templates; the corpus itself where EBLA_SHARED is set."""

from __future__ import annotations

import datetime
import json
import os
import pathlib

import pytest

import ebla
from ebla.records import Date
from evaluation.muc.__main__ import answer, answers, tally
from evaluation.muc.keys import NO_FILL, Fill, Key, fills, keys, texts
from evaluation.muc.slots import fill_of, judge

DAY = datetime.date(1991, 3, 20)
TEXT = (
    "TARVEL, 20 MAR 91 (OSK RADIO) -- [TEXT] A BOMB EXPLODED YESTERDAY AT THE SEED STORE OF THE OSK COMPANY, DESTROYING IT.\n\n"
    "ON 12 MARCH, GUNMEN KIDNAPPED THE BANKER ANSEL DORIC ON THE HARBOR ROAD.\n\n"
    "FARMERS SAY THE PRICE OF SEED HAS DOUBLED."
)


def day(number: int) -> datetime.date:
    return datetime.date(1991, 3, number)


def key(date: str, incident: str, *strings: str) -> Key:
    return Key("X", "1", incident, date, tuple(((string,), 3.0) for string in strings), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 MAR 91", (Fill(day(12), day(12)),)),
        ("- 12 MAR 91", (Fill(None, day(12)),)),
        ("-12 MAR 91", (Fill(None, day(12)),)),
        ("12 MAR 91 - 14 MAR 91", (Fill(day(12), day(14)),)),
        ("(12 MAR 91) / (- 14 MAR 91)", (Fill(day(12), day(12)), Fill(None, day(14)))),
        ("12 MAR", (Fill(day(12), day(12)),)),
        ("Mar 12", (Fill(day(12), day(12)),)),
        ("-", (NO_FILL,)),
        ("31 FEB 91", (NO_FILL,)),
    ],
)
def test_fills_are_read(text: str, expected: tuple[Fill, ...]) -> None:
    assert fills(text, 1991) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (None, Fill(None, DAY)),
        (Date(date_start=day(19), date_end=day(19), rule="relative_day"), Fill(day(19), day(19))),
        (Date(date_start=day(18), date_end=day(18), rule="weekday"), Fill(None, DAY)),
        (Date(date_start=day(1), date_end=day(31), rule="month"), Fill(day(1), DAY)),
        (Date(date_start=day(1), date_end=None, rule="month/since"), Fill(day(1), DAY)),
        (Date(date_start=None, date_end=day(9), rule="date/by"), Fill(None, day(9))),
    ],
)
def test_house_rules_make_the_fill(date: Date | None, expected: Fill) -> None:
    assert fill_of(date, DAY) == expected


@pytest.mark.parametrize(
    ("response", "slot", "expected"),
    [
        (Fill(day(12), day(12)), "12 MAR 91", "correct"),
        (Fill(day(12), day(12)), "11 MAR 91", "incorrect"),
        (Fill(day(12), day(12)), "11 MAR 91 - 13 MAR 91", "partial"),
        (Fill(day(12), day(12)), "- 20 MAR 91", "partial"),
        (Fill(None, DAY), "20 MAR 91", "partial"),
        (Fill(None, DAY), "- 20 MAR 91", "correct"),
        (Fill(None, DAY), "19 MAR 91", "incorrect"),
        (Fill(None, day(19)), "19 MAR 91", "incorrect"),
        (Fill(day(12), day(12)), "(11 MAR 91) / (12 MAR 91)", "correct"),
        (NO_FILL, "12 MAR 91", "missing"),
        (Fill(day(12), day(12)), "-", "spurious"),
        (NO_FILL, "-", "none"),
    ],
)
def test_fills_are_judged_by_the_guidelines(response: Fill, slot: str, expected: str) -> None:
    assert judge(response, fills(slot), DAY) == expected


def test_tally_counts_a_partly_right_fill_half() -> None:
    counts = tally(["correct", "partial", "incorrect", "missing", "spurious", "none"])
    assert (counts.recall, counts.precision) == (1.5 / 4, 1.5 / 4)
    assert tally([]).f1 == 0.0


def test_template_gets_the_date_of_the_event_that_fits_it() -> None:
    reading = ebla.read(TEXT)
    bomb = answer(key("19 MAR 91", "BOMBING", "SEED STORE"), reading)
    taken = answer(key("12 MAR 91", "KIDNAPPING", "ANSEL DORIC"), reading)
    assert (bomb.judgement, taken.judgement) == ("correct", "correct")


def test_template_without_a_fitting_event_gets_the_report_date() -> None:
    lost = answer(key("20 MAR 91", "ARSON", "COURT HOUSE"), ebla.read(TEXT))
    assert (lost.events, lost.response, lost.judgement) == ((), Fill(None, DAY), "partial")


def test_sets_are_read_from_files(tmp_path: pathlib.Path) -> None:
    slots = {"INCIDENT: DATE": ["12 MAR 91"], "INCIDENT: TYPE": ["KIDNAPPING"], "HUM TGT: NAME": ['"ANSEL DORIC"']}
    row = {"docid": "X", "template": "1", "optional": False, "irrelevant": False, "slots": slots}
    (tmp_path / "dev.templates.jsonl").write_text("\n".join(json.dumps(r) for r in (row, {**row, "optional": True})))
    (tmp_path / "dev.texts.jsonl").write_text(json.dumps({"docid": "X", "text": TEXT}))
    assert [k.strings for k in keys(tmp_path, "dev")] == [((("ANSEL DORIC",), 3.0),)]
    assert texts(tmp_path, "dev") == {"X": TEXT}
    assert [a.judgement for a in answers(tmp_path, "dev")] == ["correct"]


@pytest.mark.skipif("EBLA_SHARED" not in os.environ, reason="needs EBLA_SHARED")
def test_every_date_slot_of_the_corpus_is_understood() -> None:
    folder = pathlib.Path(os.environ["EBLA_SHARED"]) / "bench" / "muc4"
    slots = [k.date for name in ("dev", "tst1", "tst2") for k in keys(folder, name)]
    assert len(slots) > 1000
    assert {slot for slot in slots if fills(slot, 1990) == (NO_FILL,)} == {"-", "31 NOV 89"}  # a slip of the key
