"""The step from claims to incidents: claims carried out of the ledger, incidents carried back.

`link_ledger` links what is new since the last run, from a cache beside the ledger, or everything where there is no cache; the incidents are
the same either way. What fits what is decided in `ebla.incidents`.
"""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ebla.errors import LedgerError
from ebla.incidents import LinkClaim, LinkResult, Weights, link_claims, load_weights
from ebla.incidents.estimate import LEAST_PAIRS, count_levels, sampled_incidents, weights_from
from ebla.incidents.identity import Identities, identify, new_ids, successors
from ebla.incidents.linking import LINKER, Judgement
from ebla.incidents.workspace import Cache, Mark
from ebla.ledger import Linking, Membership, Redirect, Relation
from ebla.records import Event
from ebla.reviewing import compare_readings

if TYPE_CHECKING:
    from ebla.ledger import Ledger, LinkingRun, ToLink
    from ebla.records import Claim


def _as_read(report_id: str, claims: list[Claim]) -> list[Claim]:
    return claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What persons and publishers said that linking follows.

    `judgements` are pairs judged by persons; `left_out` the reports that count no more (withdrawn, superseded); `amend` gives a report's
    claims as persons corrected them; `amended` are the reports whose claims persons corrected or took back since the last run.
    """

    judgements: Sequence[Judgement] = ()
    left_out: Collection[str] = ()
    amend: Callable[[str, list[Claim]], list[Claim]] = _as_read
    amended: Collection[str] = ()
    until: int | None = None
    """The last change of the ledger that it takes into account; a later one waits for the next run."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a linking run did: its number (None where nothing changed), deeds looked at, claims that moved, incidents new and gone."""

    seq: int | None
    looked_at: int
    moved: int
    new: int
    gone: int
    incident_count: int


def cache_path(ledger_name: str) -> pathlib.Path | None:
    """Return where the cache of a ledger stands: beside its file; None for a ledger in a server."""
    return None if "://" in ledger_name else pathlib.Path(f"{ledger_name}.linking")


def link_ledger(
    ledger: Ledger, weights: Weights, *, reader: str | None = None, cache: pathlib.Path | None = None, word: Word = Word()
) -> Linked:
    """Link the claims of the current readings and keep the incidents in the ledger, all at once.

    Args:
        ledger: Where claims come from and incidents go.
        weights: How telling each agreement is.
        reader: Whose readings; by default those that are shown.
        cache: File that the run goes on from; None links everything in memory.
        word: What persons and publishers said.

    Raises LedgerError when the ledger cannot be written or another process linked it meanwhile; InputError when the cache is in use.
    """
    until, chosen, last = ledger.last_seq(), ledger.reader_for(reader), ledger.last_linking()
    until = until if word.until is None else min(until, word.until)
    with Cache(weights, cache) as store:
        mark = store.mark()
        # A cache that is behind the last run (which died before keeping it) has not seen what that run was told.
        behind = mark is not None and last is not None and mark.until < last.until
        goes_on = mark is not None and not behind and mark == Mark(chosen, weights.id, mark.until, ledger.moment_of(mark.until))
        since = mark.until if mark and goes_on else 0
        if not since:
            store.clear()
        changed = _refill(ledger, store, chosen, since, until, word)
        store.workspace.judge(word.judgements)
        result = store.workspace.link()
        linked = _record(ledger, last, result, changed, weights, chosen, until, store.workspace.size())
        store.keep(Mark(chosen, weights.id, until, ledger.moment_of(until)))
    return linked


def _refill(ledger: Ledger, store: Cache, reader: str, since: int, until: int, word: Word) -> list[str] | None:
    """Take the claims of new, corrected and withdrawn reports into the workspace; return these reports, None for all."""
    space = store.workspace
    left_out = set(word.left_out)
    if not since:
        space.add(_compared(ledger.to_link(reader, 0, until), word, left_out))
        store.leave_out(left_out)
        return None
    again = sorted({*word.amended, *(left_out ^ store.left_out())})
    read = set(ledger.reports_to_link(reader, since, until))
    again = [report for report in again if report not in read]
    changed = sorted({*read, *again})
    space.remove_reports(changed)
    space.add(_compared(ledger.to_link(reader, since, until), word, left_out))
    space.add(_compared(ledger.to_link(reader, 0, until, again), word, left_out))
    store.leave_out(left_out)
    return changed


