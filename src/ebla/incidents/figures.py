"""The figures of one incident with their origins in; one reconciled count per measure and per who and side, and the total, out.

A total is what a source says of all; where nobody says it, civilians alone, or the sum over sides that cannot overlap, stand in for it and
say so. Parts never compete with wholes, stock never with flow, running totals never with single deeds. How accounts of one count are
reconciled is in `reconciling.py`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from ebla.incidents.accounts import Origin
from ebla.incidents.reconciling import Counted, Number, Reconciled, reconcile
from ebla.incidents.sides import camp_of, is_civilian, keys_of
from ebla.records import Figure, Party, Report
from ebla.records.claims import Measure, StockFlow, Unit
from ebla.records.incident import AccountRole, IncidentFigure

CIVILIANS, COMBATANTS = "civilians", "combatants"
_NOT_COMPARABLE = ("other",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure with its report, its origin, whether its source is a side of the fighting, and why it is set aside, if it is."""

    figure: Figure
    report: Report
    origin: Origin
    is_party: bool = False
    copy_of: str | None = None
    set_aside: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """What is counted: figures with the same key can be reconciled."""

    measure: Measure
    unit: Unit
    who: str
    party: str
    stock: bool
    cumulative: bool

    @property
    def is_whole(self) -> bool:
        """Whether it counts everybody, of all sides."""
        return not self.who and not self.party


def counted_of(told: Told, aside: AccountRole | None = None, aside_for: str | None = None) -> Counted:
    """Return a figure as one of the accounts to reconcile."""
    figure, source = told.figure, told.origin.source
    return Counted(
        claim_id=figure.id,
        report_id=figure.report_id,
        source=told.origin.key,
        source_name=told.origin.name,
        report_date=told.report.report_date,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        low_inclusive=figure.low_inclusive,
        high_inclusive=figure.high_inclusive,
        is_party=told.is_party,
        reliability=source.reliability if source else "F",
        aside="set_aside" if told.set_aside else aside,
        aside_for=aside_for,
    )


def count_of(figure: Figure, country: str | None = None) -> Count:
    """Return what a figure counts."""
    who, party = figure.who or "", figure.party
    side = ""
    if party is not None and is_civilian(party):
        who = who or CIVILIANS
    elif party is not None:
        side = _side(party, country)
    return Count(figure.measure, figure.unit or "person", who, side, figure.stock_flow == "stock", bool(figure.cumulative))


def _side(party: Party, country: str | None) -> str:
    return camp_of(party, country) or min(keys_of(party, country), default="")


def incident_figures(told: Iterable[Told], country: str | None = None) -> tuple[IncidentFigure, ...]:
    """Return the reconciled counts of an incident: for each measure the total first, then by who and side. Order of arrival is nothing."""
    ordered = sorted(told, key=lambda one: one.figure.id)
    groups: defaultdict[Count, list[Told]] = defaultdict(list)
    for one in ordered:
        if one.figure.measure not in _NOT_COMPARABLE:
            groups[count_of(one.figure, country)].append(one)
    names = _party_names(ordered, country)
    counted = {key: _accounts(group) for key, group in groups.items()}
    parts = {key: (key, reconcile(accounts)) for key, accounts in sorted(counted.items())}
    out: list[IncidentFigure] = []
    for whole in sorted({replace(key, who="", party="") for key in counted}):
        own = {key: result for key, result in parts.values() if replace(key, who="", party="") == whole and not key.is_whole}
        if not whole.cumulative and not whole.stock:
            out.append(_total(whole, counted, own, names))
        elif whole in parts:
            out.append(_figure(whole, parts[whole][1], names))
        out.extend(_figure(key, result, names) for key, result in own.items())
    return tuple(out)


def reconciled_counts(told: Sequence[Told], country: str | None = None) -> tuple[IncidentFigure, ...]:
    """Return the reconciled counts of some figures, each kind for itself and without totals, in the order of their keys."""
    groups: defaultdict[Count, list[Told]] = defaultdict(list)
    for one in sorted(told, key=lambda one: one.figure.id):
        groups[count_of(one.figure, country)].append(one)
    names = _party_names(told, country)
    return tuple(_figure(key, reconcile(_accounts(groups[key])), names) for key in sorted(groups))


