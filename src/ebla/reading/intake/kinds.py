"""The first bytes and the name of a source in, its kind out. What the bytes show goes before what the name says.

Only whole signatures count as shown (`%PDF-`, a ZIP's, `<html`, …): JSON and CSV look like text, so for them the name decides, and the
first bytes only where the name says nothing. Nothing is opened or decoded in full here.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection
from typing import Literal

from ebla.errors import InputError
from ebla.reading.intake.decoding import byte_order_mark

Kind = Literal["text", "html", "pdf", "docx", "jsonl", "json", "csv", "xlsx", "parquet", "feed", "gz", "zst", "zip"]
HEAD_BYTES = 1 << 16
_BY_SUFFIX: dict[str, Kind] = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".jsonl", ".ndjson", ".jl"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
    **dict.fromkeys((".xlsx", ".xlsm"), "xlsx"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    **dict.fromkeys((".rss", ".atom", ".rdf", ".xml"), "feed"),
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), "text"),
    ".json": "json",
    ".pdf": "pdf",
    ".docx": "docx",
    ".gz": "gz",
    ".zst": "zst",
    ".zip": "zip",
}
_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"\x1f\x8b", "gz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
)
# Kinds that cannot be mistaken: a file so named that does not begin so is not one.
_SIGNED = {"pdf": "PDF", "docx": "DOCX", "xlsx": "XLSX", "parquet": "Parquet", "gz": "gzip", "zst": "Zstandard", "zip": "ZIP"}
_SAVE_AS = "Save it as DOCX, XLSX or PDF and give that file."
_UNPACK = "Unpack it and give the files, or pack them as .zip."
_TEXT_WANTED = "Give the report as text, HTML, PDF or DOCX."
_FOREIGN: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\x89PNG", "it is a PNG image", _TEXT_WANTED),
    (0, b"\xff\xd8\xff", "it is a JPEG image", _TEXT_WANTED),
    (0, b"GIF8", "it is a GIF image", _TEXT_WANTED),
    (0, b"II*\x00", "it is a TIFF image", _TEXT_WANTED),
    (0, b"MM\x00*", "it is a TIFF image", _TEXT_WANTED),
    (0, b"\x7fELF", "it is a program", _TEXT_WANTED),
    (0, b"SQLite format 3\x00", "it is an SQLite database", "If it is a ledger, see: ebla show --ledger FILE."),
    (0, b"PARE", "it is an encrypted Parquet file", "Save it without encryption."),
    (0, b"BZh", "it is a bzip2 file, which is not read", _UNPACK),
    (0, b"\xfd7zXZ\x00", "it is an xz file, which is not read", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "it is a 7-Zip archive, which is not read", _UNPACK),
    (0, b"Rar!\x1a\x07", "it is a RAR archive, which is not read", _UNPACK),
    (257, b"ustar", "it is a tar archive, which is not read", _UNPACK),
    (0, rb"{\rtf", "it is an RTF document, which is not read", _SAVE_AS),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(r"\A\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>\s*)*<(?P<root>[A-Za-z][\w.:-]*)", re.DOTALL)
_DOCTYPE_HTML = re.compile(r"\A\s*(?:<!--.*?-->\s*)*<!DOCTYPE\s+html", re.DOTALL | re.IGNORECASE)
_FEED_ROOTS = ("rss", "feed", "rdf:rdf", "atom:feed")
_TEXT_CONTROLS = bytes((7, 8, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31, 133))


def find_kind(head: bytes, name: str, suffix: str, encoding: str | None, columns: Collection[str]) -> Kind:
    """Return what a source is.

    Args:
        head: Its first bytes, up to 64 KiB.
        name: What messages call it.
        suffix: The ending of its name, as in `.csv`, or nothing.
        encoding: What the caller says that text is encoded in.
        columns: Names that a CSV without a telling name must have in its first line, at least one of them.

    Raises:
        InputError: It is binary, or of a kind that is not read, or not what its name says.
    """
    if kind := _signed_kind(head, name, suffix):
        return kind
    named = _BY_SUFFIX.get(suffix)
    if head and named and named in _SIGNED:
        raise InputError(
            name, f"it is named {suffix} but is no {_SIGNED[named]} file", "Give it the ending of what it is, or fetch it again."
        )
    marked, length = byte_order_mark(head)
    if not marked and not encoding and is_binary(head):
        raise InputError(name, "it is a binary file", f"{_TEXT_WANTED} Text in UTF-16 without a mark needs --encoding utf-16-le.")
    start = head[length:].decode(marked or encoding or "latin-1", "replace")
    if kind := _markup_kind(start, name, named):
        return kind
    if named in ("jsonl", "json", "csv"):
        return "json" if named == "jsonl" and start.lstrip()[:1] == "[" else named
    return _text_kind(start, columns)


def is_binary(head: bytes) -> bool:
    """Tell whether bytes are no text: more than one NUL in a hundred, or more than one control character in twenty.

    A stray NUL or control character inside text is kept. The bounds stand between text, which has none, and chance, which has one in 256 of
    each.
    """
    if not head:
        return False
    controls = sum(head.count(bytes((code,))) for code in range(32) if code not in _TEXT_CONTROLS)
    return head.count(0) * 100 > len(head) or controls * 20 > len(head)


def _signed_kind(head: bytes, name: str, suffix: str) -> Kind | None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if b"%PDF-" in head[:1024] and suffix == ".pdf":
        return "pdf"
    if head.startswith(_OLE):
        if suffix in (".docx", ".xlsx", ".xlsm") or "EncryptedPackage".encode("utf-16-le") in head:
            raise InputError(name, "it is an encrypted Office document", "Save it without a password and give that file.")
        raise InputError(name, "it is an Office document of the old binary kind (.doc, .xls), which is not read", _SAVE_AS)
    for offset, signature, why, remedy in _FOREIGN:
        if head[offset:].startswith(signature):
            raise InputError(name, why, remedy)
    return None


def _markup_kind(start: str, name: str, named: Kind | None) -> Kind | None:
    if _DOCTYPE_HTML.match(start):
        return "html"
    found = _MARKUP.match(start)
    root = found["root"].lower() if found else ""
    if root in _FEED_ROOTS:
        return "feed"
    if root in ("html", "head", "body"):
        return "html"
    if start.lstrip().startswith("<?xml"):
        raise InputError(
            name, "it is XML but neither RSS nor Atom nor XHTML", "Give the report as text, HTML, or a table with a text column."
        )
    if named == "feed" and start.strip():
        raise InputError(name, "its name says XML, but it is none", "Give it the ending of what it is, as in .txt.")
    return "html" if named == "html" and re.search(r"<[a-zA-Z/!]", start) else None


def _text_kind(start: str, columns: Collection[str]) -> Kind:
    """Tell text from JSON and CSV where the name does not say: JSON by its first value, CSV by a first line that has a known column."""
    start = start.lstrip()
    if start[:1] in ("{", "["):
        first, _, rest = start.partition("\n")
        if start[0] == "{" and _is_object(first):
            return "jsonl" if rest.lstrip()[:1] in ("{", "") else "text"
        if re.match(r'(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.)*"\s*:', start):
            return "json"
        return "text"
    line = re.split(r"[\r\n]", start, maxsplit=1)[0].strip()
    for delimiter in ",;\t|" if len(line) < 10_000 else "":
        cells = {cell.strip().casefold() for cell in next(csv.reader([line], delimiter=delimiter), [])}
        if len(cells) > 1 and any(column.casefold() in cells for column in columns):
            return "csv"
    return "text"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
