"""Incidents in; flat rows, and CSV lines that a spreadsheet cannot take for formulas, out. Lists become one cell, parted by semicolons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from ebla.records.incident import Incident, IncidentParty

COLUMNS = (
    "incident_id", "event_type", "mode", "acled_sub_event_type", "date_start", "date_end", "date_precision", "place_name", "latitude",
    "longitude", "place_precision", "country", "admin1", "admin1_code", "geonames_id", "actor", "recipient", "weapon", "facility",
    "report_count", "outlet_count", "claimant_count", "independent_source_count", "grade", "grade_rule", "source_grade",
    "information_grade", "killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best", "wounded_high", "denied_by",
    "part_of", "report_ids", "claim_ids",
)  # fmt: skip
_SEPARATOR = "; "
# What Excel, LibreOffice and Google Sheets take for the start of a formula. Source: OWASP, CSV injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def flat_row(incident: Incident) -> dict[str, Any]:
    """Return an incident as one flat row, keys as in `COLUMNS`; unknown is None."""
    row: dict[str, Any] = {name: getattr(incident, name, None) for name in COLUMNS}
    for name in ("weapon", "facility", "report_ids", "claim_ids"):
        row[name] = _SEPARATOR.join(row[name]) or None
    for name in ("actor", "recipient"):
        row[name] = _names(getattr(incident, name))
    row["grade_rule"] = incident.grading.rule
    row["denied_by"] = _SEPARATOR.join(source.name for source in incident.sources if source.denies) or None
    wounded = next((f for f in incident.figures if f.measure == "wounded" and not (f.who or f.party or f.cumulative)), None)
    for bound in ("low", "best", "high"):
        row[f"wounded_{bound}"] = getattr(wounded, bound, None)
    return row


def _names(parties: Iterable[IncidentParty]) -> str | None:
    return _SEPARATOR.join(party.name for party in parties) or None


def csv_lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield a header and a line for each incident (RFC 4180). Text that starts like a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for cells in [COLUMNS], (_cells(flat_row(incident)) for incident in incidents):
        for row in cells:
            writer.writerow(row)
            yield out.getvalue()
            out.seek(0)
            out.truncate()


def _cells(row: dict[str, Any]) -> list[Any]:
    return [_safe(row[name]) for name in COLUMNS]


def _safe(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    kept = value.replace("\x00", "\ufffd")
    return f"'{kept}" if kept.startswith(_FORMULA) else kept
