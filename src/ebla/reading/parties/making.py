"""Words, a roster entry or a sector in; the party record out: its words and span, canonical name, PLOVER code and roster id.

What party the words mean is decided by the callers. Source of the codes: docs/claims.md, table of parties; PLOVER's sectors.
"""

from __future__ import annotations

import datetime

from ebla.actors import Roster, RosterEntry, code_on, name_on
from ebla.reading.parse import ParsedText, Word
from ebla.records import Party

_BODIES = {"MIL": "army", "GOV": "government", "COP": "police"}
_STATE_KINDS = ("state", "government", "person")
_ROLE_KINDS = ("state", "government", "person", "party", "igo", "un_body")
_OWN_PEOPLE = frozenset({"CVL", "REF", "JRN", "MED", "EDU", "REL", "LEG", "JUD"})


class Maker:
    """Makes the parties of one parsed text, named and coded as on its date."""

    def __init__(self, parsed: ParsedText, on: datetime.date | None, main_country: str | None) -> None:
        self._parsed, self._on, self._main_country = parsed, on, main_country
        self._roster = Roster.load()

    def party(self, words: list[Word], name: str | None, code: str | None, actor_id: str | None = None) -> Party:
        """Return the party of these words; without a name it bears the words themselves."""
        start, end = min(w.start_char for w in words), max(w.end_char for w in words)
        text = self._parsed.text[start:end]
        return Party(text=text, span=(start, end), name=name or " ".join(text.split()), code=code, actor_id=actor_id)

    def same(self, words: list[Word], other: Party) -> Party:
        """Return the party that other words named already, under these words."""
        return self.party(words, other.name, other.code, other.actor_id)

    def coded(self, words: list[Word], role: str, country: str | None, name: str | None = None) -> Party:
        """Return a party by its sector, of a country or else of the one the report is most about; without any it has no code."""
        where = country or self._main_country
        return self.party(words, name, f"{where} {role}" if where else None)

    def code_of(self, entry: RosterEntry, scene: str | None = None) -> str:
        """Return an entry's code on the report's date, as seen from the scene's country."""
        return code_on(entry, self._on, scene or self._main_country)

    def entry(self, entry: RosterEntry, words: list[Word], force: bool, scene: str | None = None) -> Party:
        """Return a roster entry as party; where force is at work, a state or its leader acts by its army."""
        code = self.code_of(entry, scene)
        if force and entry.country and code == f"{entry.country} GOV" and entry.kind in _STATE_KINDS:
            return self.state(words, entry.country, "MIL")
        return self.party(words, name_on(entry, self._on), code, entry.actor_id)

    def state(self, words: list[Word], country: str, sector: str) -> Party:
        """Return a state's army, government or police, named as in the roster."""
        body = self._body(country, sector)
        if body is None:
            return self.party(words, None, f"{country} {sector}")
        return self.party(words, name_on(body, self._on), f"{country} {sector}", body.actor_id)

    def with_role(self, entry: RosterEntry, shown: list[Word], role: str | None, force: bool) -> Party:
        """Combine a name and a noun: a state's soldiers are its army, a group's fighters are the group, a state's civilians its people."""
        country = entry.country
        if entry.kind in _ROLE_KINDS and role and role != "SELF":
            if entry.kind in ("igo", "un_body"):
                if role in ("CVL", "REF"):
                    return self.party(shown, None, None)
                return self.party(shown, name_on(entry, self._on), self.code_of(entry), entry.actor_id)
            if role == "GOV" and entry.kind == "person":
                return self.party(shown, None, self.code_of(entry))
            if country and role == "MIL":
                return self.state(shown, country, "MIL")
            if country:
                return self.party(shown, None, "UNO" if role == "UNO" else f"{country} {role}")
        if role in _OWN_PEOPLE and country:
            return self.party(shown, None, f"{country} {role}")
        return self.entry(entry, shown, force or role == "MIL")

    def _body(self, country: str, sector: str) -> RosterEntry | None:
        """Return the roster's army, government or police of a country."""
        actor_id = f"{country.lower()}-{_BODIES.get(sector, '')}"
        return self._roster[actor_id] if actor_id in self._roster else None  # noqa: SIM401
