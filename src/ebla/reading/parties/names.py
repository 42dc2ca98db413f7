"""Parsed text in; the names of the roster that it holds out, each with the one entry it stands for there.

A name that is also another's, a place's or a common word stands for the entry whose country the report is about; where nothing settles it,
it stands for none. The countries that a report is about are weighed from its places, names and nationalities.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from ebla.actors import Roster, RosterEntry, RosterHit, country_by_demonym, iso3_of
from ebla.reading.grammar import noun_phrase
from ebla.reading.parse import ParsedText, Word

_ARMED_KINDS = ("army", "rebel_group", "militia", "police")
_GROUP_KINDS = ("rebel_group", "militia", "party", "army")
# A place weighs as much as two nationalities; an entry is "here" when its country weighs this much. Set by hand on the open samples.
_PLACE_WEIGHT = 2
_HERE_WEIGHT = 2
_LAST_GROUP_WORDS = 120


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of words that the roster knows, with the entries it may stand for, longest name first."""

    first: Word
    words: list[Word]
    hits: list[RosterHit]


class Names:
    """The roster's names in one parsed text; built once per text."""

    def __init__(self, parsed: ParsedText, on: datetime.date | None, places: Counter[str]) -> None:
        self._parsed, self._on = parsed, on
        self._hits: dict[int, tuple[RosterEntry, int, int]] = {}
        self._cover: dict[int, int] = {}
        found = self._find(Roster.load())
        self._countries = self._weighed(places, found)
        self._choose(found)
        self._full_names = self._learned()

    @property
    def main_country(self) -> str | None:
        """The country that the report is most about, as ISO 3166-1 alpha-3; None where it names none."""
        return self._countries.most_common(1)[0][0] if self._countries else None

    def at(self, word: Word) -> tuple[RosterEntry, int, int] | None:
        """Return the roster entry whose name covers a word, with the first and last word's index."""
        first = self._cover.get(word.i)
        return self._hits[first] if first is not None else None

    def group_before(self, word: Word) -> RosterEntry | None:
        """Return the last army, party or armed group named before a word, not far away."""
        for i in range(word.i - 1, max(-1, word.i - _LAST_GROUP_WORDS), -1):
            hit = self._hits.get(i)
            if hit and hit[0].kind in _GROUP_KINDS:
                return hit[0]
        return None

    def full_name_of(self, word: Word) -> Word | None:
        """Return the head of the full name that the report gave for a surname ("General Omar Sadiq ... Sadiq"), if another word."""
        i = self._full_names.get(word.lower)
        return self._parsed.words[i] if i is not None and i != word.i else None

    def _find(self, roster: Roster) -> list[_Found]:
        out: list[_Found] = []
        for sentence in self._parsed.sentences:
            words = sentence.words
            texts = [self._parsed.shown[w.start_char : w.end_char] for w in words]
            k = 0
            while k < len(words):
                hits = roster.match(texts, k, self._on) if texts[k][:1].isalpha() else []
                if not hits:
                    k += 1
                    continue
                end = hits[0].end
                if all(h.ambiguous or h.weak for h in hits) and end - k > 1:
                    hits = hits + roster.match(texts[: end - 1], k, self._on)
                out.append(_Found(words[k], words, hits))
                k = max(end, k + 1)
        return out

    def _weighed(self, places: Counter[str], found: list[_Found]) -> Counter[str]:
        out: Counter[str] = Counter()
        for iso2, weight in places.items():
            iso3 = iso3_of(iso2)
            if iso3:
                out[iso3] += _PLACE_WEIGHT * weight
        for one in found:
            sure = [h for h in one.hits if not h.ambiguous and not h.weak]
            if sure and sure[0].entry.country:
                out[sure[0].entry.country] += 2 if sure[0].entry.kind in _ARMED_KINDS else 1
        for word in self._parsed.words:
            if word.text[:1].isupper() and word.pos in ("ADJ", "PROPN", "NOUN"):
                iso3 = country_by_demonym(word.text, self._on)
                if iso3:
                    out[iso3] += 1
        return out

    def _choose(self, found: list[_Found]) -> None:
        """Choose among the entries of a name by the countries that the report is about; leave out what those do not settle."""
        named = {h.entry.actor_id for one in found for h in one.hits if not h.ambiguous}
        for one in found:
            usable = [h for h in one.hits if not (h.ambiguous or h.weak) or self._here(h) or h.entry.actor_id in named]
            if not usable:
                continue
            longest = max(h.end for h in usable)
            best = min((h for h in usable if h.end == longest), key=lambda h: self._unlikely(h, named))
            first, last = one.first, one.words[longest - 1]
            if best.entry.kind == "person" and first is last and first.pos not in ("PROPN", "NOUN", "X"):
                continue
            self._hits[first.i] = (best.entry, first.i, last.i)
            for i in range(first.i, last.i + 1):
                self._cover[i] = first.i

    def _here(self, hit: RosterHit) -> bool:
        where = {*hit.holds_in, *hit.entry.countries, hit.entry.country}
        return any(self._countries[c] >= _HERE_WEIGHT for c in where if c)

    def _unlikely(self, hit: RosterHit, named: set[str]) -> tuple[bool, bool, bool, float]:
        where = {*hit.entry.countries, hit.entry.country}
        weight = max((self._countries[c] for c in where if c), default=0)
        return (hit.entry.actor_id not in named and hit.ambiguous and not self._here(hit), not hit.valid, hit.weak, -float(weight))

    def _learned(self) -> dict[str, int]:
        """Return where each surname stands as head of its full name for the first time."""
        out: dict[str, int] = {}
        for word in self._parsed.words:
            if word.entity_type == "PERSON" and word.pos == "PROPN" and word.dep != "compound":
                if sum(w.pos == "PROPN" for w in noun_phrase(word)) > 1:
                    out.setdefault(word.lower, word.i)
        return out
