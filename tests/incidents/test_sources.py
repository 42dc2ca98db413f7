from __future__ import annotations

import pathlib

import pytest

from ebla.errors import InputError
from ebla.incidents.sources import Register, Source, read_sources


def test_shipped_register_grades_nobody() -> None:
    register = Register.shipped()
    assert len(register) > 60
    assert {source.reliability for source in register.sources.values()} == {"F"}


@pytest.mark.parametrize(
    ("publisher", "url", "name"),
    [
        ("reuters", None, "Reuters"),
        ("AFP", None, "Agence France-Presse"),
        ("Somebody", "https://www.aljazeera.com/news/1", "Al Jazeera"),
        (None, "https://arabic.syriahr.com/x", "Syrian Observatory for Human Rights"),
    ],
)
def test_outlet_is_found_by_name_alias_or_host(publisher: str | None, url: str | None, name: str) -> None:
    found = Register.shipped().outlet(publisher, url)
    assert found is not None and found.name == name


@pytest.mark.parametrize("url", [None, "http://[bad", "https://notreuters.com/x", "reuters.com.evil.example"])
def test_unknown_outlet_is_none(url: str | None) -> None:
    assert Register.shipped().outlet("Nobody's Paper", url) is None


@pytest.mark.parametrize(
    "text",
    [
        "TARVEL (Reuters) - Shells fell.",
        "Shells fell. " * 40 + "\nReuters",
        "Source: Reuters\nShells fell.",
        "TARVEL, 4 March — Reuters\nShells",
    ],
)
def test_credit_line_names_the_agency(text: str) -> None:
    found = Register.shipped().credited(text)
    assert found is not None and found.name == "Reuters"


@pytest.mark.parametrize("text", ["The mayor told Reuters that shells fell.", "A Reuters reporter saw it.", "(Le Monde) - Shells.", ""])
def test_mention_of_an_agency_is_no_credit(text: str) -> None:
    assert Register.shipped().credited(text) is None


def test_users_file_extends_and_replaces(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "name,kind,owner,aliases,reliability,reliability_by,reliability_on\n"
        "# our desk's word\n"
        'Reuters,agency,"Thomson, Reuters",RTRS,b,Desk,2031-01-02\n'
        "Tarvel Post,newspaper,,,,,\n",
        "utf-8",
    )
    register = Register.with_file(path)
    reuters = register.named("rtrs")
    assert reuters is not None
    assert (reuters.reliability, reuters.reliability_by, str(reuters.reliability_on)) == ("B", "Desk", "2031-01-02")
    assert register.outlet("TARVEL POST") is not None and register.named("AFP") is not None


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("name,kind\nA,nwspaper\n", 2, "kind: 'nwspaper' is not known"),
        ("name,kind\n\n#x\nA,agency\nA,agency\n", 5, "'A' stands in line 4 already"),
        ("name,kind\nA,agency,x\n", 2, "3 fields, the header has 2"),
        ("name,sort\nA,agency\n", 1, "no column is called 'sort'"),
        ("name,owner\nA,x\n", 1, "the column 'kind' is missing"),
        ("name,kind\n,agency\n", 2, "the name is empty"),
        ("name,kind,reliability\nA,agency,Z\n", 2, "reliability: 'Z' is not known"),
        ("name,kind,reliability\nA,agency,A\n", 2, "without who said so and when"),
        ("name,kind,reliability,reliability_by,reliability_on\nA,agency,A,me,May\n", 2, "reliability_on: 'May' is no date"),
        ('name,kind\n"A,agency\nB,agency\nC,agency\n', 2, "no CSV"),
        ('name,kind,note\nA,agency,"two\nlines"\nB,paper,\n', 4, "kind: 'paper' is not known"),
        ("", 1, "is empty"),
        ("# nothing yet\n\n", 1, "is empty"),
        ("name,kind,name\nA,agency,B\n", 1, "the column 'name' stands twice"),
        ("name;kind\nA;agency\n", 1, "parted by ';'"),
        ("name,kind,aliases\nA,agency,X;Y\nB,agency,y\n", 3, "'y' stands in line 2 already"),
        ("name,kind,hosts\nA,agency,https://a.example/\n", 2, "hosts: 'https://a.example/' is no domain"),
        ("name,kind\nA,agency\nB\0,agency\n", 3, "is no text"),
    ],
)
def test_malformed_file_is_told_with_line_and_remedy(tmp_path: pathlib.Path, content: str, line: int, said: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as told:
        read_sources(path)
    assert told.value.source == f"{path}, line {line}"
    assert said in told.value.why and told.value.remedy


def test_missing_or_binary_file_is_told(tmp_path: pathlib.Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_sources(tmp_path / "none.csv")
    with pytest.raises(InputError, match="cannot be read"):
        read_sources(tmp_path)
    (tmp_path / "raw.csv").write_bytes(b"name,kind\nCaf\xe9,agency\n")
    with pytest.raises(InputError, match=r"line 2: .*not UTF-8"):
        read_sources(tmp_path / "raw.csv")


def test_outlets_of_one_owner_are_one_source() -> None:
    one, other = Source(name="Gazette", kind="newspaper", owner="Quay Press"), Source(name="Online", kind="website", owner="Quay Press")
    assert one.key == other.key
