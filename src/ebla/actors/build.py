"""Makes roster.jsonl and its index from the tables written by hand.

In: countries.csv and tables/*.psv. Out: roster.jsonl, one actor a line, and roster.index, the lookup words of every alias. Run
`python -m ebla.actors.build` after any change of a table; a test fails when the files differ from what the tables give. Nothing
reads the tables at run time.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from pathlib import Path
from typing import Any

from ebla.actors.countries import SHARED_DEMONYMS, Country, countries
from ebla.actors.names import words_of

HERE = Path(__file__).parent
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
ARTICLE = {"COD", "CAF", "COG", "USA", "GBR", "ARE", "PHL", "NLD", "BHS", "MDV", "DOM", "CZE", "SUN", "MHL", "SLB", "COM", "GMB"}
NOUN_ONLY = set(
    "Briton Brit Dane Finn Swede Pole Turk Spaniard Frenchman Frenchmen Irishman Irishmen Dutchman Dutchmen Icelander Filipina Batswana "
    "Motswana Sammarinese Sinhalese Hellenic Persian Khmer Kosovo_Albanian Greek_Cypriot New_Zealander Liechtensteiner Luxembourger "
    "Solomon_Islander Basotho Mosotho Myanma Sammarinese Herzegovinian Jewish".split()
)
BUILDINGS = set(
    "Casa Rosada|Planalto|Itamaraty|La Moneda|Zhongnanhai|Casa de Narino|Carondelet|Elysee|Elysee Palace|Quai d'Orsay|Bundeskanzleramt|"
    "Quirinale|Palazzo Chigi|Farnesina|Blue House|Los Pinos|Aso Rock|Malacanang|Malacanang Palace|Kremlin|Moscow Kremlin|Villa Somalia|"
    "Moncloa|Cankaya|Bankova|Downing Street|10 Downing Street|Number 10|Whitehall|White House|State Department|Foggy Bottom|"
    "Miraflores Palace".split("|")
)
RENAMED = {
    "COD": [("Zaire", "1971-10-27", "1997-05-17")],
    "MMR": [("Burma", None, "1989-06-18")],
    "KHM": [("Kampuchea", "1976-01-05", "1990-02-03")],
    "BFA": [("Upper Volta", None, "1984-08-04")],
    "MKD": [("Macedonia", "1991-09-08", "2019-02-12")],
    "SWZ": [("Swaziland", None, "2018-04-19")],
    "DEU": [("West Germany", "1949-05-23", "1990-10-03")],
    "YEM": [("North Yemen", None, "1990-05-22")],
}
PARLIAMENTS = {
    "ISR": "Knesset",
    "RUS": "State Duma;Duma;Federation Council;Russian Duma",
    "UKR": "Verkhovna Rada;Rada",
    "IRN": "Majlis;Majles",
    "DEU": "Bundestag;Bundesrat",
    "IND": "Lok Sabha;Rajya Sabha",
    "POL": "Sejm",
    "GBR": "House of Commons;House of Lords",
    "AFG": "Loya Jirga;Wolesi Jirga;Meshrano Jirga",
    "TUR": "Grand National Assembly of Turkey;Turkish Grand National Assembly",
    "HRV": "Sabor",
    "SRB": "Skupstina",
    "MMR": "Pyidaungsu Hluttaw;Hluttaw",
    "JPN": "Japanese Diet",
    "SUN": "Supreme Soviet;Congress of People's Deputies",
    "ESP": "Cortes",
    "PSE": "Palestinian Legislative Council",
    "SYR": "People's Assembly of Syria;Syrian People's Assembly",
}
COMMON_SURNAMES = set(
    "mohammed khan shah muslim tun naing myint ali hussein hassan ahmed ibrahim omar abdullah may major brown gates rice baker power young "
    "johnson singh maung win sein fox park lee tiger garcia rodriguez perez ii vi iii jr yusuf khalil moran diriye adam shamir salam".split()
)
"""Surnames that are given names, common words or borne by too many: never an alias alone. Written by hand from the roster's own names."""
KINGDOMS = set("AUS BHR BEL BTN CAN KHM DNK GBR JOR LSO MYS MAR NLD NZL NOR OMN SAU SWZ SWE THA TON NPL".split())
CAPITALS_ONLY = set("AIDS MEND FACT MODEL CARE PLAN PLOT GOAL REACH ECHO ARENA SAMS PACE MENA TAK MIT".split())
NEWLINE = b"\n"
FORMER = {"SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "VDR"}


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
    for path in sorted([*HERE.glob("tables/groups_*.psv"), HERE / "tables/bodies.psv"]):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            fields = line.split("|")
            if path.stem == "bodies":
                fields = [*fields, *[""] * (9 - len(fields))]
                fields = fields[:9] + ["|".join(fields[9:])]
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
    path = HERE / "tables/persons.psv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        name, country, aliases, conflicts, offices = line.split("|")
        found.append(_person(name, country, aliases, conflicts, offices, f"{path.name}:{number}"))
    return found


def _person(name: str, country: str, aliases: str, conflicts: str, offices: str, where: str) -> dict[str, Any]:
    held = []
    for office in offices.split(";"):
        parts = office.split(",")
        if not 4 <= len(parts) <= 5:
            raise ValueError(f"{where}: office {office!r} has {len(parts)} parts, expected title,sector,from,to[,body]")
        title, sector, start, end, body = (*parts, "")[:5]
        nation = body[:3].upper() if sector in {"GOV", "MIL"} and re.fullmatch(r"[a-z]{3}-government", body) else country
        code = sector if country == sector or sector in {"UNO", "IGO", "EUR", "NGO"} else f"{nation} {sector}"
        body = body or {"GOV": f"{nation.lower()}-government", "MIL": f"{nation.lower()}-army"}.get(sector, "")
        dates = {"valid_from": start or None, "valid_to": end or None}
        held.append({"office": title, "code": code, "body": slug_of(body) or None} | dates)
    starts = [h["valid_from"] for h in held if h["valid_from"]]
    ends = [h["valid_to"] for h in held]
    nation_code = None if country in {"UNO", "IGO", "EUR", "NGO", "IMG"} else country
    surname = name.split()[-1]
    bare = [surname, *([surname[3:]] if surname.startswith("al-") else [])]
    bare = [b for b in bare if words_of(b) and words_of(b)[-1] not in COMMON_SURNAMES]
    ambiguous = [{"alias": s, "countries": [nation_code] if nation_code else [], "reason": "surname"} for s in bare if len(s) > 2]
    if any(h["office"] == "President" for h in held):
        ambiguous += [{"alias": f"President {s}", "countries": [nation_code], "reason": "surname"} for s in bare]
    single = [a for a in aliases.split(";") if a and len(words_of(a)) == 1 and len(a) > 2]
    ambiguous += [{"alias": a, "countries": [nation_code] if nation_code else [], "reason": "surname"} for a in single if a not in bare]
    return entry_of(
        f"{country.lower()}-{slug_of(name)}",
        name,
        "person",
        held[-1]["code"],
        nation_code,
        aliases=[a for a in aliases.split(";") if a and a not in single],
        parent=held[-1]["body"],
        valid_from=min(starts) if starts else None,
        valid_to=None if None in ends else max(ends),
        conflicts=[c for c in conflicts.split(",") if c],
        source=SOURCE.format(name=name),
        ambiguous_aliases=ambiguous,
        offices=held,
    )


def adjectives(country: Country) -> list[str]:
    """Give the demonyms that can stand before "army": not plurals, not nouns alone."""
    plural = {d for d in country.demonyms if d.endswith("s") and d[:-1] in country.demonyms}
    return [d for d in country.demonyms if d not in plural and d.replace(" ", "_") not in NOUN_ONLY]


def expand(country: Country, with_adjective: str, with_name: str) -> list[str]:
    """Fill templates with each adjective and each short name of a country."""
    short = [n for n in (country.name, *country.other_names) if n == country.name or (len(n.split()) <= 2 and n not in {"PRC", "RSA", "FRG", "SRV", "ROK"})]
    royal = country.iso3 in KINGDOMS
    found = [t.replace("*", d) for d in adjectives(country) for t in with_adjective.split(";") if royal or not t.startswith("Royal")]
    return found + [t.replace("*", n) for n in short for t in with_name.split(";")]


GOVERNMENT = (
    "* government;* authorities;* regime;* officials;* leadership;* leaders;* cabinet;* president;* prime minister;* premier;* foreign minister;"
    "* foreign ministry;* Ministry of Foreign Affairs;* interior ministry;* interior minister;* health ministry;* Ministry of Health;* embassy;"
    "* ambassador;* state;* administration;* government officials",
    "government of *;*'s government;* government;Republic of * government;president of *;*'s president;*'s prime minister;*'s foreign minister;"
    "*'s foreign ministry;* Foreign Ministry;* Ministry of Foreign Affairs;*'s interior ministry;*'s health ministry;* embassy;*'s leaders;*'s authorities",
)
DEFENCE = (
    "* Ministry of Defence;* defence ministry;* defence minister;* ministry of national defence;* Defence Department",
    "Ministry of Defence of *;*'s defence ministry;*'s Ministry of Defence;* Ministry of Defence;* defence ministry;*'s defence minister",
)
ARMY = (
    "* army;* military;* forces;* troops;* soldiers;* armed forces;* government forces;* government troops;* security forces;* ground forces;"
    "* military forces;* special forces;* army soldiers;* army troops;* servicemen;* artillery;* tanks;* commandos;* paratroopers;* regime forces;"
    "* national army;* general staff;* army forces;* infantry;* border guards;* soldier",
    "*'s army;*'s military;*'s armed forces;* army;* armed forces;armed forces of *;army of *;*'s forces;*'s troops;*'s security forces;* military;"
    "* troops;* forces;* soldiers;* National Army;* Defence Force;* Defence Forces;military of *",
)
AIR = (
    "* air force;* warplanes;* war planes;* fighter jets;* jets;* aircraft;* planes;* helicopters;* bombers;* airforce;* fighter jet;* fighter planes;"
    "* military aircraft;* military helicopters;Royal * Air Force;* warplane;* air forces",
    "*'s air force;* air force;air force of *;* warplanes;* jets;* fighter jets;*'s warplanes",
)
NAVY = (
    "* navy;* warships;* naval forces;* warship;* naval vessels;* gunboats;* coast guard;* fleet;Royal * Navy;* coastguard",
    "*'s navy;* navy;navy of *;*'s coast guard;* coast guard",
)
POLICE = (
    "* police;* policemen;* police officers;* riot police;* police forces;* national police;* gendarmes;* gendarmerie;* policeman;* police officer",
    "*'s police;* police;police of *;* police force;* national police;*'s national police",
)
LEGISLATURE = (
    "* parliament;* lawmakers;* legislature;* legislators;* MPs;* national assembly;* senate;* congress;* parliamentarians;* House of Representatives",
    "*'s parliament;parliament of *;*'s national assembly;* parliament;*'s lawmakers;National Assembly of *",
)
COURTS = (
    "* court;* courts;* supreme court;* judges;* judiciary;* prosecutors;* judge;* constitutional court;* high court;* military court",
    "*'s supreme court;courts of *;Supreme Court of *;*'s judiciary;*'s constitutional court",
)
BODIES = (
    ("government", "Government of {}", "GOV", "government", "state", GOVERNMENT),
    ("mod", "Ministry of Defence of {}", "GOV", "government", "government", DEFENCE),
    ("army", "Military Forces of {}", "MIL", "army", "state", ARMY),
    ("air-force", "Air Force of {}", "MIL", "air_force", "army", AIR),
    ("navy", "Navy of {}", "MIL", "navy", "army", NAVY),
    ("police", "Police Forces of {}", "COP", "police", "government", POLICE),
    ("legislature", "Parliament of {}", "LEG", "government", "state", LEGISLATURE),
    ("courts", "Courts of {}", "JUD", "government", "state", COURTS),
)


def states() -> list[dict[str, Any]]:
    """Make every state with its government, ministry of defence, forces, police, parliament and courts."""
    found = []
    for country in countries():
        low = country.iso3.lower()
        source = "ISO 3166-3; Wikipedia article " + country.name if country.iso3 in FORMER else "UN member states; ISO 3166-1"
        dates = {"valid_from": country.valid_from, "valid_to": country.valid_to}
        old = RENAMED.get(country.iso3, [])
        state = entry_of(f"{low}-state", country.name, "state", f"{country.iso3} GOV", country.iso3, **dates, source=source)
        state["aliases"] = list(country.other_names)
        state["names"] = _renamed("{}", country, old)
        found.append(state)
        for part, title, sector, kind, parent, templates in BODIES:
            place = ("the " if country.iso3 in ARTICLE else "") + country.name
            body = entry_of(f"{low}-{part}", title.format(place), kind, f"{country.iso3} {sector}", country.iso3, **dates)
            body["aliases"] = expand(country, *templates)
            body["parent"] = f"{low}-{parent}"
            body["names"] = _renamed(title, country, old)
            body["source"] = "generated from countries.csv; form of name as in ACLED's codebook" if sector in {"MIL", "COP"} else "generated from countries.csv"
            if part == "government":
                body["ambiguous_aliases"] = _metonyms(country)
                body["aliases"] += [m for m in country.metonyms if m in BUILDINGS]
            if part == "legislature":
                body["aliases"] += PARLIAMENTS.get(country.iso3, "").split(";") if country.iso3 in PARLIAMENTS else []
            found.append(body)
    return found


def _metonyms(country: Country) -> list[dict[str, Any]]:
    towns = [country.capital, *(m for m in country.metonyms if m not in BUILDINGS)]
    return [{"alias": t, "countries": [country.iso3], "reason": "place"} for t in towns if t and t not in {country.name, *country.other_names}]


def _renamed(title: str, country: Country, old: list[tuple[str, str | None, str]]) -> list[dict[str, Any]]:
    if not old:
        return []
    past = [{"name": title.format(name), "valid_from": start, "valid_to": end} for name, start, end in old]
    place = ("the " if country.iso3 in ARTICLE and title != "{}" else "") + country.name
    return [*past, {"name": title.format(place), "valid_from": old[-1][2], "valid_to": None}]


def merged(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add what the tables know of a generated body to it; forces and police keep the form of name of their kind."""
    by_id = {line["actor_id"]: line for line in lines if "merge_into" not in line}
    for line in lines:
        if "merge_into" not in line:
            continue
        target = by_id.get(line["merge_into"])
        if target is None:
            by_id[line["merge_into"]] = line | {"actor_id": line["merge_into"]}
            continue
        keep = target["kind"] in {"army", "police", "navy", "air_force"} or line["merge_into"].endswith("-mod")
        target["aliases"] = [*target["aliases"], target["name"], line["name"], *line["aliases"]]
        target["name"] = target["name"] if keep else line["name"]
        for key in ("ambiguous_aliases", "capital_aliases", "names", "codes"):
            target[key] = [*target.get(key, []), *line.get(key, [])]
        target["countries"] = list(dict.fromkeys([*target["countries"], *line["countries"]]))
        target["conflicts"] = list(dict.fromkeys([*target["conflicts"], *line["conflicts"]]))
        target["source"] = f"{target['source']}; {line['source']}"
    return [{k: v for k, v in line.items() if k != "merge_into"} for line in by_id.values()]


LEADING = ("President", "King", "Leader", "Prime minister", "Head of", "Chairman of", "Supreme leader", "Emir")
PEOPLE_FORCES = "*'s forces;*'s troops;*'s army;*'s soldiers;forces loyal to *;troops loyal to *;pro-* forces;* forces;forces of *"
PEOPLE_REBELS = "*'s rebels;*'s fighters;*'s forces;*'s men;rebels loyal to *;forces loyal to *;*'s guerrillas;*'s militia;*'s group"
PEOPLE_STATE = "*'s government;* government;* regime;* administration;*'s regime"


def followers(lines: list[dict[str, Any]]) -> None:
    """Add to armies, governments and groups the names they have from who leads them: "Assad's forces", "Nkunda's rebels".

    They hold in the leader's country only (two leaders may share a surname), so they are ambiguous aliases.
    """
    by_id = {line["actor_id"]: line for line in lines}
    for line in lines:
        if line["kind"] != "person" or not line["country"]:
            continue
        surnames = [a["alias"] for a in line["ambiguous_aliases"] if a["reason"] == "surname" and " " not in a["alias"]]
        for office in line["offices"]:
            low = line["country"].lower()
            if office["code"].endswith((" REB", " PRM")) and office["body"]:
                _follow(by_id.get(office["body"]), surnames, PEOPLE_REBELS)
                _follow(by_id.get(office["body"]), [line["name"]], "forces loyal to *;*'s rebels;*'s forces")
            elif office["code"].endswith(" GOV") and office["office"].startswith(LEADING) and line["conflicts"]:
                _follow(by_id.get(f"{low}-army"), surnames, PEOPLE_FORCES)
                _follow(by_id.get(f"{low}-army"), [line["name"]], "forces loyal to *;*'s forces")
                _follow(by_id.get(f"{low}-government"), surnames, PEOPLE_STATE)


def _follow(body: dict[str, Any] | None, names: list[str], templates: str) -> None:
    if body is None:
        return
    known = {tuple(words_of(a)) for a in [*body["aliases"], *(a["alias"] for a in body.get("ambiguous_aliases", []))]}
    for template in templates.split(";"):
        for name in names:
            alias = template.replace("*", name)
            if tuple(words_of(alias)) not in known:
                known.add(tuple(words_of(alias)))
                body.setdefault("ambiguous_aliases", []).append({"alias": alias, "countries": [body["country"]] if body["country"] else [], "reason": "leader"})


def yield_to_tables(lines: list[dict[str, Any]], generated: set[str]) -> None:
    """Take from generated bodies the template names that a line written by hand has for its own ("Libyan National Army")."""
    taken: set[tuple[str, ...]] = set()
    for line in lines:
        if line["actor_id"] not in generated and line["kind"] != "person":
            taken |= {tuple(words_of(a)) for a in [line["name"], *line["aliases"]]}
    for line in lines:
        if line["actor_id"] in generated:
            line["aliases"] = [a for a in line["aliases"] if tuple(words_of(a)) not in taken]


def tidy(line: dict[str, Any]) -> dict[str, Any]:
    """Drop repeated aliases and empty optional keys; mark the acronyms that must stand in capitals."""
    hard = {tuple(words_of(a["alias"])) for a in line.get("ambiguous_aliases", [])}
    capital = set(line.get("capital_aliases", []))
    seen = {tuple(words_of(line["name"]))}
    kept = []
    for alias in [*(n["name"] for n in line.get("names", [])), *line["aliases"]]:
        key = tuple(words_of(alias))
        if key and key not in seen and key not in hard:
            seen.add(key)
            kept.append(alias)
    everything = [line["name"], *kept, *(a["alias"] for a in line.get("ambiguous_aliases", []))]
    for alias in everything:
        letters = alias.replace(".", "").replace("-", "").replace("/", "")
        if letters.isupper() and letters.isalpha() and (len(letters) <= 3 or letters in CAPITALS_ONLY):
            capital.add(alias)
    line = line | {"aliases": kept, "capital_aliases": sorted(capital)}
    shared = {d for d, owner in SHARED_DEMONYMS.items() if owner != line["country"]}
    if line["kind"] != "person" and line["actor_id"].split("-")[-1] in {p for p, *_ in BODIES} | {"force"}:
        moved = [a for a in kept if a.split()[0].lower() in shared]
        line["aliases"] = [a for a in kept if a not in moved]
        more = [{"alias": a, "countries": [line["country"]], "reason": "shared"} for a in moved]
        line["ambiguous_aliases"] = [*line.get("ambiguous_aliases", []), *more]
    optional = ("ambiguous_aliases", "capital_aliases", "names", "codes", "offices", "note")
    return {k: v for k, v in line.items() if k not in optional or v}


def index_of(lines: list[dict[str, Any]], data: bytes) -> str:
    """Give the index: per lookup key the numbers of the lines it belongs to, with flags.

    Flags: a ambiguous, c capitals only, p a single proper word that needs its capital, x one that needs a capital inside ("LeT").
    The first line holds a checksum of the roster.
    """
    index: dict[str, list[str]] = {}
    for number, line in enumerate(lines):
        for key, flags in keys_of(line).items():
            index.setdefault(key, []).append(f"{number}{flags}")
    body = "\n".join(f"{key}\t{' '.join(index[key])}" for key in sorted(index))
    return f"{zlib.crc32(data)} {len(data)}\n{body}\n"


def keys_of(line: dict[str, Any]) -> dict[str, str]:
    """Give the lookup keys of one roster line with their flags."""
    ambiguous = [a["alias"] for a in line.get("ambiguous_aliases", [])]
    hard = {" ".join(words_of(a)) for a in ambiguous}
    capital = set(line.get("capital_aliases", []))
    found: dict[str, str] = {}
    plain = [line["name"], *line["aliases"], *(n["name"] for n in line.get("names", []))]
    for alias in [*plain, *ambiguous]:
        words = words_of(alias)
        if not words:
            continue
        flags = ""
        if " ".join(words) in hard:
            flags += "a"
        if alias in capital:
            flags += "c"
        elif len(words) == 1 and len(alias) <= 4 and alias[1:] != alias[1:].lower() and not alias.isupper():
            flags += "x"
        elif len(words) == 1 and alias.split()[-1][:1].isupper():
            flags += "p"
        keys = [words]
        if "al" in words and len(words) >= 3:
            keys.append([w for w in words if w != "al"])
        for key_words in keys:
            key = " ".join(key_words)
            before = found.get(key)
            found[key] = flags if before is None or len(flags) < len(before) else before
    return found


def build() -> tuple[bytes, str]:
    """Give the roster file and its index as they should be on disk."""
    made = states()
    lines = merged([*made, *groups(), *persons()])
    yield_to_tables(lines, {line["actor_id"] for line in made})
    followers(lines)
    lines = [tidy(line) for line in lines]
    data = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()
    return data, index_of(lines, data)


def main() -> None:
    """Write roster.jsonl and roster.index beside this file."""
    data, index = build()
    (HERE / "roster.jsonl").write_bytes(data)
    (HERE / "roster.index").write_text(index, encoding="utf-8")
    sys.stderr.write(f"{data.count(NEWLINE)} actors, {index.count(chr(10)) - 1} lookup keys, {len(data)} bytes\n")


if __name__ == "__main__":
    main()
