"""The queue puts first what is most worth a look; the sample is random and its rates have intervals; judged claims become gold."""

from __future__ import annotations

import datetime
import json
import random
from typing import Any

import msgspec
import pytest
from test_words import numbered

from ebla.records import Claim, Date, ErasedReport, Event, Reading, Report, Review
from ebla.records.gold import check_gold
from ebla.records.incident import Grading, Incident
from ebla.reviewing import (
    accept,
    compare_readings,
    correct,
    doubts,
    error_rates,
    grade,
    queue,
    reject,
    sample,
    summary,
    to_gold,
    to_gold_text,
    wilson,
)
from factory import TEXT, make_claims, make_events, make_reading, make_report


def incident(claims: tuple[str, ...], **more: Any) -> Incident:
    """An incident of which little is known."""
    names = (
        "event_type", "mode", "acled_sub_event_type", "date_start", "date_end", "date_precision", "place_name", "latitude", "longitude",
        "place_precision", "country", "admin1", "admin1_code", "geonames_id", "killed_low", "killed_best", "killed_high",
    )  # fmt: skip
    fields: dict[str, Any] = dict.fromkeys(names) | {"outlet_count": 1, "claimant_count": 1, "independent_source_count": 1}
    fields |= {"report_count": 1, "grade": "weak", "source_grade": "F", "information_grade": "6", "report_ids": ()}
    grading = Grading(
        rules="r", grade="weak", rule="r", reason="", source_grade="F", source_reason="", information_grade="6",
        information_rule="", information_reason=""
    )  # fmt: skip
    return Incident(incident_id="i", claim_ids=claims, grading=grading, **fields | more)


@pytest.fixture
def claims() -> tuple[Claim, ...]:
    return make_claims(make_report())


def test_queue_puts_many_dead_and_many_reports_first(claims: tuple[Claim, ...]) -> None:
    order = [item.subject for item in queue(claims, (), ())]
    assert order[0] == claims[1].id, "the toll of 12 weighs most"
    told = incident((claims[0].id,), killed_low=40, killed_high=200, report_count=9)
    first = queue(claims, [told], ())[0]
    assert (first.subject, first.incident_id) == (claims[0].id, "i")
    assert {"200 killed", "told by 9 reports", "accounts differ"} <= set(first.reasons)


def test_queue_puts_doubt_before_none(claims: tuple[Claim, ...]) -> None:
    plain, sure, unsure = (
        claims[0],
        msgspec.structs.replace(claims[0], id="s", confidence=0.99),
        msgspec.structs.replace(claims[0], id="u", confidence=0.3),
    )
    bare = msgspec.structs.replace(claims[0], id="b", place=msgspec.structs.replace(claims[0].place, span=None))  # type: ignore[union-attr]
    assert [item.subject for item in queue([plain, sure, unsure, bare], (), ())] == ["u", "b", plain.id, "s"]
    assert doubts(bare) == {"place without words": 0.2}


def test_queue_leaves_out_what_was_judged_and_puts_contradictions_first(claims: tuple[Claim, ...]) -> None:
    said = numbered(
        accept(claims[1], "Amal"), correct(claims[2], "Amal", "agreement_type", "peace"), correct(claims[2], "Bo",
        "agreement_type", "other"),
        grade("Amal", "film", "i", "fair"), grade("Bo", "no film", "i", "weak"),
    )  # fmt: skip
    items = queue(claims, (), said)
    assert {items[0].subject, items[1].subject} == {claims[2].id, "i"}
    assert all(item.conflict for item in items[:2])
    assert claims[1].id not in {item.subject for item in items}
    assert queue(claims, (), said, limit=2) == items[:2]
    assert sum(summary(items).values()) == len(items)


def test_queue_does_not_see_the_order_of_reports() -> None:
    readings = [make_reading(make_report(f"{TEXT}\nReport {n}.")) for n in range(6)]
    together = [claim for reading in readings for claim in make_claims(reading.report)]
    other = [claim for reading in reversed(readings) for claim in make_claims(reading.report)]
    assert [item.subject for item in queue(together, (), ())] == [item.subject for item in queue(other, (), ())]


def test_sample_is_drawn_whatever_the_order_and_by_its_seed() -> None:
    events = list(make_events(make_report("Shells fell."), count=200))
    drawn = sample(events, 20, 1)
    random.Random(5).shuffle(events)
    assert sample(events, 20, 1) == drawn
    assert sample(events, 20, 2) != drawn
    assert len({claim.id for claim in drawn}) == 20
    assert len(sample(events, 900)) == 200 and sample(events, 0) == []


@pytest.mark.parametrize(
    ("wrong", "judged", "low", "high"), [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.27753), (5, 10, 0.23659, 0.76341), (10, 10, 0.72247, 1.0)]
)
def test_interval_is_wilsons(wrong: int, judged: int, low: float, high: float) -> None:
    assert wilson(wrong, judged) == pytest.approx((low, high), abs=1e-5)


