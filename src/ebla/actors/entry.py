"""A roster entry: an actor's names, codes and dates, and what they were on a given day.

In: a line of roster.jsonl. Out: a frozen record. It does *not* find names in text: that is `roster.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Dated:
    """A value with the dates between which it held, the country where it holds if not everywhere, and the office held."""

    value: str
    valid_from: str | None = None
    valid_to: str | None = None
    country: str | None = None
    office: str | None = None
    body: str | None = None

    def holds(self, day: str | None) -> bool:
        """Tell whether the value held on a day (ISO date); partial dates count as their whole month or year."""
        return _within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """An actor: its canonical name, every name the press uses, its code, and where and when it was active.

    Source:
        Codes follow PLOVER 2.0 sectors; names follow ACLED and UCDP. `source` says where each line can be checked.
    """

    actor_id: str
    name: str
    code: str
    kind: str
    country: str | None
    countries: tuple[str, ...]
    aliases: tuple[str, ...]
    ambiguous_aliases: tuple[tuple[str, tuple[str, ...], str], ...]
    capital_aliases: tuple[str, ...]
    parent: str | None
    valid_from: str | None
    valid_to: str | None
    conflicts: tuple[str, ...]
    names: tuple[Dated, ...]
    codes: tuple[Dated, ...]
    source: str
    note: str | None

    def holds(self, on: date | None) -> bool:
        """Tell whether the actor was there on a date; true when no date is given."""
        return _within(on.isoformat() if on else None, self.valid_from, self.valid_to)


def _within(day: str | None, start: str | None, end: str | None) -> bool:
    if day is None:
        return True
    return (start is None or start <= day) and (end is None or day[: len(end)] <= end)


def _dated(rows: Iterable[dict[str, Any]], key: str) -> tuple[Dated, ...]:
    return tuple(Dated(r[key], r.get("valid_from"), r.get("valid_to"), r.get("country"), r.get("office"), r.get("body")) for r in rows)


def entry_from(line: str) -> RosterEntry:
    """Read one line of roster.jsonl."""
    raw = json.loads(line)
    held = raw.get("offices") or raw.get("codes") or []
    return RosterEntry(
        actor_id=raw["actor_id"],
        name=raw["name"],
        code=raw["code"],
        kind=raw["kind"],
        country=raw["country"],
        countries=tuple(raw["countries"]),
        aliases=tuple(raw["aliases"]),
        ambiguous_aliases=tuple((a["alias"], tuple(a["countries"]), a["reason"]) for a in raw.get("ambiguous_aliases", [])),
        capital_aliases=tuple(raw.get("capital_aliases", [])),
        parent=raw["parent"],
        valid_from=raw["valid_from"],
        valid_to=raw["valid_to"],
        conflicts=tuple(raw["conflicts"]),
        names=_dated(raw.get("names", []), "name"),
        codes=_dated(held, "code"),
        source=raw["source"],
        note=raw.get("note"),
    )


def code_on(entry: RosterEntry, on: date | None = None, country: str | None = None) -> str:
    """Give an actor's code on a date, where the scene is in a country.

    A code bound to that country comes first, then the code of the date; before the first and after the last, the nearest one
    (a former president keeps the code of the last office). Without a date it is the entry's main code.

    Args:
        entry: The actor.
        on: The date of the deed, or of the report.
        country: The scene's country, ISO 3166-1 alpha-3.

    >>> from ebla.actors import Roster
    >>> roster = Roster.load()
    >>> code_on(roster["afg-taliban"], date(2010, 1, 1)), code_on(roster["afg-taliban"], date(2022, 1, 1))
    ('AFG REB', 'AFG GOV')
    >>> code_on(roster["lbn-hezbollah"], date(2015, 1, 1), "SYR")
    'SYR PRM'
    """
    day = on.isoformat() if on else None
    here = [c for c in entry.codes if c.country and c.country == country and c.holds(day)]
    if here:
        return here[-1].value
    general = [c for c in entry.codes if c.country is None]
    if day is None or not general:
        return entry.code
    return _nearest(general, day).value


def name_on(entry: RosterEntry, on: date | None = None) -> str:
    """Give an actor's canonical name on a date: Jabhat al-Nusra in 2014, Hayat Tahrir al-Sham in 2019.

    >>> from ebla.actors import Roster
    >>> name_on(Roster.load()["cod-army"], date(1995, 6, 1))
    'Military Forces of Zaire'
    """
    if not entry.names or on is None:
        return entry.names[-1].value if entry.names and not entry.names[-1].valid_to else entry.name
    return _nearest(entry.names, on.isoformat()).value


def _nearest(dated: Sequence[Dated], day: str) -> Dated:
    holding = [d for d in dated if d.holds(day)]
    if holding:
        return holding[-1]
    before = [d for d in dated if d.valid_to is not None and d.valid_to < day]
    return before[-1] if before else dated[0]
