"""`ebla gazetteer`: a file of places added to those that reports are read with, or a name looked up in all of them."""

from __future__ import annotations

import enum
import json
import os
import pathlib
from typing import TYPE_CHECKING

import typer

from ebla.cli.found import Format
from ebla.cli.printing import guarded, output, say, visible
from ebla.cli.wording import NONE

if TYPE_CHECKING:
    from ebla.gazetteer.find import Gazetteer, Hit

EXAMPLES = """\b
Examples:
  ebla gazetteer add SY.txt
  ebla gazetteer add syr_pcodes.csv --country SY
  ebla gazetteer find Khmeimim
  ebla gazetteer find "Al Mazraa" --country SY --format jsonl
  ebla gazetteer list"""

_HOW = ("own name", "other name", "name in part", "sound")
_COLUMNS = ("name", "kind", "admin1", "country", "latitude", "longitude", "people", "id", "found by", "source")


class Deed(enum.StrEnum):
    """What is to be done."""

    ADD = "add"
    FIND = "find"
    LIST = "list"


@guarded
def gazetteer_command(
    deed: Deed = typer.Argument(..., metavar="DEED", help="add, find or list.", show_default=False),
    what: str = typer.Argument(None, metavar="[FILE|NAME]", help="The file to add, or the name to find.", show_default=False),
    country: str = typer.Option(None, metavar="CC", help="Two letters: with add, of rows that name no country; with find, where to look."),
    format: Format = typer.Option(Format.TABLE, help="How to write what is found."),
    limit: int = typer.Option(10, min=1, metavar="N", help="With find: at most so many."),
) -> None:
    """Add a gazetteer of your own, find a name in all gazetteers, or list those that were added.

    A GeoNames dump, a CSV or TSV with a header (P-code tables too) or GeoJSON is added whole or not at all; each row that was mended or
    refused is counted with the reason. It is kept in the folder EBLA_GAZETTEERS, and ebla read and ebla places use it from then on; delete
    its file there to be rid of it.
    """
    from ebla.settings import Settings

    if deed is not Deed.LIST and not (what or "").strip():
        raise typer.BadParameter(f"say what to {deed}.", param_hint="FILE" if deed is Deed.ADD else "NAME")
    settings = Settings.from_environment(os.environ)
    folder = pathlib.Path(settings.gazetteers).expanduser()
    if deed is Deed.ADD:
        _add(pathlib.Path(what), folder, country)
    elif deed is Deed.LIST:
        _list(folder)
    else:
        _find(what, folder, country, format, limit, settings.table_width_chars)


def _add(source: pathlib.Path, folder: pathlib.Path, country: str | None) -> None:
    from ebla.gazetteer.add import add_gazetteer

    added = add_gazetteer(source, folder, country)
    print(f"{added.kept} places added, {added.refused.total()} rows refused, {added.mended.total()} mended: {visible(str(added.path))}")
    for word, counts in (("refused", added.refused), ("mended", added.mended)):
        for reason, count in counts.most_common():
            print(f"  {count} {word}: {reason}")
    say("ebla: reports that were read before are read anew by the next `ebla read`.")


def _list(folder: pathlib.Path) -> None:
    from ebla.gazetteer.find import user_gazetteers
    from ebla.gazetteer.store import Store

    for path in user_gazetteers(folder):
        meta = Store(path).meta
        print(f"{visible(meta['name'])}  {meta['entries']} places  {visible(str(path))}")


def _find(name: str, folder: pathlib.Path, country: str | None, form: Format, limit: int, width_chars: int) -> None:
    from ebla.gazetteer.find import Gazetteer, user_gazetteers

    gazetteer = Gazetteer.with_own(user_gazetteers(folder))
    hits = gazetteer.search(name, country.upper() if country else None, limit)
    if form is Format.JSONL:
        for hit in hits:
            print(json.dumps(_line(gazetteer, hit), ensure_ascii=False))
    elif hits:
        from rich.table import Table

        shown = Table(box=None, pad_edge=False)
        for column in _COLUMNS:
            shown.add_column(column, justify="right" if column in ("latitude", "longitude", "people") else "left", overflow="fold")
        for hit in hits:
            shown.add_row(*_cells(gazetteer, hit))
        output(width_chars).print(shown)
    if not hits:
        say(f"ebla: no gazetteer knows {visible(name)}{f' in {visible(country.upper())}' if country else ''}.")
        raise typer.Exit(1)


def _line(gazetteer: Gazetteer, hit: Hit) -> dict[str, object]:
    entry, admin1 = hit.entry, gazetteer.admin1(hit.entry)
    return {
        "name": entry.name,
        "geonames_id": entry.geonames_id,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "country": entry.country,
        "admin1": admin1.name if admin1 else None,
        "admin1_code": admin1.code if admin1 else None,
        "code": entry.code,
        "feature_code": entry.feature_code,
        "population": entry.population or None,
        "found_by": _HOW[hit.match],
        "likeness": round(hit.likeness, 3),
        "source": entry.source or None,
    }


def _cells(gazetteer: Gazetteer, hit: Hit) -> list[str]:
    entry, admin1 = hit.entry, gazetteer.admin1(hit.entry)
    point = [NONE if degrees is None else f"{degrees:.4f}" for degrees in (entry.latitude, entry.longitude)]
    words = [entry.name, entry.feature_code, admin1.name if admin1 else None, entry.country]
    number = str(entry.geonames_id or entry.code or NONE)
    last = [f"{entry.population:,}" if entry.population else NONE, number, _HOW[hit.match], entry.source or NONE]
    return [visible(word or NONE) for word in (*words, *point, *last)]
