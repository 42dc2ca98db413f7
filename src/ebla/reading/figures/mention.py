"""The record that the figure reader hands on: one count with its words, its measure and its bounds."""

from __future__ import annotations

from dataclasses import dataclass, field

from ebla.reading.numbers import Number
from ebla.reading.parse import Sentence, Word
from ebla.records.claims import Measure, Quantifier, StockFlow, Unit
from ebla.records.span import Span


@dataclass(slots=True, eq=False)
class FigureMention:
    """A count in a text. `span` is the trigger: number, noun and, where near, the verb; `head` the counted noun or the number itself.

    `party_words` are the words of the counted persons that may name a side; `part_of` is the figure that this one is a part of.
    """

    span: Span
    number_span: Span
    quantifier_span: Span | None
    sentence: Sentence
    head: Word
    verb: Word | None
    measure: Measure
    unit: Unit | None
    who: str | None
    number: Number
    idmc_term: str | None = None
    stock_flow: StockFlow | None = None
    cumulative: bool | None = None
    party_words: list[Word] = field(default_factory=list)
    part_of: FigureMention | None = None

    @property
    def trigger(self) -> tuple[Span, ...]:
        """The words that state the figure: `span`, and the verb where it stands apart in the same sentence."""
        verb = self.verb
        if verb is None or verb.sentence is not self.sentence or self.span[0] <= verb.start_char < self.span[1]:
            return (self.span,)
        return (self.span, verb.span) if verb.start_char > self.span[0] else (verb.span, self.span)

    @property
    def quantifier(self) -> Quantifier | None:
        """The number's quantifier; None for "several"."""
        return self.number.quantifier

    @property
    def low(self) -> int | float | None:
        """The number at least."""
        return self.number.low

    @property
    def best(self) -> int | float | None:
        """The number said."""
        return self.number.best

    @property
    def high(self) -> int | float | None:
        """The number at most."""
        return self.number.high

    @property
    def low_inclusive(self) -> bool | None:
        """True for "at least", False for "more than"."""
        return self.number.low_inclusive

    @property
    def high_inclusive(self) -> bool | None:
        """True for "up to", False for "fewer than"."""
        return self.number.high_inclusive
