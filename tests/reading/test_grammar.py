"""Subjects, objects and clauses as the rules see them."""

from __future__ import annotations

import pytest

from ebla.reading.grammar import agents, clause_of, expand, is_passive, noun_phrase, objects, prep_objects, raw_subjects, span_of
from reading.english import parse, word_at


def texts(words):
    return [w.text for w in words]


@pytest.mark.parametrize(
    ("sentence", "verb", "subjects"),
    [
        ("Rebels attacked the town.", "attacked", ["Rebels"]),
        ("Rebels and gunmen attacked the town.", "attacked", ["Rebels", "gunmen"]),
        ("Rebels attacked and burned the town.", "burned", ["Rebels"]),
        ("The men who burned the mill fled.", "burned", ["men"]),
        ("The envoy urged the rebels to leave.", "leave", ["rebels"]),
        ("The rebels promised to leave.", "leave", ["rebels"]),
        ("The army withdrew, leaving the town.", "leaving", ["army"]),
        ("He accused the army of shelling the town.", "shelling", ["army"]),
        ("The rebels' plan to storm the port failed.", "storm", ["rebels"]),
    ],
)
def test_subject_is_found_through_control_and_conjunction(sentence: str, verb: str, subjects: list[str]):
    assert texts(raw_subjects(word_at(parse(sentence), verb))) == subjects


def test_passive_has_agents_and_objects():
    verb = word_at(parse("The town was attacked by rebels and gunmen."), "attacked")
    assert is_passive(verb)
    assert texts(agents(verb)) == ["rebels", "gunmen"] and texts(objects(verb)) == ["town"]


def test_participle_after_a_noun_is_passive():
    assert is_passive(word_at(parse("The town attacked by rebels lay in ruins."), "attacked"))
    assert not is_passive(word_at(parse("Rebels have attacked the town."), "attacked"))


def test_object_is_shared_by_joined_verbs():
    assert texts(objects(word_at(parse("Rebels attacked and burned the town."), "attacked"))) == ["town"]


def test_noun_of_quantity_gives_way_to_what_it_counts():
    parsed = parse("Dozens of fighters left.")
    assert texts(expand([word_at(parsed, "Dozens")])) == ["fighters"]


def test_objects_of_prepositions_with_conjuncts():
    verb = word_at(parse("They moved from Osk to Tarvel and Lod."), "moved")
    assert texts(prep_objects(verb, "from")) == ["Osk"] and texts(prep_objects(verb, "to")) == ["Tarvel", "Lod"]


def test_clause_and_noun_phrase():
    parsed = parse("The three old men of Osk wept in the street.")
    men = word_at(parsed, "men")
    assert texts(noun_phrase(men)) == ["The", "three", "old", "men"]
    assert clause_of(men).text == "wept"
    assert span_of(noun_phrase(men)) == (0, len("The three old men"))


def test_hour_before_a_noun_is_no_part_of_its_phrase():
    assert texts(noun_phrase(word_at(parse("At about 7 p.m. gunmen beat two guards."), "gunmen"))) == ["gunmen"]
