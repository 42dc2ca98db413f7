"""Words in; the party they name out: canonical name, PLOVER code and roster id, or None when they name no party.

The roster decides first (`names.py`), then titles (`proper.py`) and common nouns (`nouns.py`) with the nationality beside them, then the
country the report or scene is about. Pronouns are resolved to the last party that fits (`pronouns.py`). A party whose code the words do not
support keeps its name alone.
"""

from __future__ import annotations

import datetime
from collections import Counter

from ebla.actors import RosterEntry, country_by_demonym, country_by_name
from ebla.reading.grammar import antecedent, expand, noun_phrase, prep_objects
from ebla.reading.lexicon import role_nouns, word_set
from ebla.reading.parse import ParsedText, Word
from ebla.reading.parties.making import Maker
from ebla.reading.parties.names import Names
from ebla.reading.parties.nouns import Nouns, country_in
from ebla.reading.parties.phrases import trim
from ebla.reading.parties.pronouns import pronoun_party
from ebla.reading.parties.proper import ProperNames
from ebla.records import Party

__all__ = ["FIRST_PERSON", "Parties"]

FIRST_PERSON = word_set("parties.toml", "first_person")
_PRONOUNS = word_set("parties.toml", "pronouns")
_IMPERSONAL = word_set("parties.toml", "impersonal")
_COUNTING = word_set("parties.toml", "counting")
_RELATIONS = word_set("parties.toml", "relations")
_NO_PHRASE = frozenset({"VERB", "AUX", "ADP", "PUNCT", "SCONJ", "CCONJ", "ADV"})
_OF_NAME = frozenset({"SELF", "REB", "MIL", "GOV", "UAF", "PRM"})


