"""What the ledger keeps and gives back, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from ebla.errors import LedgerError
from ebla.ledger import ClaimFilter, Ledger, Redirect, Relation
from ebla.ledger.tables import metadata
from ebla.records import Reading, Review
from factory import DAY, READER, make_events, make_linking, make_reading, make_report

NEWER = "rules/0.2+ffffffff"
SMALL = "rules-sm/0.1+0a1b2c3d"


class Clock:
    """A clock that tests set."""

    def __init__(self, now: str) -> None:
        self.now = now

    def __call__(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(self.now).replace(tzinfo=datetime.UTC)


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as opened:
        yield opened


def ids(ledger: Ledger, **chosen: object) -> list[str]:
    return [held.id for held in ledger.claims(ClaimFilter(**chosen))]  # type: ignore[arg-type]


def kinds(ledger: Ledger, **chosen: object) -> list[str]:
    return [type(held.claim).__name__.lower() for held in ledger.claims(ClaimFilter(**chosen))]  # type: ignore[arg-type]


def count(ledger: Ledger, table: str) -> int:
    with ledger._engine.connect() as connection:
        return int(connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_add_keeps_the_whole_reading(ledger: Ledger) -> None:
    reading = make_reading(problem="the table was not read")
    assert ledger.add(reading)
    assert ledger.reading(reading.report.id) == reading
    assert ledger.reading(reading.report.id).to_jsonl() == reading.to_jsonl()


def test_report_comes_back_with_every_field(ledger: Ledger) -> None:
    report = make_report(title="Strike", url="https://example.org/1", pages=(0, 40), source="a/b.pdf")
    ledger.add(make_reading(report))
    assert ledger.report(report.id[:6]) == report


def test_same_report_again_adds_nothing(ledger: Ledger) -> None:
    reading = make_reading()
    assert ledger.add(reading)
    before = {name: count(ledger, name) for name in metadata.tables}
    assert not ledger.add(reading)
    assert {name: count(ledger, name) for name in metadata.tables} == before


def test_has_reading_asks_for_report_and_full_version(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.add(reading)
    assert ledger.has_reading(reading.report.id, READER)
    assert not ledger.has_reading(reading.report.id, NEWER)
    assert not ledger.has_reading("0" * 16, READER)


def test_new_reader_version_stands_beside_and_becomes_current(ledger: Ledger) -> None:
    report = make_report()
    old, new = make_reading(report), make_reading(report, NEWER, make_events(report, NEWER))
    assert ledger.add(old)
    assert ledger.add(new)
    assert ids(ledger) == [claim.id for claim in new.claims]
    assert ids(ledger, reader=READER) == [claim.id for claim in old.claims]
    assert ledger.reading(report.id, READER) == old
    assert ledger.claim(old.claims[0].id).claim == old.claims[0]
    assert count(ledger, "reports") == 1


def test_other_reader_name_does_not_become_current(ledger: Ledger) -> None:
    report = make_report()
    ledger.add(make_reading(report))
    ledger.add(make_reading(report, SMALL, make_events(report, SMALL)))
    assert {held.reader for held in ledger.claims()} == {READER}
    assert {held.reader for held in ledger.claims(ClaimFilter(reader="rules-sm"))} == {SMALL}


def test_reader_shown_is_the_only_one_there_is(ledger: Ledger) -> None:
    ledger.add(make_reading(reader=SMALL))
    assert ledger.reader_for() == "rules-sm"
    assert {held.reader for held in ledger.claims()} == {SMALL}


def test_as_of_shows_what_was_held_then(where: str) -> None:
    clock = Clock("2031-03-06T10:00")
    report, other = make_report(), make_report("Gunmen attacked a bus.")
    with Ledger.open(where, clock=clock) as ledger:
        old = make_reading(report)
        ledger.add(old)
        clock.now = "2031-03-07T10:00"
        ledger.add(make_reading(other))
        clock.now = "2031-03-08T10:00"
        ledger.add(make_reading(report, NEWER, make_events(report, NEWER)))
        old_ids = [claim.id for claim in old.claims]
        assert ids(ledger, as_of=datetime.date(2031, 3, 5)) == []
        assert ids(ledger, as_of=datetime.date(2031, 3, 6)) == old_ids
        assert ids(ledger, as_of=datetime.datetime(2031, 3, 6, 9, 59)) == []
        assert len(ids(ledger, as_of=datetime.date(2031, 3, 7))) == len(old_ids) + 1
        assert ids(ledger, as_of=1) == old_ids
        assert len(ids(ledger)) == 2
        with pytest.raises(LedgerError, match="no report"):
            ledger.report(other.id, as_of=datetime.date(2031, 3, 6))


def test_clock_set_back_breaks_neither_sequence_nor_as_of(where: str) -> None:
    clock = Clock("2099-01-01T00:00")
    with Ledger.open(where, clock=clock) as ledger:
        for n, now in enumerate(("2099-01-01T00:00", "2031-03-06T10:00", "2031-03-06T09:00"), 1):
            clock.now = now
            ledger.add(make_reading(make_report(f"Report {n}.")))
        assert [change.seq for change in ledger.history()] == [1, 2, 3]
        # Always a whole beginning of the sequence: never a later change without the earlier ones.
        assert len(ids(ledger, as_of=datetime.datetime(2031, 3, 6, 8))) == 0
        assert len(ids(ledger, as_of=datetime.datetime(2031, 3, 6, 9, 30))) == 3
        assert len(ids(ledger, as_of=datetime.date(2031, 3, 6))) == 3


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, ["event", "figure", "agreement", "violation", "tie"]),
        ({"kinds": ("event", "tie")}, ["event", "tie"]),
        ({"statuses": ("denied",)}, ["violation"]),
        ({"types": ("assault",)}, ["event"]),
        ({"types": ("Air/drone strike",)}, ["event"]),
        ({"types": ("killed", "ceasefire")}, ["figure", "agreement"]),
        ({"types": ("signatory_of",)}, ["tie"]),
        ({"actor": "military forces"}, ["event"]),
        ({"actor": "government aircraft"}, ["event"]),
        ({"actor": "ZZD MIL"}, ["event"]),
        ({"actor": "zzd"}, ["event", "agreement", "violation", "tie"]),
        ({"actor": "zzd-mil"}, ["event"]),
        ({"actor": "bels"}, []),
        ({"actor": "%"}, []),
        ({"actor": "' OR 1=1 --"}, []),
        ({"place": "TÁRVEL"}, ["event", "figure"]),
        ({"place": "arvel"}, []),
        ({"place": "_"}, []),
        ({"country": ("zz", "SY")}, ["event", "figure"]),
        ({"country": ("SY",)}, []),
        ({"date_from": datetime.date(2031, 3, 4)}, ["event", "figure"]),
        ({"date_from": datetime.date(2031, 3, 5)}, []),
        ({"date_to": datetime.date(2031, 3, 4)}, ["event", "figure"]),
        ({"date_to": datetime.date(2031, 3, 3)}, []),
        ({"search": "truce aircraft"}, ["event", "figure", "agreement", "violation", "tie"]),
        ({"search": "helicopter"}, []),
        ({"search": "..."}, []),
        ({"kinds": ("figure",), "country": ("ZZ",), "search": '"12 civilians"'}, ["figure"]),
        ({"limit": 2}, ["event", "figure"]),
    ],
)
def test_claims_are_filtered(ledger: Ledger, chosen: dict[str, object], found: list[str]) -> None:
    ledger.add(make_reading())
    assert kinds(ledger, **chosen) == found


def test_open_ended_date_overlaps_what_lies_beyond(ledger: Ledger) -> None:
    from ebla.records import Date, Event

    report = make_report("By November the front had moved.")
    until = Date(text="By November", span=(0, 11), date_end=datetime.date(2030, 11, 30), date_precision="open")
    event = Event(id="e1", report_id=report.id, reader=READER, status="occurred", date=until, evidence={"trigger": ((26, 31),)})
    ledger.add(Reading(report=report, reader=READER, claims=(event,)))
    assert ids(ledger, date_to=datetime.date(1990, 1, 1)) == ["e1"]
    assert ids(ledger, date_from=datetime.date(2030, 12, 1)) == []


def test_report_filter_takes_the_start_of_an_id(ledger: Ledger) -> None:
    first, second = make_reading(make_report("One.")), make_reading(make_report("Two."))
    ledger.add(first)
    ledger.add(second)
    assert ids(ledger, report_id=second.report.id[:8]) == [claim.id for claim in second.claims]
    assert ids(ledger, report_id="%") == []


def test_claims_of_many_reports_stream_in_order(ledger: Ledger) -> None:
    readings = []
    for n in range(12):
        report = make_report(f"Shelling {n}.")
        readings.append(make_reading(report, claims=make_events(report, count=100)))
        ledger.add(readings[-1])
    held = list(ledger.claims())
    assert [claim.claim for claim in held] == [claim for reading in readings for claim in reading.claims]
    stream = ledger.claims()
    assert next(stream).id == held[0].id
    assert ledger.add(make_reading()), "a reader in the middle of its stream must not stop a writer"
    assert sum(1 for _ in stream) == len(held) - 1


def test_search_ignores_case_accents_and_punctuation(ledger: Ledger) -> None:
    texts = {
        "one": "Maʿarrat al-Nuʿmān fell; 1,500 fled.",
        "two": "قصفت الطائرات مَدينة إدلب",
        "three": "Boko-Haram raided Gwoza\x00market.",
    }
    reports = {name: make_report(text, title="Zu Füßen") for name, text in texts.items()}
    for report in reports.values():
        ledger.add(make_reading(report))
    assert ledger.search("al-Nu'man") == [reports["one"].id]
    assert ledger.search('"1 500 FLED"') == [reports["one"].id]
    assert ledger.search("مدينة") == [reports["two"].id]
    assert ledger.search("boko gwoza market") == [reports["three"].id]
    assert len(ledger.search("fussen")) == 3
    assert ledger.search('"raided boko"') == []
    assert ledger.search('") OR (" * NEAR') == []


def test_search_finds_words_anywhere_in_a_very_long_text(ledger: Ledger) -> None:
    filler = " ".join(f"w{n}" for n in range(60_000))
    report = make_report(f"alpha {filler} omega point {filler} " + "x" * 200_000 + " last")
    ledger.add(make_reading(report))
    for query in ("alpha last", '"omega point"', "w59999"):
        assert ledger.search(query) == [report.id], query


def test_text_comes_back_to_the_code_point(ledger: Ledger) -> None:
    report = make_report("a\x00b\r\n\u202e\ud800 \U0001f4a5 é e\u0301\ufeff", title="nul \x00 in title")
    ledger.add(Reading(report=report, reader=READER))
    assert ledger.report(report.id).text == report.text
    assert ledger.report(report.id).id == report.id
    assert ledger.report(report.id).title == "nul \ufffd in title"


def test_reading_without_claims_is_held(ledger: Ledger) -> None:
    reading = make_reading(make_report("", None), claims=(), problem="the text is empty")
    assert ledger.add(reading)
    assert not ledger.add(reading)
    assert ledger.reading(reading.report.id) == reading


def test_claim_is_found_by_the_start_of_its_id(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.add(reading)
    claim = reading.claims[1]
    held = ledger.claim(claim.id[:10])
    assert (held.claim, held.report_id, held.reader, held.ordinal) == (claim, reading.report.id, READER, 1)


def test_claim_id_that_several_share_is_refused(ledger: Ledger) -> None:
    ledger.add(make_reading())
    with pytest.raises(LedgerError, match="several claims start with ''"):
        ledger.claim("")
    with pytest.raises(LedgerError, match="no claim"):
        ledger.claim("zzzz")


def test_reading_of_unread_report_is_refused(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.add(reading)
    with pytest.raises(LedgerError, match=r"no reading of \w+ by other"):
        ledger.reading(reading.report.id, "other")


def test_every_row_names_report_reader_and_version(ledger: Ledger) -> None:
    reading = make_reading(problem="?")
    ledger.add(reading)
    with ledger._engine.connect() as connection:
        for table in ("readings", "claims", "problems"):
            rows = connection.execute(sa.text(f"SELECT DISTINCT report_id, reader FROM {table}")).all()
            assert rows == [(reading.report.id, READER)], table
        row = connection.execute(sa.text("SELECT name, version, digest FROM readers")).one()
    assert tuple(row) == ("rules", "0.1", "0a1b2c3d")


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_rows_can_be_neither_changed_nor_deleted(ledger: Ledger, table: str) -> None:
    reading = make_reading(problem="?")
    ledger.add(reading)
    ledger.add(make_reading(make_report("One.", title="Siege", url="https://wire.example/1")))
    ledger.add(make_reading(make_report("Two.", title="Siege", url="https://wire.example/1")))
    ledger.record_review(Review(reviewer="Amal", action="comment", reason="?", incident_ids=("i",)))
    ledger.withdraw(reading.report.id, by="Amal", reason="retracted")
    ledger.record_linking(
        make_linking(("c", reading.report.id, "i"), redirects=(Redirect(0, "j", "i"),), relations=(Relation(0, "i", "part_of", "k"),))
    )
    column = next(iter(metadata.tables[table].columns)).name
    before = count(ledger, table)
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), ledger._engine.begin() as connection:
            connection.execute(sa.text(statement))
    assert count(ledger, table) == before > 0


def test_history_tells_changes_since_a_number(ledger: Ledger) -> None:
    report = make_report()
    ledger.add(make_reading(report, problem="?"))
    ledger.add(make_reading(make_report("Two.")))
    ledger.add(make_reading(report, NEWER))
    assert [(change.seq, change.kind, change.reader) for change in ledger.history(report.id)] == [
        (1, "reading", READER),
        (3, "reading", NEWER),
    ]
    assert [change.seq for change in ledger.history(since=1)] == [2, 3]
    first = next(ledger.history())
    assert (first.report_id, first.claim_count, first.problem_count) == (report.id, 5, 1)


def test_failed_add_leaves_nothing(ledger: Ledger) -> None:
    report = make_report("Twice the same id.")
    claims = make_events(report) * 2
    with pytest.raises(LedgerError):
        ledger.add(make_reading(report, claims=claims))
    assert all(count(ledger, name) == 0 for name in metadata.tables)
    assert ledger.search("twice") == []
    assert ledger.add(make_reading(report))


def test_started_at_is_kept(ledger: Ledger) -> None:
    started = datetime.datetime(2031, 3, 6, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    ledger.add(make_reading(), started)
    with ledger._engine.connect() as connection:
        from ebla.ledger.tables import readings

        assert connection.execute(sa.select(readings.c.started_at)).scalar_one() == started


def test_reports_of_one_text_on_two_days_are_two(ledger: Ledger) -> None:
    for day in (DAY, DAY + datetime.timedelta(days=1), None):
        assert ledger.add(make_reading(make_report("Shelling went on.", day)))
    assert count(ledger, "reports") == 3
