"""A process that starts writers: for each line `LEDGER NAME SEED LOG` on stdin one that reads, links and reviews until it is killed.

Starting from a process that has loaded everything makes a writer ready at once. It prints each writer's process id; the writer adds a line
to its log for each thing that is kept: `reading REPORT READER`, `link SEQ`, `review SEQ`, `withdraw SEQ`.
"""

from __future__ import annotations

import importlib
import os
import pathlib
import random
import signal
import sys
import traceback

from ebla.errors import EblaError
from ebla.heeding import said_for_linking
from ebla.incidents import load_weights
from ebla.ledger import Ledger
from ebla.linking import cache_path, link_ledger
from ebla.records import Reading
from ebla.reviewing import accept, apply, comment, correct, record_review, reject
from factory import READER, TEXT, make_claims, make_report

READERS = (READER, "rules/0.2+1b2c3d4e")
REPORTS = 400
HEAVY = ("pandas", "numpy.ma", "duckdb", "splink", "splink.comparison_library", "splink.internals.linker")


def make_numbered(number: int, reader: str = READER) -> Reading:
    """The reading of report number so-and-so; every fifth is a newer version of the one before it."""
    page = number - 1 if number % 5 == 0 and number else number
    report = make_report(f"{TEXT}\nReport {number}.", url=f"https://wire.example/{page}", title=f"Strike {page}")
    return Reading(report=report, reader=reader, claims=make_claims(report, reader)[: 1 + number % 5])


def _read(ledger: Ledger, chance: random.Random) -> str | None:
    reading = make_numbered(chance.randrange(REPORTS), chance.choice(READERS))
    return f"reading {reading.report.id} {reading.reader}" if ledger.add(reading) else None


def _review(ledger: Ledger, chance: random.Random, name: str) -> str | None:
    held = [change.report_id for change in ledger.history()]
    if not held:
        return None
    report_id = chance.choice(held)
    seen = ledger.last_seq()
    done = chance.choice(apply(ledger.reading(report_id).claims, ledger.reviews(report_id=report_id)).claims)
    field = "status"
    value = "ongoing" if done.claim.status == "occurred" else "denied" if done.claim.status == "ongoing" else "occurred"
    if type(done.claim).__name__ == "Violation":
        value = "admitted" if done.claim.status == "denied" else "denied"
    deeds = (
        lambda: accept(done.claim, name),
        lambda: reject(done.claim, name, reason="no such thing"),
        lambda: correct(done.claim, name, field, value),
        lambda: comment(name, "to be asked", claim=done.claim),
    )
    return f"review {record_review(ledger, chance.choice(deeds)(), seen).seq}"


def link(ledger: Ledger) -> str | None:
    """Link what is new, with the cache beside the ledger."""
    done = link_ledger(ledger, load_weights(), cache=cache_path(ledger.name), word=said_for_linking(ledger))
    return f"link {done.seq}" if done.seq else None


def _withdraw(ledger: Ledger, chance: random.Random, name: str) -> str | None:
    held = [change.report_id for change in ledger.history()]
    return (
        f"withdraw {ledger.withdraw(chance.choice(held), by=name, reason='retracted', withdrawn=chance.random() < 0.5)}" if held else None
    )


def write(where: str, name: str, seed: int, log: str) -> None:
    """Do one thing after the other."""
    chance = random.Random(seed)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with Ledger.open(where) as ledger:
        while True:
            pick = chance.random()
            try:
                if pick < 0.5:
                    line = _read(ledger, chance)
                elif pick < 0.85:
                    line = _review(ledger, chance, name)
                elif pick < 0.95:
                    line = link(ledger)
                else:
                    line = _withdraw(ledger, chance, name)
            except EblaError as error:  # the other one was there first: nothing was kept, and that is told
                line = f"refused {type(error).__name__}"
            if line:
                os.write(out, f"{line}\n".encode())


def main() -> None:
    """Start a writer for each line, as a copy of this process; those that end are not waited for."""
    for name in HEAVY:  # loaded once; nothing is run, since a copy of a process with threads is not sound
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        where, name, seed, log = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            try:
                write(where, name, int(seed), log)
            except BaseException:
                pathlib.Path(log).write_text(traceback.format_exc())
            os._exit(1)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
