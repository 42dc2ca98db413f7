"""What persons and publishers said, carried out of the ledger in the form that linking and the views of incidents follow.

Reviews, judgements of pairs, grades, withdrawn and superseded reports, second outlets: what each changes is decided in `ebla.reviewing` and
`ebla.ledger`. Nothing is kept here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ebla.errors import LedgerError
from ebla.incidents.grading import Override
from ebla.incidents.linking import Judgement
from ebla.linking import Word
from ebla.records import Claim, Review
from ebla.reviewing import apply, grades, judgements
from ebla.viewing import Reviewed

if TYPE_CHECKING:
    from ebla.ledger import AsOf, Ledger, SetAside


def said_for_linking(ledger: Ledger, reader: str | None = None) -> Word:
    """Return what linking follows: pairs that persons judged, reports that do not count, claims as persons corrected them.

    Args:
        ledger: An open ledger.
        reader: Whose readings are linked; by default those that are shown.
    """
    until = ledger.last_seq()  # asked first: what another process adds from now on is told again by the next run
    reviews = list(ledger.reviews())
    last = ledger.last_linking()
    since = last.until if last else 0
    pairs = judgements(reviews, claims_by(ledger, reader))
    return Word(
        judgements=[Judgement(pair.claim_a, pair.claim_b, pair.same) for pair in pairs],
        left_out=ledger.set_aside(),
        amend=amending(reviews),
        amended=sorted({review.target.report_id for review in reviews if review.target and review.seq > since}),
        until=until,
    )


def said_for_views(ledger: Ledger, as_of: AsOf | None = None) -> Reviewed:
    """Return what the views of incidents follow: claims as corrected, reports that do not count, persons' grades, second outlets."""
    reviews = list(ledger.reviews(as_of=as_of))
    given = grades(reviews, lambda incident: _resolved(ledger, incident, as_of))
    return Reviewed(
        amend=amending(reviews),
        set_aside={report_id: why_aside(one) for report_id, one in ledger.set_aside(as_of).items()},
        overrides={incident: Override(grade=word.grade, by=word.by, note=word.note) for incident, word in given.items()},
        also_by=ledger.further_publishers(as_of),
    )


def why_aside(aside: SetAside) -> str:
    """Return in words why a report does not count."""
    if aside.standing == "superseded":
        return f"superseded by {aside.by_id}: {aside.reason}"
    return f"{aside.standing} by {aside.said_by}: {aside.reason}"


def amending(reviews: Iterable[Review]) -> Callable[[str, list[Claim]], list[Claim]]:
    """Return what gives a report's claims as persons corrected them, without those that they rejected."""
    by_report: dict[str, list[Review]] = defaultdict(list)
    for review in reviews:
        if review.target is not None:
            by_report[review.target.report_id].append(review)

    def amend(report_id: str, claims: list[Claim]) -> list[Claim]:
        said = by_report.get(report_id)
        return [done.claim for done in apply(claims, said).claims if done.counts] if said else claims

    return amend


def claims_by(ledger: Ledger, reader: str | None = None) -> Callable[[str], Sequence[Claim]]:
    """Return what gives the current claims of a report, none for one that this reader has not read."""
    held: dict[str, Sequence[Claim]] = {}

    def claims(report_id: str) -> Sequence[Claim]:
        if report_id not in held:
            try:
                held[report_id] = ledger.reading(report_id, reader).claims
            except LedgerError:
                held[report_id] = ()
        return held[report_id]

    return claims


def _resolved(ledger: Ledger, incident_id: str, as_of: AsOf | None) -> str | None:
    try:
        return ledger.resolve_incident(incident_id, as_of)
    except LedgerError:
        return None
