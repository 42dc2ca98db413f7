"""A compiled gazetteer file: one SQLite database, opened read-only and memory-mapped, so that opening takes milliseconds and processes
share its pages.

In: a path and keys. Out: `Entry` records, the largest first. It does not rank by any text. Tables: `places` (one row an entry),
`names` (48-bit key, reference), `meta`. A reference is four times the entry's id plus how the name leads to it (see `Match`), less 2**40
times the bit length of its population: in the order of references the larger places come first.
"""

from __future__ import annotations

import pathlib
import sqlite3
import threading
from enum import IntEnum
from typing import Any, NamedTuple

from ebla.errors import GazetteerError
from ebla.gazetteer.names import hashed

FORMAT = "2"
MAP_BYTES = 1 << 31

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, latitude INTEGER, longitude INTEGER, country TEXT, parent INTEGER, feature_code TEXT,
  population INTEGER, geonames_id INTEGER, code TEXT, source TEXT
);
CREATE TABLE names (key INTEGER, ref INTEGER, PRIMARY KEY (key, ref)) WITHOUT ROWID;
"""
MOST = 120  # entries of one name that are looked at, the largest: so that the commonest name is found within a millisecond
_SIZE = 40  # bits of a reference below the size
SCALE = 100_000  # coordinates are kept as whole hundred-thousandths of a degree (1.1 m)


class Match(IntEnum):
    """How a name leads to an entry, best first: its own name, another name of it, a name without its article or kind word, a skeleton."""

    OWN = 0
    OTHER = 1
    LOOSE = 2
    SKELETON = 3


class Entry(NamedTuple):
    """A place on earth. Degrees are WGS 84; `code` is ISO 3166-2 or a P-code.

    `parent` is the id of the division that holds it; in a gazetteer of the user's, the hashed code of that division (see `code_key`).
    """

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
        self._capitals: dict[str, Entry] | None = None
        try:
            self.meta: dict[str, str] = dict(self._connection().execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                str(path), f"it is not a compiled gazetteer ({error})", "Make it again: ebla gazetteer add FILE"
            ) from error
        self.own_ids = self.meta.get("parents") != "codes"  # whether a parent is an id here, not the code of a division of the world
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

    def named(self, key: int) -> list[tuple[Entry, Match]]:
        """Return the entries under a hashed key, each with how the name leads there: the largest, at most `MOST`."""
        rows = self._connection().execute(_NAMED, (key, MOST)).fetchall()
        return [(self._made(row), _WAYS[row[11]]) for row in rows]

    def entry(self, place: int) -> Entry:
        """Return an entry by its id. Raises KeyError for an unknown id."""
        found = self._entries.get(place)
        if found is None:
            row = self._connection().execute("SELECT * FROM places WHERE id = ?", (place,)).fetchone()
            if row is None:
                raise KeyError(place)
            if len(self._entries) > 20_000:
                self._entries.clear()
            found = self._entries[place] = self._made(row)
        return found

    def coded(self, code: int) -> Entry | None:
        """Return the country or division under a hashed code (see `code_key`), or None."""
        return next((entry for entry, _ in self.named(code)), None)

    def capitals(self) -> dict[str, Entry]:
        """Return the capital of each country by its ISO 3166-1 alpha-2 code, the largest where one has several; asked for once."""
        if self._capitals is None:
            rows = self._connection().execute("SELECT * FROM places WHERE feature_code = 'PPLC' ORDER BY population")
            self._capitals = {entry.country: entry for entry in map(self._made, rows) if entry.country}
        return self._capitals

    def _made(self, row: tuple[Any, ...]) -> Entry:
        lat, lon = row[2], row[3]
        return Entry(
            row[0], row[1], None if lat is None else lat / SCALE, None if lon is None else lon / SCALE, row[4], row[5], row[6], row[7] or 0,
            row[8], row[9], row[10] or "", self.number,
        )  # fmt: skip


_WAYS = tuple(Match)


def digest_of(path: pathlib.Path) -> str:
    """Return the digest that a compiled gazetteer keeps of its content. Raises GazetteerError when it is none."""
    return Store(path).meta["digest"]


def reference(place: int, how: int, people: int) -> int:
    """Return the number under which a name keeps an entry."""
    return (place << 2 | how) - (people.bit_length() << _SIZE)


def code_key(code: str) -> int:
    """Return the hashed key of a country ("SY"), a division's GeoNames code ("SY.12") or its country and strict key ("SY/idlib")."""
    return hashed(f"={code}")


_NAMED = f"""
SELECT p.*, n.ref & 3 FROM names n JOIN places p ON p.id = (n.ref & {(1 << _SIZE) - 1}) >> 2 WHERE n.key = ? ORDER BY n.ref LIMIT ?
"""
