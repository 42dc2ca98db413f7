"""A register of sources (CSV) in; who an outlet, an address or a credited agency is, its owner, side and reliability, out.

The register that comes with Ebla grades nobody: reliability is a person's word with a name and a day, added by the user in a file of the
same form. Which accounts are independent is decided in `accounts.py`.
"""

from __future__ import annotations

import csv
import datetime
import functools
import io
import pathlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TextIO, cast, get_args
from urllib.parse import urlsplit

from ebla.errors import InputError
from ebla.incidents.wording import fold
from ebla.records.incident import SourceGrade

SHIPPED = pathlib.Path(__file__).parent / "data" / "sources.csv"
SourceKind = Literal[
    "agency", "newspaper", "local newspaper", "broadcaster", "local radio", "website", "community website", "monitor", "ngo", "un",
    "government", "army", "armed group", "church", "local committee", "hospital", "academic", "other",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(SourceKind)
GRADES: tuple[str, ...] = get_args(SourceGrade)
SIDES = ("government", "army", "armed group")
"""Kinds that speak for a side of a war."""
FIGHTING = ("army", "armed group")
"""Kinds that fight."""
COLUMNS = (
    "name",
    "aliases",
    "kind",
    "owner",
    "prints",
    "language",
    "party",
    "hosts",
    "reliability",
    "reliability_by",
    "reliability_on",
    "note",
)
NEEDED = ("name", "kind")
_CREDIT_CHARS = 160
_SEPARATOR = ";"
_START = "Start the file with a header such as"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet, agency, monitor or body that reports.

    `owner` is who decides what it says (itself where the register says nothing), `prints` the agencies whose copy it may print, `party` the
    side it speaks for, by name, `hosts` the domains of its addresses. `reliability` is Admiralty's A to F, with who graded it and when.
    """

    name: str
    kind: SourceKind
    aliases: tuple[str, ...] = ()
    owner: str | None = None
    prints: tuple[str, ...] = ()
    language: str | None = None
    party: str | None = None
    hosts: tuple[str, ...] = ()
    reliability: SourceGrade = "F"
    reliability_by: str | None = None
    reliability_on: datetime.date | None = None
    note: str | None = None

    @property
    def key(self) -> str:
        """Who it is when sources are counted: its owner, folded. Outlets of one owner are one source."""
        return fold(self.owner or self.name)

    @property
    def side(self) -> str | None:
        """The side it speaks for: the named one, else the owner of an outlet that is a government's, an army's or a group's."""
        return self.party or ((self.owner or self.name) if self.kind in SIDES else None)


class Register:
    """Sources found by name, alias, address or credit line. `Register.shipped()`, or `Register.with_file(path)` to add your own."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources: dict[str, Source] = {}
        for source in sources:
            self.sources[fold(source.name)] = source
        self._by_name: dict[str, Source] = {}
        self._by_host: dict[str, Source] = {}
        for source in self.sources.values():
            for name in source.aliases:
                self._by_name.setdefault(fold(name), source)
            for host in source.hosts:
                self._by_host.setdefault(host.casefold(), source)
        self._by_name |= self.sources
        agencies = {alias: s for s in self.sources.values() if s.kind == "agency" for alias in (s.name, *s.aliases)}
        self._agencies = agencies
        names = "|".join(re.escape(name) for name in sorted(agencies, key=lambda name: (-len(name), name)))
        self._credit = _credit_pattern(names) if names else None

    @staticmethod
    @functools.lru_cache(maxsize=1)
    def shipped() -> Register:
        """Return the register that comes with Ebla."""
        return Register(read_sources(SHIPPED))

    @staticmethod
    def with_file(path: str | pathlib.Path) -> Register:
        """Return the shipped register with a file of the user's over it: a line replaces the source of the same name.

        Raises InputError, with file, line and remedy, for a file that is missing or malformed.
        """
        return Register([*Register.shipped().sources.values(), *read_sources(path)])

    def __len__(self) -> int:
        return len(self.sources)

    def outlet(self, publisher: str | None, url: str | None = None) -> Source | None:
        """Return the source that published something, by its name or else by its address's domain; None where it is not known."""
        if publisher is not None and (found := self._by_name.get(fold(publisher))):
            return found
        return self._at(url) if url else None

    def named(self, name: str) -> Source | None:
        """Return the source with this name or alias."""
        return self._by_name.get(fold(name))

    def _at(self, url: str) -> Source | None:
        try:
            host = (urlsplit(url).hostname or "").casefold()
        except ValueError:
            return None
        while host:
            if found := self._by_host.get(host):
                return found
            host = host.partition(".")[2]
        return None

    def credited(self, text: str) -> Source | None:
        """Return the agency whose copy a text says it is: in brackets in its dateline, or signed at its head or end.

        >>> Register([Source(name="Reuters", kind="agency")]).credited("BEIRUT (Reuters) - Shells fell.").name
        'Reuters'
        """
        if self._credit is None:
            return None
        head, tail = text[: _CREDIT_CHARS * 2], text[-_CREDIT_CHARS:].rstrip()
        for found in (self._credit.search(head), _last(self._credit.finditer(tail), len(tail))):
            if found:
                return self._agencies[next(name for name in found.groups() if name)]
        return None


def _credit_pattern(names: str) -> re.Pattern[str]:
    """Find an agency in brackets, in "NAME - " after a dateline, after "Source:", or alone on a line."""
    return re.compile(
        rf"\(({names})\)|(?:^|\n)\s*(?:Source|Agency|By)\s*:?\s*({names})\s*(?:\n|$)|(?:^|\n|[.]\s+|[-–—/]\s*)({names})\s*(?:\n|$)"
    )


def _last(found: Iterator[re.Match[str]], end: int) -> re.Match[str] | None:
    """Return the last match where it closes the text: a signature, not a mention."""
    last = max(found, key=re.Match.end, default=None)
    return last if last is not None and last.end() >= end - 2 else None


def read_sources(path: str | pathlib.Path) -> list[Source]:
    """Return the sources of a register file. Raises InputError, with file, line and remedy, where it is missing or malformed."""
    name = str(path)
    try:
        raw = pathlib.Path(path).read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(name, f"the source register cannot be read ({error.strerror})", "Check the path given to --sources") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}, line {line}", "the source register is not UTF-8", "Save it as UTF-8") from error
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise InputError(f"{name}, line {line}", f"the character {control.group()!r} is no text", "Take it out, or save the table as CSV")
    return list(_sources(io.StringIO(text, newline=""), name))


