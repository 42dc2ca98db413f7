"""Bare expressions in; the same with the words beside them that change them ("early", "at dawn on", "since", "by") out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ebla.reading.dates.words import Expression, Source, clock_of, part_of_day, pattern, single

_CLOCK_LEFT = pattern(
    r"(?P<lead>(?:at|around|about|shortly (?:before|after)|just (?:before|after)|by) )?<CLOCK>"
    r"(?: \(?(?:\d{4}\s?gmt)\)?)?,? (?:on |of |the |late |early )*$"
)
_PART_LEFT = pattern(r"\b(?:(?:in|at|by|on|during|before|after|since|until|around) )?(?:the )?<POD>(?: (?:on|of|to)|,)? (?:the )?$")
_CLOCK_RIGHT = pattern(r"(?:,? (?:at )?(?:about |around |approximately |some |roughly |exactly )?| \()<CLOCK>(?!\w)")
_SURE_CLOCK = re.compile(r"[:.]\d\d|m\b|z|gmt|utc|hrs|hours|h\b")
_PART_RIGHT = pattern(
    r"(?:,? (?:at|in the|before|after|by|around|shortly before|just before|shortly after|just after) (?:the )?|,? )<POD>(?!\w)"
)
_PARTS = pattern(
    r"(?:\b(?:the )?(?:very )?(?P<adj>early|mid|middle|late|mid-to-late|early-to-mid)[\s-](?:in |on |part of )?(?:the )?"
    r"|\b(?:the )?(?P<week>week (?:of|beginning|starting|commencing|ending|to)) (?:on )?(?:the )?"
    r"|\b(?:the )?(?:very )?(?P<noun>beginning|start|outset|end|close|middle|early part|latter part|first half|second half|"
    r"latter half|first week|"
    r"second week|third week|fourth week|last week|final week|first days|last days|final days|early days|opening days|closing days)"
    r" of (?:the month of )?(?:the )?)$"
)
_PART_NAMES = {
    "week of": "week from",
    "week beginning": "week from",
    "week starting": "week from",
    "week commencing": "week from",
    "week ending": "week to",
    "beginning": "early",
    "start": "early",
    "outset": "early",
    "early part": "early",
    "first days": "early",
    "early days": "early",
    "middle": "mid",
    "opening days": "early",
    "end": "late",
    "close": "late",
    "latter part": "late",
    "last days": "late",
    "final days": "late",
    "closing days": "late",
    "latter half": "second half",
    "final week": "last week",
    "mid-to-late": "late",
    "early-to-mid": "early",
}
_BOUNDS = pattern(
    r"\b(?P<op>ever since|since|by|until|till|up (?:to|until)|no later than|not later than|"
    r"(?:shortly|just|soon|right|long|immediately|well) (?:before|after|prior to|ahead of|following)|before|prior to|ahead of|after|"
    r"following|"
    r"starting|beginning|effective|about|around|circa|approximately|on or about|on or around) (?:on |from |in |the )*$"
)
_BOUND_NAMES = {
    "ever since": "since",
    "up to": "until",
    "up until": "until",
    "till": "until",
    "no later than": "by",
    "not later than": "by",
    "beginning": "starting",
    "effective": "starting",
    "around": "about",
    "circa": "about",
    "approximately": "about",
    "on or about": "about",
    "on or around": "about",
}
_ONWARD = re.compile(r"\s(?:onwards?|on(?=[,.]|\s(?!the|a\b)))")
_WITH_PARTS = frozenset(
    [
        "date",
        "month",
        "year",
        "years",
        "weekday",
        "unitref",
        "season",
        "decade",
        "century",
        "holiday",
        "calendar",
        "subyear",
        "dayrel",
        "slash",
        "range",
    ]
)
_WITH_CLOCK = frozenset(["date", "weekday", "dayrel", "narrday", "calendar", "slash", "range", "holiday"])


def modified(source: Source, found: list[Expression]) -> Iterator[Expression]:
    """Yield the expressions with clock times, parts and bounds taken in; what a neighbour has taken in is dropped."""
    floor = 0
    for e in found:
        if e.start < floor:
            continue
        if e.kind in _WITH_CLOCK and not e.clock:
            e = _with_clock(source, e, floor)
        if e.kind in _WITH_PARTS:
            e = with_bound(source, _with_part(source, e, floor), floor)
        yield e
        floor = e.end


def _with_clock(source: Source, e: Expression, floor: int) -> Expression:
    left = source.before(e.start, 60, floor)
    clock = _CLOCK_LEFT.search(left)
    if clock and clock_of(clock):
        return replace(e, start=e.start - len(left) + clock.start() + len(clock["lead"] or ""), clock=clock_of(clock))
    part = _PART_LEFT.search(left) if e.kind != "holiday" else None
    if part:
        begin = part.start("pod")
        if left[:begin].endswith("the ") and single(part["pod"]).endswith(("hours", "night", "morning", "evening")):
            begin -= 4
        e = replace(e, start=e.start - len(left) + begin, clock=part_of_day(part))
        left = source.before(e.start, 60, floor)
        clock = _CLOCK_LEFT.search(left)
        exact = clock_of(clock) if clock else None
        return replace(e, start=e.start - len(left) + clock.start() + len(clock["lead"] or ""), clock=exact) if clock and exact else e
    return _with_clock_after(source, e)


def _with_clock_after(source: Source, e: Expression) -> Expression:
    right = _CLOCK_RIGHT.match(source.low, e.end)
    if right and clock_of(right) and _SURE_CLOCK.search(right.group()):
        return replace(e, end=right.end(), clock=clock_of(right))
    part = _PART_RIGHT.match(source.low, e.end)
    if part and e.kind != "holiday" and e.relation not in ("overnight", "tonight", "last night"):
        return replace(e, end=part.end(), clock=part_of_day(part))
    return e


def _with_part(source: Source, e: Expression, floor: int) -> Expression:
    left = source.before(e.start, 60, floor)
    match = _PARTS.search(left)
    if match is None or e.part:
        return e
    word = single(match["adj"] or match["week"] or match["noun"])
    if match["week"] and e.kind not in ("date", "weekday"):
        return e
    begin = e.start - len(left) + match.start()
    if match["adj"] and source.low.startswith("the ", begin) and e.kind != "decade":
        begin += 4
    return replace(e, start=begin, part=_PART_NAMES.get(word, word))


def with_bound(source: Source, e: Expression, floor: int) -> Expression:
    """Return an expression with the bound before it ("since", "by") or after it ("onwards") taken in, or as it is."""
    left = source.before(e.start, 60, floor)
    onward = _ONWARD.match(source.low, e.end) if left.rstrip().endswith(("from", "from the")) else None
    if onward:
        return replace(e, start=e.start - len(left) + left.rindex("from"), end=onward.end(), bound="since")
    match = _BOUNDS.search(left)
    if match is None or left[: match.start()].endswith("not "):
        return e
    word = single(match["op"])
    name = _BOUND_NAMES.get(word, word)
    if name.endswith(("before", "prior to", "ahead of")):
        name = "before"
    elif name.endswith(("after", "following")):
        name = "after"
    if name == "about" and e.kind in ("weekday", "dayrel", "unitref", "holiday"):
        return e
    if name in ("before", "after") and (e.clock or leans_on_noun(source, e)):
        return replace(e, relation="ahead") if word == "ahead of" and e.kind == "weekday" and not e.relation else e
    return replace(e, start=e.start - len(left) + match.start(), bound=name)


def leans_on_noun(source: Source, e: Expression) -> bool:
    """Return whether the date only describes a noun that follows, as in "after Friday's attack"."""
    if source.low[e.end : e.end + 2] in ("'s", "’s", "' ", "’ "):
        return True
    head = source.parsed.head_of(e.core_start, e.core_end)
    if head is None or head.head is head:
        return False
    noun = head.head
    return (
        noun.start_char >= e.end and noun.start_char - e.end < 30 and head.dep in ("compound", "nmod", "amod", "poss", "nummod", "npadvmod")
    )
