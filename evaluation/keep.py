"""Run an evaluation or a benchmark that prints its figures, and keep what it printed with date, command and machine.

python -m evaluation.keep --topic "Linking" --part development evaluation.linking --leave-one-out
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from evaluation import measured
from evaluation.measured import Printed

PARTS = ("development", "held out", "synthetic")


def main(arguments: list[str] | None = None) -> int:
    """Run a module, show what it prints and record it; return its exit status. Nothing is recorded where it failed."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.keep", description=__doc__.splitlines()[0])
    parser.add_argument("--topic", required=True, help="heading under which docs/measured.md shows it")
    parser.add_argument("--part", required=True, choices=PARTS, help="what the data are")
    parser.add_argument("module", help="module that prints the figures")
    parser.add_argument("options", nargs=argparse.REMAINDER, help="its arguments")
    given = parser.parse_args(arguments)
    lines = []
    with subprocess.Popen([sys.executable, "-m", given.module, *given.options], stdout=subprocess.PIPE, text=True) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            lines.append(line.rstrip())
    if running.returncode == 0:
        command = measured.command(given.module, given.options)
        measured.record([Printed(measured.today(), command, measured.machine(), given.topic, given.part, tuple(lines))])
    return running.returncode


if __name__ == "__main__":
    sys.exit(main())
