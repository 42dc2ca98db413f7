"""`python -m benchmarks.install`: the size of a fresh installation, and how long its first reading takes, cold.

Builds the wheel, installs it with its dependencies into a new virtual environment, measures the environment, drops its files from the
page cache and reads one shipped sample. Needs the package index that pip is configured for; everything else in `benchmarks/` does not.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence

from evaluation import measured
from evaluation.corpora import paths_of
from evaluation.measured import Install

ROOT = pathlib.Path(__file__).parents[1]
BYTES_PER_MB = 1e6
LARGEST = 8


def files_in(folder: pathlib.Path) -> list[pathlib.Path]:
    """Return the files below a folder, links left out."""
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def size_mb(files: Sequence[pathlib.Path]) -> float:
    """Return the size of files together. [MB of 10^6 bytes]"""
    return sum(path.stat().st_size for path in files) / BYTES_PER_MB


def largest_packages(site_packages: pathlib.Path, most: int = LARGEST) -> dict[str, float]:
    """Return the largest folders of an installation, largest first. [MB]"""
    sizes: defaultdict[str, float] = defaultdict(float)
    for path in files_in(site_packages):
        sizes[path.relative_to(site_packages).parts[0]] += path.stat().st_size / BYTES_PER_MB
    return dict(sorted(sizes.items(), key=lambda item: -item[1])[:most])


def drop_from_cache(files: Sequence[pathlib.Path]) -> None:
    """Ask the system to forget the content of files, so that the next reader finds them cold."""
    os.sync()
    for path in files:
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def build_wheel(folder: pathlib.Path) -> pathlib.Path:
    """Build the project's wheel into a folder and return its path."""
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)], check=True)
    return next(folder.glob("ebla-*.whl"))


def first_reading_s(venv: pathlib.Path) -> float:
    """Return how long `ebla read` takes on one sample in a cold environment, on the clock on the wall. [s]"""
    sample = next(venv.rglob(f"ebla/samples/{paths_of('open')[0].name}"))
    drop_from_cache(files_in(venv))
    command = [str(venv / "bin" / "ebla"), "read", str(sample), "--format", "jsonl"]
    began = time.perf_counter()
    subprocess.run(command, check=True, cwd=venv, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def measure(folder: pathlib.Path) -> Install:
    """Build, install and measure in an empty folder."""
    wheel = build_wheel(folder)
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    subprocess.run([str(venv / "bin" / "pip"), "install", "-q", str(wheel)], check=True)
    subprocess.run([str(venv / "bin" / "pip"), "uninstall", "-q", "-y", "setuptools", "pip"], check=True)
    return Install(
        date=measured.today(),
        command=measured.command("benchmarks.install"),
        machine=measured.machine(),
        wheel_mb=size_mb([wheel]),
        installed_mb=size_mb(files_in(venv)),
        first_reading_s=first_reading_s(venv),
        largest=largest_packages(next(venv.rglob("site-packages"))),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.install", description="Measure a fresh installation and its first reading.")
    parser.add_argument("--record", action="store_true", help="append the result to docs/measured.md")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        try:
            result = measure(pathlib.Path(folder))
        except subprocess.CalledProcessError as problem:
            words = " ".join(pathlib.Path(word).name for word in problem.cmd[:4])
            print(f"{words} ended with status {problem.returncode}; its own message stands above", file=sys.stderr)
            return 1
    print(f"wheel {result.wheel_mb:.1f} MB, installed {result.installed_mb:.0f} MB without pip")
    print(f"first reading, cold, {result.first_reading_s:.1f} s")
    print("  " + ", ".join(f"{name} {size:.0f}" for name, size in result.largest.items()))
    if chosen.record:
        measured.record([result])
    return 0


if __name__ == "__main__":
    sys.exit(main())
