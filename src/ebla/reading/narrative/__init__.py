"""Bound drafts of one text in; the same deeds told once each, with what carries over inside a scene and the links between them out.

"The attack", "the strike" after a deed is a further mention of it (`alike.py`, `telling.py`); a deed without a place in a paragraph about
one place has that place, inferred (`carrying.py`); a condemnation answers the deed it names (`links.py`). Nothing is carried from one
paragraph to another.
"""

from __future__ import annotations

from ebla.reading.binding import Binder, Draft
from ebla.reading.narrative.carrying import carry_over, denials, during, follow_on
from ebla.reading.narrative.links import answers, demote_own_orders, series
from ebla.reading.narrative.telling import tell_once
from ebla.reading.parse import ParsedText

__all__ = ["demote_own_orders", "narrate"]


def narrate(parsed: ParsedText, drafts: list[Draft], binder: Binder) -> list[Draft]:
    """Return the deeds of a text, each told once, joined by what the narrative says, with the denials of them."""
    during(drafts)
    once = tell_once(drafts)
    follow_on(once)
    carry_over(once)
    answers(once)
    series(once)
    return denials(parsed, once, binder)
