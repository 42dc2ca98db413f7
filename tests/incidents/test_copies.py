from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ebla.incidents.accounts import text_of
from ebla.incidents.copies import Text, body, candidates, find_copies, held_share, is_own_passage, runs
from incidents.gold_wars import WARS, load

STORY = (
    "Shells came down on the timber yard of Tarvel on Tuesday and set the saw mill on fire, the owner told Plain Wire. Nine labourers "
    "died where they stood, he said, and the night watchman was found under the beams an hour later. The army did not answer questions."
)
EDITED = (
    "Shells came down on the timber yard of our town on Tuesday and set the saw mill on fire, the owner told an agency. Nine labourers "
    "died where they stood, he said. The army did not answer questions. Readers may leave flowers at the gate."
)
OTHER = (
    "The timber yard of Tarvel burnt on Tuesday after a bombardment that, its owner says, lasted less than a minute. Ten of his workers "
    "are dead. Nobody from the garrison has come to look at what is left of the mill."
)
DAY = datetime.date(2031, 3, 4)


@pytest.mark.parametrize("war", WARS)
def test_copies_of_the_corpus_are_all_found_and_no_others(war: str) -> None:
    told = load(war)
    gold = {(told.names[row["report_id"]], told.names[row["of"]]) for row in told.relations if "copy" in row["relation"]}
    texts = [text_of(name, report, told.register) for name, report in told.reports.items()]
    for every_pair in (True, False):
        assert {(copy.report_id, copy.of) for copy in find_copies(texts, every_pair=every_pair)} == gold


def test_copy_of_an_agency_is_traced_to_it_even_when_printed_first() -> None:
    texts = [
        Text(id="a", text=EDITED, outlet="Harbour Gazette", report_date=DAY, prints=("Plain Wire",)),
        Text(id="b", text=STORY, outlet="Plain Wire", report_date=DAY + datetime.timedelta(days=1), is_agency=True),
    ]
    (copy,) = find_copies(texts)
    assert (copy.report_id, copy.of, copy.kind, copy.why) == ("a", "b", "edited", "prints its agency")


def test_copy_that_credits_an_outlet_is_its() -> None:
    texts = [
        Text(id="a", text=STORY, outlet="Gazette", agency="Plain Wire"),
        Text(id="b", text=STORY, outlet="Plain Wire", report_date=DAY),
    ]
    (copy,) = find_copies(texts)
    assert (copy.of, copy.kind, copy.why) == ("b", "same", "credits it")


def test_earlier_report_is_the_original_where_nothing_else_tells() -> None:
    texts = [
        Text(id="a", text=STORY, outlet="One", report_date=DAY + datetime.timedelta(days=1)),
        Text(id="b", text=STORY, report_date=DAY),
    ]
    (copy,) = find_copies(texts)
    assert (copy.report_id, copy.why) == ("a", "dated later")


def test_two_own_accounts_of_one_deed_are_no_copies() -> None:
    assert find_copies([Text(id="a", text=STORY, outlet="One"), Text(id="b", text=OTHER, outlet="Two")], every_pair=True) == []


def test_new_version_by_the_same_outlet_is_no_copy() -> None:
    assert find_copies([Text(id="a", text=STORY, outlet="One"), Text(id="b", text=EDITED, outlet="One")], every_pair=True) == []


def test_very_short_texts_are_never_copies() -> None:
    assert find_copies([Text(id="a", text="No news today.", outlet="One"), Text(id="b", text="No news today.", outlet="Two")]) == []


@given(st.permutations(range(4)))
def test_order_of_arrival_does_not_matter(order: list[int]) -> None:
    texts = [
        Text(id="a", text=STORY, outlet="One", report_date=DAY), Text(id="b", text=EDITED, outlet="Two", report_date=DAY),
        Text(id="c", text=OTHER, outlet="Three"), Text(id="d", text=STORY, outlet="Four"),
    ]  # fmt: skip
    assert find_copies([texts[i] for i in order]) == find_copies(texts)


@settings(max_examples=60)
@given(st.text(max_size=400), st.text(max_size=400))
def test_share_is_a_symmetric_proportion_for_any_text(one: str, other: str) -> None:
    a, b = runs(body(one)), runs(body(other))
    assert held_share(a, b) == held_share(b, a)
    assert 0.0 <= held_share(a, b) <= 1.0


def test_same_text_is_always_a_candidate() -> None:
    assert list(candidates({"a": runs(STORY), "b": runs(STORY), "c": runs(OTHER)})) == [("a", "b")]


@pytest.mark.parametrize(
    "before", ["INVENTED Plain Wire\n", "TARVEL, March 4 (Plain Wire) - ", "TARVEL - ", "date 2031-03-04\n\n", "By Ana Sel\n", "Tarvel: "]
)
def test_body_leaves_out_what_outlets_put_before_a_text(before: str) -> None:
    assert body(before + STORY) == STORY


def test_body_keeps_a_first_sentence_that_only_looks_like_a_dateline() -> None:
    assert body("The army said: nothing. It left.") == "The army said: nothing. It left."


def test_passage_that_the_original_lacks_is_the_copiers_own() -> None:
    original = runs(STORY)
    assert is_own_passage("Our reporter counted fourteen coffins in the school yard on Wednesday morning, two of them small.", original)
    assert not is_own_passage("Nine labourers died where they stood, he said, and the night watchman was found under the beams.", original)
