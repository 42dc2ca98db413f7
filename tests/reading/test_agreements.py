"""Agreements and alleged violations."""

from __future__ import annotations

import datetime

import pytest

from ebla.records import Agreement, Violation
from reading.english import codes, event_at, of_kind


def agreements(text: str) -> list[Agreement]:
    return of_kind(Agreement, text)


def violations(text: str) -> list[Violation]:
    return of_kind(Violation, text)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Syria and the rebels signed a ceasefire agreement in Geneva.", "ceasefire", "ceasefire agreement"),
        ("The truce between Israel and Hamas held.", "ceasefire", "truce"),
        ("The Lusaka Protocol was signed in 1994.", "peace", "Lusaka Protocol"),
        ("The prisoner exchange deal between Saudi Arabia and the Houthis was announced.", "prisoner exchange", "prisoner exchange deal"),
        ("Turkey and Russia signed a de-escalation agreement.", "de-escalation zone", "de-escalation agreement"),
        ("The evacuation deal between Syria and the rebels was signed.", "evacuation", "evacuation deal"),
    ],
)
def test_agreement_has_kind_and_name(text: str, kind: str, name: str):
    assert [(a.agreement_type, a.names) for a in agreements(text)] == [(kind, (name,))]


@pytest.mark.parametrize(
    "text",
    [
        "France called for a ceasefire in Yemen.",
        "Turkey signed a trade deal with Iraq.",
        "No ceasefire was signed.",
        "They hope for a possible truce.",
        "The rebels rejected a ceasefire.",
    ],
)
def test_agreement_that_is_only_wished_for_or_of_another_kind_is_none(text: str):
    assert agreements(text) == []


def test_signatories_day_and_event_of_an_agreement():
    text = "Syria and the rebels signed a ceasefire agreement in Geneva on Monday."
    (agreement,) = agreements(text)
    assert codes(agreement.signatories) == ["SYR GOV", "SYR REB"]
    assert agreement.signed is not None and agreement.signed.date_start == datetime.date(2019, 8, 12)
    assert event_at(text, "signed").agreement_id == agreement.id


def test_truce_that_takes_effect_is_in_force_from_then():
    (agreement,) = agreements("The ceasefire between Israel and Hamas took effect on Monday.")
    assert codes(agreement.signatories) == ["ISR GOV", "PSE REB"]
    assert agreement.in_force is not None and agreement.in_force.date_start == datetime.date(2019, 8, 12)


def test_guarantor_is_no_signatory():
    (agreement,) = agreements("Russia is a guarantor of the ceasefire in Idlib.")
    assert (codes(agreement.guarantors), codes(agreement.signatories)) == (["RUS GOV"], [])


def test_mentions_of_one_agreement_are_one():
    (agreement,) = agreements("The ceasefire in Idlib held. The truce began on Monday.")
    assert agreement.names == ("ceasefire", "truce") and len(agreement.also) == 1


def test_agreements_of_different_names_are_two():
    assert len(agreements("The Lusaka Protocol was signed in 1994. The Arusha Agreement was signed in 1993.")) == 2


def test_violation_is_alleged_by_the_accuser_and_answered():
    text = "France condemned Syria's violation of the ceasefire in Idlib."
    (violation,) = violations(text)
    assert (violation.status, codes(violation.alleger)) == ("alleged", ["FRA GOV"])
    assert codes(violation.violator) == ["SYR MIL"]
    assert violation.agreement_id == agreements(text)[0].id
    assert violation.response_id == event_at(text, "condemned").id
    assert event_at(text, "condemned").response_to == violation.id


def test_violation_that_is_denied():
    (violation,) = violations("Syria denied violating the ceasefire in Idlib.")
    assert violation.status == "denied"


@pytest.mark.parametrize(
    "text", ["Syria may violate the ceasefire.", "Violations of human rights went on.", "The driver violated the rules of the road."]
)
def test_violation_that_is_feared_or_of_no_agreement_is_none(text: str):
    assert violations(text) == []
