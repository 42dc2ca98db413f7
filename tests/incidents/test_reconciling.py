from __future__ import annotations

import datetime
import random
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ebla.incidents.reconciling import Counted, reconcile

DAY = datetime.date(2031, 3, 4)


def counted(number: int, best: int | None = None, *, day: int = 0, source: str | None = None, **more: Any) -> Counted:
    bounds = {} if best is None else {"low": best, "best": best, "high": best}
    return Counted(
        claim_id=f"c{number}", report_id=f"r{number}", source=source or f"s{number}",
        report_date=DAY + datetime.timedelta(days=day), **bounds | more,
    )  # fmt: skip


def roles(result: Any) -> dict[str, str]:
    return {account.claim_id: account.role for account in result.accounts}


def test_one_account_stands_as_it_is() -> None:
    result = reconcile([counted(1, low=12)])
    assert (result.low, result.best, result.high, result.high_open, result.rule) == (12, None, None, False, "single")


def test_accounts_that_agree_give_the_tightest_bounds() -> None:
    result = reconcile([counted(1, low=9), counted(2, 12), counted(3, high=40)])
    assert (result.low, result.best, result.high, result.rule) == (12, 12, 12, "agree")
    assert (result.low_claim_id, result.best_claim_id, result.high_claim_id) == ("c2", "c2", "c2")


def test_accounts_that_disagree_give_least_and_greatest_and_no_mean() -> None:
    result = reconcile([counted(1, 17), counted(2, 31), counted(3, 26), counted(4, low=9)])
    assert (result.low, result.high, result.rule) == (17, 31, "disagree")
    assert result.best in (17, 26, 31)
    by_id = {account.claim_id: account.disagrees_with for account in result.accounts}
    assert by_id["c1"] == ("c2", "c3") and by_id["c4"] == ()


def test_open_top_is_said_where_the_greatest_is_at_least() -> None:
    result = reconcile([counted(1, 26), counted(2, low=40)])
    assert (result.low, result.high, result.high_open) == (26, 40, True)


def test_more_than_twelve_disagrees_with_twelve() -> None:
    assert reconcile([counted(1, 12), counted(2, low=12, low_inclusive=False)]).rule == "disagree"
    assert reconcile([counted(1, 12), counted(2, low=12, low_inclusive=True)]).rule == "agree"


def test_bounds_that_cross_by_one_are_told_in_order() -> None:
    result = reconcile([counted(1, low=33, low_inclusive=False), counted(2, high=34, high_inclusive=False)])
    assert (result.low, result.high, result.rule) == (33, 34, "disagree")
    assert (result.low_claim_id, result.high_claim_id) == ("c1", "c2")


def test_later_number_of_a_source_supersedes_its_earlier_one() -> None:
    result = reconcile([counted(1, 9, source="wire"), counted(2, 17, source="wire", day=1)])
    assert roles(result) == {"c1": "superseded", "c2": "stands"}
    assert result.accounts[0].by_claim_id == "c2"
    assert (result.low, result.best, result.high) == (17, 17, 17)


def test_later_but_vaguer_number_of_a_source_supersedes_nothing() -> None:
    result = reconcile([counted(1, 31, source="wire"), counted(2, low=24, source="wire", day=2)])
    assert roles(result) == {"c1": "stands", "c2": "vaguer"}


def test_two_sources_do_not_supersede_each_other() -> None:
    assert set(roles(reconcile([counted(1, 9), counted(2, 17, day=1)])).values()) == {"stands"}


def test_two_numbers_of_a_source_on_one_day_both_stand() -> None:
    assert set(roles(reconcile([counted(1, 9, source="wire"), counted(2, 17, source="wire")])).values()) == {"stands"}


def test_best_is_of_a_source_that_does_not_fight() -> None:
    assert reconcile([counted(1, 40, is_party=True, day=3), counted(2, 12)]).best == 12


def test_best_is_of_the_better_graded_source() -> None:
    assert reconcile([counted(1, 40, reliability="A"), counted(2, 12, day=3), counted(3, 11, reliability="D", day=4)]).best == 40


