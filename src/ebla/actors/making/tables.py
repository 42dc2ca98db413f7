"""Reads the tables written by hand: groups, bodies and persons.

In: tables/*.psv. Out: roster lines as dictionaries. It does *not* make the bodies that every state has: that is `states.py`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ebla.actors.names import word_set, words_of

TABLES = Path(__file__).parent.parent / "tables"
KINDS = {
    "A": "army",
    "B": "un_body",
    "D": "media",
    "F": "air_force",
    "G": "government",
    "I": "igo",
    "M": "militia",
    "N": "ngo",
    "O": "monitor",
    "P": "party",
    "R": "rebel_group",
    "V": "navy",
    "X": "police",
}
SOURCES = {
    "rebel_group": "own knowledge; can be checked in the UCDP Actor dataset and in the Wikipedia article {name}",
    "militia": "own knowledge; can be checked in ACLED's actor list and in the Wikipedia article {name}",
    "un_body": "own knowledge; can be checked in the UN list of peace operations or organs and in the Wikipedia article {name}",
}
SOURCE = "own knowledge; can be checked in the Wikipedia article {name}"
COMMON_SURNAMES = word_set(
    "mohammed khan shah muslim tun naing myint ali hussein hassan ahmed ibrahim omar abdullah may major brown gates rice baker power young "
    "johnson singh maung win sein fox park lee tiger garcia rodriguez perez ii vi iii jr yusuf khalil moran diriye adam shamir salam"
)
"""Surnames that are given names, common words or borne by too many: never an alias alone. Written by hand from the roster's own names."""


