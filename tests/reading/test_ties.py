"""Who supports, commands, leads, belongs to whom, is allied, is based where, as far as the words say so."""

from __future__ import annotations

import pytest

from ebla.records import Tie
from reading.english import of_kind, quoted


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("Iran arms the Houthis in Yemen.", "supports", "Government of Iran", "Houthis"),
        ("Abu Bakr, the leader of Islamic State, spoke.", "leads", "Abu Bakr", "Islamic State"),
        ("The Syrian Democratic Forces, led by Mazloum Abdi, left.", "leads", "Mazloum Abdi", "Syrian Democratic Forces"),
        ("The Syrian army is based in Homs.", "based_at", "Military Forces of Syria", "Homs"),
        ("Turkish troops stationed in Afrin left.", "based_at", "Military Forces of Turkey", "Afrin"),
        ("Syria's ally Russia left.", "ally_of", "Government of Russia", "Government of Syria"),
    ],
)
def test_tie_is_read_where_the_words_say_it(text: str, kind: str, source: str, target: str):
    found = [(t.tie_type, getattr(t.source, "name", None), getattr(t.target, "name", None)) for t in of_kind(Tie, text)]
    assert found in ([(kind, source, target)], [(kind, source.removeprefix("Government of "), target.removeprefix("Government of "))])


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Benjamin Netanyahu spoke on Monday.",
        "The villagers support their families.",
        "The base was in ruins.",
        "A member of the family wept.",
    ],
)
def test_title_or_family_is_no_tie(text: str):
    assert of_kind(Tie, text) == []


def test_tie_is_said_once():
    text = "Iran arms the Houthis in Yemen. For years Iran arms the Houthis."
    assert len(of_kind(Tie, text)) == 1


def test_tie_goes_on_and_quotes_its_words():
    text = "Iran arms the Houthis in Yemen."
    (tie,) = of_kind(Tie, text)
    assert tie.status == "ongoing" and quoted(text, tie) == "arms"
