"""A path or address in; an engine on a ledger of the current version out. Makes a new ledger, brings an older one up to date.

Refuses what is no ledger, is of a newer version, or cannot be read, each with its remedy. Reads no reports and no claims.
"""

from __future__ import annotations

import os
import pathlib
import sqlite3
import time
import urllib.parse
import warnings
from typing import Any

import sqlalchemy as sa

from ebla.errors import LedgerError
from ebla.ledger.faults import told
from ebla.ledger.tables import APPLICATION_ID, REVISION, VERSION_TABLE, metadata

# Key of the advisory lock that lets one process at a time add to a PostgreSQL ledger (any number will do; this is "EBLA").
WRITE_LOCK = APPLICATION_ID


def open_engine(where: str | pathlib.Path, *, create: bool, timeout_s: float) -> tuple[sa.Engine, str]:
    """Return an engine on a checked ledger, and the ledger's name for messages (without a password).

    Args:
        where: A file, or an address (`sqlite:///…`, `postgresql://…`).
        create: Make the ledger where there is none.
        timeout_s: How long to wait for a lock. [seconds]

    Raises LedgerError when there is no ledger (without `create`), or it is locked, corrupt, newer, or no ledger at all.
    """
    address = str(where)
    if address.startswith(("postgresql:", "postgres:", "postgresql+psycopg:")):
        engine, name = _postgresql(address, timeout_s)
    elif "://" in address and not address.startswith("sqlite://"):
        scheme = address.split("://")[0]
        raise LedgerError(scheme, "no ledger is kept in such a database", "Use a file, or postgresql://user@host/name")
    else:
        path = pathlib.Path(urllib.parse.unquote(address.removeprefix("sqlite:///")))
        engine, name = _sqlite(path, create, timeout_s), str(path)
    try:
        with told(name):
            _check(engine, name, create)
    except BaseException:
        engine.dispose()
        raise
    return engine, name


def _sqlite(path: pathlib.Path, create: bool, timeout_s: float) -> sa.Engine:
    name = str(path)
    if path.is_dir():
        raise LedgerError(name, "it is a folder", f"Name a file: --ledger {path / 'ebla.db'}")
    there = path.exists()
    if not there and not create:
        raise LedgerError(name, "there is no ledger", f"Make one: ebla read REPORT --ledger {name}")
    folder = path.absolute().parent
    if not there and not (folder.is_dir() and os.access(folder, os.W_OK)):
        what = "its folder may not be written" if folder.is_dir() else "its folder does not exist"
        raise LedgerError(name, what, f"Make {folder} or open it for writing, or name another file with --ledger")
    read_only = there and not (os.access(path, os.W_OK) and os.access(folder, os.W_OK))
    if read_only and create:
        raise LedgerError(name, "it may not be written", "Check the permissions of the file and its folder, or name another with --ledger")
    log = path.with_name(path.name + "-wal")
    mode = "ro&immutable=1" if read_only and not (log.exists() and log.stat().st_size) else "ro" if read_only else "rwc" if create else "rw"
    uri = f"file:{urllib.parse.quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=timeout_s, isolation_level=None, check_same_thread=False)
        try:
            if not read_only:
                _switch_to_wal(connection, timeout_s)
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA synchronous=FULL")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = sa.create_engine("sqlite+pysqlite://", creator=connect, poolclass=sa.pool.QueuePool)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # The driver opens no transactions of its own (isolation_level None); a writer takes its lock at once, so that it never
        # reads first and then finds the ledger changed.
        writing = connection.get_execution_options().get("ebla_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _switch_to_wal(connection: sqlite3.Connection, timeout_s: float) -> None:
    # The busy timeout does not cover this switch, so it is tried until the time is over.
    until = time.monotonic() + timeout_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if (error.sqlite_errorcode & 0xFF) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _postgresql(address: str, timeout_s: float) -> tuple[sa.Engine, str]:
    try:
        url = sa.make_url(address).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError) as error:
        raise LedgerError(address.split("@")[-1], "it is not an address", "Write postgresql://user@host/name") from error
    options = f"-c lock_timeout={max(1, int(timeout_s * 1000))} -c timezone=UTC"
    connect: dict[str, Any] = {"options": options, "connect_timeout": max(2, int(timeout_s))}
    return sa.create_engine(url, connect_args=connect), url.set(drivername="postgresql").render_as_string(hide_password=True)


def _check(engine: sa.Engine, name: str, create: bool) -> None:
    """See that the database is a ledger of this version; make or upgrade it where that is asked for and possible."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            _check_encoding(connection, name)
        revision = _revision(connection, name)
    if revision == REVISION:
        return
    if revision is None and not create:
        raise LedgerError(name, "it is empty, not a ledger", f"Make one: ebla read REPORT --ledger {name}")
    _migrate(engine, name)


def _check_encoding(connection: sa.Connection, name: str) -> None:
    encoding = connection.execute(sa.text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise LedgerError(
            name, f"its encoding is {encoding}, not UTF8", "Make the database anew: createdb --encoding UTF8 --template template0 NAME"
        )


def _revision(connection: sa.Connection, name: str) -> str | None:
    """Return the ledger's version, None for an empty database. Raises LedgerError for a database of something else."""
    tables = set(sa.inspect(connection).get_table_names())
    if connection.dialect.name == "sqlite":
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if mark != APPLICATION_ID and (mark or tables):
            raise LedgerError(name, "it is an SQLite file of another program, not a ledger", "Name another file with --ledger")
    if VERSION_TABLE in tables:
        found = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars().all()
        if len(found) == 1:
            return str(found[0])
    if foreign := sorted(tables & (set(metadata.tables) | {VERSION_TABLE})):
        raise LedgerError(name, f"it holds a table {foreign[0]!r} of another program, or is damaged", "Name another with --ledger")
    return None


def _migrate(engine: sa.Engine, name: str) -> None:
    """Bring the database to the current version in one transaction; a second process that wants the same waits and finds it done."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(pathlib.Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.connect().execution_options(ebla_write=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITE_LOCK)))
        revision = _revision(connection, name)
        if revision is not None and revision not in known:
            raise LedgerError(
                name,
                f"it was made by a newer Ebla (its version is {revision}, this one knows {REVISION})",
                "Update: pip install --upgrade ebla",
            )
        if revision != REVISION:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
