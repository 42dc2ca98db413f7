"""The JSON API as a client uses it: every list comes in pages and with an ETag, and every bin of the map has its box."""

from __future__ import annotations

import datetime
from typing import Any

import httpx
import pytest
from displaced import reading
from page_server import build, serving

from ebla.ledger import Ledger
from ebla.pages.app import documented
from ebla.pages.queries import maps
from ebla.pages.security import Guard
from ebla.records import Date, Event, Place
from factory import READER, claim_id, make_reading, make_report

LISTS = {
    "/api/v1/incidents": "incidents", "/api/v1/claims": "claims", "/api/v1/reports": "reports", "/api/v1/search?q=invented": "reports",
    "/api/v1/displacement?section=flows": "rows", "/api/v1/displacement?section=figures": "rows", "/api/v1/agreements": "rows",
    "/api/v1/actors": "rows", "/api/v1/places": "rows", "/api/v1/sources": "rows", "/api/v1/reviews": "reviews",
}  # fmt: skip


def at(number: int, longitude: float, precision: str) -> Any:
    """A reading of a deed at a place of this precision."""
    report = make_report(f"Struck, place {number} (INVENTED).")
    place = Place(name=f"Place {number}", latitude=10.0, longitude=longitude, country="ZZ", place_precision=precision)  # type: ignore[arg-type]
    day = datetime.date(2031, number, 1)
    date = Date(date_start=day, date_end=day, date_precision="day")
    event = Event(
        id=claim_id(report.id, READER, 0), report_id=report.id, reader=READER, status="occurred", event_type="ASSAULT", place=place,
        date=date, evidence={"trigger": ((0, 6),)},
    )  # fmt: skip
    return make_reading(report, claims=(event,))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A client of a server on a record of deeds and displacement, of which something was said."""
    folder = tmp_path_factory.mktemp("api")
    with Ledger.open(folder / "ebla.db") as ledger:
        ledger.add(make_reading())
        ledger.add(at(1, 179.9, "country"))
        ledger.add(at(2, 20.0, "vague"))
        for number in range(6):
            ledger.add(reading(number))
    build(folder / "ebla.db", folder / "files")
    with serving(folder / "ebla.db", folder / "files", Guard(reviewer="Ada Lind")) as found:
        token = found.get("/incidents").text.partition('name="ebla-csrf" content="')[2].partition('"')[0]
        claim = found.get("/api/v1/claims").json()["claims"][0]["claim_id"]
        for number in range(3):
            said = {"action": "comment", "claim_id": claim, "reason": f"remark {number}"}
            assert found.post("/api/v1/reviews", json=said, headers={"x-ebla-csrf": token}).status_code == 201
        yield found


def test_every_list_of_the_document_is_looked_at():
    listed = set()
    for path, methods in documented().openapi()["paths"].items():
        names = {one["name"] for one in methods.get("get", {}).get("parameters", ())}
        listed |= {path} if "limit" in names else set()
    assert listed == {address.partition("?")[0] for address in LISTS}


@pytest.mark.parametrize(("address", "key"), LISTS.items())
def test_list_comes_in_pages_and_is_not_sent_twice(client: httpx.Client, address: str, key: str):
    whole = client.get(address)
    every = whole.json()[key]
    parameter = "since" if key == "reviews" else "after"
    paged: list[Any] = []
    following: Any = None
    for _ in range(len(every) + 1):
        more = {parameter: following} if following is not None else {}
        answer = client.get(client.build_request("GET", address).url.copy_merge_params({"limit": 1, **more})).json()
        assert len(answer[key]) <= 1
        paged += answer[key]
        following = answer["next"]
        if following is None:
            break
    assert every and paged == every and following is None
    again = client.get(address, headers={"if-none-match": whole.headers["etag"]})
    assert again.status_code == 304 and not again.content


@pytest.mark.parametrize("address", ["/api/v1/displacement", "/api/v1/search?q=invented", "/api/v1/reports"])
def test_cursor_that_no_page_gave_is_refused(client: httpx.Client, address: str):
    assert client.get(client.build_request("GET", address).url.copy_merge_params({"after": "-5"})).status_code == 400


def test_every_bin_has_its_box(client: httpx.Client, monkeypatch: pytest.MonkeyPatch):
    found = client.get("/api/v1/bins?zoom=4").json()
    far, vague = sorted(found["areas"], key=lambda area: -area["longitude"])
    west, south, east, north = far["bbox"]
    assert west > east and south < 10 < north and far["radius_km"] > vague["radius_km"]  # across 180 degrees
    assert vague["bbox"][0] < 20 < vague["bbox"][2]
    monkeypatch.setattr(maps, "MOST_POINTS", 0)
    for zoom in (0, 5, 12):
        for square in client.get(f"/api/v1/bins?zoom={zoom}").json()["squares"]:
            west, south, east, north = square["bbox"]
            assert west <= square["longitude"] <= east and south <= square["latitude"] <= north


def test_file_has_all_rows_where_the_page_shows_the_first(client: httpx.Client, monkeypatch: pytest.MonkeyPatch):
    from ebla.pages.period_filters import PeriodQuery

    monkeypatch.setattr(PeriodQuery, "MOST", 2)
    page = client.get("/displacement").text
    assert "Only the first 2 are shown" in page
    assert client.get("/displacement.csv?section=figures").text.count("\r\n") == 1 + 12
    assert client.get("/api/v1/displacement?section=figures").json()["total"] == 12
