"""Dated results: kept one a line in `results.jsonl`, and shown in `docs/measured.md`, which is written anew from them.

In come the figures of an evaluation or a benchmark, out go a line and a page. Old results stay; nothing is measured here.
"""

from __future__ import annotations

import datetime
import os
import pathlib
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from evaluation import first_look
from evaluation.corpora import HELD_OUT, SETS
from evaluation.first_look import FirstLook
from evaluation.intervals import Interval
from evaluation.run import Figures, SetResult

RESULTS = pathlib.Path(__file__).with_name("results.jsonl")
PAGE = pathlib.Path(__file__).parents[1] / "docs" / "measured.md"
INTRODUCTION = """# Measured

Written by `python -m evaluation --record`, `python -m evaluation.linking.ecb`, `python -m benchmarks.reading`, `.install` and
`.gazetteer` with `--record` and by `python -m evaluation.keep`, from `evaluation/results.jsonl`; do not edit it by hand.
`docs/claims.md`, "Scoring", says what the figures mean.

F1 values are pooled over the reports of a set, with a 95 % bootstrap interval over reports; `mean` is the mean of the reports' own slot F1.
`traps`: traps sprung of all. `wrong`: values of place, date and number, said on claims that were found, that earn nothing. `lost`: deeds
found that the reading says did not happen, of all deeds found. The floor says one event per sentence with the report's commonest party,
type and place. Development sets were looked at while the reader was written; held-out sets were not.
"""


class Quality(msgspec.Struct, frozen=True, tag_field="table", tag="quality"):
    """How well one reader read one set of reports on a day."""

    date: datetime.date
    command: str
    machine: str
    set_name: str
    reader: str
    reports: int
    figures: Figures
    floor: Figures | None
    span_share: float | None


class Speed(msgspec.Struct, frozen=True, tag_field="table", tag="speed"):
    """How fast one reader read a body of text on a day. Times are CPU time on one core; `ratio` is whole reading over spaCy alone."""

    date: datetime.date
    command: str
    machine: str
    texts: str
    reader: str
    reports: int
    words: int
    reports_per_s: float
    words_per_s: float
    ratio: float
    ratio_range: tuple[float, float]
    spacy_words_per_s: float
    peak_mb: float
    stages: dict[str, float]


class Install(msgspec.Struct, frozen=True, tag_field="table", tag="install"):
    """How large a fresh installation was on a day [MB of 10^6 bytes], and how long its first reading took, cold [s]."""

    date: datetime.date
    command: str
    machine: str
    wheel_mb: float
    installed_mb: float
    first_reading_s: float
    largest: dict[str, float]


class GazetteerSize(msgspec.Struct, frozen=True, tag_field="table", tag="gazetteer"):
    """How long a gazetteer of some size took to add on a day, and a look-up in it, for names drawn from the file and for the commonest.

    Times of adding are of one process [s], sizes in MB of 10^6 bytes, look-ups median and 999th of 1,000 [us].
    """

    date: datetime.date
    command: str
    machine: str
    rows: int
    file_mb: float
    clock_s: float
    cpu_s: float
    peak_mb: float
    compiled_mb: float
    look_up_us: tuple[float, float]
    common_look_up_us: tuple[float, float]


class Chains(msgspec.Struct, frozen=True, tag_field="table", tag="chains"):
    """How well one method joined given mentions of events into chains on a day. Each measure: precision, recall, F1."""

    date: datetime.date
    command: str
    machine: str
    corpus: str
    method: str
    mentions: int
    chains: int
    muc: tuple[float, float, float]
    b_cubed: tuple[float, float, float]
    ceaf_e: tuple[float, float, float]


class Printed(msgspec.Struct, frozen=True, tag_field="table", tag="printed"):
    """What an evaluation or a benchmark printed on a day, line by line (`evaluation.keep`)."""

    date: datetime.date
    command: str
    machine: str
    topic: str
    part: str
    lines: tuple[str, ...]


Result = Quality | Speed | Install | GazetteerSize | Chains | Printed


def machine() -> str:
    """Return what the figures were measured on: processor, cores and Python, and nothing that names the machine."""
    model = platform.processor() or platform.machine()
    info = pathlib.Path("/proc/cpuinfo")
    if info.exists():
        names = [row.split(":", 1)[1].strip() for row in info.read_text().splitlines() if row.startswith("model name")]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def today() -> datetime.date:
    """Return the day of a measurement, in UTC."""
    return datetime.datetime.now(datetime.UTC).date()


