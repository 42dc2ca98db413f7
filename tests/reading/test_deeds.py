"""What happened, who to whom, where and when: deeds of every type over invented sentences."""

import datetime

import pytest

import ebla

DAY = "2019-08-14"
CASES = [
    # text, event type, mode, ACLED sub-event, actor codes, recipient codes
    ("Russian warplanes bombed Saraqib on Monday.", "ASSAULT", "aerial", "Air/drone strike", ["RUS MIL"], []),
    ("A drone hit a fuel depot in Odesa on Monday.", "ASSAULT", "drone", "Air/drone strike", [], []),
    ("Syrian forces shelled the town of Saraqib.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack", ["SYR MIL"], []),
    ("A car bomb exploded near a mosque in Baghdad.", "ASSAULT", "explosives", "Remote explosive/landmine/IED", [], []),
    ("A suicide bomber killed six soldiers in Mogadishu.", "ASSAULT", "suicide-attack", "Suicide bomb", [], ["SOM MIL"]),
    ("Taliban fighters kidnapped two engineers in Herat.", "ASSAULT", "abduct", "Abduction/forced disappearance", ["AFG REB"], ["AFG CVL"]),
    ("Afghan police arrested three smugglers in Herat.", "COERCE", "arrest", "Arrests", ["AFG COP"], ["AFG CRM"]),
    ("Gunmen looted shops in Goma.", "ASSAULT", "destroy", "Looting/property destruction", ["COD UAF"], []),
    ("The Syrian army besieged the town of Madaya.", "COERCE", "restrict", "Other", ["SYR MIL"], []),
    ("Russia and Turkey signed a ceasefire agreement in Moscow.", "AGREE", None, "Agreement", ["RUS GOV", "TUR GOV"], []),
    ("Turkey summoned the ambassador of Russia.", "ACCUSE", "disapprove", None, ["TUR GOV"], ["RUS GOV"]),
    ("Israel accused Iran of arming Hezbollah.", "ACCUSE", "allege", None, ["ISR GOV"], ["IRN GOV"]),
    ("Students marched in Khartoum on Monday.", "PROTEST", "demo", "Peaceful protest", ["SDN CVL"], []),
    ("Ethiopian troops withdrew from Baidoa.", "RETREAT", "withdraw", "Non-violent transfer of territory", ["ETH MIL"], []),
    ("The FARC released two hostages in Caqueta, Colombia.", "RETREAT", "release", "Other", ["COL REB"], None),
    ("Police fired tear gas at protesters in Nairobi.", "ASSAULT", "crowd-control", "Protest with intervention", ["KEN COP"], ["KEN CVL"]),
    ("The FARC fought the army near Toribio in Colombia.", "ASSAULT", None, "Armed clash", ["COL REB", "COL MIL"], []),
]  # fmt: skip


def events(text):
    return [claim for claim in ebla.read(text, report_date=DAY).claims if hasattr(claim, "event_type")]


@pytest.mark.parametrize(("text", "event_type", "mode", "acled", "actors", "recipients"), CASES, ids=[c[0][:40] for c in CASES])
def test_deed_is_read(text, event_type, mode, acled, actors, recipients):
    event = events(text)[0]
    assert (event.event_type, event.mode, event.acled_sub_event_type) == (event_type, mode, acled)
    assert [party.code for party in event.actor] == actors
    if recipients is not None:
        assert [party.code for party in event.recipient] == recipients


def test_three_towns_are_three_deeds():
    told = events("Government forces shelled Saraqib, Binnish and Ariha on Monday.")
    assert [event.place.name for event in told] == ["Saraqib", "Binnish", "Ariha"]


def test_later_mention_is_also():
    (event,) = events("Rebels shelled Goma on Monday. The shelling went on for an hour.")
    assert len(event.also) == 1


def test_reporting_day_limits_the_deed():
    (event,) = [e for e in events("The army said on Tuesday it had captured Saraqib.") if e.event_type == "ASSAULT"]
    assert event.date.date_start is None
    assert event.date.date_end == datetime.date(2019, 8, 13)


def test_day_of_a_vow_is_not_the_day_of_what_is_vowed():
    vowed = [e for e in events("On Monday the rebels vowed to storm Goma.") if e.status == "threatened"]
    assert vowed[0].date is None


def test_label_gives_the_scene():
    event = events("Saraqib: a car bomb exploded outside the courthouse on Monday.")[0]
    assert event.place.name == "Saraqib"
    assert event.place.inferred


def test_answer_points_at_the_deed():
    told = events("Rebels shelled Goma on Monday. France condemned the attack.")
    assert told[1].response_to == told[0].id


def test_claiming_responsibility_makes_the_claimer_the_actor():
    told = events("The Taliban claimed responsibility for the bombing in Kabul on Monday.")
    assert [party.code for party in told[0].actor] == ["AFG REB"]


def test_figure_names_the_deed_it_counts():
    reading = ebla.read("Rebels shelled Goma on Monday, killing at least 12 civilians, three of them children.", report_date=DAY)
    event, toll, part = reading.claims
    assert (toll.low, toll.best, toll.quantifier, toll.event_id) == (12, None, "at_least", event.id)
    assert (part.best, part.who, part.part_of) == (3, "children", toll.id)


def test_claimant_and_via_are_innermost_first():
    event = events("According to the Red Cross, rebels shelled Goma on Monday.")[0]
    assert event.claimant.name != "report"
    assert event.claimant.text == "Red Cross"
