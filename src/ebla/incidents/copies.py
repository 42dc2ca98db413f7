"""Report texts in; which of them are copies of one text, and whose text it was, out.

Two texts are copies when one holds a good part of the other's runs of three words, whatever was cut or moved. Candidate pairs come from
 MinHash signatures in bands; every candidate is then compared exactly. Nothing is drawn by chance: the hash functions are fixed.
Newer versions of a report by the same publisher are no copies and are told apart. Meaning and translations are not compared.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import itertools
import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

COPY_LIKENESS = 0.3
"""Least share of the shorter text's runs that a copy shares.

Found on evaluation/linking, part 1: copies and edited copies share 0.52 or more, all other pairs of different publishers 0.13 or less; real
reports that quote one statement at length come to about 0.2. Measure again: `python evaluation/linking/measure_copies.py`.
"""
SAME_LIKENESS = 0.9
"""Least likeness (shared runs over all runs) at which a copy is called the same text rather than an edited one."""
BANDS = 128
ROWS = 3
"""128 bands of 3 hashes find a pair that shares 28 % of all its runs with probability 0.94, one that shares 1 % with 0.0001."""
_FEWEST_RUNS = 8
_MERSENNE = (1 << 31) - 1
# Two odd numbers near 2^31 divided by the golden ratio and by the square root of 2: runs of the same words in another order differ.
_FIRST, _SECOND = 1_327_217_885, 1_518_500_249

_NOTICE = re.compile(r"\A\s*(?:INVENTED[^\n]*\n+)?\s*(?:date \d{4}-\d\d-\d\d\s*)?")
_DATELINE = re.compile(r"\A\s*[^\W\d_][\w'’.\-/ ]{1,40}(?:,[^\n—–]{1,60}?)?\s*(?:\([^()\n]{2,40}\)\s*)?(?:[—–]|-{1,2}|[:.])\s+(?=\S)")
_BYLINE = re.compile(r"\A\s*(?:By|Von|Par|Por)\s+[^\n]{3,80}\n+")
_WORD = re.compile(r"\w+")


def body(text: str) -> str:
    """Return a report's text without what outlets put before it: notice, date header, byline and dateline.

    >>> body("INVENTED Nile Post\\nNYALA, July 11 (Wire) - Shells fell.")
    'Shells fell.'
    """
    text = text[_NOTICE.match(text).end() :]  # type: ignore[union-attr]  # it matches the empty text as well
    byline = _BYLINE.match(text)
    text = text[byline.end() :] if byline else text
    dateline = _DATELINE.match(text)
    return text[dateline.end() :] if dateline and _shouts(dateline.group()) else text


def _shouts(dateline: str) -> bool:
    """Tell whether a dateline starts with a town in capitals, or is short and dated or credited, unlike the start of a sentence."""
    town = dateline.split(",")[0].split("(")[0].strip(" -—–:")
    return town.isupper() or "(" in dateline or (len(dateline.split()) == 1 and ":" in dateline)


def runs(text: str) -> frozenset[int]:
    """Return the hashes (31 bits) of all runs of three words of a text, folded: no case, no accents, no punctuation."""
    plain = text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(plain.casefold())]
    return frozenset((a * _FIRST + b * _SECOND + c) % _MERSENNE for a, b, c in zip(words, words[1:], words[2:], strict=False))


@functools.lru_cache(maxsize=2_000)
def runs_of_body(text: str) -> frozenset[int]:
    """Return the runs of a report's text without what outlets put before it; kept for the next incident that the report tells of."""
    return runs(body(text))


def held_share(one: frozenset[int], other: frozenset[int]) -> float:
    """Return which share of the shorter text's runs the other has too, 0..1; 0 for texts too short to tell (under ten words)."""
    least = min(len(one), len(other))
    return len(one & other) / least if least >= _FEWEST_RUNS else 0.0


def _coefficients() -> tuple[np.ndarray, np.ndarray]:
    digests = [hashlib.blake2b(str(n).encode(), digest_size=8).digest() for n in range(BANDS * ROWS)]
    factors = np.array([int.from_bytes(d[:4], "big") % (_MERSENNE - 1) + 1 for d in digests], dtype=np.uint64)
    addends = np.array([int.from_bytes(d[4:], "big") % _MERSENNE for d in digests], dtype=np.uint64)
    return factors[:, None], addends[:, None]


_FACTORS, _ADDENDS = _coefficients()


