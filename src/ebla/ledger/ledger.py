"""Readings in, kept for good; claims, reports and their history out, as held now or then. The only door to the database.

Append-only: nothing is overwritten or deleted. A reading goes in whole, in one transaction, or not at all; several processes may add
and read at once. Judges nothing about what the claims say.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import pathlib
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import msgspec
import sqlalchemy as sa

from ebla.errors import LedgerError
from ebla.ledger.adding import add_reading, has_reading
from ebla.ledger.erasing import erased_among, erasure
from ebla.ledger.faults import told
from ebla.ledger.linking import IncidentLedger
from ebla.ledger.opening import WRITE_LOCK, open_engine
from ebla.ledger.queries import AsOf, ClaimFilter, claims_query, found_reports, is_current, last_change, starts_with
from ebla.ledger.reviews import ReviewLedger
from ebla.ledger.standing import ReportLedger
from ebla.ledger.tables import changes, claims, problems, readings, reports
from ebla.records import Claim, ErasedReport, Problem, Reading, Report

_CLAIM: msgspec.json.Decoder[Claim] = msgspec.json.Decoder(Claim)
_PROBLEM = msgspec.json.Decoder(Problem)
_ROWS_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A claim as the ledger holds it: `body` is its line on the wire, `claim` the record made from it."""

    body: str
    id: str
    report_id: str
    reader: str
    seq: int
    ordinal: int
    recorded_at: datetime.datetime

    @property
    def claim(self) -> Claim:
        """The claim as a record."""
        return _CLAIM.decode(self.body)


@dataclass(frozen=True, slots=True)
class Change:
    """One addition to the ledger: its number, kind and moment, the report, the reader and what it brought."""

    seq: int
    kind: str
    recorded_at: datetime.datetime
    report_id: str
    reader: str
    claim_count: int
    problem_count: int


def utc_now() -> datetime.datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.datetime.now(datetime.UTC)


