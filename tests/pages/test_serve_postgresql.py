"""`ebla serve` on a ledger in PostgreSQL: the page is built, what is new shows, and words are kept."""

from __future__ import annotations

from page_server import served, until

from ebla.ledger import Ledger
from factory import TEXT, make_reading, make_report
from ledger.conftest import postgresql, postgresql_address  # noqa: F401


def test_page_of_a_postgresql_ledger_is_built_and_reviewed(postgresql_address: str):  # noqa: F811
    with Ledger.open(postgresql_address) as ledger:
        ledger.add(make_reading())
    with served("--ledger", postgresql_address, "--reviewer", "Ada Lind") as (process, client):
        until(lambda: client.get("/api/v1/incidents").is_success and client.get("/api/v1/incidents").json()["incidents"] != [])
        page = client.get("/incidents")
        assert "<tr data-incident=" in page.text and client.get("/displacement").is_success
        with Ledger.open(postgresql_address) as ledger:
            ledger.add(make_reading(make_report(TEXT + "\nLater.", publisher="Other Wire (INVENTED)")))
        until(lambda: client.get("/api/v1/incidents").json()["incidents"][0]["report_count"] == 2)
        claim = client.get("/api/v1/claims?kind=event").json()["claims"][0]
        headers = {"x-ebla-csrf": page.text.partition('name="ebla-csrf" content="')[2].partition('"')[0]}
        said = {"action": "correct", "claim_id": claim["claim_id"], "field": "mode", "value": "drone", "reason": "a drone"}
        answer = client.post("/api/v1/reviews", json=said, headers=headers)
        assert answer.status_code == 201 and answer.json()["review"]["reviewer"] == "Ada Lind"
        assert "by Ada Lind" in client.get(f"/reports/{claim['report_id']}").text
        until(lambda: client.get(f"/api/v1/claims?report={claim['report_id']}&kind=event").json()["claims"][0]["mode"] == "drone")
        assert client.get("/search?q=aircraft").is_success and client.get("/api/v1/search?q=aircraft").json()["total"] == 2
        assert process.poll() is None
    with Ledger.open(postgresql_address) as ledger:
        assert [(review.reviewer, review.action) for review in ledger.reviews()] == [("Ada Lind", "correct")]
