"""Which deed a sentence tells: tables of type, mode and ACLED sub-event, of roles by frame, and of sentences that tell none."""

from __future__ import annotations

import csv
import re

import pytest

from ebla.reading.events.verbs import FRAMES
from ebla.reading.lexicon import FOLDER, facilities, triggers, weapons
from ebla.vocabulary import acled_sub_types, plover_types
from reading.english import event_at, events, mention_of, mentions, quoted

# Sentence with the deed's words in braces, PLOVER type and mode, ACLED sub-event type. All invented.
DEEDS = [
    ("Bombs {fell} on a market in Taiz on Monday.", "ASSAULT", "aerial", "Air/drone strike"),
    ("Shells {came down} in Taiz around noon.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("Riders {fell} upon a camp near Taiz.", "ASSAULT", None, None),
    ("A convoy was {fired} upon near Taiz on Monday.", "ASSAULT", "firearms", None),
    ("The army {directed} twenty rockets at the airport of Taiz.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("Rebels {sent} rockets into the base in Taiz.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("The city of Taiz {came under rockets} on Monday.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("A car packed with explosives {went off} beside a bakery in Taiz.", "ASSAULT", "explosives", "Remote explosive/landmine/IED"),
    ("Drones packed with explosives were {flown} at an air base near Taiz.", "ASSAULT", "drone", "Air/drone strike"),
    ("Four seamen were {taken} from a boat by gunmen near Aden.", "ASSAULT", "abduct", "Abduction/forced disappearance"),
    ("Control of Taiz {passed} to the rebels on Monday.", "ASSAULT", None, "Non-state actor overtakes territory"),
    ("Government aircraft {struck} a market in Ariha on Monday.", "ASSAULT", "aerial", "Air/drone strike"),
    ("Jets {bombed} a school in Taiz.", "ASSAULT", "aerial", "Air/drone strike"),
    ("An {air strike} on Ariha killed four Syrian farmers.", "ASSAULT", "aerial", "Air/drone strike"),
    ("Helicopters {dropped} barrel bombs on Saraqib.", "ASSAULT", "aerial", "Air/drone strike"),
    ("A drone {struck} a car near Kherson.", "ASSAULT", "drone", "Air/drone strike"),
    ("Rebels {shelled} the town of Ariha.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("Artillery {pounded} the suburbs of Homs.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("Militants {fired} rockets at the airport in Tripoli.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("Mortar shells {landed} on a school in Taiz.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("The {shelling} of Homs by the Syrian army went on all night.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("A car bomb {exploded} in Baghdad.", "ASSAULT", "explosives", "Remote explosive/landmine/IED"),
    ("A roadside bomb {killed} three Afghan soldiers near Kandahar.", "ASSAULT", "explosives", "Remote explosive/landmine/IED"),
    ("A mine {wounded} two Syrian soldiers near Hama.", "ASSAULT", "explosives", "Remote explosive/landmine/IED"),
    ("A suicide bomber {blew} himself up in Kabul.", "ASSAULT", "suicide-attack", "Suicide bomb"),
    ("Militants {planted} mines on the road to Goma.", "ASSAULT", "explosives", "Remote explosive/landmine/IED"),
    ("Gunmen {shot} a farmer near Mosul.", "ASSAULT", "firearms", "Attack"),
    ("Gunmen {opened} fire on villagers in Borno.", "ASSAULT", "firearms", "Attack"),
    ("The army {clashed} with rebels near Taiz.", "ASSAULT", None, "Armed clash"),
    ("Heavy {fighting} broke out between the Syrian army and rebels near Idlib.", "ASSAULT", None, "Armed clash"),
    ("Syrian soldiers {fought} rebels in Homs.", "ASSAULT", None, "Armed clash"),
    ("Rebels {ambushed} a Syrian army convoy near Hama.", "ASSAULT", None, "Armed clash"),
    ("Syrian rebels {repelled} an attack by the army on Saraqib.", "ASSAULT", None, "Armed clash"),
    ("The Syrian army {captured} the town of Saraqib.", "ASSAULT", None, "Government regains territory"),
    ("Syrian rebels {seized} the town of Saraqib.", "ASSAULT", None, "Non-state actor overtakes territory"),
    ("Saraqib {fell} to the Syrian rebels on Monday.", "ASSAULT", None, "Non-state actor overtakes territory"),
    ("Syrian troops {retook} the airbase at Taftanaz.", "ASSAULT", None, "Government regains territory"),
    ("Syrian rebels {took} the village of Ariha.", "ASSAULT", None, "Non-state actor overtakes territory"),
    ("The Syrian army {besieged} the city of Homs.", "COERCE", "restrict", "Other"),
    ("The Syrian army {blocked} the road to Homs.", "COERCE", "restrict", "Other"),
    ("Gunmen {kidnapped} two nurses in Borno.", "ASSAULT", "abduct", "Abduction/forced disappearance"),
    ("Militants {took} a priest hostage in Mosul.", "ASSAULT", "abduct", "Abduction/forced disappearance"),
    ("Turkish police {arrested} four students in Ankara.", "COERCE", "arrest", "Arrests"),
    ("Militants {executed} two Iraqi soldiers in Mosul.", "ASSAULT", "targeted", "Attack"),
    ("Gunmen {assassinated} the mayor of Mosul.", "ASSAULT", "targeted", "Attack"),
    ("Militiamen {burned} homes in Bangui.", "ASSAULT", "destroy", "Looting/property destruction"),
    ("Militiamen {looted} shops in Bangui.", "ASSAULT", "destroy", "Looting/property destruction"),
    ("Militants {beheaded} a journalist in Raqqa.", "ASSAULT", "targeted", "Attack"),
    ("Soldiers {raped} women in Goma.", "ASSAULT", "sexual", "Sexual violence"),
    ("The militia {drove} the villagers from Ariha.", "SANCTION", "expel", None),
    ("The army {expelled} families from Tawergha.", "SANCTION", "expel", None),
    ("Turkish troops {withdrew} from Saraqib.", "RETREAT", "withdraw", "Non-violent transfer of territory"),
    ("The rebels {released} twelve prisoners in Taiz.", "RETREAT", "release", "Other"),
    ("A ceasefire {took} effect in Idlib on Monday.", "RETREAT", "ceasefire", "Agreement"),
    ("The Syrian government {declared} a ceasefire.", "CONCEDE", None, "Agreement"),
    ("The Syrian government and the rebels {signed} a ceasefire agreement in Geneva.", "AGREE", None, "Agreement"),
    ("Turkey and Russia {agreed} to a ceasefire in Idlib.", "AGREE", None, "Agreement"),
    ("The Turkish foreign minister {visited} Moscow.", "CONSULT", "visit", None),
    ("President Vladimir Putin {met} President Recep Tayyip Erdogan in Sochi.", "CONSULT", "multilateral", None),
    ("Turkey and Russia {held} talks in Sochi.", "CONSULT", "multilateral", None),
    ("Turkey {praised} the truce in Idlib.", "SUPPORT", None, None),
    ("France {welcomed} the agreement.", "SUPPORT", None, None),
    ("Turkey {accused} Syria of breaking the truce.", "ACCUSE", "allege", None),
    ("Russia {blamed} Israel for the attack.", "ACCUSE", "allege", None),
    ("France {condemned} the bombing of the hospital.", "ACCUSE", "disapprove", None),
    ("Iraq {summoned} the Turkish ambassador.", "ACCUSE", "disapprove", None),
    ("The United Nations {urged} Turkey to stop the fighting.", "REQUEST", None, None),
    ("France {called} for a ceasefire in Idlib.", "REQUEST", None, None),
    ("The Security Council {demanded} that Syria release the prisoners.", "REQUEST", None, None),
    ("Hamas {threatened} to attack the port of Ashdod.", "THREATEN", "violence", None),
    ("Iran {vowed} to strike Israel.", "THREATEN", "violence", None),
    ("The Syrian government {refused} to withdraw its troops from Idlib.", "REJECT", None, None),
    ("Israel {rejected} the proposal by Hamas.", "REJECT", None, None),
    ("Turkey {deployed} troops to Idlib.", "MOBILIZE", "troops", "Other"),
    ("Russia {sent} warships to Tartus.", "MOBILIZE", "troops", "Other"),
    ("Russian troops {massed} near Kharkiv.", "MOBILIZE", "troops", "Other"),
    ("The Red Cross {delivered} food to families in Taiz.", "AID", None, None),
    ("UNICEF {distributed} blankets to the displaced in Goma.", "AID", None, None),
    ("Thousands of people {marched} in Khartoum.", "PROTEST", "demo", "Peaceful protest"),
    ("Students {protested} in Khartoum against the army.", "PROTEST", "demo", "Peaceful protest"),
    ("Police {dispersed} protesters in Khartoum with tear gas.", "ASSAULT", "crowd-control", "Protest with intervention"),
    ("The European Union {imposed} sanctions on Syria.", "SANCTION", None, None),
    ("The Iraqi army {imposed} a curfew in Mosul.", "COERCE", "curfew", "Other"),
    ("The Yemeni army {shot} down a drone near Marib.", "ASSAULT", None, "Disrupted weapons use"),
    ("Israel {intercepted} a rocket near Ashkelon.", "ASSAULT", None, "Disrupted weapons use"),
    ("Syrian rebels launched an {offensive} on Hama.", "ASSAULT", None, None),
    ("Militants {attacked} a church in Maiduguri.", "ASSAULT", None, "Attack"),
    ("Gunmen {killed} five farmers near Mosul.", "ASSAULT", None, "Attack"),
    ("The United States {closed} the border with Mexico.", "COERCE", "restrict", "Other"),
    ("The army {lifted} the siege of Homs.", "RETREAT", "access", "Other"),
    ("Syria denied {bombing} the hospital.", "ASSAULT", "aerial", "Air/drone strike"),
    ("Israel {ordered} residents of Gaza to leave.", "COERCE", "restrict", "Other"),
    ("Fighters from Hezbollah {came} under attack near Qusayr.", "ASSAULT", None, "Armed clash"),
    ("A grenade {attack} in Bujumbura wounded three Burundian soldiers.", "ASSAULT", "explosives", "Grenade"),
    ("The Taliban claimed responsibility for the {attack} on Kandahar airport.", "ASSAULT", None, None),
    ("Turkish-backed fighters {attacked} Tal Rifaat.", "ASSAULT", None, None),
    ("Chemical weapons were {used} in Khan Sheikhoun.", "ASSAULT", "unconventional", "Chemical weapon"),
    ("Militants {abducted} three aid workers in Borno.", "ASSAULT", "abduct", "Abduction/forced disappearance"),
    ("Ethiopian soldiers {shelled} Mekelle with rockets.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("Saudi warplanes {hit} a wedding hall in Sanaa.", "ASSAULT", "aerial", "Air/drone strike"),
    ("A sniper {shot} a nurse in Homs.", "ASSAULT", "firearms", "Attack"),
    ("Police {fired} warning shots in Khartoum.", "THREATEN", "violence", None),
    ("The Sudanese army {entered} Omdurman on Monday.", "MOBILIZE", "troops", "Other"),
    ("Iraqi forces {secured} the road to Mosul.", "ASSAULT", None, "Government regains territory"),
]
# What is struck, fired, released or withdrawn in a manner of speaking, and states.
NO_DEEDS = [
    "The strike hit a deal with the union.",
    "Prices fell on Monday.",
    "The old house fell into the river.",
    "Parliament passed the law to the president.",
    "The minister directed questions at the general.",
    "The general said the harvest was good.",
    "The mayor wore a new coat.",
    "Prices hit a new high on Monday.",
    "The minister withdrew his statement.",
    "The photographer captured an image of the bridge.",
    "The price of bread fell to the ground.",
    "The drought threatened the harvest.",
    "He took the opportunity to thank his guests.",
    "The committee held a meeting room ready.",
    "The report was released in Geneva.",
    "The forest fire burned for days.",
    "The rebels hold the town of Ariha.",
    "The town has three schools and a mill.",
]


@pytest.mark.parametrize(("sentence", "event_type", "mode", "acled"), DEEDS)
def test_deed_has_type_mode_and_acled_sub_event(sentence: str, event_type: str | None, mode: str | None, acled: str | None):
    found = re.search(r"\{(.*?)\}", sentence)
    assert found is not None
    text, start, end = sentence.replace("{", "").replace("}", ""), found.start(), found.end() - 2
    told = [e for e in events(text) if any(a < end and start < b for a, b in (*e.evidence["trigger"], *e.also))]
    assert [(e.event_type, e.mode, e.acled_sub_event_type) for e in told] == [(event_type, mode, acled)]


@pytest.mark.parametrize("sentence", NO_DEEDS)
def test_no_deed_is_read_where_none_is_told(sentence: str):
    assert [quoted(sentence, e) for e in events(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "lemma", "actors", "recipients"),
    [
        ("Rebels attacked the convoy.", "attack", ["Rebels"], ["convoy"]),
        ("The convoy was attacked by rebels.", "attack", ["rebels"], ["convoy"]),
        ("The rebels who attacked the convoy fled.", "attack", ["rebels"], ["convoy"]),
        ("Rebels and militiamen attacked the convoy.", "attack", ["Rebels", "militiamen"], ["convoy"]),
        ("Rebels attacked and burned the village.", "attack", ["Rebels"], ["village"]),
        ("The general ordered the troops to shell the town.", "shell", ["troops"], ["town"]),
        ("The attack on the convoy by rebels went on.", "attack", ["rebels"], ["convoy"]),
        ("Rebels launched an attack on the convoy.", "attack", ["Rebels"], ["convoy"]),
        ("The town came under attack from rebels.", "attack", ["rebels"], ["town"]),
        ("Rebels fired rockets at the airport.", "fire", ["Rebels"], ["airport"]),
        ("The town fell to the rebels.", "fall", ["rebels"], ["town"]),
        ("Soldiers repelled an attack by rebels.", "repel", ["rebels"], ["Soldiers"]),
        ("Soldiers clashed with rebels.", "clash", ["Soldiers", "rebels"], []),
        ("Clashes between soldiers and rebels went on.", "clash", ["soldiers", "rebels"], []),
        ("The envoy urged the rebels to leave.", "urge", ["envoy"], ["rebels"]),
        ("The envoy called on the rebels to leave.", "call", ["envoy"], ["rebels"]),
        ("The ministry blamed the raid on rebels.", "blame", ["ministry"], ["rebels"]),
        ("The ministry condemned the rebels for the raid.", "condemn", ["ministry"], ["rebels"]),
        ("Rebels claimed responsibility for the attack.", "attack", ["Rebels"], []),
    ],
)
def test_frame_tells_which_word_is_which_party(sentence: str, lemma: str, actors: list[str], recipients: list[str]):
    mention = mention_of(sentence, lemma)
    assert [w.text for w in mention.actors] == actors
    assert [w.text for w in mention.recipients] == recipients


def test_weapon_is_no_party_and_says_the_mode():
    mention = mention_of("Rebels fired mortars and rockets at the base.", "fire")
    assert [name for name, _, _ in mention.weapons] == ["mortar", "rocket"]
    assert mention.mode == "heavy-weapons"
    assert [w.text for w in mention.actors] == ["Rebels"]


def test_weapon_as_subject_leaves_the_doer_open():
    mention = mention_of("A barrel bomb hit the clinic.", "hit")
    assert mention.actors == [] and [name for name, _, _ in mention.weapons] == ["barrel bomb"]


def test_weapon_that_is_shot_down_is_named():
    mention = mention_of("Israel intercepted a rocket near Ashkelon.", "intercept")
    assert [name for name, _, _ in mention.weapons] == ["rocket"] and mention.recipients == []


@pytest.mark.parametrize(
    ("sentence", "facility"),
    [
        ("Jets bombed a maternity hospital in Taiz.", "maternity hospital"),
        ("Gunmen attacked a church in Mosul.", "church"),
        ("Shells landed on a school in Taiz.", "school"),
    ],
)
def test_facility_that_is_hit_is_named(sentence: str, facility: str):
    assert [value for event in events(sentence) for value in event.facility] == [facility]


def test_facility_near_the_scene_is_not_hit():
    assert [event.facility for event in events("Gunmen killed a farmer near a school in Mosul.")] == [()]


def test_result_and_carrying_verb_tell_one_deed():
    text = "Government aircraft launched an air strike that killed 12 civilians in Ariha."
    assert [(e.event_type, e.mode) for e in events(text)] == [("ASSAULT", "aerial")]


def test_expulsion_stays_beside_the_attack_that_caused_it():
    text = "Militiamen attacked the village of Ariha and drove the villagers from their homes."
    assert [e.event_type for e in events(text)] == ["ASSAULT", "SANCTION"]


def test_what_is_asked_for_is_a_deed_of_its_own():
    text = "France urged Turkey to withdraw its troops from Syria."
    assert [(e.event_type, e.status) for e in events(text)] == [("REQUEST", "occurred"), ("RETREAT", "demanded")]


def test_asked_content_without_a_type_is_kept_without_one():
    asked = event_at("France urged Turkey to reopen its consulate.", "reopen")
    assert (asked.event_type, asked.mode, asked.status) == (None, None, "demanded")


def test_stopping_the_fighting_is_a_truce():
    stopped = [m for m in mentions("The two sides agreed to stop the fighting.") if m.trigger.lemma == "stop"]
    assert [(m.event_type, m.mode) for m in stopped] == [("RETREAT", "ceasefire")]


def test_words_of_a_phrase_tell_no_further_deed():
    assert len(events("The European Union imposed sanctions on Syria.")) == 1


def test_backers_of_the_doers_are_supporters():
    mention = mention_of("Militiamen, backed by Russia, attacked Ariha.", "attack")
    assert [w.text for w in mention.supporters] == ["Russia"]


def test_every_frame_of_the_lexicon_is_read_and_every_function_used():
    read_as_plain = {"advance", "arrest", "breach", "damage", "destroy", "intercept"}
    assert {t.frame for t in triggers().values() if t.pos == "v"} - read_as_plain == set(FRAMES)


def test_lexicons_of_deeds_hold_words_of_the_codebooks_only():
    kinds = plover_types()
    for trigger in triggers().values():
        assert trigger.event_type is None or trigger.event_type in kinds, trigger
        assert trigger.acled in (None, "-") or trigger.acled in acled_sub_types(), trigger
        modes = {mode.name for mode in kinds[trigger.event_type].modes} if trigger.event_type else set()
        assert trigger.mode is None or trigger.mode in modes, trigger
    for weapon in weapons().values():
        assert weapon.acled is None or weapon.acled in acled_sub_types(), weapon


@pytest.mark.parametrize("name", ["triggers.csv", "weapons.csv", "facilities.csv", "roles.csv", "status.csv"])
def test_lexicon_says_no_word_twice(name: str):
    lines = [line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    table = list(csv.DictReader(lines))
    key = [column for column in ("lemma", "phrase", "pos") if column in table[0]]
    words = [tuple(row[column] for column in key) for row in table]
    assert sorted(words) == sorted(set(words))


def test_facilities_are_found_by_their_words():
    assert facilities()[("maternity", "hospital")] == "maternity hospital"
