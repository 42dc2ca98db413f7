"""Readings of invented reports that count people displaced, some of the same people."""

from __future__ import annotations

import datetime
from typing import Any

from ebla.records import Claimant, Date, Figure, Place, Reading
from factory import READER, claim_id, make_reading, make_report, span

MONDAY = datetime.date(2031, 3, 3)
CAMPS = ("Tarvel", "Osk")


def reading(number: int) -> Reading:
    """A reading of a report of two figures: a stock at a place, and a flow of some days."""
    day = MONDAY + datetime.timedelta(days=number * 4 % 21)
    name, body = CAMPS[number % 2], ("Lantern Aid", "Osk Monitor", "Quay Relief")[number % 3]
    people, moved = 4_000 + 500 * (number % 4), 300 + 10 * number
    text = f"{body} said that {people} people were displaced in {name}, report {number}; {moved} people fled {name} on {MONDAY} (INVENTED)."
    report = make_report(text, day, publisher=f"Wire {number % 3} (INVENTED)", title=f"Camps {number}")
    says = Claimant(name=body, text=body, span=span(text, body))
    place = Place(
        text=name, span=span(text, name), name=name, geonames_id=9_000 + number % 2 if number % 5 else None, country="ZZ",
        latitude=12.5, longitude=40.0 + number % 2, place_precision="exact",
    )  # fmt: skip

    def figure(ordinal: int, words: str, count: int, **more: Any) -> Figure:
        return Figure(
            id=claim_id(report.id, READER, ordinal), report_id=report.id, reader=READER, evidence={"trigger": (span(text, words),)},
            measure="displaced", unit="person", quantifier="exactly", low=count, best=count, high=count, place=place, claimant=says, **more,
        )  # fmt: skip

    moved_on = Date(text=str(MONDAY), span=span(text, str(MONDAY)), date_start=MONDAY, date_end=MONDAY, date_precision="day")
    return make_reading(
        report,
        claims=(
            figure(0, f"{people} people", people, status="ongoing", stock_flow="stock"),
            figure(1, f"{moved} people", moved, status="planned" if number % 7 == 6 else "occurred", stock_flow="flow", period=moved_on),
        ),
    )
