"""Records in; rows of a generation file out, a dictionary a row. Pure.

The rows repeat in plain columns what filters, counts and bins need; the record itself is its `body`, the JSON of the wire.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ebla.ledger.words import search_words
from ebla.pages.foreign import storable
from ebla.pages.mercator import column, row
from ebla.pages.tables import FAR_AHEAD, LONG_AGO
from ebla.records import Agreement, Claim, Date, Event, Figure, Party, Place, Reading, Report, Tie, Violation
from ebla.records.incident import Incident, IncidentParty
from ebla.records.joined import JoinedAgreement

_ENCODER = msgspec.json.Encoder()
_EPOCH = datetime.date(1970, 1, 1)
_BEGINNING_CHARS = 120
# What intake takes for a header: a line about the publisher, then the date.
_HEADER = re.compile(r"\A(?:INVENTED[^\n]*\n)?\s*date \d{4}-\d{2}-\d{2}\b[ \t]*\n?")
Row = dict[str, Any]


def day_number(day: datetime.date | None) -> int | None:
    """Return a day as a number from 1970-01-01.

    >>> day_number(datetime.date(1970, 1, 2))
    1
    """
    return None if day is None else (day - _EPOCH).days


def day_of(number: int | None) -> datetime.date | None:
    """Return the day of a number; none outside the calendar."""
    try:
        return None if number is None else _EPOCH + datetime.timedelta(days=number)
    except OverflowError:
        return None


def now() -> str:
    """Return the present moment in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def when_columns(start: datetime.date | None, end: datetime.date | None, precision: str | None) -> Row:
    """Return the columns of a table with days."""
    dated = start is not None or end is not None
    first, last = day_number(start), day_number(end)
    return {
        "date_start": first,
        "date_end": last,
        "date_precision": precision,
        "from_day": (LONG_AGO if first is None else first) if dated else None,
        "to_day": (FAR_AHEAD if last is None else last) if dated else None,
    }


def where_columns(place: Place | Incident | None) -> Row:
    """Return the columns of a table with places."""
    if place is None:
        return {}
    name = place.name if isinstance(place, Place) else place.place_name
    placed = place.latitude is not None and place.longitude is not None
    words = " ".join(part for part in (name, place.text if isinstance(place, Place) else None, place.admin1) if part)
    return {
        "place_name": name,
        "place_key": search_words(words) or None,
        "country": place.country,
        "admin1": place.admin1,
        "admin1_code": place.admin1_code,
        "geonames_id": place.geonames_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "place_precision": place.place_precision,
        "cell_x": column(place.longitude) if placed and place.longitude is not None else None,
        "cell_y": row(place.latitude) if placed and place.latitude is not None else None,
    }


def party_key(actor_id: str | None, name: str | None, code: str | None) -> str:
    """Return what a party is known by: the roster's id, else its folded name with its code: "people" of two countries are two."""
    words = search_words(name or "")
    return actor_id or (f"{words} ({code})" if words and code else words or code or "")


def _named(parties: Iterable[Party | IncidentParty]) -> str | None:
    return ", ".join(dict.fromkeys(party.name or getattr(party, "text", None) or party.code or "" for party in parties)) or None


def incident_row(incident: Incident) -> Row:
    """Return an incident's row."""
    out: Row = {name: getattr(incident, name) for name in _SAME}
    out |= {"id": incident.incident_id, "actors": _named(incident.actor), "recipients": _named(incident.recipient)}
    out |= {"first_reported": day_number(incident.first_report_date), "last_reported": day_number(incident.last_report_date)}
    first = day_number(incident.date_start or incident.date_end)
    out |= {
        "sort_day": LONG_AGO if first is None else first,
        "report_ids": " ".join(incident.report_ids),
        "body": _ENCODER.encode(incident).decode(),
    }
    return storable(out | where_columns(incident) | when_columns(incident.date_start, incident.date_end, incident.date_precision))


_SAME = (
    "event_type", "mode", "acled_sub_event_type", "report_count", "outlet_count", "claimant_count", "independent_source_count", "grade",
    "source_grade", "information_grade", "killed_low", "killed_best", "killed_high", "part_of",
)  # fmt: skip


def incident_party_rows(incident: Incident) -> Iterator[Row]:
    """Yield the rows of an incident's parties."""
    for role, parties in (("actor", incident.actor), ("recipient", incident.recipient)):
        for party in parties:
            key = party_key(party.actor_id, party.name, party.code)
            yield storable(
                {"incident_id": incident.incident_id, "role": role, "key": key, "name": party.name, "code": party.code}
                | {"name_key": search_words(party.name or "")}
            )


def agreement_row(agreement: JoinedAgreement) -> Row:
    """Return an agreement's row."""
    date = agreement.signed or agreement.in_force
    first = day_number(date.date_start or date.date_end) if date else None
    body = _ENCODER.encode(agreement).decode()
    return storable({"id": agreement.agreement_id, "first_day": first, "report_ids": " ".join(agreement.report_ids), "body": body})