def _compared(reports: Iterator[ToLink], word: Word, left_out: Collection[str]) -> Iterator[LinkClaim]:
    for report in reports:
        if report.report_id not in left_out:
            claims = word.amend(report.report_id, report.claims)
            yield from link_claims(report.report_id, report.report_date, report.text, claims)


def _record(
    ledger: Ledger,
    last: LinkingRun | None,
    result: LinkResult,
    changed: list[str] | None,
    weights: Weights,
    reader: str,
    until: int,
    size: tuple[int, int],
) -> Linked:
    """Give the groups their incidents and keep what differs from before. A run that changes nothing is not kept."""
    reports = result.report_of
    if changed is None:
        held = ledger.memberships() if last else []
    else:
        known = {m.claim_id: m for m in ledger.memberships(claim_ids=list(reports))}
        held = list((known | {m.claim_id: m for m in ledger.memberships(report_ids=changed)}).values())
    before = {m.claim_id: str(m.incident_id) for m in held}
    report_before = {m.claim_id: m.report_id for m in held}
    found = _identified(ledger, result, before | _carried_over(ledger, reader, before, report_before, reports))
    rows = [
        Membership(0, claim, reports[claim], incident, *result.fit(claim))
        for claim, incident in sorted(found.of_claim.items())
        if before.get(claim) != incident
    ]
    rows += [Membership(0, claim, report_before[claim], None, None, None) for claim in sorted(before) if claim not in found.of_claim]
    redirects = [Redirect(0, incident, into) for incident, into in sorted(found.redirects.items())]
    relations = _relations(ledger, result, found, first=last is None)
    same = last is not None and (last.weights, last.linker, last.reader) == (weights.id, LINKER, reader)
    seq = None
    if rows or redirects or relations or not same:
        linking = Linking(
            base=last.seq if last else 0, linker=LINKER, weights=weights.id, reader=reader, until=until, claim_count=size[0],
            incident_count=size[1], memberships=rows, redirects=redirects,
            relations=relations,
        )  # fmt: skip
        seq = ledger.record_linking(linking)
    new = len({*found.of_claim.values()} - {*before.values()})
    return Linked(seq, len(reports), len(rows), new, len(redirects), size[1])


def _relations(ledger: Ledger, result: LinkResult, found: Identities, *, first: bool) -> list[Relation]:
    """Return what differs of the relations of plans and denials to incidents, and of parts to their wholes."""
    asked = {related.deed for related in result.related.values() if related.deed} | {*result.part_of, *result.part_of.values()}
    elsewhere = [claim for claim in sorted(asked) if claim not in found.of_claim]
    incident_of = found.of_claim | {m.claim_id: str(m.incident_id) for m in ledger.memberships(claim_ids=elsewhere)}
    new: dict[tuple[str, str], Relation] = {}
    for claim, related in result.related.items():
        incident = incident_of.get(related.deed or "")
        new[claim, related.relation] = Relation(0, claim, related.relation, incident, related.match_weight if incident else None)
    for incident in sorted(set(found.of_claim.values())):
        new[incident, "part_of"] = Relation(0, incident, "part_of", None)
    wholes: dict[str, Counter[str]] = {}
    for part, whole in result.part_of.items():
        if part in incident_of and whole in incident_of and incident_of[part] != incident_of[whole]:
            wholes.setdefault(incident_of[part], Counter())[incident_of[whole]] += 1
    for incident, counts in wholes.items():
        best = min(counts, key=lambda whole: (-counts[whole], whole))
        new[incident, "part_of"] = Relation(0, incident, "part_of", best)
    held = {} if first else {(r.subject, r.relation): r for r in ledger.relations(subjects=sorted({subject for subject, _ in new}))}
    out = []
    for key, relation in sorted(new.items()):
        before = held.get(key)
        if relation.incident_id != (before.incident_id if before else None):
            out.append(relation)
    return out


