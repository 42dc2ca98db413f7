"""The first look at the blind samples: scored once, written down, and never again.

In comes a reader's name, out goes `first_look.json` beside this file, with the scores, the day, the reader's version and the commit.
`scripts/blind-order` shows from git that the samples and their gold were committed before it and not changed since.
"""

from __future__ import annotations

import datetime
import pathlib
import subprocess

import msgspec

from ebla.errors import EblaError
from evaluation.run import Figures, SetResult, score_set

PATH = pathlib.Path(__file__).with_name("first_look.json")
ROOT = pathlib.Path(__file__).parents[1]


class FirstLook(msgspec.Struct, frozen=True):
    """What the reader made of the blind samples when it first saw them. `reports` maps names to slot and core F1."""

    date: datetime.date
    reader: str
    commit: str
    reports: dict[str, tuple[float, float]]
    figures: Figures
    floor: Figures | None


class FirstLookError(EblaError):
    """A first look that was taken already, or that could not be traced to a commit."""

    def __init__(self, why: str, remedy: str) -> None:
        self.why, self.remedy = why, remedy
        super().__init__(f"No first look at the blind samples: {why}. {remedy}")


def was_taken(path: pathlib.Path = PATH) -> bool:
    """Whether the blind samples were looked at."""
    return path.exists()


def load(path: pathlib.Path = PATH) -> FirstLook | None:
    """Return the first look, or None before it."""
    return msgspec.json.decode(path.read_bytes(), type=FirstLook) if path.exists() else None


def take(reader: str, path: pathlib.Path = PATH, set_name: str = "blind", root: pathlib.Path = ROOT) -> SetResult:
    """Score the blind samples and write the result down.

    Args:
        reader: The reader's name.
        path: Where the result is written; nothing may be there yet.
        set_name: The set that is looked at.
        root: The repository that holds the reader's code.

    Raises FirstLookError when the look was taken before, or when `src/ebla` holds changes that are not committed.
    """
    if path.exists():
        raise FirstLookError(f"{path.name} exists already", "A first look is taken once; see docs/measured.md")
    changed = _git(root, "status", "--porcelain", "--", "src/ebla").strip()
    if changed:
        raise FirstLookError("src/ebla holds changes that are not committed", "Commit them, so that the look names the code that took it")
    commit = _git(root, "rev-parse", "HEAD").strip()
    result = score_set(set_name, reader)
    if result is None:
        raise FirstLookError("there are no blind samples", "See src/ebla/samples/blind.txt")
    look = FirstLook(
        date=datetime.datetime.now(datetime.UTC).date(),
        reader=result.reader,
        commit=commit,
        reports={one.name: (one.score.slot.f1, one.score.core.f1) for one in result.reports},
        figures=result.figures,
        floor=result.floor,
    )
    path.write_bytes(msgspec.json.format(msgspec.json.encode(look), indent=2) + b"\n")
    return result


def _git(root: pathlib.Path, *arguments: str) -> str:
    try:
        return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as problem:
        raise FirstLookError(f"git {arguments[0]} failed", "Run it inside the project's repository") from problem
