"""Where reports were seen, which versions supersede which, what was withdrawn or erased; so, which count."""

from __future__ import annotations

import datetime
import pathlib
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from ebla.errors import LedgerError
from ebla.ledger import Ledger
from ebla.ledger.versions import title_key, url_key
from ebla.records import ErasedReport, Report
from ebla.reviewing import comment, correct, record_review
from factory import DAY, TEXT, make_reading, make_report

URL = "https://wire.example/2031/tarvel"


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as opened:
        yield opened


def add(ledger: Ledger, report: Report) -> str:
    ledger.add(make_reading(report))
    return report.id


def test_same_text_from_a_second_outlet_is_a_second_sighting(ledger: Ledger) -> None:
    first, second = make_report(publisher="Wire", url=URL), make_report(publisher="Gazette", source="gazette.txt")
    report_id = add(ledger, first)
    assert ledger.add(make_reading(second)) is False
    assert ledger.add(make_reading(second)) is False
    seen = ledger.sightings(report_id)
    assert [(one.publisher, one.url, one.source) for one in seen] == [("Wire", URL, None), ("Gazette", None, "gazette.txt")]
    assert [entry.kind for entry in ledger.changes()] == ["reading", "sighting"]
    assert ledger.further_publishers() == {report_id: ["Gazette"]}
    assert ledger.sightings(report_id, as_of=1) == seen[:1]
    assert ledger.report(report_id).publisher == "Wire"


def test_sighting_of_a_report_that_is_not_held_is_none(ledger: Ledger) -> None:
    assert ledger.add_sighting(make_report()) is False
    assert ledger.last_seq() == 0


@pytest.mark.parametrize("same", ["url", "title"])
def test_newer_version_supersedes_the_older_in_whatever_order_they_come(where: str, same: str) -> None:
    origin = {"url": URL} if same == "url" else {"title": "Strike on Tarvel", "publisher": "Wire"}
    older = make_report("Five died.", **origin)
    newer = make_report("Eight died.", DAY + datetime.timedelta(1), **origin)
    with Ledger.open(where) as ledger:
        for report in (newer, older):
            add(ledger, report)
        aside = ledger.set_aside()
        assert list(aside) == [older.id]
        assert (aside[older.id].standing, aside[older.id].by_id) == ("superseded", newer.id)
        assert list(ledger.counting_reports()) == [newer.id]
        assert ledger.set_aside(as_of=1) == {}
        assert list(ledger.set_aside(since=1)) == [older.id]
        assert ledger.set_aside(since=2) == {}


def test_of_one_day_the_version_taken_in_later_is_the_newer(ledger: Ledger) -> None:
    ids = [add(ledger, make_report(f"{number} died.", url=URL)) for number in ("Five", "Six", "Eight")]
    assert list(ledger.counting_reports()) == ids[2:]
    assert {one.report_id: one.by_id for one in ledger.set_aside().values()} == {ids[0]: ids[1], ids[1]: ids[2]}


def test_undated_versions_leave_one_that_counts(ledger: Ledger) -> None:
    days = [DAY, None, DAY - datetime.timedelta(2), None]
    for number, day in enumerate(days):
        add(ledger, make_report(f"{number} died.", day, url=URL))
    assert len(list(ledger.counting_reports())) == 1


def test_unknown_title_or_publisher_and_file_names_make_no_versions(ledger: Ledger) -> None:
    for number, origin in enumerate(
        (
            {"title": "Strike", "publisher": None}, {"title": "Strike", "publisher": None}, {"title": None, "publisher": "Wire"},
            {"title": None, "publisher": "Wire"}, {"title": "Strike", "publisher": "Wire"}, {"title": "Strike", "publisher": "Gazette"},
            {"source": "report.txt"}, {"source": "report.txt"}, {"url": "https://wire.example/"}, {"url": "https://wire.example/"},
            {"url": "reports/today.html"}, {"url": "reports/today.html"},
        )
    ):  # fmt: skip
        add(ledger, make_report(f"{number} died.", **{"publisher": None} | origin))
    assert ledger.set_aside() == {}


@pytest.mark.parametrize("url", ["http://[::1", "mailto:desk@wire.example", "", "  ", "https://"])
def test_addresses_that_name_no_page_are_no_key(url: str) -> None:
    assert url_key(url) is None


def test_keys_do_not_see_case_blanks_and_scheme() -> None:
    assert url_key("HTTPS://user@Wire.example/a?id=1#x") == url_key(" http://wire.example/a/?id=1 ") == "wire.example/a?id=1"
    assert title_key("The  Wire", "Strike: 5 dead") == title_key("the wire", "STRIKE – 5 dead")


def test_withdrawn_report_counts_no_more_stays_visible_and_can_be_restored(ledger: Ledger) -> None:
    report_id = add(ledger, make_report())
    ledger.withdraw(report_id, by="Amal", reason="retracted")
    aside = ledger.set_aside()[report_id]
    assert (aside.standing, aside.said_by, aside.reason) == ("withdrawn", "Amal", "retracted")
    assert list(ledger.counting_reports()) == []
    assert len(list(ledger.claims())) == 5
    ledger.withdraw(report_id, by="Bo", reason="it was another one", withdrawn=False)
    assert list(ledger.counting_reports()) == [report_id]
    assert [word.standing for word in ledger.standings(report_id)] == ["withdrawn", "counting"]


