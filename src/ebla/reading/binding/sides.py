"""The role words of a deed in; its parties out: who did it, to whom, with whose support.

A place that is hit is no party, all sides of a clash are its actors, the owner of a weapon acts by it, and "we" is who speaks. Source:
docs/claims.md, "Parties".
"""

from __future__ import annotations

import msgspec

from ebla.reading.binding.places import Places
from ebla.reading.binding.sources import Sources
from ebla.reading.events import EventMention
from ebla.reading.grammar import prep_objects
from ebla.reading.lexicon import word_set
from ebla.reading.parse import ParsedText, Word
from ebla.reading.parties import FIRST_PERSON, Parties
from ebla.records import Party

_ARMED_ADJECTIVES = word_set("binding.toml", "armed_adjectives")
_OWN_VOICE_ACTS = word_set("binding.toml", "own_voice_acts")
_NAMED_ENTITIES = ("PERSON", "ORG", "NORP", "GPE")
_OWNERS = ("poss", "compound", "amod", "nmod")


class Sides:
    """Resolves the parties of the deeds of one parsed text."""

    def __init__(self, parsed: ParsedText, parties: Parties, places: Places, sources: Sources) -> None:
        self._parsed, self._parties, self._places, self._sources = parsed, parties, places, sources
        self._own_voice: tuple[Party | None] | None = None

    def actors(self, m: EventMention, force: bool, scene: str | None) -> list[Party]:
        """Return who did it; of a death, nobody."""
        if m.frame in ("die", "leave"):
            return []
        words = self._no_places(m.actors)
        plain = [w for w in words if not (w.dep in ("amod", "compound") and w.lower in _ARMED_ADJECTIVES)]
        out = self._parties.many(plain or words, force=force, scene=scene)
        if not out and any(w.lower in FIRST_PERSON for w in words):
            speaker = self._speaker(m)
            out = [speaker] if speaker is not None else []
        if not out:  # "Turkish drones": the owner of the weapon or of the act
            owners = [c for _, _, w in m.weapons for c in w.children if c.dep in _OWNERS]
            out = self._parties.many(owners, force=force, scene=scene)
        return out

    def recipients(self, m: EventMention, force: bool, scene: str | None, actors: list[Party]) -> list[Party]:
        """Return to whom it was done, other than the doers; none in a two-sided act, all of whose sides are its actors."""
        if m.frame in ("clash", "meet", "war"):
            return []
        words = self._no_places(m.recipients)
        if m.frame == "condemn" and not words and m.content is not None:
            words = [c for c in m.content.children if c.dep in ("poss", "amod", "compound")] + prep_objects(m.content, "by")
        out = self._others(words, force, scene, actors)
        if out or m.frame not in ("attack", "destroy", "fire", "capture", "kill", "land"):
            return out
        owners = [c for w in m.recipients for c in w.children if c.dep in _OWNERS]
        if any(c.lower == "our" for c in owners):
            speaker = self._speaker(m)
            return [speaker] if speaker is not None else []
        return self._others(self._no_places([c for c in owners if c.pos in ("PROPN", "ADJ", "NOUN")]), force, scene, actors)

    def supporters(self, m: EventMention, force: bool, scene: str | None) -> list[Party]:
        """Return who stands behind the doers, as "backed by X" says; of "Iranian weapons", the owner."""
        owners = [c for w in m.supporters if w.pos == "NOUN" for c in w.children if c.dep in ("amod", "compound", "poss")]
        named = self._parties.many([w for w in m.supporters if w.pos != "NOUN" or not owners], force=force, scene=scene)
        return named or self._parties.many(owners, force=force, scene=scene)

    def _no_places(self, words: list[Word]) -> list[Word]:
        return [w for w in words if not self._places.is_scene_word(w)]

    def _others(self, words: list[Word], force: bool, scene: str | None, actors: list[Party]) -> list[Party]:
        """Return the parties of words that are not the doers themselves nor mere things."""
        named = {w.start_char for w in words if w.entity_type in _NAMED_ENTITIES or w.tag in ("PRP", "NNPS")}
        found = self._parties.many(words, force=force, scene=scene)
        return [p for p in found if not any(_same(p, a) for a in actors) and (p.code or p.actor_id or _covers(p, named))]

    def _speaker(self, m: EventMention) -> Party | None:
        """Return who "we" or "I" is: the one quoted or labelled, else the body in whose own voice the report speaks."""
        for source in self._sources.of(m.trigger, m.clause):
            if source.head is not None and source.head.lower not in FIRST_PERSON:
                party = self._parties.resolve(source.head)
                return msgspec.structs.replace(party, inferred=True) if party is not None else None
            if source.span is not None:
                text = self._parsed.text[slice(*source.span)]
                name = " ".join(w.capitalize() if w.isupper() else w for w in text.split())
                return Party(text=text, span=source.span, name=name, inferred=True)
        if self._own_voice is None:
            self._own_voice = (self._find_own_voice(),)
        return self._own_voice[0]

    def _find_own_voice(self) -> Party | None:
        """Return the first body that performs an act by words in the present tense in the report's own voice."""
        for word in self._parsed.words:
            if word.tag in ("VBZ", "VBP") and word.lemma in _OWN_VOICE_ACTS:
                subject = next((c for c in word.children if c.dep == "nsubj" and c.pos == "PROPN"), None)
                party = self._parties.resolve(subject) if subject is not None else None
                if party is not None:
                    return msgspec.structs.replace(party, inferred=True)
        return None


def _same(a: Party, b: Party) -> bool:
    return a.span == b.span or (a.actor_id is not None and a.actor_id == b.actor_id)


def _covers(party: Party, starts: set[int]) -> bool:
    return party.span is not None and any(party.span[0] <= n < party.span[1] for n in starts)
