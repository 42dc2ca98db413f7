"""Counts that no numeral states: one person ("a soldier was wounded"), none ("no casualties"), and the third attack in a week.

A single person is counted only where harm is said of them: killed, wounded, detained, abducted or missing. Pronouns are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ebla.reading.figures.phrases import Phrase
from ebla.reading.figures.words import figure_words, is_person, noun_keys, singular, word_set
from ebla.reading.numbers import Number
from ebla.reading.parse import ParsedText, Sentence, Word
from ebla.records.claims import Measure

SINGLE_HARM = frozenset(["killed", "wounded", "detained", "abducted", "missing"])
_ARTICLES = word_set("article")
_ALONE = word_set("alone")
_NOT_ONE = word_set("not_one")
_NONE = re.compile(
    r"\b(?:(?P<person>nobody|no\s+one|no-one|none(?:\s+of\s+(?:them|the\s+\w+|those\s+\w+))?)"
    r"|(?:no|without(?:\s+(?:any|causing(?:\s+any)?))?|zero)\s+(?:[a-z]+\s+|human\s+)?(?P<noun>casualties|casualty|victims"
    r"|fatalities|deaths|injuries|loss\s+of\s+life"
    r"|civilians|people|persons|soldiers|troops|policemen|children|injured|wounded|dead)(?:\s+(?:or|and|nor)\s+(?:injuries"
    r"|wounded|victims|deaths|damage))?)\b",
    re.IGNORECASE,
)
_NONE_MEASURE: dict[str, Measure] = {
    "fatalities": "killed",
    "deaths": "killed",
    "dead": "killed",
    "loss of life": "killed",
    "injuries": "wounded",
    "injured": "wounded",
    "wounded": "wounded",
}
_HURT = re.compile(
    r"\s*[^.;,]{0,50}?\b(?:(?P<killed>killed|died|dead|perished)(?:\s+(?:or|and|nor)\s+(?P<both>wounded|injured|hurt))?"
    r"|(?P<wounded>wounded|injured)|(?P<casualties>hurt|harmed))\b",
    re.I,
)
_ORDINAL = re.compile(
    r"\b(?:the|its|their)\s+(?P<ordinal>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,3}(?:st"
    r"|nd|rd|th))\s+(?:(?:such|deadly|major|suicide|bomb|car|air|drone|missile"
    r"|rocket|mortar|armed|similar)\s+){0,2}(?:(?P<noun>attacks?|strikes?|airstrikes?|bombings?|raids?|explosions?|blasts?"
    r"|assaults?|shelling|ambush|killing)\b(?P<scope>[^.;,]{0,60})|(?=in\s+as\s+many\b))",
    re.I,
)
_SCOPE = re.compile(
    r"\b(?:this|since|within|in\s+(?:as\s+many|less|under|the\s+(?:past|last|space)|two|three|four|five|six|seven|a)|(?:on"
    r"|against|of)\s+(?:the|a|its|our|this|such))\b",
    re.I,
)
_RANK = {
    w: i + 2
    for i, w in enumerate(["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"])
}


def exactly(start: int, end: int, value: int) -> Number:
    """Return a number that the words say without a numeral."""
    return Number(start, end, value, "exactly", None, value, value, value)


def single_persons(sentence: Sentence, taken: set[int]) -> Iterator[Phrase]:
    """Yield the phrases of one person: "a soldier", "the mayor", a name, "another". `taken` are the words that a number counts."""
    for k, word in enumerate(sentence.words):
        if word.i in taken:
            continue
        if word.lower == "another" and _stands_alone(sentence, k):
            yield Phrase(exactly(word.start_char, word.end_char, 1), sentence, word, word, [word], singular=True)
        elif word.tag in ("NN", "NNP") and word.dep != "compound":
            words = _single_phrase(word)
            if words is not None and not _identified(sentence, words[0]):
                yield Phrase(exactly(words[0].start_char, word.end_char, 1), sentence, words[0], word, words, singular=True)


def _stands_alone(sentence: Sentence, k: int) -> bool:
    following = sentence.words[k + 1] if k + 1 < len(sentence.words) else None
    return following is not None and following.tag in ("VBN", "VBD", "JJ", "VBZ") and following.lower in _ALONE


def _identified(sentence: Sentence, first: Word) -> bool:
    """Tell whether the words only name one who was counted before: "a farmer, identified as Omar Said, was killed"."""
    k = first.i - sentence.words[0].i
    before = [w.lower for w in sentence.words[max(0, k - 2) : k]]
    return before[-1:] in (["named"], ["called"]) or (
        len(before) == 2 and before[1] == "as" and before[0] in ("identified", "named", "known")
    )


def _single_phrase(word: Word) -> list[Word] | None:
    """Return the phrase of one person, article first; None for plurals, pronouns, titles alone and things."""
    first = word
    left = [c for c in word.children if c.i < word.i and c.dep in ("det", "amod", "compound", "poss", "nmod", "nummod", "punct", "predet")]
    if any(c.dep == "nummod" or c.tag == "CD" for c in left):
        return None
    if left:
        first = min(left, key=lambda c: c.i)
        if word.tag == "NNP" and word.entity_type == "PERSON":
            first = min((c for c in left if c.dep == "compound" and c.tag in ("NN", "NNP")), key=lambda c: c.i, default=word)
        while any(c.i < first.i and c.dep in ("det", "amod", "compound", "poss", "case") for c in first.children):
            first = min(first.children, key=lambda c: c.i)
    words = [w for w in word.sentence.words if first.i <= w.i <= word.i]
    if (
        word.tag not in ("NN", "NNP")
        or any(c.lower in ("all", "every", "any", "no", "each", *_RANK) for c in left)
        or (word.dep == "appos" and word.head is not word and _single_phrase(word.head))
    ):
        return None
    person_name = word.tag == "NNP" and word.entity_type == "PERSON"
    listed = any(key in figure_words().who for key in noun_keys(word)) and not any(key in _NOT_ONE for key in noun_keys(word))
    if (word.tag == "NNP" and not (person_name or listed)) or (word.tag == "NN" and not listed):
        return None
    if word.tag == "NN" and singular(word.lower) != word.lower and word.lower.endswith("s"):
        return None
    articled = words[0].lower in _ARTICLES or any(c.dep == "poss" for c in left)
    bare_list = word.dep == "conj"
    headline = words[0] is word.sentence.words[0]
    if word.tag == "NN" and not articled and not bare_list and not person_name and not headline:
        return None
    if bare_list and not articled and word.tag == "NN":
        return None
    return words


def none_hurt(parsed: ParsedText, sentence: Sentence) -> Iterator[tuple[Number, Word, Measure, Word | None]]:
    """Yield tolls of none: number 0, the word that says none, the measure, and the noun where one stands."""
    text = parsed.shown
    for found in _NONE.finditer(text, sentence.start_char, sentence.end_char):
        noun = re.sub(r"\s+", " ", (found["noun"] or "").lower())
        plain = noun in _NONE_MEASURE or noun in ("casualties", "casualty", "victims")
        hurt = _HURT.match(text, found.end(), min(sentence.end_char, found.end() + 80))
        if not plain and hurt is None:
            continue
        measure: Measure = _NONE_MEASURE.get(noun, "casualties")
        if hurt is not None and not plain:
            measure = "casualties" if hurt["both"] or hurt["casualties"] else "killed" if hurt["killed"] else "wounded"
        end = hurt.end() if hurt is not None and not plain else found.end()
        words = parsed.words_in(found.start(), found.end())
        person = words[-1] if found["noun"] and is_person(words[-1]) and not plain else None
        yield exactly(found.start(), end, 0), words[-1], measure, person


def nth_attacks(parsed: ParsedText, sentence: Sentence) -> Iterator[tuple[Number, Word]]:
    """Yield running counts of attacks: "the third attack this week"."""
    text = parsed.shown
    for found in _ORDINAL.finditer(text, sentence.start_char, sentence.end_char):
        if (found["noun"] and not _SCOPE.search(found["scope"])) or re.search(
            r"\b(?:in|during|after|for)\s+$", text[max(0, found.start() - 8) : found.start()]
        ):
            continue
        raw = found["ordinal"].lower()
        value = _RANK.get(raw) or int(re.sub(r"\D", "", raw))
        end = found.end("noun") if found["noun"] else found.end("ordinal")
        words = parsed.words_in(found.start(), end)
        if words:
            yield exactly(found.start(), end, value), words[-1]
