"""Every view, its data and its links, over HTTP."""

from __future__ import annotations

import csv
import html.parser
import io
import pathlib
import re
from typing import Any

import httpx
import pytest

from ebla.pages import charts
from ebla.pages.store import Store

VIEWS = (
    "/incidents", "/displacement", "/agreements", "/actors", "/places", "/sources", "/reports", "/claims", "/search?q=tarvel", "/summary",
    "/method", "/about", "/status",
)  # fmt: skip


class Links(html.parser.HTMLParser):
    """The links, ids and inline scripts or styles of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.links += [str(found[name]) for name in ("href", "src") if found.get(name)]
        self.ids += [str(found["id"])] if "id" in found else []
        if (tag == "script" and "src" not in found) or tag == "style":
            self.inline.append(tag)
        self.inline += [name for name in found if name == "style" or name.startswith("on")]


def first(client: httpx.Client, what: str) -> dict[str, Any]:
    """The first row of a list of the API."""
    row: dict[str, Any] = client.get(f"/api/v1/{what}").json()[what][0]
    return row


@pytest.mark.parametrize("address", VIEWS)
def test_view_is_whole_without_scripts(client: httpx.Client, address: str):
    page = client.get(address)
    found = Links(page.text)
    assert page.status_code == 200
    assert "<h1>" in page.text and found.inline == []
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize("address", VIEWS)
def test_every_link_of_a_view_leads_somewhere(client: httpx.Client, address: str):
    links = {link for link in Links(client.get(address).text).links if link.startswith("/") and not link.startswith("/static/")}
    for link in sorted(links)[:80]:
        assert client.get(link, follow_redirects=True).status_code == 200, link


def test_incident_list_filters_and_keeps_its_state_in_the_address(client: httpx.Client):
    page = client.get("/incidents?type=ASSAULT&from=2031-03-01&to=2031-03-31&place=tarvel").text
    assert 'value="2031-03-01"' in page and 'value="tarvel"' in page and "<tr data-incident=" in page
    assert "<tr data-incident=" not in client.get("/incidents?from=2032-01-01").text


def test_facets_count_what_each_further_choice_gives(client: httpx.Client):
    facets = client.get("/api/v1/facets").json()["facets"]
    for name, values in facets.items():
        for one in values:
            found = client.get("/api/v1/incidents", params={name: one["value"]}).json()
            assert found["counts"]["total"] == one["count"]


def test_incident_shows_every_claim_with_its_words(client: httpx.Client):
    incidents = client.get("/api/v1/incidents").json()["incidents"]
    told = max(incidents, key=lambda row: row["report_count"])
    page = client.get(f"/incidents/{told['incident_id']}").text
    whole = client.get(f"/api/v1/incidents/{told['incident_id']}").json()
    assert 'id="history"' in page and "claims linked here: " in page
    assert "“struck”" in page and "Northern Relief Union" in page and whole["incident"]["grading"]["rule"] in page
    assert {claim["id"] for claim in whole["claims"]} >= set(whole["incident"]["claim_ids"])


def test_pages_follow_each_other_by_key(client: httpx.Client):
    every = [row["incident_id"] for row in client.get("/api/v1/incidents").json()["incidents"]]
    paged: list[str] = []
    after = ""
    while after is not None:
        found = client.get("/api/v1/incidents", params={"limit": 1, "after": after}).json()
        paged += [row["incident_id"] for row in found["incidents"]]
        after = found["next"]
    assert paged == every and len(set(every)) == len(every)


@pytest.mark.parametrize("sort", ["newest", "oldest", "killed", "reports"])
def test_every_order_pages_through_all(client: httpx.Client, sort: str):
    total, after, seen = client.get("/api/v1/incidents").json()["counts"]["total"], "", 0
    while after is not None:
        found = client.get("/api/v1/incidents", params={"limit": 1, "after": after, "sort": sort}).json()
        seen, after = seen + len(found["incidents"]), found["next"]
    assert seen == total


def test_map_draws_a_point_only_for_a_sharp_place(client: httpx.Client):
    found = client.get("/api/v1/bins?zoom=4").json()
    assert found["points"] and all(point["place_precision"] in ("exact", "near") for point in found["points"])
    assert client.get("/api/v1/bins?bbox=40,12,41,13").json()["placed"] == found["placed"]
    assert client.get("/api/v1/bins?bbox=-10,12,-9,13").json()["placed"] == 0
    assert client.get("/api/v1/bins?bbox=170,-20,60,20").json()["placed"] == found["placed"]


def test_timeline_does_not_follow_the_dates(client: httpx.Client):
    assert client.get("/api/v1/timeline?from=2040-01-01").json() == client.get("/api/v1/timeline").json()


def test_answer_that_is_known_is_not_sent_again(client: httpx.Client):
    tag = client.get("/api/v1/incidents").headers["etag"]
    again = client.get("/api/v1/incidents", headers={"if-none-match": tag})
    assert again.status_code == 304 and not again.content


def test_files_hold_what_is_seen(client: httpx.Client):
    query = "?type=ASSAULT&sort=oldest"
    shown = client.get(f"/api/v1/incidents{query}").json()["incidents"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/incidents.csv{query}").text)))
    assert [row["incident_id"] for row in rows] == [row["incident_id"] for row in shown]
    assert client.get(f"/incidents.json{query}").json()["rows"] == shown
    features = client.get(f"/incidents.geojson{query}").json()["features"]
    placed = [row for row in shown if row["latitude"] is not None]
    assert [f["geometry"]["coordinates"] for f in features if f["geometry"]] == [[row["longitude"], row["latitude"]] for row in placed]


def test_file_for_a_spreadsheet_has_no_formula(client: httpx.Client):
    titles = [row["title"] for row in csv.DictReader(io.StringIO(client.get("/reports.csv").text))]
    assert "'=HYPERLINK(1)" in titles


@pytest.mark.parametrize("name", ["incidents", "flows", "stocks", "coverage", "allegations"])
def test_chart_is_svg_and_png_with_its_source(client: httpx.Client, name: str):
    svg = client.get(f"/charts/{name}.svg")
    assert svg.headers["content-type"] == "image/svg+xml" and "Source: 5 reports" in svg.text and "<script" not in svg.text
    assert client.get(f"/charts/{name}.png").content.startswith(b"\x89PNG")


def test_search_marks_the_words_in_list_and_text(client: httpx.Client):
    page = client.get("/search", params={"q": "relief union"}).text
    assert '<mark class="hit">' in page
    found = client.get("/api/v1/search", params={"q": '"relief union"'}).json()
    assert found["total"] == 2 and found["reports"][0]["snippets"]
    report = client.get(f"/reports/{found['reports'][0]['report_id']}", params={"q": "relief"}).text
    assert re.search(r'class="(mark )?hit', report)


def test_status_tells_the_generation(client: httpx.Client):
    assert client.get("/api/v1/status").json()["generation"] == client.get("/api/v1/incidents").json()["generation"]


def test_agreement_shows_its_allegations(client: httpx.Client):
    page = client.get("/agreements").text
    assert "Osk truce" in page and "Alleged breaches" in page and "rebels" in page


def test_summary_cites_its_reports(client: httpx.Client):
    page = client.get("/summary?place=tarvel&from=2031-03-01&to=2031-03-31").text
    numbers = set(re.findall(r'href="#report-(\d+)"', page))
    assert numbers and numbers <= set(re.findall(r'id="report-(\d+)"', page))


@pytest.mark.parametrize("days", [[], ["0001-01-01"], ["9999-12-31"], ["0001-01-01", "9999-12-31"], ["2031-03-05", "2031-03-06"]])
def test_bars_of_any_days_are_drawn(made: tuple[pathlib.Path, pathlib.Path], days: list[str]):
    about = charts.About("Reports", "", 5, Store(made[1]).current())
    drawn = charts.bars(about, "reports", [(day, "reports", 2) for day in days])
    labels = re.findall(r"<text[^>]*>([0-9.]+)</text>", drawn.partition('class="axis y')[2].partition("</g></g>")[0])
    assert "<svg" in drawn
    if days:
        assert labels and all(label.isdigit() for label in labels)


@pytest.mark.parametrize("query", ["to=0001-01-01", "from=9999-12-31", "to=0"])
@pytest.mark.parametrize("name", ["incidents", "flows", "stocks", "coverage", "allegations"])
def test_chart_of_a_period_without_anything_is_drawn(client: httpx.Client, name: str, query: str):
    assert "<svg" in client.get(f"/charts/{name}.svg?{query}").text
