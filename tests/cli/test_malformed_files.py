"""Files that a user names and that are malformed: each command tells file, line and remedy in one line, with status 1 and no traceback."""

from __future__ import annotations

import pathlib

import pytest

from ebla.incidents import load_weights
from ebla.ledger import Ledger
from running import Run

WEIGHTS = load_weights().to_json()
TOKEN = "k" * 40


@pytest.fixture
def ledger(tmp_path: pathlib.Path) -> str:
    where = tmp_path / "ebla.db"
    Ledger.open(where).close()
    return str(where)


@pytest.fixture(autouse=True)
def own_gazetteers(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EBLA_GAZETTEERS", str(tmp_path / "gazetteers"))


COMMANDS = {
    "weights": ["link", "--weights"],
    "sources": ["incidents", "--sources"],
    "tokens": ["serve", "--port", "0", "--token-file"],
    "places": ["gazetteer", "add"],
}


@pytest.mark.parametrize(
    ("kind", "content", "line", "said"),
    [
        ("weights", b"", 1, "is empty. Make one: ebla link --estimate --weights FILE"),
        ("weights", b"{]", 1, "is no JSON"),
        ("weights", WEIGHTS.encode("utf-16"), 1, "not UTF-8. Save it as UTF-8"),
        ("weights", WEIGHTS.replace('"version": 2', '"version": "2"').encode(), 3, "version must be a whole number"),
        ("weights", WEIGHTS.replace('"name": "deeds"', '"name": "\\ud800"').encode(), 2, "name must be a text"),
        ("sources", b"", 1, "is empty. Start the file with a header such as name,kind,owner"),
        ("sources", b"name,kind\nCaf\xe9,agency\n", 2, "not UTF-8. Save it as UTF-8"),
        ("sources", b"name,kind\nA,agency\nA,agency\n", 3, "stands in line 2 already. Keep one of the two"),
        ("sources", b"name,kind\nA\0,agency\n", 2, "is no text"),
        ("tokens", f"anna: {TOKEN}\n\xe9va: {TOKEN}\n".encode("latin-1"), 2, "not UTF-8. Save it as UTF-8"),
        ("tokens", b"anna: short\n", 1, "fewer than 16 characters. Make one: openssl rand -hex 16"),
        ("tokens", b"", None, "holds no token. Write a line a reviewer"),
        ("places", b"", None, "is empty. Give a file with rows"),
        ("places", b'{"features": [\n}', 2, "no valid JSON (Expecting value). Give GeoJSON"),
        ("places", b"name,latitude,longitude\nA,1,2\n" + b"B" * 200_000 + b",1,2\n", 3, "no table"),
        ("places", b'{"features":[{"properties":{"name":"A\\ud800"},"geometry":{"coordinates":[1,2]}}]}', None, "no row can be used"),
        ("places", b'{"features": [1' + b"0" * 5_000 + b"]}", None, "no valid JSON"),
    ],
)
def test_malformed_file_is_told(
    run: Run, ledger: str, tmp_path: pathlib.Path, kind: str, content: bytes, line: int | None, said: str
) -> None:
    path = tmp_path / "given"
    path.write_bytes(content)
    where = [] if kind == "places" else ["--ledger", ledger]
    ran = run(*COMMANDS[kind], str(path), *where)
    assert ran.status == 1 and not ran.out
    at = "" if line is None else f":{line}" if kind == "tokens" else f", line {line}"
    assert f"{path}{at}: " in ran.err and said in ran.err
    assert ran.err.count("\n") == 1 and "Traceback" not in ran.err


@pytest.mark.parametrize("kind", COMMANDS)
def test_folder_and_missing_file_are_told(run: Run, ledger: str, tmp_path: pathlib.Path, kind: str) -> None:
    where = [] if kind == "places" else ["--ledger", ledger]
    for name, why in ((str(tmp_path), "Is a directory"), (str(tmp_path / "none"), "No such file")):
        ran = run(*COMMANDS[kind], name, *where)
        assert ran.status == 1 and f"{name}: " in ran.err and why in ran.err and "Traceback" not in ran.err


def test_gold_or_reading_that_is_malformed_is_told_by_line(run: Run, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "reading.jsonl"
    for content, said in (
        (b'{"kind": 1\n', "line 1: not JSON"),
        (b"[" * 100_000 + b"\n", "line 1: not JSON"),
        (b"3\n", "line 1: not an object"),
    ):
        path.write_bytes(content)
        ran = run("check", str(path))
        assert ran.status == 1 and said in ran.out + ran.err and "Traceback" not in ran.err
