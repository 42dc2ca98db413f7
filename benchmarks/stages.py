"""CPU time of each stage of reading, by putting a clock around the functions that `ebla.reading.reader` calls.

Goes in: nothing; the clock is put on for a `with` block and taken off after it. Comes out: seconds by stage, named after the modules
(`parse`, `dates`, `places`, …). A stage called inside another counts for itself only; what no stage accounts for is `binding and rest`.
The reader is not changed and knows nothing of it.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

REST = "binding and rest"


class StageClock:
    """CPU seconds by stage while the clock is on."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its own CPU time added to the stage."""

        @functools.wraps(function)
        def run(*args: Any, **options: Any) -> Any:
            began = time.process_time()
            self._inside.append(0.0)
            try:
                return function(*args, **options)
            finally:
                spent = time.process_time() - began
                self.seconds[stage] += spent - self._inside.pop()
                if self._inside:
                    self._inside[-1] += spent

        return run

    def shares(self, total: float) -> dict[str, float]:
        """Return each stage's share of a total CPU time [s], largest first, with the rest."""
        known = dict(sorted(self.seconds.items(), key=lambda item: -item[1]))
        out = {stage: seconds / total for stage, seconds in known.items()}
        return out | {REST: max(0.0, 1 - sum(out.values()))}


def stage_functions(module: ModuleType) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Yield stage, name and function of what a module takes from its sibling modules."""
    for name, value in vars(module).items():
        home = getattr(value, "__module__", "") or ""
        if inspect.isfunction(value) and home.startswith("ebla.reading.") and home != module.__name__:
            yield home.split(".")[2], name, value


@contextlib.contextmanager
def stage_clock() -> Iterator[StageClock]:
    """Put a clock on the stages of reading for a `with` block."""
    from ebla.reading import reader
    from ebla.reading.parse import Parser

    clock = StageClock()
    kept = [(reader, name, function) for _, name, function in stage_functions(reader)]
    for stage, name, function in list(stage_functions(reader)):
        setattr(reader, name, clock.timed(stage, function))
    parse = Parser.parse
    Parser.parse = clock.timed("parse", parse)  # type: ignore[method-assign]
    try:
        yield clock
    finally:
        Parser.parse = parse  # type: ignore[method-assign]
        for module, name, function in kept:
            setattr(module, name, function)
