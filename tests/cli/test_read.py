"""`ebla read`, with the real reader. What the claims are is tested elsewhere; here it is where they go."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from ebla.ledger import Ledger
from running import Run

EBLA = [sys.executable, "-c", "from ebla.cli.main import main; main()"]
ONE = "date 2031-03-05\n\nGovernment aircraft bombed the market on Tuesday, killing at least 12 civilians, the hospital said.\n"
TWO = "date 2031-03-06\n\nRebels shelled the airport on Wednesday. Two soldiers were wounded.\n"


@pytest.fixture
def reports(tmp_path: pathlib.Path) -> pathlib.Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE)
    (folder / "two.txt").write_text(TWO)
    return folder


def kinds(out: str) -> list[str]:
    return [json.loads(line)["kind"] for line in out.splitlines()]


def test_read_writes_to_the_ledger(run: Run, reports: pathlib.Path, tmp_path: pathlib.Path) -> None:
    ran = run("read", reports)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith("2 reports read, 0 already held, 0 refused: ")
    assert ran.err.endswith(" Ledger: ebla.db\n")
    with Ledger.open(tmp_path / "ebla.db", create=False) as ledger:
        held = list(ledger.history())
        assert len(held) == 2
        assert all(change.reader.startswith("rules/0.1+") and change.claim_count for change in held)
        assert ledger.report(held[0].report_id).text == ONE


def test_read_again_adds_nothing(run: Run, reports: pathlib.Path, tmp_path: pathlib.Path) -> None:
    run("read", reports)
    (reports / "three.txt").write_text("date 2031-03-07\nA bomb went off near the bridge.\n")
    ran = run("read", reports)
    assert ran.status == 0
    assert ran.err.startswith("1 report read, 2 already held, 0 refused: ")
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        assert len(list(ledger.history())) == 3


def test_read_to_stdout_makes_no_ledger(run: Run, reports: pathlib.Path, tmp_path: pathlib.Path) -> None:
    ran = run("read", reports, "--format", "jsonl")
    assert ran.status == 0
    assert kinds(ran.out).count("report") == 2
    assert "event" in kinds(ran.out)
    assert not (tmp_path / "ebla.db").exists()


def test_read_prints_and_records_in_one_run(run: Run, reports: pathlib.Path) -> None:
    first = run("read", reports, "--ledger", "demo.db", "--format", "jsonl")
    again = run("read", reports, "--ledger", "demo.db", "--format", "jsonl")
    assert again.err.startswith("0 reports read, 2 already held")
    assert again.out == first.out, "what is held is printed from the ledger"
    with Ledger.open("demo.db", create=False) as ledger:
        lines = first.out.splitlines()
        assert [held.body for held in ledger.claims()] == [line for line in lines if json.loads(line)["kind"] not in ("report", "problem")]


def test_read_prints_a_table(run: Run, reports: pathlib.Path) -> None:
    ran = run("read", reports / "one.txt", "--format", "table", "--publisher", "Example Wire [red]", "--title", "Raid")
    assert ran.status == 0
    assert "2031-03-05  Example Wire [red] · Raid  [" in ran.out
    assert "at least" in ran.out


def test_read_samples(run: Run) -> None:
    ran = run("read", "--samples", "--ledger", "demo.db", "--format", "table")
    assert ran.status == 0
    assert int(ran.err.split()[0]) >= 14
    assert ran.out.count("INVENTED") >= 14
    assert max(len(line) for line in ran.out.splitlines() if "[" not in line and "problem" not in line) <= 100


def test_read_refuses_one_file_and_reads_the_others(run: Run, reports: pathlib.Path) -> None:
    (reports / "empty.txt").write_text("")
    ran = run("read", reports, reports / "none.txt")
    assert ran.status == 1
    assert ran.err.count("\n") == 3
    assert "empty.txt: it is empty" in ran.err
    assert "none.txt" in ran.err
    assert "2 reports read, 0 already held, 2 refused: " in ran.err


def test_read_takes_columns_and_date(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "feed.csv").write_text("nr,body\n1,Rebels shelled the airport yesterday.\n")
    ran = run("read", "feed.csv", "--text-column", "body", "--date", "2031-03-05", "--format", "jsonl")
    report = json.loads(ran.out.splitlines()[0])
    assert (report["report_date"], report["date_basis"]) == ("2031-03-05", "argument")


def test_read_missing_column_is_refused(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "feed.csv").write_text("nr,body\n1,Rebels shelled the airport.\n")
    ran = run("read", "feed.csv", "--text-column", "words")
    assert ran.status == 1
    assert "feed.csv" in ran.err
    assert "words" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give files, folders, - or --samples"),
        (["x.txt", "--reader", "rule"], "no reader is called 'rule'. Known: rules, rules-sm. See: ebla read --list-readers"),
        (["x.txt", "--date", "today"], "'today' is no date"),
        (["x.txt", "--jobs", "0"], "--jobs"),
        (["x.txt", "--format", "xml"], "--format"),
    ],
)
def test_read_tells_wrong_usage(run: Run, tmp_path: pathlib.Path, arguments: list[str], said: str) -> None:
    ran = run("read", *arguments)
    assert ran.status == 2
    assert said in " ".join(ran.err.split())
    assert not (tmp_path / "ebla.db").exists()


def test_list_readers_names_their_versions(run: Run) -> None:
    lines = run("read", "--list-readers").out.splitlines()
    assert [line.split()[0] for line in lines] == ["rules", "rules-sm"]
    assert lines[0].split()[1].startswith("rules/0.1+")


def test_read_into_a_ledger_of_a_newer_version_is_refused(run: Run, reports: pathlib.Path, ledger: pathlib.Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE ebla_version SET version_num = '9999'")
    connection.close()
    ran = run("read", reports)
    assert (ran.status, ran.out) == (1, "")
    assert "made by a newer Ebla" in ran.err


def test_verbose_names_each_report(run: Run, reports: pathlib.Path) -> None:
    ran = run("read", reports, "--verbose")
    assert [line.split(": ")[0].endswith(("one.txt", "two.txt")) for line in ran.err.splitlines()] == [True, True, False]


def test_small_model_is_a_reader_of_its_own(run: Run, reports: pathlib.Path) -> None:
    run("read", reports)
    ran = run("read", reports, "--reader", "rules-sm")
    assert ran.err.startswith("2 reports read, 0 already held")
    assert {json.loads(line)["reader"][:8] for line in run("show", "--format", "jsonl").out.splitlines()} == {"rules/0."}
    small = run("show", "--reader", "rules-sm", "--format", "jsonl").out.splitlines()
    assert {json.loads(line)["reader"][:9] for line in small} == {"rules-sm/"}


def many(folder: pathlib.Path, count: int) -> pathlib.Path:
    path = folder / "many.jsonl"
    path.write_text("".join(json.dumps({"text": f"Rebels shelled airport {n}.", "date": "2031-03-05"}) + "\n" for n in range(count)))
    return path


def test_read_from_standard_input(tmp_path: pathlib.Path) -> None:
    done = subprocess.run([*EBLA, "read", "-", "--format", "jsonl"], input=ONE.encode(), capture_output=True, check=True, cwd=tmp_path)
    assert json.loads(done.stdout.splitlines()[0])["report_date"] == "2031-03-05"
    assert done.stderr.startswith(b"1 report read")


def test_closed_pipe_ends_quietly(tmp_path: pathlib.Path) -> None:
    command = [*EBLA, "read", str(many(tmp_path, 1000)), "--format", "jsonl"]
    log = tmp_path / "log"
    with log.open("wb") as errors, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, cwd=tmp_path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait() == 141
    assert log.read_text() == ""


def test_interrupted_read_goes_on_where_it_stopped(tmp_path: pathlib.Path) -> None:
    source = many(tmp_path, 100)
    command = [*EBLA, "read", str(source), "--verbose"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait() == 130
    assert rest.splitlines()[-1] == "ebla: stopped. What was recorded is kept; the same command goes on from there."
    assert "Traceback" not in rest
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        held = len(list(ledger.history()))
    assert 0 < held < 100
    done = subprocess.run(command[:-1], stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=True)
    assert done.stderr.startswith(f"{100 - held} reports read, {held} already held, 0 refused")


def children(pid: int) -> set[int]:
    return {int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def running(pid: int) -> bool:
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_killed_read_leaves_whole_readings_and_no_processes(tmp_path: pathlib.Path) -> None:
    source = many(tmp_path, 120)
    command = [*EBLA, "read", str(source), "--verbose", "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stderr is not None
        for _ in range(5):
            process.stderr.readline()
        workers = children(process.pid)
        assert len(workers) >= 2
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    until = time.monotonic() + 30
    while any(map(running, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(running, workers))
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        changes = list(ledger.history())
        assert len(changes) >= 5
        assert all(len(ledger.reading(change.report_id).claims) == change.claim_count for change in changes)
    done = subprocess.run([*EBLA, "read", str(source)], stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=True)
    assert done.stderr.startswith(f"{120 - len(changes)} reports read, {len(changes)} already held, 0 refused")


def test_several_jobs_read_the_same_in_the_same_order(tmp_path: pathlib.Path) -> None:
    source = many(tmp_path, 12)
    command = [*EBLA, "read", str(source), "--format", "jsonl", "--jobs"]
    one, two = (subprocess.run([*command, jobs], capture_output=True, check=True, cwd=tmp_path) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert one.stdout.count(b'"kind":"report"') == 12


HELP = """
import sys
from ebla.cli.main import main
try:
    main(["--help"])
except SystemExit:
    print(sorted({"spacy", "sqlalchemy", "numpy", "rich", "alembic", "lxml"} & set(sys.modules)))
"""


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=True)
    assert "read  " in done.stdout
    assert "show  " in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_version_is_printed(run: Run) -> None:
    assert run("--version").out == "ebla 0.1.0\n"


def test_every_command_has_an_example_in_its_help(run: Run) -> None:
    from ebla.cli.main import COMMANDS

    for command in COMMANDS:
        ran = run(command, "--help")
        assert ran.status == 0
        assert f"  ebla {command} " in ran.out
