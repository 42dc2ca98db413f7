"""Link claims in; rows of a DuckDB table out, texts as numbers. The columns are what `comparison.py` and `blocking.py` compare."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from ebla.incidents.claims import LinkClaim
from ebla.incidents.wording import country_words, stop_words

_OPEN_DAYS = 3_650
_ROWS_AT_A_TIME = 20_000
_LARGE = 10
_UNIDENTIFIED = (" UAF", "UAF")


@lru_cache(maxsize=500_000)
def number(text: str) -> int:
    """Return a 63-bit number made from a text: the same everywhere, and different for different texts for all that matters."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


_FACTORS = np.array([number(f"factor {i}") | 1 for i in range(256)], dtype=np.uint64)
_OFFSETS = np.array([number(f"offset {i}") for i in range(256)], dtype=np.uint64)
_LIST = pa.list_(pa.int64())
SCHEMA = pa.schema(
    [
        ("uid", pa.int64()), ("claim_id", pa.string()), ("report", pa.int64()), ("report_id", pa.string()), ("deed", pa.bool_()),
        ("status", pa.string()), ("event_type", pa.string()), ("mode", pa.string()), ("mode_group", pa.string()),
        ("report_day", pa.int32()), ("dated", pa.bool_()), ("first_day", pa.int32()), ("last_day", pa.int32()), ("lo", pa.int32()),
        ("hi", pa.int32()), ("place_kind", pa.string()), ("place_id", pa.int64()), ("latitude", pa.float64()), ("longitude", pa.float64()),
        ("country", pa.string()), ("place_words", _LIST), ("point_words", _LIST), ("area_words", _LIST), ("near", _LIST), ("actors", _LIST),
        ("sides", _LIST),
        ("unidentified", pa.bool_()), ("recipients", _LIST), ("recipient_sides", _LIST), ("weapons", _LIST), ("facilities", _LIST),
        ("killed_low", pa.float64()), ("killed_high", pa.float64()), ("figures", _LIST), ("text_a", pa.int64()),
        ("text_b", pa.int64()), ("text_c", pa.int64()), ("text_d", pa.int64()), ("names", _LIST),
        ("sentence", pa.int64()), ("scope", pa.string()), ("part_of", pa.int64()), ("tokens", _LIST), ("marks", _LIST),
    ]
)  # fmt: skip
"""`uid` is made from the claim's id; `lo` and `hi` are its days with open ends drawn out; `tokens` what vague claims are found by, `marks`
the large numbers among it."""


def row(claim: LinkClaim) -> dict[str, Any]:
    """Return a claim's row."""
    first, last = claim.first_day, claim.last_day
    dated = first is not None or last is not None
    lo = first if first is not None else last - _OPEN_DAYS if last is not None else None
    hi = last if last is not None else first + _OPEN_DAYS if first is not None else None
    area = _area_words(claim)
    killed = {f"killed={count:g}" for count in (claim.killed_low, claim.killed_high) if count is not None and count > 0}
    tokens = {*claim.figures, *claim.facilities, *claim.names, *killed}
    marks = [figure for figure in sorted({*claim.figures, *killed}) if _is_large(figure)]
    return {
        "uid": number(claim.id),
        "claim_id": claim.id,
        "report": number(claim.report_id),
        "report_id": claim.report_id,
        "deed": claim.is_deed,
        "status": claim.status,
        "event_type": claim.event_type,
        "mode": claim.mode,
        "mode_group": claim.mode_group,
        "report_day": claim.report_day,
        "dated": dated,
        "first_day": first,
        "last_day": last,
        "lo": lo,
        "hi": hi,
        "place_kind": claim.place_kind,
        "place_id": None if claim.place_id is None else number(claim.place_id),
        "latitude": claim.latitude,
        "longitude": claim.longitude,
        "country": claim.country,
        "place_words": _numbers(claim.place_words),
        "point_words": _numbers(claim.point_words),
        "area_words": _numbers(area),
        "near": _numbers(claim.near),
        "actors": _numbers(claim.actors),
        "sides": _numbers(claim.sides),
        "unidentified": any(side.endswith(_UNIDENTIFIED) for side in claim.sides) or (bool(claim.actors) and not claim.sides),
        "recipients": _numbers(claim.recipients),
        "recipient_sides": _numbers(claim.recipient_sides),
        "weapons": _numbers(claim.weapons),
        "facilities": _numbers(claim.facilities),
        "killed_low": claim.killed_low,
        "killed_high": claim.killed_high,
        "figures": _numbers(claim.figures),
        **dict(zip(("text_a", "text_b", "text_c", "text_d"), likeness(claim.words), strict=True)),
        "names": _numbers(claim.names),
        "sentence": None if claim.sentence is None else number(claim.sentence),
        "scope": claim.scope,
        "part_of": None if claim.part_of is None else number(claim.part_of),
        "tokens": _numbers(sorted(tokens)),
        "marks": _numbers(marks),
    }


def _is_large(figure: str) -> bool:
    """Say whether few deeds share a number, told as `measure=value`."""
    _, told, value = figure.partition("=")
    return bool(told) and float(value) >= _LARGE


def likeness(words: tuple[str, ...]) -> tuple[int, int, int, int] | tuple[None, None, None, None]:
    """Return 256 bits of a set of words, by which sets are compared: of two sets as many bits differ as they share few words.

    Each bit is the last of the smallest of the words' numbers under a hashing of its own, so the share of bits that differ is about half of
    one less the sets' Jaccard likeness. Computed here and not in SQL, so that every engine compares the same.

    Source:
        Li and Koenig 2010, b-bit minwise hashing.
    """
    if not words:
        return (None, None, None, None)
    numbers = np.array([number(word) for word in words], dtype=np.uint64)
    least = (numbers[:, None] * _FACTORS[None, :] + _OFFSETS[None, :]).min(axis=0)
    bits = np.packbits(((least >> np.uint64(21)) & np.uint64(1)).astype(np.uint8))
    a, b, c, d = bits.view(">i8").tolist()
    return (a, b, c, d)


def create(connection: duckdb.DuckDBPyConnection, name: str = "claims") -> None:
    """Make an empty table of claims."""
    empty = SCHEMA.empty_table()
    connection.register("ebla_empty", empty)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM ebla_empty")
    connection.unregister("ebla_empty")


def insert(connection: duckdb.DuckDBPyConnection, claims: Iterable[LinkClaim], name: str = "claims") -> int:
    """Add claims, a part at a time, and return how many."""
    count = 0
    for part in _parts(claims):
        columns: dict[str, list[Any]] = {field.name: [] for field in SCHEMA}
        for claim in part:
            for key, value in row(claim).items():
                columns[key].append(value)
        connection.register("ebla_part", pa.table(columns, schema=SCHEMA))
        connection.execute(f"INSERT INTO {name} SELECT * FROM ebla_part")
        connection.unregister("ebla_part")
        count += len(part)
    return count


def _parts(claims: Iterable[LinkClaim]) -> Iterator[list[LinkClaim]]:
    left = iter(claims)
    while part := list(itertools.islice(left, _ROWS_AT_A_TIME)):
        yield part


def _numbers(texts: Iterable[str]) -> list[int]:
    return [number(text) for text in texts]


def _area_words(claim: LinkClaim) -> tuple[str, ...]:
    words = set((claim.admin1 or "").split()) | country_words(claim.country)
    return tuple(sorted(word for word in words if len(word) > 2 and word not in stop_words()))


def scalar(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return the only value of a query, a count, read to its end."""
    return int(connection.execute(query).fetchall()[0][0] or 0)
