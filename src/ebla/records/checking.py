"""Faults of a reading against the contract of `docs/claims.md`, in words, one a line.

In come the lines of a reading as plain JSON values and, where there is one, the report's text; out go messages. The closed lists are the
records' own (`ebla.records.schema`). Whether a claim is true of the report is not judged here: that is what `evaluation/` measures.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ebla.records.schema import CLOSED, DATE_FIELDS, KINDS, LINK_FIELDS, NOUN_FIELDS, PARTY_FIELDS, PLACE_FIELDS, statuses

LONGEST_TRIGGER_CHARS = 160
MOST_TRIGGER_SPANS = 3
ALWAYS_NEEDED = ("id", "report_id", "reader", "status", "claimant", "confidence", "also", "evidence")
NEEDED = {
    "event": ("event_type", "mode", "actor", "recipient", "weapon", "facility", "place", "date"),
    "figure": ("measure", "unit", "quantifier", "low", "best", "high", "stock_flow", "period", "place"),
    "agreement": ("agreement_type", "signatories", "signed", "in_force"),
    "violation": ("agreement_id", "violator", "alleger", "date"),
    "tie": ("tie_type", "source", "target"),
}
"""Keys that a claim of each kind must have on the wire, null or filled; the others may be left out."""
NO_COORDINATES = ("vague", "international")


def check_lines(lines: Iterable[Any], text: str | None = None) -> list[str]:
    """Return the faults of a reading, each as `line N: what`; empty when it conforms.

    Args:
        lines: The reading's lines, decoded from JSON.
        text: The report's kept text. Given, every span must lie inside it and every `text` must equal it.

    >>> check_lines([{"kind": "rumour"}])
    ['line 0: no report line', "line 1: unknown kind 'rumour'"]
    """
    return check_numbered(enumerate(lines, 1), text)


def check_numbered(lines: Iterable[tuple[int, Any]], text: str | None = None) -> list[str]:
    """Return what `check_lines` does, for lines that come with their own numbers (of a file with blank lines, say)."""
    checker = _Checker(text)
    every = list(lines)
    reports = [c for _, c in every if isinstance(c, dict) and c.get("kind") == "report"]
    checker.reports = {c["id"] for c in reports if isinstance(c.get("id"), str)}
    if not checker.reports:
        checker.fault(0, "no report line")
    for number, line in every:
        checker.number = number
        try:
            checker.line(line)
        except (TypeError, ValueError, AttributeError, KeyError) as problem:
            checker.fault(number, f"a value of the wrong type: {problem}")
    for number, key, target in checker.links:
        if not isinstance(target, str) or target not in checker.ids:
            checker.fault(number, f"{key}: no claim {target!r}")
    return checker.faults


def is_number(value: object) -> bool:
    """Whether a JSON value is a number (true and false are none)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass
