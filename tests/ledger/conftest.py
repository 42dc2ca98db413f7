"""Ledgers for tests: SQLite files, and a PostgreSQL cluster of the tests' own, run by an unprivileged user over a unix socket.

Without PostgreSQL's programs the tests that need it are skipped; with EBLA_CI=1 that is a failure.
"""

from __future__ import annotations

import itertools
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator

import pytest


def _programs() -> pathlib.Path | None:
    """The newest installed folder with PostgreSQL's programs, or None."""
    folders = [p.parent for p in pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found = shutil.which("initdb")
    folders += [pathlib.Path(found).resolve().parent] if found else []
    return max(folders, key=lambda p: [int(n) for n in p.parent.name.split(".") if n.isdigit()], default=None)


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom to run the server as: nobody else unless we are root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise AssertionError("there is no user postgres or nobody to run the server as")


def _run(command: list[str | pathlib.Path], user: pwd.struct_passwd | None, log: pathlib.Path) -> None:
    with log.open("ab") as out:
        done = subprocess.run(
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd="/", check=False, timeout=120,
            user=user.pw_uid if user else None, group=user.pw_gid if user else None, extra_groups=[] if user else None,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/"},
        )  # fmt: skip
    assert done.returncode == 0, f"{command[0]} failed:\n{log.read_text(errors='replace')}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a running server's database `postgres`."""
    programs = _programs()
    if programs is None:
        if os.environ.get("EBLA_CI") == "1":
            pytest.fail("EBLA_CI=1, and PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed")
    user = _unprivileged()
    # A short path: a unix socket's may have 107 characters.
    folder = pathlib.Path(tempfile.mkdtemp(prefix="ebla-pg-", dir="/tmp"))
    log = folder / "log"
    log.touch()
    if user:
        for path in (folder, log):
            os.chown(path, user.pw_uid, user.pw_gid)
    data = folder / "data"
    try:
        _run([programs / "initdb", "-D", data, "-U", "ebla", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], user, log)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=40"
        _run([programs / "pg_ctl", "-D", data, "-w", "-t", "60", "-o", options, "-l", log, "start"], user, log)
        try:
            yield f"postgresql://ebla@/postgres?host={folder}"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"], user, log)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_numbers = itertools.count(1)


@pytest.fixture
def postgresql_address(postgresql: str) -> str:
    """The address of a new, empty database."""
    import psycopg

    name = f"ledger_{next(_numbers)}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> str:
    """Where a new ledger may be made: once a file, once a PostgreSQL database."""
    if request.param == "sqlite":
        return str(tmp_path / "ebla.db")
    return str(request.getfixturevalue("postgresql_address"))
