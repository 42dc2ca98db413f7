from __future__ import annotations

import pathlib
import time

import pytest

from benchmarks.install import largest_packages, size_mb
from benchmarks.pages import fill
from benchmarks.reading import measure
from benchmarks.stages import REST, StageClock, stage_clock, stage_functions
from ebla.pages.filters import IncidentQuery
from ebla.pages.queries.incidents import list_incidents
from ebla.pages.queries.reports import list_reports
from ebla.pages.store import Store
from ebla.reading import reader


def burn(seconds: float) -> None:
    """Use CPU time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_clock_counts_a_stage_inside_another_for_itself():
    clock = StageClock()
    inner = clock.timed("inner", lambda: burn(0.02))
    outer = clock.timed("outer", lambda: (burn(0.02), inner()))
    outer()
    total = sum(clock.seconds.values())
    assert set(clock.seconds) == {"inner", "outer"} and clock.seconds["outer"] < total
    assert sum(clock.shares(2 * total).values()) == pytest.approx(1) and REST in clock.shares(total)


def test_clock_is_taken_off_again():
    before = list(stage_functions(reader))
    with stage_clock():
        assert [function for _, _, function in stage_functions(reader)] != [function for _, _, function in before]
    assert list(stage_functions(reader)) == before and {"dates", "places", "figures", "events"} <= {stage for stage, _, _ in before}


def test_sizes_are_those_of_files(tmp_path: pathlib.Path):
    for name, size in (("a/x", 3_000_000), ("a/y", 1_000_000), ("b/z", 2_000_000)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"0" * size)
    assert largest_packages(tmp_path, 1) == {"a": 4.0} and size_mb([tmp_path / "b" / "z"]) == 2.0


def test_speed_of_the_open_samples_is_measured():
    speed = measure("open", "rules", 1)
    assert speed is not None and speed.words_per_s > 0 and speed.ratio > 0 and speed.peak_mb > 100
    assert "parse" in speed.stages and sum(speed.stages.values()) == pytest.approx(1)


def test_speed_of_absent_reports_is_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("EBLA_SHARED", raising=False)
    assert measure("dev", "rules", 1) is None


def test_pages_are_filled_with_what_they_show(tmp_path: pathlib.Path):
    fill(tmp_path, 80)
    generation = Store(tmp_path).current()
    assert len(list_incidents(generation, IncidentQuery())[0]) == 50 and len(list_reports(generation, None, None, 50)[0]) == 20
