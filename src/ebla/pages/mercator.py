"""WGS 84 degrees in; whole numbers of a square world map out, for bins by bit shift. Knows no database."""

from __future__ import annotations

import math

# The map is 2**20 units wide and high: about 38 m a unit at the equator.
BITS = 20
_SIZE = 1 << BITS
# Where the square map ends. Source: spherical Mercator (EPSG:3857), atan(sinh(pi)).
_MOST_LATITUDE = 85.0511287798


def column(longitude: float) -> int:
    """Return the column of a longitude, 0 at 180° W.

    >>> column(-180.0), column(0.0), column(180.0)
    (0, 524288, 1048575)
    """
    return min(_SIZE - 1, max(0, int((longitude + 180.0) / 360.0 * _SIZE)))


def row(latitude: float) -> int:
    """Return the row of a latitude, 0 at the northern edge of the map.

    >>> row(90.0), row(0.0), row(-90.0)
    (0, 524288, 1048575)
    """
    bounded = math.radians(min(_MOST_LATITUDE, max(-_MOST_LATITUDE, latitude)))
    return min(_SIZE - 1, max(0, int((1 - math.asinh(math.tan(bounded)) / math.pi) / 2 * _SIZE)))


def longitude_of(place: float) -> float:
    """Return the longitude of a column [degrees].

    >>> longitude_of(524288)
    0.0
    """
    return place / _SIZE * 360.0 - 180.0


def latitude_of(place: float) -> float:
    """Return the latitude of a row [degrees].

    >>> latitude_of(524288)
    0.0
    """
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * place / _SIZE))))


# How far an area of each precision usually reaches from its middle, for want of its outline. [km]
_AREA_KM = {"international": 250, "country": 160, "admin1": 60, "admin2": 25}
_OTHER_KM = 40
_KM_A_DEGREE = 111.32


def area_km(precision: str | None) -> int:
    """Return how far round its middle a place that is no point is drawn [km]."""
    return _AREA_KM.get(precision or "", _OTHER_KM)


def box_around(latitude: float, longitude: float, km: float) -> list[float]:
    """Return the box of a circle: west, south, east, north [degrees]; west is greater than east where it crosses 180°.

    >>> box_around(0.0, 179.9, 55.66)
    [179.4, -0.5, -179.6, 0.5]
    """
    south, north = (max(-90.0, min(90.0, latitude + sign * km / _KM_A_DEGREE)) for sign in (-1, 1))
    wide = km / (_KM_A_DEGREE * max(0.01, math.cos(math.radians(latitude))))
    west, east = ((longitude + sign * wide + 180.0) % 360.0 - 180.0 for sign in (-1, 1)) if wide < 180 else (-180.0, 180.0)
    return [round(degrees, 6) for degrees in (west, south, east, north)]
