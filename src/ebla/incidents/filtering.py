"""A filter in; whether an incident is kept, out. What is given must all hold; of a tuple, one value. Empty means any."""

from __future__ import annotations

import datetime
from collections.abc import Set
from dataclasses import dataclass

from ebla.incidents.wording import fold
from ebla.records.incident import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents.

    `types` are PLOVER types or modes or ACLED sub-event types, `place` words of a place's or district's name, `actor` words of a party's
    name, its code or its country's, on either side. `date_from` and `date_to` keep incidents whose days overlap them (an open end reaches
    on; one without date is left out). `text` is looked for in the reports. `least_sources` counts independent sources.
    """

    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    place: str | None = None
    countries: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    actor: str | None = None
    text: str | None = None
    least_sources: int | None = None
    limit: int | None = None

    def keeps(self, incident: Incident, reports: Set[str] | None = None) -> bool:
        """Tell whether an incident is kept; `reports` are those whose text has the words, where `text` is given."""
        return (
            self._in_time(incident)
            and (not self.countries or (incident.country or "").upper() in {c.upper() for c in self.countries})
            and (not self.types or self._is_type(incident))
            and (not self.grades or incident.grade in self.grades)
            and (self.place is None or self._at_place(incident))
            and (self.actor is None or self._has_actor(incident))
            and (self.least_sources is None or incident.independent_source_count >= self.least_sources)
            and (reports is None or not reports.isdisjoint(incident.report_ids))
        )

    def _in_time(self, incident: Incident) -> bool:
        if self.date_from is None and self.date_to is None:
            return True
        start, end = incident.date_start, incident.date_end
        if start is None and end is None:
            return False
        after = self.date_from is None or end is None or end >= self.date_from
        return after and (self.date_to is None or start is None or start <= self.date_to)

    def _is_type(self, incident: Incident) -> bool:
        wanted = {kind.casefold() for kind in self.types}
        found = (incident.event_type, incident.mode, incident.acled_sub_event_type)
        return any(kind.casefold() in wanted for kind in found if kind)

    def _at_place(self, incident: Incident) -> bool:
        return _has_words(self.place or "", (incident.place_name, incident.admin1))

    def _has_actor(self, incident: Incident) -> bool:
        said = (self.actor or "").strip()
        parties = (*incident.actor, *incident.recipient)
        if any(said.upper() == party.code or said == party.actor_id for party in parties):
            return True
        if len(said) == 3 and any((party.code or "").startswith(f"{said.upper()} ") for party in parties):
            return True
        return _has_words(said, [party.name for party in parties])


def _has_words(wanted: str, names: tuple[str | None, ...] | list[str]) -> bool:
    words = fold(wanted)
    return bool(words) and any(f" {words}" in f" {fold(name)}" for name in names if name)
