"""Files, folders, patterns and standard input in, Reports out one by one; what is refused comes out as an InputError, in its place.

No text is read for what it says here, and nothing outside the named sources is opened.
"""

from __future__ import annotations

import glob
import io
import logging
import os
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import BinaryIO, cast

from ebla.errors import InputError
from ebla.reading.intake.columns import text_columns
from ebla.reading.intake.decoding import known_encoding
from ebla.reading.intake.documents import read_docx, read_pdf
from ebla.reading.intake.drafts import Draft, finish
from ebla.reading.intake.feeds import read_feed
from ebla.reading.intake.json_records import read_json, read_json_lines
from ebla.reading.intake.kinds import HEAD_BYTES, Kind, find_kind
from ebla.reading.intake.opened import Opened
from ebla.reading.intake.options import IntakeOptions
from ebla.reading.intake.tables import read_csv, read_parquet, read_xlsx
from ebla.reading.intake.texts import read_html, read_text
from ebla.reading.intake.unpack import Counter, buffered, open_archive, open_gz, open_member, open_zst
from ebla.records import Report

READERS: Mapping[Kind, Callable[[Opened, IntakeOptions], Iterator[Draft | InputError]]] = {
    "text": read_text,
    "html": read_html,
    "pdf": read_pdf,
    "docx": read_docx,
    "jsonl": read_json_lines,
    "json": read_json,
    "csv": read_csv,
    "xlsx": read_xlsx,
    "parquet": read_parquet,
    "feed": read_feed,
}
# An archive, and one more inside it.
MAX_DEPTH = 2
# A file whose first records are all refused, this many, is given up: it has another shape than was thought.
REFUSED_AT_FIRST = 5
STDIN_NAME = "standard input"
_logger = logging.getLogger(__name__)


def read_sources(sources: Sequence[str], options: IntakeOptions, stdin: BinaryIO | None = None) -> Iterator[Report | InputError]:
    """Yield the reports of sources, each when it has been read, and an error for each source or record that is refused.

    Args:
        sources: Files, folders (with all in them, in the order of their names), patterns such as `wires/*.txt`, and `-`.
        options: Defaults, columns and limits.
        stdin: What `-` reads; the process's standard input without it.

    Never raises on what a source holds.
    """
    if options.encoding is not None and known_encoding(options.encoding) is None:
        yield InputError(
            "--encoding", f"no encoding is called {options.encoding!r}", "Give one that Python knows, as in utf-8, cp1252, utf-16."
        )
        return
    for source in sources:
        if source == "-":
            yield from _read_stdin(stdin or getattr(sys.stdin, "buffer", None), options)
            continue
        for found in _files(source):
            if isinstance(found, InputError):
                yield found
            else:
                yield from _read_file(found, options)


def _files(source: str) -> Iterator[str | InputError]:
    """Yield the files that a source means: itself, those in the folder, or those that the pattern fits."""
    try:
        if os.path.isdir(source):
            yield from _files_in(source)
        elif os.path.lexists(source):
            yield source
        elif source.startswith(("http://", "https://")):
            yield InputError(source, "addresses are not fetched", "Save the page or feed and give the file.")
        elif glob.has_magic(source):
            fitting = sorted(glob.glob(source, recursive=True))
            for path in fitting:
                yield from (_files_in(path) if os.path.isdir(path) else (path,))
            if not fitting:
                yield InputError(source, "no file fits this pattern", "Check the folder and the pattern; ** goes down into folders.")
        else:
            yield InputError(_name(source), "there is no such file or folder", "Check the path.")
    except (OSError, ValueError) as error:
        yield _unreadable(source, error)


def _files_in(folder: str) -> Iterator[str | InputError]:
    """Yield the plain files below a folder, sorted; hidden ones are passed over and links to folders are not followed."""
    errors: list[OSError] = []
    count = 0
    for path, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = os.path.join(path, name)
            if not name.startswith(".") and (os.path.isfile(file) or os.path.islink(file)):
                count += 1
                yield file
    for error in errors:
        yield _unreadable(error.filename or folder, error)
    if not count and not errors:
        yield InputError(_name(folder), "the folder holds no files", "Check the path.")


def _read_stdin(stdin: BinaryIO | None, options: IntakeOptions) -> Iterator[Report | InputError]:
    if stdin is None:
        yield InputError(STDIN_NAME, "it is closed", "Pipe a report into the command, or name a file.")
    else:
        yield from _read(Opened(STDIN_NAME, "", buffered(Counter(stdin))), options)


def _read_file(path: str, options: IntakeOptions) -> Iterator[Report | InputError]:
    try:
        file = open(path, "rb", buffering=HEAD_BYTES)  # noqa: SIM115 (closed below, after the last report)
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
        return
    with file:
        plain = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
        stream = cast(io.BufferedReader, file) if plain else buffered(Counter(file))
        yield from _read(Opened(_name(path), PurePath(path).suffix.lower(), stream, path if plain else None, plain), options)


