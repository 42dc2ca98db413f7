from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebla.errors import InputError
from ebla.incidents.grading import GRADE_NAMES, Override, Voice, grade
from ebla.incidents.sides import keys_of
from incidents.told import ARMY, REBELS

ARMY_SIDE, REBEL_SIDE = keys_of(ARMY), keys_of(REBELS)


def voice(name: str, *actors: object, **more: object) -> Voice:
    return Voice(name=name, actors=actors, **more)  # type: ignore[arg-type]


def test_one_source_is_weak() -> None:
    found = grade([voice("Wire", ARMY)])
    assert (found.grade, found.rule, found.information_grade, found.source_grade) == ("weak", "single-source", "3", "F")


def test_two_credible_sources_are_fair() -> None:
    found = grade([voice("Wire", ARMY), voice("Monitor", ARMY)])
    assert (found.grade, found.rule, found.information_grade) == ("fair", "two-sources", "2")
    assert "Wire" in found.reason and "Monitor" in found.reason


def test_three_credible_sources_confirm_the_information() -> None:
    assert grade([voice(name) for name in ("A", "B", "C")]).information_grade == "1"


@pytest.mark.parametrize("more", [{"is_party": True}, {"reliability": "D"}, {"reliability": "E"}, {"is_known": False}])
def test_sides_unreliable_and_unknown_sources_do_not_make_it_fair(more: dict[str, object]) -> None:
    found = grade([voice("Wire"), voice("Other", **more)])
    assert (found.grade, found.rule) == ("weak", "sides-only")


def test_doers_own_word_confirms() -> None:
    found = grade([voice("Army", ARMY, sides=ARMY_SIDE, is_party=True), voice("Wire", ARMY)])
    assert (found.grade, found.rule, found.information_grade) == ("confirmed", "admitted", "2")


def test_doer_that_tells_of_combatants_only_does_not_confirm_harm_to_civilians() -> None:
    found = grade([voice("Army", ARMY, sides=ARMY_SIDE, is_party=True, civilian_harm=False), voice("Wire", ARMY, civilian_harm=True)])
    assert found.grade == "weak"


def test_sides_that_name_each_other_contest() -> None:
    found = grade([voice("Army", REBELS, sides=ARMY_SIDE, is_party=True), voice("Front", ARMY, sides=REBEL_SIDE, is_party=True)])
    assert (found.grade, found.rule, found.information_grade) == ("contested", "responsibility", "4")


def test_denial_of_what_one_tells_contests() -> None:
    assert grade([voice("Wire"), voice("Army", denies=True, is_party=True)]).rule == "denied"


def test_denial_of_what_three_tell_is_noted_only() -> None:
    found = grade([voice("A"), voice("B"), voice("C"), voice("Army", denies=True, is_party=True)])
    assert (found.grade, found.information_grade, found.information_rule) == ("fair", "2", "denied")
    assert "Army denies it" in found.reason


def test_lone_claim_of_civilian_harm_against_two_is_discounted() -> None:
    found = grade([voice("A", civilian_harm=True), voice("B", civilian_harm=False), voice("C", civilian_harm=False)])
    assert (found.grade, found.rule, found.information_grade) == ("discounted", "combatants", "5")


def test_withdrawn_everywhere_is_discounted() -> None:
    assert grade([], all_withdrawn=True).rule == "withdrawn"


def test_source_grade_is_the_best_given() -> None:
    found = grade([voice("A", reliability="C"), voice("B", reliability="B"), voice("C")])
    assert found.source_grade == "B" and "B" in found.source_reason


def test_persons_grade_replaces_the_rules_and_keeps_it_beside() -> None:
    found = grade([voice("Wire")], override=Override(grade="confirmed", by="ana", note="saw the video"))
    assert (found.grade, found.rule, found.by, found.note) == ("confirmed", "override", "ana", "saw the video")
    assert "single-source" in found.reason


def test_unknown_grade_of_a_person_is_refused() -> None:
    with pytest.raises(InputError, match="Known: confirmed"):
        Override(grade="sure", by="ana", note="")  # type: ignore[arg-type]


voices = st.lists(
    st.builds(
        Voice, name=st.sampled_from("ABCDE"), actors=st.sampled_from([(), (ARMY,), (REBELS,), (ARMY, REBELS)]),
        sides=st.sampled_from([frozenset(), ARMY_SIDE, REBEL_SIDE]), is_party=st.booleans(), reliability=st.sampled_from("ABCDEF"),
        civilian_harm=st.sampled_from([None, True, False]), denies=st.booleans(), is_known=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: (one.name, one.denies),
)  # fmt: skip


@given(voices)
def test_any_voices_give_known_grades_with_reasons_in_any_order(some: list[Voice]) -> None:
    found = grade(some)
    assert found.grade in GRADE_NAMES and found.source_grade in "ABCDEF" and found.information_grade in "123456"
    assert found.reason and found.source_reason and found.information_reason
    assert grade(reversed(some)) == found
