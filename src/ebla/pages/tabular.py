"""What a view of tables is made of: sections with columns and rows. Pages, CSV, JSON and GeoJSON show the same rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

Kind = Literal["text", "number", "words", "foreign", "day", "bound", "accounts"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the rows' name for it, its heading, how it is shown, and where it leads.

    `foreign` is text of reports, `bound` a highest number that may be open (`high_open`), `accounts` the accounts of a count.
    """

    name: str
    label: str
    kind: Kind = "text"
    href: Callable[[Row], str | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table with its heading. `chart` is the name of a chart of it, `alt` what the chart says in words."""

    id: str
    heading: str
    columns: tuple[Column, ...]
    rows: list[Row]
    note: str = ""
    chart: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view of tables: its address, title, what it is in words, and its sections."""

    address: str
    title: str
    intro: str
    sections: list[Section] = field(default_factory=list)


def address_of(name: str, prefix: str, suffix: str = "") -> Callable[[Row], str | None]:
    """Return what makes an address from a row's value, None where it has none."""

    def make(row: Row) -> str | None:
        value = row.get(name)
        return None if value in (None, "") else f"{prefix}{quote(str(value), safe='')}{suffix}"

    return make
