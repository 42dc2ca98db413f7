"""The tables of sightings, versions and standing of reports, and of reviews. Append-only like the others. Migration 0003 makes them.

The one exception is erasure: the words of a report whose standing is `erased` may be blanked, in every table that repeats them.
"""

from __future__ import annotations

import sqlalchemy as sa

from ebla.ledger.tables import PlainText, UtcTime, _column, metadata

# A sighting after the one that brought the report: few, and asked for often.
_FURTHER = "seq <> report_seq"
_CHANGE = "The change that brought it; also its number"

sightings = sa.Table(
    "sightings",
    metadata,
    _column("seq", sa.BigInteger, "The change that brought it", sa.ForeignKey("changes.seq"), primary_key=True, autoincrement=False),
    _column("report_id", sa.Text, "The report seen", sa.ForeignKey("reports.id"), nullable=False),
    _column("publisher", PlainText, "Who published it there"),
    _column("title", PlainText, "Its title there"),
    _column("url", PlainText, "Its address there"),
    _column("source", PlainText, "File or address it was taken from"),
    _column("seen_at", UtcTime, "When it was taken in, UTC", nullable=False),
    _column("version_day", sa.Date, "The report's date, else the day it was first taken in: orders versions", nullable=False),
    _column("report_seq", sa.BigInteger, "The change that brought the report: orders versions of one day", nullable=False),
    _column("url_key", sa.Text, "The address as versions compare it; null where it tells no report apart"),
    _column("title_key", sa.Text, "Publisher and title as versions compare them; null where either is unknown"),
    sa.Index("ix_sightings_report_id", "report_id"),
    sa.Index("ix_sightings_further", "report_id", sqlite_where=sa.text(_FURTHER), postgresql_where=sa.text(_FURTHER)),
    sa.Index("ix_sightings_url_key", "url_key", "version_day", "report_seq"),
    sa.Index("ix_sightings_title_key", "title_key", "version_day", "report_seq"),
)

supersessions = sa.Table(
    "supersessions",
    metadata,
    _column(
        "seq",
        sa.BigInteger,
        "The change that brought the newer or the older of the two",
        sa.ForeignKey("changes.seq"),
        primary_key=True,
        autoincrement=False,
    ),
    _column("report_id", sa.Text, "The older version", sa.ForeignKey("reports.id"), primary_key=True),
    _column("by_id", sa.Text, "The next newer version", sa.ForeignKey("reports.id"), primary_key=True),
    _column("same", sa.Text, "What shows it: url or title (of one publisher)", nullable=False),
    sa.Index("ix_supersessions_report_id", "report_id", "seq"),
    sa.Index("ix_supersessions_by_id", "by_id"),
)

standings = sa.Table(
    "standings",
    metadata,
    _column("seq", sa.BigInteger, _CHANGE, sa.ForeignKey("changes.seq"), primary_key=True, autoincrement=False),
    _column("report_id", sa.Text, "The report", sa.ForeignKey("reports.id"), nullable=False),
    _column("standing", sa.Text, "withdrawn, erased, or counting (it counts whatever was said before)", nullable=False),
    _column("said_by", PlainText, "Who decided so", nullable=False),
    _column("reason", PlainText, "Why", nullable=False),
    _column("sha256", sa.Text, "Of an erased text: SHA-256 over text, line feed, date, whole"),
    _column("recorded_at", UtcTime, "When, UTC", nullable=False),
    sa.Index("ix_standings_report_id", "report_id", "seq"),
)

reviews = sa.Table(
    "reviews",
    metadata,
    _column("seq", sa.BigInteger, _CHANGE, sa.ForeignKey("changes.seq"), primary_key=True, autoincrement=False),
    _column("reviewer", PlainText, "Whose word it is", nullable=False),
    _column("recorded_at", UtcTime, "When, UTC", nullable=False),
    _column("action", sa.Text, "accept, correct, reject, comment, link, split, grade, undo", nullable=False),
    _column("reason", PlainText, "Why; of a comment, the comment"),
    _column("report_id", sa.Text, "The report of the claim it is about", sa.ForeignKey("reports.id")),
    _column("kind", sa.Text, "The claim's kind"),
    _column("start_char", sa.BigInteger, "First character of the claim's trigger [code points]"),
    _column("end_char", sa.BigInteger, "End of the claim's trigger [code points]"),
    _column("claim_id", sa.Text, "The claim as the person saw it, by id"),
    _column("field", sa.Text, "The field it is about; null for the claim as a whole"),
    _column("before", sa.Text, "The field's value that the person saw, JSON"),
    _column("after", sa.Text, "The value that the person gives, JSON"),
    _column("undoes", sa.BigInteger, "The review that is taken back", sa.ForeignKey("reviews.seq")),
    _column("body", sa.Text, "The review as a record, JSON", nullable=False),
    sa.Index("ix_reviews_report_id", "report_id", "seq"),
    sa.Index("ix_reviews_claim_id", "claim_id"),
)

review_incidents = sa.Table(
    "review_incidents",
    metadata,
    _column("seq", sa.BigInteger, "The review", sa.ForeignKey("reviews.seq"), primary_key=True, autoincrement=False),
    _column("incident_id", sa.Text, "An incident it is about, by the id that the person saw", primary_key=True),
    sa.Index("ix_review_incidents_incident_id", "incident_id", "seq"),
)