def command(module: str, arguments: Sequence[str] | None = None) -> str:
    """Return a command, by default the one that is running, as a person would type it; folders are left out."""
    given = sys.argv[1:] if arguments is None else arguments
    words = [word if not word.startswith("/") else pathlib.Path(word).name for word in given]
    return " ".join([f"python -m {module}", *words])


def load(path: pathlib.Path = RESULTS) -> list[Result]:
    """Return the recorded results, oldest first."""
    rows = path.read_bytes().splitlines() if path.exists() else []
    return [msgspec.json.decode(row, type=Result) for row in rows if row.strip()]


def record(results: Iterable[Result], path: pathlib.Path = RESULTS, page: pathlib.Path = PAGE) -> None:
    """Append results and write the page anew."""
    with path.open("ab") as file:
        for result in results:
            file.write(msgspec.json.encode(result) + b"\n")
    write_page(path, page)


def write_page(path: pathlib.Path = RESULTS, page: pathlib.Path = PAGE) -> None:
    """Write the page of all results anew."""
    page.write_text(render(load(path), first_look.load()), encoding="utf-8")


def record_quality(results: Sequence[SetResult]) -> None:
    """Append the results of an evaluation."""
    record(
        Quality(
            date=today(),
            command=command("evaluation"),
            machine=machine(),
            set_name=result.set_name,
            reader=result.reader,
            reports=result.count,
            figures=result.figures,
            floor=result.floor,
            span_share=result.with_span[0] / result.with_span[1] if result.with_span[1] else None,
        )
        for result in results
    )


def render(results: Sequence[Result], look: FirstLook | None) -> str:
    """Return the page of all results, first look and current figure side by side."""
    quality = [r for r in results if isinstance(r, Quality)]
    parts = [
        INTRODUCTION,
        "## Reading: first look and now\n",
        _markdown(CURRENT_HEAD, _current(quality, look)),
        "## Reading: every result, oldest first\n",
        _markdown(QUALITY_HEAD, map(_quality_row, quality)),
        "## Linking: mentions of events in general news\n",
        CHAINS_NOTE,
        _markdown(CHAINS_HEAD, (_chains_row(r) for r in results if isinstance(r, Chains))),
        "## Speed, one core\n",
        SPEED_NOTE,
        _markdown(SPEED_HEAD, (_speed_row(r) for r in results if isinstance(r, Speed))),
        "## Installation\n",
        _markdown(INSTALL_HEAD, (_install_row(r) for r in results if isinstance(r, Install))),
        "## A gazetteer of one's own\n",
        GAZETTEER_NOTE,
        _markdown(GAZETTEER_HEAD, (_gazetteer_row(r) for r in results if isinstance(r, GazetteerSize))),
        *_printed([r for r in results if isinstance(r, Printed)]),
    ]
    return "\n".join(parts)


CURRENT_HEAD = ("set", "part", "reports", "first: slot, core", "now: slot", "core", "mean", "traps", "wrong", "lost", "floor: slot, core")
QUALITY_HEAD = ("date", "set", "reader", "slot F1", "core F1", "mean", "traps", "wrong", "lost", "with span", "command", "machine")
SPEED_HEAD = (
    "date", "texts", "reader", "reports/s", "words/s", "spaCy words/s", "CPU ratio (range)", "peak MB", "stages", "command", "machine",
)  # fmt: skip
INSTALL_HEAD = ("date", "wheel MB", "installed MB", "first reading s", "largest, MB", "command", "machine")
GAZETTEER_HEAD = (
    "date", "rows", "file MB", "clock s", "CPU s", "peak MB", "compiled MB", "look-up us", "commonest names us", "command", "machine",
)  # fmt: skip
GAZETTEER_NOTE = """A generated file with GeoNames' columns, added in one process. Look-ups over the world gazetteer and this one:
CPU time, median and 999th of 1,000, of names drawn from the file and of the thousand names that most places bear.
"""
CHAINS_HEAD = ("date", "corpus", "method", "MUC P, R, F1", "B-cubed P, R, F1", "CEAF-e P, R, F1", "CoNLL F1", "command", "machine")
CHAINS_NOTE = """CoNLL F1 is the mean of the three F1 values. Weights come from the train part; mentions, heads and topics are gold.
This is general news, not armed conflict: it tells of the method, not of how well Ebla links reports of war. `evaluation/linking/ecb.py`
says how it was done, `docs/errors/ecb.md` what goes wrong.
"""
SPEED_NOTE = """CPU time of whole reading beside spaCy's pipeline alone, on the same text in the same run, interleaved.
`stages` are shares of whole reading.
"""


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def _printed(results: Sequence[Printed]) -> Iterator[str]:
    """Yield a section for each topic, with what each command printed last; older output stays in `results.jsonl`."""
    for topic in dict.fromkeys(result.topic for result in results):
        yield f"## {topic}\n"
        newest = {result.command: result for result in results if result.topic == topic}
        for result in newest.values():
            lines = "\n".join(result.lines)
            yield f"{result.date}, {result.part}, `{result.command}`, {result.machine}:\n\n```\n{lines}\n```\n"


