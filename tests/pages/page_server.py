"""A server on a free port of this machine, and the building of what it shows."""

from __future__ import annotations

import contextlib
import pathlib
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import uvicorn

from ebla.ledger import Ledger
from ebla.pages.app import create_app
from ebla.pages.desk import Desk
from ebla.pages.generation import refresh
from ebla.pages.linked import Linker
from ebla.pages.security import Guard
from ebla.pages.store import Store

COMMAND = [sys.executable, "-c", "from ebla.cli.main import main; main()", "serve"]
HOSTILE = "<script>alert(1)</script> struck <img src=x onerror=alert(1)> \u202edenrut\u202c \u0642\u062a\u0644 12 in Tarvel."


@contextlib.contextmanager
def serving(ledger: pathlib.Path, folder: pathlib.Path, guard: Guard | None = None) -> Iterator[httpx.Client]:
    """A client of a running server."""
    with Ledger.open(ledger) as opened:
        app = create_app(Desk(opened, Store(folder), guard or Guard(), None))
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", access_log=False))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield client
        server.should_exit = True
        thread.join()


def build(ledger: pathlib.Path, folder: pathlib.Path) -> int:
    """Link and build; the number of the generation."""
    folder.mkdir(exist_ok=True)
    with Ledger.open(ledger) as opened:
        Linker().link_new(opened, lambda: None)
        return refresh(opened, folder).number


@contextlib.contextmanager
def served(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A running `ebla serve` on a free port, and a client of it."""
    process = subprocess.Popen([*COMMAND, "--port", "0", *map(str, arguments)], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        address = re.search(r"http://\S+?/", line)
        assert address, line
        with httpx.Client(base_url=address[0], timeout=30) as client:
            yield process, client
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def until(said: Callable[[], bool]) -> None:
    """Wait until something holds; pytest's own limit ends a wait for what never comes."""
    for _ in range(600):
        if said():
            return
        time.sleep(0.2)
    raise AssertionError("it never came")
