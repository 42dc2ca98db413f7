"""Every view in a browser: whole, quiet, accessible, usable on a phone and without scripts; reports of any script and content as text."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any

import pytest

VIEWS = (
    "/incidents", "/displacement", "/agreements", "/actors", "/places", "/sources", "/reports", "/claims", "/search?q=zed", "/summary",
    "/method", "/about", "/status",
)  # fmt: skip
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def violations(page: Any) -> list[str]:
    """What axe finds, as words."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:3]]


def first_incident(page: Any) -> str:
    """The address of the first incident of the list that has a place."""
    address: str = page.get_attribute("tr[data-latitude] .when a", "href")
    return address


SHORT = {"/incidents": "/incidents?limit=10", "/claims": "/claims?limit=10"}
SCHEMES = [*((SHORT.get(view, view), "light") for view in VIEWS), ("/sources", "dark")]


@pytest.mark.parametrize(("address", "scheme"), SCHEMES)
def test_view_is_quiet_and_accessible(opened: Callable[..., Any], screenshots: pathlib.Path, address: str, scheme: str):
    page = opened(address, color_scheme=scheme)
    page.wait_for_timeout(150)
    page.screenshot(path=screenshots / f"{address.strip('/').partition('?')[0]}-{scheme}.png", full_page=True)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_one_incident_is_quiet_and_accessible(opened: Callable[..., Any], screenshots: pathlib.Path, scheme: str):
    page = opened("/incidents?place=Aleppo", color_scheme=scheme)
    page.goto(page.url.partition("/incidents")[0] + first_incident(page))
    page.wait_for_selector("html[data-refreshes]", state="attached")
    page.wait_for_selector("#map canvas.marks")
    page.wait_for_timeout(300)
    page.screenshot(path=screenshots / f"incident-{scheme}.png", full_page=True)
    assert violations(page) == []


@pytest.mark.parametrize("address", [*VIEWS, "/reports?source=nobody"])
def test_view_fits_a_phone(opened: Callable[..., Any], screenshots: pathlib.Path, address: str):
    page = opened(address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.screenshot(path=screenshots / f"{address.strip('/').partition('?')[0]}-phone.png", full_page=address == "/incidents")
    assert width <= 390


def test_list_without_scripts_is_whole(opened: Callable[..., Any], screenshots: pathlib.Path):
    page = opened("/incidents?type=PROTEST", scripts=False)
    page.screenshot(path=screenshots / "incidents-no-scripts.png", full_page=True)
    assert page.locator("#incidents tbody tr").count() > 5
    assert page.locator("svg.timeline-still").is_visible() and not page.locator("#map").is_visible()
    page.get_by_label("Place").first.fill("Homs")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "place=Homs" in page.url and "type=PROTEST" in page.url


def test_arabic_report_reads_from_the_right(opened: Callable[..., Any], screenshots: pathlib.Path):
    page = opened("/search?q=حلب")
    page.locator("#found-reports a").first.click()
    page.wait_for_selector("#text .mark")
    page.screenshot(path=screenshots / "report-arabic.png", full_page=True)
    assert page.evaluate("getComputedStyle(document.querySelector('#text')).direction") == "rtl"
    assert page.locator("#text .mark").first.inner_text() == "قصفت"
    assert "<b>ليس وسما</b>" in page.locator("#text").inner_text()
    assert violations(page) == []


def test_mark_and_claim_light_each_other(opened: Callable[..., Any], screenshots: pathlib.Path):
    page = opened("/reports")
    page.get_by_role("link", name="Deed ").first.click()
    page.wait_for_selector("#text .mark")
    page.wait_for_selector("html[data-refreshes]", state="attached")
    page.locator("#text .mark").first.hover()
    page.screenshot(path=screenshots / "report.png", full_page=True)
    assert page.locator("#claims .lit").count() == 1
    page.locator("#claims [data-claim]").first.hover()
    assert page.locator("#text .mark.lit").count() >= 2
    assert violations(page) == []


def test_markup_in_a_report_is_text(opened: Callable[..., Any]):
    page = opened("/search?q=struck")
    page.get_by_role("link", name="<b>title</b>").first.click()
    page.wait_for_selector("#text")
    assert "<script>alert(1)</script>" in page.locator("#text").inner_text()
    assert page.locator("#text script, #text img").count() == 0


def test_print_leaves_out_the_tools(opened: Callable[..., Any], screenshots: pathlib.Path):
    page = opened("/summary")
    page.emulate_media(media="print")
    page.screenshot(path=screenshots / "summary-print.png", full_page=True)
    assert not page.locator("header.top").is_visible()
