"""Tables in, a Draft per row out: CSV and TSV, XLSX, Parquet. Rows are taken one by one; a table never sits in memory."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from ebla.errors import InputError
from ebla.reading.intake.columns import draft_record, find_columns
from ebla.reading.intake.decoding import decoded_chunks
from ebla.reading.intake.drafts import Draft
from ebla.reading.intake.opened import Opened, too_large
from ebla.reading.intake.options import MIB, IntakeOptions
from ebla.reading.intake.unpack import check_package, open_archive

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
# The csv module holds a cell in four bytes per character, twice over while it grows.
MAX_CELL_CHARS = 16 * MIB
_DAMAGED = "it is truncated or damaged"
_AGAIN = "Fetch it again, or save it as CSV and give that."
_PARQUET_ROWS = 64


def read_csv(opened: Opened, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield a draft per row, or why the row is refused. Row 1 is the header, as in a spreadsheet.

    Raises:
        InputError: No text column, bytes that cannot be decoded, or a cell without end; the rows before are yielded first.
    """
    chunks = decoded_chunks(opened.stream, opened.name, options.encoding)
    first = next(chunks, "")
    delimiter = _delimiter(first, opened, options)
    limit = min(options.max_text_bytes, MAX_CELL_CHARS)
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    rows = csv.reader(text_lines(chain((first,), chunks), limit, opened.name), delimiter=delimiter)
    try:
        yield from _drafts(rows, opened.name, options)
    except csv.Error as error:
        remedy = "Check the quotes before it: one that is not closed takes in all that follows."
        raise InputError(opened.name, f"it cannot be read as a table at line {rows.line_num} ({error})", remedy) from error


def read_xlsx(opened: Opened, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield a draft per row of every sheet that has the text column.

    Raises:
        InputError: It is truncated, damaged or a bomb, or no sheet has the text column.
    """
    from openpyxl import load_workbook

    with opened.seekable() as file:
        with open_archive(file, opened.name) as archive:
            # The sheets are streamed; all else is held in memory.
            check_package(archive, opened.name, options, "xl/worksheets/", options.max_text_bytes)
        file.seek(0)
        workbook: Any = None
        refused: list[InputError] = []
        read = False
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            for sheet in workbook.worksheets:
                sheet.reset_dimensions()
                name = f"{opened.name}, sheet {sheet.title}" if len(workbook.worksheets) > 1 else opened.name
                try:
                    for item in _drafts(_quietly(sheet.iter_rows(values_only=True)), name, options):
                        read = True
                        yield item
                except InputError as error:
                    refused.append(error)
        except InputError:
            raise
        except Exception as error:  # openpyxl raises whatever its parser meets, OSError without a number too
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise InputError(opened.name, _DAMAGED, _AGAIN) from error
        finally:
            if workbook is not None:
                workbook.close()
        if not read and refused:
            yield from refused


def read_parquet(opened: Opened, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield a draft per row; only the columns that are used are read.

    Raises:
        InputError: It is truncated or damaged, or has no text column.
    """
    import duckdb

    settings = {"threads": 1, "memory_limit": "512MB", "autoinstall_known_extensions": False, "autoload_known_extensions": False}
    with opened.on_disk(".parquet") as path, duckdb.connect(":memory:", config=settings) as database:
        try:
            table = database.read_parquet(path)
            columns = find_columns(table.columns, options, opened.name)
            kinds = dict(zip(table.columns, map(str, table.dtypes), strict=True))
            fields = list(dict.fromkeys(columns.values()))
            # Dates and times come as words, so that no time zone moves them; all else as it is.
            picked = [
                duckdb.ColumnExpression(name).cast("VARCHAR")
                if kinds[name].startswith(("DATE", "TIMESTAMP"))
                else duckdb.ColumnExpression(name)
                for name in fields
            ]
            table.select(*picked).create_view("reports")
            result = database.execute("SELECT * FROM reports")
            number = 0
            while rows := result.fetchmany(_PARQUET_ROWS):
                for row in rows:
                    number += 1
                    source = f"{opened.name}, row {number}"
                    try:
                        yield draft_record(dict(zip(fields, row, strict=True)).get, columns, source)
                    except InputError as error:
                        yield error
        except (duckdb.Error, RuntimeError) as error:  # the latter for names and statistics that are no UTF-8
            raise InputError(
                opened.name, f"{_DAMAGED} ({str(error).splitlines()[0][:120]})", "Fetch it again, or write it anew."
            ) from error


def text_lines(chunks: Iterable[str], limit: int, name: str) -> Iterator[str]:
    """Yield lines with their ends, by CR, LF or both.

    Raises:
        InputError: A line is longer than `limit`. [chars]
    """
    parts: list[str] = []
    size, held = 0, ""
    for chunk in chunks:
        chunk = held + chunk
        held = "\r" if chunk.endswith("\r") else ""
        for piece in _LINE.findall(chunk[: len(chunk) - len(held)]):
            parts.append(piece)
            size += len(piece)
            if size > limit:
                raise too_large(name, limit)
            if piece[-1] in "\r\n":
                yield "".join(parts)
                parts, size = [], 0
    if parts or held:
        yield "".join((*parts, held))


def _drafts(rows: Iterable[Sequence[object]], name: str, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield the drafts of rows below a header; rows without any value are passed over."""
    columns: dict[str, str] = {}
    header: list[object] = []
    for number, row in enumerate(rows, 1):
        if not any(value is not None and value != "" for value in row):
            continue
        if not header:
            header = list(row)
            columns = find_columns(header, options, name)
            continue
        source = f"{name}, row {number}"
        extra = [value for value in row[len(header) :] if value not in (None, "")]
        if extra:
            why = f"it has {len(row)} cells under {len(header)} columns"
            yield InputError(source, why, "Check the quotes and the delimiter in this row; the others are read.")
            continue
        cells = dict(reversed(list(zip(header, row, strict=False))))  # of two columns with one name, the first
        try:
            yield draft_record(cells.get, columns, source)
        except InputError as error:
            yield error
    if not header:
        raise InputError(name, "it is an empty table", "Leave it out, or give the table with a header and rows.")


def _delimiter(text: str, opened: Opened, options: IntakeOptions) -> str:
    """Return the delimiter under which the first row has the text column, else the one that cuts it into most cells."""
    if opened.suffix in (".tsv", ".tab"):
        return "\t"
    best, best_score = ",", (False, 0)
    for delimiter in ",;\t|":
        header = next((row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)), [])
        try:
            found = "text" in find_columns(header, options, opened.name, ())
        except InputError:
            found = False
        if (found, len(header)) > best_score:
            best, best_score = delimiter, (found, len(header))
    return best


def _quietly(rows: Iterator[Sequence[object]]) -> Iterator[Sequence[object]]:
    """Yield rows without openpyxl's warnings about styles and dates, and nobody else's warnings touched."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = next(rows, None)
        if row is None:
            return
        yield row
