"""Rows in, a compiled gazetteer file out, whole or not at all: the world's and the user's are written alike.

Places are written as they come; key pairs are spread over files by the first bits of the key and sorted file by file, so that memory does
not grow with the rows. It judges no row, and needs nothing beside the standard library, for it runs where the wheel is built.
"""

from __future__ import annotations

import hashlib
import os
import pathlib
import shutil
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ebla.gazetteer.names import all_keys, hashed
from ebla.gazetteer.store import FORMAT, SCALE, SCHEMA, Match, code_key, reference

SPREAD_BITS = 7  # 128 files of keys
HELD = 2_000_000  # key pairs in memory before they are written out (32 MB)
_DRAFT = ".adding-"


@dataclass(slots=True)
class Row:
    """An entry to be written, with its other names. `loose` are names that lead to it weakly, `codes` those that gazetteers of the user's
    know a country or division by (see `code_key`)."""

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
    codes: tuple[str, ...] = ()


def keys_of(row: Row) -> list[tuple[int, int]]:
    """Return the (key, reference) pairs of a row: each key once, with the best way it leads there."""
    best: dict[str, int] = {}
    weak: list[str] = []
    named = [(row.name, 0), *[(name, 1) for name in row.others], *[(name, 2) for name in row.loose]]  # how, see Match
    for name, how in named:
        strict, loose, bones = all_keys(name)
        if strict and how < best.get(strict, 4):
            best[strict] = how
        if loose != strict:
            weak.append(loose)
        if bones and row.skeletons:
            best.setdefault(f"~{bones}", Match.SKELETON)
    for key in weak:
        if key and best.get(key, 4) > Match.LOOSE:
            best[key] = Match.LOOSE
    out = [(hashed(key), reference(row.id, how, row.population)) for key, how in best.items()]
    out.extend((code_key(code), reference(row.id, Match.OWN, row.population)) for code in row.codes)
    return out


class _Pairs:
    """Key pairs, spread by the first bits of the key."""

    def __init__(self, folder: pathlib.Path) -> None:
        self._folder, self._held, self._spilled = folder, 0, False
        self._parts = [array("q") for _ in range(1 << SPREAD_BITS)]

    def add(self, row: Row) -> None:
        """Take the pairs of a row."""
        for key, ref in keys_of(row):
            part = self._parts[(key >> (48 - SPREAD_BITS)) + (1 << SPREAD_BITS - 1)]
            part.append(key)
            part.append(ref)
            self._held += 1
        if self._held >= HELD:
            self._spill()

    def _spill(self) -> None:
        for number, part in enumerate(self._parts):
            with (self._folder / f"{number}.keys").open("ab") as handle:
                part.tofile(handle)
            del part[:]
        self._held, self._spilled = 0, True

    def sorted(self) -> Iterator[tuple[int, int]]:
        """Yield all pairs in order."""
        for number, part in enumerate(self._parts):
            whole = array("q")
            if self._spilled:
                whole.frombytes((self._folder / f"{number}.keys").read_bytes())
            whole.extend(part)
            yield from sorted(zip(whole[::2], whole[1::2], strict=True))


def write_store(path: pathlib.Path, rows: Iterable[Row], meta: dict[str, str]) -> int:
    """Write a gazetteer file and return its number of entries.

    The same rows give the same bytes. What is half done stands in a hidden folder beside `path`, never under `path`; the folder of a run
    that was killed is removed by the next one.
    """
    sweep(path.parent)
    scratch = path.parent / f"{_DRAFT}{os.getpid()}"
    scratch.mkdir()
    draft = scratch / "draft"
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        for pragma in ("page_size = 8192", "journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        pairs, count = _Pairs(scratch), [0]
        connection.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?)", _placed(rows, pairs, count))
        connection.executemany("INSERT INTO names VALUES (?, ?)", pairs.sorted())
        described = {**meta, "format": FORMAT, "entries": str(count[0])}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(described.items()))
        connection.execute("COMMIT")
        with draft.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()[:16]
        connection.execute("INSERT INTO meta VALUES ('digest', ?)", (digest,))
        connection.close()
        with draft.open("rb+") as handle:
            os.fsync(handle.fileno())
        draft.replace(path)
    finally:
        connection.close()
        shutil.rmtree(scratch)
    return count[0]


def sweep(folder: pathlib.Path) -> None:
    """Remove what runs that were killed left in a folder."""
    for left in folder.glob(f"{_DRAFT}*"):
        number = left.name.removeprefix(_DRAFT)
        if number.isdigit() and not _runs(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    if process == os.getpid():
        return False
    if os.name != "posix":
        return True  # cannot be told without stopping it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _placed(rows: Iterable[Row], pairs: _Pairs, count: list[int]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        count[0] += 1
        pairs.add(row)
        lat, lon = (None if v is None else round(v * SCALE) for v in (row.latitude, row.longitude))
        people, source = row.population or None, row.source or None
        yield row.id, row.name, lat, lon, row.country, row.parent, row.feature_code, people, row.geonames_id, row.code, source
