"""Two readings, of two versions of a report or by two readers, in; which claims were added, are gone or changed, out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ebla.records import Claim, Reading
from ebla.records.schema import LINK_FIELDS
from ebla.reviewing.values import core, fields_of, wire

LEAST_LIKENESS = 0.5
"""Share of what two claims of a kind say that must be alike for one to be the other changed. A choice, as is the weight of the words."""
_WORDS_WEIGHT = 2.0
_TELLING = ("place", "date", "period", "measure", "who", "event_type", "mode", "agreement_type", "tie_type")
_FREE = ("status", "acled_event_type", "acled_sub_event_type", "unit", "stock_flow", "quantifier", "low_inclusive", "high_inclusive")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's value before and after, as on the wire."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim of the older reading and what became of it in the newer one."""

    before: Claim
    after: Claim
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ReadingChange:
    """What a newer version of a report says otherwise: claims added, gone, changed; how many are the same.

    `pairs` are the ids of the claims of the older and of the newer reading that are each other, changed or not.
    """

    added: tuple[Claim, ...]
    gone: tuple[Claim, ...]
    changed: tuple[ClaimChange, ...]
    same_count: int
    pairs: tuple[tuple[str, str], ...] = ()


def compare_readings(older: Reading, newer: Reading) -> ReadingChange:
    """Return what changed from one reading to another. Claims are paired one to one, those most alike first, whatever their place."""
    old, new = [_Seen(claim, older.report.text) for claim in older.claims], [_Seen(claim, newer.report.text) for claim in newer.claims]
    scored = [(-_likeness(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new) if a.wire["kind"] == b.wire["kind"]]
    left, right = set(range(len(old))), set(range(len(new)))
    pairs: list[tuple[int, int]] = []
    for score, i, j in sorted(scored):
        if -score >= LEAST_LIKENESS and i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((i, j))
    compared = [ClaimChange(old[i].claim, new[j].claim, field_changes(old[i].claim, new[j].claim)) for i, j in sorted(pairs)]
    return ReadingChange(
        added=tuple(new[j].claim for j in sorted(right)),
        gone=tuple(old[i].claim for i in sorted(left)),
        changed=tuple(change for change in compared if change.fields),
        same_count=sum(not change.fields for change in compared),
        pairs=tuple((change.before.id, change.after.id) for change in compared),
    )


def field_changes(before: Claim, after: Claim) -> tuple[FieldChange, ...]:
    """Return the fields in which two claims of a kind differ, links and where the words stand apart."""
    old, new = wire(before), wire(after)
    names: Iterable[str] = (name for name in fields_of(old["kind"]) if name not in LINK_FIELDS)
    differing = ((name, old.get(name), new.get(name)) for name in names)
    return tuple(FieldChange(name, a, b) for name, a, b in differing if core(a) != core(b) and not _are_ids(name, a, b))


def _are_ids(name: str, *values: Any) -> bool:
    return name in ("source", "target") and all(isinstance(value, str) for value in values)


class _Seen:
    """A claim with the words of its trigger and what it says, ready to be compared."""

    def __init__(self, claim: Claim, text: str) -> None:
        self.claim, self.wire = claim, wire(claim)
        self.words = frozenset(word for a, b in claim.evidence.get("trigger", ()) for word in text[a:b].casefold().split())
        self.said = {name: value for name in fields_of(self.wire["kind"]) if (value := core(self.wire.get(name))) is not None}


def _likeness(one: _Seen, other: _Seen) -> float:
    """Return in 0..1 how much of what either says is alike; triggers and telling fields weigh more."""
    both = one.words | other.words
    total = _WORDS_WEIGHT
    alike = _WORDS_WEIGHT * (len(one.words & other.words) / len(both) if both else 0.0)
    for name in {*one.said, *other.said} - set(LINK_FIELDS) - set(_FREE):
        weight = 2.0 if name in _TELLING else 1.0
        total += weight
        alike += weight * (one.said.get(name) == other.said.get(name))
    return alike / total
