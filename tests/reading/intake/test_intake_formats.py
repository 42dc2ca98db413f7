import datetime
import gzip
import json
import os

import pytest
from backports import zstd
from intake_files import BODY, docx_bytes, pdf_bytes, read_all, read_one, write, write_parquet, xlsx_bytes, zip_bytes

from ebla.records import Report

DAY = datetime.date(2023, 6, 3)


def texts(items):
    return [item.text if isinstance(item, Report) else item for item in items]


# Plain text


def test_text_is_kept_as_received_less_the_mark(tmp_path):
    text = "One line\r\nanother\rand\n\n\tlast  "
    report = read_one(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + text.encode()))
    assert report.text == text
    assert (report.title, report.report_date, report.pages) == (None, None, None)
    assert report.source == str(tmp_path / "a.txt")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_text_with_a_wide_mark_is_decoded(tmp_path, encoding):
    assert read_one(write(tmp_path / "a.txt", BODY.encode(encoding))).text == BODY


def test_text_in_a_named_encoding_is_decoded(tmp_path):
    path = write(tmp_path / "a.txt", "Les blessés sont à Gao.".encode("cp1252"))
    assert read_one(path, encoding="cp1252").text == "Les blessés sont à Gao."


@pytest.mark.parametrize(
    "text",
    [
        "bell \x07 and escape \x1b[1m, a stray \x00 in a text that is long enough for it to be one, as this one surely is by now",
        "قتل تسعة أشخاص في السوق",
        "Date\tTown\tKilled\n3 June\tTarsa\t9",
        "Les blessÃ©s sont Ã  Gao",
        "{not json",
        "[Report] from Gao",
        "a,b,c\n1,2,3",
        "< 100 people were killed",
        "x" * 5_000_000,
    ],
    ids=["controls", "right to left", "table", "mojibake", "brace", "bracket", "commas", "less than", "5 MB in one line"],
)
def test_unusual_text_is_read(tmp_path, text):
    assert read_one(write(tmp_path / "a.txt", text)).text == text


def test_invented_line_is_the_publisher_before_all_else(tmp_path):
    path = write(tmp_path / "a.txt", "INVENTED Desk of Tarsa, which is none\ndate 2023-06-03\n\n" + BODY)
    assert read_one(path, publisher="A real one").publisher == "INVENTED Desk of Tarsa, which is none"


def test_options_name_publisher_url_and_title(tmp_path):
    report = read_one(write(tmp_path / "a.txt", BODY), publisher="Desk", url="https://desk.test/1", title="Shelling")
    assert (report.publisher, report.url, report.title) == ("Desk", "https://desk.test/1", "Shelling")


def test_markdown_keeps_its_text_and_gives_its_front_matter(tmp_path):
    text = f'---\ntitle: "Market hit"\ndate: 2023-06-03\n---\n\n# Market hit\n\n{BODY}'
    report = read_one(write(tmp_path / "a.md", text))
    assert report.text == text
    assert (report.title, report.report_date, report.date_basis) == ("Market hit", DAY, "metadata")


