"""Rows of a view in; a chart as SVG or PNG out, with title, source, date and counts, drawn by pygal (SVG) and resvg (PNG).

Nothing is added up that a source did not count: figures are dots, only incidents, reports and allegations are counted in bars.
"""

from __future__ import annotations

import datetime
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pygal
import resvg_py
from pygal.style import Style

from ebla.pages.foreign import shown
from ebla.pages.store import Generation

# pygal looks for its map plug-ins in a way that Python 3.12 does not know any more and 3.11 warns of at every import; none is used here.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != pygal.__name__]
WIDTH, HEIGHT = 900, 420
_MOST_SERIES = 6
_MOST_LINES, _LINE = 300, "#666666"
_MOST_BARS, _FEWEST_BARS, _DATE_LABELS, _MOST_LINES_ACROSS = 60, 12, 6, 6
# Okabe and Ito's colours, told apart also by those who do not see all colours. Source: https://jfly.uni-koeln.de/color/
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#666666", "#e69f00")
_STYLE = Style(
    background="#ffffff",
    plot_background="#ffffff",
    foreground="#222222",
    foreground_strong="#000000",
    foreground_subtle="#555555",
    font_family="DejaVu Sans, Arial, sans-serif",
    colors=_COLOURS,
    opacity="1",
    opacity_hover=".8",
    transition="0s",
    title_font_size=16,
    label_font_size=12,
    major_label_font_size=12,
    legend_font_size=13,
)


@dataclass(frozen=True, slots=True)
class About:
    """What stands on a chart beside its data."""

    title: str
    period: str
    reports: int
    generation: Generation
    note: str = ""

    @property
    def source(self) -> str:
        """The line below the chart."""
        return f"{self.note}Source: {self.reports:,} reports read with Ebla; state of {self.generation.pointer.built_at[:10]}"


def _options(about: About, unit: str) -> dict[str, Any]:
    title = shown(f"{about.title}{', ' + about.period if about.period else ''}")
    return {
        "style": _STYLE,
        "js": [],
        "title": title,
        "x_title": about.source,
        "y_title": unit,
        "width": WIDTH,
        "height": HEIGHT,
        "explicit_size": True,
        "legend_at_bottom": True,
        "disable_xml_declaration": True,
        "no_prefix": True,
        "no_data_text": "nothing told",
        "margin": 12,
        "margin_right": 48,
        "truncate_label": -1,
        "truncate_legend": 40,
    }


def _text(chart: Any) -> str:
    chart.add_xml_filter(_still)
    drawn: str = chart.render(is_unicode=True)
    return drawn


def _still(root: Any) -> Any:
    """Take out what a drawing does not need: scripts, comments, and what only pygal's own scripts show."""
    for node in list(root.iter()):
        tag = node.tag if isinstance(node.tag, str) else "comment"
        if tag.rpartition("}")[2] in ("script", "comment", "desc") or "tooltip" in node.get("class", "").split():
            if (parent := node.getparent()) is not None:
                parent.remove(node)
    return root


