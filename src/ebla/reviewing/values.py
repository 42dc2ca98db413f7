"""A field's value as a person gives it, typed or as on the wire, in; the checked value on the wire out. Finds no place by itself.

Which values a field may have is the records' own (`ebla.records`); a value that a record would refuse is refused with what is allowed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from ebla.errors import InputError
from ebla.records import Claim
from ebla.records.checking import check_lines
from ebla.records.schema import CLAIM_RECORDS, CLOSED, DATE_FIELDS, LINK_FIELDS, PARTY_FIELDS, PLACE_FIELDS, statuses

UNKNOWN = "-"
"""What a person types for "the report does not say"."""
_FRAME = ("id", "report_id", "reader", "confidence", "also", "evidence", "kind")
_BESIDE = ("text", "span", "candidates", "rule", "anchor", "timex", "timex_type", "inferred")
_ENDS = ("source", "target")
_NUMBERS = ("low", "best", "high")
_SAID_WITHOUT_WORDS = re.compile(r"(without evidence|: no claim )")
_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d|\.\.)?(?:\s*/\s*(\d{4}-\d\d-\d\d|\.\.)?)?")
_CODE = re.compile(r"[A-Z]{3}(?: [A-Z]{3})?")
FindPlace = Callable[[str], Mapping[str, Any] | None]


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of claim that a person may review.

    >>> fields_of("violation")
    ('claimant', 'via', 'status', 'agreement_id', 'violator', 'alleger', 'date', 'response_id', 'event_ids')
    """
    return tuple(field.name for field in msgspec.structs.fields(CLAIM_RECORDS[kind]) if field.name not in _FRAME)


