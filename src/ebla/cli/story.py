"""An id in; the whole story of a claim, a field of it, a report or an incident out: each change with its number, moment and what it did.

Put together from the ledger; nothing is judged. The words are foreign and made visible by who prints them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ebla.errors import LedgerError
from ebla.records import Claim, ErasedReport, Reading, Review
from ebla.reviewing import apply, attach_ref, compare_readings, core, field_changes, reference, standing
from ebla.reviewing.values import wire
from ebla.reviewing.words import attach

if TYPE_CHECKING:
    from ebla.ledger import Ledger

_SAME = {"url": "the same address", "title": "the same publisher and title"}
_SHOWN_CLAIMS = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One change in a story: its number and what it did, in words; `more` are lines under it."""

    seq: int
    what: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A title, what holds now, and the steps in order."""

    title: str
    now: tuple[str, ...]
    steps: tuple[Step, ...]


def value_words(value: Any) -> str:
    """Return a field's value (as on the wire) as briefly as it can be said.

    >>> value_words({"name": "Tarvel", "country": "ZZ", "span": [1, 7]}), value_words(None), value_words(["drone"])
    ('Tarvel, ZZ', 'not said', 'drone')
    """
    said = core(value)
    if said is None:
        return "not said"
    if isinstance(said, list):
        return "; ".join(value_words(part) for part in said)
    if isinstance(said, Mapping):
        if "date_start" in said or "date_end" in said:
            return f"{said.get('date_start', '..')} to {said.get('date_end', '..')}"
        shown = [said.get(name) for name in ("name", "code", "admin1", "country", "latitude", "longitude")]
        return ", ".join(str(part) for part in shown if part is not None) or json.dumps(said, ensure_ascii=False)
    return str(said)


def story_of(ledger: Ledger, wanted: str, field: str | None = None) -> Story:
    """Return the story of what has this id, or is the only one whose id starts so. Raises LedgerError for none or several."""
    try:
        kind, full = ledger.find(wanted)
    except LedgerError:
        incident = ledger.incident_named(wanted)
        if incident is None:
            raise
        return _incident_story(ledger, incident)
    if kind == "report":
        return _report_story(ledger, full)
    return _claim_story(ledger, full, field)


def notes_on_report(ledger: Ledger, report_id: str) -> tuple[str, ...]:
    """Return why a report does not count, and that its words were erased; nothing of one that counts."""
    return _standing_now(ledger, report_id) if report_id in ledger.set_aside() else ()


def notes_on_claim(ledger: Ledger, claim: Claim) -> tuple[str, ...]:
    """Return what persons said of a claim, and why its report does not count."""
    (done,) = apply([claim], ledger.reviews(report_id=claim.report_id)).claims
    words = (
        f"{word.reviewer} says {name or 'of the claim'}: {value_words(word.value)}" + (" (contested)" if name in done.contested else "")
        for name, said in done.words.items()
        for word in said
        if name is None or word.review.field == name
    )
    remarks = (f"{one.reviewer} remarks: {one.reason}" for one in done.comments)
    return (*words, *remarks, *notes_on_report(ledger, claim.report_id))


def _steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda step: step.seq))


def review_words(review: Review) -> str:
    """Return what a review says in words."""
    on = f" {review.field}" if review.field else ""
    by = f"review {review.seq} by {review.reviewer}: "
    said = {
        "accept": f"accepts{on or ' the claim'}",
        "correct": f"corrects{on}: {value_words(review.before)} → {value_words(review.after)}",
        "reject": f"says that{on} is not said" if on else "rejects the claim",
        "comment": "remarks",
        "link": f"joins {' and '.join(review.incident_ids)}",
        "split": f"parts {', '.join(ref.claim_id for ref in review.claims)} from {', '.join(review.incident_ids)}",
        "grade": f"grades it {review.after}",
        "undo": f"takes back review {review.undoes}",
    }[review.action]
    return by + said + (f" ({review.reason})" if review.reason else "")


def _review_steps(reviews: Iterable[Review]) -> Iterator[Step]:
    every = list(reviews)
    held = {review.seq for review in standing(every)}
    for review in every:
        gone = review.action != "undo" and review.seq not in held
        yield Step(review.seq, review_words(review) + (" [taken back]" if gone else ""))


def _readings(ledger: Ledger, report_id: str) -> list[tuple[int, Reading]]:
    return [(change.seq, ledger.reading(report_id, change.reader)) for change in ledger.history(report_id)]


def _standing_now(ledger: Ledger, report_id: str) -> tuple[str, ...]:
    report = ledger.report(report_id)
    lines = []
    if isinstance(report, ErasedReport):
        lines.append(f"its words were erased on {report.erased_at.date()} by {report.erased_by}: {report.reason} (SHA-256 {report.sha256})")
    aside = ledger.set_aside().get(report_id)
    if aside is None:
        lines.append("it counts")
    elif aside.standing == "superseded":
        lines.append(f"it does not count: {aside.by_id} supersedes it ({aside.reason})")
    else:
        lines.append(f"it does not count: {aside.standing} by {aside.said_by} ({aside.reason})")
    return tuple(lines)


def _report_story(ledger: Ledger, report_id: str) -> Story:
    report = ledger.report(report_id)
    steps = []
    for seen in ledger.sightings(report_id):
        where = ", ".join(part for part in (seen.publisher, seen.title, seen.url, seen.source) if part)
        steps.append(Step(seen.seq, f"seen: {where or 'no publisher, title or address'}"))
    before: Reading | None = None
    for seq, reading in _readings(ledger, report_id):
        found = f"read by {reading.reader}: {len(reading.claims)} claims, {len(reading.problems)} problems"
        steps.append(Step(seq, found, _difference(before, reading) if before else ()))
        before = reading
    steps += _version_steps(ledger, report_id)
    for word in ledger.standings(report_id):
        steps.append(Step(word.seq, f"{word.standing} by {word.said_by}: {word.reason}"))
    steps += _review_steps(ledger.reviews(report_id=report_id))
    date = report.report_date.isoformat() if report.report_date else "no date"
    title = " · ".join(part for part in (date, report.publisher, report.title) if part)
    return Story(f"report {report_id}  {title}", _standing_now(ledger, report_id), _steps(steps))


def _version_steps(ledger: Ledger, report_id: str) -> Iterator[Step]:
    for pair in ledger.supersessions(report_id):
        other = pair.by_id if pair.report_id == report_id else pair.report_id
        what = "superseded by" if pair.report_id == report_id else "supersedes"
        older, newer = _current(ledger, pair.report_id), _current(ledger, pair.by_id)
        changes = _difference(older, newer) if older and newer else ()
        yield Step(pair.seq, f"{what} {other}, which has {_SAME[pair.same]}", changes)


def _current(ledger: Ledger, report_id: str) -> Reading | None:
    try:
        return ledger.reading(report_id)
    except LedgerError:
        return None


def _difference(older: Reading, newer: Reading) -> tuple[str, ...]:
    change = compare_readings(older, newer)
    lines = [f"{len(change.added)} claims added, {len(change.gone)} gone, {len(change.changed)} changed, {change.same_count} the same"]
    lines += [f"+ {_brief(claim, newer)}" for claim in change.added[:_SHOWN_CLAIMS]]
    lines += [f"- {_brief(claim, older)}" for claim in change.gone[:_SHOWN_CLAIMS]]
    for one in change.changed[:_SHOWN_CLAIMS]:
        fields = "; ".join(f"{c.field}: {value_words(c.before)} → {value_words(c.after)}" for c in one.fields)
        lines.append(f"~ {_brief(one.after, newer)}: {fields}")
    return tuple(lines)


def _brief(claim: Claim, reading: Reading) -> str:
    words = " … ".join(reading.report.text[a:b] for a, b in claim.evidence.get("trigger", ()))
    return f"{type(claim).__name__.lower()} {claim.id}" + (f" “{' '.join(words.split())}”" if words else "")


def _claim_story(ledger: Ledger, claim_id: str, field: str | None) -> Story:
    claim = ledger.claim(claim_id).claim
    if field is not None and field not in wire(claim):
        known = ", ".join(name for name in wire(claim) if name not in ("kind", "id", "report_id", "reader"))
        raise LedgerError(ledger.name, f"a {type(claim).__name__.lower()} has no field {field!r}", f"Known: {known}")
    steps: list[Step] = []
    same: dict[str, Claim] = {}
    before: Claim | None = None
    for seq, reading in _readings(ledger, claim.report_id):
        now = attach_ref(reference(claim), reading.claims, wire(claim))
        if now is None:
            steps.append(Step(seq, f"read by {reading.reader}: no claim over these words"))
            continue
        same[now.id] = now
        steps.append(Step(seq, f"read by {reading.reader} as {now.id}", _told(before, now, field)))
        before = now
    mine = [review for review in ledger.reviews(report_id=claim.report_id) if _is_about(review, same, field)]
    steps += _review_steps(mine)
    for one in same:
        for membership in ledger.membership_history(claim_id=one):
            where = f"tells of incident {membership.incident_id}" if membership.incident_id else "tells of no incident any more"
            fits = f", fits {membership.with_claim} best" if membership.with_claim else ""
            steps.append(Step(membership.seq, f"{one} {where}{fits}"))
        steps += [Step(r.seq, f"{one} is {r.relation.replace('_', ' ')} incident {r.incident_id}") for r in ledger.relations(subject=one)]
    what = f"{type(claim).__name__.lower()} {claim_id}" + (f", {field}" if field else "") + f", of report {claim.report_id}"
    now_lines = (f"report {claim.report_id}: {line}" for line in _standing_now(ledger, claim.report_id))
    return Story(what, (*_value_now(ledger, claim, field), *now_lines), _steps(steps))


def _told(before: Claim | None, now: Claim, field: str | None) -> tuple[str, ...]:
    if field is not None:
        return (f"{field}: {value_words(wire(now).get(field))}",)
    if before is None:
        return ()
    return tuple(f"{c.field}: {value_words(c.before)} → {value_words(c.after)}" for c in field_changes(before, now))


def _is_about(review: Review, same: Mapping[str, Claim], field: str | None) -> bool:
    if review.target is None or (field is not None and review.field not in (None, field)):
        return False
    return attach(review, list(same.values())) is not None


def _value_now(ledger: Ledger, claim: Claim, field: str | None) -> tuple[str, ...]:
    current = _current(ledger, claim.report_id)
    now = attach_ref(reference(claim), current.claims, wire(claim)) if current else None
    if current is None or now is None:
        return ("the current reading has no claim over these words",)
    done = next(one for one in apply(current.claims, ledger.reviews(report_id=claim.report_id)).claims if one.read.id == now.id)
    lines = [f"now: {now.id}" + (f", {done.verdict}" if done.verdict else "")]
    if field is not None:
        lines.append(f"{field}: {value_words(wire(done.claim).get(field))}, read as {value_words(wire(now).get(field))}")
    if done.contested:
        lines.append("contested: " + ", ".join(name or "the claim as a whole" for name in done.contested))
    return tuple(lines)


def _incident_story(ledger: Ledger, incident_id: str) -> Story:
    steps = []
    joined: dict[int, list[str]] = {}
    left: dict[tuple[int, str | None], list[str]] = {}
    members = {membership.claim_id for membership in ledger.membership_history(incident_id=incident_id)}
    for claim_id in sorted(members):
        was = None
        for membership in ledger.membership_history(claim_id=claim_id):
            if membership.incident_id == incident_id and was != incident_id:
                joined.setdefault(membership.seq, []).append(claim_id)
            elif was == incident_id and membership.incident_id != incident_id:
                left.setdefault((membership.seq, membership.incident_id), []).append(claim_id)
            was = membership.incident_id
    steps += [Step(seq, f"{len(ids)} claim{'s' if len(ids) > 1 else ''} put in: {', '.join(ids)}") for seq, ids in joined.items()]
    steps += [Step(seq, f"{', '.join(ids)} left for {into or 'no incident'}") for (seq, into), ids in left.items()]
    gone = [redirect for redirect in ledger.redirects() if incident_id in (redirect.incident_id, redirect.into_id)]
    for redirect in gone:
        if redirect.incident_id == incident_id:
            steps.append(
                Step(redirect.seq, f"no more: {f'merged into {redirect.into_id}' if redirect.into_id else 'its claims are all gone'}")
            )
        else:
            steps.append(Step(redirect.seq, f"{redirect.incident_id} was merged into it"))
    for relation in (*ledger.relations(subject=incident_id), *ledger.relations(incident_id=incident_id)):
        steps.append(Step(relation.seq, f"{relation.subject} is {relation.relation.replace('_', ' ')} {relation.incident_id}"))
    steps += _review_steps(ledger.reviews(incident_id=incident_id))
    try:
        now = ledger.resolve_incident(incident_id)
        line = f"{len(ledger.members(now))} claims" if now == incident_id else f"now {now}"
    except LedgerError:
        line = "no more: no claim tells of it"
    return Story(f"incident {incident_id}", (line,), _steps(steps))