def bars(about: About, what: str, counts: Sequence[tuple[str, str, int]]) -> str:
    """Return stacked bars of (day, series, count) as SVG, every unit of time drawn; the smallest series go together as "other".

    The unit (week, month or year) is the finest that gives at most some dozens of bars.
    """
    totals = Counter[str]()
    for _, series, count in counts:
        totals[series] += count
    named = [series for series, _ in totals.most_common(_MOST_SERIES)]
    unit, times = _axis([datetime.date.fromisoformat(day) for day, _, _ in counts])
    table: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for day, series, count in counts:
        table[series if series in named else "other"][_start(datetime.date.fromisoformat(day), unit)] += count
    chart = pygal.StackedBar(**_options(about, f"{what} a {unit}"), show_minor_x_labels=False)
    highest = max((sum(table[name][time] for name in table) for time in times), default=0)
    if highest:
        chart.y_labels = range(0, highest + 1, max(1, -(-highest // _MOST_LINES_ACROSS)))
    chart.x_labels = times
    chart.x_labels_major = times[:: max(1, len(times) // 12 + 1)]
    for name in [*named, "other"]:
        if name in table:
            chart.add(shown(f"{name} ({table[name].total():,})"), [table[name].get(time) for time in times])
    return _text(chart)


def _start(day: datetime.date, unit: str) -> str:
    """Return the beginning of a day's week, month or year, as a label."""
    if unit == "week":
        return (day - datetime.timedelta(days=day.weekday())).isoformat()
    return day.isoformat()[: 7 if unit == "month" else 4]


def _axis(days: Sequence[datetime.date]) -> tuple[str, list[str]]:
    """Return the unit of time for these days, and every label from the first to the last."""
    if not days:
        return "year", []
    span = (max(days) - min(days)).days
    unit = "week" if span <= 7 * _MOST_BARS else "month" if span <= 30 * _MOST_BARS else "year"
    step = {"week": 7, "month": 30, "year": 365}[unit]
    wider = datetime.timedelta(days=max(0, _FEWEST_BARS * step - span) // 2)  # a few bars do not fill the chart
    first, last = min(days), max(days)
    first -= min(wider, first - datetime.date.min)
    last += min(wider, datetime.date.max - last)
    every = (first + datetime.timedelta(days=n) for n in range(0, (last - first).days + 1, 7 if unit == "week" else 1))
    return unit, list(dict.fromkeys([*(_start(day, unit) for day in every), _start(last, unit)]))


def ranges(about: About, what: str, counts: Sequence[tuple[str, str, float | None, float | None, float | None]]) -> str:
    """Return counts (day, series, low, best, high) as SVG: a dot at the best number, else the low, else the high; a line from low to high.

    The scale is logarithmic where numbers differ by more than a hundredfold.
    """
    totals = Counter(series for _, series, *_ in counts)
    named = [series for series, _ in totals.most_common(_MOST_SERIES)]
    numbers = [number for _, _, *bounds in counts for number in bounds if number is not None and number > 0]
    wide = bool(numbers) and max(numbers) > 100 * min(numbers)
    chart = pygal.DateLine(**_options(about, what), stroke=False, dots_size=4, logarithmic=wide)
    chart.x_value_formatter = lambda day: day.isoformat()
    chart.value_formatter = lambda number: f"{number:,.0f}"
    grouped: defaultdict[str, list[tuple[datetime.date, list[float]]]] = defaultdict(list)
    for day, series, low, best, high in counts:
        drawn = [number for number in (best, low, high) if number is not None and (number > 0 or not wide)]
        if drawn:
            grouped[series if series in named else "other"].append((datetime.date.fromisoformat(day), drawn))
    days = [day for group in grouped.values() for day, _ in group]
    if days:
        chart.x_labels = _dates(min(days), max(days))
    if wide:
        chart.y_labels = [10**n for n in range(int(math.log10(min(numbers))), math.ceil(math.log10(max(numbers))) + 1)]
    for name in [*named, "other"]:
        if name in grouped:
            chart.add(shown(f"{name} ({len(grouped[name])})"), [(day, drawn[0]) for day, drawn in grouped[name]])
    lines = [(day, drawn) for group in grouped.values() for day, drawn in group if len(set(drawn)) > 1][:_MOST_LINES]
    chart.config.style = Style(**{**_STYLE.to_dict(), "colors": (*_COLOURS[: len(grouped)], *[_LINE] * len(lines))})
    for at, drawn in lines:
        chart.add(None, [(at, min(drawn)), (at, max(drawn))], stroke=True, show_dots=False, stroke_style={"width": 2})
    return _text(chart)


def _dates(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return some days to write under an axis; a single one where there is but one."""
    steps = min(_DATE_LABELS, (last - first).days)
    return sorted({first + (last - first) * n // max(1, steps) for n in range(steps + 1)})


def png(svg: str) -> bytes:
    """Return an SVG as a PNG, twice its size, on white; letters need a font of the machine."""
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg, width=2 * WIDTH, background="#ffffff", font_family="DejaVu Sans", sans_serif_family="DejaVu Sans"
    )
    return bytes(drawn)
