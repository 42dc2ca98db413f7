"""Writers that are killed, and writers that write at once: whole readings only, none lost, none twice."""

from __future__ import annotations

import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import sqlalchemy as sa
from writer import make_numbered

from ebla.ledger import Ledger

TESTS = pathlib.Path(__file__).parents[1]
ROUNDS = int(os.environ.get("EBLA_KILL_ROUNDS", "6"))


ENVIRONMENT = os.environ | {"PYTHONPATH": str(TESTS)}


def command(where: str, first: int, last: int) -> list[str]:
    return [sys.executable, str(TESTS / "ledger" / "writer.py"), where, str(first), str(last)]


def start(where: str, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(command(where, first, last), stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)


def check_whole(where: str, count: int) -> int:
    """Check that every report held has its whole reading, rows agree with each other, and return how many there are."""
    wanted = {(reading := make_numbered(n)).report.id: reading for n in range(count)}
    with Ledger.open(where, create=False) as ledger:
        held = list(ledger.history())
        assert [change.seq for change in held] == list(range(1, len(held) + 1))
        assert len({change.report_id for change in held}) == len(held)
        for change in held:
            assert ledger.reading(change.report_id) == wanted[change.report_id]
        with ledger._engine.connect() as connection:
            for table in ("reports", "readings", "changes"):
                assert connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one() == len(held)
            claims = connection.execute(sa.text("SELECT count(*) FROM claims")).scalar_one()
            assert claims == sum(change.claim_count for change in held)
            if connection.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert len(ledger.search("tarvel")) == len(held)
        return len(held)


def test_killed_writer_leaves_whole_readings_and_goes_on(where: str) -> None:
    chance = random.Random(20310305)
    per_round, count = 60, 60 * ROUNDS
    told: set[int] = set()
    for round_number in range(1, ROUNDS + 1):
        process = start(where, 0, per_round * round_number)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.3))
        process.send_signal(signal.SIGKILL)
        told |= {int(line.split()[0]) for line in process.stdout if line.endswith("True\n")}
        process.stdout.close()
        process.wait()
        with Ledger.open(where) as ledger:  # the kill may have come before there was a ledger
            for number in told:
                assert ledger.has_reading((reading := make_numbered(number)).report.id, reading.reader), "what was said to be kept is"
        check_whole(where, count)
    subprocess.run(command(where, 0, count), env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    assert check_whole(where, count) == count


def test_processes_that_add_at_once_lose_and_double_nothing(where: str) -> None:
    # Both start on a ledger that is not there yet, and their reports overlap.
    processes = [start(where, 0, 40), start(where, 20, 60)]
    lines = [process.communicate(timeout=120)[0].splitlines()[1:] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    new = [int(line.split()[0]) for line in [*lines[0], *lines[1]] if line.endswith("True")]
    assert sorted(new) == list(range(60))
    assert check_whole(where, 60) == 60
