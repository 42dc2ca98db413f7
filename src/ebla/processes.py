"""Tasks in; their results in the same order out, worked on by several processes with bounded memory. Knows nothing of reports.

Workers start fresh (no forked locks), leave Ctrl-C to the parent, and end when the parent is gone, however it went.
"""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from ebla.errors import EblaError

# Tasks under way at once: enough to keep the processes busy, few enough to bound memory.
_AHEAD_PER_JOB = 2
_AHEAD_SIZE = 20_000_000

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Ready(Generic[Result]):
    """A result that needs no work; it keeps its place in the order."""

    result: Result


@dataclass(frozen=True, slots=True)
class Task(Generic[Result]):
    """A function of plain values with its arguments; `size` is what it weighs in memory. [characters]"""

    function: Callable[..., Result]
    arguments: tuple[Any, ...]
    size: int


class ProcessDiedError(EblaError):
    """A process that died at its work, killed or out of memory."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        super().__init__(
            f"A reading process died (killed, or out of memory) with --jobs {jobs}. "
            "What was recorded is kept: run again with fewer --jobs to go on"
        )


def run_in_order(tasks: Iterable[Task[Result] | Ready[Result]], jobs: int) -> Generator[Result, None, None]:
    """Yield the result of each task in order.

    Args:
        tasks: Taken only as fast as results are.
        jobs: Processes; 1 works in this one. [processes]

    Raises what a task raises, and ProcessDiedError when a process is killed.
    """
    if jobs > 1:
        yield from _in_pool(tasks, jobs)
        return
    for task in tasks:
        yield task.function(*task.arguments) if isinstance(task, Task) else task.result


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _in_pool(tasks: Iterable[Task[Result] | Ready[Result]], jobs: int) -> Generator[Result, None, None]:
    others = set(multiprocessing.active_children())
    pool = concurrent.futures.ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)
    ahead: deque[tuple[int, concurrent.futures.Future[Result] | Ready[Result]]] = deque()

    def first() -> Result:
        oldest = ahead.popleft()[1]
        return oldest.result() if isinstance(oldest, concurrent.futures.Future) else oldest.result

    try:
        for task in tasks:
            size = task.size if isinstance(task, Task) else 0
            while ahead and (len(ahead) >= _AHEAD_PER_JOB * jobs or size + sum(weight for weight, _ in ahead) > _AHEAD_SIZE):
                yield first()
            ahead.append((size, pool.submit(task.function, *task.arguments) if isinstance(task, Task) else task))
        while ahead:
            yield first()
    except BrokenProcessPool as error:
        raise ProcessDiedError(jobs) from error
    finally:
        pool.shutdown(wait=not ahead, cancel_futures=True)
        if ahead:
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
