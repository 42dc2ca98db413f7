"""A weights file in; checked `Weights` out: how telling each level of each comparison is. Estimates nothing (`estimate.py` does).

The file is JSON: `name`, `version`, `made` (how), `prior_bits`, `link_bits`, and m and u by comparison and level label. No SQL.
"""

from __future__ import annotations

import hashlib
import json
import math
import pathlib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from ebla.errors import InputError
from ebla.incidents.comparison import COMPARISONS

USUAL = "deeds-1.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """m and u of every level, the odds of any two claims [log2], and the odds from which claims are linked [log2].

    `m` is how often claims of one deed compare at the level, `u` how often claims of two deeds do, of those that say something.
    """

    name: str
    version: int
    made: str
    prior_bits: float
    link_bits: float
    levels: dict[str, dict[str, tuple[float, float]]]

    @property
    def digest(self) -> str:
        """First 8 hex digits of SHA-256 over all that decides."""
        decisive = {"prior": self.prior_bits, "link": self.link_bits, "levels": self.levels}
        return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()[:8]

    @property
    def id(self) -> str:
        """Name, version and digest: `deeds/1+0a1b2c3d`."""
        return f"{self.name}/{self.version}+{self.digest}"

    def bits(self, comparison: str, label: str) -> float:
        """Return what a level adds to the match weight [log2 of m over u]."""
        m, u = self.levels[comparison][label]
        return math.log2(m / u)

    def to_json(self) -> str:
        """Return the weights as their file, with the digest for people."""
        levels = {name: {label: list(pair) for label, pair in pairs.items()} for name, pairs in self.levels.items()}
        head = {"name": self.name, "version": self.version, "made": self.made, "digest": self.digest}
        return json.dumps(head | {"prior_bits": self.prior_bits, "link_bits": self.link_bits, "levels": levels}, indent=1) + "\n"


def load_weights(path: pathlib.Path | None = None) -> Weights:
    """Return the weights of a file, or those that come with Ebla. Raises InputError naming file, place and remedy."""
    source = str(path) if path else USUAL
    try:
        text = path.read_text("utf-8") if path else files("ebla.incidents").joinpath("weights", USUAL).read_text("utf-8")
        raw = json.loads(text)
    except OSError as error:
        raise InputError(source, f"the weights file cannot be read ({error.strerror})", "Name another with --weights") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "not UTF-8"
        raise InputError(source, f"the weights file is no JSON ({where}: {error})", "Make one: ebla link --estimate") from error
    return _checked(source, raw)


def _checked(source: str, raw: Any) -> Weights:
    if not isinstance(raw, dict):
        raise InputError(source, "the weights file is no JSON object", "Make one: ebla link --estimate")
    for key, kind in {
        "name": str,
        "version": int,
        "made": str,
        "prior_bits": (int, float),
        "link_bits": (int, float),
        "levels": dict,
    }.items():
        if not isinstance(raw.get(key), kind):  # type: ignore[arg-type]
            raise InputError(source, f"{key} is missing or of the wrong type ({raw.get(key)!r})", "Make one: ebla link --estimate")
    levels: dict[str, dict[str, tuple[float, float]]] = {}
    for comparison in COMPARISONS:
        given = raw["levels"].get(comparison.name)
        if not isinstance(given, dict) or set(given) != set(comparison.labels):
            wanted = ", ".join(comparison.labels)
            raise InputError(source, f"levels.{comparison.name} must have exactly the labels {wanted}", "Make one: ebla link --estimate")
        levels[comparison.name] = {label: _pair(source, f"{comparison.name}.{label}", given[label]) for label in comparison.labels}
    return Weights(raw["name"], raw["version"], raw["made"], float(raw["prior_bits"]), float(raw["link_bits"]), levels)


def _pair(source: str, where: str, value: Any) -> tuple[float, float]:
    good = isinstance(value, list) and len(value) == 2 and all(isinstance(x, int | float) and 0 < x <= 1 for x in value)
    if not good:
        raise InputError(source, f"levels.{where} must be two probabilities [m, u] above 0, not {value!r}", "Correct it, or estimate anew")
    return float(value[0]), float(value[1])
