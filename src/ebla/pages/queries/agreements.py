"""A place and period in; agreements as the reports have them together, and the allegations of breaches by party and time, out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

import msgspec

from ebla.pages.filters import Where, add_days, party_condition
from ebla.pages.period_filters import PeriodQuery
from ebla.pages.queries.incidents import dated
from ebla.pages.store import Generation
from ebla.pages.tabular import Column, Section, View, address_of
from ebla.pages.wording import days
from ebla.records import Agreement, Claim, Date, Party, Violation
from ebla.records.joined import JoinedAgreement

_CLAIM: msgspec.json.Decoder[Claim] = msgspec.json.Decoder(Claim)
_AGREEMENT = msgspec.json.Decoder(JoinedAgreement)
_SELECT = (
    "SELECT c.id AS claim_id, c.report_id, c.status, c.subtype, c.claimant, c.words, c.linked_id, c.body, c.date_start, c.date_end, "
    "r.report_day AS report_date, r.publisher FROM (SELECT * FROM claims WHERE {where}) c JOIN reports r ON r.id = c.report_id "
    "ORDER BY coalesce(c.date_start, c.date_end, r.report_day) DESC NULLS LAST, c.id LIMIT {most}"
)
_SAYS = (
    Column("claimant", "Who says so", "foreign"),
    Column("words", "Words", "foreign", address_of("claim_id", "/claims/")),
    Column("report_date", "Report of", "day"),
    Column("publisher", "Publisher", "foreign"),
)


def agreements(generation: Generation, query: PeriodQuery) -> View:
    """Return the view."""
    held, breaches = joined(generation, query), allegations(generation, query)
    sides: dict[str, int] = {}
    for row in breaches:
        for side in row["violators"] or ["not named"]:
            sides[side] = sides.get(side, 0) + 1
    by_party = [{"party": name, "allegations": count} for name, count in sorted(sides.items(), key=lambda item: (-item[1], item[0]))]
    return View(
        address="/agreements",
        title="Agreements",
        intro="Agreements as their reports have them together. An allegation is a word, not a finding; each has a line.",
        sections=[
            Section(id="agreements", heading="Agreements", columns=_AGREEMENTS, rows=held),
            Section(
                id="allegations",
                heading="Alleged breaches",
                columns=_BREACHES,
                rows=breaches,
                chart="allegations",
                alt=f"Alleged breaches by time and party, {len(breaches)} in all",
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
    Column("name", "Name", "foreign", address_of("claim_id", "/claims/")),
    Column("agreement_type", "Kind"),
    Column("signed", "Signed", "day"),
    Column("in_force", "In force", "day"),
    Column("ends", "Ends", "day"),
    Column("signatories", "Signed by", "foreign"),
    Column("bound", "Bound", "foreign"),
    Column("guarantors", "Guaranteed by", "foreign"),
    Column("coverage", "Territory and terms", "foreign"),
    Column("allegations", "Alleged breaches", "number"),
    Column("reports", "Reports", "number"),
    Column("sources", "Independent sources", "number"),
)
_BREACHES = (
    Column("days", "When", "day"),
    Column("violator", "By whom", "foreign"),
    Column("alleger", "Who alleges it", "foreign"),
    Column("status", "Status", "words"),
    Column("agreement", "Agreement", "foreign"),
    *_SAYS,
)


def _names(parties: tuple[Party, ...]) -> list[str]:
    return list(dict.fromkeys(party.name or party.text or party.code or "" for party in parties))


def _several(names: Iterable[str]) -> str:
    """Return names, each once however it is written."""
    return "; ".join({name.casefold(): name for name in names}.values())


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


def joined(generation: Generation, query: PeriodQuery) -> list[dict[str, Any]]:
    """Return the agreements as their reports have them together, the latest first.

    With a place or country those that a report about it tells of, with a party those that it is named in.
    """
    found = [_AGREEMENT.decode(body) for (body,) in generation.rows("SELECT body FROM agreements ORDER BY first_day DESC NULLS LAST, id")]
    if query.country or query.place:
        place = query.model_copy(update={"date_from": None, "date_to": None}).where()
        near = {report for (report,) in generation.rows(f"SELECT DISTINCT report_id FROM claims WHERE {place.sql}", place.parameters)}
        found = [one for one in found if near.intersection(one.report_ids)]
    if query.actor:
        condition, parameters = party_condition(query.actor)
        named = {claim for (claim,) in generation.rows(f"SELECT claim_id FROM parties WHERE {condition}", parameters)}
        found = [one for one in found if named.intersection(one.claim_ids)]
    return [_row(one) for one in found if _in_period(one, query)][: query.MOST]


def _in_period(agreement: JoinedAgreement, query: PeriodQuery) -> bool:
    dates = [date for date in (agreement.signed, agreement.in_force, agreement.ends) if date is not None]
    first = min((date.date_start or datetime.date.min for date in dates), default=None)
    last = max((date.date_end or datetime.date.max for date in dates), default=None)
    if first is None or last is None:
        return query.date_from is None and query.date_to is None
    return (query.date_from is None or last >= query.date_from) and (query.date_to is None or first <= query.date_to)


def _row(agreement: JoinedAgreement) -> dict[str, Any]:
    return {
        "agreement_id": agreement.agreement_id,
        "name": agreement.name or "without a name",
        "names": "; ".join(agreement.names),
        "agreement_type": agreement.agreement_type,
        **{name: _day(getattr(agreement, name)) for name in ("signed", "in_force", "ends")},
        **{name: ", ".join(party.name for party in getattr(agreement, name)) for name in ("signatories", "bound", "guarantors")},
        "coverage": "; ".join(agreement.coverage),
        "allegations": len(agreement.allegations),
        "reports": agreement.report_count,
        "sources": agreement.independent_source_count,
        "claim_id": agreement.claim_ids[0],
        "report_ids": list(agreement.report_ids),
    }


def allegations(generation: Generation, query: PeriodQuery) -> list[dict[str, Any]]:
    """Return the allegations, the latest first."""
    where = _where(query, "violation")
    rows = generation.records(_SELECT.format(where=where.sql, most=query.MOST), where.parameters)
    linked = [row["linked_id"] for row in rows if row["linked_id"]]
    bodies = dict(generation.rows("SELECT id, body FROM claims WHERE id IN (SELECT unnest(?))", [linked]))
    for row in rows:
        claim = _CLAIM.decode(row.pop("body"))
        dated(row, "date_start", "date_end", "report_date")
        agreement = _CLAIM.decode(bodies[row["linked_id"]]) if row["linked_id"] in bodies else None
        row["agreement"] = _several(agreement.names) if isinstance(agreement, Agreement) else None
        row["days"] = days(row)
        row["claimant"] = "the report itself" if row["claimant"] == "report" else row["claimant"]
        if isinstance(claim, Violation):
            row |= {"violators": _names(claim.violator), "violator": ", ".join(_names(claim.violator))}
            row["alleger"] = ", ".join(_names(claim.alleger)) or (None if claim.claimant.name == "report" else claim.claimant.name)
    return rows
