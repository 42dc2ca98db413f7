from __future__ import annotations

import csv
import io
import json
import pathlib

import pytest

from ebla.ledger import Ledger, Linking, Membership, Redirect
from ebla.records import Place, Reading
from incidents.told import READER, event, figure, report, says
from running import Run

WIRE, MONITOR = report("Plain Wire"), report("Osk Monitor", 2)
FIRST, SECOND = event(WIRE, claimant=says("residents")), event(MONITOR)
HOSTILE = event(MONITOR, number=1, place=Place(name="=Tar\x1b[31mvel\u202e", country="ZZ"), mode="drone")


@pytest.fixture
def linked(tmp_path: pathlib.Path) -> pathlib.Path:
    """A ledger, `ebla.db` in the current folder, with two incidents and one that was merged."""
    path = tmp_path / "ebla.db"
    with Ledger.open(path) as opened:
        opened.add(Reading(report=WIRE, reader=READER, claims=(FIRST, figure(FIRST, 9))))
        opened.add(Reading(report=MONITOR, reader=READER, claims=(SECOND, HOSTILE, figure(SECOND, 12))))
        rows = [(FIRST, "1"), (SECOND, "3"), (HOSTILE, "2")]
        base = 0
        for moved, redirects in ((rows, ()), ([(SECOND, "1")], (Redirect(0, "3" * 16, "1" * 16),))):
            members = [Membership(0, claim.id, claim.report_id, name * 16, None, None) for claim, name in moved]
            made = Linking(
                base=base, linker="l/1", weights="w/1", reader="rules", until=2, claim_count=3, incident_count=2,
                memberships=members, redirects=redirects,
            )  # fmt: skip
            base = opened.record_linking(made)
    return path


def test_list_is_a_table_on_stdout_and_a_count_on_stderr(run: Run, linked: pathlib.Path) -> None:
    done = run("incidents")
    assert done.status == 0 and "Tarvel (ZZ)" in done.out and "12 (9–12)" in done.out and "fair F2" in done.out
    assert "2 incidents. Show one: ebla incidents ID" in done.err
    assert "\x1b" not in done.out and "\u202e" not in done.out


def test_filters_choose(run: Run, linked: pathlib.Path) -> None:
    for options, count in (
        (("--type", "drone"), 1), (("--grade", "fair"), 1), (("--grade", "contested"), 0), (("--from", "2031-03-05"), 0),
        (("--to", "2031-03-04"), 2), (("--country", "zz"), 2), (("--place", "tarvel"), 1), (("--actor", "ZZD MIL"), 2),
        (("--least-sources", "2"), 1), (("--search", "Plain Wire"), 1), (("--limit", "1"), 1), (("--as-of", "2000-01-01"), None),
    ):  # fmt: skip
        done = run("incidents", "--format", "jsonl", *options)
        if count is None:
            assert done.status == 1 and "never linked" in done.err
        else:
            assert done.status == 0 and len(done.out.splitlines()) == count, options


def test_jsonl_has_the_promised_fields(run: Run, linked: pathlib.Path) -> None:
    first = json.loads(run("incidents", "--format", "jsonl", "--type", "aerial").out)
    wanted = (
        "incident_id event_type mode date_start date_end place_name latitude longitude place_precision report_count "
        "independent_source_count grade killed_low killed_best killed_high report_ids"
    )
    assert set(wanted.split()) <= set(first)


def test_csv_and_geojson_are_whole_documents(run: Run, linked: pathlib.Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("incidents", "--format", "csv").out)))
    assert len(rows) == 2 and rows[1]["place_name"].startswith("'=")
    read = json.loads(run("incidents", "--format", "geojson").out)
    assert [one["geometry"] is None for one in read["features"]] == [False, True]


def test_one_incident_shows_claims_sources_figures_grade_and_history(run: Run, linked: pathlib.Path) -> None:
    out = run("incidents", "11").out
    for words in ("two-sources", "Sources", "Figures", "Claims", "History", "Plain Wire", "Osk Monitor", "12 (9–12)", "disagrees with 1",
                  f"{'3' * 16} was merged into {'1' * 16}", "taken from here"):  # fmt: skip
        assert words in out, words


def test_merged_incident_is_shown_as_what_it_went_into(run: Run, linked: pathlib.Path) -> None:
    done = run("incidents", "3333")
    assert done.status == 0 and f"incident {'1' * 16}" in done.out and f"3333 is now {'1' * 16}" in done.err


def test_own_sources_are_laid_over(run: Run, linked: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "mine.csv").write_text(
        "name,kind,owner,reliability,reliability_by,reliability_on\nPlain Wire,agency,One House,B,desk,2031-01-01\n"
        "Osk Monitor,monitor,One House,,,\n",
        "utf-8",
    )
    (first, _) = map(json.loads, run("incidents", "--format", "jsonl", "--sources", "mine.csv").out.splitlines())
    assert (first["independent_source_count"], first["grade"], first["source_grade"]) == (1, "weak", "B")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--grade", "sure"), 2, "Known: confirmed"),
        (("--type", "bombing"), 2, "is not known"),
        (("--country", "SYR"), 2, "two letters"),
        (("--from", "May"), 2, "YYYY-MM-DD"),
        (("--as-of", "May"), 2, "no date or time"),
        (("--sources", "none.csv"), 1, "cannot be read"),
        (("999",), 1, "holds no incident"),
        (("--ledger", "none.db"), 1, "none.db"),
    ],
)
def test_wrong_usage_is_told_in_one_line(run: Run, linked: pathlib.Path, options: tuple[str, ...], code: int, said: str) -> None:
    done = run("incidents", *options)
    assert done.status == code and said in done.err and done.out == ""


def test_ledger_that_was_never_linked_says_what_to_do(run: Run, ledger: pathlib.Path) -> None:
    done = run("incidents")
    assert done.status == 1 and "Run: ebla link" in done.err
