from __future__ import annotations

from ebla.incidents.sides import camp_of, compete, is_civilian, keys_of, keys_of_name
from ebla.records import Party

ARMY = Party(name="Military Forces of Sudan", code="SDN MIL", actor_id="sdn-army")
GOVERNMENT = Party(name="Government of Sudan", code="SDN GOV")
SUPPORT_FORCES = Party(name="Rapid Support Forces", code="SDN REB")
GUNMEN = Party(name="gunmen", code="SDN UAF")


def test_army_and_government_are_one_side() -> None:
    assert keys_of(ARMY) & keys_of(GOVERNMENT)
    assert not compete([ARMY], [GOVERNMENT])


def test_army_and_rebels_compete() -> None:
    assert compete([ARMY], [SUPPORT_FORCES]) and compete([SUPPORT_FORCES], [ARMY])


def test_unknown_gunmen_compete_with_nobody() -> None:
    assert not compete([GUNMEN], [ARMY]) and not compete([], [ARMY])


def test_rebels_by_name_and_by_kind_do_not_compete() -> None:
    assert not compete([SUPPORT_FORCES], [Party(name="rebels", code="SDN REB")])


def test_both_sides_of_a_clash_do_not_compete_with_one() -> None:
    assert not compete([ARMY, SUPPORT_FORCES], [SUPPORT_FORCES])


def test_states_offices_by_their_plain_words_belong_to_the_scenes_state() -> None:
    assert "state:SDN" in keys_of_name("the army", "SD")
    assert "state:SYR" in keys_of_name("Syrian state") and "state:SYR" in keys_of_name("Government of Syria")


def test_camps_join_groups_with_the_rebels_and_leave_militias_alone() -> None:
    assert camp_of(ARMY) == "SDN state"
    assert camp_of(Party(name="factions"), "SY") == camp_of(Party(name="Jaysh al-Izza"), "SY") == "SYR armed"
    assert camp_of(Party(name="militias", code="SYR PRM")) is None


def test_civilians_are_no_side() -> None:
    villagers = Party(name="villagers", code="SDN CVL")
    assert is_civilian(villagers) and not keys_of(villagers)
