"""A place and period in; who did what and to whom it was done out; of one party its deeds, what it suffered, and its ties over time."""

from __future__ import annotations

from typing import Any

import msgspec

from ebla.pages.filters import Where, party_condition, where_of
from ebla.pages.period_filters import PeriodQuery
from ebla.pages.queries.incidents import dated
from ebla.pages.store import Generation
from ebla.pages.tabular import Column, Section, View, address_of
from ebla.pages.wording import days, plain
from ebla.records import Claim, Party, Place, Tie

_MOST = 500
_CLAIM: msgspec.json.Decoder[Claim] = msgspec.json.Decoder(Claim)
_COUNTS = (
    Column("name", "Party", "foreign", address_of("key", "/actors/")),
    Column("code", "Code"),
    Column("did", "Did", "number"),
    Column("suffered", "Was done to", "number"),
)
_TIES = (
    Column("source", "Who", "foreign"),
    Column("tie", "Tie"),
    Column("target", "To whom or where", "foreign"),
    Column("status", "Status", "words"),
    Column("days", "When", "day"),
    Column("claimant", "Who says so", "foreign"),
    Column("words", "Words", "foreign", address_of("claim_id", "/claims/")),
    Column("report_date", "Report of", "day"),
)


def actors(generation: Generation, query: PeriodQuery) -> View:
    """Return the view of all parties."""
    where = where_of(query.incidents())
    rows = generation.records(
        "SELECT key, mode(name) AS name, any_value(code) AS code, count(DISTINCT incident_id) FILTER (role = 'actor') AS did, "
        "count(DISTINCT incident_id) FILTER (role = 'recipient') AS suffered FROM incident_parties "
        f"WHERE incident_id IN (SELECT id FROM incidents WHERE {where.sql}) GROUP BY key "
        f"ORDER BY did + suffered DESC, key LIMIT {query.MOST}",
        where.parameters,
    )
    return View(
        address="/actors",
        title="Actors",
        intro="Who incidents name as doing or suffering. A party that the roster does not know is known by its name as reported.",
        sections=[
            Section(id="actors", heading="Parties", columns=_COUNTS, rows=rows),
            Section(id="ties", heading="Ties", columns=_TIES, rows=_ties(generation, _asked(query), query.MOST)),
        ],
    )


def actor(generation: Generation, key: str) -> View | None:
    """Return the view of one party; None where no incident and no tie names it."""
    name = generation.value("SELECT mode(name) FROM incident_parties WHERE key = ?", [key]) or generation.value(
        "SELECT mode(name) FROM parties WHERE key = ?", [key]
    )
    if name is None:
        return None
    columns = (Column("what", "What"), Column("count", "Incidents", "number"))
    role = {"actor": "it did", "recipient": "was done to it"}
    sections = [
        Section(id=side, heading=f"What {words}", columns=columns, rows=_deeds(generation, key, side)) for side, words in role.items()
    ]
    faced = Section(id="opposite", heading="Whom it meets in incidents", columns=_OPPOSITE, rows=_opposite(generation, key))
    held = Section(id="ties", heading="Ties over time", columns=_TIES, rows=_ties(generation, _named(key), _MOST))
    intro = "What is counted are incidents in which some source names it."
    return View(address=f"/actors/{key}", title=str(name), intro=intro, sections=[*sections, faced, held])


_OPPOSITE = (
    Column("name", "Party", "foreign", address_of("key", "/actors/")),
    Column("done", "Done to it", "number"),
    Column("suffered", "Suffered from it", "number"),
)


def _deeds(generation: Generation, key: str, role: str) -> list[dict[str, Any]]:
    return generation.records(
        "SELECT coalesce(acled_sub_event_type, event_type, 'no type') AS what, count(*) AS count FROM incidents WHERE id IN "
        "(SELECT incident_id FROM incident_parties WHERE key = ? AND role = ?) GROUP BY what ORDER BY count DESC, what",
        [key, role],
    )


def _opposite(generation: Generation, key: str) -> list[dict[str, Any]]:
    return generation.records(
        "SELECT o.key, mode(o.name) AS name, count(DISTINCT o.incident_id) FILTER (m.role = 'actor') AS done, "
        "count(DISTINCT o.incident_id) FILTER (m.role = 'recipient') AS suffered FROM incident_parties m JOIN incident_parties o "
        "ON o.incident_id = m.incident_id AND o.role <> m.role WHERE m.key = ? AND o.key <> m.key "
        "GROUP BY o.key ORDER BY done + suffered DESC, o.key LIMIT 200",
        [key],
    )


def _named(key: str) -> Where:
    where = Where()
    where.add("id IN (SELECT claim_id FROM parties WHERE key = ?)", key)
    return where


def _asked(query: PeriodQuery) -> Where:
    where = query.where()
    if query.actor:
        condition, parameters = party_condition(query.actor)
        where.add(f"id IN (SELECT claim_id FROM parties WHERE {condition})", *parameters)
    return where


def _ties(generation: Generation, where: Where, most: int) -> list[dict[str, Any]]:
    """Return the ties of some parties, in the order of their days."""
    rows = generation.records(
        "SELECT c.id AS claim_id, c.report_id, status, claimant, words, body, date_start, date_end, r.report_day AS report_date "
        f"FROM (SELECT * FROM claims WHERE kind = 'tie' AND {where.sql}) c JOIN reports r ON r.id = c.report_id "
        f"ORDER BY coalesce(date_start, date_end, r.report_day) NULLS LAST, c.id LIMIT {most}",
        where.parameters,
    )
    for row in rows:
        claim = _CLAIM.decode(row.pop("body"))
        dated(row, "date_start", "date_end", "report_date")
        row["days"] = days(row)
        if isinstance(claim, Tie):
            row |= {"tie": plain(claim.tie_type), "source": _end(claim.source), "target": _end(claim.target)}
    return rows


def _end(end: Party | Place | str) -> str:
    if isinstance(end, Party):
        return end.name or end.text or end.code or ""
    return end.name if isinstance(end, Place) else "an agreement"
