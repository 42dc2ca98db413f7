"""Tasks done by several processes, in order."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from ebla.errors import InputError
from ebla.processes import ProcessDiedError, Ready, Task, run_in_order


def slow_square(number: int) -> int:
    time.sleep(0.05 * (number % 3))
    return number * number


def die() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def refuse(name: str) -> int:
    raise InputError(name, "no", "none")


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_keep_their_order(jobs: int) -> None:
    tasks = [Task(slow_square, (n,), 10) if n % 4 else Ready(-n) for n in range(12)]
    assert list(run_in_order(tasks, jobs)) == [n * n if n % 4 else -n for n in range(12)]


@pytest.mark.parametrize("size", [1, 15_000_000])
def test_tasks_are_taken_only_as_fast_as_results_are(size: int) -> None:
    taken = 0

    def tasks() -> Iterator[Task[int]]:
        nonlocal taken
        for n in range(50):
            taken += 1
            yield Task(slow_square, (n,), size)

    results = run_in_order(tasks(), 2)
    assert next(results) == 0
    assert taken <= (5 if size == 1 else 2)
    results.close()


def test_killed_process_is_told() -> None:
    with pytest.raises(ProcessDiedError, match="--jobs 2"):
        list(run_in_order([Task(die, (), 1)], 2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_error_of_a_task_comes_through(jobs: int) -> None:
    with pytest.raises(InputError, match=r"a\.txt: no\. none"):
        list(run_in_order([Task(refuse, ("a.txt",), 1)], jobs))
