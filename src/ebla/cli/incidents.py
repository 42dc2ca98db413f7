"""`ebla incidents`: a ledger in; its incidents as a table, JSON lines, CSV or GeoJSON, or one incident with all that is behind it, out."""

from __future__ import annotations

import datetime
import enum
import os
import pathlib
import sys
from typing import TYPE_CHECKING, get_args

import typer

from ebla.cli.printing import guarded, output, say

if TYPE_CHECKING:
    from ebla.incidents.filtering import IncidentFilter
    from ebla.incidents.sources import Register
    from ebla.ledger import AsOf, Ledger
    from ebla.records.incident import Incident

EXAMPLES = """\b
Examples:
  ebla incidents --country SD --from 2023-07-01 --to 2023-07-31
  ebla incidents --type aerial --grade confirmed --grade fair --format csv
  ebla incidents --sources mine.csv --format geojson > incidents.geojson
  ebla incidents 7c1e09ab"""


class Format(enum.StrEnum):
    """What is written to stdout."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


@guarded
def incidents_command(
    id: str = typer.Argument(None, metavar="[ID]", help="An incident's id, or the start of one; of a merged one too.", show_default=False),
    ledger: str = typer.Option(None, metavar="FILE|URL", help="Ledger to show [default: ebla.db]."),
    format: Format = typer.Option(Format.TABLE, help="How to write it."),
    from_: str = typer.Option(None, "--from", metavar="YYYY-MM-DD", help="Of this day or later, in whole or part."),
    to: str = typer.Option(None, "--to", metavar="YYYY-MM-DD", help="Of this day or earlier, in whole or part."),
    place: str = typer.Option(None, metavar="NAME", help="Words of the place's or province's name."),
    country: list[str] = typer.Option(None, metavar="CC", help="Country, two letters; may be repeated."),
    type: list[str] = typer.Option(None, help="PLOVER type or mode, or ACLED sub-event; may be repeated."),
    grade: list[str] = typer.Option(None, help="confirmed, fair, weak, contested or discounted; may be repeated."),
    actor: str = typer.Option(None, metavar="NAME|CODE", help="A party on either side: words of its name, PLOVER code or country."),
    search: str = typer.Option(None, metavar="WORDS", help='Told by a report whose text has these words and "phrases".'),
    least_sources: int = typer.Option(None, "--least-sources", min=1, metavar="N", help="Told by at least so many independent sources."),
    sources: pathlib.Path = typer.Option(None, "--sources", metavar="FILE", help="Your own source register (CSV), over Ebla's."),
    as_of: str = typer.Option(None, "--as-of", metavar="DATE|TIME", help="As the ledger was at the end of this day (UTC) or at this time."),
    limit: int = typer.Option(None, min=1, metavar="N", help="At most so many incidents."),
) -> None:
    """List and filter incidents, or show one: its claims side by side, sources, figures, grade and history."""
    from ebla.incidents.filtering import IncidentFilter
    from ebla.incidents.grading import GRADE_NAMES
    from ebla.incidents.sources import Register
    from ebla.ledger import Ledger
    from ebla.settings import Settings

    settings = Settings.from_environment(os.environ)
    chosen = IncidentFilter(
        date_from=_day(from_, "--from"),
        date_to=_day(to, "--to"),
        place=place,
        countries=_countries(country),
        types=_known(type, _types(), "--type"),
        grades=_known(grade, GRADE_NAMES, "--grade"),
        actor=actor,
        text=search,
        least_sources=least_sources,
        limit=limit,
    )
    moment = _moment(as_of)
    register = Register.with_file(sources) if sources else Register.shipped()
    with Ledger.open(ledger or settings.ledger, create=False, timeout_s=settings.lock_timeout_s) as held:
        if id is None:
            _list(held, chosen, register, format, moment, settings.table_width_chars)
        else:
            _one(held, id, register, format, moment, settings.table_width_chars)


def _list(ledger: Ledger, chosen: IncidentFilter, register: Register, form: Format, as_of: AsOf | None, width_chars: int) -> None:
    from ebla.heeding import said_for_views
    from ebla.viewing import view_incidents

    found = view_incidents(ledger, chosen, register=register, reviewed=said_for_views(ledger, as_of), as_of=as_of)
    if form is not Format.TABLE:
        _write(list(found), form)
        return
    from ebla.cli.incident_table import print_incidents

    if found:
        print_incidents(output(width_chars), found)
    say(f"{len(found)} incident{'' if len(found) == 1 else 's'}." + (" Show one: ebla incidents ID" if found else ""))


def _one(ledger: Ledger, wanted: str, register: Register, form: Format, as_of: AsOf | None, width_chars: int) -> None:
    from ebla.heeding import said_for_views
    from ebla.viewing import one_incident

    incident = one_incident(ledger, wanted, register=register, reviewed=said_for_views(ledger, as_of), as_of=as_of)
    if form is not Format.TABLE:
        _write([incident], form)
        return
    from ebla.cli.incident_page import print_incident

    if not incident.incident_id.startswith(wanted):
        say(f"ebla: {wanted} is now {incident.incident_id}.")
    print_incident(output(width_chars), ledger, incident)


def _write(incidents: list[Incident], form: Format) -> None:
    if form is Format.JSONL:
        import msgspec

        encoder = msgspec.json.Encoder()
        for incident in incidents:
            sys.stdout.buffer.write(encoder.encode(incident) + b"\n")
        return
    from ebla.publishing.flat import csv_lines
    from ebla.publishing.geo import geojson_lines

    for line in csv_lines(incidents) if form is Format.CSV else geojson_lines(incidents):
        sys.stdout.buffer.write(line.encode("utf-8", "replace"))


def _day(text: str | None, option: str) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date. Write it as YYYY-MM-DD.", param_hint=option) from error


def _moment(text: str | None) -> AsOf | None:
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
            f"{text!r} is no date or time. Write it as 2031-03-05 or 2031-03-05T14:30+00:00.", param_hint="--as-of"
        ) from error


def _countries(given: list[str] | None) -> tuple[str, ...]:
    if unknown := [code for code in given or () if len(code) != 2 or not code.isalpha()]:
        raise typer.BadParameter(f"{unknown[0]!r} is no country code of two letters (ISO 3166-1), such as SY.", param_hint="--country")
    return tuple(given or ())


def _known(given: list[str] | None, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    by_lower = {value.lower(): value for value in known}
    if unknown := [value for value in given or () if value.lower() not in by_lower]:
        raise typer.BadParameter(f"{unknown[0]!r} is not known. Known: {', '.join(known)}.", param_hint=option)
    return tuple(by_lower[value.lower()] for value in given or ())


def _types() -> tuple[str, ...]:
    from ebla.records import claims

    lists = (claims.EventType, claims.Mode, claims.AcledSubEventType)
    return tuple(dict.fromkeys(value for known in lists for value in get_args(known)))
