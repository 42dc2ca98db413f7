"""The words of a claim's row."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from ebla.cli.wording import NONE, amount_words, date_words, row_words
from ebla.records import Claim, Claimant, Date, Event, Figure, Place, Tie
from factory import READER, make_claims, make_party, make_report

DAY = datetime.date.fromisoformat


def figure(**values: Any) -> Figure:
    return Figure(**{"id": "f", "report_id": "r", "reader": READER, "status": "occurred", "measure": "killed"} | values)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"quantifier": "exactly", "low": 12, "best": 12, "high": 12}, "12"),
        ({"quantifier": "at_least", "low": 12}, "at least 12"),
        ({"quantifier": "more_than", "low": 1200}, "over 1,200"),
        ({"quantifier": "up_to", "high": 40}, "up to 40"),
        ({"quantifier": "less_than", "high": 40}, "under 40"),
        ({"quantifier": "approximately", "best": 500}, "about 500"),
        ({"quantifier": "approximately", "low": 24}, "24 or more"),
        ({"quantifier": "between", "low": 20, "high": 30}, "20 to 30"),
        ({"quantifier": "exactly", "best": 0, "low": 0, "high": 0}, "0"),
        ({"best": 3, "unit": "household"}, "3 households"),
        ({"best": 2, "unit": "facility"}, "2 facilities"),
        ({"best": 1, "unit": "home"}, "1 home"),
        ({"low": 1, "high": 2}, "1 to 2"),
        ({"high": 9}, "up to 9"),
        ({"quantifier": "at_least", "high": 9}, "up to 9"),
        ({}, "not said"),
    ],
)
def test_amount_says_its_bounds(values: dict[str, Any], words: str) -> None:
    assert amount_words(figure(**values)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-03-04", "2031-03-04", "2031-03-04"),
        ("2031-03-04", "2031-03-06", "2031-03-04 to 06"),
        ("2031-03-04", "2031-04-06", "2031-03-04 to 04-06"),
        ("2030-12-31", "2031-01-01", "2030-12-31 to 2031-01-01"),
        ("2031-02-01", "2031-02-28", "2031-02"),
        ("2030-12-01", "2030-12-31", "2030-12"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("9999-12-01", "9999-12-31", "9999-12-01 to 31"),
        (None, "2031-03-04", "until 2031-03-04"),
        ("2031-03-04", None, "from 2031-03-04"),
    ],
)
def test_interval_is_said_shortly(start: str | None, end: str | None, words: str) -> None:
    assert date_words(Date(date_start=DAY(start) if start else None, date_end=DAY(end) if end else None)) == words


def test_date_without_days_is_said_in_its_own_words() -> None:
    assert date_words(Date(text="one day", span=(0, 7))) == "one day"
    assert date_words(None) == NONE


def test_each_kind_of_claim_has_its_row() -> None:
    claims = make_claims(make_report())
    rows = [row_words(claim, names={claims[2].id: "Osk truce"}) for claim in claims]
    assert [(row.who, row.what, row.whom, row.status) for row in rows] == [
        ("Military Forces of Zedland", "ASSAULT aerial", NONE, "occurred"),
        (NONE, "killed", "civilians", "occurred"),
        ("rebels", "ceasefire: Osk truce", NONE, "ongoing"),
        ("rebels", "breach of agreement", NONE, "denied"),
        ("rebels", "signatory of", "Osk truce", "occurred"),
    ]
    assert (rows[0].where, rows[0].when, rows[0].says) == ("Tarvel (ZZ)", "2031-03-04", "Northern Relief Union")


def event(**values: Any) -> Event:
    return Event(**{"id": "e", "report_id": "r", "reader": READER, "status": "planned"} | values)


def test_event_without_type_is_said_by_its_trigger() -> None:
    assert row_words(event(), "to seize the airbase").what == "“to seize the airbase”"
    assert row_words(event()).what == NONE


def test_event_says_weapon_facility_supporter_ways_and_sources() -> None:
    text = "army guards clinic"
    row = row_words(
        event(
            event_type="ASSAULT",
            actor=(make_party(text, "army"),),
            supporter=(make_party(text, "guards"),),
            weapon=("mortar", "rocket"),
            facility=("clinic",),
            origin=Place(name="Osk", country="ZZ"),
            destination=Place(name="Zedland", country="ZZ", place_precision="country"),
            claimant=Claimant(name="ministry"),
            via=(Claimant(name="radio"),),
        )
    )
    assert row.who == "army with guards"
    assert row.what == "ASSAULT (mortar, rocket)"
    assert row.whom == "clinic"
    assert row.where == "from Osk (ZZ), to Zedland"
    assert row.says == "ministry via radio"


def test_tie_to_a_place_names_it() -> None:
    source = make_party("army", "army")
    tie: Claim = Tie(
        id="t", report_id="r", reader=READER, status="ongoing", tie_type="based_at", source=source, target=Place(name="Osk", country="ZZ")
    )
    assert row_words(tie).whom == "Osk (ZZ)"
