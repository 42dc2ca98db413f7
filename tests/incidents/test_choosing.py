from __future__ import annotations

import datetime
from typing import Any

from ebla.incidents.accounts import Origins
from ebla.incidents.choosing import Account, can_be_one, choose_date, choose_place, choose_value, distance_km, parties, precision
from ebla.records import Date, Party, Place
from incidents.told import ARMY, DAY, OSK, REBELS, REGISTER, TARVEL, event, report

NEXT = DAY + datetime.timedelta(days=1)


def accounts(*told: tuple[str, dict[str, Any]]) -> list[Account]:
    reports = [report(name, number) for number, (name, _) in enumerate(told)]
    origins = Origins({one.id: one for one in reports}, REGISTER, "ZZ")
    events = [event(of, number=n, **fields) for n, (of, (_, fields)) in enumerate(zip(reports, told, strict=True))]
    return [Account(event=one, report=of, origin=origins.of(one)) for one, of in zip(events, reports, strict=True)]


def days(first: datetime.date | None, last: datetime.date | None) -> dict[str, Any]:
    return {"date": Date(date_start=first, date_end=last)}


def test_date_is_the_shortest_that_all_can_accept() -> None:
    found = choose_date(accounts(("Plain Wire", days(DAY - datetime.timedelta(days=9), NEXT)), ("Osk Monitor", days(DAY, DAY))))
    assert found is not None and (found[0].date_start, found[0].date_end) == (DAY, DAY)


def test_date_of_most_sources_wins_over_a_lone_one() -> None:
    told = accounts(("Plain Wire", days(DAY, DAY)), ("Osk Monitor", days(DAY, DAY)), ("Lantern Aid", days(NEXT, NEXT)))
    found = choose_date(told)
    assert found is not None and found[0].date_start == DAY and found[1] == told[0].event.id


def test_date_repeated_by_one_source_has_one_vote() -> None:
    told = accounts(*[("Harbour Gazette", days(NEXT, NEXT))] * 3, ("Plain Wire", days(DAY, DAY)), ("Osk Monitor", days(DAY, DAY)))
    found = choose_date(told)
    assert found is not None and found[0].date_start == DAY


def test_open_and_missing_dates_are_never_filled() -> None:
    assert choose_date(accounts(("Plain Wire", {"date": None}))) is None
    found = choose_date(accounts(("Plain Wire", days(None, DAY))))
    assert found is not None and found[0].date_start is None


def test_place_is_the_most_precise_that_lies_in_the_others() -> None:
    vague = Place(name="northwest Zedland", country="ZZ", place_precision="vague")
    found = choose_place(accounts(("Plain Wire", {"place": vague}), ("Osk Monitor", {"place": OSK}), ("Lantern Aid", {"place": TARVEL})))
    assert found is not None and found[0].name == "Tarvel"


def test_precise_place_elsewhere_does_not_win_alone() -> None:
    far = Place(name="Belmont", latitude=15.0, longitude=44.0, country="ZZ", admin1="Harran", place_precision="exact")
    found = choose_place(accounts(("Plain Wire", {"place": OSK}), ("Osk Monitor", {"place": TARVEL}), ("Lantern Aid", {"place": far})))
    assert found is not None and found[0].name == "Tarvel"


def test_read_place_goes_before_an_inferred_one() -> None:
    inferred = Place(name="Tarvel", latitude=12.5, longitude=40.25, country="ZZ", place_precision="exact", inferred=True)
    told = accounts(("Plain Wire", {"place": inferred}), ("Osk Monitor", {"place": TARVEL}))
    found = choose_place(told)
    assert found is not None and found[1] == told[1].event.id


def test_places_in_two_countries_are_never_one() -> None:
    assert not can_be_one(TARVEL, Place(name="Tarvel", country="YY", place_precision="country"))


def test_near_points_are_one_place_and_far_ones_two() -> None:
    near = Place(name="Old Tarvel", latitude=12.6, longitude=40.3, country="ZZ", place_precision="exact")
    far = Place(name="Belmont", latitude=13.5, longitude=40.25, country="ZZ", place_precision="exact")
    assert can_be_one(TARVEL, near) and not can_be_one(TARVEL, far)
    apart = distance_km(TARVEL, far)
    assert apart is not None and 110 < apart < 112


def test_precision_without_a_word_follows_the_feature_code() -> None:
    assert precision(Place(name="A", feature_code="ADM1", latitude=1.0, longitude=1.0)) == "admin1"
    assert precision(Place(name="A", feature_code="PPL", latitude=1.0, longitude=1.0)) == "exact"
    assert precision(Place(name="A")) == "vague"


def test_mode_of_most_sources_is_taken_and_silence_is_no_vote() -> None:
    told = accounts(("Plain Wire", {"mode": None}), ("Osk Monitor", {"mode": "drone"}), ("Lantern Aid", {"mode": None}))
    assert choose_value(told, lambda one: one.mode) == ("drone", told[1].event.id)


def test_parties_of_one_side_are_joined_under_the_commonest_name() -> None:
    regime = Party(name="Zedland army", code="ZZD MIL")
    told = accounts(("Plain Wire", {"actor": (ARMY,)}), ("Osk Monitor", {"actor": (ARMY,)}), ("Lantern Aid", {"actor": (regime, REBELS)}))
    found = parties(told, lambda one: one.actor, "ZZ")
    assert [(party.name, party.source_count) for party in found] == [("Military Forces of Zedland", 3), ("Northern Front", 1)]
