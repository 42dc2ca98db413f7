"""A file of the user's own actors: what is malformed is told with file, line and remedy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ebla.actors import Roster
from ebla.errors import InputError

WATCH = {
    "actor_id": "xkx-town-watch", "name": "Town Watch of Vale", "aliases": ["TWV"], "code": "XKX PRM", "kind": "militia", "country": "XKX",
    "countries": ["XKX"], "parent": None, "valid_from": "1999-03", "valid_to": None, "conflicts": [], "source": "invented",
}  # fmt: skip
GOOD = json.dumps(WATCH)


def changed(**changes: object) -> str:
    return json.dumps(WATCH | changes)


def test_every_field_may_be_given(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    full = changed(
        note="n", names=[{"name": "Vale Watch", "valid_to": "2001"}], codes=[{"code": "XKX REB", "valid_from": "2002-01-05"}],
        capital_aliases=["TWV"], ambiguous_aliases=[{"alias": "Watch", "countries": ["XKX"], "reason": "shared"}],
    )  # fmt: skip
    path.write_text(f"\ufeff{full}\n\n", "utf-8")
    assert Roster.with_local(path)["xkx-town-watch"].names[0].value == "Vale Watch"


def test_every_line_of_the_roster_has_the_form(tmp_path: Path) -> None:
    from importlib.resources import files

    from ebla.actors.local import local_actors

    path = tmp_path / "all.jsonl"
    path.write_bytes((files("ebla.actors") / "roster.jsonl").read_bytes())
    assert len(local_actors(path, ())) == len(Roster.load())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "malformed"),
        ("[1]", "malformed"),
        (changed(colour="red"), "unknown field `colour`"),
        (changed(code=None), "$.code"),
        (changed(aliases="TWV"), "$.aliases"),
        (changed(aliases=[""]), "$.aliases"),
        (changed(valid_from="March"), "$.valid_from"),
        (changed(actor_id='x"y'), "$.actor_id"),
        (changed(codes=[{"name": "x"}]), "$.codes"),
        (GOOD.replace('"name"', '"nom"'), "nom"),
        (GOOD, "stands in line 1 already"),
        (changed(actor_id="afg-state"), "is in Ebla's roster already"),
        (changed(note="\ud800"), "no JSON"),
    ],
)
def test_malformed_line_is_told(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(f"{GOOD}\n\n{line}\n", "utf-8")
    with pytest.raises(InputError) as told:
        Roster.with_local(path)
    assert told.value.source == f"{path}, line 3"
    assert said in told.value.why and told.value.remedy


def test_bytes_that_are_no_text_and_missing_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_bytes(GOOD.encode().replace(b"Vale", b"V\xe9le"))
    with pytest.raises(InputError, match=r"line 1: .*UTF-8"):
        Roster.with_local(path)
    for missing in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(InputError, match="cannot be read"):
            Roster.with_local(missing)
