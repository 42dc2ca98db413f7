"""The words of `statements.toml` and `status.csv` that the status rules share, and the record of a status. Nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ebla.reading.lexicon import rows, word_set
from ebla.reading.parse import Word

SPEECH_VERBS = word_set("statements.toml", "speech")
CARRIERS = word_set("statements.toml", "carriers")
FACTIVE = word_set("statements.toml", "factive")
DENYING = word_set("statements.toml", "denying")
TOLD = ("occurred", "ongoing")
OTHERS = frozenset({"it", "they", "he", "she", "we"})


@dataclass(frozen=True, slots=True)
class Status:
    """What is said of a deed, with the word that says so (None where only the tense does)."""

    value: str
    cue: Word | None = None


@cache
def cues() -> dict[tuple[str, str], str]:
    """Return the status that a verb ("v") or noun ("n") gives to what hangs on it, by (lemma, "v" or "n")."""
    return {(row["lemma"], row["pos"]): row["status"] for row in rows("status.csv")}


def child_in(word: Word, *lowers: str) -> Word | None:
    """Return the first child that is written as one of these words."""
    return next((c for c in word.children if c.lower in lowers), None)


def infinitive_mark(word: Word) -> Word | None:
    """Return the "to" of an infinitive."""
    return next((c for c in word.children if c.lower == "to" and c.dep == "aux"), None)
