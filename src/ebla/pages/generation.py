"""A ledger in; a numbered DuckDB file with its current readings and incidents out, and a pointer file that names the newest one.

A new generation is a copy of the last one with what changed in the ledger since, found by the ledger's change cursor; where there is none
that fits, all is built. A file that the server reads is never written again, and files older than the last two are removed. A process that
is killed leaves a half-made file that no pointer names. What an incident says is `linked.Views`' word.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pathlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import msgspec

from ebla.errors import LedgerError
from ebla.ledger import Ledger
from ebla.pages import rows
from ebla.pages.counting import count_rows, heap_of
from ebla.pages.linked import Views
from ebla.pages.pointer import POINTER, Pointer, read_pointer
from ebla.pages.tables import FORMAT, INDEXES, TABLES, create, index
from ebla.records import Figure

_KEPT = 2
_REPORTS_AT_A_TIME = 200
_INCIDENTS_AT_A_TIME = 2_000
_FIGURES_AT_A_TIME = 1_000
# What building may take. [DuckDB's memory_limit]
_MEMORY = "1GB"
_ENCODER = msgspec.json.Encoder()
_FIGURE = msgspec.json.Decoder(Figure)

Told = Callable[[str, int, int], None]
"""Told what is being built, how many are done and how many there are."""


def fingerprint(ledger: Ledger) -> str:
    """Return what tells a ledger from another: its first change; empty for an empty one."""
    first = next(iter(ledger.changes()), None)
    return "" if first is None else f"{first.kind} {first.subject} {first.recorded_at.isoformat()}"


def _silent(what: str, done: int, of: int) -> None:
    pass


@dataclass(frozen=True)
class _Changed:
    reports: list[str]
    claims: list[str]
    incidents: list[str]
    linked: bool


def refresh(ledger: Ledger, folder: pathlib.Path, told: Told = _silent) -> Pointer:
    """Make the next generation where the ledger has changed, and return the newest.

    Raises LedgerError when the ledger cannot be read or the folder's disk is full; the last generation stays.
    """
    last = read_pointer(folder)
    until, reader, mark = ledger.last_seq(), ledger.reader_for(), fingerprint(ledger)
    fits = last is not None and (last.ledger, last.reader) == (mark, reader) and last.cursor <= until
    if last is not None and fits and last.cursor == until:
        return last
    number = 1 + max((int(path.stem.split("-")[1]) for path in folder.glob("generation-*.duckdb")), default=0)
    path = folder / f"generation-{number:06}.duckdb"
    try:
        if last is not None and fits:
            shutil.copyfile(folder / last.file, path)
        with contextlib.closing(duckdb.connect(str(path), config={"memory_limit": _MEMORY, "threads": 2})) as connection:
            builder = _Builder(connection, ledger, folder, told)
            builder.build(_changed(ledger, last.cursor if last and fits else 0), whole=not fits)
            built_at = builder.stamp(number, until)
        pointer = Pointer(number=number, file=path.name, format=FORMAT, ledger=mark, reader=reader, cursor=until, built_at=built_at)
        _write(folder / POINTER, _ENCODER.encode(pointer))
    except (OSError, duckdb.Error) as error:
        path.unlink(missing_ok=True)
        why = " ".join(str(error).split())
        raise LedgerError(str(folder), f"the page's file cannot be written ({why})", "Free some space there, then start again") from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    _remove_old(folder, number)
    return pointer


def _write(path: pathlib.Path, content: bytes) -> None:
    new = path.with_suffix(".new")
    new.write_bytes(content)
    os.replace(new, path)


def _remove_old(folder: pathlib.Path, number: int) -> None:
    for path in sorted(folder.glob("generation-*.duckdb"))[:-_KEPT]:
        if path.is_file():
            with contextlib.suppress(OSError):
                path.unlink()


def _changed(ledger: Ledger, since: int) -> _Changed:
    entries = list(ledger.changes(since))
    said = list(ledger.reviews(since=since))
    about = [entry.subject for entry in entries if entry.kind in ("reading", "standing", "sighting")]
    reports = list(dict.fromkeys([*about, *(review.target.report_id for review in said if review.target)]))
    linked = any(entry.kind == "linking" for entry in entries)
    touched = ledger.memberships_since(since) if linked else []
    ids = {row.incident_id for row in touched if row.incident_id is not None} | {one for review in said for one in review.incident_ids}
    return _Changed(reports, [row.claim_id for row in touched], sorted(ids), linked)


class _Builder:
    """Writes one file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, ledger: Ledger, folder: pathlib.Path, told: Told) -> None:
        self._db, self._ledger, self._told = connection, ledger, told
        self._views = Views(ledger)
        self._rows_file = folder / f"rows-{os.getpid()}.jsonl"

    def build(self, changed: _Changed, *, whole: bool) -> None:
        """Bring the file up to date."""
        if whole:
            for table in TABLES:
                self._db.execute(create(table))
        try:
            agreed = self._tell_of_agreements(changed.reports)
            before = set() if whole else self._heaps_of(changed.reports)
            self._add_reports(changed.reports, whole)
            self._add_counts(None if whole else before | self._heaps_of(changed.reports))
            if agreed or self._tell_of_agreements(changed.reports):
                self._add_agreements()
            ids = sorted({*changed.incidents, *self._incidents_of(changed)})
            self._add_incidents(ids, whole)
            if changed.linked:
                self._add_redirects()
            if whole:
                self._db.execute("CREATE OR REPLACE TABLE incidents AS SELECT * FROM incidents ORDER BY sort_day, id")
                for table, column in INDEXES:
                    self._db.execute(index(table, column))
        finally:
            self._rows_file.unlink(missing_ok=True)

    def stamp(self, number: int, until: int) -> str:
        """Note what this file is, and return the moment."""
        built_at = rows.now()
        self._db.execute("DELETE FROM meta")
        self._load("meta", ({"name": name, "value": str(value)} for name, value in (("number", number), ("cursor", until))))
        self._rows_file.unlink(missing_ok=True)
        self._db.execute("CHECKPOINT")
        return built_at

    def _load(self, table: str, new: Iterable[rows.Row]) -> None:
        with self._rows_file.open("wb") as file:
            file.writelines(_ENCODER.encode(row) + b"\n" for row in new)
            written = file.tell()
        if not written:
            return
        columns = ", ".join(f"{name}: '{kind}'" for name, kind in TABLES[table].items())
        source = f"read_json(?, format='newline_delimited', columns={{{columns}}}, maximum_object_size=134217728)"
        self._db.execute(f"INSERT INTO {table} SELECT * FROM {source}", [str(self._rows_file)])

    def _delete(self, ids: Sequence[str], *where: tuple[str, str]) -> None:
        for table, column in where:
            self._db.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))", [list(ids)])

    def _add_reports(self, ids: Sequence[str], whole: bool) -> None:
        done = 0
        for part in _parts(ids, _REPORTS_AT_A_TIME):
            if not whole:
                self._delete(part, ("reports", "id"), ("claims", "report_id"), ("parties", "report_id"))
            reports: list[rows.Row] = []
            claims: list[rows.Row] = []
            parties: list[rows.Row] = []
            for report_id in part:
                self._rows_of(report_id, reports, claims, parties)
            for table, new in (("reports", reports), ("claims", claims), ("parties", parties)):
                self._load(table, new)
            done += len(part)
            self._told("reports", done, len(ids))

    def _rows_of(self, report_id: str, reports: list[rows.Row], claims: list[rows.Row], parties: list[rows.Row]) -> None:
        try:
            reading = self._ledger.reading(report_id)
        except LedgerError:
            return  # read by another reader only: not shown
        latest = max(self._ledger.history(report_id), key=lambda change: change.seq)
        aside = self._views.said.set_aside.get(report_id)
        outlet = self._views.outlet(reading.report)
        reports.append(rows.report_row(reading, latest.seq, latest.recorded_at, outlet) | {"set_aside": aside})
        for ordinal, claim in enumerate(self._views.said.amend(report_id, list(reading.claims))):
            heap = heap_of(claim, reading.report.report_date)
            claims.append(rows.claim_row(claim, ordinal, reading.report.text) | {"heap": heap})
            parties.extend(rows.party_rows(claim))

    def _heaps_of(self, report_ids: Sequence[str]) -> set[str]:
        """Return the heaps that figures of these reports lie in."""
        query = "SELECT DISTINCT heap FROM claims WHERE heap IS NOT NULL AND report_id IN (SELECT unnest(?))"
        return {heap for part in _parts(report_ids, _INCIDENTS_AT_A_TIME) for (heap,) in self._db.execute(query, [part]).fetchall()}

    def _add_counts(self, heaps: set[str] | None) -> None:
        """Reconcile these heaps anew, or all of a new file, some in memory at a time."""
        query = """
            SELECT heap, c.body FROM claims c JOIN reports r ON r.id = c.report_id
            WHERE r.set_aside IS NULL AND {} ORDER BY heap, c.id
        """
        with contextlib.closing(self._db.cursor()) as reading:
            if heaps is None:
                reading.execute(query.format("heap IS NOT NULL"))
            else:
                self._delete(sorted(heaps), ("counts", "heap"))
                reading.execute(query.format("heap IN (SELECT unnest(?))"), [sorted(heaps)])
            batches = _batches(iter(lambda: reading.fetchmany(_FIGURES_AT_A_TIME), []), _FIGURES_AT_A_TIME)
            self._load("counts", itertools.chain.from_iterable(map(self._counted, batches)))

    def _counted(self, batch: list[tuple[str, str]]) -> Iterator[rows.Row]:
        figures = [(heap, _FIGURE.decode(body)) for heap, body in batch]
        reports = self._ledger.reports_of([figure.report_id for _, figure in figures])
        for heap, group in itertools.groupby(figures, key=lambda one: one[0]):
            yield from count_rows(heap, (figure for _, figure in group), reports, self._views.register)

    def _tell_of_agreements(self, report_ids: Sequence[str]) -> bool:
        query = "SELECT 1 FROM claims WHERE kind IN ('agreement', 'violation') AND report_id IN (SELECT unnest(?)) LIMIT 1"
        return bool(self._db.execute(query, [list(report_ids)]).fetchall())

    def _add_agreements(self) -> None:
        """Put the agreements in anew: each may be told by any report, and there are few."""
        self._db.execute("DELETE FROM agreements")
        self._load("agreements", map(rows.agreement_row, self._views.agreements()))

    def _incidents_of(self, changed: _Changed) -> list[str]:
        """Return the incidents that claims which moved, or claims of reports read anew, were in."""
        query = """
            SELECT DISTINCT incident_id FROM members WHERE claim_id IN (SELECT unnest(?))
            OR claim_id IN (SELECT id FROM claims WHERE report_id IN (SELECT unnest(?)))
        """
        return [found for (found,) in self._db.execute(query, [changed.claims, changed.reports]).fetchall()]

    def _add_incidents(self, ids: Sequence[str], whole: bool) -> None:
        done = 0
        for part in _parts(ids, _INCIDENTS_AT_A_TIME):
            if not whole:
                self._delete(part, ("incidents", "id"), ("incident_parties", "incident_id"), ("members", "incident_id"))
            found = list(self._views.incidents(part))
            self._load("incidents", map(rows.incident_row, found))
            self._load("incident_parties", itertools.chain.from_iterable(map(rows.incident_party_rows, found)))
            self._load("members", itertools.chain.from_iterable(map(rows.member_rows, found)))
            done += len(part)
            self._told("incidents", done, len(ids))

    def _add_redirects(self) -> None:
        self._db.execute("DELETE FROM redirects")
        held = self._ledger.redirects()
        self._load("redirects", ({"incident_id": row.incident_id, "into_id": row.into_id} for row in held))
        gone = [row.incident_id for row in held]
        self._delete(gone, ("incidents", "id"), ("incident_parties", "incident_id"), ("members", "incident_id"))


def _batches(parts: Iterable[list[tuple[str, str]]], least: int) -> Iterator[list[tuple[str, str]]]:
    """Yield rows that begin with a heap, in batches of at least so many, no heap in two."""
    batch: list[tuple[str, str]] = []
    for _, heap in itertools.groupby(itertools.chain.from_iterable(parts), key=lambda row: row[0]):
        batch.extend(heap)
        if len(batch) >= least:
            yield batch
            batch = []
    if batch:
        yield batch


def _parts(ids: Sequence[str], size: int) -> Iterator[list[str]]:
    left: Iterator[Any] = iter(ids)
    while part := list(itertools.islice(left, size)):
        yield part
