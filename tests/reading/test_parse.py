"""The parser behind the rules' own words: its output on known sentences, offsets, its models and their digests."""

from __future__ import annotations

import pathlib
import shutil

import pytest

from ebla.errors import ModelError
from ebla.reading import parse as parsing
from ebla.reading.parse import MODELS, Parser, model_digest
from reading.english import parse, read

# word/tag/dependency/index of the head, by the pinned model. A change here changes what every rule sees.
GOLDEN = {
    "Rebels shelled the town of Osk on Monday.": (
        "Rebels/NNS/nsubj/1 shelled/VBD/ROOT/1 the/DT/det/3 town/NN/dobj/1 of/IN/prep/3 Osk/NNP/pobj/4 on/IN/prep/1 "
        "Monday/NNP/pobj/6 ././punct/1"
    ),
    "Three soldiers were wounded by a mine near the bridge.": (
        "Three/CD/nummod/1 soldiers/NNS/nsubjpass/3 were/VBD/auxpass/3 wounded/VBN/ROOT/3 by/IN/agent/3 a/DT/det/6 "
        "mine/NN/pobj/4 near/IN/prep/6 the/DT/det/9 bridge/NN/pobj/7 ././punct/3"
    ),
    "The ministry said that gunmen had kidnapped two nurses.": (
        "The/DT/det/1 ministry/NN/nsubj/2 said/VBD/ROOT/2 that/IN/mark/6 gunmen/NNS/nsubj/6 had/VBD/aux/6 "
        "kidnapped/VBN/ccomp/2 two/CD/nummod/8 nurses/NNS/dobj/6 ././punct/2"
    ),
    "Government aircraft dropped barrel bombs on the market, killing at least 12 people.": (
        "Government/NN/compound/1 aircraft/NN/nsubj/2 dropped/VBD/ROOT/2 barrel/NN/compound/4 bombs/NNS/dobj/2 "
        "on/IN/prep/2 the/DT/det/7 market/NN/pobj/5 ,/,/punct/2 killing/VBG/advcl/2 at/RB/advmod/11 least/RBS/advmod/12 "
        "12/CD/nummod/13 people/NNS/dobj/9 ././punct/2"
    ),
    "The general, who led the attack, was arrested in March.": (
        "The/DT/det/1 general/NN/nsubjpass/9 ,/,/punct/1 who/WP/nsubj/4 led/VBD/relcl/1 the/DT/det/6 attack/NN/dobj/4 "
        ",/,/punct/1 was/VBD/auxpass/9 arrested/VBN/ROOT/9 in/IN/prep/9 March/NNP/pobj/10 ././punct/9"
    ),
    "If the army withdraws, the rebels will release the prisoners.": (
        "If/IN/mark/3 the/DT/det/2 army/NN/nsubj/3 withdraws/VBZ/advcl/8 ,/,/punct/8 the/DT/det/6 rebels/NNS/nsubj/8 "
        "will/MD/aux/8 release/VB/ROOT/8 the/DT/det/10 prisoners/NNS/dobj/8 ././punct/8"
    ),
    "Turkish-backed fighters clashed with the army's troops.": (
        "Turkish/JJ/npadvmod/2 -/HYPH/punct/2 backed/VBN/amod/3 fighters/NNS/nsubj/4 clashed/VBD/ROOT/4 with/IN/prep/4 "
        "the/DT/det/7 army/NN/poss/9 's/POS/case/7 troops/NNS/pobj/5 ././punct/4"
    ),
    "The UN urged both sides to respect the cease-fire.": (
        "The/DT/det/1 UN/NNP/nsubj/2 urged/VBD/ROOT/2 both/DT/det/4 sides/NNS/dobj/2 to/TO/aux/6 respect/VB/xcomp/2 "
        "the/DT/det/8 cease-fire/NN/dobj/6 ././punct/2"
    ),
    "“We did not bomb the clinic,” the spokesman said.": (
        "“/``/punct/11 We/PRP/nsubj/4 did/VBD/aux/4 not/RB/neg/4 bomb/VB/ccomp/11 the/DT/det/6 clinic/NN/dobj/4 "
        ",/,/punct/11 ”/''/punct/11 the/DT/det/10 spokesman/NN/nsubj/11 said/VBD/ROOT/11 ././punct/11"
    ),
    "Over 2,000 families fled from the villages to the camp.": (
        "Over/IN/quantmod/1 2,000/CD/nummod/2 families/NNS/nsubj/3 fled/VBD/ROOT/3 from/IN/prep/3 the/DT/det/6 "
        "villages/NNS/pobj/4 to/IN/prep/3 the/DT/det/9 camp/NN/pobj/7 ././punct/3"
    ),
}


