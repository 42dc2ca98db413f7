"""Files for the intake tests, made anew by each test: every format, small."""

import io
import zipfile
from pathlib import Path

from ebla.errors import InputError
from ebla.reading.intake import IntakeOptions, read_sources
from ebla.records import Report

BODY = "Shells fell on the market of Tarsa in the morning and killed nine people, the mayor said.\n\nThe army denied it."


def read_all(*sources: object, stdin: bytes | None = None, **options: object) -> list[Report | InputError]:
    stream = io.BytesIO(stdin) if stdin is not None else None
    return list(read_sources([str(source) for source in sources], IntakeOptions(**options), stream))


def read_one(*sources: object, stdin: bytes | None = None, **options: object) -> Report:
    items = read_all(*sources, stdin=stdin, **options)
    assert len(items) == 1, items
    assert isinstance(items[0], Report), items[0]
    return items[0]


def refused(*sources: object, stdin: bytes | None = None, **options: object) -> InputError:
    items = read_all(*sources, stdin=stdin, **options)
    assert len(items) == 1, items
    assert isinstance(items[0], InputError), items[0]
    return items[0]


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def pdf_bytes(*pages: str, title: str = "") -> bytes:
    """A PDF with one text object per page, a line of it for each line."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        lines = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in page.split("\n")]
        drawn = "".join(f"({line}) Tj 0 -14 Td\n" for line in lines) if page else ""
        stream = f"BT /F1 11 Tf 72 720 Td\n{drawn}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>" % content
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< /Title (%s) /CreationDate (D:20010101000000Z) >>" % title.encode("latin-1"))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), start)
    return bytes(out)


def encrypted_pdf(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_bytes(BODY))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx_bytes(title: str = "") -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.add_paragraph("Before the table.")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip((c for row in table.rows for c in row.cells), ("Town", "Killed", "Tarsa", "9"), strict=True):
        cell.text = words
    document.add_paragraph("After\tthe table.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_bytes(*sheets: list[list[object]]) -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def write_parquet(path: Path, select: str) -> Path:
    import duckdb

    with duckdb.connect() as database:
        database.sql(select).write_parquet(str(path))
    return path


def zip_bytes(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
