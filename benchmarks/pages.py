"""How fast the pages answer over many invented incidents: a generation file is filled, served by a process of its own, and asked over HTTP.

    python -m benchmarks.pages 1000000 [FOLDER]     prints a table; the file stays in FOLDER, where one is named, and is used again

The incidents stand for those of `benchmarks.synthetic`: five years, 40 % in three places, 30 % vague in place or date, Zipf's law for how
many reports tell of each. They are made by SQL, since building a million from a ledger takes most of an hour. Beside the time that passed
stands what the server computed for an answer, which depends less on what else the machine does.
"""

from __future__ import annotations

import datetime
import itertools
import multiprocessing
import pathlib
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from typing import Any

import duckdb
import msgspec

from ebla.ledger import Ledger
from ebla.pages.pointer import POINTER, Pointer
from ebla.pages.rows import incident_row
from ebla.pages.tables import FORMAT, INDEXES, TABLES, create, index
from ebla.records import Reading, Report
from ebla.records.incident import Grading, Incident

_FIRST_DAY, _DAYS = 17_897, 5 * 365
_ROUNDS, _THREADS, _SECONDS = 15, 8, 10.0
_COUNTRIES = ("SY", "SD", "CO", "PH", "UA", "YE", "CD", "ML", "MM", "SO", "NG", "AF", "IQ", "LY", "MZ", "ET", "HT", "PK")
_REPORT = Report(
    text="Aircraft struck Tarvel on Tuesday, killing at least 12 civilians. " * 40,
    report_date=datetime.date(2020, 1, 1),
    publisher="Example Wire (INVENTED)",
)


def _template() -> Incident:
    grading = Grading(
        rules="r",
        grade="fair",
        rule="two",
        reason="Two sources agree.",
        source_grade="C",
        source_reason="s",
        information_grade="2",
        information_rule="i",
        information_reason="n",
    )
    return Incident(
        incident_id="INCIDENT",
        event_type="ASSAULT",
        mode="aerial",
        acled_sub_event_type="Air/drone strike",
        date_start=None,
        date_end=None,
        date_precision="day",
        place_name="Tarvel",
        latitude=None,
        longitude=None,
        place_precision="exact",
        country="SY",
        admin1=None,
        admin1_code=None,
        geonames_id=None,
        report_count=2,
        outlet_count=2,
        claimant_count=2,
        independent_source_count=2,
        grade="fair",
        source_grade="C",
        information_grade="2",
        killed_low=None,
        killed_best=None,
        killed_high=None,
        report_ids=(),
        claim_ids=(),
        grading=grading,
    )


def fill(folder: pathlib.Path, incidents: int) -> None:
    """Write a generation file with so many incidents and a quarter as many reports."""
    path = folder / "generation-000001.duckdb"
    body = str(incident_row(_template())["body"])
    with Ledger.open(folder / "ebla.db") as ledger:
        ledger.add(Reading(report=_REPORT, reader="rules/synthetic+0a1b2c3d"))
    with duckdb.connect(str(path)) as connection:
        for table in TABLES:
            connection.execute(create(table))
        connection.execute("SELECT setseed(0.5)")
        columns = ", ".join(f"{_MADE.get(name, 'NULL')} AS {name}" for name in TABLES["incidents"])
        source = f"""
            SELECT i, random() AS a, random() AS b, random() AS c, random() AS d, random() AS e, random() AS f,
            {list(_COUNTRIES)}[1 + (random() * {len(_COUNTRIES)})::INTEGER % {len(_COUNTRIES)}] AS land,
            least(300, floor(1 / sqrt(random() + 1e-6)))::INTEGER AS told FROM range({incidents}) t(i)
        """
        connection.execute(f"INSERT INTO incidents SELECT {columns} FROM ({source})", {"body": body})
        whole = "SELECT * REPLACE (replace(body, 'INCIDENT', id) AS body, coalesce(date_start, -1000000) AS sort_day) FROM incidents"
        connection.execute(f"CREATE OR REPLACE TABLE incidents AS {whole} ORDER BY sort_day, id")
        connection.execute(
            "INSERT INTO incident_parties SELECT id, 'actor', 'side-' || (hash(id) % 60), 'Side ' || (hash(id) % 60), 'ZZD MIL', "
            "'side ' || (hash(id) % 60) FROM incidents"
        )
        columns = ", ".join(f"{value} AS {name}" for name, value in _REPORTS.items())
        connection.execute(f"INSERT INTO reports BY NAME SELECT {columns} FROM range({incidents // 4}) t(i)", {"shown": _REPORT.id})
        for table, column in INDEXES:
            connection.execute(index(table, column))
        connection.execute("CHECKPOINT")
    pointer = Pointer(number=1, file=path.name, format=FORMAT, ledger="", reader="rules", cursor=1, built_at="2026-01-01T00:00:00+00:00")
    (folder / POINTER).write_bytes(msgspec.json.encode(pointer))


