"""The step from reports to readings in a ledger."""

from __future__ import annotations

import pathlib

from ebla.errors import InputError
from ebla.ledger import Ledger
from ebla.reading.readers import Reader, get_reader
from ebla.steps import Done, read_reports
from factory import TEXT, make_report


def test_reports_are_recorded_before_they_are_told(tmp_path: pathlib.Path) -> None:
    reports = [make_report(f"{TEXT} {n}") for n in range(3)]
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        for number, done in enumerate(read_reports(reports, get_reader(), ledger), 1):
            assert isinstance(done, Done)
            assert done.reading is not None
            assert ledger.reading(done.report_id) == done.reading
            assert len(list(ledger.history())) == number


def test_held_reports_and_refused_sources_keep_their_place(tmp_path: pathlib.Path) -> None:
    one, two = make_report(f"{TEXT} 1", source="one.txt"), make_report(f"{TEXT} 2", source="two.txt")
    refused = InputError("bad.txt", "it is empty", "Leave it out")
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        list(read_reports([one], get_reader(), ledger))
        results = list(read_reports([one, refused, two, two], get_reader(), ledger))
    assert results[0] == Done(one.id, "one.txt", None)
    assert results[1] is refused
    assert isinstance(results[2], Done)
    assert results[2].reading is not None
    assert results[3] == Done(two.id, "two.txt", None)


def test_reading_without_a_ledger_keeps_nothing() -> None:
    report = make_report()
    (done,) = read_reports([report], get_reader())
    assert isinstance(done, Done)
    assert done.reading is not None
    assert done.reading.report == report


def test_fault_of_the_reader_refuses_that_report_alone(tmp_path: pathlib.Path) -> None:
    broken = Reader("rules", "no such parser", "0.1", "stands on a parser that is not there")
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        (refused,) = read_reports([make_report(source="one.txt")], broken, ledger)
        assert isinstance(refused, InputError)
        assert str(refused).startswith("one.txt: the reader failed on it (KeyError: ")
        assert list(ledger.history()) == []
