"""The lookup words of every alias: made when the roster is built, and again when a local file is added to it.

In: roster lines. Out: the text of roster.index. It does *not* rank or choose: that is `roster.py`.
"""

from __future__ import annotations

import zlib
from typing import Any

from ebla.actors.names import words_of


def index_of(lines: list[dict[str, Any]], data: bytes) -> str:
    """Give the index: per lookup key the numbers of the lines it belongs to, with flags.

    Flags: a ambiguous, c capitals only, p a single proper word that needs its capital, x one that needs a capital inside ("LeT"),
    g a body made from a template.
    The first line holds a checksum of the roster.
    """
    index: dict[str, list[str]] = {}
    for number, line in enumerate(lines):
        made = "g" if line["source"].startswith("generated") else ""
        for key, flags in keys_of(line).items():
            index.setdefault(key, []).append(f"{number}{flags}{made}")
    body = "\n".join(f"{key}\t{' '.join(index[key])}" for key in sorted(index))
    return f"{zlib.crc32(data)} {len(data)}\n{body}\n"


def keys_of(line: dict[str, Any]) -> dict[str, str]:
    """Give the lookup keys of one roster line with their flags."""
    ambiguous = [a["alias"] for a in line.get("ambiguous_aliases", [])]
    hard = {" ".join(words_of(a)) for a in ambiguous}
    capital = set(line.get("capital_aliases", []))
    found: dict[str, str] = {}
    plain = [line["name"], *line["aliases"], *(n["name"] for n in line.get("names", []))]
    for alias in [*plain, *ambiguous]:
        words = words_of(alias)
        if not words:
            continue
        flags = ""
        if " ".join(words) in hard:
            flags += "a"
        if alias in capital:
            flags += "c"
        elif len(words) == 1 and len(alias) <= 4 and alias[1:] != alias[1:].lower() and not alias.isupper():
            flags += "x"
        elif len(words) == 1 and alias.split()[-1][:1].isupper():
            flags += "p"
        keys = [words]
        if "al" in words and len(words) >= 3:
            keys.append([w for w in words if w != "al"])
        for key_words in keys:
            key = " ".join(key_words)
            before = found.get(key)
            found[key] = flags if before is None or len(flags) < len(before) else before
    return found
