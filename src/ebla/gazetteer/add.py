"""A gazetteer file of the user's in, a compiled gazetteer beside the world's out, with a count of every row that was kept, mended or
refused and why.

Reads a GeoNames dump (tab-separated, 19 columns, no header), a table with a header (CSV or TSV: OCHA P-code tables, lists of one's own) and
GeoJSON points
or shapes. Rows are judged one by one; the compiled file appears whole or not at all. It knows nothing of reports.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import heapq
import json
import math
import os
import pathlib
import re
import sqlite3
import struct
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ebla.errors import GazetteerError
from ebla.gazetteer.store import FORMAT, SCALE, SCHEMA, Row, keys_of

CHUNK = 1_000_000  # key pairs sorted in memory at a time (about 200 MB)
_PAIR = struct.Struct("<qq")
# What a column may be called, by what it holds. The admin levels of OCHA's tables come as "admin3Name_en", "ADM3_PCODE".
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "name_en", "asciiname", "place", "placename", "settlement", "village", "toponym", "title", "label"),
    "others": ("alternatenames", "alternate_names", "alt_names", "aliases", "other_names", "name_alt", "names"),
    "latitude": ("latitude", "lat", "y", "lat_dd", "point_y", "ycoord"),
    "longitude": ("longitude", "lon", "long", "lng", "x", "lon_dd", "point_x", "xcoord"),
    "country": ("country", "country_code", "countrycode", "iso2", "admin0pcode", "adm0_pcode", "cc"),
    "feature_code": ("feature_code", "featurecode", "fcode", "type", "class"),
    "population": ("population", "pop", "people"),
    "id": ("geonameid", "geonames_id", "id", "fid", "uid"),
    "pcode": ("pcode", "p_code"),
}
_ADMIN_NAME = re.compile(r"^adm(?:in)?_?([1-5])_?name(?:_?(en|ref|alt1en|alt2en|ar|fr|es|pt))?$|^adm([1-5])_(en|ar|fr|es|pt)$", re.I)
_ADMIN_CODE = re.compile(r"^adm(?:in)?_?([1-5])_?p_?code$", re.I)


@dataclass
class Added:
    """What became of a file: rows kept, rows mended and refused by reason, and where the compiled gazetteer stands."""

    path: pathlib.Path
    kept: int = 0
    mended: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Raw:
    """One row as read, before it is judged."""

    name: str
    others: tuple[str, ...]
    latitude: str | float | None
    longitude: str | float | None
    country: str
    feature_code: str
    population: str
    number: str
    pcode: str


def add_gazetteer(source: pathlib.Path, folder: pathlib.Path, country: str | None = None) -> Added:
    """Compile a file into `folder` and say what became of its rows.

    Args:
        source: A GeoNames dump, a CSV or TSV with a header, or GeoJSON.
        folder: Where the user's gazetteers stand; made when missing.
        country: ISO 3166-1 alpha-2, for rows that name no country.

    Raises GazetteerError when the file is missing, of no known kind, lacks the columns for a name and coordinates, or holds no row that
    can be used.
    """
    if not source.is_file():
        raise GazetteerError(
            str(source), "there is no such file", "Give a GeoNames dump, a CSV with name, latitude and longitude, or GeoJSON"
        )
    folder.mkdir(parents=True, exist_ok=True)
    added = Added(folder / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', source.stem)[:60] or 'gazetteer'}.sqlite")
    rows = _judged(_raw_rows(source), added, country.upper() if country else None)
    _compile(rows, added, source)
    return added


def user_gazetteers(folder: pathlib.Path) -> list[pathlib.Path]:
    """Return the compiled gazetteers of a folder, sorted by name."""
    return sorted(folder.glob("*.sqlite")) if folder.is_dir() else []


# --- reading ---


def _encoding(source: pathlib.Path) -> str:
    """Return the encoding by byte order mark, else UTF-8 if the first and last megabyte are, else Windows-1252."""
    with source.open("rb") as handle:
        head = handle.read(1 << 20)
        handle.seek(max(0, source.stat().st_size - (1 << 20)))
        tail = handle.read()
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")
    try:
        decoder().decode(head)
        tail[next((i for i in range(min(4, len(tail))) if tail[i] & 0xC0 != 0x80), 0) :].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _raw_rows(source: pathlib.Path) -> Iterator[Raw]:
    encoding = _encoding(source)
    with source.open(encoding=encoding, errors="replace", newline="") as handle:
        start = handle.read(4096)
    if not start.strip():
        raise GazetteerError(str(source), "it is empty", "Give a file with rows")
    if start.lstrip()[:1] in "{[":
        yield from _geojson(source, encoding)
        return
    first = start.splitlines()[0]
    cells = first.split("\t")
    if len(cells) == 19 and cells[0].isdigit():
        yield from _dump(source, encoding)
        return
    yield from _table(
        source, encoding, "\t" if first.count("\t") > first.count(",") and first.count("\t") > first.count(";") else None, first
    )


def _dump(source: pathlib.Path, encoding: str) -> Iterator[Raw]:
    with source.open(encoding=encoding, errors="replace", newline="\n") as handle:
        for line in handle:
            f = line.rstrip("\r\n").split("\t")
            if len(f) != 19:
                yield Raw("", (), None, None, "", "", "", "", "columns")
                continue
            yield Raw(f[1], tuple(n for n in (f[2], *f[3].split(",")) if n and n != f[1]), f[4], f[5], f[8], f[7], f[14], f[0], "")


def _table(source: pathlib.Path, encoding: str, delimiter: str | None, first: str) -> Iterator[Raw]:
    if delimiter is None:
        delimiter = ";" if first.count(";") > first.count(",") else ","
    with source.open(encoding=encoding, errors="replace", newline="") as handle:
        reader = csv.reader(handle, delimiter=delimiter)
        header = [h.strip().lower() for h in next(reader)]
        where, more, level = _columns(source, header)
        for cells in reader:
            if not any(c.strip() for c in cells):
                continue
            if len(cells) != len(header):
                yield Raw("", (), None, None, "", "", "", "", "columns")
                continue
            value = {key: cells[i].strip() for key, i in where.items()}
            others = [cells[i].strip() for i in more if cells[i].strip()]
            others += [n.strip() for n in re.split(r"[|;,]", value.get("others", "")) if n.strip()]
            yield Raw(
                value.get("name", ""),
                tuple(others),
                value.get("latitude"),
                value.get("longitude"),
                value.get("country", ""),
                value.get("feature_code", "") or level,
                value.get("population", ""),
                value.get("id", ""),
                value.get("pcode", ""),
            )


def _columns(source: pathlib.Path, header: list[str]) -> tuple[dict[str, int], list[int], str]:
    """Return what each column holds, the columns of further names, and the feature code of all rows ("" for none).

    Raises GazetteerError when there is no column for a name or for coordinates.
    """
    where: dict[str, int] = {}
    more: list[int] = []
    level = ""
    for key, names in COLUMNS.items():
        found = next((header.index(n) for n in names if n in header), None)
        if found is not None:
            where[key] = found
    levels: dict[int, list[int]] = {}
    for i, name in enumerate(header):
        if match := _ADMIN_NAME.match(name):
            levels.setdefault(int(match[1] or match[3]), []).append(i)
    if levels and "name" not in where:
        deepest = max(levels)
        named = sorted(levels[deepest], key=lambda i: (not header[i].endswith("en"), i))
        where["name"], more, level = named[0], named[1:], f"ADM{deepest}" if deepest < 5 else "PPL"
        codes = {int(m[1]): i for i, name in enumerate(header) if (m := _ADMIN_CODE.match(name))}
        if deepest in codes:
            where["pcode"] = codes[deepest]
    missing = [k for k in ("name", "latitude", "longitude") if k not in where]
    if missing:
        raise GazetteerError(
            str(source),
            f"no column for {', '.join(missing)} (columns: {', '.join(header[:20])})",
            "Name the columns name, latitude and longitude",
        )
    return where, more, level


def _geojson(source: pathlib.Path, encoding: str) -> Iterator[Raw]:
    try:
        data = json.loads(source.read_text(encoding=encoding))
    except (ValueError, RecursionError) as error:
        raise GazetteerError(str(source), f"it is no valid JSON ({error})", "Give GeoJSON with a FeatureCollection") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise GazetteerError(str(source), "it is JSON but no FeatureCollection", "Give GeoJSON with a FeatureCollection")
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        table = {str(k).lower(): v for k, v in properties.items()} if isinstance(properties, dict) else {}

        def take(key: str, table: dict[str, Any] = table) -> str:
            return next((str(table[n]) for n in COLUMNS[key] if table.get(n) not in (None, "")), "")

        name = take("name") or next((str(table[k]) for k in sorted(table, reverse=True) if _ADMIN_NAME.match(k) and table[k]), "")
        pcode = take("pcode") or next((str(table[k]) for k in sorted(table, reverse=True) if _ADMIN_CODE.match(k) and table[k]), "")
        lat, lon = _middle(feature.get("geometry") if isinstance(feature, dict) else None)
        others = tuple(n.strip() for n in re.split(r"[|;,]", take("others")) if n.strip())
        yield Raw(name, others, lat, lon, take("country"), take("feature_code"), take("population"), take("id"), pcode)


def _middle(geometry: Any) -> tuple[float | None, float | None]:
    """Return latitude and longitude of a point, or of the middle of a shape's box."""
    found: list[tuple[float, float]] = []

    def walk(value: Any) -> None:
        if isinstance(value, list) and len(value) >= 2 and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in value[:2]):
            found.append((float(value[1]), float(value[0])))
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(geometry.get("coordinates") if isinstance(geometry, dict) else None)
    if not found:
        return None, None
    lats, lons = [p[0] for p in found], [p[1] for p in found]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


