"""The scorer and the one in the shared folder say the same on every gold file at hand."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import pathlib
import random
import re
from types import ModuleType

import pytest

from evaluation.corpora import Labelled, load
from evaluation.make_gold import own_reading
from evaluation.readers import FLOOR, find_reader
from evaluation.scorer import Line, Score, score

pytestmark = [pytest.mark.shared, pytest.mark.skipif("EBLA_SHARED" not in os.environ, reason="needs EBLA_SHARED")]
SETS = ("open", "blind", "idlib", "dev")


@pytest.fixture(scope="module")
def shared_scorer() -> ModuleType:
    path = pathlib.Path(os.environ["EBLA_SHARED"]) / "contract" / "score_reading.py"
    spec = importlib.util.spec_from_file_location("shared_scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.load = list  # it would open files: here it is given the lines
    return module


def perturbed(lines: list[Line], seed: int) -> list[Line]:
    """A reading with claims dropped, doubled and moved, and values dropped or taken from other claims."""
    chance = random.Random(seed)
    out: list[Line] = []
    for line in json.loads(json.dumps(lines)):
        if chance.random() < 0.15:
            continue
        for key in list(line):
            if key in ("id", "kind", "evidence"):
                continue
            dice = chance.random()
            if dice < 0.2:
                line[key] = None if dice < 0.12 else chance.choice(lines).get(key)
        if chance.random() < 0.3:
            line["evidence"] = {"trigger": chance.choice(lines)["evidence"]["trigger"]}
        if chance.random() < 0.2:
            line["status"] = "occurred"
        out.append(line)
        if chance.random() < 0.1:
            out.append(line | {"id": f"{line['id']} again"})
    return out


def own_figures(result: Score) -> dict[str, object]:
    """Our scores in the form in which the other scorer prints them."""
    out: dict[str, object] = {kind: (count.gold, count.said, count.found) for kind, count in result.kinds.items()}
    out |= {name: (f"{credit.mean:.2f}", credit.of) for name, credit in result.fields.items()}
    out["counts"] = (result.filled_null, result.sprung, result.traps, result.lost, result.deeds)
    out["wrong"] = result.wrong_values
    out["F1"] = (f"{result.slot.f1:.3f}", f"{result.core.f1:.3f}")
    out["parts"] = tuple(f"{part:.3f}" for s in (result.slot, result.core) for part in (s.recall, s.precision))
    return out


def shared_figures(scorer: ModuleType, gold: list[Line], lines: list[Line]) -> dict[str, object]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        result = scorer.score([(gold, lines)])
    text = printed.getvalue()
    out: dict[str, object] = {
        kind: (int(g), int(s), int(p)) for kind, g, s, p in re.findall(r"(?m)^(\w+) +gold +(\d+)  said +(-?\d+)  found +(\d+)", text)
    }
    out |= {name: (mean, int(of)) for name, mean, of in re.findall(r"(?m)^  (\S+) +([\d.]+) of (\d+)$", text)}
    tail = re.search(
        r"wrong values: (.*); any value where gold is null: (\d+); traps sprung: (\d+) of (\d+); deeds lost: (\d+) of (\d+)", text
    )
    out["counts"] = tuple(map(int, tail.groups()[1:]))
    out["wrong"] = sum(map(int, re.findall(r"\d+", tail[1])))
    out["F1"] = (f"{result['all']:.3f}", f"{result['core']:.3f}")
    out["parts"] = tuple(x for pair in re.findall(r"recall ([\d.]+) precision ([\d.]+) F1", text) for x in pair)
    return out


def readings_of(labelled: Labelled) -> dict[str, list[Line]]:
    own = own_reading(labelled.gold)
    floor = find_reader(FLOOR)[1](labelled)
    return {"empty": [], "own": own, "floor": floor, "both": own + floor} | {f"seed {n}": perturbed(own, n) for n in range(1, 5)}


@pytest.mark.parametrize("set_name", SETS)
def test_scorer_agrees_with_the_shared_one(set_name: str, shared_scorer: ModuleType):
    for labelled in load(set_name):
        for name, lines in readings_of(labelled).items():
            same = own_figures(score(labelled.gold, lines)) == shared_figures(shared_scorer, labelled.gold, lines)
            assert same, f"{labelled.name}, {name} reading: the two scorers differ"