def _party_names(told: Sequence[Told], country: str | None) -> dict[str, str]:
    out: dict[str, str] = {}
    for one in told:
        if (party := one.figure.party) is not None and (name := party.name or party.text):
            out.setdefault(_side(party, country), name)
    return out


def _accounts(group: Sequence[Told]) -> list[Counted]:
    """Return the accounts of one count; a copy of a number, and a part of a number of the same count, set aside."""
    ids = {one.figure.id for one in group}
    by_report: defaultdict[str, list[Told]] = defaultdict(list)
    for one in group:
        by_report[one.figure.report_id].append(one)
    out = []
    for one in group:
        same = [o for o in by_report.get(one.copy_of or "", ()) if _numbers(o.figure) == _numbers(one.figure)]
        if same:
            out.append(counted_of(one, "copy", same[0].figure.id))
        elif one.figure.part_of in ids:
            out.append(counted_of(one, "part", one.figure.part_of))
        elif greater := _greater_by_the_same(one, by_report[one.figure.report_id]):
            out.append(counted_of(one, "part", greater))
        else:
            out.append(counted_of(one))
    return out


def _greater_by_the_same(one: Told, in_report: Sequence[Told]) -> str | None:
    """Return the greatest number that the same speaker gives in the same report, if this one is plainly less: it is a part of that."""
    top = counted_of(one).interval[1]
    said = [(counted_of(o).interval[0], o.figure.id) for o in in_report if o.figure.claimant.name == one.figure.claimant.name]
    greatest = max(said)
    return greatest[1] if greatest[0] > top else None


def _numbers(figure: Figure) -> tuple[Number | None, ...]:
    return figure.low, figure.best, figure.high


def _figure(key: Count, result: Reconciled, names: Mapping[str, str]) -> IncidentFigure:
    stock_flow: StockFlow | None = "stock" if key.stock else None
    return IncidentFigure(
        measure=key.measure,
        unit=key.unit,
        who=key.who or None,
        party=names.get(key.party, key.party) or None,
        stock_flow=stock_flow,
        cumulative=key.cumulative,
        low=result.low,
        best=result.best,
        high=result.high,
        high_open=result.high_open,
        low_claim_id=result.low_claim_id,
        best_claim_id=result.best_claim_id,
        high_claim_id=result.high_claim_id,
        rule=result.rule,
        reason=result.reason,
        accounts=result.accounts,
    )


def _total(
    whole: Count, counted: Mapping[Count, Sequence[Counted]], own: Mapping[Count, Reconciled], names: Mapping[str, str]
) -> IncidentFigure:
    """Return the count of everybody: what sources say of all, with those who count civilians only where they say nothing of all."""
    direct = list(counted.get(whole, ()))
    reports = {one.report_id for one in direct}
    also = [one for one in counted.get(replace(whole, who=CIVILIANS), ()) if one.report_id not in reports]
    disjoint = _disjoint(own, counted)
    if direct:
        joined = _figure(whole, reconcile([*direct, *also]), names)
        if also:
            joined = _with_reason(joined, "with those who count civilians and nobody else")
        return _no_less_than_parts(joined, _sum(whole, disjoint, names) if len(disjoint) > 1 else None, own, names)
    if len(disjoint) > 1:
        return _sum(whole, disjoint, names)
    if disjoint:
        ((key, result),) = disjoint.items()
        if also and key.who != CIVILIANS:
            rivals = _figure(whole, reconcile([*counted[key], *also]), names)
            return _with_reason(rivals, f"some count {_label(key, names)}, others civilians, and nobody both")
        return _with_reason(_figure(whole, result, names), f"only {_label(key, names)} were counted")
    # Children, women and others may overlap: no sum, the greatest of them stands.
    _, result = max(own.items(), key=lambda item: (item[1].low or item[1].best or 0, item[0]))
    return _with_reason(_figure(whole, result, names), "the greatest of counts that may overlap")


