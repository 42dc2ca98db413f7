"""The way of a newcomer: read the open samples into a ledger, list them, look at one claim, and check the record format."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from typing import Any

import pytest

from evaluation.corpora import load, paths_of

LEDGER = "demo.db"


def ebla(folder: pathlib.Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the real command in a folder."""
    command = [sys.executable, "-c", "from ebla.cli.main import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, input=given, capture_output=True, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A folder with a ledger into which the open samples were read."""
    folder = tmp_path_factory.mktemp("demo")
    done = ebla(folder, "read", *map(str, paths_of("open")), "--ledger", LEDGER)
    assert done.returncode == 0, done.stderr.decode()
    assert f"{len(paths_of('open'))} reports read" in done.stderr.decode()
    return folder


def shown(demo: pathlib.Path, *arguments: str) -> list[dict[str, Any]]:
    """The claims that `ebla show` lists."""
    done = ebla(demo, "show", "--ledger", LEDGER, "--format", "jsonl", *arguments)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(row) for row in done.stdout.splitlines()]


def test_samples_become_claims_of_every_report(demo: pathlib.Path):
    claims = shown(demo)
    assert {claim["report_id"] for claim in claims} == {one.report.id for one in load("open")}
    assert {"event", "figure"} <= {claim["kind"] for claim in claims}


def test_samples_read_again_add_nothing(demo: pathlib.Path):
    before = shown(demo)
    done = ebla(demo, "read", *map(str, paths_of("open")), "--ledger", LEDGER)
    assert done.returncode == 0 and "0 reports read" in done.stderr.decode()
    assert shown(demo) == before


def test_table_names_what_was_read(demo: pathlib.Path):
    done = ebla(demo, "show", "--ledger", LEDGER)
    table = done.stdout.decode()
    assert done.returncode == 0 and "ASSAULT" in table and all(f"{one.report.report_date}" in table for one in load("open"))


def test_one_claim_is_shown_with_the_words_of_the_report(demo: pathlib.Path):
    texts = {one.report.id: one.report.text for one in load("open")}
    claim = next(claim for claim in shown(demo, "--kind", "event") if claim["report_id"] in texts)
    done = ebla(demo, "show", claim["id"], "--ledger", LEDGER)
    start, end = claim["evidence"]["trigger"][0]
    words = " ".join(texts[claim["report_id"]][start:end].split())
    assert done.returncode == 0 and f"⟦{words}⟧" in done.stdout.decode()


@pytest.mark.parametrize("path", paths_of("open"), ids=lambda path: path.stem)
def test_reading_of_a_sample_conforms(demo: pathlib.Path, path: pathlib.Path):
    report = next(one.report for one in load("open", [path.stem]))
    reading = ebla(demo, "show", report.id, "--ledger", LEDGER, "--format", "jsonl").stdout
    assert json.loads(reading.splitlines()[0])["date_basis"] == "header"
    checked = ebla(demo, "check", "-", "--text", str(path), given=reading)
    assert (checked.returncode, checked.stdout.decode()) == (0, f"conforms: {len(reading.splitlines())} lines\n")


def test_reading_from_a_pipe_conforms(demo: pathlib.Path):
    text = "INVENTED for a test\ndate 2031-03-05\nRebels shelled Aleppo on Monday, killing at least 12 civilians, the mayor said.\n"
    done = ebla(demo, "read", "-", "--format", "jsonl", given=text.encode())
    assert done.returncode == 0
    kinds = [json.loads(row)["kind"] for row in done.stdout.splitlines()]
    assert kinds[0] == "report" and {"event", "figure"} <= set(kinds)
    assert ebla(demo, "check", "-", given=done.stdout).returncode == 0


def test_check_tells_faults_and_ends_with_one(demo: pathlib.Path):
    done = ebla(demo, "check", "-", given=b'{"kind": "report", "id": "r"}\n\n{"kind": "event"\n{"kind": "rumour"}\n')
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1 and lines[0].startswith("line 3: not JSON") and lines[1] == "line 4: unknown kind 'rumour'"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("missing.jsonl", None, "cannot be read"), ("binary.jsonl", b"\xff\xfe\x00", "is not UTF-8 at byte 0")],
)
def test_check_refuses_what_it_cannot_read(tmp_path: pathlib.Path, name: str, content: bytes | None, told: str):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = ebla(tmp_path, "check", name)
    assert done.returncode == 1 and told in done.stderr.decode() and name in done.stderr.decode()


def test_check_takes_gold(tmp_path: pathlib.Path):
    text = paths_of("open")[0]
    done = ebla(tmp_path, "check", str(text.with_name(f"{text.stem}.gold.jsonl")), "--text", str(text))
    assert done.returncode == 0 and done.stdout.startswith(b"conforms")


def test_check_wants_one_report_for_a_text(tmp_path: pathlib.Path):
    text = paths_of("open")[0]
    done = ebla(tmp_path, "check", "-", "--text", str(text), given=b'{"kind":"report","id":"a"}\n{"kind":"report","id":"b"}\n')
    assert done.returncode == 1 and "--text gives one" in done.stderr.decode()
