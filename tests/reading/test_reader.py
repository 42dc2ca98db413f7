"""The reader as a whole: contract, ids, pieces, problems, odd texts, and how much of what is read carries its words."""

from __future__ import annotations

import datetime
import itertools
import json
import os
import pathlib
import subprocess
import sys

import pytest

import ebla
from ebla.reading import reader as reading_module
from ebla.reading.claims import Builder
from ebla.reading.events import find_events
from ebla.reading.figures import find_figures
from ebla.reading.reader import PIECE_CHARS, pieces, read_report
from ebla.records import Event, Figure, Reading, Report
from ebla.records.checking import check_lines
from reading.english import DAY, READER, make_binder, parse, quoted, read

SAMPLES = sorted(path for path in (pathlib.Path(ebla.__file__).parent / "samples").glob("*.txt") if path.stem != "blind")
SENTENCE = "Rebels shelled the town of Saraqib on Monday, killing at least 12 civilians, the mayor said. "
# Prints how much the peak memory [MB] grows from a report of one piece to one of many.
GROWTH = """
import resource, sys
from ebla.reading.reader import PIECE_CHARS, read_report
from ebla.records import Report

LINE = "On Monday rebels shelled town {n}, and the mayor spoke."

def peak_mb(pieces):
    text = chr(10).join(LINE.format(n=n) for n in range(pieces * PIECE_CHARS // len(LINE)))
    assert read_report(Report(text=text, language="en"), "md", "rules/0+test").claims
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

one = peak_mb(1)
print(peak_mb(int(sys.argv[1])) - one)
"""


def lines(reading: Reading) -> list[dict[str, object]]:
    """A reading as the lines of its wire format."""
    return [json.loads(line) for line in reading.to_jsonl().splitlines()]


def sample(path: pathlib.Path) -> Report:
    """A sample as a report, its date that of its name."""
    return Report(text=path.read_text(encoding="utf-8"), report_date=datetime.date.fromisoformat(path.stem[-10:]), language="en")


@pytest.fixture(scope="module")
def sample_readings() -> dict[str, Reading]:
    return {path.stem: read_report(sample(path), "md", READER) for path in SAMPLES}


def test_samples_are_read_as_the_contract_wants(sample_readings: dict[str, Reading]):
    assert {name: check_lines(lines(r), r.report.text) for name, r in sample_readings.items()} == {name: [] for name in sample_readings}
    assert all(reading.claims for reading in sample_readings.values())


def test_sample_claims_are_in_text_order_with_ids_of_their_own(sample_readings: dict[str, Reading]):
    for reading in sample_readings.values():
        ids = [claim.id for claim in reading.claims]
        assert len(set(ids)) == len(ids)
        assert {claim.report_id for claim in reading.claims} == {reading.report.id}


def _spans_wanted(line: dict[str, object]) -> list[dict[str, object]]:
    """The parties, places and dates of a claim, as they stand on the wire."""
    out: list[dict[str, object]] = []
    for key, value in line.items():
        if key in ("claimant", "via"):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and {"text", "span", "inferred"} <= set(one):
                out.append(one)
    return out


def test_parties_places_and_dates_carry_their_words(sample_readings: dict[str, Reading]):
    found = [one for r in sample_readings.values() for line in lines(r) for one in _spans_wanted(line)]
    with_span = sum(one["span"] is not None for one in found)
    assert len(found) > 200 and with_span >= 0.9 * len(found)


def test_inferred_values_keep_the_words_they_were_taken_from_or_a_rule(sample_readings: dict[str, Reading]):
    inferred = [one for r in sample_readings.values() for line in lines(r) for one in _spans_wanted(line) if one["inferred"]]
    assert inferred and all(one["span"] is not None or one.get("rule") for one in inferred)


def test_reading_is_the_same_every_time():
    text = SENTENCE * 3
    assert read(text).to_jsonl() == read(text).to_jsonl()


