"""One incident in; all that is behind it for people out: grade and rule, sources, figures, claims with their words, history.

All text is foreign: it is made visible and never interpreted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ebla.cli.incident_table import GRADE_STYLE, numbers, what, when, where
from ebla.cli.printing import visible
from ebla.cli.table import heading
from ebla.cli.wording import NONE, party_words, row_words
from ebla.incidents.wording import sentence_around
from ebla.records import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ebla.ledger import Ledger
    from ebla.records.incident import FigureAccount, Incident, IncidentFigure, IncidentSource

_ID_CHARS = 8


def print_incident(console: Console, ledger: Ledger, incident: Incident) -> None:
    """Print an incident with everything that it was made from."""
    _head(console, incident)
    _sources(console, incident)
    _figures(console, incident)
    _claims(console, ledger, "Claims", incident.claim_ids, incident)
    _claims(console, ledger, "Denials", incident.denying_claim_ids, incident)
    _claims(console, ledger, "Told before as plan, threat or promise", incident.fulfilled_claim_ids, incident)
    _history(console, ledger, incident)


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(visible(text), style), soft_wrap=True)


def _title(console: Console, text: str) -> None:
    console.print()
    _line(console, text, "bold underline")


def _head(console: Console, incident: Incident) -> None:
    grading = incident.grading
    _line(console, f"incident {incident.incident_id}", "bold")
    _line(console, f"{what(incident)} · {where(incident)} · {when(incident)}")
    doers, others = (", ".join(party.name for party in parties) or NONE for parties in (incident.actor, incident.recipient))
    _line(console, f"who: {doers} · whom: {others}" + (f" · hit: {', '.join(incident.facility)}" if incident.facility else ""))
    _line(console, f"killed: {numbers(incident)}")
    _line(
        console,
        f"{_count(incident.report_count, 'report')}, {_count(incident.outlet_count, 'outlet')}, "
        f"{_count(incident.claimant_count, 'claimant')}, {_count(incident.independent_source_count, 'independent source')}",
    )
    console.print()
    _line(console, f"grade: {grading.grade} (rule {grading.rule} of {grading.rules})", GRADE_STYLE.get(grading.grade, ""))
    _line(console, f"  {grading.reason}")
    if grading.by is not None:
        _line(console, f"  given by {grading.by}: {grading.note or ''}")
    _line(console, f"source {grading.source_grade}: {grading.source_reason}")
    _line(console, f"information {grading.information_grade} (rule {grading.information_rule}): {grading.information_reason}")
    for name, ids in (("part of", [incident.part_of] if incident.part_of else []), ("parts", list(incident.parts))):
        if ids:
            _line(console, f"{name}: {', '.join(ids)}")
    for report_id, why in incident.set_aside.items():
        _line(console, f"does not count: report {report_id}, {why}", "yellow")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        table.add_column(name, overflow="fold")
    return table


def _sources(console: Console, incident: Incident) -> None:
    _title(console, "Sources")
    table = _table("independent source", "kind", "grade", "first hand", "passed on", "outlets", "claimants")
    for source in incident.sources:
        table.add_row(*(Text(visible(cell)) for cell in _source(source)), style="red" if source.denies else "")
    console.print(table)


def _source(source: IncidentSource) -> tuple[str, ...]:
    kind = ", ".join(part for part in (source.kind, "a side" if source.is_party else "", "denies" if source.denies else "") if part)
    graded = f"{source.reliability} ({source.reliability_by}, {source.reliability_on})" if source.reliability_by else source.reliability
    reports = ("\n".join(_short(ids)) or NONE for ids in (source.report_ids, source.repeating_report_ids))
    return (source.name, kind or NONE, graded, *reports, ", ".join(source.outlets), ", ".join(source.claimants))


def _short(ids: Iterable[str]) -> list[str]:
    return [one[:_ID_CHARS] for one in ids]


def _figures(console: Console, incident: Incident) -> None:
    if not incident.figures:
        return
    _title(console, "Figures")
    table = _table("what", "number", "claim", "source", "report's day", "role")
    for figure in incident.figures:
        table.add_row(
            Text(visible(_counted(figure)), "bold"), Text(numbers(figure), "bold"), "", "", "", Text(visible(figure.reason), "dim")
        )
        for account in figure.accounts:
            table.add_row(*(Text(visible(cell)) for cell in _account(account)))
    console.print(table)


def _counted(figure: IncidentFigure) -> str:
    words = [figure.measure.replace("_", " "), figure.who or "", f"of {figure.party}" if figure.party else ""]
    return " ".join(word for word in words if word) + (", so far" if figure.cumulative else "")


def _account(account: FigureAccount) -> tuple[str, ...]:
    bounds = [("at least", account.low), ("", account.best), ("up to", account.high)]
    if account.low is not None and account.low == account.best == account.high:
        bounds = [("", account.best)]
    said = ", ".join(f"{word} {number:,}".strip() for word, number in bounds if number is not None) or NONE
    role = account.role.replace("_", " ")
    if account.by_claim_id:
        role += f" (by {account.by_claim_id[:_ID_CHARS]})"
    if account.disagrees_with:
        role += f", disagrees with {len(account.disagrees_with)}"
    day = account.report_date.isoformat() if account.report_date else NONE
    return ("", said, account.claim_id[:_ID_CHARS], account.source_name, day, role)


def _claims(console: Console, ledger: Ledger, title: str, claim_ids: tuple[str, ...], incident: Incident) -> None:
    held = [ledger.claim(claim_id) for claim_id in claim_ids]
    if not held:
        return
    _title(console, title)
    told = sorted(((ledger.report(one.report_id), one.claim) for one in held), key=lambda pair: (str(pair[0].report_date), pair[1].id))
    for report, claim in told:
        chosen = ", ".join(name for name, basis in incident.basis.items() if basis == claim.id)
        _line(console, f"{claim.id[:_ID_CHARS]}  {heading(report)}", "cyan")
        trigger = claim.evidence.get("trigger", ())
        if trigger and trigger[-1][1] <= len(report.text):  # an erased text is empty
            console.print(_marked(report.text, trigger), soft_wrap=True)
        if isinstance(claim, Event):
            row = row_words(claim, "")
            whom = ", ".join([*map(party_words, claim.recipient), *claim.facility]) or NONE
            words = f"{row.who} | {row.what} | {whom} | {row.where} | {row.when} | {claim.status}, says {row.says}"
            _line(console, "  " + words + (f"   <- {chosen} taken from here" if chosen else ""), "dim")


def _marked(text: str, trigger: tuple[tuple[int, int], ...]) -> Text:
    """Return the sentence of a claim with the words that state it in bold."""
    start, end = trigger[0][0], trigger[-1][1]
    sentence = sentence_around(text, start, end)
    first = text.rfind(sentence, 0, start + len(sentence))
    shown = Text("  “")
    last = first
    for a, b in trigger:
        shown.append(visible(text[last:a]))
        shown.append(visible(text[a:b]), "bold")
        last = b
    shown.append(visible(text[last : first + len(sentence)]).rstrip() + "”")
    return shown


def _history(console: Console, ledger: Ledger, incident: Incident) -> None:
    _title(console, "History")
    moments = {entry.seq: entry.recorded_at.isoformat(sep=" ", timespec="seconds") for entry in ledger.changes() if entry.kind == "linking"}
    known = {incident.incident_id}
    merged = []
    for redirect in reversed(ledger.redirects()):
        if redirect.into_id in known:
            known.add(redirect.incident_id)
            merged.append(redirect)
    for redirect in reversed(merged):
        _line(console, f"  {moments.get(redirect.seq, redirect.seq)}  {redirect.incident_id} was merged into {redirect.into_id}")
    for row in ledger.membership_history(incident_id=incident.incident_id):
        fit = "" if row.with_claim is None else f", fits {row.with_claim[:_ID_CHARS]} by {row.match_weight or 0:+.1f} bits"
        now = ledger.incident_of(row.claim_id)
        left = "" if now == incident.incident_id else f"; now in {now or 'none'}"
        _line(
            console,
            f"  {moments.get(row.seq, row.seq)}  claim {row.claim_id[:_ID_CHARS]} of report {row.report_id[:_ID_CHARS]} joined{fit}{left}",
        )
