from __future__ import annotations

import datetime
from typing import Any

import pytest

from ebla.incidents.filtering import IncidentFilter
from ebla.incidents.view import view_incident
from incidents.told import DAY, REGISTER, event, linked, report

WIRE = report("Plain Wire")
INCIDENT = view_incident(linked((WIRE, [event(WIRE)])), REGISTER)
UNDATED = view_incident(linked((WIRE, [event(WIRE, date=None, place=None)])), REGISTER)


@pytest.mark.parametrize(
    "wanted",
    [
        {}, {"date_from": DAY}, {"date_to": DAY}, {"countries": ("zz",)}, {"types": ("AERIAL",)}, {"types": ("assault", "x")},
        {"grades": ("weak",)}, {"place": "tar"}, {"place": "Osk"}, {"actor": "ZZD"}, {"actor": "zzd mil"}, {"actor": "forces of"},
        {"actor": "zzd-army"}, {"least_sources": 1},
    ],
)  # fmt: skip
def test_incident_that_has_what_is_wanted_is_kept(wanted: dict[str, Any]) -> None:
    assert IncidentFilter(**wanted).keeps(INCIDENT)


@pytest.mark.parametrize(
    "wanted",
    [
        {"date_from": DAY + datetime.timedelta(days=1)}, {"date_to": DAY - datetime.timedelta(days=1)}, {"countries": ("YY",)},
        {"types": ("drone",)}, {"grades": ("fair",)}, {"place": "arvel"}, {"place": "!"}, {"actor": "YYD"}, {"least_sources": 2},
    ],
)  # fmt: skip
def test_incident_that_lacks_what_is_wanted_is_left_out(wanted: dict[str, Any]) -> None:
    assert not IncidentFilter(**wanted).keeps(INCIDENT)


def test_undated_incident_is_in_no_span_of_days() -> None:
    assert IncidentFilter().keeps(UNDATED)
    assert not IncidentFilter(date_from=datetime.date.min).keeps(UNDATED)


def test_text_is_looked_for_in_the_reports_given() -> None:
    assert IncidentFilter(text="x").keeps(INCIDENT, {WIRE.id}) and not IncidentFilter(text="x").keeps(INCIDENT, set())
