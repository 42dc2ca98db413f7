"""A ledger made before there were sightings tells, once it is brought up to date, where its reports were seen and which are versions."""

from __future__ import annotations

import pathlib

from ebla.ledger import Ledger, opening
from factory import make_reading, make_report


def test_ledger_without_sightings_gets_them_when_it_is_opened(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "ebla.db"
    older, newer = (make_report(text, url="https://wire.example/1") for text in ("Five died.", "Eight died."))
    with Ledger.open(path) as ledger:
        for report in (older, newer):
            ledger.add(make_reading(report))
        seen, pairs = ledger.sightings(older.id), ledger.supersessions()
        back = ("sightings", "supersessions", "standings", "review_incidents", "reviews")
        words = ("reports", "claims", "claim_parties", "problems")
        with ledger._engine.begin() as connection:
            for table in back:
                connection.exec_driver_sql(f"DROP TABLE {table}")
            for table in words:
                connection.exec_driver_sql(f"DROP TRIGGER {table}_no_update")
                connection.exec_driver_sql(
                    f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
                )
            connection.exec_driver_sql(f"UPDATE {opening.VERSION_TABLE} SET version_num = '0002'")
    with Ledger.open(path) as ledger:
        assert ledger.sightings(older.id) == seen
        assert ledger.supersessions() == pairs
        assert list(ledger.counting_reports()) == [newer.id]
