from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.web.browsing import ask, look

QUESTION = "How many working days did health visiting records take to arrive?"


def fill(page: Page) -> None:
    """Type the question on the first page."""
    page.goto("/")
    page.wait_for_load_state()
    page.get_by_label("What do you want to know?").fill(QUESTION)


def send(page: Page) -> None:
    """Send the form."""
    page.get_by_role("button", name="Ask", exact=True).click()


def events(*told: tuple[str, object]) -> str:
    """Return server-sent events."""
    return "".join(f"event: {name}\r\ndata: {json.dumps(data)}\r\n\r\n" for name, data in told)


def test_an_answer_streams_to_its_own_page(browser: Browser, site: str) -> None:
    """With JavaScript the question goes to the HTTP service as events, and ends at the answer's own page."""
    with look(browser, site) as page:
        fill(page)
        with page.expect_request("**/v1/answers") as asked:
            send(page)
        page.wait_for_url("**/answers/*")
        assert asked.value.headers["accept"] == "text/event-stream"
        assert json.loads(asked.value.post_data or "")["question"] == QUESTION
        assert page.locator("h1").inner_text() == QUESTION
        assert QUESTION not in page.url


def test_streamed_and_sent_forms_give_the_same_answer(browser: Browser, site: str) -> None:
    """With and without JavaScript the same question and filters lead to the same address."""
    addresses = []
    for javascript in (True, False):
        with look(browser, site, javascript=javascript) as page:
            fill(page)
            page.get_by_text("Search only some publications").click()
            page.get_by_label("National review").check()
            page.locator("#from-day").fill("1")
            page.locator("#from-month").fill("1")
            page.locator("#from-year").fill("2032")
            for part, typed in (("day", "1"), ("month", "1"), ("year", "2034")):
                page.locator(f"#as-of-{part}").fill(typed)
            send(page)
            page.wait_for_url("**/answers/*")
            addresses.append(page.url)
            assert "Of these, only: National review; published on or after 1 January 2032." in page.inner_text("main")
            assert "You asked, as it stood on 1 January 2034" in page.inner_text("main")
    assert addresses[0] == addresses[1]


def test_quotations_are_shown_as_text_while_they_come(browser: Browser, site: str) -> None:
    """Statements appear one by one where screen readers are told of them, and HTML in them is text."""
    script = "<img src=x onerror=alert(1)> <b>bold</b>"
    told = events(("sources", {}), ("sentence", {"text": script}), ("sentence", {"text": "Second."}))
    with look(browser, site) as page:
        page.route("**/v1/answers", lambda route: route.fulfill(content_type="text/event-stream", body=told))
        fill(page)
        page.evaluate("HTMLFormElement.prototype.submit = () => {}")
        send(page)
        page.get_by_text("Second.").wait_for()
        stream = page.locator("[data-stream]")
        assert stream.get_attribute("aria-live") == "polite"
        assert stream.locator("p").all_inner_texts() == ["Searching the publications…", script, "Second."]
        assert stream.locator("img, b").count() == 0


FAILURES: dict[str, Callable[[Route], None]] = {
    "no connection": lambda route: route.abort(),
    "an error": lambda route: route.fulfill(status=503, body="{}"),
    "no events": lambda route: route.fulfill(status=200, content_type="application/json", body="{}"),
    "an end too soon": lambda route: route.fulfill(content_type="text/event-stream", body=events(("sources", {}))),
    "broken data": lambda route: route.fulfill(content_type="text/event-stream", body="event: done\ndata: {\n\n"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_whatever_fails_the_form_is_sent(browser: Browser, site: str, failure: str) -> None:
    """When the stream fails in any way, the form goes the way it goes without JavaScript, and there is an answer."""
    with look(browser, site) as page:
        page.route("**/v1/answers", FAILURES[failure])
        fill(page)
        send(page)
        page.wait_for_url("**/answers/*")
        assert "34 working days" in page.inner_text("main")


@pytest.mark.parametrize(("day", "month", "year"), [("31", "2", "2031"), ("", "May", "2031"), ("", "", "2031")])
def test_what_only_the_page_understands_is_left_to_it(
    browser: Browser, site: str, day: str, month: str, year: str
) -> None:
    """A date that is not plainly written is not streamed: the page reads it or says what is wrong."""
    with look(browser, site) as page:
        streamed: list[str] = []
        page.on("request", lambda request: streamed.append(request.url) if "/v1/" in request.url else None)
        fill(page)
        page.get_by_text("Search only some publications").click()
        for part, typed in (("day", day), ("month", month), ("year", year)):
            page.locator(f"#from-{part}").fill(typed)
        send(page)
        page.locator(".govuk-error-summary, [name=previous]").first.wait_for(state="attached")
        assert streamed == []


def test_one_may_come_back_and_ask_again(browser: Browser, site: str) -> None:
    """After an answer the first page is as it was: nothing is left of the stream, and it takes another question."""
    with look(browser, site) as page:
        ask(page, QUESTION)
        page.go_back()
        page.wait_for_load_state()
        assert page.locator("[data-stream]").inner_text() == ""
        page.get_by_label("What do you want to know?").fill("What should a swift review do?")
        send(page)
        page.wait_for_url("**/answers/*")
        assert page.locator("h1").inner_text() == "What should a swift review do?"
