"""What the search for harm looks at and what it finds: a counted phrase (`Counted`) and what befell it (`Harm`).

What may befall what, and what a phrase says of itself, is told here; nothing is searched for.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ebla.reading.figures.words import figure_words, look, noun_keys, verb_key, word_set
from ebla.reading.parse import ParsedText, Sentence, Word

PERSONAL = word_set("personal")
# Kinds of harm that a participle after the phrase outweighs.
WEAK = frozenset(["taken", "aided", "damaged", "casualties", "freed", "deployed"])


@dataclass(frozen=True, slots=True)
class Harm:
    """What befell the counted: a class of `figures.toml`, the word that says it, and an IDMC term where the words give one.

    `inside`: said by a word of the phrase itself ("displaced people"); `indirect`: found by the parse, not by the words beside.
    """

    kind: str
    cue: Word
    term: str | None = None
    inside: bool = False
    indirect: bool = False


def fits(kind: str, unit: str | None) -> bool:
    """Tell whether this can befall what is counted; None stands for a number without a noun."""
    if kind in ("destroyed", "damaged"):
        return unit in ("home", "facility", "other", None)
    if kind == "taken":
        return unit in ("other", "facility")
    if kind == "displaced":
        return unit in ("person", "household", "home", None)
    if kind == "other":
        return unit in ("person", "household")
    return unit in ("person", "household", None) if kind in PERSONAL else True


def first_fitting(kinds: tuple[str, ...] | None, unit: str | None) -> str | None:
    """Return the first of some kinds of harm that can befall what is counted, or None."""
    return next((k for k in kinds or () if fits(k, unit)), None)


@dataclass(slots=True)
class Counted:
    """A phrase as the search for harm sees it: head, first and last characters, unit; `noun` where the noun stands before the number."""

    parsed: ParsedText
    sentence: Sentence
    head: Word
    start_char: int
    end_char: int
    unit: str | None
    single: bool = False
    noun: Word | None = None
    noun_words: list[Word] = field(default_factory=list)

    def before(self, chars: int = 60) -> str:
        """The text before the phrase, within its sentence and the label that stands before it."""
        floor = self.sentence.start_char
        if self.sentence.index > 0 and self.parsed.sentences[self.sentence.index - 1].kind == "label":
            floor = self.parsed.sentences[self.sentence.index - 1].start_char
        return self.parsed.shown[max(floor, self.start_char - chars) : self.start_char]

    def after(self, chars: int = 60) -> str:
        """The text after the phrase, within its sentence."""
        return self.parsed.shown[self.end_char : min(self.sentence.end_char, self.end_char + chars)]


def predicate_kind(counted: Counted, word: Word) -> str | None:
    """Return the kind of harm that a predicate says ("dead", "missing"), None for other words."""
    kind = figure_words().predicate.get(word.lower)
    return kind if kind and word.tag in ("JJ", "VBN", "VBD", "NN", "NNP", "RB", "VB", "VBG") and fits(kind, counted.unit) else None


def counted_itself(words: list[Word], head: Word) -> Harm | None:
    """Return the harm that the noun phrase says itself: "12 deaths", "wounded soldiers", "displaced families"."""
    tables = figure_words()
    kind = look(tables.counted, head)
    if kind is not None:
        return Harm(kind, head, inside=True)
    for word in words[:-1]:
        if word is head or word.tag not in ("VBN", "JJ", "VBD", "NN", "NNP"):
            continue
        if word.lower in tables.predicate and word.lower != "unharmed":
            return Harm(tables.predicate[word.lower], word, inside=True)
        key = verb_key(word, tables.object)
        if key in tables.object and (word.tag in ("VBN", "VBD") or word.lower.endswith("ed")) and tables.object[key][0] not in WEAK:
            return Harm(tables.object[key][0], word, inside=True)
    return None


def says_harm(word: Word) -> bool:
    """Tell whether a word of a phrase says a state and names nobody: "wounded", "displaced"."""
    return word.lower in figure_words().predicate or look(figure_words().counted, word) is not None or word.lower in ("people", "persons")


def names_events(head: Word) -> bool:
    """Tell whether a noun is an attack whose count is `strikes`."""
    return any(key in figure_words().strikes for key in noun_keys(head))
