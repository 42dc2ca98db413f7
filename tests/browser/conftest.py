"""A record of invented incidents at real places, a server on it, and Debian's Chromium that looks at it.

Tests are skipped where Playwright or Chromium is missing, unless EBLA_CI is set. Screenshots go to the folder named by
EBLA_SCREENSHOTS, or to a temporary one.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import pathlib
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ebla.ledger import Ledger
from ebla.pages.security import Guard
from ebla.records import Date, Event, Party, Place, Reading
from factory import READER, claim_id, make_reading, make_report, span
from pages.page_server import HOSTILE, build, serving

CHROMIUM = pathlib.Path("/usr/bin/chromium")
CHROMIUM_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
PLACES = (
    ("Aleppo", 36.2012, 37.1612, "SY", "exact"), ("Homs", 34.7268, 36.7234, "SY", "exact"), ("Idlib", 35.9306, 36.6339, "SY", "near"),
    ("Raqqa", 35.9528, 39.0079, "SY", "exact"), ("Daraa", 32.6189, 36.1021, "SY", "exact"), ("Mosul", 36.335, 43.1189, "IQ", "exact"),
    ("Hama", 35.1318, 36.7578, "SY", "admin2"), ("Deir ez-Zor", 35.1, 40.4, "SY", "admin1"), ("eastern desert", 34.0, 39.5, "SY", "vague"),
    ("Iraq", 33.0, 43.7, "IQ", "country"), ("Tripoli", 34.4367, 35.8497, "LB", "exact"),
)  # fmt: skip
DEEDS = (
    ("ASSAULT", "aerial", "bombed", "Explosions/Remote violence", "Air/drone strike"), ("PROTEST", "demo", "marched", None, None),
    ("COERCE", "arrest", "arrested", None, None), ("MOBILIZE", "troops", "massed", None, None), ("ACCUSE", None, "blamed", None, None),
    ("AGREE", None, "signed", None, None),
)  # fmt: skip
ARABIC = "قصفت طائرات حلب يوم الثلاثاء، وقتل 12 مدنيا <b>ليس وسما</b>. 🚑"


def reading(number: int) -> Reading:
    """A reading of one invented report with one deed."""
    name, latitude, longitude, country, precision = PLACES[number * 7 % len(PLACES)]
    kind, mode, verb, acled, sub = DEEDS[number * 5 % len(DEEDS)]
    day = datetime.date(2031, 1, 6) + datetime.timedelta(days=number * 11 % 170)
    end = day + datetime.timedelta(days=25) if number % 13 == 0 else day
    text = f"Group {number} of the Zed Front {verb} people at {name} on {day} (INVENTED)."
    report = make_report(text, day, publisher=f"Wire {number % 4} (INVENTED)", title=f"Deed {number} at {name}")
    place = Place(
        text=name, span=span(text, name), name=name, latitude=latitude, longitude=longitude, country=country, place_precision=precision
    )
    party = Party(text=f"Group {number}", span=span(text, f"Group {number}"), name=f"Group {number} of the Zed Front")
    date = None if number % 19 == 3 else Date(text=str(day), span=span(text, str(day)), date_start=day, date_end=end)
    event = Event(
        id=claim_id(report.id, READER, 0), report_id=report.id, reader=READER, status="planned" if number % 17 == 5 else "occurred",
        event_type=kind, mode=mode, acled_event_type=acled, acled_sub_event_type=sub, evidence={"trigger": (span(text, verb),)},
        actor=(party,), place=place, date=date,
    )  # fmt: skip
    return make_reading(report, claims=(event,))


def arabic() -> Reading:
    """A reading of an Arabic report with one deed."""
    report = make_report(ARABIC, language="ar", title="غارة على حلب", publisher="وكالة (INVENTED)")
    place = Place(
        text="حلب", span=span(ARABIC, "حلب"), name="Aleppo", latitude=36.2012, longitude=37.1612, country="SY", place_precision="exact"
    )
    event = Event(
        id=claim_id(report.id, READER, 0), report_id=report.id, reader=READER, status="occurred", event_type="ASSAULT", mode="aerial",
        evidence={"trigger": (span(ARABIC, "قصفت"),)}, place=place,
    )  # fmt: skip
    return make_reading(report, claims=(event,))


class Site:
    """A server on a ledger that grows."""

    def __init__(self, address: str, ledger: pathlib.Path, files: pathlib.Path) -> None:
        self.address, self._ledger, self._files = address, ledger, files

    def add(self, number: int) -> None:
        """Add a report and build the next state of the record."""
        with Ledger.open(self._ledger) as opened:
            opened.add(reading(number))
        build(self._ledger, self._files)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server on a record of fifty-four invented reports, an Arabic one, one with every kind of claim, and a hostile one."""
    folder = tmp_path_factory.mktemp("browser")
    path = folder / "ebla.db"
    with Ledger.open(path) as ledger:
        for number in range(54):
            ledger.add(reading(number))
        ledger.add(arabic())
        ledger.add(make_reading(problem="the table was not read"))
        ledger.add(make_reading(make_report(HOSTILE, title="<b>title</b>", publisher="<i>Wire</i>")))
    build(path, folder / "files")
    with serving(path, folder / "files", Guard(reviewer="A. Reader")) as client:
        yield Site(str(client.base_url), path, folder / "files")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running Chromium."""
    if not os.environ.get("EBLA_CI"):
        pytest.importorskip("playwright.sync_api")
        if not CHROMIUM.exists():
            pytest.skip(f"{CHROMIUM} is not there")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def screenshots() -> pathlib.Path:
    """The folder that screenshots go to."""
    folder = pathlib.Path(os.environ.get("EBLA_SCREENSHOTS") or tempfile.mkdtemp(prefix="ebla-screenshots-"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def opened(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Open an address of the site in a fresh browser; at the end nothing may have been complained of, and nothing asked of other hosts."""
    troubles: list[str] = []

    def note(asked: Any) -> None:
        if not asked.url.startswith((site.address, "data:", "blob:")):
            troubles.append(asked.url)

    with contextlib.ExitStack() as stack:

        def open_page(address: str, scripts: bool = True, **options: Any) -> Any:
            wanted: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
            context = browser.new_context(**wanted | options, java_script_enabled=scripts)
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("request", note)
            page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
            page.goto(site.address.rstrip("/") + address)
            if scripts:
                refreshed(page, 1)
            return page

        yield open_page
    assert troubles == []


def refreshed(page: Any, least: int) -> None:
    """Wait until the page has finished this many changes."""
    page.wait_for_selector(f"html[data-refreshes='{least}']", state="attached")


def count(page: Any) -> int:
    """How many changes the page has finished."""
    return int(page.get_attribute("html", "data-refreshes"))


def after_next(page: Any, act: Callable[[], Any]) -> None:
    """Do something and wait until the page has finished the change that it makes."""
    before = count(page)
    act()
    refreshed(page, before + 1)
