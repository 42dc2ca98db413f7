import datetime
import json

import pytest
from intake_files import read_one, refused, write

from ebla.reading.intake.report_dates import dateline_date, header_words, read_date

DAY = datetime.date(2023, 6, 3)


@pytest.mark.parametrize(
    "line",
    [
        "KHARTOUM, 3 June 2023 (Reuters) - Shells fell.",
        "PORT SUDAN, Sudan, June 3, 2023 (AP) — Shells fell.",
        "   GAO, 3 JUN 23 (EFE) -- [TEXT] SHELLS FELL.",
        "TARSA, 3 JUN 23 -- [REPORT] SHELLS FELL.",
        "(Geneva/Juba, 3 June 2023) – Shells fell.",
        "GENEVA (3 June 2023) – Shells fell.",
        "MOSCOW. June 3, 2023 (Interfax) - Shells fell.",
        "PARIS (AFP), 3 June 2023 - Shells fell.",
        "BEIRUT - Saturday, 3 June 2023 - Shells fell.",
        "NAIROBI, Jun. 3rd, 2023 /Wire/ -- Shells fell.",
        "KYIV, 2023-06-03 - Shells fell.",
        "**Juba, 3 June 2023** – Shells fell.",
        "Juba, 3 June 2023",
        "3 June 2023",
        "Saturday, June 3, 2023",
        "Published on 3 June 2023",
        "Date: 2023-06-03",
        "FLASH UPDATE As of 3 June 2023",
        "As of 3 June 2023",
        "Situation Report No. 4 | 3 June 2023",
        "TARSA: Flash Update No. 2 (as of 3 June 2023)",
        "Situation report no. 4 - 3 June 2023",
        "Weekly humanitarian bulletin, 3 June 2023",
        "Shells fall on market\n\nTARSA, June 3, 2023 (Wire) - Shells fell.",
        "INVENTED Desk\n\nShells fall on market\n\nTARSA, June 3, 2023 (Wire) - Shells fell.",
    ],
)
def test_dateline_with_a_full_date_is_read(line):
    assert dateline_date(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "KHARTOUM, June 3 (Reuters) - Shells fell.",
        "KABUL (Reuters) - Shells fell.",
        "The attack of Friday, 3 June 2023 - the worst so far - killed nine.",
        "On Friday, 3 June 2023 - the worst day - nine died.",
        "In Tarsa, 3 June 2023 - nine dead.",
        "Tarsa Massacre, 3 June 2023",
        "Massacre in Tarsa, 3 June 2023: what is known",
        "Tarsa, 3 June 2023 was a day of shelling.",
        "Nine people died in Tarsa on 3 June 2023.",
        "As of 3 June 2023, nine people had died.",
        "Update: as of 3 June 2023, nine people had died.",
        "Situation report, 28 May - 3 June 2023",
        "Situation report, 1-3 June 2023",
        "Report covering the week to 3 June 2023",
        "Report on the Tarsa massacre, 3 June 2023",
        "They fled, said a report, 3 June 2023",
        "according to a United Nations statement of 3 June 2023",
        "The committee sent its report on 3 June 2023",
        "Shells fell and nine people died, 3 June 2023",
        "2 June 2023\nShells fell.\n3 June 2023\nThey fell again.",
        "TARSA, 31 February 2023 - Shells fell.",
        "Tarsa, 03/06/2023 - Shells fell.",
        "\n".join(["A line."] * 20) + "\nTARSA, 3 June 2023 (Wire) - Shells fell.",
    ],
)
def test_words_that_are_no_full_dateline_give_no_date(line):
    assert dateline_date(line) is None


@pytest.mark.parametrize("words", ["90", "49"])
def test_year_of_two_digits_is_1950_to_2049(words):
    assert dateline_date(f"LIMA, 20 FEB {words} (EFE) -- X") == datetime.date({"90": 1990, "49": 2049}[words], 2, 20)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date 2023-06-03\nText", "2023-06-03"),
        ("\n \ndate 2023-06-03 Text", "2023-06-03"),
        ("INVENTED x\ndate 2023-06-03\n", "2023-06-03"),
        ("Text\ndate 2023-06-03", None),
        ("update 2023-06-03", None),
    ],
)
def test_header_date_stands_at_the_start_only(text, words):
    assert header_words(text) == words


def test_header_date_that_is_no_day_is_refused_unless_a_date_is_given(tmp_path):
    path = write(tmp_path / "a.txt", "date 2023-02-30\nText")
    assert "2023-02-30" in refused(path).why
    assert read_one(path, report_date=DAY).report_date == DAY


def test_bad_date_of_a_record_does_not_matter_where_a_date_is_given(tmp_path):
    for path in (
        write(tmp_path / "a.csv", "text,date\na,soon\n"),
        write(tmp_path / "a.rss", "<rss><channel><item><title>a</title><pubDate>soon</pubDate></item></channel></rss>"),
    ):
        assert read_one(path, report_date=DAY).date_basis == "argument"


@pytest.mark.parametrize(
    "words",
    [
        "2023-06-03",
        " 2023-06-03T23:59:59-05:00",
        "2023-06-03 00:00:00+00",
        "20230603",
        "2023/06/03",
        "Sat, 03 Jun 2023 23:59:00 GMT",
        "3 June 2023",
        "June 3rd, 2023",
        "3-Jun-2023",
        "3 June 2023 10:30",
    ],
)
def test_full_date_of_a_field_is_read(words):
    assert read_date(words) == DAY


@pytest.mark.parametrize(
    "words", ["", "03/06/2023", "June 2023", "2023", "2023-13-01", "1 500", "words", "\x00", "9" * 5000, "2023-06-031"]
)
def test_field_without_a_full_date_gives_none(words):
    assert read_date(words) is None


def test_dates_are_taken_in_the_documented_order(tmp_path):
    """Each source of a date is left out in its turn; the years tell them apart."""
    header, dateline = "date 2003-01-01\n", "TARSA, 1 January 2004 (Wire) - "

    def taken(text, record=None, **options):
        report = read_one(write(tmp_path / "a.jsonl", json.dumps({"text": text, "date": record})), **options)
        return report.date_basis, report.report_date and report.report_date.year

    assert taken(header + dateline + "Text.", "2002-01-01", report_date=datetime.date(2001, 1, 1)) == ("argument", 2001)
    assert taken(header + dateline + "Text.", "2002-01-01") == ("record", 2002)
    assert taken(header + dateline + "Text.") == ("header", 2003)
    assert taken(dateline + "Text.") == ("dateline", 2004)
    assert taken("Text.") == (None, None)


def test_dateline_goes_before_metadata(tmp_path):
    page = '<html><head><meta name="date" content="2005-01-01"></head><body><p>{}Shells fell on the market.</p></body></html>'
    report = read_one(write(tmp_path / "a.html", page.format("TARSA, 1 January 2004 (Wire) - ")))
    assert (report.date_basis, report.report_date) == ("dateline", datetime.date(2004, 1, 1))
    report = read_one(write(tmp_path / "a.html", page.format("")))
    assert (report.date_basis, report.report_date) == ("metadata", datetime.date(2005, 1, 1))
