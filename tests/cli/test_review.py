"""`ebla review`: keys in from a pipe, reviews in the ledger out; the list, the sample and the gold files."""

from __future__ import annotations

import io
import json
import os
import pathlib
import pty
import subprocess
import sys

import pytest

from ebla.heeding import said_for_linking
from ebla.incidents import load_weights
from ebla.ledger import Ledger
from ebla.linking import link_ledger
from ebla.records import Review
from ebla.records.gold import check_gold
from factory import TEXT, make_claims, make_reading, make_report
from running import Ran, Run


@pytest.fixture
def keys(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `ebla review` with these keys piped in."""

    def call(typed: str, *arguments: object) -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        return run("review", "--reviewer", "Amal", *arguments)

    return call


def held(path: pathlib.Path) -> list[Review]:
    with Ledger.open(path) as ledger:
        return list(ledger.reviews())


def linked(path: pathlib.Path, count: int = 2) -> list[str]:
    """A linked ledger of reports of other towns' strikes; the ids of its incidents."""
    with Ledger.open(path) as ledger:
        for number in range(count):
            report = make_report(f"{TEXT}\nReport {number}.")
            ledger.add(make_reading(report))
        link_ledger(ledger, load_weights())
        return [incident.id for incident in ledger.linked_incidents()]


def test_claims_are_accepted_one_key_each(keys: Run, ledger: pathlib.Path) -> None:
    ran = keys("aas\nq\n")
    assert (ran.status, ran.err.splitlines()[-1]) == (0, "ebla: 2 reviews kept, by Amal.")
    assert [(review.action, review.reviewer, review.target.kind if review.target else None) for review in held(ledger)] == [
        ("accept", "Amal", "figure"),
        ("accept", "Amal", "event"),
    ]
    assert "⟦at least 12 civilians⟧" in ran.out
    assert "12 killed" in ran.out


def test_field_is_corrected_by_name_or_number_with_a_reason(keys: Run, ledger: pathlib.Path) -> None:
    keys("c\nlow\n14\nthe second bulletin\ncq\n", "--report", make_report().id[:8])
    (review,) = held(ledger)
    assert (review.field, review.before, review.after, review.reason) == ("low", 12, 14, "the second bulletin")
    again = keys("c2\n")
    assert again.status == 0
    assert len(held(ledger)) == 1


def test_value_that_cannot_be_is_told_and_nothing_kept(keys: Run, ledger: pathlib.Path) -> None:
    ran = keys("c\nmeasure\ndead\nc\ncolour\nc\nl\nc\nlow\n99\n\nq\n")
    assert ran.status == 0
    assert "'dead' cannot be its value" in ran.err and "Known: " in ran.err
    assert "'colour' names none" in ran.err
    assert "'l' names several fields" in ran.err
    assert [review.after for review in held(ledger)] == [99]


def test_reject_not_said_comment_and_undo(keys: Run, ledger: pathlib.Path) -> None:
    ran = keys("r\na drill\nn\nplace\n\nm\nask the desk\nu\nu\nu\nq\n")
    assert [(review.action, review.field, review.reason) for review in held(ledger)] == [
        ("reject", None, "a drill"),
        ("reject", "place", None),
        ("comment", None, "ask the desk"),
        ("undo", None, None),
        ("undo", "place", None),
        ("undo", None, None),
    ]
    assert "Taken back." in ran.out
    assert [entry.kind for entry in Ledger.open(ledger).changes()].count("review") == 6


def test_unknown_keys_help_and_the_whole_text(keys: Run, ledger: pathlib.Path) -> None:
    ran = keys("z?v\n")
    assert "'z' is no key here" in ran.out
    assert "accept: every filled field is right" in ran.out
    assert "The rebels denied breaking the Osk truce." in ran.out
    assert held(ledger) == []


def test_incidents_are_linked_and_parted(keys: Run, tmp_path: pathlib.Path) -> None:
    (own,) = linked(tmp_path / "ebla.db")
    ran = keys("p\ntwo days\nq\n")
    assert "Kept; the next `ebla link` parts them." in ran.out
    (review,) = held(tmp_path / "ebla.db")
    assert (review.action, review.incident_ids, len(review.claims), len(review.others)) == ("split", (own,), 1, 1)
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        link_ledger(ledger, load_weights(), word=said_for_linking(ledger))
        one, other = ledger.linked_incidents()
    ran = keys(f"l\n{one.id}\nl\nnone\nl\n{other.id}\nit was one\nq\n", one.claim_ids[0])
    assert "that is its own incident" in ran.err and "it holds no incident" in ran.err
    with Ledger.open(tmp_path / "ebla.db") as ledger:
        assert [review.action for review in ledger.reviews()] == ["split", "link"]
        link_ledger(ledger, load_weights(), word=said_for_linking(ledger))
        assert len(list(ledger.linked_incidents())) == 1


def test_grade_is_given_with_a_note(keys: Run, run: Run, tmp_path: pathlib.Path) -> None:
    (own,) = linked(tmp_path / "ebla.db")
    ran = keys("g\ngreat\nwhy\ng\nconfirmed\nseen on film\nq\n")
    assert "'great' is no grade" in ran.err
    row = json.loads(run("incidents", own, "--format", "jsonl").out)
    assert (row["grade"], row["grading"]["by"], row["grading"]["note"]) == ("confirmed", "Amal", "seen on film")


def test_corrected_claim_is_seen_in_the_incident_at_once(keys: Run, run: Run, tmp_path: pathlib.Path) -> None:
    linked(tmp_path / "ebla.db", 1)
    keys("s\nc\nmode\ndrone\n\nq\n")
    (review,) = held(tmp_path / "ebla.db")
    assert review.field == "mode"
    row = json.loads(run("incidents", "--format", "jsonl").out)
    assert row["mode"] == "drone"


def test_list_tells_contradictions_and_unattached_reviews(keys: Run, run: Run, ledger: pathlib.Path) -> None:
    toll = make_claims(make_report())[1].id
    keys("c\nlow\n14\n\nq\n", toll)
    keys("c\nlow\n15\n\nq\n", toll, "--reviewer", "Bo")
    newer = make_claims(make_report(), "rules/0.2+1b2c3d4e")
    with Ledger.open(ledger) as opened:
        opened.add(make_reading(reader="rules/0.2+1b2c3d4e", claims=newer[2:]))
    listed = run("review", "--list")
    assert "contradiction" in listed.out and "Amal says 14; Bo says 15" in listed.out
    assert "unattached     review 2 by Amal: correct low of figure in report" in listed.out
    assert "2 reviews held" in listed.err


def test_audit_sample_gives_rates_with_intervals(keys: Run, run: Run, ledger: pathlib.Path) -> None:
    ran = keys("aar\nno\nq\n", "--sample", 5, "--seed", 3)
    assert ran.status == 0
    row = next(line.split() for line in ran.out.splitlines() if line.startswith("claims "))
    assert row[:4] == ["claims", "1", "3", "33.3%"]
    assert "6.1% to 79.2%" in ran.out
    assert "sample of 5 claims, 3 judged" in ran.err
    again = run("review", "--sample", 5, "--seed", 3, "--list")
    assert "33.3%" in again.out


def test_corrections_are_exported_as_gold(keys: Run, run: Run, ledger: pathlib.Path, tmp_path: pathlib.Path) -> None:
    keys("a\nc\nmode\ndrone\n\nq\n")
    ran = run("review", "--export-gold", tmp_path / "gold")
    assert ran.status == 0 and "1 gold file written" in ran.err
    (file,) = (tmp_path / "gold").glob("*.gold.jsonl")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    text = (tmp_path / "gold" / file.name.replace(".gold.jsonl", ".txt")).read_text(encoding="utf-8")
    assert check_gold(enumerate(rows, 1), text) == []
    assert [row["kind"] for row in rows] == ["meta", "event", "figure"]
    assert run("check", file).status == 0


def test_nothing_to_review_and_no_ledger_are_told(run: Run, tmp_path: pathlib.Path) -> None:
    assert run("review").status == 1
    Ledger.open(tmp_path / "ebla.db").close()
    ran = run("review", "--reviewer", "Amal")
    assert (ran.status, ran.err) == (0, "ebla: nothing to review.\n")


def test_unwritable_gold_folder_is_told(run: Run, ledger: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "file").write_text("x")
    ran = run("review", "--export-gold", tmp_path / "file")
    assert ran.status == 1
    assert "cannot be written" in ran.err


def test_word_on_what_was_changed_meanwhile_is_told_and_shown_again(
    keys: Run, ledger: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ebla.cli import review_session
    from ebla.reviewing import correct, record_review

    original = review_session.correct

    def meanwhile(*arguments: object, **options: object) -> Review:
        monkeypatch.setattr(review_session, "correct", original)
        with Ledger.open(ledger) as other:
            record_review(other, correct(make_claims(make_report())[1], "Bo", "low", 20))
        return original(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(review_session, "correct", meanwhile)
    ran = keys("c\nlow\n14\n\nq\n")
    assert "Bo changed the low meanwhile" in ran.err
    assert [review.reviewer for review in held(ledger)] == ["Bo"]
    assert "Bo said low: 20" in ran.out, "the claim is shown again with the other's word"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_one_key_counts_at_once_on_a_terminal(ledger: pathlib.Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "ebla.cli", "review", "--ledger", str(ledger), "--reviewer", "Amal"]
    if not (pathlib.Path(sys.modules["ebla"].__file__ or "").parent / "cli" / "__main__.py").exists():
        command[1:3] = ["-c", "from ebla.cli.main import main; main()"]
    process = subprocess.Popen(command, stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    os.close(slave)
    os.write(master, b"aq")
    out, err = process.communicate(timeout=60)
    os.close(master)
    assert "1 review kept, by Amal" in err, out
    assert [review.action for review in held(ledger)] == ["accept"]
