"""A report's text: every character once, spans by code point, foreign text as text, long texts in parts."""

from __future__ import annotations

import html
import itertools
import re

import httpx
from hypothesis import given
from hypothesis import strategies as st
from page_server import HOSTILE

from ebla.pages.foreign import shown
from ebla.pages.marking import PART_CHARS, Mark, hits_in, part_bounds, part_of, pieces


def text_of(page: str) -> str:
    """The text inside the element `#text`, markup taken out."""
    inside = page.partition('id="text"')[2].partition(">")[2].partition("</div>")[0]
    return html.unescape(re.sub(r"<[^>]+>", "", inside))


def report_with(client: httpx.Client, title: str) -> str:
    """The id of the report with a title."""
    rows = client.get("/api/v1/reports").json()["reports"]
    return next(row["report_id"] for row in rows if row["title"] == title)


def test_hostile_report_is_shown_as_text(client: httpx.Client):
    page = client.get(f"/reports/{report_with(client, '=HYPERLINK(1)')}").text
    assert "<script>alert" not in page and "<img src=x" not in page and "<i>Wire" not in page
    assert text_of(page) == shown(HOSTILE) and "⟨U+202E⟩" in page


def test_marks_show_field_and_lead_to_the_incident(client: httpx.Client):
    page = client.get(f"/reports/{report_with(client, 'Other <b>title</b>')}").text
    mark = re.search(r'<a class="mark[^"]*f-trigger[^"]*" href="(/incidents/[^"]+)"[^>]*title="([^"]+)"[^>]*>struck</a>', page)
    assert mark and "trigger" in mark[2]
    assert client.get(mark[1], follow_redirects=True).status_code == 200


def test_long_line_comes_in_parts(client: httpx.Client):
    address = f"/reports/{report_with(client, 'Long')}"
    whole = "".join(text_of(client.get(f"{address}?part={part}").text) for part in (1, 2, 3))
    assert whole == "Struck " + "x" * 45_000
    assert client.get(f"{address}?part=4").status_code == 404


def test_claim_leads_to_its_words(client: httpx.Client):
    claim = client.get("/api/v1/claims?kind=figure").json()["claims"][0]
    answer = client.get(f"/claims/{claim['claim_id']}")
    assert answer.status_code == 307 and answer.headers["location"].endswith(f"#claim-{claim['claim_id']}")
    assert f'id="claim-{claim["claim_id"]}"' in client.get(answer.headers["location"]).text


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


@given(st.text(min_size=1, max_size=60), st.lists(spans, max_size=12), st.lists(spans, max_size=3))
def test_pieces_are_the_text_and_carry_every_span(text: str, found: list[tuple[int, int]], hits: list[tuple[int, int]]):
    marks = [Mark(a, min(b, len(text)), str(number), "place") for number, (a, b) in enumerate(found)]
    ordered = sorted(hit for hit in hits if hit[0] < hit[1])
    apart = [hit for number, hit in enumerate(ordered) if number == 0 or hit[0] >= max(b for _, b in ordered[:number])]
    out = pieces(text, marks, apart)
    assert [(one.start_char, one.end_char) for one in out] == list(itertools.pairwise([0, *(one.end_char for one in out)]))
    for mark in marks:
        covered = [one for one in out if (mark.claim_id, "place") in one.fields]
        assert sum(one.end_char - one.start_char for one in covered) == max(0, mark.end_char - mark.start_char)


@given(st.text(alphabet="ab \n\u0301é\U0001f4a5", max_size=400), st.integers(0, 399))
def test_parts_are_the_text(text: str, char: int):
    long = text * (2 * PART_CHARS // max(1, len(text)) + 1) if text else ""
    count = part_bounds(long, 1)[2]
    bounds = [part_bounds(long, part)[:2] for part in range(1, count + 1)]
    assert "".join(long[a:b] for a, b in bounds) == long and all(b - a <= PART_CHARS for a, b in bounds)
    part = part_of(long, min(char, max(0, len(long) - 1)))
    assert bounds[part - 1][0] <= min(char, max(0, len(long) - 1)) <= bounds[part - 1][1]


def test_hits_are_whole_words_in_the_texts_own_characters():
    text = "Ma\u02bfarrat al-Nu\u02bfma\u0304n and Maarrat; AL-NU MAN."
    assert [text[a:b] for a, b in hits_in(text, '"al nu man"')] == ["al-Nu\u02bfma\u0304n", "AL-NU MAN"]
    assert hits_in(text, "arra") == [] and hits_in(text, "") == []


@given(st.text(max_size=80), st.text(max_size=20))
def test_hits_lie_in_the_text_in_order(text: str, query: str):
    found = hits_in(text, query)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))
