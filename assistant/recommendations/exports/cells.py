"""What text becomes before it stands in a cell or a document: the same words, and nothing that does harm."""

from __future__ import annotations

import re

MOST = 32_767
"""A cell of a spreadsheet holds so many UTF-16 units: Excel breaks a longer one in a CSV file into two rows."""
CUT = "…"
BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"
HOSTILE = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t]")
"""How a cell starts that a spreadsheet may take for a formula (OWASP, CSV injection).

It is one of = + - @, the same in full width, or a tab. White space before it counts as well, and apostrophes do, so
that one apostrophe taken away gives back the cell.
"""


def clean(text: str) -> str:
    """Return text for one line: breaks are spaces, what XML forbids is U+FFFD, and an end that no cell holds is cut."""
    if text.isprintable() and len(text) <= MOST // 2:
        return text
    return _cut(FORBIDDEN.sub(REPLACEMENT, BREAKS.sub(" ", text)))


def is_hostile(text: str) -> bool:
    """Say whether a spreadsheet may run a cell with this text."""
    return not text[:1].isalnum() and HOSTILE.match(text) is not None


def guard(text: str) -> str:
    """Return text that a spreadsheet shows and never runs: an apostrophe stands before what it may run."""
    return f"'{text}" if is_hostile(text) else text


def _cut(text: str) -> str:
    """Return as much as a cell holds; a character outside the basic plane counts for two."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST:
        return text
    return units[: 2 * (MOST - len(CUT))].decode("utf-16-le", errors="ignore") + CUT
