"""Frozen records that cross stages: one definition of the wire format, from which the JSON Schema is generated.

Nothing here reads text, files or clocks. `docs/claims.md` describes the format in words.
"""

from ebla.records.claims import (
    Agreement,
    AgreementType,
    Claim,
    ClaimStatus,
    Event,
    Figure,
    Problem,
    Tie,
    Violation,
)
from ebla.records.date import Date
from ebla.records.party import Claimant, Party
from ebla.records.place import Place, PlaceCandidate, RankedPlace
from ebla.records.reading import Reading
from ebla.records.report import ErasedReport, Report, ReportLine, report_id
from ebla.records.review import ClaimRef, Review, ReviewAction
from ebla.records.span import Span

__all__ = [
    "Agreement",
    "AgreementType",
    "Claim",
    "ClaimRef",
    "ClaimStatus",
    "Claimant",
    "Date",
    "ErasedReport",
    "Event",
    "Figure",
    "Party",
    "Place",
    "PlaceCandidate",
    "Problem",
    "RankedPlace",
    "Reading",
    "Report",
    "ReportLine",
    "Review",
    "ReviewAction",
    "Span",
    "Tie",
    "Violation",
    "report_id",
]
