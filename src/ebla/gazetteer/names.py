"""Place names in, keys out: how a spelling is looked up. Pure functions, used alike when a gazetteer is compiled and when it is asked.

Three keys, from strict to weak: the letters of the name (case, accents, apostrophes, hyphens and blanks do not count), the same without
Arabic articles and without a kind word ("province", "district"), and a skeleton of consonants that joins transliterations (Hudaydah,
Hodeida) and needs a country to be trusted. Nothing here decides whether words are a place.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

# Letters that do not decompose, with the letters that reports write for them.
_LETTERS: dict[int, str] = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ħ": "h",
     "ŋ": "ng", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ٱ": "ا", "ё": "е"}
)  # fmt: skip
_LETTERS.update(dict.fromkeys(map(ord, "ʻʼʽʿʾ’‘'`´ʹʺ′ˈـ"), ""))
_WORD = re.compile(r"[^\W_]+")
ARTICLES = frozenset("al el ad ed ar er as es ash esh at et az ez an en ath adh ul ur us ud il l".split())
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
# Kind words and what they stand for; the second word list of a facility key.
ADMIN_WORDS = frozenset(
    (
        "province governorate district department region state oblast raion rayon county prefecture muhafazah wilayah "
        "wilaya vilayat mintaqah departamento provincia municipality municipio subdistrict sub township commune woreda "
        "zone emirate canton krai kray division"
    ).split()
)
_AIRPORT = re.compile(
    r"\b(?:international |military |domestic |regional |civil )*"
    r"(?:air ?bases?|air ?ports?|air ?fields?|aerodrome|air force base|airstrip)\b",
    re.I,
)


def letters(name: str) -> str:
    """Return a name in plain lower-case letters: no accents, no apostrophes, letters that do not decompose replaced.

    >>> letters("Ma‘arrat an-Nu‘mān")
    'maarrat an-numan'
    """
    if name.isascii():
        return name.casefold().replace("'", "").replace("`", "")
    out = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(c for c in out if not unicodedata.combining(c)).translate(_LETTERS)


def words_of(name: str) -> list[str]:
    """Return the plain words of a name, abbreviations written out.

    >>> words_of("St. Louis")
    ['saint', 'louis']
    """
    return [_ABBREVIATIONS.get(w, w) for w in _WORD.findall(letters(name))]


@lru_cache(maxsize=16384)
def strict_key(name: str) -> str:
    """Return the letters of a name run together, its airport words made one.

    >>> strict_key("Lashkar Gah") == strict_key("Lashkargah")
    True
    """
    return "".join(_key_words(name))


@lru_cache(maxsize=16384)
def loose_key(name: str) -> str:
    """Return the strict key without Arabic articles.

    >>> loose_key("Dayr az-Zawr")
    'dayrzawr'
    """
    return "".join(_without_articles(_key_words(name)))


def _key_words(name: str) -> list[str]:
    return words_of(_AIRPORT.sub(" airport", name) if "air" in name.lower() or "aero" in name.lower() else name)


def _without_articles(words: list[str]) -> list[str]:
    return [w for i, w in enumerate(words) if w not in ARTICLES or i == len(words) - 1] or words


_ARABIC_ARTICLE = re.compile(r"(^| )ال(?=\w{2})")
_WITH_H = (
    ("tch", "c"), ("tsch", "c"), ("tsh", "c"), ("kh", "h"), ("gh", "g"), ("sh", "s"), ("sch", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"),
    ("ph", "f"), ("zh", "z"),
)  # fmt: skip
_FOLDS = (
    ("dj", "j"), ("dz", "z"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"), ("ou", "u"), ("oo", "u"),
    ("w", "u"),
)  # fmt: skip
_GLIDES = re.compile("y(?=[aeiou])")
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLES = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 18)
def _bone(word: str) -> str:
    if "h" in word:
        for sound, one in _WITH_H:
            word = word.replace(sound, one)
    for sound, one in _FOLDS:
        word = word.replace(sound, one)
    word = _GLIDES.sub("", word).replace("v", "b").replace("p", "b")
    word = _DOUBLES.sub(r"\1", word)
    head, tail = word[:1], word[1:]
    tail = tail[:-1] if tail.endswith("h") else tail
    return ("a" if head in "aeiouy" else head) + _VOWELS.sub("", tail)


@lru_cache(maxsize=16384)
def skeleton_key(name: str) -> str | None:
    """Return the consonants of a Latin name, transliterations made one; None for other scripts and when fewer than three consonants are
    left.

    >>> skeleton_key("Hodeidah") == skeleton_key("Al Hudaydah")
    True
    >>> skeleton_key("Uri") is None
    True
    """
    return _skeleton(_without_articles(_key_words(name)))


def _skeleton(words: list[str]) -> str | None:
    if not all(word.isascii() for word in words):
        return None
    out = "".join(map(_bone, words))
    return out if len(out.lstrip("a")) >= 3 else None


def all_keys(name: str) -> tuple[str, str, str | None]:
    """Return the three keys of a name at once, for a gazetteer that is compiled.

    >>> all_keys("Al Hudaydah")
    ('alhudaydah', 'hudaydah', 'hdd')
    """
    words = _key_words(name)
    bare = _without_articles(words)
    return "".join(words), "".join(bare), _skeleton(bare)


def hashed(key: str) -> int:
    """Return a key's 48-bit number (BLAKE2b).

    Six bytes in SQLite, and one chance in a hundred million that an unknown name meets a known one.
    """
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big") - (1 << 47)


def without_kind(name: str) -> str:
    """Return an administrative name without its kind word: "Idlib Governorate", "Province of Idlib" and "Muhafazat Idlib" give "Idlib".

    >>> without_kind("Aleppo Governorate"), without_kind("Donetska oblast")
    ('Aleppo', 'Donetska')
    """
    words = name.split()
    if name == "District of Columbia":
        return name
    if len(words) > 1 and letters(words[-1]) in ADMIN_WORDS:
        return without_kind(" ".join(words[:-1]))
    if len(words) > 2 and letters(words[0]) in ADMIN_WORDS and words[1].lower() in ("of", "de"):
        return " ".join(words[2:])
    if len(words) > 1 and letters(words[0]) in ("muhafazat", "departamento", "provincia", "wilayat", "ostan", "oblast"):
        return " ".join(words[1:])
    return name