# --- judging ---


def _number(value: str | float | None) -> float | None:
    if value is None or isinstance(value, float | int):
        return value
    try:
        number = float(value)
    except ValueError:
        text = value.strip().replace("°", "")
        text = text.replace(",", ".") if re.fullmatch(r"-?\d+,\d+", text) else text
        try:
            number = float(text)
        except ValueError:
            return None
    return number if math.isfinite(number) else None


def _judged(rows: Iterable[Raw], added: Added, country: str | None) -> Iterator[Row]:
    """Yield the rows that can be used, counting what was mended and refused."""
    seen = _Seen()
    number = 0
    for raw in rows:
        reason = _refusal(raw)
        lat, lon = _number(raw.latitude), _number(raw.longitude)
        if not reason and (lat is None or lon is None):
            reason = "coordinates are no numbers"
        if not reason and lat is not None and lon is not None:
            if lat == 0 and lon == 0:
                reason = "coordinates are 0, 0"
            elif abs(lat) > 90 and abs(lat) <= 180 and abs(lon) <= 90:
                lat, lon = lon, lat
                added.mended["latitude and longitude were swapped"] += 1
            elif abs(lat) > 90 or abs(lon) > 180:
                reason = "coordinates lie outside the earth"
        if not reason and raw.number and seen.again(raw.number):
            reason = "its id was there before"
        if reason:
            added.refused[reason] += 1
            continue
        own = raw.country.upper()[:2] if re.match(r"[A-Za-z]{2}", raw.country) else ""
        if not own and country:
            added.mended["country taken from the command"] += bool(raw.country)
        number += 1
        added.kept += 1
        people = int(raw.population) if raw.population.isdigit() else 0
        yield Row(
            number,
            " ".join(raw.name.split())[:200],
            lat,
            lon,
            own or country,
            raw.feature_code[:10] or "PPL",
            None,
            people,
            int(raw.number) if raw.number.isdigit() and len(raw.number) < 12 else None,
            raw.pcode[:40] or None,
            added.path.stem,
            tuple(n[:200] for n in raw.others[:60]),
            (),
            True,
        )


