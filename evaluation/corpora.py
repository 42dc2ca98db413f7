"""The reports that readings are scored on, each with its gold: our own samples, open and blind, and real reports where they are at hand.

In come set names, out go `Labelled` reports. The real ones are not part of the repository: the folder that holds them is named by the
environment variable `EBLA_SHARED`; without it those sets are empty. Texts that are set aside are opened only when their set is asked for.
"""

from __future__ import annotations

import datetime
import fnmatch
import json
import os
import pathlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ebla
from ebla.records import Report
from ebla.records.report import DateBasis
from evaluation.scorer import Line
from evaluation.split import set_aside

SAMPLES = pathlib.Path(ebla.__file__).parent / "samples"
GOLD_ENDING = ".gold.jsonl"
SETS = {
    "open": "own samples that the reader was developed on",
    "blind": "own samples written and committed before the reader saw them",
    "idlib": "one real report that everybody can see",
    "dev": "twenty real reports for error analysis",
    "aside": "ten real reports set aside (docs/decisions/0001)",
}
"""Set names, in the order in which they are shown, and what each is."""
HELD_OUT = ("blind", "aside")


@dataclass(frozen=True)
class Labelled:
    """A report with its gold lines and the set it belongs to."""

    name: str
    set_name: str
    report: Report
    gold: list[Line]


def shared_folder() -> pathlib.Path | None:
    """Return the folder named by EBLA_SHARED, or None."""
    named = os.environ.get("EBLA_SHARED")
    return pathlib.Path(named) if named else None


def load_lines(path: pathlib.Path) -> list[Line]:
    """Return the objects of a JSON Lines file."""
    rows = (json.loads(row) for row in path.read_text(encoding="utf-8").split("\n") if row.strip())
    return [row for row in rows if isinstance(row, dict)]


def kept_text(path: pathlib.Path) -> str:
    """Return a plain text file as the contract keeps it: decoded as received, less a byte order mark."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return file.read()


def blind_names() -> frozenset[str]:
    """Return the names of the blind samples."""
    return frozenset((SAMPLES / "blind.txt").read_text(encoding="utf-8").split())


def paths_of(set_name: str) -> list[pathlib.Path]:
    """Return the text files of a set, sorted by name; none where the set is not at hand. Opens no report."""
    shared = shared_folder()
    if set_name in ("open", "blind"):
        found = list(SAMPLES.glob("*.txt"))
        names = blind_names()
        chosen = [p for p in found if p.name != "blind.txt" and (p.stem in names) == (set_name == "blind")]
    elif shared is None:
        chosen = []
    elif set_name == "idlib":
        chosen = list((shared / "gold").glob("*.txt"))
    else:
        found = list((shared / "bench" / "reports").glob("*.txt"))
        aside = set_aside(p.stem for p in found if _gold_path(p).exists())
        chosen = [p for p in found if (p.stem in aside) == (set_name == "aside")]
    return sorted(p for p in chosen if _gold_path(p).exists())


def _gold_path(path: pathlib.Path) -> pathlib.Path:
    return path.with_name(path.stem + GOLD_ENDING)


def load(set_name: str, patterns: Sequence[str] = ("*",)) -> Iterator[Labelled]:
    """Yield the labelled reports of a set whose names match one of the patterns.

    The report's date is the gold's, as a user would give it with `--date` where the text has no header.
    """
    for path in paths_of(set_name):
        if not any(fnmatch.fnmatch(path.stem, pattern) for pattern in patterns):
            continue
        gold = load_lines(_gold_path(path))
        meta = next((line for line in gold if line.get("kind") == "meta"), {})
        day = meta.get("report_date")
        report_date = datetime.date.fromisoformat(day) if day else None
        basis: DateBasis | None = None if report_date is None else "header" if meta.get("report_date_basis") == "header" else "argument"
        report = Report(text=kept_text(path), report_date=report_date, date_basis=basis, source=path.name)
        yield Labelled(path.stem, set_name, report, gold)
