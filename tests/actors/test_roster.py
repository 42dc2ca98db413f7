"""The roster: recall on a list of names written before it, its data's laws, and how names are matched and told apart."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from ebla.actors import Roster, RosterEntry, code_on, country_by_demonym, country_by_name, iso2_of, iso3_of, name_on
from ebla.actors.countries import countries
from ebla.actors.making.build import build
from ebla.actors.names import word_set, words_of

NAMES = Path(__file__).with_name("names_100.csv")
MIN_RECALL = 0.95
KINDS = word_set("state government army air_force navy police militia rebel_group party person igo un_body ngo monitor media")
SECTORS = word_set("GOV MIL COP LEG JUD REB PRM UAF PTY OPP CVL REF JRN SPY CRM SOC LAB REL")
BARE = {"UNO", "EUR", "IGO", "NGO"}


@pytest.fixture(scope="module")
def roster() -> Roster:
    return Roster.load()


@pytest.fixture(scope="module")
def entries(roster: Roster) -> list[RosterEntry]:
    return roster.entries()


def ids(roster: Roster, text: str, start: int = 0, on: date | None = None) -> list[str]:
    return [hit.actor_id for hit in roster.match(text.split(), start, on)]


def test_names_of_the_list_are_found_with_their_code(roster: Roster, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(NAMES.read_text(encoding="utf-8").splitlines()))
    right_code, right_name, missed = 0, 0, []
    for row in rows:
        on = date(int(row["year"]), 7, 1)
        entry = roster.lookup(row["name"], row["country"], on)
        code = code_on(entry, on, row["country"]) if entry else None
        right_code += code == row["code"]
        right_name += entry is not None and name_on(entry, on) == row["canonical_name"]
        if code != row["code"]:
            missed.append(f"{row['name']} {row['year']}: {row['code']} expected, {code} given")
    with capsys.disabled():
        print(f"\nroster: {right_code} of {len(rows)} names with the right code, {right_name} with the right name; {missed}")
    assert right_code / len(rows) >= MIN_RECALL
    assert right_name / len(rows) >= MIN_RECALL


def test_files_are_what_the_tables_give() -> None:
    data, index = build()
    home = Path(__file__).parents[2] / "src" / "ebla" / "actors"
    again = "run: python -m ebla.actors.making.build"
    assert (home / "roster.jsonl").read_bytes() == data, again
    assert (home / "roster.index").read_text(encoding="utf-8") == index, again


def test_ids_are_unique(entries: list[RosterEntry]) -> None:
    assert len({e.actor_id for e in entries}) == len(entries) >= 800


def test_parents_exist_and_make_no_circle(roster: Roster, entries: list[RosterEntry]) -> None:
    for entry in entries:
        seen = {entry.actor_id}
        parent = entry.parent
        while parent is not None:
            assert parent in roster, f"{entry.actor_id}: no parent {parent}"
            assert parent not in seen, f"{entry.actor_id}: parents go in a circle"
            seen.add(parent)
            parent = roster[parent].parent


def test_dates_are_in_order(entries: list[RosterEntry]) -> None:
    for entry in entries:
        for start, end in [(entry.valid_from, entry.valid_to), *((d.valid_from, d.valid_to) for d in (*entry.names, *entry.codes))]:
            for day in filter(None, (start, end)):
                date.fromisoformat(f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10])
            assert not (start and end) or start[: len(end)] <= end, f"{entry.actor_id}: {start} to {end}"


def test_every_entry_has_a_source_a_kind_and_a_code(entries: list[RosterEntry]) -> None:
    known = {c.iso3 for c in countries()} | {"IMG"}
    for entry in entries:
        assert entry.source, entry.actor_id
        assert entry.kind in KINDS, entry.actor_id
        for code in (entry.code, *(c.value for c in entry.codes)):
            where, _, sector = code.partition(" ")
            assert code in BARE or (where in known and sector in SECTORS), f"{entry.actor_id}: {code}"
        assert set(entry.countries) <= known, entry.actor_id


def test_many_conflicts_are_covered_with_dates(entries: list[RosterEntry]) -> None:
    dated = [e for e in entries if e.conflicts and (e.valid_from or e.valid_to)]
    persons = [e for e in entries if e.kind == "person"]
    assert len(dated) >= 400
    assert len({c for e in dated for c in e.conflicts}) >= 15
    assert len(persons) >= 350
    assert all(c.office and c.body is not None for p in persons if p.country for c in p.codes if not c.value.endswith(" REL") and c.body)


def test_alias_data_is_json_lines_with_the_agreed_keys() -> None:
    home = Path(__file__).parents[2] / "src" / "ebla" / "actors"
    line = json.loads((home / "roster.jsonl").read_text(encoding="utf-8").splitlines()[0])
    keys = "actor_id name aliases code kind country countries parent valid_from valid_to conflicts source"
    assert set(keys.split()) <= set(line)


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("The Syrian air force bombed", 1, ["syr-air-force"]),
        ("SHINING PATH GUERRILLAS ATTACKED", 0, ["per-sendero"]),
        ("WHO said IS fighters fled", 0, ["un-who"]),
        ("WHO said IS fighters fled", 2, ["img-is"]),
        ("those who said it is so", 1, []),
        ("those who said it is so", 4, []),
        ("al - Shabaab said", 0, ["som-shabaab", "img-is-moz"]),
        ("al-Qa’ida in the Islamic Maghreb", 0, ["img-aqim"]),
        ("Let us go", 0, []),
        ("the male voters of Male", 1, []),
        ("fighting in Médecins Sans Frontières clinics", 2, ["ngo-msf"]),
        ("U.S. Central Command said", 0, ["usa-centcom"]),
        ("People 's Protection Units said", 0, ["syr-ypg"]),
        ("Islamic Jihad, Hamas", 0, ["pse-pij"]),
    ],
)
def test_the_longest_name_is_matched(roster: Roster, text: str, start: int, expected: list[str]) -> None:
    assert ids(roster, text, start) == expected


def test_a_match_says_which_tokens(roster: Roster) -> None:
    hit = roster.match(["The", "Lord", "'s", "Resistance", "Army", "attacked"], 1)[0]
    assert (hit.start, hit.end) == (1, 5)


def test_a_comma_ends_a_name(roster: Roster) -> None:
    hits = roster.match(["United", ",", "Nations"], 0)
    assert hits == []


def test_an_entry_not_valid_on_the_date_is_kept_last_and_flagged(roster: Roster) -> None:
    now = roster.match(["Kremlin"], 0, date(2022, 3, 1))
    then = roster.match(["Kremlin"], 0, date(1990, 3, 1))
    assert [(h.actor_id, h.valid) for h in now] == [("rus-government", True), ("sun-government", False)]
    assert [(h.actor_id, h.valid) for h in then] == [("sun-government", True), ("rus-government", False)]
    assert [h.valid for h in roster.match(["Rwandan", "Patriotic", "Front"], 0, date(1970, 1, 1))] == [False]


def test_words_in_a_text_all_in_capitals_are_weak(roster: Roster) -> None:
    assert [h.weak for h in roster.match(["THE", "POLICE", "WHO", "CAME"], 2)] == [True]
    assert [h.weak for h in roster.match(["WHO", "came"], 0)] == [False]


def test_an_ambiguous_name_says_where_it_holds(roster: Roster) -> None:
    hits = {h.actor_id: h for h in roster.match(["Tigers"], 0)}
    assert hits["lka-ltte"].ambiguous and hits["lka-ltte"].holds_in == ("LKA",)
    assert roster.match(["Ankara"], 0)[0].reason == "place"
    assert roster.match(["Assad", "'s", "forces"], 0)[0].actor_id == "syr-army"


@pytest.mark.parametrize(
    ("name", "country", "year", "expected"),
    [
        ("Jebhat al-Nosra", "SYR", 2014, "syr-nusra"),
        ("Al Quaeda", None, 2004, "img-aq"),
        ("Hisbollah", "LBN", 2006, "lbn-hezbollah"),
        ("Moamar Ghaddafi", "LBY", 2011, "lby-muammar-gaddafi"),
        ("Republican Guard", "IRQ", 2003, "irq-rg"),
        ("Hutu rebels", "BDI", 1999, "bdi-fnl"),
        ("National Liberation Army", "MKD", 2001, "mkd-nla"),
        ("President Kabila", "COD", 2005, "cod-joseph-kabila"),
        ("Nkunda's rebels", "COD", 2008, "cod-cndp"),
        ("IS fighters", "IRQ", 2016, "img-is"),
        ("Islamic State (IS)", "IRQ", 2015, "img-is"),
        ("Hutu militia", "RWA", 1994, "rwa-interahamwe"),
        ("Armed Forces", "SLV", 1990, None),
        ("Springfield Republicans", None, 2010, None),
        ("Syria rebels", None, 2014, None),
        ("Liberation Front", None, 2000, None),
        ("rebels", "SYR", 2015, None),
        ("Tigers", None, 2000, None),
    ],
)
def test_one_name_is_looked_up(roster: Roster, name: str, country: str | None, year: int, expected: str | None) -> None:
    entry = roster.lookup(name, country, date(year, 7, 1))
    assert (entry.actor_id if entry else None) == expected


def test_name_and_code_follow_the_date_and_the_country(roster: Roster) -> None:
    nusra, rsf, hezbollah = roster["syr-nusra"], roster["sdn-rsf"], roster["lbn-hezbollah"]
    assert [name_on(nusra, date(y, 3, 1)) for y in (2014, 2019)] == ["Jabhat al-Nusra", "Hayat Tahrir al-Sham"]
    assert [(name_on(rsf, date(y, 7, 1)), code_on(rsf, date(y, 7, 1))) for y in (2005, 2023)] == [
        ("Janjaweed", "SDN PRM"),
        ("Rapid Support Forces", "SDN REB"),
    ]
    assert [code_on(hezbollah, date(2014, 1, 1), c) for c in ("LBN", "SYR")] == ["LBN REB", "SYR PRM"]
    assert name_on(roster["cod-army"], date(1995, 1, 1)) == "Military Forces of Zaire"


def test_a_person_has_the_code_of_the_office_held(roster: Roster) -> None:
    kagame = roster["rwa-paul-kagame"]
    assert [code_on(kagame, date(y, 6, 1)) for y in (1992, 2005)] == ["RWA REB", "RWA GOV"]


def test_countries_by_demonym_name_and_code() -> None:
    assert [country_by_demonym(d) for d in ("Syrian", "Syrians", "Zairean", "Congolese", "Nordic")] == ["SYR", "SYR", "COD", "COD", None]
    assert [country_by_name(n) for n in ("Burma", "the Ivory Coast", "Côte d'Ivoire", "U.S.", "Atlantis")] == [
        "MMR",
        "CIV",
        "CIV",
        "USA",
        None,
    ]
    assert (iso3_of("sy"), iso2_of("SYR"), iso2_of("YUG"), iso3_of("XX")) == ("SYR", "SY", "YU", None)


def test_local_actors_can_be_added(tmp_path: Path) -> None:
    line = {"actor_id": "xkx-town-watch", "name": "Town Watch of Vale", "aliases": ["TWV"], "code": "XKX PRM", "kind": "militia"}
    line |= {
        "country": "XKX",
        "countries": ["XKX"],
        "parent": None,
        "valid_from": None,
        "valid_to": None,
        "conflicts": [],
        "source": "test",
    }
    path = tmp_path / "local.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert ids(Roster.with_local(path), "the Town Watch of Vale fired", 1) == ["xkx-town-watch"]


def test_spellings_of_one_name_give_the_same_words() -> None:
    for one, other in [
        ("Al-Qa'ida", "al-Qaeda"),
        ("Ahrar ash-Sham", "Ahrar al Sham"),
        ("Defense Forces", "the Defence forces"),
        ("Şırnak’s", "Sirnak"),
    ]:
        assert words_of(one) == words_of(other)
