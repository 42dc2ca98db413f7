"""Words to parties: roster names by date, nationalities, common nouns, titles, pronouns and possessives."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from ebla.reading.parties import Parties
from ebla.records import Party
from reading.english import DAY, parse, word_at


def party(text: str, word: str, *, on: datetime.date | None = DAY, nth: int = 1, places: str = "", **more: object) -> Party | None:
    """The party that a word of a text heads."""
    parsed = parse(text)
    return Parties(parsed, on, Counter(places.split())).resolve(word_at(parsed, word, nth), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "word", "code", "name"),
    [
        ("The Syrian army left.", "army", "SYR MIL", "Military Forces of Syria"),
        ("Syrian soldiers left.", "soldiers", "SYR MIL", "Military Forces of Syria"),
        ("The Syrian air force left.", "force", "SYR MIL", None),
        ("Turkish police left.", "police", "TUR COP", None),
        ("The Taliban left.", "Taliban", "AFG REB", "Taliban"),
        ("Taliban fighters left.", "fighters", "AFG REB", "Taliban"),
        ("Boko Haram left.", "Haram", "NGA REB", "Boko Haram"),
        ("Hezbollah left.", "Hezbollah", "LBN REB", "Hezbollah"),
        ("The Free Syrian Army left.", "Army", "SYR REB", "Free Syrian Army"),
        ("Islamic State left.", "State", "IMG REB", "Islamic State"),
        ("The United Nations spoke.", "Nations", "UNO", "United Nations"),
        ("UNHCR spoke.", "UNHCR", "UNO", "United Nations High Commissioner for Refugees"),
        ("NATO spoke.", "NATO", "IGO", None),
        ("The European Union spoke.", "Union", "EUR", "European Union"),
        ("The Red Cross spoke.", "Cross", "NGO", None),
        ("President Vladimir Putin spoke.", "Putin", "RUS GOV", None),
        ("Wagner fighters left.", "fighters", "RUS PRM", "Wagner Group"),
        ("Syrian rebels left.", "rebels", "SYR REB", "Syrian rebels"),
        ("Syrian villagers left.", "villagers", "SYR CVL", "Syrian villagers"),
        ("Syrian refugees left.", "refugees", "SYR REF", "Syrian refugees"),
        ("Members of Boko Haram left.", "Members", "NGA REB", "Boko Haram"),
        ("Dozens of Taliban fighters left.", "Dozens", "AFG REB", "Taliban"),
        ("A Syrian rebel commander left.", "commander", "SYR REB", "Syrian rebel commander"),
        ("Syria's ally Russia left.", "ally", "RUS GOV", None),
        ("UN peacekeepers left.", "peacekeepers", "UNO", None),
        ("Syrian hospital officials spoke.", "officials", "SYR MED", None),
        ("Pro-government Syrian militias left.", "militias", "SYR PRM", None),
    ],
)
def test_party_has_code_and_canonical_name(text: str, word: str, code: str, name: str | None):
    found = party(text, word)
    assert found is not None and found.code == code
    assert name is None or found.name == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The attack failed.", "attack"),
        ("The town burned.", "town"),
        ("The rocket fell.", "rocket"),
        ("There was a shower.", "shower"),
        ("Both left.", "Both"),
        ("We left.", "We"),
        ("The river rose.", "river"),
        ("Assad's allies left.", "allies"),
    ],
)
def test_words_for_things_and_nobody_are_no_party(text: str, word: str):
    found = party(text, word)
    assert found is None or found.code is None


def test_bare_country_acts_by_its_army_where_force_is_at_work():
    text = "Turkey acted."
    words, arms = party(text, "Turkey"), party(text, "Turkey", force=True)
    assert words is not None and arms is not None
    assert (words.code, arms.code) == ("TUR GOV", "TUR MIL")


def test_noun_without_a_country_takes_that_of_the_scene_else_of_the_report():
    text = "Rebels left."
    scene, report, neither = party(text, "Rebels", scene="YEM"), party(text, "Rebels", places="SY SY"), party(text, "Rebels")
    assert scene is not None and report is not None and neither is not None
    assert (scene.code, report.code, neither.code) == ("YEM REB", "SYR REB", None)


def test_names_hold_on_their_dates():
    text = "Zaire spoke to Burma."
    before, now = party(text, "Zaire", on=datetime.date(1990, 1, 1)), party(text, "Zaire")
    assert before is not None and before.name is not None and "Zaire" in before.name
    assert now is not None and now.name is not None and "Zaire" not in now.name


@pytest.mark.parametrize(
    ("text", "word", "nth", "code"),
    [
        ("The Taliban attacked Kunduz. They left.", "They", 1, "AFG REB"),
        ("The Syrian army lost the hill. Its forces left.", "forces", 1, "SYR MIL"),
        ("Boko Haram lost the hill. Its fighters left.", "fighters", 1, "NGA REB"),
        ("Turkey attacked. It left.", "It", 1, "TUR GOV"),
        ("President Vladimir Putin came. He left.", "He", 1, "RUS GOV"),
    ],
)
def test_pronoun_stands_for_the_last_party_that_fits(text: str, word: str, nth: int, code: str):
    found = party(text, word, nth=nth)
    assert found is not None and found.code == code


def test_pronoun_is_inferred_and_quotes_its_antecedent():
    text = "The Taliban attacked Kunduz. They left."
    found = party(text, "They")
    assert found is not None and found.span is not None
    assert found.inferred and text[slice(*found.span)] == found.text == "Taliban"


def test_pronoun_reaches_no_further_than_the_paragraph_before():
    text = "The Taliban attacked Kunduz.\n\nIt rained.\n\nThe harvest was poor.\n\nThey left."
    assert party(text, "They") is None


def test_they_is_neither_who_tells_nor_who_is_told():
    text = 'Gunmen burned the barn, farmer Musa Ibrahim told Reuters. "They came at dawn and they shot at everyone," he said.'
    found = party(text, "they")
    assert found is not None and (found.text, found.inferred) == ("Gunmen", True)


def test_plural_pronoun_is_no_single_person():
    found = party("The Taliban met a farmer. They left.", "They")
    assert found is not None and found.code == "AFG REB"


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Soldiers of Mali and Niger met.", "Soldiers", ["MLI MIL", "NER MIL"]),
        ("The ambassadors of France and Britain met.", "ambassadors", ["FRA GOV", "GBR GOV"]),
        ("Turkish and Russian officials met.", "officials", ["TUR GOV", "RUS GOV"]),
        ("Turkey and Russia met.", "Turkey", ["TUR GOV", "RUS GOV"]),
        ("The Taliban and the Taliban met.", "Taliban", ["AFG REB"]),
    ],
)
def test_joined_parties_are_one_each_and_none_twice(text: str, word: str, codes: list[str]):
    parsed = parse(text)
    assert [p.code for p in Parties(parsed, DAY).many([word_at(parsed, word)])] == codes


def test_ring_of_words_that_stand_for_each_other_names_nobody():
    parsed = parse("One of them, one of those who, said one of them.")
    parties = Parties(parsed, DAY)
    assert all(parties.resolve(word) is None or parties.resolve(word).span for word in parsed.words)  # type: ignore[union-attr]


def test_surname_stands_for_the_full_name_given_before():
    text = "General Omar Sadiq of the Syrian army spoke. Sadiq left."
    first, again = party(text, "Sadiq"), party(text, "Sadiq", nth=2)
    assert first is not None and again is not None and again.code == first.code


def test_main_country_is_the_one_that_the_report_is_about():
    parsed = parse("Yemeni rebels met a French envoy. The Yemeni army left.")
    assert Parties(parsed, DAY).main_country == "YEM"
    assert Parties(parse("It rained."), DAY).main_country is None
