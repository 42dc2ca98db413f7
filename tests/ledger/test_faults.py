"""What cannot be opened or written gives one clear error with its remedy, and nothing half-written."""

from __future__ import annotations

import os
import pathlib
import sqlite3
import subprocess
import sys

import psycopg
import pytest

from ebla.errors import LedgerError
from ebla.ledger import Ledger
from ebla.ledger.opening import WRITE_LOCK
from factory import make_events, make_reading, make_report

TESTS = pathlib.Path(__file__).parents[1]


@pytest.fixture
def path(tmp_path: pathlib.Path) -> pathlib.Path:
    return tmp_path / "ebla.db"


def filled(path: pathlib.Path, count: int = 1) -> pathlib.Path:
    with Ledger.open(path) as ledger:
        for n in range(count):
            report = make_report(f"Shelling {n}. " + "words " * 200)
            ledger.add(make_reading(report, claims=make_events(report, count=20)))
    return path


def test_missing_ledger_is_not_made_for_showing(path: pathlib.Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no ledger\. Make one: ebla read REPORT --ledger"):
        Ledger.open(path, create=False)
    assert not path.exists()


def test_folder_is_no_ledger(tmp_path: pathlib.Path) -> None:
    with pytest.raises(LedgerError, match="it is a folder"):
        Ledger.open(tmp_path)


def test_ledger_in_missing_folder_is_refused(tmp_path: pathlib.Path) -> None:
    with pytest.raises(LedgerError, match="its folder does not exist"):
        Ledger.open(tmp_path / "none" / "ebla.db")


def test_file_of_another_kind_is_refused(path: pathlib.Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 5000)
    for create in (True, False):
        with pytest.raises(LedgerError, match="it is not a ledger"):
            Ledger.open(path, create=create)
    assert path.read_bytes().startswith(b"%PDF-1.7\n")


@pytest.mark.parametrize("mark", [0, 0x12345678])
def test_sqlite_file_of_another_program_is_refused(path: pathlib.Path, mark: int) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE reports (id)")
        connection.execute(f"PRAGMA application_id={mark}")
    connection.close()
    with pytest.raises(LedgerError, match="of another program, not a ledger"):
        Ledger.open(path)


def test_empty_file_becomes_a_ledger_only_when_asked(path: pathlib.Path) -> None:
    path.touch()
    with pytest.raises(LedgerError, match="it is empty, not a ledger"):
        Ledger.open(path, create=False)
    with Ledger.open(path) as ledger:
        assert ledger.add(make_reading())


def test_ledger_of_a_newer_version_is_refused(path: pathlib.Path) -> None:
    filled(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE ebla_version SET version_num = '9999'")
    connection.close()
    for create in (True, False):
        with pytest.raises(LedgerError, match=r"made by a newer Ebla \(its version is 9999, this one knows \d+\)\. Update"):
            Ledger.open(path, create=create)


def test_truncated_ledger_is_refused(path: pathlib.Path) -> None:
    filled(path, 20)
    os.truncate(path, path.stat().st_size // 3)
    with pytest.raises(LedgerError, match="it is corrupt"), Ledger.open(path) as ledger:
        list(ledger.claims())


def test_overwritten_pages_are_told_as_corrupt(path: pathlib.Path) -> None:
    filled(path, 20)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    with pytest.raises(LedgerError, match=r"it is corrupt\. Restore a copy"), Ledger.open(path) as ledger:
        list(ledger.claims())


def test_locked_ledger_is_told_and_can_still_be_read(path: pathlib.Path) -> None:
    filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Ledger.open(path, timeout_s=0.1) as ledger:
        assert len(list(ledger.claims())) == 20
        with pytest.raises(LedgerError, match="it is locked: another process is writing"):
            ledger.add(make_reading())
        other.execute("ROLLBACK")
        other.close()
        assert ledger.add(make_reading())


def test_ledger_locked_for_good_is_told(path: pathlib.Path) -> None:
    filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(LedgerError, match="it is locked"), Ledger.open(path, timeout_s=0.1) as ledger:
            list(ledger.claims())
    finally:
        other.close()


FILL = """
import signal, resource, sys
from factory import make_events, make_reading, make_report
from ebla.errors import LedgerError
from ebla.ledger import Ledger
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv[2])
added = 0
try:
    with Ledger.open(sys.argv[1]) as ledger:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        while added < 4000:
            report = make_report(f"Shelling {added}. " + "words " * 2000)
            ledger.add(make_reading(report, claims=make_events(report, count=50)))
            added += 1
except LedgerError as error:
    print(added, error)
"""


def fill(path: pathlib.Path, limit: int) -> tuple[int, str]:
    """Add readings in a process of their own until the ledger refuses; return how many it took and the error."""
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path), str(limit)],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=True,
    )
    count, _, error = done.stdout.partition(" ")
    return int(count), error


