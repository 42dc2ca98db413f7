"""`ebla review`: a ledger in; what a person should look at, one claim a screen, one key a decision; reviews in the ledger out.

Also the queue as a list, an audit sample with error rates, and corrections as gold files.
"""

from __future__ import annotations

import getpass
import os
import pathlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from ebla.cli.printing import guarded, output, say, visible
from ebla.errors import InputError

if TYPE_CHECKING:
    from ebla.ledger import Ledger
    from ebla.records import Claim, Review
    from ebla.reviewing import Conflict, ErrorRate, QueueItem

EXAMPLES = """\b
Examples:
  ebla review --reviewer Amal
  ebla review 3f9c12ab --reviewer Bo
  ebla review --list
  ebla review --reviewer Amal --sample 100
  ebla review --export-gold gold/"""

_SESSION_ITEMS = 200


@guarded
def review_command(
    id: str = typer.Argument(
        None, metavar="[ID]", help="Review this claim, or all claims of this report or incident, judged or not.", show_default=False
    ),
    ledger: str = typer.Option(None, metavar="FILE|URL", help="Ledger to review [default: ebla.db]."),
    reviewer: str = typer.Option(None, metavar="NAME", help="Whose word it is [default: EBLA_REVIEWER, else the login name]."),
    report: str = typer.Option(None, metavar="ID", help="Only claims of this report (its id or the start of it)."),
    sample: int = typer.Option(None, min=1, metavar="N", help="Draw N claims at random to audit, and give error rates with intervals."),
    seed: int = typer.Option(0, metavar="N", help="Another number draws another sample."),
    export_gold: pathlib.Path = typer.Option(None, "--export-gold", metavar="DIR", help="Write what was judged as gold files, and end."),
    list_: bool = typer.Option(
        False, "--list", help="Print contradictions, unattached reviews and the queue (of a sample: its rates), and end."
    ),
    limit: int = typer.Option(_SESSION_ITEMS, min=1, metavar="N", help="At most so many claims."),
) -> None:
    """Review what Ebla read: the most doubtful and weighty first, one key a decision; ? tells the keys.

    A person's word outlives every re-reading and re-linking. Without a terminal the keys are read from standard input.
    """
    from ebla.ledger import Ledger
    from ebla.settings import Settings

    settings = Settings.from_environment(os.environ)
    with Ledger.open(ledger or settings.ledger, create=False, timeout_s=settings.lock_timeout_s) as held:
        report_id = held.report(report).id if report else None
        if export_gold is not None:
            _export(held, export_gold, report_id)
        elif sample is not None:
            drawn = _drawn(held, sample, seed, report_id)
            if not list_:
                _session(held, _unjudged(held, drawn), reviewer or settings.reviewer, settings.table_width_chars)
            _print_rates(held, drawn, settings.table_width_chars)
        elif id is not None:
            _session(held, _chosen(held, id), reviewer or settings.reviewer, settings.table_width_chars)
        elif list_:
            _print_list(held, report_id, limit, settings.table_width_chars)
        else:
            _session(held, _queue(held, report_id, limit), reviewer or settings.reviewer, settings.table_width_chars)


def reviewer_name(given: str) -> str:
    """Return who reviews: the name given, else the login name. Raises InputError where there is neither."""
    try:
        return given.strip() or getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise InputError("--reviewer", "nobody is named, and this user has no login name", "Say who you are: --reviewer NAME") from error


def _counting(ledger: Ledger, report_id: str | None) -> Iterator[Claim]:
    """Yield the claims of the current readings of the reports that count."""
    from ebla.ledger import ClaimFilter

    aside = ledger.set_aside()
    for held in ledger.claims(ClaimFilter(report_id=report_id)):
        if held.report_id not in aside:
            yield held.claim


def _queue(ledger: Ledger, report_id: str | None, limit: int) -> list[QueueItem]:
    from ebla.heeding import said_for_views
    from ebla.reviewing import queue
    from ebla.viewing import each_incident

    linked = each_incident(ledger, reviewed=said_for_views(ledger)) if ledger.last_linking() else ()
    return queue(_counting(ledger, report_id), linked, ledger.reviews(report_id=report_id), limit)


def _chosen(ledger: Ledger, wanted: str) -> list[QueueItem]:
    """Return the current claims of what has this id, or is the only one whose id starts so: a claim, a report or an incident."""
    from ebla.errors import LedgerError
    from ebla.heeding import claims_by
    from ebla.reviewing import QueueItem, attach_ref, reference

    current = claims_by(ledger)
    try:
        kind, full = ledger.find(wanted)
    except LedgerError:
        if ledger.incident_named(wanted) is None:
            raise
        named = [ledger.claim(member.claim_id).claim for member in ledger.members(wanted)]
        found = [attach_ref(reference(claim), current(claim.report_id)) for claim in named]
        return [QueueItem(0.0, ("chosen",), claim, None) for claim in found if claim is not None]
    if kind == "report":
        return [QueueItem(0.0, ("chosen",), claim, None) for claim in current(full)]
    claim = ledger.claim(full).claim
    return [QueueItem(0.0, ("chosen",), attach_ref(reference(claim), current(claim.report_id)) or claim, None)]