class _Checker:
    """What is known while the lines of one reading are checked, one after the other."""

    text: str | None
    number: int = 0
    reports: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    links: list[tuple[int, str, Any]] = field(default_factory=list)

    def fault(self, number: int, what: str) -> None:
        self.faults.append(f"line {number}: {what}")

    def here(self, what: str) -> None:
        self.fault(self.number, what)

    def line(self, claim: Any) -> None:
        if not isinstance(claim, dict):
            return self.here("not an object")
        kind = claim.get("kind")
        if kind in ("report", "problem"):
            return None
        if kind not in KINDS:
            return self.here(f"unknown kind {kind!r}")
        self.frame(kind, claim)
        self.values(kind, claim)
        self.words(kind, claim)
        self.parties(claim)
        self.places_and_dates(claim)
        self.numbers(claim)
        self.once(kind, claim)
        for key in LINK_FIELDS:
            found = claim[key] if isinstance(claim.get(key), list) else [claim.get(key)]
            self.links.extend((self.number, key, x) for x in found if x is not None)
        return None

    def frame(self, kind: str, claim: dict[str, Any]) -> None:
        """Check the keys that must be there, the id and the report."""
        for key in ALWAYS_NEEDED + NEEDED[kind]:
            if key not in claim:
                self.here(f"{kind}: no {key}")
        own = claim.get("id")
        if not isinstance(own, str):
            self.here(f"id: not a string: {own!r}")
        elif own in self.ids:
            self.here(f"id {own!r} twice")
        else:
            self.ids.add(own)
        if self.reports and claim.get("report_id") not in self.reports:
            self.here(f"report_id: no report {claim.get('report_id')!r}")

    def values(self, kind: str, claim: dict[str, Any]) -> None:
        """Check status, closed lists and confidence."""
        for key, allowed in ({"status": statuses(kind)} | CLOSED).items():
            value = claim.get(key)
            if value is not None and not (isinstance(value, str) and value in allowed):
                self.here(f"{key}: unknown value {value!r}")
        confidence = claim.get("confidence")
        if confidence is not None and not 0 <= confidence <= 1:
            self.here(f"confidence {confidence}")

    def words(self, kind: str, claim: dict[str, Any]) -> None:
        """Check the trigger, the other evidence and the later mentions."""
        evidence = claim["evidence"] if isinstance(claim.get("evidence"), dict) else {}
        if not evidence.get("trigger"):
            self.here(f"{kind}: no trigger")
        for name, spans in evidence.items():
            for span in spans if isinstance(spans, list) else [spans]:
                self.span(f"evidence.{name}", span)
        trigger = [s for s in evidence.get("trigger") or [] if isinstance(s, list) and len(s) == 2]
        chars = sum(end - start for start, end in trigger)
        if len(trigger) > MOST_TRIGGER_SPANS or chars > LONGEST_TRIGGER_CHARS:
            self.here(f"trigger of {len(trigger)} spans and {chars} characters")
        for span in claim.get("also") or []:
            self.span("also", span)
        for key in NOUN_FIELDS:
            if claim.get(key) and not evidence.get(key):
                self.here(f"{key} without evidence")

    def parties(self, claim: dict[str, Any]) -> None:
        """Check parties, claimants and the ends of ties."""
        for key in (*PARTY_FIELDS, "via"):
            for i, party in enumerate(claim.get(key) or []):
                self.thing(f"{key}[{i}]", party)
        if claim.get("party") is not None:
            self.thing("party", claim["party"])
        for key in ("claimant", "source", "target"):
            value = claim.get(key)
            if isinstance(value, dict):
                self.thing(key, value)
            elif key == "claimant" or (value is not None and not isinstance(value, str)):
                self.here(f"{key}: {value!r}")
            elif value is not None:
                self.links.append((self.number, key, value))

    def places_and_dates(self, claim: dict[str, Any]) -> None:
        """Check every place and date that is filled."""
        for keys, check in ((PLACE_FIELDS, self.place), (DATE_FIELDS, self.date)):
            for key in keys:
                value = claim.get(key)
                if isinstance(value, dict):
                    check(key, value)
                elif value is not None:
                    self.here(f"{key}: not an object")

    def numbers(self, claim: dict[str, Any]) -> None:
        """Check that low, best and high are numbers in order."""
        bounds = [claim.get(key) for key in ("low", "best", "high")]
        known = [x for x in bounds if x is not None]
        if not all(map(is_number, known)):
            self.here(f"low, best, high: {bounds}")
        elif known != sorted(known):
            self.here(f"low, best, high out of order: {bounds}")

    def once(self, kind: str, claim: dict[str, Any]) -> None:
        """Check that no earlier claim says the same in all its fields."""
        evidence = claim["evidence"] if isinstance(claim.get("evidence"), dict) else {}
        trigger = evidence.get("trigger")
        kept = {k: v for k, v in claim.items() if k not in ("id", "confidence", "also", "evidence")}
        same = json.dumps(kept | {"trigger": trigger}, sort_keys=True)
        if same in self.seen:
            self.here(f"{kind} said twice in all its fields, trigger {trigger}")
        self.seen.add(same)

    def span(self, where: str, span: Any, said: Any = None) -> None:
        """Check a span, and the words that are said to stand there."""
        if not (isinstance(span, list) and len(span) == 2 and all(isinstance(x, int) for x in span) and 0 <= span[0] < span[1]):
            return self.here(f"{where}: not a span: {span}")
        if self.text is None:
            return None
        if span[1] > len(self.text):
            return self.here(f"{where}: span {span} ends after the text ({len(self.text)})")
        there = self.text[span[0] : span[1]]
        if said is not None and there != said:
            self.here(f"{where}: text is {said!r}, the report has {there!r}")
        return None

    def thing(self, where: str, value: Any) -> None:
        """Check what parties, claimants, places and dates have in common."""
        if not isinstance(value, dict):
            return self.here(f"{where}: not an object: {value!r}")
        if where.split("[")[0] in ("claimant", "via") and not value.get("name"):
            self.here(f"{where}: no name")
        if value.get("span") is not None:
            self.span(where, value["span"], value.get("text"))
        elif not value.get("inferred") and not (where == "claimant" and value.get("name") == "report"):
            self.here(f"{where}: no span, and not marked as inferred")
        for key in ("place_precision", "date_precision", "timex_type"):
            if value.get(key) is not None and not (isinstance(value[key], str) and value[key] in CLOSED[key]):
                self.here(f"{where}.{key}: unknown value {value[key]!r}")
        return None

    def date(self, where: str, value: dict[str, Any]) -> None:
        """Check a date: ISO days, start not after end."""
        self.thing(where, value)
        days = []
        for key in ("date_start", "date_end"):
            try:
                days.append(None if value.get(key) is None else datetime.date.fromisoformat(value[key]))
            except (TypeError, ValueError):
                return self.here(f"{where}.{key}: not an ISO day: {value[key]!r}")
        if days[0] and days[1] and days[0] > days[1]:
            self.here(f"{where}: starts after it ends")
        return None

    def place(self, where: str, value: dict[str, Any]) -> None:
        """Check a place: both coordinates or none, none where the words are vague, an ISO country."""
        self.thing(where, value)
        latitude, longitude = value.get("latitude"), value.get("longitude")
        if any(x is not None and not is_number(x) for x in (latitude, longitude)):
            return self.here(f"{where}: coordinates are not numbers: {latitude!r}, {longitude!r}")
        if latitude is None or longitude is None:
            if latitude is not longitude:
                self.here(f"{where}: bad coordinates {latitude}, {longitude}")
        elif not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            self.here(f"{where}: bad coordinates {latitude}, {longitude}")
        if latitude is not None and value.get("place_precision") in NO_COORDINATES:
            self.here(f"{where}: coordinates on a place that is {value['place_precision']}")
        if value.get("country") is not None and not re.fullmatch("[A-Z]{2}", str(value["country"])):
            self.here(f"{where}.country: {value['country']!r}")
        return None
