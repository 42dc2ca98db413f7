from __future__ import annotations

import datetime
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ebla.incidents.loose_figures import BY_REPORT_WEEK, loose_figures
from ebla.records import Date, Figure, Report
from incidents.told import DAY, OSK, READER, REGISTER, TARVEL, report

MARCH = Date(date_start=datetime.date(2031, 3, 1), date_end=datetime.date(2031, 3, 31), date_precision="month")
APRIL = Date(date_start=datetime.date(2031, 4, 1), date_end=datetime.date(2031, 4, 30), date_precision="month")


def displaced(of: Report, best: int, **more: Any) -> Figure:
    fields: dict[str, Any] = {
        "status": "occurred", "measure": "displaced", "unit": "person", "stock_flow": "flow", "place": OSK, "period": MARCH,
        "low": best, "best": best, "high": best,
    }  # fmt: skip
    return Figure(id=f"f-{of.id}-{more.pop('number', 0)}", report_id=of.id, reader=READER, **fields | more)


def joined(*figures: Figure, reports: list[Report]) -> Any:
    return loose_figures(figures, {one.id: one for one in reports}, REGISTER)


REPORTS = [report("Plain Wire"), report("Lantern Aid", 1), report("Osk Monitor", 2)]


def test_flows_of_one_place_and_period_are_one_count() -> None:
    (found,) = joined(displaced(REPORTS[0], 4000), displaced(REPORTS[1], 5650), reports=REPORTS)
    assert (found.low, found.best, found.high, found.rule) == (4000, 5650, 5650, "disagree")
    assert found.place is not None and found.place.name == "Osk" and found.period == MARCH


def test_places_periods_and_stocks_are_kept_apart() -> None:
    found = joined(
        displaced(REPORTS[0], 1), displaced(REPORTS[0], 2, number=1, place=TARVEL), displaced(REPORTS[0], 3, number=2, period=APRIL),
        displaced(REPORTS[0], 4, number=3, stock_flow="stock"), displaced(REPORTS[0], 5, number=4, cumulative=True), reports=REPORTS,
    )  # fmt: skip
    assert sorted(one.best for one in found) == [1, 2, 3, 4, 5]


def test_stock_of_one_week_is_superseded_by_a_later_one_of_the_same_source() -> None:
    on = {n: Date(date_start=DAY + datetime.timedelta(n), date_end=DAY + datetime.timedelta(n)) for n in (0, 1)}
    early, late = report("Lantern Aid", 0), report("Lantern Aid", 1)
    (found,) = joined(
        displaced(early, 80_000, stock_flow="stock", period=on[0]), displaced(late, 90_000, stock_flow="stock", period=on[1]),
        reports=[early, late],
    )  # fmt: skip
    assert (found.low, found.high) == (90_000, 90_000)


def test_figure_without_period_goes_by_its_reports_week_and_says_so() -> None:
    (found,) = joined(displaced(REPORTS[0], 300, period=None), reports=REPORTS)
    assert (found.period.rule, found.period.inferred, found.period.date_precision) == (BY_REPORT_WEEK, True, "week")
    assert found.period.date_start <= DAY <= found.period.date_end


def test_planned_and_other_figures_are_left_out() -> None:
    assert joined(displaced(REPORTS[0], 5, status="forecast"), displaced(REPORTS[0], 5, number=1, measure="other"), reports=REPORTS) == ()


@given(st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(chance: random.Random) -> None:
    figures = [
        displaced(of, n, number=n, place=place) for n, (of, place) in enumerate((r, p) for r in REPORTS for p in (OSK, TARVEL, None))
    ]
    shuffled = list(figures)
    chance.shuffle(shuffled)
    assert joined(*shuffled, reports=REPORTS) == joined(*figures, reports=REPORTS)
