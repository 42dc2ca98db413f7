"""What a database says when it fails, in; one `LedgerError` with the cause and the remedy, out. Nothing is retried here."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

import psycopg
import sqlalchemy as sa

from ebla.errors import LedgerError

# SQLite's result code -> what happened, what to do. Source: https://www.sqlite.org/rescode.html
_SQLITE: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "it is locked: another process is writing to it",
        "Wait for that process to end (`fuser {name}` finds it), then run again",
    ),
    sqlite3.SQLITE_LOCKED: (
        "it is locked: another process is writing to it",
        "Wait for that process to end (`fuser {name}` finds it), then run again",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "it is corrupt",
        "Restore a copy, or save what can be read with `sqlite3 {name} .recover | sqlite3 saved.db`",
    ),
    sqlite3.SQLITE_NOTADB: ("it is not a ledger: not an SQLite file, or its first page is damaged", "Name another file with --ledger"),
    sqlite3.SQLITE_FULL: ("the disk is full", "Free some space and run again; what was recorded so far is kept"),
    sqlite3.SQLITE_IOERR: (
        "the disk refused to read or write it (full, over a quota or a file size limit, or failing)",
        "Free some space or check the disk, then run again; what was recorded so far is kept",
    ),
    sqlite3.SQLITE_READONLY: ("it may not be written", "Check the permissions of the file and its folder, or name another with --ledger"),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "Check that the folder exists and may be written, or name another with --ledger"),
    sqlite3.SQLITE_PERM: ("it may not be opened", "Check the permissions of the file and its folder, or name another with --ledger"),
}
# PostgreSQL's SQLSTATE -> the same. Source: https://www.postgresql.org/docs/15/errcodes-appendix.html
_POSTGRESQL: dict[str, tuple[str, str]] = {
    "55P03": ("it is locked: another process is writing to it", "Wait for that process to end, then run again"),
    "40P01": ("two processes waited for each other", "Run again; what was recorded so far is kept"),
    "53100": ("the server's disk is full", "Free some space there and run again; what was recorded so far is kept"),
    "53300": ("the server takes no more connections", "Run again later"),
    "42501": ("this user may not do that", "Ask for CREATE, SELECT and INSERT on the schema, or name another ledger with --ledger"),
    "25006": ("the server is read-only", "Name the primary server with --ledger"),
    "3D000": ("there is no such database", "Make it: createdb NAME"),
    "28P01": ("the password is wrong", "Put the right one in the address or in ~/.pgpass"),
    "28000": ("the server does not let this user in", "Check the user in the address and the server's pg_hba.conf"),
    "XX001": ("it is corrupt", "Restore a copy"),
    "XX002": ("it is corrupt", "Restore a copy"),
}


def cause(name: str, error: BaseException) -> LedgerError:
    """Return the ledger error for what a database driver raised."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        why, remedy = _SQLITE.get((code or 0) & 0xFF, (f"SQLite says: {error}", "See docs/ledger.md"))
        return LedgerError(name, why, remedy.format(name=name))
    if isinstance(error, psycopg.Error):
        known = _POSTGRESQL.get(error.sqlstate or "")
        said = " ".join(str(error).split())
        if known is None and error.sqlstate is None:
            for state, words in (("3D000", "does not exist"), ("28P01", "password authentication failed"), ("53300", "too many clients")):
                if words in said and ("database" in said or state != "3D000"):
                    known = _POSTGRESQL[state]
                    break
            else:
                known = (f"the server cannot be reached: {said}", "Check that it runs and that the address is right")
        why, remedy = known or (f"PostgreSQL says: {said}", "See docs/ledger.md")
        return LedgerError(name, why, remedy)
    return LedgerError(name, str(error), "See docs/ledger.md")


@contextlib.contextmanager
def told(name: str) -> Iterator[None]:
    """Turn what a database raises inside into a LedgerError about the ledger of this name."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise cause(name, error.orig or error) from error
    except (sqlite3.Error, psycopg.Error) as error:
        raise cause(name, error) from error
    except sa.exc.TimeoutError as error:
        raise LedgerError(name, "no connection came free", "Close other readers of this ledger, then run again") from error
