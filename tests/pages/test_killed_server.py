"""`ebla serve` killed while words are said over HTTP: each that was answered is kept, whole and once, and it starts again."""

from __future__ import annotations

import contextlib
import pathlib
import random
import sqlite3
import threading

import httpx
from page_server import served, until

from ebla.ledger import Ledger
from factory import make_reading

ROUNDS = 3
SPEAKERS = 3


def say_until_it_dies(address: httpx.URL, round_number: int, speaker: int, claim_id: str, kept: dict[str, int], tried: set[str]) -> None:
    """Say one thing after the other; note what was tried, and what was answered with success under which number."""
    with httpx.Client(base_url=address, timeout=30) as client:
        page = client.get("/incidents").text
        headers = {"x-ebla-csrf": page.partition('name="ebla-csrf" content="')[2].partition('"')[0]}
        for number in range(10_000):
            words = f"round {round_number} speaker {speaker} word {number}"
            tried.add(words)
            try:
                said = {"action": "comment", "claim_id": claim_id, "reason": words}
                answer = client.post("/api/v1/reviews", json=said, headers=headers)
            except httpx.HTTPError:
                return
            assert answer.status_code == 201, answer.text
            kept[words] = answer.json()["review"]["seq"]


def claim_of(client: httpx.Client) -> str:
    """The first claim, once there is a first state."""
    until(lambda: client.get("/api/v1/claims").is_success)
    found: str = client.get("/api/v1/claims").json()["claims"][0]["claim_id"]
    return found


def test_killed_server_keeps_every_word_that_was_answered(tmp_path: pathlib.Path):
    path = tmp_path / "ebla.db"
    with Ledger.open(path) as ledger:
        ledger.add(make_reading())
    chance = random.Random(8)
    kept: dict[str, int] = {}
    tried: set[str] = set()
    for round_number in range(ROUNDS):
        with served("--ledger", path, "--reviewer", "Ada Lind") as (process, client):
            claim_id = claim_of(client)
            before, enough = len(kept), chance.randrange(5, 40)
            threads = [
                threading.Thread(target=say_until_it_dies, args=(client.base_url, round_number, speaker, claim_id, kept, tried))
                for speaker in range(SPEAKERS)
            ]
            for thread in threads:
                thread.start()
            until(lambda before=before, enough=enough: len(kept) - before >= enough)  # type: ignore[misc]
            process.kill()
            for thread in threads:
                thread.join()
        with Ledger.open(path) as ledger:
            noted = [entry.seq for entry in ledger.changes() if entry.kind == "review"]
            found = [(review.reason, review.seq) for review in ledger.reviews()]
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert noted == [seq for _, seq in found]  # none half
        assert len({words for words, _ in found}) == len(found)  # none twice
        assert kept.items() <= dict(found).items()  # none lost, each under the number that was told
        assert {words for words, _ in found} <= tried and all(words and words.startswith("round ") for words, _ in found)
    with served("--ledger", path, "--reviewer", "Ada Lind") as (_, client):
        claim_of(client)
        shown = client.get("/api/v1/reviews?limit=1000").json()["reviews"]
        assert set(kept) <= {review["reason"] for review in shown} and {review["reviewer"] for review in shown} == {"Ada Lind"}
