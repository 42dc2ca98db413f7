"""Text in; the words that full-text search and name filters compare out. Both databases get the same words. Nothing is stored here."""

from __future__ import annotations

import re
import unicodedata

_QUOTED = re.compile(r'"([^"]*)"|(\S+)')
_PIECE_CHARS = 50_000
# Letters by category that stand for an apostrophe in names (hamza, ayn, okina), and Arabic's stretching stroke, which is no letter.
_LIKE_APOSTROPHE = str.maketrans(dict.fromkeys("ʻʼʽʾʿ", " ") | {"\u0640": None})


def search_words(text: str) -> str:
    """Return the text folded for search: lower case, no accents or other marks, words parted by single blanks.

    >>> search_words("Maʿarrat al-Nuʿmān: 1,500 dead")
    'ma arrat al nu man 1 500 dead'
    """
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.translate(_LIKE_APOSTROPHE))
        text = "".join(c for c in parts if not unicodedata.category(c).startswith("M"))
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def search_terms(query: str) -> list[str]:
    """Return what must all be found: words, and phrases that stood in double quotes; without any the list is empty.

    >>> search_terms('shelling "Abu al-Duhur" ')
    ['shelling', 'abu al duhur']
    """
    found = (search_words(phrase or word) for phrase, word in _QUOTED.findall(query))
    return [term for term in found if term]


def pieces(words: str, longest: int = _PIECE_CHARS) -> list[str]:
    """Cut folded words at blanks into pieces of about this many characters, each starting with the last 20 words of the one before.

    PostgreSQL refuses a text vector over 1 MB; the overlap keeps phrases whole. A single longer word stays in one piece.
    """
    out: list[str] = []
    start = 0
    while len(words) - start > longest:
        cut = words.rfind(" ", start, start + longest)
        cut = cut if cut > start else words.find(" ", start + longest)
        if cut < 0:
            break
        out.append(words[start:cut])
        back = cut
        for _ in range(20):
            earlier = words.rfind(" ", start, back)
            if earlier < 0 or cut - earlier > longest // 2:
                break
            back = earlier
        start = (back if back > start else cut) + 1
    out.append(words[start:])
    return out
