"""A claim about a deed before it has an id, and the words of it that are quoted as its trigger."""

from __future__ import annotations

from dataclasses import dataclass, field

from ebla.reading.events import EventMention
from ebla.reading.parse import Word
from ebla.reading.status import Status
from ebla.records import Claimant, Date, Party, Place, Span
from ebla.records.checking import LONGEST_TRIGGER_CHARS, MOST_TRIGGER_SPANS

# Words of a trigger with no more between them than this are quoted in one span. [characters]
_ONE_SPAN_CHARS = 30


@dataclass(slots=True, eq=False)
class Draft:
    """One deed with all that is known of it. `also` are its later mentions, `response_to` the deeds that it answers.

    `key` parts drafts of one mention ("shelled A and B" is two).
    """

    mention: EventMention
    status: Status
    event_type: str | None
    mode: str | None
    acled: str | None
    claimant: Claimant
    via: list[Claimant]
    actor: list[Party] = field(default_factory=list)
    recipient: list[Party] = field(default_factory=list)
    supporter: list[Party] = field(default_factory=list)
    weapon: list[tuple[str, Span]] = field(default_factory=list)
    facility: list[tuple[str, Span]] = field(default_factory=list)
    place: Place | None = None
    origin: Place | None = None
    destination: Place | None = None
    date: Date | None = None
    also: list[Span] = field(default_factory=list)
    trigger: list[Span] = field(default_factory=list)
    part_of: Draft | None = None
    response_to: list[Draft] = field(default_factory=list)
    key: str = ""

    @property
    def word(self) -> Word:
        """The trigger word."""
        return self.mention.trigger

    @property
    def happened(self) -> bool:
        """Whether the report says that it was done."""
        return self.status.value in ("occurred", "ongoing")


def sectors(parties: list[Party]) -> set[str]:
    """Return the PLOVER sectors of parties, of those whose code is known."""
    return {p.code.split()[-1] for p in parties if p.code}


def trigger_spans(m: EventMention) -> list[Span]:
    """Return the spans that state a deed, as many and as long as the contract lets a trigger be."""
    words = sorted({w.i: w for w in [*m.words, m.trigger]}.values(), key=lambda w: w.i)
    spans: list[Span] = []
    for word in words:
        if spans and word.start_char - spans[-1][1] <= _ONE_SPAN_CHARS:
            spans[-1] = (spans[-1][0], word.end_char)
        else:
            spans.append(word.span)
    total, kept = 0, []
    for start, end in spans[:MOST_TRIGGER_SPANS]:
        if total + end - start <= LONGEST_TRIGGER_CHARS:
            kept.append((start, end))
            total += end - start
    return kept or [m.trigger.span]
