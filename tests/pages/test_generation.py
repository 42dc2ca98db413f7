"""The page's file: what is added step by step is the same as what is built at once, and nothing unsafe can be asked of it."""

from __future__ import annotations

import datetime
import pathlib

import duckdb
import pytest
from page_server import build

from ebla.ledger import Ledger
from ebla.pages.mercator import column, row
from ebla.pages.pointer import POINTER, read_pointer
from ebla.pages.store import NotReadyError, Store
from ebla.pages.tables import TABLES
from factory import TEXT, make_reading, make_report


def tables_of(folder: pathlib.Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table, sorted."""
    current = Store(folder).current()
    return {
        table: sorted(map(repr, current.rows(f"SELECT * EXCLUDE (seq) FROM {table}" if table == "reports" else f"SELECT * FROM {table}")))
        for table in TABLES
        if table != "meta"
    }  # type: ignore[return-value]


def report(number: int, **more: object) -> object:
    """A report of its own."""
    return make_report(f"{TEXT}\nNote {number}.", report_date=datetime.date(2031, 3, 5 + number % 3), **more)


def test_file_grown_step_by_step_is_the_one_built_at_once(tmp_path: pathlib.Path):
    path = tmp_path / "ebla.db"
    numbers = []
    for number in range(4):
        with Ledger.open(path) as ledger:
            ledger.add(make_reading(report(number)))  # type: ignore[arg-type]
            ledger.add(make_reading(make_report(f"Quiet {number}."), reader=f"rules/0.{number + 1}+0a1b2c3d"))
        numbers.append(build(path, tmp_path / "grown"))
    with Ledger.open(path) as ledger:
        ledger.add(make_reading(report(0), reader="rules/0.2+0a1b2c3d"))  # type: ignore[arg-type]
    numbers.append(build(path, tmp_path / "grown"))
    build(path, tmp_path / "whole")
    assert numbers == [1, 2, 3, 4, 5]
    assert tables_of(tmp_path / "grown") == tables_of(tmp_path / "whole")


def test_nothing_new_makes_no_new_file(tmp_path: pathlib.Path):
    path = tmp_path / "ebla.db"
    with Ledger.open(path) as ledger:
        ledger.add(make_reading())
    assert build(path, tmp_path / "files") == build(path, tmp_path / "files") == 1


def test_another_ledger_of_the_same_name_is_built_anew(tmp_path: pathlib.Path):
    path = tmp_path / "ebla.db"
    for text in ("Shelling went on.", "Quiet."):
        path.unlink(missing_ok=True)
        for beside in tmp_path.glob("ebla.db-*"):
            beside.unlink()
        with Ledger.open(path) as ledger:
            ledger.add(make_reading(make_report(text)))
        (tmp_path / "ebla.db.linking").unlink(missing_ok=True)
        build(path, tmp_path / "files")
        assert Store(tmp_path / "files").current().rows("SELECT beginning FROM reports") == [(text,)]


def test_old_files_are_removed_and_a_reader_keeps_its_own(tmp_path: pathlib.Path):
    path = tmp_path / "ebla.db"
    files = tmp_path / "files"
    first = None
    for number in range(4):
        with Ledger.open(path) as ledger:
            ledger.add(make_reading(report(number)))  # type: ignore[arg-type]
        build(path, files)
        first = first or Store(files).current()
    assert first is not None and first.value("SELECT count(*) FROM reports") == 1
    assert len(list(files.glob("generation-*"))) == 2


def test_file_that_was_left_half_made_is_not_shown(tmp_path: pathlib.Path):
    path, files = tmp_path / "ebla.db", tmp_path / "files"
    with Ledger.open(path) as ledger:
        ledger.add(make_reading())
    build(path, files)
    (files / "generation-000002.duckdb").write_bytes(b"half")
    with Ledger.open(path) as ledger:
        ledger.add(make_reading(report(1)))  # type: ignore[arg-type]
    assert build(path, files) == 3 and Store(files).current().value("SELECT count(*) FROM reports") == 2


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"number": 1}'])
def test_pointer_that_is_damaged_means_there_is_none(tmp_path: pathlib.Path, content: bytes):
    (tmp_path / POINTER).write_bytes(content)
    assert read_pointer(tmp_path) is None
    with pytest.raises(NotReadyError):
        Store(tmp_path).current()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')", "COPY reports TO '/tmp/out.csv'", "ATTACH '/tmp/other.duckdb'", "SET threads = 1",
        "SET enable_external_access = true", "DELETE FROM reports", "CREATE TABLE t (a INTEGER)", "INSTALL httpfs",
    ],
)  # fmt: skip
def test_file_is_read_only_and_reads_nothing_else(made: tuple[pathlib.Path, pathlib.Path], query: str):
    with pytest.raises(duckdb.Error):
        Store(made[1]).current().rows(query)


def test_every_point_of_the_earth_has_a_cell():
    for latitude in (-90.0, -85.06, -1e-9, 0.0, 89.9999, 90.0):
        assert 0 <= row(latitude) < 1 << 20
    assert column(-180.0) == 0 and column(179.9999999) == column(180.0) == (1 << 20) - 1
