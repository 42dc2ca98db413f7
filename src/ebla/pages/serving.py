"""Settings of a server in; a running server out. Checks first, so that what cannot work is one message and not a broken page."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pathlib
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import uvicorn

from ebla.errors import InputError
from ebla.ledger import Ledger
from ebla.pages.app import create_app
from ebla.pages.background import Background, Work
from ebla.pages.desk import Desk
from ebla.pages.security import Guard, allowed_hosts, is_loopback, read_tokens
from ebla.pages.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What to serve, where and for whom. Without `folder` the page's files stand beside a ledger that is a file."""

    ledger: str
    host: str = "127.0.0.1"
    port: int = 8477
    token_file: pathlib.Path | None = None
    follow: pathlib.Path | None = None
    reviewer: str = ""
    reader: str = "rules"
    timeout_s: float = 30.0
    gazetteers: tuple[pathlib.Path, ...] = ()


def serve(serving: Serving, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C.

    Raises InputError for an address that needs a token and has none, a busy port or a folder that is none; LedgerError for a ledger that
    cannot be read.
    """
    tokens = read_tokens(serving.token_file) if serving.token_file else {}
    if not tokens and not is_loopback(serving.host):
        raise InputError(
            "--host",
            f"{serving.host} can be reached from other machines and no token guards it",
            "Give --token-file FILE, or leave --host out",
        )
    if serving.follow is not None and not serving.follow.is_dir():
        raise InputError("--follow", f"{serving.follow} is no folder", "Name a folder that reports arrive in")
    with contextlib.ExitStack() as stack:
        ledger = stack.enter_context(Ledger.open(serving.ledger, create=serving.follow is not None, timeout_s=serving.timeout_s))
        listening = stack.enter_context(contextlib.closing(_listen(serving.host, serving.port)))
        folder = stack.enter_context(_folder(serving.ledger))
        follow = str(serving.follow) if serving.follow else None
        background = Background(Work(serving.ledger, folder, serving.reader, serving.timeout_s, follow, serving.gazetteers))
        desk = Desk(ledger, Store(folder), Guard(tokens, serving.reviewer), background)
        server = uvicorn.Server(
            uvicorn.Config(create_app(desk, allowed_hosts(serving.host)), log_level="warning", access_log=False, server_header=False)
        )
        background.start()
        stack.callback(background.stop)
        port = listening.getsockname()[1]
        shown = f"[{serving.host}]" if ":" in serving.host else serving.host
        say(f"Serving {ledger.name} on http://{shown}:{port}/ (Ctrl-C ends it).")
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, kind, proto)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(2048)
        except BaseException:
            listening.close()
            raise
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(
            f"port {port} of {host}", f"it cannot be listened on ({why})", "Give another: --port 8478, or --port 0 for a free one"
        ) from error
    return listening


@contextlib.contextmanager
def _folder(ledger: str) -> Iterator[pathlib.Path]:
    """Give the folder of the page's files: beside a ledger's file if no other server has it, else a passing one."""
    held = _hold(pathlib.Path(f"{ledger}.pages")) if "://" not in ledger else None
    if held is None:
        with tempfile.TemporaryDirectory(prefix="ebla-pages-") as passing:
            yield pathlib.Path(passing)
        return
    folder, lock = held
    try:
        yield folder
    finally:
        os.close(lock)


def _hold(folder: pathlib.Path) -> tuple[pathlib.Path, int] | None:
    """Take a folder for this server alone, made where there is none; None where that cannot be."""
    try:
        folder.mkdir(exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return folder, lock
