"""A reading: what one reader, in one version, made of one report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from ebla.records.claims import Claim, Problem
from ebla.records.report import Report, ReportLine

if TYPE_CHECKING:
    import pandas as pd

_ENCODER = msgspec.json.Encoder()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A report with the claims that one reader found in it, in text order, and the problems it met."""

    report: Report
    reader: str
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()

    def lines(self) -> Iterator[ReportLine | Claim | Problem]:
        """Yield the wire lines in order: the report, its claims, its problems."""
        report = self.report
        yield ReportLine(
            id=report.id,
            report_date=report.report_date,
            date_basis=report.date_basis,
            title=report.title,
            publisher=report.publisher,
            url=report.url,
            language=report.language,
            char_count=len(report.text),
            pages=report.pages,
            reader=self.reader,
        )
        yield from self.claims
        yield from self.problems

    def to_jsonl(self) -> bytes:
        """Return the reading as UTF-8 JSON Lines, each ending in a line feed."""
        return b"".join(_ENCODER.encode(line) + b"\n" for line in self.lines())

    def to_frame(self, kind: str = "event") -> pd.DataFrame:
        """Return the claims of one kind as a table, one row a claim, nested records as columns like `place.name`.

        Needs pandas (`pip install ebla[frames]`). Raises ValueError for an unknown kind.
        """
        import pandas as pd

        kinds = ("event", "figure", "agreement", "violation", "tie", "problem")
        if kind not in kinds:
            raise ValueError(f"No kind of claim is called {kind!r}. Known: {', '.join(kinds)}.")
        rows: list[dict[str, Any]] = [row for row in map(msgspec.to_builtins, self.lines()) if row["kind"] == kind]
        return pd.json_normalize(rows)