def member_rows(incident: Incident) -> Iterator[Row]:
    """Yield the rows that say which claims tell of an incident, and as what."""
    for role, ids in (("tells", incident.claim_ids), ("counts", incident.figure_claim_ids), ("denies", incident.denying_claim_ids)):
        for claim_id in ids:
            yield {"claim_id": claim_id, "incident_id": incident.incident_id, "role": role}


def beginning_of(text: str) -> str:
    """Return the first words of a text, without a header that names its publisher and date; cut between words.

    >>> beginning_of("INVENTED Plain Wire\\ndate 2031-03-05\\nShelling went on.")
    'Shelling went on.'
    """
    words = " ".join(_HEADER.sub("", text[: 4 * _BEGINNING_CHARS]).split())
    return words if len(words) <= _BEGINNING_CHARS else f"{words[:_BEGINNING_CHARS].rpartition(' ')[0] or words[:_BEGINNING_CHARS]}…"


def report_row(reading: Reading, seq: int, recorded_at: datetime.datetime, outlet: str) -> Row:
    """Return the row of a report of an outlet, with what its current reading came to."""
    report: Report = reading.report
    return storable(
        {
            "id": report.id,
            "seq": seq,
            "report_day": day_number(report.report_date),
            "date_basis": report.date_basis,
            "title": report.title,
            "publisher": report.publisher,
            "outlet": outlet,
            "url": report.url,
            "language": report.language,
            "source": report.source,
            "char_count": len(report.text),
            "reader": reading.reader,
            "recorded_at": recorded_at.isoformat(timespec="seconds"),
            "claim_count": len(reading.claims),
            "problem_count": len(reading.problems),
            "beginning": beginning_of(report.text),
        }
    )


def _scene(claim: Claim) -> Place | None:
    if isinstance(claim, Event | Figure):
        return claim.place or (claim.destination if isinstance(claim, Figure) else None)
    if isinstance(claim, Tie) and isinstance(claim.target, Place):
        return claim.target
    return None


def _date(claim: Claim) -> Date | None:
    if isinstance(claim, Figure):
        return claim.period
    if isinstance(claim, Agreement):
        return claim.signed or claim.in_force
    return claim.date


def claim_row(claim: Claim, ordinal: int, text: str) -> Row:
    """Return a claim's row; `words` is its trigger, `linked_id` the event a figure counts or the agreement an allegation is about."""
    date = _date(claim)
    out: Row = {"id": claim.id, "report_id": claim.report_id, "ordinal": ordinal, "kind": type(claim).__name__.lower()}
    out |= {"status": claim.status, "claimant": claim.claimant.name, "body": _ENCODER.encode(claim).decode()}
    out["words"] = " … ".join(" ".join(text[a:b].split()) for a, b in claim.evidence.get("trigger", ()))
    if isinstance(claim, Event):
        out |= {name: getattr(claim, name) for name in ("event_type", "mode", "acled_sub_event_type")}
    elif isinstance(claim, Figure):
        plain = ("measure", "unit", "who", "stock_flow", "cumulative", "quantifier", "low", "best", "high")
        out |= {name: getattr(claim, name) for name in plain} | {"linked_id": claim.event_id}
    elif isinstance(claim, Agreement):
        out["subtype"] = claim.agreement_type
    elif isinstance(claim, Violation):
        out["linked_id"] = claim.agreement_id
    else:
        out["subtype"] = claim.tie_type
    when = when_columns(date.date_start, date.date_end, date.date_precision) if date else {}
    return storable(out | where_columns(_scene(claim)) | when)


def parties_of(claim: Claim) -> dict[str, tuple[Party, ...]]:
    """Return a claim's parties by the field that names them."""
    if isinstance(claim, Event):
        return {"actor": claim.actor, "recipient": claim.recipient, "supporter": claim.supporter}
    if isinstance(claim, Figure):
        return {"party": (claim.party,) if claim.party else ()}
    if isinstance(claim, Agreement):
        return {"signatories": claim.signatories, "guarantors": claim.guarantors, "bound": claim.bound}
    if isinstance(claim, Violation):
        return {"violator": claim.violator, "alleger": claim.alleger}
    return {side: (end,) for side, end in (("source", claim.source), ("target", claim.target)) if isinstance(end, Party)}


def party_rows(claim: Claim) -> Iterator[Row]:
    """Yield the rows of a claim's parties."""
    for role, parties in parties_of(claim).items():
        for party in parties:
            name = party.name or party.text
            yield storable(
                {"claim_id": claim.id, "report_id": claim.report_id, "role": role, "name": name, "code": party.code}
                | {"key": party_key(party.actor_id, name, party.code), "actor_id": party.actor_id, "name_key": search_words(name or "")}
            )
