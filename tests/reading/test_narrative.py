"""A deed told several times is one claim; what carries over inside a scene; denials, answers, series and orders."""

from __future__ import annotations

import datetime

import pytest

from reading.english import event_at, events, figures, quoted


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Saraqib on Monday. The attack killed 12 Syrian civilians.",
        "Rebels shelled Saraqib on Monday. Twelve Syrian civilians were killed.",
        "Rebels shell Saraqib\n\nSyrian rebels shelled Saraqib on Monday, the mayor told reporters in the evening.",
        "Gunmen attacked a bus near Mosul. The gunmen killed five Iraqi farmers.",
    ],
)
def test_later_telling_is_a_further_mention(text: str):
    (event,) = events(text)
    assert event.also


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed Taiz on Monday. Rebels shelled Aden on Tuesday.",
        "Rebels shelled Saraqib on Monday. Rebels shelled Saraqib on Tuesday.",
        "Houthi fighters attacked Taiz. Saudi soldiers attacked Taiz.",
        "Jets bombed a school in Taiz. Jets bombed a hospital in Taiz.",
    ],
)
def test_deeds_of_other_places_days_doers_or_targets_are_two(text: str):
    assert len(events(text)) == 2


def test_first_telling_is_filled_from_the_later_one():
    text = "Gunmen attacked a church in Maiduguri. The attack on Sunday was led by Boko Haram."
    event = event_at(text, "attacked")
    assert event.date is not None and event.date.date_start == datetime.date(2019, 8, 11)


def test_village_that_no_gazetteer_knows_stands_in_place_of_the_province():
    text = "Gunmen attacked farmers in Nigeria's Zamfara state. The attack on the village of Jankabo in Zamfara state came at dawn."
    event = event_at(text, "attacked")
    assert event.place is not None and (event.place.name, event.place.country, event.place.latitude) == ("Jankabo", "NG", None)


def test_what_a_deed_is_the_latest_of_is_no_deed_of_its_own():
    text = "Gunmen killed 38 people in Zamfara in Nigeria on Sunday, the latest in a string of raids by armed gangs."
    assert [quoted(text, event) for event in events(text)] == ["killed"]
    taken_over = "A car bomb killed nine people in Mogadishu on Sunday, in the latest of a series of attacks by al Shabaab."
    assert [event.place.name for event in events(taken_over) if event.place] == ["Mogadishu"]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("An air strike hit a bus in Saraqib on Monday and killed dozens of people.", "aerial"),
        ("Air strikes hit a packed market in Saraqib on Monday, killing 82 people.", "aerial"),
        ("A car bomb in a market in Saraqib left 11 people dead on Monday.", "explosives"),
        ("Heavy shelling of Saraqib killed six people on Monday.", "heavy-weapons"),
    ],
)
def test_strike_that_hits_and_kills_is_one_deed(text: str, mode: str):
    (event,) = events(text)
    assert (event.mode, event.place and event.place.name) == (mode, "Saraqib")
    assert event.date is not None and event.date.date_start == datetime.date(2019, 8, 12)


def test_claiming_responsibility_makes_the_claimer_the_actor():
    text = "A bomb exploded in a market in Maiduguri on Sunday. Boko Haram claimed responsibility for the attack."
    assert [p.name for p in event_at(text, "exploded").actor] == ["Boko Haram"]


def test_deed_takes_the_place_of_its_scene_inferred():
    text = "Syrian rebels captured Saraqib on Monday. They also killed 12 Syrian soldiers."
    event = event_at(text, "killed")
    assert event.place is not None and (event.place.name, event.place.inferred) == ("Saraqib", True)
    assert event.date is not None and (event.date.date_start, event.date.inferred) == (datetime.date(2019, 8, 12), True)


def test_nothing_is_carried_over_a_paragraph():
    text = "Syrian rebels captured Saraqib on Monday.\n\nTurkish soldiers killed 12 Syrian farmers."
    event = event_at(text, "killed")
    assert event.place is None and event.date is None


def test_condemnation_answers_the_deed_it_names():
    text = "Jets bombed Taiz on Monday. France condemned the bombing."
    assert event_at(text, "condemned").response_to == event_at(text, "bombed").id


def test_accusation_answers_the_deed_inside_it():
    text = "Turkey accused Syria of shelling Idlib."
    assert event_at(text, "accused").response_to == event_at(text, "shelling").id


@pytest.mark.parametrize("denial", ["Syria denied it.", "Syria rejected the charge.", "Syria denied any role."])
def test_denial_of_what_was_just_told_is_a_claim_of_its_own(denial: str):
    told, denied = events(f"The Syrian army shelled Saraqib on Monday. {denial}")
    assert (told.status, told.claimant.name, denied.status, denied.claimant.name) == ("occurred", "report", "denied", "Syria")
    assert denied.place is not None and denied.place.inferred


def test_denial_of_something_else_denies_no_deed():
    assert [e.status for e in events("The Syrian army shelled Saraqib on Monday. Syria denied a visa to the envoy.")] == ["occurred"]


def test_attack_is_part_of_its_campaign():
    text = "Syrian rebels launched an offensive on Hama on Monday. On Tuesday the rebels attacked the airport of Hama."
    assert event_at(text, "attacked").part_of == event_at(text, "offensive").id


def test_order_to_ones_own_side_is_only_the_plan():
    text = "The Syrian government ordered the Syrian army to shell Saraqib."
    assert [(e.event_type, e.status) for e in events(text)] == [("ASSAULT", "planned")]


def test_order_to_others_is_an_act_and_its_content_demanded():
    text = "Israel ordered residents of Gaza to leave the city."
    assert [(e.event_type, e.status) for e in events(text)] == [("COERCE", "occurred"), (None, "demanded")]


def test_question_tells_no_deed():
    assert events("Did rebels shell Saraqib on Monday?") == []


def test_toll_belongs_to_the_deed_it_is_told_of():
    text = "Rebels shelled Saraqib on Monday. The attack killed 12 Syrian civilians."
    (figure,) = figures(text)
    assert figure.event_id == event_at(text, "shelled").id
    assert figure.place is not None and (figure.place.name, figure.place.inferred) == ("Saraqib", True)


def test_figure_told_again_is_one_figure():
    text = "Shelling kills 12 in Saraqib\n\nRebels shelled Saraqib on Monday, killing 12 Syrian civilians, the mayor told reporters."
    (figure,) = figures(text)
    assert figure.also and quoted(text, figure)


def test_act_by_words_takes_place_and_day_of_the_meeting():
    text = "Turkey praised Russia during talks in Sochi on Monday."
    praised = event_at(text, "praised")
    assert praised.date is not None and praised.date.date_start == datetime.date(2019, 8, 12)
