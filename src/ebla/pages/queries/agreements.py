"""A place and period in; agreements as each report tells of them, and the allegations of breaches by party and time, out."""

from __future__ import annotations

from typing import Any

import msgspec

from ebla.pages.filters import Where, add_days, party_condition
from ebla.pages.period_filters import PeriodQuery
from ebla.pages.queries.incidents import dated
from ebla.pages.store import Generation
from ebla.pages.tabular import Column, Section, View, address_of
from ebla.pages.wording import days
from ebla.records import Agreement, Claim, Date, Party, Violation

_MOST = 2_000
_CLAIM: msgspec.json.Decoder[Claim] = msgspec.json.Decoder(Claim)
_SELECT = (
    "SELECT c.id AS claim_id, c.report_id, c.status, c.subtype, c.claimant, c.words, c.linked_id, c.body, c.date_start, c.date_end, "
    "r.report_day AS report_date, r.publisher FROM (SELECT * FROM claims WHERE {where}) c JOIN reports r ON r.id = c.report_id "
    "ORDER BY coalesce(c.date_start, c.date_end, r.report_day) DESC NULLS LAST, c.id LIMIT {most}"
)
_SAYS = (
    Column("claimant", "Who says so", "foreign"),
    Column("words", "Words", "foreign", address_of("claim_id", "/claims/")),
    Column("report_date", "Report of"),
    Column("publisher", "Publisher", "foreign"),
)


def agreements(generation: Generation, query: PeriodQuery) -> View:
    """Return the view."""
    held, breaches = told(generation, query), allegations(generation, query)
    sides: dict[str, int] = {}
    for row in breaches:
        for side in row["violators"] or ["not named"]:
            sides[side] = sides.get(side, 0) + 1
    by_party = [{"party": name, "allegations": count} for name, count in sorted(sides.items(), key=lambda item: (-item[1], item[0]))]
    return View(
        address="/agreements",
        title="Agreements",
        intro="Each line is what one report says. An allegation is a report's or a party's word, not a finding.",
        sections=[
            Section(id="agreements", heading="Agreements", columns=_AGREEMENTS, rows=held),
            Section(
                id="allegations",
                heading="Alleged breaches",
                columns=_BREACHES,
                rows=breaches,
                chart="allegations",
                alt=f"Alleged breaches by month and party, {len(breaches)} in all",
            ),
            Section(
                id="parties",
                heading="Alleged breaches by party",
                rows=by_party,
                columns=(Column("party", "Party", "foreign"), Column("allegations", "Allegations", "number")),
            ),
        ],
    )


_AGREEMENTS = (
    Column("names", "Name", "foreign"),
    Column("subtype", "Kind"),
    Column("status", "Status", "words"),
    Column("signed", "Signed"),
    Column("in_force", "In force"),
    Column("ends", "Ends"),
    Column("signatories", "Signed by", "foreign"),
    Column("bound", "Bound", "foreign"),
    Column("guarantors", "Guaranteed by", "foreign"),
    Column("coverage", "Territory and terms", "foreign"),
    Column("allegations", "Allegations in the report", "number"),
    *_SAYS,
)
_BREACHES = (
    Column("days", "When"),
    Column("violator", "By whom", "foreign"),
    Column("alleger", "Who alleges it", "foreign"),
    Column("status", "Status", "words"),
    Column("agreement", "Agreement", "foreign"),
    *_SAYS,
)


def _names(parties: tuple[Party, ...]) -> list[str]:
    return list(dict.fromkeys(party.name or party.text or party.code or "" for party in parties))


def _day(date: Date | None) -> str | None:
    return None if date is None else days(date)


def _where(query: PeriodQuery, kind: str) -> Where:
    where = Where()
    where.add("kind = ?", kind)
    add_days(where, query.date_from, query.date_to)
    if query.actor:
        condition, parameters = party_condition(query.actor)
        where.add(f"id IN (SELECT claim_id FROM parties WHERE {condition})", *parameters)
    if query.country or query.place:
        place = query.model_copy(update={"date_from": None, "date_to": None}).where()
        where.add(f"report_id IN (SELECT report_id FROM claims WHERE {place.sql})", *place.parameters)
    return where


def told(generation: Generation, query: PeriodQuery) -> list[dict[str, Any]]:
    """Return the agreements, the latest first; of those that a report about the place tells of, where one is asked for."""
    where = _where(query, "agreement")
    rows = generation.records(_SELECT.format(where=where.sql, most=_MOST), where.parameters)
    counts = dict(generation.rows("SELECT linked_id, count(*) FROM claims WHERE kind = 'violation' AND linked_id IS NOT NULL GROUP BY 1"))
    for row in rows:
        claim = _CLAIM.decode(row.pop("body"))
        dated(row, "date_start", "date_end", "report_date")
        row.pop("linked_id")
        if isinstance(claim, Agreement):
            row |= {"names": "; ".join(claim.names), "coverage": claim.coverage, "allegations": counts.get(claim.id, 0)}
            row |= {name: ", ".join(_names(getattr(claim, name))) for name in ("signatories", "bound", "guarantors")}
            row |= {name: _day(getattr(claim, name)) for name in ("signed", "in_force", "ends")}
    return rows


def allegations(generation: Generation, query: PeriodQuery) -> list[dict[str, Any]]:
    """Return the allegations, the latest first."""
    where = _where(query, "violation")
    rows = generation.records(_SELECT.format(where=where.sql, most=_MOST), where.parameters)
    linked = [row["linked_id"] for row in rows if row["linked_id"]]
    bodies = dict(generation.rows("SELECT id, body FROM claims WHERE id IN (SELECT unnest(?))", [linked]))
    for row in rows:
        claim = _CLAIM.decode(row.pop("body"))
        dated(row, "date_start", "date_end", "report_date")
        agreement = _CLAIM.decode(bodies[row["linked_id"]]) if row["linked_id"] in bodies else None
        row["agreement"] = "; ".join(agreement.names) if isinstance(agreement, Agreement) else None
        row["days"] = days(row)
        if isinstance(claim, Violation):
            row |= {"violators": _names(claim.violator), "violator": ", ".join(_names(claim.violator))}
            row["alleger"] = ", ".join(_names(claim.alleger)) or (None if claim.claimant.name == "report" else claim.claimant.name)
    return rows
