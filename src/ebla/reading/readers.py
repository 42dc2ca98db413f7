"""The readers by name, each with a version that changes whenever its code, lexicons, gazetteer, roster or model do.

A report comes in, a reading goes out; the reading itself is done in `reader.py`, which is loaded when the first report is read.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import pathlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from ebla.errors import InputError
from ebla.gazetteer.store import digest_of

if TYPE_CHECKING:
    from ebla.records import Reading, Report

# What a reading depends on, beside the model. Intake is left out: what it changes is the report, which has an id of its own.
_PARTS = ("records", "vocabulary", "gazetteer", "actors", "reading")
_LEFT_OUT = (("reading", "intake"), ("reading", "readers.py"))


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader: its name, what it is, the parser it stands on and the number of its edition. Can be sent to other processes."""

    name: str
    parser_name: str
    edition: str
    about: str
    gazetteers: tuple[pathlib.Path, ...] = ()  # compiled gazetteers of the user's

    @property
    def version(self) -> str:
        """Name, edition and digest: `rules/0.1+9f3c12ab`. Computed once per process. Raises GazetteerError for a file that is none."""
        return f"{self.name}/{self.edition}+{_digest(self.parser_name, self.gazetteers)}"

    def read(self, report: Report) -> Reading:
        """Read a report. Never fails on a text; raises ModelError when the model is not the expected one."""
        return read_with(report, self.parser_name, self.version, self.gazetteers)


READERS: dict[str, Reader] = {
    reader.name: reader
    for reader in (
        Reader("rules", "md", "0.1", "rules over the medium spaCy model (en_core_web_md 3.7.1)"),
        Reader("rules-sm", "sm", "0.1", "the same rules over the small model (en_core_web_sm 3.8.0): less memory, less exact"),
    )
}


def get_reader(name: str = "rules", gazetteers: tuple[pathlib.Path, ...] = ()) -> Reader:
    """Return the reader of this name, with these gazetteers of the user's beside the world's. Raises InputError for an unknown one."""
    if name not in READERS:
        raise InputError("--reader", f"no reader is called {name!r}. Known: {', '.join(READERS)}", "See: ebla read --list-readers")
    return replace(READERS[name], gazetteers=gazetteers)


def read_with(report: Report, parser_name: str, version: str, gazetteers: tuple[pathlib.Path, ...] = ()) -> Reading:
    """Read a report with a parser, as the reader of this version. A plain function of plain values, so a process pool can run it."""
    from ebla.reading.reader import read_report

    return read_report(report, parser_name, version, gazetteers)


def _files() -> Iterator[tuple[str, pathlib.Path]]:
    root = pathlib.Path(__file__).parents[1]
    for part in _PARTS:
        for path in sorted((root / part).rglob("*")):
            inside = path.relative_to(root)
            left_out = "__pycache__" in inside.parts or any(inside.parts[: len(out)] == out for out in _LEFT_OUT)
            if path.is_file() and not left_out:
                yield inside.as_posix(), path


@cache
def _digest(parser_name: str, gazetteers: tuple[pathlib.Path, ...]) -> str:
    """Return 8 hex digits of SHA-256 over the files a reading depends on, the user's gazetteers and the parser library's version.

    The models count by the digests in `lexicons/models.sha256`, which a parser holds its files against when it loads.
    """
    whole = hashlib.sha256()
    for inside, path in _files():
        with path.open("rb") as file:
            whole.update(f"{inside}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    for path in gazetteers:
        whole.update(f"{path.name}\0{digest_of(path)}\n".encode())
    whole.update(f"{parser_name} spacy {importlib.metadata.version('spacy')}".encode())
    return whole.hexdigest()[:8]
