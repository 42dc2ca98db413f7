from __future__ import annotations

import hashlib
import json
import pathlib
from typing import Any

import pytest

import ebla
from ebla.records.gold import check_gold

SAMPLES = pathlib.Path(ebla.__file__).parent / "samples"
TEXT = "Gunmen shot two farmers near Tarvel. The mayor feared an attack."
META = {
    "kind": "meta", "source": "t.txt", "report_date": None, "report_date_basis": "none",
    "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
}  # fmt: skip
EVENT = {"id": "E1", "kind": "event", "span": [0, 11], "status": "occurred", "event_type": "ASSAULT", "actor": [{"name": "gunmen"}]}


def faults(*lines: dict[str, Any]) -> list[str]:
    return check_gold(enumerate([META, *lines], 1), TEXT)


def test_gold_that_keeps_the_rules_has_no_fault():
    trap = {"id": "T1", "kind": "trap", "span": [37, 63], "wrong": "an attack"}
    assert faults(EVENT | {"also": [[12, 23]], "place_any": [None, {"name": "Tarvel"}], "weapon": []}, trap) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"place_any": {"name": "Tarvel"}}, "not a list of alternatives"),
        ({"actor_any": [[{"name": "x"}]]}, "actor and actor_any together"),
        ({"recipient_any": [{"name": "x"}]}, "each alternative is a list"),
        ({"event_type": "WAR"}, "is none of"),
        ({"place": {"country": "SY"}}, "a place needs a name"),
        ({"place": {"name": "x", "country_any": ["SY"]}}, "alternatives stand in place_any"),
        ({"date": {"timex": "P1D"}}, "needs date_start or date_end"),
        ({"date": {"date_start": "yesterday"}}, "is no ISO day"),
        ({"actor": [{"text": "x"}]}, "needs a name or a code"),
        ({"weapon": [1]}, "not nouns"),
        ({"claimant": "report"}, "an object with a name"),
        ({"part_of": "E9"}, "no line has the id 'E9'"),
        ({"evidence": {}}, "unknown key 'evidence'"),
        ({"span": [5, 500]}, "ends after the text"),
        ({"span": None}, "not a span"),
        ({"status": None, "kind": "rumour"}, "unknown kind"),
    ],
)
def test_gold_tells_a_fault(changes: dict[str, Any], told: str):
    assert any(told in fault for fault in faults(EVENT | changes))


def test_gold_tells_a_missing_status_a_trap_without_words_and_two_ids():
    told = faults({"id": "E1", "kind": "event", "span": [0, 5]}, {"id": "E1", "kind": "trap", "span": [0, 5]})
    assert len(told) == 3


def test_gold_tells_another_text():
    assert any("digest" in fault for fault in check_gold(enumerate([META, EVENT], 1), TEXT + " "))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.gold.jsonl")), ids=lambda path: path.name.split(".")[0])
def test_gold_of_a_sample_keeps_the_rules(path: pathlib.Path):
    text = path.with_name(path.name.replace(".gold.jsonl", ".txt")).read_bytes().decode("utf-8-sig")
    lines = [json.loads(row) for row in path.read_text(encoding="utf-8").split("\n") if row.strip()]
    count = len(check_gold(enumerate(lines, 1), text))
    assert count == 0, "run: ebla check GOLD --text REPORT"
