"""Number expressions and parsed words in; counted phrases out: which noun a number counts, and where the phrase starts and ends.

Nothing is said here about what befell the counted.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from ebla.reading.figures.words import figure_words, is_person, noun_keys, unit_of, word_set
from ebla.reading.numbers import Number
from ebla.reading.parse import ParsedText, Sentence, Word
from ebla.records.span import Span

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BEFORE_NOUN = frozenset(
    {"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "POS", "HYPH", "CD", "FW", "AFX", "RBS", "``", "''"}
)
_OF_THEM = frozenset(["them", "whom", "those", "these", "us", "which"])
_SKIP = frozenset(['"', "'", "“", "”", "‘", "’", "-", "–", "the", "its", "their", "his", "her", "our", "that", "these", "those"])
_DAYS = word_set("day_word")
_ADVERBS = word_set("adverb_in_phrase")


@dataclass(slots=True, eq=False)
class Phrase:
    """A number with the noun it counts. `head` is the noun, or the number's last word where none stands ("killed 15")."""

    number: Number
    sentence: Sentence
    first: Word
    head: Word
    words: list[Word] = field(default_factory=list)
    of_them: bool = False
    elliptical: bool = False
    singular: bool = False

    @property
    def start_char(self) -> int:
        """Where the number with its quantifier starts."""
        return self.number.span[0]

    @property
    def end_char(self) -> int:
        """Where the noun, or else the number, ends."""
        return max(self.number.span[1], self.words[-1].end_char if self.words else 0)

    @property
    def span(self) -> Span:
        """The number and the noun."""
        return (self.start_char, self.end_char)

    def sentence_text(self, parsed: ParsedText, chars: int) -> str:
        """The text after the phrase, within its sentence."""
        return parsed.shown[self.end_char : min(self.sentence.end_char, self.end_char + chars)]

    @property
    def unit(self) -> str | None:
        """The unit of the noun, None when there is none or it is not known."""
        if self.singular:
            return "person"
        return None if self.elliptical else ("person" if is_person(self.head) and unit_of(self.head) is None else unit_of(self.head))


# No noun phrase is longer; a row of numbers may be. [words]
_RUN_WORDS = 40


def _ends_phrase(word: Word, following: Word | None) -> bool:
    """Tell whether a plural noun is the head although another word follows it."""
    if word.lower in _DAYS:
        return True
    if word.tag not in ("NNS", "NNPS"):
        return False
    known = unit_of(word) is not None or is_person(word)
    if not known or following is None:
        return False
    if following.tag not in NOUNS:
        return True
    return unit_of(following) is None and not is_person(following)


def _noun_run(words: list[Word], k: int) -> list[Word]:
    """Return the words of a noun phrase that starts at index k: modifiers and nouns, ending with a noun; empty where there is none."""
    run: list[Word] = []
    last = 0
    j = k
    while j < min(len(words), k + _RUN_WORDS):
        word = words[j]
        following = words[j + 1] if j + 1 < len(words) else None
        if word.lower in _DAYS:
            break
        if following is not None and following.text == "-" and following.start_char == word.end_char and j + 2 < len(words):
            run.extend(words[j : j + 2])  # "mud-and-thatch homes"
            j += 2
            continue
        if last and word.tag in ("VBN", "VBG", "VBD", "JJ", "CD") and not _noun_follows(words, j):
            break
        stray = (
            not last and word.tag in ("VBZ", "VBP", "VB") and word.lower.endswith("s") and (is_person(word) or unit_of(word) is not None)
        )
        if stray:  # a plural noun that was taken for a verb
            run.append(word)
            return run
        if not (
            word.tag in _BEFORE_NOUN
            or (word.text in _SKIP and word.lower not in ("the", "that"))
            or word.lower in _ADVERBS
            or (word.tag == "," and _listed_adjectives(words, j))
        ):
            break
        if last and word.lower in ("that",):
            break
        run.append(word)
        if word.tag in NOUNS or word.lower in ("others", "more") or (is_person(word) and word.tag in ("JJ", "CD", "FW", "VBN")):
            if word.tag in NOUNS or not _noun_follows(words, j):
                last = len(run)
            if _ends_phrase(word, following):
                break
        j += 1
    return run[:last]


def _noun_follows(words: list[Word], j: int) -> bool:
    for word in words[j + 1 : j + 4]:
        if word.tag in NOUNS and word.lower not in _DAYS:
            return True
        if word.tag not in ("JJ", "VBN", "VBG", "HYPH", "CC", "POS", "NNP"):
            return False
    return False


def _listed_adjectives(words: list[Word], j: int) -> bool:
    return 0 < j < len(words) - 1 and words[j - 1].tag.startswith("JJ") and words[j + 1].tag.startswith("JJ") and _noun_follows(words, j)


def counted_phrase(parsed: ParsedText, number: Number) -> Phrase | None:
    """Return the phrase of a number: the noun that it counts, found from the words that follow it. None where it stands in no sentence."""
    inside = parsed.words_in(number.start_char, number.end_char)
    if not inside:
        return None
    sentence = inside[0].sentence
    words = sentence.words
    k = _index_after(words, number.span[1])
    phrase = Phrase(number, sentence, inside[0], inside[-1])
    if k < len(words) and words[k].text == "(" and k + 2 < len(words) and words[k + 1].tag == "CD" and words[k + 2].text == ")":
        k += 3  # "three (3) soldiers"
    if k < len(words) and words[k].lower == "of" and k + 1 < len(words):
        following = words[k + 1]
        if following.lower in _OF_THEM and not (k + 2 < len(words) and words[k + 2].tag in NOUNS and following.lower in ("those", "these")):
            phrase.of_them = True
            k += 2
        else:
            k += 1
            while k < len(words) and (words[k].text in _SKIP or words[k].tag in ("DT", "PRP$") or words[k].lower == "some"):
                k += 1
    run = _noun_run(words, k)
    while run and run[0].text in _SKIP:
        run.pop(0)
    if not run:
        phrase.elliptical = True
        return phrase
    phrase.words = run
    phrase.head = next((w for w in reversed(run) if w.tag in NOUNS or is_person(w) or w.lower in ("others", "more")), run[-1])
    if phrase.of_them and not is_person(phrase.head):
        phrase.words, phrase.elliptical, phrase.head = [], True, inside[-1]
    elif phrase.head.lower == "more":
        phrase.elliptical = True
    return phrase


def _index_after(words: list[Word], char: int) -> int:
    return bisect.bisect_left(words, char, key=lambda w: w.start_char)


def is_never_counted(phrase: Phrase) -> bool:
    """Tell whether a number counts time, areas, money or abstract things."""
    return not phrase.elliptical and any(key in figure_words().never for key in noun_keys(phrase.head)) and unit_of(phrase.head) is None
