"""Accounts of one incident in; the date, place, type, mode and parties that stand for it, each with the claim it was taken from, out.

The rule for dates and places: what most independent sources can accept, and of that the most precise. An account accepts an interval that
its own overlaps, and a place that its own is, contains or lies in. Nothing is averaged, no point is put in the middle. Figures are
elsewhere.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ebla.incidents.accounts import Origin
from ebla.incidents.sides import is_civilian, is_vague, keys_of
from ebla.incidents.wording import fold
from ebla.records import Date, Event, Party, Place, Report
from ebla.records.incident import IncidentParty
from ebla.records.place import PlacePrecision

NEAR_KM = 25.0
"""How far two named points may lie apart and still be one place. Source: UCDP GED codebook, where_prec 2."""
_EARTH_KM = 6371.0
_PRECISION: dict[PlacePrecision | None, int] = {
    "exact": 0, "near": 1, "admin2": 2, "admin1": 3, "vague": 4, "country": 5, "international": 6, None: 4,
}  # fmt: skip
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A claim that the deed happened, with its report and its origin."""

    event: Event
    report: Report
    origin: Origin

    @property
    def arrival(self) -> tuple[datetime.date, str]:
        """Its place in time: the report's date, undated last, then the claim's id."""
        return (self.report.report_date or datetime.date.max, self.event.id)


def _supporters(accounts: Iterable[Account], accepts: Callable[[Account], bool]) -> int:
    return len({account.origin.key for account in accounts if accepts(account)})


def days(date: Date | None) -> tuple[float, float] | None:
    """Return an interval of days as numbers, open ends infinite; None where nothing is dated."""
    if date is None or (date.date_start is None and date.date_end is None):
        return None
    start = -math.inf if date.date_start is None else date.date_start.toordinal()
    end = math.inf if date.date_end is None else date.date_end.toordinal()
    return start, end


def choose_date(accounts: Sequence[Account]) -> tuple[Date, str] | None:
    """Return the date that most independent sources can accept and the claim that says it: of those the shortest, read before inferred."""
    dated = [(account, interval) for account in accounts if (interval := days(account.event.date))]
    if not dated:
        return None

    voices = _voices((interval, account) for account, interval in dated)
    accept = {
        (start, end): len(frozenset().union(*(keys for (first, last), keys in voices.items() if first <= end and start <= last)))
        for start, end in voices
    }

    def rank(one: tuple[Account, tuple[float, float]]) -> tuple[Any, ...]:
        account, interval = one
        inferred = bool(account.event.date and account.event.date.inferred)
        return (-accept[interval], interval[1] - interval[0], -len(voices[interval]), inferred, account.arrival)

    best = min(dated, key=rank)[0]
    assert best.event.date is not None
    return best.event.date, best.event.id


def _voices(said: Iterable[tuple[_T, Account]]) -> dict[_T, frozenset[str]]:
    """Return which independent sources say each of some things."""
    found: defaultdict[_T, set[str]] = defaultdict(set)
    for thing, account in said:
        found[thing].add(account.origin.key)
    return {thing: frozenset(keys) for thing, keys in found.items()}


def precision(place: Place) -> PlacePrecision:
    """Return how precise a place is; where the claim does not say, by its feature code, else vague without and exact with coordinates."""
    if place.place_precision is not None:
        return place.place_precision
    code = place.feature_code or ""
    if code.startswith("PCL"):
        return "country"
    if code.startswith("ADM1"):
        return "admin1"
    if code.startswith("ADM"):
        return "admin2"
    return "exact" if place.latitude is not None else "vague"


def distance_km(one: Place, other: Place) -> float | None:
    """Return the great-circle distance between two places with coordinates. [km]"""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    across = math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * across
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def can_be_one(one: Place, other: Place) -> bool:
    """Tell whether two places can be the same scene: one is, is near to, or lies in the other; a vague one fits its country."""
    if one.country and other.country and one.country != other.country:
        return False
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return True
    kinds = {precision(one), precision(other)}
    if kinds & {"country", "vague", "international"}:
        return True
    if kinds & {"admin1", "admin2"}:
        return _same_admin1(one, other)
    apart = distance_km(one, other)
    return fold(one.name) == fold(other.name) if apart is None else apart <= NEAR_KM


def _same_admin1(one: Place, other: Place) -> bool:
    if one.admin1_code and other.admin1_code:
        return one.admin1_code == other.admin1_code
    names = [fold(place.admin1 or (place.name if precision(place) == "admin1" else "")) for place in (one, other)]
    return not all(names) or names[0] == names[1]


