"""`ebla serve` as a command: what is new shows by itself, it ends cleanly, and what cannot work is one message."""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess

import httpx
import pytest
from page_server import COMMAND, served, until

from ebla.ledger import Ledger
from factory import TEXT, make_reading, make_report

ROOT = pathlib.Path(__file__).parents[2]


def total(client: httpx.Client) -> int:
    """How many reports the page knows; -1 before there is a first state."""
    answer = client.get("/api/v1/reports")
    return len(answer.json()["reports"]) if answer.status_code == 200 else -1


@pytest.fixture
def path(tmp_path: pathlib.Path) -> pathlib.Path:
    """A ledger with one report."""
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        ledger.add(make_reading())
    return tmp_path / "ebla.db"


def test_what_is_new_in_the_ledger_shows_and_ctrl_c_ends_it(path: pathlib.Path):
    with served("--ledger", path) as (process, client):
        until(lambda: total(client) == 1)
        before = client.get("/api/v1/status").json()["generation"]
        with Ledger.open(path) as ledger:
            ledger.add(make_reading(make_report(TEXT + "\nLater.", publisher="Other Wire (INVENTED)")))
        until(lambda: total(client) == 2)
        assert client.get("/api/v1/status").json()["generation"] > before
        until(lambda: client.get("/api/v1/incidents").json()["incidents"][0]["report_count"] == 2)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr is not None and "Traceback" not in process.stderr.read()


def test_reports_that_arrive_are_read(tmp_path: pathlib.Path):
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    with served("--ledger", tmp_path / "new.db", "--follow", incoming) as (_, client):
        (incoming / "one.txt").write_text(
            "date 2031-03-05\nRebels shelled Aleppo on Monday, killing at least 12 civilians, the mayor said.\n"
        )
        (incoming / "none.txt").write_bytes(b"")
        until(lambda: total(client) == 1)
        until(lambda: client.get("/api/v1/status").json()["reports_refused"] == 1)
        assert "1 read" in client.get("/status").text and "none.txt" in client.get("/status").text


def test_processes_end_with_a_server_that_is_killed(path: pathlib.Path):
    with served("--ledger", path) as (process, client):
        until(lambda: total(client) == 1)
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert children
        process.kill()
        process.wait()
        until(lambda: not any(is_running(child) for child in children))


def is_running(pid: str) -> bool:
    """Whether a process runs (one that has ended and waits to be collected does not)."""
    with contextlib.suppress(OSError):
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_two_servers_show_one_ledger(path: pathlib.Path):
    with served("--ledger", path) as (_, one), served("--ledger", path) as (_, other):
        until(lambda: total(one) == total(other) == 1)


def refused(*arguments: object) -> str:
    """What `ebla serve` says when it does not start."""
    done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr and done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_ledger_that_cannot_be_shown_is_one_message(path: pathlib.Path, tmp_path: pathlib.Path):
    assert "there is no ledger" in refused("--ledger", tmp_path / "none.db")
    (tmp_path / "text.db").write_text("no database at all, but long enough to be looked at as one" * 20)
    assert "not" in refused("--ledger", tmp_path / "text.db")
    connection = sqlite3.connect(path)
    with contextlib.closing(connection), connection:
        connection.execute("UPDATE ebla_version SET version_num = '9999'")
    assert "newer Ebla" in refused("--ledger", path)


def test_busy_port_is_one_message(path: pathlib.Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "cannot be listened on" in refused("--ledger", path, "--port", taken.getsockname()[1])


def test_address_that_others_reach_needs_a_token(path: pathlib.Path, tmp_path: pathlib.Path):
    assert "no token guards it" in refused("--ledger", path, "--host", "0.0.0.0")
    assert "cannot be read" in refused("--ledger", path, "--host", "0.0.0.0", "--token-file", tmp_path / "none")
    assert "is no folder" in refused("--ledger", path, "--follow", tmp_path / "none")


def test_document_of_the_api_is_current():
    from ebla.pages.app import documented

    assert json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")) == documented().openapi()
    assert os.path.getsize(ROOT / "docs" / "api.md") > 1_000
