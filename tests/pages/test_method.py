"""The method page: its figures are those that were measured last, and it explains every status, grade and precision there is."""

from __future__ import annotations

import html
import re
from typing import get_args

import httpx

from ebla.records.claims import ClaimStatus, ViolationStatus
from ebla.records.incident import Grade
from ebla.vocabulary import acled_sub_types, date_precisions, place_precisions, plover_types, quantifiers
from evaluation import measured
from evaluation.corpora import SETS


def words_of(page: str) -> str:
    """A page without its markup."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", page)).split())


def test_measured_quality_is_that_of_the_last_results(client: httpx.Client):
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", client.get("/method").text.partition('id="measured"')[2].partition("</table>")[0])
    results = [one for one in measured.load() if isinstance(one, measured.Quality) and one.reader.startswith("rules/")]
    last = {one.set_name: one for one in results}
    assert len(rows) == len(last)
    for name, row in zip((name for name in SETS if name in last), rows, strict=True):
        figures, said = last[name].figures, words_of(row)
        assert said.casefold().startswith(f"{SETS[name]} {last[name].reports} ")
        for told in (f"{figures.slot:.3f}", f"{figures.core:.3f}", f"{figures.sprung} of {figures.traps}", last[name].reader):
            assert told in said, (name, told)


def test_every_value_that_a_page_shows_is_explained(client: httpx.Client):
    said = words_of(client.get("/method").text)
    lists = (plover_types(), acled_sub_types(), place_precisions(), date_precisions(), quantifiers())
    shown = {name.replace("_", " ") if entries is lists[-1] else name for entries in lists for name in entries}
    shown |= {*get_args(ClaimStatus), *get_args(ViolationStatus), *(grade.capitalize() for grade in get_args(Grade))}
    assert {name for name in shown if name not in said} == set()


def test_it_names_the_readers_of_this_record(client: httpx.Client):
    reader = client.get("/api/v1/reports").json()["reports"][0]["reader"]
    assert f"This record was read by {reader}" in words_of(client.get("/method").text)
