"""JSON in, a Draft per object out: JSON Lines, a JSON list, or objects one after another. Only one object is in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ebla.errors import InputError
from ebla.reading.intake.columns import draft_record, find_columns
from ebla.reading.intake.decoding import byte_order_mark, decode, decoded_chunks
from ebla.reading.intake.drafts import Draft
from ebla.reading.intake.opened import Opened, too_large
from ebla.reading.intake.options import IntakeOptions
from ebla.reading.intake.tables import text_lines

# Raw control characters inside strings are let through: they are common in exports and harm nothing.
_DECODER = json.JSONDecoder(strict=False)
_STRICT_FIELDS = ("text", "date")


def read_json_lines(opened: Opened, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield a draft per line, or why the line is refused; the lines after it are still read.

    Raises:
        InputError: The first object has no text field: the file is of another shape.
    """
    checked = False
    for number, line in enumerate(_lines(opened, options), 1):
        source = f"{opened.name}, line {number}"
        try:
            if isinstance(line, InputError):
                raise line
            if not line.strip():
                continue
            value = _loads(line, source)
        except InputError as error:
            yield error
            continue
        checked = checked or _checked(value, opened.name, options)
        yield _draft(value, source, options)


def read_json(opened: Opened, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield a draft per object of a list, or of a run of objects.

    Raises:
        InputError: The JSON is invalid or cut short (what stands before is yielded first), or its first object has no text field.
    """
    checked = False
    for number, value in enumerate(_values(opened, options), 1):
        checked = checked or _checked(value, opened.name, options)
        yield _draft(value, f"{opened.name}, record {number}", options)


def _checked(value: object, name: str, options: IntakeOptions) -> bool:
    """Hold the first object against the columns, in the name of the whole source; tell whether it was one."""
    if isinstance(value, dict):
        find_columns(value, options, name, _STRICT_FIELDS)
        return True
    return False


def _draft(value: object, source: str, options: IntakeOptions) -> Draft | InputError:
    try:
        if not isinstance(value, dict):
            raise InputError(
                source, "it is no JSON object", 'Write each report as an object, as in {"text": "...", "report_date": "2023-06-03"}.'
            )
        return draft_record(value.get, find_columns(value, options, source, _STRICT_FIELDS), source)
    except InputError as error:
        return error


def _loads(line: str, source: str) -> object:
    try:
        return json.loads(line, strict=False)
    except (ValueError, RecursionError) as error:
        what = f"{error.msg} at character {error.pos}" if isinstance(error, json.JSONDecodeError) else "a value is out of bounds"
        raise InputError(source, f"it is no valid JSON ({what})", "Mend or leave out this line; the others are read.") from error


def _lines(opened: Opened, options: IntakeOptions) -> Iterator[str | InputError]:
    """Yield the lines decoded one by one, so that one that cannot be decoded does not cost the others; UTF-16 and UTF-32 as a stream."""
    stream, limit = opened.stream, options.max_text_bytes
    marked, length = byte_order_mark(stream.peek(4)[:4])
    encoding = marked or options.encoding or "utf-8"
    if encoding.startswith(("utf-16", "utf-32", "utf_16", "utf_32", "utf16", "utf32")):
        yield from text_lines(decoded_chunks(stream, opened.name, encoding), limit, opened.name)
        return
    offset = len(stream.read(length))
    while line := stream.readline(limit + 1):
        if len(line) > limit and not line.endswith(b"\n"):
            offset += len(line)
            while not line.endswith(b"\n") and (line := stream.readline(limit)):
                offset += len(line)
            yield too_large(opened.name, limit)
            continue
        try:
            yield decode(line, opened.name, encoding, offset)
        except InputError as error:
            yield error
        offset += len(line)


def _values(opened: Opened, options: IntakeOptions) -> Iterator[object]:
    """Yield the values of a JSON text as they become whole."""
    chunks = decoded_chunks(opened.stream, opened.name, options.encoding)
    text, at, number, ended, in_list = "", 0, 1, False, False
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at == len(text) and not ended:
            text, at, ended = next(chunks, ""), 0, False
            ended = not text
            continue
        if number == 1 and not in_list and text[at : at + 1] == "[":
            in_list, at = True, at + 1
            continue
        if ended and at == len(text):
            if in_list:
                raise _invalid(opened.name, number, "the list does not end")
            return
        if in_list and text[at] == "]":
            return
        try:
            value, at = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            cut = error.msg.startswith("Unterminated string") or error.pos >= len(text) - 10
            if cut and len(text) - at > options.max_text_bytes:
                raise too_large(opened.name, options.max_text_bytes) from error
            if ended or not cut:
                raise _invalid(opened.name, number, error.msg) from error
            text, at, ended = _grown(chunks, text[at:])
            continue
        except (ValueError, RecursionError) as error:
            raise _invalid(opened.name, number, "a value is out of bounds") from error
        yield value
        number += 1


def _grown(chunks: Iterator[str], text: str) -> tuple[str, int, bool]:
    """Return the text at least doubled, so that a large value is tried a few times only, and whether the source has ended."""
    parts, size = [text], len(text)
    wanted = 2 * size
    while size < wanted:
        piece = next(chunks, "")
        if not piece:
            return "".join(parts), 0, True
        parts.append(piece)
        size += len(piece)
    return "".join(parts), 0, False


def _invalid(name: str, number: int, what: str) -> InputError:
    why = f"it is no valid JSON: {what}, in record {number}"
    return InputError(name, why, "Mend it or fetch it again; as JSON Lines, one bad record would not cost those after it.")
