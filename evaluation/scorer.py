"""Score a reading of one report against its gold: what was found, what was said wrongly, and which traps were sprung.

In come gold lines and reading lines as plain JSON values, out goes a `Score`; scores of several reports add up. A gold claim and a read
claim of one kind may be paired when the read claim's trigger overlaps the gold span or one of its `also` mentions; the best pair first, one
to one, claims that must be there before optional ones. `docs/claims.md` ("Scoring") says the rules in words. How alike two values are is
decided in `likeness.py`; nothing is printed here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ebla.records.checking import LONGEST_TRIGGER_CHARS, MOST_TRIGGER_SPANS
from ebla.records.schema import HAPPENED, KINDS, LINK_FIELDS
from evaluation.likeness import END_FIELDS, Links, as_dict, as_list, credit

Line = dict[str, Any]
NOT_SCORED = frozenset({"id", "kind", "sentence", "span", "also", "also_sentences", "coverage", "names", "optional"})
# Whether, who, what, whom, where, when, with what and how many.
CORE = frozenset(
    {
        "status", "event_type", "actor", "recipient", "place", "date", "weapon", "facility", "measure",
        "low", "best", "high", "period", "signatories", "violator", "source", "target",
    }
)  # fmt: skip
WATCHED = ("place", "date", "period", "low", "best", "high")
# A pair by the gold's own span is preferred to one by a later mention by a quarter of a claim.
SPAN_MERIT = 0.25
# What a spurious claim of a kind costs where the gold has none of that kind: slots, core slots.
USUAL_SLOTS = (4, 2)


@dataclass(frozen=True, slots=True)
class Slots:
    """Credit over the slots that had to be filled (`got` of `wanted`) and over those that the reading filled (`good` of `filled`)."""

    got: float = 0.0
    wanted: float = 0.0
    good: float = 0.0
    filled: float = 0.0

    def __add__(self, other: Slots) -> Slots:
        return Slots(self.got + other.got, self.wanted + other.wanted, self.good + other.good, self.filled + other.filled)

    @property
    def recall(self) -> float:
        """Credit over the slots that the gold says must be filled."""
        return self.got / self.wanted if self.wanted else 0.0

    @property
    def precision(self) -> float:
        """Credit over the slots that the reading filled."""
        return self.good / self.filled if self.filled else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Count:
    """Claims of one kind: in the gold (that must be there), said by the reading, and paired."""

    gold: int = 0
    said: int = 0
    found: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.gold + other.gold, self.said + other.said, self.found + other.found)


@dataclass(frozen=True, slots=True)
class Credit:
    """Credit of one field over the paired claims in which the gold scores it."""

    credit: float = 0.0
    of: int = 0

    def __add__(self, other: Credit) -> Credit:
        return Credit(self.credit + other.credit, self.of + other.of)

    @property
    def mean(self) -> float:
        """Mean credit of the field."""
        return self.credit / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a reading got wrong. `sort` is `trap`, `lost`, `missed`, `spurious`, or a field name like `event.place`."""

    sort: str
    name: str
    gold: Any
    said: Any
    spans: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Score:
    """How one reading, or several together, did. `slot` counts all fields, `core` only those of `CORE`."""

    kinds: dict[str, Count] = field(default_factory=dict)
    fields: dict[str, Credit] = field(default_factory=dict)
    slot: Slots = Slots()
    core: Slots = Slots()
    wrong: Counter[str] = field(default_factory=Counter)
    filled_null: int = 0
    traps: int = 0
    sprung: int = 0
    deeds: int = 0
    lost: int = 0
    faults: list[Fault] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(
            {k: self.kinds.get(k, Count()) + other.kinds.get(k, Count()) for k in {**self.kinds, **other.kinds}},
            {k: self.fields.get(k, Credit()) + other.fields.get(k, Credit()) for k in {**self.fields, **other.fields}},
            self.slot + other.slot, self.core + other.core, self.wrong + other.wrong, self.filled_null + other.filled_null,
            self.traps + other.traps, self.sprung + other.sprung, self.deeds + other.deeds, self.lost + other.lost,
            self.faults + other.faults,
        )  # fmt: skip

    @property
    def wrong_values(self) -> int:
        """Values of place, date and number, said on paired claims, that earn nothing."""
        return sum(self.wrong[key] for key in WATCHED)


def total(scores: Iterable[Score]) -> Score:
    """Return the scores of several reports as one."""
    return sum(scores, Score())


