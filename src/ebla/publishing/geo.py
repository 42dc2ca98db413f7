"""Incidents in; GeoJSON (RFC 7946) out. The only place where longitude comes first.

Only a place that is a point in its report is a point here: a province, a country or "the northwest" has no geometry, and its middle stands
in the properties for who wants it, so that no map shows a pin where nobody said that anything happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ebla.publishing.flat import flat_row
from ebla.records.incident import Incident

_POINTS = ("exact", "near")


def feature(incident: Incident) -> dict[str, Any]:
    """Return an incident as a GeoJSON feature; without geometry where its place is no point."""
    point = incident.latitude is not None and incident.longitude is not None and incident.place_precision in _POINTS
    properties = flat_row(incident) | {"report_ids": incident.report_ids, "claim_ids": incident.claim_ids}
    return {
        "type": "Feature",
        "id": incident.incident_id,
        "geometry": {"type": "Point", "coordinates": [incident.longitude, incident.latitude]} if point else None,
        "properties": properties,
    }


def geojson_lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield the lines of a feature collection, one feature a line, so that any number can be written without holding them all."""
    yield '{"type":"FeatureCollection","features":[\n'
    before = ""
    for incident in incidents:
        yield before + msgspec.json.encode(feature(incident)).decode()
        before = ",\n"
    yield "\n]}\n"
