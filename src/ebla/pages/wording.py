"""Values in; the words that a page says for them out. English; knows no markup."""

from __future__ import annotations

from typing import Any

NONE = "–"
TYPE_WORDS = {
    "AGREE": "agreed", "CONSULT": "met", "SUPPORT": "praised, backed", "CONCEDE": "gave way", "COOPERATE": "cooperated", "AID": "gave aid",
    "RETREAT": "withdrew", "REQUEST": "asked", "ACCUSE": "accused", "REJECT": "refused", "THREATEN": "threatened", "PROTEST": "protested",
    "SANCTION": "drove out, cut ties", "MOBILIZE": "mobilized", "COERCE": "coerced", "ASSAULT": "attacked",
}  # fmt: skip
GRADE_WORDS = {
    "confirmed": "Confirmed", "fair": "Fair", "weak": "Weak", "contested": "Contested", "discounted": "Discounted",
}  # fmt: skip
_BOUNDS = {
    "exactly": "{best}", "at_least": "at least {low}", "more_than": "more than {low}", "up_to": "up to {high}",
    "less_than": "fewer than {high}", "between": "{low} to {high}", "approximately": "about {best}",
}  # fmt: skip


def number(value: Any) -> str:
    """Return a number with its thousands parted, a dash for none.

    >>> number(1500.0), number(None)
    ('1,500', '–')
    """
    if value is None:
        return NONE
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.1f}"


def plain(value: Any) -> str:
    """Return a value of a closed list as words.

    >>> plain("in_need"), plain("heavy-weapons"), plain(None)
    ('in need', 'heavy weapons', '–')
    """
    return NONE if value is None else str(value).replace("_", " ").replace("-", " ")


def measure(value: str | None) -> str:
    """Return what a figure counts, in words.

    >>> measure("in_need"), measure("other")
    ('in need', 'another count')
    """
    return "another count" if value == "other" else plain(value)


def days(record: Any) -> str:
    """Return the days of a row or record with `date_start` and `date_end`, as short as it can be said.

    >>> days({"date_start": "2031-03-01", "date_end": "2031-03-04"})
    '2031-03-01 to 03-04'
    """
    start, end = (_get(record, name) for name in ("date_start", "date_end"))
    start, end = (None if one is None else str(one) for one in (start, end))
    if start is None and end is None:
        return "no date"
    if start is None or end is None:
        return f"until {end}" if start is None else f"from {start}"
    if start == end:
        return start
    return f"{start} to {end[5:] if start[:4] == end[:4] else end}"


def amount(record: Any) -> str:
    """Return low, best and high of a row or record in words: what is said, no bound made up.

    >>> amount({"low": 12, "best": None, "high": None, "quantifier": "at_least"})
    'at least 12'
    """
    low, best, high = (_get(record, name) for name in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return "not said"
    pattern = _BOUNDS.get(_get(record, "quantifier") or "")
    said = pattern.format(low=number(low), best=number(best), high=number(high)) if pattern else ""
    if said and NONE not in said:
        return said
    return span(low, best, high)


def span(low: Any, best: Any, high: Any) -> str:
    """Return three bounds in words.

    >>> span(3, 5, 9), span(None, 5, None), span(3, None, None), span(None, None, None)
    ('5 (3 to 9)', '5', '3 or more', '–')
    """
    if low is None and best is None and high is None:
        return NONE
    if low is not None and low == high and best in (None, low):
        return number(low)
    if best is None:
        if low is not None and high is not None:
            return f"{number(low)} to {number(high)}"
        return f"{number(low)} or more" if low is not None else f"up to {number(high)}"
    if low is None and high is None:
        return number(best)
    if low is not None and high is not None:
        return number(best) if low == best == high else f"{number(best)} ({number(low)} to {number(high)})"
    return f"{number(best)} ({number(low)} or more)" if low is not None else f"{number(best)} (up to {number(high)})"


def killed(record: Any) -> str:
    """Return the killed of an incident in words, nothing where no figure is told."""
    low, best, high = (_get(record, f"killed_{name}") for name in ("low", "best", "high"))
    return "" if low is None and best is None and high is None else span(low, best, high)


def what(record: Any) -> str:
    """Return what an incident or event is, in words.

    >>> what({"event_type": "ASSAULT", "mode": "aerial", "acled_sub_event_type": "Air/drone strike"})
    'Air/drone strike'
    """
    sub, kind, mode = (_get(record, name) for name in ("acled_sub_event_type", "event_type", "mode"))
    if sub and sub != "Other":
        return str(sub)
    return (
        ": ".join(plain(part).capitalize() if not index else plain(part) for index, part in enumerate(p for p in (kind, mode) if p))
        or "Deed"
    )


def _get(record: Any, name: str) -> Any:
    return record.get(name) if isinstance(record, dict) else getattr(record, name, None)
