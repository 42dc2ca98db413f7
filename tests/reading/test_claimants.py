"""Who says so: the innermost source as claimant, the others as `via`, the report where nobody else does."""

from __future__ import annotations

import pytest

from reading.english import event_at, events

# Sentence, the deed's word, claimant, via.
SOURCES = [
    ("Rebels shelled Saraqib on Monday.", "shelled", "report", []),
    ("The Syrian army shelled Saraqib, the mayor said.", "shelled", "mayor", []),
    ("The mayor said the Syrian army shelled Saraqib.", "shelled", "mayor", []),
    ("According to the United Nations, gunmen killed five farmers near Mosul.", "killed", "United Nations", []),
    ("Gunmen killed five farmers near Mosul, according to the United Nations.", "killed", "United Nations", []),
    ("The ministry said the Red Cross reported that jets hit Taiz.", "hit", "International Committee of the Red Cross", ["ministry"]),
    ("Rebels shelled Saraqib, state media reported, citing residents.", "shelled", "residents", ["state media"]),
    ("A witness said gunmen attacked a bus near Mosul.", "attacked", "witness", []),
    ("The Iraqi defence ministry said gunmen attacked a bus near Mosul.", "attacked", "Iraqi defence ministry", []),
    ("The Syrian government denied that its army bombed Saraqib.", "bombed", "Syrian government", []),
    ("Turkey accused Syria of shelling Idlib.", "shelling", "Turkey", []),
    ("Turkey accused Syria of shelling Idlib.", "accused", "report", []),
    ("Rebels vowed to attack Damascus.", "attack", "Rebels", []),
    ("UNHCR: Rebels shelled a camp near Goma on Monday.", "shelled", "United Nations High Commissioner for Refugees", []),
    ("MR. SMITH: Rebels shelled Saraqib on Monday.", "shelled", "MR. SMITH", []),
    ("He said jets bombed Taiz.", "bombed", "report", []),
    ("Gunmen attacked a bus near Mosul after he told the driver to stop.", "attacked", "report", []),
    ("The army plans to attack Idlib.", "attack", "report", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "word", "claimant", "via"), SOURCES)
def test_claimant_is_the_innermost_source(sentence: str, word: str, claimant: str, via: list[str]):
    event = event_at(sentence, word)
    assert (event.claimant.name, [c.name for c in event.via]) == (claimant, via)


@pytest.mark.parametrize(("sentence", "word"), [(s, w) for s, w, claimant, _ in SOURCES if claimant != "report"])
def test_claimant_quotes_its_words(sentence: str, word: str):
    for one in (event_at(sentence, word).claimant, *event_at(sentence, word).via):
        assert one.span is not None and sentence[slice(*one.span)] == one.text


@pytest.mark.parametrize("marks", ["“”", '""', "«»"])
def test_speaker_holds_for_the_whole_quotation(marks: str):
    first, second = marks
    text = (
        f"{first}Rebels shelled Saraqib,{second} the governor said. {first}They killed five Syrian farmers. They burned the mill.{second}"
    )
    assert {event.claimant.name for event in events(text)} == {"governor"}


def test_quotation_before_its_speaker_is_his():
    text = "“Rebels shelled Saraqib on Monday. They killed five Syrian farmers,” the governor said."
    assert [event.claimant.name for event in events(text)] == ["governor", "governor"]


def test_speaker_is_no_source_of_what_stands_outside_the_quotation():
    text = "“It rained,” the governor said on Monday. Rebels shelled Saraqib on Tuesday."
    assert event_at(text, "shelled").claimant.name == "report"


def test_pronoun_is_the_source_it_stands_for():
    text = "The mayor of Idlib spoke on Monday. He said rebels shelled Saraqib."
    claimant = event_at(text, "shelled").claimant
    assert claimant.inferred and claimant.span is not None and text[slice(*claimant.span)] == claimant.text


def test_statement_speaks_for_whose_it_is():
    text = "A statement by the Taliban said fighters attacked Kunduz."
    assert event_at(text, "attacked").claimant.name == "Taliban"


def test_transcript_label_holds_for_its_sentences():
    text = "MR. SMITH: Rebels shelled Saraqib. The Syrian army left Idlib on Monday and attacked Ariha.\n\nQ: Was it the army?"
    assert {e.claimant.name for e in events(text)} == {"MR. SMITH"}
