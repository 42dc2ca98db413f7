"""Who says so, as words: the head of the phrase that names a source, found at the verb by which it speaks."""

from __future__ import annotations

from dataclasses import dataclass

from ebla.reading.grammar import agents, is_passive, raw_subjects
from ebla.reading.lexicon import word_set
from ebla.reading.parse import Word
from ebla.records import Span

_NO_SOURCE = word_set("statements.toml", "no_source")


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so: the head word of the phrase that names it, or a span alone for a transcript's label."""

    head: Word | None
    verb: Word | None
    span: Span | None = None


def speaker_of(verb: Word) -> Source | None:
    """Return who says what a verb of saying or denying says, None where nobody is named."""
    subjects = agents(verb) if is_passive(verb) else raw_subjects(verb)
    return next((Source(word, verb) for word in subjects if word.lower not in _NO_SOURCE), None)
