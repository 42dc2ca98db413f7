"""The list of incidents in Datasette beside ours, from the same rows: a generation file of `benchmarks.pages` copied to SQLite.

    python -m venv apart; apart/bin/pip install datasette
    python -m benchmarks.pages 1000000 made
    python -m benchmarks.datasette_list made apart/bin/datasette

Both get the same filters (type, country, days), none twice, fifty rows, latest first. The table has an index on each column that is
filtered or ordered by.
"""

from __future__ import annotations

import datetime
import itertools
import multiprocessing
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import parse_qs, urlencode

import duckdb

from benchmarks.pages import filters, serve
from ebla.pages.pointer import read_pointer
from ebla.pages.queries.incidents import COLUMNS
from ebla.pages.rows import day_number

_ROUNDS = 15
_INDEXED = ("sort_day", "event_type", "country", "from_day", "to_day")


def copy(folder: pathlib.Path, path: pathlib.Path) -> None:
    """Write the incidents of a folder's newest generation to a new SQLite file."""
    pointer = read_pointer(folder)
    if pointer is None:
        raise SystemExit(f"{folder}: no generation; make it by python -m benchmarks.pages N {folder}")
    names = list(dict.fromkeys([*COLUMNS, "sort_day", "from_day", "to_day"]))
    with duckdb.connect(str(folder / pointer.file), read_only=True) as source, sqlite3.connect(path) as target:
        target.execute(f"CREATE TABLE incidents ({', '.join(names)})")
        rows = source.execute(f"SELECT {', '.join(names)} FROM incidents")
        while part := rows.fetchmany(50_000):
            target.executemany(f"INSERT INTO incidents VALUES ({', '.join('?' * len(names))})", part)
        for name in _INDEXED:
            target.execute(f"CREATE INDEX by_{name} ON incidents ({name})")
        target.execute("ANALYZE")


def theirs(query: str) -> str:
    """Return Datasette's address for one of our filters."""
    given = parse_qs(query)
    first, last = (day_number(datetime.date.fromisoformat(given[name][0])) for name in ("from", "to"))
    asked = {
        "event_type__exact": given["type"][0], "country__in": ",".join(dict.fromkeys(given["country"])), "to_day__gte": first,
        "from_day__lte": last, "_sort_desc": "sort_day", "_size": 50,
    }  # fmt: skip
    return "/made/incidents?" + urlencode(asked)


def median_ms(port: int, addresses: list[str]) -> float:
    """Return the median time that the addresses take, one after the other. [ms]"""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for address in addresses:
        begun = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address}: {answer.status}")
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def wait_for(port: int) -> None:
    """Wait until something answers there."""
    for _ in range(300):
        try:
            HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/")
            return
        except (OSError, HTTPException):
            time.sleep(0.1)
    raise SystemExit("datasette does not answer")


def main() -> None:
    """Print both medians."""
    folder, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    asked = list(itertools.islice(filters(), _ROUNDS))
    with tempfile.TemporaryDirectory() as passing:
        path = pathlib.Path(passing) / "made.db"
        copy(folder, path)
        options = ["--port", "8901", "--setting", "sql_time_limit_ms", "20000", "--setting", "suggest_facets", "off"]
        running = subprocess.Popen([program, "serve", str(path), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(8901)
            beside = median_ms(8901, [theirs(query) for query in asked])
        finally:
            running.terminate()
            running.wait()
    context = multiprocessing.get_context("spawn")
    ours, pipe = context.Pipe()
    process = context.Process(target=serve, args=(folder, pipe), daemon=True)
    process.start()
    own = median_ms(ours.recv(), [f"/incidents?{query}" for query in asked])
    process.terminate()
    print(f"page of fifty filtered incidents: Ebla {own:.0f} ms, Datasette {beside:.0f} ms (medians of {_ROUNDS} filters)")


if __name__ == "__main__":
    main()
