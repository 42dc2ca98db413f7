"""A file in; a linking workspace that goes on where the last run stopped, or a new one, out.

The file is a cache: it may be deleted at any time, and the next run makes it anew from the ledger. What is done in it counts once
`Cache.keep` is called; a run that dies before leaves it as it was.
"""

from __future__ import annotations

import pathlib
from collections.abc import Collection
from dataclasses import dataclass

import duckdb

from ebla.errors import InputError
from ebla.incidents.linking import LINKER, Workspace
from ebla.incidents.table import SCHEMA, number
from ebla.incidents.weights import Weights

_MEMORY = "3GB"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a cache is: what ledger (the moment of change `until` in it), readings, weights and changes it was made from."""

    reader: str
    weights: str
    until: int
    recorded_at: str | None
    linker: str = LINKER
    columns: int = number(str(SCHEMA))


class Cache:
    """A workspace in a file (or in memory, without one), with its mark."""

    def __init__(self, weights: Weights, path: pathlib.Path | None) -> None:
        self.path = path
        self.connection = self._connect()
        self.connection.execute("BEGIN")
        self.workspace = Workspace(weights, self.connection)

    def _connect(self) -> duckdb.DuckDBPyConnection:
        options = {"memory_limit": _MEMORY, "preserve_insertion_order": "false"}
        if self.path is None:
            return duckdb.connect(config=options)
        options["temp_directory"] = f"{self.path}.tmp"
        try:
            return duckdb.connect(str(self.path), config=options)
        except duckdb.IOException as error:
            if "lock" in str(error).lower():
                raise InputError(str(self.path), "another process is linking this ledger", "Wait for it to end, then run again") from error
            self.path.unlink(missing_ok=True)
            return duckdb.connect(str(self.path), config=options)
        except duckdb.Error:  # cut off, or of another version: it is only a cache
            self.path.unlink(missing_ok=True)
            return duckdb.connect(str(self.path), config=options)

    def mark(self) -> Mark | None:
        """Return how far it is; None for a new one."""
        if not self.connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'mark'").fetchall():
            return None
        rows = self.connection.execute("SELECT reader, weights, until, recorded_at, linker, columns FROM mark").fetchall()
        return Mark(*rows[0]) if rows else None

    def clear(self) -> None:
        """Start anew."""
        self.connection.execute("ROLLBACK")
        for (name,) in self.connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall():
            self.connection.execute(f'DROP TABLE "{name}"')
        self.connection.execute("BEGIN")
        self.workspace = Workspace(self.workspace.weights, self.connection)

    def left_out(self) -> set[str]:
        """Return the reports that were left out by the last run."""
        return {row[0] for row in self.connection.execute("SELECT report_id FROM left_out").fetchall()}

    def leave_out(self, report_ids: Collection[str]) -> None:
        """Note the reports that are left out."""
        self.connection.execute("CREATE OR REPLACE TABLE left_out (report_id TEXT)")
        if report_ids:
            self.connection.executemany("INSERT INTO left_out VALUES (?)", [[report] for report in sorted(report_ids)])

    def keep(self, mark: Mark) -> None:
        """Keep what was done, all at once."""
        self.connection.execute(
            "CREATE OR REPLACE TABLE mark (reader TEXT, weights TEXT, until BIGINT, recorded_at TEXT, linker TEXT, columns BIGINT)"
        )
        row = [mark.reader, mark.weights, mark.until, mark.recorded_at, mark.linker, mark.columns]
        self.connection.execute("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)", row)
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *error: object) -> None:
        self.connection.close()
