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
    assert weights.id.startswith("deeds/1+")
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


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"levels": {}}, "levels.date must have exactly the labels"),
        ({"prior_bits": "low"}, "prior_bits is missing or of the wrong type"),
        (
            {"levels": json.loads(load_weights().to_json())["levels"] | {"weapon": {"same": [2, 0.5], "different": [0.5, 0.5]}}},
            "weapon.same",
        ),
    ],
)
def test_malformed_file_is_refused(tmp_path: pathlib.Path, changes: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        load_weights(written(tmp_path, **changes))


def test_broken_json_names_the_line(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "w.json"
    path.write_text('{"name": "x",\n oops', "utf-8")
    with pytest.raises(InputError, match="line 2"):
        load_weights(path)


def test_missing_file_is_told(tmp_path: pathlib.Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_weights(tmp_path / "none.json")
