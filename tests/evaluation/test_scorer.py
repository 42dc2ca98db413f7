from __future__ import annotations

import pytest
from cases import at, gold, right_event, right_figure, said

from evaluation.scorer import Score, pair, score, total


def sorts(result: Score) -> list[str]:
    return sorted(fault.sort for fault in result.faults)


def test_right_reading_scores_one():
    result = score(gold(), [right_event(), right_figure()])
    assert (result.slot.f1, result.core.f1) == (1.0, 1.0)
    assert (result.sprung, result.traps, result.lost, result.deeds) == (0, 1, 0, 1)
    assert sorts(result) == []


def test_empty_reading_scores_nothing_and_names_what_it_missed():
    result = score(gold(), [])
    assert (result.slot.f1, result.slot.recall) == (0.0, 0.0)
    assert sorts(result) == ["missed", "missed"]
    assert result.kinds["figure"].gold == 1


def test_optional_claim_is_neither_owed_nor_spurious():
    claim = said("figure", "Three homes", status="occurred", measure="homes_destroyed")
    assert score(gold(), [right_event(), right_figure(), claim]).slot.f1 == 1.0


def test_optional_claim_with_another_status_is_spurious():
    claim = said("figure", "Three homes", status="planned", measure="homes_destroyed")
    assert sorts(score(gold(), [right_event(), right_figure(), claim])) == ["spurious"]


def test_trap_is_sprung_by_a_deed_that_was_only_feared():
    result = score(gold(), [right_event(), right_figure(), said("event", "attack the bridge", status="occurred")])
    assert (result.sprung, sorts(result)) == (1, ["spurious", "trap"])
    assert score(gold(), [said("event", "attack the bridge", status="forecast")]).sprung == 0


def test_trap_is_not_sprung_by_the_gold_s_own_deed():
    lines = gold()
    lines[1]["also"] = [at("may attack the bridge")]
    assert score(lines, [right_event(evidence={"trigger": [at("attack the bridge")]})]).sprung == 0


def test_deed_said_not_to_have_happened_is_lost():
    result = score(gold(), [right_event(status="denied"), right_figure()])
    assert (result.lost, result.deeds) == (1, 1)
    assert "lost" in sorts(result) and "event.status" in sorts(result)


def test_value_where_the_gold_is_null_is_counted():
    result = score(gold(), [right_event(weapon=["mortar"]), right_figure()])
    assert result.filled_null == 1 and result.slot.precision < 1 and result.slot.recall == 1


def test_wrong_place_is_a_wrong_value_with_its_words():
    result = score(gold(), [right_event(place={"name": "Osk", "latitude": 50.0, "longitude": 0.0, "span": at("Osk")}), right_figure()])
    assert result.wrong_values == 1
    assert [fault.spans for fault in result.faults] == [(tuple(at("Osk")),)]


def test_trigger_that_breaks_the_limits_pairs_with_nothing():
    assert pair(gold(), [right_event(evidence={"trigger": [at("shot")] * 4})]).mates == {}
    assert pair(gold(), [right_event(evidence={"trigger": [[0, 161]]})]).mates == {}


def test_pair_takes_the_more_alike_claim():
    other = right_event(id="other", event_type="AID", place=None)
    assert pair(gold(), [other, right_event()]).mates == {1: 1}


def test_ally_tie_may_be_said_in_either_order():
    tie = {
        "id": "R1",
        "kind": "tie",
        "span": at("Osk Brigade"),
        "tie_type": "ally_of",
        "source": {"name": "Osk"},
        "target": {"name": "mayor"},
    }
    turned = said("tie", "Osk Brigade", tie_type="ally_of", source={"name": "mayor"}, target={"name": "Osk"})
    assert score([tie], [turned]).slot.f1 == 1.0


def test_scores_of_reports_add_up():
    right, empty = score(gold(), [right_event(), right_figure()]), score(gold(), [])
    both = total([right, empty])
    assert both.slot.recall == pytest.approx(0.5) and both.slot.precision == 1
    assert both.kinds["event"].gold == 2 and both.traps == 2 and both.fields["event.place"].of == 1