def _identified(ledger: Ledger, result: LinkResult, before: dict[str, str]) -> Identities:
    """Give the groups their incidents; ids that were ever used are passed over."""
    used: set[str] = set()
    while True:
        found = identify(result.groups, before, used)
        clash = ledger.used_incidents(new_ids(found, before)) - used
        if not clash:
            return found
        used |= clash


def _carried_over(
    ledger: Ledger, reader: str, before: dict[str, str], report_before: dict[str, str], reports: dict[str, str]
) -> dict[str, str]:
    """Return the incidents of claims that were replaced, by the claims that replaced them.

    Those are, in a new reading of their report, the ones over the same words, and in a newer version of it, the ones that say the same.
    """
    gone: dict[str, list[str]] = {}
    for claim in before:
        if claim not in reports:
            gone.setdefault(report_before[claim], []).append(claim)
    carried: dict[str, str] = {}
    for report_id in sorted(gone.keys() & set(reports.values())):
        new = [claim for claim in ledger.reading(report_id, reader).claims if isinstance(claim, Event) and claim.id in reports]
        old = [ledger.claim(claim).claim for claim in sorted(gone[report_id])]
        fresh = [claim for claim in new if claim.id not in before]
        carried |= {now: before[then] for now, then in successors([claim for claim in old if isinstance(claim, Event)], fresh).items()}
    return _carried_to_newer_versions(ledger, reader, before, gone.keys() - set(reports.values()), reports) | carried


def _carried_to_newer_versions(
    ledger: Ledger, reader: str, before: dict[str, str], gone: Collection[str], reports: dict[str, str]
) -> dict[str, str]:
    carried: dict[str, str] = {}
    aside, linked = ledger.set_aside() if gone else {}, set(reports.values())
    for report_id in sorted(gone):
        newer = report_id
        while newer in aside and aside[newer].by_id is not None:
            newer = str(aside[newer].by_id)
        if newer == report_id or newer not in linked:
            continue
        older, newest = ledger.reading(report_id, reader), ledger.reading(newer, reader)
        carried |= {now: before[then] for then, now in compare_readings(older, newest).pairs if then in before and now in reports}
    return carried


def estimate_weights(ledger: Ledger, *, name: str, reader: str | None = None, seed: int = 0) -> Weights:
    """Return new weights, estimated on the incidents that the ledger holds: link, review, then estimate.

    m comes from pairs of claims of one incident, u from pairs of claims of a random sample that are of two. Prior and least weight are
    those of the weights that come with Ebla.

    Raises LedgerError where too few incidents are told by two reports.
    """
    chosen = ledger.reader_for(reader)
    deed_of = {m.claim_id: str(m.incident_id) for m in ledger.memberships()}
    sample = sampled_incidents(deed_of, seed)
    wanted = sorted({m.report_id for m in ledger.memberships(claim_ids=sorted(sample))})
    claims = [claim for claim in _compared(ledger.to_link(chosen, report_ids=wanted), Word(), ()) if claim.id in sample]
    counts, one, two = count_levels([claims], deed_of)
    if one < LEAST_PAIRS:
        raise LedgerError(
            ledger.name, f"only {one} pairs of claims tell of one incident, {LEAST_PAIRS} are needed", "Read more reports, then: ebla link"
        )
    usual = load_weights()
    made = (
        f"m from {one} pairs of one incident, u from {two} pairs of two, by ebla link --estimate "
        f"(readings of {chosen}, change {ledger.last_seq()})"
    )
    return weights_from(counts, name=name, version=1, made=made, prior_bits=usual.prior_bits, link_bits=usual.link_bits)
