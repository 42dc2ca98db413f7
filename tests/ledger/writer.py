"""A process that adds readings, for tests that kill it or let several run at once: `writer.py LEDGER FIRST LAST`.

Prints a line when it is ready and one for each reading: its number and whether it was new.
"""

from __future__ import annotations

import sys

from ebla.ledger import Ledger
from ebla.records import Reading
from factory import READER, TEXT, make_claims, make_report


def make_numbered(number: int) -> Reading:
    """The reading of report number so-and-so; every one has as many claims as its number allows, to vary the work."""
    report = make_report(f"{TEXT}\nReport {number}.")
    return Reading(report=report, reader=READER, claims=make_claims(report)[: 1 + number % 5])


def main(where: str, first: int, last: int) -> None:
    """Add the readings from first to last."""
    readings = [make_numbered(number) for number in range(first, last)]
    print("ready", flush=True)
    with Ledger.open(where) as ledger:
        for number, reading in zip(range(first, last), readings, strict=True):
            print(number, ledger.add(reading), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