def choose_place(accounts: Sequence[Account]) -> tuple[Place, str] | None:
    """Return the place that most independent sources can accept, of those the most precise, and the claim that names it."""
    placed = [(account, account.event.place) for account in accounts if account.event.place is not None]
    if not placed:
        return None

    shown = {_scene(place): place for _, place in placed}
    voices = _voices((_scene(place), account) for account, place in placed)
    named = _voices((_identity(place), account) for account, place in placed)
    accept = {
        scene: len(frozenset().union(*(keys for other, keys in voices.items() if can_be_one(place, shown[other]))))
        for scene, place in shown.items()
    }

    def rank(one: tuple[Account, Place]) -> tuple[Any, ...]:
        account, place = one
        return (-accept[_scene(place)], _PRECISION[precision(place)], -len(named[_identity(place)]), place.inferred, account.arrival)

    best = min(placed, key=rank)
    return best[1], best[0].event.id


def _scene(place: Place) -> tuple[object, ...]:
    """Return what two places are compared by, and nothing of the words that name them."""
    return (
        place.geonames_id, place.country, fold(place.name), place.admin1_code, place.admin1, place.latitude, place.longitude,
        place.place_precision, place.feature_code,
    )  # fmt: skip


def _identity(place: Place) -> object:
    return place.geonames_id if place.geonames_id is not None else (place.country, fold(place.name))


def choose_value(accounts: Sequence[Account], value: Callable[[Event], _T | None]) -> tuple[_T, str] | None:
    """Return what most independent sources say and the claim that says it first; who says nothing is not counted."""
    said: defaultdict[_T, list[Account]] = defaultdict(list)
    for account in accounts:
        if (found := value(account.event)) is not None:
            said[found].append(account)
    if not said:
        return None
    best = min(said, key=lambda found: (-_supporters(said[found], lambda _: True), min(account.arrival for account in said[found])))
    return best, min(said[best], key=lambda account: account.arrival).event.id


def nouns(accounts: Sequence[Account], field: Callable[[Event], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the nouns that accounts use, those of most sources first."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        for noun in field(account.event):
            said[noun].add(account.origin.key)
    return tuple(sorted(said, key=lambda noun: (-len(said[noun]), noun)))


def parties(
    accounts: Sequence[Account], field: Callable[[Event], tuple[Party, ...]], country: str | None = None
) -> tuple[IncidentParty, ...]:
    """Return the parties that accounts name, those of most sources first."""
    ordered = sorted(accounts, key=lambda account: account.arrival)
    return group_parties([(party, one.origin.key, one.event.id) for one in ordered for party in field(one.event)], country)


def group_parties(named: Iterable[tuple[Party, str, str]], country: str | None = None) -> tuple[IncidentParty, ...]:
    """Return each party once, under its commonest name, those of most sources first.

    Args:
        named: A party with the key of the source that names it and the id of the claim.
        country: Of the scene, ISO 3166-1 alpha-2, for names such as "the army".
    """
    groups: list[tuple[frozenset[object], list[tuple[Party, str, str]]]] = []
    for one in named:
        keys, members = _party_keys(one[0], country), [one]
        for other in [group for group in groups if group[0] & keys]:
            groups.remove(other)
            keys, members = keys | other[0], other[1] + members
        groups.append((keys, members))
    found = (_party(members) for _, members in groups)
    return tuple(sorted((party for party in found if party), key=lambda party: (-party.source_count, party.name)))


def _party(members: Sequence[tuple[Party, str, str]]) -> IncidentParty | None:
    names = Counter(name for party, *_ in members if (name := party.name or party.text or party.code))
    if not names:
        return None
    codes = Counter(party.code for party, *_ in members if party.code)
    ids = Counter(party.actor_id for party, *_ in members if party.actor_id)
    return IncidentParty(
        name=min(names, key=lambda name: (-names[name], name)),
        code=min(codes, key=lambda code: (-codes[code], code), default=None),
        actor_id=min(ids, key=lambda actor: (-ids[actor], actor), default=None),
        source_count=len({source for _, source, _ in members}),
        claim_ids=tuple(sorted({claim for *_, claim in members})),
    )


def _party_keys(party: Party, country: str | None) -> frozenset[object]:
    if is_civilian(party) or is_vague(party):
        return frozenset({party.code or ("name", fold(party.name or party.text or ""))})
    return frozenset(keys_of(party, country)) or frozenset({("name", fold(party.name or party.text or party.code or ""))})
