"""An order and a cursor in; the condition that goes on behind it and the next cursor out.

Pages go by key, not by offset: each ends in a value and an id, and the next begins behind them, however deep it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ebla.pages.filters import Where

_CURSOR = re.compile(r"^(-?\d{1,15}):([0-9A-Za-z_.-]{1,64})$")


class BadCursorError(ValueError):
    """A cursor that no page gave."""


def after(where: Where, key: str, cursor: str | None, *, descending: bool) -> None:
    """Add that a row stands behind the cursor in the order of a whole-number key, then of the id."""
    if not cursor:
        return
    found = _CURSOR.match(cursor)
    if found is None:
        raise BadCursorError(cursor)
    value, last_id = int(found[1]), found[2]
    where.add(f"{key} {'<' if descending else '>'} ? OR ({key} = ? AND id > ?)", value, value, last_id)


def page(rows: list[dict[str, Any]], limit: int) -> tuple[list[dict[str, Any]], str | None]:
    """Return the rows of a page, of which one more than the limit was asked for, without their key, and the cursor of the next page."""
    kept = rows[:limit]
    following = f"{int(kept[-1]['sort_key'])}:{kept[-1]['id']}" if len(rows) > limit and kept else None
    for row in kept:
        row.pop("sort_key")
    return kept, following


def page_by_place(rows: Sequence[dict[str, Any]], cursor: str | None, limit: int) -> tuple[list[dict[str, Any]], str | None]:
    """Return the rows of a page of a list that is held whole, and the cursor of the next: the place where it begins.

    Raises BadCursorError for a cursor that no page gave.
    """
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise BadCursorError(cursor)
    start = int(cursor or 0)
    return list(rows[start : start + limit]), str(start + limit) if len(rows) > start + limit else None
