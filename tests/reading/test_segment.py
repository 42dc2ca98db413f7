"""Blocks, sentences and labels of a text, with offsets into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebla.reading.segment import LONGEST_SENTENCE_CHARS, Block, blocks, header_end, label_end, sentences


def shown(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[a:b] for block in blocks(text) for a, b in block.sentences]


def kinds(text: str) -> list[str]:
    """The kinds of a text's blocks."""
    return [block.kind for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("date 2031-03-05\nRebels attacked.", "\nRebels attacked."),
        ("INVENTED report\ndate 2031-03-05 Rebels attacked.", " Rebels attacked."),
        ("\n\n  date 2031-03-05\nRebels attacked.", "\nRebels attacked."),
        ("INVENTED report\nRebels attacked.", "Rebels attacked."),
        ("Rebels attacked.", "Rebels attacked."),
        ("The date 2031-03-05 was set.", "The date 2031-03-05 was set."),
    ],
)
def test_header_belongs_to_no_sentence(text: str, body: str):
    assert text[header_end(text) :] == body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked. Soldiers fled.", ["Rebels attacked.", "Soldiers fled."]),
        ("Gen. Omar Sadiq spoke on Jan. 5. He left.", ["Gen. Omar Sadiq spoke on Jan. 5.", "He left."]),
        ("The U.S. army left. The U.N. stayed.", ["The U.S. army left.", "The U.N. stayed."]),
        ("J. Smith met M. Jones.", ["J. Smith met M. Jones."]),
        ("It cost 3.5 million. All paid.", ["It cost 3.5 million.", "All paid."]),
        ("Was it shelled? Yes! It was.", ["Was it shelled?", "Yes!", "It was."]),
        ('"We left." They said so.', ['"We left."', "They said so."]),
        ("They waited… then left.", ["They waited… then left."]),
        ("It ended at 5 p.m. The army left.", ["It ended at 5 p.m.", "The army left."]),
        ("rebels attacked. soldiers fled.", ["rebels attacked.", "soldiers fled."]),
    ],
)
def test_sentence_ends_where_it_ends(text: str, expected: list[str]):
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == expected


def test_hard_wrapped_lines_are_one_block():
    text = (
        "Rebels attacked the town of Tarvel on Monday and\nburned the mill that stands beside the river\n"
        "before the army came. Two days later they left\nthe valley.\n\nThe mayor wept."
    )
    assert shown(text)[0] == text[: text.index(" Two days")]
    assert len(blocks(text)) == 2


def test_lines_of_unequal_length_are_blocks_of_their_own():
    text = "Rebels attacked the town.\nThe mayor, who was in the capital when it began, came back on the evening train.\nHe wept."
    assert len(blocks(text)) == 3


def test_bullets_stand_alone_and_lose_their_mark():
    text = "- Rebels attacked Osk.\n- Soldiers fled.\n1. The mill burned.\n• Two people died."
    assert kinds(text) == ["bullet"] * 4
    assert shown(text) == ["Rebels attacked Osk.", "Soldiers fled.", "The mill burned.", "Two people died."]


def test_short_line_without_a_stop_is_a_title():
    assert kinds("Fighting in the north\n\nRebels attacked Osk on Monday.") == ["title", "prose"]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Lobaye: Gunmen attacked a church.", "Lobaye:"),
        ("Port Sudan, Aug 24 (MPS) - The army left.", "Port Sudan, Aug 24 (MPS) -"),
        ("lashkar gah -- soldiers left the base.", "lashkar gah --"),
        ("The army said: we left.", ""),
        ("Rebels attacked the town - and left.", ""),
    ],
)
def test_label_is_cut_from_its_sentence(line: str, label: str):
    assert line[: label_end(line, 0, len(line))].rstrip() == label


def test_label_is_a_sentence_of_its_block():
    text = "Lobaye: Gunmen attacked a church."
    (block,) = blocks(text)
    assert block.label is not None and text[slice(*block.label)] == "Lobaye:"
    assert shown(text) == ["Lobaye:", "Gunmen attacked a church."]


@given(st.text(st.sampled_from('ab. \n\t:-•"?A1,\u2028é'), max_size=200))
def test_blocks_are_in_order_and_sentences_inside_them(text: str):
    last = 0
    for block in blocks(text):
        assert isinstance(block, Block) and last <= block.start_char < block.end_char <= len(text)
        last = block.end_char
        inside = block.start_char
        for a, b in block.sentences:
            assert inside <= a < b <= block.end_char
            assert not text[a].isspace() and not text[b - 1].isspace()
            inside = b


@given(st.text(st.sampled_from("ab. \n\t:?A1,"), max_size=200))
def test_every_letter_is_in_a_sentence(text: str):
    covered = {i for block in blocks(text) for a, b in block.sentences for i in range(a, b)}
    assert {i for i, c in enumerate(text) if c in "abA"} <= covered


def test_nothing_but_blanks_has_no_blocks():
    assert blocks("") == [] and blocks(" \n\t\n") == []


def test_endless_sentence_is_cut_between_words():
    text = "Taiz " * 5_000
    spans = sentences(text, 0, len(text))
    assert max(b - a for a, b in spans) <= LONGEST_SENTENCE_CHARS
    assert " ".join(text[a:b] for a, b in spans).split() == text.split()
    assert len(sentences("x" * 9_000, 0, 9_000)) == 1