def slug_of(text: str) -> str:
    """Give a stable id part: ASCII words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(words_of(text))))


def entry_of(actor_id: str, name: str, kind: str, code: str, country: str | None, **rest: Any) -> dict[str, Any]:
    """Give one roster line with every key in its place."""
    line: dict[str, Any] = {"actor_id": actor_id, "name": name, "aliases": [], "code": code, "kind": kind, "country": country}
    line |= {"countries": [country] if country else [], "parent": None, "valid_from": None, "valid_to": None, "conflicts": [], "source": ""}
    return line | rest


def extras_of(text: str, where: str) -> dict[str, str]:
    """Read `key:value;key:value`, where a note goes on to the end."""
    found: dict[str, str] = {}
    before, _, note = text.partition("note:")
    if note:
        found["note"] = note.strip()
    for part in filter(None, before.strip(";").split(";")):
        key, colon, value = part.partition(":")
        if not colon or key not in {"amb", "names", "codes", "parent", "cap", "slug", "aliasadd", "open"}:
            raise ValueError(f"{where}: cannot read {part!r}; expected key:value")
        found[key] = value
    return found


def ambiguous_of(text: str) -> list[dict[str, Any]]:
    """Read `Tigers@LKA,IND,Pale@BIH` as aliases with the countries where they hold."""
    found: list[dict[str, Any]] = []
    for part in filter(None, text.split(",")):
        alias, at, country = part.partition("@")
        if at:
            found.append({"alias": alias, "countries": [country] if country else [], "reason": "shared"})
        else:
            found[-1]["countries"].append(alias)
    return found


def dated_of(text: str, key: str) -> list[dict[str, Any]]:
    """Read `SYR REB@2012..2024-12-08@SYR,...` as values with dates and, where given, a country."""
    found = []
    for part in filter(None, text.split(",")):
        value, dates, *country = part.split("@")
        start, _, end = dates.partition("..")
        line = {key: value, "valid_from": start or None, "valid_to": end or None}
        found.append(line | ({"country": country[0]} if country else {}))
    return found


def groups() -> list[dict[str, Any]]:
    """Read the tables of groups and bodies."""
    found = []
    for path in sorted([*TABLES.glob("groups_*.psv"), TABLES / "bodies.psv"]):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            fields = line.split("|")
            if path.stem == "bodies":
                fields = [*fields, *[""] * (9 - len(fields))]
                fields = [*fields[:9], "|".join(fields[9:])]
            if len(fields) != 10:
                raise ValueError(f"{path.name}:{number}: {len(fields)} fields, expected 10")
            found.append(_group(fields, f"{path.name}:{number}"))
    return found


def _group(fields: list[str], where: str) -> dict[str, Any]:
    slug, name, kind, code, active, start, end, conflicts, aliases, rest = fields
    extra = extras_of(rest, where)
    kind_name = "government" if kind == "X" and code.endswith(" SPY") else KINDS[kind]
    country = code.split()[0] if " " in code and not code.startswith("IMG") else None
    name_source = SOURCES.get(kind_name, SOURCE).format(name=re.sub(r" \(.*\)$", "", name))
    ambiguous = ambiguous_of(extra.get("amb", ""))
    hard = {tuple(words_of(a["alias"])) for a in ambiguous}
    listed = [*aliases.split(";"), *filter(None, [extra.get("aliasadd")])]
    line = entry_of(
        slug_of(slug),
        name,
        kind_name,
        code,
        country,
        aliases=[a for a in listed if a and tuple(words_of(a)) not in hard],
        countries=[c for c in active.split(",") if c],
        parent=extra.get("parent"),
        valid_from=start or None,
        valid_to=end or None,
        conflicts=[c for c in conflicts.split(",") if c],
        source=name_source,
        ambiguous_aliases=ambiguous,
        names=dated_of(extra.get("names", ""), "name"),
        codes=dated_of(extra.get("codes", ""), "code"),
        capital_aliases=[c for c in extra.get("cap", "").split(",") if c],
    )
    if "note" in extra:
        line["note"] = extra["note"]
    if "slug" in extra:
        line["merge_into"] = extra["slug"]
    return line


def persons() -> list[dict[str, Any]]:
    """Read the table of persons and give each the codes of the offices held."""
    found = []
    path = TABLES / "persons.psv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        name, country, aliases, conflicts, offices = line.split("|")
        found.append(_person(name, country, aliases, conflicts, offices, f"{path.name}:{number}"))
    return found


def _person(name: str, country: str, aliases: str, conflicts: str, offices: str, where: str) -> dict[str, Any]:
    held: list[dict[str, Any]] = []
    for office in offices.split(";"):
        parts = office.split(",")
        if not 4 <= len(parts) <= 5:
            raise ValueError(f"{where}: office {office!r} has {len(parts)} parts, expected title,sector,from,to[,body]")
        title, sector, start, end, body = [*parts, ""][:5]
        nation = body[:3].upper() if sector in {"GOV", "MIL"} and re.fullmatch(r"[a-z]{3}-government", body) else country
        code = sector if country == sector or sector in {"UNO", "IGO", "EUR", "NGO"} else f"{nation} {sector}"
        body = body or {"GOV": f"{nation.lower()}-government", "MIL": f"{nation.lower()}-army"}.get(sector, "")
        dates = {"valid_from": start or None, "valid_to": end or None}
        held.append({"office": title, "code": code, "body": slug_of(body) or None} | dates)
    starts = [h["valid_from"] for h in held if h["valid_from"]]
    ends = [h["valid_to"] or "" for h in held]
    nation_code = None if country in {"UNO", "IGO", "EUR", "NGO", "IMG"} else country
    surname = name.split()[-1]
    bare = [surname, *([surname[3:]] if surname.startswith("al-") else [])]
    bare = [b for b in bare if words_of(b) and words_of(b)[-1] not in COMMON_SURNAMES]
    held_in = [nation_code] if nation_code else []
    ambiguous = [{"alias": s, "countries": held_in, "reason": "surname"} for s in bare if len(s) > 2]
    if any(h["office"] == "President" for h in held):
        ambiguous += [{"alias": f"President {s}", "countries": held_in, "reason": "surname"} for s in bare]
    single = [a for a in aliases.split(";") if a and len(words_of(a)) == 1 and len(a) > 2]
    ambiguous += [{"alias": a, "countries": held_in, "reason": "surname"} for a in single if a not in bare]
    return entry_of(
        f"{country.lower()}-{slug_of(name)}",
        name,
        "person",
        held[-1]["code"],
        nation_code,
        aliases=[a for a in aliases.split(";") if a and a not in single],
        parent=held[-1]["body"],
        valid_from=min(starts) if starts else None,
        valid_to=max(ends) if all(ends) else None,
        conflicts=[c for c in conflicts.split(",") if c],
        source=SOURCE.format(name=name),
        ambiguous_aliases=ambiguous,
        offices=held,
    )
