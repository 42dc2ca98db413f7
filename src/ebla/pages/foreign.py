"""Foreign text in; text that databases take and that moves nothing on a page out. Markup is left to the templates, which escape all.

Source of the list of characters: Unicode TR 36 and TR 9. Marks of direction that Arabic and Hebrew texts need (U+200E, U+200F, U+061C) and
the joiners stay; embeddings, overrides and isolates, which reorder what follows, are shown by their codes.
"""

from __future__ import annotations

import re
from typing import Any

_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(text: str) -> str:
    """Return text with every character that is unseen and moves or hides others shown by its code; lines and tabs stay.

    >>> shown("12\\u202e dead\\r\\n")
    '12⟨U+202E⟩ dead\\n'
    """
    return _UNSAFE.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text.replace("\r\n", "\n").replace("\r", "\n"))


def storable(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose texts hold no NUL and no lone surrogate; each becomes U+FFFD."""
    for name, value in row.items():
        if isinstance(value, str) and not (value.isascii() and "\0" not in value):
            row[name] = value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return row
