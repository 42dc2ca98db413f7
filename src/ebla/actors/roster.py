"""Who there is: actors of armed conflict by name, with PLOVER-like codes and the dates between which they hold.

In: the tokens of a report, or a name. Out: the roster's entries it may stand for, best first, each with what speaks against it
(not valid on the date, also another's name, a common word). The data are roster.jsonl (one actor a line) and roster.index (its
lookup words), both made by `making/build.py`. It does *not* decide which of several entries a report means, nor find common nouns
("soldiers", "villagers"): that is `reading/parties.py`.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from ebla.actors.entry import RosterEntry, entry_from
from ebla.actors.names import fold, skeleton, word_set, words_of, words_of_tokens

MIN_FUZZY_CHARS = 7
"""Names with fewer letters are never matched by likeness: in a first try shorter ones met other groups' acronyms. [characters]"""
MIN_FUZZY_SCORE_HERE = 75.0
"""The same where the candidate is active in the scene's country. By judgement."""
MIN_FUZZY_SCORE = 84.0
"""Least likeness (Indel ratio, 0 to 100) of a fuzzy match; by judgement on transliterations, see tests/actors/test_roster.py."""
_LONGEST = 14
"""Longest alias looked for. [words]"""
_HEADS = word_set(
    "fighters fighter militants militant rebels rebel gunmen gunman forces force troops soldiers insurgents guerrillas guerrilla militia "
    "militias militiamen group movement terrorists members separatists leadership officials spokesman commander leader"
)
_TITLES = word_set(
    "president prime minister king sheikh general gen colonel col captain capt maj major brigadier lieutenant lt marshal field mr mrs ms "
    "dr ayatollah mullah chairman secretary senator ambassador commander comandante premier chancellor emir crown prince sayyid sayyed "
    "former foreign defence ex admiral pope"
)


