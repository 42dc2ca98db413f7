"""Claims of one report in; a table for people out, in columns of fixed width so that the tables of many reports stand in line.

A figure stands under the event it counts. All text is foreign: it is made visible and never interpreted.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import astuple

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ebla.cli.printing import visible
from ebla.cli.wording import NONE, Row, claim_name, row_words
from ebla.records import Claim, ErasedReport, Event, Figure, Problem, Report

# Column, least width, share of what a wider table has to give. [characters]
_COLUMNS = (
    ("", 6, 1),
    ("who", 13, 4),
    ("what", 12, 3),
    ("whom", 11, 4),
    ("where", 11, 3),
    ("when", 10, 2),
    ("how many", 8, 1),
    ("says", 9, 3),
    ("status", 12, 0),
)
_ID_CHARS = 6
_STATUS_STYLE = {"occurred": "", "ongoing": "", "alleged": "yellow", "denied": "red"}


def widths(total_chars: int) -> list[int]:
    """Return the width of each column for a table this wide; never less than the least widths (100 in all). [characters]"""
    least = [width for _, width, _ in _COLUMNS]
    spare = max(0, total_chars - sum(least) - len(least) + 1)
    shares = sum(share for *_, share in _COLUMNS)
    return [width + min(share * spare // shares, 24) for width, (_, _, share) in zip(least, _COLUMNS, strict=True)]


def in_table_order(claims: Sequence[Claim]) -> list[tuple[Claim, bool]]:
    """Return the claims in text order but with each figure under its event; true marks such a figure."""
    events = {claim.id for claim in claims if isinstance(claim, Event)}
    under: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim, Figure) and claim.event_id in events:
            under.setdefault(claim.event_id or "", []).append(claim)
    out: list[tuple[Claim, bool]] = []
    for claim in claims:
        if isinstance(claim, Figure) and claim.event_id in events:
            continue
        out.append((claim, False))
        out.extend((figure, True) for figure in under.get(claim.id, ()))
    return out


def _trigger(claim: Claim, report: Report | None) -> str:
    if report is None:
        return ""
    return " ".join(" … ".join(report.text[a:b] for a, b in claim.evidence.get("trigger", ())).split())


def _cell(text: str, width: int, style: str = "") -> Text:
    shown = "" if text == NONE else visible(text)
    if cell_len(shown) == len(shown):  # narrow letters only: break after hyphens too, which rich does not
        shown = "\n".join(textwrap.wrap(shown, width))
    return Text(shown, style=style, overflow="fold")


def heading(report: Report) -> str:
    """Return a report's line: date, publisher, title, id; of one whose words were erased, that they were."""
    date = report.report_date.isoformat() if report.report_date else "no date"
    rest = " · ".join(part for part in (report.publisher, report.title) if part) or report.source or ""
    if isinstance(report, ErasedReport):
        rest += f"  (its words were erased on {report.erased_at.date()} by {report.erased_by}: {report.reason})"
    return visible(f"{date}  {rest}  [{report.id}]")


def print_header(console: Console) -> None:
    """Print the names of the columns."""
    table = _table(console)
    table.add_row(*(Text(name, style="bold underline") for name, *_ in _COLUMNS))
    console.print(table)


def _table(console: Console) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    for width in widths(console.width):
        table.add_column(width=width, overflow="fold")
    return table


def print_claims(console: Console, report: Report | None, claims: Sequence[Claim], problems: Iterable[Problem] = (), *, ids: bool) -> None:
    """Print a report's line and a row for each of these claims, numbered or with the start of their ids; then its problems."""
    if report is not None:
        console.print()
        console.print(Text(heading(report), style="bold cyan"), soft_wrap=True)
    names = {claim.id: claim_name(claim) for claim in claims}
    table, wide = _table(console), widths(console.width)
    for number, (claim, under) in enumerate(in_table_order(claims), 1):
        row: Row = row_words(claim, _trigger(claim, report), names)
        first = claim.id[:_ID_CHARS] if ids else str(number)
        style = _STATUS_STYLE.get(row.status, "magenta")
        who, what, *rest, status = astuple(row)
        cells = [who, ("└ " if under else "") + what, *rest]
        styles = ("dim", *[""] * len(cells), style)
        table.add_row(*map(_cell, (first, *cells, status), wide, styles))
    if claims:
        console.print(table)
    elif report is not None:
        console.print(Text("  nothing read", style="dim"))
    for problem in problems:
        console.print(Text(f"  problem ({visible(problem.stage)}): {visible(problem.message)}", style="yellow"), soft_wrap=True)
