"""Compressed bytes in, plain bytes out, piece by piece, so that neither memory nor disk can be filled by a small file.

`.gz`, `.zst` and `.zip` are unpacked as they are read; what grows past the limits is refused while it grows, whatever sizes it declares.
Nothing is written under a name that an archive gives.
"""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from ebla.errors import InputError
from ebla.reading.intake.opened import too_large
from ebla.reading.intake.options import MIB, IntakeOptions

RATIO_FLOOR_BYTES = 16 * MIB
_BUFFER_BYTES = 1 << 16
# Growth is looked at after each piece.
_PIECE_BYTES = MIB
# Zstandard can make 128 KiB out of four bytes, so only a little is put in at a time: at most some 30 MiB come out.
_ZST_STEP_BYTES = 1 << 10
_ZST_WINDOW_BYTES = 128 * MIB
_AGAIN = "Fetch it again, or unpack it and give the files."
_TRUNCATED = "it is truncated or damaged"


class Readable(Protocol):
    """What gives bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


class Counter(io.RawIOBase):
    """A stream that counts what is read from it; reads fill the buffer wherever the source can."""

    def __init__(self, stream: Readable) -> None:
        super().__init__()
        self.stream, self.count = stream, 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, and count."""
        view, done = memoryview(buffer), 0
        while done < len(view):
            piece = self.stream.read(len(view) - done)
            if not piece:
                break
            view[done : done + len(piece)] = piece
            done += len(piece)
        self.count += done
        return done


class Unpacked(Counter):
    """A stream of unpacked bytes that refuses to grow past the limits. `packed` gives the packed bytes taken in so far."""

    def __init__(self, stream: Readable, source: str, packed: Callable[[], int], options: IntakeOptions, already: int = 0) -> None:
        super().__init__(stream)
        self.source, self.packed, self.options, self.already = source, packed, options, already

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer; raise InputError where the stream is damaged or has grown too far."""
        try:
            done = super().readinto(memoryview(buffer)[:_PIECE_BYTES])
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, zstd.ZstdError, NotImplementedError) as error:
            raise InputError(self.source, _TRUNCATED, _AGAIN) from error
        self._check_growth()
        return done

    def _check_growth(self) -> None:
        options, packed = self.options, max(self.packed(), 1)
        if self.count > RATIO_FLOOR_BYTES and self.count > options.max_ratio * packed:
            why = f"it unpacks to more than {options.max_ratio} times its size, as a zip bomb does"
            raise InputError(self.source, why, "If it is sound, unpack it yourself and give the files.")
        if self.already + self.count > options.max_unpacked_bytes:
            why = f"it unpacks to more than {options.max_unpacked_bytes // MIB or 1} MiB"
            raise InputError(self.source, why, "If it is sound, unpack it yourself and give the files in parts.")


class _Zstd(io.RawIOBase):
    """Zstandard frames as a stream that knows whether the last frame was whole."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__()
        self.packed, self.out, self.waiting = packed, bytearray(), b""
        self.frame: zstd.ZstdDecompressor | None = None

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Put at most a buffer of plain bytes, none at the end; raise EOFError where the last frame is cut."""
        while not self.out and self._step():
            pass
        size = min(len(buffer), len(self.out))
        memoryview(buffer)[:size] = bytes(self.out[:size])
        del self.out[:size]
        return size

    def _step(self) -> bool:
        piece = self.waiting or self.packed.read(_ZST_STEP_BYTES)
        self.waiting = b""
        if not piece:
            if self.frame is not None:
                raise EOFError
            return False
        if self.frame is None:
            self.frame = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZST_WINDOW_BYTES.bit_length() - 1})
        self.out += self.frame.decompress(piece)
        if self.frame.eof:
            self.waiting, self.frame = self.frame.unused_data, None
        return True


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """Return a stream whose first 64 KiB can be looked at before they are read."""
    return io.BufferedReader(raw, _BUFFER_BYTES)


def open_gz(stream: BinaryIO, source: str, options: IntakeOptions) -> io.BufferedReader:
    """Return the plain bytes of a gzip stream.

    Raises (while it is read):
        InputError: It is truncated or damaged, or grows past the limits.
    """
    packed = Counter(stream)
    return buffered(Unpacked(gzip.GzipFile(fileobj=buffered(packed)), source, lambda: packed.count, options))


def open_zst(stream: BinaryIO, source: str, options: IntakeOptions) -> io.BufferedReader:
    """Return the plain bytes of a Zstandard stream; raises like `open_gz`."""
    packed = Counter(stream)
    return buffered(Unpacked(io.BufferedReader(_Zstd(buffered(packed))), source, lambda: packed.count, options))


def open_archive(stream: BinaryIO, source: str) -> zipfile.ZipFile:
    """Return a ZIP archive over a stream that can seek.

    Raises:
        InputError: It is truncated or damaged.
    """
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise InputError(source, _TRUNCATED, _AGAIN) from error


def open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, options: IntakeOptions, already: int) -> Unpacked:
    """Return the plain bytes of an archive's file; `already` counts what its other files unpacked to. [bytes]

    Raises (also while it is read):
        InputError: It is encrypted, truncated or damaged, or grows past the limits.
    """
    if info.flag_bits & 0x1:
        raise InputError(source, "it is encrypted", "Unpack the archive with its password and give the files.")
    try:
        stream = archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise InputError(source, _TRUNCATED, _AGAIN) from error
    return Unpacked(stream, source, lambda: info.compress_size, options, already)


def check_package(archive: zipfile.ZipFile, source: str, options: IntakeOptions, streamed: str, held: int) -> None:
    """Check the parts of a DOCX or XLSX file before a library opens them; `zipfile` gives no part more bytes than it declares.

    Args:
        streamed: How the names of the parts begin that are read piece by piece, or nothing.
        held: What the other parts, which are held in memory, may unpack to in all. [bytes]

    Raises:
        InputError: A part is encrypted, or the parts grow past the limits.
    """
    in_memory = 0
    for info in archive.infolist():
        if info.flag_bits & 0x1:
            raise InputError(source, "it is encrypted", "Save it without a password and give that file.")
        if info.file_size > max(options.max_ratio * info.compress_size, RATIO_FLOOR_BYTES):
            raise InputError(source, "a part of it unpacks like a zip bomb", "If it is sound, save it as CSV or text and give that.")
        if streamed and info.filename.startswith(streamed):
            if info.file_size > options.max_unpacked_bytes:
                raise too_large(source, options.max_unpacked_bytes)
        else:
            in_memory += info.file_size
    if in_memory > held:
        raise too_large(source, held)
