"""Score event dates on MUC-3/4: `python -m evaluation.muc [dev] [tst1] [tst2]` (all by default); needs EBLA_SHARED.

Prints, for each set, precision, recall and F1 of the date slot of the templates that have a read event (the event is given) and of all (one
without a read event gets the report's date, as the house rules ask). `--errors` lists what is not right, without texts.
"""

from __future__ import annotations

import argparse
import collections
import os
import pathlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ebla
from ebla.errors import InputError
from ebla.records import Date, Event, Reading
from evaluation.muc.keys import SETS, Fill, Key, fills, keys, texts
from evaluation.muc.pairing import fitting
from evaluation.muc.slots import Tally, fill_of, judge


@dataclass(frozen=True, slots=True)
class Answer:
    """A template with the events that fit it, the date taken, the fills that are right, the fill given, and the judgement."""

    key: Key
    events: tuple[Event, ...]
    date: Date | None
    right: tuple[Fill, ...]
    response: Fill
    judgement: str


def answers(folder: pathlib.Path, name: str) -> Iterator[Answer]:
    """Yield a set's templates with what was read; each report is read once."""
    held: dict[str, Reading] = {}
    bodies = texts(folder, name)
    for key in keys(folder, name):
        if key.docid not in held:
            held = {key.docid: ebla.read(bodies[key.docid])}
        yield answer(key, held[key.docid])


def answer(key: Key, reading: Reading) -> Answer:
    """Return the answer to one template: the date of the first fitting event that has one."""
    events = fitting(key, reading)
    date = next((event.date for event in events if event.date and (event.date.date_start or event.date.date_end)), None)
    when = reading.report.report_date
    right, response = fills(key.date, when.year if when else None), fill_of(date, when)
    return Answer(key, tuple(events), date, right, response, judge(response, right, when))


def tally(judged: Sequence[str]) -> Tally:
    """Return the counts of judgements."""
    counts = collections.Counter(judged)
    return Tally(*(counts[name] for name in ("correct", "partial", "incorrect", "missing", "spurious")))


def _line(name: str, rows: Sequence[Answer]) -> str:
    counts = tally([row.judgement for row in rows])
    return f"{name:<22}{len(rows):>6}  P {counts.precision:.3f}  R {counts.recall:.3f}  F1 {counts.f1:.3f}  {counts}"


def _error(row: Answer) -> str:
    event = row.events[0] if row.events else None
    what = f"{event.event_type}/{event.mode} at {event.evidence['trigger'][0]}" if event else "no event"
    read = f"{row.date.text!r} ({row.date.rule}{', inferred' if row.date.inferred else ''})" if row.date else "no date"
    right = " or ".join(map(_shown, row.right))
    return f"{row.judgement} {row.key.docid}/{row.key.number} {row.key.incident}: {what}; {read} {_shown(row.response)}; key {right}"


def _shown(fill: Fill) -> str:
    if fill.start == fill.end:
        return str(fill.start or "-")
    return f"{fill.start or ''} - {fill.end or ''}".strip()


def main() -> int:
    """Print the figures and, on request, the errors."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.muc")
    parser.add_argument("sets", nargs="*", default=list(SETS), metavar="SET", help="dev, tst1, tst2 [default: all]")
    parser.add_argument("--errors", action="store_true", help="list the templates whose date is not right")
    options = parser.parse_args()
    shared = os.environ.get("EBLA_SHARED")
    if not shared:
        raise InputError("EBLA_SHARED", "is not set", "Name the folder that holds bench/muc4")
    everything: list[Answer] = []
    for name in options.sets:
        rows = list(answers(pathlib.Path(shared) / "bench" / "muc4", name))
        everything += rows
        print(_line(f"{name}, event read", [row for row in rows if row.events]))
        print(_line(f"{name}, all", rows), flush=True)
    print(_line("together, event read", [row for row in everything if row.events]))
    print(_line("together, all", everything))
    if options.errors:
        print(*(_error(row) for row in everything if row.judgement not in ("correct", "none")), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
