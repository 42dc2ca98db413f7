"""Counts of people displaced: those of the whole ledger, grown report by report, with who says so and how many could have."""

from __future__ import annotations

import csv
import io
import pathlib
import re
from collections import defaultdict
from collections.abc import Iterator

import httpx
import msgspec
import pytest
from displaced import reading
from page_server import build, serving

import ebla
from ebla.ledger import Ledger
from ebla.pages import generation
from ebla.pages.store import Store
from ebla.records.incident import IncidentFigure

REPORTS = 16


def counts_of(folder: pathlib.Path) -> list[str]:
    """The reconciled counts of the newest generation, as they were made."""
    return sorted(body for (body,) in Store(folder).current().rows("SELECT body FROM counts"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[pathlib.Path, pathlib.Path]:
    """A ledger of reports on two camps, added one by one, and the folder of its generations."""
    folder = tmp_path_factory.mktemp("displaced")
    for number in range(REPORTS):
        with Ledger.open(folder / "ebla.db") as ledger:
            ledger.add(reading(number))
        build(folder / "ebla.db", folder / "files")
    return folder / "ebla.db", folder / "files"


@pytest.fixture(scope="module")
def client(made: tuple[pathlib.Path, pathlib.Path]) -> Iterator[httpx.Client]:
    """A client of a server on that ledger."""
    with serving(*made) as found:
        yield found


def test_counts_grown_report_by_report_are_those_of_the_whole_ledger(made: tuple[pathlib.Path, pathlib.Path]):
    with ebla.open_ledger(made[0]) as ledger:
        whole = sorted(msgspec.json.encode(count).decode() for count in ledger.loose_figures())
    assert counts_of(made[1]) == whole
    told = [msgspec.json.decode(body, type=IncidentFigure) for body in whole]
    assert {count.stock_flow for count in told} == {"stock", None}
    assert any(len(count.accounts) > 1 and count.low != count.high for count in told)


def test_counts_made_at_once_in_small_batches_are_the_same(
    made: tuple[pathlib.Path, pathlib.Path], tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(generation, "_FIGURES_AT_A_TIME", 3)
    build(made[0], tmp_path / "whole")
    assert counts_of(tmp_path / "whole") == counts_of(made[1])


def test_coverage_is_that_of_the_ledger(made: tuple[pathlib.Path, pathlib.Path], client: httpx.Client):
    expected: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    with ebla.open_ledger(made[0]) as ledger:
        for one in ledger.coverage():
            week = expected[one.week_start.isoformat()]
            week[0] += one.report_count
            week[1] += one.report_count > 0
            week[2] += 1
    rows = client.get("/api/v1/displacement?section=coverage").json()["rows"]
    assert {row["week"]: [row["reports"], row["outlets"], row["expected"]] for row in rows} == dict(expected)


def test_count_says_low_best_high_who_says_so_and_who_could_have(client: httpx.Client):
    rows = client.get("/api/v1/displacement?section=stocks&place=tarvel").json()["rows"]
    row = max(rows, key=lambda one: one["sources"])
    assert row["sources"] > 1 and row["low"] < row["high"]
    assert {account["source_name"] for account in row["accounts"]} == {said.partition(":")[0] for said in row["who_says_so"].split("; ")}
    page = client.get("/displacement?place=tarvel").text
    for account in row["accounts"]:
        assert f'href="/claims/{account["claim_id"]}"' in page
    assert row["reason"] in page and row["reporting"] in page and " of 3" in row["reporting"]


def test_stock_and_flow_are_apart_and_plans_are_in_neither(client: httpx.Client):
    figures = client.get("/api/v1/displacement?section=figures").json()["rows"]
    of_kind = {kind: {row["claim_id"] for row in figures if row["stock_flow"] == kind} for kind in ("stock", "flow")}
    planned = {row["claim_id"] for row in figures if row["status"] == "planned"}
    assert planned
    for section in ("stocks", "flows"):
        rows = client.get(f"/api/v1/displacement?section={section}").json()["rows"]
        used = {account["claim_id"] for row in rows for account in row["accounts"]}
        assert used and used <= of_kind[section[:-1]] and not used & planned


def test_file_of_counts_has_a_plain_cell_for_each_value(client: httpx.Client):
    rows = list(csv.DictReader(io.StringIO(client.get("/displacement.csv?section=stocks").text)))
    assert rows and {"low", "best", "high", "who_says_so", "reporting"} <= rows[0].keys() and "accounts" not in rows[0]
    assert not any("{" in value for row in rows for value in row.values())


def test_withdrawal_changes_the_count(tmp_path: pathlib.Path):
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        ledger.add(reading(1))
        ledger.add(reading(4))
    build(tmp_path / "ebla.db", tmp_path / "files")
    before = counts_of(tmp_path / "files")
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        ledger.withdraw(reading(4).report.id, by="Ada", reason="wrong place")
    build(tmp_path / "ebla.db", tmp_path / "files")
    after = counts_of(tmp_path / "files")
    assert before != after and not any(reading(4).report.id in body for body in after)


@pytest.mark.parametrize("name", ["flows", "stocks"])
def test_chart_draws_a_dot_and_a_line_from_low_to_high(client: httpx.Client, name: str):
    svg = client.get(f"/charts/{name}.svg").text
    assert (
        "low to high" in " ".join(re.sub("<[^>]+>", " ", svg).split())
        and "displaced (" in svg
        and client.get(f"/charts/{name}.png").content.startswith(b"\x89PNG")
    )
