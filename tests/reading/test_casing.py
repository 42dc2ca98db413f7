"""Case restored in copy that has none, letter for letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ebla.reading.casing import is_all_capitals, is_all_lower, restore
from ebla.reading.parse import Parser
from reading.english import events, parse

LOWER = "rebels attacked the town of aleppo on monday and killed twelve farmers, the mayor of damascus said in a statement."


def restored(text: str, starts: frozenset[int] = frozenset({0})) -> str:
    return restore(text, Parser.load("md").rank, starts, lambda word: word in ("aleppo", "damascus"))


def test_copy_in_one_case_is_told_from_usual_copy():
    assert is_all_lower(LOWER) and not is_all_lower(LOWER.capitalize() + " The UN left Aleppo.")
    assert is_all_capitals(LOWER.upper()) and not is_all_capitals(LOWER)
    assert not is_all_lower("too short to tell") and not is_all_capitals("UN")


def test_names_get_their_capitals_and_common_words_none():
    assert restored(LOWER.upper()) == LOWER.capitalize().replace("aleppo", "Aleppo").replace("monday", "Monday").replace(
        "damascus", "Damascus"
    )


def test_acronyms_keep_their_capitals():
    assert restored("THE UN AND NATO MET THE FARC IN BOGOTA.") == "The UN and NATO met the FARC in Bogota."


def test_words_that_war_reports_mean_stay_small():
    assert "mine" in restored("A MINE KILLED THE GENERAL IN MARCH.") and "march" not in restored("A MINE KILLED HIM.")


@given(st.text(max_size=120))
def test_restoring_keeps_every_offset(text: str):
    out = restored(text)
    assert len(out) == len(text)
    assert [c.isalpha() for c in out] == [c.isalpha() for c in text]


def test_capitals_are_read_like_usual_copy():
    text = "Rebels shelled the town of Saraqib on Monday and killed twelve farmers."
    usual, capitals = events(text), events(text.upper())
    assert [e.event_type for e in capitals] == [e.event_type for e in usual]
    assert parse(text.upper()).case_restored and not parse(text).case_restored


def test_spans_of_restored_copy_quote_the_text_as_it_stands():
    text = "REBELS SHELLED THE TOWN OF SARAQIB ON MONDAY AND KILLED TWELVE FARMERS."
    (event,) = events(text)
    assert event.place is not None and event.place.text == "SARAQIB"
