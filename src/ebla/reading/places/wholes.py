"""Words for the whole country in ("across the country", "nationwide"), the country that the report speaks of out, marked as inferred.

Only where one country stands out; a report that tells of several gives none.
"""

from __future__ import annotations

import re
from collections import Counter

from ebla.gazetteer.find import Gazetteer
from ebla.reading.parse import ParsedText
from ebla.records import RankedPlace

STANDS_OUT = 0.7  # share of the places of the report that lie in the country
_WHOLE = re.compile(
    r"\b(?:across|throughout|all over|around|in all parts of|in every part of)\s+(the\s+(?:whole\s+|entire\s+)?country)\b(?!\s*[-\u2019'])"
    r"|\b(nation-?wide|country-?wide)\b",
    re.I,
)


def whole_country(parsed: ParsedText, gazetteer: Gazetteer, places: list[RankedPlace]) -> list[RankedPlace]:
    """Return a record of the report's country for each phrase that means all of it.

    Args:
        parsed: The parsed report.
        gazetteer: Where the country's record is looked up.
        places: The places of the report, adjectives among them.
    """
    found = list(_WHOLE.finditer(parsed.text))
    spoken = Counter(place.country for place in places if place.country)
    if not found or not spoken:
        return []
    (country, count), *_ = spoken.most_common(1)
    entry = gazetteer.country(country)
    if count < STANDS_OUT * spoken.total() or entry is None:
        return []
    spans = [match.span(1) if match[1] else match.span(2) for match in found]
    return [
        RankedPlace(
            text=parsed.text[start:end],
            span=(start, end),
            name=entry.name,
            geonames_id=entry.geonames_id,
            latitude=entry.latitude,
            longitude=entry.longitude,
            country=country,
            feature_code=entry.feature_code,
            place_precision="country",
            inferred=True,
            rule="whole_country",
        )
        for start, end in spans
    ]
