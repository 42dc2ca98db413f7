"""What is said of a deed: a table over all nine statuses, the cue that says so, and what a status holds for."""

from __future__ import annotations

import re

import pytest

from ebla.reading.lexicon import rows
from ebla.records.schema import statuses
from reading.english import event_at, events, figures

# Status and sentence, the deed's word in braces. All invented.
SENTENCES = [
    ("occurred", "Rebels {shelled} the town of Ariha on Monday."),
    ("occurred", "Gunmen {killed} two farmers near Mosul."),
    ("occurred", "The army has {captured} the airbase at Taftanaz."),
    ("occurred", "Three soldiers were {wounded} by a mine in Helmand."),
    ("occurred", "Militants had {attacked} the convoy before dawn."),
    ("occurred", "The jets {bombed} a market and left."),
    ("occurred", "Police {arrested} the mayor after the march."),
    ("occurred", "The army began to {shell} the village at noon."),
    ("occurred", "The rebels managed to {capture} the bridge."),
    ("occurred", "Fighters continued to {shell} the camp on Sunday."),
    ("occurred", "The army was forced to {withdraw} from Goma."),
    ("occurred", "After {shelling} the village, the troops left."),
    ("occurred", "The army {retook} the town despite heavy rain."),
    ("occurred", "An {attack} on the Syrian army killed two soldiers."),
    ("occurred", "Hundreds fled after the {shelling} of the town by rebels."),
    ("occurred", "The Syrian army said it {captured} the hill."),
    ("occurred", "Residents told reporters that planes {bombed} a school."),
    ("occurred", "The general confirmed that his men {killed} four smugglers."),
    ("occurred", "Troops were {shelling} the suburb when the mayor called."),
    ("occurred", "France {condemned} the attack."),
    ("occurred", "The envoy {urged} both sides to stop fighting."),
    ("occurred", "A bomb {exploded} in a market in Quetta."),
    ("ongoing", "Rebels are {shelling} the town of Ariha."),
    ("ongoing", "Government troops are still {fighting} rebels in Taiz."),
    ("ongoing", "The army has been {bombing} the valley since May."),
    ("ongoing", "Militants are {besieging} the town of Kobani."),
    ("ongoing", "The army has {besieged} the town since March."),
    ("ongoing", "The {fighting} in Taiz continues."),
    ("ongoing", "{Clashes} between the army and rebels continue in Taiz."),
    ("ongoing", "The village is being {shelled} by the rebels."),
    ("planned", "The rebels plan to {attack} the airbase."),
    ("planned", "The army aims to {capture} the town of Saraqib."),
    ("planned", "The general wants to {retake} the bridge."),
    ("planned", "Commanders intend to {storm} the prison."),
    ("planned", "The army is preparing to {attack} Idlib."),
    ("planned", "The militia is going to {attack} the town."),
    ("planned", "The government will {deploy} troops to the border."),
    ("planned", "The rebels tried to {capture} the hill."),
    ("planned", "The army sent tanks to {retake} the town."),
    ("planned", "The cabinet decided to {withdraw} its troops from Beirut."),
    ("planned", "Troops are ready to {storm} the compound."),
    ("planned", "The planned {offensive} on Hodeidah worries traders."),
    ("planned", "The army was ordered to {shell} the hills."),
    ("planned", "Gunmen attempted to {kill} the governor."),
    ("promised", "The rebels promised to {release} the prisoners."),
    ("promised", "The army pledged to {withdraw} from the valley."),
    ("promised", "The government agreed to {withdraw} its forces from Goma."),
    ("promised", "The minister vowed to {deliver} aid to the camps."),
    ("promised", "The militia is committed to {releasing} the hostages."),
    ("promised", "We will {deliver} aid to the camps, the minister said."),
    ("demanded", "The council urged the rebels to {release} the hostages."),
    ("demanded", "The envoy called on the army to {withdraw} from the town."),
    ("demanded", "The president asked the troops to {withdraw} from Goma."),
    ("demanded", "The group demanded that the army {withdraw} from the valley."),
    ("demanded", "The mayor appealed to the gunmen to {release} the nurses."),
    ("demanded", "The rebels must {withdraw} from the city."),
    ("demanded", "The army should {release} the detainees."),
    ("demanded", "The union called for the {release} of the detainees."),
    ("threatened", "The militia threatened to {attack} the port."),
    ("threatened", "The rebels vowed to {shell} the capital."),
    ("threatened", "The general threatened to {bomb} the town."),
    ("threatened", "Hamas warned that it would {attack} the port of Ashdod."),
    ("threatened", "We will {attack} the capital, the commander said."),
    ("threatened", "The militia swore to {kill} the judge."),
    ("forecast", "The army may {attack} the town of Saraqib."),
    ("forecast", "The rebels could {capture} the airport."),
    ("forecast", "Diplomats warned that the militia could {attack} the port."),
    ("forecast", "Aid workers fear that the army will {attack} Idlib."),
    ("forecast", "Residents expect the army to {attack} the town."),
    ("forecast", "The rebels are likely to {attack} the convoy."),
    ("forecast", "Traders fear an {attack} on the port."),
    ("forecast", "Officials warned of an {attack} on the port."),
    ("forecast", "A possible {attack} on the port worries traders."),
    ("forecast", "The militia might {shell} the camp."),
    ("hypothetical", "If the rebels {attack} the port, ships will leave."),
    ("hypothetical", "Unless the army {withdraws} from the town, talks will fail."),
    ("hypothetical", "The army can {shell} the town from the hills."),
    ("hypothetical", "The rebels could have {captured} the airport."),
    ("hypothetical", "The army would have {bombed} the town."),
    ("hypothetical", "Had the rebels {attacked} the port, ships would have left."),
    ("hypothetical", "The rebels are able to {attack} the port."),
    ("denied", "The army did not {bomb} the clinic."),
    ("denied", "The army denied {bombing} the clinic."),
    ("denied", "The army denied that it {bombed} the clinic."),
    ("denied", "The rebels never {attacked} the convoy."),
    ("denied", "The general denied reports that his troops {shelled} the camp."),
    ("denied", "No {shelling} was reported in Homs on Friday."),
    ("denied", "The rebels failed to {capture} the hill."),
    ("denied", "The army refused to {withdraw} from the town."),
    ("denied", "The rebels could not {capture} the hill."),
    ("denied", "The convoy left without {attacking} the village."),
    ("denied", "Nobody {attacked} the convoy."),
    ("denied", "The army has not {bombed} the town."),
    ("denied", "The militia is unable to {attack} the port."),
]


