"""`import ebla`: quick, typed, and never raising on a text."""

from __future__ import annotations

import datetime
import pathlib
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ebla
from ebla.errors import InputError, LedgerError
from ebla.records import Event

TEXT = "Government aircraft bombed the market on Tuesday, killing at least 12 civilians."


def test_import_loads_nothing_heavy() -> None:
    code = "import sys, ebla; print(sorted({'spacy', 'sqlalchemy', 'numpy', 'rich', 'lxml', 'pandas'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_every_public_name_is_there() -> None:
    for name in ebla.__all__:
        assert getattr(ebla, name) is not None
    assert set(dir(ebla)) == set(ebla.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ebla.nothing


def test_read_returns_a_reading() -> None:
    reading = ebla.read(TEXT, "2031-03-05", publisher="Example Wire")
    assert reading.report.report_date == datetime.date(2031, 3, 5)
    assert (reading.report.date_basis, reading.report.publisher, reading.report.source) == ("argument", "Example Wire", None)
    assert reading.report.text == TEXT
    assert reading.reader.startswith("rules/0.1+")
    assert reading.claims


def test_read_takes_the_date_from_the_text_where_none_is_given() -> None:
    report = ebla.read(f"date 2031-03-05\n\n{TEXT}").report
    assert (report.report_date, report.date_basis) == (datetime.date(2031, 3, 5), "header")


@pytest.mark.parametrize("text", ["", " \n", "\x00", "\ud800", "date 2031-99-99\nx", "نص", "[" * 500])
def test_read_never_raises_on_a_text(text: str) -> None:
    assert ebla.read(text).report.text == text.replace("\ud800", "\ufffd")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(), max_size=300))
def test_read_never_raises_on_any_text(text: str) -> None:
    assert len(ebla.read(text, "2031-03-05").report.text) == len(text)


def test_read_refuses_unknown_reader_and_date() -> None:
    with pytest.raises(InputError, match="no reader is called 'rule'"):
        ebla.read(TEXT, reader="rule")
    with pytest.raises(InputError, match="'5 March' is no date"):
        ebla.read(TEXT, "5 March")


def test_read_reads_with_gazetteers_of_ones_own(tmp_path: pathlib.Path) -> None:
    from ebla.gazetteer.add import add_gazetteer

    (tmp_path / "own.csv").write_text("name,latitude,longitude,country\nTestagrad,35.25,36.5,SY\n")
    add_gazetteer(tmp_path / "own.csv", tmp_path / "own", None)
    text = "Rebels shelled Testagrad in Syria on Monday, killing 12 civilians."
    alone = ebla.read(text, "2018-01-10")
    own = ebla.read(text, "2018-01-10", gazetteers=tmp_path / "own")
    found, without = ({e.place.latitude for e in r.claims if isinstance(e, Event) and e.place} for r in (own, alone))
    assert 35.25 in found and 35.25 not in without
    assert {claim.reader for claim in own.claims}.isdisjoint(claim.reader for claim in alone.claims)


def test_open_ledger_keeps_and_gives_back(tmp_path: pathlib.Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        ebla.open_ledger(tmp_path / "ebla.db")
    reading = ebla.read(TEXT, "2031-03-05")
    with ebla.open_ledger(tmp_path / "ebla.db", create=True) as ledger:
        assert ledger.add(reading)
    with ebla.open_ledger(tmp_path / "ebla.db") as ledger:
        assert [held.claim for held in ledger.claims(ebla.ClaimFilter())] == list(reading.claims)
