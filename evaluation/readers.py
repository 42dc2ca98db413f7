"""The readers that can be scored, by name: the package's own, the blind floor, and the gold itself.

In comes a labelled report, out go the lines of a reading. The gold's own reading scores 1.000 and shows that a gold file is sound.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from ebla.records import Reading
from evaluation.corpora import Labelled
from evaluation.floor import NAME as FLOOR_NAME
from evaluation.floor import read_floor
from evaluation.make_gold import own_reading
from evaluation.scorer import Line

LineReader = Callable[[Labelled], list[Line]]
FLOOR, GOLD = "floor", "gold"


def lines_of(reading: Reading) -> list[Line]:
    """Return a reading's wire lines as plain values."""
    return [json.loads(row) for row in reading.to_jsonl().splitlines()]


def find_reader(name: str) -> tuple[str, LineReader]:
    """Return the full name, with version, of a reader and the reader. Raises an InputError for an unknown name."""
    if name == FLOOR:
        return FLOOR_NAME, lambda labelled: lines_of(read_floor(labelled.report))
    if name == GOLD:
        return "gold/1", lambda labelled: own_reading(labelled.gold)
    from ebla.reading.readers import get_reader

    found = get_reader(name)
    return found.version, lambda labelled: lines_of(found.read(labelled.report))
