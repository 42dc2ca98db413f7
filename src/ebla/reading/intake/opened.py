"""A source that has been opened, and the ways in which a format takes its bytes: as a stream, whole, or as a file that can seek."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from ebla.errors import InputError
from ebla.reading.intake.options import MIB

_KEPT_IN_MEMORY_BYTES = 16 * MIB
_PIECE_BYTES = MIB


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened source. `name` is what messages call it, `suffix` the ending that tells its kind.

    `path` is set for a plain file only; `seeks` is true where the stream can seek.
    """

    name: str
    suffix: str
    stream: io.BufferedReader
    path: str | None = None
    seeks: bool = False

    def whole(self, limit: int) -> bytes:
        """Return all bytes.

        Raises:
            InputError: There are more than `limit`. [bytes]
        """
        data = bytearray()
        while piece := self.stream.read(_PIECE_BYTES):
            data += piece
            if len(data) > limit:
                raise too_large(self.name, limit)
        return bytes(data)

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """Give a file that can seek: the file itself, or a copy of the stream that is deleted afterwards."""
        if self.seeks:
            yield self.stream
            return
        with tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY_BYTES) as copy:
            shutil.copyfileobj(self.stream, copy, _PIECE_BYTES)
            copy.seek(0)
            yield copy  # type: ignore[misc]

    @contextmanager
    def on_disk(self, suffix: str) -> Iterator[str]:
        """Give a path with a name of our own, for libraries that open files themselves and see patterns in names."""
        with tempfile.TemporaryDirectory(prefix="ebla-") as folder:
            path = os.path.join(folder, "source" + suffix)
            if self.path is not None:
                os.symlink(os.path.abspath(self.path), path)
            else:
                with open(path, "wb") as copy:
                    shutil.copyfileobj(self.stream, copy, _PIECE_BYTES)
            yield path


def too_large(name: str, limit: int) -> InputError:
    """Return the error for a text or document over a limit. [bytes]"""
    return InputError(
        name, f"it is larger than {limit / MIB:g} MiB, the most that is read in one piece", "Split it, or give it as JSON Lines."
    )
