"""Cases in; span, value and type accuracy out, by half and by category. Run `python -m evaluation.dates` from the repository's root.

With `--heideltime FOLDER` the same cases are read by HeidelTime too (see `heideltime.py`), scored by the same rules.
"""

from __future__ import annotations

import argparse
import datetime
import json
import pathlib
import sys
from collections import defaultdict
from typing import Any

from ebla.reading.dates import read_dates

FOLDER = pathlib.Path(__file__).parent


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of one file, or none where it is not written yet."""
    path = FOLDER / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def ours(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what Ebla reads in a case, in the form of the expected records."""
    found = read_dates(case["text"], case["report_date"])
    return [
        {
            "span": d.span or (0, 0),
            "text": d.text,
            "date_start": d.date_start.isoformat() if d.date_start else None,
            "date_end": d.date_end.isoformat() if d.date_end else None,
            "timex": d.timex,
            "timex_type": d.timex_type,
            "rule": d.rule,
        }
        for d in found
    ]


def spans(case: dict[str, Any]) -> list[tuple[int, int]]:
    """Return where the expected texts stand, each searched after the one before."""
    out, at = [], 0
    for expected in case["expected"]:
        start = case["text"].index(expected["text"], at)
        out.append((start, start + len(expected["text"])))
        at = start + 1
    return out


def score(case: dict[str, Any], found: list[dict[str, Any]], tally: dict[str, int], misses: list[str]) -> None:
    """Add one case to the tally: spans match when they overlap, values when both days are right."""
    used: set[int] = set()
    tally["found"] += len(found)
    if not case["expected"]:
        tally["quiet"] += not found
        tally["empty"] += 1
        if found:
            misses.append(f"{case['id']} SPURIOUS {[f['text'] for f in found]} | {case['text']}")
    for expected, (a, b) in zip(case["expected"], spans(case), strict=True):
        tally["expected"] += 1
        index = next((i for i, f in enumerate(found) if i not in used and f["span"][0] < b and a < f["span"][1]), None)
        if index is None:
            misses.append(f"{case['id']} MISSED {expected['text']!r} | {case['text']}")
            continue
        used.add(index)
        got = found[index]
        tally["span"] += 1
        tally["exact"] += got["span"] == (a, b)
        value = (got["date_start"], got["date_end"]) == (expected["date_start"], expected["date_end"])
        tally["value"] += value
        tally["timex"] += got["timex"] == expected["timex"]
        tally["type"] += got["timex_type"] == expected["timex_type"]
        if not value:
            misses.append(f"{case['id']} VALUE {got} expected {expected} | {case['report_date']} | {case['text']}")
    extra = [f["text"] for i, f in enumerate(found) if i not in used]
    if extra and case["expected"]:
        misses.append(f"{case['id']} EXTRA {extra} | {case['text']}")


def figures(tally: dict[str, int]) -> dict[str, float | int]:
    """Return the tally as rates. Value accuracy counts a missed expression as wrong, and a case without dates as one more answer."""
    expected, found = tally["expected"], tally["found"]
    answers = expected + tally["empty"]
    return {
        "expressions": expected,
        "without_dates": tally["empty"],
        "span_recall": round(tally["span"] / expected, 4) if expected else 1.0,
        "span_precision": round(tally["span"] / found, 4) if found else 1.0,
        "span_exact": round(tally["exact"] / expected, 4) if expected else 1.0,
        "value_accuracy": round((tally["value"] + tally["quiet"]) / answers, 4) if answers else 1.0,
        "value_accuracy_expressions": round(tally["value"] / expected, 4) if expected else 1.0,
        "timex_accuracy": round(tally["timex"] / expected, 4) if expected else 1.0,
        "type_accuracy": round(tally["type"] / expected, 4) if expected else 1.0,
    }


def compare(folder: pathlib.Path, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return our figures and HeidelTime's on the cases that have a report date, and the CPU seconds per text of both."""
    from evaluation.dates import heideltime

    dated = [case for case in rows if case["report_date"]]
    texts = [(case["id"], case["report_date"], case["text"]) for case in dated]
    annotated, seconds = heideltime.run(folder, texts)
    out: dict[str, Any] = {}
    for name in ("ebla", "heideltime"):
        tally: dict[str, int] = defaultdict(int)
        plain: dict[str, int] = defaultdict(int)
        for case in dated:
            when = datetime.date.fromisoformat(case["report_date"])
            found = ours(case) if name == "ebla" else heideltime.records(case["text"], annotated[case["id"]], when)
            score(case, found, tally, [])
            single = [e for e in case["expected"] if "/" not in e["timex"]]
            loose = [{**f, "timex": heideltime.value_of(f["timex"])} for f in found]
            score({**case, "expected": [{**e, "timex": heideltime.value_of(e["timex"])} for e in single]}, loose, plain, [])
        row = figures(tally)
        row["timex_accuracy_without_ranges_and_parts_of_day"] = figures(plain)["timex_accuracy"]
        out[name] = row
    out["cpu_ms_per_case"] = {"ebla": round(1000 * heideltime.ours_seconds(texts), 1), "heideltime": round(1000 * seconds, 1)}
    whole = heideltime.reports(60)
    if whole:
        _, seconds = heideltime.run(folder, whole)
        out["cpu_ms_per_report"] = {"ebla": round(1000 * heideltime.ours_seconds(whole), 1), "heideltime": round(1000 * seconds, 1)}
        out["reports"] = {"count": len(whole), "mean_chars": sum(len(t) for *_, t in whole) // len(whole)}
    return out


def main() -> int:
    """Print the figures and, on request, the misses."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.dates")
    parser.add_argument("--misses", action="store_true", help="print every miss of the later half and, with --first, of the first")
    parser.add_argument("--first", action="store_true", help="print the misses of the first half too")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--heideltime", type=pathlib.Path, metavar="FOLDER", help="compare with HeidelTime, whose environment is FOLDER/v")
    options = parser.parse_args()
    halves = {"first": cases("cases_first.jsonl"), "later": cases("cases_later.jsonl")}
    if options.heideltime:
        print(json.dumps(compare(options.heideltime.resolve(), [*halves["first"], *halves["later"]]), indent=1))
        return 0
    tallies: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    misses: dict[str, list[str]] = defaultdict(list)
    for half, rows in halves.items():
        for case in rows:
            found = ours(case)
            for name in (half, "all", f"{case['category']}"):
                score(case, found, tallies[name], misses[name])
    table = {name: figures(tally) for name, tally in tallies.items()}
    if options.json:
        print(json.dumps(table, indent=1))
    else:
        for name, row in table.items():
            print(f"{name:24}", *(f"{k}={v}" for k, v in row.items()))
    if options.misses:
        print(*misses["later"], *(misses["first"] if options.first else []), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
