"""Reviewers with tokens in browsers of their own, on a real `ebla serve`: by keyboard alone, and two persons at one incident at once."""

from __future__ import annotations

import contextlib
import json
import pathlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from conftest import refreshed
from ebla.ledger import Ledger
from factory import TEXT, make_reading, make_report
from pages.page_server import served, until

TOKENS = {"Ada Lind": "0123456789abcdef-ada", "Bo Falk": "0123456789abcdef-bo"}
ASSAULT = "/incidents?type=ASSAULT&sort=reports"


@pytest.fixture
def ledger(tmp_path: pathlib.Path) -> pathlib.Path:
    """A ledger in which two reports tell of one deed and a third of another."""
    with Ledger.open(tmp_path / "ebla.db") as opened:
        opened.add(make_reading())
        opened.add(make_reading(make_report(TEXT + "\nIt was quiet later.", publisher="Other Wire (INVENTED)", title="Second")))
        opened.add(make_reading(make_report("Struck again (INVENTED).", title="Third")))
    return tmp_path / "ebla.db"


@pytest.fixture
def signed_in(browser: Any, ledger: pathlib.Path) -> Iterator[Callable[[str], Any]]:
    """Open the incident of two reports as a person who signed in with the keyboard."""
    tokens = ledger.with_name("tokens.txt")
    tokens.write_text("".join(f"{name}: {token}\n" for name, token in TOKENS.items()))
    troubles: list[str] = []
    with contextlib.ExitStack() as stack:
        _, client = stack.enter_context(served("--ledger", ledger, "--token-file", tokens))
        client.headers["authorization"] = f"Bearer {TOKENS['Ada Lind']}"
        until(lambda: bool(client.get("/api/v1/incidents").is_success and client.get("/api/v1/incidents").json()["incidents"]))

        def open_as(name: str) -> Any:
            context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.goto(str(client.base_url.join("/incidents")))
            assert page.url.endswith("/sign-in")
            page.keyboard.press("Tab")
            while page.evaluate("document.activeElement.id") != "token":
                page.keyboard.press("Tab")
            page.keyboard.type(TOKENS[name])
            page.keyboard.press("Enter")
            page.wait_for_url("**/incidents")
            page.goto(str(client.base_url.join(ASSAULT)))
            page.goto(str(client.base_url.join(page.get_attribute(".when a >> nth=0", "href"))))
            refreshed(page, 1)
            assert f"reviewer {name}" in page.locator("footer").inner_text()
            return page

        yield open_as
    assert troubles == []


WORDS = "[...document.querySelectorAll('.word, .verdict, #said li')].map((one) => one.innerText).join(' | ')"


def words(page: Any) -> str:
    """What is said of the claims and of the incident."""
    return str(page.evaluate(WORDS))


def holds(page: Any, condition: str) -> None:
    """Wait until a condition in JavaScript holds (Playwright's own wait is refused by the page's Content-Security-Policy)."""
    for _ in range(300):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{condition}; the page says: {words(page)}")


def said(page: Any, what: str, otherwise: str = "false") -> None:
    """Wait until the page tells that somebody said this, and is done with it."""
    holds(page, f"!document.querySelector('[data-sending]') && ({WORDS}.includes({json.dumps(what)}) || {otherwise})")


def unsaid(page: Any, what: str) -> None:
    """Wait until the page tells of it no more."""
    holds(page, f"!{WORDS}.includes({json.dumps(what)})")


