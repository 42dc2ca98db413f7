"""A person's word is found again in another reading, laid over it, and shown beside other persons' words."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
import pytest

from ebla.errors import InputError
from ebla.records import Claim, Event, Figure, Reading, Report, Review
from ebla.reviewing import (
    accept,
    apply,
    attach,
    check_review,
    comment,
    conflicts,
    correct,
    grade,
    grades,
    judgements,
    link,
    reject,
    split,
    standing,
    undo,
)
from factory import READER, TEXT, claim_id, make_claims, make_events, make_report, span

NEWER = "rules/0.2+1b2c3d4e"
DRONE = "drone"


def numbered(*reviews: Review) -> list[Review]:
    """Reviews as a ledger gives them back."""
    return [msgspec.structs.replace(review, seq=number) for number, review in enumerate(reviews, 1)]


@pytest.fixture
def claims() -> tuple[Claim, ...]:
    return make_claims(make_report())


@pytest.fixture
def reread() -> tuple[Claim, ...]:
    """The same claims by a newer reader: other ids."""
    return make_claims(make_report(), NEWER)


def changed(claim: Claim, **fields: Any) -> Claim:
    return msgspec.structs.replace(claim, **fields)


def test_correction_is_laid_over_a_new_readers_claim(claims: tuple[Claim, ...], reread: tuple[Claim, ...]) -> None:
    word = correct(claims[0], "Amal", "mode", DRONE)
    done = apply(reread, numbered(word))
    assert isinstance(done.claims[0].claim, Event)
    assert (done.claims[0].claim.mode, done.claims[0].verdict, done.claims[0].claim.id) == (DRONE, "corrected", reread[0].id)
    assert isinstance(done.claims[0].read, Event) and done.claims[0].read.mode == "aerial"
    assert [one.claim for one in done.claims[1:]] == list(reread[1:])
    assert done.unattached == ()


def test_word_goes_to_the_claim_of_its_kind_that_overlaps_most(claims: tuple[Claim, ...]) -> None:
    text = TEXT
    wide, narrow = span(text, "Government aircraft struck"), span(text, "struck Tarvel on Tuesday, killing")
    others = [changed(claims[0], id=name, reader=NEWER, evidence={"trigger": (where,)}) for name, where in (("w", wide), ("n", narrow))]
    figure = changed(claims[1], id="f", reader=NEWER, evidence={"trigger": (span(text, "struck"),)})
    seen = changed(claims[0], evidence={"trigger": (span(text, "aircraft struck"),)})
    word = correct(seen, "Amal", "mode", DRONE)
    found = attach(word, [figure, others[1], others[0]])
    assert found is not None and found.id == "w"


def test_twins_over_the_same_words_are_told_apart_by_what_they_say(claims: tuple[Claim, ...]) -> None:
    other = changed(claims[0].place, name="Osk", latitude=1.0, longitude=1.0)  # type: ignore[union-attr]
    twins = [changed(claims[0], id="first", reader=NEWER), changed(claims[0], id="second", reader=NEWER, place=other)]
    seen = changed(claims[0], id="old", place=other)
    assert attach(accept(seen, "Amal"), twins) is twins[1]
    assert attach(accept(changed(seen, place=claims[0].place), "Amal"), twins) is twins[0]  # type: ignore[union-attr]


def test_later_mention_counts_where_no_trigger_overlaps(claims: tuple[Claim, ...]) -> None:
    moved = changed(claims[0], id="new", reader=NEWER, evidence={"trigger": (span(TEXT, "Union"),)}, also=claims[0].evidence["trigger"])
    assert attach(accept(claims[0], "Amal"), [moved]) is moved


def test_word_that_no_claim_matches_is_kept_and_shown(claims: tuple[Claim, ...], reread: tuple[Claim, ...]) -> None:
    word = correct(claims[0], "Amal", "mode", DRONE)
    done = apply(reread[1:], numbered(word))
    assert [review.field for review in done.unattached] == ["mode"]
    assert [one.verdict for one in done.claims] == [None] * 4
    assert attach(word, make_events(make_report("Another report."))) is None


def test_accepted_values_outlive_a_reader_that_reads_otherwise(claims: tuple[Claim, ...], reread: tuple[Claim, ...]) -> None:
    other = changed(reread[0], mode="heavy-weapons", recipient=reread[0].actor)  # type: ignore[union-attr]
    done = apply([other], numbered(accept(claims[0], "Amal"))).claims[0]
    assert isinstance(done.claim, Event)
    assert done.claim.mode == "aerial"
    assert done.claim.recipient == other.recipient, "nothing was said of a field that was empty"  # type: ignore[union-attr]


def test_links_to_other_claims_are_not_said_by_accepting(claims: tuple[Claim, ...], reread: tuple[Claim, ...]) -> None:
    done = apply(reread, numbered(accept(claims[1], "Amal"), accept(claims[4], "Amal")))
    figure, tie = done.claims[1], done.claims[4]
    assert isinstance(figure.claim, Figure) and figure.claim.event_id == reread[0].id
    assert (tie.verdict, tie.claim) == ("accepted", reread[4])


def test_rejected_claim_does_not_count_and_correcting_it_later_revives_it(claims: tuple[Claim, ...]) -> None:
    gone = numbered(reject(claims[0], "Amal"))
    assert [one.counts for one in apply(claims[:1], gone).claims] == [False]
    again = numbered(*gone, correct(claims[0], "Amal", "mode", DRONE))
    assert [one.verdict for one in apply(claims[:1], again).claims] == ["corrected"]


def test_rejected_field_is_not_said(claims: tuple[Claim, ...]) -> None:
    done = apply(claims, numbered(reject(claims[0], "Amal", field="place"), reject(claims[0], "Amal", field="actor"))).claims[0]
    assert isinstance(done.claim, Event)
    assert (done.claim.place, done.claim.actor) == (None, ())


def test_undo_takes_a_word_back_and_an_undone_undo_brings_it_again(claims: tuple[Claim, ...]) -> None:
    said = numbered(correct(claims[0], "Amal", "mode", DRONE))
    said = numbered(*said, undo(said[0], "Amal"))
    assert standing(said) == []
    assert apply(claims, said).claims[0].claim == claims[0]
    said = numbered(*said, undo(said[1], "Amal"))
    assert standing(said) == said[:1]
    assert apply(claims, said).claims[0].verdict == "corrected"


def test_persons_who_differ_are_shown_and_the_latest_word_is_laid_over(claims: tuple[Claim, ...], reread: tuple[Claim, ...]) -> None:
    said = numbered(correct(claims[0], "Amal", "mode", DRONE), correct(reread[0], "Bo", "mode", "explosives"))
    done = apply(claims, said).claims[0]
    assert isinstance(done.claim, Event)
    assert (done.claim.mode, done.contested) == ("explosives", ("mode",))
    (found,) = conflicts(said)
    assert (found.field, [(word.reviewer, word.value) for word in found.words]) == ("mode", [("Amal", DRONE), ("Bo", "explosives")])


def test_order_and_clock_do_not_settle_a_contradiction_but_agreement_does(claims: tuple[Claim, ...]) -> None:
    said = numbered(reject(claims[0], "Amal"), accept(claims[0], "Bo"))
    late = [msgspec.structs.replace(one, recorded_at=datetime.datetime(2031, 3, 9 - one.seq)) for one in said]
    assert [found.field for found in conflicts(late)] == [None]
    assert apply(claims, list(reversed(late))).claims[0].verdict == "accepted"
    assert conflicts(numbered(*said, accept(claims[0], "Amal"))) == []
    assert conflicts(numbered(*said, undo(said[1], "Bo"))) == []


def test_same_value_in_other_words_is_no_contradiction(claims: tuple[Claim, ...]) -> None:
    place = {"name": "Osk", "country": "ZZ"}
    said = numbered(
        correct(claims[0], "Amal", "place", place, text=TEXT), correct(claims[0], "Bo", "place", place | {"inferred": True}),
        correct(claims[0], "Amal", "mode", DRONE),
    )  # fmt: skip
    seen = apply(claims, said).claims[0].claim
    assert conflicts(numbered(*said, accept(seen, "Bo"))) == []


def test_comment_changes_nothing_and_is_shown(claims: tuple[Claim, ...]) -> None:
    done = apply(claims, numbered(comment("Amal", "ask the desk", claim=claims[0]))).claims[0]
    assert (done.claim, done.verdict, [one.reason for one in done.comments]) == (claims[0], None, ["ask the desk"])


def test_correction_finds_its_words_near_the_claim(claims: tuple[Claim, ...]) -> None:
    word = correct(claims[0], "Amal", "place", {"name": "Osk"}, text=TEXT)
    assert (word.after["text"], tuple(word.after["span"]), word.after["inferred"]) == ("Osk", span(TEXT, "Osk"), False)
    word = correct(claims[0], "Amal", "place", {"name": "Nowhere"}, text=TEXT)
    assert (word.after["text"], word.after["span"], word.after["inferred"]) == (None, None, True)
    word = correct(claims[0], "Amal", "facility", ["truce"], text=TEXT)
    assert word.value_spans == (span(TEXT, "truce"),)
    done = apply(claims, numbered(word)).claims[0]
    assert done.claim.evidence["facility"] == (span(TEXT, "truce"),)


def test_correction_that_changes_nothing_is_refused(claims: tuple[Claim, ...]) -> None:
    with pytest.raises(InputError, match="that is its value already"):
        correct(claims[0], "Amal", "mode", "aerial")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("mode", "boom", "Known: .*aerial"), ("colour", "red", "there is no such field"), ("id", "x", "there is no such field"),
        ("place", {"latitude": 1}, "missing required field"), ("place", {"name": "X", "latitude": 95.0, "longitude": 0.0},
        "bad coordinates"),
        ("place", {"name": "X", "latitude": 9.0}, "bad coordinates"), ("actor", "army", "Expected `array`"),
        ("date", {"date_start": "2031-03-05", "date_end": "2031-03-01"}, "starts after it ends"), ("date", {"date_start": "soon"},
        "cannot be"),
        ("status", None, "cannot be"), ("status", "alleged", "Known: .*occurred"),
    ],
)  # fmt: skip
def test_value_that_a_field_cannot_have_is_refused(claims: tuple[Claim, ...], field: str, value: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        correct(claims[0], "Amal", field, value)


def test_bounds_out_of_order_are_refused(claims: tuple[Claim, ...]) -> None:
    with pytest.raises(InputError, match="out of order"):
        correct(claims[1], "Amal", "high", 3)


@pytest.mark.parametrize(
    ("review", "message"),
    [
        (Review(reviewer=" ", action="comment", reason="?"), "the name is empty"),
        (Review(reviewer="Amal", action="comment"), "it has no reason"),
        (Review(reviewer="Amal", action="accept"), "it names no claim"),
        (Review(reviewer="Amal", action="link", reason="one"), "claims on both sides"),
        (Review(reviewer="Amal", action="grade", reason="sure", incident_ids=("i",), after="great"), "Known: confirmed"),
        (Review(reviewer="Amal", action="undo"), "it names no review"),
        (Review(reviewer="Amal", action="comment", reason="x" * 10_001), "characters"),
    ],
)
def test_review_that_lacks_what_its_action_needs_is_refused(review: Review, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_review(review)


def two_reports() -> list[Reading]:
    reports = [make_report(f"Shells fell {number}.") for number in range(2)]
    return [Reading(report=report, reader=READER, claims=make_events(report, count=2)) for report in reports]


def test_link_and_split_outlive_re_reading(claims: tuple[Claim, ...]) -> None:
    one, other = two_reports()
    said = numbered(link("Amal", "one strike", ("i", "j"), one.claims[:1], other.claims[:1]))
    now = {reading.report.id: make_events(reading.report, NEWER, 2) for reading in (one, other)}
    (pair,) = judgements(said, lambda report: now.get(report, ()))
    ids = sorted((claim_id(one.report.id, NEWER, 0), claim_id(other.report.id, NEWER, 0)))
    assert ([pair.claim_a, pair.claim_b], pair.same) == (ids, True)
    assert judgements(said, lambda report: ()) == []


def test_split_parts_every_pair_and_a_later_link_joins_again() -> None:
    one, other = two_reports()
    now = {reading.report.id: reading.claims for reading in (one, other)}
    said = numbered(split("Amal", "two days", ("i",), one.claims, other.claims))
    assert [pair.same for pair in judgements(said, now.__getitem__)] == [False] * 4
    said = numbered(*said, link("Amal", "I was wrong", ("i", "k"), one.claims, other.claims))
    assert [pair.same for pair in judgements(said, now.__getitem__)] == [True]
    assert conflicts(said) == [], "one person may think again"
    said = numbered(said[0], msgspec.structs.replace(said[1], reviewer="Bo"))
    assert [(found.field, found.incident_ids) for found in conflicts(said)] == [("link", ("i", "k"))]


def test_grades_follow_redirects_and_show_contradiction() -> None:
    said = numbered(grade("Amal", "seen on film", "old", "confirmed"), grade("Bo", "no film", "new", "weak"))
    given = grades(said, {"old": "new", "new": "new"}.get)  # type: ignore[arg-type]
    assert (given["new"].grade, given["new"].by, given["new"].note, given["new"].is_contested) == ("weak", "Bo", "no film", True)
    assert grades(said, lambda incident: None) == {}
    assert [found.field for found in conflicts(numbered(said[0], msgspec.structs.replace(said[1], incident_ids=("old",))))] == ["grade"]


def test_reviews_of_other_reports_touch_nothing(claims: tuple[Claim, ...]) -> None:
    other: Report = make_report("Shells fell.")
    done = apply(claims, numbered(reject(make_events(other)[0], "Amal")))
    assert [one.verdict for one in done.claims] == [None] * 5
    assert len(done.unattached) == 1
