"""Review over HTTP: kept with who and when, laid over at once, never written over unseen, taken back by who said it."""

from __future__ import annotations

import html
import pathlib
import re
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from page_server import build, serving

from ebla.ledger import Ledger
from ebla.pages.security import Guard
from factory import TEXT, make_reading, make_report

TOKENS = {"Ada": b"0123456789abcdef-ada", "Bo": b"0123456789abcdef-bo"}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A folder with a ledger of two reports of one deed, and its files."""
    folder = tmp_path_factory.mktemp("untouched")
    with Ledger.open(folder / "ebla.db") as ledger:
        ledger.add(make_reading())
        ledger.add(make_reading(make_report(TEXT + "\nIt was quiet later.", publisher="Other Wire (INVENTED)")))
    build(folder / "ebla.db", folder / "files")
    return folder


@pytest.fixture
def place(untouched: pathlib.Path, tmp_path: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """A copy of it."""
    shutil.copytree(untouched, tmp_path / "copy")
    return tmp_path / "copy" / "ebla.db", tmp_path / "copy" / "files"


@pytest.fixture
def client(place: tuple[pathlib.Path, pathlib.Path]) -> Iterator[httpx.Client]:
    """A client of a server that two reviewers have tokens for."""
    with serving(*place, Guard(TOKENS)) as found:
        yield found


def by(name: str) -> dict[str, bytes]:
    """The headers of a reviewer."""
    return {"authorization": b"Bearer " + TOKENS[name]}


def say(client: httpx.Client, name: str, **said: Any) -> httpx.Response:
    """Say something."""
    return client.post("/api/v1/reviews", json=said, headers=by(name))


def event(client: httpx.Client) -> dict[str, Any]:
    """A claim of an event."""
    claim: dict[str, Any] = client.get("/api/v1/claims?kind=event", headers=by("Ada")).json()["claims"][0]
    return claim


def test_correction_is_kept_with_who_and_when_and_shown_at_once(client: httpx.Client, place: tuple[pathlib.Path, pathlib.Path]):
    claim = event(client)
    answer = say(
        client, "Ada", action="correct", claim_id=claim["claim_id"], field="mode", value="drone", reason="a drone, <b>not</b> a plane"
    )
    assert answer.status_code == 201
    kept = answer.json()["review"]
    assert (kept["reviewer"], kept["before"], kept["after"]) == ("Ada", "aerial", "drone") and kept["recorded_at"]
    page = client.get(f"/reports/{claim['report_id']}", headers=by("Bo")).text
    assert "drone" in page and "by Ada" in page and "&lt;b&gt;not" in page
    build(*place)
    assert client.get(f"/api/v1/claims?report={claim['report_id']}&kind=event", headers=by("Bo")).json()["claims"][0]["mode"] == "drone"


def test_word_on_what_another_changed_meanwhile_is_refused(client: httpx.Client):
    claim = event(client)
    seen = client.get("/api/v1/reviews", headers=by("Ada")).json()["seq"]
    same = {"action": "correct", "claim_id": claim["claim_id"], "field": "mode", "expected_seq": seen}
    assert say(client, "Ada", **same, value="drone").status_code == 201
    refused = say(client, "Bo", **same, value="explosives")
    assert refused.status_code == 409 and "Ada" in refused.json()["error"]
    again = client.get("/api/v1/reviews", headers=by("Bo")).json()["seq"]
    assert say(client, "Bo", **{**same, "expected_seq": again}, value="explosives").status_code == 201


def test_many_at_once_lose_nothing(client: httpx.Client):
    claim = event(client)
    statuses: list[int] = []

    def remark(name: str, number: int) -> None:
        with httpx.Client(base_url=client.base_url, timeout=60) as own:
            statuses.append(say(own, name, action="comment", claim_id=claim["claim_id"], reason=f"{name} {number}").status_code)

    threads = [threading.Thread(target=remark, args=(name, number)) for name in TOKENS for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = client.get(f"/api/v1/reviews?report={claim['report_id']}", headers=by("Ada")).json()["reviews"]
    assert statuses == [201] * 16 and {review["reason"] for review in kept} == {f"{name} {n}" for name in TOKENS for n in range(8)}


def test_rejected_claim_counts_no_more(client: httpx.Client, place: tuple[pathlib.Path, pathlib.Path]):
    claim = event(client)
    assert say(client, "Ada", action="reject", claim_id=claim["claim_id"]).status_code == 201
    build(*place)
    told = client.get("/api/v1/incidents", headers=by("Ada")).json()["incidents"]
    assert [row["report_count"] for row in told if row["event_type"] == "ASSAULT"] == [1]


def test_grade_split_and_undo(client: httpx.Client, place: tuple[pathlib.Path, pathlib.Path]):
    incident = next(row for row in client.get("/api/v1/incidents", headers=by("Ada")).json()["incidents"] if row["report_count"] == 2)
    name = incident["incident_id"]
    graded = say(client, "Ada", action="grade", incident_id=name, grade="discounted", reason="it is a drill")
    assert graded.status_code == 201 and "it is a drill" in client.get(f"/incidents/{name}", headers=by("Bo")).text
    assert "Discounted" in client.get(f"/incidents/{name}", headers=by("Bo")).text
    assert say(client, "Bo", action="undo", undoes=graded.json()["review"]["seq"]).status_code == 400
    assert say(client, "Ada", action="undo", undoes=graded.json()["review"]["seq"]).status_code == 201
    members = client.get(f"/api/v1/incidents/{name}", headers=by("Ada")).json()["incident"]["claim_ids"]
    assert say(client, "Bo", action="split", incident_id=name, claim_ids=members[:1], reason="two strikes").status_code == 201
    build(*place)
    assert sum(row["event_type"] == "ASSAULT" for row in client.get("/api/v1/incidents", headers=by("Bo")).json()["incidents"]) == 2


@pytest.mark.parametrize(
    "said",
    [
        {"action": "accept"}, {"action": "correct", "claim_id": "none", "field": "mode", "value": "drone"}, {"action": "dance"},
        {"action": "link", "incident_id": "nope", "reason": "x"}, {"action": "undo", "undoes": 99}, {"action": "grade", "grade": "fair"},
        {"action": "comment", "claim_id": "../etc", "reason": "x"}, {"action": "accept", "claim_id": "a" * 100}, {}, {"action": "split"},
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_refused(client: httpx.Client, said: dict[str, Any]):
    answer = say(client, "Ada", **said)
    assert answer.status_code == 400 and answer.json()["error"]


@pytest.mark.parametrize(
    ("field", "value"), [("mode", "rocketry"), ("date", "soon"), ("nothing", 1), ("mode", "aerial"), ("place", {"x": 1})]
)
def test_impossible_value_is_refused(client: httpx.Client, field: str, value: Any):
    assert say(client, "Ada", action="correct", claim_id=event(client)["claim_id"], field=field, value=value).status_code == 400


def test_form_without_scripts_keeps_a_word_and_leads_back(place: tuple[pathlib.Path, pathlib.Path]):
    with serving(*place, Guard(reviewer="Ada")) as browser:
        report = browser.get("/api/v1/reports").json()["reports"][0]["report_id"]
        page = browser.get(f"/reports/{report}").text
        form = page.partition('<form class="review-form"')[2].partition("</form>")[0]
        fields = {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)}
        answer = browser.post("/review", data=fields | {"action": "comment", "reason": "look again"})
        assert answer.status_code == 303 and answer.headers["location"].startswith(f"/reports/{report}")
        assert "look again" in browser.get(answer.headers["location"]).text
        assert browser.post("/review", data=fields | {"action": "comment", "reason": "x", "csrf": "guessed"}).status_code == 403
        away = browser.post("/review", data=fields | {"action": "comment", "reason": "y", "next": "//evil.example/"})
        assert away.headers["location"] == "/incidents"


def test_write_needs_a_name_and_the_pages_token(place: tuple[pathlib.Path, pathlib.Path]):
    with serving(*place) as nobody:
        token = re.search(r'name="ebla-csrf" content="(\w+)"', nobody.get("/incidents").text)
        assert token and "review-form" not in nobody.get("/incidents").text
        said = {"action": "comment", "claim_id": nobody.get("/api/v1/claims").json()["claims"][0]["claim_id"], "reason": "x"}
        assert nobody.post("/api/v1/reviews", json=said).status_code == 403
        assert nobody.post("/api/v1/reviews", json=said, headers={"x-ebla-csrf": token[1]}).json()["error"].startswith("Nobody is named")
