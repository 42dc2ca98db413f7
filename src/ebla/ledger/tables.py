"""The ledger's tables. What each column means stands in its comment; the migrations beside this file make the tables.

Rows are only ever added (triggers refuse the rest). `changes.seq` orders everything: each transaction takes the next number, and a
row is held "as of" a change when its own number is not higher. Full-text search has tables of its own, made in the migration.
"""

from __future__ import annotations

import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

# The newest migration; a test holds it against the files in `migrations/versions`.
REVISION = "0003"
VERSION_TABLE = "ebla_version"
# "EBLA" in ASCII: marks an SQLite file as a ledger (PRAGMA application_id).
APPLICATION_ID = 0x45424C41


class ExactText(sa.types.TypeDecorator[str]):
    """Text kept as UTF-8 bytes, so that every code point comes back, NUL included (which PostgreSQL's text refuses)."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encode."""
        return None if value is None else value.encode("utf-8", "surrogatepass")

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Decode."""
        return None if value is None else bytes(value).decode("utf-8", "surrogatepass")


class PlainText(sa.types.TypeDecorator[str]):
    """Text of titles, names and the like. NUL and lone surrogates, which databases refuse, become U+FFFD."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what cannot be stored."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


class UtcTime(sa.types.TypeDecorator[datetime.datetime]):
    """A moment, kept without zone in UTC; comes back aware."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """Turn to UTC."""
        return None if value is None else value.astimezone(datetime.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime.datetime | None:
        """Mark as UTC."""
        return None if value is None else value.replace(tzinfo=datetime.UTC)


metadata = sa.MetaData()


def _column(name: str, kind: Any, comment: str, *more: Any, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *more, comment=comment, **options)


changes = sa.Table(
    "changes",
    metadata,
    _column("seq", sa.BigInteger, "Number of the change: 1, 2, 3, ... without gaps", primary_key=True, autoincrement=False),
    _column("kind", sa.Text, "What was added: reading, sighting, linking, standing, review", nullable=False),
    _column("subject", PlainText, "Id of what it is about: the report's, the run's, the claim's or incident's", nullable=False),
    _column("recorded_at", UtcTime, "The clock when it was recorded, UTC; may run backwards, the number does not", nullable=False),
    sa.Index("ix_changes_recorded_at", "recorded_at"),
)

reports = sa.Table(
    "reports",
    metadata,
    _column("id", sa.Text, "First 16 hex digits of SHA-256 over text, line feed, date", primary_key=True),
    _column("seq", sa.BigInteger, "The change that brought it", sa.ForeignKey("changes.seq"), nullable=False, unique=True),
    _column("text", ExactText, "The kept text, UTF-8", nullable=False),
    _column("report_date", sa.Date, "The report's own date"),
    _column("date_basis", sa.Text, "Where that date came from"),
    _column("title", PlainText, "Its title"),
    _column("publisher", PlainText, "Who published it"),
    _column("url", PlainText, "Its address"),
    _column("language", PlainText, "Its language"),
    _column("pages", sa.JSON(none_as_null=True), "First character of each page"),
    _column("source", PlainText, "File or address it was taken from"),
    _column("char_count", sa.BigInteger, "Length of the text [code points]", nullable=False),
    _column("ingested_at", UtcTime, "When it was taken in, UTC", nullable=False),
    sa.Index("ix_reports_report_date", "report_date"),
)

readers = sa.Table(
    "readers",
    metadata,
    _column("reader", sa.Text, "Name, version and digest: rules/0.1+9f3c12ab", primary_key=True),
    _column("name", sa.Text, "Its name: rules", nullable=False),
    _column("version", sa.Text, "Its version: 0.1", nullable=False),
    _column("digest", sa.Text, "Digest of its code, lexicons and models"),
    _column("first_seen", UtcTime, "When its first reading was recorded, UTC", nullable=False),
)

readings = sa.Table(
    "readings",
    metadata,
    _column("seq", sa.BigInteger, "The change that brought it; also the reading's number", sa.ForeignKey("changes.seq"), primary_key=True),
    _column("report_id", sa.Text, "The report read", sa.ForeignKey("reports.id"), nullable=False),
    _column("reader", sa.Text, "The reader, with version and digest", sa.ForeignKey("readers.reader"), nullable=False),
    _column("reader_name", sa.Text, "The reader's name; the latest reading by this name is the current one", nullable=False),
    _column("started_at", UtcTime, "When reading began, UTC"),
    _column("recorded_at", UtcTime, "When the reading was recorded, UTC", nullable=False),
    _column("claim_count", sa.Integer, "Claims in it", nullable=False),
    _column("problem_count", sa.Integer, "Problems in it", nullable=False),
    sa.UniqueConstraint("report_id", "reader", name="uq_readings_report_reader"),
    sa.Index("ix_readings_current", "report_id", "reader_name", "seq"),
)

claims = sa.Table(
    "claims",
    metadata,
    _column("reading", sa.BigInteger, "The reading it is part of", sa.ForeignKey("readings.seq"), primary_key=True, autoincrement=False),
    _column("ordinal", sa.Integer, "Its place in the reading, from 0", primary_key=True, autoincrement=False),
    _column("id", sa.Text, "The claim's id", nullable=False),
    _column("report_id", sa.Text, "The report", sa.ForeignKey("reports.id"), nullable=False),
    _column("reader", sa.Text, "The reader, with version and digest", sa.ForeignKey("readers.reader"), nullable=False),
    _column("kind", sa.Text, "event, figure, agreement, violation or tie", nullable=False),
    _column("body", sa.Text, "The claim as on the wire, JSON", nullable=False),
    _column("status", sa.Text, "occurred, planned, denied, ..."),
    _column("event_type", sa.Text, "PLOVER event type"),
    _column("mode", sa.Text, "PLOVER mode"),
    _column("acled_sub_event_type", sa.Text, "ACLED sub-event type"),
    _column("measure", sa.Text, "What a figure counts"),
    _column("subtype", sa.Text, "Kind of agreement or tie"),
    _column("date_start", sa.Date, "First day of its date or period; null is open"),
    _column("date_end", sa.Date, "Last day; null is open"),
    _column("place_name", PlainText, "Name of the scene"),
    _column("place_key", sa.Text, "Name, words and district of the scene, folded for search"),
    _column("country", sa.Text, "Country of the scene, ISO 3166-1 alpha-2"),
    _column("admin1_code", sa.Text, "Its first-order division, ISO 3166-2"),
    _column("geonames_id", sa.BigInteger, "Its GeoNames id"),
    _column("latitude", sa.Float, "WGS 84 [degrees]"),
    _column("longitude", sa.Float, "WGS 84 [degrees]"),
    _column("place_precision", sa.Text, "exact, near, admin2, ..."),
    _column("low", sa.Float, "Least that a figure allows"),
    _column("best", sa.Float, "The figure as stated"),
    _column("high", sa.Float, "Most that a figure allows"),
    _column("claimant", PlainText, "Who says so", nullable=False),
    sa.UniqueConstraint("reading", "id", name="uq_claims_reading_id"),
    sa.Index("ix_claims_id", "id", postgresql_ops={"id": "text_pattern_ops"}),
    sa.Index("ix_claims_report_id", "report_id"),
    sa.Index("ix_claims_event_type", "event_type"),
    sa.Index("ix_claims_measure", "measure"),
    sa.Index("ix_claims_country", "country"),
    sa.Index("ix_claims_dates", "date_start", "date_end"),
)

claim_parties = sa.Table(
    "claim_parties",
    metadata,
    _column("reading", sa.BigInteger, "The reading", primary_key=True, autoincrement=False),
    _column("ordinal", sa.Integer, "The claim's place in the reading", primary_key=True, autoincrement=False),
    _column("role", sa.Text, "Field of the claim that names it: actor, recipient, violator, ...", primary_key=True),
    _column("position", sa.Integer, "Its place in that field, from 0", primary_key=True, autoincrement=False),
    _column("name", PlainText, "Canonical name"),
    _column("code", sa.Text, "PLOVER country and sector"),
    _column("actor_id", sa.Text, "Id in the roster"),
    _column("name_key", sa.Text, "Name and words, folded for search", nullable=False),
    sa.ForeignKeyConstraint(["reading", "ordinal"], ["claims.reading", "claims.ordinal"], name="fk_claim_parties_claim"),
    sa.Index("ix_claim_parties_code", "code"),
    sa.Index("ix_claim_parties_actor_id", "actor_id"),
)

problems = sa.Table(
    "problems",
    metadata,
    _column("reading", sa.BigInteger, "The reading", sa.ForeignKey("readings.seq"), primary_key=True, autoincrement=False),
    _column("ordinal", sa.Integer, "Its place in the reading, from 0", primary_key=True, autoincrement=False),
    _column("report_id", sa.Text, "The report", sa.ForeignKey("reports.id"), nullable=False),
    _column("reader", sa.Text, "The reader, with version and digest", sa.ForeignKey("readers.reader"), nullable=False),
    _column("stage", PlainText, "What part of reading met it", nullable=False),
    _column("body", sa.Text, "The problem as on the wire, JSON", nullable=False),
    sa.Index("ix_problems_report_id", "report_id"),
)
