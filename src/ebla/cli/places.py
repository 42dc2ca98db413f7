"""`ebla places`: reports in; each place name in the text with what the gazetteer knows of it, and the rule that decided, out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from ebla.cli.found import Format, Row, list_found
from ebla.cli.printing import guarded
from ebla.cli.wording import NONE

if TYPE_CHECKING:
    from ebla.records import RankedPlace, Report

EXAMPLES = """\b
Examples:
  ebla places report.txt
  ebla places reports/ --format jsonl
  echo "Shells hit Saraqib, in Idlib province." | ebla places -"""

_COLUMNS = (
    ("words", 15, 3), ("name", 13, 3), ("kind", 5, 0), ("admin1", 10, 2), ("country", 7, 0), ("latitude", 8, 0), ("longitude", 9, 0),
    ("precision", 9, 0), ("rule", 12, 1),
)  # fmt: skip


@guarded
def places_command(
    sources: list[str] = typer.Argument(..., metavar="SOURCES...", help="Files, folders, globs, or - for standard input."),
    format: Format = typer.Option(Format.TABLE, help="How to write them; jsonl has the candidates and their probabilities too."),
) -> None:
    """List the places that reports name, in text order, with adjectives ("Russian") and names within names of bodies.

    What a text does not support is an en dash: a vague place has no point.
    """
    from ebla.gazetteer.find import Gazetteer, user_gazetteers
    from ebla.reading.intake import IntakeOptions
    from ebla.reading.places import read_places
    from ebla.settings import Settings

    gazetteer = Gazetteer.with_own(user_gazetteers(Settings.from_environment(os.environ).gazetteers))

    def find(report: Report) -> list[RankedPlace]:
        return read_places(report.text, gazetteer)

    list_found(sources, IntakeOptions(), format, "place", find, _COLUMNS, _row)


def _row(place: RankedPlace) -> Row:
    point = (NONE if degrees is None else f"{degrees:.4f}" for degrees in (place.latitude, place.longitude))
    known = (word or NONE for word in (place.feature_code, place.admin1, place.country))
    return (" ".join((place.text or "").split()), place.name, *known, *point, place.place_precision or NONE, place.rule or NONE)
