"""`ebla ledger`: what is held, the story of anything, reports withdrawn, restored and erased."""

from __future__ import annotations

import datetime
import pathlib

import pytest

from ebla.heeding import said_for_linking
from ebla.incidents import load_weights
from ebla.ledger import Ledger, Redirect
from ebla.linking import cache_path, link_ledger
from ebla.reviewing import accept, correct, grade, record_review, undo
from factory import DAY, READER, TEXT, make_claims, make_linking, make_reading, make_report
from running import Run

NEWER = "rules/0.2+1b2c3d4e"


def test_info_tells_what_is_held(run: Run, ledger: pathlib.Path) -> None:
    with Ledger.open(ledger) as held:
        held.add(make_reading(make_report("Shells fell.", url="https://wire.example/1")))
        held.add(make_reading(make_report("Bombs fell.", url="https://wire.example/1")))
    lines = dict(line.split(None, 1) for line in run("ledger", "info").out.splitlines())
    assert lines["reports"] == "3, of which do not count: 1 superseded"
    assert lines["claims"] == "7, 1 problems"
    assert lines["incidents"] == "none: ebla link"
    assert lines["changes"] == "3"


def test_history_of_a_report_tells_sightings_readings_versions_and_reviews(run: Run, ledger: pathlib.Path) -> None:
    report = make_report(TEXT.replace("12", "14"), DAY + datetime.timedelta(1), title="Strike", url="https://wire.example/1")
    older = make_report("Five died.", title="Strike", url="https://wire.example/1")
    with Ledger.open(ledger) as held:
        for one in (older, report):
            held.add(make_reading(one))
        held.add_sighting(make_report(report.text, report.report_date, publisher="Gazette"))
        record_review(held, accept(next(iter(held.reading(older.id).claims)), "Amal"))
    told = run("ledger", "history", older.id[:8]).out
    assert f"it does not count: {report.id} supersedes it (a newer version has the same address)" in told
    assert f"superseded by {report.id}, which has the same address" in told
    assert "claims added" in told
    assert "review 5 by Amal: accepts the claim" in told
    assert "seen: Gazette" in run("ledger", "history", report.id).out


def test_history_of_a_claim_follows_it_through_readings_and_incidents(run: Run, ledger: pathlib.Path) -> None:
    old, new = make_claims(make_report(), READER), make_claims(make_report(), NEWER)
    with Ledger.open(ledger) as held:
        kept = record_review(held, correct(old[1], "Amal", "low", 14, reason="the second bulletin"))
        record_review(held, undo(kept, "Amal"))
        record_review(held, correct(old[1], "Bo", "low", 15))
        held.add(make_reading(reader=NEWER, claims=new))
        held.record_linking(make_linking((new[1].id, make_report().id, "incident1")))
    told = run("ledger", "history", old[1].id).out
    assert f"read by {NEWER} as {new[1].id}" in told
    assert "review 2 by Amal: corrects low: 12 → 14 (the second bulletin) [taken back]" in told
    assert "review 3 by Amal: takes back review 2" in told
    assert f"{new[1].id} tells of incident incident1" in told
    field = run("ledger", "history", old[1].id, "--field", "low").out
    assert "low: 15, read as 12" in field
    assert "review 4 by Bo: corrects low: 12 → 15" in field
    unknown = run("ledger", "history", old[1].id, "--field", "colour")
    assert unknown.status == 1 and "has no field 'colour'" in unknown.err and "Known: " in unknown.err


def test_history_of_an_incident_tells_members_merges_and_words(run: Run, ledger: pathlib.Path) -> None:
    report = make_report().id
    with Ledger.open(ledger) as held:
        first = held.record_linking(make_linking(("c1", report, "aaaa"), ("c2", report, "bbbb")))
        record_review(held, grade("Amal", "seen on film", "bbbb", "confirmed"))
        held.record_linking(make_linking(("c2", report, "aaaa"), base=first, redirects=(Redirect(0, "bbbb", "aaaa"),)))
    gone, kept = run("ledger", "history", "bbbb").out, run("ledger", "history", "aaaa").out
    assert "now aaaa" in gone and "no more: merged into aaaa" in gone and "c2 left for aaaa" in gone
    assert "review 3 by Amal: grades it confirmed (seen on film)" in gone
    assert "bbbb was merged into it" in kept and "2 claims" in kept


def test_withdrawn_report_leaves_the_incident_and_comes_back(run: Run, ledger: pathlib.Path) -> None:
    report_id = make_report().id
    run("link")
    assert '"report_count":1' in run("incidents", "--format", "jsonl").out
    done = run("ledger", "withdraw", report_id[:8], "--reason", "retracted", "--reviewer", "Amal")
    assert (done.status, done.out) == (0, f"withdrawn {report_id}\n")
    assert "withdrawn by Amal: retracted" in run("incidents", "--format", "jsonl").out
    assert "note: it does not count: withdrawn by Amal (retracted)" in run("show", report_id).out
    run("link")
    assert run("incidents", "--format", "jsonl").out == ""
    run("ledger", "restore", report_id, "--reason", "another one", "--reviewer", "Amal")
    run("link")
    assert '"report_count":1' in run("incidents", "--format", "jsonl").out


def test_erased_report_is_told_wherever_it_is_cited(run: Run, ledger: pathlib.Path) -> None:
    report = make_report()
    run("link")
    (incident,) = run("incidents", "--format", "jsonl").out.splitlines()
    done = run("ledger", "erase", report.id, "--reason", "court order", "--reviewer", "Bo")
    assert (done.status, done.out) == (0, f"erased {report.id}\n")
    assert "backups" in done.err
    with Ledger.open(ledger) as held:
        cache = cache_path(held.name)
        claim = next(held.claims()).id
    assert cache is not None and not cache.exists()
    for shown in (("show", report.id), ("show", claim), ("show",), ("incidents", incident.split('"')[3])):
        told = run(*shown)
        assert told.status == 0
        assert "court order" in told.out, shown
        assert "struck" not in told.out and "Tarvel" not in told.out, shown
    history = run("ledger", "history", report.id).out
    assert "SHA-256 " + report.id in history and "erased by Bo: court order" in history
    assert "court order" in run("ledger", "history", claim).out
    for path in ledger.parent.iterdir():
        assert b"Tarvel" not in path.read_bytes(), path.name


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("history",), 2, "say what to history"), (("erase", "6a1f"), 2, "Say why: ebla ledger erase 6a1f --reason TEXT"),
        (("history", "ffff"), 1, "it holds no claim or report"), (("withdraw", "ffff", "--reason", "x"), 1, "it holds no report"),
        (("burn",), 2, "burn"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told(run: Run, ledger: pathlib.Path, arguments: tuple[str, ...], status: int, message: str) -> None:
    ran = run("ledger", *arguments)
    assert ran.status == status
    assert message in ran.err


def test_newer_version_takes_the_place_of_the_older_in_its_incident(tmp_path: pathlib.Path, run: Run) -> None:
    older = make_report(url="https://wire.example/1")
    newer = make_report(f"CORRECTED.\n{TEXT}", url="https://wire.example/1")
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        ledger.add(make_reading(older))
        link_ledger(ledger, load_weights())
        (before,) = ledger.linked_incidents()
        ledger.add(make_reading(newer))
        link_ledger(ledger, load_weights(), word=said_for_linking(ledger))
        (after,) = ledger.linked_incidents()
    assert after.report_ids == (newer.id,)
    assert after.id == before.id, "who cited the incident still finds it"
    assert run("incidents", before.id[:8]).status == 0
