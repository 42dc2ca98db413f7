"""A reading in; its rows, numbered as the next change, in the open transaction out. Begins and ends no transaction.

The caller holds the write lock, so the next number is the highest so far and one.
"""

from __future__ import annotations

import datetime

import sqlalchemy as sa

from ebla.ledger.erasing import is_erased
from ebla.ledger.numbering import next_change
from ebla.ledger.rows import reader_parts, reading_rows, report_row
from ebla.ledger.seen import is_seen, note_sighting
from ebla.ledger.tables import claim_parties, claims, problems, readers, readings, reports
from ebla.ledger.words import pieces, search_words
from ebla.records import Reading, Report


def has_reading(connection: sa.Connection, report_id: str, reader: str) -> bool:
    """Say whether a reading of this report by this reader (full version) is held; of an erased report no further one is wanted."""
    query = sa.select(readings.c.seq).where(readings.c.report_id == report_id, readings.c.reader == reader)
    return connection.execute(query).first() is not None or is_erased(connection, report_id)


def add_reading(
    connection: sa.Connection, reading: Reading, report_id: str, started_at: datetime.datetime | None, now: datetime.datetime
) -> None:
    """Add the next change: a reading with its claims and problems, and its report and reader where they are new."""
    seq = next_change(connection, "reading", report_id, now)
    _add_report(connection, reading.report, report_id, seq, now)
    if not is_seen(connection, report_id, reading.report):
        note_sighting(connection, report_id, reading.report, seq, now)
    _add_reader(connection, reading.reader, now)
    connection.execute(
        readings.insert().values(
            seq=seq,
            report_id=report_id,
            reader=reading.reader,
            reader_name=reader_parts(reading.reader)[0],
            started_at=started_at,
            recorded_at=now,
            claim_count=len(reading.claims),
            problem_count=len(reading.problems),
        )
    )
    rows = reading_rows(reading, report_id, seq)
    for table in (claims, claim_parties, problems):
        if rows[table.name]:
            connection.execute(table.insert(), rows[table.name])


def _add_report(connection: sa.Connection, report: Report, report_id: str, seq: int, now: datetime.datetime) -> None:
    if connection.execute(sa.select(reports.c.id).where(reports.c.id == report_id)).first():
        return
    connection.execute(reports.insert().values(seq=seq, ingested_at=now, **report_row(report, report_id)))
    words = search_words(" ".join(part for part in (report.title, report.text) if part))
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("INSERT INTO report_words (rowid, words) VALUES (:seq, :words)"), {"seq": seq, "words": words})
    else:
        insert = sa.text("INSERT INTO report_words (seq, piece, words) VALUES (:seq, :piece, to_tsvector('simple', :words))")
        connection.execute(insert, [{"seq": seq, "piece": i, "words": part} for i, part in enumerate(pieces(words))])


def _add_reader(connection: sa.Connection, reader: str, now: datetime.datetime) -> None:
    if connection.execute(sa.select(readers.c.reader).where(readers.c.reader == reader)).first():
        return
    name, version, digest = reader_parts(reader)
    connection.execute(readers.insert().values(reader=reader, name=name, version=version, digest=digest, first_seen=now))
