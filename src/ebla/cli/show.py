"""`ebla show`: a ledger in; its claims as a table or JSON lines, one claim with its words, or one report with all read words, out."""

from __future__ import annotations

import datetime
import enum
import os
import sys
from typing import TYPE_CHECKING, get_args

import typer

from ebla.cli.printing import guarded, output, say, visible

if TYPE_CHECKING:
    from ebla.ledger import AsOf, ClaimFilter, Ledger
    from ebla.records import Reading
    from ebla.settings import Settings

EXAMPLES = """\b
Examples:
  ebla show --country SY --from 2018-01-01 --type ASSAULT
  ebla show --kind figure --type killed --format jsonl
  ebla show 3f9c12ab
  ebla show --as-of 2026-11-01 --search '"air base" withdrew'"""

_KINDS = ("event", "figure", "agreement", "violation", "tie")


class Format(enum.StrEnum):
    """What is written to stdout."""

    JSONL = "jsonl"
    TABLE = "table"


def _moment(text: str | None, option: str) -> AsOf | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is no date or time. Write it as 2031-03-05 or 2031-03-05T14:30+00:00.", param_hint=option
        ) from error


def _day(text: str | None, option: str) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date. Write it as YYYY-MM-DD.", param_hint=option) from error


def _known(given: list[str] | None, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    by_lower = {value.lower(): value for value in known}
    if unknown := [value for value in given or () if value.lower() not in by_lower]:
        raise typer.BadParameter(f"{unknown[0]!r} is not known. Known: {', '.join(known)}.", param_hint=option)
    return tuple(by_lower[value.lower()] for value in given or ())


@guarded
def show_command(
    id: str = typer.Argument(None, metavar="[ID]", help="A claim's or a report's id, or the start of one.", show_default=False),
    ledger: str = typer.Option(None, metavar="FILE|URL", help="Ledger to show [default: ebla.db]."),
    format: Format = typer.Option(Format.TABLE, help="How to write it."),
    kind: list[str] = typer.Option(None, help="event, figure, agreement, violation or tie; may be repeated."),
    status: list[str] = typer.Option(None, help="occurred, ongoing, planned, denied, ...; may be repeated."),
    type: list[str] = typer.Option(None, help="PLOVER type or mode, ACLED sub-event, measure, kind of agreement or tie; may be repeated."),
    actor: str = typer.Option(None, metavar="NAME|CODE", help="Of the doing side: words of its name, PLOVER code or country, roster id."),
    place: str = typer.Option(None, metavar="NAME", help="Words of the place's name."),
    country: list[str] = typer.Option(None, metavar="CC", help="Country of the scene, two letters; may be repeated."),
    from_: str = typer.Option(None, "--from", metavar="YYYY-MM-DD", help="Dated on this day or later, in whole or part."),
    to: str = typer.Option(None, "--to", metavar="YYYY-MM-DD", help="Dated on this day or earlier, in whole or part."),
    report: str = typer.Option(None, metavar="ID", help="Of this report (its id or the start of it)."),
    reader: str = typer.Option(None, metavar="NAME", help="Read by this reader, or full version [default: rules, current version]."),
    as_of: str = typer.Option(None, "--as-of", metavar="DATE|TIME", help="As the ledger was at the end of this day (UTC) or at this time."),
    search: str = typer.Option(None, metavar="WORDS", help='Of reports whose text has these words and "phrases".'),
    limit: int = typer.Option(None, min=1, metavar="N", help="At most so many claims."),
    history: bool = typer.Option(False, "--history", help="List the readings in the order they were recorded, and end."),
) -> None:
    """List and filter the claims of a ledger, or show one claim or report with the words it was read from."""
    from ebla.ledger import ClaimFilter, Ledger
    from ebla.settings import Settings

    settings = Settings.from_environment(os.environ)
    if unknown := [c for c in country or () if len(c) != 2 or not c.isalpha()]:
        raise typer.BadParameter(f"{unknown[0]!r} is no country code of two letters (ISO 3166-1), such as SY.", param_hint="--country")
    chosen = ClaimFilter(
        kinds=_known(kind, _KINDS, "--kind"),
        statuses=_known(status, _statuses(), "--status"),
        types=_known(type, _types(), "--type"),
        actor=actor,
        place=place,
        country=tuple(country or ()),
        date_from=_day(from_, "--from"),
        date_to=_day(to, "--to"),
        report_id=report,
        search=search,
        reader=reader,
        as_of=_moment(as_of, "--as-of"),
        limit=limit,
    )
    with Ledger.open(ledger or settings.ledger, create=False, timeout_s=settings.lock_timeout_s) as held:
        if history:
            _history(held, report)
        elif id is not None:
            _one(held, id, chosen, format, settings)
        elif format is Format.JSONL:
            for claim in held.claims(chosen):
                sys.stdout.write(claim.body + "\n")
        else:
            _table(held, chosen, settings)


def _statuses() -> tuple[str, ...]:
    from ebla.records.claims import ClaimStatus, ViolationStatus

    return tuple(dict.fromkeys((*get_args(ClaimStatus), *get_args(ViolationStatus))))


def _types() -> tuple[str, ...]:
    from ebla.records import claims

    lists = (claims.EventType, claims.Mode, claims.AcledSubEventType, claims.Measure, claims.AgreementType, claims.TieType)
    return tuple(dict.fromkeys(value for known in lists for value in get_args(known)))


def _history(ledger: Ledger, report_id: str | None) -> None:
    full = ledger.report(report_id).id if report_id else None
    for change in ledger.history(full):
        when = change.recorded_at.isoformat(sep=" ", timespec="seconds")
        found = f"{change.claim_count} claims, {change.problem_count} problems"
        print(f"{change.seq:>7}  {when}  {change.kind}  {change.report_id}  {change.reader}  {found}")


def _table(ledger: Ledger, chosen: ClaimFilter, settings: Settings) -> None:
    from itertools import groupby

    from ebla.cli.table import print_claims, print_header

    console = output(settings.table_width_chars)
    count = 0
    for report_id, group in groupby(ledger.claims(chosen), key=lambda held: held.report_id):
        if not count:
            print_header(console)
        claims = [held.claim for held in group]
        count += len(claims)
        print_claims(console, ledger.report(report_id), claims, ids=True)
    say(f"{count} claim{'' if count == 1 else 's'}." + (" Show one: ebla show ID" if count else ""))


def _one(ledger: Ledger, wanted: str, chosen: ClaimFilter, form: Format, settings: Settings) -> None:
    """Show the claim or report whose id this is, or starts so."""
    from ebla.cli.story import notes_on_claim, notes_on_report

    kind, full = ledger.find(wanted, chosen.as_of)
    if kind == "report":
        _show_reading(ledger.reading(full, chosen.reader, chosen.as_of), form, settings)
        if form is Format.TABLE:
            _say_notes(notes_on_report(ledger, full))
        return
    held = ledger.claim(full, chosen.as_of)
    if form is Format.JSONL:
        print(held.body)
        return
    from rich.text import Text

    from ebla.cli.marked import print_claim
    from ebla.cli.table import heading

    console = output(settings.table_width_chars)
    report = ledger.report(held.report_id)
    when = held.recorded_at.isoformat(sep=" ", timespec="seconds")
    console.print(Text(f"{type(held.claim).__name__.lower()} {held.id}", style="bold"), soft_wrap=True)
    console.print(Text(f"{heading(report)}\nread by {visible(held.reader)}, recorded {when}\n"), soft_wrap=True)
    print_claim(console, report, held.claim)
    _say_notes(notes_on_claim(ledger, held.claim))


def _say_notes(notes: tuple[str, ...]) -> None:
    """Print what persons and publishers said of what is shown as it was read."""
    if notes:
        print()
    for note in notes:
        print(visible(f"note: {note}"))


def _show_reading(reading: Reading, form: Format, settings: Settings) -> None:
    if form is Format.JSONL:
        sys.stdout.buffer.write(reading.to_jsonl())
        return
    from ebla.cli.marked import print_report
    from ebla.cli.table import in_table_order, print_claims, print_header

    console = output(settings.table_width_chars)
    ordered = [claim for claim, _ in in_table_order(reading.claims)]
    print_report(console, reading.report, ordered)
    print_header(console)
    print_claims(console, reading.report, ordered, reading.problems, ids=False)
    say("The numbers in the text are those of the rows. Ids: ebla show --report " + reading.report.id)
