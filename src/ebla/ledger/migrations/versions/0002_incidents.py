"""Runs of linking, memberships of claims in incidents, redirects of merged incidents, relations of plans and parts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = ("linkings", "memberships", "redirects", "relations")


def upgrade() -> None:
    """Make the tables of linking."""
    op.create_table(
        "linkings",
        sa.Column("seq", sa.BigInteger, sa.ForeignKey("changes.seq"), primary_key=True),
        sa.Column("linker", sa.Text, nullable=False),
        sa.Column("weights", sa.Text, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("claim_count", sa.BigInteger, nullable=False),
        sa.Column("incident_count", sa.BigInteger, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "memberships",
        _run(),
        sa.Column("claim_id", sa.Text, primary_key=True),
        sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("incident_id", sa.Text),
        sa.Column("with_claim", sa.Text),
        sa.Column("match_weight", sa.Float),
    )
    op.create_table(
        "redirects",
        _run(),
        sa.Column("incident_id", sa.Text, primary_key=True),
        sa.Column("into_id", sa.Text),
    )
    op.create_table(
        "relations",
        _run(),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("relation", sa.Text, primary_key=True),
        sa.Column("incident_id", sa.Text),
        sa.Column("match_weight", sa.Float),
        sa.Column("note", sa.Text),
    )
    for table, columns in (
        ("memberships", ("claim_id", "seq")),
        ("memberships", ("incident_id", "seq")),
        ("redirects", ("incident_id",)),
        ("redirects", ("into_id",)),
        ("relations", ("subject", "seq")),
        ("relations", ("incident_id", "seq")),
    ):
        op.create_index(f"ix_{table}_{columns[0]}", table, list(columns))
    for table in _TABLES:
        _append_only(table)


def _run() -> sa.Column[int]:
    return sa.Column("seq", sa.BigInteger, sa.ForeignKey("linkings.seq"), primary_key=True, autoincrement=False)


def _append_only(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ebla_append_only()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )
