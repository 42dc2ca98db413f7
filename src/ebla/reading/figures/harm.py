"""A counted noun in; what is said to have befallen it out: the kind of harm and the verb or noun that says it.

Read from the words right beside the phrase first (`beside.py`), then from the parse (`relations.py`), with the words of `figures.toml`.
The status of the deed is not read here.
"""

from __future__ import annotations

import re

from ebla.reading.figures.beside import left_noun, left_verb, number_of, right_of
from ebla.reading.figures.counted import WEAK, Counted, Harm, fits
from ebla.reading.figures.relations import from_parse

_HURT = r"(?:wounded|injured|injuries|hurt|maimed)"
_BOTH = (
    rf"(?:killed|dead|deaths?|died|slain)\s*(?:or|and|and/or|/)\s*(?:(?:seriously|badly|otherwise)\s+)?{_HURT}"
    r"|(?:killing|killings)\s+(?:or|and)\s+(?:wounding|injuring|maiming)|(?:kill|kills)\s+(?:or|and)\s+(?:wound|injure|maim)s?"
    r"|(?:wounded|injured)\s+or\s+killed"
)
_BOTH_LEFT = re.compile(rf"\b(?:{_BOTH})\s+(?:of\s+)?(?:a\s+total\s+of\s+)?$", re.IGNORECASE)
_BOTH_RIGHT = re.compile(rf"\s*(?:(?:have|has|had|were|was|are|been|being|reportedly|either|also|who)\s+)*(?:{_BOTH})\b", re.IGNORECASE)
# "damaged or destroyed 40 houses", "killed or captured 30 fighters": which of the two is not said.
_UNSURE = re.compile(
    r"\b(?:damag\w+\s+(?:or|and|and/or)\s+destroy\w*|destroy\w+\s+(?:or|and/or)\s+damag\w*|kill\w*\s+or\s+captur\w+"
    r"|captur\w+\s+or\s+kill\w*)\s+(?:a\s+total\s+of\s+)?$",
    re.IGNORECASE,
)
# Characters between a label and its number: "Killed: 12".
_LABEL_GAP = 3
_LABEL_REACH = 100


def harm_of(counted: Counted) -> Harm | None:
    """Return what befell the counted, or None where the words near it and the parse say nothing."""
    either = _either(counted)
    if either is not None:
        return either
    left = left_verb(counted)
    if left is not None and left.kind not in WEAK:
        return left
    if counted.single:
        return right_of(counted) or from_parse(counted)
    near = left_noun(counted, _LABEL_GAP) if counted.unit is None else None
    return number_of(counted) or right_of(counted) or near or left or from_parse(counted) or left_noun(counted, _LABEL_REACH)


def _either(counted: Counted) -> Harm | None:
    """Return the harm of "killed or wounded" and of other pairs that are not parted."""
    before = counted.before()
    if fits("casualties", counted.unit):
        left, right = _BOTH_LEFT.search(before), _BOTH_RIGHT.match(counted.after())
        if left or right:
            at = counted.start_char - 2 if left else counted.end_char + (right.end() if right else 1) - 1
            cues = counted.parsed.words_in(at - 1, at + 1) or [counted.head]
            return Harm("casualties", cues[-1])
    if _UNSURE.search(before):
        cues = counted.parsed.words_in(counted.start_char - 3, counted.start_char - 1) or [counted.head]
        return Harm("damaged" if counted.unit is not None and fits("damaged", counted.unit) else "other", cues[-1])
    return None
