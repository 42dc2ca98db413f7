"""Where a report was seen, in; what tells its versions apart, and which is the newer, out. Opens nothing; the rule of `docs/reviewing.md`.

Two reports are versions of one when they have the same address, or the same publisher and the same title, none of them unknown. A file name
is neither. The newer is the one with the later day (its own date, else the day it was taken in), and of one day the one taken in later.
"""

from __future__ import annotations

import urllib.parse

from ebla.ledger.words import search_words


def url_key(url: str | None) -> str | None:
    """Return an address as versions compare it: without scheme, fragment, `www.` and closing slash. None for one that names no single page.

    >>> url_key("https://www.Wire.example/a/1/#top"), url_key("http://wire.example/a/1"), url_key("https://wire.example/")
    ('wire.example/a/1', 'wire.example/a/1', None)
    """
    if url is None:
        return None
    try:
        parts = urllib.parse.urlsplit(url.strip())
    except ValueError:
        return None
    host = parts.netloc.rpartition("@")[2].casefold().removeprefix("www.")
    path = parts.path.rstrip("/")
    if parts.scheme.casefold() not in ("http", "https") or not host or not (path or parts.query):
        return None
    key = f"{host}{path}" + (f"?{parts.query}" if parts.query else "")
    return key.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def title_key(publisher: str | None, title: str | None) -> str | None:
    """Return publisher and title as versions compare them; None where either is unknown.

    >>> title_key("Example  Wire", "Shelling in Tarvel: 5 dead"), title_key(None, "Shelling")
    ('example wire\\nshelling in tarvel 5 dead', None)
    """
    folded = search_words(publisher or ""), search_words(title or "")
    return "\n".join(folded) if all(folded) else None
