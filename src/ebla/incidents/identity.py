"""Groups of claims and the incidents that claims told of before in; the incident of each group, redirects and new ids out.

An id is never given twice. Where groups were joined, the id that brings most claims stays and the others lead to it; where one was split,
its id stays with the larger part. Ties go to the smaller id, then to the group with the smaller claim id.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ebla.records import Event

ID_CHARS = 12


@dataclass(frozen=True, slots=True)
class Identities:
    """The incident of each claim, and where the incidents went that are no more (None: their claims are all gone)."""

    of_claim: dict[str, str]
    redirects: dict[str, str | None]


def incident_id(claim_ids: Iterable[str], used: Collection[str] = ()) -> str:
    """Return a new incident's id, made from its smallest claim id; where it was used before, the next one.

    >>> incident_id(["b", "a"]) == incident_id(["a", "c"]), incident_id(["a"], {incident_id(["a"])}) == incident_id(["a"])
    (True, False)
    """
    anchor, turn = min(claim_ids), 0
    while True:
        made = hashlib.sha256(f"incident {anchor} {turn}".encode()).hexdigest()[:ID_CHARS]
        if made not in used:
            return made
        turn += 1


def identify(groups: Sequence[Sequence[str]], before: Mapping[str, str], used: Collection[str] = ()) -> Identities:
    """Return the incident of each claim of the groups.

    Args:
        groups: Claims by deed.
        before: The incident that claims told of until now; of claims that are gone too.
        used: Every id that was ever given to others.
    """
    shares: list[tuple[int, str, str, int]] = []
    for index, group in enumerate(groups):
        for incident, count in Counter(before[claim] for claim in group if claim in before).items():
            shares.append((-count, incident, min(group), index))
    shares.sort()
    taken: dict[str, int] = {}
    named: dict[int, str] = {}
    for _, incident, _, index in shares:
        if incident not in taken and index not in named:
            taken[incident], named[index] = index, incident
    known = {*used, *before.values()}
    for index, group in sorted(enumerate(groups), key=lambda pair: min(pair[1])):
        if index not in named:
            named[index] = incident_id(group, known)
            known.add(named[index])
    redirects: dict[str, str | None] = {incident: None for incident in before.values() if incident not in taken}
    for _, incident, _, index in reversed(shares):
        if incident in redirects:
            redirects[incident] = named[index]
    return Identities({claim: named[index] for index, group in enumerate(groups) for claim in group}, redirects)


def new_ids(found: Identities, before: Mapping[str, str]) -> list[str]:
    """Return the ids that were made anew, ordered."""
    return sorted({*found.of_claim.values()} - {*before.values()})


def successors(old: Iterable[Event], new: Iterable[Event]) -> dict[str, str]:
    """Return for each claim of a newer reading the claim of the older one that it replaces: the one whose words it shares most.

    Each old claim has one successor at most; ties go by position. Claims without words in common replace none.
    """
    shares = sorted((-_shared_chars(then, now), now.id, then.id) for then in old for now in new if _shared_chars(then, now))
    found: dict[str, str] = {}
    for _, now, then in shares:
        if now not in found and then not in found.values():
            found[now] = then
    return found


def _shared_chars(a: Event, b: Event) -> int:
    mine, others = a.evidence.get("trigger", ()), b.evidence.get("trigger", ())
    return sum(max(0, min(e, f) - max(s, t)) for s, e in mine for t, f in others)
