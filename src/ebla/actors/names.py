"""Names as they are compared: words without case, accents, apostrophes, articles and spelling habits.

In: a token of a report, or a whole name. Out: the words under which it is looked up. Two spellings of one name (Al-Qa'ida and
al-Qaeda, Ahrar ash-Sham and Ahrar al-Sham, Defense and Defence) give the same words. It does *not* know who is meant: that is
`roster.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_SPECIAL = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "’": "'", "‘": "'", "`": "'"}
    | {"ʼ": "'", "ʿ": "'", "ʾ": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "&": " and ", ".": ""}
)
_POSSESSIVE = re.compile(r"'s?(?=$|[\s/(),-])")
_SUN_ARTICLE = re.compile(r"\b(?:ash|as|an|ad|ar|az|at|ath|el)-(?=[a-z])")
_BETWEEN = re.compile(r"[^a-z0-9]+")
_SUN = frozenset(("ash", "as", "an", "ad", "ar", "az", "at", "ath"))

_SPELLINGS = {
    "mohammed": "mohamed mohammad muhammad mohamad muhammed mohammod muhamad",
    "ahmed": "ahmad",
    "hussein": "hussain husayn husein",
    "osama": "usama",
    "abdel": "abdul abd abdal",
    "abdullah": "abdallah abdulla",
    "sheikh": "shaykh sheik shaikh",
    "qaeda": "qaida",
    "muslim": "moslem",
    "defence": "defense",
    "center": "centre",
    "labor": "labour",
    "program": "programme",
    "organization": "organisation",
    "organizations": "organisations",
    "stabilization": "stabilisation",
    "mobilization": "mobilisation",
    "armored": "armoured",
    "mujahideen": "mujahedin mujahidin mujahedeen mojahedin mujaheddin mujahadeen mudzahid",
    "jaysh": "jaish jeish",
    "shiite": "shia shi'a",
    "hezbollah": "hizbollah hizballah hizbullah hezballah hezbullah",
    "hezb": "hizb",
    "taliban": "taleban talib",
    "al": "el",
    "e": "i",
    "nusra": "nusrah",
    "kataib": "ketaib kataeb",
    "harakat": "haraket",
    "brigades": "battalions",
    "baluchistan": "balochistan",
    "baluch": "baloch",
    "uyghur": "uighur uigur",
    "guerrillas": "guerillas",
    "guerrilla": "guerilla",
}
SPELLINGS: dict[str, str] = {variant: word for word, variants in _SPELLINGS.items() for variant in variants.split()}


def word_set(text: str) -> frozenset[str]:
    """Give the words of a list written with blanks.

    >>> sorted(word_set("b a"))
    ['a', 'b']
    """
    return frozenset(text.split())


def fold(text: str) -> str:
    """Give a text in lower case without accents, dots of acronyms, possessives and apostrophes.

    >>> fold("the Kurdistan Workers' Party")
    'the kurdistan workers party'
    >>> fold("Sana'a"), fold("U.S."), fold("Sudan’s")
    ('sanaa', 'us', 'sudan')
    """
    low = text.lower().translate(_SPECIAL)
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    if "'" in low:
        low = _POSSESSIVE.sub("", low).replace("'", "")
    return low


def words_of(text: str) -> list[str]:
    """Give the words under which a name is looked up.

    >>> words_of("the Ahrar ash-Sham"), words_of("Al-Qa'ida in the Islamic Maghreb")
    (['ahrar', 'al', 'sham'], ['al', 'qaeda', 'in', 'islamic', 'maghreb'])
    """
    low = fold(text)
    if "-" in low:
        low = _SUN_ARTICLE.sub("al-", low)
    return [SPELLINGS.get(word, word) for word in _BETWEEN.split(low) if word and word != "the"]


def words_of_tokens(tokens: Sequence[str], start: int, limit: int) -> list[tuple[str, int]]:
    """Give the lookup words from a token on, each with the index behind the token it ends in.

    Tokens may be cut as spaCy cuts them ("al", "-", "Shabaab"; "People", "'s") or at blanks alone. A token that gives no word
    (a hyphen, a possessive, a bracket) is passed over; a comma, a full stop or the end of a sentence ends the name.

    Args:
        tokens: The tokens as written in the report.
        start: Index of the first token.
        limit: How many words are wanted at most. [words]

    >>> words_of_tokens(["Al", "-", "Shabaab", "fighters"], 0, 2)
    [('al', 1), ('shabaab', 3)]
    """
    found: list[tuple[str, int]] = []
    i = start
    while i < len(tokens) and len(found) < limit:
        token = tokens[i]
        if token in {",", ";", ":", ".", "!", "?", "\n"} or (not token.strip() and "\n\n" in token):
            break
        if token in {"'s", "’s", "'", "’"}:
            i += 1
            continue
        words = _words_of_token(token)
        follows_hyphen = i + 1 < len(tokens) and tokens[i + 1] in {"-", "‐", "‑"}
        if follows_hyphen and len(words) == 1 and words[0] in _SUN:
            words = ("al",)
        for word in words:
            found.append((word, i + 1))
        i += 1
        if token[-1:] in ",;:":
            break
    return found[:limit]


@lru_cache(maxsize=50_000)
def _words_of_token(token: str) -> tuple[str, ...]:
    return tuple(words_of(token))


def skeleton(words: Sequence[str]) -> str:
    """Give the consonants of a name, doubled ones once: what transliterations agree on.

    >>> skeleton(["jebhat", "nosra"]) == skeleton(["jabhat", "nusra"])
    True
    """
    joined = "".join(words).replace("ij", "y").replace("ph", "f").replace("kh", "k").replace("gh", "g")
    joined = joined.replace("q", "k").replace("c", "k").replace("z", "s")
    bare = re.sub(r"[aeiouyhw]", "", joined)
    return re.sub(r"(.)\1+", r"\1", bare)
