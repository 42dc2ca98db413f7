"""From claims in a ledger to incidents in it: step by step the same as at once, ids that last, and a cache that may be lost."""

from __future__ import annotations

import dataclasses
import pathlib
from collections.abc import Iterator

import msgspec
import pytest

from benchmarks.synthetic import readings
from ebla.heeding import said_for_linking
from ebla.incidents import Judgement, Weights, load_weights
from ebla.ledger import Ledger
from ebla.linking import Word, cache_path, link_ledger
from ebla.records import Event, Reading
from ebla.reviewing import record_review, reject

CLAIMS = 120


@pytest.fixture(scope="module")
def weights() -> Weights:
    return load_weights()


@pytest.fixture
def ledger(tmp_path: pathlib.Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ebla.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def reports() -> list[Reading]:
    return list(readings(CLAIMS, seed=7))


def groups(ledger: Ledger) -> set[frozenset[str]]:
    return {frozenset(incident.claim_ids) for incident in ledger.linked_incidents()}


def test_every_deed_is_in_one_incident(ledger: Ledger, reports: list[Reading], weights: Weights) -> None:
    for reading in reports:
        ledger.add(reading)
    done = link_ledger(ledger, weights)
    deeds = {claim.id for reading in reports for claim in reading.claims if isinstance(claim, Event)}
    assert {claim for group in groups(ledger) for claim in group} == deeds
    assert (done.looked_at, done.moved, done.new) == (CLAIMS, CLAIMS, len(groups(ledger)))
    run = ledger.last_linking()
    assert run is not None and (run.weights, run.until, run.incident_count) == (weights.id, CLAIMS, len(groups(ledger)))


def test_step_by_step_is_as_at_once(ledger: Ledger, reports: list[Reading], weights: Weights, tmp_path: pathlib.Path) -> None:
    cache = cache_path(ledger.name)
    for part in (reports[::3], reports[1::3], reports[2::3]):
        for reading in part:
            ledger.add(reading)
        link_ledger(ledger, weights, cache=cache)
    with Ledger.open(tmp_path / "other.db") as other:
        for reading in reversed(reports):
            other.add(reading)
        link_ledger(other, weights)
        assert groups(other) == groups(ledger)


def test_second_run_changes_nothing(ledger: Ledger, reports: list[Reading], weights: Weights) -> None:
    for reading in reports[:20]:
        ledger.add(reading)
    cache = cache_path(ledger.name)
    first = link_ledger(ledger, weights, cache=cache)
    assert first.seq == 21
    assert link_ledger(ledger, weights, cache=cache).seq is None
    assert link_ledger(ledger, weights).seq is None
    assert ledger.last_seq() == 21


def test_lost_or_broken_cache_is_made_anew(ledger: Ledger, reports: list[Reading], weights: Weights) -> None:
    cache = cache_path(ledger.name)
    assert cache is not None
    for reading in reports[:20]:
        ledger.add(reading)
    link_ledger(ledger, weights, cache=cache)
    before = {incident.id: incident.claim_ids for incident in ledger.linked_incidents()}
    cache.write_bytes(b"no database")
    assert link_ledger(ledger, weights, cache=cache).seq is None
    cache.unlink()
    assert link_ledger(ledger, weights, cache=cache).seq is None
    assert {incident.id: incident.claim_ids for incident in ledger.linked_incidents()} == before


def test_cache_of_another_ledger_is_not_used(ledger: Ledger, reports: list[Reading], weights: Weights, tmp_path: pathlib.Path) -> None:
    cache = tmp_path / "shared.linking"
    with Ledger.open(tmp_path / "other.db") as other:
        for reading in reports[:9]:
            other.add(reading)
        link_ledger(other, weights, cache=cache)
    for reading in reports[50:59]:
        ledger.add(reading)
    link_ledger(ledger, weights, cache=cache)
    told = {claim.id for reading in reports[50:59] for claim in reading.claims if isinstance(claim, Event)}
    assert {claim for group in groups(ledger) for claim in group} == told


def test_new_reading_keeps_the_incident(ledger: Ledger, reports: list[Reading], weights: Weights) -> None:
    cache = cache_path(ledger.name)
    for reading in reports[:20]:
        ledger.add(reading)
    link_ledger(ledger, weights, cache=cache)
    before = {incident.report_ids: incident.id for incident in ledger.linked_incidents()}
    for reading in reports[:20]:
        again = [msgspec.structs.replace(claim, id=f"new{claim.id}", reader="rules/2+00000000") for claim in reading.claims]
        ledger.add(msgspec.structs.replace(reading, reader="rules/2+00000000", claims=tuple(again)))
    link_ledger(ledger, weights, cache=cache)
    assert all(claim.startswith("new") for group in groups(ledger) for claim in group)
    assert {incident.report_ids: incident.id for incident in ledger.linked_incidents()} == before


def test_a_persons_word_splits_and_merges(ledger: Ledger, reports: list[Reading], weights: Weights) -> None:
    cache = cache_path(ledger.name)
    for reading in reports:
        ledger.add(reading)
    link_ledger(ledger, weights, cache=cache)
    one, other = sorted(ledger.linked_incidents(), key=lambda incident: -len(incident.members))[:2]
    judged = [Judgement(one.claim_ids[0], other.claim_ids[0], True)]
    done = link_ledger(ledger, weights, cache=cache, word=Word(judgements=judged))
    assert done.seq is not None
    assert ledger.incident_of(one.claim_ids[0]) == ledger.incident_of(other.claim_ids[0])
    link_ledger(ledger, weights, cache=cache)
    assert {frozenset(one.claim_ids), frozenset(other.claim_ids)} <= groups(ledger)
    assert ledger.resolve_incident(one.id) and ledger.resolve_incident(other.id)


def test_report_left_out_leaves_its_incident(ledger: Ledger, reports: list[Reading], weights: Weights) -> None:
    cache = cache_path(ledger.name)
    for reading in reports[:30]:
        ledger.add(reading)
    link_ledger(ledger, weights, cache=cache)
    before = groups(ledger)
    gone = reports[0].report.id
    link_ledger(ledger, weights, cache=cache, word=Word(left_out={gone}))
    assert all(gone not in incident.report_ids for incident in ledger.linked_incidents())
    link_ledger(ledger, weights, cache=cache)
    assert groups(ledger) == before


def test_correction_moves_a_claim(ledger: Ledger, reports: list[Reading], weights: Weights) -> None:
    cache = cache_path(ledger.name)
    for reading in reports:
        ledger.add(reading)
    link_ledger(ledger, weights, cache=cache)
    largest = max(ledger.linked_incidents(), key=lambda incident: len(incident.members))
    moved = largest.members[0]

    def amend(report_id: str, claims: list[object]) -> list[object]:
        if report_id != moved.report_id:
            return claims
        return [msgspec.structs.replace(c, status="denied") if isinstance(c, Event) else c for c in claims]

    link_ledger(ledger, weights, cache=cache, word=Word(amend=amend, amended=[moved.report_id]))  # type: ignore[arg-type]
    assert ledger.incident_of(moved.claim_id) is None
    assert moved.claim_id not in ledger.incident(largest.id).claim_ids


def test_other_weights_link_everything_again(ledger: Ledger, reports: list[Reading], weights: Weights) -> None:
    cache = cache_path(ledger.name)
    for reading in reports:
        ledger.add(reading)
    link_ledger(ledger, weights, cache=cache)
    count = len(groups(ledger))
    strict = dataclasses.replace(weights, name="strict", link_bits=60.0)
    link_ledger(ledger, strict, cache=cache)
    assert len(groups(ledger)) > count
    run = ledger.last_linking()
    assert run is not None and run.weights == strict.id


def test_what_comes_while_words_are_gathered_waits_for_the_next_run(ledger: Ledger, reports: list[Reading], weights: Weights) -> None:
    cache = cache_path(ledger.name)
    for reading in reports[:20]:
        ledger.add(reading)
    link_ledger(ledger, weights, cache=cache, word=said_for_linking(ledger))
    gathered = said_for_linking(ledger)
    ledger.add(reports[20])
    deed = next(claim for claim in reports[0].claims if isinstance(claim, Event))
    record_review(ledger, reject(deed, "Ada", reason="no such deed"), ledger.last_seq())
    link_ledger(ledger, weights, cache=cache, word=gathered)
    linked = {claim for group in groups(ledger) for claim in group}
    assert deed.id in linked and not linked & {claim.id for claim in reports[20].claims}
    link_ledger(ledger, weights, cache=cache, word=said_for_linking(ledger))
    linked = {claim for group in groups(ledger) for claim in group}
    assert deed.id not in linked and linked & {claim.id for claim in reports[20].claims}
