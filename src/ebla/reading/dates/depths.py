"""A text's blocks and what may be a time in it in; how deep each block must be parsed out, so that dates cost little where they are all
that is wanted.

A block without a candidate needs no tags. Entity labels are needed only where a weekday or month may be a person's name. What is read from
such a parse is the same as from a whole one: the reader looks at words only in the blocks, and close to the matches, that are named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ebla.reading.dates.words import MONTHS, WEEKDAYS, either
from ebla.reading.parse import Depth
from ebla.reading.segment import Block

# How far from a match the reader looks at words: the noun after "two days after" may stand 60 characters on. [characters]
_REACH_CHARS = 80
# After these a weekday is no first name.
_NO_SURNAME = either(
    """a after against all along amid among an and as at because before between but by during following for from he her his if in into is
    it its near no of off on or our over she since that the their there they this through to two under until up was we were when
    where which while who with would will had has have are""".split()
)
_MAY_BE_PERSON = re.compile(
    rf"\b(?:{either(WEEKDAYS)})\.?\s(?!(?:{_NO_SURNAME})\b)[^\W\d_]|(?<!\d\s)(?<!\d(?:st|nd|rd|th)\s)\b(?:{either(MONTHS)})\b(?!\.?,?\s\d)"
)


def depths(low: str, blocks: list[Block], matches: Iterable[tuple[int, int]]) -> list[Depth]:
    """Return how deep each block must be parsed.

    Args:
        low: The text in lower case.
        blocks: Its blocks, in text order.
        matches: Where something may be a time, in any order.
    """
    out = [Depth.WORDS] * len(blocks)
    wanted = sorted(matches)
    first = 0
    for n, block in enumerate(blocks):
        while first < len(wanted) and wanted[first][1] + _REACH_CHARS <= block.start_char:
            first += 1
        if first < len(wanted) and wanted[first][0] - _REACH_CHARS < block.end_char:
            named = _MAY_BE_PERSON.search(low, block.start_char, block.end_char)
            out[n] = Depth.ENTITIES if named else Depth.SYNTAX
    return out
