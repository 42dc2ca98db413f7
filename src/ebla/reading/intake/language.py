"""A text in, the ISO 639 code of its language out, or None where it cannot be told. Mixed texts get the language of most of their start.

The model is py3langid's; nothing is loaded before the first call, and the same text always gives the same answer.
"""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

CHARS_READ = 2_000
# Languages that reports of conflict come in. Dialects and creoles that the model also knows are left out: they take short English, Arabic
# or Spanish texts for their own.
LANGUAGES = tuple(
    """am ar az be bg bn bs ca cs da de el en es et fa fi fr gu ha he hi hr ht hu hy id ig it ja ka kk km kn ko ku ky ln lo lt lv mg mk ml
    mn mr ms my ne nl no om pa pl ps pt ro ru rw si sk sl sn so sq sr sv sw ta te tg th tk tl tr ug uk ur uz vi xh yo zh zu""".split()
)
# Set on invented sentences in 20 languages, lists of names and tables (tests/reading/intake/test_language.py): all sentences of eight words
# or more are told right, no list or table is told at all. Re-run these when the model changes.
LEAST_PROBABILITY = 0.80
LEAST_WORDS = 5
# Languages so near that a short text may be either: they are summed before they are held against the least, and the likelier is named.
NEAR = (frozenset(("id", "ms")), frozenset(("bs", "hr", "sr")), frozenset(("cs", "sk")), frozenset(("da", "no")))
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_RUN = re.compile(rf"(?:{_WORD.pattern}[ \t]+){{{LEAST_WORDS - 1},}}{_WORD.pattern}")


def detect_language(text: str) -> str | None:
    """Return the language of a text's first 2,000 characters, None where that is undecided or too little.

    Words with a capital are left out where the text has small letters, so that a list of names or a table of places is not taken for
    the language of the names. In a text all in capitals, or without any, only runs of five words or more are read, for the same reason.

    >>> detect_language("Shells fell on the market in the morning and killed several people, the mayor said.")
    'en'
    >>> detect_language("Kherson 12, Mykolaiv 4") is None
    True
    """
    words = _telling_words(text[:CHARS_READ])
    cased = any(word.lower() != word.upper() for word in words)
    if len(words) < LEAST_WORDS and (cased or sum(map(len, words)) < 12):
        return None
    ranked = _identifier().rank(" ".join(words).casefold())
    best, probability = ranked[0]
    near = next((group for group in NEAR if best in group), frozenset())
    probability += sum(other for language, other in ranked[1:4] if language in near)
    return str(best) if probability >= LEAST_PROBABILITY else None


def _telling_words(text: str) -> list[str]:
    words = _WORD.findall(text)
    cased = [word for word in words if word.lower() != word.upper()]
    if len(cased) < len(words) / 2:  # a script without capitals
        return words
    capitals, large = sum(word.isupper() and len(word) > 1 for word in cased), sum(word[0].isupper() for word in cased)
    if capitals > 0.7 * len(cased) or not large:
        return [word for run in _RUN.findall(text) for word in _WORD.findall(run)]
    return [word for word in words if not word[0].isupper()]


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
