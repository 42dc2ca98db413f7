"""Folders of the linking corpus in; reports and gold claims as Ebla's records out. Scores nothing."""

from __future__ import annotations

import datetime
import json
import pathlib
from dataclasses import dataclass
from typing import Any

from ebla.incidents import LinkClaim, link_claims
from ebla.records import Claimant, Date, Event, Figure, Party, Place, Report

HERE = pathlib.Path(__file__).parent
KEPT_OUT = HERE / "kept_out.txt"
READER = "gold/1"
HAPPENED = ("occurred", "ongoing")


@dataclass(frozen=True, slots=True)
class War:
    """A war of the corpus: its reports by id, their gold claims as events and figures, the incident of each deed, and gold relations.

    Ids are made unique over wars: `sudan-2023/r001.1`. `told_wrongly` are claims of what never happened or stood elsewhere.
    """

    name: str
    reports: dict[str, Report]
    claims: dict[str, list[Event | Figure]]
    incident_of: dict[str, str]
    relations: dict[str, tuple[str, str]]
    incidents: dict[str, dict[str, Any]]

    def link_claims(self) -> list[LinkClaim]:
        """Return what linking compares of the gold claims."""
        return [
            claim
            for report_id, report in self.reports.items()
            for claim in link_claims(report_id, report.report_date, report.text, self.claims[report_id])
        ]


def wars(*, kept_out: bool = False) -> list[str]:
    """Return the names of the wars of the half for development, or of the other."""
    out = set(KEPT_OUT.read_text("utf-8").split()) if KEPT_OUT.exists() else set()
    return sorted(folder.name for folder in HERE.iterdir() if (folder / "gold.jsonl").exists() and (folder.name in out) == kept_out)


def load_war(name: str) -> War:
    """Return a war of the corpus."""
    folder = HERE / name
    rows = [json.loads(line) for line in (folder / "reports.jsonl").read_text("utf-8").splitlines()]
    reports = {f"{name}/{row['report_id']}": _report(row) for row in rows}
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    claims: dict[str, list[Event | Figure]] = {report_id: [] for report_id in reports}
    told = {(line["report_id"], line["incident"]): line["claim_id"] for line in gold if line["incident"]}
    for line in gold:
        report_id = f"{name}/{line['report_id']}"
        claims[report_id].extend(_claims(name, report_id, reports[report_id].text, line, told))
    incidents = {row["incident"]: row for row in map(json.loads, (folder / "incidents.jsonl").read_text("utf-8").splitlines())}
    related = {"fulfils": "fulfilled_by", "about": "about"}
    return War(
        name,
        reports,
        claims,
        {f"{name}/{line['claim_id']}": line["incident"] for line in gold if line["incident"] and line["status"] in HAPPENED},
        {
            f"{name}/{line['claim_id']}": (related[key], line[key])
            for line in gold
            for key in related
            if line.get(key) and not line["incident"]
        },
        incidents,
    )


def span_of(text: str, at: str | list[Any]) -> tuple[int, int]:
    """Return where gold words stand in a text; `["words", 2]` is their second occurrence."""
    words, occurrence = (at, 1) if isinstance(at, str) else (at[0], at[1])
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return start, start + len(words)


def _report(row: dict[str, Any]) -> Report:
    day = datetime.date.fromisoformat(row["report_date"]) if row["report_date"] else None
    return Report(
        text=row["text"], report_date=day, title=row["title"], publisher=row["publisher"], url=row["url"], language=row["language"]
    )


def _claims(war: str, report_id: str, text: str, line: dict[str, Any], told: dict[tuple[str, str], str]) -> list[Event | Figure]:
    own = f"{war}/{line['claim_id']}"
    span = span_of(text, line["at"])
    part_of = told.get((line["report_id"], line.get("part_of") or ""))
    said = {"report_id": report_id, "reader": READER, "status": line["status"], "evidence": {"trigger": (span,)}}
    claimant = Claimant(name=(line.get("claimant") or {}).get("name") or "report")
    event = Event(
        id=own,
        **said,
        claimant=claimant,
        event_type=line["event_type"],
        mode=line["mode"],
        actor=tuple(map(_party, line["actor"])),
        recipient=tuple(map(_party, line["recipient"])),
        place=_place(line["place"]),
        date=_date(line["date"]),
        weapon=tuple(line["weapon"]),
        facility=tuple(line["facility"]),
        part_of=f"{war}/{part_of}" if part_of else None,
    )
    figures = [
        Figure(
            id=f"{own}.f{i}", **said, claimant=Claimant(name=(f.get("claimant") or {}).get("name") or claimant.name), measure=f["measure"],
            low=f["low"], best=f["best"], high=f["high"], who=f["who"], event_id=own, party=_party(f["party"]) if f.get("party") else None,
        )
        for i, f in enumerate(line["figures"])
    ]  # fmt: skip
    return [event, *figures]


def _party(raw: dict[str, Any]) -> Party:
    return Party(name=raw.get("name"), code=raw.get("code"))


def _place(raw: dict[str, Any] | None) -> Place | None:
    if not raw:
        return None
    code = raw.get("feature_code")
    precision = "vague" if raw.get("latitude") is None else {"ADM1": "admin1", "ADM2": "admin2", "PCLI": "country"}.get(code or "", "exact")
    return Place(
        name=raw["name"], latitude=raw.get("latitude"), longitude=raw.get("longitude"), country=raw.get("country"),
        admin1=raw.get("admin1"), feature_code=code, place_precision=precision,
    )  # type: ignore[arg-type]  # fmt: skip


def _date(raw: dict[str, Any] | None) -> Date | None:
    if not raw:
        return None
    start, end = (datetime.date.fromisoformat(raw[key]) if raw.get(key) else None for key in ("date_start", "date_end"))
    return Date(date_start=start, date_end=end)
