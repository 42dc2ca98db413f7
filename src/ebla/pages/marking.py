"""A report's text and its claims in; pieces of text with the fields that were read from each out. Counts code points, as the claims do.

Where spans overlap the text is cut at each start and end, so that every piece has all the fields that cover it; a search hit wins over them
in what is shown. A long text comes in parts.
"""

from __future__ import annotations

import bisect
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ebla.ledger.words import search_terms
from ebla.pages.foreign import shown
from ebla.records import Claim, Span

PART_CHARS = 20_000
_LOOK_BACK_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Mark:
    """That a field of a claim was read from a span."""

    start_char: int
    end_char: int
    claim_id: str
    field: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text as it is shown, with the (claim, field) pairs that cover it and whether it is a search hit."""

    text: str
    start_char: int
    end_char: int
    fields: tuple[tuple[str, str], ...] = ()
    hit: bool = False


def marks_of(claim: Claim) -> Iterator[Mark]:
    """Yield the spans of a claim, each with the field that it supports."""
    seen: set[tuple[int, int, str]] = set()
    spans: list[tuple[str, Span]] = [(name, span) for name, found in claim.evidence.items() for span in found]
    for name in claim.__struct_fields__:
        value = getattr(claim, name)
        for part in value if isinstance(value, tuple) else (value,):
            if (span := getattr(part, "span", None)) is not None:
                spans.append((name, span))
    spans.extend(("also", span) for span in claim.also)
    for name, (start, end) in spans:
        if (start, end, name) not in seen:
            seen.add((start, end, name))
            yield Mark(start, end, claim.id, name)


def part_bounds(text: str, part: int) -> tuple[int, int, int]:
    """Return first and last character of a part (from 1), and how many parts there are; parts end at a line or blank where one is near.

    Raises IndexError where there is no such part.
    """
    cuts = [0]
    while len(text) - cuts[-1] > PART_CHARS:
        end = cuts[-1] + PART_CHARS
        near = max(text.rfind("\n", end - _LOOK_BACK_CHARS, end), text.rfind(" ", end - 200, end))
        cuts.append(near + 1 if near > cuts[-1] else end)
    if not 1 <= part <= len(cuts):
        raise IndexError(part)
    return cuts[part - 1], cuts[part] if part < len(cuts) else len(text), len(cuts)


def part_of(text: str, char: int) -> int:
    """Return the part (from 1) in which a character stands."""
    part = 1
    while True:
        _, end, count = part_bounds(text, part)
        if char < end or part == count:
            return part
        part += 1


def pieces(text: str, marks: Iterable[Mark], hits: Sequence[Span] = (), start: int = 0, end: int | None = None) -> list[Piece]:
    """Return the pieces of a text between two characters, in order; together they are the text."""
    stop = len(text) if end is None else end
    starts: dict[int, list[tuple[str, str]]] = {}
    ends: dict[int, list[tuple[str, str]]] = {}
    for mark in marks:
        a, b = max(mark.start_char, start), min(mark.end_char, stop)
        if a < b:
            starts.setdefault(a, []).append((mark.claim_id, mark.field))
            ends.setdefault(b, []).append((mark.claim_id, mark.field))
    edges = {edge for hit in hits for edge in hit if start < edge < stop}
    hit_starts = [a for a, _ in hits]
    out: list[Piece] = []
    covering: list[tuple[str, str]] = []
    at = start
    for point in sorted({*starts, *ends, *edges, stop}):
        if point > at:
            nearest = bisect.bisect_right(hit_starts, at) - 1
            hit = nearest >= 0 and hits[nearest][1] >= point
            out.append(Piece(shown(text[at:point]), at, point, tuple(dict.fromkeys(covering)), hit))
            at = point
        for one in ends.get(point, ()):
            covering.remove(one)
        covering.extend(starts.get(point, ()))
    return out


def folded(text: str) -> tuple[str, list[int]]:
    """Return the text folded for search as the ledger does, words parted by single blanks, and where each of its characters stood."""
    out: list[str] = []
    where: list[int] = []
    for index, char in enumerate(text):
        if char.isascii():
            kept = char.lower() if char.isalnum() else " "
        else:
            parts = unicodedata.normalize("NFKD", char)
            kept = "".join(c for c in parts if not unicodedata.category(c).startswith("M")).casefold()
            kept = "".join(c if c.isalnum() else " " for c in kept) if char not in "ʻʼʽʾʿ\u0640" else "" if char == "\u0640" else " "
        for one in kept:
            if one != " " or (out and out[-1] != " "):
                out.append(one)
                where.append(index)
    return "".join(out), where


def hits_in(text: str, query: str, most: int = 500) -> list[Span]:
    """Return where the words and "phrases" of a query stand in a text, whole words, in order and without overlap."""
    terms = search_terms(query)
    if not terms:
        return []
    words, where = folded(text)
    padded = f" {words} "
    found: list[Span] = []
    for term in terms:
        at = padded.find(f" {term} ")
        while at >= 0 and len(found) < most:
            found.append((where[at], where[at + len(term) - 1] + 1))
            at = padded.find(f" {term} ", at + 1)
    out: list[Span] = []
    for start, end in sorted(found):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
