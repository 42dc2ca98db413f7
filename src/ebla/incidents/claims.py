"""Claims of a report in; what linking compares of each deed out, a flat frozen `LinkClaim`. Judges no pair.

A claim is seen in its report: figures are given to the event they count, and a claim without a place keeps the places that its report
names elsewhere (`near`). Nothing is guessed: what the report does not say stays None or empty.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from ebla.actors import Roster, iso2_of
from ebla.incidents.kinds import mode_group
from ebla.incidents.wording import campaign_words, classes, content_words, fold, name_words, names_near, sentence_around, series_words
from ebla.records import Claim, Date, Event, Figure, Party, Place

DEEDS = ("occurred", "ongoing")
_AREA_CODES = ("ADM1", "ADM1H", "ADM2", "ADM3", "PCLI", "PCL", "RGN", "MRSH", "DSRT", "ISL", "SEA", "VAL", "MTS", "RGNH")
_AREA_PRECISION = ("admin2", "admin1", "country", "international")
_SERIES_STRIKES = 5
_CAMPAIGN_DAYS = 45
PlaceKind = Literal["point", "area", "vague"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkClaim:
    """What linking compares of a claim. Days are counted from 1970-01-01; a None end of an interval is open; both None is undated.

    `place_id` names a point or area, `place_words` are the words of an area's or vague place's name, `point_words` those of a point's;
    `near` are the points that the report names elsewhere. `actors` are ids, or folded names where the roster knows none; `sides` their
    codes and who commands them. `figures` are counts other than of the dead, as `measure=value`. `words` are those of the sentence,
    `names` capitalised ones around it.
    """

    id: str
    report_id: str
    status: str
    event_type: str | None = None
    mode: str | None = None
    report_day: int | None = None
    first_day: int | None = None
    last_day: int | None = None
    place_kind: PlaceKind | None = None
    place_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    place_words: tuple[str, ...] = ()
    point_words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    recipient_sides: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    facilities: tuple[str, ...] = ()
    killed_low: float | None = None
    killed_high: float | None = None
    figures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    sentence: str | None = None
    scope: Literal["deed", "series", "campaign"] = "deed"
    part_of: str | None = None

    @property
    def is_deed(self) -> bool:
        """Whether the report says that it took place."""
        return self.status in DEEDS

    @property
    def mode_group(self) -> str | None:
        """The group of modes that reports of one deed may differ in."""
        return mode_group(self.mode)


def link_claims(report_id: str, report_date: datetime.date | None, text: str, claims: Sequence[Claim]) -> list[LinkClaim]:
    """Return what linking compares of a report's events, in their order."""
    events = [claim for claim in claims if isinstance(claim, Event)]
    figures: dict[str, list[Figure]] = {}
    for claim in claims:
        if isinstance(claim, Figure) and claim.event_id is not None and claim.status != "denied":
            figures.setdefault(claim.event_id, []).append(claim)
    seen = _Seen(
        report_id,
        report_date,
        text,
        figures,
        frozenset(event.part_of for event in events if event.part_of),
        {event.id: place_key(place) for event in events if (place := event.place) and place_kind(place) == "point"},
        _usual_country(claims, events),
    )
    return [_link_claim(event, seen) for event in events]


def _usual_country(claims: Sequence[Claim], events: Sequence[Event]) -> str | None:
    """Return the country that most places of a report lie in; where it names none, that of most parties, those acted upon first."""
    places = [claim.place for claim in claims if isinstance(claim, Event | Figure)]
    for found in (
        [place.country for place in places if place and place.country],
        [iso2_of(party.code[:3]) for event in events for party in event.recipient if party.code],
        [iso2_of(party.code[:3]) for event in events for party in event.actor if party.code],
    ):
        counts = Counter(country for country in found if country)
        if counts:
            return min(counts, key=lambda country: (-counts[country], country))
    return None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a claim is seen beside: its report, the figures of each event, the wholes, the points of events, the report's usual country."""

    report_id: str
    report_date: datetime.date | None
    text: str
    figures: dict[str, list[Figure]]
    wholes: frozenset[str]
    points: dict[str, str]
    country: str | None


def _link_claim(event: Event, seen: _Seen) -> LinkClaim:
    first, last = _interval(event.date, seen.report_date, event.status)
    figures = seen.figures.get(event.id, [])
    low, high = _killed(figures)
    return LinkClaim(
        id=event.id,
        report_id=seen.report_id,
        status=event.status,
        event_type=event.event_type,
        mode=event.mode,
        report_day=day_number(seen.report_date),
        first_day=first,
        last_day=last,
        actors=_keys(event.actor),
        sides=_sides(event.actor),
        recipients=_keys(event.recipient),
        recipient_sides=_sides(event.recipient),
        weapons=classes("weapon", event.weapon),
        facilities=classes("facility", event.facility),
        killed_low=low,
        killed_high=high,
        figures=tuple(sorted({f"{f.measure}={value:g}" for f in figures if f.measure != "killed" and (value := _value(f)) is not None})),
        scope=_scope(event, seen, first, last),
        part_of=event.part_of,
        **_where(event, seen),
        **_wording(event, seen.text),
    )


