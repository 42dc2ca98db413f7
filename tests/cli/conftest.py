"""Commands run in this process, with what they wrote and their exit status."""

from __future__ import annotations

import pathlib

import pytest

from ebla.ledger import Ledger
from factory import make_reading
from running import Ran, Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> Run:
    """Run `ebla` with these arguments, in an empty folder and with no settings."""
    from ebla.cli.main import main

    monkeypatch.chdir(tmp_path)
    for name in ("EBLA_LEDGER", "EBLA_READER", "EBLA_JOBS", "EBLA_LOCK_TIMEOUT_S", "EBLA_TABLE_WIDTH_CHARS", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(int(ended.value.code or 0), out, err)

    return call


@pytest.fixture
def ledger(tmp_path: pathlib.Path) -> pathlib.Path:
    """A ledger, `ebla.db` in the current folder, with one reading."""
    path = tmp_path / "ebla.db"
    with Ledger.open(path) as opened:
        opened.add(make_reading(problem="the table was not read"))
    return path
