"""Incidents in; a table for people out, one row each. All names are foreign: they are made visible and never interpreted."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ebla.cli.printing import visible
from ebla.cli.wording import NONE, date_words
from ebla.records import Date
from ebla.records.incident import Incident, IncidentFigure

# Column, least width, share of what a wider table has to give. [characters]
_COLUMNS = (("", 6, 0), ("when", 10, 1), ("where", 12, 2), ("what", 13, 2), ("who", 14, 3), ("whom", 11, 3), ("killed", 9, 1),
            ("sources", 7, 0), ("grade", 10, 1))  # fmt: skip
GRADE_STYLE = {"confirmed": "green", "fair": "", "weak": "yellow", "contested": "magenta", "discounted": "red"}
ID_CHARS = 6
_MOST_NAMES = 3


def when(incident: Incident) -> str:
    """Return an incident's days in words."""
    return date_words(Date(date_start=incident.date_start, date_end=incident.date_end))


def where(incident: Incident) -> str:
    """Return an incident's place in words; an area says that it is one."""
    if incident.place_name is None:
        return incident.country or NONE
    kind = {"admin1": "province", "admin2": "district", "near": "near", "vague": "roughly"}.get(incident.place_precision or "")
    extra = ", ".join(part for part in (kind, incident.country) if part)
    return f"{incident.place_name} ({extra})" if extra else incident.place_name


def what(incident: Incident) -> str:
    """Return an incident's type and mode, with its weapons."""
    kind = " ".join(part for part in (incident.event_type, incident.mode) if part) or NONE
    return f"{kind} ({', '.join(incident.weapon[:2])})" if incident.weapon else kind


def numbers(figure: IncidentFigure | Incident) -> str:
    """Return low, best and high as briefly as they can be said: "12", "12 (9–15)", "at least 12"."""
    if isinstance(figure, Incident):
        low, best, high, is_open = figure.killed_low, figure.killed_best, figure.killed_high, False
    else:
        low, best, high, is_open = figure.low, figure.best, figure.high, figure.high_open
    top = "" if high is None else f"{high:,}" + ("+" if is_open else "")
    if best is not None:
        if (low, high) in ((best, best), (None, None)):
            return f"{best:,}"
        return f"{best:,} ({'?' if low is None else f'{low:,}'}–{top or '?'})"
    if low is not None and high is not None:
        return f"{low:,}–{top}"
    if low is not None:
        return f"at least {low:,}"
    return f"up to {top}" if top else NONE


def print_incidents(console: Console, incidents: Iterable[Incident]) -> None:
    """Print a row for each incident: id, days, place, type, parties, killed, independent sources of reports, grade."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold underline")
    spare = max(0, console.width - sum(least for _, least, _ in _COLUMNS) - len(_COLUMNS) + 1)
    shares = sum(share for *_, share in _COLUMNS)
    for name, least, share in _COLUMNS:
        table.add_column(name, width=least + min(share * spare // shares, 24), overflow="fold")
    for incident in incidents:
        cells = (
            when(incident), where(incident), what(incident), _names(party.name for party in incident.actor),
            _names([*(party.name for party in incident.recipient), *incident.facility]), numbers(incident),
            f"{incident.independent_source_count} of {incident.report_count}",
        )  # fmt: skip
        graded = f"{incident.grade} {incident.source_grade}{incident.information_grade}"
        row = [Text(incident.incident_id[:ID_CHARS], "dim"), *(Text(visible(cell)) for cell in cells)]
        table.add_row(*row, Text(graded, GRADE_STYLE.get(incident.grade, "")))
    console.print(table)


def _names(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    return ", ".join(found[:_MOST_NAMES]) + (", ..." if len(found) > _MOST_NAMES else "") or NONE