def test_ids_differ_between_readers_and_reports_and_hold_otherwise():
    report = Report(text=SENTENCE, report_date=DAY, language="en")
    one, again = read_report(report, "md", "rules/1+a"), read_report(report, "md", "rules/1+a")
    other = read_report(report, "md", "rules/2+b")
    later = read_report(Report(text=SENTENCE, report_date=DAY + datetime.timedelta(1), language="en"), "md", "rules/1+a")
    ids = [{claim.id for claim in r.claims} for r in (one, again, other, later)]
    assert ids[0] == ids[1] and not ids[0] & ids[2] and not ids[0] & ids[3]


def test_pieces_cover_a_text_and_end_between_paragraphs():
    text = (SENTENCE * 20 + "\n\n") * 60
    spans = list(pieces(text))
    assert spans[0][0] == 0 and spans[-1][1] == len(text) and len(spans) > 2
    assert all(a[1] == b[0] for a, b in itertools.pairwise(spans))
    assert all(b - a <= PIECE_CHARS for a, b in spans)
    assert all(text[b : b + 2] == "\n\n" for _, b in spans[:-1])


@pytest.mark.parametrize(("text", "end"), [("word " * 20_000, " "), ("A sentence stands here. " * 4_000, ". ")])
def test_pieces_end_between_words_or_sentences_where_there_is_no_paragraph(text: str, end: str):
    assert all(text[b - len(end) : b + 1].find(end.strip() or " ") >= 0 for _, b in list(pieces(text))[:-1])


def test_pieces_of_one_endless_word_are_cut_by_length():
    assert [b - a for a, b in pieces("x" * (2 * PIECE_CHARS + 5))] == [PIECE_CHARS, PIECE_CHARS, 5]


def test_long_report_is_read_in_pieces_with_spans_of_the_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_module, "PIECE_CHARS", 400)
    text = "\n\n".join(f"In week {n}, rebels shelled Taiz on Monday, killing {n + 10} civilians." for n in range(30))
    reading = read(text)
    assert check_lines(lines(reading), text) == []
    tolls = [c for c in reading.claims if isinstance(c, Figure)]
    assert [c.best for c in tolls] == [n + 10 for n in range(30)]
    assert all(str(c.best) in quoted(text, c) for c in tolls)
    assert len({c.id for c in reading.claims}) == len(reading.claims)


