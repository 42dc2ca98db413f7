"""Counts by time in; a drawing of them as bars out, for a page without scripts. Knows no markup: the template draws the numbers."""

from __future__ import annotations

import datetime
from typing import Any

WIDTH, HEIGHT = 1000, 120
_AXIS = 16


def drawn(timeline: dict[str, Any]) -> dict[str, Any]:
    """Return the bars of a timeline as boxes, and the years below them [units of a drawing 1000 wide, 120 high]."""
    sums: dict[str, int] = {}
    for bar in timeline["bars"]:
        sums[bar["start"]] = sums.get(bar["start"], 0) + bar["count"]
    out: dict[str, Any] = {
        "unit": timeline["unit"],
        "undated": timeline["undated"],
        "bars": [],
        "ticks": [],
        "width": WIDTH,
        "height": HEIGHT,
    }
    out |= {"intervals": timeline["intervals"], "most": max(sums.values(), default=0)}
    if not sums:
        return out
    first, last = (datetime.date.fromisoformat(timeline[name]) for name in ("first", "last"))
    first = min(first, datetime.date.fromisoformat(min(sums)))
    step = {"day": 1, "week": 7, "month": 30, "year": 365}[timeline["unit"]]
    span = (last - first).days + step
    for start, count in sorted(sums.items()):
        left = (datetime.date.fromisoformat(start) - first).days / span * WIDTH
        height = max(1.0, count / out["most"] * (HEIGHT - _AXIS))
        box = {"left": round(left, 2), "top": round(HEIGHT - _AXIS - height, 2), "width": round(max(0.6, step / span * WIDTH - 0.3), 2)}
        end = datetime.date.fromisoformat(start) + datetime.timedelta(days=step - 1)
        out["bars"].append({**box, "height": round(height, 2), "start": start, "end": end.isoformat(), "count": count})
    years = range(first.year + (0 if first.month == 1 and first.day == 1 else 1), last.year + 1)
    every = max(1, len(years) // 12 + 1)
    out["ticks"] = [
        {"left": round((datetime.date(y, 1, 1) - first).days / span * WIDTH, 2), "label": str(y)} for y in years if y % every == 0
    ]
    return out