class Parties:
    """Resolves words of one parsed text to parties; built once per text.

    Args:
        parsed: The text.
        on: The report's date: names, codes and ties are those of that day.
        places: How often the text's places lie in each country, by ISO 3166-1 alpha-2.
    """

    def __init__(self, parsed: ParsedText, on: datetime.date | None, places: Counter[str] | None = None) -> None:
        self._parsed, self._on = parsed, on
        self._names = Names(parsed, on, places or Counter())
        self._maker = Maker(parsed, on, self._names.main_country)
        self._nouns = Nouns(parsed, self._maker, self._names, self._resolve)
        self._proper = ProperNames(self._maker, self._names, self._resolve, self._describe)
        self._cache: dict[tuple[int, bool, str | None], Party | None] = {}
        self._open: set[int] = set()

    @property
    def main_country(self) -> str | None:
        """The country that the report is most about, as ISO 3166-1 alpha-3; None where it names none."""
        return self._names.main_country

    def is_named(self, word: Word) -> bool:
        """Tell whether a name of the roster covers a word."""
        return self._names.at(word) is not None

    def resolve(self, word: Word, *, force: bool = False, scene: str | None = None) -> Party | None:
        """Return the party that a word heads, or None.

        Args:
            word: Head of the phrase.
            force: A bare country name acts by arms (its army), not by words (its government).
            scene: ISO3 country of the event's place, for nouns that name no country themselves.
        """
        key = (word.i, force, scene)
        if key not in self._cache:
            self._cache[key] = None
            self._cache[key] = self._resolve(word, force, scene)
        return self._cache[key]

    def many(self, words: list[Word], *, force: bool = False, scene: str | None = None) -> list[Party]:
        """Return the parties of several heads with their conjuncts, each party once."""
        out: list[Party] = []
        for word in expand(words):
            for party in self._each(word, force, scene):
                if not any(p.code == party.code and p.name == party.name for p in out):
                    out.append(party)
        return out

    def _each(self, word: Word, force: bool, scene: str | None) -> list[Party]:
        """Return the party of a word; "the ambassadors of A and B", "A and B forces" are one each."""
        role = role_nouns().get(word.lemma)
        if role in ("GOV", "MIL", "SELF") and word.tag == "NNS":
            sector = role if role != "SELF" else "GOV"
            owners = prep_objects(word, "of", "from")
            found = [(w, country_by_name(" ".join(x.text for x in noun_phrase(w) if x.lower != "the"))) for w in owners]
            if len(owners) > 1 and all(c for _, c in found):
                return [self._maker.state(trim(noun_phrase(w)), c, sector) for w, c in found if c]
            adjectives = [c for c in word.children if c.dep == "amod" and country_by_demonym(c.text)]
            adjectives += [g for c in adjectives for g in c.children if g.dep == "conj" and country_by_demonym(g.text)]
            if len(adjectives) > 1:
                return [self._maker.state([w], country_by_demonym(w.text) or "", sector) for w in adjectives]
        party = self.resolve(word, force=force, scene=scene)
        return [party] if party is not None else []

    def _resolve(self, word: Word, force: bool, scene: str | None) -> Party | None:
        """Resolve a word that may stand for another; a word that is being resolved already stands for nothing ("one of them" in a ring)."""
        word = antecedent(word)
        if word.i in self._open:
            return None
        self._open.add(word.i)
        try:
            return self._resolved(word, force, scene)
        finally:
            self._open.discard(word.i)

    def _resolved(self, word: Word, force: bool, scene: str | None) -> Party | None:
        if word.lower in FIRST_PERSON or (word.lower in _IMPERSONAL and not any(c.dep in ("prep", "relcl") for c in word.children)):
            return None
        if word.lower in _PRONOUNS or word.tag in ("PRP", "PRP$"):
            return pronoun_party(self._parsed, word, force, scene, self._resolve)
        if word.pos in _NO_PHRASE:
            return None
        if word.lemma in _RELATIONS and word.child("poss") is not None:
            other = word.child("appos")
            return self._resolve(other, force, scene) if other is not None else None
        phrase = noun_phrase(word)
        named = self._named(word, phrase, force, scene)
        if named is not None:
            return named
        number = word.pos == "NUM" or word.tag == "CD"
        if number or word.lower in _COUNTING:
            inner = [w for w in prep_objects(word, "of") if w is not word]
            if inner:
                return self._resolve(inner[0], force, scene)
            if number:
                return None
        return self._unnamed(word, phrase, force, scene)

    def _describe(self, word: Word, scene: str | None) -> Party | None:
        """Return what a noun in apposition names, by the roster or by its kind."""
        phrase = noun_phrase(word)
        return self._named(word, phrase, False, None) or self._unnamed(word, phrase, False, scene)

    def _named(self, word: Word, phrase: list[Word], force: bool, scene: str | None) -> Party | None:
        """Resolve by the roster: a name that covers the head, else one before the head ("FMLN guerrillas", "Assad's forces")."""
        shown = trim(phrase)
        at_head = self._names.at(word)
        if at_head is not None:
            entry, first, last = at_head
            whole = self._parsed.words[first : last + 1]
            if shown[0].i > first:
                shown = [*whole[: shown[0].i - first], *shown]
            return self._maker.entry(entry, shown, force, scene)
        role = role_nouns().get(word.lemma)
        if role is None and word.pos != "PROPN" and word.lemma not in ("force", "airstrike"):
            return None
        before = self._entries([w for w in phrase if w is not word])
        if before:
            return self._maker.with_role(before[-1], shown, role, force)
        if word.pos == "PROPN" or role not in _OF_NAME:
            return None
        of = self._entries(prep_objects(word, "of", "from", "in"))
        return self._maker.with_role(of[0], shown, role, force) if of and of[0].kind != "state" else None

    def _entries(self, words: list[Word]) -> list[RosterEntry]:
        return [hit[0] for hit in map(self._names.at, words) if hit is not None]

    def _unnamed(self, word: Word, phrase: list[Word], force: bool, scene: str | None) -> Party | None:
        """Resolve a word that the roster does not know: people in need, a nationality, a proper name, an adjective, a common noun."""
        shown = trim(phrase)
        country = country_in(phrase, word)
        helpless = self._nouns.helpless(word, shown, country or scene)
        if helpless is not None:
            return helpless
        own = country_by_demonym(word.text, self._on) if word.text[:1].isupper() else None
        if own and (word.pos == "ADJ" or word.dep in ("amod", "compound")):
            return self._maker.state([word], own, "MIL" if force else "GOV")
        if word.pos == "PROPN" or word.entity_type in ("ORG", "PERSON", "NORP"):
            if country and len(shown) == 1 and (country_by_demonym(word.text) or country_by_name(word.text)):
                return self._maker.state(shown, country, "MIL" if force else "GOV")
            return self._proper.party(word, shown, country or scene)
        if word.pos == "ADJ" or word.dep == "amod":
            return self._nouns.adjective(word, country or scene)
        return self._nouns.noun(word, phrase, country, force, scene)
