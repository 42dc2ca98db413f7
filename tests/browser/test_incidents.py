"""The map, the timeline and the filter of the incidents at work, and what is new in the record showing by itself."""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from conftest import Site, after_next, refreshed


def total(page: Any) -> int:
    """How many incidents the heading tells of."""
    return int(page.locator("#total").inner_text().replace(",", ""))


def asked(page: Any) -> dict[str, list[str]]:
    """The parameters of the address."""
    return parse_qs(urlsplit(page.url).query)


def drag(page: Any, left: float, right: float) -> None:
    """Drag over the timeline from one share of its width to another."""
    frame = page.locator(".timeline-frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    y = box["y"] + 20
    page.mouse.move(box["x"] + left * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + (left + right) / 2 * box["width"], y, steps=4)
    page.mouse.move(box["x"] + right * box["width"], y, steps=4)
    page.mouse.up()


def test_map_and_timeline_are_drawn(opened: Callable[..., Any]):
    page = opened("/incidents")
    assert int(page.get_attribute("#map", "data-marks")) >= 10
    assert int(page.get_attribute("#timeline", "data-bars")) >= 10
    assert page.locator("svg.timeline-still").count() == 0
    assert re.search(r"#map=\d+/", page.url)


def test_brush_asks_for_a_period_and_reset_for_all(opened: Callable[..., Any], screenshots: pathlib.Path):
    page = opened("/incidents")
    every = total(page)
    after_next(page, lambda: drag(page, 0.3, 0.6))
    assert {"from", "to"} <= asked(page).keys() and 0 < total(page) < every
    assert page.locator("[name=from]").input_value() == asked(page)["from"][0]
    page.screenshot(path=screenshots / "incidents-brush.png")
    after_next(page, page.get_by_role("button", name="All dates").click)
    assert total(page) == every and "from" not in asked(page)


def test_brush_by_keyboard_and_zoom_to_period(opened: Callable[..., Any]):
    page = opened("/incidents")
    slider = page.get_by_role("slider", name="First day")
    first = slider.get_attribute("aria-valuetext")
    slider.focus()
    after_next(page, lambda: page.keyboard.press("PageUp"))
    assert asked(page)["from"][0] > first
    assert page.get_by_role("slider", name="First day").get_attribute("aria-valuetext") == asked(page)["from"][0]
    page.get_by_role("button", name="Zoom to period").click()
    assert slider.get_attribute("aria-valuemin") > "0" and page.get_by_role("button", name="Whole time").is_enabled()


def test_typed_dates_narrow_the_list(opened: Callable[..., Any]):
    page = opened("/incidents")
    page.locator("[name=from]").fill("2031-03-03")
    page.locator("[name=to]").fill("2031-03-04")
    after_next(page, page.get_by_role("button", name="Show", exact=True).click)
    assert asked(page)["from"] == ["2031-03-03"] and total(page) < 20


def test_facet_back_and_forward(opened: Callable[..., Any]):
    page = opened("/incidents")
    every = total(page)
    link = page.locator("[data-facet=type] [data-value=PROTEST]")
    link.focus()
    after_next(page, lambda: page.keyboard.press("Enter"))
    some = total(page)
    assert 0 < some < every and asked(page)["type"] == ["PROTEST"]
    assert page.evaluate("document.activeElement.dataset.value") == "PROTEST"
    after_next(page, page.go_back)
    assert total(page) == every and "type" not in asked(page)
    after_next(page, page.go_forward)
    assert total(page) == some
    page.reload()
    refreshed(page, 1)
    assert total(page) == some


def test_map_by_keyboard_keeps_its_place_in_the_address(opened: Callable[..., Any], screenshots: pathlib.Path):
    page = opened("/incidents#map=6/35.000/38.000")
    page.locator("#map").focus()
    page.keyboard.press("+")
    page.wait_for_url(re.compile("#map=7/"))
    page.keyboard.press("n")
    assert page.locator("#map-info").is_visible() and "incident" in page.locator("#map-info").inner_text()
    page.wait_for_timeout(300)
    page.screenshot(path=screenshots / "incidents-map.png")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#map-info') !== null")
    after_next(page, page.locator("[data-facet=type] [data-value=PROTEST]").click)
    assert "#map=7/" in page.url


def test_only_what_is_in_view_is_listed(opened: Callable[..., Any]):
    page = opened("/incidents#map=9/36.200/37.160")
    every = total(page)
    after_next(page, page.get_by_role("button", name="List only what is in view").click)
    assert "bbox" in asked(page) and 0 < total(page) < every


def test_many_incidents_are_squares_with_counts(opened: Callable[..., Any], screenshots: pathlib.Path):
    squares = [
        {
            "count": 10 ** (n % 5),
            "event_type": ["ASSAULT", "PROTEST", "COERCE", "AGREE"][n % 4],
            "latitude": 32 + n % 6,
            "longitude": 36 + n // 6,
            "bbox": [35.5 + n // 6, 31.5 + n % 6, 36.5 + n // 6, 32.5 + n % 6],
        }
        for n in range(42)
    ]
    page = opened("/about")
    answer = {"generation": 1, "total": 10**6, "placed": 10**6, "points": [], "squares": squares, "areas": []}
    views: list[str] = []

    def bins(route: Any) -> None:
        views.append(route.request.url)
        route.fulfill(body=json.dumps(answer), content_type="application/json")

    page.route("**/api/v1/bins?*", bins)
    page.goto(page.url.replace("/about", "/incidents"))
    page.wait_for_selector("#map[data-marks='42']")
    page.wait_for_timeout(300)
    page.screenshot(path=screenshots / "incidents-squares.png")
    assert any("bbox=" in one for one in views)
    before = len(views)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(500)
    assert len(views) > before


@pytest.mark.parametrize("position", ["2/20/10", "6/48.500/37.500", "7/33.500/75.500", "8/31.500/35.200", "9/15.350/44.200"])
def test_base_map_of_other_regions(opened: Callable[..., Any], screenshots: pathlib.Path, position: str):
    page = opened(f"/incidents?type=CONSULT#map={position}")
    page.wait_for_timeout(400)
    page.locator("#map").screenshot(path=screenshots / f"base-{position.replace('/', '_')}.png")
    assert page.locator("#map canvas.leaflet-tile-loaded").count() >= 4


def test_new_report_shows_by_itself_and_what_is_typed_stays(opened: Callable[..., Any], site: Site):
    page = opened("/incidents?sort=newest")
    every = total(page)
    page.get_by_label("Place").first.fill("half ty")
    after_next(page, lambda: site.add(1000 + every))
    assert total(page) == every + 1
    assert page.get_by_label("Place").first.input_value() == "half ty"
