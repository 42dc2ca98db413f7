"""`ebla ledger`: what a ledger holds, the whole story of anything in it, and reports withdrawn from counting or erased by law."""

from __future__ import annotations

import enum
import os
import pathlib
from typing import TYPE_CHECKING

import typer

from ebla.cli.printing import guarded, say, visible
from ebla.errors import InputError

if TYPE_CHECKING:
    from ebla.ledger import Ledger

EXAMPLES = """\b
Examples:
  ebla ledger info
  ebla ledger history 3f9c12ab --field place
  ebla ledger withdraw 6a1f98aa --reason "retracted by the agency on 9 March"
  ebla ledger restore 6a1f98aa --reason "the retraction was of another report"
  ebla ledger erase 6a1f98aa --reason "court order 12/2031" """


class Deed(enum.StrEnum):
    """What is to be done."""

    INFO = "info"
    HISTORY = "history"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    ERASE = "erase"


@guarded
def ledger_command(
    deed: Deed = typer.Argument(..., metavar="DEED", help="info, history, withdraw, restore or erase.", show_default=False),
    id: str = typer.Argument(None, metavar="[ID]", help="A report, claim or incident by its id, or the start of it.", show_default=False),
    ledger: str = typer.Option(None, metavar="FILE|URL", help="Ledger [default: ebla.db]."),
    field: str = typer.Option(None, metavar="NAME", help="With history: the story of this field of a claim."),
    reason: str = typer.Option(None, metavar="TEXT", help="Why; needed to withdraw, restore and erase."),
    reviewer: str = typer.Option(None, metavar="NAME", help="Who decides [default: EBLA_REVIEWER, else the login name]."),
) -> None:
    """Tell what a ledger holds and the story of a report, claim, field or incident; withdraw, restore or erase a report.

    A withdrawn report stays visible and counts no more; restore lets it count again, also beside a newer version. Erase removes the words
    of a report for good and keeps its hash: whoever cites it is told so.
    """
    from ebla.ledger import Ledger
    from ebla.settings import Settings

    if deed is not Deed.INFO and id is None:
        raise typer.BadParameter(f"say what to {deed}: ebla ledger {deed} ID.", param_hint="ID")
    settings = Settings.from_environment(os.environ)
    with Ledger.open(ledger or settings.ledger, create=False, timeout_s=settings.lock_timeout_s) as held:
        if deed is Deed.INFO:
            _info(held)
        elif deed is Deed.HISTORY:
            _history(held, id, field)
        else:
            _decide(held, deed, id, reason, reviewer or settings.reviewer)


def _decide(ledger: Ledger, deed: Deed, wanted: str, reason: str | None, reviewer: str) -> None:
    from ebla.cli.review import reviewer_name

    if not (reason or "").strip():
        raise InputError("--reason", "it is missing", f"Say why: ebla ledger {deed} {wanted} --reason TEXT")
    by, report_id, why = reviewer_name(reviewer), ledger.report(wanted).id, str(reason)
    if deed is Deed.ERASE:
        from ebla.linking import cache_path

        clean = ledger.erase(report_id, by=by, reason=why)
        if (cache := cache_path(ledger.name)) is not None:
            cache.unlink(missing_ok=True)  # it holds sentences; the next `ebla link` makes it anew
        print(f"erased {report_id}")
        if not clean:
            say(f"ebla: the words are out of every table. {_REST_SERVER if '://' in ledger.name else _REST_FILE}")
        say("ebla: copies that were made before (backups, exports, caches, gold files) are not touched: erase it there too.")
    else:
        ledger.withdraw(report_id, by=by, reason=why, withdrawn=deed is Deed.WITHDRAW)
        print(f"{'withdrawn' if deed is Deed.WITHDRAW else 'counts again:'} {report_id}")
        say("ebla: incidents follow at the next `ebla link`; views do at once.")


_REST_FILE = "Another program keeps old pages in the log beside the ledger: close it and run `ebla ledger info` to clear them"
_REST_SERVER = "Run VACUUM FULL in the database to clear its old pages"


def _info(ledger: Ledger) -> None:
    counts, aside = ledger.counts(), ledger.set_aside()
    standing = [one.standing for one in aside.values()]
    beside = ", ".join(f"{standing.count(name)} {name}" for name in ("superseded", "withdrawn", "erased") if name in standing)
    rows = [
        ("ledger", ledger.name),
        ("changes", f"{ledger.last_seq():,}"),
        ("reports", f"{counts['reports']:,}" + (f", of which do not count: {beside}" if beside else "")),
        ("sightings", f"{counts['sightings']:,}"),
        ("readings", f"{counts['readings']:,} by {counts['readers']:,} readers; shown: {ledger.reader_for()}"),
        ("claims", f"{counts['claims']:,}, {counts['problems']:,} problems"),
    ]
    run = ledger.last_linking()
    told = f"{run.incident_count:,}, linked at change {run.until:,} with weights {run.weights}" if run else "none: ebla link"
    rows += [("incidents", told), ("reviews", f"{counts['reviews']:,}")]
    if "://" not in ledger.name:
        rows.append(("size", f"{pathlib.Path(ledger.name).stat().st_size / 1e6:,.1f} MB"))
    for name, text in rows:
        print(visible(f"{name:<10} {text}"))


def _history(ledger: Ledger, wanted: str, field: str | None) -> None:
    from ebla.cli.story import story_of

    story = story_of(ledger, wanted, field)
    print(visible(story.title))
    for line in story.now:
        print(visible(f"  {line}"))
    for step in story.steps:
        print(visible(f"{step.seq:>7}  {(ledger.moment_of(step.seq) or '')[:19].replace('T', ' ')}  {step.what}"))
        for line in step.more:
            print(visible(f"{'':>9}  {line}"))
