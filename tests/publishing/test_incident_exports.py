from __future__ import annotations

import csv
import io
import json

from ebla.incidents.view import view_incident
from ebla.publishing.flat import COLUMNS, csv_lines, flat_row
from ebla.publishing.geo import feature, geojson_lines
from ebla.records import Place
from incidents.told import OSK, REGISTER, TARVEL, event, figure, linked, report

WIRE = report("Plain Wire")
DEED = event(WIRE)
INCIDENT = view_incident(linked((WIRE, [DEED, figure(DEED, 12), figure(DEED, 3, number=1, measure="wounded")])), REGISTER)


def at(place: Place | None) -> object:
    return feature(view_incident(linked((WIRE, [event(WIRE, place=place)])), REGISTER))["geometry"]


def test_csv_has_the_columns_and_reads_back() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(csv_lines([INCIDENT, INCIDENT])))))
    assert len(rows) == 2 and tuple(rows[0]) == COLUMNS
    assert (rows[0]["place_name"], rows[0]["killed_best"], rows[0]["wounded_best"]) == ("Tarvel", "12", "3")


def test_csv_text_is_never_a_formula() -> None:
    bad = event(WIRE, place=Place(name="=HYPERLINK(1)", country="ZZ"))
    seen = view_incident(linked((WIRE, [bad])), REGISTER)
    row = next(csv.DictReader(io.StringIO("".join(csv_lines([seen])))))
    assert row["place_name"] == "'=HYPERLINK(1)"


def test_csv_numbers_below_zero_stay_numbers() -> None:
    south = Place(name="Port", latitude=-12.5, longitude=-40.0, country="ZZ", place_precision="exact")
    row = next(csv.DictReader(io.StringIO("".join(csv_lines([view_incident(linked((WIRE, [event(WIRE, place=south)])), REGISTER)])))))
    assert row["latitude"] == "-12.5"


def test_unknown_is_an_empty_cell() -> None:
    assert flat_row(INCIDENT)["facility"] is None


def test_geojson_has_longitude_first() -> None:
    assert at(TARVEL) == {"type": "Point", "coordinates": [TARVEL.longitude, TARVEL.latitude]}


def test_areas_and_vague_places_have_no_point() -> None:
    assert at(OSK) is None and at(Place(name="the north", country="ZZ", place_precision="vague")) is None and at(None) is None
    row = feature(view_incident(linked((WIRE, [event(WIRE, place=OSK)])), REGISTER))["properties"]
    assert (row["latitude"], row["place_precision"]) == (OSK.latitude, "admin1")


def test_geojson_is_one_document_for_none_one_and_many() -> None:
    for count in (0, 1, 3):
        read = json.loads("".join(geojson_lines([INCIDENT] * count)))
        assert read["type"] == "FeatureCollection" and len(read["features"]) == count
