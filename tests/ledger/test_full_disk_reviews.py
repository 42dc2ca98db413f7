"""Reviews on a disk that fills up: one clear message, every word that was told to be kept is kept, and none half."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

from ebla.ledger import Ledger
from ebla.reviewing import comment, record_review
from factory import make_reading

TESTS = pathlib.Path(__file__).parents[1]
FILL = """
import resource, signal, sys
from ebla.errors import LedgerError
from ebla.ledger import Ledger
from ebla.reviewing import comment, record_review
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Ledger.open(sys.argv[1], create=False) as ledger:
    claim = next(ledger.claims()).claim
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
    kept = 0
    try:
        while kept < 4000:
            record_review(ledger, comment("Amal", "x" * 5000, claim=claim, incident_ids=("i", "j")))
            kept += 1
    except LedgerError as error:
        print(kept, error)
"""


def test_full_disk_keeps_every_review_that_was_told_to_be_kept(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "ebla.db"
    with Ledger.open(path) as ledger:
        ledger.add(make_reading())
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    done = subprocess.run([sys.executable, "-c", FILL, str(path)], env=environment, capture_output=True, text=True, check=True)
    kept, _, error = done.stdout.partition(" ")
    assert int(kept) > 10
    assert "Free some space" in error
    with Ledger.open(path) as ledger:
        reviews = list(ledger.reviews())
        assert [review.seq for review in reviews] == list(range(2, int(kept) + 2))
        assert ledger.last_seq() == int(kept) + 1
        assert len(list(ledger.reviews(incident_id="j"))) == int(kept)
        assert record_review(ledger, comment("Amal", "there is room again", incident_ids=("i",))).seq == int(kept) + 2
