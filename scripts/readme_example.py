"""The example report of README.md in; README.md with what the reader makes of it today out. Called by `scripts/generate-docs`.

Ids, reader digests and times of recording change with every edition of the reader. Output that differs in nothing else is left as it is.
"""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

README = pathlib.Path(__file__).parents[1] / "README.md"
WIDTH_CHARS = 118
CHANGING = re.compile(r"\b[0-9a-f]{16}\b|^[0-9a-f]{6} |\+[0-9a-f]{8}\b|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00:00", re.MULTILINE)


def block(name: str) -> re.Pattern[str]:
    """Return the pattern of a named code block."""
    return re.compile(rf"(<!-- example: {name} -->\n```text\n)(.*?)(```\n)", re.DOTALL)


def ebla(folder: pathlib.Path, *arguments: str) -> str:
    """Return what a command prints."""
    command = [sys.executable, "-c", "from ebla.cli.main import main; main()", *arguments]
    environment = os.environ | {"EBLA_TABLE_WIDTH_CHARS": str(WIDTH_CHARS), "EBLA_LEDGER": "example.db"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True, encoding="utf-8")
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines()).strip("\n") + "\n"


def outputs(report: str) -> dict[str, str]:
    """Return the table and the first event's claim that the commands print for a report."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "report.txt").write_text(report, encoding="utf-8")
        ebla(folder, "read", "report.txt")
        first = json.loads(ebla(folder, "show", "--kind", "event", "--limit", "1", "--format", "jsonl"))
        return {"table": ebla(folder, "show"), "claim": ebla(folder, "show", first["id"])}


def page() -> str:
    """Return README.md with current output."""
    text = README.read_text(encoding="utf-8")
    found = block("report").search(text)
    assert found, "README.md has lost its example report"
    for name, output in outputs(found[2]).items():
        old = block(name).search(text)
        assert old, f"README.md has lost its example {name}"
        if CHANGING.sub("", old[2]) != CHANGING.sub("", output):
            text = text[: old.start(2)] + output + text[old.end(2) :]
    return text
