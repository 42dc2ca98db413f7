from __future__ import annotations

import pathlib
from collections.abc import Iterator

import pytest

import ebla
from ebla.errors import LedgerError
from ebla.heeding import said_for_views
from ebla.ledger import Ledger, Linking, Membership, Redirect, Relation
from ebla.records import Agreement, Event, Figure, Reading, Report, Violation
from ebla.viewing import Reviewed, each_incident, one_incident, view_agreements, view_coverage, view_incidents, view_loose_figures
from incidents.told import ARMY, OSK, READER, REBELS, REGISTER, event, figure, report, says

WIRE, PAPER, MONITOR = report("Plain Wire"), report("Harbour Gazette", 1), report("Osk Monitor", 2)
FIRST, SECOND, THIRD = event(WIRE, claimant=says("residents")), event(PAPER, claimant=says("Osk Monitor")), event(MONITOR)
OTHER = event(MONITOR, number=1, place=OSK, mode="drone")
DENIAL = event(PAPER, number=2, status="denied")
CAMP = figure(OTHER, 4000, number=7, event_id=None, measure="displaced", place=OSK)
TRUCE = Agreement(id="truce", report_id=WIRE.id, reader=READER, agreement_type="ceasefire", names=("Osk truce",), bound=(ARMY, REBELS))
BREACH = Violation(
    id="breach", report_id=WIRE.id, reader=READER, status="alleged", agreement_id="truce", violator=(ARMY,), event_ids=(FIRST.id,)
)


def member(one: Event, incident: str | None) -> Membership:
    return Membership(0, one.id, one.report_id, incident, None, None)


def run(base: int, until: int, *rows: Membership, redirects: tuple[Redirect, ...] = (), relations: tuple[Relation, ...] = ()) -> Linking:
    return Linking(
        base=base, linker="l/1", weights="w/1", reader="rules", until=until, claim_count=4, incident_count=2,
        memberships=rows, redirects=redirects, relations=relations,
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path: pathlib.Path) -> Iterator[Ledger]:
    """Three reports of one incident, one of which tells of a second."""
    with ebla.open_ledger(tmp_path / "ebla.db", create=True) as opened:
        told: list[tuple[Report, tuple[Event | Figure | Agreement | Violation, ...]]] = [
            (WIRE, (FIRST, figure(FIRST, 9), TRUCE, BREACH)), (PAPER, (SECOND, DENIAL)),
            (MONITOR, (THIRD, OTHER, figure(THIRD, 12), CAMP)),
        ]  # fmt: skip
        for of, claims in told:
            opened.add(Reading(report=of, reader=READER, claims=claims))
        rows = [member(FIRST, "1" * 16), member(SECOND, "1" * 16), member(THIRD, "1" * 16), member(OTHER, "2" * 16)]
        opened.record_linking(run(0, opened.last_seq(), *rows, relations=(Relation(0, DENIAL.id, "about", "1" * 16),)))
        yield opened


def test_incidents_come_with_their_figures_denials_and_sources(ledger: Ledger) -> None:
    first, second = view_incidents(ledger, register=REGISTER)
    assert (first.incident_id, first.report_count, first.independent_source_count) == ("1" * 16, 3, 2)
    assert (first.killed_low, first.killed_high) == (9, 12)
    assert first.denying_claim_ids == (DENIAL.id,)
    assert (second.incident_id, second.killed_best, second.mode) == ("2" * 16, None, "drone")


def test_filter_and_text_search_choose_incidents(ledger: Ledger) -> None:
    assert [one.incident_id[0] for one in view_incidents(ledger, ebla.IncidentFilter(types=("drone",)))] == ["2"]
    assert [one.incident_id[0] for one in view_incidents(ledger, ebla.IncidentFilter(text='"Plain Wire"'))] == ["1"]
    assert view_incidents(ledger, ebla.IncidentFilter(text="nobody wrote this")) == ()
    assert len(view_incidents(ledger, ebla.IncidentFilter(limit=1))) == 1