def golden(text: str) -> str:
    """A text's words with tag, dependency and head, as one line."""
    parsed = parse(text)
    return " ".join(f"{w.text}/{w.tag}/{w.dep}/{w.head.i}" for w in parsed.words)


@pytest.mark.parametrize("sentence", GOLDEN)
def test_model_gives_what_the_rules_were_written_for(sentence: str):
    assert golden(sentence) == GOLDEN[sentence]


@pytest.mark.parametrize("text", [*GOLDEN, "A\u00a0B  C\tD\nE. Ü\u0308ber 𝔘nicode — end.", " \n x"])
def test_words_stand_where_they_are_said_to(text: str):
    parsed = parse(text)
    assert all(text[w.start_char : w.end_char] == w.text for w in parsed.words)
    assert all(a.end_char <= b.start_char for a, b in zip(parsed.words, parsed.words[1:], strict=False))
    assert [w.i for w in parsed.words] == list(range(len(parsed.words)))


def test_words_know_their_sentence_head_and_children():
    parsed = parse("Rebels left. The army stayed.")
    assert [s.index for s in parsed.sentences] == [0, 1]
    for word in parsed.words:
        assert word.head.sentence is word.sentence and word in word.sentence.words
        assert word.head is word or word in word.head.children
        assert sorted(w.i for w in word.subtree())[0] <= word.i
    assert all(len(s.roots) == 1 for s in parsed.sentences)


@pytest.mark.parametrize("word", ["cease-fire", "air-strikes", "re-captured", "Counter-offensive", "LAND-MINE"])
def test_hyphened_words_of_the_lexicons_stay_whole(word: str):
    assert word in [w.text for w in parse(f"They spoke of a {word} in the north.").words]


def test_words_in_a_span_and_their_head():
    text = "Rebels shelled the old town of Osk."
    parsed = parse(text)
    start, end = text.index("the old"), text.index(" of")
    assert [w.text for w in parsed.words_in(start, end)] == ["the", "old", "town"]
    head = parsed.head_of(start, end)
    assert head is not None and head.text == "town"
    assert parsed.words_in(3, 3) == [] and parsed.head_of(6, 7) is None


def test_sentence_at_an_offset():
    text = "Rebels left. The army stayed."
    found = parse(text).sentence_at(text.index("army"))
    assert found is not None and found.index == 1
    assert parse(text).sentence_at(len(text) + 5) is None


def test_line_breaks_and_control_characters_are_blanks_to_the_parser():
    text = "Rebels\nshelled\x00the\u200btown."
    assert parse(text).shown == "Rebels shelled the town."
    assert [w.text for w in parse(text).words] == ["Rebels", "shelled", "the", "town", "."]


def test_empty_text_has_no_words():
    assert parse("").words == [] and parse("   \n").sentences == []


def test_models_are_the_pinned_ones():
    assert {name: Parser.load(name).digest for name in MODELS} == {name: model_digest(name) for name in MODELS}


def test_changed_model_file_is_refused(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    package, folder = MODELS["sm"]
    copy = tmp_path / package / folder
    shutil.copytree(parsing._package_folder(package) / folder, copy)
    monkeypatch.setattr(parsing, "_package_folder", lambda name: tmp_path / name)
    before = model_digest("sm")
    meta = copy / "meta.json"
    meta.write_text(meta.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert model_digest("sm") != before
    with pytest.raises(ModelError, match="its files have the digest"):
        Parser("sm")


def test_missing_model_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(MODELS, "none", ("no_such_package_here", "x"))
    with pytest.raises(ModelError, match="not installed"):
        model_digest("none")


def test_small_model_reads_too():
    text = "Rebels shelled Saraqib on Monday, killing 12 civilians."
    words = Parser.load("sm").parse(text).words
    assert [w.text for w in words][:3] == ["Rebels", "shelled", "Saraqib"] and words[1].lemma == "shell"
    assert read(text).claims


def test_long_run_of_marks_is_blank_to_the_parser():
    text = "Rebels left" + '"“(' * 2_000 + " and the army came."
    assert [w.text for w in parse(text).words] == ["Rebels", "left", "and", "the", "army", "came", "."]
