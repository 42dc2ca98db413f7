"""A gazetteer file of the user's in, a compiled gazetteer beside the world's out, with a count of every row that was kept, mended or
refused and why.

Rows are judged one by one; the compiled file appears whole or not at all. It knows nothing of reports.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator

from ebla.errors import GazetteerError
from ebla.gazetteer.judging import Added, judged
from ebla.gazetteer.rows import raw_rows
from ebla.gazetteer.writing import Row, write_store


def add_gazetteer(source: pathlib.Path, folder: pathlib.Path, country: str | None = None) -> Added:
    """Compile a file into `folder` and say what became of its rows. A file of the same name that was added before is replaced.

    Args:
        source: A GeoNames dump, a CSV or TSV with a header, or GeoJSON.
        folder: Where the user's gazetteers stand; made when missing.
        country: ISO 3166-1 alpha-2, for rows that name no country.

    Raises GazetteerError when the file is missing, of no known kind, lacks the columns for a name and coordinates, or holds no row that
    can be used; then nothing is added, and what was added before stays.
    """
    try:
        source.open("rb").close()
    except OSError as error:
        remedy = "Give a GeoNames dump, a CSV with name, latitude and longitude, or GeoJSON"
        raise GazetteerError(str(source), f"it cannot be read ({error.strerror})", remedy) from error
    if country is not None and not re.fullmatch(r"[A-Za-z]{2}", country):
        raise GazetteerError(country, "it is no country code", "Give two letters of ISO 3166-1, such as SY")
    folder.mkdir(parents=True, exist_ok=True)
    added = Added(folder / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', source.stem)[:60].strip('-') or 'gazetteer'}.sqlite")
    rows = judged(raw_rows(source), added, country.upper() if country else None)
    write_store(added.path, _usable(rows, added, source), {"name": source.stem, "parents": "codes"})
    return added


def _usable(rows: Iterator[Row], added: Added, source: pathlib.Path) -> Iterator[Row]:
    yield from rows
    if not added.kept:
        reasons = "; ".join(f"{n} rows: {why}" for why, n in added.refused.most_common(3))
        raise GazetteerError(
            str(source), f"no row can be used ({reasons or 'there is none'})", "See the columns that are read: docs/places.md"
        )


__all__ = ["Added", "add_gazetteer"]