@dataclass(frozen=True, slots=True)
class RosterHit:
    """An entry found at a token.

    `start` and `end` are token indices, half-open. `valid` is False when the entry did not exist on the date asked for (people
    still say "Zaire"). `ambiguous` is True when the words are also a common word, a place or another's name; `holds_in` then lists
    the countries where they do mean this entry (empty: nowhere surely) and `reason` says why: `shared` (another's name or a
    common word), `surname`, `place` (a capital for its government) or `leader` ("Assad's forces"). `weak` is True for an acronym
    that is also a word, met in a text all in capitals.
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
        self._places: dict[int, dict[str, tuple[tuple[str, ...], str | None]]] = {}
        self._skeletons: dict[str, list[str]] | None = None
        self._reach: dict[str, int] | None = None

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
            from ebla.actors.index import index_of

            body = index_of([json.loads(line) for line in data.decode().splitlines()], data).partition("\n")[2]
        keys = dict(line.split("\t", 1) for line in body.splitlines())
        return Roster(data.decode().splitlines(), keys)

    @staticmethod
    def with_local(path: Path) -> Roster:
        """Give the roster with a file of further actors, one JSON object a line as in roster.jsonl.

        Raises InputError, with file, line and remedy, for a file that is missing or malformed.
        """
        from ebla.actors.local import local_actors

        home = files("ebla.actors")
        added = local_actors(path, Roster.load()._by_id)
        plain = [json.dumps({"actor_id": a["actor_id"]} | a, ensure_ascii=False, separators=(",", ":")) + "\n" for a in added]
        return Roster.from_bytes((home / "roster.jsonl").read_bytes() + "".join(plain).encode())

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
            found = self._entries[number] = entry_from(self._lines[number])
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
        if self._reach is None:
            self._reach = _reach_of(self._index)
        first = words_of_tokens(tokens, i, 1)
        reach = self._reach.get(first[0][0], 0) if first and first[0][1] == i + 1 else 0
        words = words_of_tokens(tokens, i, reach + 1) if reach > 1 else first[:reach]
        for length in range(min(reach, len(words)), 0, -1):
            end = words[length - 1][1]
            if length < len(words) and words[length][1] == end:
                continue
            packed = self._index.get(" ".join(word for word, _ in words[:length]))
            if packed is None:
                continue
            shouting = not any(c.islower() for token in tokens for c in token)
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
            number = item.rstrip("acpxg")
            flags = item[len(number) :]
            if "c" in flags and not capitals:
                continue
            if "p" in flags and not proper:
                continue
            if "x" in flags and not any(c.isupper() for c in surface[-1][1:]):
                continue
            entry = self._at(int(number))
            holds_in, reason = self._where(int(number), tokens[start:end]) if "a" in flags else ((), None)
            weak = "c" in flags and shouting and _is_word(surface)
            hits.append(RosterHit(entry, start, end, entry.holds(on), "a" in flags, holds_in, reason, weak))
        return sorted(hits, key=lambda h: (not h.valid, h.ambiguous, h.weak))

    def lookup(self, name: str, country: str | None = None, on: date | None = None) -> RosterEntry | None:
        """Give the one actor a name stands for, or None when there is none or it cannot be told.

        An exact name comes first; then the name without an acronym in brackets, a head noun ("Taliban fighters") or a title
        ("President Assad"); then, for names of at least 7 letters, one spelling that is near and has the same consonants. With
        several candidates the one of the country and of the date wins.

        Args:
            name: As written.
            country: ISO 3166-1 alpha-3 code of the scene.
            on: The date of the report.

        >>> roster = Roster.load()
        >>> roster.lookup("Jebhat al-Nosra").actor_id, roster.lookup("Tigers", "LKA").actor_id, roster.lookup("Tigers")
        ('syr-nusra', 'lka-ltte', None)
        """
        outside = re.sub(r"\s*\([^()]*\)$", "", name).strip()
        if outside and outside != name and " ".join(words_of(name)) not in self._index:
            return self.lookup(outside, country, on)
        tokens = [t for t in name.split() if t.lower() != "the"]
        stripped = False
        while tokens:
            found = self._exact(words_of(" ".join(tokens)), tokens, country, on)
            if found and not (stripped and found.kind == "state"):
                return found
            last, first = words_of(tokens[-1]), words_of(tokens[0])
            if len(tokens) > 1 and last and last[-1] in _HEADS:
                tokens, stripped = tokens[:-1], True
            elif len(tokens) > 1 and first and first[0] in _TITLES:
                tokens = tokens[1:]
            else:
                break
        return self._near(words_of(name), country, on)

    def _exact(self, words: list[str], tokens: list[str], country: str | None, on: date | None) -> RosterEntry | None:
        packed = self._index.get(" ".join(words))
        return self._choose(self._hits(packed, tokens, 0, len(tokens), on, False), country) if packed else None

    def _choose(self, hits: list[RosterHit], country: str | None) -> RosterEntry | None:
        def rank(hit: RosterHit) -> tuple[int, bool, bool, bool]:
            entry = hit.entry
            near = 0 if country and country == entry.country else 1 if country and country in (*entry.countries, *hit.holds_in) else 2
            return (near, not hit.valid, hit.ambiguous, entry.valid_to is not None)

        ranked = sorted(hits, key=rank)
        if not ranked:
            return None
        first = ranked[0]
        if first.ambiguous and rank(first)[0] == 2:
            return None
        ties = [h for h in ranked[1:] if rank(h) == rank(first) and not _related(first.entry, h.entry)]
        return None if ties else first.entry

    def _near(self, words: list[str], country: str | None, on: date | None) -> RosterEntry | None:
        text = " ".join(words)
        if len(text.replace(" ", "")) < MIN_FUZZY_CHARS:
            return None
        from rapidfuzz import fuzz

        near = [key for key in self._by_skeleton().get(skeleton(words), []) if key.count(" ") == text.count(" ")]
        scored = [(fuzz.ratio(text, key), key) for key in near]
        for score, key in sorted(scored, reverse=True):
            found = self._exact(key.split(" "), key.title().split(), country, on)
            here = found is not None and country is not None and country in (found.country, *found.countries)
            if found and score >= (MIN_FUZZY_SCORE_HERE if here else MIN_FUZZY_SCORE):
                return found
        return None

    def _where(self, number: int, tokens: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
        places = self._places.get(number)
        if places is None:
            places = self._places[number] = {}
            for alias, where, reason in self._at(number).ambiguous_aliases:
                words = words_of(alias)
                places[" ".join(words)] = places[" ".join(w for w in words if w != "al")] = (where, reason)
        return places.get(" ".join(word for word, _ in words_of_tokens(tokens, 0, _LONGEST)), ((), None))

    def _by_skeleton(self) -> dict[str, list[str]]:
        if self._skeletons is None:
            found: dict[str, list[str]] = {}
            for key, packed in self._index.items():
                if len(key) >= MIN_FUZZY_CHARS and not all(item[-1] == "g" for item in packed.split(" ")):
                    found.setdefault(skeleton(key.split(" ")), []).append(key)
            self._skeletons = found
        return self._skeletons


_WORDS = word_set(
    "is us who it un aid care mend model fact ram plot jam plan goal reach echo arena car gal elf raw mas aa an as at am im up so pap cap "
    "far fan far pad rap sad mad mia mit dos das cam mir tak ad ap ec fn hb ji kr pl rn rt sl"
)


def _is_word(surface: Sequence[str]) -> bool:
    return len(surface) == 1 and fold(surface[0]) in _WORDS


def _reach_of(index: dict[str, str]) -> dict[str, int]:
    """Give, for the first word of every key, how many words the longest key has that starts with it."""
    reach: dict[str, int] = {}
    for key in index:
        first, _, _ = key.partition(" ")
        reach[first] = max(reach.get(first, 0), key.count(" ") + 1)
    return reach


def _related(one: RosterEntry, other: RosterEntry) -> bool:
    return one.parent == other.actor_id or other.parent == one.actor_id or (one.country is not None and one.country == other.country)
