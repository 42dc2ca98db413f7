"""A report's text in; bare time expressions out, in text order and without overlaps.

The patterns are in `lexicons/dates_patterns.toml`. Names that carry a date ("the 17 February Brigade", "Resolution 1701") are left out.
Nothing here knows the report's date.
"""

from __future__ import annotations

import re
from functools import cache

from ebla.reading.dates.builders import BUILDERS
from ebla.reading.dates.calendars import lexicon
from ebla.reading.dates.matches import Builder
from ebla.reading.dates.words import FRAGMENTS, LEXICON, Expression, Source, either, pattern

_TAIL = pattern(rf" (?:{either(LEXICON['name_tails']['words'])})\b")
_HEAD = pattern(rf"\b(?:{either(LEXICON['number_heads']['words'])})\.? $")
_ALWAYS_TAILS = frozenset(LEXICON["name_tails"]["always"])
_FULL_STOP = re.compile(rf"(?:{FRAGMENTS['FULL_MONTHS']}|day)\.$")
_BARE_THE = re.compile(r"the\s+(?=\d+(?!\d|st|nd|rd|th))")
_QUOTE_BEFORE = re.compile(r"[\"“«](?:\d\d?\s)?$")  # 'the "4 June" Front': a name in quotation marks
_QUOTE_AFTER = re.compile(r"(?:\s\d\d?)?[\"”»]")
# Rank of the pattern, match, builder.
Candidate = tuple[int, re.Match[str], Builder]


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str], Builder], ...]:
    rows = lexicon("dates_patterns")["pattern"]
    return tuple((tuple(row["keys"]), pattern(row["regex"]), BUILDERS[row["name"]]) for row in rows)


def candidates(low: str) -> list[Candidate]:
    """Return every match of a pattern in a text in lower case: all that may be a time, much that is none."""
    found: list[Candidate] = []
    for rank, (keys, compiled, build) in enumerate(_patterns()):
        if not keys or any(key in low for key in keys):
            found.extend((rank, match, build) for match in compiled.finditer(low))
    return found


def cores(source: Source, matches: list[Candidate]) -> list[Expression]:
    """Return the bare expressions among a text's candidates: of overlapping ones the longest, then the pattern that is listed first."""
    found: list[tuple[int, int, int, list[Expression]]] = []
    for rank, match, build in matches:
        made = build(match, source)
        if made is None:
            continue
        group = made if isinstance(made, list) else [made]
        if not _is_name(source, group[-1]) and not _is_numbered(source, group[0]):
            found.append((group[0].start, group[-1].end, rank, group))
    found.sort(key=lambda f: (f[0] - f[1], f[2]))
    taken: list[tuple[int, int]] = []
    out: list[Expression] = []
    for start, end, _, group in found:
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            out.extend(_trimmed(source, e) for e in group)
    return sorted(out, key=lambda e: e.start)


def _trimmed(source: Source, e: Expression) -> Expression:
    """Leave out the stop that ends the sentence and the article of "the 4 October attacks"."""
    if e.end - e.start > 3 and _FULL_STOP.search(source.low[max(e.start, e.end - 11) : e.end]):
        e.end -= 1
    article = _BARE_THE.match(source.low, e.start, e.end) if e.kind in ("date", "range") else None
    if article:
        e.start = article.end()
    e.core_start, e.core_end = e.start, e.end
    return e


def _is_name(source: Source, e: Expression) -> bool:
    if e.kind not in ("date", "weekday", "month", "year", "range") or (e.kind == "date" and e.year is not None):
        return False
    if _QUOTE_BEFORE.search(source.before(e.start, 4)) and _QUOTE_AFTER.match(source.low, e.end):
        return True
    match = _TAIL.match(source.low, e.end)
    if match is None:
        return False
    word = match.group().strip()
    return word in _ALWAYS_TAILS or source.capital(match.end() - len(word))


def _is_numbered(source: Source, e: Expression) -> bool:
    return e.kind in ("year", "years", "slash", "clock") and bool(_HEAD.search(source.before(e.start, 14)))
