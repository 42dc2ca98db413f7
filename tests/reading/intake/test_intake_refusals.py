import gzip
import json
import os
import zipfile

import pytest
from backports import zstd
from intake_files import (
    BODY,
    docx_bytes,
    encrypted_pdf,
    pdf_bytes,
    read_all,
    read_one,
    refused,
    write,
    write_parquet,
    xlsx_bytes,
    zip_bytes,
)

from ebla.errors import InputError
from ebla.records import Report


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t ", "\u2003\u00a0\n".encode()])
def test_empty_file_is_refused(tmp_path, data):
    error = refused(write(tmp_path / "a.txt", data))
    assert "empty" in error.why
    assert error.source == str(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (bytes(range(256)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (b"\xff\xd8\xff\xe0JFIF", "JPEG"),
        (b"\x7fELF" + bytes(60), "program"),
        (b"BZh91AY", "bzip2"),
        (b"\xfd7zXZ\x00", "xz"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"a" * 257 + b"ustar", "tar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old binary"),
        (rb"{\rtf1 a}", "RTF"),
        ("words ".encode("utf-16-le") * 50, "binary"),
        (b"a" * 100_000 + bytes(100_000), "binary"),
    ],
)
def test_binary_file_is_refused_by_its_kind(tmp_path, data, why):
    assert why in refused(write(tmp_path / "a.txt", data)).why


def test_undecodable_bytes_are_refused_with_their_offset_and_the_option(tmp_path):
    error = refused(write(tmp_path / "a.txt", b"\xef\xbb\xbfcaf\xe9 burnt"))
    assert "offset 6" in error.why
    assert "--encoding" in error.remedy


def test_undecodable_bytes_far_into_a_stream_are_refused_with_their_offset(tmp_path):
    data = b"text\n" + "é\n".encode() * 60_000 + b"\xe9\n"
    items = read_all(write(tmp_path / "a.csv", data))
    assert f"offset {len(data) - 2} " in items[-1].why
    assert all(isinstance(item, Report) for item in items[:-1])


def test_undecodable_json_line_does_not_cost_the_others(tmp_path):
    first, second, third = read_all(write(tmp_path / "a.jsonl", b'{"text": "a"}\n{"text": "\xe9"}\n{"text": "c"}\n'))
    assert (first.text, third.text) == ("a", "c")
    assert "offset 24" in second.why


def test_unknown_encoding_is_refused_once(tmp_path):
    path = write(tmp_path / "a.txt", BODY)
    assert "'utf-9'" in refused(path, path, encoding="utf-9").why
    assert "rot13" in refused(path, encoding="rot13").why


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("missing.txt", "no such file"),
        ("*.nothing", "no file fits"),
        ("https://desk.test/a", "not fetched"),
        ("a\x00b", "no such file"),
        ("", "no such file"),
    ],
)
def test_missing_source_is_refused(source, why):
    assert why in refused(source).why


def test_folder_without_files_is_refused(tmp_path):
    assert "holds no files" in refused(tmp_path).why


