"""Ids, and spans counted in the whole report, for the claims of one piece of it.

Drafts count their spans in the piece; claims in the report. An id depends on the report, the reader, the kind, the trigger and a key, so
it is the same in every reading and differs between readers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from ebla.records import Claimant, Date, Party, Place, RankedPlace, Report, Span

_RecordT = TypeVar("_RecordT", Party, Date, Claimant)


class Stamps:
    """Stamps the claims of one piece of a report.

    Args:
        report: The report.
        reader: The reader's version string.
        offset: Where the piece starts in the report's text.
        taken: How often each id was given out in this reading; shared by its pieces.
    """

    def __init__(self, report: Report, reader: str, offset: int, taken: dict[str, int]) -> None:
        self._report, self._reader, self._offset, self._taken = report, reader, offset, taken

    def id(self, kind: str, spans: Iterable[Span], key: str) -> str:
        """Return 16 hex digits of SHA-256 over what a claim is told apart by; a second claim with the same gets others."""
        at = [self.shift(span) for span in spans]
        stamp = f"{self._report.id}\n{self._reader}\n{kind}\n{at}\n{key}"
        found = hashlib.sha256(stamp.encode()).hexdigest()[:16]
        n = self._taken.get(found, 0)
        self._taken[found] = n + 1
        return found if n == 0 else hashlib.sha256(f"{stamp}\n{n}".encode()).hexdigest()[:16]

    def common(self, claim_id: str, claimant: Claimant, evidence: dict[str, tuple[Span, ...]]) -> dict[str, Any]:
        """Return the fields that every claim has."""
        return {
            "id": claim_id,
            "report_id": self._report.id,
            "reader": self._reader,
            "claimant": self.moved(claimant),
            "evidence": evidence,
        }

    def shift(self, span: Span) -> Span:
        """Return a span of the piece as one of the report."""
        return (span[0] + self._offset, span[1] + self._offset)

    def shifted(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return spans of the piece as spans of the report, each once."""
        return tuple(dict.fromkeys(map(self.shift, spans)))

    def moved(self, record: _RecordT | None) -> _RecordT | None:
        """Return a party, date or claimant with its span counted in the whole report."""
        if record is None or record.span is None or self._offset == 0:
            return record
        return msgspec.structs.replace(record, span=self.shift(record.span))

    def place(self, place: Place | None) -> Place | None:
        """Return a place as the contract has it, without what was weighed, its span counted in the whole report."""
        if place is None:
            return None
        if isinstance(place, RankedPlace):
            place = Place(**{name: getattr(place, name) for name in Place.__struct_fields__})
        if place.span is None or self._offset == 0:
            return place
        return msgspec.structs.replace(place, span=self.shift(place.span))

    def all(self, records: Iterable[_RecordT]) -> tuple[_RecordT, ...]:
        """Return several parties or claimants, moved."""
        return tuple(moved for moved in map(self.moved, records) if moved is not None)

    def evidence(self, trigger: Iterable[Span], **fields: Iterable[Span]) -> dict[str, tuple[Span, ...]]:
        """Return the evidence of a claim: its trigger, and the words of each field that has any."""
        named = {name: self.shifted(spans) for name, spans in fields.items()}
        return {"trigger": tuple(map(self.shift, trigger))} | {name: spans for name, spans in named.items() if spans}