def _read(opened: Opened, options: IntakeOptions, depth: int = 0) -> Iterator[Report | InputError]:
    """Yield what an opened source holds; whatever goes wrong in it ends here as an InputError."""
    try:
        head = opened.stream.peek(HEAD_BYTES)[:HEAD_BYTES]
        if not head:
            raise InputError(opened.name, "it is empty: there is no text in it", "Leave it out, or give the file that holds the report.")
        kind = find_kind(head, opened.name, opened.suffix, options.encoding, text_columns(options))
        if kind == "zip":
            yield from _read_zip(opened, options, depth)
        elif kind in ("gz", "zst"):
            yield from _read_packed(opened, kind, options, depth)
        else:
            yield from _finished(READERS[kind](opened, options), opened.name, options)
    except InputError as error:
        yield error
    except OSError as error:
        yield _unreadable(opened.name, error)
    except Exception as error:  # the last net under the parsers of foreign files: one bad file never costs the others
        _logger.debug("%s", opened.name, exc_info=True)
        yield InputError(
            opened.name, f"it cannot be read ({type(error).__name__})", "It seems damaged: fetch it again, or give it as text."
        )


def _finished(drafts: Iterator[Draft | InputError], name: str, options: IntakeOptions) -> Iterator[Report | InputError]:
    read = refused = 0
    for draft in drafts:
        item: Report | InputError
        try:
            item = draft if isinstance(draft, InputError) else finish(draft, options)
        except InputError as error:
            item = error
        yield item
        if isinstance(item, Report):
            read += 1
        else:
            refused += 1
        if not read and refused >= REFUSED_AT_FIRST:
            raise InputError(
                name, f"its first {refused} records were all refused; the rest is left unread", "Mend what is said of them above."
            )
    if not read and not refused:
        raise InputError(name, "it holds no reports", "Leave it out, or give the file that holds the reports.")


def _read_packed(opened: Opened, kind: Kind, options: IntakeOptions, depth: int) -> Iterator[Report | InputError]:
    _refuse_too_deep(opened, depth)
    opener = open_gz if kind == "gz" else open_zst
    suffixes = PurePath(opened.name).suffixes
    inner = suffixes[-2].lower() if len(suffixes) > 1 and suffixes[-1].lower() in (".gz", ".zst") else ""
    with opener(opened.stream, opened.name, options) as stream:
        yield from _read(Opened(opened.name, inner, stream), options, depth + 1)


def _read_zip(opened: Opened, options: IntakeOptions, depth: int) -> Iterator[Report | InputError]:
    """Yield what an archive holds, or read it as the DOCX or XLSX that it is."""
    with opened.seekable() as file, open_archive(file, opened.name) as archive:
        names = set(archive.namelist())
        again = Opened(opened.name, opened.suffix, cast(io.BufferedReader, file), seeks=True)
        for kind, part in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
            if "[Content_Types].xml" in names and part in names:
                file.seek(0)
                yield from _finished(READERS[cast(Kind, kind)](again, options), opened.name, options)
                return
        _refuse_other_packages(names, opened)
        _refuse_too_deep(opened, depth)
        members = [info for info in archive.infolist() if info.filename and not info.is_dir() and not _hidden(info.filename)]
        if not members:
            raise InputError(opened.name, "the archive holds no files", "Leave it out, or pack it again.")
        if len(members) > options.max_members:
            raise InputError(opened.name, f"the archive holds more than {options.max_members} files", "Unpack it and give the folder.")
        yield from _read_members(archive, members, opened.name, options, depth)


def _read_members(
    archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], name: str, options: IntakeOptions, depth: int
) -> Iterator[Report | InputError]:
    unpacked = 0
    for info in members:
        source = f"{name}!{info.filename}"
        try:
            member = open_member(archive, info, source, options, unpacked)
        except InputError as error:
            yield error
            continue
        with buffered(member) as stream:
            yield from _read(Opened(source, PurePath(info.filename).suffix.lower(), stream), options, depth + 1)
        unpacked += member.count
        if unpacked > options.max_unpacked_bytes:
            return


def _refuse_too_deep(opened: Opened, depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise InputError(opened.name, "it is packed more than twice", "Unpack it and give the files.")


def _refuse_other_packages(names: set[str], opened: Opened) -> None:
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise InputError(opened.name, "it is a document of a kind that is not read", "Save it as DOCX, XLSX or PDF and give that file.")


def _hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePath(name).name.startswith(".")


def _name(path: str) -> str:
    """Return a path as messages and reports may hold it: bytes that are no UTF-8 are shown as such."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _unreadable(path: str, error: OSError | ValueError) -> InputError:
    reason = (error.strerror or type(error).__name__).lower() if isinstance(error, OSError) else str(error)
    return InputError(_name(path), f"it cannot be opened: {reason}", "Check the path and the right to read it.")
