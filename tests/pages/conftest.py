"""A ledger with linked reports, its generation, and a server on it."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

import httpx
import pytest
from page_server import HOSTILE, build, serving

from ebla.ledger import Ledger
from factory import TEXT, make_reading, make_report


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[pathlib.Path, pathlib.Path]:
    """A ledger with a few reports, and the folder of its generation."""
    folder = tmp_path_factory.mktemp("pages")
    path = folder / "ebla.db"
    with Ledger.open(path) as ledger:
        ledger.add(make_reading(problem="the table was not read"))
        ledger.add(make_reading(make_report(TEXT + "\nIt was quiet later.", publisher="Other Wire (INVENTED)", title="Other <b>title</b>")))
        ledger.add(make_reading(make_report(HOSTILE, title="=HYPERLINK(1)", publisher="<i>Wire</i>")))
        ledger.add(make_reading(make_report("Struck " + "x" * 45_000, title="Long", report_date=None)))
        ledger.add(make_reading(make_report("Quiet\u0301 \u0642\u0635\u0641 \u062d\u0644\u0628.", language="ar", title=None)))
    build(path, folder / "files")
    return path, folder / "files"


@pytest.fixture(scope="session")
def client(made: tuple[pathlib.Path, pathlib.Path]) -> Iterator[httpx.Client]:
    """A client of a server on that ledger."""
    with serving(*made) as found:
        yield found
