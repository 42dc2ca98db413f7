"""Where reports were seen, which are older versions, withdrawn or erased; so, which count. `ReportLedger` is that part of `Ledger`.

A report counts unless a newer version of it is held, or it was withdrawn or erased; a person's latest word on it goes before the rest.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from ebla.errors import LedgerError
from ebla.ledger.erasing import erase_words, is_erased, text_sha256
from ebla.ledger.numbering import next_change
from ebla.ledger.queries import AsOf, last_change
from ebla.ledger.seen import is_seen, note_sighting
from ebla.ledger.tables import reports
from ebla.ledger.tables_reviews import sightings, standings, supersessions
from ebla.records import Report

_ROWS_AT_A_TIME = 2_000
_IDS_PER_QUERY = 500


@dataclass(frozen=True, slots=True)
class Sighting:
    """That a report was seen: with which publisher, title and address, taken from where, and when. The same text may have several."""

    seq: int
    report_id: str
    publisher: str | None
    title: str | None
    url: str | None
    source: str | None
    seen_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class SetAside:
    """That a report does not count, since change `seq`.

    `by_id` is the next newer version of one that is `superseded`, `reason` what shows that, or why and by whom it was withdrawn or erased.
    """

    seq: int
    report_id: str
    standing: Literal["superseded", "withdrawn", "erased"]
    reason: str
    by_id: str | None = None
    said_by: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's word on whether a report counts: `withdrawn`, `erased` (for good), or `counting` again."""

    seq: int
    report_id: str
    standing: Literal["withdrawn", "erased", "counting"]
    said_by: str
    reason: str
    sha256: str | None
    recorded_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Supersession:
    """That one report is the next older version of another, known since change `seq`; `same` says what they share: `url` or `title`."""

    seq: int
    report_id: str
    by_id: str
    same: str


_SAME = {"url": "a newer version has the same address", "title": "a newer version has the same publisher and title"}