def test_dangling_link_is_refused(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    assert "no such file" in refused(tmp_path).why


@pytest.fixture
def nobody():
    """Root may read everything, so that as root the test runs as another user."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)


def test_unreadable_file_and_folder_are_refused(tmp_path, request):
    path = write(tmp_path / "a.txt", BODY)
    path.chmod(0)
    folder = tmp_path / "locked"
    folder.mkdir(mode=0)
    for above in (tmp_path, *tmp_path.parents[:2]):
        above.chmod(0o755)
    request.getfixturevalue("nobody")
    assert "permission denied" in refused(path).why
    assert "permission denied" in refused(folder).why


def test_others_are_read_beside_a_refused_one(tmp_path):
    items = read_all("missing", write(tmp_path / "a.txt", b""), write(tmp_path / "b.txt", "b"))
    assert [type(item) for item in items] == [InputError, InputError, Report]


def csv_file(folder, data):
    return write(folder / "a.csv", data)


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: csv_file(folder, "id,note\n1,a\n"),
        lambda folder: write(folder / "a.jsonl", '{"id": 1, "note": "a"}\n'),
        lambda folder: write(folder / "a.json", '[{"id": 1, "note": "a"}]'),
        lambda folder: write(folder / "a.xlsx", xlsx_bytes([["id", "note"], [1, "a"]])),
        lambda folder: write_parquet(folder / "a.parquet", "SELECT 1 AS id, 'a' AS note"),
    ],
    ids=["csv", "jsonl", "json", "xlsx", "parquet"],
)
def test_missing_column_is_refused_with_those_that_exist(tmp_path, make):
    path = make(tmp_path)
    assert "it has 'id', 'note'" in refused(path).why
    assert "--text-column" in refused(path).remedy
    named = refused(path, text_column="note", date_column="day")
    assert "no column 'day'" in named.why
    assert "--date-column" in named.remedy
    assert read_one(path, text_column="note").text == "a"


def test_missing_column_is_told_for_each_sheet(tmp_path):
    items = read_all(write(tmp_path / "a.xlsx", xlsx_bytes([["x"]], [["y"]])))
    assert [item.why[-3:] for item in items] == ["'x'", "'y'"]


@pytest.mark.parametrize("value", ["03/06/2023", "June 2023", "2023-02-30", "yesterday", "20231301"])
def test_date_that_is_no_day_is_refused_for_its_record_only(tmp_path, value):
    first, second = read_all(csv_file(tmp_path, f"text,date\na,{value}\nb,2023-06-03\n"))
    assert value in first.why
    assert "'date'" in first.why
    assert first.source.endswith("row 2")
    assert second.text == "b"


def test_date_of_another_type_is_refused(tmp_path):
    assert "20230603" in refused(write(tmp_path / "a.jsonl", '{"text": "a", "date": 20230603}')).why


def test_feed_entry_with_a_date_that_is_none_is_refused(tmp_path):
    feed = "<rss version='2.0'><channel><item><title>a</title><pubDate>soon</pubDate></item><item><title>b</title></item></channel></rss>"
    first, second = read_all(write(tmp_path / "a.rss", feed))
    assert "soon" in first.why
    assert second.text == "b"


def test_invalid_json_line_is_refused_and_the_others_read(tmp_path):
    first, second, third, fourth = read_all(write(tmp_path / "a.jsonl", 'x\n{"text": "a"}\n{"text": \n[1]\n'))
    assert first.source.endswith("line 1")
    assert second.text == "a"
    assert third.source.endswith("line 3")
    assert "valid JSON" in third.why
    assert "no JSON object" in fourth.why


def test_file_that_is_no_json_lines_at_all_is_given_up(tmp_path):
    items = read_all(write(tmp_path / "a.jsonl", "a line of text\n" * 100))
    assert len(items) == 6
    assert "left unread" in items[-1].why


@pytest.mark.parametrize(
    "data",
    ['[{"text": "a"}, {"text": "b"', '[{"text": "a"}, {"te', '[{"text": "a"},', '[{"text": "a"} x', '[{"text": "a"}, ' + "[" * 99_999],
)
def test_broken_json_list_is_refused_after_what_was_whole(tmp_path, data):
    first, second = read_all(write(tmp_path / "a.json", data))
    assert first.text == "a"
    assert "no valid JSON" in second.why


def test_value_that_is_no_text_is_refused(tmp_path):
    first, second, _ = read_all(write(tmp_path / "a.jsonl", '{"text": 5}\n{"text": null}\n{"text": "c"}'))
    assert "no text but 5" in first.why
    assert "empty" in second.why


def test_csv_row_with_too_many_cells_is_refused(tmp_path):
    first, second = read_all(csv_file(tmp_path, "text,date\na, and b,2023-06-03\nc,2023-06-03,,\n"))
    assert "3 cells under 2 columns" in first.why
    assert second.text == "c"


@pytest.mark.parametrize("data", ["text,date\n", "\n\n"])
def test_table_without_rows_is_refused(tmp_path, data):
    assert "no reports" in refused(csv_file(tmp_path, data)).why or "empty" in refused(csv_file(tmp_path, data)).why


# Encrypted, truncated, damaged


def test_encrypted_pdf_is_refused_and_one_with_an_open_password_read(tmp_path):
    assert "encrypted" in refused(write(tmp_path / "a.pdf", encrypted_pdf("secret"))).why
    assert "nine people" in read_one(write(tmp_path / "b.pdf", encrypted_pdf(""))).text


def test_truncated_pdf_is_refused(tmp_path):
    whole = pdf_bytes(*["A page of text."] * 40)
    for part in (0.1, 0.5, 0.9):
        assert "truncated" in refused(write(tmp_path / "a.pdf", whole[: int(len(whole) * part)])).why


def test_damaged_pdf_is_refused(tmp_path):
    assert "PDF" in refused(write(tmp_path / "a.pdf", b"%PDF-1.4\n" + b"junk " * 400 + b"\n%%EOF")).why


def test_pdf_without_text_is_refused(tmp_path):
    error = refused(write(tmp_path / "a.pdf", pdf_bytes("", "")))
    assert "no text" in error.why
    assert "OCR" in error.remedy


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", docx_bytes()), ("a.xlsx", xlsx_bytes([["text"], ["a" * 500]])), ("a.zip", zip_bytes({"a.txt": b"a" * 999}))],
)
def test_truncated_package_is_refused(tmp_path, name, data):
    assert "truncated" in refused(write(tmp_path / name, data[: len(data) // 2])).why


def test_damaged_parts_of_documents_are_refused(tmp_path):
    part = b"<w:document"
    assert "damaged" in refused(write(tmp_path / "a.docx", zip_bytes({"[Content_Types].xml": b"<a/>", "word/document.xml": part}))).why
    assert "damaged" in refused(write(tmp_path / "a.xlsx", zip_bytes({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": part}))).why


def test_truncated_compressed_file_is_refused(tmp_path):
    lines = "".join(json.dumps({"text": f"{number} {os.urandom(60).hex()}"}) + "\n" for number in range(3000)).encode()
    for name, packed in (("a.jsonl.gz", gzip.compress(lines)), ("a.jsonl.zst", zstd.compress(lines))):
        items = read_all(write(tmp_path / name, packed[:-500]))
        assert "truncated" in items[-1].why
        assert all(isinstance(item, Report) for item in items[:-1])
        assert len(read_all(write(tmp_path / name, packed))) == 3000
    assert "truncated" in refused(write(tmp_path / "a.txt.gz", gzip.compress(BODY.encode())[:-9])).why


def test_archive_member_with_a_wrong_checksum_is_refused_and_the_others_read(tmp_path):
    data = bytearray(zip_bytes({"a.txt": b"first text", "b.txt": b"second text"}, zipfile.ZIP_STORED))
    data[data.index(b"first")] = ord("F")
    first, second = read_all(write(tmp_path / "a.zip", bytes(data)))
    assert first.source.endswith("a.zip!a.txt")
    assert "damaged" in first.why
    assert second.text == "second text"


def test_encrypted_archive_member_is_refused_and_the_others_read(tmp_path):
    data = bytearray(zip_bytes({"a.txt": b"first text", "b.txt": b"second text"}, zipfile.ZIP_STORED))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    first, second = read_all(write(tmp_path / "a.zip", bytes(data)))
    assert "encrypted" in first.why
    assert second.text == "second text"


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_encrypted_office_document_is_refused(tmp_path, suffix):
    assert "encrypted" in refused(write(tmp_path / f"a{suffix}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))).why


def test_truncated_parquet_is_refused(tmp_path):
    path = write_parquet(tmp_path / "a.parquet", "SELECT 'a' AS text FROM range(1000)")
    write(path, path.read_bytes()[:-40])
    assert "truncated" in refused(path).why


def test_feed_that_is_cut_short_is_refused_after_what_was_whole(tmp_path):
    first, *_, last = read_all(write(tmp_path / "a.rss", "<rss version='2.0'><channel><item><title>a</title></item><item><title>b"))
    assert first.text == "a"
    assert "cut short" in last.why


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", "Just text.", "no PDF"),
        ("a.zip", "Just text.", "no ZIP"),
        ("a.gz", "Just text.", "no gzip"),
        ("a.parquet", "Just text.", "no Parquet"),
        ("a.xml", "Just text.", "says XML"),
        ("a.xml", "<?xml version='1.0'?><book/>", "neither RSS"),
        ("a.rss", "<rss version='2.0'><channel/></rss>", "no entries"),
        ("a.html", "<html><body><script>x</script></body></html>", "no text"),
        ("a.jsonl", "\n\n", "no reports"),
        ("a.json", "[]", "no reports"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(tmp_path, name, data, why):
    assert why in refused(write(tmp_path / name, data)).why


def test_document_of_another_kind_is_refused(tmp_path):
    data = zip_bytes({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})
    assert "not read" in refused(write(tmp_path / "a.odt", data)).why


def test_archive_packed_more_than_twice_is_refused(tmp_path):
    data = b"text"
    for _ in range(3):
        data = gzip.compress(data)
    assert "more than twice" in refused(write(tmp_path / "a.gz", data)).why


def test_empty_archive_is_refused(tmp_path):
    assert "no files" in refused(write(tmp_path / "a.zip", zip_bytes({}))).why
