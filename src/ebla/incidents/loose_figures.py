"""Figures that count for no incident (displaced, in need, returned) in; one reconciled count per measure, place and time out.

A flow is known by its place and its period, a stock by its place and the week of the day that it is for; a figure whose period is not said
goes by the week of its report, and says so. Periods that only overlap are different counts. Nothing is summed over places or weeks.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from ebla.incidents.accounts import Origins
from ebla.incidents.choosing import precision
from ebla.incidents.coverage import week_of
from ebla.incidents.figures import Count, Told, count_of, reconciled_counts
from ebla.incidents.sources import FIGHTING, Register
from ebla.incidents.wording import fold
from ebla.records import Date, Figure, Place, Report
from ebla.records.incident import IncidentFigure

_HAPPENED = ("occurred", "ongoing")
BY_REPORT_WEEK = "report_week"
"""Name of the rule that puts a figure without a period in the week of its report."""


@dataclass(frozen=True, slots=True, order=True)
class _Key:
    count: Count
    place: str
    first_day: int
    last_day: int
    by_week: bool


def loose_figures(figures: Iterable[Figure], reports: Mapping[str, Report], register: Register) -> tuple[IncidentFigure, ...]:
    """Return the reconciled counts of figures that belong to no incident, ordered by measure, who, place and time.

    Args:
        figures: The figures, whose reports all are in `reports`. Those that did not happen are left out.
        reports: Reports by id.
        register: Who the sources are.
    """
    groups: defaultdict[_Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.status in _HAPPENED and figure.measure != "other":
            groups[_key(figure, reports[figure.report_id])].append(figure)
    out = []
    for key in sorted(groups):
        group = sorted(groups[key], key=lambda figure: figure.id)
        country = group[0].place.country if group[0].place else None
        origins = Origins({figure.report_id: reports[figure.report_id] for figure in group}, register, country)
        told = [_told(figure, origins) for figure in group]
        place, period = _place(group), _period(key, group)
        for found in reconciled_counts(told, country):
            out.append(msgspec.structs.replace(found, place=place, period=period))
    return tuple(out)


def _told(figure: Figure, origins: Origins) -> Told:
    origin = origins.of(figure)
    fights = bool(origin.source and origin.source.kind in FIGHTING)
    report = origins.reports[figure.report_id]
    return Told(figure=figure, report=report, origin=origin, is_party=fights, copy_of=origins.copied_from(figure))


def _key(figure: Figure, report: Report) -> _Key:
    country = figure.place.country if figure.place else None
    count = count_of(figure, country)
    start, end = (figure.period.date_start, figure.period.date_end) if figure.period else (None, None)
    if count.stock or count.cumulative:
        day = end or start or report.report_date
        first = last = week_of(day).toordinal() if day else 0
        return _Key(count, _place_key(figure.place), first, last, True)
    if start is None and end is None:
        first = last = week_of(report.report_date).toordinal() if report.report_date else 0
        return _Key(count, _place_key(figure.place), first, last, True)
    return _Key(count, _place_key(figure.place), start.toordinal() if start else 0, end.toordinal() if end else 0, False)


def _place_key(place: Place | None) -> str:
    if place is None:
        return ""
    if place.geonames_id is not None:
        return f"geonames {place.geonames_id}"
    return " / ".join((place.country or "", fold(place.admin1_code or place.admin1 or ""), fold(place.name)))


def _place(group: Iterable[Figure]) -> Place | None:
    """Return the place of a group, by the claim that has it most precisely, without the words of its report."""
    places = [(precision(figure.place), figure.place.inferred, figure.id, figure.place) for figure in group if figure.place]
    best = min(places, key=lambda one: one[:3], default=None)
    return None if best is None else msgspec.structs.replace(best[3], text=None, span=None)


def _period(key: _Key, group: Iterable[Figure]) -> Date | None:
    if not key.by_week:
        found = min((figure for figure in group if figure.period), key=lambda figure: figure.id)
        return None if found.period is None else msgspec.structs.replace(found.period, text=None, span=None)
    if not key.first_day:
        return None
    monday = datetime.date.fromordinal(key.first_day)
    sunday = monday + datetime.timedelta(days=6)
    return Date(date_start=monday, date_end=sunday, date_precision="week", rule=BY_REPORT_WEEK, inferred=True)
