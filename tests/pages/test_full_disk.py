"""`ebla serve` on a disk that fills up (no file may grow longer): one message, the old state stays, and it goes on."""

from __future__ import annotations

import pathlib
import resource
import subprocess

import httpx
from page_server import served, until

from ebla.ledger import Ledger
from ebla.records import Reading
from factory import READER, make_events, make_reading, make_report

FULL, FREE = 4_096, resource.RLIM_INFINITY


def limit(pid: int, most: int) -> None:
    """Let a process make no file longer than this. [bytes]"""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, FREE))


def children(process: subprocess.Popen[str]) -> list[int]:
    """The server's background processes."""
    return [int(one) for one in pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def status(client: httpx.Client) -> dict[str, object]:
    """What the server tells of itself."""
    told: dict[str, object] = client.get("/api/v1/status").json()
    return told


def many(number: int) -> Reading:
    """A reading of a report with more claims than a full disk takes."""
    report = make_report(f"Struck {number} (INVENTED).", title=f"Report {number}")
    return make_reading(report, claims=make_events(report, READER, 200))


def test_full_disk_leaves_the_old_state_and_one_message_until_there_is_space(tmp_path: pathlib.Path):
    path = tmp_path / "ebla.db"
    with Ledger.open(path) as ledger:
        ledger.add(make_reading())
    with served("--ledger", path, "--reviewer", "Ada Lind") as (process, client):
        until(lambda: client.get("/api/v1/incidents").is_success and status(client)["doing"] == "up to date")
        before = status(client)["generation"]
        for pid in children(process):
            limit(pid, FULL)
        with Ledger.open(path) as ledger:
            ledger.add(many(1))
        until(lambda: status(client)["error"] is not None)
        told = str(status(client)["error"])
        assert "cannot be written" in told and "Free some space" in told and "\n" not in told
        assert status(client)["generation"] == before and len(client.get("/api/v1/reports").json()["reports"]) == 1
        assert client.get("/incidents").is_success and "Free some space" in client.get("/status").text
        files = sorted(one.name for one in pathlib.Path(f"{path}.pages").glob("*.duckdb"))
        assert files[-1] == f"generation-{before:06}.duckdb"  # nothing half made is left
        for pid in children(process):
            limit(pid, FREE)
        until(lambda: len(client.get("/api/v1/reports").json()["reports"]) == 2 and status(client)["error"] is None)
        said_nothing_else(process)


def test_word_on_a_full_disk_is_refused_with_one_message_and_kept_when_there_is_space(tmp_path: pathlib.Path):
    path = tmp_path / "ebla.db"
    with Ledger.open(path) as ledger:
        ledger.add(make_reading())
    with served("--ledger", path, "--reviewer", "Ada Lind") as (process, client):
        until(lambda: client.get("/api/v1/claims").is_success and status(client)["doing"] == "up to date")
        claim = client.get("/api/v1/claims").json()["claims"][0]
        headers = {"x-ebla-csrf": client.get("/incidents").text.partition('name="ebla-csrf" content="')[2].partition('"')[0]}
        said = {"action": "comment", "claim_id": claim["claim_id"], "reason": "x" * 9_000}
        limit(process.pid, FULL)
        refused = client.post("/api/v1/reviews", json=said, headers=headers)
        assert refused.status_code == 503 and "Nothing was kept" in refused.json()["error"] and "Free some space" in refused.json()["error"]
        form = {"csrf": headers["x-ebla-csrf"], "action": "comment", "claim_id": claim["claim_id"], "reason": "x" * 9_000}
        page = client.post("/review", data=form)
        assert page.status_code == 503 and "Free some space" in page.text
        assert client.get("/incidents").is_success and client.get("/api/v1/reviews").json()["reviews"] == []
        limit(process.pid, FREE)
        assert client.post("/api/v1/reviews", json=said, headers=headers).status_code == 201
        said_nothing_else(process)
    with Ledger.open(path) as ledger:
        assert [review.reason for review in ledger.reviews()] == ["x" * 9_000]


def said_nothing_else(process: subprocess.Popen[str]) -> None:
    """End the server; it has written nothing more to the terminal."""
    process.kill()
    process.wait()
    assert process.stderr is not None
    assert process.stderr.read() == ""