def _no_less_than_parts(
    total: IncidentFigure, summed: IncidentFigure | None, own: Mapping[Count, Reconciled], names: Mapping[str, str]
) -> IncidentFigure:
    """Widen a total that is contradicted: by the sum over sides, or by a part that is greater than the whole."""
    if summed is not None and summed.best is not None:
        if total.low is not None and summed.low is not None and summed.low < total.low:
            total = msgspec.structs.replace(total, low=summed.low, low_claim_id=None, rule="disagree", parts=summed.parts)
            total = _with_reason(total, f"low is the sum of {', '.join(summed.parts)}")
        if total.high is not None and summed.high is not None and summed.high > total.high:
            total = msgspec.structs.replace(total, high=summed.high, high_claim_id=None, rule="disagree", parts=summed.parts)
            total = _with_reason(total, f"high is the sum of {', '.join(summed.parts)}")
    for key, part in own.items():
        least, claim = (part.low, part.low_claim_id) if part.low is not None else (part.best, part.best_claim_id)
        if total.high is not None and least is not None and least > total.high:
            total = msgspec.structs.replace(total, high=least, high_claim_id=claim, rule="disagree")
            total = _with_reason(total, f"{_label(key, names)} alone are more than others count in all")
    return total


def _disjoint(own: Mapping[Count, Reconciled], counted: Mapping[Count, Sequence[Counted]]) -> dict[Count, Reconciled]:
    """Return counts that cannot overlap: of each side its people, else its civilians and combatants; sideless ones where no side has them.

    A side of which only a name is known may be another one by another name, and is left out where others are known. Civilians beside the
    fighters of one side count where one report has both: else they may be the same dead, called by two names.
    """
    parties = sorted({key.party for key in own if key.party})
    placed = [party for party in parties if not party.startswith("name:")]
    parties = placed if len(placed) > 1 else parties[:1] if len(parties) == 1 else placed or parties[:1]
    out: dict[Count, Reconciled] = {}
    for party in parties:
        of_side = {key.who: key for key in own if key.party == party}
        taken = [of_side[""]] if "" in of_side else [of_side[who] for who in (CIVILIANS, COMBATANTS) if who in of_side]
        out |= {key: own[key] for key in taken}
    held = {key.who for key in out}
    for key, result in own.items():
        if not key.party and ((key.who == CIVILIANS and CIVILIANS not in held) or (key.who == COMBATANTS and not parties)):
            out[key] = result
    civilians = [key for key in out if key.who == CIVILIANS]
    others = [key for key in out if key.who != CIVILIANS]
    if len(others) == 1 and civilians and not _in_one_report(civilians, others, counted):
        return {others[0]: out[others[0]]}
    return out


def _in_one_report(some: Sequence[Count], others: Sequence[Count], counted: Mapping[Count, Sequence[Counted]]) -> bool:
    reports = [{one.report_id for key in keys for one in counted[key]} for keys in (some, others)]
    return bool(reports[0] & reports[1])


def _sum(whole: Count, groups: Mapping[Count, Reconciled], names: Mapping[str, str]) -> IncidentFigure:
    lows = [result.low if result.low is not None else 0 for result in groups.values()]
    bests = [result.best for result in groups.values()]
    highs = [result.high for result in groups.values()]
    best = None if None in bests else math.fsum(number for number in bests if number is not None)
    high = None if None in highs else math.fsum(number for number in highs if number is not None)
    known_low = any(result.low is not None for result in groups.values())
    labels = tuple(_label(key, names) for key in groups)
    return IncidentFigure(
        measure=whole.measure,
        unit=whole.unit,
        low=_whole_number(math.fsum(lows)) if known_low else None,
        best=_whole_number(best),
        high=_whole_number(high),
        high_open=any(result.high_open for result in groups.values()),
        rule="sum",
        reason=f"nobody counts all; the sum of {', '.join(labels)}",
        parts=labels,
        accounts=tuple(account for result in groups.values() for account in result.accounts),
    )


def _whole_number(number: float | None) -> Number | None:
    return int(number) if number is not None and number.is_integer() else number


def _label(key: Count, names: Mapping[str, str]) -> str:
    who, party = key.who.replace("_", " ") or "people", names.get(key.party, key.party)
    return f"{who} of {party}" if party else who


def _with_reason(figure: IncidentFigure, more: str) -> IncidentFigure:
    return msgspec.structs.replace(figure, reason=f"{figure.reason}; {more}")