def _where(event: Event, seen: _Seen) -> dict[str, Any]:
    """Return the fields of the place."""
    place, kind = event.place, place_kind(event.place)
    near = tuple(sorted({key for own, key in seen.points.items() if own != event.id})) if kind != "point" else ()
    if place is None or kind is None:
        return {"country": seen.country, "near": near}
    words = tuple(sorted(name_words(place.name)))
    return {
        "place_kind": kind,
        "place_id": None if kind == "vague" else place_key(place),
        "latitude": place.latitude if kind == "point" else None,
        "longitude": place.longitude if kind == "point" else None,
        "country": place.country or seen.country,
        "admin1": fold(place.admin1) if place.admin1 else None,
        "place_words": () if kind == "point" else words,
        "point_words": words if kind == "point" else (),
        "near": near,
    }


def _span(event: Event) -> tuple[int, int] | None:
    spans = event.evidence.get("trigger", ())
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def _wording(event: Event, text: str) -> dict[str, Any]:
    """Return the fields of the words around the trigger; names do not repeat those of the place and the parties."""
    span = _span(event)
    if span is None:
        return {}
    sentence = sentence_around(text, *span)
    known = name_words(event.place.name) | name_words(event.place.admin1) if event.place else frozenset()
    known = known.union(*(name_words(party.name) for party in (*event.actor, *event.recipient)))
    return {
        "words": content_words(sentence),
        "names": tuple(sorted(names_near(text, *span) - known)),
        "sentence": fold(sentence) or None,
    }


def _scope(event: Event, seen: _Seen, first: int | None, last: int | None) -> Literal["deed", "series", "campaign"]:
    """Say whether the words tell of a single deed, of several at once, or of a long whole."""
    span = _span(event)
    said = set(fold(seen.text[slice(*span)]).split()) if span else set()
    long = first is not None and last is not None and last - first > _CAMPAIGN_DAYS
    vague = event.date is not None and event.date.date_precision in ("month", "quarter", "year")  # some day of "in 2016"
    if not campaign_words().isdisjoint(said) or (long and not vague):
        return "campaign"
    strikes = max((_value(figure) or 0 for figure in seen.figures.get(event.id, []) if figure.measure == "strikes"), default=0)
    many = not series_words().isdisjoint(said) and place_kind(event.place) != "point"
    return "series" if event.id in seen.wholes or strikes >= _SERIES_STRIKES or many else "deed"


def day_number(day: datetime.date | None) -> int | None:
    """Return the days since 1970-01-01."""
    return None if day is None else day.toordinal() - 719_163


def place_kind(place: Place | None) -> PlaceKind | None:
    """Say whether a place is a point, an area, or words that no map knows; None for no place."""
    if place is None or not place.name:
        return None
    if place.place_precision == "vague" or (place.latitude is None and not place.geonames_id):
        return "vague"
    if place.feature_code in _AREA_CODES or place.place_precision in _AREA_PRECISION:
        return "area"
    return "point" if place.latitude is not None else "area"


def place_key(place: Place) -> str:
    """Return what tells a place from others: its GeoNames id, else its name and country."""
    return f"g{place.geonames_id}" if place.geonames_id else f"{place.country or ''}:{fold(place.name)}"


def _interval(date: Date | None, report_date: datetime.date | None, status: str) -> tuple[int | None, int | None]:
    if date is None or (date.date_start is None and date.date_end is None):
        return None, None
    first, last = day_number(date.date_start), day_number(date.date_end)
    if last is None and status in DEEDS:
        last = day_number(report_date)
        last = None if last is None or first is None else max(first, last)
    return first, last


def _value(figure: Figure) -> float | None:
    found = figure.best if figure.best is not None else figure.low if figure.low is not None else figure.high
    return None if found is None else float(found)


def _killed(figures: Iterable[Figure]) -> tuple[float | None, float | None]:
    """Return least and most of the dead that the report gives for the deed: over all who are counted and every source."""
    killed = [f for f in figures if f.measure == "killed" and not f.cumulative]
    whole = [f for f in killed if f.part_of is None and f.who in (None, "civilians", "combatants")] or killed
    values = [x for f in whole for x in (f.low, f.best, f.high) if x is not None]
    return (float(min(values)), float(max(values))) if values else (None, None)


def _keys(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(sorted({party.actor_id or fold(party.name or party.text or "") for party in parties} - {""}))


def _sides(parties: Iterable[Party]) -> tuple[str, ...]:
    found: set[str] = set()
    for party in parties:
        if party.code:
            found.add(party.code)
        if party.actor_id:
            found.update(commanders(party.actor_id))
    return tuple(sorted(found))


@lru_cache(maxsize=50_000)
def commanders(actor_id: str) -> frozenset[str]:
    """Return who an actor belongs to, by the roster: an air force to its army, an army to its state."""
    roster = _roster()
    found: list[str] = []
    current: str | None = actor_id
    while current is not None and current not in found:
        found.append(current)
        try:
            current = roster[current].parent
        except KeyError:
            break
    return frozenset(found)


@lru_cache(maxsize=1)
def _roster() -> Roster:
    return Roster.load()
