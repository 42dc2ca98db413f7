"""Results as text: one table over the sets, one of kinds and fields, and the faults with their words.

In come `SetResult`s, out go lines. Nothing is scored here, and a set without details shows none.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any

from ebla.records.schema import KINDS
from evaluation.intervals import Interval
from evaluation.run import Figures, Scored, SetResult
from evaluation.scorer import WATCHED, Fault, Score

LONGEST_WORDS_CHARS = 110


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table with aligned columns; the first column is left-aligned, the others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = (cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True)))
        yield "  ".join([first, *others]).rstrip()


def with_interval(value: float, interval: Interval | None) -> str:
    """Return a figure with its interval, like `0.512 [0.47, 0.55]`."""
    return f"{value:.3f}" + (f" [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else "")


def summary(results: Sequence[SetResult]) -> Iterator[str]:
    """Yield the table over the sets, each with the blind floor below it."""
    head = ["set", "reports", "slot F1 [95 %]", "mean", "core F1 [95 %]", "mean", "traps", "wrong", "at null", "lost", "events"]
    rows = [head]
    for result in results:
        rows.append([result.set_name, str(result.count), *_cells(result.figures)])
        if result.floor:
            rows.append(["  floor", "", *_cells(result.floor)])
    yield from table(rows)
    for result in results:
        have, of = result.with_span
        share = f"{have / of:.1%} of {of}" if of else "none"
        yield f"{result.set_name}: parties, places and dates with a span {share}; faults against the contract {result.contract_faults}"


def _cells(figures: Figures) -> list[str]:
    return [
        with_interval(figures.slot, figures.slot_interval),
        f"{figures.mean_slot:.3f}",
        with_interval(figures.core, figures.core_interval),
        f"{figures.mean_core:.3f}",
        f"{figures.sprung}/{figures.traps}",
        str(figures.wrong_values),
        str(figures.filled_null),
        f"{figures.lost}/{figures.deeds}",
        f"{figures.events_found}/{figures.events_gold}",
    ]


def kinds_and_fields(results: Sequence[SetResult]) -> Iterator[str]:
    """Yield recall and precision per kind and credit per field, a column for each set that shows details."""
    shown = [result for result in results if result.reports]
    if not shown:
        return
    rows = [["found of gold, of said", *(result.set_name for result in shown)]]
    rows += [[kind, *(_count(result.total, kind) for result in shown)] for kind in KINDS]
    yield from table(rows)
    yield ""
    fields = sorted({name for result in shown for name in result.total.fields})
    rows = [["credit per field", *(result.set_name for result in shown)]]
    rows += [[name, *(_field(result.total, name) for result in shown)] for name in fields]
    rows += [[f"wrong {key}", *(str(result.total.wrong[key]) for result in shown)] for key in WATCHED]
    yield from table(rows)


def _count(score: Score, kind: str) -> str:
    count = score.kinds[kind]
    recall = count.found / count.gold if count.gold else 0.0
    precision = count.found / count.said if count.said else 0.0
    return f"{count.found} of {count.gold} ({recall:.2f}), of {count.said} ({precision:.2f})"


def _field(score: Score, name: str) -> str:
    credit = score.fields.get(name)
    return f"{credit.mean:.2f} of {credit.of}" if credit else "-"


def by_report(result: SetResult) -> Iterator[str]:
    """Yield one line for each report of a set that shows details."""
    rows = [[result.set_name, "slot F1", "core F1", "traps", "wrong", "lost"]]
    for one in result.reports:
        s = one.score
        rows.append([one.name, f"{s.slot.f1:.3f}", f"{s.core.f1:.3f}", f"{s.sprung}/{s.traps}", str(s.wrong_values), f"{s.lost}/{s.deeds}"])
    if result.reports:
        yield from table(rows)


def sorted_faults(result: SetResult) -> Iterator[str]:
    """Yield the faults of a set, the gravest and then the commonest sorts first, each with the report's words."""
    gravest = {"trap": 0, "lost": 1}
    pairs = [(fault, one) for one in result.reports for fault in one.score.faults]
    counts: dict[str, int] = {}
    for fault, _ in pairs:
        counts[fault.sort] = counts.get(fault.sort, 0) + 1
    pairs.sort(key=lambda pair: (gravest.get(pair[0].sort, 2), -counts[pair[0].sort], pair[0].sort, pair[1].name))
    for sort, group in itertools.groupby(pairs, key=lambda pair: pair[0].sort):
        yield f"== {sort}: {counts[sort]} ({result.set_name})"
        for fault, one in group:
            yield _fault(fault, one)


def _fault(fault: Fault, one: Scored) -> str:
    words = " … ".join(" ".join(one.text[a:b].split()) for a, b in fault.spans)
    words = words if len(words) <= LONGEST_WORDS_CHARS else words[: LONGEST_WORDS_CHARS - 1] + "…"
    gold = f" gold {_brief(fault.gold)}" if fault.gold is not None or fault.sort not in ("spurious",) else ""
    said = f" said {_brief(fault.said)}" if fault.sort != "missed" else ""
    return f"{one.name} {fault.name}:{gold}{said} | {words}"


def _brief(value: Any) -> str:
    """A value without the keys that do not decide its credit."""
    if isinstance(value, dict):
        keys = ("name", "code", "country", "latitude", "longitude", "feature_code", "date_start", "date_end", "text")
        kept = {key: value[key] for key in keys if value.get(key) is not None}
        return " ".join(f"{key}={kept[key]}" if key not in ("name", "code") else str(kept[key]) for key in kept)
    if isinstance(value, list):
        return "[" + "; ".join(map(_brief, value)) + "]"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
