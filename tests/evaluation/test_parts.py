from __future__ import annotations

import hashlib
import json
import pathlib

import pytest
from cases import TEXT, at, gold, right_event, right_figure

from ebla.records.checking import check_lines
from evaluation.corpora import blind_names, load, paths_of
from evaluation.floor import read_floor
from evaluation.intervals import f1_interval, mean_interval
from evaluation.make_gold import find_quotation, main, own_reading
from evaluation.readers import lines_of
from evaluation.run import count_spans, figures_of
from evaluation.scorer import Slots, score
from evaluation.split import SET_ASIDE, set_aside
from factory import make_report


def test_set_aside_takes_the_first_ten_by_digest():
    names = [f"report-{n}" for n in range(30)]
    aside = set_aside(names)
    assert len(aside) == SET_ASIDE
    digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in names}
    assert max(digests[n] for n in aside) < min(digests[n] for n in names if n not in aside)
    assert set_aside(reversed(names)) == aside


def test_open_and_blind_samples_are_apart():
    opened, blind = ({p.stem for p in paths_of(name)} for name in ("open", "blind"))
    assert blind == blind_names() and opened and not opened & blind


def test_real_reports_are_split_by_the_rule(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "bench" / "reports"
    folder.mkdir(parents=True)
    for n in range(12):
        (folder / f"r{n}.txt").write_text(TEXT, encoding="utf-8")
        (folder / f"r{n}.gold.jsonl").write_text("".join(json.dumps(line) + "\n" for line in gold()), encoding="utf-8")
    (folder / "README.txt").write_text("no gold", encoding="utf-8")
    monkeypatch.setenv("EBLA_SHARED", str(tmp_path))
    dev, aside = ({one.name for one in load(name)} for name in ("dev", "aside"))
    assert aside == set_aside(f"r{n}" for n in range(12)) and len(dev) == 2
    assert [one.name for one in load("dev", [min(dev)])] == [min(dev)]


def test_real_reports_are_absent_without_the_folder(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("EBLA_SHARED", raising=False)
    assert not list(load("dev")) and not list(load("aside")) and not list(load("idlib"))


def test_floor_says_one_event_per_sentence_and_keeps_the_contract():
    report = make_report(TEXT)
    lines = lines_of(read_floor(report))
    assert check_lines(lines, TEXT) == []
    assert [line["event_type"] for line in lines if line["kind"] == "event"] == ["ASSAULT"] * 3


def test_floor_reads_an_empty_text():
    assert read_floor(make_report("")).claims == ()


def test_own_reading_of_gold_scores_one():
    result = score(gold(), own_reading(gold()))
    assert (result.slot.f1, result.core.f1, result.sprung) == (1.0, 1.0, 0)


def test_interval_is_the_same_every_time_and_covers_the_figure():
    parts = [Slots(n, 10, n, 10) for n in range(1, 9)]
    interval = f1_interval(parts)
    assert interval == f1_interval(parts)
    assert interval[0] < sum(parts, Slots()).f1 < interval[1]
    assert f1_interval(parts[:1]) is None and mean_interval([0.5]) is None


def test_figures_of_scores_give_pooled_and_mean_values():
    figures = figures_of([score(gold(), [right_event(), right_figure()]), score(gold(), [])])
    assert figures.mean_slot == 0.5 and figures.slot == pytest.approx(2 / 3) and figures.events_found == 1


def test_count_spans_counts_what_was_read_and_what_was_inferred():
    event = right_event(actor=[{"name": "Osk", "span": at("Osk")}, {"name": "x", "inferred": True}])
    assert count_spans([event, {"kind": "problem"}]) == (1, 4)


def test_quotation_is_found_across_line_breaks_and_by_number():
    assert find_quotation("a  b\na b", "a b") == [0, 4]
    assert find_quotation("a  b\na b", ["a b", 2]) == [5, 8]
    assert find_quotation("a b", ["a b", 2]) is None and find_quotation("a b", "") is None


CODED = [
    {"id": "E1", "kind": "event", "at": "shot two farmers", "status": "occurred", "event_type": "ASSAULT", "note": "dropped"},
    {"id": "T1", "kind": "trap", "at": "may attack the bridge", "wrong": "an attack", "also_at": ["the brigade"]},
]


def make(tmp_path: pathlib.Path, rows: list[dict]) -> tuple[int, pathlib.Path]:
    report, coded, out = tmp_path / "t.txt", tmp_path / "coded.jsonl", tmp_path / "t.gold.jsonl"
    report.write_bytes(("\ufeff" + TEXT).encode())
    coded.write_text("# a comment\n" + "".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return main([str(report), str(coded), str(out), "--date", "2031-03-05", "--basis", "argument"]), out


def test_gold_is_made_from_quotations(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]):
    status, out = make(tmp_path, CODED)
    lines = [json.loads(row) for row in out.read_text(encoding="utf-8").splitlines()]
    assert status == 0 and lines[0]["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert lines[1]["span"] == at("shot two farmers") and "note" not in lines[1] and lines[2]["also"] == [at("the brigade")]
    assert "own reading scores slot 1.000, core 1.000" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "told"),
    [({"at": "shot a dog"}, "not in the report"), ({"event_type": "WAR"}, "is none of"), ({"id": "T1"}, "id 'T1' twice")],
)
def test_gold_with_a_fault_is_not_written(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], change: dict, told: str):
    status, out = make(tmp_path, [CODED[0] | change, CODED[1]])
    assert status == 1 and not out.exists() and told in capsys.readouterr().err
