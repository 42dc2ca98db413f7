"""`python -m evaluation`: score a reader on the labelled reports and print what it got right and wrong."""

from __future__ import annotations

import argparse
import pathlib
import sys
from collections.abc import Sequence

from ebla.errors import EblaError
from evaluation import first_look, measured, printing
from evaluation.corpora import HELD_OUT, SETS
from evaluation.run import SetResult, score_set

EXAMPLES = """examples:
  python -m evaluation                              open samples, blind ones once looked at, and the real reports at hand
  python -m evaluation --errors --set open          the sorted errors with the report's words
  python -m evaluation --reports 'murzuq*' --jsonl readings/
  EBLA_SHARED=../shared python -m evaluation --aside --record"""


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation",
        description="Score readings against gold.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--reader", default="rules", metavar="NAME", help="reader to score: a reader of ebla, floor, or gold (default: rules)"
    )
    parser.add_argument("--set", action="append", choices=[s for s in SETS if s != "aside"], help="only this set; may be repeated")
    parser.add_argument("--reports", action="append", metavar="PATTERN", help="only reports whose name matches; may be repeated")
    parser.add_argument("--aside", action="store_true", help="score the ten reports set aside too: totals only")
    parser.add_argument("--errors", action="store_true", help="print the sorted errors with their words (not of blind reports)")
    parser.add_argument("--blind-errors", action="store_true", help="print those of the blind samples too, once they were looked at")
    parser.add_argument("--by-report", action="store_true", help="print a line for each report")
    parser.add_argument("--no-floor", action="store_true", help="leave the blind floor out")
    parser.add_argument("--jsonl", type=pathlib.Path, metavar="DIR", help="keep the readings in this folder")
    parser.add_argument("--record", action="store_true", help="append the figures to docs/measured.md")
    parser.add_argument(
        "--first-look", action="store_true", help="score the blind samples for the first time and keep the result; once only"
    )
    return parser.parse_args(arguments)


def _chosen_sets(chosen: argparse.Namespace) -> list[str]:
    names: list[str] = [s for s in SETS if s != "aside" and (not chosen.set or s in chosen.set)]
    if "blind" in names and not first_look.was_taken():
        names.remove("blind")
        print("blind: not looked at yet, so not scored (python -m evaluation --first-look)", file=sys.stderr)
    return names + (["aside"] if chosen.aside else [])


def _shows_errors(result: SetResult, chosen: argparse.Namespace) -> bool:
    return bool(chosen.errors and result.set_name not in HELD_OUT) or bool(chosen.blind_errors and result.set_name == "blind")


def _run(chosen: argparse.Namespace) -> int:
    if chosen.first_look:
        result = first_look.take(chosen.reader)
        measured.write_page()
        print("\n".join(printing.summary([result])))
        return 0
    patterns = chosen.reports or ["*"]
    found = (score_set(name, chosen.reader, patterns, chosen.jsonl, not chosen.no_floor) for name in _chosen_sets(chosen))
    results = [result for result in found if result is not None]
    if not results:
        print("No labelled report matches. Known sets: " + ", ".join(SETS) + "; real reports need EBLA_SHARED.", file=sys.stderr)
        return 1
    print(f"reader {results[0].reader}")
    print("\n".join(printing.summary(results)))
    print()
    print("\n".join(printing.kinds_and_fields(results)))
    for result in results:
        if chosen.by_report:
            print("\n".join(["", *printing.by_report(result)]))
        if _shows_errors(result, chosen):
            print("\n".join(["", *printing.sorted_faults(result)]))
    if chosen.record:
        if chosen.reports:
            print("--record needs whole sets: leave --reports out", file=sys.stderr)
            return 2
        measured.record_quality(results)
        print(f"recorded in {measured.PAGE}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the evaluation; return the exit status."""
    try:
        return _run(_arguments(arguments))
    except EblaError as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
