"""A compiled gazetteer file: one SQLite database, opened read-only and memory-mapped, so that opening takes milliseconds and processes
share its pages.

In: a path and keys. Out: `Entry` records. It does not rank and knows no text. Tables: `places` (one row an entry), `names` (48-bit key,
reference), `meta`.
A reference is four times the entry's id plus how the name was come by (see `Match`).
"""

from __future__ import annotations

import os
import pathlib
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from ebla.errors import GazetteerError
from ebla.gazetteer.names import hashed, loose_key, skeleton_key, strict_key

FORMAT = "1"
MAP_BYTES = 1 << 31

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, latitude INTEGER, longitude INTEGER, country TEXT, parent INTEGER, feature_code TEXT,
  population INTEGER, geonames_id INTEGER, code TEXT, source TEXT
);
CREATE TABLE names (key INTEGER, ref INTEGER, PRIMARY KEY (key, ref)) WITHOUT ROWID;
"""
MOST = 200  # entries of one name that are looked at; the world gazetteer numbers its towns by size
SCALE = 100_000  # coordinates are kept as whole hundred-thousandths of a degree (1.1 m)


class Match(IntEnum):
    """How a name leads to an entry, best first: its own name, another name of it, a name without its article or kind word, a skeleton."""

    OWN = 0
    OTHER = 1
    LOOSE = 2
    SKELETON = 3


@dataclass(slots=True, frozen=True)
class Entry:
    """A place on earth. Degrees are WGS 84; `parent` is the id of the division that holds it; `code` is ISO 3166-2 or a P-code."""

    id: int
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    parent: int | None
    feature_code: str | None
    population: int
    geonames_id: int | None
    code: str | None
    source: str
    store: int = 0


class Store:
    """One compiled gazetteer file. Raises GazetteerError when it is missing or of another format."""

    def __init__(self, path: pathlib.Path, number: int = 0) -> None:
        self.path, self.number = path, number
        if not path.is_file():
            raise GazetteerError(str(path), "there is no such gazetteer", "Build it: pip install ebla, or ebla gazetteer add FILE")
        self._local = threading.local()
        self._entries: dict[int, Entry] = {}
        try:
            self.meta: dict[str, str] = dict(self._connection().execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                str(path), f"it is not a compiled gazetteer ({error})", "Make it again: ebla gazetteer add FILE"
            ) from error
        if self.meta.get("format") != FORMAT:
            raise GazetteerError(
                str(path), f"it has format {self.meta.get('format')}, expected {FORMAT}", "Make it again: ebla gazetteer add FILE"
            )

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, cached_statements=16)
            connection.execute(f"PRAGMA mmap_size = {MAP_BYTES}")
            connection.execute("PRAGMA cache_size = -512")
            self._local.connection = connection
        return connection

    def references(self, key: str) -> list[tuple[int, Match]]:
        """Return the ids under a key, each with how the name leads there (the best where there are several)."""
        rows = self._connection().execute("SELECT ref FROM names WHERE key = ? ORDER BY ref LIMIT ?", (hashed(key), MOST)).fetchall()
        best: dict[int, int] = {}
        for (ref,) in rows:
            place, how = ref >> 2, ref & 3
            if how < best.get(place, 4):
                best[place] = how
        return [(place, Match(how)) for place, how in best.items()]

    def entry(self, place: int) -> Entry:
        """Return an entry by its id. Raises KeyError for an unknown id."""
        found = self._entries.get(place)
        if found is None:
            row = self._connection().execute("SELECT * FROM places WHERE id = ?", (place,)).fetchone()
            if row is None:
                raise KeyError(place)
            lat, lon = (None if row[i] is None else row[i] / SCALE for i in (2, 3))
            found = Entry(row[0], row[1], lat, lon, row[4], row[5], row[6], row[7] or 0, row[8], row[9], row[10] or "", self.number)
            if len(self._entries) > 20_000:
                self._entries.clear()
            self._entries[place] = found
        return found


@dataclass(slots=True)
class Row:
    """An entry to be written, with its other names. `loose` are names that lead to it weakly."""

    id: int
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    feature_code: str | None
    parent: int | None = None
    population: int = 0
    geonames_id: int | None = None
    code: str | None = None
    source: str = ""
    others: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    skeletons: bool = True


def keys_of(row: Row) -> set[tuple[int, int]]:
    """Return the (key, reference) pairs of a row: each key once, with the best way it leads there."""
    best: dict[str, int] = {}

    def put(key: str | None, how: Match) -> None:
        if key and how < best.get(key, 4):
            best[key] = how

    put(strict_key(row.name), Match.OWN)
    for name in row.others:
        put(strict_key(name), Match.OTHER)
    for name in (row.name, *row.others):
        put(loose_key(name), Match.LOOSE)
    for name in row.loose:
        put(strict_key(name), Match.LOOSE)
        put(loose_key(name), Match.LOOSE)
    if row.skeletons:
        for name in (row.name, *row.others, *row.loose):
            bones = skeleton_key(name)
            put(bones and "~" + bones, Match.SKELETON)
    return {(hashed(key), row.id * 4 + how) for key, how in best.items()}


def write_store(path: pathlib.Path, rows: Iterable[Row], meta: dict[str, str]) -> int:
    """Write a gazetteer file and return its number of entries. The same rows give the same bytes; a half-written file never stands
    under `path`."""
    draft = path.with_name(f"{path.stem}.{os.getpid()}.draft")  # two builds at once do not meet
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        pairs: list[tuple[int, int]] = []
        count = 0
        for row in rows:
            count += 1
            lat, lon = (None if v is None else round(v * SCALE) for v in (row.latitude, row.longitude))
            connection.execute(
                "INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (
                    row.id,
                    row.name,
                    lat,
                    lon,
                    row.country,
                    row.parent,
                    row.feature_code,
                    row.population or None,
                    row.geonames_id,
                    row.code,
                    row.source or None,
                ),
            )
            pairs.extend(keys_of(row))
        pairs.sort()
        connection.executemany("INSERT INTO names VALUES (?, ?)", pairs)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted({**meta, "format": FORMAT, "entries": str(count)}.items()))
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        draft.unlink(missing_ok=True)
        raise
    connection.close()
    draft.replace(path)
    return count
