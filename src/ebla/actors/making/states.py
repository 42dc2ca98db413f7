"""Makes what every state has: government, ministry of defence, forces, police, parliament and courts, with their usual names.

In: countries.csv. Out: roster lines as dictionaries. It does *not* know names of their own ("Tatmadaw"): those are in the tables.
"""

from __future__ import annotations

from typing import Any

from ebla.actors.countries import Country, countries
from ebla.actors.making.tables import entry_of
from ebla.actors.names import word_set

ARTICLE = {"COD", "CAF", "COG", "USA", "GBR", "ARE", "PHL", "NLD", "BHS", "MDV", "DOM", "CZE", "SUN", "MHL", "SLB", "COM", "GMB"}
RARE = {"PRC", "RSA", "FRG", "SRV", "ROK"}
KINGDOMS = word_set("AUS BHR BEL BTN CAN KHM DNK GBR JOR LSO MYS MAR NLD NZL NOR OMN SAU SWZ SWE THA TON NPL")
GENERATED = "generated from countries.csv"
FORMER = {"SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "VDR"}
NOUN_ONLY = word_set(
    "Briton Brit Dane Finn Swede Pole Turk Spaniard Frenchman Frenchmen Irishman Irishmen Dutchman Dutchmen Icelander Filipina Batswana "
    "Motswana Sammarinese Sinhalese Hellenic Persian Khmer Kosovo_Albanian Greek_Cypriot New_Zealander Liechtensteiner Luxembourger "
    "Solomon_Islander Basotho Mosotho Myanma Sammarinese Herzegovinian Jewish"
)
_BUILDINGS = (
    "Casa Rosada|Planalto|Itamaraty|La Moneda|Zhongnanhai|Casa de Narino|Carondelet|Elysee|Elysee Palace|Quai d'Orsay|Bundeskanzleramt|"
    "Quirinale|Palazzo Chigi|Farnesina|Blue House|Los Pinos|Aso Rock|Malacanang|Malacanang Palace|Kremlin|Moscow Kremlin|Villa Somalia|"
    "Moncloa|Cankaya|Bankova|Downing Street|10 Downing Street|Number 10|Whitehall|White House|State Department|Foggy Bottom|"
    "Miraflores Palace"
)
BUILDINGS = frozenset(_BUILDINGS.split("|"))
RENAMED: dict[str, list[tuple[str, str | None, str]]] = {
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
GOVERNMENT = (
    "* government;* authorities;* regime;* officials;* leadership;* leaders;* cabinet;* president;* prime minister;* premier;"
    "* foreign minister;"
    "* foreign ministry;* Ministry of Foreign Affairs;* interior ministry;* interior minister;* health ministry;"
    "* Ministry of Health;* embassy;"
    "* ambassador;* state;* administration;* government officials",
    "government of *;*'s government;* government;Republic of * government;president of *;*'s president;*'s prime minister;"
    "*'s foreign minister;"
    "*'s foreign ministry;* Foreign Ministry;* Ministry of Foreign Affairs;*'s interior ministry;*'s health ministry;* embassy;"
    "*'s leaders;*'s authorities",
)
DEFENCE = (
    "* Ministry of Defence;* defence ministry;* defence minister;* ministry of national defence;* Defence Department",
    "Ministry of Defence of *;*'s defence ministry;*'s Ministry of Defence;* Ministry of Defence;* defence ministry;*'s defence minister",
)
ARMY = (
    "* army;* military;* forces;* troops;* soldiers;* armed forces;* government forces;* government troops;* security forces;"
    "* ground forces;"
    "* military forces;* special forces;* army soldiers;* army troops;* servicemen;* artillery;* tanks;* commandos;* paratroopers;"
    "* regime forces;"
    "* national army;* general staff;* army forces;* infantry;* border guards;* soldier",
    "*'s army;*'s military;*'s armed forces;* army;* armed forces;armed forces of *;army of *;*'s forces;*'s troops;"
    "*'s security forces;* military;"
    "* troops;* forces;* soldiers;* National Army;* Defence Force;* Defence Forces;military of *",
)
AIR = (
    "* air force;* warplanes;* war planes;* fighter jets;* jets;* aircraft;* planes;* helicopters;* bombers;* airforce;"
    "* fighter jet;* fighter planes;"
    "* military aircraft;* military helicopters;Royal * Air Force;* warplane;* air forces",
    "*'s air force;* air force;air force of *;* warplanes;* jets;* fighter jets;*'s warplanes",
)
NAVY = (
    "* navy;* warships;* naval forces;* warship;* naval vessels;* gunboats;* coast guard;* fleet;Royal * Navy;* coastguard",
    "*'s navy;* navy;navy of *;*'s coast guard;* coast guard",
)
POLICE = (
    "* police;* policemen;* police officers;* riot police;* police forces;* national police;* gendarmes;* gendarmerie;* policeman;"
    "* police officer",
    "*'s police;* police;police of *;* police force;* national police;*'s national police",
)
LEGISLATURE = (
    "* parliament;* lawmakers;* legislature;* legislators;* MPs;* national assembly;* senate;* congress;* parliamentarians;"
    "* House of Representatives",
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


def adjectives(country: Country) -> list[str]:
    """Give the demonyms that can stand before "army": not plurals, not nouns alone."""
    plural = {d for d in country.demonyms if d.endswith("s") and d[:-1] in country.demonyms}
    return [d for d in country.demonyms if d not in plural and d.replace(" ", "_") not in NOUN_ONLY]


def expand(country: Country, with_adjective: str, with_name: str) -> list[str]:
    """Fill templates with each adjective and each short name of a country."""
    short = [n for n in (country.name, *country.other_names) if n == country.name or (len(n.split()) <= 2 and n not in RARE)]
    royal = country.iso3 in KINGDOMS
    found = [t.replace("*", d) for d in adjectives(country) for t in with_adjective.split(";") if royal or not t.startswith("Royal")]
    return found + [t.replace("*", n) for n in short for t in with_name.split(";")]


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
            body["source"] = GENERATED + ("; form of name as in ACLED's codebook" if sector in {"MIL", "COP"} else "")
            if part == "government":
                body["ambiguous_aliases"] = _metonyms(country)
                body["aliases"] += [m for m in country.metonyms if m in BUILDINGS]
            if part == "legislature":
                body["aliases"] += PARLIAMENTS.get(country.iso3, "").split(";") if country.iso3 in PARLIAMENTS else []
            found.append(body)
    return found


def _metonyms(country: Country) -> list[dict[str, Any]]:
    towns = [country.capital, *(m for m in country.metonyms if m not in BUILDINGS)]
    own = {country.name, *country.other_names}
    return [{"alias": t, "countries": [country.iso3], "reason": "place"} for t in towns if t and t not in own]


def _renamed(title: str, country: Country, old: list[tuple[str, str | None, str]]) -> list[dict[str, Any]]:
    if not old:
        return []
    past = [{"name": title.format(name), "valid_from": start, "valid_to": end} for name, start, end in old]
    place = ("the " if country.iso3 in ARTICLE and title != "{}" else "") + country.name
    return [*past, {"name": title.format(place), "valid_from": old[-1][2], "valid_to": None}]
