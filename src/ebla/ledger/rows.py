"""A reading in; table rows out. Pure: nothing is opened or numbered here.

The rows repeat in plain columns what filters need; the claim itself is its `body`, the JSON of the wire.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ebla.ledger.words import search_words
from ebla.records import Agreement, Claim, Date, Event, Figure, Party, Place, Reading, Report, Tie, Violation

_ENCODER = msgspec.json.Encoder()
# Fields that name the doing or holding side of a claim: what `--actor` looks in.
DOER_ROLES = ("actor", "party", "signatories", "bound", "violator", "source")


def reader_parts(reader: str) -> tuple[str, str, str | None]:
    """Return name, version and digest of a reader.

    >>> reader_parts("rules/0.1+9f3c12ab")
    ('rules', '0.1', '9f3c12ab')
    """
    name, _, rest = reader.partition("/")
    version, _, digest = rest.partition("+")
    return name, version, digest or None


def report_row(report: Report, report_id: str) -> dict[str, Any]:
    """Return the columns of `reports` that come from the report itself."""
    return {
        "id": report_id,
        "text": report.text,
        "report_date": report.report_date,
        "date_basis": report.date_basis,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "language": report.language,
        "pages": None if report.pages is None else list(report.pages),
        "source": report.source,
        "char_count": len(report.text),
    }


def _scene(claim: Claim) -> Place | None:
    if isinstance(claim, Event | Figure):
        return claim.place
    if isinstance(claim, Tie) and isinstance(claim.target, Place):
        return claim.target
    return None


def _when(claim: Claim) -> Date | None:
    if isinstance(claim, Figure):
        return claim.period
    if isinstance(claim, Agreement):
        return claim.signed or claim.in_force
    return claim.date


def _place_columns(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    key = search_words(" ".join(part for part in (place.name, place.text, place.admin1) if part))
    return {
        "place_name": place.name,
        "place_key": key,
        "country": place.country,
        "admin1_code": place.admin1_code,
        "geonames_id": place.geonames_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "place_precision": place.place_precision,
    }


_CLAIM_COLUMNS: tuple[str, ...] = (
    "status", "event_type", "mode", "acled_sub_event_type", "measure", "subtype", "date_start", "date_end", "place_name", "place_key",
    "country", "admin1_code", "geonames_id", "latitude", "longitude", "place_precision", "low", "best", "high",
)  # fmt: skip


def claim_row(claim: Claim) -> dict[str, Any]:
    """Return the columns of `claims` that come from the claim itself."""
    row: dict[str, Any] = dict.fromkeys(_CLAIM_COLUMNS)
    row |= {"id": claim.id, "kind": type(claim).__name__.lower(), "body": _ENCODER.encode(claim).decode(), "status": claim.status}
    row["claimant"] = claim.claimant.name
    row |= _place_columns(_scene(claim))
    if when := _when(claim):
        row |= {"date_start": when.date_start, "date_end": when.date_end}
    if isinstance(claim, Event):
        row |= {"event_type": claim.event_type, "mode": claim.mode, "acled_sub_event_type": claim.acled_sub_event_type}
    elif isinstance(claim, Figure):
        row |= {"measure": claim.measure, "low": claim.low, "best": claim.best, "high": claim.high}
    elif isinstance(claim, Agreement):
        row["subtype"] = claim.agreement_type
    elif isinstance(claim, Tie):
        row["subtype"] = claim.tie_type
    return row


def _parties(claim: Claim) -> dict[str, tuple[Party, ...]]:
    if isinstance(claim, Event):
        return {"actor": claim.actor, "recipient": claim.recipient, "supporter": claim.supporter}
    if isinstance(claim, Figure):
        return {"party": (claim.party,) if claim.party else ()}
    if isinstance(claim, Agreement):
        return {"signatories": claim.signatories, "guarantors": claim.guarantors, "bound": claim.bound}
    if isinstance(claim, Violation):
        return {"violator": claim.violator, "alleger": claim.alleger}
    return {side: (end,) for side, end in (("source", claim.source), ("target", claim.target)) if isinstance(end, Party)}


def party_rows(claim: Claim) -> list[dict[str, Any]]:
    """Return the rows of `claim_parties` for a claim."""
    return [
        {
            "role": role,
            "position": position,
            "name": party.name,
            "code": party.code,
            "actor_id": party.actor_id,
            "name_key": search_words(" ".join(part for part in (party.name, party.text) if part)),
        }
        for role, parties in _parties(claim).items()
        for position, party in enumerate(parties)
    ]


def reading_rows(reading: Reading, report_id: str, seq: int) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a reading's claims, parties and problems, by table; `seq` is the change that brings them."""
    claims: list[dict[str, Any]] = []
    parties: list[dict[str, Any]] = []
    for ordinal, claim in enumerate(reading.claims):
        place_in = {"reading": seq, "ordinal": ordinal}
        claims.append(place_in | {"report_id": report_id, "reader": reading.reader} | claim_row(claim))
        parties.extend(place_in | row for row in party_rows(claim))
    problems = [
        {
            "reading": seq,
            "ordinal": ordinal,
            "report_id": report_id,
            "reader": reading.reader,
            "stage": problem.stage,
            "body": _ENCODER.encode(problem).decode(),
        }
        for ordinal, problem in enumerate(reading.problems)
    ]
    return {"claims": claims, "claim_parties": parties, "problems": problems}
