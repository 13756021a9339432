"""Reads large HTML files in a process of its own: a file may be made so that parsing it takes time without end."""

from __future__ import annotations

from ingest.html import read_html
from ingest.lines import RawText
from ingest.reading_apart import read_apart

SMALL = 100_000
"""In bytes. What can be done to the parser with fewer takes less than a second."""
SECONDS = 9.0


def read_html_apart(data: bytes) -> RawText:
    """Return the text of an HTML document; ``UnreadableDocument`` when it holds none, or takes too much."""
    if len(data) <= SMALL:
        return read_html(data)
    return read_apart("ingest.html.read_html", data=data, seconds=SECONDS)
