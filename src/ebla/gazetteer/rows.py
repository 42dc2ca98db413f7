"""A gazetteer file of the user's in, its rows out as they stand; what a row is worth is not judged here.

Reads a GeoNames dump (tab-separated, 19 columns, no header), a table with a header (CSV or TSV: OCHA P-code tables, lists of one's own) and
GeoJSON points or shapes.
"""

from __future__ import annotations

import codecs
import csv
import json
import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ebla.errors import GazetteerError

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
    "division": ("admin1", "adm1", "province", "governorate", "state", "oblast", "region"),
}
_ADMIN_NAME = re.compile(r"^adm(?:in)?_?([1-5])_?name(?:_?(en|ref|alt1en|alt2en|ar|fr|es|pt))?$|^adm([1-5])_(en|ar|fr|es|pt)$", re.I)
_HALF = re.compile("[\ud800-\udfff]")
_ADMIN_CODE = re.compile(r"^adm(?:in)?_?([1-5])_?p_?code$", re.I)


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
    division: str = ""  # GeoNames code ("SY.12"), or the name of the first-order division


BROKEN = Raw("", (), None, None, "", "", "", "", "columns")  # a row with another number of columns


def encoding_of(source: pathlib.Path) -> str:
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


def raw_rows(source: pathlib.Path) -> Iterator[Raw]:
    """Yield the rows of a file, unjudged. Raises GazetteerError for a file of no known kind or without the columns that are needed."""
    encoding = encoding_of(source)
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
    yield from _table(source, encoding, max("\t;,", key=first.count))


def _dump(source: pathlib.Path, encoding: str) -> Iterator[Raw]:
    with source.open(encoding=encoding, errors="replace", newline="\n") as handle:
        for line in handle:
            f = line.rstrip("\r\n").split("\t")
            if len(f) != 19:
                yield BROKEN
                continue
            name, plain, others = f[1], f[2], f[3]
            names = [n for n in others.split(",") if n and n != name] if others else []
            if plain != name and plain:
                names.append(plain)
            division = f"{f[8]}.{f[10]}" if f[10] else ""
            yield Raw(name, tuple(names), f[4], f[5], f[8], f[7], f[14], f[0], "", division)


def _table(source: pathlib.Path, encoding: str, delimiter: str) -> Iterator[Raw]:
    with source.open(encoding=encoding, errors="replace", newline="") as handle:
        reader = csv.reader(handle, delimiter=delimiter)
        header = [h.strip().lower() for h in next(reader)]
        where, more, level = _columns(source, header)
        for cells in _cells(reader, source):
            if not any(c.strip() for c in cells):
                continue
            if len(cells) != len(header):
                yield BROKEN
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
                value.get("division", ""),
            )


def _cells(reader: Any, source: pathlib.Path) -> Iterator[list[str]]:
    """Yield a table's rows. Raises GazetteerError, with the line, where a field has no end or is beyond all measure."""
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise GazetteerError(f"{source}, line {start}", f"no table ({error})", "Close each quoted field") from error
        if cells is None:
            return
        yield cells


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
    if levels.get(1) and "division" not in where:
        where["division"] = min(levels[1], key=lambda i: (not header[i].endswith("en"), i))
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
        at = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        why = str(error).split(";")[0].split(": line")[0]
        raise GazetteerError(f"{source}{at}", f"it is no valid JSON ({why})", "Give GeoJSON with a FeatureCollection") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise GazetteerError(str(source), "it is JSON but no FeatureCollection", "Give GeoJSON with a FeatureCollection")
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        table = {str(k).lower(): _whole(v) for k, v in properties.items()} if isinstance(properties, dict) else {}

        def take(key: str, table: dict[str, Any] = table) -> str:
            return next((str(table[n]) for n in COLUMNS[key] if table.get(n) not in (None, "")), "")

        name = take("name") or next((str(table[k]) for k in sorted(table, reverse=True) if _ADMIN_NAME.match(k) and table[k]), "")
        pcode = take("pcode") or next((str(table[k]) for k in sorted(table, reverse=True) if _ADMIN_CODE.match(k) and table[k]), "")
        lat, lon = _middle(feature.get("geometry") if isinstance(feature, dict) else None)
        others = tuple(n.strip() for n in re.split(r"[|;,]", take("others")) if n.strip())
        yield Raw(name, others, lat, lon, take("country"), take("feature_code"), take("population"), take("id"), pcode, take("division"))


def _whole(value: Any) -> Any:
    """Return a value with halves of characters, which JSON can spell and no database keeps, as U+FFFD."""
    return _HALF.sub("\ufffd", value) if isinstance(value, str) else value


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