def _f1(value: float, interval: Interval | None = None) -> str:
    return f"{value:.3f}" + (f" [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else "")


def _part(set_name: str) -> str:
    return "held out" if set_name in HELD_OUT else "development"


def _current(quality: Sequence[Quality], look: FirstLook | None) -> Iterator[list[str]]:
    """Yield a row for each set: its first figure (the first look, for the blind samples) beside its last."""
    for set_name in SETS:
        own = [r for r in quality if r.set_name == set_name and r.reader.startswith("rules/")]
        if set_name == "blind" and look:
            first = f"{_f1(look.figures.slot)}, {_f1(look.figures.core)}, mean {_f1(look.figures.mean_slot)} ({look.date}, first look)"
        elif own:
            first = f"{_f1(own[0].figures.slot)}, {_f1(own[0].figures.core)} ({own[0].date})"
        else:
            continue
        now = own[-1] if own else None
        figures, floor = (now.figures, now.floor) if now else (look.figures, look.floor) if look else (None, None)
        if figures is None:
            continue
        about = f"{set_name}: {SETS[set_name]}"
        count = str(now.reports if now else len(look.reports) if look else 0)
        below = f"{_f1(floor.slot)}, {_f1(floor.core)}" if floor else ""
        yield [about, _part(set_name), count, first, *_figure_cells(figures), below]


def _figure_cells(figures: Figures) -> list[str]:
    return [
        _f1(figures.slot, figures.slot_interval),
        _f1(figures.core, figures.core_interval),
        _f1(figures.mean_slot),
        f"{figures.sprung} of {figures.traps}",
        str(figures.wrong_values),
        f"{figures.lost} of {figures.deeds}",
    ]


def _quality_row(result: Quality) -> list[str]:
    share = f"{result.span_share:.1%}" if result.span_share is not None else ""
    name = f"{result.set_name} ({_part(result.set_name)}, {result.reports})"
    return [str(result.date), name, result.reader, *_figure_cells(result.figures), share, f"`{result.command}`", result.machine]


def _chains_row(result: Chains) -> list[str]:
    measures = (result.muc, result.b_cubed, result.ceaf_e)
    conll = sum(f1 for _, _, f1 in measures) / len(measures)
    corpus = f"{result.corpus} ({result.mentions:,} in {result.chains:,} chains)"
    cells = [", ".join(f"{value:.3f}" for value in measure) for measure in measures]
    return [str(result.date), corpus, result.method, *cells, f"{conll:.3f}", f"`{result.command}`", result.machine]


def _speed_row(result: Speed) -> list[str]:
    low, high = result.ratio_range
    return [
        str(result.date),
        f"{result.texts} ({result.reports} reports, {result.words} words)",
        result.reader,
        f"{result.reports_per_s:.1f}",
        f"{result.words_per_s:,.0f}",
        f"{result.spacy_words_per_s:,.0f}",
        f"{result.ratio:.2f} ({low:.2f} to {high:.2f})",
        f"{result.peak_mb:,.0f}",
        ", ".join(f"{name} {share:.0%}" for name, share in result.stages.items()),
        f"`{result.command}`",
        result.machine,
    ]


def _install_row(result: Install) -> list[str]:
    largest = ", ".join(f"{name} {size:.0f}" for name, size in result.largest.items())
    figures = [f"{result.wheel_mb:.1f}", f"{result.installed_mb:.0f}", f"{result.first_reading_s:.1f}"]
    return [str(result.date), *figures, largest, f"`{result.command}`", result.machine]


def _gazetteer_row(result: GazetteerSize) -> list[str]:
    figures = [f"{f:,.0f}" for f in (result.file_mb, result.clock_s, result.cpu_s, result.peak_mb, result.compiled_mb)]
    times = [f"{usual:.0f}, {longest:.0f}" for usual, longest in (result.look_up_us, result.common_look_up_us)]
    return [str(result.date), f"{result.rows:,}", *figures, *times, f"`{result.command}`", result.machine]
