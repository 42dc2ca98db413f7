"""Counted phrases of a text in; the same, with lists sharing one harm and parts tied to their whole: "15 dead, three of them children"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ebla.reading.figures.counted import Harm, fits
from ebla.reading.figures.mention import FigureMention
from ebla.reading.figures.phrases import Phrase
from ebla.reading.figures.words import word_set
from ebla.reading.parse import ParsedText

_LIST = re.compile(
    r"\s*(?:,\s*(?:and|or|as\s+well\s+as|plus)?|;\s*(?:and)?|and(?:\s+also)?|or|as\s+well\s+as|plus|along\s+with|together\s+with"
    r"|&)\s*(?:the\s+|also\s+|some\s+of\s+)?[“\"'‘]?\s*",
    re.I,
)
_INCLUDING = re.compile(
    r"(?:\b(?:including|includes?|included|among\s+(?:them|whom|those\s+\w+|the\s+(?:dead|killed|wounded|injured"
    r"|victims))(?:\s+(?:were|are|was|is))?|of\s+(?:whom|which|them|those|these)"
    r"|(?:of|among)\s+(?:whom|these|those|them),?|comprising|namely|made\s+up\s+of|in\s+addition\s+to\s+those)"
    r"|\bincluding\s+—)\s*(?:also\s+)?(?:the\s+)?[“\"'‘]?\s*$",
    re.I,
)
_OPENING = re.compile(
    r"\s*(?:(?:this|these|they|those|it|which)\s+(?:figures?\s+|numbers?\s+)?(?:includes?|included|comprises?)|(?:of"
    r"|among)\s+(?:these|those|them|the\s+(?:dead|killed|victims|wounded|injured)))\b[\s,]*(?:(?:were|are|was)\s+)?",
    re.I,
)
_AMONG = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:was|were|are|is)?\s*(?:also\s+)?among\s+(?:the|those)\s+(?:dead|killed|victims|wounded|injured|displaced)\b",
    re.I,
)
# Nouns that are a state themselves: only words right beside them say that more befell them.
STATES = word_set("state")
SLIGHT = frozenset(["population", "deployed", "aided", "other", "in_need", "taken", "damaged"])
# Sentences after a total within which its parts are looked for; and those before "four were among the dead" for the total.
_SUM_REACH = 4
_AMONG_REACH = 6


@dataclass(slots=True, eq=False)
class Found:
    """A counted phrase on its way to a mention: what befell it, what it is a part of."""

    phrase: Phrase
    harm: Harm | None
    itself: Harm | None
    unit: str | None
    part_of: Found | None = None
    is_part: bool = False
    others_of: Found | None = None
    mention: FigureMention | None = None

    @property
    def told(self) -> Harm | None:
        """The harm to tell of: the verb's, else the noun's own where the verb says little ("IDPs are registered")."""
        said = self.itself is not None and self.itself.cue is self.phrase.head and self.phrase.head.lower in STATES
        if self.harm is not None and self.harm.kind not in SLIGHT and not (said and self.harm.indirect):
            return self.harm
        return self.itself or self.harm

    @property
    def value(self) -> float | None:
        """What to compare with."""
        return self.phrase.number.value


def part_wholes(found: list[Found]) -> None:
    """Tie "two" to "three hostages" in "two of the three hostages were freed"; what befell the two is not said of the three."""
    for member, whole in pairwise(found):
        if whole.phrase.end_char == member.phrase.end_char and whole.phrase.start_char > member.phrase.start_char:
            member.is_part, member.part_of = True, whole
            whole.harm, whole.is_part = None, True


def join_lists(parsed: ParsedText, found: list[Found]) -> None:
    """Give the members of a list ("two men, a woman and three children were killed") the harm that one of them has."""
    k = 0
    while k < len(found):
        group = [found[k]]
        while k + 1 < len(found) and _listed(parsed, found[k], found[k + 1]):
            k += 1
            group.append(found[k])
        k += 1
        if len(group) > 1:
            _share(group)


def _listed(parsed: ParsedText, one: Found, other: Found) -> bool:
    if one.phrase.sentence is not other.phrase.sentence or other.phrase.of_them:
        return False
    between = parsed.shown[one.phrase.end_char : other.phrase.start_char]
    return len(between) < 30 and (_LIST.fullmatch(between) is not None or re.fullmatch(r"\s+and\s+[a-z]+\s+and\s+", between) is not None)


def _share(group: list[Found]) -> None:
    for n, member in enumerate(group):
        head = member.phrase.head
        loose = member.phrase.singular and (head.tag == "NNP" or (head.dep != "conj" and not any(c.dep == "conj" for c in head.children)))
        if loose or member.harm is not None or (member.itself is not None and member.itself.cue is member.phrase.head):
            continue
        before = [f for f in reversed(group[:n]) if f.harm is not None and f.harm.cue.start_char < f.phrase.start_char]
        after = [
            f for f in group[n + 1 :] if f.harm is not None and not member.phrase.start_char < f.harm.cue.start_char < f.phrase.start_char
        ]
        for other in (*before[:1], *after[:1]):
            if other.harm is not None and fits(other.harm.kind, member.unit):
                member.harm = other.harm
                break


def link_parts(parsed: ParsedText, found: list[Found]) -> None:
    """Tie parts to their whole and "others" to those before them."""
    for n, member in enumerate(found):
        member.others_of = _earlier(found, n)
        _inherit(parsed, found, n)
        previous = found[n - 1] if n else None
        if _marks_part(parsed, member, previous):
            member.is_part = True
            member.part_of = _whole(parsed, found, n)
        elif member.is_part:
            continue
        elif previous is not None and previous.is_part and _listed(parsed, previous, member):
            member.is_part, member.part_of = True, previous.part_of
        else:
            continue
        whole = member.part_of
        if whole is not None:
            member.unit = member.unit or whole.unit
            harm = whole.told
            own = member.harm is not None and (member.phrase.of_them or member.phrase.elliptical)
            if harm is not None and not own and fits(harm.kind, member.unit):
                member.harm = harm


def _marks_part(parsed: ParsedText, member: Found, previous: Found | None) -> bool:
    phrase = member.phrase
    before = parsed.shown[max(phrase.sentence.start_char, phrase.start_char - 60) : phrase.start_char]
    if phrase.of_them or _INCLUDING.search(before):
        return True
    if _OPENING.fullmatch(before):
        return True
    after = parsed.shown[phrase.end_char : phrase.end_char + 60]
    if _AMONG.match(after):
        return True
    if previous is not None and previous.phrase.sentence is phrase.sentence and phrase.unit in ("person", None):
        between = parsed.shown[previous.phrase.end_char : phrase.start_char]
        smaller = member.value is not None and previous.value is not None and member.value < previous.value
        opened = re.fullmatch(r"[^()]{0,70}\(\s*", between) or re.fullmatch(r"[^():]{0,30}:\s*[“\"'‘]?\s*", between)
        if opened and smaller and previous.unit in ("person", None) and not phrase.elliptical:
            return True
    return False


def _earlier(found: list[Found], n: int) -> Found | None:
    """Return the nearest earlier phrase with a noun in the sentence: whom "others" and bare numbers go on counting."""
    for other in reversed(found[:n]):
        if other.phrase.sentence is not found[n].phrase.sentence:
            return None
        if (
            other.unit is not None
            and not other.phrase.elliptical
            and not (other.phrase.singular and other.harm is None)
            and other.phrase.head.lower not in ("others", "another")
        ):
            return other
    return None


def _inherit(parsed: ParsedText, found: list[Found], n: int) -> None:
    """Give "others" and bare numbers the unit of those before them, and "and 300 in the north" their harm too."""
    member, earlier = found[n], found[n].others_of
    if earlier is None:
        return
    others = member.phrase.head.lower in ("others", "another")
    if others and member.unit is None and earlier.unit == "household":
        member.unit = "household"
    things = earlier.unit in ("home", "facility", "other")
    if (others and things) or (
        member.phrase.elliptical
        and ((member.harm is not None and member.harm.kind in ("destroyed", "damaged", "taken")) or earlier.unit == "household")
    ):
        member.unit = earlier.unit
        if member.harm is not None and not fits(member.harm.kind, member.unit):
            member.harm = None
    previous = found[n - 1]
    between = parsed.shown[previous.phrase.end_char : member.phrase.start_char]
    after = parsed.shown[member.phrase.end_char : member.phrase.end_char + 12]
    gapped = (
        re.match(r"\s+(?:in|from|at|to|near|around)\s", after)
        and re.search(r"(?:,|\band)\s*(?:another\s+)?$", between)
        and "." not in between
    )
    if member.phrase.elliptical and member.harm is None and gapped and previous.harm is not None and fits(previous.harm.kind, member.unit):
        member.harm = previous.harm


def _whole(parsed: ParsedText, found: list[Found], n: int) -> Found | None:
    """Return the nearest earlier figure that can hold the part: same kind of thing, not smaller, not a part itself."""
    member = found[n]
    among = _AMONG.match(parsed.shown[member.phrase.end_char : member.phrase.end_char + 60])
    for other in reversed(found[:n]):
        distance = member.phrase.sentence.index - other.phrase.sentence.index
        if distance > (_AMONG_REACH if among else 2):
            return None
        if other.is_part or other.phrase.singular or (other.harm is None and other.itself is None):
            continue
        kinds = {h.kind for h in (other.harm, other.itself) if h is not None}
        if member.harm is not None and among and member.harm.kind not in kinds:
            continue
        if member.value is not None and other.value is not None and member.value > other.value:
            continue
        if (member.unit or "person") == (other.unit or "person"):
            return other
    return None


def drop_repeated(parsed: ParsedText, found: list[Found]) -> list[Found]:
    """Return the phrases without "one of them" where the person follows: "one of them a boy"."""
    kept = []
    for n, member in enumerate(found):
        following = found[n + 1] if n + 1 < len(found) else None
        if member.phrase.of_them and member.value == 1 and following is not None and following.phrase.singular:
            between = parsed.shown[member.phrase.end_char : following.phrase.start_char]
            if re.fullmatch(r"\s*(?:of\s+(?:them|whom))?\s*(?:was\s+|being\s+)?,?\s*", between):
                following.is_part, following.part_of = True, member.part_of
                continue
        kept.append(member)
    return kept


def link_sums(found: list[Found]) -> None:
    """Tie figures to the total before them that they add up to: "35 died … 26 farmers were killed and nine rebels died"."""
    for n, whole in enumerate(found):
        kind = whole.harm.kind if whole.harm is not None else None
        if kind is None or whole.is_part or not whole.value or whole.phrase.number.quantifier != "exactly":
            continue
        parts: list[Found] = []
        left = whole.value
        for other in found[n + 1 :]:
            if other.phrase.sentence.index - whole.phrase.sentence.index > _SUM_REACH:
                break
            if other.is_part or other.harm is None or other.harm.kind != kind or other.phrase.number.best is None:
                continue
            left -= other.phrase.number.best
            parts.append(other)
            if left <= 0:
                break
        if left == 0 and len(parts) > 1:
            for part in parts:
                part.is_part, part.part_of = True, whole
