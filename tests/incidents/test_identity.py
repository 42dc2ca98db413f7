"""Ids stay with their incidents; none is given twice."""

from __future__ import annotations

from ebla.incidents.identity import identify, incident_id, successors
from ebla.records import Event


def event(claim_id: str, start: int, end: int) -> Event:
    return Event(id=claim_id, report_id="r", reader="rules/1", status="occurred", evidence={"trigger": ((start, end),)})


def test_new_ids_come_from_the_claims() -> None:
    found = identify([["b", "a"], ["c"]], {})
    assert found.of_claim == {"a": incident_id("a"), "b": incident_id("a"), "c": incident_id("c")}
    assert identify([["c"], ["a", "b"]], {}) == found


def test_merge_leaves_a_redirect_to_the_larger() -> None:
    found = identify([["a", "b", "c"]], {"a": "small", "b": "large", "c": "large"})
    assert set(found.of_claim.values()) == {"large"}
    assert found.redirects == {"small": "large"}


def test_split_keeps_the_id_with_the_larger_part() -> None:
    found = identify([["a"], ["b", "c"]], dict.fromkeys("abc", "whole"))
    assert found.of_claim["b"] == found.of_claim["c"] == "whole"
    assert found.of_claim["a"] == incident_id("a")
    assert found.redirects == {}


def test_even_split_keeps_the_id_with_the_smaller_claim() -> None:
    found = identify([["c", "d"], ["a", "b"]], dict.fromkeys("abcd", "whole"))
    assert found.of_claim["a"] == "whole" != found.of_claim["c"]


def test_incident_without_claims_is_gone() -> None:
    assert identify([["b"]], {"a": "old", "b": "kept"}).redirects == {"old": None}


def test_used_ids_are_passed_over() -> None:
    first = incident_id("a")
    assert identify([["a"]], {}, {first}).of_claim["a"] == incident_id("a", {first}) != first


def test_claims_that_change_places_redirect_nothing() -> None:
    found = identify([["a", "d"], ["c", "b"]], {"a": "one", "b": "one", "c": "two", "d": "two"})
    assert found.redirects == {}
    assert len(set(found.of_claim.values())) == 2


def test_successor_shares_the_words() -> None:
    old = [event("old1", 0, 10), event("old2", 20, 30)]
    new = [event("new1", 2, 9), event("new2", 25, 40), event("new3", 50, 60)]
    assert successors(old, new) == {"new1": "old1", "new2": "old2"}
