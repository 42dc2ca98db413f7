"""What linking compares is taken from the claims of a report, each seen beside the others."""

from __future__ import annotations

import datetime

from ebla.incidents import link_claims
from ebla.incidents.claims import day_number
from ebla.records import Date, Event, Figure, Party, Place

TEXT = "On Monday jets bombed the souk in Tarvel, killing 12 people, among them Osman Karel. The shelling of the camp followed."
DAY = datetime.date(2031, 3, 5)
TARVEL = Place(name="Tarvel", latitude=12.5, longitude=40.25, country="SD", admin1="North Darfur", place_precision="exact")


def event(claim_id: str, words: str, **more: object) -> Event:
    start = TEXT.index(words)
    given = {"status": "occurred", "event_type": "ASSAULT", "evidence": {"trigger": ((start, start + len(words)),)}}
    return Event(id=claim_id, report_id="r", reader="rules/1", **given | more)  # type: ignore[arg-type]


def killed(claim_id: str, event_id: str, **more: object) -> Figure:
    return Figure(id=claim_id, report_id="r", reader="rules/1", status="occurred", measure="killed", event_id=event_id, **more)  # type: ignore[arg-type]


def test_figures_go_to_the_event_they_count() -> None:
    claims = [event("e", "bombed"), killed("f", "e", best=12, low=12, high=12), killed("g", "other", best=90)]
    (found,) = link_claims("r", DAY, TEXT, claims)
    assert (found.killed_low, found.killed_high) == (12, 12)


def test_claim_without_place_keeps_the_places_of_its_report() -> None:
    found = link_claims("r", DAY, TEXT, [event("a", "bombed", place=TARVEL), event("b", "shelling")])
    assert (found[0].near, found[1].near) == ((), (found[0].place_id,))
    assert found[1].place_kind is None
    assert found[1].country == "SD"


def test_unknown_stays_unknown() -> None:
    (found,) = link_claims("r", None, TEXT, [event("a", "bombed")])
    assert (found.report_day, found.first_day, found.last_day, found.place_id, found.killed_low, found.actors) == (
        None, None, None, None, None, (),
    )  # fmt: skip


def test_open_end_of_a_deed_is_the_report_date() -> None:
    since = Date(date_start=datetime.date(2031, 3, 1))
    (done,) = link_claims("r", DAY, TEXT, [event("a", "bombed", date=since)])
    (planned,) = link_claims("r", DAY, TEXT, [event("a", "bombed", date=since, status="planned")])
    assert (done.last_day, planned.last_day) == (day_number(DAY), None)


def test_vague_place_has_words_and_no_id() -> None:
    (found,) = link_claims("r", DAY, TEXT, [event("a", "bombed", place=Place(name="northwest Syria", place_precision="vague"))])
    assert (found.place_kind, found.place_id, found.place_words) == ("vague", None, ("syria",))


def test_things_are_compared_by_class_and_names_by_word() -> None:
    (found,) = link_claims("r", DAY, TEXT, [event("a", "bombed", place=TARVEL, facility=("souk",), weapon=("jet",))])
    assert (found.facilities, found.weapons) == (("market",), ("aircraft",))
    assert {"osman", "karel"} <= set(found.names)
    assert "tarvel" not in found.names


def test_actor_brings_those_it_belongs_to() -> None:
    force = Party(name="Syrian air force", code="SYR MIL", actor_id="syr-air-force")
    (found,) = link_claims("r", DAY, TEXT, [event("a", "bombed", actor=(force,))])
    assert found.actors == ("syr-air-force",)
    assert {"SYR MIL", "syr-air-force"} < set(found.sides)
