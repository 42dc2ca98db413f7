"""Bytes in, text out, exactly: nothing is replaced and nothing is guessed. Undecodable bytes are refused with their place in the file.

Text that was decoded wrongly before it came here ("armÃ©e") is kept as it is; what reads it may notice.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from ebla.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = (
    re.compile(rb"""\A\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']"""),
    re.compile(rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE),
)
# Web pages that declare these mean Windows' superset. Source: WHATWG Encoding Standard, names and labels.
_WEB_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
# Encodings whose bytes are all below 128, so that a successful decoding as UTF-8 proves nothing.
_SEVEN_BIT = ("iso2022", "hz", "utf-7")
_CHUNK_BYTES = 1 << 16


def known_encoding(name: str) -> str | None:
    """Return Python's name of a text encoding, None where there is none of that name."""
    try:
        info = codecs.lookup(name)
        "".encode(info.name)
        b"".decode(info.name)
    except (LookupError, ValueError, TypeError):
        return None
    return info.name if info.name not in ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape") else None


def byte_order_mark(head: bytes) -> tuple[str | None, int]:
    """Return the encoding that a byte order mark names and the length of the mark; (None, 0) without one. [bytes]"""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    return None, 0


def decode(data: bytes, source: str, encoding: str | None = None, offset: int = 0) -> str:
    """Return the text of plain bytes: by byte order mark (dropped), else as `encoding`, else as UTF-8. Line ends stay as they are.

    Args:
        offset: Where the bytes stand in their file; only at its start can there be a mark. [bytes]

    Raises:
        InputError: Bytes that the encoding does not have; names the first one's offset.
    """
    marked, length = byte_order_mark(data) if not offset else (None, 0)
    return _strict(data, length, marked or encoding or "utf-8", source, offset)


def decode_markup(data: bytes, source: str, encoding: str | None = None) -> str:
    """Return the text of HTML or XML: by byte order mark, else as `encoding`, else UTF-8 where it decodes, else as the page declares.

    UTF-8 goes before the declaration because bytes that are valid UTF-8 outside ASCII are hardly ever anything else, and templates
    declare wrongly.
    """
    marked, length = byte_order_mark(data)
    if marked or encoding:
        return _strict(data, length, marked or encoding or "", source)
    declared = _declared(data[:4096])
    if declared and not declared.startswith(_SEVEN_BIT):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return _strict(data, 0, declared or "utf-8", source)


def decoded_chunks(stream: BinaryIO, source: str, encoding: str | None = None) -> Iterator[str]:
    """Yield the text of a stream in pieces, as `decode` reads it; memory does not grow with the stream.

    Raises:
        InputError: Bytes that the encoding does not have; names the first one's offset.
    """
    first = stream.read(_CHUNK_BYTES)
    marked, length = byte_order_mark(first)
    name = marked or encoding or "utf-8"
    decoder = codecs.getincrementaldecoder(name)()
    offset, chunk = length, first[length:]
    while True:
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeError as error:
            start = error.start if isinstance(error, UnicodeDecodeError) else 0
            raise undecodable(source, name, offset - pending + start) from error
        if text:
            yield text
        if not chunk:
            return
        offset += len(chunk)
        chunk = stream.read(_CHUNK_BYTES)


def undecodable(source: str, encoding: str, offset: int) -> InputError:
    """Return the error for bytes that an encoding does not have, at a byte offset counted from 0."""
    other = "cp1252" if encoding.startswith("utf") else "utf-8"
    return InputError(
        source,
        f"the byte at offset {offset} cannot be decoded as {encoding}",
        f"Name the encoding that it was written in, as in --encoding {other}, or convert the file to UTF-8.",
    )


def _declared(head: bytes) -> str | None:
    for pattern in _DECLARED:
        if found := pattern.search(head):
            name = known_encoding(found[1].decode("ascii")) or ""
            # A declaration that could be read as ASCII is not UTF-16, whatever it says.
            return None if not name or name.startswith(("utf-16", "utf-32")) else _WEB_NAMES.get(name, name)
    return None


def _strict(data: bytes, start: int, encoding: str, source: str, offset: int = 0) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise undecodable(source, encoding, offset + start + error.start) from error
    except UnicodeError as error:
        raise undecodable(source, encoding, offset + start) from error
