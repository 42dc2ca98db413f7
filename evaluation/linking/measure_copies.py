"""How well copies are found on the multi-report corpus: precision and recall of pairs (copy, original), and the gap around the threshold.

    python evaluation/linking/measure_copies.py [WAR ...]

Without names the wars of part 1, which the threshold was found on, are measured. A pair counts when copy and original are both right.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import pathlib
import sys
from typing import Any

from ebla.incidents.copies import COPY_LIKENESS, Text, body, find_copies, held_share, runs

HERE = pathlib.Path(__file__).parent
PART_1 = ("colombia-2001", "philippines-2017", "sudan-2023", "syria-2019")


def lines(path: pathlib.Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def texts_of(folder: pathlib.Path) -> list[Text]:
    """Return a war's reports as finding copies takes them."""
    outlets = {row["publisher"]: row for row in json.loads((folder / "sources.json").read_text("utf-8"))["sources"]}
    return [
        Text(
            id=row["report_id"], text=row["text"], outlet=row["publisher"], report_date=datetime.date.fromisoformat(row["report_date"]),
            is_agency=outlets[row["publisher"]]["kind"] == "agency", prints=tuple(outlets[row["publisher"]]["prints_agency"]),
        )
        for row in lines(folder / "reports.jsonl")
    ]  # fmt: skip


def main(arguments: list[str]) -> None:
    """Print a row for each war and the total."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wars", nargs="*", default=PART_1, metavar="WAR")
    total = [0, 0, 0]
    print(
        f"{'war':18} {'copies':>6} {'found':>6} {'right':>6}  least share of a copy, greatest of another pair (threshold {COPY_LIKENESS})"
    )
    for war in parser.parse_args(arguments).wars:
        texts = texts_of(HERE / war)
        gold = {(row["report_id"], row["of"]) for row in lines(HERE / war / "relations.jsonl") if "copy" in row["relation"]}
        found = {(copy.report_id, copy.of) for copy in find_copies(texts)}
        told = {text.id: runs(body(text.text)) for text in texts}
        outlet = {text.id: text.outlet for text in texts}
        groups = [{one for pair in gold if original in pair for one in pair} for original in {of for _, of in gold}]
        others = [
            held_share(told[a], told[b])
            for a, b in itertools.combinations(sorted(told), 2)
            if outlet[a] != outlet[b] and not any({a, b} <= group for group in groups)
        ]
        least = min((held_share(told[a], told[b]) for a, b in gold), default=float("nan"))
        print(f"{war:18} {len(gold):6} {len(found):6} {len(gold & found):6}  {least:.2f} {max(others):.2f}")
        total = [have + more for have, more in zip(total, (len(gold), len(found), len(gold & found)), strict=True)]
    wanted, had, right = total
    print(
        f"precision {right / had:.3f} ({right} of {had}), recall {right / wanted:.3f} ({right} of {wanted})"
        if had and wanted
        else "no copies"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
