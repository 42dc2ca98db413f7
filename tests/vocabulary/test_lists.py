"""The vocabulary files agree with the records, the lexicons and the gazetteer: no value without a meaning, none that is not used."""

from __future__ import annotations

import csv
import doctest
import pathlib
import tomllib
from typing import Any, get_args

import pytest

import ebla
from ebla import vocabulary
from ebla.records import claims
from ebla.records.date import DatePrecision
from ebla.records.place import PlacePrecision
from ebla.vocabulary import lists

PACKAGE = pathlib.Path(ebla.__file__).parent
LISTS: dict[str, Any] = {
    "event types": (claims.EventType, vocabulary.plover_types),
    "ACLED types": (claims.AcledEventType, vocabulary.acled_types),
    "ACLED sub-event types": (claims.AcledSubEventType, vocabulary.acled_sub_types),
    "quantifiers": (claims.Quantifier, vocabulary.quantifiers),
    "place precisions": (PlacePrecision, vocabulary.place_precisions),
    "date precisions": (DatePrecision, vocabulary.date_precisions),
}


@pytest.mark.parametrize("name", LISTS)
def test_list_agrees_with_the_record(name: str):
    literal, entries = LISTS[name]
    assert sorted(entries()) == sorted(get_args(literal))


def test_modes_agree_with_the_record():
    modes = {mode.name for kind in vocabulary.plover_types().values() for mode in kind.modes}
    assert modes == set(get_args(claims.Mode))


def test_every_entry_names_its_codebook_and_version():
    functions = [entries for _, entries in LISTS.values()] + [vocabulary.idmc_terms, vocabulary.feature_codes]
    for function in functions:
        for entry in function().values():
            assert entry.codebook and entry.version and entry.means, entry


def test_a_mode_of_another_codebook_says_so():
    massacre = next(mode for mode in vocabulary.plover_types()["ASSAULT"].modes if mode.name == "massacre")
    assert massacre.codebook == "PLOVER structured codebook" and massacre.score is None


def test_scores_of_conflict_are_negative_and_of_cooperation_positive():
    for kind in vocabulary.plover_types().values():
        sign = 1 if kind.quad_class.endswith("C") else -1
        assert kind.score * sign >= 0, kind.name


@pytest.mark.parametrize(("name", "code"), [("exact", 1), ("vague", 5), ("international", 7)])
def test_place_precision_has_the_number_of_ucdp(name: str, code: int):
    assert vocabulary.place_precisions()[name].code == code


def test_open_date_has_no_number():
    assert vocabulary.date_precisions()["open"].code is None


def test_terms_of_the_figure_lexicon_are_of_idmc():
    lexicon = tomllib.loads((PACKAGE / "reading" / "lexicons" / "figures.toml").read_text(encoding="utf-8"))
    assert set(lexicon["idmc"]) <= set(vocabulary.idmc_terms())


def test_trigger_lexicon_names_known_types_and_modes():
    with (PACKAGE / "reading" / "lexicons" / "triggers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    types = vocabulary.plover_types()
    for row in rows:
        if row["event_type"]:
            assert row["event_type"] in types, row
            assert not row["mode"] or row["mode"] in {mode.name for mode in types[row["event_type"]].modes}, row
        assert row["acled"] in ("", "-") or row["acled"] in vocabulary.acled_sub_types(), row


def test_feature_codes_of_the_supplement_are_known():
    with (PACKAGE / "gazetteer" / "data" / "supplement.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["feature_code"] for row in csv.DictReader(line for line in file if not line.startswith("#"))}
    assert codes <= set(vocabulary.feature_codes())


def test_examples_hold():
    assert doctest.testmod(lists) == (0, 3)
