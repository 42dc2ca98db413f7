"""A person's word in, kept for good; reviews out. `ReviewLedger` is that part of `Ledger`.

It sees that nobody writes over a word that they have not seen. What a review changes is decided in `ebla.reviewing`.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from ebla.errors import LedgerError, ReviewConflictError
from ebla.ledger.erasing import is_erased
from ebla.ledger.numbering import next_change
from ebla.ledger.queries import AsOf, last_change, starts_with
from ebla.ledger.tables import metadata, reports
from ebla.ledger.tables_incidents import memberships
from ebla.ledger.tables_reviews import review_incidents, reviews
from ebla.records import Review

_REVIEW = msgspec.json.Decoder(Review)
_ROWS_AT_A_TIME = 500
_REMARKS = ("comment", "undo")


class ReviewLedger:
    """What a ledger knows of reviews."""

    name: str
    _clock: Callable[[], datetime.datetime]

    def _reading(self) -> contextlib.AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def _writing(self) -> contextlib.AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def record_review(self, review: Review, expected_seq: int | None = None) -> Review:
        """Keep a review and return it with its number and moment.

        Args:
            review: What a person said; its own `seq` and `recorded_at` are ignored.
            expected_seq: The last change that the person had seen (`ledger.last_seq()` when the claim was shown); None checks nothing.

        Raises ReviewConflictError when something was said of the same claim and field, or incident, after `expected_seq`, or when
        the incident was linked anew; LedgerError when the report is not held or erased, or a review that is taken back is not the person's.
        """
        with self._writing() as connection:
            self._check(connection, review)
            if expected_seq is not None:
                self._check_unchanged(connection, review, expected_seq)
            now = self._clock()
            subject = (
                review.target.claim_id if review.target else review.incident_ids[0] if review.incident_ids else f"review-{review.undoes}"
            )
            seq = next_change(connection, "review", subject, now)
            kept = msgspec.structs.replace(review, seq=seq, recorded_at=now)
            connection.execute(reviews.insert().values(**_row(kept)))
            if review.incident_ids:
                rows = [{"seq": seq, "incident_id": one} for one in dict.fromkeys(review.incident_ids)]
                connection.execute(review_incidents.insert(), rows)
        return kept

    def _check(self, connection: sa.Connection, review: Review) -> None:
        if review.target is not None:
            report_id = review.target.report_id
            if connection.execute(sa.select(reports.c.id).where(reports.c.id == report_id)).first() is None:
                raise LedgerError(self.name, f"it holds no report {report_id!r}", "List what it holds: ebla show")
            if is_erased(connection, report_id):
                raise LedgerError(self.name, f"the words of report {report_id} are erased", f"See: ebla ledger history {report_id}")
        if review.undoes is not None:
            taken = connection.execute(sa.select(reviews.c.reviewer).where(reviews.c.seq == review.undoes)).scalar()
            if taken is None:
                raise LedgerError(self.name, f"it holds no review {review.undoes}", "See which there are: ebla review --list")
            if taken != review.reviewer:
                raise LedgerError(
                    self.name, f"review {review.undoes} is by {taken}, and only {taken} takes it back", "Say your own word beside it"
                )

    def _check_unchanged(self, connection: sa.Connection, review: Review, expected_seq: int) -> None:
        for seq, other in _rows(connection, reviews.c.seq > expected_seq):
            if _touches(other, review):
                raise ReviewConflictError(self.name, other.reviewer, seq, other.field)
        if review.action in ("link", "split"):
            query = sa.select(sa.func.max(memberships.c.seq)).where(memberships.c.incident_id.in_(review.incident_ids))
            linked = connection.execute(query).scalar()
            if linked is not None and linked > expected_seq:
                raise ReviewConflictError(self.name, "a linking run", int(linked), None)

    def reviews(
        self,
        *,
        report_id: str | None = None,
        incident_id: str | None = None,
        reviewer: str | None = None,
        since: int = 0,
        as_of: AsOf | None = None,
    ) -> Iterator[Review]:
        """Yield the reviews after change `since`, in order: of a report, of an incident (by the id that was seen), by a person, or all."""
        with self._reading() as connection:
            until = int(connection.execute(sa.select(last_change(as_of))).scalar_one())
            wanted = [reviews.c.seq > since, reviews.c.seq <= until]
            if report_id is not None:
                wanted.append(reviews.c.report_id == report_id)
            if incident_id is not None:
                of = sa.select(review_incidents.c.seq).where(review_incidents.c.incident_id == incident_id)
                wanted.append(reviews.c.seq.in_(of))
            if reviewer is not None:
                wanted.append(reviews.c.reviewer == reviewer)
            for _, review in _rows(connection, *wanted):
                yield review

    def incident_named(self, start: str) -> str | None:
        """Return the full id of the only incident, one that is no more too, whose id is or starts so; None for none or several."""
        with self._reading() as connection:
            column = memberships.c.incident_id
            query = sa.select(column).where(starts_with(column, start, connection.dialect.name)).distinct().order_by(column).limit(2)
            found = list(connection.execute(query).scalars())
        return str(found[0]) if len(found) == 1 or start in found[:1] else None

    def counts(self) -> dict[str, int]:
        """Return how many rows each table holds."""
        with self._reading() as connection:
            return {
                name: int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
                for name, table in sorted(metadata.tables.items())
            }


def _rows(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> Iterator[tuple[int, Review]]:
    query = sa.select(reviews.c.seq, reviews.c.body).where(*wanted).order_by(reviews.c.seq)
    with connection.execute(query, execution_options={"yield_per": _ROWS_AT_A_TIME}) as rows:
        for row in rows:
            yield row.seq, _REVIEW.decode(row.body)


def _row(review: Review) -> dict[str, Any]:
    target = review.target
    row: dict[str, Any] = {
        name: getattr(review, name) for name in ("seq", "reviewer", "recorded_at", "action", "reason", "field", "undoes")
    }
    for name in ("before", "after"):
        value = getattr(review, name)
        row[name] = None if value is None else msgspec.json.encode(value).decode()
    if target is not None:
        row |= {"report_id": target.report_id, "kind": target.kind, "claim_id": target.claim_id}
        row |= {"start_char": min(a for a, _ in target.spans), "end_char": max(b for _, b in target.spans)} if target.spans else {}
    return row | {"body": msgspec.json.encode(review).decode()}


def _touches(one: Review, other: Review) -> bool:
    """Say whether two reviews are about the same claim and field, or a common incident. Remarks and words taken back touch nothing."""
    if one.action in _REMARKS or other.action in _REMARKS:
        return False
    if set(one.incident_ids) & set(other.incident_ids):
        return True
    a, b = one.target, other.target
    if a is None or b is None or a.report_id != b.report_id or a.kind != b.kind:
        return False
    if a.claim_id != b.claim_id and (a.reader == b.reader or not any(x < w and v < y for x, y in a.spans for v, w in b.spans)):
        return False
    return one.field == other.field or one.field is None or other.field is None
