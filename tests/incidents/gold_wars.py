"""The invented multi-report corpus as records: reports, event and figure claims, which incident each tells of, and the register."""

from __future__ import annotations

import datetime
import json
import pathlib
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ebla.incidents.sources import Register, Source
from ebla.incidents.view import Linked
from ebla.records import Claimant, Date, Event, Figure, Party, Place, Report

FOLDER = pathlib.Path(__file__).parents[2] / "evaluation" / "linking"
WARS = ("sudan-2023", "syria-2019", "colombia-2001", "philippines-2017")
"""Part 1 of the corpus; the other wars are kept out of everything that is tuned."""
READER = "gold/1+0"


@dataclass
class War:
    """A war of the corpus."""

    reports: dict[str, Report]
    events: dict[str, Event]
    figures: list[Figure]
    incident_of: dict[str, str]
    about: dict[str, str]
    register: Register
    incidents: dict[str, dict[str, Any]]
    relations: list[dict[str, str]]
    names: dict[str, str] = field(default_factory=dict)

    def linked(self, incident: str, **more: Any) -> Linked:
        """What the gold puts into an incident."""
        events = [event for event in self.events.values() if self.incident_of.get(event.id) == incident]
        denials = [event for event in self.events.values() if self.about.get(event.id) == incident and event.status == "denied"]
        ids = {event.id for event in events}
        figures = [figure for figure in self.figures if figure.event_id in ids]
        used = {claim.report_id for claim in (*events, *denials)}
        return Linked(
            incident_id=incident, events=events, denials=denials, figures=figures,
            reports={name: report for name, report in self.reports.items() if name in used}, **more,
        )  # fmt: skip

    def report_id(self, name: str) -> str:
        """The id of the corpus's report r001, r002, ..."""
        return self.names[name]


def _lines(path: pathlib.Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def load(war: str) -> War:
    """Read a war of part 1."""
    assert war in WARS
    folder = FOLDER / war
    reports, names = {}, {}
    for row in _lines(folder / "reports.jsonl"):
        made = Report(
            text=row["text"], report_date=datetime.date.fromisoformat(row["report_date"]), date_basis="record",
            title=row["title"], publisher=row["publisher"], url=row["url"], language=row["language"],
        )  # fmt: skip
        names[row["report_id"]] = made.id
        reports[made.id] = made
    events, figures, incident_of, about = {}, [], {}, {}
    for row in _lines(folder / "gold.jsonl"):
        event = _event(row, names[row["report_id"]], reports)
        events[event.id] = event
        if row["incident"]:
            incident_of[event.id] = row["incident"]
        if row.get("about"):
            about[event.id] = row["about"]
        figures += [_figure(figure, n, event) for n, figure in enumerate(row["figures"])]
    return War(
        reports, events, figures, incident_of, about, register(folder / "sources.json"),
        {row["incident"]: row for row in _lines(folder / "incidents.jsonl")}, _lines(folder / "relations.jsonl"), names,
    )  # fmt: skip


def register(path: pathlib.Path) -> Register:
    """Read a war's outlets as a register."""
    rows = json.loads(path.read_text("utf-8"))["sources"]
    return Register(
        Source(name=row["publisher"], kind=row["kind"], owner=row["owner"], prints=tuple(row["prints_agency"]), language=row["language"])
        for row in rows
    )


def _event(row: dict[str, Any], report_id: str, reports: dict[str, Report]) -> Event:
    words, nth = row["at"] if isinstance(row["at"], list) else (row["at"], 1)
    text, start = reports[report_id].text, -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Event(
        id=f"{report_id}.{row['claim_id'].split('.')[-1]}", report_id=report_id, reader=READER, status=row["status"],
        event_type=row["event_type"], mode=row["mode"],
        actor=_parties(row["actor"]), recipient=_parties(row["recipient"]),
        weapon=tuple(row["weapon"]), facility=tuple(row["facility"]),
        place=msgspec.convert(row["place"], Place) if row["place"] else None,
        date=msgspec.convert(row["date"], Date) if row["date"] else None,
        claimant=Claimant(name=row["claimant"]["name"]), evidence={"trigger": ((start, start + len(words)),)},
    )  # fmt: skip


def _parties(rows: list[dict[str, Any]]) -> tuple[Party, ...]:
    return tuple(msgspec.convert(row, Party) for row in rows)


def _figure(row: dict[str, Any], number: int, event: Event) -> Figure:
    party = row.get("party")
    party = {"name": party} if isinstance(party, str) else party
    return Figure(
        id=f"{event.id}.f{number}", report_id=event.report_id, reader=READER, status=event.status, event_id=event.id,
        measure=row["measure"], who=row["who"], low=row["low"], best=row["best"], high=row["high"],
        low_inclusive=True if row["low"] is not None else None, unit="person", stock_flow="flow",
        party=msgspec.convert(party, Party) if party else None,
        claimant=Claimant(name=row["claimant"]["name"]) if row.get("claimant") else event.claimant, evidence=event.evidence,
    )  # fmt: skip