def test_report_of_many_sentences_takes_bounded_memory():
    """Memory after one piece and after many, in a process of its own. EBLA_LONG=1 reads 100,000 sentences."""
    pieces_read = 110 if os.environ.get("EBLA_LONG") else 3
    done = subprocess.run([sys.executable, "-c", GROWTH, str(pieces_read)], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 100


ODD = {
    "one line of many characters": "x" * 200_000,
    "nothing": "",
    "blanks": " \n\t \n",
    "control characters": "Rebels\x00 shelled\x07 Saraqib\x1b[31m on Monday.\x0c\x0b",
    "lone surrogates": "Rebels shelled \ud800Saraqib\udfff on Monday.",
    "from right to left": "قصف المتمردون بلدة سراقب يوم الاثنين. Rebels shelled \u202eSaraqib\u202c on Monday.",
    "a table": "Date\tPlace\tKilled\n12 Aug\tSaraqib\t12\n13 Aug\tAriha\t7\n",
    "wrongly decoded": "RebÃ©ls shelled SÃ£raqib on Monday â€” killing 12.",
    "marks alone": "?!... --- *** ((( ))) \"\"\" ''' ;;; :::",
    "digits alone": "1 2 3 4 5 6 7 8 9 10 11 12",
    "a byte order mark inside": "Rebels \ufeffshelled Saraqib.",
    "separators of lines": "Rebels shelled Saraqib.\u2028Gunmen fled.\u2029The army came.\r\nIt left.\r",
    "wide letters": "Ｒｅｂｅｌｓ shelled 𝕾araqib 🚀🚀 on Monday 👨‍👩‍👧.",
    "many marks over letters": "R" + "\u0301" * 500 + "ebels shelled Saraqib.",
    "brackets without end": "(" * 3000,
    "quotation marks without end": '"“«' * 1000 + "Rebels shelled Saraqib.",
    "one clause after another": "the man who saw " * 300 + "rebels shelled Saraqib.",
    "one conjunct after another": ", ".join(["Taiz"] * 400) + " were shelled by rebels on Monday.",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
@pytest.mark.parametrize("report_date", [DAY, None], ids=["dated", "undated"])
def test_odd_text_is_read_as_the_contract_wants(text: str, report_date: datetime.date | None):
    reading = read(text, report_date)
    if "\ud800" not in text:
        assert check_lines(lines(reading), text) == []
    for claim in reading.claims:
        assert all(0 <= a < b <= len(text) for a, b in (*claim.evidence["trigger"], *claim.also))


def test_five_megabytes_in_one_line_are_cut_into_pieces():
    text = "Rebels shelled Saraqib. " * (5_000_000 // 24)
    spans = list(pieces(text))
    assert spans[-1][1] == len(text) and max(b - a for a, b in spans) <= PIECE_CHARS


def test_text_in_another_language_gives_a_problem_and_no_claims():
    text = "Les rebelles ont bombardé la ville lundi, tuant au moins douze civils, a déclaré le maire."
    for reading in (read(text, language="fr"), read(text, language=None)):
        assert reading.claims == ()
        assert [p.stage for p in reading.problems] == ["language"] and "'fr'" in reading.problems[0].message


@pytest.mark.parametrize("language", ["en", "en-GB"])
def test_english_of_any_country_is_read(language: str):
    assert read(SENTENCE, language=language).claims


def test_report_without_words_gives_a_problem():
    assert [p.stage for p in read(" \n ").problems] == ["text"]


def test_report_without_a_date_gives_one_problem_where_dates_stay_open():
    text = SENTENCE + SENTENCE.replace("Monday", "Tuesday")
    reading = read(text, None)
    (problem,) = [p for p in reading.problems if p.stage == "dates"]
    assert "--date" in problem.message and problem.span is not None and text[slice(*problem.span)] in ("Monday", "on Monday")
    assert all(c.date is None or c.date.date_start is None for c in reading.claims if isinstance(c, Event))


def test_report_without_a_date_and_without_relative_dates_gives_no_problem():
    assert read("Rebels shelled Saraqib on 12 August 2019.", None).problems == ()


def test_claim_told_twice_in_all_its_fields_is_kept_once_and_links_lead_to_it():
    text = "Rebels shelled Saraqib on Monday, killing 12 civilians."
    binder = make_binder(text)
    parsed = parse(text)
    first, second = ([binder.draft(m) for m in find_events(parsed)] for _ in range(2))
    builder = Builder(Report(text=text, report_date=DAY, language="en"), READER, binder, 0, {})
    builder.events([*first, *second])
    builder.figures(find_figures(parsed, []), second)
    claims = builder.claims()
    (event,) = [c for c in claims if isinstance(c, Event)]
    assert [c.event_id for c in claims if isinstance(c, Figure)] == [event.id]


def test_reading_as_a_table():
    pandas = pytest.importorskip("pandas")
    reading = read(SENTENCE)
    for kind, record in (("event", Event), ("figure", Figure)):
        frame = reading.to_frame(kind)
        assert isinstance(frame, pandas.DataFrame) and len(frame) == 1
        assert list(frame["id"]) == [claim.id for claim in reading.claims if isinstance(claim, record)]
    assert list(reading.to_frame()["place.name"]) == ["Saraqib"]


def test_table_of_no_known_kind_is_refused():
    pytest.importorskip("pandas")
    with pytest.raises(ValueError, match="No kind of claim is called 'rumour'"):
        read(SENTENCE).to_frame("rumour")


def test_reading_of_nothing_is_an_empty_table():
    pytest.importorskip("pandas")
    assert len(read("").to_frame()) == 0
