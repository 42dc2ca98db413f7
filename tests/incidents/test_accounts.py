from __future__ import annotations

import pytest

from ebla.incidents.accounts import Origins, named_body
from ebla.records import Event, Report
from incidents.told import REGISTER, event, report, says

STORY = (
    "Shells came down on the timber yard of Tarvel on Tuesday and set the saw mill on fire, the owner told Plain Wire. Nine labourers died "
    "where they stood, he said, and the night watchman was found under the beams an hour later. The army did not answer questions."
)


@pytest.mark.parametrize(
    ("claimant", "body"),
    [
        ("two traders and a nurse", None),
        ("Church sources", None),
        ("The provincial hospital", None),
        ("a security official in eastern Osk", None),
        ("a rebel commander and a monitor", None),
        ("residents and an officer of the Northern Front", None),
        ("a spokesman for the Northern Front", "Northern Front"),
        ("RSF spokesman", "RSF"),
        ("the Ombudsman", "Ombudsman"),
        ("Medical Bridge", "Medical Bridge"),
        ("Ana Sel", "Ana Sel"),
        ("the military", "the military"),
    ],
)
def test_named_body_is_told_from_people_called_by_what_they_are(claimant: str, body: str | None) -> None:
    assert named_body(claimant) == body


def keys(*told: Event, reports: list[Report]) -> list[str]:
    origins = Origins({one.id: one for one in reports}, REGISTER, "ZZ")
    return [origins.of(claim).key for claim in told]


def test_unnamed_witnesses_are_the_outlets_own_source() -> None:
    one, other = report("Plain Wire"), report("Osk Monitor")
    first, second = event(one, claimant=says("residents")), event(other, claimant=says("residents"))
    assert keys(first, second, reports=[one, other]) == ["plain wire ltd", "osk monitor"]


def test_named_body_is_one_source_whoever_prints_it() -> None:
    one, other, own = report("Plain Wire"), report("Harbour Gazette"), report("Osk Monitor")
    claims = [event(one, claimant=says("Osk Monitor")), event(other, claimant=says("the Osk Monitor")), event(own)]
    assert set(keys(*claims, reports=[one, other, own])) == {"osk monitor"}


def test_person_quoted_by_two_outlets_is_one_source() -> None:
    one, other = report("Plain Wire"), report("Osk Monitor")
    claims = [event(one, claimant=says("Ana Sel")), event(other, claimant=says("Ana Sel"))]
    assert len(set(keys(*claims, reports=[one, other]))) == 1


def test_outlets_of_one_owner_are_one_source() -> None:
    one, other = report("Harbour Gazette"), report("Quay Online")
    assert len(set(keys(event(one), event(other), reports=[one, other]))) == 1


def test_outlets_that_nobody_names_are_one_source() -> None:
    one, other = report(None, 0), report(None, 1)
    assert len(set(keys(event(one), event(other), reports=[one, other]))) == 1


def test_copied_text_is_its_originals() -> None:
    agency, paper = report("Plain Wire", text=STORY), report("Harbour Gazette", 1, text="TARVEL - " + STORY)
    origins = Origins({one.id: one for one in (agency, paper)}, REGISTER)
    original, copy = origins.of(event(agency)), origins.of(event(paper))
    assert copy.key == original.key and copy.repeats and not original.repeats
    assert copy.outlets == ("Harbour Gazette",)


def test_own_passage_of_a_copy_is_the_copiers() -> None:
    own = "Our reporter counted fourteen coffins in the school yard on Wednesday morning and spoke with the carpenter who had made them."
    agency, paper = report("Plain Wire", text=STORY), report("Harbour Gazette", 1, text=f"{STORY}\n\n{own}")
    start = paper.text.index(own)
    added = event(paper, evidence={"trigger": ((start, start + 12),)}, number=1)
    assert keys(event(paper), added, reports=[agency, paper]) == ["plain wire ltd", "quay press"]


def test_report_that_credits_an_agency_passes_it_on() -> None:
    paper = report("Osk Monitor", text="TARVEL (Plain Wire) - Shells fell on the town.")
    origin = Origins({paper.id: paper}, REGISTER).of(event(paper))
    assert (origin.key, origin.repeats) == ("plain wire ltd", True)


def test_army_and_its_bulletin_are_one_source() -> None:
    wire, bulletin = report("Plain Wire"), report("Army Bulletin")
    quoted = event(wire, claimant=says("Military Forces of Zedland"))
    assert len(set(keys(quoted, event(bulletin), reports=[wire, bulletin]))) == 1


def test_several_publishers_of_one_text_are_the_agencys() -> None:
    paper = report("Harbour Gazette")
    origin = Origins({paper.id: paper}, REGISTER, also_by={paper.id: ("Plain Wire",)}).of(event(paper))
    assert (origin.key, origin.outlets) == ("plain wire ltd", ("Harbour Gazette", "Plain Wire"))
