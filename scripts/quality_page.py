"""Recorded results of evaluation in; `src/ebla/pages/quality.json` out: what the page /method shows of docs/measured.md."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator
from typing import Any

from evaluation import first_look, measured
from evaluation.corpora import HELD_OUT, SETS
from evaluation.run import Figures

FILE = pathlib.Path(__file__).parents[1] / "src" / "ebla" / "pages" / "quality.json"


def content() -> str:
    """Return the file's content: of each set the last figures of the rules, with the first look at the blind samples."""
    return json.dumps({"sets": list(_sets())}, indent=1) + "\n"


def _sets() -> Iterator[dict[str, Any]]:
    look = first_look.load()
    results = [one for one in measured.load() if isinstance(one, measured.Quality) and one.reader.startswith("rules/")]
    for name, about in SETS.items():
        own = [one for one in results if one.set_name == name]
        if not own:
            continue
        now = own[-1]
        first = look.figures if look and name == "blind" else None
        yield {
            "set": name,
            "about": about,
            "held_out": name in HELD_OUT,
            "reports": now.reports,
            "date": now.date.isoformat(),
            "reader": now.reader,
            **_figures(now.figures),
            "first_look": {"date": look.date.isoformat(), "reader": look.reader, **_figures(first)} if look and first else None,
        }


def _figures(figures: Figures) -> dict[str, Any]:
    low, high = figures.slot_interval or (None, None)
    return {
        "slot": round(figures.slot, 3),
        "slot_low": low if low is None else round(low, 2),
        "slot_high": high if high is None else round(high, 2),
        "core": round(figures.core, 3),
        "events_found": figures.events_found,
        "events_gold": figures.events_gold,
        "sprung": figures.sprung,
        "traps": figures.traps,
        "wrong_values": figures.wrong_values,
        "lost": figures.lost,
        "deeds": figures.deeds,
    }
