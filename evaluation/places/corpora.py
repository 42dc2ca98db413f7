"""Corpora of toponyms in files, articles with gold spans out.

LGL (Lieberman et al. 2010) and GeoWebNews (Gritta et al. 2019), read from `EBLA_SHARED`.
"""

from __future__ import annotations

import math
import os
import pathlib
import xml.etree.ElementTree as ET
from dataclasses import dataclass


@dataclass(frozen=True)
class Gold:
    """A toponym of an article: its span, words, and point where the corpus has one."""

    start: int
    end: int
    text: str
    latitude: float | None
    longitude: float | None
    kind: str
    listed: bool = True  # whether the corpus names a GeoNames entry for it


@dataclass(frozen=True)
class Article:
    """A text with its gold toponyms."""

    name: str
    text: str
    gold: tuple[Gold, ...]


def shared() -> pathlib.Path:
    """Return the folder that EBLA_SHARED names. Exits with a message without it."""
    folder = os.environ.get("EBLA_SHARED")
    if not folder:
        raise SystemExit("The corpora are not in the repository: set EBLA_SHARED to the folder that holds bench/geoparsing.")
    return pathlib.Path(folder)


def lgl() -> list[Article]:
    """Return the articles of LGL. All its toponyms are gold; those without a point count for recognition only."""
    out = []
    for article in ET.parse(shared() / "bench" / "geoparsing" / "lgl.xml").getroot():
        text = article.findtext("text") or ""
        gold = []
        for t in article.iter("toponym"):
            lat, lon = t.findtext(".//lat"), t.findtext(".//lon")
            start, end = int(t.findtext("start") or 0), int(t.findtext("end") or 0)
            gold.append(_gold(text, start, end, t.findtext("phrase") or "", lat, lon, t.findtext(".//fcode") or ""))
        out.append(Article(article.get("docid") or "", text, tuple(gold)))
    return out


def geowebnews() -> list[Article]:
    """Return the articles of GeoWebNews with the toponyms that have a point (2,601)."""
    out = []
    for article in ET.parse(shared() / "bench" / "geoparsing" / "GWN.xml").getroot():
        text = article.findtext("text") or ""
        gold = []
        for t in article.iter("toponym"):
            lat, lon = t.findtext("latitude"), t.findtext("longitude")
            if lat and lon:
                start, end = int(t.findtext("start") or 0), int(t.findtext("end") or 0)
                gold.append(
                    _gold(
                        text,
                        start,
                        end,
                        t.findtext("extractedName") or "",
                        lat,
                        lon,
                        t.findtext("type") or "",
                        bool(t.findtext("geonamesID")),
                    )
                )
        out.append(Article(article.get("file") or "", text, tuple(gold)))
    return out


def _gold(text: str, start: int, end: int, phrase: str, lat: str | None, lon: str | None, kind: str, listed: bool = True) -> Gold:
    if text[start:end] != phrase:  # a few offsets are out by some characters
        found = text.find(phrase, max(0, start - 20))
        if phrase and 0 <= found <= start + 40:
            start, end = found, found + len(phrase)
    return Gold(start, end, phrase, float(lat) if lat else None, float(lon) if lon else None, kind, listed)


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance. [km]"""
    a, b, d = math.radians(lat1), math.radians(lat2), math.radians(lon1 - lon2)
    return 6371.0 * math.acos(max(-1.0, min(1.0, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(d))))
