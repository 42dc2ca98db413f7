"""What the ledger keeps of incidents: memberships, redirects, relations, and the cursor over changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ebla.errors import LedgerError
from ebla.ledger import Ledger, Redirect, Relation
from factory import make_linking, make_reading, make_report


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as opened:
        yield opened


@pytest.fixture
def report(ledger: Ledger) -> str:
    reading = make_reading()
    ledger.add(reading)
    return reading.report.id


def test_incidents_come_with_their_current_members(ledger: Ledger, report: str) -> None:
    first = ledger.record_linking(make_linking(("c1", report, "i1"), ("c2", report, "i1"), ("c3", report, "i3")))
    ledger.record_linking(make_linking(("c2", report, "i3"), base=first))
    assert {incident.id: incident.claim_ids for incident in ledger.linked_incidents()} == {"i1": ("c1",), "i3": ("c2", "c3")}
    assert ledger.incident_of("c2") == "i3"
    assert ledger.incident("i3").report_ids == (report,)


def test_incidents_as_of_an_earlier_change(ledger: Ledger, report: str) -> None:
    first = ledger.record_linking(make_linking(("c1", report, "i1"), ("c2", report, "i1")))
    ledger.record_linking(make_linking(("c2", report, None), base=first))
    assert ledger.members("i1")[0].claim_id == "c1"
    assert [m.claim_id for m in ledger.members("i1", as_of=first)] == ["c1", "c2"]
    assert ledger.incident_of("c2") is None
    assert ledger.incident_of("c2", as_of=first) == "i1"


def test_redirects_are_followed_to_their_end(ledger: Ledger, report: str) -> None:
    first = ledger.record_linking(make_linking(("c1", report, "i1"), ("c2", report, "i2"), ("c3", report, "i3")))
    second = ledger.record_linking(make_linking(("c1", report, "i2"), base=first, redirects=(Redirect(0, "i1", "i2"),)))
    ledger.record_linking(make_linking(("c1", report, "i3"), ("c2", report, "i3"), base=second, redirects=(Redirect(0, "i2", "i3"),)))
    assert ledger.resolve_incident("i1") == "i3"
    assert ledger.incident("i1").claim_ids == ("c1", "c2", "c3")
    assert ledger.resolve_incident("i1", as_of=first) == "i1"
    assert [(r.incident_id, r.into_id) for r in ledger.redirects()] == [("i1", "i2"), ("i2", "i3")]


def test_incident_that_is_gone_says_so(ledger: Ledger, report: str) -> None:
    first = ledger.record_linking(make_linking(("c1", report, "i1")))
    ledger.record_linking(make_linking(("c1", report, None), base=first, redirects=(Redirect(0, "i1", None),)))
    with pytest.raises(LedgerError, match="is no more"):
        ledger.incident("i1")
    with pytest.raises(LedgerError, match="no incident whose id"):
        ledger.incident("i9")


def test_ids_may_be_shortened_while_only_one_fits(ledger: Ledger, report: str) -> None:
    ledger.record_linking(make_linking(("c1", report, "abc1"), ("c2", report, "abd1")))
    assert ledger.resolve_incident("abc") == "abc1"
    with pytest.raises(LedgerError, match="several incidents"):
        ledger.resolve_incident("ab")


def test_second_run_on_the_same_base_is_refused_whole(ledger: Ledger, report: str) -> None:
    ledger.record_linking(make_linking(("c1", report, "i1")))
    with pytest.raises(LedgerError, match="another process"):
        ledger.record_linking(make_linking(("c2", report, "i2")))
    assert [incident.id for incident in ledger.linked_incidents()] == ["i1"]


def test_relations_hold_until_taken_back(ledger: Ledger, report: str) -> None:
    plan = Relation(0, "p1", "fulfilled_by", "i1", 3.5, "same town")
    first = ledger.record_linking(make_linking(("c1", report, "i1"), relations=(plan,)))
    assert [(r.subject, r.incident_id, r.note) for r in ledger.relations(incident_id="i1")] == [("p1", "i1", "same town")]
    ledger.record_linking(make_linking(base=first, relations=(Relation(0, "p1", "fulfilled_by", None),)))
    assert ledger.relations(subject="p1") == []
    assert len(ledger.relations(as_of=first)) == 1


def test_changes_since_a_number_are_of_all_kinds(ledger: Ledger, report: str) -> None:
    run = ledger.record_linking(make_linking(("c1", report, "i1")))
    ledger.add(make_reading(make_report("Another report.")))
    assert [(entry.seq, entry.kind) for entry in ledger.changes()] == [(1, "reading"), (2, "linking"), (3, "reading")]
    assert [entry.seq for entry in ledger.changes(since=run)] == [3]
    assert ledger.last_seq() == 3
    last = ledger.last_linking()
    assert last is not None and (last.seq, last.weights) == (2, "usual/1+0a1b2c3d")


def test_membership_history_tells_every_word(ledger: Ledger, report: str) -> None:
    first = ledger.record_linking(make_linking(("c1", report, "i1")))
    ledger.record_linking(make_linking(("c1", report, "i2"), base=first))
    assert [m.incident_id for m in ledger.membership_history(claim_id="c1")] == ["i1", "i2"]
    assert [m.claim_id for m in ledger.membership_history(incident_id="i2")] == ["c1"]
