"""A claim in; the words of its table row out: who, what, whom, where, when, how many, who says so, status.

Only words the claim has; what it does not say is an en dash. Nothing is printed or made safe here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ebla.records import Agreement, Claim, Date, Event, Figure, Party, Place, Tie, Violation

NONE = "–"
_BOUNDS = {
    "exactly": "{best}",
    "at_least": "at least {low}",
    "more_than": "over {low}",
    "up_to": "up to {high}",
    "less_than": "under {high}",
    "between": "{low} to {high}",
}
_PLURALS = {"facility": "facilities"}


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a claim's row."""

    who: str
    what: str
    whom: str
    where: str
    when: str
    how_many: str
    says: str
    status: str


def _several(things: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(t for t in things if t)) or NONE


def party_words(party: Party) -> str:
    """Return a party's name, or its words, or its code."""
    return party.name or party.text or party.code or NONE


def _parties(parties: Iterable[Party]) -> str:
    return _several(map(party_words, parties))


def date_words(date: Date | None) -> str:
    """Return an interval of days as short as it can be said."""
    if date is None or (date.date_start is None and date.date_end is None):
        return (date and date.text) or NONE
    start, end = date.date_start, date.date_end
    if start is None:
        return f"until {end}"
    if end is None:
        return f"from {start}"
    if start == end:
        return start.isoformat()
    after = end + datetime.timedelta(days=1) if end < datetime.date.max else end
    if start.day == 1 and after.day == 1:
        if (start.month, after.month) == (1, 1) and after.year == start.year + 1:
            return f"{start.year:04}"
        if (after.year - start.year) * 12 + after.month - start.month == 1:
            return f"{start.year:04}-{start.month:02}"
    if start.year != end.year:
        return f"{start} to {end}"
    return f"{start} to {end:%m-%d}" if start.month != end.month else f"{start} to {end:%d}"


def _number(number: int | float | None) -> str:
    return NONE if number is None else f"{number:,}"


def amount_words(figure: Figure) -> str:
    """Return a figure's bounds in words: "at least 12", "20 to 30", "about 500", with the unit where it is not persons."""
    low, best, high = figure.low, figure.best, figure.high
    if low is None and best is None and high is None:
        return "not said"
    pattern = _BOUNDS.get(figure.quantifier or "")
    if pattern is None or NONE in (words := pattern.format(low=_number(low), best=_number(best), high=_number(high))):
        if best is not None:
            words = ("about " if figure.quantifier == "approximately" else "") + _number(best)
        elif low is not None and high is not None:
            words = f"{_number(low)} to {_number(high)}"
        else:
            words = f"{_number(low)} or more" if low is not None else f"up to {_number(high)}"
    unit = figure.unit
    if unit is None or unit in ("person", "other"):
        return words
    return f"{words} {unit if best == 1 else _PLURALS.get(unit, f'{unit}s')}"


def _place(place: Place | None) -> str:
    if place is None:
        return NONE
    return f"{place.name} ({place.country})" if place.country and place.place_precision != "country" else place.name


def _where(place: Place | None, origin: Place | None, destination: Place | None) -> str:
    parts = [_place(place)] if place else []
    parts += [f"from {_place(origin)}"] if origin else []
    parts += [f"to {_place(destination)}"] if destination else []
    return _several(parts)


def _says(claim: Claim) -> str:
    return " via ".join([claim.claimant.name, *(source.name for source in claim.via)])


def _event(claim: Event, trigger: str) -> Row:
    what = " ".join(part for part in (claim.event_type, claim.mode) if part) or (f"“{trigger}”" if trigger else NONE)
    if claim.weapon:
        what += f" ({', '.join(claim.weapon)})"
    who = _parties(claim.actor)
    if claim.supporter:
        who += f" with {_parties(claim.supporter)}"
    whom = _several([*map(party_words, claim.recipient), *claim.facility])
    where = _where(claim.place, claim.origin, claim.destination)
    return Row(who, what, whom, where, date_words(claim.date), NONE, _says(claim), claim.status)


def _figure(claim: Figure, trigger: str) -> Row:
    what = claim.measure.replace("_", " ")
    if claim.measure == "other" and trigger:
        what = f"“{trigger}”"
    if claim.cumulative:
        what += ", so far"
    whom = _several([claim.who.replace("_", " ") if claim.who else "", party_words(claim.party) if claim.party else ""])
    where = _where(claim.place, claim.origin, claim.destination)
    return Row(NONE, what, whom, where, date_words(claim.period), amount_words(claim), _says(claim), claim.status)


def _agreement(claim: Agreement) -> Row:
    what = claim.agreement_type + (f": {claim.names[0]}" if claim.names else "")
    sides = _parties([*claim.signatories, *claim.bound])
    guarantors = f"guaranteed by {_parties(claim.guarantors)}" if claim.guarantors else NONE
    when = date_words(claim.signed or claim.in_force)
    return Row(sides, what, guarantors, claim.coverage or NONE, when, NONE, _says(claim), claim.status or NONE)


def _violation(claim: Violation) -> Row:
    says = _parties(claim.alleger) if claim.alleger and claim.claimant.name == "report" else _says(claim)
    return Row(_parties(claim.violator), "breach of agreement", NONE, NONE, date_words(claim.date), NONE, says, claim.status)


def _end(end: Party | Place | str, names: Mapping[str, str]) -> str:
    if isinstance(end, Party):
        return party_words(end)
    return _place(end) if isinstance(end, Place) else names.get(end, end)


def _tie(claim: Tie, names: Mapping[str, str]) -> Row:
    what = claim.tie_type.replace("_", " ")
    return Row(_end(claim.source, names), what, _end(claim.target, names), NONE, date_words(claim.date), NONE, _says(claim), claim.status)


def row_words(claim: Claim, trigger: str = "", names: Mapping[str, str] | None = None) -> Row:
    """Return the words of a claim's row.

    Args:
        claim: The claim.
        trigger: The words that state it, for what has no type.
        names: What to call the claims that a tie points to, by id.
    """
    if isinstance(claim, Event):
        return _event(claim, trigger)
    if isinstance(claim, Figure):
        return _figure(claim, trigger)
    if isinstance(claim, Agreement):
        return _agreement(claim)
    if isinstance(claim, Violation):
        return _violation(claim)
    return _tie(claim, names or {})


def claim_name(claim: Claim) -> str:
    """Return what other claims call this one."""
    if isinstance(claim, Agreement) and claim.names:
        return claim.names[0]
    return type(claim).__name__.lower()
