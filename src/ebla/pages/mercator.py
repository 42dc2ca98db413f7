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
