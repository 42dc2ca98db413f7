"""Score the place reader: `python -m evaluation.places [names] [lgl] [gwn]` (all by default). The corpora need EBLA_SHARED; `--details`
prints misses.

Prints, for the names: found and right inside the country. For a corpus: resolution of gold spans (share within 161 km, unresolved ones
count as wrong),
recognition (exact and overlapping spans), and the share within 161 km of those that were found.
"""

from __future__ import annotations

import csv
import pathlib
import sys

from ebla.gazetteer.find import Gazetteer
from ebla.reading.parse import Parser
from ebla.reading.places import find_places, resolve_parsed
from ebla.records import RankedPlace
from evaluation.places.corpora import Article, Gold, geowebnews, km, lgl
from evaluation.places.names import right_entry

HERE = pathlib.Path(__file__).parent
MILES_100_KM = 161.0
REACH_KM = {"adm1": 100.0, "adm2": 50.0}


def names(details: bool) -> float:
    """Score the three hundred names with their country given."""
    with (HERE / "names_300.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(line for line in handle if not line.startswith("#")))
    gazetteer, right = Gazetteer.world(), 0
    for row in rows:
        entry = right_entry(gazetteer, row["name"], row["country"], row["kind"])
        if not row["latitude"]:
            good = entry is not None and entry.latitude is None
        else:
            good = entry is not None and entry.latitude is not None and entry.longitude is not None
            if good and entry is not None:
                off = km(float(row["latitude"]), float(row["longitude"]), entry.latitude or 0.0, entry.longitude or 0.0)
                good = off <= REACH_KM.get(row["kind"], 25.0)
        right += good
        if details and not good:
            print(
                f"  {row['name']} {row['country']} {row['kind']}: {entry and (entry.name, entry.country, entry.latitude, entry.longitude)}"
            )
    print(f"names: {right} of {len(rows)} right ({right / len(rows):.3f})")
    return right / len(rows)


def corpus(name: str, articles: list[Article], details: bool, kinds: frozenset[str] | None = None) -> None:
    """Score a corpus: gold spans, recognition, and both together."""
    parser = Parser.load()
    points = right = solved = listed = listed_right = 0
    hit = exact = said = wanted = found_points = found_right = 0
    for article in articles:
        parsed = parser.parse(article.text)
        gold = article.gold
        for g, place in zip(gold, resolve_parsed(parsed, [(g.start, g.end) for g in gold]), strict=True):
            if g.latitude is None or g.longitude is None:
                continue
            points += 1
            point = _point(place)
            near = _within(g, *point)
            solved += point[0] is not None
            right += near
            listed += g.listed
            listed_right += near and g.listed
            if details and not near:
                seen = place and (place.name, place.country, place.admin1, place.feature_code, place.latitude, place.longitude)
                print(f"  {name} {article.name} {g.text!r} {g.kind} gold {g.latitude} {g.longitude} said {seen}")
        read = [p for p in find_places(parsed, everything=True) if p.span and not p.inferred]
        said += len(read)
        wanted += len(gold)
        taken: set[int] = set()
        for g in gold:
            i = next((i for i, p in enumerate(read) if i not in taken and p.span and p.span[0] < g.end and g.start < p.span[1]), None)
            if i is None:
                if details:
                    print(f"  {name} {article.name} missed {g.text!r}: …{article.text[max(0, g.start - 40) : g.end + 30]!r}")
                continue
            taken.add(i)
            hit += 1
            exact += read[i].span == (g.start, g.end)
            if g.latitude is not None:
                found_points += 1
                found_right += _within(g, *_point(read[i]))
        if details:
            for i, p in enumerate(read):
                if i not in taken and p.span:
                    print(
                        f"  {name} {article.name} spurious {p.text!r} {p.rule}: …{article.text[max(0, p.span[0] - 40) : p.span[1] + 30]!r}"
                    )
    print(
        f"{name}: gold spans {points}, resolved {solved / points:.3f}, acc@161 {right / points:.3f}; "
        f"with a GeoNames id {listed}, acc@161 {listed_right / listed:.3f}"
    )
    for label, n in (("overlapping", hit), ("exact", exact)):
        p, r = n / max(said, 1), n / max(wanted, 1)
        print(f"{name}: recognition {label}: precision {p:.3f} recall {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}")
    print(f"{name}: acc@161 of the found {found_right / max(found_points, 1):.3f} of {found_points}")


def _point(place: RankedPlace | None) -> tuple[float | None, float | None]:
    """Return the point of a place, or for one that is never drawn (a continent, a desert) that of its likeliest entry."""
    if place is None:
        return None, None
    if place.latitude is None and place.candidates:
        return place.candidates[0].latitude, place.candidates[0].longitude
    return place.latitude, place.longitude


def _within(g: Gold, lat: float | None, lon: float | None) -> bool:
    if lat is None or lon is None or g.latitude is None or g.longitude is None:
        return False
    return km(g.latitude, g.longitude, lat, lon) <= MILES_100_KM


def main(arguments: list[str]) -> None:
    """Run the parts that are asked for."""
    details = "--details" in arguments
    parts = [a for a in arguments if not a.startswith("-")] or ["names", "lgl", "gwn"]
    if "names" in parts:
        names(details)
    if "lgl" in parts:
        corpus("LGL", lgl(), details)
    if "gwn" in parts:
        corpus("GWN", geowebnews(), details)


if __name__ == "__main__":
    main(sys.argv[1:])
