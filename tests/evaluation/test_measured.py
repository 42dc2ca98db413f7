from __future__ import annotations

import datetime
import pathlib

from cases import gold, right_event, right_figure

from evaluation import first_look, measured
from evaluation.first_look import FirstLook
from evaluation.measured import Chains, Install, Quality, Speed
from evaluation.run import figures_of
from evaluation.scorer import score

DAY = datetime.date(2031, 3, 5)
FIGURES = figures_of([score(gold(), [right_event()]), score(gold(), [])])
BETTER = figures_of([score(gold(), [right_event(), right_figure()])])


def quality(set_name: str, figures: object = FIGURES, **changes: object) -> Quality:
    fields = {"date": DAY, "command": "python -m evaluation", "machine": "a machine", "set_name": set_name, "reader": "rules/0.1+aa"}
    return Quality(**fields | {"reports": 2, "figures": figures, "floor": None, "span_share": 0.95} | changes)


SPEED = Speed(
    date=DAY, command="python -m benchmarks.reading", machine="a machine", texts="samples", reader="rules/0.1+aa", reports=15, words=9000,
    reports_per_s=4.0, words_per_s=2400.0, ratio=1.6, ratio_range=(1.5, 1.7), spacy_words_per_s=4000.0, peak_mb=800.0,
    stages={"parse": 0.6},
)  # fmt: skip
INSTALL = Install(DAY, "python -m benchmarks.install", "a machine", 60.0, 550.0, 6.0, {"spacy": 90.0})


def test_page_on_disk_is_the_one_of_the_results():
    page = measured.render(measured.load(), first_look.load())
    assert measured.PAGE.read_text(encoding="utf-8") == page, "run: scripts/generate-docs"


def test_record_appends_and_writes_the_page(tmp_path: pathlib.Path):
    results, page = tmp_path / "results.jsonl", tmp_path / "measured.md"
    measured.record([quality("open"), SPEED], results, page)
    measured.record([INSTALL], results, page)
    assert measured.load(results) == [quality("open"), SPEED, INSTALL]
    assert "| 2031-03-05 | 60.0 | 550 | 6.0 | spacy 90 |" in page.read_text(encoding="utf-8")


def test_page_shows_chains_with_their_mean(tmp_path: pathlib.Path):
    third = (0.5, 0.5, 0.5)
    chains = Chains(DAY, "python -m evaluation.linking.ecb", "a machine", "news", "by lemma", 1780, 805, third, third, (0.8, 0.8, 0.8))
    measured.record([chains], tmp_path / "results.jsonl", tmp_path / "measured.md")
    assert measured.load(tmp_path / "results.jsonl") == [chains]
    row = next(line for line in (tmp_path / "measured.md").read_text(encoding="utf-8").splitlines() if "by lemma" in line)
    assert "news (1,780 in 805 chains)" in row and "| 0.600 |" in row


def test_page_shows_first_and_current_figure_side_by_side():
    page = measured.render([quality("dev"), quality("dev", BETTER), quality("dev", reader="floor/1")], None)
    row = next(line for line in page.splitlines() if line.startswith("| dev:"))
    assert f"{FIGURES.slot:.3f}, {FIGURES.core:.3f} (2031-03-05)" in row and f"| {BETTER.slot:.3f} |" in row and "development" in row


def test_page_shows_the_first_look_beside_later_work():
    look = FirstLook(DAY, "rules/0.1+aa", "c" * 40, {"osk": (0.5, 0.4)}, FIGURES, FIGURES)
    for results, now in (([], FIGURES), ([quality("blind", BETTER)], BETTER)):
        row = next(line for line in measured.render(results, look).splitlines() if line.startswith("| blind:"))
        assert "first look)" in row and "held out" in row and f"{now.slot:.3f}" in row


def test_machine_and_command_name_no_path(monkeypatch):
    monkeypatch.setattr("sys.argv", ["x", "--jsonl", "/somewhere/deep/kept"])
    assert measured.command("evaluation") == "python -m evaluation --jsonl kept"
    assert "/" not in measured.machine().replace("(R)", "")
