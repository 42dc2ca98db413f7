from __future__ import annotations

import json
import pathlib
import re

import msgspec
import pytest

from ebla.records import Claim, Party, Place, Tie
from ebla.records.checking import check_lines
from ebla.records.schema import CLAIM_RECORDS, CLOSED, DATE_FIELDS, KINDS, PARTY_FIELDS, PLACE_FIELDS, claims_schema, statuses
from factory import make_reading

DOCS = pathlib.Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "claims.md").read_text(encoding="utf-8")


def test_schema_on_disk_is_the_one_of_the_records():
    on_disk = json.loads((DOCS / "schema" / "claims.schema.json").read_text(encoding="utf-8"))
    assert on_disk == json.loads(json.dumps(claims_schema())), "run: scripts/generate-docs"


def test_schema_names_every_kind_of_line():
    definitions = claims_schema()["$defs"]
    kinds = {definition["properties"]["kind"]["enum"][0] for definition in definitions.values() if "kind" in definition["properties"]}
    assert kinds == {"report", "problem", *KINDS}


def test_schema_refers_only_to_what_it_defines():
    schema = claims_schema()
    assert set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema))) <= set(schema["$defs"])


def test_field_sorts_are_read_off_the_records():
    assert set(PLACE_FIELDS) == {"place", "origin", "destination"}
    assert set(DATE_FIELDS) == {"date", "period", "signed", "in_force", "ends"}
    assert {"actor", "recipient", "supporter", "signatories", "violator", "alleger"} <= set(PARTY_FIELDS)
    assert "party" not in PARTY_FIELDS
    assert "ASSAULT" in CLOSED["event_type"] and "week" in CLOSED["date_precision"]


def test_statuses_depend_on_the_kind():
    assert "alleged" in statuses("violation") and "alleged" not in statuses("event")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_documented(kind: str):
    fields = {field.name for field in msgspec.structs.fields(CLAIM_RECORDS[kind])}
    assert not {name for name in fields if not re.search(rf"`[^`]*\b{name}\b[^`]*`", PAGE)}


@pytest.mark.parametrize("name", sorted(set(CLOSED) - {"mode", "event_type", "acled_event_type", "acled_sub_event_type", "timex_type"}))
def test_every_value_of_a_closed_list_is_documented(name: str):
    assert not {value for value in CLOSED[name] if f"`{value}`" not in PAGE}


def test_example_of_the_page_conforms():
    text, lines = re.findall(r"```(?:json)?\n(.*?)```", PAGE, re.DOTALL)[:2]
    rows = [{"kind": "report", "id": "a1…"}, *map(json.loads, lines.splitlines())]
    assert check_lines(rows, text) == []


@pytest.mark.parametrize("target", [Party(name="Osk Brigade"), Place(name="Tarvel", latitude=1.5, longitude=2.0), "A1"])
def test_tie_target_keeps_its_type_on_the_wire(target: Party | Place | str):
    tie = Tie(id="t", report_id="r", reader="x", status="occurred", tie_type="based_at", source=Party(name="Osk"), target=target)
    assert msgspec.json.decode(msgspec.json.encode(tie), type=Claim) == tie


def test_reading_of_the_factory_conforms():
    reading = make_reading()
    lines = [json.loads(row) for row in reading.to_jsonl().splitlines()]
    assert check_lines(lines, reading.report.text) == []
