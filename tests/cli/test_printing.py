"""Foreign text on a terminal: shown, never obeyed."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ebla.cli.marked import print_claim, print_report
from ebla.cli.printing import visible, visible_lines
from ebla.cli.table import print_claims, print_header, widths
from ebla.records import Claimant, Event, Place
from factory import READER, make_events, make_party, make_report

HOSTILE = "[bold red]x[/] \x1b[2J\x1b]0;t\x07 \u202egnp.exe\u202c \x9b31m \u200b\ufeff :smile: https://x.example \r\n"


def drawn(width: int = 100, terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False, force_terminal=terminal, color_system=None)


def written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def hostile_claim() -> tuple[Event, str]:
    text = f"{HOSTILE}struck {HOSTILE}"
    report = make_report(text)
    start = text.index("struck")
    party = make_party(text, HOSTILE.strip())
    claim = Event(
        id="e" * 16,
        report_id=report.id,
        reader=READER,
        status="occurred",
        actor=(party,),
        weapon=(HOSTILE,),
        claimant=Claimant(name=HOSTILE),
        place=Place(name=HOSTILE, text="x", span=(10, 11)),
        evidence={"trigger": ((start, start + 6),), "weapon": ((0, 3),)},
    )
    return claim, text


@given(st.text(st.characters(), max_size=60))
def test_visible_leaves_nothing_that_acts(text: str) -> None:
    for char in visible(text):
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(char) not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@given(st.text(st.characters(blacklist_categories=("C", "Zl", "Zp")), max_size=60))
def test_visible_leaves_ordinary_text_alone(text: str) -> None:
    assert visible(text) == visible_lines(text) == text or "\u061c" in text or "\u00ad" in text


def test_visible_shows_codes() -> None:
    assert visible("a\x1b[31m\u202eb\nc\x00") == "a␛[31m⟨U+202E⟩b c␀"
    assert visible_lines("a\tb\r\nc\x07") == "a\tb\nc␇"


def test_table_interprets_nothing() -> None:
    claim, text = hostile_claim()
    console = drawn(160)
    print_claims(console, make_report(text, title=HOSTILE, publisher=HOSTILE), [claim], ids=True)
    out = written(console)
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[bold red]x[/]" in out
    assert ":smile:" in out


@pytest.mark.parametrize("terminal", [False, True])
def test_claim_and_report_interpret_nothing(terminal: bool) -> None:
    claim, text = hostile_claim()
    console = drawn(terminal=terminal)
    print_claim(console, make_report(text), claim)
    print_report(console, make_report(text), [claim])
    out = written(console)
    for harmful in ("\x1b[2J", "\x1b]0;", "\x07", "\u202e", "\x9b", "\r"):
        assert harmful not in out
    assert "[bold red]x[/]" in out


@pytest.mark.parametrize("width", [80, 100, 160, 300])
def test_table_keeps_its_columns(width: int) -> None:
    assert sum(widths(width)) + 8 <= max(width, 100)
    report = make_report("word " * 30)
    console = drawn(max(width, 100))
    print_header(console)
    print_claims(console, report, make_events(report, count=3), ids=False)
    lines = written(console).splitlines()
    assert max(map(len, lines)) <= max(width, 100)
    column = lines[0].index("what")
    assert [line[column : column + 7] for line in lines if "ASSAULT" in line] == ["ASSAULT"] * 3
