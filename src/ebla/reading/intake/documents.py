"""PDF and DOCX in, a Draft out: the text in reading order, and where a PDF's pages start.

Dates that these files state of themselves are not used: they tell when a file was made, often years after the report. Pictures of text are
not read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from ebla.errors import InputError
from ebla.reading.intake.drafts import Draft, storable
from ebla.reading.intake.opened import Opened, too_large
from ebla.reading.intake.options import IntakeOptions
from ebla.reading.intake.unpack import check_package, open_archive

_END_SEARCHED_BYTES = 2048
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_INLINE = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_NO_TITLE = re.compile(
    r"^(?:microsoft |untitled|word document|document\d*$|slide \d)|\.(?:docx?|pdf|rtf|txt|indd|qxd|pptx?|xlsx?|odt)$", re.I
)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(opened: Opened, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield the draft of a PDF: its pages' text, a line feed between pages, and the first character of each page.

    Raises:
        InputError: It is too large, encrypted, truncated or damaged, or holds no text.
    """
    with opened.seekable() as file:
        size = file.seek(0, 2)
        if size > options.max_document_bytes:
            raise too_large(opened.name, options.max_document_bytes)
        file.seek(max(size - _END_SEARCHED_BYTES, 0))
        if b"%%EOF" not in file.read():
            raise InputError(opened.name, "the PDF is truncated: it does not end as a PDF does", "Fetch it again.")
        file.seek(0)
        texts, title = _pdf_texts(file, opened.name, options.max_text_bytes)
    if not any(text.strip() for text in texts):
        raise InputError(
            opened.name, "the PDF holds no text, only pictures as a scan does", "Run it through OCR first, as in: ocrmypdf IN OUT."
        )
    pages, start = [], 0
    for text in texts:
        pages.append(start)
        start += len(text) + 1
    yield Draft(source=opened.name, text="\n".join(texts), title=title, pages=tuple(pages))


def _pdf_texts(file: BinaryIO, name: str, limit: int) -> tuple[list[str], str | None]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    encrypted = InputError(name, "the PDF is encrypted", "Save it without a password, as in: qpdf --decrypt IN OUT.")
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise encrypted
        texts, size = [], 0
        for page in reader.pages:
            text = storable(page.extract_text().rstrip())
            texts.append(text)
            size += len(text)
            if size > limit:
                raise too_large(name, limit)
        return texts, _title(reader.metadata.title if reader.metadata else None)
    except InputError:
        raise
    except DependencyError as error:  # a cipher that needs a library that is not there
        raise encrypted from error
    except PyPdfError as error:
        why = f"the PDF is damaged ({str(error)[:120]})" if str(error) else "the PDF is damaged"
        raise InputError(name, why, "Fetch it again, or print it to a new PDF.") from error
    except Exception as error:  # pypdf raises whatever it meets in a damaged file
        raise InputError(name, f"the PDF is damaged ({type(error).__name__})", "Fetch it again, or print it to a new PDF.") from error


def _title(words: object) -> str | None:
    """Return a document's stated title, None where a program has put its own words or a file's name there."""
    return words if isinstance(words, str) and words.strip() and not _NO_TITLE.search(words.strip()) else None


def read_docx(opened: Opened, options: IntakeOptions) -> Iterator[Draft | InputError]:
    """Yield the draft of a DOCX: paragraphs and tables in the body's order, a row on a line with tabs between cells.

    Tracked insertions are in the text and deletions are not; headers, footers and notes are left out.

    Raises:
        InputError: It is too large, encrypted, truncated or damaged.
    """
    from docx import Document

    with opened.seekable() as file:
        with open_archive(file, opened.name) as archive:
            check_package(archive, opened.name, options, "", options.max_document_bytes)
            if any(info.file_size > options.max_markup_bytes for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))):
                raise too_large(opened.name, options.max_markup_bytes)
        file.seek(0)
        try:
            document = Document(file)
            text = "\n".join(_paragraphs(document.element.body))
            title = _title(document.core_properties.title)
        except Exception as error:  # python-docx and lxml raise whatever they meet in a damaged file
            raise InputError(opened.name, "the DOCX is truncated or damaged", "Fetch it again, or save it anew.") from error
    yield Draft(source=opened.name, text=storable(text), title=title)


def _paragraphs(element: Any) -> Iterator[str]:
    """Yield the lines of a body or cell, those inside content controls too."""
    for child in element:
        if child.tag == f"{_WORD}p":
            yield _inline(child)
        elif child.tag == f"{_WORD}tbl":
            for row in child.iter(f"{_WORD}tr"):
                if next(row.iterancestors(f"{_WORD}tbl")) is child:
                    cells = (cell for cell in row.iter(f"{_WORD}tc") if next(cell.iterancestors(f"{_WORD}tr")) is row)
                    yield "\t".join(" ".join(filter(None, map(str.strip, _paragraphs(cell)))) for cell in cells)
        elif child.tag in (f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}ins", f"{_WORD}smartTag", f"{_WORD}customXml"):
            yield from _paragraphs(child)


def _inline(element: Any) -> str:
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_WORD}t":
            parts.append(child.text or "")
        elif child.tag in _INLINE:
            parts.append(_INLINE[child.tag])
        elif isinstance(child.tag, str) and child.tag not in (_FALLBACK, f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}pPr", f"{_WORD}rPr"):
            parts.append(_inline(child))
            if child.tag == f"{_WORD}p":  # a paragraph of a text box
                parts.append("\n")
    return "".join(parts)