def test_about_agrees_with_what_is_near_and_bounds_nothing() -> None:
    result = reconcile([replace(counted(1), best=500), counted(2, low=480)])
    assert (result.rule, result.low, result.best, result.high) == ("agree", 480, 500, None)


def test_accounts_set_aside_keep_their_role_and_count_for_nothing() -> None:
    result = reconcile([counted(1, 12), counted(2, 90, aside="copy", aside_for="c1"), counted(3, 900, aside="running_total")])
    assert (result.low, result.high) == (12, 12)
    assert roles(result) == {"c1": "stands", "c2": "copy", "c3": "running_total"}


def test_nothing_counted_is_unknown() -> None:
    result = reconcile([])
    assert (result.low, result.best, result.high, result.rule) == (None, None, None, "none")


@st.composite
def accounts(draw: st.DrawFn) -> list[Counted]:
    out = []
    for number in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from(("exactly", "at_least", "up_to", "between", "about", "nothing")))
        a, b = sorted((draw(st.integers(0, 50)), draw(st.integers(0, 50))))
        bounds: dict[str, Any] = {
            "exactly": {"low": a, "best": a, "high": a}, "at_least": {"low": a, "low_inclusive": draw(st.booleans())},
            "up_to": {"high": b, "high_inclusive": draw(st.booleans())}, "between": {"low": a, "high": b},
            "about": {"best": a}, "nothing": {},
        }[kind]  # fmt: skip
        out.append(
            counted(number, source=draw(st.sampled_from("abc")), day=draw(st.integers(0, 3)), is_party=draw(st.booleans()),
                    reliability=draw(st.sampled_from("ABF")), **bounds)
        )  # fmt: skip
    return out


@given(accounts(), st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(some: list[Counted], chance: random.Random) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)
    assert reconcile(shuffled) == reconcile(some)


@given(accounts())
def test_low_best_and_high_are_in_order_and_each_is_a_claims_own_number(some: list[Counted]) -> None:
    result = reconcile(some)
    known = [number for number in (result.low, result.best, result.high) if number is not None]
    assert known == sorted(known)
    by_id = {one.claim_id: one for one in some}
    behind = ((result.low, result.low_claim_id), (result.best, result.best_claim_id), (result.high, result.high_claim_id))
    for number, claim in behind:
        assert (number is None) == (claim is None)
        if claim is not None:
            assert number in (by_id[claim].low, by_id[claim].best, by_id[claim].high)


@given(accounts())
def test_every_account_has_a_role_and_only_standing_ones_disagree(some: list[Counted]) -> None:
    result = reconcile(some)
    assert sorted(account.claim_id for account in result.accounts) == sorted(one.claim_id for one in some)
    standing = {account.claim_id for account in result.accounts if account.role == "stands"}
    for account in result.accounts:
        assert set(account.disagrees_with) <= standing
        assert account.claim_id not in account.disagrees_with
        assert account.role == "stands" or not account.disagrees_with
        assert account.by_claim_id != account.claim_id


@given(accounts())
def test_exact_numbers_that_stand_lie_within_the_bounds(some: list[Counted]) -> None:
    result = reconcile(some)
    standing = {account.claim_id for account in result.accounts if account.role == "stands"}
    for one in some:
        if one.claim_id in standing and one.low is not None and one.low == one.high:
            assert result.low is None or result.low <= one.low
            assert result.high is None or one.low <= result.high


@given(accounts())
def test_copying_an_account_changes_no_number(some: list[Counted]) -> None:
    copies = [replace(one, claim_id=f"copy-{one.claim_id}", aside="copy", aside_for=one.claim_id) for one in some]
    one, other = reconcile(some), reconcile([*some, *copies])
    assert (one.low, one.best, one.high, one.rule) == (other.low, other.best, other.high, other.rule)


@given(accounts())
def test_disagreement_is_said_exactly_where_no_number_fits_all(some: list[Counted]) -> None:
    result = reconcile(some)
    standing = {account.claim_id for account in result.accounts if account.role == "stands"}
    intervals = [one.interval for one in some if one.claim_id in standing]
    fits = not intervals or max(low for low, _ in intervals) <= min(high for _, high in intervals)
    assert (result.rule == "disagree") == (not fits)