def _sources(lines: TextIO, name: str) -> Iterator[Source]:
    rows = csv.reader(_without_comments(lines), strict=True)
    header: list[str] | None = None
    seen: dict[str, int] = {}
    numbered = _numbered(rows, name)
    for number, row in numbered:
        if not any(cell.strip() for cell in row):
            continue
        where = f"{name}, line {number}"
        if header is None:
            header = _header(row, where)
            continue
        if len(row) != len(header):
            raise InputError(where, f"{len(row)} fields, the header has {len(header)}", "Quote a field that has a comma in it")
        source = _source(dict(zip(header, (cell.strip() for cell in row), strict=True)), where)
        for called in (source.name, *source.aliases):
            if seen.setdefault(fold(called), number) != number:
                raise InputError(where, f"{called!r} stands in line {seen[fold(called)]} already", "Keep one of the two")
        yield source
    if header is None:
        raise InputError(f"{name}, line 1", "the source register is empty", f"{_START} {','.join(NEEDED)},owner")


def _without_comments(lines: TextIO) -> Iterator[str]:
    for line in lines:
        yield "\n" if line.startswith("#") else line


def _numbered(rows: Iterator[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line in which it starts."""
    reader = cast("csv._reader", rows)  # type: ignore[name-defined]
    while True:
        number = reader.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = 'Close each quoted field, and double the quotes inside it: ""'
            raise InputError(f"{name}, line {number}", f"no CSV ({error})", remedy) from error
        yield number, row


def _header(row: list[str], where: str) -> list[str]:
    header = [cell.strip().casefold() for cell in row]
    if len(row) == 1 and (other := next((mark for mark in ";\t|" if mark in row[0]), None)):
        raise InputError(where, f"the columns are parted by {other!r}", "Save it with commas between the columns")
    if unknown := [cell for cell in header if cell not in COLUMNS]:
        raise InputError(where, f"no column is called {unknown[0]!r}", f"Known: {', '.join(COLUMNS)}")
    if missing := [column for column in NEEDED if column not in header]:
        raise InputError(where, f"the column {missing[0]!r} is missing", f"{_START} {','.join(NEEDED)},owner")
    if twice := [cell for cell in header if header.count(cell) > 1]:
        raise InputError(where, f"the column {twice[0]!r} stands twice", "Keep one of the two")
    return header


def _source(cells: Mapping[str, str], where: str) -> Source:
    kind, grade = cells["kind"].casefold(), cells.get("reliability", "").upper()
    if not cells["name"]:
        raise InputError(where, "the name is empty", "Give each source a name")
    if kind not in KINDS:
        raise InputError(where, f"kind: {cells['kind']!r} is not known", f"Known: {', '.join(KINDS)}")
    if grade and grade not in GRADES:
        raise InputError(
            where, f"reliability: {cells['reliability']!r} is not known", "Write A (completely reliable) to F (cannot be judged)"
        )
    if grade and grade != "F" and not (cells.get("reliability_by") and cells.get("reliability_on")):
        raise InputError(where, "a reliability without who said so and when", "Fill reliability_by and reliability_on (YYYY-MM-DD)")
    if wrong := [host for host in _several(cells.get("hosts")) if not _HOST.fullmatch(host)]:
        raise InputError(where, f"hosts: {wrong[0]!r} is no domain", "Write the domain alone, such as news.example")
    said_on: datetime.date | None = None
    if raw := cells.get("reliability_on"):
        try:
            said_on = datetime.date.fromisoformat(raw)
        except ValueError as error:
            raise InputError(where, f"reliability_on: {raw!r} is no date", "Write it as YYYY-MM-DD") from error
    made = Source(
        name=cells["name"],
        kind=cast("SourceKind", kind),
        aliases=_several(cells.get("aliases")),
        prints=_several(cells.get("prints")),
        hosts=_several(cells.get("hosts")),
        reliability=cast("SourceGrade", grade or "F"),
        reliability_on=said_on,
    )
    plain = {column: cells.get(column) or None for column in ("owner", "language", "party", "reliability_by", "note")}
    return replace(made, **plain)  # type: ignore[arg-type]


def _several(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split(_SEPARATOR) if part.strip())
