"""A large linked ledger and a large generation file in; how soon a new report, and the incident that it tells of, show on the page.

    python -m benchmarks.synthetic 1000000 big.db
    ebla link --ledger big.db
    python -m benchmarks.pages 1000000 made
    python -m benchmarks.growing big.db made

The file with the made-up incidents of `benchmarks.pages` is copied and said to be the ledger's, so that what is measured is what the server
does for each report that arrives: put it in a new generation, link, and put the incident in another.
"""

from __future__ import annotations

import pathlib
import resource
import shutil
import sys
import tempfile
import time

import msgspec

from benchmarks.synthetic import fill
from ebla.incidents import load_weights
from ebla.ledger import Ledger
from ebla.linking import cache_path, link_ledger
from ebla.pages.generation import fingerprint, refresh
from ebla.pages.pointer import POINTER, read_pointer


def main() -> None:
    """Print the seconds."""
    path, made = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as passing, Ledger.open(path, create=False) as ledger:
        folder = pathlib.Path(shutil.copytree(made, pathlib.Path(passing) / "pages"))
        pointer = read_pointer(folder)
        if pointer is None:
            raise SystemExit(f"{made}: no generation; make it by python -m benchmarks.pages N {made}")
        theirs = msgspec.structs.replace(pointer, ledger=fingerprint(ledger), reader=ledger.reader_for(), cursor=ledger.last_seq())
        (folder / POINTER).write_bytes(msgspec.json.encode(theirs))
        fill(ledger, 1, seed=ledger.last_seq(), known=ledger.last_seq())
        begun = time.monotonic()
        refresh(ledger, folder)
        shown = time.monotonic() - begun
        link_ledger(ledger, load_weights(), cache=cache_path(path))
        linked = time.monotonic() - begun
        refresh(ledger, folder)
        whole = time.monotonic() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"a new report shows after {shown:.1f} s, is linked after {linked:.1f} s")
    print(f"its incident shows after {whole:.1f} s; peak of memory {most:,.0f} MB")


if __name__ == "__main__":
    main()
