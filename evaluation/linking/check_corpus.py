#!/usr/bin/env python3
"""Faults of the invented multi-report corpus beside this file, one a line, and its counts.

What comes in: the folder of each war (`reports.jsonl`, `gold.jsonl`, `incidents.jsonl`, `relations.jsonl`, `sources.json`), by default all
that lie beside this script. What goes out: faults on standard error and exit status 1, and a line of counts for each war. It does not judge
whether a telling belongs to its incident, and it does not score anything. Standard library only.

    python evaluation/linking/check_corpus.py [WAR ...]
"""

from __future__ import annotations

import datetime
import json
import math
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

Row = dict[str, Any]

REPORT_KEYS = {"report_id", "report_date", "publisher", "title", "url", "language", "text"}
CLAIM_KEYS = {
    *(
        "report_id",
        "claim_id",
        "incident",
        "at",
        "status",
        "event_type",
        "mode",
        "actor",
        "recipient",
        "place",
        "date",
        "weapon",
        "facility",
        "figures",
        "claimant",
    ),
}
CLAIM_EXTRAS = {"fulfils", "about", "part_of", "told_wrongly"}
STATUS = {"occurred", "ongoing", "planned", "promised", "demanded", "threatened", "forecast", "hypothetical", "denied"}
DEED_STATUS = {"occurred", "ongoing"}
EVENT_TYPES = {
    *(
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
    ),
    *("COERCE", "ASSAULT"),
}
MEASURES = {
    *(
        "killed",
        "wounded",
        "casualties",
        "missing",
        "detained",
        "abducted",
        "displaced",
        "returned",
        "population",
        "in_need",
        "facilities_destroyed",
    ),
    *("homes_destroyed", "strikes", "fighters", "other"),
}
RELATIONS = {"copy_of", "edited_copy_of", "supersedes", "withdraws"}
SHORTEST_WORDS, LONGEST_WORDS = 60, 220
FARTHEST_KM = 60.0


