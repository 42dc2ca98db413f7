"""The folder of generation files in; rows of the newest one out. Opens a file read-only
and locked, and the next one when the pointer moves.

A request keeps the generation that it began with. Answers that depend on nothing but the generation are kept with it.
"""

from __future__ import annotations

import pathlib
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import duckdb

from ebla.pages.pointer import Pointer, read_pointer

_T = TypeVar("_T")
_LOOK_EVERY_S = 0.25
_KEPT_ANSWERS = 64
# What answers may take together. [DuckDB's memory_limit]
_MEMORY = "400MB"
Parameters = Sequence[Any]


class NotReadyError(Exception):
    """There is no generation yet: the first one is being built."""


class Generation:
    """An open generation file."""

    def __init__(self, folder: pathlib.Path, pointer: Pointer) -> None:
        self.pointer = pointer
        self._db = duckdb.connect(
            str(folder / pathlib.Path(pointer.file).name),
            read_only=True,
            config={
                "enable_external_access": "false",
                "autoinstall_known_extensions": "false",
                "memory_limit": _MEMORY,
                "threads": 2,
                "lock_configuration": "true",
            },
        )
        self._local = threading.local()
        self._kept: dict[Any, Any] = {}
        self._lock = threading.Lock()

    @property
    def number(self) -> int:
        """Its number."""
        return self.pointer.number

    def rows(self, query: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query; foreign values go in as parameters only."""
        cursor = getattr(self._local, "cursor", None)
        if cursor is None:
            cursor = self._local.cursor = self._db.cursor()
        return list(cursor.execute(query, list(parameters)).fetchall())

    def records(self, query: str, parameters: Parameters = ()) -> list[dict[str, Any]]:
        """Return the rows of a query as dictionaries by column."""
        found = self.rows(query, parameters)
        names = [column[0] for column in self._local.cursor.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def value(self, query: str, parameters: Parameters = ()) -> Any:
        """Return the first value of the first row, None where there is none."""
        found = self.rows(query, parameters)
        return found[0][0] if found else None

    def kept(self, key: Any, make: Callable[[], _T]) -> _T:
        """Return the answer kept under a key, made first where there is none."""
        with self._lock:
            if key in self._kept:
                return self._kept[key]  # type: ignore[no-any-return]
        made = make()
        with self._lock:
            if len(self._kept) >= _KEPT_ANSWERS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = made
        return made


class Store:
    """The newest generation of a folder."""

    def __init__(self, folder: pathlib.Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._current: Generation | None = None
        self._looked = 0.0

    def current(self) -> Generation:
        """Return the newest generation. Raises NotReadyError where there is none yet."""
        with self._lock:
            if self._current is None or time.monotonic() - self._looked > _LOOK_EVERY_S:
                self._looked = time.monotonic()
                self._open_newest()
            if self._current is None:
                raise NotReadyError
            return self._current

    def _open_newest(self) -> None:
        pointer = read_pointer(self._folder)
        if pointer is None or (self._current is not None and pointer.number == self._current.number):
            return
        try:
            self._current = Generation(self._folder, pointer)
        except (OSError, duckdb.Error):  # removed or damaged since: the next look finds another, or the builder makes one
            if self._current is None:
                (self._folder / pointer.file).unlink(missing_ok=True)
