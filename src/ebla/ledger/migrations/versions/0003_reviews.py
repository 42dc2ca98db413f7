"""Sightings, versions and standing of reports; reviews; the words of an erased report may be blanked."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from ebla.ledger.seen import note_sightings_of_old

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = ("sightings", "supersessions", "standings", "reviews", "review_incidents")
# Tables that repeat a report's words, and how a row of each tells its report.
_WORDS = {
    "reports": "OLD.id",
    "claims": "OLD.report_id",
    "claim_parties": "(SELECT report_id FROM readings WHERE readings.seq = OLD.reading)",
    "problems": "OLD.report_id",
    "sightings": "OLD.report_id",
    "reviews": "OLD.report_id",
}


def upgrade() -> None:
    """Make the tables, and tell where the reports that are held were seen."""
    _reports()
    _reviews()
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in _TABLES:
        (_append_only_postgresql if postgresql else _append_only_sqlite)(table)
    (_erasable_postgresql if postgresql else _erasable_sqlite)()
    note_sightings_of_old(op.get_bind())


def _number() -> sa.Column[int]:
    return sa.Column("seq", sa.BigInteger, sa.ForeignKey("changes.seq"), primary_key=True, autoincrement=False)


def _report(**options: Any) -> sa.Column[str]:
    return sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), **options)


def _reports() -> None:
    op.create_table(
        "sightings",
        _number(),
        _report(nullable=False),
        *(sa.Column(name, sa.Text) for name in ("publisher", "title", "url", "source")),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("version_day", sa.Date, nullable=False),
        sa.Column("report_seq", sa.BigInteger, nullable=False),
        sa.Column("url_key", sa.Text),
        sa.Column("title_key", sa.Text),
    )
    op.create_index("ix_sightings_report_id", "sightings", ["report_id"])
    further = sa.text("seq <> report_seq")
    op.create_index("ix_sightings_further", "sightings", ["report_id"], sqlite_where=further, postgresql_where=further)
    op.create_index("ix_sightings_url_key", "sightings", ["url_key", "version_day", "report_seq"])
    op.create_index("ix_sightings_title_key", "sightings", ["title_key", "version_day", "report_seq"])
    op.create_table(
        "supersessions",
        _number(),
        _report(primary_key=True),
        sa.Column("by_id", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("same", sa.Text, nullable=False),
    )
    op.create_index("ix_supersessions_report_id", "supersessions", ["report_id", "seq"])
    op.create_index("ix_supersessions_by_id", "supersessions", ["by_id"])
    op.create_table(
        "standings",
        _number(),
        _report(nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("standing", "said_by", "reason")),
        sa.Column("sha256", sa.Text),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_standings_report_id", "standings", ["report_id", "seq"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        _number(),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        _report(),
        sa.Column("kind", sa.Text),
        sa.Column("start_char", sa.BigInteger),
        sa.Column("end_char", sa.BigInteger),
        *(sa.Column(name, sa.Text) for name in ("claim_id", "field", "before", "after")),
        sa.Column("undoes", sa.BigInteger, sa.ForeignKey("reviews.seq")),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_reviews_report_id", "reviews", ["report_id", "seq"])
    op.create_index("ix_reviews_claim_id", "reviews", ["claim_id"])
    op.create_table(
        "review_incidents",
        sa.Column("seq", sa.BigInteger, sa.ForeignKey("reviews.seq"), primary_key=True, autoincrement=False),
        sa.Column("incident_id", sa.Text, primary_key=True),
    )
    op.create_index("ix_review_incidents_incident_id", "review_incidents", ["incident_id", "seq"])


def _append_only_postgresql(table: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ebla_append_only()"
    )


def _append_only_sqlite(table: str) -> None:
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )


def _erasable_sqlite() -> None:
    for table, report in _WORDS.items():
        op.execute(f"DROP TRIGGER {table}_no_update")
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only') "
            f"WHERE NOT EXISTS (SELECT 1 FROM standings WHERE standing = 'erased' AND standings.report_id = {report}); END"
        )


def _erasable_postgresql() -> None:
    erased = "EXISTS (SELECT 1 FROM standings WHERE standing = 'erased' AND standings.report_id = {})"
    of_words = "(SELECT id FROM reports WHERE reports.seq = OLD.seq)"
    for table, report in {**_WORDS, "report_words": of_words}.items():
        deed, other, row = ("DELETE", "UPDATE", "OLD") if table == "report_words" else ("UPDATE", "DELETE", "NEW")
        always = f"BEFORE {other} OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ebla_append_only()"
        guard = f"IF NOT {erased.format(report)} THEN RAISE EXCEPTION 'the ledger is append-only'; END IF; RETURN {row};"
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        op.execute(f"CREATE TRIGGER {table}_append_only {always}")
        op.execute(f"CREATE FUNCTION ebla_{table}_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {guard} END $$")
        op.execute(f"CREATE TRIGGER {table}_erased_only BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION ebla_{table}_erased()")
