"""Finds the caption above a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.pdf_table_gutters import beside
from ingest.pdf_table_shapes import Box, Sheet, Word, make_lines

CAPTION = re.compile(r"Table\s+(?:[A-Z]{1,2}[.-]?)?\d+(?:[.-]\d+)*[a-z]?\s*(?:[:.–—|-]|$|(?=\s[A-Z“‘(]))")
"""A sentence that begins with the name of a table goes on with a small letter: "Table 1 shows …"."""
GONE_ON = re.compile(r"\bcontinued\b|\bcont\.", re.IGNORECASE)
CLOSE = 3.5
MOST_LINES = 4


def is_caption(line: Sequence[Word]) -> bool:
    """Return whether a line begins a table's caption."""
    return CAPTION.match(" ".join(word.text for word in line)) is not None


def find_caption(sheet: Sheet, box: Box) -> str | None:
    """Return the caption that ends close above a table, or None."""
    above = [word for word in beside(sheet.words, box, height=sheet.height) if word.box.middle[1] < box.top]
    found: list[str] = []
    bottom = box.top
    for line in reversed(make_lines(above)[-MOST_LINES:]):
        height = max(word.box.bottom - word.box.top for word in line)
        if bottom - max(word.box.bottom for word in line) > CLOSE * height:
            break
        found.append(" ".join(word.text for word in line))
        if is_caption(line):
            return " ".join(reversed(found))
        bottom = min(word.box.top for word in line)
    return None
