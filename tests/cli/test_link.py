"""`ebla link`: links, explains a pair, estimates weights, and says what is wrong."""

from __future__ import annotations

import json
import pathlib

import pytest

from benchmarks.synthetic import readings
from ebla.incidents import load_weights
from ebla.ledger import Ledger
from running import Run


@pytest.fixture
def ledger(tmp_path: pathlib.Path) -> str:
    where = tmp_path / "ebla.db"
    with Ledger.open(where) as opened:
        for reading in readings(120, seed=3):
            opened.add(reading)
    return str(where)


def test_link_says_what_it_did(ledger: str, run: Run) -> None:
    assert "120 deeds looked at" in run("link", "--ledger", ledger).err
    assert "nothing changed" in run("link", "--ledger", ledger).err


def test_explain_tells_every_comparison(ledger: str, run: Run) -> None:
    run("link", "--ledger", ledger)
    with Ledger.open(ledger) as opened:
        largest = max(opened.linked_incidents(), key=lambda incident: len(incident.members))
    ran = run("link", "--ledger", ledger, "--explain", *largest.claim_ids[:2])
    assert ran.status == 0
    for word in ("(prior)", "date", "place", "kind", "scope", "total", "probability", load_weights().id):
        assert word in ran.out


def test_explain_of_a_figure_is_refused(ledger: str, run: Run) -> None:
    with Ledger.open(ledger) as opened:
        kinds = {type(held.claim).__name__: held.id for held in opened.claims()}
    ran = run("link", "--ledger", ledger, "--explain", kinds["Event"], kinds["Figure"])
    assert ran.status == 1 and "is no event" in ran.err


def test_estimated_weights_can_be_used(ledger: str, tmp_path: pathlib.Path, run: Run) -> None:
    run("link", "--ledger", ledger)
    made = tmp_path / "mine.json"
    assert run("link", "--ledger", ledger, "--estimate", "--weights", str(made)).status == 0
    assert json.loads(made.read_text("utf-8"))["name"] == "mine"
    assert run("link", "--ledger", ledger, "--weights", str(made)).status == 0
    ran = run("link", "--ledger", ledger, "--estimate", "--weights", str(tmp_path))
    assert ran.status == 1 and "cannot be written (Is a directory). Name another file with --weights" in ran.err


def test_estimate_without_a_file_is_wrong_usage(ledger: str, run: Run) -> None:
    assert run("link", "--ledger", ledger, "--estimate").status == 2


def test_estimate_on_too_few_says_so(tmp_path: pathlib.Path, run: Run) -> None:
    where = tmp_path / "few.db"
    with Ledger.open(where) as opened:
        for reading in readings(3, seed=3):
            opened.add(reading)
    ran = run("link", "--ledger", str(where), "--estimate", "--weights", str(tmp_path / "w.json"))
    assert ran.status == 1 and "Read more reports" in ran.err


def test_malformed_weights_name_the_line(ledger: str, tmp_path: pathlib.Path, run: Run) -> None:
    broken = tmp_path / "w.json"
    broken.write_text("{\n", "utf-8")
    ran = run("link", "--ledger", ledger, "--weights", str(broken))
    assert ran.status == 1 and "line 2" in ran.err and "Traceback" not in ran.err
