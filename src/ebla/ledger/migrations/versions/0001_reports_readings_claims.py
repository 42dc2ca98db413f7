"""Reports, readers, readings, claims, parties, problems, full-text search; triggers that refuse to change or delete."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = ("changes", "reports", "readers", "readings", "claims", "claim_parties", "problems")


def upgrade() -> None:
    """Make the first tables."""
    _reports_and_readings()
    _claims()
    if op.get_bind().dialect.name == "postgresql":
        _postgresql()
    else:
        _sqlite()


def _reports_and_readings() -> None:
    op.create_table(
        "changes",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_changes_recorded_at", "changes", ["recorded_at"])
    op.create_table(
        "reports",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seq", sa.BigInteger, sa.ForeignKey("changes.seq"), nullable=False, unique=True),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("report_date", sa.Date),
        sa.Column("date_basis", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("pages", sa.JSON),
        sa.Column("source", sa.Text),
        sa.Column("char_count", sa.BigInteger, nullable=False),
        sa.Column("ingested_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_reports_report_date", "reports", ["report_date"])
    op.create_table(
        "readers",
        sa.Column("reader", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("digest", sa.Text),
        sa.Column("first_seen", sa.DateTime, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("seq", sa.BigInteger, sa.ForeignKey("changes.seq"), primary_key=True),
        sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("reader", sa.Text, sa.ForeignKey("readers.reader"), nullable=False),
        sa.Column("reader_name", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("claim_count", sa.Integer, nullable=False),
        sa.Column("problem_count", sa.Integer, nullable=False),
        sa.UniqueConstraint("report_id", "reader", name="uq_readings_report_reader"),
    )
    op.create_index("ix_readings_current", "readings", ["report_id", "reader_name", "seq"])


def _of_reading() -> list[sa.Column[object]]:
    return [
        sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("reader", sa.Text, sa.ForeignKey("readers.reader"), nullable=False),
    ]


def _claims() -> None:
    texts = ("status", "event_type", "mode", "acled_sub_event_type", "measure", "subtype")
    op.create_table(
        "claims",
        sa.Column("reading", sa.BigInteger, sa.ForeignKey("readings.seq"), primary_key=True, autoincrement=False),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        *_of_reading(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in texts),
        sa.Column("date_start", sa.Date),
        sa.Column("date_end", sa.Date),
        sa.Column("place_name", sa.Text),
        sa.Column("place_key", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("admin1_code", sa.Text),
        sa.Column("geonames_id", sa.BigInteger),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("place_precision", sa.Text),
        sa.Column("low", sa.Float),
        sa.Column("best", sa.Float),
        sa.Column("high", sa.Float),
        sa.Column("claimant", sa.Text, nullable=False),
        sa.UniqueConstraint("reading", "id", name="uq_claims_reading_id"),
    )
    op.create_index("ix_claims_id", "claims", ["id"], postgresql_ops={"id": "text_pattern_ops"})
    for name in ("report_id", "event_type", "measure", "country"):
        op.create_index(f"ix_claims_{name}", "claims", [name])
    op.create_index("ix_claims_dates", "claims", ["date_start", "date_end"])
    op.create_table(
        "claim_parties",
        sa.Column("reading", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("actor_id", sa.Text),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["reading", "ordinal"], ["claims.reading", "claims.ordinal"], name="fk_claim_parties_claim"),
    )
    op.create_index("ix_claim_parties_code", "claim_parties", ["code"])
    op.create_index("ix_claim_parties_actor_id", "claim_parties", ["actor_id"])
    op.create_table(
        "problems",
        sa.Column("reading", sa.BigInteger, sa.ForeignKey("readings.seq"), primary_key=True, autoincrement=False),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        *_of_reading(),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_problems_report_id", "problems", ["report_id"])


def _sqlite() -> None:
    # Contentless: the words are kept once, in reports.text. The rowid is reports.seq.
    op.execute("CREATE VIRTUAL TABLE report_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')")
    for table in _TABLES:
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )


def _postgresql() -> None:
    op.execute(
        "CREATE TABLE report_words (seq bigint NOT NULL REFERENCES reports (seq), piece integer NOT NULL, words tsvector NOT NULL, "
        "PRIMARY KEY (seq, piece))"
    )
    op.execute("CREATE INDEX ix_report_words ON report_words USING gin (words)")
    op.execute(
        "CREATE FUNCTION ebla_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
    for table in (*_TABLES, "report_words"):
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ebla_append_only()"
        )
