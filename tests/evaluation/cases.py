"""Gold lines and readings for tests of the evaluation, over one invented text."""

from __future__ import annotations

from typing import Any

TEXT = "Osk Brigade gunmen shot two farmers near Tarvel on Tuesday. The mayor said the brigade may attack the bridge. Three homes burned."
Line = dict[str, Any]


def at(words: str) -> list[int]:
    """Where the words stand in the text."""
    start = TEXT.index(words)
    return [start, start + len(words)]


def gold() -> list[Line]:
    """An event, its figure, a trap and an optional figure."""
    return [
        {"kind": "meta", "source": "t.txt", "report_date": "2031-03-05", "report_date_basis": "argument", "text_sha256": ""},
        {
            "id": "E1", "kind": "event", "span": at("shot two farmers"), "status": "occurred", "event_type": "ASSAULT",
            "actor": [{"name": "Osk Brigade"}], "recipient_any": [[], [{"name": "farmers"}]], "weapon": [],
            "place": {"name": "Tarvel", "latitude": 10.0, "longitude": 20.0},
            "date": {"date_start": "2031-03-04", "date_end": "2031-03-04"},
        },
        {"id": "F1", "kind": "figure", "span": at("two farmers"), "measure": "wounded", "low": 2, "best": 2, "high": 2, "event_id": "E1"},
        {"id": "T1", "kind": "trap", "span": at("may attack the bridge"), "wrong": "an attack on the bridge"},
        {"id": "O1", "kind": "figure", "span": at("Three homes"), "status": "occurred", "measure": "homes_destroyed", "optional": True},
    ]  # fmt: skip


def said(kind: str, words: str, **fields: Any) -> Line:
    """A claim of a reading with these words as its trigger."""
    return {"id": f"{kind}-{words}", "kind": kind, "evidence": {"trigger": [at(words)]}} | fields


def right_event(**changes: Any) -> Line:
    """The gold's event as a reading would say it."""
    return said(
        "event", "shot", status="occurred", event_type="ASSAULT", actor=[{"name": "Osk Brigade"}], recipient=[], weapon=[],
        place={"name": "Tarvel", "latitude": 10.1, "longitude": 20.0}, date={"date_start": "2031-03-04", "date_end": "2031-03-04"},
    ) | changes  # fmt: skip


def right_figure(**changes: Any) -> Line:
    """The gold's figure as a reading would say it."""
    return said("figure", "two farmers", status="occurred", measure="wounded", low=2, best=2, high=2, event_id="event-shot") | changes