def still_whole(path: pathlib.Path, count: int) -> None:
    with Ledger.open(path) as ledger:
        held = list(ledger.history())
        assert len(held) == count
        assert sum(1 for _ in ledger.claims()) == 50 * count
        with ledger._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert ledger.add(make_reading())


def test_file_size_limit_keeps_what_was_recorded(path: pathlib.Path) -> None:
    count, error = fill(path, 3_000_000)
    assert count > 0
    assert "Free some space" in error
    still_whole(path, count)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_full_disk_keeps_what_was_recorded(tmp_path: pathlib.Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        count, error = fill(disk / "ebla.db", 0)
        assert count > 0
        assert "Free some space" in error
        subprocess.run(["mount", "-o", "remount,size=40m", str(disk)], check=True)
        still_whole(disk / "ebla.db", count)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


READ_ONLY = """
import os, sys
from factory import make_reading
from ebla.errors import LedgerError
from ebla.ledger import Ledger
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
def told(create):
    try:
        with Ledger.open(sys.argv[1], create=create) as ledger:
            print(len(list(ledger.claims())))
            ledger.add(make_reading())
    except LedgerError as error:
        print(error)
told(False)
told(True)
"""


def read_only(path: pathlib.Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    return subprocess.run([sys.executable, "-c", READ_ONLY, str(path)], env=environment, capture_output=True, text=True, check=True).stdout


def test_unwritable_ledger_is_shown_but_not_written(path: pathlib.Path) -> None:
    filled(path)
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        folder.chmod(0o755)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        shown, not_added, not_opened = read_only(path).splitlines()
    finally:
        path.parent.chmod(0o755)
    assert shown == "20"
    assert "it may not be written" in not_added
    assert "it may not be written" in not_opened


def test_new_ledger_in_unwritable_folder_is_refused(path: pathlib.Path) -> None:
    for folder in (path.parent.parent, path.parent.parent.parent):
        folder.chmod(0o755)
    path.parent.chmod(0o555)
    try:
        missing, not_made = read_only(path).splitlines()
    finally:
        path.parent.chmod(0o755)
    assert "there is no ledger" in missing
    assert "its folder may not be written" in not_made


def test_address_of_another_database_is_refused() -> None:
    with pytest.raises(LedgerError, match=r"mysql: no ledger is kept in such a database\. Use a file, or postgresql"):
        Ledger.open("mysql://user:secret@host/name")


def test_unreachable_server_is_told_without_the_password(tmp_path: pathlib.Path) -> None:
    with pytest.raises(LedgerError, match="the server cannot be reached") as caught:
        Ledger.open(f"postgresql://user:sesame@/name?host={tmp_path}", timeout_s=1)
    assert "sesame" not in str(caught.value)


def test_missing_database_is_told(postgresql: str) -> None:
    with pytest.raises(LedgerError, match=r"there is no such database\. Make it: createdb"):
        Ledger.open(postgresql.replace("/postgres?", "/nowhere?"))


def test_empty_database_is_no_ledger_for_showing(postgresql_address: str) -> None:
    with pytest.raises(LedgerError, match="it is empty, not a ledger"):
        Ledger.open(postgresql_address, create=False)


def test_newer_postgresql_ledger_is_refused(postgresql_address: str) -> None:
    Ledger.open(postgresql_address).close()
    with psycopg.connect(postgresql_address) as connection:
        connection.execute("UPDATE ebla_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="made by a newer Ebla"):
        Ledger.open(postgresql_address)


def test_postgresql_database_of_another_program_is_refused(postgresql_address: str) -> None:
    with psycopg.connect(postgresql_address) as connection:
        connection.execute("CREATE TABLE reports (id text)")
    with pytest.raises(LedgerError, match="it holds a table 'reports' of another program"):
        Ledger.open(postgresql_address)


def test_locked_postgresql_ledger_is_told(postgresql_address: str) -> None:
    with Ledger.open(postgresql_address, timeout_s=0.1) as ledger, psycopg.connect(postgresql_address) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (WRITE_LOCK,))
        with pytest.raises(LedgerError, match="it is locked: another process is writing"):
            ledger.add(make_reading())
        other.rollback()
        assert ledger.add(make_reading())


def test_postgresql_database_in_another_encoding_is_refused(postgresql: str) -> None:
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE DATABASE old_latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(LedgerError, match="its encoding is LATIN1, not UTF8"):
        Ledger.open(postgresql.replace("/postgres?", "/old_latin?"))


def test_user_without_rights_is_told(postgresql_address: str) -> None:
    Ledger.open(postgresql_address).close()
    with psycopg.connect(postgresql_address, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS visitor")
        connection.execute("CREATE ROLE visitor LOGIN")
    with pytest.raises(LedgerError, match="this user may not do that"):
        Ledger.open(postgresql_address.replace("ebla@", "visitor@"))
