"""`python -m benchmarks.reading`: reports and words a second on one core, by stage, and peak memory, beside spaCy alone on the same text.

Whole reading and spaCy's pipeline alone take turns on the same texts in one run, so that a busy machine slows both; what is compared is
CPU time, not the clock on the wall. Peak memory is that of a fresh process that reads the same texts. Nothing is said of quality here.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):  # one core, set before numpy is loaded
    os.environ.setdefault(_variable, "1")

from benchmarks.stages import stage_clock  # noqa: E402
from ebla.errors import EblaError  # noqa: E402
from ebla.reading.readers import Reader, get_reader  # noqa: E402
from ebla.records import Report  # noqa: E402
from evaluation import measured  # noqa: E402
from evaluation.corpora import load  # noqa: E402
from evaluation.measured import Speed  # noqa: E402

TEXTS = {"open": "own open samples", "dev": "real development reports"}
REPEATS = 5


@dataclass(frozen=True)
class Turns:
    """CPU seconds of each repetition: whole reading, and spaCy alone."""

    reading: list[float]
    spacy: list[float]

    @property
    def ratios(self) -> list[float]:
        """Whole reading over spaCy alone, by repetition."""
        return [a / b for a, b in zip(self.reading, self.spacy, strict=True)]


def cpu_seconds(work: Callable[[], None]) -> float:
    """Return the CPU time that a piece of work takes in this process. [s]"""
    began = time.process_time()
    work()
    return time.process_time() - began


def read_all(reports: Sequence[Report], reader: Reader) -> None:
    """Read reports one after the other and keep nothing."""
    for report in reports:
        reader.read(report)


def take_turns(reports: Sequence[Report], reader: Reader, repeats: int) -> Turns:
    """Let whole reading and spaCy alone take turns, each time in the other order, after one unmeasured round."""
    from ebla.reading.parse import Parser

    pipeline = Parser.load(reader.parser_name)._nlp

    def read() -> None:
        read_all(reports, reader)

    def parse() -> None:
        for report in reports:
            pipeline(report.text)

    read()
    parse()
    turns = Turns([], [])
    for number in range(repeats):
        pairs = [(turns.reading, read), (turns.spacy, parse)]
        for times, work in pairs if number % 2 == 0 else pairs[::-1]:
            times.append(cpu_seconds(work))
    return turns


def stage_shares(reports: Sequence[Report], reader: Reader) -> dict[str, float]:
    """Return the share of each stage in the CPU time of reading, from one round of its own."""
    with stage_clock() as clock:
        spent = cpu_seconds(lambda: read_all(reports, reader))
    return clock.shares(spent)


def _read_and_tell_memory(reader_name: str, reports: Sequence[Report]) -> float:
    read_all(reports, get_reader(reader_name))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def peak_memory_mb(reports: Sequence[Report], reader_name: str) -> float:
    """Return the peak memory of a fresh process that reads the reports. [MB of 10^6 bytes]"""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_read_and_tell_memory, (reader_name, list(reports)))


def measure(texts: str, reader_name: str, repeats: int) -> Speed | None:
    """Measure one body of text; None where it is not at hand. Times are medians over the repetitions."""
    reports = [one.report for one in load(texts)]
    if not reports:
        return None
    reader = get_reader(reader_name)
    turns = take_turns(reports, reader, repeats)
    words = sum(len(report.text.split()) for report in reports)
    seconds, alone = statistics.median(turns.reading), statistics.median(turns.spacy)
    return Speed(
        date=measured.today(),
        command=measured.command("benchmarks.reading"),
        machine=measured.machine(),
        texts=TEXTS[texts],
        reader=reader.version,
        reports=len(reports),
        words=words,
        reports_per_s=len(reports) / seconds,
        words_per_s=words / seconds,
        ratio=statistics.median(turns.ratios),
        ratio_range=(min(turns.ratios), max(turns.ratios)),
        spacy_words_per_s=words / alone,
        peak_mb=peak_memory_mb(reports, reader_name),
        stages=stage_shares(reports, reader),
    )


def print_speed(speed: Speed) -> None:
    """Print one result."""
    low, high = speed.ratio_range
    print(f"{speed.texts}: {speed.reports} reports, {speed.words} words, {speed.reader}")
    print(f"  {speed.reports_per_s:.2f} reports/s, {speed.words_per_s:,.0f} words/s per core")
    print(f"  spaCy alone {speed.spacy_words_per_s:,.0f} words/s")
    print(f"  CPU of whole reading over spaCy alone: {speed.ratio:.2f} ({low:.2f} to {high:.2f}); peak memory {speed.peak_mb:,.0f} MB")
    print("  " + ", ".join(f"{stage} {share:.0%}" for stage, share in speed.stages.items()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description="Measure the speed and memory of reading.")
    parser.add_argument("--reader", default="rules", help="reader to measure (default: rules)")
    parser.add_argument("--texts", action="append", choices=list(TEXTS), help="only these texts; may be repeated")
    parser.add_argument("--repeats", type=int, default=REPEATS, help=f"repetitions that are measured (default: {REPEATS})")
    parser.add_argument("--record", action="store_true", help="append the results to docs/measured.md")
    chosen = parser.parse_args(arguments)
    try:
        found = [measure(texts, chosen.reader, chosen.repeats) for texts in chosen.texts or TEXTS]
    except EblaError as problem:
        print(problem, file=sys.stderr)
        return 1
    results = [speed for speed in found if speed is not None]
    for speed in results:
        print_speed(speed)
    if chosen.record:
        measured.record(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
