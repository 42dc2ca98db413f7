"""Where, in words: places of a report recognised, resolved over the whole report, in text order.

`find_places` takes a parsed report, `read_places` a text, `resolve_places` a text with the spans that are places. Which place belongs to
which event is not decided here. A record's `rule` says what binding should know:

`gazetteer`, `transliteration`, `facility`, `vague`, `unlisted`, `whole_country` ("across the country"): a place; `container`: said only to
tell where the place before it lies ("Aleppo, Syria"); `government`: a country or capital that acts ("Moscow said"); `demonym`: an adjective
or people ("Russian"); `organisation`: inside a body's name; `dateline`: where the report was filed. The last five are `NOT_SCENES`: places
that no deed is set in by these words.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from ebla.gazetteer.find import Gazetteer, Hit
from ebla.gazetteer.store import Match
from ebla.reading.parse import ParsedText, Parser
from ebla.reading.places.lexicon import words
from ebla.reading.places.mention import LEAST, Mention, believable
from ebla.reading.places.record import place_of
from ebla.reading.places.resolve import Resolver
from ebla.reading.places.toponyms import find_mentions
from ebla.reading.places.wholes import whole_country
from ebla.records import RankedPlace

NOT_SCENES = frozenset({"container", "government", "demonym", "organisation", "dateline"})


def find_places(
    parsed: ParsedText, on: datetime.date | None = None, gazetteer: Gazetteer | None = None, *, everything: bool = False
) -> list[RankedPlace]:
    """Return the places of a parsed report in text order.

    Args:
        parsed: The parsed report.
        on: The report's date; kept for names that hold between dates, which no entry has yet.
        gazetteer: Where to look names up; the world gazetteer when None.
        everything: Whether to return words that name a place only in passing too: "Russian" (rule `demonym`), "Aleppo Media Center" (rule
            `organisation`). They help to decide in any case.
    """
    gazetteer = gazetteer or Gazetteer.world()
    mentions = find_mentions(parsed, gazetteer)
    places = _resolved(parsed, gazetteer, mentions, check=True)
    if whole := whole_country(parsed, gazetteer, places):
        places = sorted([*places, *whole], key=lambda p: p.span or (0, 0))
    return places if everything else [p for p in places if p.rule not in ("demonym", "organisation")]


def read_places(text: str, gazetteer: Gazetteer | None = None) -> list[RankedPlace]:
    """Return the places of a text in text order, adjectives and peoples among them (see `NOT_SCENES`)."""
    return find_places(Parser.load().parse(text), gazetteer=gazetteer, everything=True)


def resolve_places(text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer | None = None) -> list[RankedPlace | None]:
    """Return a record for each span `(start_char, end_char)` that is known to be a place, None where the gazetteer knows no such name.

    The other places of the text are read too and help to decide.
    """
    return resolve_parsed(Parser.load().parse(text), spans, gazetteer)


def resolve_parsed(parsed: ParsedText, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer | None = None) -> list[RankedPlace | None]:
    """Return a record or None for each span of a parsed text, see `resolve_places`."""
    gazetteer = gazetteer or Gazetteer.world()
    mentions = find_mentions(parsed, gazetteer)
    given: list[Mention | None] = []
    for start, end in spans:
        own = next((m for m in mentions if m.start == start and m.end == end), None)
        covered = parsed.words_in(start, end)
        if own is None and covered:
            near = next((m for m in mentions if m.start < end and start < m.end and m.shape == "point"), None)
            name = " ".join(parsed.text[start:end].split())
            own = Mention(
                start, end, name, covered[0].sentence, covered, believable(name, gazetteer.named(name)), near.kind if near else None, 3.0
            )
            fits = near and (
                near.rule in ("demonym", "organisation", "facility", "government") or (near.start <= start and end <= near.end)
            )
            short = near is not None and near.start == start and abs(near.end - end) <= 1
            if near and (fits or short) and (near.rule == "demonym" or short or not own.hits):
                own.hits, own.name, own.rule = near.hits, near.name, near.rule
        if own and not own.hits:
            own.hits = _within_name(own.name, gazetteer)
        given.append(own)
    taken = [m for m in given if m]
    free = [m for m in mentions if not any(m is g or (m.start < g.end and g.start < m.end) for g in taken)]
    ordered = sorted({id(m): m for m in (*taken, *free)}.values(), key=lambda m: (m.start, m.end))
    resolver = Resolver(parsed, gazetteer, ordered)
    names = resolver.run()
    out: list[RankedPlace | None] = []
    for m in given:
        known = m is not None and (id(m) in names or m.shape != "point")
        out.append(place_of(parsed, gazetteer, m, names, resolver.context) if m is not None and known else None)
    return out


def _within_name(name: str, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """Return the hits of the longest part of a name that is a country, a division or a larger town: "US Navy"."""
    parts = name.split()
    for n in range(len(parts) - 1, 0, -1):
        for i in range(len(parts) - n + 1):
            part = " ".join(parts[i : i + n])
            hits = believable(part, gazetteer.named(part)) if part[0].isupper() and part.lower() not in words().ordinary else ()
            large = bool(hits) and (hits[0].entry.feature_code in ("PCLI", "ADM1") or hits[0].entry.population >= 50_000)
            if large and hits[0].match <= Match.OTHER:
                return hits
    return ()


def _resolved(parsed: ParsedText, gazetteer: Gazetteer, mentions: list[Mention], *, check: bool) -> list[RankedPlace]:
    resolver = Resolver(parsed, gazetteer, mentions)
    names = resolver.run()
    out = []
    for m in mentions:
        name = names.get(id(m))
        if m.score < LEAST:
            weak = name.best if name and m.hits and not name.astray else None
            if weak is None or weak.hit.match > Match.OTHER or resolver.context.country_share(weak.country) < 0.3:
                continue
            m.score = LEAST + 1.0
        if check and name and name.best and m.score < 2.5:
            share = resolver.context.country_share(name.best.country)
            if m.score + (0.7 if share >= 0.25 else -0.7 if share < 0.08 else 0.0) < 1.5:
                continue
        if name and name.best and name.astray and m.rule not in NOT_SCENES and m.shape == "point":
            if m.kind is None and m.label not in ("GPE", "LOC", "FAC") and m.cue < 2.0:
                continue
            del names[id(m)]
            m.rule = "unlisted"
        out.append(place_of(parsed, gazetteer, m, names, resolver.context))
    return sorted(out, key=lambda p: p.span or (0, 0))


__all__ = ["NOT_SCENES", "find_places", "read_places", "resolve_parsed", "resolve_places"]
