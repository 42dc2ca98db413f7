"""Claims of one invented deed with sensible defaults, each in a report of its own."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from ebla.incidents.sources import Register, Source
from ebla.incidents.view import Linked
from ebla.records import Claimant, Date, Event, Figure, Party, Place, Report

DAY = datetime.date(2031, 3, 4)
READER = "rules/0.1+0a1b2c3d"
TARVEL = Place(name="Tarvel", latitude=12.5, longitude=40.25, country="ZZ", admin1="Osk", place_precision="exact")
OSK = Place(name="Osk", latitude=12.8, longitude=40.9, country="ZZ", admin1="Osk", place_precision="admin1")
ARMY = Party(name="Military Forces of Zedland", code="ZZD MIL", actor_id="zzd-army")
REBELS = Party(name="Northern Front", code="ZZD REB", actor_id="zzd-front")
VILLAGERS = Party(name="villagers", code="ZZD CVL")
REGISTER = Register(
    [
        Source(name="Plain Wire", kind="agency", owner="Plain Wire Ltd"),
        Source(name="Harbour Gazette", kind="newspaper", owner="Quay Press", prints=("Plain Wire",)),
        Source(name="Quay Online", kind="website", owner="Quay Press", prints=("Plain Wire",)),
        Source(name="Osk Monitor", kind="monitor"),
        Source(name="Lantern Aid", kind="ngo", reliability="B", reliability_by="desk", reliability_on=DAY),
        Source(name="Army Bulletin", kind="army", owner="Military Forces of Zedland"),
        Source(name="Front Media", kind="armed group", owner="Northern Front"),
    ]
)


def report(publisher: str | None, day: int = 0, text: str | None = None) -> Report:
    """A report of a publisher, dated some days after the deed; its text is like no other's unless given."""
    date = DAY + datetime.timedelta(days=day)
    own = " ".join(hashlib.sha256(f"{publisher} {date} {n}".encode()).hexdigest()[:6] for n in range(20))
    return Report(text=text or f"{publisher}: {own}", report_date=date, publisher=publisher, title=None)


def event(of: Report, **more: Any) -> Event:
    """An air strike on Tarvel as a report tells it."""
    fields: dict[str, Any] = {
        "status": "occurred", "event_type": "ASSAULT", "mode": "aerial", "place": TARVEL, "actor": (ARMY,),
        "date": Date(date_start=DAY, date_end=DAY, date_precision="day"), "evidence": {"trigger": ((0, 5),)},
    }  # fmt: skip
    return Event(id=f"e-{of.id}-{more.pop('number', 0)}", report_id=of.id, reader=READER, **fields | more)


def figure(of: Event, best: int | None = None, *, number: int = 0, **more: Any) -> Figure:
    """A count of the killed of an event, exact where only a number is given."""
    fields: dict[str, Any] = {"status": "occurred", "measure": "killed", "unit": "person", "stock_flow": "flow", "claimant": of.claimant}
    if best is not None:
        fields |= {"low": best, "best": best, "high": best}
    fields |= {"evidence": of.evidence}
    return Figure(id=f"f-{of.id}-{number}", report_id=of.report_id, reader=READER, **{"event_id": of.id} | fields | more)


def says(name: str) -> Claimant:
    """A claimant of this name."""
    return Claimant(name=name)


def linked(*told: tuple[Report, list[Event | Figure]], incident_id: str = "i1", **more: Any) -> Linked:
    """An incident of these reports with their claims; denied events become its denials."""
    claims = [claim for _, several in told for claim in several]
    events = [claim for claim in claims if isinstance(claim, Event)]
    return Linked(
        incident_id=incident_id,
        events=[one for one in events if one.status != "denied"],
        denials=[one for one in events if one.status == "denied"],
        figures=[claim for claim in claims if isinstance(claim, Figure)],
        reports={one.id: one for one, _ in told},
        **more,
    )
