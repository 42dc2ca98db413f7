from __future__ import annotations

import copy
import importlib.util
import json
import os
import pathlib
import random
import re
from typing import Any

import pytest

from ebla.records.checking import check_lines
from factory import make_reading

READING = make_reading()
TEXT = READING.report.text
Line = dict[str, Any]


def wire() -> list[Line]:
    return [json.loads(row) for row in READING.to_jsonl().splitlines()]


def claim(lines: list[Line], kind: str) -> Line:
    return next(line for line in lines if line["kind"] == kind)


def faults_after(kind: str, **changes: Any) -> list[str]:
    lines = wire()
    claim(lines, kind).update(changes)
    return check_lines(lines, TEXT)


@pytest.mark.parametrize(
    ("kind", "changes", "told"),
    [
        ("event", {"event_type": "WAR"}, "event_type: unknown value 'WAR'"),
        ("event", {"status": "alleged"}, "status: unknown value 'alleged'"),
        ("event", {"status": ["occurred"]}, "status: unknown value"),
        ("event", {"confidence": 1.5}, "confidence 1.5"),
        ("event", {"evidence": {}}, "no trigger"),
        ("event", {"evidence": {"trigger": [[0, 5], [6, 7], [8, 9], [10, 11]]}}, "trigger of 4 spans"),
        ("event", {"evidence": {"trigger": [[5, 2]]}}, "not a span"),
        ("event", {"evidence": {"trigger": [[0, 5]]}, "weapon": ["mortar"]}, "weapon without evidence"),
        ("event", {"also": [[0, 99999]]}, "ends after the text"),
        ("event", {"actor": [{"name": "Osk Brigade"}]}, "no span, and not marked as inferred"),
        ("event", {"actor": ["Osk Brigade"]}, "not an object"),
        ("event", {"actor": [{"name": "Osk", "text": "Osk", "span": [0, 3]}]}, "text is 'Osk', the report has"),
        ("event", {"claimant": "report"}, "claimant: 'report'"),
        ("event", {"claimant": {"text": "Gove", "span": [0, 4]}}, "claimant: no name"),
        ("event", {"place": {"name": "Tarvel", "inferred": True, "latitude": 1.0}}, "bad coordinates"),
        ("event", {"place": {"name": "Tarvel", "inferred": True, "latitude": 91, "longitude": 0}}, "bad coordinates"),
        ("event", {"place": {"name": "T", "inferred": True, "latitude": 1, "longitude": 0, "place_precision": "vague"}}, "that is vague"),
        ("event", {"place": {"name": "T", "inferred": True, "country": "Syria"}}, "place.country"),
        ("event", {"place": "Tarvel"}, "place: not an object"),
        ("event", {"date": {"date_start": "2031-03-32", "inferred": True}}, "not an ISO day"),
        ("event", {"date": {"date_start": "2031-03-04", "date_end": "2031-03-01", "inferred": True}}, "starts after it ends"),
        ("event", {"date": {"date_precision": "hour", "inferred": True}}, "date.date_precision: unknown value"),
        ("event", {"part_of": "nothing"}, "part_of: no claim 'nothing'"),
        ("event", {"report_id": "other"}, "report_id: no report 'other'"),
        ("event", {"also": 7}, "a value of the wrong type"),
        ("figure", {"low": 5, "best": 3}, "out of order"),
        ("figure", {"low": True}, "low, best, high"),
        ("figure", {"unit": "sheep"}, "unit: unknown value"),
        ("violation", {"status": "occurred"}, "status: unknown value"),
    ],
)
def test_check_tells_a_fault(kind: str, changes: Line, told: str):
    assert any(told in fault for fault in faults_after(kind, **changes))


def test_check_tells_missing_keys():
    lines = wire()
    del claim(lines, "event")["mode"]
    assert any("event: no mode" in fault for fault in check_lines(lines))


def test_check_tells_ids_and_claims_said_twice():
    lines = wire()
    event = claim(lines, "event")
    faults = check_lines([*lines, copy.deepcopy(event), event | {"id": "another"}])
    assert any("twice" in fault for fault in faults) and any("said twice in all its fields" in fault for fault in faults)


def test_check_takes_anything():
    assert len(check_lines([None, [], 3, "x", {}, {"kind": "event", "id": {}, "evidence": 3, "actor": 1, "also": "y"}])) > 5


def mutated(lines: list[Line], seed: int) -> list[Line]:
    """Lines with values exchanged, dropped or broken at random, some of them deep inside."""
    chance = random.Random(seed)
    out = copy.deepcopy(lines)
    broken = [None, [], {}, "", "x", -1, 1.5, True, [[0, 3]], [3, 1], {"name": "x"}, {"name": "x", "inferred": True}, "2031-02-30"]
    for _ in range(chance.randint(1, 4)):
        line = chance.choice(out)
        inside = [value for value in line.values() if isinstance(value, dict)]
        inside += [x for value in line.values() if isinstance(value, list) for x in value if isinstance(x, dict)]
        target = chance.choice([line, *inside]) if inside else line
        key = chance.choice(list(target) or ["id"])
        if chance.random() < 0.2:
            target.pop(key, None)
        else:
            target[key] = copy.deepcopy(chance.choice([*broken, chance.choice(out).get(key)]))
    return out


def line_numbers(faults: list[str]) -> set[str]:
    return {re.match(r"line \d+", fault)[0] for fault in faults}


@pytest.mark.shared
@pytest.mark.skipif("EBLA_SHARED" not in os.environ, reason="needs EBLA_SHARED")
def test_check_finds_the_lines_that_the_shared_checker_finds():
    path = pathlib.Path(os.environ["EBLA_SHARED"]) / "contract" / "check_reading.py"
    spec = importlib.util.spec_from_file_location("shared_checker", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for seed in range(1500):
        lines = mutated(wire(), seed)
        for text in (None, TEXT):
            own, shared = check_lines(lines, text), module.check(lines, text)
            kept = [fault for fault in own if "timex_type" not in fault]
            assert line_numbers(kept) == line_numbers(shared), (seed, kept, shared)
