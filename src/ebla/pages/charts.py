"""Rows of a view in; a chart as SVG or PNG out, with title, source, date and counts, drawn by pygal (SVG) and resvg (PNG).

Nothing is added up that a source did not count: figures are dots, only incidents, reports and allegations are counted in bars.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pygal
import resvg_py
from pygal.style import Style

from ebla.pages.foreign import shown
from ebla.pages.store import Generation

WIDTH, HEIGHT = 900, 420
_MOST_SERIES = 6
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
    title_font_size=18,
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

    @property
    def source(self) -> str:
        """The line below the chart."""
        return f"Source: {self.reports:,} reports read with Ebla; state of {self.generation.pointer.built_at[:10]}"


def _options(about: About, unit: str) -> dict[str, Any]:
    title = shown(f"{about.title}{', ' + about.period if about.period else ''}")
    return {
        "style": _STYLE, "js": [], "title": title, "x_title": about.source, "y_title": unit, "width": WIDTH, "height": HEIGHT,
        "explicit_size": True, "legend_at_bottom": True, "x_label_rotation": 35, "show_minor_x_labels": False, "human_readable": True,
        "disable_xml_declaration": True, "no_data_text": "nothing told", "margin": 12, "show_y_guides": True, "truncate_legend": 40,
    }  # fmt: skip


def _text(chart: Any) -> str:
    drawn: str = chart.render(is_unicode=True)
    return drawn


def bars(about: About, unit: str, counts: Sequence[tuple[str, str, int]]) -> str:
    """Return stacked bars of (time, series, count) as SVG; the smallest series go together as "other"."""
    totals = Counter[str]()
    for _, series, count in counts:
        totals[series] += count
    named = [series for series, _ in totals.most_common(_MOST_SERIES)]
    times = sorted({time for time, _, _ in counts})
    table: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for time, series, count in counts:
        name = series if series in named else "other"
        table[name][time] = table[name].get(time, 0) + count
    chart = pygal.StackedBar(**_options(about, unit), show_legend=len(table) > 1)
    chart.x_labels = times
    chart.x_labels_major = times[:: max(1, len(times) // 14)]
    for name in [*named, "other"]:
        if name in table:
            chart.add(shown(f"{name} ({sum(table[name].values()):,})"), [table[name].get(time) for time in times])
    return _text(chart)


def dots(about: About, unit: str, points: Sequence[tuple[str, str, float]]) -> str:
    """Return dots of (day, series, number) as SVG, a logarithmic scale where they differ by more than a hundredfold."""
    totals = Counter(series for _, series, _ in points)
    named = [series for series, _ in totals.most_common(_MOST_SERIES)]
    numbers = [number for _, _, number in points if number > 0]
    wide = bool(numbers) and max(numbers) > 100 * min(numbers)
    chart = pygal.DateLine(
        **_options(about, unit), stroke=False, dots_size=4, logarithmic=wide, x_value_formatter=lambda day: day.isoformat()
    )
    grouped: defaultdict[str, list[tuple[datetime.date, float]]] = defaultdict(list)
    for day, series, number in points:
        if number > 0 or not wide:
            grouped[series if series in named else "other"].append((datetime.date.fromisoformat(day), number))
    for name in [*named, "other"]:
        if name in grouped:
            chart.add(shown(f"{name} ({len(grouped[name])})"), grouped[name])
    return _text(chart)


def png(svg: str) -> bytes:
    """Return an SVG as a PNG, twice its size, on white; letters need a font of the machine."""
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg, width=2 * WIDTH, background="#ffffff", font_family="DejaVu Sans", sans_serif_family="DejaVu Sans"
    )
    return bytes(drawn)
