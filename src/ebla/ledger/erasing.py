"""A report whose standing is `erased` in; its words blanked in every table that repeats them, in the open transaction, out.

What stays: id and hash, date, publisher, language, and each claim's codes, numbers, days and places of the gazetteer, since they are what
others cited. What goes: text, title, address, source, every quoted word, every name that no roster or gazetteer gave. Whether to erase is
not decided here.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from ebla.ledger.rows import claim_row, party_rows
from ebla.ledger.tables import claim_parties, claims, problems, reports
from ebla.ledger.tables_reviews import reviews, sightings, standings
from ebla.ledger.words import search_words
from ebla.records import Claim

ERASED = "erased"
"""What stands where a name must stand."""
_CLAIM: msgspec.json.Decoder[Claim] = msgspec.json.Decoder(Claim)
# Fields that hold the report's own words, and what they become.
_OWN_WORDS: dict[str, Any] = {"text": None, "coverage": None, "names": [], "weapon": [], "facility": [], "who": None, "candidates": []}
_CLAIM_TEXT_COLUMNS = ("body", "place_name", "place_key", "claimant")


def text_sha256(text: str, report_date: datetime.date | None) -> str:
    """Return the whole SHA-256 of which a report's id is the beginning."""
    stamp = report_date.isoformat() if report_date else ""
    return hashlib.sha256(f"{text}\n{stamp}".encode("utf-8", "surrogatepass")).hexdigest()


def erasure(connection: sa.Connection, report_id: str) -> Any:
    """Return the row of `standings` that says that a report's words were erased; None where they were not."""
    query = sa.select(standings).where(standings.c.report_id == report_id, standings.c.standing == "erased")
    return connection.execute(query.limit(1)).first()


def is_erased(connection: sa.Connection, report_id: str) -> bool:
    """Say whether a report's words were erased."""
    return erasure(connection, report_id) is not None


def erased_among(connection: sa.Connection, report_ids: Sequence[str]) -> set[str]:
    """Return those of a few hundred reports whose words were erased."""
    query = sa.select(standings.c.report_id).where(standings.c.report_id.in_(report_ids), standings.c.standing == "erased")
    return set(connection.execute(query).scalars())


def without_words(value: Any, field: str = "") -> Any:
    """Return a claim, or a field of one, as on the wire, without the report's words.

    A party's name stays where the roster gave it, a place's where the gazetteer did; another name becomes null, or `erased` where one must
    stand. Spans stay: they tell where the words stood.

    >>> without_words({"text": "the Osk guard", "span": [4, 17], "name": "Osk guard", "code": "ZZD PRM", "actor_id": None})
    {'text': None, 'span': [4, 17], 'name': None, 'code': 'ZZD PRM', 'actor_id': None}
    """
    if isinstance(value, list):
        return [without_words(part, field) for part in value]
    if not isinstance(value, Mapping):
        return value
    out = {name: _OWN_WORDS[name] if name in _OWN_WORDS else without_words(part, name) for name, part in value.items()}
    if "name" in value and not (value.get("actor_id") or value.get("geonames_id") or value["name"] == "report"):
        out["name"] = None if "actor_id" in value else ERASED
    return out


def erase_words(connection: sa.Connection, report_id: str) -> None:
    """Blank the words of a report in every table. Its standing must be recorded first, or the database refuses."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    row = connection.execute(sa.select(reports).where(reports.c.id == report_id)).one()
    _unindex(connection, row.seq, search_words(" ".join(part for part in (row.title, row.text) if part)))
    connection.execute(reports.update().where(reports.c.id == report_id).values(text="", title=None, url=None, source=None, pages=None))
    gone = {"title": None, "url": None, "source": None}
    connection.execute(sightings.update().where(sightings.c.report_id == report_id).values(**gone, url_key=None, title_key=None))
    _blank_claims(connection, report_id)
    _blank_problems(connection, report_id)
    _blank_reviews(connection, report_id)


def _unindex(connection: sa.Connection, seq: int, words: str) -> None:
    if connection.dialect.name != "sqlite":
        connection.execute(sa.text("DELETE FROM report_words WHERE seq = :seq"), {"seq": seq})
        return
    delete = "INSERT INTO report_words (report_words, rowid, words) VALUES ('delete', :seq, :words)"
    connection.execute(sa.text(delete), {"seq": seq, "words": words})
    # A deleted text's words stay in the index until its parts are joined.
    connection.execute(sa.text("INSERT INTO report_words (report_words) VALUES ('optimize')"))


def _blank_claims(connection: sa.Connection, report_id: str) -> None:
    key = (claims.c.reading, claims.c.ordinal)
    for row in connection.execute(sa.select(*key, claims.c.body).where(claims.c.report_id == report_id)).all():
        body = msgspec.json.encode(without_words(msgspec.json.decode(row.body))).decode()
        claim = _CLAIM.decode(body)
        kept = {name: value for name, value in (claim_row(claim) | {"body": body}).items() if name in _CLAIM_TEXT_COLUMNS}
        here = sa.and_(claims.c.reading == row.reading, claims.c.ordinal == row.ordinal)
        connection.execute(claims.update().where(here).values(**kept))
        for party in party_rows(claim):
            same = (
                claim_parties.c[name] == value
                for name, value in ({"reading": row.reading, "ordinal": row.ordinal} | _place_of(party)).items()
            )
            connection.execute(claim_parties.update().where(*same).values(name=party["name"], name_key=party["name_key"]))


def _place_of(party: Mapping[str, Any]) -> dict[str, Any]:
    return {"role": party["role"], "position": party["position"]}


def _blank_problems(connection: sa.Connection, report_id: str) -> None:
    for row in connection.execute(sa.select(problems).where(problems.c.report_id == report_id)).all():
        body = msgspec.json.encode(msgspec.json.decode(row.body) | {"message": ERASED}).decode()
        here = sa.and_(problems.c.reading == row.reading, problems.c.ordinal == row.ordinal)
        connection.execute(problems.update().where(here).values(body=body))


def _blank_reviews(connection: sa.Connection, report_id: str) -> None:
    for row in connection.execute(sa.select(reviews).where(reviews.c.report_id == report_id)).all():
        review = msgspec.json.decode(row.body)
        for name in ("claim", "before", "after"):
            value = review.get(name)
            review[name] = _OWN_WORDS[row.field] if name != "claim" and row.field in _OWN_WORDS else without_words(value)
        review["reason"] = ERASED if review.get("reason") else None
        blanked = {name: None if review[name] is None else msgspec.json.encode(review[name]).decode() for name in ("before", "after")}
        body = msgspec.json.encode(review).decode()
        connection.execute(reviews.update().where(reviews.c.seq == row.seq).values(**blanked, reason=review["reason"], body=body))
