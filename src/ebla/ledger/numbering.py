"""The next number of the sequence of changes, in the open transaction of a caller that holds the write lock."""

from __future__ import annotations

import datetime

import sqlalchemy as sa

from ebla.ledger.tables import changes


def next_change(connection: sa.Connection, kind: str, subject: str, now: datetime.datetime) -> int:
    """Add the next change and return its number: the highest so far and one."""
    seq = int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(changes.c.seq), 0) + 1)).scalar_one())
    connection.execute(changes.insert().values(seq=seq, kind=kind, subject=subject, recorded_at=now))
    return seq
