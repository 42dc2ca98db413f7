"""A ledger's address in; processes that keep the page's file up to date out: one links and builds, one reads what arrives in a folder.

They are processes of their own, so that reading and building never hold up an answer. What they do is told by `Background.status`. Both end
with the server, also when it is killed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import pathlib
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ebla.errors import EblaError, InputError

_LOOK_EVERY_S = 0.2
_FOLLOW_EVERY_S = 1.0
_AFTER_ERROR_S = 3.0
_ERRORS_KEPT = 20


class Status(msgspec.Struct, kw_only=True):
    """What the background does: `doing` in words with how many of how many, and what went wrong last."""

    doing: str = "starting"
    done: int = 0
    of: int = 0
    error: str | None = None
    followed: str | None = None
    reports_read: int = 0
    reports_held: int = 0
    reports_refused: int = 0
    last_refused: tuple[str, ...] = ()
    reading: str | None = None


@dataclass(frozen=True)
class Work:
    """What a background process is to do."""

    ledger: str
    folder: pathlib.Path
    reader: str
    timeout_s: float
    follow: str | None = None
    gazetteers: tuple[pathlib.Path, ...] = ()


@dataclass
class Background:
    """The processes. `start`, `stop`; `status` says what they do."""

    work: Work
    _processes: list[Any] = field(default_factory=list)
    _pipes: list[multiprocessing.connection.Connection] = field(default_factory=list)
    _told: Status = field(default_factory=Status)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Start them."""
        targets: list[Callable[..., None]] = [_build] + ([_follow] if self.work.follow else [])
        context = multiprocessing.get_context("spawn")
        for target in targets:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=target, args=(self.work, theirs, os.getpid()), daemon=True, name=f"ebla{target.__name__}")
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)

    def stop(self) -> None:
        """End them; what was recorded is kept."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join(5)
            if process.is_alive():
                process.kill()
                process.join()
        for pipe in self._pipes:
            pipe.close()

    def status(self) -> Status:
        """Return what they do."""
        with self._lock:
            for number, pipe in enumerate(self._pipes):
                with contextlib.suppress(EOFError, OSError):
                    while pipe.poll():
                        for name, value in pipe.recv().items():
                            setattr(self._told, name, value)
                if not self._processes[number].is_alive() and self._told.error is None:
                    self._told.error = "the process that keeps the page up to date has ended; start ebla serve again"
            return msgspec.structs.replace(self._told)


class _Telling:
    """Tells the server what is done, and ends the process when there is no server any more."""

    def __init__(self, pipe: multiprocessing.connection.Connection, parent: int) -> None:
        self._pipe, self._parent, self._at = pipe, parent, 0.0
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def __call__(self, **what: Any) -> None:
        self.alive()
        try:
            self._pipe.send(what)
        except OSError:
            sys.exit(0)

    def alive(self) -> None:
        """End the process where the server has ended."""
        if os.getppid() != self._parent:
            sys.exit(0)

    def progress(self, doing: str, done: int, of: int) -> None:
        """Tell how far it is, at most five times a second."""
        if done >= of or time.monotonic() - self._at > 0.2:
            self._at = time.monotonic()
            self(doing=doing, done=done, of=of)


def _build(work: Work, pipe: multiprocessing.connection.Connection, parent: int) -> None:
    from ebla.ledger import Ledger
    from ebla.pages.generation import refresh
    from ebla.pages.linked import Linker
    from ebla.pages.pointer import read_pointer

    tell, linker = _Telling(pipe, parent), Linker()
    while True:
        try:
            with Ledger.open(work.ledger, create=False, timeout_s=work.timeout_s) as ledger:
                seen = -1
                while True:
                    if (latest := ledger.last_seq()) == seen:
                        time.sleep(_LOOK_EVERY_S)
                        tell.alive()
                        continue
                    if read_pointer(work.folder) is not None:  # reports show before their deeds are linked, but not in the first state
                        refresh(ledger, work.folder, tell.progress)
                    linker.link_new(ledger, lambda: tell(doing="linking", done=0, of=0))
                    refresh(ledger, work.folder, tell.progress)
                    tell(doing="up to date", done=0, of=0, error=None)
                    linker.warm_up()
                    seen = latest
        except EblaError as error:
            tell(error=str(error))
            time.sleep(_AFTER_ERROR_S)


def _follow(work: Work, pipe: multiprocessing.connection.Connection, parent: int) -> None:
    from ebla.ledger import Ledger
    from ebla.reading.readers import get_reader

    tell = _Telling(pipe, parent)
    tell(followed=work.follow)
    seen: dict[str, tuple[int, int]] = {}
    reader = get_reader(work.reader, work.gazetteers)
    counts = {"reports_read": 0, "reports_held": 0, "reports_refused": 0}
    refused: list[str] = []
    while True:
        try:
            with Ledger.open(work.ledger, timeout_s=work.timeout_s) as ledger:
                while True:
                    _read_new(_arrived(str(work.follow), seen), reader, ledger, tell, counts, refused)
                    tell(reading=None)
                    time.sleep(_FOLLOW_EVERY_S)
        except EblaError as error:
            seen.clear()
            tell(error=str(error))
            time.sleep(_AFTER_ERROR_S)


def _arrived(folder: str, seen: dict[str, tuple[int, int]]) -> list[str]:
    """Return the files that are new or changed and have rested for a moment, so that none is read half written."""
    found = []
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        try:
            if not path.is_file():
                continue
            stat = path.stat()
        except OSError:
            continue
        mark = (stat.st_mtime_ns, stat.st_size)
        if seen.get(str(path)) != mark and time.time() - stat.st_mtime > 0.5:
            seen[str(path)] = mark
            found.append(str(path))
    return found


def _read_new(files: list[str], reader: Any, ledger: Any, tell: _Telling, counts: dict[str, int], refused: list[str]) -> None:
    from ebla.reading.intake import IntakeOptions, read_sources
    from ebla.steps import read_reports

    for file in files:
        tell(reading=pathlib.Path(file).name)
        for done in read_reports(read_sources([file], IntakeOptions()), reader, ledger):
            if isinstance(done, InputError):
                counts["reports_refused"] += 1
                refused.append(str(done))
            else:
                counts["reports_read" if done.reading is not None else "reports_held"] += 1
            tell(**counts, last_refused=tuple(refused[-_ERRORS_KEPT:]))
