"""Reviews are kept for good, in order, and nobody writes over a word that they have not seen."""

from __future__ import annotations

import datetime
import pathlib
from collections.abc import Iterator

import pytest

from ebla.errors import LedgerError, ReviewConflictError
from ebla.ledger import Ledger
from ebla.reviewing import accept, comment, correct, grade, link, record_review, reject, undo
from factory import make_linking, make_reading, make_report


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as opened:
        yield opened


def test_review_comes_back_as_it_was_given(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.add(reading)
    given = correct(reading.claims[0], "Amal", "mode", "drone", reason="a drone\0 \U0001f6e9", text=reading.report.text)
    kept = record_review(ledger, given)
    assert list(ledger.reviews()) == [kept]
    assert (kept.seq, kept.field, kept.before, kept.after) == (2, "mode", "aerial", "drone")
    assert kept.target == given.target
    assert [entry.kind for entry in ledger.changes()] == ["reading", "review"]


def test_reviews_are_found_by_report_incident_person_and_number(ledger: Ledger) -> None:
    one, other = make_reading(), make_reading(make_report("Shells fell."))
    for reading in (one, other):
        ledger.add(reading)
    record_review(ledger, accept(one.claims[0], "Amal"))
    record_review(ledger, reject(other.claims[0], "Bo"))
    record_review(ledger, grade("Bo", "two monitors saw it", "incident-1", "confirmed"))
    assert [review.action for review in ledger.reviews(report_id=one.report.id)] == ["accept"]
    assert [review.action for review in ledger.reviews(incident_id="incident-1")] == ["grade"]
    assert [review.action for review in ledger.reviews(reviewer="Bo")] == ["reject", "grade"]
    assert [review.seq for review in ledger.reviews(since=3)] == [4, 5]
    assert [review.seq for review in ledger.reviews(as_of=3)] == [3]


@pytest.mark.parametrize("later", ["field", "claim"])
def test_word_on_what_was_changed_meanwhile_is_refused(ledger: Ledger, later: str) -> None:
    reading = make_reading()
    ledger.add(reading)
    claim, seen = reading.claims[0], ledger.last_seq()
    record_review(ledger, correct(claim, "Amal", "mode", "drone"), seen)
    late = correct(claim, "Bo", "mode", "explosives") if later == "field" else accept(claim, "Bo")
    with pytest.raises(ReviewConflictError, match="Amal changed the mode meanwhile") as caught:
        record_review(ledger, late, seen)
    assert (caught.value.by, caught.value.seq, caught.value.field) == ("Amal", 2, "mode")
    assert [review.reviewer for review in ledger.reviews()] == ["Amal"]
    assert record_review(ledger, late, ledger.last_seq()).seq == 3


def test_words_on_other_fields_and_remarks_do_not_clash(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.add(reading)
    seen = ledger.last_seq()
    record_review(ledger, correct(reading.claims[0], "Amal", "mode", "drone"), seen)
    record_review(ledger, correct(reading.claims[0], "Bo", "status", "ongoing"), seen)
    record_review(ledger, comment("Bo", "ask the desk", claim=reading.claims[0]), seen)
    record_review(ledger, accept(reading.claims[1], "Bo"), seen)
    assert ledger.last_seq() == 5


def test_link_of_an_incident_linked_anew_is_refused(ledger: Ledger) -> None:
    one, other = make_reading(), make_reading(make_report("Shells fell."))
    for reading in (one, other):
        ledger.add(reading)
    seen = ledger.last_seq()
    rows = [(reading.claims[0].id, reading.report.id, f"incident-{n}") for n, reading in enumerate((one, other))]
    ledger.record_linking(make_linking(*rows))
    word = link("Amal", "one strike", ("incident-0", "incident-1"), one.claims[:1], other.claims[:1])
    with pytest.raises(ReviewConflictError, match="a linking run changed it meanwhile"):
        record_review(ledger, word, seen)
    assert record_review(ledger, word, ledger.last_seq()).incident_ids == ("incident-0", "incident-1")


def test_only_who_gave_a_word_takes_it_back(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.add(reading)
    kept = record_review(ledger, accept(reading.claims[0], "Amal"))
    with pytest.raises(LedgerError, match="review 2 is by Amal, and only Amal takes it back"):
        record_review(ledger, undo(kept, "Bo"))
    assert record_review(ledger, undo(kept, "Amal")).undoes == 2
    with pytest.raises(LedgerError, match="it holds no review 99"):
        record_review(ledger, undo(kept, "Amal").__class__(reviewer="Amal", action="undo", undoes=99))


def test_review_of_a_report_that_is_not_held_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="it holds no report"):
        record_review(ledger, accept(make_reading().claims[0], "Amal"))
    assert ledger.last_seq() == 0


def test_order_of_reviews_is_not_the_clocks(tmp_path: pathlib.Path) -> None:
    days = iter([3, 2, 1])
    clock = lambda: datetime.datetime(2031, 3, next(days), tzinfo=datetime.UTC)  # noqa: E731
    reading = make_reading()
    with Ledger.open(tmp_path / "ebla.db", clock=clock) as ledger:
        ledger.add(reading)
        record_review(ledger, correct(reading.claims[0], "Amal", "mode", "drone"))
        record_review(ledger, correct(reading.claims[0], "Amal", "mode", "explosives"))
        kept = list(ledger.reviews())
    assert [review.after for review in kept] == ["drone", "explosives"]
    assert kept[0].recorded_at > kept[1].recorded_at  # type: ignore[operator]
