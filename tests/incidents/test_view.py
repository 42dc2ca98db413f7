from __future__ import annotations

import dataclasses
import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebla.incidents.grading import Override
from ebla.incidents.view import Linked, view_incident
from ebla.records.incident import Incident
from incidents.gold_wars import WARS, load
from incidents.told import ARMY, REGISTER, TARVEL, VILLAGERS, event, figure, linked, report, says


def three_reports() -> Linked:
    wire, paper, monitor, army = report("Plain Wire"), report("Harbour Gazette", 1), report("Osk Monitor", 2), report("Army Bulletin", 1)
    first = event(wire, claimant=says("residents"), recipient=(VILLAGERS,))
    second, third = event(paper, claimant=says("Osk Monitor")), event(monitor)
    denial = event(army, status="denied")
    return linked(
        (wire, [first, figure(first, 9)]), (paper, [second]), (monitor, [third, figure(third, 12)]), (army, [denial])
    )  # fmt: skip


def test_reports_outlets_claimants_and_sources_are_counted_apart() -> None:
    seen = view_incident(three_reports(), REGISTER)
    assert (seen.report_count, seen.outlet_count, seen.claimant_count, seen.independent_source_count) == (3, 3, 2, 2)
    monitor = next(source for source in seen.sources if source.name == "Osk Monitor")
    assert len(monitor.report_ids) == 1 and len(monitor.repeating_report_ids) == 1


def test_every_chosen_field_names_the_claim_it_was_taken_from() -> None:
    seen = view_incident(three_reports(), REGISTER)
    assert set(seen.basis) == {"event_type", "mode", "date", "place"}
    assert set(seen.basis.values()) <= set(seen.claim_ids)
    assert (seen.place_name, seen.latitude, seen.country) == (TARVEL.name, TARVEL.latitude, "ZZ")


def test_figures_and_grades_stand_flat_beside_their_full_record() -> None:
    seen = view_incident(three_reports(), REGISTER)
    assert (seen.killed_low, seen.killed_high) == (9, 12)
    assert (seen.grade, seen.grading.rule) == ("fair", "two-sources")
    assert len(seen.denying_claim_ids) == 1 and [source.name for source in seen.sources if source.denies] == ["Army Bulletin"]


def test_withdrawn_report_counts_no_more_but_stays_visible() -> None:
    given = three_reports()
    monitor = next(one for one in given.reports.values() if one.publisher == "Osk Monitor")
    seen = view_incident(changed(given, set_aside={monitor.id: "withdrawn"}), REGISTER)
    assert seen.report_count == 2 and monitor.id in seen.report_ids and seen.set_aside == {monitor.id: "withdrawn"}
    assert seen.killed_high == 9


def test_incident_of_withdrawn_reports_only_is_discounted_and_still_says_what_it_was() -> None:
    one = report("Plain Wire")
    seen = view_incident(linked((one, [event(one)]), set_aside={one.id: "withdrawn"}), REGISTER)
    assert (seen.grade, seen.report_count, seen.independent_source_count, seen.place_name) == ("discounted", 0, 0, "Tarvel")


def test_persons_grade_goes_before_the_rules() -> None:
    seen = view_incident(changed(three_reports(), override=Override(grade="confirmed", by="ana", note="x")), REGISTER)
    assert (seen.grade, seen.grading.by) == ("confirmed", "ana")


def test_what_no_account_says_stays_unknown() -> None:
    one = report(None)
    bare = event(one, place=None, date=None, actor=(), mode=None, event_type=None)
    seen = view_incident(linked((one, [bare])), REGISTER)
    assert (seen.event_type, seen.date_start, seen.place_name, seen.latitude, seen.country, seen.killed_best) == (None,) * 6
    assert seen.information_grade == "6"


def test_army_that_tells_of_its_own_strike_confirms_it() -> None:
    wire, army = report("Plain Wire"), report("Army Bulletin")
    seen = view_incident(linked((wire, [event(wire)]), (army, [event(army, actor=(ARMY,))])), REGISTER)
    assert (seen.grade, seen.grading.rule) == ("confirmed", "admitted")


def test_record_survives_the_wire() -> None:
    seen = view_incident(three_reports(), REGISTER)
    assert msgspec.json.decode(msgspec.json.encode(seen), type=Incident) == seen


@given(st.randoms(use_true_random=False))
def test_order_of_claims_and_reports_does_not_matter(chance: random.Random) -> None:
    given_, events, reports = three_reports(), list(three_reports().events), list(three_reports().reports.items())
    chance.shuffle(events)
    chance.shuffle(reports)
    figures = list(reversed(given_.figures))
    shuffled = changed(given_, events=events, reports=dict(reports), figures=figures)
    assert view_incident(shuffled, REGISTER) == view_incident(given_, REGISTER)


def changed(given: Linked, **more: object) -> Linked:
    return dataclasses.replace(given, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("war", WARS)
def test_incidents_of_the_corpus_have_their_place_day_and_type(war: str) -> None:
    told = load(war)
    for name, gold in told.incidents.items():
        if gold["size"] != "main":
            continue
        seen = view_incident(told.linked(name), told.register)
        assert seen.event_type == gold["event_type"] and seen.mode == gold["mode"], name
        if gold["place"]:
            assert seen.place_name == gold["place"]["name"], name
        if gold["date_start"] == gold["date_end"]:
            assert (str(seen.date_start), str(seen.date_end)) == (gold["date_start"], gold["date_end"]), name


@pytest.mark.parametrize("war", WARS)
def test_copies_of_the_corpus_are_no_independent_sources(war: str) -> None:
    told = load(war)
    pairs = [(told.names[row["report_id"]], told.names[row["of"]]) for row in told.relations if "copy" in row["relation"]]
    for name in told.incidents:
        seen = view_incident(told.linked(name), told.register)
        for copy, original in pairs:
            if {copy, original} <= set(seen.report_ids):
                assert not any(copy in source.report_ids for source in seen.sources), name


def test_killed_of_the_corpus_contain_the_truth_in_most_incidents() -> None:
    seen_right = counted = 0
    for war in WARS:
        told = load(war)
        for name, gold in told.incidents.items():
            truth = gold["killed"]["best"]
            if gold["size"] != "main" or truth is None:
                continue
            seen = view_incident(told.linked(name), told.register)
            counted += 1
            low, high = seen.killed_low, seen.killed_high
            seen_right += low is not None and low <= truth and (high is None or truth <= high)
    assert counted >= 20 and seen_right / counted >= 0.9
