"""Gazetteers of one's own: every row is kept, mended or refused with a reason, and nothing is half-added."""

import json
import pathlib

import pytest

from ebla.errors import GazetteerError
from ebla.gazetteer.add import add_gazetteer
from ebla.gazetteer.find import WORLD, Gazetteer, user_gazetteers


def _dump(*rows: tuple[str, ...]) -> str:
    lines = []
    for number, name, others, lat, lon, country in rows:
        lines.append(
            "\t".join([number, name, name, others, lat, lon, "P", "PPL", country, "", "01", "", "", "", "120", "", "", "UTC", "2020-01-01"])
        )
    return "\n".join(lines) + "\n"


def _add(tmp_path: pathlib.Path, name: str, content: str | bytes, country: str | None = None) -> tuple[object, Gazetteer]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    added = add_gazetteer(path, tmp_path / "own", country)
    return added, Gazetteer([WORLD, added.path])


def test_add_reads_a_geonames_dump(tmp_path: pathlib.Path) -> None:
    added, gazetteer = _add(tmp_path, "SY.txt", _dump(("9000001", "Kafr Testa", "Kafer Testa,كفر تستا", "35.1", "36.2", "SY")))
    assert added.kept == 1
    hit = gazetteer.named("كفر تستا")[0]
    assert (hit.entry.name, hit.entry.geonames_id, hit.entry.latitude, hit.entry.store) == ("Kafr Testa", 9000001, 35.1, 1)


def test_add_judges_rows_one_by_one(tmp_path: pathlib.Path) -> None:
    rows = [
        ("1", "Zero", "", "0", "0", "SY"),
        ("2", "Swapped", "", "136.2", "35.1", "JP"),
        ("3", "Far", "", "95", "200", "SY"),
        ("4", "Words", "", "north", "east", "SY"),
        ("5", "", "", "35", "36", "SY"),
        ("6", "Twice", "", "35", "36", "SY"),
        ("6", "Twice", "", "35", "36", "SY"),
        ("7", "Nan", "", "nan", "36", "SY"),
    ]
    added, gazetteer = _add(tmp_path, "rows.txt", _dump(*rows) + "8\tbroken line\n")
    assert added.kept == 2
    assert dict(added.mended) == {"latitude and longitude were swapped": 1}
    assert dict(added.refused) == {
        "coordinates are 0, 0": 1, "coordinates lie outside the earth": 1, "coordinates are no numbers": 2, "no name": 1,
        "its id was there before": 1, "wrong number of columns": 1,
    }  # fmt: skip
    entry = next(h.entry for h in gazetteer.named("Swapped") if h.entry.store == 1)
    assert (entry.latitude, entry.longitude) == (35.1, 136.2)


def test_add_reads_a_table_of_pcodes(tmp_path: pathlib.Path) -> None:
    table = "admin1Name_en,admin2Name_en,admin2Name_ar,admin2Pcode,lat,lon\nHama,Testabad,تستاباد,SY0599,35.1,36.7\n"
    _, gazetteer = _add(tmp_path, "ocha.csv", table, "sy")
    entry = next(h.entry for h in gazetteer.named("تستاباد"))
    assert (entry.name, entry.code, entry.feature_code, entry.country) == ("Testabad", "SY0599", "ADM2", "SY")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_add_knows_encodings(tmp_path: pathlib.Path, encoding: str) -> None:
    _, gazetteer = _add(tmp_path, "own.csv", "name;latitude;longitude;country\nÉtestville;14,5;-4,25;ML\n".encode(encoding))
    entry = next(h.entry for h in gazetteer.named("Etestville"))
    assert (entry.name, entry.latitude, entry.longitude) == ("Étestville", 14.5, -4.25)


def test_add_reads_geojson_points_and_shapes(tmp_path: pathlib.Path) -> None:
    shape = [[[36.0, 35.0], [37.0, 35.0], [37.0, 36.0], [36.0, 35.0]]]
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Testpoint", "country": "SY"},
            "geometry": {"type": "Point", "coordinates": [36.5, 35.5]},
        },
        {"type": "Feature", "properties": {"ADM3_EN": "Testshape"}, "geometry": {"type": "Polygon", "coordinates": shape}},
        {"type": "Feature", "properties": None, "geometry": None},
    ]
    added, gazetteer = _add(tmp_path, "own.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    assert (added.kept, added.refused.total()) == (2, 1)
    assert next(h.entry for h in gazetteer.named("Testpoint")).latitude == 35.5
    assert next(h.entry for h in gazetteer.named("Testshape")).longitude == 36.5


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "empty"),
        ("town,wide,high\nX,1,2\n", "no column for name"),
        ("{]", "no valid JSON"),
        ("{}", "no FeatureCollection"),
        ("name,lat,lon\nX,0,0\n", "no row"),
    ],
)
def test_add_refuses_a_file_and_leaves_nothing(tmp_path: pathlib.Path, content: str, message: str) -> None:
    (tmp_path / "bad.csv").write_text(content)
    with pytest.raises(GazetteerError, match=message):
        add_gazetteer(tmp_path / "bad.csv", tmp_path / "own")
    assert list((tmp_path / "own").iterdir()) == []


def test_add_twice_replaces_the_first(tmp_path: pathlib.Path) -> None:
    _add(tmp_path, "own.csv", "name,lat,lon\nFirstville,35,36\n")
    _, gazetteer = _add(tmp_path, "own.csv", "name,lat,lon\nSecondville,35,36\n")
    assert len(user_gazetteers(tmp_path / "own")) == 1
    assert not gazetteer.named("Firstville")
    assert gazetteer.named("Secondville")
