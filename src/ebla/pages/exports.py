"""Rows in; CSV, JSON and GeoJSON out, row by row, so that a million go out in bounded memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec
from fastapi.responses import StreamingResponse

Format = Literal["csv", "json", "geojson"]
MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json", "geojson": "application/geo+json"}
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ROWS_AT_A_TIME = 500


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell(-3.5), safe_cell(["a", "b"]), safe_cell(None)
    ("'=1+1", -3.5, 'a b', '')
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        value = " ".join(map(str, value))
    if isinstance(value, str):
        value = value.replace("\0", "\ufffd")
        return f"'{value}" if value.startswith(_BEGINS_FORMULA) else value
    return value


def csv_lines(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield a CSV with a line of headings, some rows at a time."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([safe_cell(row.get(name)) for name in columns])
        if number % _ROWS_AT_A_TIME == 0:
            yield file.getvalue().encode("utf-8", "replace")
            file.seek(0)
            file.truncate()
    yield file.getvalue().encode("utf-8", "replace")


def json_lines(rows: Iterable[dict[str, Any]], generation: int) -> Iterator[bytes]:
    """Yield a JSON object with the generation and the rows."""
    yield f'{{"generation":{generation},"rows":['.encode()
    yield from _joined(msgspec.json.encode(row) for row in rows)
    yield b"]}\n"


def geojson_lines(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield a FeatureCollection; a row without coordinates has a null geometry (RFC 7946, 3.2)."""
    yield b'{"type":"FeatureCollection","features":['
    yield from _joined(msgspec.json.encode(_feature(row)) for row in rows)
    yield b"]}\n"


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = row.get("latitude"), row.get("longitude")
    point = None if latitude is None or longitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": point, "properties": {k: v for k, v in row.items() if k not in ("latitude", "longitude")}}


def _joined(parts: Iterator[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    first = True
    for part in parts:
        held.append(part if first else b",\n" + part)
        first = False
        if len(held) == _ROWS_AT_A_TIME:
            yield b"".join(held)
            held.clear()
    yield b"".join(held)


def download(name: str, form: Format, columns: Sequence[str], rows: Iterable[dict[str, Any]], generation: int) -> StreamingResponse:
    """Return rows as a file to keep."""
    if form == "csv":
        body = csv_lines(columns, rows)
    else:
        body = geojson_lines(rows) if form == "geojson" else json_lines(rows, generation)
    headers = {"content-disposition": f'attachment; filename="ebla-{name}.{form}"'}
    return StreamingResponse(body, media_type=MEDIA[form], headers=headers)