class Ledger(IncidentLedger, ReportLedger, ReviewLedger):
    """An open ledger. `Ledger.open("ebla.db")`; close it, or use it in a `with`.

    >>> with Ledger.open("ebla.db") as ledger:  # doctest: +SKIP
    ...     ledger.add(reading)
    ...     print([held.claim for held in ledger.claims(ClaimFilter(country=("SY",)))])
    """

    def __init__(self, engine: sa.Engine, name: str, clock: Callable[[], datetime.datetime]) -> None:
        self._engine, self.name, self._clock = engine, name, clock

    @classmethod
    def open(
        cls,
        where: str | pathlib.Path,
        *,
        create: bool = True,
        timeout_s: float = 30.0,
        clock: Callable[[], datetime.datetime] = utc_now,
    ) -> Self:
        """Open a ledger, made first where there is none and `create` is true.

        Args:
            where: A file, or the address of a PostgreSQL database: `postgresql://user@host/name`.
            create: Make it where there is none; without, its absence is an error.
            timeout_s: How long to wait for another process that is writing. [seconds]
            clock: Gives the present moment.

        Raises LedgerError when it is locked, corrupt, of a newer version, no ledger, or cannot be opened.
        """
        engine, name = open_engine(where, create=create, timeout_s=timeout_s)
        return cls(engine, name, clock)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None) -> None:
        self.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with told(self.name), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with told(self.name), self._engine.connect().execution_options(ebla_write=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITE_LOCK)))
            yield connection

    def _purge(self) -> bool:
        """Take what was blanked out of the log beside the file. False when another program keeps it, or the database is a server's."""
        if self._engine.dialect.name != "sqlite":
            return False
        with told(self.name):
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                cursor.close()
            finally:
                connection.close()
        return not busy

    # What is added

    def add(self, reading: Reading, started_at: datetime.datetime | None = None) -> bool:
        """Keep a reading with its report, claims and problems, all at once. False when it is held already, or the report is erased.

        Then nothing is added but where the report was seen, if that is new.

        Raises LedgerError when the ledger cannot be written; then nothing of the reading is in it.
        """
        report_id = reading.report.id
        with self._reading() as connection:
            held = has_reading(connection, report_id, reading.reader)
        if not held:
            with self._writing() as connection:
                held = has_reading(connection, report_id, reading.reader)
                if not held:
                    add_reading(connection, reading, report_id, started_at, self._clock())
        if held:
            self.add_sighting(reading.report, report_id)
        return not held

    # What is held

    def has_reading(self, report_id: str, reader: str) -> bool:
        """Say whether a reading of this report by this reader (full version) is held, or none is wanted since the report is erased."""
        with self._reading() as connection:
            return has_reading(connection, report_id, reader)

    def claims(self, chosen: ClaimFilter = ClaimFilter()) -> Iterator[HeldClaim]:
        """Yield the claims of a filter in the order they were recorded, a few rows in memory at a time.

        Of each report only the current reading counts: the latest recorded by a reader of the chosen name (see `reader_for`).
        """
        with self._reading() as connection:
            until = _until(connection, chosen.as_of)
            query = claims_query(chosen, connection.dialect.name, _reader_for(connection, chosen.reader, until), until)
            with connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(query) as rows:
                yield from map(_held, rows)

    def reader_for(self, reader: str | None = None, as_of: AsOf | None = None) -> str:
        """Return the reader that is shown: the one asked for, else `rules` where it has read anything, else the one that read last."""
        with self._reading() as connection:
            return _reader_for(connection, reader, _until(connection, as_of))

    def claim(self, claim_id: str, as_of: AsOf | None = None) -> HeldClaim:
        """Return the claim with this id, or the only one whose id starts so. Raises LedgerError for none or several.

        Claims of older readings are found as well: nothing that was cited goes away.
        """
        with self._reading() as connection:
            until = _until(connection, as_of)
            found = connection.execute(
                sa.select(
                    claims.c.body,
                    claims.c.id,
                    claims.c.report_id,
                    claims.c.reader,
                    claims.c.reading,
                    claims.c.ordinal,
                    readings.c.recorded_at,
                )
                .join_from(claims, readings, claims.c.reading == readings.c.seq)
                .where(starts_with(claims.c.id, claim_id, connection.dialect.name), readings.c.seq <= until)
                .order_by(sa.case((claims.c.id == claim_id, 0), else_=1), claims.c.reading.desc())
                .limit(4)
            ).all()
        exact = [row for row in found if row.id == claim_id]
        return _held(exact[0] if exact else self._only(found, claim_id, "claim"))

    def find(self, start: str, as_of: AsOf | None = None) -> tuple[str, str]:
        """Return `claim` or `report` and the full id, of the only one whose id is or starts with this.

        Raises LedgerError for none or several.
        """
        with self._reading() as connection:
            until = _until(connection, as_of)
            found: list[tuple[str, str]] = []
            for kind, table, seq in (("report", reports, reports.c.seq), ("claim", claims, claims.c.reading)):
                query = sa.select(table.c.id).where(starts_with(table.c.id, start, connection.dialect.name), seq <= until)
                found += [(kind, full) for full in connection.execute(query.distinct().order_by(table.c.id).limit(3)).scalars()]
        found = [match for match in found if match[1] == start] or found
        if not found:
            raise LedgerError(
                self.name, f"it holds no claim or report whose id is or starts with {start!r}", "List what it holds: ebla show"
            )
        if len(found) > 1:
            several = ", ".join(" ".join(match) for match in found[:3])
            raise LedgerError(self.name, f"several ids start with {start!r} ({several}, ...)", "Give more of the id")
        return found[0]

    def report(self, report_id: str, as_of: AsOf | None = None) -> Report:
        """Return the report with this id, or the only one whose id starts so; an `ErasedReport` where its words were erased.

        Raises LedgerError for none or several.
        """
        with self._reading() as connection:
            held = reports.c.seq <= _until(connection, as_of)
            query = sa.select(reports).where(starts_with(reports.c.id, report_id, connection.dialect.name), held).limit(4)
            row = self._only(connection.execute(query).all(), report_id, "report")
            gone = erasure(connection, row.id)
        kept = _kept(row)
        if gone is None:
            return Report(**kept)
        said = {"sha256": gone.sha256, "erased_at": gone.recorded_at, "erased_by": gone.said_by, "reason": gone.reason}
        return ErasedReport(**kept, **said, kept_id=row.id)

    def reports_of(self, report_ids: Sequence[str]) -> dict[str, Report]:
        """Return the reports with these full ids, by id; what is not held is left out. See `report`."""
        wanted = sorted(set(report_ids))
        found: dict[str, Report] = {}
        for part in (wanted[at : at + _ROWS_AT_A_TIME] for at in range(0, len(wanted), _ROWS_AT_A_TIME)):
            with self._reading() as connection:
                rows = connection.execute(sa.select(reports).where(reports.c.id.in_(part))).all()
                gone = erased_among(connection, part)
            found |= {row.id: Report(**_kept(row)) for row in rows if row.id not in gone}
            found |= {report_id: self.report(report_id) for report_id in sorted(gone)}
        return found

    def _only(self, rows: Any, wanted: str, what: str) -> Any:
        if not rows:
            raise LedgerError(self.name, f"it holds no {what} whose id is or starts with {wanted!r}", "List what it holds: ebla show")
        if len(rows) > 1:
            ids = ", ".join(row.id for row in rows[:3])
            raise LedgerError(self.name, f"the ids of several {what}s start with {wanted!r} ({ids}, ...)", "Give more of the id")
        return rows[0]

    def reading(self, report_id: str, reader: str | None = None, as_of: AsOf | None = None) -> Reading:
        """Return the current reading of a report (by a reader's name or full version), whole. Raises LedgerError where there is none."""
        report = self.report(report_id, as_of)
        with self._reading() as connection:
            until = _until(connection, as_of)
            chosen = _reader_for(connection, reader, until)
            row = connection.execute(sa.select(readings).where(readings.c.report_id == report.id, is_current(chosen, until))).first()
            if row is None:
                raise LedgerError(self.name, f"it holds no reading of {report.id} by {chosen}", "See which there are: ebla show --history")
            bodies = {
                table: connection.execute(sa.select(table.c.body).where(table.c.reading == row.seq).order_by(table.c.ordinal))
                .scalars()
                .all()
                for table in (claims, problems)
            }
        return Reading(
            report=report,
            reader=row.reader,
            claims=tuple(map(_CLAIM.decode, bodies[claims])),
            problems=tuple(map(_PROBLEM.decode, bodies[problems])),
        )

    def search(self, text: str, as_of: AsOf | None = None) -> list[str]:
        """Return the ids of the reports whose title or text holds all these words and "quoted phrases", in the order they came in.

        Case, accents and punctuation do not matter.
        """
        with self._reading() as connection:
            found = reports.c.seq.in_(found_reports(connection.dialect.name, text))
            query = sa.select(reports.c.id).where(found, reports.c.seq <= _until(connection, as_of)).order_by(reports.c.seq)
            return list(connection.execute(query).scalars())

    def history(self, report_id: str | None = None, since: int = 0) -> Iterator[Change]:
        """Yield what was added after change number `since`, in order; of one report, or of all."""
        with self._reading() as connection:
            query = (
                sa.select(changes.c.seq, changes.c.kind, changes.c.recorded_at, readings.c.report_id, readings.c.reader)
                .add_columns(readings.c.claim_count, readings.c.problem_count)
                .join_from(changes, readings, changes.c.seq == readings.c.seq)
                .where(changes.c.seq > since)
                .order_by(changes.c.seq)
            )
            if report_id is not None:
                query = query.where(readings.c.report_id == report_id)
            with connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(query) as rows:
                yield from itertools.starmap(Change, rows)


def _until(connection: sa.Connection, as_of: AsOf | None) -> int:
    return int(connection.execute(sa.select(last_change(as_of))).scalar_one())


def _reader_for(connection: sa.Connection, reader: str | None, until: int, usual: str = "rules") -> str:
    if reader is not None:
        return reader
    names = sa.select(readings.c.reader_name).where(readings.c.seq <= until)
    if connection.execute(names.where(readings.c.reader_name == usual).limit(1)).first():
        return usual
    return connection.execute(names.order_by(readings.c.seq.desc()).limit(1)).scalar() or usual


def _kept(row: Any) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in Report.__struct_fields__}
    return kept | {"pages": None if row.pages is None else tuple(row.pages)}


def _held(row: Any) -> HeldClaim:
    return HeldClaim(row.body, row.id, row.report_id, row.reader, row.reading, row.ordinal, row.recorded_at)
