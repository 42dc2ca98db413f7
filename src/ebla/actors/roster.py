"""Who there is: actors of armed conflict by name, with PLOVER-like codes and the dates between which they hold.

In: the tokens of a report, or a name. Out: the roster's entries it may stand for, best first, each with what speaks against it
(not valid on the date, also another's name, a common word). The data are roster.jsonl (one actor a line) and roster.index (its
lookup words), both made by `build.py`. It does *not* decide which of several entries a report means, nor find common nouns
("soldiers", "villagers"): that is `reading/parties.py`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ebla.actors.names import fold, skeleton, words_of, words_of_tokens

MIN_FUZZY_CHARS = 7
"""Names with fewer letters are never matched by likeness: in a first try shorter ones met other groups' acronyms. [characters]"""
MIN_FUZZY_SCORE = 88.0
"""Least likeness (Indel ratio, 0 to 100) of a fuzzy match; by judgement on transliterations, see tests/actors/test_roster.py."""
_LONGEST = 14
"""Longest alias looked for. [words]"""
_HEADS = frozenset(
    "fighters fighter militants militant rebels rebel gunmen gunman forces force troops soldiers insurgents guerrillas guerrilla militia "
    "militias militiamen group movement terrorists members separatists leadership officials spokesman commander leader".split()
)
_TITLES = frozenset(
    "president prime minister king sheikh general gen colonel col captain capt maj major brigadier lieutenant lt marshal field mr mrs ms dr "
    "ayatollah mullah chairman secretary senator ambassador commander comandante premier chancellor emir crown prince sayyid sayyed former "
    "foreign defence ex admiral pope".split()
)


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


@dataclass(frozen=True, slots=True)
class RosterHit:
    """An entry found at a token.

    `start` and `end` are token indices, half-open. `valid` is False when the entry did not exist on the date asked for (people
    still say "Zaire"). `ambiguous` is True when the words are also a common word, a place or another's name; `holds_in` then lists
    the countries where they do mean this entry (empty: nowhere surely) and `reason` says why: `shared` (another's name or a common
    word), `surname`, `place` (a capital for its government) or `leader` ("Assad's forces"). `weak` is True for an acronym that is also a word, met in
    a text all in capitals.
    """

    entry: RosterEntry
    start: int
    end: int
    valid: bool
    ambiguous: bool = False
    holds_in: tuple[str, ...] = ()
    reason: str | None = None
    weak: bool = False

    @property
    def actor_id(self) -> str:
        """The id of the entry found."""
        return self.entry.actor_id


def _within(day: str | None, start: str | None, end: str | None) -> bool:
    if day is None:
        return True
    return (start is None or start <= day) and (end is None or day[: len(end)] <= end)


def _dated(rows: Iterable[dict[str, Any]], key: str) -> tuple[Dated, ...]:
    return tuple(
        Dated(r[key], r.get("valid_from"), r.get("valid_to"), r.get("country"), r.get("office"), r.get("body")) for r in rows
    )


def _entry(line: str) -> RosterEntry:
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


