from __future__ import annotations

from typing import Any

import pytest

from evaluation.likeness import alike, claimant_credit, credit, date_credit, place_credit, plain_credit, same_party, set_credit


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        ("Idlib", "Idleb", True),
        ("Suheil Hassan", "General Suhayl al-Hassan", True),
        ("Dar'a", "Daraa", True),
        ("Niger", "Nigeria", False),
        ("Sudan", "South Sudan", False),
        ("Osk Brigade", "the Osk Brigade of Tarvel", True),
        ("Osk", "Osk Brigade of the Northern Front", False),
        ("", "", True),
        ("Osk", None, False),
        ("Deir ez Zor", "Deirezzor", True),
    ],
)
def test_names_are_alike(gold: str, said: str | None, same: bool):
    assert alike(gold, said) is same


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        ({"code": "SYR"}, {"code": "SYR MIL", "name": "x"}, True),
        ({"code": "SYR MIL", "name": "Osk"}, {"code": "SYR REB", "name": "Osk"}, False),
        ({"code": "SYR MIL", "name": "Osk"}, {"code": None, "text": "Osk"}, True),
        ({"name": "Osk"}, "Osk", True),
        ("A1", "A1", True),
        ({"code": "SYR"}, {"name": "Osk"}, False),
    ],
)
def test_parties_are_the_same(gold: Any, said: Any, same: bool):
    assert same_party(gold, said) is same


PIN = {"name": "Tarvel", "latitude": 10.0, "longitude": 20.0}


@pytest.mark.parametrize(
    ("gold", "said", "expected"),
    [
        (None, None, 1.0),
        (None, PIN, 0.0),
        (PIN, None, 0.0),
        (PIN, {"name": "other", "latitude": 10.2, "longitude": 20.0}, 1.0),
        (PIN, {"name": "Tarvel", "latitude": 10.3, "longitude": 20.0}, 0.0),
        (PIN, {"name": "Tarvel"}, 0.5),
        (PIN | {"country": "AA"}, PIN | {"country": "BB"}, 0.0),
        ({"name": "the desert", "latitude": None}, PIN, 0.0),
        ({"name": "the desert", "latitude": None}, {"name": "desert"}, 1.0),
        (PIN | {"feature_code": "ADM1"}, PIN | {"latitude": 10.8, "feature_code": "ADM1"}, 1.0),
        (PIN | {"feature_code": "ADM1"}, PIN | {"feature_code": "PPL"}, 0.5),
    ],
)
def test_place_credit(gold: Any, said: Any, expected: float):
    assert place_credit(gold, said) == expected


TWO_DAYS = {"date_start": "2031-03-04", "date_end": "2031-03-05"}


@pytest.mark.parametrize(
    ("gold", "said", "expected"),
    [
        (None, None, 1.0),
        (None, {"date_start": None, "date_end": None}, 1.0),
        (TWO_DAYS, TWO_DAYS, 1.0),
        (TWO_DAYS, TWO_DAYS | {"date_start": "2031-03-03"}, 0.5),
        (TWO_DAYS, {"date_start": "2031-03-05", "date_end": "2031-03-05"}, 0.0),
        ({"date_end": "2031-03-05"}, TWO_DAYS, 1.0),
        (TWO_DAYS, None, 0.0),
    ],
)
def test_date_credit(gold: Any, said: Any, expected: float):
    assert date_credit(gold, said) == expected


def test_claimant_credit_keeps_the_voice_of_the_report_apart():
    assert claimant_credit({"name": "report"}, {"name": "report"}) == 1
    assert claimant_credit({"name": "report"}, {"name": "the mayor"}) == 0
    assert claimant_credit({"name": "mayor"}, {"name": "x", "text": "the mayor"}) == 1


def test_plain_credit_never_takes_true_for_one():
    assert plain_credit(1, True) == 0 and plain_credit(True, True) == 1 and plain_credit("AERIAL", "aerial") == 1


def test_set_credit_is_an_f1():
    assert set_credit([1, 2], [2], lambda a, b: a == b) == pytest.approx(2 / 3)


def test_link_credit_follows_the_pairs():
    assert credit("part_of", "E1", "x", {"x": "E1"}) == 1 and credit("part_of", "E1", "y", {"x": "E1"}) == 0
    assert credit("response_to", None, None, {}) == 1 and credit("response_to", ["E1", "E2"], ["x"], {"x": "E1"}) == pytest.approx(2 / 3)
