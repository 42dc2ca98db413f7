"""The compiled world gazetteer, asked by name."""

import pathlib
import sqlite3

import pytest

from ebla.errors import GazetteerError
from ebla.gazetteer.find import WORLD, Gazetteer
from ebla.gazetteer.names import hashed
from ebla.gazetteer.store import MOST, Match, Store
from ebla.gazetteer.writing import Row, write_store


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Idlib", "SY", 35.93, 36.63),
        ("Hmeymim", "SY", 35.40, 35.95),
        ("Kiev", "UA", 50.45, 30.52),
        ("Киев", "UA", 50.45, 30.52),
        ("حلب", "SY", 36.20, 37.16),
        ("Al-Hudaida", "YE", 14.80, 42.95),
        ("Bagram airfield", "AF", 34.95, 69.27),
    ],
)
def test_named_finds_spellings(name: str, country: str, latitude: float, longitude: float) -> None:
    entry = next(h.entry for h in Gazetteer.world().named(name) if h.entry.country == country)
    assert entry.latitude == pytest.approx(latitude, abs=0.2)
    assert entry.longitude == pytest.approx(longitude, abs=0.2)


def test_named_returns_nothing_for_no_name() -> None:
    assert Gazetteer.world().named("…") == ()
    assert Gazetteer.world().named("Xqzvwk") == ()


def test_sounding_needs_a_country() -> None:
    gazetteer = Gazetteer.world()
    assert gazetteer.sounding("Hodaydah", frozenset()) == ()
    assert any(h.entry.name == "Al Hudaydah" for h in gazetteer.sounding("Hodaydah", frozenset({"YE"})))


def test_admin1_walks_up_to_the_division() -> None:
    gazetteer = Gazetteer.world()
    town = next(h.entry for h in gazetteer.named("Saraqib") if h.entry.feature_code == "PPL")
    division = gazetteer.admin1(town)
    assert division is not None
    assert (division.name, division.code) == ("Idlib", "SY-ID")


def test_every_division_with_a_code_stands_in_its_country() -> None:
    connection = sqlite3.connect(f"{WORLD.as_uri()}?mode=ro", uri=True)
    wrong = connection.execute(
        "SELECT count(*) FROM places WHERE feature_code = 'ADM1' AND code IS NOT NULL AND substr(code, 1, 2) <> country"
    ).fetchone()
    connection.close()
    assert wrong[0] <= 5  # overseas parts that ISO lists under their mother country


def test_world_is_small_enough_to_ship() -> None:
    assert WORLD.stat().st_size <= 40_000_000


def _rows() -> list[Row]:
    return [Row(1, "Qarya", 35.0, 36.0, "SY", "PPL", others=("Karya",)), Row(2, "Nowhere", None, None, "SY", "AREA")]


def test_write_store_gives_the_same_bytes_twice(tmp_path: pathlib.Path) -> None:
    for name in ("a.sqlite", "b.sqlite"):
        write_store(tmp_path / name, _rows(), {"name": "test"})
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_store_answers_by_the_best_way_to_an_entry(tmp_path: pathlib.Path) -> None:
    write_store(tmp_path / "a.sqlite", _rows(), {})
    store = Store(tmp_path / "a.sqlite")
    assert [(e.id, how) for e, how in store.named(hashed("qarya"))] == [(1, Match.OWN)]
    assert [(e.id, how) for e, how in store.named(hashed("karya"))] == [(1, Match.OTHER)]
    assert store.entry(2).latitude is None


def test_store_answers_with_the_largest_of_many_namesakes(tmp_path: pathlib.Path) -> None:
    rows = [Row(n, "Nuevo Testo", 1.0, 1.0, "MX", "PPL", population=900_000 if n == 700 else n % 2) for n in range(1, 801)]
    write_store(tmp_path / "a.sqlite", rows, {})
    found = [entry for entry, _ in Store(tmp_path / "a.sqlite").named(hashed("nuevotesto"))]
    assert (found[0].id, found[1].population, len(found)) == (700, 1, MOST)


def test_write_store_is_the_same_when_keys_go_to_disk(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Row(n, f"Testo {n}", 1.0, 1.0, "MX", "PPL") for n in range(1, 500)]
    write_store(tmp_path / "a.sqlite", rows, {})
    monkeypatch.setattr("ebla.gazetteer.writing.HELD", 100)
    write_store(tmp_path / "b.sqlite", rows, {})
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_write_store_sweeps_what_a_killed_run_left(tmp_path: pathlib.Path) -> None:
    left = tmp_path / ".adding-999999999"
    left.mkdir()
    (left / "draft").write_bytes(b"half")
    write_store(tmp_path / "a.sqlite", _rows(), {})
    assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]


def test_write_store_leaves_no_half_file(tmp_path: pathlib.Path) -> None:
    twice = [*_rows(), Row(1, "Again", 1.0, 1.0, "SY", "PPL")]
    with pytest.raises(sqlite3.IntegrityError):
        write_store(tmp_path / "a.sqlite", twice, {})
    assert list(tmp_path.iterdir()) == []


def test_store_refuses_what_is_no_gazetteer(tmp_path: pathlib.Path) -> None:
    (tmp_path / "x.sqlite").write_text("not a database, but longer than a header of one hundred bytes would be " * 3)
    with pytest.raises(GazetteerError, match="not a compiled gazetteer"):
        Store(tmp_path / "x.sqlite")
    with pytest.raises(GazetteerError, match="no such gazetteer"):
        Store(tmp_path / "none.sqlite")