def test_one_incident_is_found_by_the_start_of_its_id(ledger: Ledger) -> None:
    assert one_incident(ledger, "11").incident_id == "1" * 16
    with pytest.raises(LedgerError, match="holds no incident"):
        one_incident(ledger, "3")


def test_merged_incident_is_followed_to_what_it_went_into_and_shown_once(ledger: Ledger) -> None:
    last = ledger.last_linking()
    assert last is not None
    ledger.record_linking(run(last.seq, last.until, member(OTHER, "1" * 16), redirects=(Redirect(0, "2" * 16, "1" * 16),)))
    assert one_incident(ledger, "2").incident_id == "1" * 16
    assert [one.incident_id for one in each_incident(ledger, ["1" * 16, "2" * 16, "9"])] == ["1" * 16]
    before = view_incidents(ledger, as_of=last.seq)
    assert len(before) == 2


def test_new_reading_that_was_not_linked_yet_changes_nothing(ledger: Ledger) -> None:
    before = view_incidents(ledger)
    ledger.add(Reading(report=WIRE, reader="rules/0.2+ffff", claims=()))
    assert view_incidents(ledger) == before


def test_words_of_persons_are_followed(ledger: Ledger) -> None:
    seen = one_incident(ledger, "1", register=REGISTER, reviewed=Reviewed(set_aside={WIRE.id: "withdrawn"}))
    assert seen.report_count == 2 and seen.killed_low == 12
    silent = one_incident(ledger, "1", reviewed=Reviewed(amend=lambda report_id, claims: [c for c in claims if not isinstance(c, Figure)]))
    assert silent.figures == ()


def test_erased_report_leaves_an_incident_without_its_words(ledger: Ledger) -> None:
    ledger.erase(PAPER.id, by="ana", reason="court order")
    seen = one_incident(ledger, "1", register=REGISTER, reviewed=said_for_views(ledger))
    assert seen.report_count == 2 and seen.set_aside[PAPER.id].startswith("erased by ana")


def test_ledger_that_was_never_linked_says_what_to_do(tmp_path: pathlib.Path) -> None:
    with Ledger.open(tmp_path / "new.db") as opened, pytest.raises(LedgerError, match="ebla link"):
        view_incidents(opened)


def test_figures_without_incident_agreements_and_coverage_are_seen(ledger: Ledger) -> None:
    (found,) = view_loose_figures(ledger, register=REGISTER)
    assert (found.measure, found.best) == ("displaced", 4000)
    (truce,) = view_agreements(ledger, register=REGISTER)
    assert truce.name == "Osk truce" and truce.allegations[0].incident_ids == ("1" * 16,)
    assert {one.outlet for one in view_coverage(ledger, register=REGISTER)} == {"Plain Wire", "Harbour Gazette", "Osk Monitor"}


def test_opened_ledger_gives_records_and_a_table(ledger: ebla.OpenedLedger) -> None:
    pytest.importorskip("pandas")
    frame = ledger.incidents(register=REGISTER).to_frame()
    assert list(frame["incident_id"]) == ["1" * 16, "2" * 16] and list(frame["report_count"]) == [3, 1]
    assert ledger.seen_incident("1").report_count == 3
    assert len(ledger.loose_figures()) == len(ledger.agreements()) == 1 and ledger.coverage()


def test_empty_list_is_a_table_with_columns(ledger: ebla.OpenedLedger) -> None:
    pytest.importorskip("pandas")
    assert "killed_best" in ledger.incidents(ebla.IncidentFilter(countries=("XX",))).to_frame().columns


def test_several_merged_ids_show_what_they_went_into_once(ledger: Ledger) -> None:
    last = ledger.last_linking()
    assert last is not None
    everything = [member(one, "5" * 16) for one in (FIRST, SECOND, THIRD, OTHER)]
    gone = tuple(Redirect(0, name * 16, "5" * 16) for name in "12")
    ledger.record_linking(run(last.seq, last.until, *everything, redirects=gone))
    assert [one.incident_id for one in each_incident(ledger, ["1" * 16, "2" * 16])] == ["5" * 16]
