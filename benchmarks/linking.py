"""Sizes in; time, memory and quality of linking synthetic ledgers out, all at once and 1,000 new claims against the rest.

    python -m benchmarks.linking 10000 100000            fills new ledgers in a temporary folder
    python -m benchmarks.linking --ledger big.db         links a ledger that is there already (made by benchmarks.synthetic)

Each linking runs in a process of its own, so that its memory is its own. Pairwise and B-cubed F1 are against the deeds that were generated.
"""

from __future__ import annotations

import argparse
import multiprocessing
import pathlib
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor

from benchmarks.synthetic import fill
from ebla.incidents import load_weights
from ebla.ledger import Ledger
from ebla.linking import cache_path, link_ledger
from evaluation.linking.measures import b_cubed, pairwise

NEW = 1_000
OTHER_SEED = 1_000_003


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, help="numbers of claims")
    parser.add_argument("--ledger", type=pathlib.Path, help="a synthetic ledger that is there already")
    given = parser.parse_args()
    costs = f"{'CPU s':>8}{'MB':>7}"
    print(f"{'claims':>10}{'link s':>9}{costs}{'incidents':>11}{f'+{NEW} s':>9}{costs}{'pairwise F1':>13}{'B-cubed F1':>12}")
    if given.ledger:
        _measure(given.ledger)
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "ebla.db"
            with Ledger.open(path) as ledger:
                fill(ledger, size)
            _measure(path)


def _measure(path: pathlib.Path) -> None:
    """Link a ledger from nothing, add new readings and link those."""
    cache = cache_path(str(path))
    if cache:
        cache.unlink(missing_ok=True)
    claims, incidents, *first = _apart(path)
    with Ledger.open(path) as ledger:
        pairs, cubed = _quality(ledger)
        fill(ledger, NEW, seed=OTHER_SEED + ledger.last_seq(), known=ledger.last_seq())
    _, _, *again = _apart(path)
    shown = ("{:9.1f}{:8.1f}{:7.0f}".format(*costs) for costs in (first, again))
    print(f"{claims:10}{next(shown)}{incidents:11}{next(shown)}{pairs:13.3f}{cubed:12.3f}", flush=True)


def _apart(path: pathlib.Path) -> tuple[int, int, float, float, float]:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_link, str(path)).result()


def _link(path: str) -> tuple[int, int, float, float, float]:
    """Return the claims linked, the incidents there are, the time and the processor time [s], and the peak of memory [MB]."""
    begun = time.monotonic()
    with Ledger.open(path, create=False) as ledger:
        done = link_ledger(ledger, load_weights(), cache=cache_path(path))
    used = resource.getrusage(resource.RUSAGE_SELF)
    return done.looked_at, done.incident_count, time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _quality(ledger: Ledger) -> tuple[float, float]:
    """Return pairwise and B-cubed F1 against the deeds that the generator told of."""
    linked = {claim: incident.id for incident in ledger.linked_incidents() for claim in incident.claim_ids}
    with ledger._reading() as connection:
        urls = dict(
            connection.exec_driver_sql("SELECT c.id, r.url FROM claims c JOIN reports r ON r.id = c.report_id WHERE c.kind = 'event'").all()
        )
    truth = {claim: str(urls[claim]).rsplit("/", 1)[-1].split(".")[0] for claim in linked}
    return pairwise(linked, truth).f1, b_cubed(linked, truth)[2]


if __name__ == "__main__":
    main()
