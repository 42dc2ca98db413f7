"""Review in place: with keys and forms, without leaving the page; two persons at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conftest import after_next


def report(opened: Callable[..., Any], number: int, **more: Any) -> Any:
    """The page of a report."""
    page = opened(f'/search?q="Group {number} of"')
    address = page.locator("#found-reports a").first.get_attribute("href")
    page.close()
    return opened(address.partition("?")[0], **more)


def test_claim_is_accepted_with_a_key_and_taken_back(opened: Callable[..., Any]):
    page = report(opened, 11)
    page.locator("#claims summary").first.focus()
    after_next(page, lambda: page.keyboard.press("a"))
    assert "accept" in page.locator("#claims .word").first.inner_text() and "A. Reader" in page.locator("#claims .word").first.inner_text()
    assert page.evaluate("document.activeElement.id").startswith("claim-")
    after_next(page, page.get_by_role("button", name="Take back").first.click)
    assert page.get_by_role("button", name="Take back").count() == 0


def test_field_is_corrected_with_the_keyboard(opened: Callable[..., Any]):
    page = report(opened, 12)
    page.locator("#claims summary").first.focus()
    page.keyboard.press("c")
    page.get_by_label("Field").select_option("mode")
    page.get_by_label("Value").fill("arrest")
    page.get_by_label("Reason").fill("as the next line says")
    after_next(page, page.get_by_role("button", name="Correct to the value").click)
    assert any("mode: correct" in one and "arrest" in one for one in page.locator("#claims .word").all_inner_texts())


def test_second_of_two_windows_is_told_and_overwrites_nothing(opened: Callable[..., Any]):
    first = report(opened, 13)
    second = first.context.new_page()
    second.goto(first.url)
    second.wait_for_selector("html[data-refreshes]", state="attached")
    first.locator("#claims summary").first.focus()
    after_next(first, lambda: first.keyboard.press("a"))
    second.locator("#claims summary").first.focus()
    second.keyboard.press("r")
    second.wait_for_selector(".trouble")
    assert "Look again" in second.locator(".trouble").inner_text()
    second.reload()
    words = second.locator("#claims .word").all_inner_texts()
    assert any("accept" in one for one in words) and not any("reject" in one for one in words)
