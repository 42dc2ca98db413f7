"""Which place and date of a sentence belong to which deed, and what type and mode the parties decide."""

from __future__ import annotations

import datetime

import pytest

from ebla.reading.binding import acled_of
from ebla.records.checking import LONGEST_TRIGGER_CHARS, MOST_TRIGGER_SPANS
from reading.english import DAY, drafts, event_at, events, figures, make_binder, parse, word_at

D = datetime.date


@pytest.mark.parametrize(
    ("sentence", "word", "place"),
    [
        ("Rebels shelled Saraqib.", "shelled", "Saraqib"),
        ("Gunmen attacked a bus near Mosul.", "attacked", "Mosul"),
        ("Rebels fired rockets from Ariha at Saraqib.", "fired", "Saraqib"),
        ("In Taiz, jets bombed a school.", "bombed", "Taiz"),
        ("In Taiz, where jets bombed a school, families mourn.", "bombed", "Taiz"),
        ("The shelling of Taiz went on.", "shelling", "Taiz"),
        ("The Turkish minister visited Moscow.", "visited", "Moscow"),
        ("Taiz fell to the Yemeni rebels.", "fell", "Taiz"),
        ("Turkey condemned the bombing of Saraqib.", "condemned", None),
        ("The mayor of Damascus said rebels shelled Saraqib.", "shelled", "Saraqib"),
        ("Rebels from Taiz attacked Aden.", "attacked", "Aden"),
        ("The army fears an attack like that on Taiz.", "attack", "Taiz"),
    ],
)
def test_scene_is_the_place_of_the_deeds_own_clause(sentence: str, word: str, place: str | None):
    found = event_at(sentence, word).place
    assert (found.name if found else None) == place


def test_movement_has_origin_and_destination():
    event = event_at("Turkish troops withdrew from Saraqib to Afrin.", "withdrew")
    assert event.origin is not None and event.destination is not None
    assert (event.place, event.origin.name, event.destination.name) == (None, "Saraqib", "Afrin")


def test_place_of_a_label_is_the_scene_inferred():
    place = event_at("Lobaye: Gunmen attacked a church on Monday.", "attacked").place
    assert place is not None and (place.name, place.inferred) == ("Lobaye", True)


def test_towns_joined_by_and_are_a_deed_each():
    text = "Jets bombed Taiz, Aden and Sanaa on Monday."
    assert [e.place.name for e in events(text) if e.place] == ["Taiz", "Aden", "Sanaa"]
    assert len({e.id for e in events(text)}) == 3


def test_place_between_two_towns_is_one_scene():
    assert len(events("Fighting broke out between Taiz and Aden on Monday.")) == 1


def test_country_in_a_party_role_is_no_scene():
    event = event_at("Turkey shelled Taiz.", "shelled")
    assert [p.code for p in event.actor] == ["TUR MIL"] and event.place is not None and event.place.name == "Taiz"


@pytest.mark.parametrize(
    ("sentence", "word", "start", "end", "precision"),
    [
        ("Rebels shelled Saraqib on Monday.", "shelled", D(2019, 8, 12), D(2019, 8, 12), "day"),
        ("On Monday rebels shelled Ariha, and on Tuesday they captured Saraqib.", "captured", D(2019, 8, 13), D(2019, 8, 13), "day"),
        ("On Monday rebels shelled Ariha, and on Tuesday they captured Saraqib.", "shelled", D(2019, 8, 12), D(2019, 8, 12), "day"),
        ("The army said on Tuesday that rebels shelled Saraqib on Monday.", "shelled", D(2019, 8, 12), D(2019, 8, 12), "day"),
        ("The mayor said on Tuesday that rebels had shelled Saraqib.", "shelled", None, D(2019, 8, 13), "open"),
        ("Rebels vowed on Monday to attack Damascus on Friday.", "attack", D(2019, 8, 16), D(2019, 8, 16), "day"),
        ("Rebels vowed on Monday to attack Damascus on Friday.", "vowed", D(2019, 8, 12), D(2019, 8, 12), "day"),
        ("Rebels have shelled Saraqib since the army attacked in May.", "shelled", D(2019, 5, 1), D(2019, 8, 14), "open"),
        ("Rebels have shelled Saraqib since the army attacked in May.", "attacked", D(2019, 5, 1), D(2019, 5, 31), "month"),
    ],
)
def test_date_is_that_of_the_deeds_own_clause(sentence: str, word: str, start: D | None, end: D, precision: str):
    date = event_at(sentence, word).date
    assert date is not None and (date.date_start, date.date_end, date.date_precision) == (start, end, precision)


def test_deed_without_time_words_has_no_date():
    assert event_at("Rebels shelled Saraqib.", "shelled").date is None
    assert event_at("Rebels vowed on Monday to attack Damascus.", "attack").date is None


def test_day_of_saying_is_an_end_at_most_and_says_so():
    date = event_at("The mayor said on Tuesday that rebels had shelled Saraqib.", "shelled").date
    assert date is not None and date.rule is not None and date.rule.endswith("+reported")


