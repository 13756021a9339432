from __future__ import annotations

import time

import pytest

from ingest.errors import UnreadableDocument
from ingest.html import read_html
from ingest.html_apart import SMALL, read_html_apart


def test_a_large_page_is_read_as_it_is_in_this_process() -> None:
    """Nothing of what the reader found is lost on the way between the processes."""
    rows = "".join(
        f"<h2 id='part-{n}'>Part {n}</h2><p>Nobody told the school about visit {n}.</p>" for n in range(2_000)
    )
    page = f"<title>Fictional review</title><main>{rows}</main>".encode()
    assert len(page) > SMALL
    assert read_html_apart(page) == read_html(page)


def unclosed(size: int) -> bytes:
    """Return a page of so many bytes, made to take the parser the square of the time."""
    return (b"<main><p>Words." + b"<details>" * (size // 9))[:size]


def test_what_is_read_here_ends_soon() -> None:
    """The worst page that is read in this process takes it no ten seconds."""
    begun = time.process_time()
    assert read_html_apart(unclosed(SMALL)).text
    assert time.process_time() - begun < 10


def test_a_page_made_to_take_minutes_is_given_up() -> None:
    """A larger one is refused within seconds, by a process that is then gone."""
    with pytest.raises(UnreadableDocument, match=r"as on no page that people read|took longer than 9 seconds"):
        read_html_apart(unclosed(2_000_000))