def tab_to(page: Any, condition: str) -> None:
    """Press Tab until the focused element fulfils a condition in JavaScript on `it`."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const it = document.activeElement; return Boolean({condition}); }})()"):
            return
    raise AssertionError(condition)


def claim_with_focus(page: Any) -> str:
    """The id of the claim that has the focus or holds it."""
    found: str = page.evaluate("document.activeElement.closest('li[data-claim]')?.id ?? ''")
    return found


def press(page: Any, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def test_everything_of_an_incident_is_said_with_the_keyboard_alone(signed_in: Callable[[str], Any], ledger: pathlib.Path):
    page = signed_in("Ada Lind")
    tab_to(page, "it.matches('li[data-claim] details.review > summary')")
    first = claim_with_focus(page)
    press(page, "j")
    second = claim_with_focus(page)
    assert second and second != first
    press(page, "k")
    assert claim_with_focus(page) == first
    press(page, "a")
    said(page, "claim: accept by Ada Lind")
    assert claim_with_focus(page) == first
    tab_to(page, "it.matches('.undo button')")
    press(page, "Enter")
    unsaid(page, "claim: accept")
    press(page, "c")
    assert page.evaluate("document.activeElement.name") == "field"
    page.keyboard.type("weapon")
    tab_to(page, "it.name === 'typed'")
    press(page, "Control+a")
    page.keyboard.type("bomb")
    press(page, "Enter")
    said(page, 'weapon: correct to ["bomb"] by Ada Lind')
    press(page, "m")
    page.keyboard.type("ask the desk")
    press(page, "Escape")
    assert page.locator("details.review[open]").count() == 0
    press(page, "m", "Enter")
    said(page, "ask the desk")
    press(page, "g")
    page.keyboard.type("Discounted")
    tab_to(page, "it.name === 'reason'")
    page.keyboard.type("a drill")
    press(page, "Enter")
    said(page, "Ada Lind: grade discounted: a drill")
    assert page.evaluate("document.activeElement.id") == "review"
    assert page.locator("article .grade").first.inner_text() == "Discounted"
    tab_to(page, f"it.closest('li')?.id === '{second}'")
    press(page, "r")
    said(page, "claim: reject by Ada Lind", f"!document.getElementById('{second}')")  # or it is gone already: linked anew without it
    with Ledger.open(ledger) as opened:
        assert [review.action for review in opened.reviews()] == ["accept", "undo", "correct", "comment", "grade", "reject"]
        assert {review.reviewer for review in opened.reviews()} == {"Ada Lind"}


def test_incidents_are_parted_and_joined_with_the_keyboard_alone(signed_in: Callable[[str], Any], ledger: pathlib.Path):
    page = signed_in("Ada Lind")
    tab_to(page, "it.matches('li[data-claim] details.review > summary')")
    press(page, "s")
    press(page, "Space")
    tab_to(page, "it.name === 'reason' && it.closest('[data-key=s]')")
    page.keyboard.type("two strikes")
    press(page, "Enter")
    holds(page, "document.querySelectorAll('li[data-claim]').length === 2")  # linked again, and shown without a reload
    mine = page.get_attribute("#incident", "data-incident")
    page.goto(page.url.partition("/incidents/")[0] + ASSAULT)
    others = [row.get_attribute("data-incident") for row in page.locator("#incidents tr[data-incident]").all()]
    other = next(one for one in others if one != mine)
    page.goto(page.url.partition("/incidents?")[0] + f"/incidents/{mine}")
    refreshed(page, 1)
    tab_to(page, "it.matches('li[data-claim] details.review > summary')")
    press(page, "l")
    page.keyboard.type(str(other))
    press(page, "Tab")
    page.keyboard.type("one strike after all")
    press(page, "Enter")
    said(page, "one strike after all")
    with Ledger.open(ledger) as opened:
        assert [review.action for review in opened.reviews()] == ["split", "link"]


def test_two_persons_at_once_keep_what_each_said_and_overwrite_nothing(signed_in: Callable[[str], Any], ledger: pathlib.Path):
    ada, bo = signed_in("Ada Lind"), signed_in("Bo Falk")
    for page in (ada, bo):
        page.bring_to_front()
        tab_to(page, "it.matches('li[data-claim] details.review > summary')")
        press(page, "c")
        page.keyboard.type("mode")
        tab_to(page, "it.name === 'typed'")
        press(page, "Control+a")
    ada.keyboard.type("drone")
    bo.keyboard.type("explosives")
    press(ada, "Enter")
    said(ada, 'mode: correct to "drone" by Ada Lind')
    press(bo, "Enter")
    bo.wait_for_selector(".trouble")
    assert "Ada Lind said something of the same" in bo.locator(".trouble").inner_text()
    assert bo.locator("[name=typed]:focus").input_value() == "explosives"  # what Bo typed is still there
    bo.reload()
    refreshed(bo, 1)
    assert 'mode: correct to "drone" by Ada Lind' in words(bo) and "explosives" not in words(bo)
    tab_to(bo, "it.matches('li[data-claim] details.review > summary')")
    press(bo, "m")
    bo.keyboard.type("I read it as explosives")
    press(bo, "Enter")
    said(bo, "I read it as explosives")
    tab_to(ada, "it.matches('li[data-claim] details.review > summary')")
    press(ada, "j", "a")  # of another claim: no conflict
    said(ada, "claim: accept by Ada Lind")
    with Ledger.open(ledger) as opened:
        kept = [(review.reviewer, review.action) for review in opened.reviews()]
    assert kept == [("Ada Lind", "correct"), ("Bo Falk", "comment"), ("Ada Lind", "accept")]
    ada.reload()
    assert "I read it as explosives" in words(ada)


def test_what_is_typed_stays_while_the_record_changes(signed_in: Callable[[str], Any], ledger: pathlib.Path):
    page = signed_in("Bo Falk")
    tab_to(page, "it.matches('li[data-claim] details.review > summary')")
    press(page, "m")
    page.keyboard.type("half a rema")
    with Ledger.open(ledger) as opened:
        opened.add(make_reading(make_report("Quiet (INVENTED).", title="Fourth")))
    generation = int(page.get_attribute("html", "data-generation"))
    holds(page, f"Number((document.querySelector('#status a').textContent.match(/[0-9]+/) ?? [0])[0]) > {generation}")
    page.keyboard.type("rk")
    assert page.locator("[name=reason]:focus").input_value() == "half a remark"
