"""A linking run in, kept whole; incidents with their members, redirects and relations out, as held now or then.

`IncidentLedger` is the part of `Ledger` that knows incidents. It decides nothing: `ebla.incidents` does.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from ebla.errors import LedgerError
from ebla.ledger.queries import AsOf, is_current, last_change, starts_with
from ebla.ledger.tables import changes, claims, readings, reports
from ebla.ledger.tables_incidents import linkings, memberships, redirects, relations
from ebla.records import Claim

_CLAIM: msgspec.json.Decoder[Claim] = msgspec.json.Decoder(Claim)
_ROWS_AT_A_TIME = 2_000
_ROWS_PER_INSERT = 20_000
_IDS_PER_QUERY = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of any kind: its number, kind (`reading`, `linking`, ...), what it is about and the moment."""

    seq: int
    kind: str
    subject: str
    recorded_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """That a claim tells of an incident since run `seq`, and the claim there that it fits best, with the weight [log2 odds].

    `incident_id` is None where the claim tells of none any more.
    """

    seq: int
    claim_id: str
    report_id: str
    incident_id: str | None
    with_claim: str | None
    match_weight: float | None


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident and the claims that tell of it, ordered by claim id."""

    id: str
    members: tuple[Membership, ...]

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The ids of its claims."""
        return tuple(member.claim_id for member in self.members)

    @property
    def report_ids(self) -> tuple[str, ...]:
        """The ids of the reports that tell of it, each once, ordered."""
        return tuple(sorted({member.report_id for member in self.members}))


@dataclass(frozen=True, slots=True)
class Redirect:
    """That an incident is no more since run `seq`; `into_id` holds most of its claims, None where its claims are all gone."""

    seq: int
    incident_id: str
    into_id: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """That a claim is `fulfilled_by` or `about` an incident, or an incident is `part_of` one. `incident_id` None takes it back."""

    seq: int
    subject: str
    relation: str
    incident_id: str | None
    match_weight: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """What a linking run changes. The `seq` of its rows is given when it is recorded; `base` is the run that it builds on (0: none)."""

    base: int
    linker: str
    weights: str
    reader: str
    until: int
    claim_count: int
    incident_count: int
    memberships: Sequence[Membership] = ()
    redirects: Sequence[Redirect] = ()
    relations: Sequence[Relation] = ()


@dataclass(frozen=True, slots=True)
class LinkingRun:
    """A linking run as recorded: its number, by what code, weights and readings, and how far it read."""

    seq: int
    linker: str
    weights: str
    reader: str
    until: int
    claim_count: int
    incident_count: int
    recorded_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class ToLink:
    """A report as linking takes it: its date, its text and its events and figures as they are on the wire."""

    report_id: str
    report_date: datetime.date | None
    text: str
    bodies: tuple[str, ...]

    @property
    def claims(self) -> list[Claim]:
        """The events and figures as records."""
        return [_CLAIM.decode(body) for body in self.bodies]


