"""`python -m benchmarks.gazetteer`: a generated file with GeoNames' columns is added as a gazetteer, and looked up in.

The names are those of the world gazetteer: one row in ten bears one as it stands, the others with a made-up word before or behind it, so
that namesakes are about as common as in GeoNames; half of the rows have other names, one in fourteen has people. Time, memory and size of
adding are those of a process of its own; look-ups are in CPU time, the file being in the page cache. Nothing is said of quality here.
"""

from __future__ import annotations

import argparse
import gc
import pathlib
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from ebla.gazetteer.add import add_gazetteer
from ebla.gazetteer.find import WORLD, Gazetteer
from evaluation import measured
from evaluation.measured import GazetteerSize

ROWS = 12_000_000
SEED = 1
LOOKUPS = 20_000
_STARTS = "b d f g h j k l m n p r s t z kh sh qu tr br al".split()
_MIDDLES = "a e i o u aa ou ei ar an or en il um".split()
_CODES = (("P", "PPL"), ("H", "STM"), ("T", "HLL"), ("S", "SCH"), ("S", "CH"), ("P", "PPLX"), ("A", "ADM4"), ("L", "FRM"))


def world_names() -> list[tuple[str, str, float, float]]:
    """Return name, country, latitude and longitude of the towns of the world gazetteer, in the order of their ids."""
    connection = sqlite3.connect(f"{WORLD.as_uri()}?mode=ro", uri=True)
    query = "SELECT name, country, latitude / 1e5, longitude / 1e5 FROM places WHERE feature_code LIKE 'PPL%' ORDER BY id"
    rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def lines(count: int, seed: int = SEED) -> Iterator[str]:
    """Yield the lines of a GeoNames dump, the same for the same seed."""
    chance = random.Random(seed)
    towns = world_names()
    made = [_word(chance) for _ in range(40_000)]
    for number in range(1, count + 1):
        base, country, latitude, longitude = towns[int(chance.random() ** 2 * len(towns))]
        draw = chance.random()
        extra = chance.choice(made)
        name = base if draw < 0.1 else f"{base} {extra}" if draw < 0.6 else f"{extra} {base}"
        others = [f"{chance.choice(made)} {base}" for _ in range((0, 0, 0, 0, 0, 1, 1, 1, 2, 4)[int(chance.random() * 10)])]
        people = int(chance.lognormvariate(6.5, 1.6)) if chance.random() < 1 / 14 else 0
        lat, lon = latitude + chance.uniform(-0.5, 0.5), longitude + chance.uniform(-0.5, 0.5)
        kind, code = chance.choice(_CODES)
        cells = (number, name, name, ",".join(others), f"{lat:.5f}", f"{lon:.5f}", kind, code, country, "", "01", "", "", "", people)
        yield "\t".join(map(str, cells)) + "\t\t10\tEtc/UTC\t2024-01-01\n"


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_STARTS) + chance.choice(_MIDDLES) for _ in range(chance.choice((2, 2, 3, 3, 4)))).capitalize()


def _add(source: str, folder: str) -> None:
    """Add in this process and print rows kept, CPU and clock seconds, and peak memory in MB."""
    began = time.perf_counter()
    added = add_gazetteer(pathlib.Path(source), pathlib.Path(folder))
    clock = time.perf_counter() - began
    use, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = use.ru_utime + use.ru_stime + below.ru_utime + below.ru_stime
    print(added.kept, cpu, clock, use.ru_maxrss * 1024 / 1e6, added.path, sep="\t")


def look_up_us(path: pathlib.Path, names: Sequence[str]) -> tuple[float, float]:
    """Return the median and the 999th of 1,000 of the CPU times of looking names up, each for the first time in this process. [us]"""
    gazetteer = Gazetteer([WORLD, path])
    gazetteer.named("Idlib")
    with path.open("rb") as handle:  # into the page cache
        while handle.read(1 << 24):
            pass
    gc.collect()
    gc.freeze()  # the names of this benchmark are no part of a look-up
    spent = []
    for name in names:
        began = time.thread_time_ns()
        gazetteer.named(name)
        spent.append((time.thread_time_ns() - began) / 1e3)
    return statistics.median(spent), sorted(spent)[int(len(spent) * 0.999)]


def measure(rows: int, folder: pathlib.Path) -> GazetteerSize:
    """Write the file, add it in a process of its own, and look names up."""
    source = folder / "generated.txt"
    with source.open("w", encoding="utf-8") as handle:
        handle.writelines(lines(rows))
    command = [sys.executable, "-m", "benchmarks.gazetteer", "--add", str(source), str(folder / "own")]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\t")
    path = pathlib.Path(answer[4].strip())
    chance = random.Random(SEED + 1)
    drawn = [line.split("\t")[1] for line in lines(LOOKUPS)]
    chance.shuffle(drawn)
    common = [name for name, _ in Counter(town[0] for town in world_names()).most_common(1000)]
    usual, heavy = look_up_us(path, drawn), look_up_us(path, common)
    return GazetteerSize(
        date=measured.today(),
        command=measured.command("benchmarks.gazetteer"),
        machine=measured.machine(),
        rows=int(answer[0]),
        file_mb=source.stat().st_size / 1e6,
        cpu_s=float(answer[1]),
        clock_s=float(answer[2]),
        peak_mb=float(answer[3]),
        compiled_mb=path.stat().st_size / 1e6,
        look_up_us=usual,
        common_look_up_us=heavy,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gazetteer", description="Measure adding a gazetteer of GeoNames' size.")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"rows of the generated file (default: {ROWS})")
    parser.add_argument("--folder", type=pathlib.Path, help="where to put the files, about 4 GB (default: a temporary folder)")
    parser.add_argument("--add", nargs=2, metavar=("FILE", "FOLDER"), help="only add a file and print what it took")
    parser.add_argument("--record", action="store_true", help="append the result to docs/measured.md")
    chosen = parser.parse_args(arguments)
    if chosen.add:
        _add(*chosen.add)
        return 0
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        found = measure(chosen.rows, pathlib.Path(folder))
    print(f"{found.rows} rows, {found.file_mb:,.0f} MB: {found.clock_s:,.0f} s ({found.cpu_s:,.0f} s CPU), peak {found.peak_mb:,.0f} MB")
    print(
        f"  compiled {found.compiled_mb:,.0f} MB; a look-up {found.look_up_us[0]:.0f} us, 999 in 1,000 below {found.look_up_us[1]:.0f} us"
    )
    print(f"  the commonest names {found.common_look_up_us[0]:.0f} us, 999 in 1,000 below {found.common_look_up_us[1]:.0f} us")
    if chosen.record:
        measured.record([found])
    return 0


if __name__ == "__main__":
    sys.exit(main())
