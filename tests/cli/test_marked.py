"""Read words, marked in their text."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ebla.cli.marked import _segments, claim_spans, print_claim, print_report
from ebla.records import Event
from factory import DAY, TEXT, make_claims, make_events, make_report


def drawn(terminal: bool = False) -> Console:
    colours = "standard" if terminal else None
    return Console(file=io.StringIO(), width=100, markup=False, highlight=False, force_terminal=terminal, color_system=colours)


def written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_report_has_each_claims_words_under_its_number() -> None:
    report, console = make_report(), drawn()
    print_report(console, report, make_claims(report))
    assert written(console) == (
        "‹Government aircraft› ⟦struck⟧[1] ‹Tarvel› on ‹Tuesday›, killing ⟦at least 12 civilians⟧[2], the ‹Northern Relief Union› said.\n"
        "The ⟦rebels⟧[5] denied ⟦breaking the ⟧[4]⟦Osk truce⟧[3,4].\n"
    )


def test_report_on_a_terminal_is_marked_by_colour() -> None:
    report, console = make_report(), drawn(terminal=True)
    print_report(console, report, make_claims(report))
    out = written(console)
    assert "⟦" not in out
    assert "\x1b[1;7mstruck\x1b[0m" in out


def test_claim_shows_each_field_with_its_words() -> None:
    report, console = make_report(), drawn()
    print_claim(console, report, make_claims(report)[0])
    lines = written(console).splitlines()
    fields = {line[:22].strip(): line[22:] for line in lines}
    assert fields["event_type"] == "ASSAULT"
    assert fields["actor"] == "name Military Forces of Zedland, code ZZD MIL, actor_id zzd-mil"
    assert "origin" in fields["not said"]
    assert (
        "trigger      20-26        Government aircraft ⟦struck⟧ Tarvel on Tuesday, killing at least 12 civilians, the Northern Relief…"
        in lines
    )
    assert any(line.startswith("place        27-33") and "⟦Tarvel⟧" in line for line in lines)


def test_spans_of_a_claim_are_those_of_its_evidence_parties_places_dates_and_mentions() -> None:
    report = make_report(f"{TEXT} Later it struck again.")
    event = make_claims(report)[0]
    again = (len(TEXT) + 10, len(TEXT) + 22)
    with_also = Event(**{name: getattr(event, name) for name in event.__struct_fields__} | {"also": (again,)})
    assert claim_spans(with_also) == {
        "trigger": [(20, 26)],
        "claimant": [(81, 102)],
        "actor": [(0, 19)],
        "place": [(27, 33)],
        "date": [(37, 44)],
        "also": [again],
    }


def test_report_without_claims_is_its_text() -> None:
    console = drawn()
    print_report(console, make_report("Nothing\n\nhappened.", DAY), ())
    assert written(console) == "Nothing\n\nhappened.\n"


def test_long_line_is_not_wrapped() -> None:
    report, console = make_report("x" * 5000), drawn()
    print_report(console, report, make_events(report))
    assert written(console).count("\n") == 1


@given(
    st.integers(0, 40).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.tuples(st.integers(-2, n + 2), st.integers(-2, n + 2)), max_size=8))
    )
)
def test_segments_cover_the_text_once_with_the_right_labels(case: tuple[int, list[tuple[int, int]]]) -> None:
    length, spans = case
    labelled = [(a, b, f"t{number:06}") for number, (a, b) in enumerate(spans)]
    segments = list(_segments(length, labelled))
    assert [a for a, _, _ in segments] == [0, *(b for _, b, _ in segments)][: len(segments)]
    assert (segments[-1][1] if segments else 0) == length
    for a, b, labels in segments:
        assert list(labels) == [label for start, end, label in labelled if 0 <= start <= a and b <= end <= length]
