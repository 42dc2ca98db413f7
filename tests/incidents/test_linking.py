"""Claims of one deed become one group, whatever the order; deeds that cannot be one never do."""

from __future__ import annotations

import dataclasses
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ebla.incidents import Judgement, LinkClaim, Weights, Workspace, link, load_weights
from incidents.deeds import ELSEWHERE, VAGUE, deed


@pytest.fixture(scope="module")
def weights() -> Weights:
    return load_weights()


def groups(claims: list[LinkClaim], weights: Weights, **more: object) -> list[str]:
    return [" ".join(group) for group in link(claims, weights, **more).groups]  # type: ignore[arg-type]


def test_tellings_of_one_deed_are_one_group(weights: Weights) -> None:
    assert groups([deed("a"), deed("b", killed_low=15.0, killed_high=15.0), deed("c", actors=(), sides=())], weights) == ["a b c"]


def test_other_deeds_stay_apart(weights: Weights) -> None:
    claims = [
        deed("a"),
        deed("next-day", first_day=101, last_day=101, killed_low=3.0, killed_high=3.0, facilities=("school",)),
        deed("shelling", mode="heavy-weapons", facilities=("house",), killed_low=4.0, killed_high=4.0),
        deed("elsewhere", **ELSEWHERE),
    ]
    assert groups(claims, weights) == ["a", "elsewhere", "next-day", "shelling"]


def test_vague_telling_joins_the_deed_that_it_contains(weights: Weights) -> None:
    vague = deed("vague", **VAGUE, first_day=97, last_day=103)
    assert groups([deed("a"), deed("b"), vague], weights) == ["a b vague"]


def test_vague_telling_joins_no_two_deeds_that_cannot_be_one(weights: Weights) -> None:
    other = [deed(f"other{n}", **ELSEWHERE, first_day=101, last_day=101, killed_low=12.0) for n in range(2)]
    vague = deed("vague", **VAGUE, first_day=98, last_day=102, facilities=("market",))
    for group in link([deed("a"), deed("b"), *other, vague], weights).groups:
        assert not ({"a", "b"} & set(group) and {"other0", "other1"} & set(group))


def test_two_tellings_of_a_report_are_two_deeds_unless_all_of_them_agrees(weights: Weights) -> None:
    like = {"report_id": "r", "killed_low": None, "killed_high": None, "facilities": (), "words": (), "names": (), "sentence": None}
    assert groups([deed("a", **like), deed("b", **like)], weights) == ["a", "b"]
    assert groups([deed("a", report_id="r"), deed("b", report_id="r")], weights) == ["a b"]


def test_telling_without_a_day_is_found_a_year_later_by_its_number(weights: Weights) -> None:
    later = deed("later", first_day=None, last_day=None, report_day=500)
    assert groups([deed("a"), later], weights) == ["a later"]


def test_what_did_not_happen_makes_no_incident(weights: Weights) -> None:
    claims = [deed("a"), deed("plan", status="planned"), deed("denial", status="denied")]
    assert groups(claims, weights) == ["a"]


def test_plan_leads_to_the_deed_that_fulfils_it(weights: Weights) -> None:
    plan = deed("plan", status="threatened", report_day=95, first_day=None, last_day=None, killed_low=None, killed_high=None)
    late = deed("late", status="threatened", report_day=140, first_day=None, last_day=None)
    denial = deed("denial", status="denied", report_day=103)
    related = link([deed("a"), plan, late, denial], weights).related
    assert (related["plan"].relation, related["plan"].deed) == ("fulfilled_by", "a")
    assert (related["denial"].relation, related["denial"].deed) == ("about", "a")
    assert related["late"].deed is None


def test_part_and_whole_stay_apart(weights: Weights) -> None:
    whole = deed("whole", report_id="r", scope="series")
    result = link([whole, deed("part", report_id="r", part_of="whole"), deed("other")], weights)
    assert result.part_of == {"part": "whole"}
    assert not any({"part", "whole"} <= set(group) for group in result.groups)


def test_a_persons_word_wins(weights: Weights) -> None:
    claims = [deed("a"), deed("b"), deed("far", **ELSEWHERE, first_day=110, last_day=110)]
    assert groups(claims, weights, judgements=[Judgement("a", "b", False)]) == ["a", "b", "far"]
    assert groups(claims, weights, judgements=[Judgement("a", "far", True)]) == ["a b far"]
    both = [Judgement("a", "far", True), Judgement("a", "b", False)]
    assert groups(claims, weights, judgements=both) == ["a far", "b"]


def world(seed: int, size: int = 40) -> list[LinkClaim]:
    """Tellings of a few deeds, some vague, some undated, some of nobody."""
    chance = random.Random(seed)
    claims = []
    for n in range(size):
        where = chance.choice([{}, {}, ELSEWHERE, VAGUE])
        day = chance.choice([100, 100, 101, 103, None])
        claims.append(
            deed(
                f"c{n:02}", report_id=f"r{n // 2}", **where, first_day=day, last_day=day, mode=chance.choice(["aerial", "drone", None]),
                actors=chance.choice([("zzd-mil",), ("zzd-reb",), ()]), facilities=chance.choice([("market",), ("school",), ()]),
                killed_low=chance.choice([None, 3.0, 12.0]), killed_high=12.0,
            )
        )  # fmt: skip
    return claims


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
@settings(max_examples=6, deadline=None)
def test_order_does_not_matter(seed: int, chance: random.Random) -> None:
    claims, usual = world(seed), load_weights()
    first = link(claims, usual)
    chance.shuffle(claims)
    assert link(claims, usual) == first


@given(st.integers(0, 10_000), st.integers(1, 4))
@settings(max_examples=6, deadline=None)
def test_bit_by_bit_gives_what_all_at_once_gives(seed: int, batches: int) -> None:
    claims, usual = world(seed), load_weights()
    whole = link(claims, usual)
    of_claim: dict[str, frozenset[str]] = {}
    with Workspace(usual) as space:
        for n in range(batches):
            space.add(claims[n::batches])
            for group in space.link().groups:
                of_claim |= dict.fromkeys(group, frozenset(group))
    assert set(of_claim.values()) == {frozenset(group) for group in whole.groups}


def test_what_leaves_is_as_if_it_never_came(weights: Weights) -> None:
    claims = world(3)
    gone = {claim.report_id for claim in claims[:10]}
    with Workspace(weights) as space:
        space.add(claims)
        of_claim = {claim: frozenset(group) for group in space.link().groups for claim in group}
        space.remove_reports(gone)
        changed = {claim: frozenset(group) for group in space.link().groups for claim in group}
    left = [claim for claim in claims if claim.report_id not in gone]
    kept = {claim.id: (of_claim | changed)[claim.id] for claim in left}
    assert set(kept.values()) == {frozenset(group) for group in link(left, weights).groups}


def test_fits_name_the_best_other_claim(weights: Weights) -> None:
    result = link([deed("a", sentence="same"), deed("b", sentence="same"), deed("c")], weights)
    assert (result.fits["a"].with_claim, result.fits["b"].with_claim) == ("b", "a")
    assert all(fit.match_weight > weights.link_bits for fit in result.fits.values())


def test_claims_are_not_changed_by_more_of_another_deed(weights: Weights) -> None:
    few = [deed("a"), deed("b")]
    more = [dataclasses.replace(deed(f"x{n}", **ELSEWHERE), first_day=300, last_day=300) for n in range(5)]
    assert groups(few, weights)[0] in groups(list(itertools.chain(few, more)), weights)