def slots(gold: Line) -> dict[str, list[Any]]:
    """Return the scored fields of a gold claim, each with its acceptable values."""
    out: dict[str, list[Any]] = {}
    for key, value in gold.items():
        base = key.removesuffix("_any")
        if base not in NOT_SCORED:
            out[base] = value if key != base else [value]
    return out


def triggers(claim: Line) -> list[tuple[int, int]]:
    """Return the spans of the words that state a claim; none where they are not given as the contract asks."""
    found = as_list(as_dict(claim.get("evidence")).get("trigger"))
    if not 0 < len(found) <= MOST_TRIGGER_SPANS or not all(map(_is_span, found)):
        return []
    return [(a, b) for a, b in found] if sum(b - a for a, b in found) <= LONGEST_TRIGGER_CHARS else []


def _is_span(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(x, int) for x in value) and 0 <= value[0] < value[1]


def _overlap(spans: Iterable[Sequence[int]], said: Line) -> bool:
    return any(min(b, e) > max(a, s) for a, b in spans for s, e in triggers(said))


def _is_empty(value: Any) -> bool:
    return value is None or value == [] or value == {}


def _best(key: str, accepted: Sequence[Any], said: Any, links: Links) -> float:
    return max(credit(key, value, said, links) for value in accepted)


@dataclass(slots=True)
class Pairing:
    """Which read claim was paired with which gold claim: positions in the two lists, and read ids to gold ids."""

    mates: dict[int, int]
    links: dict[str, str]


def pair(golds: Sequence[Line], saids: Sequence[Line]) -> Pairing:
    """Pair gold claims with read claims, the most alike first, one to one, those that must be there before optional ones."""
    options: list[tuple[bool, float, int, int]] = []
    for g, gold in enumerate(golds):
        accepted = slots(gold)
        plain = {key: values for key, values in accepted.items() if key not in LINK_FIELDS}
        for s, said in enumerate(saids):
            if gold["kind"] != said.get("kind") or gold["kind"] not in KINDS:
                continue
            by_span = _overlap([gold["span"]], said)
            if not by_span and not _overlap(gold.get("also", []), said):
                continue
            if gold.get("optional") and "status" in accepted and said.get("status") not in accepted["status"]:
                continue  # what may be said may not be said wrongly
            like = sum(_best(key, values, said.get(key), {}) for key, values in plain.items()) / max(1, len(plain))
            options.append((not gold.get("optional"), like + SPAN_MERIT * by_span, g, s))
    options.sort(key=lambda option: option[:2], reverse=True)
    mates: dict[int, int] = {}
    links: dict[str, str] = {}
    taken: set[int] = set()
    for _, _, g, s in options:
        if g not in mates and s not in taken:
            mates[g] = s
            taken.add(s)
            links[str(saids[s].get("id"))] = golds[g]["id"]
    return Pairing(mates, links)


def score(golds: Sequence[Line], saids: Sequence[Line]) -> Score:
    """Score one reading against the gold of its report.

    Args:
        golds: The lines of the gold file, `meta` and `trap` lines included.
        saids: The lines of the reading; report and problem lines count for nothing.
    """
    return _Scoring(golds, saids, pair(golds, saids)).run()


