"""Event mentions in; bound drafts out: each deed with its status, source, parties, place and date, as its own sentence tells it.

Which of the dates and places of a sentence belong to a deed is decided by the tree (`dates.py`, `places.py`), which words are which party
by `sides.py`, who says so by `sources.py`; `refine.py` lets the parties decide type and mode. What a clause does not say is carried over in
`narrative.py`; ids and links are made in `claims.py`.
"""

from __future__ import annotations

import datetime
from collections import Counter

from ebla.actors import iso3_of
from ebla.reading.binding.clauses import WORD_ACTS
from ebla.reading.binding.dates import Dates
from ebla.reading.binding.drafts import Draft, trigger_spans
from ebla.reading.binding.places import Places
from ebla.reading.binding.refine import ARMED, acled_of, refine
from ebla.reading.binding.sides import Sides
from ebla.reading.binding.sources import Sources
from ebla.reading.claimants import Source
from ebla.reading.events import EventMention
from ebla.reading.grammar import is_verb, span_of
from ebla.reading.parse import ParsedText
from ebla.reading.parties import Parties
from ebla.reading.status import SPEECH_VERBS, Status, status_of
from ebla.records import Date, Place, RankedPlace

__all__ = ["ARMED", "Binder", "Draft", "acled_of"]

_BY_FORCE = frozenset({"ASSAULT", "MOBILIZE", "RETREAT", "COERCE"})


class Binder:
    """Binds the event mentions of one parsed text; built once per text. Its parts answer for figures, agreements and ties too."""

    def __init__(self, parsed: ParsedText, report_date: datetime.date | None, dates: list[Date], places: list[RankedPlace]) -> None:
        weights: Counter[str] = Counter(p.country for p in places if p.country and p.rule != "dateline")
        self.parties = Parties(parsed, report_date, weights)
        self.sources = Sources(parsed, self.parties)
        self.places = Places(parsed, places, self.parties.is_named)
        self.dates = Dates(parsed, report_date, dates)
        self._sides = Sides(parsed, self.parties, self.places, self.sources)

    def draft(self, mention: EventMention) -> Draft:
        """Bind one mention by its own sentence alone."""
        own_act = mention.event_type in WORD_ACTS and is_verb(mention.trigger)
        status = _status(mention, own_act)
        claimant, via = self.sources.claimants(self._sources_of(mention, status))
        draft = Draft(mention, status, mention.event_type, mention.mode, mention.acled, claimant, via)
        draft.place = self.places.scene(mention)
        force, scene = mention.event_type in _BY_FORCE, _country(draft.place)
        draft.actor = self._sides.actors(mention, force, scene)
        draft.recipient = self._sides.recipients(mention, force, scene, draft.actor)
        draft.supporter = self._sides.supporters(mention, force, scene)
        draft.weapon = [(name, span_of([first, last])) for name, first, last in mention.weapons]
        draft.facility = [(name, span_of([first, last])) for name, first, last in mention.facilities]
        self._take_ends(draft)
        draft.date = self.dates.of(mention, status)
        draft.trigger = trigger_spans(mention)
        refine(draft)
        return draft

    def _sources_of(self, mention: EventMention, status: Status) -> list[Source]:
        """Return who says so; who plans a deed is its doer, no source."""
        found = self.sources.of(mention.trigger, mention.clause)
        if status.value != "planned":
            return found
        return [s for s in found if s.verb is None or s.verb.lemma in SPEECH_VERBS or s.verb.pos != "VERB"]

    def _take_ends(self, draft: Draft) -> None:
        """Set from where and to where; where a visit or a deployment goes is its scene."""
        m = draft.mention
        draft.origin = self.places.ends(m.origins)
        draft.destination = self.places.ends(m.destinations)
        if m.frame in ("visit", "journey", "deploy", "enter"):
            draft.place = draft.place or draft.destination
        if m.frame in ("visit", "journey"):
            draft.destination = None


def _status(mention: EventMention, own_act: bool) -> Status:
    """Return the status of a deed; of what is asked or threatened without a cue of its own, what the act by words gives it."""
    status = status_of(mention.trigger, mention.clause, mention.event_type, own_act)
    act = mention.content_of
    if act is not None and status.value in ("occurred", "ongoing"):
        return Status(act.content_status or status.value, act.trigger)
    return status


def _country(place: Place | None) -> str | None:
    return iso3_of(place.country) if place is not None and place.country is not None else None
