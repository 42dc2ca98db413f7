"""Every setting in one place: name with unit, default, help. Read once from the environment, then passed on.

Comes in: environment variables `EBLA_<NAME>`. Goes out: a frozen `Settings`. Nothing else in Ebla reads the environment.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ebla.errors import InputError


def _setting(default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings with their defaults. `Settings.from_environment(os.environ)` reads those that are set."""

    ledger: str = _setting("ebla.db", "The ledger: a SQLite file, or a PostgreSQL address (postgresql://user@host/name).")
    reader: str = _setting("rules", "The reader whose readings are made and shown.")
    jobs: int = _setting(1, "Reading processes. Each takes up to 1 GB. [processes]")
    gazetteers: str = _setting("~/.local/share/ebla/gazetteers", "The folder of your own gazetteers, which are read with.")
    reviewer: str = _setting("", "Who reviews; empty takes the login name.")
    lock_timeout_s: float = _setting(30.0, "How long to wait for a ledger that another process is writing. [seconds]")
    table_width_chars: int = _setting(0, "Width of printed tables; 0 takes the terminal's, or 100 in a pipe. [characters]")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Return the settings, each taken from `EBLA_<NAME>` where that is set. Raises InputError for a value of the wrong type."""
        values: dict[str, Any] = {}
        for setting in dataclasses.fields(cls):
            name = f"EBLA_{setting.name.upper()}"
            raw = environment.get(name, "")
            if not raw:
                continue
            kind: type[Any] = type(setting.default)
            try:
                values[setting.name] = kind(raw)
            except ValueError as error:
                what = {int: "whole number", float: "number"}.get(kind, kind.__name__)
                raise InputError(name, f"{raw!r} is no {what}", f"Set it to a {what}, or unset it.") from error
        return cls(**values)
