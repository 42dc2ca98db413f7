"""Which real reports are set aside: the written rule of `docs/decisions/0001`, in code.

In come names, out go two lists. No report is opened here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SET_ASIDE = 10


def set_aside(names: Iterable[str]) -> frozenset[str]:
    """Return the names that are set aside: the first ten by SHA-256 of the name's UTF-8 bytes, in hexadecimal.

    Args:
        names: Report names without extension.
    """
    ordered = sorted(set(names), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return frozenset(ordered[:SET_ASIDE])