def test_heading_that_is_a_day_holds_for_what_stands_under_it():
    text = "Log of the northern front\n\nSummary\n\nMONDAY 12 AUGUST\n\nRebels shelled Saraqib. Gunmen attacked a bus near Mosul."
    dates = [event_at(text, word).date for word in ("shelled", "attacked")]
    assert [(d.date_start, d.inferred) for d in dates if d] == [(D(2019, 8, 12), True)] * 2


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("The group left Saraqib on Sunday, a day after its hospital was bombed.", "bombed", D(2019, 8, 10)),
        ("Thousands marched in Sanaa on Sunday, two days after the bombing of a mosque in Aden.", "bombing", D(2019, 8, 9)),
        ("A week after the raid on Saraqib, troops left on Monday.", "raid", D(2019, 8, 5)),
        ("Rebels shelled Saraqib on Sunday, a day before jets bombed Ariha.", "bombed", D(2019, 8, 12)),
    ],
)
def test_day_is_reckoned_from_that_of_the_clause_above(text: str, word: str, day: D):
    date = event_at(text, word).date
    assert date is not None and (date.date_start, date.date_end) == (day, day)


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        (
            "Shops are shut in Saraqib. Few doctors work in Saraqib or in Aleppo.\n\nA missile flattened a house in the city.",
            "flattened",
            "Saraqib",
        ),
        ("Rebels hold Saraqib. Two people were killed there on Sunday.", "killed", "Saraqib"),
        ("Shops are shut in Saraqib and in Aleppo.\n\nA missile flattened a house in the town.", "flattened", None),
        ("ANKARA - A bomb went off on Sunday.", "went off", None),
        ("On Friday missiles hit Lviv, killing ten Ukrainians. On Sunday missiles hit a base.", "hit a base", None),
    ],
)
def test_place_that_the_words_stand_for(text: str, word: str, place: str | None):
    found = event_at(text, word).place
    assert (found.name if found else None) == place


def test_toll_that_rose_is_that_of_its_deed_and_its_day_is_not():
    text = "The death toll from an air strike on a market in Saraqib rose to 43 on Monday."
    (event,), (figure,) = events(text), figures(text)
    assert (figure.measure, figure.best, figure.event_id, figure.cumulative) == ("killed", 43, event.id, None)
    assert event.date is None or event.date.date_start is None


def test_line_with_the_day_of_publication_dates_no_deed():
    text = "Log of the northern front\n\nFrom our correspondent\n\n%s\n\nRebels shelled Saraqib. Gunmen attacked a bus near Mosul."
    assert event_at(text % f"{DAY:%A %-d %B %Y}", "shelled").date is None


def test_draft_quotes_a_trigger_within_the_limits_of_the_contract():
    text = "Rebels launched, with much noise and after a long night of waiting in the cold, an attack on Saraqib."
    for draft in drafts(text):
        assert len(draft.trigger) <= MOST_TRIGGER_SPANS
        assert sum(b - a for a, b in draft.trigger) <= LONGEST_TRIGGER_CHARS


@pytest.mark.parametrize(
    ("sentence", "event_type", "mode"),
    [
        ("Syrian rebels captured three Russian soldiers near Saraqib.", "ASSAULT", "abduct"),
        ("Turkish police seized weapons in Ankara.", "COERCE", "seize"),
        ("Turkish police raided an office in Ankara.", "COERCE", None),
        ("Turkish police were deployed in Ankara.", "MOBILIZE", "police"),
        ("A violent protest shook Khartoum on Monday.", "PROTEST", "riot"),
        ("Syrian rebels captured the town of Saraqib.", "ASSAULT", None),
    ],
)
def test_parties_decide_type_and_mode(sentence: str, event_type: str, mode: str | None):
    assert [(e.event_type, e.mode) for e in events(sentence)] == [(event_type, mode)]


@pytest.mark.parametrize(
    ("sentence", "home", "sub"),
    [
        ("The Syrian army captured Saraqib.", "SYR", "Government regains territory"),
        ("The Turkish army captured Saraqib.", "SYR", "Non-state actor overtakes territory"),
        ("Syrian rebels captured Saraqib.", "SYR", "Non-state actor overtakes territory"),
        ("Gunmen killed three Syrian farmers in Saraqib.", "SYR", "Attack"),
        ("Syrian rebels killed three Russian soldiers in Saraqib.", "SYR", "Armed clash"),
    ],
)
def test_acled_sub_event_follows_from_the_sides(sentence: str, home: str, sub: str):
    (draft,) = drafts(sentence)
    assert acled_of(draft, home)[1] == sub


def test_word_that_is_no_deed_finds_its_date_and_place():
    text = "Over 300 families lived in Saraqib in May."
    parsed, binder = parse(text), make_binder(text)
    lived, families = word_at(parsed, "lived"), word_at(parsed, "families")
    place, date = binder.places.near(lived.sentence, lived, families), binder.dates.near(lived.sentence, lived, families)
    assert place is not None and place.name == "Saraqib"
    assert date is not None and date.date_start == D(2019, 5, 1)


def test_owner_of_the_weapon_acts_by_it():
    assert [p.code for p in event_at("Turkish drones killed three Syrian soldiers near Afrin.", "killed").actor] == ["TUR MIL"]


def test_we_is_the_speaker():
    event = event_at("“We attacked Haifa on Monday,” Hezbollah said.", "attacked")
    assert [(p.code, p.inferred) for p in event.actor] == [("LBN REB", True)]


def test_all_sides_of_a_clash_are_actors():
    event = event_at("The Syrian army clashed with Turkish soldiers near Afrin.", "clashed")
    assert [p.code for p in event.actor] == ["SYR MIL", "TUR MIL"] and event.recipient == ()
