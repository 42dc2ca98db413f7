"""The tables of linking: runs, memberships, redirects and relations. Append-only like the others; the newest row of a subject holds.

A row is held "as of" a change when its `seq` is not higher. Migration 0002 makes them. What an incident says (its date, place, figures)
is not kept here: it follows from its claims.
"""

from __future__ import annotations

import sqlalchemy as sa

from ebla.ledger.tables import PlainText, UtcTime, _column, metadata

linkings = sa.Table(
    "linkings",
    metadata,
    _column("seq", sa.BigInteger, "The change that brought it; also the run's number", sa.ForeignKey("changes.seq"), primary_key=True),
    _column("linker", sa.Text, "Version of the linking code", nullable=False),
    _column("weights", sa.Text, "Name and digest of the weights file", nullable=False),
    _column("reader", sa.Text, "Whose readings were linked: a reader's name or full version", nullable=False),
    _column("until", sa.BigInteger, "The last change whose claims were linked", nullable=False),
    _column("claim_count", sa.BigInteger, "Claims considered", nullable=False),
    _column("incident_count", sa.BigInteger, "Incidents there are after it", nullable=False),
    _column("recorded_at", UtcTime, "When it was recorded, UTC", nullable=False),
)

memberships = sa.Table(
    "memberships",
    metadata,
    _column("seq", sa.BigInteger, "The run that says so", sa.ForeignKey("linkings.seq"), primary_key=True, autoincrement=False),
    _column("claim_id", sa.Text, "The claim", primary_key=True),
    _column("report_id", sa.Text, "The claim's report", sa.ForeignKey("reports.id"), nullable=False),
    _column("incident_id", sa.Text, "The incident it tells of from this run on; null when it no longer tells of any"),
    _column("with_claim", sa.Text, "The other claim that it fits best in the incident; null when it is alone"),
    _column("match_weight", sa.Float, "How well it fits that claim [log2 odds]"),
    sa.Index("ix_memberships_claim_id", "claim_id", "seq"),
    sa.Index("ix_memberships_incident_id", "incident_id", "seq"),
)

redirects = sa.Table(
    "redirects",
    metadata,
    _column("seq", sa.BigInteger, "The run that says so", sa.ForeignKey("linkings.seq"), primary_key=True, autoincrement=False),
    _column("incident_id", sa.Text, "The incident that is no more; its id is never used again", primary_key=True),
    _column("into_id", sa.Text, "The incident that holds most of its claims now; null when none does"),
    sa.Index("ix_redirects_incident_id", "incident_id"),
    sa.Index("ix_redirects_into_id", "into_id"),
)

relations = sa.Table(
    "relations",
    metadata,
    _column("seq", sa.BigInteger, "The run that says so", sa.ForeignKey("linkings.seq"), primary_key=True, autoincrement=False),
    _column("subject", sa.Text, "A claim (fulfilled_by, about) or an incident (part_of)", primary_key=True),
    _column("relation", sa.Text, "fulfilled_by, about or part_of", primary_key=True),
    _column("incident_id", sa.Text, "The incident that fulfils it, that it is about or a part of; null takes it back"),
    _column("match_weight", sa.Float, "How well they fit [log2 odds]; null where the reports say so themselves"),
    _column("note", PlainText, "Why, in words"),
    sa.Index("ix_relations_subject", "subject", "seq"),
    sa.Index("ix_relations_incident_id", "incident_id", "seq"),
)
