"""Rows as read in, rows that can be used out, each of the others counted with the reason. Swapped coordinates are mended.

It opens no file and knows no name: a row is judged by itself, but for an id that was there before.
"""

from __future__ import annotations

import hashlib
import math
import pathlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ebla.gazetteer.names import strict_key, without_kind
from ebla.gazetteer.rows import BROKEN, Raw
from ebla.gazetteer.store import code_key
from ebla.gazetteer.writing import Row


@dataclass
class Added:
    """What became of a file: rows kept, rows mended and refused by reason, and where the compiled gazetteer stands."""

    path: pathlib.Path
    kept: int = 0
    mended: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


def judged(rows: Iterable[Raw], added: Added, country: str | None) -> Iterator[Row]:
    """Yield the rows that can be used, counting what was mended and refused.

    Args:
        rows: Rows as read.
        added: Where they are counted.
        country: ISO 3166-1 alpha-2, for rows that name none.
    """
    seen, source, number = _Seen(), added.path.stem, 0
    for raw in rows:
        point = _point(raw)
        reason = point if isinstance(point, str) else "its id was there before" if raw.number and seen.again(raw.number) else ""
        if reason or isinstance(point, str):
            added.refused[reason] += 1
            continue
        lat, lon, swapped = point
        if swapped:
            added.mended["latitude and longitude were swapped"] += 1
        code = raw.country[:2].upper()
        own = code if len(code) == 2 and code.isascii() and code.isalpha() else ""
        if raw.country and not own:
            added.mended["country is no code of two letters" + (", taken from the command" if country else ", left out")] += 1
        at = own or country
        number += 1
        yield Row(
            number,
            " ".join(raw.name.split())[:200],
            lat,
            lon,
            at,
            raw.feature_code[:10] or "PPL",
            _division(raw.division, at),
            int(raw.population) if raw.population.isdecimal() and len(raw.population) < 12 else 0,
            int(raw.number) if raw.number.isdecimal() and len(raw.number) < 12 else None,
            raw.pcode[:40] or None,
            source,
            tuple([name[:200] for name in raw.others[:60]]) if raw.others else (),
        )
        added.kept = number


def _point(raw: Raw) -> tuple[float, float, bool] | str:
    """Return latitude, longitude and whether they stood in each other's place, or the reason why a row is refused."""
    if raw is BROKEN:
        return "wrong number of columns"
    if not raw.name.strip():
        return "no name"
    if "\ufffd" in raw.name:
        return "name has bytes of no known encoding"
    lat, lon = _number(raw.latitude), _number(raw.longitude)
    if lat is None or lon is None:
        return "coordinates are no numbers"
    if lat == 0 and lon == 0:
        return "coordinates are 0, 0"
    if -90 <= lat <= 90 and -180 <= lon <= 180:
        return lat, lon, False
    if -90 <= lon <= 90 and -180 <= lat <= 180:
        return lon, lat, True
    return "coordinates lie outside the earth"


@lru_cache(maxsize=4096)
def _division(said: str, country: str | None) -> int | None:
    """Return the hashed code of a first-order division: by GeoNames ("SY.12") or by country and name."""
    if not said or not country:
        return None
    return code_key(said if re.fullmatch(r"[A-Z]{2}\.[0-9A-Z]+", said) else f"{country}/{strict_key(without_kind(said))}")


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
