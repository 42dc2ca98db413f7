"""A number of claims and a seed in; readings of invented reports out, as large and as uneven as real ones. Every benchmark uses this.

What is told is a deed: a place, a day, a kind, sides, dead. How often it is told follows Zipf's law up to 300 reports; 40 % of the claims
lie in three places; 30 % of the tellings are vague in place or date; 10 % name no actor; tolls differ. The same seed gives the same
readings.

    python -m benchmarks.synthetic 100000 ledger.db    fills a new ledger
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from ebla.ledger import Ledger
from ebla.ledger.rows import reading_rows, report_row
from ebla.ledger.tables import changes, claim_parties, readers, reports
from ebla.ledger.tables import claims as claims_table
from ebla.ledger.tables import readings as readings_table
from ebla.ledger.words import search_words
from ebla.records import Claim, Claimant, Date, Event, Figure, Party, Place, Reading, Report

MOST_TELLINGS = 300
ZIPF = 2.0
IN_THREE_PLACES = 0.4
VAGUE = 0.3
WITHOUT_ACTOR = 0.1
FIRST_DAY = datetime.date(2019, 1, 1)
DAYS = 5 * 365
READER = "rules/synthetic+0a1b2c3d"
_COUNTRIES = (
    ("SY", "SYR"), ("SD", "SDN"), ("CO", "COL"), ("PH", "PHL"), ("UA", "UKR"), ("YE", "YEM"), ("CD", "COD"), ("ML", "MLI"), ("MM", "MMR"),
    ("SO", "SOM"), ("NG", "NGA"), ("AF", "AFG"), ("IQ", "IRQ"), ("LY", "LBY"), ("MZ", "MOZ"), ("ET", "ETH"), ("HT", "HTI"), ("PK", "PAK"),
)  # fmt: skip
_KINDS = (
    ("aerial", "bombed", "aircraft", "Air/drone strike"),
    ("heavy-weapons", "shelled", "shell", "Shelling/artillery/missile attack"),
    ("explosives", "blew up", "car bomb", "Remote explosive/landmine/IED"),
    ("firearms", "attacked", "rifle", "Attack"),
    ("drone", "hit with a drone", "drone", "Air/drone strike"),
    ("abduct", "abducted people from", None, "Abduction/forced disappearance"),
    ("destroy", "burnt", None, "Looting/property destruction"),
    (None, "stormed", None, "Armed clash"),
)
_FACILITIES = (
    "market",
    "hospital",
    "school",
    "mosque",
    "bus station",
    "police station",
    "house",
    "farm",
    "bridge",
    "base",
    None,
    None,
    None,
)
_SYLLABLES = ("ba", "dar", "kel", "mo", "nur", "sa", "tir", "wad", "zu", "lem", "hor", "qas", "fi", "gon", "rik", "esh")
_OUTLETS = tuple(f"Synthetic Wire {n}" for n in range(1, 201))


@dataclass(frozen=True, slots=True)
class _Town:
    name: str
    country: str
    iso3: str
    admin1: str
    latitude: float
    longitude: float
    geonames_id: int


@dataclass(frozen=True, slots=True)
class _Deed:
    number: int
    town: _Town
    day: datetime.date
    kind: int
    facility: str | None
    quarter: str
    actor: tuple[str, str]
    killed: int
    tellings: int


def _name(chance: random.Random, syllables: int = 3) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


def _towns(chance: random.Random, count: int = 2_400) -> list[_Town]:
    out = []
    for number in range(count):
        country, iso3 = _COUNTRIES[number % len(_COUNTRIES)]
        middle = random.Random(country)
        latitude, longitude = middle.uniform(-20, 40), middle.uniform(-60, 100)
        out.append(
            _Town(
                f"{_name(chance)} {number}", country, iso3, f"Province {number // len(_COUNTRIES) % 12} of {iso3.capitalize()}",
                round(latitude + chance.uniform(-4, 4), 5), round(longitude + chance.uniform(-4, 4), 5), 9_000_000 + number,
            )
        )  # fmt: skip
    return out


def _deeds(chance: random.Random, claims: int) -> Iterator[_Deed]:
    towns = _towns(chance)
    sizes = range(1, MOST_TELLINGS + 1)
    shares = list(itertools.accumulate(size**-ZIPF for size in sizes))
    told = 0
    for number in itertools.count():
        town = towns[chance.randrange(3)] if chance.random() < IN_THREE_PLACES else towns[chance.randrange(3, len(towns))]
        tellings = min(chance.choices(sizes, cum_weights=shares)[0], claims - told)
        side = chance.choice(("MIL", "REB", "PRM"))
        yield _Deed(
            number, town, FIRST_DAY + datetime.timedelta(chance.randrange(DAYS)), chance.randrange(len(_KINDS)), chance.choice(_FACILITIES),
            _name(chance, 4), (f"{side} group {chance.randrange(3)} of {town.iso3}", f"{town.iso3} {side}"),
            chance.choice((0, 1, 1, 2, 3, 4, 5, 7, 9, 12, 20, 40)), tellings,
        )  # fmt: skip
        told += tellings
        if told >= claims:
            return


def readings(claims: int, seed: int = 0) -> Iterator[Reading]:
    """Yield readings of one event each (and mostly a toll), in the order in which the reports came out within each stretch of deeds."""
    chance = random.Random(seed)
    for number, deed in enumerate(_deeds(chance, claims)):
        for telling in range(deed.tellings):
            yield _telling(chance, deed, f"{number}.{telling}")


def truth(reading: Reading) -> str:
    """Return the number of the deed that a synthetic reading tells of."""
    return str(reading.report.url).rsplit("/", 1)[-1].split(".")[0]


def _telling(chance: random.Random, deed: _Deed, own: str) -> Reading:
    mode, verb, weapon, acled = _KINDS[deed.kind]
    vague = chance.random() < VAGUE
    vague_place = vague and chance.random() < 0.5
    town = deed.town
    place_words = f"the north of {town.admin1}" if vague_place else town.name
    day = deed.day + datetime.timedelta(chance.choice((0, 1, 1, 2, 3, 6, 20)) if vague else chance.choice((0, 0, 1, 1, 2, 4)))
    actor = None if chance.random() < WITHOUT_ACTOR else deed.actor
    killed = max(0, deed.killed + chance.choice((0, 0, 0, 0, 1, -1, 2)))
    filler = " ".join(_name(chance, 2).lower() for _ in range(12))
    what = f" {deed.facility}" if deed.facility and chance.random() < 0.8 else ""
    quarter = f" in the {deed.quarter} quarter" if chance.random() < 0.6 else ""
    trigger = f"{actor[0] if actor else 'Unknown men'} {verb} the{what}{quarter}"
    text = f"INVENTED. {trigger} of {place_words}, killing {killed}. {filler} ({own})."
    report = Report(
        text=text, report_date=day, date_basis="argument", publisher=chance.choice(_OUTLETS), language="en",
        title=f"Report {own}", url=f"https://synthetic.example/{own}",
    )  # fmt: skip
    start = text.index(trigger)
    evidence = {"trigger": ((start, start + len(trigger)),)}
    place = (
        Place(name=place_words, country=town.country, admin1=town.admin1, place_precision="vague")
        if vague_place
        else Place(
            name=town.name, country=town.country, admin1=town.admin1, latitude=town.latitude, longitude=town.longitude,
            geonames_id=town.geonames_id, feature_code="PPL", place_precision="exact",
        )
    )  # fmt: skip
    event = Event(
        id=_id(report.id, 0), report_id=report.id, reader=READER, status="occurred", evidence=evidence, claimant=Claimant(name="report"),
        event_type="ASSAULT", mode=mode, acled_sub_event_type=acled, actor=(Party(name=actor[0], code=actor[1]),) if actor else (),
        recipient=(Party(name="civilians", code=f"{town.iso3} CVL"),) if chance.random() < 0.5 else (),
        weapon=(weapon,) if weapon and chance.random() < 0.6 else (), facility=(deed.facility,) if what and deed.facility else (),
        place=place, date=_date(chance, deed.day, vague and not vague_place),
    )  # type: ignore[arg-type]  # fmt: skip
    claims: list[Claim] = [event]
    if chance.random() < 0.7:
        claims.append(
            Figure(
                id=_id(report.id, 1), report_id=report.id, reader=READER, status="occurred", evidence=evidence, measure="killed",
                unit="person", quantifier="exactly", low=killed, best=killed, high=killed, stock_flow="flow", event_id=event.id,
            )
        )  # fmt: skip
    return Reading(report=report, reader=READER, claims=tuple(claims))


def _date(chance: random.Random, day: datetime.date, vague: bool) -> Date | None:
    if not vague:
        return Date(date_start=day, date_end=day, date_precision="day")
    kind = chance.choice(("none", "week", "month"))
    if kind == "none":
        return None
    if kind == "week":
        first = day - datetime.timedelta(day.weekday())
        return Date(date_start=first, date_end=first + datetime.timedelta(6), date_precision="week")
    first = day.replace(day=1)
    return Date(date_start=first, date_end=(first + datetime.timedelta(32)).replace(day=1) - datetime.timedelta(1), date_precision="month")


def _id(report_id: str, ordinal: int) -> str:
    return hashlib.sha256(f"{report_id} {READER} {ordinal}".encode()).hexdigest()[:16]


def fill(ledger: Ledger, claims: int, seed: int = 0, per_transaction: int = 5_000, known: int = 0) -> int:
    """Add synthetic readings to a ledger, many in a transaction, and return how many. `known` is the number of its last change."""
    left = readings(claims, seed)
    count = 0
    while part := list(itertools.islice(left, per_transaction)):
        with ledger._writing() as connection:
            _add(connection, part, known + count + 1, ledger._clock())
        count += len(part)
    return count


def _add(connection: sa.Connection, part: list[Reading], first: int, now: datetime.datetime) -> None:
    """Add readings as `Ledger.add` does, a table at a time: a tenth of the time."""
    if first == 1:
        connection.execute(readers.insert().values(reader=READER, name="rules", version="synthetic", digest="0a1b2c3d", first_seen=now))
    rows: dict[str, list[dict[str, object]]] = {}
    for seq, reading in enumerate(part, first):
        report_id = reading.report.id
        said = {"report_id": report_id, "reader": READER, "reader_name": "rules", "recorded_at": now}
        rows.setdefault("changes", []).append({"seq": seq, "kind": "reading", "subject": report_id, "recorded_at": now})
        rows.setdefault("reports", []).append({"seq": seq, "ingested_at": now} | report_row(reading.report, report_id))
        rows.setdefault("readings", []).append({"seq": seq, "claim_count": len(reading.claims), "problem_count": 0} | said)
        rows.setdefault("words", []).append({"seq": seq, "words": search_words(f"{reading.report.title} {reading.report.text}")})
        for name, some in reading_rows(reading, report_id, seq).items():
            rows.setdefault(name, []).extend(some)
    for table in (changes, reports, readings_table, claims_table, claim_parties):
        connection.execute(table.insert(), rows[table.name])
    connection.execute(sa.text("INSERT INTO report_words (rowid, words) VALUES (:seq, :words)"), rows["words"])


if __name__ == "__main__":
    with Ledger.open(sys.argv[2]) as opened:
        print(f"{fill(opened, int(sys.argv[1]))} reports")