_REPORTS = {
    "id": "CASE WHEN i = 0 THEN $shown ELSE printf('%016x', i) END",
    "seq": "i",
    "report_day": f"{_FIRST_DAY} + i % {_DAYS}",
    "date_basis": "'argument'",
    "title": "'Report ' || i",
    "publisher": "'Wire ' || (i % 40)",
    "language": "'en'",
    "char_count": "2600",
    "reader": "'rules'",
    "recorded_at": "'2026-01-01'",
    "claim_count": "4",
    "problem_count": "0",
    "beginning": "'Aircraft struck'",
}
_CELL = "(1 << 20)"
_MADE = {
    "id": "printf('i%015x', i)",
    "event_type": "['ASSAULT', 'ASSAULT', 'ASSAULT', 'COERCE', 'PROTEST', 'RETREAT', 'AGREE', 'SANCTION'][1 + (a * 8)::INTEGER % 8]",
    "mode": "['aerial', 'heavy-weapons', 'firearms', 'explosives', 'drone', NULL][1 + (b * 6)::INTEGER % 6]",
    "acled_sub_event_type": "['Air/drone strike', 'Shelling/artillery/missile attack', 'Attack', 'Armed clash'][1 + (b * 4)::INTEGER % 4]",
    "actors": "CASE WHEN f > 0.1 THEN 'Side ' || (hash(printf('i%015x', i)) % 60) END",
    "report_count": "told",
    "outlet_count": "least(told, 12)",
    "claimant_count": "least(told, 6)",
    "independent_source_count": "greatest(1, told // 3)",
    "grade": "['confirmed', 'fair', 'fair', 'weak', 'weak', 'contested'][1 + (c * 6)::INTEGER % 6]",
    "source_grade": "'C'",
    "information_grade": "'2'",
    "killed_low": "CASE WHEN d < 0.4 THEN floor(3 / (d + 0.05)) END",
    "killed_best": "CASE WHEN d < 0.3 THEN floor(3 / (d + 0.05)) END",
    "killed_high": "CASE WHEN d < 0.2 THEN floor(4 / (d + 0.05)) END",
    "report_ids": "printf('%016x', i // 4)",
    "body": "$body",
    "place_name": "CASE WHEN e < 0.4 THEN 'Town ' || (i % 3) ELSE 'Town ' || (i % 2400) END",
    "place_key": "CASE WHEN e < 0.4 THEN 'town ' || (i % 3) ELSE 'town ' || (i % 2400) END",
    "country": "land",
    "latitude": "CASE WHEN c < 0.85 THEN 10 + 20 * b END",
    "longitude": "CASE WHEN c < 0.85 THEN 10 + 40 * d END",
    "place_precision": "CASE WHEN c < 0.7 THEN 'exact' WHEN c < 0.85 THEN 'admin1' ELSE 'vague' END",
    "cell_x": f"CASE WHEN c < 0.85 THEN ((190 + 40 * CASE WHEN e < 0.4 THEN (i % 3) / 3.0 ELSE d END) / 360 * {_CELL})::INTEGER END",
    "cell_y": f"CASE WHEN c < 0.85 THEN (0.42 * {_CELL} + 60000 * CASE WHEN e < 0.4 THEN (i % 3) / 3.0 ELSE b END)::INTEGER END",
    "date_start": f"CASE WHEN f < 0.95 THEN {_FIRST_DAY} + (a * {_DAYS})::INTEGER END",
    "date_end": f"CASE WHEN f < 0.95 THEN {_FIRST_DAY} + (a * {_DAYS})::INTEGER + CASE WHEN f < 0.2 THEN 30 ELSE 0 END END",
    "date_precision": "CASE WHEN f < 0.2 THEN 'month' WHEN f < 0.95 THEN 'day' END",
    "from_day": f"CASE WHEN f < 0.95 THEN {_FIRST_DAY} + (a * {_DAYS})::INTEGER END",
    "to_day": f"CASE WHEN f < 0.95 THEN {_FIRST_DAY} + (a * {_DAYS})::INTEGER + CASE WHEN f < 0.2 THEN 30 ELSE 0 END END",
}


def _most_memory() -> int:
    """Return the most memory this process has held [MB]."""
    status = pathlib.Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def serve(folder: pathlib.Path, pipe: Any) -> None:
    """Serve a folder of generations; send the port, then for each True the time computed so far and the most memory held."""
    import uvicorn

    from ebla.pages.app import create_app
    from ebla.pages.desk import Desk
    from ebla.pages.security import Guard
    from ebla.pages.store import Store

    ledger = Ledger.open(folder / "ebla.db")
    server = uvicorn.Server(
        uvicorn.Config(create_app(Desk(ledger, Store(folder), Guard(), None)), port=0, log_level="error", access_log=False)
    )
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    pipe.send(server.servers[0].sockets[0].getsockname()[1])
    while pipe.recv():
        pipe.send((time.process_time(), _most_memory()))


