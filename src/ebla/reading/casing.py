"""Copy all in capitals or all in lower case in; the same letters in usual case out, at the same offsets.

Which form of a word is usual is told by the order of the parser model's vector table, which follows the frequency of words in text:
the earlier of `peru` and `Peru` wins. Words unknown to it are taken for names.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ebla.reading.lexicon import word_set

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Words whose commoner form in general text is not the one that war reports mean, and acronyms that keep their capitals.
KEEP_LOWER = word_set("text.toml", "keep_lower")
ACRONYMS = word_set("text.toml", "acronyms")


def is_all_capitals(text: str) -> bool:
    """Tell whether a block of text is set in capitals: over 30 letters, nine in ten of them large."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 30 and sum(c.isupper() for c in letters) > 0.9 * len(letters)


def is_all_lower(text: str) -> bool:
    """Tell whether a text has next to no capitals (one letter in a hundred), over 60 letters of a script that has them."""
    letters = [c for c in text if c.islower() or c.isupper()]
    return len(letters) > 60 and sum(c.isupper() for c in letters) * 100 <= len(letters)


def restore(text: str, rank: Callable[[str], int | None], starts: frozenset[int], is_name: Callable[[str], bool]) -> str:
    """Return the text in its usual case, character for character.

    Args:
        text: Copy in one case.
        rank: Frequency rank of a form in usual text; None when unknown.
        starts: Offsets at which a sentence starts.
        is_name: Says of a lower-case word whether it is known as a name (a place, an actor).
    """
    whole_lower = not any(c.isupper() for c in text)
    out = list(text)
    for m in WORD.finditer(text):
        word = m.group()
        lower = _same_length(word.lower(), word)
        title = _same_length(word[:1].upper() + lower[1:], word)
        upper = word.upper()
        if upper in ACRONYMS and len(upper) == len(word) and not (upper in ("US", "WHO") and rank(lower) is not None and whole_lower):
            form = lower if upper in ("US", "WHO") and not whole_lower and m.start() not in starts and upper == "WHO" else upper
        elif lower in KEEP_LOWER:
            form = lower
        else:
            low, high = rank(lower), rank(title)
            if low is None and high is None:
                form = title if len(word) > 1 else lower
            elif high is None:
                form = lower if (low is not None and low < 60000) or not is_name(lower) else title
            elif low is None:
                form = title
            else:
                form = title if high < low else lower
        if m.start() in starts:
            form = form[:1].upper() + form[1:] if len(form[:1].upper()) == 1 else form
        out[m.start() : m.end()] = list(_same_length(form, word))
    return "".join(out)


def _same_length(form: str, word: str) -> str:
    return form if len(form) == len(word) else word