def signature(found: Collection[int]) -> np.ndarray:
    """Return the MinHash signature of some runs: the least value of each of 384 fixed hash functions (universal, modulo 2^31 - 1).

    Source: Broder, On the resemblance and containment of documents, 1997.
    """
    values = np.fromiter(found, dtype=np.uint64, count=len(found))[None, :]
    return np.asarray(((values * _FACTORS + _ADDENDS) % _MERSENNE).min(axis=1), dtype=np.uint32)


def candidates(texts: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of ids, each once and ordered, whose signatures agree in a band."""
    buckets: defaultdict[tuple[int, bytes], list[str]] = defaultdict(list)
    for name in sorted(texts):
        if len(texts[name]) >= _FEWEST_RUNS:
            bands = signature(texts[name]).reshape(BANDS, ROWS)
            for number in range(BANDS):
                buckets[number, bands[number].tobytes()].append(name)
    seen: set[tuple[str, str]] = set()
    for names in buckets.values():
        for pair in itertools.combinations(names, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A report's text with what tells whose it is. `agency` is the agency that the text credits, else None."""

    id: str
    text: str
    outlet: str | None = None
    report_date: datetime.date | None = None
    agency: str | None = None
    is_agency: bool = False
    prints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """That one report's text is another's, the `same` or `edited`; `shared`: of the shorter text's runs; `why` it is the later."""

    report_id: str
    of: str
    kind: Literal["same", "edited"]
    shared: float
    why: Literal["credits it", "prints its agency", "agency first", "dated later", "held later"]


def find_copies(texts: Iterable[Text], *, every_pair: bool = False) -> list[Copy]:
    """Return for each copied report the report it was taken from, ordered by id. An original is in no row as `report_id`.

    Args:
        texts: Reports, in any order.
        every_pair: Compare each with each, which finds a short copy in a long text too; for the few reports of one incident.
    """
    by_id = {text.id: text for text in texts}
    found = {name: runs_of_body(text.text) for name, text in by_id.items()}
    pairs = itertools.combinations(sorted(by_id), 2) if every_pair else candidates(found)
    alike: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for one, other in pairs:
        if _same_outlet(by_id[one], by_id[other]):
            continue
        shared = held_share(found[one], found[other])
        if shared >= COPY_LIKENESS:
            alike[one][other] = alike[other][one] = shared
    out = []
    for group in _groups(alike):
        source = min((by_id[name] for name in group), key=lambda text: _origin_key(text, [by_id[n] for n in group]))
        for name in group:
            if name == source.id:
                continue
            both = len(found[name] | found[source.id])
            likeness = len(found[name] & found[source.id]) / both if both else 0.0
            shared = alike[name].get(source.id, held_share(found[name], found[source.id]))
            kind: Literal["same", "edited"] = "same" if likeness >= SAME_LIKENESS else "edited"
            out.append(Copy(name, source.id, kind, round(shared, 3), _why(by_id[name], source)))
    return sorted(out, key=lambda copy: copy.report_id)


def _same_outlet(one: Text, other: Text) -> bool:
    """Tell whether two texts are one outlet's: the later is then a new version, or a follow-up with the old background."""
    return one.outlet is not None and one.outlet == other.outlet


def _groups(alike: Mapping[str, Mapping[str, float]]) -> Iterator[list[str]]:
    left = set(alike)
    for start in sorted(alike):
        if start not in left:
            continue
        group, new = {start}, [start]
        while new:
            for other in alike[new.pop()]:
                if other not in group:
                    group.add(other)
                    new.append(other)
        left -= group
        yield sorted(group)


def _origin_key(text: Text, group: Sequence[Text]) -> tuple[bool, bool, datetime.date, str]:
    """Order the reports of a group: who is credited by another or printed by it, then agencies, then the earliest, then by id."""
    others = [other for other in group if other.id != text.id]
    credited = text.outlet is not None and any(text.outlet == other.agency or text.outlet in other.prints for other in others)
    return (not credited, not text.is_agency, text.report_date or datetime.date.max, text.id)


def _why(copy: Text, source: Text) -> Literal["credits it", "prints its agency", "agency first", "dated later", "held later"]:
    if source.outlet is not None and copy.agency == source.outlet:
        return "credits it"
    if source.outlet is not None and source.outlet in copy.prints:
        return "prints its agency"
    if source.is_agency and not copy.is_agency:
        return "agency first"
    if copy.report_date and source.report_date and copy.report_date > source.report_date:
        return "dated later"
    return "held later"


def is_own_passage(passage: str, original: frozenset[int]) -> bool:
    """Tell whether a passage of a copied report is the copier's own: it shares hardly any runs with the original's text."""
    found = runs(passage)
    return len(found) >= _FEWEST_RUNS and len(found & original) / len(found) < COPY_LIKENESS / 2
