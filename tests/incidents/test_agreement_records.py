from __future__ import annotations

import datetime
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ebla.incidents.agreements import join_agreements, join_allegations
from ebla.records import Agreement, Date, Party, Report, Violation
from incidents.told import ARMY, DAY, READER, REBELS, REGISTER, report


def day(number: int) -> Date:
    date = DAY + datetime.timedelta(days=number)
    return Date(date_start=date, date_end=date, date_precision="day")


def agreement(of: Report, *names: str, number: int = 0, **more: Any) -> Agreement:
    fields: dict[str, Any] = {"agreement_type": "ceasefire", "status": "ongoing", "names": names, "bound": (ARMY, REBELS)}
    return Agreement(id=f"a-{of.id}-{number}", report_id=of.id, reader=READER, **fields | more)


def violation(of: Report, agreement_id: str | None, number: int = 0, **more: Any) -> Violation:
    fields: dict[str, Any] = {"status": "alleged", "violator": (ARMY,), "alleger": (REBELS,)}
    return Violation(id=f"v-{of.id}-{number}", report_id=of.id, reader=READER, agreement_id=agreement_id, **fields | more)


def joined(reports: list[Report], agreements: list[Agreement], violations: list[Violation] | None = None, **more: Any) -> Any:
    return join_agreements(agreements, violations or [], {one.id: one for one in reports}, REGISTER, **more)


def test_agreement_of_one_name_is_one_record() -> None:
    reports = [report("Plain Wire"), report("Osk Monitor", 200)]
    (found,) = joined(reports, [agreement(reports[0], "the Osk truce", signed=day(0)), agreement(reports[1], "Osk ceasefire agreement")])
    assert (found.report_count, found.independent_source_count) == (2, 2)
    assert found.signed is not None and found.signed.date_start == DAY
    assert {party.name for party in found.bound} == {"Military Forces of Zedland", "Northern Front"}


def test_unnamed_truce_of_the_same_sides_in_the_same_week_is_one() -> None:
    reports = [report("Plain Wire"), report("Osk Monitor", 3)]
    assert len(joined(reports, [agreement(reports[0]), agreement(reports[1], "the truce")])) == 1


def test_unnamed_truce_of_another_year_is_another() -> None:
    reports = [report("Plain Wire"), report("Osk Monitor", 400)]
    assert len(joined(reports, [agreement(reports[0]), agreement(reports[1])])) == 2


def test_days_of_signing_that_contradict_part_agreements_of_one_name() -> None:
    reports = [report("Plain Wire"), report("Osk Monitor", 3)]
    told = [agreement(reports[0], "Osk truce", signed=day(0)), agreement(reports[1], "Osk truce", signed=day(40))]
    assert len(joined(reports, told)) == 2


def test_truces_of_two_lands_are_two() -> None:
    reports = [report("Plain Wire"), report("Osk Monitor", 1)]
    others = (Party(name="Army of Yland", code="YYD MIL"), Party(name="Southern League", code="YYD REB"))
    assert len(joined(reports, [agreement(reports[0], "the truce"), agreement(reports[1], "the truce", bound=others)])) == 2


def test_other_kinds_are_joined_by_proper_name_only() -> None:
    reports = [report("Plain Wire"), report("Osk Monitor", 1)]
    told = [agreement(reports[0]), agreement(reports[1], agreement_type="prisoner exchange")]
    assert len(joined(reports, told)) == 2


def test_breach_told_by_two_is_one_allegation() -> None:
    reports = [report("Plain Wire"), report("Osk Monitor", 1)]
    truces = [agreement(one, "Osk truce") for one in reports]
    breaches = [
        violation(one, truce.id, date=day(0), event_ids=(f"e-{n}",)) for n, (one, truce) in enumerate(zip(reports, truces, strict=True))
    ]
    (found,) = joined(reports, truces, breaches, incident_of={"e-0": "i1", "e-1": "i1"})
    (allegation,) = found.allegations
    assert (allegation.report_count, allegation.independent_source_count, allegation.incident_ids) == (2, 2, ("i1",))
    assert allegation.agreement_id == found.agreement_id


def test_breach_denied_elsewhere_is_the_same_with_both_stances() -> None:
    reports = [report("Front Media"), report("Army Bulletin", 1)]
    breaches = [violation(reports[0], None, date=day(0)), violation(reports[1], None, status="denied", date=day(0))]
    (found,) = join_allegations(breaches, {one.id: one for one in reports}, REGISTER, {})
    assert found.statuses == ("alleged", "denied")


def test_breaches_of_two_days_or_two_sides_are_two() -> None:
    reports = {one.id: one for one in (report("Plain Wire"), report("Osk Monitor", 1), report("Lantern Aid", 1))}
    wire, monitor, aid = reports.values()
    breaches = [violation(wire, None, date=day(0)), violation(monitor, None, date=day(9)), violation(aid, None, violator=(REBELS,))]
    assert len(list(join_allegations(breaches, reports, REGISTER, {}))) == 3


def test_id_stays_when_later_reports_come_in() -> None:
    reports = [report("Plain Wire"), report("Osk Monitor", 5)]
    told = [agreement(one, "Osk truce") for one in reports]
    assert joined(reports[:1], told[:1])[0].agreement_id == joined(reports, told)[0].agreement_id


@given(st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(chance: random.Random) -> None:
    reports = [report(name, number) for number, name in enumerate(("Plain Wire", "Osk Monitor", "Lantern Aid", "Quay Online"))]
    told = [
        agreement(reports[0], "Osk truce"),
        agreement(reports[1]),
        agreement(reports[2], "Belmont truce"),
        agreement(reports[3], "truce"),
    ]
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert joined(reports, shuffled) == joined(reports, told)
