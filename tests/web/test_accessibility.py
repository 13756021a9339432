from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Browser, Page

from tests.web.browsing import DESK, PHONE, ask, look

ANSWER = "How many working days did health visiting records take to arrive?"
LIST = "What should a swift review do?"
NOT_HELD = "What is the guidance on submarine cables?"
DANGER = "A girl in my class has just told me her dad hits her and she is frightened to go home tonight, what do I do?"
PRIVATE = "Which guidance covers burns in babies? The file has NHS number 943 476 5919."


LOOK = """one => {
    // A checkbox is drawn by the label beside it.
    const drawn = one.matches(".govuk-checkboxes__input") ? one.nextElementSibling : one;
    const [own, before] = [getComputedStyle(drawn), getComputedStyle(drawn, "::before")];
    return [own.outline, own.boxShadow, own.backgroundColor, before.boxShadow, before.outline].join(" ");
}"""


def show_mistakes(page: Page) -> None:
    """Send a form in which question and date are wrong."""
    page.goto("/")
    page.get_by_text("Search only some publications").click()
    page.locator("#from-day").fill("32")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator(".govuk-error-summary").wait_for()


def show_place(page: Page) -> None:
    """Open an answer's source at the quoted words."""
    ask(page, ANSWER)
    page.get_by_role("link", name="Read this in the document").first.click()
    page.locator("mark").first.wait_for()


def show_letter(page: Page) -> None:
    """Open a letter that answers another."""
    page.goto("/publications?kind=letter")
    page.get_by_role("link", name="The Minister for Families replies").click()
    page.get_by_role("heading", name="Correspondence").wait_for()


def show_day(page: Page) -> None:
    """Ask as of a day."""
    page.goto("/")
    page.get_by_text("Search only some publications").click()
    page.locator("#as-of-year").fill("2032")
    page.get_by_label("What do you want to know?").fill(LIST)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_text("You asked, as it stood on 31 December 2032").wait_for()


def show_filters(page: Page) -> None:
    """Open every part of the first page that can be opened."""
    page.goto("/")
    page.get_by_text("Search only some publications").click()


def show_entry(page: Page) -> None:
    """Open one entry of the register from the list."""
    page.goto("/recommendations")
    page.locator("h4 a").first.click()
    page.get_by_role("heading", name="History of this entry").wait_for()


def show_register_filters(page: Page) -> None:
    """Open every part of the list of recommendations that can be opened, with every kind in it."""
    page.goto("/recommendations?to=local;health&review=&kind=position&kind=reflective+question")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def show_charts(page: Page) -> None:
    """Open the tables of the charts."""
    page.goto("/timeline")
    for table in page.get_by_text("The same as a table").all():
        table.click()


STATES: dict[str, Callable[[Page], Any]] = {
    "empty": lambda page: page.goto("/"),
    "filters": show_filters,
    "answer": lambda page: ask(page, ANSWER),
    "list in an answer": lambda page: ask(page, LIST),
    "not held": lambda page: ask(page, NOT_HELD),
    "danger": lambda page: ask(page, DANGER),
    "personal data": lambda page: ask(page, PRIVATE),
    "error": show_mistakes,
    "publication": show_place,
    "letter": show_letter,
    "as of a day": show_day,
    "publications": lambda page: page.goto("/publications"),
    "recommendations": lambda page: page.goto("/recommendations"),
    "recommendations, filtered": show_register_filters,
    "recommendations, none": lambda page: page.goto("/recommendations?text=submarine"),
    "recommendations, error": lambda page: page.goto("/recommendations?to=polic&from-day=40"),
    "recommendation": show_entry,
    "timeline": lambda page: page.goto("/timeline?topic=second+national+review"),
    "charts": show_charts,
    "wrong topic": lambda page: page.goto("/timeline?topic=%3F"),
    "about": lambda page: page.goto("/about"),
    "no such page": lambda page: page.goto("/answers/none"),
}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(browser: Browser, site: str, state: str, size: tuple[int, int]) -> None:
    """In every state axe-core finds nothing, nothing is wider than the screen, and nothing foreign is asked."""
    with look(browser, site, size=size) as page:
        STATES[state](page)
        page.wait_for_load_state()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("state", ["answer", "publication"])
def test_paper_shows_what_matters(browser: Browser, site: str, state: str) -> None:
    """Printed, a page has its quotations and sources, and no menu, form or button."""
    with look(browser, site) as page:
        STATES[state](page)
        page.emulate_media(media="print")
        shown = page.locator("blockquote, mark")
        assert shown.first.is_visible()
        if state == "answer":
            assert page.get_by_text("https://panel.example/reviews/between-two-doors").is_visible()
        hidden = page.locator("button, textarea, nav, .govuk-skip-link")
        assert [one.is_visible() for one in hidden.all()] == [False] * hidden.count()


def test_what_has_the_focus_is_seen(browser: Browser, site: str) -> None:
    """Every element that the keyboard reaches is on the screen and looks other than without the focus."""
    with look(browser, site) as page:
        show_filters(page)
        page.evaluate("document.activeElement.blur(), window.scrollTo(0, 0)")
        reached = 0
        while True:
            page.keyboard.press("Tab")
            element = page.evaluate_handle("document.activeElement")
            if page.evaluate("one => one === document.body", element):
                break
            reached += 1
            box = page.evaluate("one => one.getBoundingClientRect().toJSON()", element)
            assert box["bottom"] > 0
            assert box["top"] < DESK[1]
            with_focus = page.evaluate(LOOK, element)
            page.evaluate("one => one.blur()", element)
            assert with_focus != page.evaluate(LOOK, element), page.evaluate("one => one.outerHTML", element)
            page.evaluate("one => one.focus({ preventScroll: true })", element)
        assert reached > len(STATES)
