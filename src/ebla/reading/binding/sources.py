"""A source's words in; the claimant record out: its canonical name where the roster or the report gives one, its words and span.

Which words are the source of a claim is found in `claimants.py`.
"""

from __future__ import annotations

from ebla.reading.claimants import Claimants, Source
from ebla.reading.grammar import noun_phrase, prep_objects, span_of
from ebla.reading.lexicon import word_set
from ebla.reading.parse import ParsedText, Word
from ebla.reading.parties import Parties
from ebla.records import Claimant, Party, Span

_TELLING_THINGS = word_set("binding.toml", "telling_things")
_OWN_VOICES = word_set("binding.toml", "own_voices")
_HEADS = word_set("binding.toml", "heads_of_sources")
# A source's body is quoted with it ("the ministry of defence") up to so many words.
_TAIL_WORDS = 6


class Sources:
    """Makes the claimants of one parsed text."""

    def __init__(self, parsed: ParsedText, parties: Parties) -> None:
        self._parsed, self._parties = parsed, parties
        self._found = Claimants(parsed)

    def of(self, trigger: Word, clause: Word) -> list[Source]:
        """Return the sources of what a trigger states, innermost first (see `Claimants.of`)."""
        return self._found.of(trigger, clause)

    def claimants(self, sources: list[Source]) -> tuple[Claimant, list[Claimant]]:
        """Return the innermost source as claimant and the others as `via`; without any it is the report."""
        named = [c for c in map(self._claimant, sources) if c is not None]
        return (named[0], named[1:]) if named else (Claimant(name="report"), [])

    def _claimant(self, source: Source) -> Claimant | None:
        if source.head is None:
            return self._quoted(source.span) if source.span is not None else None
        word = source.head
        if word.lower in ("i", "we", "our"):
            return None
        if word.tag in ("PRP", "PRP$", "WP", "WDT") or word.lower in ("he", "she", "they", "it"):
            return self._pronoun(word)
        phrase = noun_phrase(word)
        while len(phrase) > 1 and phrase[0].dep in ("det", "predet"):
            phrase.pop(0)
        span = span_of(phrase)
        owner = self._owner(word)
        if owner is not None and owner.name:
            return self._quoted(span, owner.name)
        name = self._name(word)
        if name is None:
            span = (span[0], max(span[1], self._tail_end(word)))
        return self._quoted(span, name)

    def _quoted(self, span: Span, name: str | None = None) -> Claimant | None:
        text = self._parsed.text[slice(*span)]
        return Claimant(name=name or " ".join(text.split()), text=text, span=span) if text.strip() else None

    def _pronoun(self, word: Word) -> Claimant | None:
        party = self._parties.resolve(word)
        if party is None or party.span is None:
            return None
        return Claimant(name=party.name or party.text or "", text=party.text, span=party.span, inferred=True)

    def _owner(self, word: Word) -> Party | None:
        """Return whose statement or report it is: a paper speaks for its owner, a newspaper or witness for itself."""
        if word.lemma not in _TELLING_THINGS or word.lemma in _OWN_VOICES:
            return None
        owners = [c for c in word.children if c.dep in ("poss", "compound", "amod", "nmod")] + prep_objects(word, "by", "from", "of")
        return next((p for p in map(self._parties.resolve, owners) if p is not None and (p.code or p.actor_id)), None)

    def _name(self, word: Word) -> str | None:
        """Return the canonical name of a source that is named, None for "officials", "a witness"."""
        party = self._parties.resolve(word)
        if party is not None and ((word.pos == "PROPN" and party.actor_id is not None) or word.entity_type == "PERSON"):
            return party.name
        return None

    def _tail_end(self, word: Word) -> int:
        """Return where the body after a source's head ends ("the ministry of defence"), -1 where none is quoted with it."""
        after = next((c for c in word.children if c.dep == "prep" and c.lower in ("of", "for", "in") and c.i == word.i + 1), None)
        if after is None or word.pos != "NOUN" or word.lemma not in _HEADS:
            return -1
        tail = [w for w in after.subtree() if w.dep not in ("relcl", "acl", "punct")]
        return max(w.end_char for w in tail if w.i < word.i + 8) if len(tail) <= _TAIL_WORDS else -1
