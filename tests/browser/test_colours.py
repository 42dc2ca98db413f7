"""The colours of the style sheet: what axe cannot judge, for it is drawn on a canvas. Contrast by WCAG 2.2."""

from __future__ import annotations

import pathlib
import re

import pytest

STYLE = pathlib.Path(__file__).parents[2] / "src/ebla/pages/static/ebla.css"
KINDS = ("attack", "coercion", "forces", "protest", "words", "together", "other")
TEXT = [
    ("ink", "ground"), ("ink", "surface"), ("muted", "ground"), ("muted", "surface"), ("accent", "surface"), ("accent", "ground"),
    ("label", "land"), ("label-country", "land"), ("label", "sea"), ("label-country", "sea"), ("on-hit", "hit"), ("bad", "surface"),
    ("warn", "surface"), ("good", "surface"), ("ink", "lit"), *(("on-kind", f"kind-{kind}") for kind in KINDS),
    *(("ink", f"f-{field}") for field in ("what", "who", "where", "when", "amount", "says")),
]  # fmt: skip
SHAPES = [
    *((f"kind-{kind}", "land") for kind in KINDS),
    ("focus", "land"),
    ("focus", "surface"),
    ("border", "land"),
    ("interval", "surface"),
]


def palettes() -> dict[str, dict[str, str]]:
    """The variables of both schemes."""
    light, dark = re.findall(r":root \{([^}]*)\}", STYLE.read_text(encoding="utf-8"))[:2]
    first, second = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in (light, dark))
    return {"light": first, "dark": first | second}


def luminance(colour: str) -> float:
    """Relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_stands_out(scheme: str, front: str, back: str):
    colours = palettes()[scheme]
    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SHAPES)
def test_shapes_stand_out(scheme: str, front: str, back: str):
    colours = palettes()[scheme]
    assert contrast(colours[front], colours[back]) >= 3