@pytest.mark.parametrize(("status", "sentence"), SENTENCES)
def test_status_of_a_deed(status: str, sentence: str):
    found = re.search(r"\{(.*?)\}", sentence)
    assert found is not None
    text, at = sentence.replace("{", "").replace("}", ""), found.start()
    told = [e.status for e in events(text) if any(start <= at < end for start, end in (*e.evidence["trigger"], *e.also))]
    assert told == [status]


def test_status_table_covers_every_status():
    assert {status for status, _ in SENTENCES} == set(statuses("event"))


@pytest.mark.parametrize(
    ("sentence", "word", "cue"),
    [
        ("The rebels plan to attack the airbase.", "attack", "plan"),
        ("The army did not bomb the clinic.", "bomb", "not"),
        ("The rebels could capture the airport.", "capture", "could"),
        ("If the rebels attack the port, ships will leave.", "attack", "If"),
        ("The planned offensive on Hodeidah worries traders.", "offensive", "planned"),
        ("The militia threatened to attack the port.", "attack", "threatened"),
    ],
)
def test_status_has_the_word_that_says_so_as_evidence(sentence: str, word: str, cue: str):
    event = event_at(sentence, word)
    assert [sentence[start:end] for start, end in event.evidence["status"]] == [cue]


def test_status_told_by_tense_alone_has_no_evidence():
    assert "status" not in event_at("Rebels shelled Ariha on Monday.", "shelled").evidence


def test_status_of_a_title_in_the_present_is_done():
    text = "Rebels shell Ariha\n\nThe mayor spoke to reporters on Monday evening about the harvest and the roads of the province."
    assert event_at(text, "shell").status == "occurred"


def test_status_holds_for_both_joined_infinitives():
    text = "The army aims to capture Saraqib and to bomb the bridges of Idlib."
    assert event_at(text, "capture").status == "planned"
    assert [e.status for e in events(text)] == ["planned"] * len(events(text))


def test_status_of_a_clause_of_its_own_is_not_that_of_the_plan_above():
    text = "The general plans to retake the town, which rebels captured on Monday in Idlib."
    assert event_at(text, "captured").status == "occurred"


def test_status_of_a_stock_is_ongoing_and_of_a_toll_occurred():
    text = "Over two million people live in Idlib. Shelling killed 12 civilians in Ariha on Monday."
    assert [(f.measure, f.status) for f in figures(text)] == [("population", "ongoing"), ("killed", "occurred")]


def test_toll_of_none_is_a_figure_and_no_denial():
    text = "Rebels shelled Ariha on Monday but nobody was killed."
    assert [(f.measure, f.best, f.status) for f in figures(text)] == [("killed", 0, "occurred")]
    assert [e.status for e in events(text)] == ["occurred"]


def test_no_fewer_than_is_a_bound_and_no_denial():
    text = "No fewer than 37 villagers were killed and many others injured in attacks on Ariha on Monday."
    assert {claim.status for claim in (*events(text), *figures(text))} == {"occurred"}
    assert [f.low for f in figures(text) if f.measure == "killed"] == [37]


def test_status_lexicon_knows_only_statuses_of_the_contract():
    assert {row["status"] for row in rows("status.csv")} <= set(statuses("event"))
    assert {row["pos"] for row in rows("status.csv")} == {"v", "n"}