class ReportLedger:
    """What a ledger knows of reports beside their text."""

    name: str
    _clock: Callable[[], datetime.datetime]

    def _reading(self) -> contextlib.AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def _writing(self) -> contextlib.AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def _purge(self) -> bool:
        raise NotImplementedError

    def add_sighting(self, report: Report, report_id: str | None = None) -> bool:
        """Note where a report that is held was seen. False when that is known already, or the report is not held.

        Raises LedgerError when the ledger cannot be written.
        """
        known = report_id or report.id
        with self._reading() as connection:
            if not _is_held(connection, known) or is_seen(connection, known, report) or is_erased(connection, known):
                return False
        with self._writing() as connection:
            if is_seen(connection, known, report) or is_erased(connection, known):
                return False
            now = self._clock()
            seq = next_change(connection, "sighting", known, now)
            note_sighting(connection, known, report, seq, now)
        return True

    def sightings(self, report_id: str, as_of: AsOf | None = None) -> list[Sighting]:
        """Return where a report (by its full id) was seen, in order."""
        return self.sightings_of([report_id], as_of)[report_id]

    def sightings_of(self, report_ids: Sequence[str], as_of: AsOf | None = None) -> dict[str, list[Sighting]]:
        """Return where each of these reports was seen, in order."""
        found: dict[str, list[Sighting]] = {report_id: [] for report_id in report_ids}
        columns = (sightings.c[name] for name in Sighting.__slots__)
        with self._reading() as connection:
            query = sa.select(*columns).where(sightings.c.seq <= _until(connection, as_of)).order_by(sightings.c.seq)
            ids = list(found)
            for part in (ids[at : at + _IDS_PER_QUERY] for at in range(0, len(ids), _IDS_PER_QUERY)):
                for row in connection.execute(query.where(sightings.c.report_id.in_(part))):
                    found[row.report_id].append(Sighting(*row))
        return found

    def further_publishers(self, as_of: AsOf | None = None) -> dict[str, list[str]]:
        """Return, by report, the publishers beside its own of reports that several printed word for word on the same date."""
        with self._reading() as connection:
            query = sa.select(sightings.c.report_id, sightings.c.publisher, reports.c.publisher.label("own"))
            query = query.join_from(sightings, reports, sightings.c.report_id == reports.c.id)
            query = query.add_columns(sightings.c.seq).where(sightings.c.seq != sightings.c.report_seq)
            until = _until(connection, as_of)
            # Neither limited nor ordered by number in SQL: the planner would then leave the small index of further sightings.
            rows = sorted((row for row in connection.execute(query) if row.seq <= until), key=lambda row: row.seq)
            found: dict[str, list[str]] = {}
            for row in rows:
                if row.publisher not in (None, row.own, *found.get(row.report_id, ())):
                    found.setdefault(row.report_id, []).append(row.publisher)
        return found

    def withdraw(self, report_id: str, *, by: str, reason: str, withdrawn: bool = True) -> int:
        """Say that a report counts no more, or (with `withdrawn` false) counts again, and return the number of the change.

        Raises LedgerError for a report that is not held or is erased, and without a name or a reason.
        """
        with self._writing() as connection:
            _check_report(connection, self.name, report_id)
            if is_erased(connection, report_id):
                raise LedgerError(self.name, f"report {report_id} is erased, so it does not count", f"See: ebla ledger history {report_id}")
            return self._record_standing(connection, report_id, "withdrawn" if withdrawn else "counting", by, reason)

    def erase(self, report_id: str, *, by: str, reason: str) -> bool:
        """Remove a report's words for good from every table, keeping its id, hash, date and publisher and what was read without the words.

        True when no trace of the words is left in the ledger's file; False when another program held it open, or it is a server's
        (`docs/reviewing.md` says what to do then). Raises LedgerError as `withdraw` does.
        """
        with self._writing() as connection:
            _check_report(connection, self.name, report_id)
            if is_erased(connection, report_id):
                raise LedgerError(self.name, f"report {report_id} is erased already", f"See: ebla ledger history {report_id}")
            row = connection.execute(sa.select(reports.c.text, reports.c.report_date).where(reports.c.id == report_id)).one()
            digest = text_sha256(row.text, row.report_date)
            self._record_standing(connection, report_id, "erased", by, reason, digest)
            erase_words(connection, report_id)
        return self._purge()

    def _record_standing(
        self, connection: sa.Connection, report_id: str, standing: str, by: str, reason: str, sha256: str | None = None
    ) -> int:
        if not by.strip() or not reason.strip():
            raise LedgerError(self.name, "who says so and why must be given", "Use --reviewer NAME and --reason TEXT")
        now = self._clock()
        seq = next_change(connection, "standing", report_id, now)
        row = {"report_id": report_id, "standing": standing, "said_by": by.strip(), "reason": reason.strip(), "sha256": sha256}
        connection.execute(standings.insert().values(seq=seq, recorded_at=now, **row))
        return seq

    def set_aside(self, as_of: AsOf | None = None, since: int = 0) -> dict[str, SetAside]:
        """Return the reports that do not count, by id, with the reason; with `since`, only those set aside after that change."""
        with self._reading() as connection:
            return {one.report_id: one for one in _set_aside(connection, _until(connection, as_of)) if one.seq > since}

    def counting_reports(self, as_of: AsOf | None = None) -> Iterator[str]:
        """Yield the ids of the reports that count, in the order they came in."""
        aside = self.set_aside(as_of)
        with self._reading() as connection:
            query = sa.select(reports.c.id).where(reports.c.seq <= _until(connection, as_of)).order_by(reports.c.seq)
            with connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(query) as rows:
                yield from (row.id for row in rows if row.id not in aside)

    def standings(self, report_id: str | None = None) -> list[Standing]:
        """Return every word on whether a report, or any, counts, in order."""
        query = sa.select(standings).order_by(standings.c.seq)
        if report_id is not None:
            query = query.where(standings.c.report_id == report_id)
        with self._reading() as connection:
            return [Standing(*row) for row in connection.execute(query)]

    def supersessions(self, report_id: str | None = None) -> list[Supersession]:
        """Return which reports are the next older versions of which, of one report on either side, or all."""
        query = sa.select(supersessions).order_by(supersessions.c.seq, supersessions.c.report_id)
        if report_id is not None:
            query = query.where(sa.or_(supersessions.c.report_id == report_id, supersessions.c.by_id == report_id))
        with self._reading() as connection:
            return [Supersession(*row) for row in connection.execute(query)]


def _until(connection: sa.Connection, as_of: AsOf | None) -> int:
    return int(connection.execute(sa.select(last_change(as_of))).scalar_one())


def _is_held(connection: sa.Connection, report_id: str) -> bool:
    return connection.execute(sa.select(reports.c.id).where(reports.c.id == report_id)).first() is not None


def _check_report(connection: sa.Connection, name: str, report_id: str) -> None:
    if not _is_held(connection, report_id):
        raise LedgerError(name, f"it holds no report {report_id!r}", "List what it holds: ebla show")


def _set_aside(connection: sa.Connection, until: int) -> Iterator[SetAside]:
    said = sa.select(standings).where(standings.c.seq <= until).order_by(standings.c.seq)
    words = {row.report_id: row for row in connection.execute(said)}
    for row in words.values():
        if row.standing != "counting":
            yield SetAside(row.seq, row.report_id, row.standing, row.reason, None, row.said_by)
    first: dict[str, int] = {}
    newer: dict[str, sa.Row[Any]] = {}
    for row in connection.execute(sa.select(supersessions).where(supersessions.c.seq <= until).order_by(supersessions.c.seq)):
        first.setdefault(row.report_id, row.seq)
        newer[row.report_id] = row
    for report_id, row in newer.items():
        if report_id not in words:
            yield SetAside(first[report_id], report_id, "superseded", _SAME[row.same], row.by_id)
