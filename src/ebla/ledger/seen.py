"""A report as it was taken in, in; its sighting and the versions it makes older or is older than, in the open transaction, out.

The caller holds the write lock and gives the number of the change. Which reports count is decided in `standing.py`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import sqlalchemy as sa

from ebla.ledger.tables import reports
from ebla.ledger.tables_reviews import sightings, supersessions
from ebla.ledger.versions import title_key, url_key
from ebla.records import Report

_ORIGIN = ("publisher", "url", "source")


def is_seen(connection: sa.Connection, report_id: str, report: Report) -> bool:
    """Say whether a report was seen before with this publisher, address and source."""
    query = sa.select(sightings.c.seq).where(sightings.c.report_id == report_id)
    for name in _ORIGIN:
        column, value = sightings.c[name], getattr(report, name)
        query = query.where(column.is_(None) if value is None else column == value)
    return connection.execute(query.limit(1)).first() is not None


def note_sighting(connection: sa.Connection, report_id: str, report: Report, seq: int, now: datetime.datetime) -> None:
    """Add where a report that is held was seen, and which reports are the versions before and after it."""
    held = connection.execute(sa.select(reports.c.seq, reports.c.ingested_at).where(reports.c.id == report_id)).one()
    day = report.report_date or held.ingested_at.date()
    keys = {"url_key": url_key(report.url), "title_key": title_key(report.publisher, report.title)}
    origin = {name: getattr(report, name) for name in (*_ORIGIN, "title")}
    row = {"seq": seq, "report_id": report_id, "seen_at": now, "version_day": day, "report_seq": held.seq}
    connection.execute(sightings.insert().values(**row, **origin, **keys))
    found: dict[tuple[str, str], str] = {}
    for name, key in keys.items():
        if key is not None:
            for pair in _neighbours(connection, report_id, (day, held.seq), sightings.c[name] == key):
                found.setdefault(pair, name.removesuffix("_key"))
    for (older, newer), same in sorted(found.items()):
        known = sa.select(supersessions.c.seq).where(supersessions.c.report_id == older, supersessions.c.by_id == newer)
        if connection.execute(known.limit(1)).first() is None:
            connection.execute(supersessions.insert().values(seq=seq, report_id=older, by_id=newer, same=same))


def _neighbours(
    connection: sa.Connection, report_id: str, at: tuple[datetime.date, int], same: sa.ColumnElement[bool]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs (older, newer) of a report with the version just before it and the one just after it."""
    day, number = sightings.c.version_day, sightings.c.report_seq
    others = sa.select(sightings.c.report_id).where(same, sightings.c.report_id != report_id)
    before = others.where(sa.or_(day < at[0], sa.and_(day == at[0], number < at[1]))).order_by(day.desc(), number.desc())
    after = others.where(sa.or_(day > at[0], sa.and_(day == at[0], number > at[1]))).order_by(day, number)
    if older := connection.execute(before.limit(1)).scalar():
        yield str(older), report_id
    if newer := connection.execute(after.limit(1)).scalar():
        yield report_id, str(newer)


def note_sightings_of_old(connection: sa.Connection) -> None:
    """Add the sightings of the reports of a ledger that was made before there were any."""
    columns = ("id", "seq", "ingested_at", "report_date", "title", *_ORIGIN)
    held = connection.execute(sa.select(*(reports.c[name] for name in columns)).order_by(reports.c.seq)).all()
    for row in held:
        report = Report(text="", report_date=row.report_date, title=row.title, publisher=row.publisher, url=row.url, source=row.source)
        note_sighting(connection, row.id, report, row.seq, row.ingested_at)
