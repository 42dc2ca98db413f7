"""`ebla gazetteer`, and that reports are read with what was added. Rows and look-ups are tested elsewhere."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import pytest

from ebla.gazetteer.find import user_gazetteers
from ebla.reading.readers import get_reader
from running import Run

TABLE = "name,latitude,longitude,country,admin1\nQala Testabad,35.5,36.5,SY,Idlib\nNowhere,0,0,SY,Idlib\nQala Turned,136.5,35.5,JP,\n"


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    own = tmp_path / "own"
    monkeypatch.setenv("EBLA_GAZETTEERS", str(own))
    return own


def _write(tmp_path: pathlib.Path, text: str = TABLE) -> pathlib.Path:
    path = tmp_path / "villages.csv"
    path.write_text(text)
    return path


def test_gazetteer_add_counts_every_row(run: Run, tmp_path: pathlib.Path, folder: pathlib.Path) -> None:
    ran = run("gazetteer", "add", _write(tmp_path))
    assert ran.status == 0
    assert ran.out.startswith("2 places added, 1 rows refused, 1 mended: ")
    assert "1 refused: coordinates are 0, 0" in ran.out
    assert "1 mended: latitude and longitude were swapped" in ran.out


def test_gazetteer_add_refuses_a_file_and_keeps_what_was_there(run: Run, tmp_path: pathlib.Path, folder: pathlib.Path) -> None:
    run("gazetteer", "add", _write(tmp_path))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    ran = run("gazetteer", "add", _write(tmp_path, "town,wide\nX,1\n"))
    assert ran.status == 1
    assert "no column for name" in ran.err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_gazetteer_find_asks_the_world_and_ones_own(run: Run, tmp_path: pathlib.Path, folder: pathlib.Path) -> None:
    run("gazetteer", "add", _write(tmp_path))
    ran = run("gazetteer", "find", "Qala Testabad", "--format", "jsonl")
    found = json.loads(ran.out.splitlines()[0])
    assert (found["latitude"], found["admin1_code"], found["source"]) == (35.5, "SY-ID", "villages")
    assert "Hmeymim Air Base" in run("gazetteer", "find", "Khmeimim").out


def test_gazetteer_find_tells_when_nothing_is_found(run: Run, folder: pathlib.Path) -> None:
    ran = run("gazetteer", "find", "Xqzvwk", "--country", "SY")
    assert (ran.status, ran.out) == (1, "")
    assert "no gazetteer knows Xqzvwk in SY" in ran.err


def test_gazetteer_wants_to_know_what(run: Run, folder: pathlib.Path) -> None:
    assert run("gazetteer", "add").status == 2
    assert run("gazetteer", "find", " ").status == 2


def test_gazetteer_list_names_what_was_added(run: Run, tmp_path: pathlib.Path, folder: pathlib.Path) -> None:
    assert run("gazetteer", "list").out == ""
    run("gazetteer", "add", _write(tmp_path))
    assert run("gazetteer", "list").out.startswith("villages  2 places  ")


def test_places_and_the_reader_use_what_was_added(run: Run, tmp_path: pathlib.Path, folder: pathlib.Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("date 2031-03-05\n\nSyrian rebels shelled the village of Qala Testabad in Idlib province on Monday.\n")
    plain = get_reader().version
    run("gazetteer", "add", _write(tmp_path))
    rows = [json.loads(line) for line in run("places", report, "--format", "jsonl").out.splitlines()]
    place = next(row for row in rows if row["name"] == "Qala Testabad")
    assert (place["latitude"], place["admin1_code"], place["place_precision"]) == (35.5, "SY-ID", "exact")
    assert get_reader("rules", user_gazetteers(folder)).version != plain
    claims = [json.loads(line) for line in run("read", report, "--format", "jsonl").out.splitlines()]
    assert any((claim.get("place") or {}).get("latitude") == 35.5 for claim in claims)


@pytest.mark.skipif(os.name != "posix", reason="needs a signal that cannot be caught")
def test_gazetteer_add_killed_leaves_nothing_half(run: Run, tmp_path: pathlib.Path, folder: pathlib.Path) -> None:
    big = tmp_path / "big.csv"
    with big.open("w") as file:
        file.write("name,latitude,longitude\n")
        file.writelines(f"Qala {n} Testabad,35.5,36.5\n" for n in range(300_000))
    add = "import sys; from ebla.cli.main import main; main(['gazetteer', 'add', sys.argv[1]])"
    process = subprocess.Popen([sys.executable, "-c", add, str(big)], stdout=subprocess.DEVNULL)
    for _ in range(600):
        if folder.is_dir() and any(folder.iterdir()):
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert user_gazetteers(folder) == ()
    run("gazetteer", "add", _write(tmp_path))
    assert [path.name for path in folder.iterdir()] == ["villages.sqlite"]
