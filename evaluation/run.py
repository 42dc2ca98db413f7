"""Score a reader on sets of reports, beside the blind floor.

In come set names and a reader, out go `SetResult`s. The reports that are set aside have totals only: their details are not kept.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from ebla.records.checking import check_lines
from ebla.records.schema import DATE_FIELDS, KINDS, PARTY_FIELDS, PLACE_FIELDS
from evaluation.corpora import Labelled, load
from evaluation.intervals import Interval, f1_interval, mean_interval
from evaluation.likeness import as_list
from evaluation.readers import FLOOR, GOLD, LineReader, find_reader
from evaluation.scorer import Line, Score, score, total


@dataclass(frozen=True)
class Scored:
    """One report's score, with the text that the words of its faults stand in."""

    name: str
    text: str
    score: Score


class Figures(msgspec.Struct, frozen=True):
    """The figures of one reader on one set, as they are recorded. F1 values are pooled over reports; `mean_` ones are means of reports."""

    slot: float
    slot_interval: Interval | None
    mean_slot: float
    mean_slot_interval: Interval | None
    core: float
    core_interval: Interval | None
    mean_core: float
    sprung: int
    traps: int
    lost: int
    deeds: int
    wrong_values: int
    filled_null: int
    events_found: int
    events_gold: int


@dataclass
class SetResult:
    """A reader's result on one set. `reports` is empty for a set whose details are not shown."""

    set_name: str
    reader: str
    count: int
    total: Score
    figures: Figures
    floor: Figures | None = None
    reports: list[Scored] = field(default_factory=list)
    contract_faults: int = 0
    with_span: tuple[int, int] = (0, 0)


def figures_of(scores: Sequence[Score]) -> Figures:
    """Return the figures of the scores of single reports."""
    every = total(scores)
    means = [s.slot.f1 for s in scores]
    event = every.kinds["event"]
    return Figures(
        slot=every.slot.f1,
        slot_interval=f1_interval([s.slot for s in scores]),
        mean_slot=sum(means) / len(means),
        mean_slot_interval=mean_interval(means),
        core=every.core.f1,
        core_interval=f1_interval([s.core for s in scores]),
        mean_core=sum(s.core.f1 for s in scores) / len(scores),
        sprung=every.sprung,
        traps=every.traps,
        lost=every.lost,
        deeds=every.deeds,
        wrong_values=every.wrong_values,
        filled_null=every.filled_null,
        events_found=event.found,
        events_gold=event.gold,
    )


def score_set(
    set_name: str, reader: str, patterns: Sequence[str] = ("*",), keep: pathlib.Path | None = None, with_floor: bool = True
) -> SetResult | None:
    """Read and score the reports of one set; None where it has none at hand.

    Args:
        set_name: One of `corpora.SETS`.
        reader: The reader's name.
        patterns: Names of reports, with * and ?.
        keep: A folder to write the readings to, for sets whose details may be shown.
        with_floor: Whether to score the blind floor too.
    """
    version, read = find_reader(reader)
    labelled = list(load(set_name, patterns))
    if not labelled:
        return None
    scored, spans, faults = [], (0, 0), 0
    for one in labelled:
        lines = _read(read, one)
        if reader != GOLD:
            faults += len(check_lines(lines, one.report.text))
        spans = tuple(a + b for a, b in zip(spans, count_spans(lines), strict=True))  # type: ignore[assignment]
        scored.append(Scored(one.name, one.report.text, score(one.gold, lines)))
        if keep is not None and set_name != "aside":
            _keep(keep, one, lines)
    scores = [s.score for s in scored]
    floor = figures_of(list(_scores(FLOOR, labelled))) if with_floor and reader != FLOOR else None
    shown = [] if set_name == "aside" else scored
    return SetResult(set_name, version, len(labelled), total(scores), figures_of(scores), floor, shown, faults, spans)


def _read(read: LineReader, one: Labelled) -> list[Line]:
    try:
        return read(one)
    except Exception as problem:
        problem.add_note(f"while reading {one.name} of the set {one.set_name!r}")
        raise


def _scores(reader: str, labelled: Sequence[Labelled]) -> Iterator[Score]:
    read: LineReader = find_reader(reader)[1]
    for one in labelled:
        yield score(one.gold, read(one))


def _keep(folder: pathlib.Path, one: Labelled, lines: Sequence[Line]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    encoder = msgspec.json.Encoder()
    (folder / f"{one.name}.jsonl").write_bytes(b"".join(encoder.encode(line) + b"\n" for line in lines))


def count_spans(lines: Sequence[Line]) -> tuple[int, int]:
    """Return how many of the parties, places and dates of a reading carry a span, and how many there are."""
    things = [
        thing
        for line in lines
        if line.get("kind") in KINDS
        for key in (*PARTY_FIELDS, *PLACE_FIELDS, *DATE_FIELDS, "party")
        for thing in as_list(line.get(key))
        if isinstance(thing, dict)
    ]
    return sum(thing.get("span") is not None for thing in things), len(things)