def wire(claim: Claim) -> dict[str, Any]:
    """Return a claim as it is on the wire."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(claim))
    return found


def core(value: Any) -> Any:
    """Return what a value says, without where its words stand and how they were read: what two persons' words are compared by.

    >>> core({"name": "Tarvel", "span": [3, 9], "text": "Tarvel", "country": "ZZ"}), core([]), core({"name": None})
    ({'name': 'Tarvel', 'country': 'ZZ'}, None, None)
    """
    if isinstance(value, Mapping):
        kept = {name: core(part) for name, part in value.items() if name not in _BESIDE}
        return {name: part for name, part in kept.items() if part is not None} or None
    if isinstance(value, list | tuple):
        return [core(part) for part in value] or None
    return value


def check_value(kind: str, field: str, value: Any) -> Any:
    """Return a field's value on the wire, checked: an unknown one as null or an empty list.

    Raises InputError for an unknown field, a value outside its closed list, or of the wrong form.
    """
    infos = {info.name: info for info in msgspec.structs.fields(CLAIM_RECORDS[kind])} if kind in CLAIM_RECORDS else {}
    if field not in infos or field in _FRAME:
        known = ", ".join(fields_of(kind)) if infos else ", ".join(CLAIM_RECORDS)
        raise InputError(f"{kind}.{field}", "there is no such field to review", f"Known: {known}")
    if value is None and infos[field].default == ():
        value = []
    try:
        checked = msgspec.json.decode(msgspec.json.encode(msgspec.convert(_lists(value), infos[field].type)))
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise InputError(f"{kind}.{field}", f"{str(value)[:80]!r} cannot be its value ({error})", _allowed(kind, field)) from error
    return checked


def check_claim(claim: Mapping[str, Any], text: str | None = None) -> None:
    """See that a claim (as on the wire) with a person's value laid over keeps the rules: order of numbers, days, coordinates, words.

    Raises InputError with the first fault. What has no words of its own, since a person gave it, is no fault.
    """
    frame = {"kind": "report", "id": claim["report_id"]}
    faults = [fault.partition(": ")[2] for fault in check_lines([frame, dict(claim)], text)]
    faults = [fault for fault in faults if not _SAID_WITHOUT_WORDS.search(fault)]
    if faults:
        raise InputError(f"{claim['kind']} {claim['id']}", faults[0], "Give another value")


def _lists(value: Any) -> Any:
    return [_lists(part) for part in value] if isinstance(value, tuple) else value


def _allowed(kind: str, field: str) -> str:
    closed = statuses(kind) if field == "status" else CLOSED.get(field)
    if closed:
        return f"Known: {', '.join(sorted(closed))}"
    if field in _NUMBERS:
        return "Give a number"
    if field in DATE_FIELDS:
        return "Give an object with date_start and date_end as YYYY-MM-DD"
    if field in PLACE_FIELDS:
        return "Give an object with at least a name"
    if field in PARTY_FIELDS:
        return "Give a list of objects with name, code or actor_id"
    return "See docs/claims.md"


def read_value(kind: str, field: str, typed: str, find_place: FindPlace | None = None) -> Any:
    """Return a field's value on the wire for what a person typed; `-` is "the report does not say".

    Args:
        kind: The claim's kind.
        field: The field.
        typed: A value of its closed list, a number, `2031-03-04` or `2031-03-01/2031-03-31` (`..` for an open end), a place's name with
            or without `, LATITUDE, LONGITUDE`, parties parted by `;` (a name, a PLOVER code in capitals, or `name = CODE`), nouns parted
            by `;`.
        find_place: Gives a place of the gazetteer for a name.

    Raises InputError for what is none.

    >>> read_value("event", "mode", "Aerial"), read_value("figure", "low", "1,200")
    ('aerial', 1200)
    """
    said = typed.strip()
    if said in (UNKNOWN, ""):
        return check_value(kind, field, None)
    if field in DATE_FIELDS:
        return check_value(kind, field, _date(f"{kind}.{field}", said))
    if field in PLACE_FIELDS:
        return check_value(kind, field, _place(f"{kind}.{field}", said, find_place))
    if field in PARTY_FIELDS:
        return check_value(kind, field, [_party(part) for part in said.split(";") if part.strip()])
    if field == "party" or field in _ENDS:
        return check_value(kind, field, _party(said))
    if field in ("claimant", "via"):
        names = [{"name": part.strip(), "inferred": True} for part in said.split(";") if part.strip()]
        return check_value(kind, field, names if field == "via" else names[0])
    closed = statuses(kind) if field == "status" else CLOSED.get(field)
    if closed:
        return check_value(kind, field, {value.lower(): value for value in closed}.get(said.lower(), said))
    return check_value(kind, field, _plain(kind, field, said))


def _plain(kind: str, field: str, said: str) -> Any:
    default = {info.name: info.default for info in msgspec.structs.fields(CLAIM_RECORDS[kind])}.get(field)
    if field in _NUMBERS:
        try:
            number = float(re.sub(r"(?<=\d)[ ,\u00a0](?=\d{3}\b)", "", said))
        except ValueError as error:
            raise InputError(f"{kind}.{field}", f"{said!r} is no number", "Give a number, or - for unknown") from error
        return int(number) if number.is_integer() else number
    if field in ("low_inclusive", "high_inclusive", "cumulative"):
        return {"yes": True, "no": False, "true": True, "false": False}.get(said.lower(), said)
    if default == ():
        return [part.strip() for part in said.split(";") if part.strip()]
    if field in LINK_FIELDS and ";" in said:
        return [part.strip() for part in said.split(";") if part.strip()]
    return said


def _date(where: str, said: str) -> dict[str, Any]:
    found = _INTERVAL.fullmatch(said)
    if not found or not (found[1] or found[2]):
        raise InputError(where, f"{said!r} is no date", "Write 2031-03-04, or 2031-03-01/2031-03-31, with .. for an open end")
    ends = [found[1], found[2] if "/" in said else found[1]]
    days: list[datetime.date | None] = []
    for end in ends:
        try:
            days.append(None if end in (None, "..") else datetime.date.fromisoformat(str(end)))
        except ValueError as error:
            raise InputError(where, f"{end!r} is no date", "Write it as YYYY-MM-DD") from error
    start, last = days
    if start and last and start > last:
        raise InputError(where, f"{said!r} ends before it starts", "Give the earlier day first")
    if start is None and last is None:
        raise InputError(where, f"{said!r} has no day", "Give at least one, or - for unknown")
    precision = "open" if start is None or last is None else "day" if start == last else "days"
    iso = [day.isoformat() if day else None for day in days]
    return {"date_start": iso[0], "date_end": iso[1], "date_precision": precision, "inferred": True}


def _place(where: str, said: str, find_place: FindPlace | None) -> dict[str, Any]:
    name, *numbers = (part.strip() for part in said.split(","))
    if len(numbers) == 2:
        try:
            latitude, longitude = float(numbers[0]), float(numbers[1])
        except ValueError:
            pass
        else:
            if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
                raise InputError(where, f"{latitude}, {longitude} is nowhere on earth", "Latitude first, in degrees")
            return {"name": name, "latitude": latitude, "longitude": longitude, "place_precision": "exact", "inferred": True}
    found = find_place(said) if find_place else None
    return dict(found) if found else {"name": said, "inferred": True}


def _party(said: str) -> dict[str, Any]:
    name, equals, code = (part.strip() for part in said.partition("="))
    if equals:
        return {"name": name or None, "code": code or None, "inferred": True}
    return {"code": name, "inferred": True} if _CODE.fullmatch(name) else {"name": name, "inferred": True}
