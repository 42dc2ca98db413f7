"""What a person types becomes a value of the record, or is refused with what is allowed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebla.errors import InputError
from ebla.gazetteer.find import Gazetteer
from ebla.records.schema import KINDS
from ebla.reviewing import core, fields_of, read_value
from ebla.reviewing.places import places_named


@pytest.mark.parametrize(
    ("kind", "field", "typed", "value"),
    [
        ("event", "status", "OCCURRED", "occurred"),
        ("event", "mode", "-", None),
        ("event", "actor", "", []),
        ("event", "actor", "Osk guard; ZZD MIL; rebels = ZZD REB", [{"name": "Osk guard"}, {"code": "ZZD MIL"}, {"name": "rebels",
        "code": "ZZD REB"}]),
        ("event", "weapon", "mortar; rocket", ["mortar", "rocket"]),
        ("event", "acled_sub_event_type", "air/drone strike", "Air/drone strike"),
        ("event", "date", "2031-03-04", {"date_start": "2031-03-04", "date_end": "2031-03-04", "date_precision": "day"}),
        ("event", "date", "../2031-03-04", {"date_end": "2031-03-04", "date_precision": "open"}),
        ("event", "date", "2031-03-01 / 2031-03-04", {"date_start": "2031-03-01", "date_end": "2031-03-04", "date_precision": "days"}),
        ("event", "place", "Tarvel, 12.5, 40.25", {"name": "Tarvel", "latitude": 12.5, "longitude": 40.25, "place_precision": "exact"}),
        ("event", "place", "Tarvel", {"name": "Tarvel"}),
        ("event", "claimant", "a medic", {"name": "a medic"}),
        ("figure", "best", "1 500", 1500),
        ("figure", "best", "2.5", 2.5),
        ("figure", "cumulative", "yes", True),
        ("figure", "party", "rebels", {"name": "rebels"}),
        ("violation", "status", "Admitted", "admitted"),
        ("agreement", "names", "Osk truce", ["Osk truce"]),
        ("tie", "source", "Osk guard", {"name": "Osk guard"}),
    ],
)  # fmt: skip
def test_typed_value_is_read(kind: str, field: str, typed: str, value: Any) -> None:
    assert core(read_value(kind, field, typed)) == core(value)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("date", "Tuesday", "Write 2031-03-04"), ("date", "2031-02-30", "is no date"), ("date", "../..", "has no day|is no date"),
        ("date", "2031-03-05/2031-03-01", "ends before it starts"), ("place", "Tarvel, 95, 10", "nowhere on earth"),
        ("mode", "boom", "Known: "), ("status", "-", "cannot be its value"),
    ],
)  # fmt: skip
def test_typed_value_that_is_none_is_refused(field: str, typed: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_value("event", field, typed)


def test_number_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="is no number"):
        read_value("figure", "low", "many")


@given(st.sampled_from([(kind, field) for kind in KINDS for field in fields_of(kind)]), st.text(max_size=40))
def test_any_typing_is_a_value_or_refused(what: tuple[str, str], typed: str) -> None:
    try:
        read_value(*what, typed)
    except InputError as error:
        assert str(error)


def test_places_of_the_claims_country_come_first() -> None:
    found = places_named(Gazetteer.world(), "Tripoli", "LB")
    assert found[0]["country"] == "LB"
    assert {place["country"] for place in found} >= {"LB", "LY"}
    assert {place["country"] for place in places_named(Gazetteer.world(), "Tripoli, LY", "LB")} == {"LY"}
    assert places_named(Gazetteer.world(), "Qqxzyw") == []


def test_place_that_a_person_types_is_looked_up() -> None:
    value = read_value("event", "place", "Khartoum", lambda name: places_named(Gazetteer.world(), name, "SD")[0])
    assert (value["country"], value["inferred"]) == ("SD", True)
    assert value["geonames_id"] is not None
