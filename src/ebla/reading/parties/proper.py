"""A proper name that the roster lacks in; a party out: a person by title, a body by a word of its name, else the name alone.

The words beside a name ("Zareen Gul, a police commander") and a full name given before say what a bare name does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ebla.reading.lexicon import first_pattern, role_nouns
from ebla.reading.parse import Word
from ebla.reading.parties.making import Maker
from ebla.reading.parties.names import Names
from ebla.reading.parties.phrases import person_name
from ebla.reading.parties.pronouns import Resolve
from ebla.records import Party

# Returns the party that a common noun in apposition names, given the country of the scene.
Describe = Callable[[Word, str | None], Party | None]

_ARMY = re.compile(r"\b(?:army|military|defen[cs]e)\b")
_OFFICE = re.compile(r"minister|secretary")
_PLACES_AND_TIMES = ("GPE", "LOC", "FAC", "DATE", "TIME")
_ROLES_OF_NAMES = ("nsubj", "nsubjpass", "agent", "pobj", "dobj", "conj")


class ProperNames:
    """Resolves the proper names of one parsed text that the roster lacks."""

    def __init__(self, maker: Maker, names: Names, resolve: Resolve, describe: Describe) -> None:
        self._maker, self._names, self._resolve, self._describe = maker, names, resolve, describe

    def party(self, word: Word, shown: list[Word], country: str | None) -> Party | None:
        """Return the party that a name stands for, None where it is a place or a time."""
        text = " ".join(w.text for w in shown)
        sector = first_pattern("parties.toml", "names", text)
        if sector is None and word.entity_type in _PLACES_AND_TIMES:
            return None
        titles = [w for w in shown if w is not word and role_nouns().get(w.lower)]
        if titles:
            return self._titled(shown, text, role_nouns()[titles[0].lower], country)
        beside = self._beside(word, shown, text, country)
        if beside is not None:
            return beside
        if sector is not None:
            return self._maker.party(shown, None, "NGO") if sector == "NGO" else self._maker.coded(shown, sector, country)
        full = self._names.full_name_of(word) if len(shown) == 1 else None
        party = self._resolve(full, False, country) if full is not None else None
        if party is not None:
            return self._maker.same(shown, party)
        name = word.pos == "PROPN" and word.tag in ("NNP", "NNPS") and word.dep in _ROLES_OF_NAMES
        return self._maker.party(shown, None, None) if name or word.entity_type in ("PERSON", "ORG", "NORP") else None

    def _titled(self, shown: list[Word], text: str, sector: str, country: str | None) -> Party:
        """ "Police chief X", "army commander Y": the sector of the title, or of the words with it; a bare "leader" says none."""
        low = text.lower()
        if sector in ("GOV", "SELF") and "police" in low:
            sector = "COP"
        elif sector in ("GOV", "SELF") and _ARMY.search(low) and not _OFFICE.search(low):
            sector = "MIL"
        if sector == "SELF":
            return self._maker.party(shown, None, None)
        return self._maker.coded(shown, sector, country, person_name(shown))

    def _beside(self, word: Word, shown: list[Word], text: str, country: str | None) -> Party | None:
        """Return a name with the code of the noun in apposition to it."""
        for other in [c for c in word.children if c.dep == "appos"] + ([word.head] if word.dep == "appos" else []):
            if other.pos == "NOUN" and other.lemma in role_nouns():
                described = self._describe(other, country)
                if described is not None:
                    return self._maker.party(shown, text, described.code)
        return None