def _refusal(raw: Raw) -> str:
    if raw.pcode == "columns" and not raw.name:
        return "wrong number of columns"
    if not raw.name.strip():
        return "no name"
    if "\ufffd" in raw.name:
        return "name has bytes of no known encoding"
    return ""


class _Seen:
    """Ids met so far: numbers as bits of a growing field, others by their hash; twelve million numbers take 2 MB."""

    def __init__(self) -> None:
        self._bits, self._hashes = bytearray(), set[bytes]()

    def again(self, number: str) -> bool:
        """Say whether an id was met before, and remember it."""
        if number.isdigit() and len(number) < 10:
            n = int(number)
            byte, bit = n >> 3, 1 << (n & 7)
            if byte >= len(self._bits):
                self._bits.extend(bytes(byte + 1 - len(self._bits)))
            met = bool(self._bits[byte] & bit)
            self._bits[byte] |= bit
            return met
        digest = hashlib.blake2b(number.encode("utf-8", "replace"), digest_size=8).digest()
        met = digest in self._hashes
        self._hashes.add(digest)
        return met


# --- writing ---


def _compile(rows: Iterator[Row], added: Added, source: pathlib.Path) -> None:
    """Write the compiled file from a stream of rows: places as they come, key pairs sorted in chunks on disk and merged."""
    draft = added.path.with_name(f"{added.path.stem}.{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        for pragma in ("page_size = 8192", "journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        with tempfile.TemporaryDirectory(dir=added.path.parent) as scratch:
            runs = _Runs(pathlib.Path(scratch))
            connection.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?)", _placed(rows, runs.add))
            if not added.kept:
                reasons = "; ".join(f"{n} rows: {why}" for why, n in added.refused.most_common(3))
                raise GazetteerError(
                    str(source), f"no row can be used ({reasons or 'there is none'})", "See the columns that are read: docs/places.md"
                )
            connection.executemany("INSERT INTO names VALUES (?, ?)", runs.merged())
        meta = {"format": FORMAT, "name": source.stem, "entries": str(added.kept)}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        connection.execute("COMMIT")
        connection.close()
        draft.replace(added.path)
    finally:
        connection.close()
        draft.unlink(missing_ok=True)


