from __future__ import annotations

import pathlib
import subprocess

import pytest

from evaluation import first_look
from evaluation.__main__ import main
from evaluation.corpora import blind_names, paths_of


@pytest.fixture(autouse=True)
def own_samples_only(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("EBLA_SHARED", raising=False)


def test_evaluation_prints_sets_fields_and_sorted_errors(capsys: pytest.CaptureFixture[str]):
    assert main(["--reader", "floor", "--set", "open", "--errors", "--by-report"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("reader floor/1\n") and "credit per field" in out and "faults against the contract 0" in out
    sorts = [line.split()[1] for line in out.splitlines() if line.startswith("== ")]
    assert sorts[0] == "trap:" and "missed:" in sorts
    assert all(path.stem in out for path in paths_of("open")) and not any(name in out for name in blind_names())


def test_gold_scores_one_on_the_open_samples(capsys: pytest.CaptureFixture[str]):
    assert main(["--reader", "gold", "--set", "open", "--no-floor"]) == 0
    assert capsys.readouterr().out.splitlines()[2].split()[2] == "1.000"


def test_blind_samples_are_not_scored_before_the_first_look(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
):
    monkeypatch.setattr(first_look, "was_taken", lambda: False)
    assert main(["--reader", "floor", "--set", "blind", "--blind-errors"]) == 1
    told = capsys.readouterr()
    assert "not looked at yet" in told.err and told.out == ""


def test_readings_are_kept_in_a_folder(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]):
    name = paths_of("open")[0].stem
    assert main(["--reader", "floor", "--reports", name, "--no-floor", "--jsonl", str(tmp_path / "kept")]) == 0
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [f"{name}.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--reports", "no such report"], "No labelled report matches"), (["--reader", "rule"], "no reader is called 'rule'")],
)
def test_evaluation_refuses_what_is_not_there(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]):
    assert main(arguments) == 1
    assert told in capsys.readouterr().err


def committed(root: pathlib.Path) -> None:
    (root / "src" / "ebla").mkdir(parents=True)
    (root / "src" / "ebla" / "code.py").write_text("", encoding="utf-8")
    for arguments in (["init", "-q"], ["add", "."], ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "code"]):
        subprocess.run(["git", *arguments], cwd=root, check=True)


def test_first_look_is_taken_once(tmp_path: pathlib.Path):
    committed(tmp_path)
    path = tmp_path / "first_look.json"
    assert first_look.load(path) is None
    result = first_look.take("floor", path, "open", tmp_path)
    look = first_look.load(path)
    assert look is not None and look.figures == result.figures and len(look.commit) == 40 and look.reader == "floor/1"
    assert set(look.reports) == {p.stem for p in paths_of("open")}
    with pytest.raises(first_look.FirstLookError, match="exists already"):
        first_look.take("floor", path, "open", tmp_path)


def test_first_look_needs_committed_code(tmp_path: pathlib.Path):
    committed(tmp_path)
    (tmp_path / "src" / "ebla" / "code.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(first_look.FirstLookError, match="not committed"):
        first_look.take("floor", tmp_path / "first_look.json", "open", tmp_path)
