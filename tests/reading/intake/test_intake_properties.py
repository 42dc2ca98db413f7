import gzip
import io

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from intake_files import docx_bytes, encrypted_pdf, pdf_bytes, xlsx_bytes, zip_bytes

from ebla.errors import InputError
from ebla.reading.intake import IntakeOptions, detect_language, read_sources
from ebla.reading.intake.report_dates import dateline_date, header_words, read_date
from ebla.records import Report

SUFFIXES = ["txt", "md", "html", "pdf", "docx", "jsonl", "json", "csv", "tsv", "xlsx", "parquet", "xml", "gz", "zst", "zip", "odt"]
STARTS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"PAR1",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"<html>",
    b"<?xml version='1.0'?><rss>",
    b"[{",
    b'{"text": "',
    b"text,date\n",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe\x00\x00",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]
WHOLE = [
    pdf_bytes("A page.", "Another."),
    docx_bytes("T"),
    xlsx_bytes([["text"], ["a"]]),
    zip_bytes({"a.txt": b"a", "b.csv": b"text\na\n"}),
    gzip.compress(b'{"text": "a"}\n' * 50),
    b'[{"text": "a", "date": "2023-06-03"}]',
    encrypted_pdf("x"),
    b"<rss version='2.0'><channel><title>t</title><item><title>a</title></item></channel></rss>",
]
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def hold(items):
    for item in items:
        assert isinstance(item, Report | InputError)
        if isinstance(item, Report):
            assert item.text.strip()
            assert item.text.encode("utf-8").decode("utf-8") == item.text
            assert (item.report_date is None) == (item.date_basis is None)
        else:
            assert item.source
            assert item.why
            assert item.remedy


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_reading_any_bytes_never_raises(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"

    @settings(QUICK, max_examples=25)
    @given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300))
    def check(start, rest):
        path.write_bytes(start + rest)
        hold(read_sources([str(path)], IntakeOptions()))

    check()


@QUICK
@given(whole=st.sampled_from(WHOLE), cut=st.floats(0, 1), at=st.floats(0, 1), byte=st.integers(0, 255))
def test_reading_damaged_documents_never_raises(whole, cut, at, byte):
    data = bytearray(whole)
    data[int(at * (len(data) - 1))] = byte
    hold(read_sources(["-"], IntakeOptions(), io.BytesIO(bytes(data))))
    hold(read_sources(["-"], IntakeOptions(), io.BytesIO(whole[: int(cut * len(whole))])))


@QUICK
@given(text=st.text(min_size=1))
@example(text="\ufeffa")
@example(text="a\r\nb\rc\u2028d\x0b\x0c")
def test_kept_text_of_utf8_is_its_decoding(tmp_path, text):
    data = text.encode("utf-8", "surrogatepass")
    (path := tmp_path / "a.txt").write_bytes(data)
    (item,) = read_sources([str(path)], IntakeOptions())
    if isinstance(item, Report) and item.source == str(path):
        assert item.text == data.decode("utf-8-sig")
    else:
        assert item.why


@QUICK
@given(
    text=st.text(
        alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="<{[\ufeff\u200b,;|%PKGBM7IR"),
        min_size=1,
    )
)
def test_text_without_controls_is_always_read(tmp_path, text):
    (path := tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    (item,) = read_sources([str(path)], IntakeOptions())
    assert isinstance(item, Report)
    assert item.text == text


@QUICK
@given(text=st.text())
def test_words_never_make_dates_or_language_raise(text):
    for function in (read_date, header_words, dateline_date, detect_language):
        assert function(text) == function(text)


@QUICK
@given(name=st.text(max_size=40))
def test_any_name_of_a_source_gives_an_error_or_reports(name):
    if name in ("-", "", ".", "/", "~") or set(name) & set("*?[/."):
        return
    hold(read_sources([name], IntakeOptions()))