class _Scoring:
    """The counting of one report, step by step."""

    def __init__(self, golds: Sequence[Line], saids: Sequence[Line], pairing: Pairing) -> None:
        self.golds, self.saids = golds, saids
        self.mates, self.links = pairing.mates, pairing.links
        self.fields: defaultdict[str, Credit] = defaultdict(Credit)
        self.sums: dict[str, list[float]] = {"slot": [0.0] * 4, "core": [0.0] * 4}
        self.sizes: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self.kinds = {kind: Count() for kind in KINDS}
        self.score = Score()

    def run(self) -> Score:
        self.traps()
        for g, gold in enumerate(self.golds):
            if gold["kind"] in KINDS:
                self.claim(gold, self.saids[self.mates[g]] if g in self.mates else None)
        self.spurious()
        self.score.kinds = self.kinds
        self.score.fields = dict(self.fields)
        self.score.slot, self.score.core = Slots(*self.sums["slot"]), Slots(*self.sums["core"])
        return self.score

    def fault(self, sort: str, name: str, gold: Any, said: Any, spans: Iterable[Sequence[int]]) -> None:
        self.score.faults.append(Fault(sort, name, gold, said, tuple((a, b) for a, b in spans)))

    def traps(self) -> None:
        """Count the traps in which an event or figure is said to have happened that is not the gold's own."""
        granted = {s for g, s in self.mates.items() if self.saids[s].get("status") in slots(self.golds[g]).get("status", [])}
        figures = [gold["span"] for gold in self.golds if gold["kind"] == "figure"]
        for trap in (gold for gold in self.golds if gold["kind"] == "trap"):
            self.score.traps += 1
            hits = [
                said
                for s, said in enumerate(self.saids)
                if said.get("status") in HAPPENED and _overlap([trap["span"]], said)
                and ((said.get("kind") == "event" and s not in granted) or (said.get("kind") == "figure" and not _overlap(figures, said)))
            ]  # fmt: skip
            self.score.sprung += bool(hits)
            if hits:
                self.fault("trap", str(trap.get("id", "")), trap.get("wrong"), _short(hits[0]), [trap["span"]])

    def claim(self, gold: Line, said: Line | None) -> None:
        """Count one gold claim and what the reading says in its place."""
        kind = gold["kind"]
        if gold.get("optional"):  # welcome when said, not missed when not
            self.kinds[kind] += Count(said=-(said is not None))
            return
        accepted = slots(gold)
        self.kinds[kind] += Count(gold=1, found=said is not None)
        self.sizes[kind].append((len(accepted), len(CORE & set(accepted))))
        if said is None:
            self.fault("missed", str(gold["id"]), _short(gold), None, [gold["span"]])
        elif kind == "event" and all(value in HAPPENED for value in accepted.get("status", [None])):
            self.score.deeds += 1
            if said.get("status") not in HAPPENED:
                self.score.lost += 1
                self.fault("lost", str(gold["id"]), accepted["status"][0], said.get("status"), [gold["span"], *triggers(said)])
        for key, values in accepted.items():
            self.slot(gold, key, values, said)

    def slot(self, gold: Line, key: str, values: list[Any], said: Line | None) -> None:
        """Count one field of one gold claim."""
        value = said.get(key) if said else None
        got = _best(key, values, value, self.links) if said else 0.0
        if said and key in END_FIELDS and as_list(said.get("tie_type")) == ["ally_of"]:  # in either order
            other = "target" if key == "source" else "source"
            got = max(got, _best(key, values, said.get(other), self.links))
        may_be_null = any(map(_is_empty, values))
        filled = said is not None and not _is_empty(value)
        for name in ("slot", "core") if key in CORE else ("slot",):
            sums = self.sums[name]
            if not may_be_null:
                sums[0] += got
                sums[1] += 1
            if filled:  # a right value where none was owed is no merit, a wrong one is a fault
                sums[2] += 0.0 if may_be_null else got
                sums[3] += (got < 1) if may_be_null else 1
        if said is None:
            return
        self.fields[f"{gold['kind']}.{key}"] += Credit(got, 1)
        if filled and got == 0:
            self.score.wrong[key] += 1
            self.score.filled_null += may_be_null
        if got < 1:
            accepted = values[0] if len(values) == 1 else values
            self.fault(f"{gold['kind']}.{key}", str(gold["id"]), accepted, value, _spans_of(value) or [gold["span"]])

    def spurious(self) -> None:
        """Charge each claim that no gold claim accounts for the mean number of slots of its kind."""
        taken = set(self.mates.values())
        for s, said in enumerate(self.saids):
            kind = said.get("kind")
            if kind not in KINDS:
                continue
            self.kinds[kind] += Count(said=1)
            if s in taken:
                continue
            sizes = self.sizes[kind] or [USUAL_SLOTS]
            for i, name in enumerate(("slot", "core")):
                self.sums[name][3] += sum(size[i] for size in sizes) / len(sizes)
            self.fault("spurious", str(said.get("id")), None, _short(said), triggers(said))


def _short(claim: Line) -> str:
    """A claim's kind, type and status in a few words."""
    accepted = slots(claim)
    told = ("event_type", "mode", "measure", "best", "low", "agreement_type", "tie_type", "status")
    parts = [accepted[key][0] for key in told if accepted.get(key)]
    return " ".join([str(claim.get("kind")), *(str(x) for x in parts if x is not None)])


def _spans_of(value: Any) -> list[Sequence[int]]:
    return [x["span"] for x in as_list(value) if isinstance(x, dict) and _is_span(x.get("span"))]
