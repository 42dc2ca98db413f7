"""Start here: the way of a report through Ebla, one function a step.

    sources --intake--> Report --reader--> Reading --ledger--> claims, held for good

`read_reports` takes reports to readings, and keeps them where a ledger is given. Nothing is printed here and no file is opened.
"""

from __future__ import annotations

import datetime
import pathlib
import traceback
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ebla.errors import EblaError, InputError
from ebla.processes import Ready, Task, run_in_order
from ebla.reading.readers import read_with

if TYPE_CHECKING:
    from ebla.ledger import Ledger
    from ebla.reading.readers import Reader
    from ebla.records import Reading, Report


@dataclass(frozen=True, slots=True)
class Done:
    """A report that was read: the reading, or None where the ledger held it already (`report_id` names it either way)."""

    report_id: str
    source: str | None
    reading: Reading | None


def read_reports(
    items: Iterable[Report | InputError], reader: Reader, ledger: Ledger | None = None, jobs: int = 1
) -> Generator[Done | InputError, None, None]:
    """Read reports in order, each kept in the ledger before it is yielded; those it holds by this reader are not read again.

    Where a report that is held was seen is noted all the same.

    Args:
        items: Reports, and errors of sources that could not be taken in, which are passed on.
        reader: Who reads.
        ledger: Where readings are kept; None keeps none.
        jobs: Processes that read; 1 reads in this one. [processes]

    Raises LedgerError when the ledger cannot be written; readings yielded before are kept.
    """
    results = run_in_order(_to_read(items, reader, ledger), jobs)
    try:
        for result in results:
            if isinstance(result, InputError | Done):
                yield result
                continue
            started_at, reading = result
            added = ledger is None or ledger.add(reading, started_at)
            yield Done(reading.report.id, reading.report.source, reading if added else None)
    finally:
        results.close()


_Read = tuple[datetime.datetime, "Reading"]
_Outcome = _Read | Done | InputError


def _to_read(items: Iterable[Report | InputError], reader: Reader, ledger: Ledger | None) -> Iterator[Task[_Outcome] | Ready[_Outcome]]:
    """Yield what is to be done about each item: pass it on, skip it as held, or read it."""
    version = reader.version
    for item in items:
        if isinstance(item, InputError):
            yield Ready(item)
        elif ledger is not None and ledger.has_reading(report_id := item.id, version):
            ledger.add_sighting(item, report_id)
            yield Ready(Done(report_id, item.source, None))
        else:
            yield Task(_read_one, (item, reader.parser_name, version, reader.gazetteers), len(item.text))


def _read_one(report: Report, parser_name: str, version: str, gazetteers: tuple[pathlib.Path, ...]) -> _Read | InputError:
    """Read a report. A fault of the reader's own refuses this report alone: nothing of it is kept, and the next run tries again."""
    started_at = datetime.datetime.now(datetime.UTC)
    try:
        return started_at, read_with(report, parser_name, version, gazetteers)
    except (EblaError, ImportError):
        raise
    except Exception as error:
        *_, place = traceback.extract_tb(error.__traceback__)
        why = f"the reader failed on it ({type(error).__name__}: {error}; {pathlib.Path(place.filename).name}:{place.lineno})"
        return InputError(report.source or report.id, why, "Please report this as a fault of Ebla")
