"""The vocabulary files in; frozen records by name out. Read once per process, checked as they are read; nothing is looked up in a text."""

from __future__ import annotations

import importlib.resources
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a closed list: its name as the codebook spells it, what it means in our words, and where it stands."""

    name: str
    means: str
    codebook: str
    version: str


class PloverMode(Entry, frozen=True, kw_only=True):
    """A mode of an event type. `score` runs from conflict (-10) to cooperation (10); None where the codebook gives none."""

    score: float | None = None


class PloverType(Entry, frozen=True, kw_only=True):
    """An event type with its modes; its quad class is verbal or material (V, M), cooperation or conflict (C, X)."""

    quad_class: Literal["VC", "MC", "VX", "MX"]
    score: float
    recipient_required: bool
    modes: tuple[PloverMode, ...] = ()


class AcledSubType(Entry, frozen=True, kw_only=True):
    """A sub-event type with the type it belongs to and the disorder types it counts under."""

    event_type: str
    disorder_types: tuple[Literal["Political violence", "Demonstrations", "Strategic developments"], ...]


class AcledType(Entry, frozen=True, kw_only=True):
    """An event type with its sub-event types."""

    sub_event_types: tuple[AcledSubType, ...]


class Precision(Entry, frozen=True, kw_only=True):
    """How sure a place or date is: our word for it, and UCDP's number where there is one."""

    code: int | None = None


class Quantifier(Entry, frozen=True, kw_only=True):
    """A bound of a figure: our word for it, and IDMC's."""

    idmc_name: str


class FeatureCode(Entry, frozen=True, kw_only=True):
    """What a place is. `feature_class`: A areas, H water, L parks and areas, P towns, R roads, S spots, T heights, V woods."""

    feature_class: Literal["A", "H", "L", "P", "R", "S", "T", "V"]


_EntryT = TypeVar("_EntryT", bound=Entry)


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((importlib.resources.files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def _named(row: dict[str, Any], whole: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a row with the codebook and version of its file, or those it names itself."""
    return {"codebook": whole["codebook"], "version": whole["version"], **row, **more}


def _entries(file: str, table: str, kind: type[_EntryT], parts: str | None = None, part_of: str | None = None) -> Mapping[str, _EntryT]:
    """Return a table of a file as records by name; `parts` is a list inside each row, whose rows learn their owner's name as `part_of`."""
    whole = _file(file)
    found: dict[str, _EntryT] = {}
    for row in whole[table]:
        inner = [_named(part, whole, **({part_of: row["name"]} if part_of else {})) for part in row.get(parts, ())] if parts else []
        entry = msgspec.convert(_named(row, whole, **({parts: inner} if parts else {})), kind)
        found[entry.name] = entry
    return MappingProxyType(found)


@cache
def plover_types() -> Mapping[str, PloverType]:
    """Return the PLOVER event types by name, each with its modes.

    >>> plover_types()["ASSAULT"].quad_class
    'MX'
    """
    return _entries("plover", "event_type", PloverType, "modes")


@cache
def acled_types() -> Mapping[str, AcledType]:
    """Return the ACLED event types by name, each with its sub-event types."""
    return _entries("acled", "event_type", AcledType, "sub_event_types", "event_type")


@cache
def acled_sub_types() -> Mapping[str, AcledSubType]:
    """Return the ACLED sub-event types by name.

    >>> acled_sub_types()["Armed clash"].event_type
    'Battles'
    """
    return MappingProxyType({sub.name: sub for kind in acled_types().values() for sub in kind.sub_event_types})


@cache
def place_precisions() -> Mapping[str, Precision]:
    """Return the precisions of places by name, with UCDP's `where_prec`."""
    return _entries("ucdp", "place_precision", Precision)


@cache
def date_precisions() -> Mapping[str, Precision]:
    """Return the precisions of dates by name, with UCDP's `date_prec` where it has one."""
    return _entries("ucdp", "date_precision", Precision)


@cache
def idmc_terms() -> Mapping[str, Entry]:
    """Return the IDMC terms of displacement by name."""
    return _entries("idmc", "term", Entry)


@cache
def quantifiers() -> Mapping[str, Quantifier]:
    """Return the quantifiers by name, with IDMC's word for each."""
    return _entries("idmc", "quantifier", Quantifier)


@cache
def feature_codes() -> Mapping[str, FeatureCode]:
    """Return the feature codes of the gazetteers by name.

    >>> feature_codes()["AIRB"].means
    'air base'
    """
    return _entries("geonames", "feature_code", FeatureCode)
