from __future__ import annotations

import itertools
import json
import pathlib
import zipfile

import numpy as np
import pytest

from evaluation.linking import ecb
from evaluation.linking.coreference import best_pairs, ceaf_e, coreference, muc

TRUTH = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2", "f": "3"}
LINKED = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y", "f": "z"}


def test_muc_counts_links():
    score = muc(LINKED, TRUTH)
    # Pieces ab, c, de, f: the true chains keep 1, 1 and 0 of 2, 1 and 0 links; those found 1, 1 and 0 of 1, 2 and 0.
    assert (score.right, score.found, score.wanted) == (2, 3, 3)


def test_ceaf_holds_each_chain_against_one():
    score = ceaf_e(LINKED, TRUTH)
    # x with 1: 2*2/(2+3); y with 2: 2*2/(3+2); z with 3: 1.
    assert score.right == pytest.approx(0.8 + 0.8 + 1) and (score.found, score.wanted) == (3, 3)


def test_conll_is_the_mean_of_three():
    result = coreference(LINKED, TRUTH)
    precision, recall = (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3 + 1) / 6, (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6
    b_cubed = 2 * precision * recall / (precision + recall)
    assert result.b_cubed == pytest.approx((precision, recall, b_cubed))
    assert result.conll == pytest.approx((2 / 3 + b_cubed + 2.6 / 3) / 3)


def test_right_chains_score_one_and_single_mentions_have_no_links():
    assert coreference(TRUTH, TRUTH).conll == 1
    alone = coreference({name: name for name in TRUTH}, TRUTH)
    assert alone.muc == (1, 0, 0) and alone.b_cubed[0] == 1


def test_best_pairs_sum_up_highest():
    draw = np.random.default_rng(7)
    for _ in range(200):
        gain = draw.random(draw.integers(1, 6, 2)) * (draw.random() > 0.2)
        small = gain if gain.shape[0] <= gain.shape[1] else gain.T
        best = max(sum(small[range(len(small)), list(order)]) for order in itertools.permutations(range(small.shape[1]), small.shape[0]))
        pairs = best_pairs(gain)
        assert sum(gain[i, j] for i, j in pairs) == pytest.approx(best)
        assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs) == min(gain.shape)


def row(document: str, story: str, chain: str, words: list[str], at: int, lemma: str) -> dict[str, object]:
    return {
        "mention_id": f"{document}_{at}", "doc_id": document, "topic_id": story, "coref_chain": chain, "mention_context": words,
        "tokens_number": [at], "mention_head_lemma": lemma,
    }  # fmt: skip


def documents(topic: int) -> list[dict[str, object]]:
    """Two stories of a topic, each told by three documents of two mentions of its one event; topics differ in their names."""
    rows: list[dict[str, object]] = []
    for story, town, dead in (("ecb", f"Alm{topic}a", "7"), ("ecbplus", f"Brod{topic}in", "90")):
        for n, ending in enumerate(("on Monday", "at night", "again")):
            words = f"The earthquake struck {town} {ending} . Officials of {town} said the earthquake killed {dead} people .".split()
            document = f"{topic}_{n}{story}.xml"
            rows += [row(document, f"{topic}{story}", f"{topic}{story}", words, at, "earthquake") for at in (1, words.index("said") + 2)]
            rows.append(row(document, f"{topic}{story}", f"{topic}{story}said", words, words.index("said"), "say"))
    return rows


@pytest.fixture
def shared(tmp_path: pathlib.Path) -> pathlib.Path:
    archive = tmp_path / ecb.ARCHIVE
    archive.parent.mkdir(parents=True)
    with zipfile.ZipFile(archive, "w") as file:
        for part, topics in (("train", (1, 2, 3)), ("dev", (4,)), ("test", (5, 6))):
            file.writestr(f"ecb/{part}/Event_gold_mentions.json", json.dumps([r for topic in topics for r in documents(topic)]))
    return tmp_path


def test_mentions_keep_their_place_and_topic(shared):
    part = ecb.load_part(shared / ecb.ARCHIVE, "test")
    mention = part.mentions[0]
    assert (mention.topic, mention.story, mention.lemma) == ("5", "5ecb", "earthquake")
    assert part.texts[mention.document][slice(*mention.span)] == "earthquake"


def test_stories_of_one_kind_are_told_apart_where_the_lemma_joins_them(shared):
    linker = ecb.Linker()
    weights = linker.learn(ecb.load_part(shared / ecb.ARCHIVE, "train"))
    scores = ecb.score(linker, ecb.load_part(shared / ecb.ARCHIVE, "test"), *weights)
    assert scores[ecb.OURS].conll > scores[ecb.BASELINE].conll


def test_arguments_are_what_hangs_on_the_head():
    from ebla.reading.parse import Parser

    text = "The army of Norland shelled the market of Alma while farmers slept ."
    parsed = Parser.load("md").parse(text)
    start = text.index("shelled")
    found = ecb.arguments(parsed.words_in(start, start + 7))
    assert {"army", "market"} <= set(found) and not {"farmers", "shelled"} & set(found)


def test_verbs_and_their_nouns_are_a_family():
    assert ecb.word_family("explode") == ecb.word_family("explosion") != ecb.word_family("arrest")


def test_main_says_what_it_needs(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("EBLA_SHARED", str(tmp_path))
    assert ecb.main([]) == 2
    monkeypatch.delenv("EBLA_SHARED")
    assert ecb.main([]) == 2
    assert capsys.readouterr().err.count("set EBLA_SHARED") == 2


def test_main_prints_baselines_and_ours(shared, monkeypatch, capsys):
    monkeypatch.setenv("EBLA_SHARED", str(shared))
    assert ecb.main([]) == 0
    out = capsys.readouterr().out
    assert "36 mentions, 8 chains" in out and ecb.BASELINE in out and ecb.OURS in out
    assert ecb.main(["--errors"]) == 0
    assert "Alm" not in capsys.readouterr().out
