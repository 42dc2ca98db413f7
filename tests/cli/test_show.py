"""`ebla show`."""

from __future__ import annotations

import json
import pathlib
import sqlite3

import pytest

from ebla.ledger import Ledger
from ebla.records import Reading
from factory import TEXT, make_events, make_reading, make_report
from running import Run

READING = make_reading(problem="the table was not read")


def bodies(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_show_lists_claims_as_a_table(run: Run, ledger: pathlib.Path) -> None:
    ran = run("show")
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == ["who", "what", "whom", "where", "when", "how", "many", "says", "status"]
    assert f"2031-03-05  Example Wire (INVENTED)  [{READING.report.id}]" in lines
    assert max(map(len, lines)) <= 100
    assert ran.err == "5 claims. Show one: ebla show ID\n"


def test_show_jsonl_is_the_wire(run: Run, ledger: pathlib.Path) -> None:
    ran = run("show", "--format", "jsonl")
    assert ran.out.encode() == b"".join(READING.to_jsonl().splitlines(keepends=True)[1:6])


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (["--kind", "event", "--kind", "TIE"], ["event", "tie"]),
        (["--status", "denied"], ["violation"]),
        (["--type", "killed"], ["figure"]),
        (["--type", "Air/drone strike"], ["event"]),
        (["--actor", "ZZD MIL"], ["event"]),
        (["--place", "tarvel", "--country", "zz"], ["event", "figure"]),
        (["--from", "2031-03-04", "--to", "2031-03-04"], ["event", "figure"]),
        (["--report", READING.report.id[:7]], ["event", "figure", "agreement", "violation", "tie"]),
        (["--search", '"relief union" truce', "--limit", "1"], ["event"]),
        (["--as-of", "1999-01-01"], []),
        (["--as-of", "2999-01-01T00:00+02:00", "--limit", "1"], ["event"]),
        (["--reader", "rules-sm"], []),
    ],
)
def test_show_filters(run: Run, ledger: pathlib.Path, options: list[str], kinds: list[str]) -> None:
    ran = run("show", "--format", "jsonl", *options)
    assert ran.status == 0
    assert [body["kind"] for body in bodies(ran.out)] == kinds


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--kind", "rumour"], "'rumour' is not known. Known: event, figure"),
        (["--status", "done"], "Known: occurred"),
        (["--type", "WAR"], "'WAR' is not known"),
        (["--country", "SYR"], "two letters"),
        (["--from", "yesterday"], "YYYY-MM-DD"),
        (["--as-of", "noon"], "no date or time"),
        (["--limit", "0"], "--limit"),
        (["--format", "xml"], "--format"),
    ],
)
def test_show_tells_wrong_usage(run: Run, ledger: pathlib.Path, options: list[str], said: str) -> None:
    ran = run("show", *options)
    assert ran.status == 2
    assert said in " ".join(ran.err.split())


def test_show_claim_by_the_start_of_its_id(run: Run, ledger: pathlib.Path) -> None:
    claim = READING.claims[1]
    ran = run("show", claim.id[:9])
    assert ran.status == 0
    assert ran.out.startswith(f"figure {claim.id}\n")
    assert "⟦at least 12 civilians⟧" in ran.out
    assert "read by rules/0.1+0a1b2c3d, recorded " in ran.out
    assert bodies(run("show", claim.id, "--format", "jsonl").out)[0]["id"] == claim.id


def test_show_report_by_id(run: Run, ledger: pathlib.Path) -> None:
    ran = run("show", READING.report.id)
    assert "⟦struck⟧[1]" in ran.out
    assert "problem (figures): the table was not read" in ran.out
    assert run("show", READING.report.id, "--format", "jsonl").out.encode() == READING.to_jsonl()


def test_show_unknown_id_is_told(run: Run, ledger: pathlib.Path) -> None:
    ran = run("show", "feedbeef")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "ebla: ebla.db: it holds no claim or report whose id is or starts with 'feedbeef'. List what it holds: ebla show\n"


def test_show_id_of_several_is_told(run: Run, ledger: pathlib.Path) -> None:
    ran = run("show", "")
    assert ran.status == 1
    assert "several ids start with '' (report " in ran.err


def test_show_report_not_read_by_that_reader_is_told(run: Run, ledger: pathlib.Path) -> None:
    ran = run("show", READING.report.id, "--reader", "rules-sm")
    assert ran.status == 1
    assert f"it holds no reading of {READING.report.id} by rules-sm" in ran.err


def test_show_history_lists_readings(run: Run, ledger: pathlib.Path) -> None:
    report = make_report("Two.")
    with Ledger.open(ledger) as opened:
        opened.add(make_reading(report))
    lines = run("show", "--history").out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert lines[0].endswith(f"{READING.report.id}  rules/0.1+0a1b2c3d  5 claims, 1 problems")
    assert len(run("show", "--history", "--report", report.id[:8]).out.splitlines()) == 1


def test_show_missing_ledger_is_told(run: Run) -> None:
    ran = run("show", "--ledger", "none.db")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "ebla: none.db: there is no ledger. Make one: ebla read REPORT --ledger none.db\n"


def test_show_takes_the_ledger_from_the_settings(run: Run, ledger: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.rename(ledger.with_name("other.db"))
    monkeypatch.setenv("EBLA_LEDGER", "other.db")
    assert run("show", "--limit", "1").status == 0


def test_show_setting_of_the_wrong_type_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EBLA_JOBS", "many")
    ran = run("show")
    assert ran.status == 1
    assert ran.err == "ebla: EBLA_JOBS: 'many' is no whole number. Set it to a whole number, or unset it.\n"


def test_show_locked_ledger_is_told(run: Run, ledger: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EBLA_LOCK_TIMEOUT_S", "0.1")
    other = sqlite3.connect(ledger, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    ran = run("show")
    other.close()
    assert ran.status == 1
    assert "it is locked: another process is writing to it. Wait for that process to end" in ran.err


def test_show_width_follows_the_setting(run: Run, ledger: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EBLA_TABLE_WIDTH_CHARS", "160")
    out = run("show").out
    assert 100 < max(map(len, out.splitlines())) <= 160
    assert "Military Forces of" in out


def test_figures_stand_under_their_event(run: Run, tmp_path: pathlib.Path) -> None:
    report = make_report(f"{TEXT} They left.")
    claims = make_reading(report).claims
    mixed = Reading(report=report, reader="rules/0.1+0a1b2c3d", claims=(claims[1], claims[2], claims[0]))
    with Ledger.open(tmp_path / "ebla.db") as opened:
        opened.add(mixed)
    rows = [line for line in run("show").out.splitlines() if line[:6].strip() and line[:6].isalnum()]
    assert [row[21:33].strip() for row in rows] == ["ceasefire:", "ASSAULT", "└ killed"]


def test_thousands_of_claims_are_listed(run: Run, tmp_path: pathlib.Path) -> None:
    with Ledger.open(tmp_path / "ebla.db") as opened:
        for n in range(20):
            report = make_report(f"Shelling {n}.")
            opened.add(make_reading(report, claims=make_events(report, count=100)))
    ran = run("show")
    assert ran.err.startswith("2000 claims.")
    assert ran.out.count("Example Wire") == 20