def test_restored_report_counts_beside_its_newer_version(ledger: Ledger) -> None:
    ids = [add(ledger, make_report(text, url=URL)) for text in ("Bulletin 1.", "Bulletin 2.")]
    ledger.withdraw(ids[0], by="Amal", reason="two bulletins", withdrawn=False)
    assert list(ledger.counting_reports()) == ids


@pytest.mark.parametrize(("by", "reason"), [("", "why"), ("Amal", " ")])
def test_withdrawal_needs_a_name_and_a_reason(ledger: Ledger, by: str, reason: str) -> None:
    report_id = add(ledger, make_report())
    with pytest.raises(LedgerError, match="who says so and why must be given"):
        ledger.withdraw(report_id, by=by, reason=reason)
    with pytest.raises(LedgerError, match="it holds no report 'none'"):
        ledger.withdraw("none", by="Amal", reason="why")


def erased(ledger: Ledger) -> Report:
    report = make_report(title="Strike on Tarvel", url=URL, source="tarvel.txt")
    reading = make_reading(report, problem="Tarvel was not found")
    ledger.add(reading)
    record_review(ledger, correct(reading.claims[0], "Amal", "place", {"name": "Osk", "inferred": True}, text=report.text))
    record_review(ledger, comment("Amal", "the Tarvel of the north", claim=reading.claims[0]))
    ledger.erase(report.id, by="Bo", reason="court order")
    return report


def test_erased_report_keeps_its_hash_and_says_so(ledger: Ledger) -> None:
    report = erased(ledger)
    held = ledger.report(report.id)
    assert isinstance(held, ErasedReport)
    assert (held.id, held.text, held.title, held.url, held.source) == (report.id, "", None, None, None)
    assert (held.erased_by, held.reason, held.sha256[:16], held.publisher) == ("Bo", "court order", report.id, report.publisher)
    assert ledger.set_aside()[report.id].standing == "erased"
    assert ledger.search("tarvel") == []


def test_claims_of_an_erased_report_keep_no_words(ledger: Ledger) -> None:
    report = erased(ledger)
    held = list(ledger.claims())
    event = held[0].claim
    assert len(held) == 5
    assert (event.event_type, event.mode, event.actor[0].name, event.place.country) == (  # type: ignore[union-attr]
        "ASSAULT",
        "aerial",
        "Military Forces of Zedland",
        "ZZ",
    )
    with ledger._engine.connect() as connection:
        kept = [
            str(value)
            for table in ("reports", "claims", "claim_parties", "problems", "sightings", "reviews")
            for row in connection.execute(sa.text(f"SELECT * FROM {table}"))
            for value in row
        ]
    for word in ("Tarvel", "tarvel", "struck", "Northern Relief", "rebels", "Osk"):
        assert [value for value in kept if word in value] == [], word
    assert len(list(ledger.reviews(report_id=report.id))) == 2


def test_erased_words_are_nowhere_in_the_file(tmp_path: pathlib.Path) -> None:
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        for number in range(30):
            add(ledger, make_report(f"Shelling went on at Osk {number}. " * 40))
        report = make_report(TEXT + " Witness Quillonax spoke. " * 900)
        add(ledger, report)
        assert ledger.search("quillonax") == [report.id]
        assert ledger.erase(report.id, by="Bo", reason="court order") is True
        assert len(ledger.search("shelling")) == 30
    for path in tmp_path.iterdir():
        data = path.read_bytes().lower()
        assert b"quillonax" not in data, path.name
        assert b"tarvel" not in data, path.name


def test_erased_report_is_not_taken_in_again(ledger: Ledger) -> None:
    report = erased(ledger)
    before = ledger.last_seq()
    for reader in ("rules/0.1+0a1b2c3d", "rules/9.9+ffffffff"):
        assert ledger.has_reading(report.id, reader)
        assert ledger.add(make_reading(report, reader)) is False
    assert ledger.last_seq() == before
    assert ledger.report(report.id).text == ""


def test_erased_report_takes_no_reviews_and_stays_erased(ledger: Ledger) -> None:
    report = erased(ledger)
    claim = next(ledger.claims()).claim
    with pytest.raises(LedgerError, match="are erased"):
        record_review(ledger, comment("Amal", "?", claim=claim))
    with pytest.raises(LedgerError, match="is erased already"):
        ledger.erase(report.id, by="Bo", reason="again")
    with pytest.raises(LedgerError, match="is erased, so it does not count"):
        ledger.withdraw(report.id, by="Bo", reason="restore", withdrawn=False)


def test_words_of_other_reports_cannot_be_changed(ledger: Ledger) -> None:
    erased(ledger)
    other = add(ledger, make_report("Shells fell."))
    for statement in ("UPDATE reports SET title = NULL WHERE id = :id", "UPDATE claims SET body = '' WHERE report_id = :id"):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), ledger._engine.begin() as connection:
            connection.execute(sa.text(statement), {"id": other})
    assert ledger.report(other).text == "Shells fell."
