"""Pages in a real browser: what they load, what they complain of, and how one moves in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright

from tests.web.required import BROWSER

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PHONE, DESK = (375, 740), (1000, 900)
MILLISECONDS = 30_000


def open_browser(playwright: Playwright, config: pytest.Config) -> Browser:
    """Start Debian's Chromium; without one the test is skipped, or fails where there must be one."""
    program = shutil.which("chromium")
    if program is None:
        if config.stash.get(BROWSER, False):
            pytest.fail("PANEL_REQUIRE_BROWSER=1, and there is no chromium: install it.")
        pytest.skip("needs chromium, which is not installed")
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)


@dataclass
class Seen:
    """What a page asked for and complained of; a refusal that the page itself shows is no complaint."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Remember an error or a warning."""
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)


@contextmanager
def look(browser: Browser, site: str, *, size: tuple[int, int] = DESK, javascript: bool = True) -> Iterator[Page]:
    """Give a page of its own; at the end it must have asked nobody but the site, and complained of nothing."""
    seen = Seen()
    context = browser.new_context(
        base_url=site, viewport={"width": size[0], "height": size[1]}, java_script_enabled=javascript
    )
    context.set_default_timeout(MILLISECONDS)
    page = context.new_page()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", seen.hear)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert [url for url in seen.requests if not url.startswith(f"{site}/")] == []
    assert seen.complaints == []


def ask(page: Page, question: str) -> None:
    """Ask by the form on the first page, and wait for the answer."""
    page.goto("/")
    page.get_by_label("What do you want to know?").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_url("**/answers/*")


def press_until(page: Page, key: str, found: Callable[[], bool]) -> int:
    """Press a key until something is so, and return how often; it must be so within a hundred times."""
    for times in range(1, 101):
        page.keyboard.press(key)
        if found():
            return times
    raise AssertionError("It was not reached with the keyboard.")


def focused(page: Page) -> str:
    """Return the words of what has the focus."""
    return str(page.evaluate("document.activeElement.innerText || document.activeElement.id || ''")).strip()
