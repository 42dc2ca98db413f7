"""The folder of generation files in; which one is the newest out."""

from __future__ import annotations

import pathlib

import msgspec

from ebla.pages.tables import FORMAT

POINTER = "current.json"


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    """The newest generation: its number, file, format, and the ledger it was made from up to which change."""

    number: int
    file: str
    format: int
    ledger: str
    reader: str
    cursor: int
    built_at: str


def read_pointer(folder: pathlib.Path) -> Pointer | None:
    """Return the folder's newest generation, None where there is none that this version can read."""
    try:
        pointer = msgspec.json.decode((folder / POINTER).read_bytes(), type=Pointer)
    except (OSError, msgspec.MsgspecError):
        return None
    return pointer if pointer.format == FORMAT and (folder / pathlib.Path(pointer.file).name).is_file() else None
