"""`ebla check`: a reading or a gold file in, one line per fault out; exit status 1 when there is one.

The rules are those of `docs/claims.md`. Whether the claims are true of the report is not judged: `python -m evaluation` does that.
"""

from __future__ import annotations

import json
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

import typer

from ebla.cli.printing import guarded, visible
from ebla.errors import InputError

EXAMPLES = """\b
Examples:
  ebla read report.txt --format jsonl > reading.jsonl
  ebla check reading.jsonl --text report.txt
  ebla read report.txt --format jsonl | ebla check -"""


@guarded
def check_command(
    file: str = typer.Argument(..., metavar="FILE", help="A reading or a gold file in JSON Lines; - for standard input."),
    text: str = typer.Option(None, metavar="REPORT", help="The report as plain text: spans must lie inside it and quote it exactly."),
) -> None:
    """Check a reading, or a gold file, against the record format; print one line per fault."""
    from ebla.records.checking import check_numbered
    from ebla.records.gold import check_gold

    lines, faults = _lines(_content(file))
    kinds = [line.get("kind") for _, line in lines if isinstance(line, dict)]
    report = _content(text) if text is not None else None
    if report is not None and kinds.count("report") > 1:
        raise InputError(file, f"it holds {kinds.count('report')} reports, and --text gives one", "Check the readings one by one")
    faults += (check_gold if "meta" in kinds else check_numbered)(lines, report)
    for fault in faults:
        print(visible(fault))
    if faults:
        raise typer.Exit(1)
    print(f"conforms: {len(lines)} lines")


def _content(name: str) -> str:
    """Return a file's text as the contract keeps it: decoded as received, less a byte order mark."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else pathlib.Path(name).read_bytes()
    except OSError as problem:
        raise InputError(name, f"cannot be read ({problem.strerror})", "Name a file that is there and may be read") from problem
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise InputError(name, f"is not UTF-8 at byte {problem.start}", "Save it as UTF-8") from problem


def _lines(content: str) -> tuple[list[tuple[int, Any]], list[str]]:
    """Return the numbered JSON values of the lines that are not blank, and the faults of those that are no JSON."""
    lines: list[tuple[int, Any]] = []
    faults: list[str] = []
    for number, row in _rows(content):
        try:
            lines.append((number, json.loads(row)))
        except (ValueError, RecursionError) as problem:
            faults.append(f"line {number}: not JSON: {problem}")
    return lines, faults


def _rows(content: str) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(content.split("\n"), 1):
        if row.strip():
            yield number, row