def filters() -> Iterator[str]:
    """Yield filters, none twice, so that no kept answer helps."""
    for number in range(10_000_000):
        first = datetime.date(2019, 1, 1) + datetime.timedelta(days=number * 7 % 1500)
        last = first + datetime.timedelta(days=60 + number % 400)
        yield f"from={first}&to={last}&type=ASSAULT&country={_COUNTRIES[number % len(_COUNTRIES)]}&country={_COUNTRIES[number % 7]}"


class _Server:
    """A running server as its asker sees it."""

    def __init__(self, port: int, pipe: Any) -> None:
        self._port, self._pipe = port, pipe
        self._connection = HTTPConnection("127.0.0.1", port)

    def used(self) -> tuple[float, int]:
        """Return the time computed so far [s] and the most memory held [MB]."""
        self._pipe.send(True)
        seconds, megabytes = self._pipe.recv()
        return float(seconds), int(megabytes)

    def get(self, path: str, connection: HTTPConnection | None = None) -> bytes:
        """Return an answer as it was sent."""
        asked = connection or self._connection
        asked.request("GET", path, headers={"accept-encoding": "gzip"})
        answer = asked.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        return body

    def json(self, path: str) -> Any:
        """Return an answer's content."""
        self._connection.request("GET", path)
        return msgspec.json.decode(self._connection.getresponse().read())

    def told(self, what: str, rounds: Sequence[Sequence[str]]) -> None:
        """Ask some addresses one after the other, in rounds, and print how long a round takes."""
        times, size, computed = [], 0, self.used()[0]
        for paths in rounds:
            begun = time.perf_counter()
            size = sum(len(self.get(path)) for path in paths)
            times.append((time.perf_counter() - begun) * 1000)
        computed = (self.used()[0] - computed) * 1000 / len(rounds)
        print(f"{what:<44}{statistics.median(times):>10.0f}{max(times):>10.0f}{computed:>12.0f}{size:>12,}", flush=True)

    def measure(self, started: float) -> None:
        """Ask everything."""
        print(f"{'server started [s]':<44}{started:>10.1f}")
        print(f"{'':<44}{'median ms':>10}{'most ms':>10}{'computed ms':>12}{'bytes, gzip':>12}")
        first = ["/incidents", "/api/v1/bins?zoom=3", "/api/v1/timeline"]
        self.told("first view: list, map, timeline", [first])
        self.told("the same again", [first] * _ROUNDS)
        made = filters()
        lists, maps, times = "/incidents?{}", "/api/v1/bins?zoom=5&{}", "/api/v1/timeline?{}"
        for what, asked in (("list", [lists]), ("map", [maps]), ("timeline", [times]), ("all three", [lists, maps, times])):
            self.told(f"new filter: {what}", [[one.format(query) for one in asked] for query in itertools.islice(made, _ROUNDS)])
        found = self.json("/api/v1/incidents?limit=1&sort=oldest")["incidents"][0]["incident_id"]
        self.told("incident page", [[f"/incidents/{found}"]] * _ROUNDS)
        self.told("report page", [[f"/reports/{_REPORT.id}"]] * _ROUNDS)
        for what, address in (("lists of the API", "/api/v1/incidents?"), ("maps", "/api/v1/bins?zoom=5&")):
            print(f"{f'new filtered {what} a second, 8 askers':<44}{self._throughput(made, address):>10.0f}", flush=True)

    def _throughput(self, filters: Iterator[str], address: str) -> float:
        lock, done, until = threading.Lock(), [0], time.monotonic() + _SECONDS

        def run() -> None:
            connection = HTTPConnection("127.0.0.1", self._port)
            while time.monotonic() < until:
                with lock:
                    query = next(filters)
                self.get(address + query, connection)
                with lock:
                    done[0] += 1

        threads = [threading.Thread(target=run) for _ in range(_THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return done[0] / _SECONDS


def main() -> None:
    """Run it."""
    incidents = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as passing:
        folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else passing)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / POINTER).exists():
            begun = time.perf_counter()
            fill(folder, incidents)
            print(f"filled with {incidents:,} incidents in {time.perf_counter() - begun:.0f} s, {_size(folder):,.0f} MB")
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        begun = time.perf_counter()
        process = context.Process(target=serve, args=(folder, theirs), daemon=True)
        process.start()
        port = ours.recv()
        started = time.perf_counter() - begun
        server = _Server(port, ours)
        server.measure(started)
        print(f"{'memory of the server, most [MB]':<44}{server.used()[1]:>10,}")
        process.terminate()


def _size(folder: pathlib.Path) -> float:
    return sum(path.stat().st_size for path in folder.glob("*.duckdb")) / 1e6


if __name__ == "__main__":
    main()
