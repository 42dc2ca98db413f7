"""A report's words in view: a text with every read span marked, and one claim with each field's words in their context.

On a terminal the marks are colours; without colours the claims' words stand in ⟦ ⟧ with the claims' numbers, other read words in ‹ ›.
All text is foreign: it is made visible and never interpreted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from ebla.cli.printing import visible, visible_lines
from ebla.records import Claim, Report, Span

_CONTEXT_CHARS = 70
_TRIGGER_STYLE, _OTHER_STYLE = "bold reverse", "underline"
_DATE_FIELDS = frozenset({"date", "period", "signed", "in_force", "ends"})
_PLACE_FIELDS = frozenset({"place", "origin", "destination"})


def claim_spans(claim: Claim) -> dict[str, list[Span]]:
    """Return the spans of a claim by the field that they support, `trigger` first; parties, places and dates with their own spans."""
    spans: dict[str, list[Span]] = {"trigger": []}
    for name, found in claim.evidence.items():
        spans.setdefault(name, []).extend(found)
    for name in claim.__struct_fields__:
        value = getattr(claim, name)
        for part in value if isinstance(value, tuple) else (value,):
            span = getattr(part, "span", None)
            if span is not None and span not in spans.setdefault(name, []):
                spans[name].append(span)
    if claim.also:
        spans["also"] = list(claim.also)
    return {name: found for name, found in spans.items() if found}


def _segments(length: int, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Cut 0..length where spans start or end; yield each piece with the labels that cover it, in order of label."""
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for a, b, label in spans:
        if 0 <= a < b <= length:
            starts.setdefault(a, []).append(label)
            ends.setdefault(b, []).append(label)
    covering: list[str] = []
    at = 0
    for point in sorted({*starts, *ends, length}):
        if point > at:
            yield at, point, tuple(dict.fromkeys(sorted(covering)))
            at = point
        for label in ends.get(point, ()):
            covering.remove(label)
        covering.extend(starts.get(point, ()))


def _numbers(labels: Iterable[str]) -> str:
    return ",".join(str(int(label[1:])) for label in labels if label.startswith("t"))


def _marked(text: str, labels: tuple[str, ...], colours: bool) -> Text:
    shown = visible_lines(text)
    numbers = _numbers(labels)
    if not labels:
        return Text(shown)
    if colours:
        out = Text(shown, style=_TRIGGER_STYLE if numbers else _OTHER_STYLE)
        return out.append(f"[{numbers}]", style="dim not reverse not bold") if numbers else out
    return Text(f"⟦{shown}⟧[{numbers}]" if numbers else f"‹{shown}›")


def print_report(console: Console, report: Report, claims: Sequence[Claim]) -> None:
    """Print a report's text, the words of each claim marked with the claim's number (from 1, in the order given)."""
    spans: list[tuple[int, int, str]] = []
    for number, claim in enumerate(claims, 1):
        for name, found in claim_spans(claim).items():
            label = f"t{number:06}" if name in ("trigger", "also") else "other"
            spans.extend((a, b, label) for a, b in found)
    for a, b, labels in _segments(len(report.text), spans):
        console.print(_marked(report.text[a:b], labels, console.is_terminal), end="", soft_wrap=True)
    console.print()


def _in_context(report: Report, span: Span, colours: bool) -> Text:
    a, b = span
    before, words, after = report.text[max(0, a - _CONTEXT_CHARS) : a], report.text[a:b], report.text[b : b + _CONTEXT_CHARS]
    lead = "…" if a > _CONTEXT_CHARS else ""
    tail = "…" if b + _CONTEXT_CHARS < len(report.text) else ""
    marked = (visible(words), _TRIGGER_STYLE) if colours else f"⟦{visible(words)}⟧"
    return Text.assemble(lead, visible(before).lstrip() if lead == "" else visible(before), marked, visible(after), tail)


def _field_words(value: Any) -> str:
    """Return a field's value as wire JSON without what is null or empty, strings without quotes."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(
            f"{name} {_field_words(part)}" for name, part in value.items() if part not in (None, [], False) and name not in ("span", "text")
        )
    if isinstance(value, list):
        return "; ".join(_field_words(part) for part in value)
    return msgspec.json.encode(value).decode()


def print_claim(console: Console, report: Report, claim: Claim) -> None:
    """Print a claim's filled fields, then each field's words in the report."""
    wire = msgspec.json.decode(msgspec.json.encode(claim))
    for name, value in wire.items():
        if value in (None, [], {}) or name in ("evidence", "also", "kind", "id", "report_id", "reader"):
            continue
        line = Text(f"{name:<22}", style="cyan")
        console.print(line.append(visible(_field_words(value)), style="not bold default"), soft_wrap=True)
    empty = [name for name, value in wire.items() if value in (None, []) and name != "via"]
    if empty:
        console.print(Text(f"{'not said':<22}{', '.join(empty)}", style="dim"), soft_wrap=True)
    console.print()
    for name, spans in claim_spans(claim).items():
        for a, b in spans:
            line = Text(f"{name:<12} {f'{a}-{b}':<12} ", style="cyan")
            console.print(
                line.append_text(Text(style="default").append_text(_in_context(report, (a, b), console.is_terminal))), soft_wrap=True
            )