def _placed(rows: Iterator[Row], keep: Callable[[set[tuple[int, int]]], None]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        keep(keys_of(row))
        lat, lon = (None if v is None else round(v * SCALE) for v in (row.latitude, row.longitude))
        people = row.population or None
        yield row.id, row.name, lat, lon, row.country, row.parent, row.feature_code, people, row.geonames_id, row.code, row.source or None


class _Runs:
    """Key pairs, sorted run by run on disk."""

    def __init__(self, folder: pathlib.Path) -> None:
        self._folder, self._pairs, self._files = folder, list[tuple[int, int]](), list[pathlib.Path]()

    def add(self, pairs: set[tuple[int, int]]) -> None:
        """Take the pairs of a row."""
        self._pairs.extend(pairs)
        if len(self._pairs) >= CHUNK:
            self._spill()

    def _spill(self) -> None:
        self._pairs.sort()
        path = self._folder / f"{len(self._files)}.run"
        with path.open("wb") as handle:
            for i in range(0, len(self._pairs), 4096):
                handle.write(b"".join(_PAIR.pack(*pair) for pair in self._pairs[i : i + 4096]))
        self._files.append(path)
        self._pairs = []

    def merged(self) -> Iterator[tuple[int, int]]:
        """Yield all pairs in order."""
        self._pairs.sort()
        return heapq.merge(*(self._read(path) for path in self._files), self._pairs)

    @staticmethod
    def _read(path: pathlib.Path) -> Iterator[tuple[int, int]]:
        with path.open("rb") as handle:
            while block := handle.read(_PAIR.size * 8192):
                yield from _PAIR.iter_unpack(block)
