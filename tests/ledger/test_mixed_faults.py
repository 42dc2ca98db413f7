"""Two processes that read, link and review at once, killed at random points: nothing kept is lost, nothing is doubled, the ledger opens."""

from __future__ import annotations

import collections
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import pytest
import sqlalchemy as sa
from mixed_writer import REPORTS, link, make_numbered

from ebla.heeding import said_for_linking
from ebla.incidents import load_weights
from ebla.ledger import Ledger
from ebla.linking import link_ledger
from ebla.reviewing import apply, conflicts

TESTS = pathlib.Path(__file__).parents[1]
ROUNDS = int(os.environ.get("EBLA_SOAK_ROUNDS", "10"))
ENVIRONMENT = os.environ | {"PYTHONPATH": str(TESTS)}
OF_KIND = {"reading": "readings", "linking": "linkings", "standing": "standings", "review": "reviews"}


class Writers:
    """Starts writers that share what a first process has loaded, and kills them."""

    def __init__(self, where: str, folder: pathlib.Path) -> None:
        self.where, self.folder, self.started = where, folder, 0
        command = [sys.executable, "-W", "ignore::DeprecationWarning", str(TESTS / "ledger" / "mixed_writer.py")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)

    def start(self, name: str, seed: int) -> tuple[int, pathlib.Path]:
        """Start a writer; return its process id and its log."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.started += 1
        log = self.folder / f"{self.started}.log"
        self.process.stdin.write(f"{self.where}\t{name}\t{seed}\t{log}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline()), log

    def close(self) -> None:
        """End the first process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)
        if self.process.stdout is not None:
            self.process.stdout.close()


def kept_by(pid: int, log: pathlib.Path) -> list[str]:
    """Kill a writer, see it gone, and return what it said it had kept."""
    os.kill(pid, signal.SIGKILL)
    while pathlib.Path(f"/proc/{pid}").exists():
        time.sleep(0.005)
    lines = log.read_text().splitlines() if log.exists() else []
    assert not any(line.startswith("Traceback") for line in lines), lines
    return lines


def check_whole(where: str, told: collections.Counter[str]) -> None:
    """Check that what was told is held once, that every change has its row, and that no row is without one."""
    numbered = {make_numbered(n).report.id: n for n in range(REPORTS)}
    with Ledger.open(where) as ledger:
        changes = list(ledger.changes())
        assert [change.seq for change in changes] == list(range(1, len(changes) + 1))
        by_kind = collections.defaultdict(set)
        for change in changes:
            by_kind[change.kind].add(change.seq)
        assert set(by_kind) <= {*OF_KIND, "sighting"}
        with ledger._engine.connect() as connection:
            for kind, table in OF_KIND.items():
                held = connection.execute(sa.text(f"SELECT seq FROM {table}")).scalars().all()
                assert sorted(held) == sorted(by_kind[kind]), table
            if connection.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        readings = {(change.report_id, change.reader) for change in ledger.history()}
        assert len(readings) == len(by_kind["reading"])
        for report_id, reader in readings:
            assert ledger.reading(report_id, reader) == make_numbered(numbered[report_id], reader)
        assert max(told.values(), default=1) == 1
        for line in told:
            kind, first, *rest = line.split()
            if kind == "reading":
                assert (first, rest[0]) in readings
            else:
                assert int(first) in by_kind[{"link": "linking", "review": "review", "withdraw": "standing"}[kind]]
        reviews = list(ledger.reviews())
        assert len({review.seq for review in reviews}) == len(reviews) == len(by_kind["review"])
        for conflict in conflicts(reviews):
            assert len({word.reviewer for word in conflict.words}) > 1
        for report_id in {review.target.report_id for review in reviews if review.target}:
            assert apply(ledger.reading(report_id).claims, ledger.reviews(report_id=report_id)).unattached == ()
        if run := ledger.last_linking():
            incidents = list(ledger.linked_incidents())
            claims = [claim for incident in incidents for claim in incident.claim_ids]
            assert len(claims) == len(set(claims))
            assert len(incidents) == run.incident_count


@pytest.mark.skipif(not pathlib.Path("/proc").exists(), reason="needs /proc to see a process gone")
def test_killed_readers_linkers_and_reviewers_lose_and_double_nothing(where: str, tmp_path: pathlib.Path) -> None:
    chance = random.Random(20310305)
    told: collections.Counter[str] = collections.Counter()
    writers = Writers(where, tmp_path)
    try:
        for turn in range(ROUNDS):
            started = [writers.start(name, chance.randrange(1 << 30)) for name in ("Amal", "Bo")]
            time.sleep(chance.uniform(0.1, 2.5))
            for pid, log in started:
                told.update(line for line in kept_by(pid, log) if not line.startswith("refused"))
            check_whole(where, told)
            if turn % 2:
                check_links(where)
                check_whole(where, told)
    finally:
        writers.close()
    assert {line.split()[0] for line in told} >= {"reading", "review", "withdraw"}


def check_links(where: str) -> None:
    """Link what is new, and see that linking everything anew, without what killed runs left in the cache, gives the same incidents."""
    with Ledger.open(where) as ledger:
        link(ledger)
        before = list(ledger.memberships())
        weights = load_weights()
        assert link_ledger(ledger, weights, cache=None, word=said_for_linking(ledger)).moved == 0
        assert list(ledger.memberships()) == before