def rows(path: Path) -> list[Row]:
    """Give the objects of a JSON Lines file, in order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def day(value: str | None) -> datetime.date | None:
    """Give an ISO day as a date, null as None."""
    return None if value is None else datetime.date.fromisoformat(value)


def distance_km(a: Row, b: Row) -> float:
    """Give the great-circle distance of two places with coordinates. [km]"""
    la, lb = math.radians(a["latitude"]), math.radians(b["latitude"])
    half = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b["longitude"] - a["longitude"]) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


class War:
    """One war's files and the faults found in them."""

    def __init__(self, folder: Path) -> None:
        """Read the files of `folder`; relations may be missing where no report copies or replaces another."""
        self.name = folder.name
        self.reports = rows(folder / "reports.jsonl")
        self.gold = rows(folder / "gold.jsonl")
        self.incidents = rows(folder / "incidents.jsonl")
        relations = folder / "relations.jsonl"
        self.relations = rows(relations) if relations.exists() else []
        self.sources = json.loads((folder / "sources.json").read_text(encoding="utf-8"))["sources"]
        self.by_report = {report["report_id"]: report for report in self.reports}
        self.by_incident = {incident["incident"]: incident for incident in self.incidents}
        self.faults: list[str] = []

    def fault(self, where: str, what: str) -> None:
        """Keep one fault with its place."""
        self.faults.append(f"{self.name} {where}: {what}")

    def check(self) -> list[str]:
        """Give all faults of this war."""
        self.check_reports()
        self.check_relations()
        self.check_sources()
        for claim in self.gold:
            self.check_claim(claim)
        self.check_incidents()
        return self.faults

    def check_reports(self) -> None:
        """Ids and addresses are unique (but for later versions), dates are days, the first line says that the text is invented."""
        for name, count in Counter(report["report_id"] for report in self.reports).items():
            if count > 1:
                self.fault(name, "report id twice")
        versions = {relation["report_id"] for relation in self.relations if relation["relation"] in ("supersedes", "withdraws")}
        urls = Counter(report["url"] for report in self.reports if report["report_id"] not in versions)
        for report in self.reports:
            where = report["report_id"]
            if set(report) != REPORT_KEYS:
                self.fault(where, f"keys {sorted(set(report) ^ REPORT_KEYS)}")
            datetime.date.fromisoformat(report["report_date"])
            if not report["text"].startswith(f"INVENTED {report['publisher']}\n"):
                self.fault(where, "first line is not INVENTED and the publisher")
            words = len(report["text"].split("\n", 1)[1].split())
            if not SHORTEST_WORDS <= words <= LONGEST_WORDS:
                self.fault(where, f"{words} words")
            if not re.fullmatch(r"https://[a-z0-9-]+\.example/[a-z0-9/-]+", report["url"]) or urls[report["url"]] > 1:
                self.fault(where, f"url {report['url']}")

    def check_relations(self) -> None:
        """Relations name two reports, the later one first; versions keep the publisher, copies do not; a verbatim copy is verbatim."""
        for relation in self.relations:
            where, later, earlier = relation["report_id"], self.by_report.get(relation["report_id"]), self.by_report.get(relation["of"])
            if later is None or earlier is None or relation["relation"] not in RELATIONS:
                self.fault(where, f"relation {relation}")
                continue
            if later["report_date"] < earlier["report_date"]:
                self.fault(where, "is dated before the report it follows")
            same = later["publisher"] == earlier["publisher"]
            if same != (relation["relation"] in ("supersedes", "withdraws")):
                self.fault(where, f"{relation['relation']} of {relation['of']}: publishers {later['publisher']}, {earlier['publisher']}")
            verbatim = later["text"].split("\n", 1)[1] == earlier["text"].split("\n", 1)[1]
            if verbatim != (relation["relation"] == "copy_of"):
                self.fault(where, f"{relation['relation']} of {relation['of']}: text is {'' if verbatim else 'not '}the same")

    def check_sources(self) -> None:
        """Every publisher is in the register once, and the agencies that it prints are there too."""
        names = Counter(source["publisher"] for source in self.sources)
        for report in self.reports:
            if names[report["publisher"]] != 1:
                self.fault(report["report_id"], f"publisher {report['publisher']!r} is {names[report['publisher']]} times in sources.json")
        for source in self.sources:
            for agency in source["prints_agency"]:
                if agency not in names:
                    self.fault(source["publisher"], f"prints unknown agency {agency!r}")

    def check_claim(self, claim: Row) -> None:
        """Keys, closed lists, quotation, links and scene of one gold line."""
        where = str(claim.get("claim_id"))
        report = self.by_report.get(claim["report_id"])
        if report is None or CLAIM_KEYS - set(claim) or set(claim) - CLAIM_KEYS - CLAIM_EXTRAS:
            self.fault(where, f"unknown report or keys {sorted(CLAIM_KEYS ^ set(claim))}")
            return
        words, wanted = claim["at"] if isinstance(claim["at"], list) else (claim["at"], 1)
        found = report["text"].count(words)
        if found < wanted or (found > 1 and not isinstance(claim["at"], list)):
            self.fault(where, f"{words!r} stands {found} times in {report['report_id']}")
        if claim["status"] not in STATUS or (claim["event_type"] is not None and claim["event_type"] not in EVENT_TYPES):
            self.fault(where, f"status {claim['status']!r}, event type {claim['event_type']!r}")
        if (claim["incident"] is not None) != (claim["status"] in DEED_STATUS):
            self.fault(where, "a deed has an incident, anything else has none")
        for key in ("incident", "fulfils", "about", "part_of"):
            if claim.get(key) is not None and claim[key] not in self.by_incident:
                self.fault(where, f"{key}: unknown incident {claim[key]!r}")
        for figure in claim["figures"]:
            bounds = [figure[key] for key in ("low", "best", "high") if figure[key] is not None]
            if figure["measure"] not in MEASURES or bounds != sorted(bounds):
                self.fault(where, f"figure {figure}")
        self.check_scene(where, claim, report)

    def check_scene(self, where: str, claim: Row, report: Row) -> None:
        """A deed is no later than its report; its day and place hold the incident's own unless `told_wrongly` names them."""
        interval, place = claim["date"] or {"date_start": None, "date_end": None}, claim["place"]
        start, end = day(interval["date_start"]), day(interval["date_end"])
        if start and end and start > end:
            self.fault(where, "starts after it ends")
        if place is not None and (
            (place["latitude"] is None) != (place["longitude"] is None) or (place["latitude"] is None) != (place["feature_code"] is None)
        ):
            self.fault(where, f"half a place: {place}")
        if claim["incident"] is None:
            return
        limit = day(report["report_date"])
        if limit and ((start and start > limit) or (end and end > limit)):
            self.fault(where, "a deed after the report's date")
        wrong, incident = claim.get("told_wrongly", []), self.by_incident.get(claim["incident"])
        if incident is None:
            return
        true_start, true_end = day(incident["date_start"]), day(incident["date_end"])
        if "date" not in wrong and true_start and true_end and ((start and start > true_end) or (end and end < true_start)):
            self.fault(where, f"told for {start}..{end}, {claim['incident']} is {true_start}..{true_end}")
        exact = place is not None and place["latitude"] is not None and not place["feature_code"].startswith("ADM")
        known = incident["place"] is not None and incident["place"]["latitude"] is not None
        if "place" not in wrong and exact and known and distance_km(place, incident["place"]) > FARTHEST_KM:
            self.fault(where, f"told at {place['name']}, {claim['incident']} is at {incident['place']['name']}")

    def check_incidents(self) -> None:
        """Ids are unique, bounds are in order, parts name a whole, and every incident is told: a main one by three reports or more."""
        told = Counter(incident for incident, _ in {(claim["incident"], claim["report_id"]) for claim in self.gold})
        for name, count in Counter(incident["incident"] for incident in self.incidents).items():
            if count > 1:
                self.fault(name, "incident id twice")
        for incident in self.incidents:
            name = incident["incident"]
            bounds = [value for value in (incident["killed"][key] for key in ("low", "best", "high")) if value is not None]
            if bounds != sorted(bounds):
                self.fault(name, f"killed {incident['killed']}")
            if incident["part_of"] is not None and incident["part_of"] not in self.by_incident:
                self.fault(name, f"part of unknown {incident['part_of']!r}")
            if told[name] < (3 if incident["size"] == "main" else 1):
                self.fault(name, f"told by {told[name]} reports")

    def counts(self) -> str:
        """Give one line of counts."""
        main = sum(incident["size"] == "main" for incident in self.incidents)
        deeds = sum(claim["incident"] is not None for claim in self.gold)
        kinds = Counter(relation["relation"] for relation in self.relations)
        links = ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(RELATIONS))
        return (
            f"{self.name}: {len(self.reports)} reports, {len(self.sources)} outlets, "
            f"{main} main and {len(self.incidents) - main} minor incidents, "
            f"{deeds} tellings of deeds, {len(self.gold) - deeds} of plans, threats and denials; "
            f"{links}"
        )


def main(names: list[str]) -> int:
    """Check the named wars, or all, and give the exit status."""
    here = Path(__file__).resolve().parent
    folders = [here / name for name in names] or sorted(path.parent for path in here.glob("*/reports.jsonl"))
    faults: list[str] = []
    for folder in folders:
        war = War(folder)
        faults += war.check()
        print(war.counts())
    for line in faults:
        print(line, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
