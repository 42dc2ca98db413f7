"""Make a gold file from a coding that quotes the report, and check it.

    python -m evaluation.make_gold REPORT.txt CODED.jsonl OUT.gold.jsonl --date YYYY-MM-DD --basis "where the date comes from"

A line of CODED.jsonl is a gold line (`docs/claims.md`, "Gold lines") in which `at` stands for `span`: the report's own words, or
`["words", 2]` for their second occurrence; `also_at` is a list of the same. Blanks and line breaks in a quotation match any run of them in
the report. `note` is dropped, everything else is copied. Nothing is written when a quotation is not found or a line breaks the rules for
gold. At the end the gold is scored against a reading made of its own first values: anything but 1.000 means that two of its lines compete
for one span. What the gold should say is the coder's own judgement; nothing is read here.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import pathlib
import re
import sys
from collections.abc import Sequence
from typing import Any

from ebla.records.checking import LONGEST_TRIGGER_CHARS
from ebla.records.gold import check_gold_line
from ebla.records.schema import LINK_FIELDS
from evaluation.corpora import kept_text
from evaluation.likeness import as_list
from evaluation.scorer import Line, Score, score

EXACT = 0.999


def find_quotation(text: str, quotation: str | Sequence[Any]) -> list[int] | None:
    """Return the span of a quotation in the text, or None when it is not there.

    >>> find_quotation("a shell fell; a shell did not", ["a shell", 2])
    [14, 21]
    """
    words, nth = (quotation, 1) if isinstance(quotation, str) else (quotation[0], int(quotation[1]))
    pattern = r"\s+".join(map(re.escape, str(words).split()))
    found = [m.span() for m in re.finditer(pattern, text)] if pattern else []
    return list(found[nth - 1]) if 0 < nth <= len(found) else None


def own_reading(golds: Sequence[Line]) -> list[Line]:
    """Return a reading that says the first acceptable value of every claim that must be there, and the optional ones these point at."""
    said = []
    for gold in golds:
        if gold["kind"] not in ("meta", "trap"):
            first = {k.removesuffix("_any"): v[0] if k.endswith("_any") else v for k, v in gold.items() if k not in ("span", "also")}
            start, end = gold["span"]
            said.append(first | {"evidence": {"trigger": [[start, min(end, start + LONGEST_TRIGGER_CHARS)]]}})
    linked = {x for s in said if not s.get("optional") for key in LINK_FIELDS for x in as_list(s.get(key))}
    return [s for s in said if not s.get("optional") or s["id"] in linked]


def make_gold(text: str, coded: Sequence[tuple[int, Line]], meta: Line) -> tuple[list[Line], list[str]]:
    """Return the gold lines of a coding, `meta` first, and the faults of the coding.

    Args:
        text: The report's kept text.
        coded: Line number and line of the coding.
        meta: `source`, `report_date` and `report_date_basis`.
    """
    ids = [line.get("id") for _, line in coded]
    faults = [f"id {x!r} twice" for x in sorted({str(x) for x in ids if ids.count(x) > 1})]
    golds: list[Line] = [{"kind": "meta"} | meta | {"text_sha256": hashlib.sha256(text.encode()).hexdigest()}]
    for number, line in coded:
        where = f"line {number} ({line.get('id')})"
        kept = {k: v for k, v in line.items() if k not in ("at", "also_at", "note")}
        faults += [f"{where}: {fault}" for fault in check_gold_line(kept, {str(x) for x in ids})]
        span = find_quotation(text, line["at"]) if "at" in line else None
        if span is None:
            faults.append(f"{where}: not in the report: {line.get('at')!r}")
        also = [find_quotation(text, quotation) for quotation in line.get("also_at", [])]
        faults += [f"{where}: also, not in the report: {q!r}" for q, s in zip(line.get("also_at", []), also, strict=True) if s is None]
        gold = {"id": line.get("id"), "kind": line.get("kind"), "span": span} | kept
        golds.append(gold | ({"also": also} if also else {}))
    return golds, faults


def read_coding(path: pathlib.Path) -> tuple[list[tuple[int, Line]], list[str]]:
    """Return the numbered lines of a coding (lines that start with # are comments) and what is not JSON in it."""
    lines, faults = [], []
    for number, row in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if row.strip() and not row.startswith("#"):
            try:
                lines.append((number, json.loads(row)))
            except ValueError as problem:
                faults.append(f"line {number}: not JSON: {problem}")
    return lines, faults


def _competing(result: Score) -> list[str]:
    return [f"{fault.sort}: {fault.name} gold {fault.gold} said {fault.said}" for fault in result.faults]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a gold file; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.make_gold", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("report", type=pathlib.Path)
    parser.add_argument("coded", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--date", required=True, type=datetime.date.fromisoformat, help="the report's date, YYYY-MM-DD")
    parser.add_argument("--basis", required=True, help="where the date comes from, in words")
    chosen = parser.parse_args(arguments)
    coded, faults = read_coding(chosen.coded)
    meta = {"source": chosen.report.name, "report_date": chosen.date.isoformat(), "report_date_basis": chosen.basis}
    golds, more = make_gold(kept_text(chosen.report), coded, meta)
    if faults or more:
        print("\n".join(faults + more), file=sys.stderr)
        return 1
    chosen.out.write_text("".join(json.dumps(gold, ensure_ascii=False) + "\n" for gold in golds), encoding="utf-8")
    result = score(golds, own_reading(golds))
    kinds = [gold["kind"] for gold in golds[1:] if not gold.get("optional")]
    counts = ", ".join(f"{kind} {kinds.count(kind)}" for kind in dict.fromkeys(kinds))
    print(f"{counts}; own reading scores slot {result.slot.f1:.3f}, core {result.core.f1:.3f}")
    if min(result.slot.f1, result.core.f1) < EXACT:
        print("\n".join(_competing(result)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
