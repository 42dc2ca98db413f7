"""One telling of a deed, as the words say it, and the families of frames that later parts ask for. Nothing is looked up here."""

from __future__ import annotations

from dataclasses import dataclass, field

from ebla.reading.lexicon import Trigger
from ebla.reading.parse import Sentence, Word

# Frames of `triggers.csv` that tell what came of a deed, deeds of force, and violence that a truce may end.
HARM = frozenset({"kill", "die", "harm", "damage", "killing", "leave"})
ATTACK = frozenset(
    {"attack", "fire", "clash", "explode", "war", "crowd", "repel", "intercept", "advance", "plant", "land", "campaign"}
    | {"usage", "brunt", "tear"}
)
VIOLENCE = frozenset({"attack", "clash", "war", "killing", "advance", "campaign"})


@dataclass(slots=True, eq=False)
class EventMention:
    """One telling of a deed: its trigger and the words that fill its roles, before anything is looked up.

    `words` are those that state it, `clause` the verb that carries it, `content` what is asked, promised or threatened with the status it
    then has, `merged` other tellings of the same deed in its sentence. Weapons and facilities are (contract's noun, first word, last word).
    """

    trigger: Word
    words: list[Word]
    entry: Trigger
    event_type: str | None
    mode: str | None
    acled: str | None
    clause: Word
    actors: list[Word] = field(default_factory=list)
    recipients: list[Word] = field(default_factory=list)
    supporters: list[Word] = field(default_factory=list)
    origins: list[Word] = field(default_factory=list)
    destinations: list[Word] = field(default_factory=list)
    weapons: list[tuple[str, Word, Word]] = field(default_factory=list)
    facilities: list[tuple[str, Word, Word]] = field(default_factory=list)
    content: Word | None = None
    content_of: EventMention | None = None
    content_status: str | None = None
    merged: list[EventMention] = field(default_factory=list)
    weapon_rank: int = 0
    claimed: bool = False

    @classmethod
    def of(cls, trigger: Word, words: list[Word], entry: Trigger, clause: Word) -> EventMention:
        """Return a mention with the type and mode that the lexicon gives, its roles still empty."""
        return cls(trigger, words, entry, entry.event_type, entry.mode, entry.acled, clause)

    @property
    def sentence(self) -> Sentence:
        """The sentence of the trigger."""
        return self.trigger.sentence

    @property
    def frame(self) -> str:
        """The frame of the trigger."""
        return self.entry.frame