def test_error_rates_count_claims_kinds_and_fields(claims: tuple[Claim, ...]) -> None:
    said = numbered(accept(claims[0], "Amal"), correct(claims[1], "Amal", "low", 14), reject(claims[2], "Amal"))
    rates = {rate.what: (rate.wrong, rate.judged) for rate in error_rates(claims, said)}
    assert rates["claims"] == (2, 3)
    assert (rates["event"], rates["figure"], rates["agreement"]) == ((0, 1), (1, 1), (1, 1))
    assert (rates["event.place"], rates["figure.low"], rates["contested"]) == ((0, 1), (1, 1), (0, 5))
    assert "figure.place" not in rates, "nobody said anything of it"


def test_value_that_a_person_added_counts_as_an_error(claims: tuple[Claim, ...]) -> None:
    said = numbered(correct(claims[0], "Amal", "weapon", ["aircraft"]), accept(claims[0], "Amal"))
    rates = {rate.what: (rate.wrong, rate.judged) for rate in error_rates(claims, said)}
    assert rates["event.weapon"] == (1, 1)


def gold(report: Report, claims: tuple[Claim, ...], *said: Review) -> list[dict[str, Any]]:
    lines = to_gold(report, claims, numbered(*said))
    if lines:
        rows = [json.loads(line) for line in to_gold_text(lines).splitlines()]
        assert check_gold(enumerate(rows, 1), report.text) == []
    return lines


def test_judged_claims_become_gold_that_keeps_the_rules(claims: tuple[Claim, ...]) -> None:
    report = make_report()
    meta, event, figure, agreement = gold(
        report, claims, accept(claims[0], "Amal"), correct(claims[1], "Amal", "low", 14), accept(claims[2], "Bo")
    )
    assert meta["kind"] == "meta" and meta["report_date"] == "2031-03-05"
    assert (event["mode"], event["place"]["name"], event["span"]) == ("aerial", "Tarvel", [20, 26])
    assert (figure["low"], figure["status"]) == (14, "occurred")
    assert "place" not in figure, "nobody said anything of it"
    assert agreement["names"] == ["Osk truce"]


def test_rejected_deed_becomes_a_trap(claims: tuple[Claim, ...]) -> None:
    _, trap = gold(make_report(), claims, reject(claims[0], "Amal", reason="a drill"), reject(claims[4], "Amal"))
    assert (trap["kind"], trap["wrong"], trap["span"]) == ("trap", "event: a drill", [20, 26])


def test_contested_erased_and_unjudged_claims_become_no_gold(claims: tuple[Claim, ...]) -> None:
    report = make_report()
    assert gold(report, claims) == []
    assert gold(report, claims, accept(claims[0], "Amal"), reject(claims[0], "Bo")) == []
    when = datetime.datetime(2031, 3, 6, tzinfo=datetime.UTC)
    gone = ErasedReport(text="", kept_id=report.id, sha256="0" * 64, erased_at=when, erased_by="Bo", reason="law")
    assert to_gold(gone, claims, numbered(accept(claims[0], "Amal"))) == []


def test_versions_tell_what_was_added_gone_and_changed() -> None:
    older = make_reading()
    report = make_report("CORRECTED: " + TEXT.replace("at least 12", "at least 14"), datetime.date(2031, 3, 6))
    newer_claims = list(make_claims_moved(report))
    newer = Reading(report=report, reader=older.reader, claims=tuple(newer_claims))
    change = compare_readings(older, newer)
    assert [type(claim).__name__ for claim in change.gone] == ["Tie"]
    assert [type(claim).__name__ for claim in change.added] == ["Event"]
    ((low,),) = [one.fields for one in change.changed]
    assert (low.field, low.before, low.after) == ("low", 12, 14)
    assert change.same_count == 3
    assert compare_readings(older, older).same_count == 5


def make_claims_moved(report: Report) -> list[Claim]:
    """The claims of TEXT in a text where the toll is 14, a kidnapping told besides, the tie no more."""
    shift = report.text.index("Government")

    def moved(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: [part + shift for part in one] if name == "span" and one else moved(one) for name, one in value.items()}
        if isinstance(value, list) and len(value) == 2 and all(isinstance(part, int) for part in value):
            return [part + shift for part in value]
        return [moved(part) for part in value] if isinstance(value, list) else value

    wires = [moved(msgspec.json.decode(msgspec.json.encode(claim))) for claim in make_claims(make_report())[:4]]
    claims: list[Claim] = [msgspec.convert(one | {"id": f"new{n}", "report_id": report.id}, Claim) for n, one in enumerate(wires)]  # type: ignore[arg-type]
    claims[1] = msgspec.structs.replace(claims[1], low=14)
    day = Date(date_start=datetime.date(2031, 2, 1), date_end=datetime.date(2031, 2, 1))
    trigger = {"trigger": ((0, 9),)}
    return [
        *claims,
        Event(id="extra", report_id=report.id, reader=claims[0].reader, status="occurred", event_type="COERCE", date=day, evidence=trigger),
    ]