def _drawn(ledger: Ledger, count: int, seed: int, report_id: str | None) -> list[Claim]:
    from ebla.reviewing import sample

    return sample(_counting(ledger, report_id), count, seed)


def _unjudged(ledger: Ledger, drawn: list[Claim]) -> list[QueueItem]:
    from ebla.reviewing import QueueItem, apply

    done = apply(drawn, ledger.reviews())
    return [QueueItem(0.0, ("drawn for the audit",), one.claim, None) for one in done.claims if one.verdict is None]


def _session(ledger: Ledger, items: list[QueueItem], reviewer: str, width_chars: int) -> None:
    from ebla.cli.review_session import Session

    if not items:
        say("ebla: nothing to review.")
        return
    session = Session(ledger, reviewer_name(reviewer), output(width_chars))
    session.run(items)
    say(f"ebla: {session.kept} review{'' if session.kept == 1 else 's'} kept, by {visible(session.reviewer)}.")


def _print_rates(ledger: Ledger, drawn: list[Claim], width_chars: int) -> None:
    from rich.table import Table

    from ebla.reviewing import error_rates

    rates = error_rates(drawn, ledger.reviews())
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("what", "wrong", "judged", "error rate", "95 % interval"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for rate in rates:
        table.add_row(rate.what, str(rate.wrong), str(rate.judged), _share(rate), f"{rate.low:.1%} to {rate.high:.1%}")
    output(width_chars).print(table)
    judged = rates[0].judged
    say(f"ebla: sample of {len(drawn)} claims, {judged} judged. Rates are of what this ledger holds now; intervals are Wilson's.")


def _share(rate: ErrorRate) -> str:
    return "–" if rate.rate is None else f"{rate.rate:.1%}"


def _print_list(ledger: Ledger, report_id: str | None, limit: int, width_chars: int) -> None:
    from ebla.reviewing import conflicts

    reviews = list(ledger.reviews(report_id=report_id))
    for conflict in conflicts(reviews):
        print(f"contradiction  {_about(conflict)}: {'; '.join(_said(word.reviewer, word.value) for word in conflict.words)}")
    for review in _unattached(ledger, reviews):
        target = review.target
        where = f"{target.kind} in report {target.report_id} at {target.spans[0][0] if target.spans else '?'}" if target else ""
        print(visible(f"unattached     review {review.seq} by {review.reviewer}: {review.action} {review.field or 'claim'} of {where}"))
    items = _queue(ledger, report_id, limit)
    for item in items:
        if item.conflict is None and item.claim is not None:
            why = ", ".join(item.reasons) or "not looked at"
            print(visible(f"{item.score:>13.2f}  {type(item.claim).__name__.lower()} {item.claim.id}  {why}"))
    say(f"ebla: {len(items)} to review, {len(reviews)} reviews held. Start: ebla review --reviewer NAME")


def _about(conflict: Conflict) -> str:
    subject = f"claim {conflict.claim_id}" if conflict.claim_id else f"incident {', '.join(conflict.incident_ids)}"
    return visible(f"{subject}, {conflict.field or 'the claim as a whole'}")


def _said(reviewer: str, value: object) -> str:
    from ebla.cli.story import value_words

    return visible(f"{reviewer} says {value_words(value)}")


def _unattached(ledger: Ledger, reviews: list[Review]) -> list[Review]:
    from ebla.heeding import claims_by
    from ebla.reviewing import apply

    claims = claims_by(ledger)
    reports = dict.fromkeys(review.target.report_id for review in reviews if review.target)
    left = [
        apply(claims(report), [one for one in reviews if one.target and one.target.report_id == report]).unattached for report in reports
    ]
    return sorted((review for several in left for review in several), key=lambda review: review.seq)


def _export(ledger: Ledger, folder: pathlib.Path, report_id: str | None) -> None:
    from ebla.heeding import claims_by
    from ebla.reviewing import to_gold, to_gold_text

    claims = claims_by(ledger)
    reports = dict.fromkeys(one.target.report_id for one in ledger.reviews(report_id=report_id) if one.target)
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in reports:
            report = ledger.report(one)
            lines = to_gold(report, claims(one), ledger.reviews(report_id=one))
            if lines:
                (folder / f"{one}.txt").write_bytes(report.text.encode("utf-8", "surrogatepass"))
                (folder / f"{one}.gold.jsonl").write_text(to_gold_text(lines), encoding="utf-8")
                written += 1
    except OSError as error:
        raise InputError(str(folder), f"cannot be written ({error.strerror})", "Name a folder that may be written") from error
    say(f"ebla: {written} gold file{'' if written == 1 else 's'} written to {visible(str(folder))}.")
