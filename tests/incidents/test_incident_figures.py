from __future__ import annotations

from typing import Any

from ebla.incidents.accounts import Origins
from ebla.incidents.figures import Told, incident_figures
from ebla.records import Event, Figure, Report
from ebla.records.incident import IncidentFigure
from incidents.told import ARMY, REBELS, REGISTER, event, figure, report, says


def reconciled(*told: tuple[Report, list[Figure]], **aside: Any) -> dict[tuple[str, str | None, str | None], IncidentFigure]:
    origins = Origins({one.id: one for one, _ in told}, REGISTER, "ZZ")
    every = [
        Told(figure=one, report=of, origin=origins.of(one), copy_of=origins.copied_from(one), set_aside=of.id in aside.get("aside", ()))
        for of, several in told
        for one in several
    ]
    return {(f.measure + (" so far" if f.cumulative else ""), f.who, f.party): f for f in incident_figures(every, "ZZ")}


def in_report(name: str, *made: Any, day: int = 0) -> tuple[Report, list[Figure]]:
    of = report(name, day)
    deed: Event = event(of)
    return of, [one(deed, n) for n, one in enumerate(made)]


def count(best: int | None = None, **more: Any) -> Any:
    return lambda deed, number: figure(deed, best, number=number, **more)


TOTAL = ("killed", None, None)


def test_total_stands_beside_its_parts_and_is_not_added_to() -> None:
    found = reconciled(in_report("Osk Monitor", count(15), count(4, who="children"), count(11, who="civilians")))
    assert (found[TOTAL].low, found[TOTAL].best, found[TOTAL].high) == (15, 15, 15)
    assert found["killed", "children", None].best == 4


def test_part_of_the_same_count_does_not_compete_with_the_whole() -> None:
    of = report("Osk Monitor")
    deed = event(of)
    whole = figure(deed, 15)
    part = figure(deed, 3, number=1, part_of=whole.id)
    found = reconciled((of, [whole, part]))[TOTAL]
    assert found.best == 15 and {account.role for account in found.accounts} == {"stands", "part"}


def test_civilians_stand_for_all_where_nobody_counts_all() -> None:
    found = reconciled(in_report("Osk Monitor", count(26, who="civilians")), in_report("Plain Wire", count(31)))
    assert (found[TOTAL].low, found[TOTAL].high) == (26, 31)


def test_two_sides_are_summed_where_nobody_counts_all() -> None:
    found = reconciled(in_report("Osk Monitor", count(14, who="combatants", party=REBELS), count(9, who="combatants", party=ARMY)))
    total = found[TOTAL]
    assert (total.low, total.best, total.high, total.rule, total.low_claim_id) == (23, 23, 23, "sum", None)
    assert len(total.parts) == 2


def test_civilians_and_fighters_of_two_tellers_may_be_the_same_dead() -> None:
    found = reconciled(
        in_report("Osk Monitor", count(7, who="civilians")), in_report("Army Bulletin", count(9, who="combatants", party=REBELS))
    )
    assert (found[TOTAL].low, found[TOTAL].high, found[TOTAL].rule) == (7, 9, "disagree")


def test_total_is_no_less_than_a_part() -> None:
    found = reconciled(in_report("Army Bulletin", count(0)), in_report("Front Media", count(2, who="combatants", party=ARMY)))
    assert (found[TOTAL].low, found[TOTAL].high, found[TOTAL].rule) == (0, 2, "disagree")


def test_lesser_number_of_one_speaker_in_one_report_is_a_part_of_the_greater() -> None:
    found = reconciled(in_report("Plain Wire", count(4), count(15)))[TOTAL]
    assert (found.low, found.best, found.high) == (15, 15, 15)


def test_two_speakers_in_one_report_may_contradict_each_other() -> None:
    found = reconciled(in_report("Plain Wire", count(14, claimant=says("residents")), count(15, claimant=says("officials"))))[TOTAL]
    assert (found.low, found.high, found.rule) == (14, 15, "disagree")


def test_running_total_is_kept_from_the_single_deed() -> None:
    found = reconciled(in_report("Osk Monitor", count(12), count(900, cumulative=True)))
    assert found[TOTAL].high == 12 and found["killed so far", None, None].best == 900


def test_stock_and_flow_are_two_counts() -> None:
    of, figures = in_report("Osk Monitor", count(400, measure="displaced"), count(90_000, measure="displaced", stock_flow="stock"))
    origins = Origins({of.id: of}, REGISTER)
    made = incident_figures([Told(figure=one, report=of, origin=origins.of(one)) for one in figures])
    assert sorted((one.stock_flow or "flow", one.best) for one in made) == [("flow", 400), ("stock", 90_000)]


def test_copied_number_counts_once() -> None:
    text = (
        "Shells came down on the timber yard of Tarvel on Tuesday and set the saw mill on fire, the owner told Plain Wire. Nine labourers "
        "died where they stood, he said, and the night watchman was found under the beams an hour later."
    )
    agency, paper = report("Plain Wire", text=text), report("Harbour Gazette", 1, text="TARVEL - " + text)
    found = reconciled((agency, [figure(event(agency), 9)]), (paper, [figure(event(paper), 9)]))[TOTAL]
    assert sorted(account.role for account in found.accounts) == ["copy", "stands"]


def test_report_set_aside_gives_no_number() -> None:
    wrong, right = in_report("Plain Wire", count(90)), in_report("Osk Monitor", count(12))
    found = reconciled(wrong, right, aside={wrong[0].id})[TOTAL]
    assert (found.low, found.high) == (12, 12)
    assert {account.role for account in found.accounts} == {"stands", "set_aside"}


def test_other_counts_are_not_compared() -> None:
    assert reconciled(in_report("Osk Monitor", count(3, measure="other"))) == {}
