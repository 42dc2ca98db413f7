"""A report in; a reading out: the pure function that every reader is.

Follows the report on its way: language, pieces, parse, dates, places, figures, deeds, binding, narrative, agreements, ties, claims. No file is
opened but the lexicons, the roster and the gazetteer; no clock, no chance.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator
from typing import Any

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
from ebla.records import Claim, Problem, Reading, Report

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
    parser, gazetteer = Parser.load(parser_name), Gazetteer.with_own(gazetteers)
    claims: list[Claim] = []
    taken: dict[str, int] = {}
    for start, end in pieces(report.text):
        claims.extend(_read_piece(report, report.text[start:end], start, parser, gazetteer, reader, taken, problems))
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


def _read_piece(
    report: Report, text: str, offset: int, parser: Parser, gazetteer: Gazetteer, reader: str, taken: dict[str, int], problems: list[Problem]
) -> list[Claim]:
    parsed = parser.parse(text, lambda word: bool(gazetteer.named(word)))
    if not parsed.words:
        return []
    dates = find_dates(parsed, report.report_date)
    places = find_places(parsed, report.report_date, gazetteer)
    figures = find_figures(parsed, dates)
    binder = Binder(parsed, report.report_date, dates, list(places))
    drafts = [binder.draft(m) for m in find_events(parsed)]
    drafts = narrate(parsed, spread(demote_own_orders(drafts), binder), binder)
    builder = Builder(report, reader, binder, offset, taken)
    builder.events(drafts)
    builder.figures(figures, drafts)
    builder.agreements(*find_agreements(parsed, binder, drafts))
    builder.ties(find_ties(parsed, binder))
    if report.report_date is None:
        _open_dates(report, dates, offset, problems)
    return builder.claims()


def _open_dates(report: Report, dates: list[Any], offset: int, problems: list[Problem]) -> None:
    """Say that relative dates stay open because the report has no date."""
    open_ones = [d for d in dates if d.span and d.date_start is None and d.date_end is None and d.timex_type in ("DATE", "TIME")]
    if open_ones and not any(p.stage == "dates" for p in problems):
        first = open_ones[0].span
        problems.append(
            Problem(
                report_id=report.id,
                stage="dates",
                message="The report has no date, so relative dates stay open. Give one with --date YYYY-MM-DD.",
                span=(first[0] + offset, first[1] + offset),
            )
        )