# HTML

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Market hit - Desk</title>
<meta property="og:title" content="Market hit"><meta property="og:site_name" content="The Desk">
<link rel="canonical" href="https://desk.test/market"><meta property="article:published_time" content="2023-06-03T22:10:00-05:00">
<style>p {{ color: red }}</style><script>var x = "no text";</script></head>
<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav><article><h1>Market hit</h1>
<p>Shells fell on the market of Tarsa in the morning and killed nine people, the mayor said, among them two children – the café burnt.</p>
<p>The army denied on Friday that it had fired on the town, which has been under siege since the spring of last year.</p></article>
<footer>Copyright 2019 The Desk</footer></body></html>"""


def test_html_gives_main_text_and_metadata(tmp_path):
    report = read_one(write(tmp_path / "a.html", PAGE.format(charset="utf-8")))
    assert report.text.startswith(("Market hit\n", "Shells fell"))
    assert "the café burnt." in report.text
    assert "no text" not in report.text
    assert "About us" not in report.text
    assert (report.title, report.publisher, report.url, report.language) == ("Market hit", "The Desk", "https://desk.test/market", "en")
    assert (report.report_date, report.date_basis) == (DAY, "metadata")


def test_html_is_decoded_as_it_declares(tmp_path):
    path = write(tmp_path / "a.html", PAGE.format(charset="windows-1252").encode("cp1252"))
    assert "– the café burnt." in read_one(path).text


def test_html_in_utf8_is_read_though_it_declares_otherwise(tmp_path):
    path = write(tmp_path / "a.html", PAGE.format(charset="iso-8859-1"))
    assert "– the café burnt." in read_one(path).text


def test_html_under_a_text_name_is_read_as_html(tmp_path):
    assert "<p>" not in read_one(write(tmp_path / "a.txt", PAGE.format(charset="utf-8"))).text


def test_html_date_from_linked_data(tmp_path):
    linked = '<script type="application/ld+json">{"@graph": [{"datePublished": "2023-06-03"}]}</script>'
    page = f"<html><head>{linked}</head><body><p>Text.</p></body></html>"
    report = read_one(write(tmp_path / "a.html", page))
    assert (report.text, report.report_date, report.date_basis) == ("Text.", DAY, "metadata")


def test_html_without_stated_date_has_none(tmp_path):
    page = "<html><body><p>Seven died on 4 May 2019.</p><p>Copyright 2020</p></body></html>"
    assert read_one(write(tmp_path / "2018-01-01.html", page)).report_date is None


# PDF and DOCX


def test_pdf_gives_text_title_and_pages(tmp_path):
    report = read_one(write(tmp_path / "a.pdf", pdf_bytes("First page.\nIts second line.", "", "Third page.", title="Market hit")))
    assert report.text == "First page.\nIts second line.\n\nThird page."
    assert report.pages == (0, 29, 30)
    assert report.text[report.pages[2] :] == "Third page."
    assert report.title == "Market hit"
    assert report.report_date is None  # its creation date is no report date


@pytest.mark.parametrize("title", ["Microsoft Word - report.doc", "report_final.docx", "untitled", "  "])
def test_title_that_a_program_made_is_none(tmp_path, title):
    assert read_one(write(tmp_path / "a.pdf", pdf_bytes("Text.", title=title))).title is None
    assert read_one(write(tmp_path / "a.docx", docx_bytes(title))).title is None


def test_docx_keeps_the_order_of_paragraphs_and_tables(tmp_path):
    report = read_one(write(tmp_path / "a.docx", docx_bytes("Market hit")))
    assert report.text == "Before the table.\nTown\tKilled\nTarsa\t9\nAfter\tthe table."
    assert (report.title, report.report_date) == ("Market hit", None)


# JSON


def test_json_lines_give_a_report_each(tmp_path):
    lines = [
        {"text": BODY, "date": "2023-06-03", "title": "A\n b", "publisher": "Desk", "url": "https://desk.test/1", "language": "en-GB"},
        {"text": "B"},
    ]
    first, second = read_all(write(tmp_path / "a.jsonl", "\n\n".join(map(json.dumps, lines)) + "\n"))
    assert (first.text, first.report_date, first.date_basis) == (BODY, DAY, "record")
    assert (first.title, first.publisher, first.url, first.language) == ("A b", "Desk", "https://desk.test/1", "en")
    assert first.source.endswith("a.jsonl, line 1")
    assert (second.text, second.source) == ("B", str(tmp_path / "a.jsonl") + ", line 3")


def test_json_lines_in_utf16_are_read(tmp_path):
    assert texts(read_all(write(tmp_path / "a.jsonl", '{"text": "é"}\n{"text": "b"}'.encode("utf-16")))) == ["é", "b"]


def test_json_columns_are_named_by_options(tmp_path):
    path = write(tmp_path / "a.jsonl", json.dumps({"notes": "N", "event_date": "03 June 2023", "text": "other"}))
    report = read_one(path, text_column="notes", date_column="event_date")
    assert (report.text, report.report_date) == ("N", DAY)


@pytest.mark.parametrize(
    "data", ['[{"text": "a"},\n {"text": "b ] }"}]', '{"text": "a"}\n{"text": "b ] }"}', '{\n "text": "a"\n}{"text":\n"b ] }"}']
)
def test_json_list_and_objects_are_read(tmp_path, data):
    assert texts(read_all(write(tmp_path / "a.json", data))) == ["a", "b ] }"]
    assert texts(read_all("-", stdin=data.encode()))[0] in ("a", data)


def test_json_list_across_pieces_is_read(tmp_path):
    long = ["x" * 100_000 + str(number) for number in range(5)]
    assert texts(read_all(write(tmp_path / "a.json", json.dumps([{"text": text} for text in long])))) == long


def test_lone_surrogate_in_json_becomes_the_replacement_character(tmp_path):
    assert read_one(write(tmp_path / "a.jsonl", r'{"text": "a\ud800b \ud83d\ude00"}')).text == "a\ufffdb 😀"


# Tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_gives_a_report_per_row(tmp_path, delimiter):
    rows = 'id,Text,date\n1,"Two, lines\nin a cell",2023-06-03\n,,\n2,B,\n'.replace(",", delimiter)
    first, second = read_all(write(tmp_path / "a.csv", rows))
    assert (first.text, first.report_date, first.date_basis) == (f"Two{delimiter} lines\nin a cell", DAY, "record")
    assert (second.text, second.report_date) == ("B", None)
    assert second.source.endswith("a.csv, row 4")


def test_csv_with_mark_and_old_line_ends_is_read(tmp_path):
    assert texts(read_all(write(tmp_path / "a.csv", b"\xef\xbb\xbftext\ra\rb\r"))) == ["a", "b"]


def test_csv_on_standard_input_is_known_by_its_columns():
    assert texts(read_all("-", stdin=b"id,body\n1,a\n2,b\n")) == ["a", "b"]
    assert texts(read_all("-", stdin=b"id,notes\n1,a\n", text_column="notes")) == ["a"]


def test_tsv_does_not_break_at_commas(tmp_path):
    assert texts(read_all(write(tmp_path / "a.tsv", "text\tid\na, b, c\t1\n"))) == ["a, b, c"]


def test_xlsx_gives_a_report_per_row_of_each_sheet_with_the_column(tmp_path):
    data = xlsx_bytes(
        [["notes"], ["nothing here"]], [[None], ["text", "date"], ["a", datetime.datetime(2023, 6, 3, 12)], [None, None], ["b", None]]
    )
    first, second = read_all(write(tmp_path / "a.xlsx", data))
    assert (first.text, first.report_date, first.date_basis) == ("a", DAY, "record")
    assert (second.text, second.source) == ("b", str(tmp_path / "a.xlsx") + ", sheet Sheet2, row 5".replace("Sheet2", "Sheet1"))


def test_parquet_gives_a_report_per_row(tmp_path):
    select = "SELECT 'a''b' AS text, DATE '2023-06-03' AS date, 7 AS n UNION ALL SELECT 'c', NULL, 8 ORDER BY n"
    first, second = read_all(write_parquet(tmp_path / "a[1]*.parquet", select))
    assert (first.text, first.report_date, first.date_basis) == ("a'b", DAY, "record")
    assert (second.text, second.report_date) == ("c", None)


@pytest.mark.parametrize("value", ["TIMESTAMP '2023-06-03 23:30:00'", "TIMESTAMPTZ '2023-06-03 12:00:00+00'", "'2023-06-03'"])
def test_parquet_dates_of_any_type_are_read(tmp_path, value):
    path = write_parquet(tmp_path / "a.parquet", f"""SELECT 'a' AS "te""xt", {value} AS date""")
    assert read_one(path, text_column='te"xt').report_date == DAY


# Feeds

RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>The Desk</title><language>en</language>
<item><title>Market hit</title><link>https://desk.test/1</link><pubDate>Sat, 03 Jun 2023 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Shells fell on the café.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;
&lt;p&gt;Nine died &amp;amp; two fled.&lt;/p&gt;</description></item>
<item><title>Only a title</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Desk</title><entry><title>Market hit</title>
<updated>2023-06-03T23:59:00-05:00</updated>
<link href="https://desk.test/1"/><summary>Short.</summary><content type="html">&lt;p&gt;Shells fell.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_rss_entries_are_reports(tmp_path, encoding):
    first, second = read_all(write(tmp_path / "feed.xml", RSS.format(encoding=encoding).encode(encoding)))
    assert first.text == "Shells fell on the café.\nNine died & two fled."
    assert (first.report_date, first.date_basis) == (DAY, "record")
    assert (first.title, first.publisher, first.url) == ("Market hit", "The Desk", "https://desk.test/1")
    assert (second.text, second.report_date) == ("Only a title", None)


def test_atom_entries_are_reports_with_their_content(tmp_path):
    report = read_one(write(tmp_path / "feed.txt", ATOM))
    assert (report.text, report.report_date, report.url) == ("Shells fell.", DAY, "https://desk.test/1")


# Packed files, folders, patterns, standard input


def test_packed_files_are_read(tmp_path):
    write(tmp_path / "a.csv.gz", gzip.compress(b"text,id\na,1\n"))
    write(tmp_path / "b.jsonl.zst", zstd.compress(b'{"text": "b1"}\n') + zstd.compress(b'{"text": "b2"}\n'))
    write(
        tmp_path / "c.zip",
        zip_bytes({"x/c1.txt": b"c1", "c2.json.gz": gzip.compress(b'[{"text": "c2"}]'), "__MACOSX/._c1.txt": b"\x00", "y/": b""}),
    )
    write(tmp_path / "d.pdf.gz", gzip.compress(pdf_bytes("d")))
    write(tmp_path / "e.zip", zip_bytes({"in.zip": zip_bytes({"e.docx": docx_bytes()})}))
    write_parquet(tmp_path / "f.parquet", "SELECT 'f' AS text")
    packed = write(tmp_path / "f.parquet.gz", gzip.compress((tmp_path / "f.parquet").read_bytes()))
    (tmp_path / "f.parquet").unlink()
    reports = read_all(tmp_path)
    assert [text[:10] for text in texts(reports)] == ["a", "b1", "b2", "c1", "c2", "d", "Before the", "f"]
    assert reports[3].source == f"{tmp_path / 'c.zip'}!x/c1.txt"
    assert texts(read_all("-", stdin=packed.read_bytes())) == ["f"]


def test_documents_on_standard_input_are_known_by_their_bytes():
    assert read_one("-", stdin=pdf_bytes("a")).text == "a"
    assert read_one("-", stdin=docx_bytes()).text.startswith("Before")
    assert read_one("-", stdin=xlsx_bytes([["text"], ["a"]])).text == "a"
    assert read_one("-", stdin=BODY.encode()).source == "standard input"


def test_folder_is_read_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/y.txt", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, name)
    assert texts(read_all(tmp_path)) == ["b.txt", "a/z.txt", "a/b/y.txt"]
    assert texts(read_all(tmp_path / "**" / "*.txt")) == ["a/b/y.txt", "a/z.txt", "b.txt"]


def test_file_whose_name_looks_like_a_pattern_is_read(tmp_path):
    assert read_one(write(tmp_path / "a[1].txt", "a")).text == "a"


def test_pipe_is_read(tmp_path):
    reader, writer = os.pipe()
    os.write(writer, b"a")
    os.close(writer)
    try:
        assert read_one(f"/dev/fd/{reader}").text == "a"
    finally:
        os.close(reader)


def test_name_that_is_no_utf8_is_read(tmp_path):
    path = os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xff.txt")
    with open(path, "wb") as file:
        file.write(b"a")
    report = read_one(path)
    assert report.source.encode("utf-8")
    assert "\\xff" in report.source or "\\udcff" in report.source


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", docx_bytes()),
        ("a.docx", pdf_bytes("Before")),
        ("a.csv", pdf_bytes("Before")),
        ("a.txt", gzip.compress(b"Before")),
        ("a.xlsx", zip_bytes({"x.txt": b"Before"})),
        ("a.html", b"Before, and no markup"),
        ("a", b'{"text": "Before"}\n'),
        ("a.txt", b'{"text": "Before"}\n'),
    ],
)
def test_wrong_ending_is_read_by_content(tmp_path, name, data):
    assert read_one(write(tmp_path / name, data)).text.startswith("Before")


def test_reports_come_one_by_one(tmp_path):
    from ebla.reading.intake import IntakeOptions, read_sources

    path = write(tmp_path / "a.jsonl", '{"text": "a"}\n' * 3)
    reports = read_sources([str(path), "missing"], IntakeOptions())
    assert next(reports).text == "a"
    reports.close()
