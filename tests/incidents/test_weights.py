"""The weights file: what comes with Ebla fits the code, and a malformed one is refused with place and remedy."""

from __future__ import annotations

import json
import pathlib

import pytest

from ebla.errors import InputError
from ebla.incidents import load_weights
from ebla.incidents.comparison import COMPARISONS


def written(folder: pathlib.Path, **changes: object) -> pathlib.Path:
    path = folder / "weights.json"
    path.write_text(json.dumps(json.loads(load_weights().to_json()) | changes), "utf-8")
    return path


def test_own_weights_have_every_level() -> None:
    weights = load_weights()
    assert weights.id.startswith("deeds/2+")
    assert {name: set(levels) for name, levels in weights.levels.items()} == {c.name: set(c.labels) for c in COMPARISONS}


def test_own_file_names_its_digest() -> None:
    import ebla.incidents.weights as module

    raw = json.loads((pathlib.Path(module.__file__).parent / "weights" / module.USUAL).read_text("utf-8"))
    assert raw["digest"] == load_weights().digest


def test_file_comes_back_the_same(tmp_path: pathlib.Path) -> None:
    assert load_weights(written(tmp_path)) == load_weights()


def test_agreement_speaks_for_and_contradiction_against() -> None:
    weights = load_weights()
    assert weights.bits("date", "same_day") > 0 > weights.bits("date", "days_apart")
    assert weights.bits("place", "same_place") > 0 > weights.bits("place", "other_place")
    assert weights.bits("facility", "same") > 0 > weights.bits("facility", "different")


GOOD = load_weights().to_json()


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("", 1, "is empty"),
        ('{"name": "x",\n oops', 2, "is no JSON"),
        ("[1]", 1, "no JSON object"),
        ("[" * 100_000, 1, "is no JSON"),
        ("\0", 1, "is no JSON"),
        (GOOD.replace('"version": 2', '"version": 2' + "0" * 5_000), 1, "is no JSON"),
        (GOOD.replace('"made"', '"mad"'), 4, "'mad' is not known"),
        (GOOD.replace('"version": 2,', ""), 1, "version must be a whole number; it is missing"),
        (GOOD.replace('"version": 2', '"version": true'), 3, "version must be a whole number, not True"),
        (GOOD.replace('"version": 2', '"version": 2.5'), 3, "version must be a whole number, not 2.5"),
        (GOOD.replace('"name": "deeds"', '"name": ""'), 2, "name must be a text"),
        (GOOD.replace('"name": "deeds"', '"name": "\\ud800"'), 2, "name must be a text"),
        (GOOD.replace('"prior_bits": -4.0', '"prior_bits": NaN'), 6, "prior_bits must be a number, not nan"),
        (GOOD.replace('"prior_bits": -4.0', '"prior_bits": 1e999'), 6, "prior_bits must be a number, not inf"),
        (GOOD.replace('"prior_bits": -4.0', '"prior_bits": "low"'), 6, "prior_bits must be a number, not 'low'"),
        (GOOD.replace('"version": 2', '"version": 2,\n "version": 2'), 4, "'version' stands twice"),
        (GOOD.replace('"levels": {', '"levels": {"smell": {},'), 8, "'levels.smell' is not known"),
        (
            GOOD.replace('"weapon": {', '"weapon": {"blunt": [0.5, 0.5],'),
            GOOD[: GOOD.index('"weapon"')].count("\n") + 1,
            "levels.weapon must",
        ),
    ],
)
def test_malformed_file_is_told_with_line_and_remedy(tmp_path: pathlib.Path, content: str, line: int, said: str) -> None:
    path = tmp_path / "w.json"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as told:
        load_weights(path)
    assert told.value.source == f"{path}, line {line}"
    assert said in told.value.why and told.value.remedy and len(told.value.why) < 300


@pytest.mark.parametrize("pair", [[2, 0.5], [0, 0.5], ["0.7", 0.5], [True, 0.5], [0.5], [0.5, 0.5, 0.5], None, {"m": 1}])
def test_level_that_is_no_pair_of_probabilities_is_told(tmp_path: pathlib.Path, pair: object) -> None:
    raw = json.loads(GOOD)
    raw["levels"]["weapon"]["same"] = pair
    path = tmp_path / "w.json"
    path.write_text(json.dumps(raw, indent=1), "utf-8")
    with pytest.raises(InputError, match=r"levels\.weapon\.same must be two probabilities") as told:
        load_weights(path)
    number = int(told.value.source.rpartition(" ")[2])
    lines = path.read_text("utf-8").splitlines()
    assert '"same"' in lines[number - 1] and any('"weapon"' in line for line in lines[number - 4 : number])


def test_level_that_stands_twice_is_told_in_its_comparison(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "w.json"
    path.write_text(GOOD.replace('"weapon": {', '"weapon": {\n   "same": [\n    0.5,\n    0.5\n   ],'), "utf-8")
    with pytest.raises(InputError, match="'same' stands twice") as told:
        load_weights(path)
    line = GOOD[: GOOD.index('"weapon"')].count("\n") + 1
    assert line < int(told.value.source.rpartition(" ")[2]) < line + 8


def test_file_that_is_not_utf_8_is_told_with_its_line(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "w.json"
    path.write_bytes(GOOD.encode().replace(b'"made": "', b'"made": "\xe9'))
    with pytest.raises(InputError, match=r"line 4: .*not UTF-8"):
        load_weights(path)


def test_byte_order_mark_is_no_fault(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "w.json"
    path.write_text(GOOD, "utf-8-sig")
    assert load_weights(path) == load_weights()


def test_missing_file_and_folder_are_told(tmp_path: pathlib.Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(InputError, match=r"cannot be read .*Name another with --weights"):
            load_weights(path)