class IncidentLedger:
    """What a ledger knows of incidents."""

    name: str
    _clock: Callable[[], datetime.datetime]

    def _reading(self) -> contextlib.AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def _writing(self) -> contextlib.AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def changes(self, since: int = 0) -> Iterator[Entry]:
        """Yield every change after number `since`, of all kinds, in order: what a consumer that has seen `since` must still look at."""
        with self._reading() as connection:
            query = sa.select(changes.c.seq, changes.c.kind, changes.c.subject, changes.c.recorded_at)
            query = query.where(changes.c.seq > since).order_by(changes.c.seq)
            with connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(query) as rows:
                yield from itertools.starmap(Entry, rows)

    def last_seq(self, as_of: AsOf | None = None) -> int:
        """Return the number of the last change; 0 for an empty ledger."""
        with self._reading() as connection:
            return _until(connection, as_of)

    def moment_of(self, seq: int) -> str | None:
        """Return the recorded moment of a change as text; None where there is no such change."""
        with self._reading() as connection:
            found = connection.execute(sa.select(changes.c.recorded_at).where(changes.c.seq == seq)).scalar()
            return None if found is None else found.isoformat()

    def record_linking(self, linking: Linking) -> int:
        """Keep what a linking run changes, all at once, and return its number.

        Raises LedgerError when another run was recorded since `base`; nothing is kept then.
        """
        with self._writing() as connection:
            last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(linkings.c.seq), 0))).scalar_one()
            if last != linking.base:
                raise LedgerError(self.name, "another process linked it meanwhile", "Run again: ebla link")
            seq = int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(changes.c.seq), 0) + 1)).scalar_one())
            now = self._clock()
            connection.execute(changes.insert().values(seq=seq, kind="linking", subject=f"linking-{seq}", recorded_at=now))
            names = ("linker", "weights", "reader", "until", "claim_count", "incident_count")
            connection.execute(linkings.insert().values(seq=seq, recorded_at=now, **{name: getattr(linking, name) for name in names}))
            for table, rows in ((memberships, linking.memberships), (redirects, linking.redirects), (relations, linking.relations)):
                columns = [column.name for column in table.columns if column.name != "seq"]
                for part in _batched(rows):
                    connection.execute(table.insert(), [{"seq": seq} | {name: getattr(row, name) for name in columns} for row in part])
        return seq

    def last_linking(self, as_of: AsOf | None = None) -> LinkingRun | None:
        """Return the latest linking run, None where nothing was linked yet."""
        with self._reading() as connection:
            query = sa.select(linkings).where(linkings.c.seq <= _until(connection, as_of)).order_by(linkings.c.seq.desc()).limit(1)
            row = connection.execute(query).first()
        return None if row is None else LinkingRun(*row)

    def linked_incidents(self, as_of: AsOf | None = None, incident_ids: Sequence[str] | None = None) -> Iterator[Incident]:
        """Yield the incidents as linked, in the order of their ids, each with its members, a few rows in memory at a time.

        With `incident_ids` (full ids) only those that have members; redirects are not followed.
        """
        if incident_ids is None:
            yield from self._linked_incidents(as_of, sa.true())
        else:
            for part in _batched(sorted(set(incident_ids)), _IDS_PER_QUERY):
                yield from self._linked_incidents(as_of, memberships.c.incident_id.in_(part))

    def _linked_incidents(self, as_of: AsOf | None, chosen: sa.ColumnElement[bool]) -> Iterator[Incident]:
        with self._reading() as connection:
            query = _current(_until(connection, as_of)).where(memberships.c.incident_id.is_not(None), chosen)
            query = query.order_by(memberships.c.incident_id, memberships.c.claim_id)
            with connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(query) as rows:
                found = itertools.starmap(Membership, rows)
                for incident_id, members in itertools.groupby(found, key=lambda member: str(member.incident_id)):
                    yield Incident(incident_id, tuple(members))

    def incident(self, incident_id: str, as_of: AsOf | None = None) -> Incident:
        """Return the incident with this id, or the only one whose id starts so; of a merged one, the incident it went into.

        Raises LedgerError for none or several.
        """
        with self._reading() as connection:
            until = _until(connection, as_of)
            found = self._resolve(connection, incident_id, until)
            query = _current(until).where(memberships.c.incident_id == found).order_by(memberships.c.claim_id)
            return Incident(found, tuple(itertools.starmap(Membership, connection.execute(query))))

    def members(self, incident_id: str, as_of: AsOf | None = None) -> tuple[Membership, ...]:
        """Return the members of an incident (see `incident`)."""
        return self.incident(incident_id, as_of).members

    def incident_of(self, claim_id: str, as_of: AsOf | None = None) -> str | None:
        """Return the id of the incident that a claim tells of, None for none."""
        with self._reading() as connection:
            query = sa.select(memberships.c.incident_id).where(memberships.c.claim_id == claim_id)
            query = query.where(memberships.c.seq <= _until(connection, as_of)).order_by(memberships.c.seq.desc()).limit(1)
            found = connection.execute(query).scalar()
            return None if found is None else str(found)

    def membership_history(self, *, claim_id: str | None = None, incident_id: str | None = None) -> list[Membership]:
        """Return every membership that was ever said of a claim or of an incident, in order."""
        query = sa.select(memberships).order_by(memberships.c.seq, memberships.c.claim_id)
        if claim_id is not None:
            query = query.where(memberships.c.claim_id == claim_id)
        if incident_id is not None:
            query = query.where(memberships.c.incident_id == incident_id)
        with self._reading() as connection:
            return list(itertools.starmap(Membership, connection.execute(query)))

    def memberships_since(self, since: int) -> list[Membership]:
        """Return every membership said after change number `since`, in order: which incidents a consumer must look at again."""
        query = sa.select(memberships).where(memberships.c.seq > since).order_by(memberships.c.seq, memberships.c.claim_id)
        with self._reading() as connection:
            return list(itertools.starmap(Membership, connection.execute(query)))

    def redirects(self, as_of: AsOf | None = None) -> list[Redirect]:
        """Return every redirect of a merged incident, in order."""
        with self._reading() as connection:
            query = sa.select(redirects).where(redirects.c.seq <= _until(connection, as_of))
            return list(itertools.starmap(Redirect, connection.execute(query.order_by(redirects.c.seq, redirects.c.incident_id))))

    def relations(
        self,
        *,
        subject: str | None = None,
        incident_id: str | None = None,
        subjects: Sequence[str] | None = None,
        as_of: AsOf | None = None,
    ) -> list[Relation]:
        """Return the relations that hold, of a claim or incident (`subject`) or several, to an incident, or all."""
        if subjects is not None:
            return [one for part in _batched(subjects, _IDS_PER_QUERY) for one in self._relations(relations.c.subject.in_(part), as_of)]
        chosen: list[sa.ColumnElement[bool]] = [sa.true()]
        if subject is not None:
            chosen.append(relations.c.subject == subject)
        if incident_id is not None:
            chosen.append(relations.c.incident_id == incident_id)
        return self._relations(sa.and_(*chosen), as_of)

    def _relations(self, chosen: sa.ColumnElement[bool], as_of: AsOf | None) -> list[Relation]:
        with self._reading() as connection:
            until = _until(connection, as_of)
            later = relations.alias("later")
            newer = sa.select(later.c.seq).where(later.c.subject == relations.c.subject, later.c.relation == relations.c.relation)
            newer = newer.where(later.c.seq > relations.c.seq, later.c.seq <= until)
            query = sa.select(relations).where(relations.c.seq <= until, relations.c.incident_id.is_not(None), ~newer.exists(), chosen)
            return list(itertools.starmap(Relation, connection.execute(query.order_by(relations.c.subject, relations.c.relation))))

    def to_link(self, reader: str, since: int = 0, until: int | None = None, report_ids: Sequence[str] | None = None) -> Iterator[ToLink]:
        """Yield, in order, the reports whose current reading (by `reader`, up to change `until`) was recorded after change `since`.

        With `report_ids` only those.
        """
        if report_ids is not None:
            for part in _batched(report_ids, _IDS_PER_QUERY):
                yield from self._to_link(reader, since, until, readings.c.report_id.in_(part))
        else:
            yield from self._to_link(reader, since, until, sa.true())

    def _to_link(self, reader: str, since: int, until: int | None, chosen: sa.ColumnElement[bool]) -> Iterator[ToLink]:
        with self._reading() as connection, self._reading() as second:
            last = _until(connection, until)
            current = sa.and_(is_current(reader, last), readings.c.seq > since, chosen)
            columns = (readings.c.seq, reports.c.id, reports.c.report_date, reports.c.text)
            texts = sa.select(*columns).join_from(readings, reports, readings.c.report_id == reports.c.id).where(current)
            bodies = sa.select(claims.c.reading, claims.c.body).join_from(claims, readings, claims.c.reading == readings.c.seq)
            bodies = bodies.where(current, claims.c.kind.in_(("event", "figure"))).order_by(claims.c.reading, claims.c.ordinal)
            options = {"yield_per": _ROWS_AT_A_TIME}
            with second.execution_options(**options).execute(bodies) as found:
                groups = itertools.groupby(found, key=lambda row: int(row.reading))
                reading, some = next(groups, (0, iter(())))
                with connection.execution_options(**options).execute(texts.order_by(readings.c.seq)) as rows:
                    for row in rows:
                        mine: tuple[str, ...] = ()
                        if reading == row.seq:
                            mine = tuple(claim.body for claim in some)
                            reading, some = next(groups, (0, iter(())))
                        yield ToLink(row.id, row.report_date, row.text, mine)

    def reports_to_link(self, reader: str, since: int, until: int | None = None) -> list[str]:
        """Return the ids of the reports that `to_link` yields."""
        with self._reading() as connection:
            query = sa.select(readings.c.report_id).where(is_current(reader, _until(connection, until)), readings.c.seq > since)
            return list(connection.execute(query.order_by(readings.c.seq)).scalars())

    def memberships(self, *, claim_ids: Sequence[str] | None = None, report_ids: Sequence[str] | None = None) -> list[Membership]:
        """Return the memberships that hold now: of these claims, of the claims of these reports, or all."""
        wanted = claim_ids if claim_ids is not None else report_ids
        column = memberships.c.claim_id if claim_ids is not None else memberships.c.report_id
        with self._reading() as connection:
            query = _current(_until(connection, None)).where(memberships.c.incident_id.is_not(None))
            if wanted is None:
                return list(itertools.starmap(Membership, connection.execute(query)))
            found: list[Membership] = []
            for part in _batched(wanted, _IDS_PER_QUERY):
                found.extend(itertools.starmap(Membership, connection.execute(query.where(column.in_(part)))))
            return found

    def used_incidents(self, incident_ids: Sequence[str]) -> set[str]:
        """Return those of these ids that an incident ever had."""
        found: set[str] = set()
        with self._reading() as connection:
            for part in _batched(incident_ids, _IDS_PER_QUERY):
                query = sa.select(memberships.c.incident_id).where(memberships.c.incident_id.in_(part)).distinct()
                found.update(connection.execute(query).scalars())
        return found

    def resolve_incident(self, incident_id: str, as_of: AsOf | None = None) -> str:
        """Return the full id of the incident that this id, or its only continuation, stands for now, redirects followed.

        Raises LedgerError for none or several, and for one whose claims are all gone.
        """
        with self._reading() as connection:
            return self._resolve(connection, incident_id, _until(connection, as_of))

    def _resolve(self, connection: sa.Connection, incident_id: str, until: int) -> str:
        dialect = connection.dialect.name
        query = sa.select(memberships.c.incident_id).where(starts_with(memberships.c.incident_id, incident_id, dialect))
        found = connection.execute(query.where(memberships.c.seq <= until).distinct().limit(4)).scalars().all()
        found = [one for one in found if one == incident_id] or sorted(found)
        if not found:
            raise LedgerError(self.name, f"it holds no incident whose id is or starts with {incident_id!r}", "List them: ebla incidents")
        if len(found) > 1:
            raise LedgerError(
                self.name, f"the ids of several incidents start with {incident_id!r} ({', '.join(found[:3])}, ...)", "Give more of the id"
            )
        current = str(found[0])
        while True:
            step = sa.select(redirects.c.into_id).where(redirects.c.incident_id == current, redirects.c.seq <= until)
            row = connection.execute(step.order_by(redirects.c.seq.desc()).limit(1)).first()
            if row is None:
                return current
            if row.into_id is None:
                raise LedgerError(self.name, f"incident {current} is no more: no claim tells of it", f"See: ebla ledger history {current}")
            current = str(row.into_id)


def _batched(rows: Iterable[Any], size: int = _ROWS_PER_INSERT) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(itertools.islice(left, size)):
        yield part


def _until(connection: sa.Connection, as_of: AsOf | None) -> int:
    return int(connection.execute(sa.select(last_change(as_of))).scalar_one())


def _current(until: int) -> sa.Select[Any]:
    later = memberships.alias("later")
    newer = sa.select(later.c.seq).where(later.c.claim_id == memberships.c.claim_id, later.c.seq > memberships.c.seq, later.c.seq <= until)
    return sa.select(memberships).where(memberships.c.seq <= until, ~newer.exists())
