"""The files that the page brings: others' as they were taken, the base map whole and small."""

from __future__ import annotations

import hashlib
import json
import pathlib
import re

STATIC = pathlib.Path(__file__).parents[2] / "src/ebla/pages/static"


def test_leaflet_is_as_it_was_taken():
    folder = STATIC / "vendor/leaflet"
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert sums.keys() == {"leaflet.js", "leaflet.css", "LICENSE"}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_base_map_is_small_and_each_listed_square_is_there():
    folder = STATIC / "basemap"
    squares = json.loads((folder / "squares.json").read_text(encoding="utf-8"))
    assert {path.stem for path in folder.glob("*-*.json")} == set(squares["land"])
    assert {path.stem for path in (folder / "towns").glob("*.json")} == {*squares["towns"], "world"}
    assert sum(path.stat().st_size for path in folder.rglob("*.json")) < 6_000_000


def test_every_country_has_land_and_a_name():
    world = json.loads((STATIC / "basemap/world.json").read_text(encoding="utf-8"))
    assert len(world["land"]) > 300 and len(world["border"]) > 200 and len(world["disputed"]) > 40
    assert {"Syria", "Ukraine", "Sudan", "Chile"} <= {name for _, _, _, name in world["countries"]}


def test_scripts_name_no_other_host():
    for path in STATIC.glob("*.js"):
        assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path.name
