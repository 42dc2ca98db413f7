import gzip
import io
import json
import tracemalloc
import zipfile

import pytest
from backports import zstd
from intake_files import docx_bytes, pdf_bytes, read_all, refused, write, xlsx_bytes, zip_bytes

from ebla.reading.intake import IntakeOptions, read_sources
from ebla.records import Report

MIB = 1024 * 1024


def many(size):
    return b"a" * size


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.jsonl.gz", gzip.compress),
        ("a.jsonl.zst", zstd.compress),
        ("a.zip", lambda data: zip_bytes({"a.jsonl": data})),
        ("b.zip", lambda data: zip_bytes({"a.zip": zip_bytes({"a.jsonl": data})})),
    ],
)
def test_zip_bomb_is_refused_by_its_ratio(tmp_path, name, pack):
    items = read_all(write(tmp_path / name, pack((b'{"text": "a"}' + b" " * 1000 + b"\n") * 30_000)))
    assert "zip bomb" in items[-1].why
    assert sum(not isinstance(item, Report) for item in items) == 1


def test_zip_bomb_does_not_fill_memory(tmp_path):
    packed = io.BytesIO()
    with zstd.ZstdFile(packed, "w") as writer:
        for _ in range(500):
            writer.write(bytes(MIB))
    path = write(tmp_path / "a.txt.zst", packed.getvalue())
    read_all(path)
    tracemalloc.start()
    try:
        refused(path, encoding="utf-8")
        assert tracemalloc.get_traced_memory()[1] < 120 * MIB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress, lambda data: zip_bytes({"a.txt": data})])
def test_size_limit_holds_for_what_is_unpacked(tmp_path, pack):
    path = write(tmp_path / "a.bin", pack(many(3 * MIB)))
    assert "more than 2 MiB" in refused(path, max_unpacked_bytes=2 * MIB).why
    assert isinstance(read_all(path)[0], Report)


def test_size_limit_holds_for_an_archive_as_a_whole(tmp_path):
    path = write(tmp_path / "a.zip", zip_bytes({f"{number}.txt": many(MIB) for number in range(5)}))
    items = read_all(path, max_unpacked_bytes=3 * MIB)
    assert [isinstance(item, Report) for item in items] == [True, True, True, False]


def test_bombs_inside_documents_are_refused(tmp_path):
    for name, whole, part in (
        ("a.docx", docx_bytes(), "word/document.xml"),
        ("a.xlsx", xlsx_bytes([["text"], ["a"]]), "xl/worksheets/sheet1.xml"),
    ):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
        members[part] += b" " * (40 * MIB)
        assert "zip bomb" in refused(write(tmp_path / name, zip_bytes(members))).why


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", many(3000)),
        ("a.html", b"<html><p>" + many(3000)),
        ("a.pdf", pdf_bytes("a" * 3000)),
        ("a.docx", docx_bytes()),
        ("a.csv", b'text\n"' + many(3000)),
        ("a.json", b'[{"text": "' + many(100_000)),
        ("a.rss", b"<rss>" + many(3000)),
        ("a.xlsx", xlsx_bytes([["text"]])),
    ],
)
def test_text_over_the_limit_is_refused(tmp_path, name, data):
    error = refused(write(tmp_path / name, data), max_text_bytes=2000, max_markup_bytes=2000, max_document_bytes=2000)
    assert "larger than" in error.why
    assert error.source.endswith(name)


def test_json_line_over_the_limit_does_not_cost_the_others(tmp_path):
    lines = [json.dumps({"text": text}) for text in ("a", "b" * 5000, "c")]
    first, second, third = read_all(write(tmp_path / "a.jsonl", "\n".join(lines)), max_text_bytes=2000)
    assert (first.text, third.text) == ("a", "c")
    assert "larger than" in second.why


def test_archive_with_too_many_files_is_refused(tmp_path):
    assert "more than 2 files" in refused(write(tmp_path / "a.zip", zip_bytes({f"{n}.txt": b"a" for n in range(3)})), max_members=2).why


class Endless(io.RawIOBase):
    """A table or JSON Lines without end: only a reader that streams gives anything."""

    def __init__(self, head: bytes, line: bytes) -> None:
        super().__init__()
        self.waiting, self.line = head, line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.waiting = self.waiting or self.line * 50
        size = min(len(buffer), len(self.waiting))
        buffer[:size] = self.waiting[:size]
        self.waiting = self.waiting[size:]
        return size


@pytest.mark.parametrize(
    ("head", "line"), [(b"", b'{"text": "a"}\n'), (b"[", b'{"text": "a"},\n'), (b"text,id\n", b"a,1\n")], ids=["jsonl", "json list", "csv"]
)
def test_records_are_streamed(head, line):
    reports = read_sources(["-"], IntakeOptions(), Endless(head, line))
    assert [next(reports).text for _ in range(20_000)] == ["a"] * 20_000
    reports.close()
