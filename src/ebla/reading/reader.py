"""A report in; a reading out: the pure function that every reader is.

Follows the report on its way: language, pieces, parse, dates, places, figures, deeds, binding, narrative, agreements, ties, claims. No file
is opened but the lexicons, the roster and the gazetteer; no clock, no chance.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from ebla.gazetteer.find import Gazetteer
from ebla.reading.agreements import find_agreements
from ebla.reading.binding import Binder
from ebla.reading.claims import Builder
from ebla.reading.dates import find_dates
from ebla.reading.events import find_events
from ebla.reading.figures import find_figures
from ebla.reading.intake.language import detect_language
from ebla.reading.narrative import demote_own_orders, narrate
from ebla.reading.parse import Parser
from ebla.reading.places import find_places
from ebla.reading.scenes import spread
from ebla.reading.ties import find_ties
from ebla.records import Claim, Date, Problem, Reading, Report

LANGUAGES = frozenset({"en"})
# Texts longer than this are read in pieces cut between paragraphs, so that memory stays bounded. [characters]
PIECE_CHARS = 40_000


def read_report(report: Report, parser_name: str, reader: str, gazetteers: tuple[pathlib.Path, ...] = ()) -> Reading:
    """Read one report.

    Args:
        report: The report; its text is never changed.
        parser_name: The parser behind the rules, `md` or `sm`.
        reader: The reader's version string, kept with every claim.
        gazetteers: Compiled gazetteers of the user's, asked beside the world's.

    Returns:
        The reading: claims in text order and the problems met. Never raises on a text.
    """
    problems: list[Problem] = []
    language = report.language or detect_language(report.text)
    if report.language is None and language is not None:
        report = msgspec.structs.replace(report, language=language)
    if language is not None and language.split("-")[0] not in LANGUAGES:
        problems.append(
            Problem(
                report_id=report.id,
                stage="language",
                message=f"The report is in {language!r}; this reader knows English only. Nothing was read.",
            )
        )
        return Reading(report=report, reader=reader, problems=tuple(problems))
    if not report.text.strip():
        problems.append(Problem(report_id=report.id, stage="text", message="The report has no words."))
    run = _Run(report, reader, Parser.load(parser_name), Gazetteer.with_own(gazetteers), problems)
    claims = [claim for start, end in pieces(report.text) for claim in run.read(start, end)]
    return Reading(report=report, reader=reader, claims=tuple(claims), problems=tuple(problems))


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in which a text is read: whole where it is short, else cut at a blank line, line end, sentence end or blank."""
    start = 0
    while len(text) - start > PIECE_CHARS:
        window = text[start : start + PIECE_CHARS]
        cut = max(window.rfind("\n\n"), 0) or max(window.rfind("\n"), 0)
        if cut < PIECE_CHARS // 4:
            ends = [m.end() for m in re.finditer(r"[.!?]\s", window)]
            cut = ends[-1] if ends and ends[-1] >= PIECE_CHARS // 4 else max(window.rfind(" "), 0)
        if cut < PIECE_CHARS // 4:
            cut = PIECE_CHARS
        yield start, start + cut
        start += cut
    yield start, len(text)


@dataclass
class _Run:
    """The reading of one report, piece by piece."""

    report: Report
    reader: str
    parser: Parser
    gazetteer: Gazetteer
    problems: list[Problem]
    taken: dict[str, int] = field(default_factory=dict)

    def read(self, start: int, end: int) -> list[Claim]:
        """Return the claims of one piece."""
        report_date = self.report.report_date
        parsed = self.parser.parse(self.report.text[start:end], lambda word: bool(self.gazetteer.named(word)))
        if not parsed.words:
            return []
        dates = find_dates(parsed, report_date)
        places = find_places(parsed, report_date, self.gazetteer)
        figures = find_figures(parsed, dates)
        binder = Binder(parsed, report_date, dates, list(places))
        drafts = [binder.draft(m) for m in find_events(parsed)]
        drafts = narrate(parsed, spread(demote_own_orders(drafts), binder), binder)
        builder = Builder(self.report, self.reader, binder, start, self.taken)
        builder.events(drafts)
        builder.figures(figures, drafts)
        builder.agreements(*find_agreements(parsed, binder, drafts))
        builder.ties(find_ties(parsed, binder))
        if report_date is None:
            self._tell_open_dates(dates, start)
        return builder.claims()

    def _tell_open_dates(self, dates: list[Date], offset: int) -> None:
        """Say once that relative dates stay open because the report has no date."""
        spans = [d.span for d in dates if d.date_start is None and d.date_end is None and d.timex_type in ("DATE", "TIME")]
        first = next((span for span in spans if span is not None), None)
        if first is not None and not any(p.stage == "dates" for p in self.problems):
            self.problems.append(
                Problem(
                    report_id=self.report.id,
                    stage="dates",
                    message="The report has no date, so relative dates stay open. Give one with --date YYYY-MM-DD.",
                    span=(first[0] + offset, first[1] + offset),
                )
            )