class Roster:
    """Every actor known, found by name.

    >>> roster = Roster.load()
    >>> [hit.actor_id for hit in roster.match("the Syrian air force bombed".split(), 1, date(2015, 1, 1))]
    ['syr-air-force']
    """

    def __init__(self, lines: Sequence[str], index: dict[str, str]) -> None:
        """Take the roster's lines and, per lookup key, the line numbers with their flags."""
        self._lines = lines
        self._index = index
        self._entries: dict[int, RosterEntry] = {}
        self._by_id: dict[str, int] = {}
        for number, line in enumerate(lines):
            self._by_id[line[13 : line.index('"', 13)]] = number
        self._skeletons: dict[str, list[str]] | None = None

    @staticmethod
    @cache
    def load() -> Roster:
        """Give the roster that comes with Ebla, read once."""
        home = files("ebla.actors")
        return Roster.from_bytes((home / "roster.jsonl").read_bytes(), (home / "roster.index").read_text(encoding="utf-8"))

    @staticmethod
    def from_bytes(data: bytes, index: str = "") -> Roster:
        """Read a roster; an index that does not belong to the data is left aside and made anew (slow, [seconds])."""
        head, _, body = index.partition("\n")
        if head != f"{zlib.crc32(data)} {len(data)}":
            from ebla.actors.build import index_of

            body = index_of([json.loads(line) for line in data.decode().splitlines()], data).partition("\n")[2]
        keys = dict(line.split("\t", 1) for line in body.splitlines())
        return Roster(data.decode().splitlines(), keys)

    @staticmethod
    def with_local(path: Path) -> Roster:
        """Give the roster with a file of further actors, one JSON object a line as in roster.jsonl."""
        home = files("ebla.actors")
        return Roster.from_bytes((home / "roster.jsonl").read_bytes() + path.read_bytes())

    def __len__(self) -> int:
        """How many actors there are."""
        return len(self._lines)

    def __getitem__(self, actor_id: str) -> RosterEntry:
        """Give the entry of an id; KeyError when there is none."""
        return self._at(self._by_id[actor_id])

    def __contains__(self, actor_id: str) -> bool:
        """Tell whether an id is known."""
        return actor_id in self._by_id

    def entries(self) -> list[RosterEntry]:
        """Give every entry in the file's order (parses all lines, about 50 ms)."""
        return [self._at(number) for number in range(len(self._lines))]

    def _at(self, number: int) -> RosterEntry:
        found = self._entries.get(number)
        if found is None:
            found = self._entries[number] = _entry(self._lines[number])
        return found

    def match(self, tokens: Sequence[str], i: int, on: date | None = None) -> list[RosterHit]:
        """Give the longest names that start at a token, best first.

        Args:
            tokens: The sentence's tokens as written; case matters for acronyms that are words ("IS", "US", "WHO").
            i: Index of the first token. An article starts no name.
            on: The report's date; entries not valid then come last and are flagged.

        >>> roster = Roster.load()
        >>> [h.actor_id for h in roster.match(["WHO", "warned"], 0)], roster.match(["who", "warned"], 0)
        (['un-who'], [])
        """
        words = words_of_tokens(tokens, i, _LONGEST)
        if not words or not words_of(tokens[i]):
            return []
        shouting = not any(c.islower() for token in tokens for c in token)
        for length in range(len(words), 0, -1):
            end = words[length - 1][1]
            if length < len(words) and words[length][1] == end:
                continue
            packed = self._index.get(" ".join(word for word, _ in words[:length]))
            if packed is None:
                continue
            hits = self._hits(packed, tokens, i, end, on, shouting)
            if hits:
                return hits
        return []

    def _hits(self, packed: str, tokens: Sequence[str], start: int, end: int, on: date | None, shouting: bool) -> list[RosterHit]:
        surface = [t for t in tokens[start:end] if any(c.isalpha() for c in t) and t not in {"'s", "’s"}]
        capitals = all(t.replace("’s", "").replace("'s", "").upper() == t.replace("’s", "").replace("'s", "") for t in surface)
        proper = surface[-1][:1].isupper() or surface[0][:1].isupper() if surface else True
        hits = []
        for item in packed.split(" "):
            number = item.rstrip("acpx")
            flags = item[len(number) :]
            if "c" in flags and not capitals:
                continue
            if "p" in flags and not proper:
                continue
            if "x" in flags and not any(c.isupper() for c in surface[-1][1:]):
                continue
            entry = self._at(int(number))
            holds_in, reason = _holds_in(entry, tokens[start:end]) if "a" in flags else ((), None)
            weak = "c" in flags and shouting and len(entry.capital_aliases) > 0 and _is_word(surface)
            hits.append(RosterHit(entry, start, end, entry.holds(on), "a" in flags, holds_in, reason, weak))
        return sorted(hits, key=lambda h: (not h.valid, h.ambiguous, h.weak))

    def lookup(self, name: str, country: str | None = None, on: date | None = None) -> RosterEntry | None:
        """Give the one actor a name stands for, or None when there is none or it cannot be told.

        An exact name comes first; then the name without a head noun ("Taliban fighters") or a title ("President Assad"); then,
        for names of at least 7 letters, one spelling that is near and has the same consonants. With several candidates the one of
        the country and of the date wins.

        Args:
            name: As written.
            country: ISO 3166-1 alpha-3 code of the scene.
            on: The date of the report.

        >>> roster = Roster.load()
        >>> roster.lookup("Jebhat al-Nosra").actor_id, roster.lookup("Tigers", "LKA").actor_id, roster.lookup("Tigers")
        ('syr-nusra', 'lka-ltte', None)
        """
        words = words_of(name)
        while words:
            found = self._exact(words, name, country, on)
            if found:
                return found
            if len(words) > 1 and words[-1] in _HEADS:
                words = words[:-1]
            elif len(words) > 1 and words[0] in _TITLES:
                words = words[1:]
            else:
                break
            name = " ".join(words)
        return self._near(words_of(name), country, on)

    def _exact(self, words: list[str], name: str, country: str | None, on: date | None) -> RosterEntry | None:
        packed = self._index.get(" ".join(words))
        if packed is None:
            return None
        tokens = [t for t in name.split() if t.lower() != "the"]
        hits = self._hits(packed, tokens, 0, len(tokens), on, False)
        return self._choose(hits, country)

    def _choose(self, hits: list[RosterHit], country: str | None) -> RosterEntry | None:
        def rank(hit: RosterHit) -> tuple[bool, bool, bool, bool, bool]:
            here = country is not None and (country == hit.entry.country or country in hit.entry.countries or country in hit.holds_in)
            sure = not hit.ambiguous or here
            return (not sure, not here, not hit.valid, hit.ambiguous, hit.entry.valid_to is not None)

        ranked = sorted(hits, key=rank)
        if not ranked or (rank(ranked[0])[0] and len(ranked) > 1) or (ranked[0].ambiguous and country is None and rank(ranked[0])[0]):
            return None
        first = ranked[0]
        if len(ranked) > 1 and rank(ranked[1]) == rank(first) and country is None and not self._related(first.entry, ranked[1].entry):
            return None
        return first.entry

    def _related(self, one: RosterEntry, other: RosterEntry) -> bool:
        return one.parent == other.actor_id or other.parent == one.actor_id or one.country == other.country

    def _near(self, words: list[str], country: str | None, on: date | None) -> RosterEntry | None:
        text = " ".join(words)
        if len(text.replace(" ", "")) < MIN_FUZZY_CHARS:
            return None
        from rapidfuzz import fuzz

        best: list[tuple[float, str]] = []
        for key in self._by_skeleton().get(skeleton(words), []):
            score = fuzz.ratio(text, key)
            if score >= MIN_FUZZY_SCORE - (8 if len(words) > 1 else 0):
                best.append((score, key))
        for _, key in sorted(best, reverse=True):
            found = self._exact(key.split(" "), key.title(), country, on)
            if found:
                return found
        return None

    def _by_skeleton(self) -> dict[str, list[str]]:
        if self._skeletons is None:
            found: dict[str, list[str]] = {}
            for key in self._index:
                if len(key) >= MIN_FUZZY_CHARS:
                    found.setdefault(skeleton(key.split(" ")), []).append(key)
            self._skeletons = found
        return self._skeletons


_WORDS = frozenset(
    "is us who it un aid care mend model fact ram plot jam plan goal reach echo arena car gal elf raw mas aa an as at am im up so pap cap "
    "far fan far pad rap sad mad mia mit dos das cam mir tak ad ap ec fn hb ji kr pl rn rt sl".split()
)


def _is_word(surface: Sequence[str]) -> bool:
    return len(surface) == 1 and fold(surface[0]) in _WORDS


def _holds_in(entry: RosterEntry, tokens: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    key = [word for word, _ in words_of_tokens(tokens, 0, _LONGEST)]
    for alias, where, reason in entry.ambiguous_aliases:
        words = words_of(alias)
        if words == key or [w for w in words if w != "al"] == [w for w in key if w != "al"]:
            return where, reason
    return (), None
