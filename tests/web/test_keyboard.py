from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import DESK, PHONE, ask, focused, look, press_until

QUESTION = "How many working days did health visiting records take to arrive?"
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])


@BOTH
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_source_is_reached_by_keyboard_alone(
    browser: Browser, site: str, javascript: bool, size: tuple[int, int]
) -> None:
    """From the skip link to the question, the answer and its source: keys alone lead to the quoted words on screen."""
    with look(browser, site, size=size, javascript=javascript) as page:
        page.goto("/")
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to main content"
        page.keyboard.press("Enter")
        press_until(page, "Tab", lambda: focused(page) == "question")
        page.keyboard.type(QUESTION)
        press_until(page, "Tab", lambda: focused(page) == "Ask")
        page.keyboard.press("Enter")
        page.wait_for_url("**/answers/*")
        press_until(page, "Tab", lambda: focused(page).startswith("Read this in the document"))
        page.keyboard.press("Enter")
        page.wait_for_url("**/publications/*")
        assert "34 working days" in page.locator("#quoted").inner_text()
        assert _on_screen(page)


@BOTH
def test_a_follow_up_is_asked_without_a_mouse(browser: Browser, site: str, javascript: bool) -> None:
    """The form under an answer is reached and sent by keys, and the next answer says how it was understood."""
    with look(browser, site, javascript=javascript) as page:
        ask(page, QUESTION)
        first = page.url
        press_until(page, "Tab", lambda: focused(page) == "question")
        page.keyboard.type("And what was the standard?")
        press_until(page, "Tab", lambda: focused(page) == "Ask a follow-up")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url != first)
        assert page.locator("h1").inner_text() == "And what was the standard?"
        assert "understood as" in page.locator("main").inner_text()


@BOTH
def test_a_mistake_is_led_to(browser: Browser, site: str, javascript: bool) -> None:
    """After an empty question the summary leads to the box; with JavaScript it has the focus as the page opens."""
    with look(browser, site, javascript=javascript) as page:
        page.goto("/")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.locator(".govuk-error-summary").wait_for()
        assert page.title().startswith("Error: ")
        if javascript:
            expect(page.locator(".govuk-error-summary")).to_be_focused()
        link = page.locator(".govuk-error-summary a")
        link.focus()
        page.keyboard.press("Enter")
        page.keyboard.type("x")
        if javascript:
            assert focused(page) == "question"
        assert page.url.startswith(site)


def test_an_opened_place_has_the_focus(browser: Browser, site: str) -> None:
    """The quoted words have the focus as their document opens, so that keys go on from there."""
    with look(browser, site) as page:
        ask(page, QUESTION)
        page.get_by_role("link", name="Read this in the document").first.click()
        page.wait_for_url("**/publications/*")
        expect(page.locator("#quoted")).to_be_focused()
        assert _on_screen(page)


def _on_screen(page: Page) -> bool:
    """Say whether the first of the quoted words are on the screen."""
    page.wait_for_load_state()
    box, size = page.locator("#quoted").bounding_box(), page.viewport_size
    return bool(box and size and 0 <= box["y"] < size["height"])
