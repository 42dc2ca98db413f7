"""A filter in; the SQL that finds its claims out (the same for both databases). Foreign text goes in as parameters only."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ebla.ledger.rows import DOER_ROLES
from ebla.ledger.tables import changes, claim_parties, claims, readings, reports
from ebla.ledger.words import search_terms, search_words

AsOf = datetime.datetime | datetime.date | int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims: what is given must all hold; of a tuple, one value. Empty means any.

    `types` are PLOVER event types or modes, ACLED sub-event types, measures, kinds of agreement or tie. `actor` is a name or
    words in one, a PLOVER code or its country, or a roster id, of the doing side. `place` is a name or words in one.
    `date_from` and `date_to` keep claims whose days overlap them (an open end reaches on; a claim without date is left out).
    `search` finds words and "phrases" in the report. `reader` is a reader's name (its current readings) or a full version.
    `as_of` shows what was held at the end of a day, at a moment, or after a change number.
    """

    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    actor: str | None = None
    place: str | None = None
    country: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    report_id: str | None = None
    search: str | None = None
    reader: str | None = None
    as_of: AsOf | None = None
    limit: int | None = None


def moment(as_of: datetime.datetime | datetime.date) -> datetime.datetime:
    """Return the moment meant: a day's last, a time without zone as UTC."""
    if isinstance(as_of, datetime.datetime):
        return as_of if as_of.tzinfo else as_of.replace(tzinfo=datetime.UTC)
    return datetime.datetime.combine(as_of, datetime.time.max, datetime.UTC)


def last_change(as_of: AsOf | None) -> sa.ScalarSelect[Any] | sa.ColumnElement[int]:
    """Return the number of the last change held then.

    That is the highest number stamped at or before the moment: always a whole beginning of the sequence, also where a clock was set back.
    """
    newest = sa.select(sa.func.coalesce(sa.func.max(changes.c.seq), 0))
    if as_of is None:
        return newest.scalar_subquery()
    if isinstance(as_of, int):
        return sa.literal(as_of)
    return newest.where(changes.c.recorded_at <= moment(as_of)).scalar_subquery()


def is_current(reader: str, until: int) -> sa.ColumnElement[bool]:
    """Say of a row of `readings` whether it is the report's current one: of this full version, or the latest by a reader of this name."""
    if "/" in reader:
        return sa.and_(readings.c.reader == reader, readings.c.seq <= until)
    later = readings.alias("later")
    newer = (
        sa.select(later.c.seq)
        .where(later.c.report_id == readings.c.report_id)
        .where(later.c.reader_name == reader)
        .where(later.c.seq > readings.c.seq)
        .where(later.c.seq <= until)
    )
    return sa.and_(readings.c.reader_name == reader, readings.c.seq <= until, ~newer.exists())


def starts_with(column: sa.ColumnElement[str], prefix: str, dialect: str) -> sa.ColumnElement[bool]:
    """Say whether an id starts with a prefix, in the way that each database answers from an index."""
    if dialect == "sqlite":
        return sa.and_(column >= prefix, column < prefix + "\U0010ffff")
    return column.startswith(prefix, autoescape=True)


def _contains(column: sa.ColumnElement[Any], words: str) -> sa.ColumnElement[bool]:
    """Say whether folded words stand in a folded column, from the start of a word on."""
    return (sa.literal(" ").concat(column)).contains(f" {words}", autoescape=True)


def _has_actor(actor: str) -> sa.ColumnElement[bool]:
    said = actor.strip()
    words = search_words(said)
    same = [claim_parties.c.code == said.upper(), claim_parties.c.actor_id == said]
    if len(said) == 3 and said.isascii() and said.isalpha():
        same.append(claim_parties.c.code.startswith(said.upper() + " "))
    if words:
        same.append(_contains(claim_parties.c.name_key, words))
    return (
        sa.select(claim_parties.c.position)
        .where(claim_parties.c.reading == claims.c.reading, claim_parties.c.ordinal == claims.c.ordinal)
        .where(claim_parties.c.role.in_(DOER_ROLES))
        .where(sa.or_(*same))
        .exists()
    )


def _is_type(types: tuple[str, ...]) -> sa.ColumnElement[bool]:
    lower = [t.casefold() for t in types]
    columns = (claims.c.event_type, claims.c.mode, claims.c.acled_sub_event_type, claims.c.measure, claims.c.subtype)
    return sa.or_(*(sa.func.lower(column).in_(lower) for column in columns))


def found_reports(dialect: str, query: str) -> sa.Select[Any]:
    """Return the numbers of the reports whose text holds all words and phrases of a query; of none where the query has no words."""
    terms = search_terms(query)
    if not terms:
        return sa.select(reports.c.seq).where(sa.false())
    if dialect == "sqlite":
        table = sa.table("report_words", sa.column("rowid", sa.BigInteger), sa.column("words"))
        match = " AND ".join(f'"{term}"' for term in terms)
        return sa.select(table.c.rowid).where(sa.literal_column("report_words").op("MATCH")(match))
    words = sa.table("report_words", sa.column("seq", sa.BigInteger), sa.column("words"))
    found = sa.select(reports.c.seq)
    for term in terms:
        has = sa.select(words.c.seq).where(words.c.words.op("@@")(sa.func.phraseto_tsquery(sa.literal_column("'simple'::regconfig"), term)))
        found = found.where(reports.c.seq.in_(has))
    return found


def claims_query(chosen: ClaimFilter, dialect: str, reader: str, until: int) -> sa.Select[Any]:
    """Return the claims of a filter in the order they were recorded, of the current readings by `reader` up to change `until`."""
    query = (
        sa.select(
            claims.c.body, claims.c.id, claims.c.report_id, claims.c.reader, claims.c.reading, claims.c.ordinal, readings.c.recorded_at
        )
        .join_from(claims, readings, claims.c.reading == readings.c.seq)
        .where(is_current(reader, until))
        .order_by(claims.c.reading, claims.c.ordinal)
    )
    if chosen.kinds:
        query = query.where(claims.c.kind.in_(chosen.kinds))
    if chosen.statuses:
        query = query.where(claims.c.status.in_(chosen.statuses))
    if chosen.types:
        query = query.where(_is_type(chosen.types))
    if chosen.actor is not None:
        query = query.where(_has_actor(chosen.actor))
    if chosen.place is not None:
        words = search_words(chosen.place)
        query = query.where(_contains(claims.c.place_key, words) if words else sa.false())
    if chosen.country:
        query = query.where(claims.c.country.in_([c.upper() for c in chosen.country]))
    dated = sa.or_(claims.c.date_start.is_not(None), claims.c.date_end.is_not(None))
    if chosen.date_from is not None:
        query = query.where(dated, sa.or_(claims.c.date_end.is_(None), claims.c.date_end >= chosen.date_from))
    if chosen.date_to is not None:
        query = query.where(dated, sa.or_(claims.c.date_start.is_(None), claims.c.date_start <= chosen.date_to))
    if chosen.report_id is not None:
        query = query.where(starts_with(claims.c.report_id, chosen.report_id, dialect))
    if chosen.search is not None:
        query = query.where(claims.c.report_id.in_(sa.select(reports.c.id).where(reports.c.seq.in_(found_reports(dialect, chosen.search)))))
    return query if chosen.limit is None else query.limit(chosen.limit)
