"""Invented English for the tests of reading: a sentence in, its parse, events, figures or whole reading out."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any, TypeVar

from ebla.gazetteer.find import Gazetteer
from ebla.reading.binding import Binder, Draft
from ebla.reading.dates import find_dates
from ebla.reading.events import EventMention, find_events
from ebla.reading.parse import ParsedText, Parser, Word
from ebla.reading.places import find_places
from ebla.reading.reader import read_report
from ebla.records import Claim, Event, Figure, Party, Reading, Report

DAY = datetime.date(2019, 8, 14)  # a Wednesday
READER = "rules/0+test"

_ClaimT = TypeVar("_ClaimT", bound=Claim)


@cache
def parse(text: str) -> ParsedText:
    """Parse a text with the usual parser."""
    return Parser.load("md").parse(text, lambda word: bool(Gazetteer.world().named(word)))


def read(text: str, report_date: datetime.date | None = DAY, **more: Any) -> Reading:
    """Read a text as a report of Wednesday 14 August 2019, in English."""
    return read_report(Report(text=text, report_date=report_date, **{"language": "en"} | more), "md", READER)


@cache
def claims(text: str) -> tuple[Claim, ...]:
    """Read a text and return its claims."""
    return read(text).claims


def of_kind(kind: type[_ClaimT], text: str) -> list[_ClaimT]:
    """The claims of one kind in a text."""
    return [claim for claim in claims(text) if isinstance(claim, kind)]


def events(text: str) -> list[Event]:
    """The events of a text."""
    return of_kind(Event, text)


def figures(text: str) -> list[Figure]:
    """The figures of a text."""
    return of_kind(Figure, text)


def event_at(text: str, word: str) -> Event:
    """The event whose trigger, or a later mention, holds a word."""
    at = text.index(word)
    for event in events(text):
        if any(start <= at < end for start, end in (*event.evidence["trigger"], *event.also)):
            return event
    raise AssertionError(f"no event at {word!r}: {[quoted(text, e) for e in events(text)]}")


def quoted(text: str, claim: Claim) -> str:
    """The words of a claim's trigger."""
    return " … ".join(text[start:end] for start, end in claim.evidence["trigger"])


def word_at(parsed: ParsedText, word: str, nth: int = 1) -> Word:
    """The nth word of a text that is written so."""
    return [w for w in parsed.words if w.text == word][nth - 1]


def mentions(text: str) -> list[EventMention]:
    """The event mentions of a text."""
    return find_events(parse(text))


def mention_of(text: str, lemma: str) -> EventMention:
    """The event mention of a text whose trigger has this lemma."""
    found = [m for m in mentions(text) if m.trigger.lemma == lemma or m.trigger.lower == lemma]
    assert found, [m.trigger.lemma for m in mentions(text)]
    return found[0]


def drafts(text: str, report_date: datetime.date | None = DAY) -> list[Draft]:
    """The deeds of a text, each bound by its own sentence."""
    parsed = parse(text)
    binder = make_binder(text, report_date)
    return [binder.draft(m) for m in find_events(parsed)]


def make_binder(text: str, report_date: datetime.date | None = DAY) -> Binder:
    """A binder of a text."""
    parsed = parse(text)
    return Binder(parsed, report_date, find_dates(parsed, report_date), list(find_places(parsed, report_date)))


def codes(parties: tuple[Party, ...] | list[Party]) -> list[str | None]:
    """The codes of parties."""
    return [party.code for party in parties]
