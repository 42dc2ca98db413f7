"""`ebla dates` and `ebla places`, with the real readers. What they find is tested elsewhere; here it is what is written."""

from __future__ import annotations

import io
import json
import pathlib
import sys

import pytest

from running import Run

TEXT = "date 2031-03-05\n\nShells hit Saraqib, in Idlib province, on Monday. The road to Aleppo has been shut since January.\n"


@pytest.fixture
def report(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


def test_dates_lists_intervals_as_a_table(run: Run, report: pathlib.Path) -> None:
    ran = run("dates", report)
    lines = [line.split() for line in ran.out.splitlines()]
    assert ran.status == 0
    assert lines[0] == ["words", "from", "to", "precision", "type", "value", "anchor", "rule"]
    assert ["Monday", "2031-03-03", "2031-03-03", "day", "DATE", "2031-03-03", "report_date", "weekday"] in lines
    assert ["since", "January", "2031-01-01", "2031-03-05", "quarter", "DATE", "2031-01", "report_date", "month/since"] in lines
    assert max(len(line) for line in ran.out.splitlines() if str(report) not in line) <= 100
    assert ran.err == "1 report read, 0 refused: 3 dates.\n"


def test_dates_jsonl_has_the_record_and_its_report(run: Run, report: pathlib.Path) -> None:
    rows = [json.loads(line) for line in run("dates", report, "--format", "jsonl").out.splitlines()]
    monday = next(row for row in rows if row["text"] == "Monday")
    assert TEXT[slice(*monday["span"])] == "Monday"
    assert (monday["date_start"], monday["timex_type"], monday["source"]) == ("2031-03-03", "DATE", str(report))
    assert len({row["report_id"] for row in rows}) == 1


def test_dates_takes_the_report_date_from_the_option(run: Run, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Shells hit the camp on Monday.")
    assert "2018-01-08" in run("dates", path, "--date", "2018-01-10").out
    open_one = run("dates", path).out.splitlines()[-1].split()
    assert open_one[:3] == ["Monday", "–", "–"]


def test_dates_refuses_a_date_that_is_none(run: Run, report: pathlib.Path) -> None:
    ran = run("dates", report, "--date", "10 January")
    assert ran.status == 2
    assert "is no date" in ran.err


def test_places_lists_points_as_a_table(run: Run, report: pathlib.Path) -> None:
    ran = run("places", report)
    lines = [line.split() for line in ran.out.splitlines()]
    assert ran.status == 0
    assert lines[0] == ["words", "name", "kind", "admin1", "country", "latitude", "longitude", "precision", "rule"]
    assert ["Saraqib", "Saraqib", "PPL", "Idlib", "SY"] in [line[:5] for line in lines]
    assert max(len(line) for line in ran.out.splitlines() if str(report) not in line) <= 100


def test_places_jsonl_has_ranked_candidates(run: Run, report: pathlib.Path) -> None:
    rows = [json.loads(line) for line in run("places", report, "--format", "jsonl").out.splitlines()]
    for row in rows:
        chances = [candidate["probability"] for candidate in row["candidates"]]
        assert TEXT[slice(*row["span"])] == row["text"]
        assert chances == sorted(chances, reverse=True)
    assert rows[0]["place_precision"] == "exact"


@pytest.mark.parametrize("command", ["dates", "places"])
def test_standard_input_is_read(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    ran = run(command, "-")
    assert ran.status == 0
    assert "standard input" in ran.out


@pytest.mark.parametrize("command", ["dates", "places"])
def test_a_source_that_is_refused_does_not_stop_the_others(run: Run, report: pathlib.Path, command: str) -> None:
    ran = run(command, report.parent / "nothing.txt", report)
    assert ran.status == 1
    assert "nothing.txt" in ran.err
    assert "1 report read, 1 refused" in ran.err


@pytest.mark.parametrize("command", ["dates", "places"])
def test_a_report_without_any_says_so(run: Run, tmp_path: pathlib.Path, command: str) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("The soldiers were tired and hungry.")
    ran = run(command, path)
    assert ran.status == 0
    assert "nothing found" in ran.out


def test_foreign_text_is_made_visible(run: Run, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Shells hit the camp on\x1b[31m 3 May\u202e 2018.")
    ran = run("dates", path)
    assert "\x1b[31m" not in ran.out and "\u202e" not in ran.out
