"""A place as the report names it and as a gazetteer knows it."""

from typing import Literal

import msgspec

from ebla.records.span import Span

PlacePrecision = Literal["exact", "near", "admin2", "admin1", "vague", "country", "international"]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where. Coordinates are WGS 84 degrees and only as precise as the words (see `place_precision`).

    `country` is ISO 3166-1 alpha-2, `admin1_code` ISO 3166-2, `feature_code` GeoNames'. A vague or linear place has no coordinates.
    """

    text: str | None = None
    span: Span | None = None
    name: str
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    admin1_code: str | None = None
    pcode: str | None = None
    feature_code: str | None = None
    place_precision: PlacePrecision | None = None
    inferred: bool = False


class PlaceCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """One gazetteer entry that the words may mean, with its probability in 0..1 within this report."""

    name: str
    probability: float
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    feature_code: str | None = None
    source: str | None = None


class RankedPlace(Place, frozen=True, kw_only=True):
    """A place with the gazetteer entries that were weighed, best first, and the rule that decided."""

    candidates: tuple[PlaceCandidate, ...] = ()
    rule: str | None = None
