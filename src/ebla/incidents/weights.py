"""A weights file in; checked `Weights` out: how telling each level of each comparison is. Estimates nothing (`estimate.py` does).

The file is JSON: `name`, `version`, `made` (how), `prior_bits`, `link_bits`, and m and u by comparison and level label. No SQL.
"""

from __future__ import annotations

import hashlib
import json
import math
import pathlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from ebla.errors import InputError
from ebla.incidents.comparison import COMPARISONS, Comparison

USUAL = "deeds-2.json"
_REMEDY = "Make one: ebla link --estimate --weights FILE"
_LONGEST_SHOWN_CHARS = 80
_TYPES: dict[str, tuple[Any, str]] = {
    "name": (str, "a text of one line"),
    "version": (int, "a whole number"),
    "made": (str, "a text of one line that says how it was made"),
    "prior_bits": ((int, float), "a number"),
    "link_bits": ((int, float), "a number"),
    "levels": (dict, "an object of comparisons"),
}
"""The keys that a file must have, and what they are."""


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
    """Return the weights of a file, or those that come with Ebla. Raises InputError naming file, line and remedy."""
    source = str(path) if path else USUAL
    try:
        raw = path.read_bytes() if path else files("ebla.incidents").joinpath("weights", USUAL).read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise InputError(source, f"the weights file cannot be read ({why})", "Name another with --weights") from error
    return _File(source, raw).weights()


class _File:
    """A weights file's text, in which what is wrong is found again by line."""

    def __init__(self, source: str, raw: bytes) -> None:
        self.source = source
        try:
            self.text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self._fault(raw.count(b"\n", 0, error.start) + 1, "the weights file is not UTF-8", "Save it as UTF-8") from error

    def weights(self) -> Weights:
        """Return what the file holds, checked."""
        raw = self._parsed()
        self._known(raw, (*_TYPES, "digest"))
        for key, (kind, what) in _TYPES.items():
            value = raw.get(key)
            fits = isinstance(value, kind) and not isinstance(value, bool)
            if isinstance(value, str):
                fits = fits and value.isprintable() and value != ""
            if not fits or (isinstance(value, int | float) and not math.isfinite(value)):
                raise self._wrong((key,), f"{key} must be {what}" + (f", not {_shown(value)}" if key in raw else "; it is missing"))
        self._known(raw["levels"], [comparison.name for comparison in COMPARISONS], "levels")
        levels = {comparison.name: self._levels(comparison, raw["levels"]) for comparison in COMPARISONS}
        return Weights(raw["name"], raw["version"], raw["made"], float(raw["prior_bits"]), float(raw["link_bits"]), levels)

    def _parsed(self) -> dict[str, Any]:
        try:
            raw = json.loads(self.text, object_pairs_hook=self._once)
        except json.JSONDecodeError as error:
            what = "is empty" if not self.text.strip() else f"is no JSON ({error.msg})"
            raise self._fault(error.lineno, f"the weights file {what}", _REMEDY) from error
        except (ValueError, RecursionError) as error:
            raise self._fault(1, f"the weights file is no JSON ({str(error).split(';')[0]})", _REMEDY) from error
        if not isinstance(raw, dict):
            raise self._fault(1, "the weights file is no JSON object", _REMEDY)
        return raw

    def _once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
            key = re.escape(json.dumps(twice)) + r"\s*:"
            again = re.search(f"{key}[^{{}}]*?({key})", self.text) or re.search(f"(?s:{key}.*)({key})", self.text)
            line = self.text.count("\n", 0, again.start(1)) + 1 if again else 1
            raise self._fault(line, f"{_shown(twice)} stands twice", "Keep one of the two")
        return found

    def _known(self, raw: dict[str, Any], known: Iterable[str], *above: str) -> None:
        unknown = [key for key in raw if key not in set(known)]
        if unknown:
            key = ".".join((*above, unknown[0]))
            raise self._fault(self._line(*above, unknown[0]), f"{_shown(key)} is not known", f"Take it out; known: {', '.join(known)}")

    def _levels(self, comparison: Comparison, raw: dict[str, Any]) -> dict[str, tuple[float, float]]:
        path = ("levels", comparison.name)
        given = raw.get(comparison.name)
        if not isinstance(given, dict) or set(given) != set(comparison.labels):
            raise self._wrong(path, f"{'.'.join(path)} must have exactly the labels {', '.join(comparison.labels)}")
        return {label: self._pair((*path, label), given[label]) for label in comparison.labels}

    def _pair(self, path: tuple[str, ...], value: Any) -> tuple[float, float]:
        if isinstance(value, list) and len(value) == 2 and all(type(x) in (int, float) and 0 < x <= 1 for x in value):
            return float(value[0]), float(value[1])
        raise self._wrong(path, f"{'.'.join(path)} must be two probabilities [m, u] above 0, 1 at most, not {_shown(value)}")

    def _wrong(self, path: tuple[str, ...], why: str) -> InputError:
        return self._fault(self._line(*path), why, f"Correct it, or {_REMEDY[0].lower()}{_REMEDY[1:]}")

    def _line(self, *path: str) -> int:
        """Return the line where the keys of a path stand one after another, as far as they do."""
        at = 0
        for key in path:
            found = re.compile(re.escape(json.dumps(key)) + r"\s*:").search(self.text, at)
            at = found.start() if found else at
        return self.text.count("\n", 0, at) + 1

    def _fault(self, line: int, why: str, remedy: str) -> InputError:
        return InputError(f"{self.source}, line {line}", why, remedy)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN_CHARS else text[:_LONGEST_SHOWN_CHARS] + "…"
