"""Makes headings of the lines that the bookmarks of a PDF name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from ingest import marks
from ingest.documents import BlockKind
from ingest.pdf_rows import Row, join_rows

MOST_BOOKMARKS = 5000
MOST_ROWS = 5
WORD_MARKS = re.compile(r"(?:\s*\d{1,3}F)+\s*$")
"""What Word writes into a bookmark for the mark of a footnote."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark: its page (from 0), its words as they are compared, and its depth (1 is the top)."""

    page: int
    key: str
    level: int


def read_outline(document: pypdfium2.PdfDocument) -> tuple[Bookmark, ...]:
    """Return the bookmarks of a file that lead to a page."""
    found = []
    for count, item in enumerate(document.get_toc()):
        target = item.get_dest()
        page = target.get_index() if target else None
        key = _key(WORD_MARKS.sub("", item.get_title()))
        if page is not None and key:
            found.append(Bookmark(page, key, item.level + 1))
        if count >= MOST_BOOKMARKS:
            break
    return tuple(found)


def mark_headings(rows: Sequence[Row], bookmarks: Sequence[Bookmark]) -> list[Row]:
    """Return the rows of a page with those that a bookmark of the page names made headings of its level."""
    levels = {bookmark.key: bookmark.level for bookmark in bookmarks}
    return list(_marked(rows, levels)) if levels else list(rows)


def _marked(rows: Sequence[Row], levels: dict[str, int]) -> Iterator[Row]:
    keys = [_key(row.plain) for row in rows]
    place = 0
    while place < len(rows):
        count = _count_rows(rows, keys, levels, place=place)
        if count:
            key = "".join(keys[place : place + count])
            yield _heading(rows[place : place + count], levels.pop(key))
        else:
            yield rows[place]
        place += max(count, 1)


def _count_rows(rows: Sequence[Row], keys: Sequence[str], levels: dict[str, int], *, place: int) -> int:
    """Return how many rows from ``place`` on are the words of a bookmark, with a line of nothing but marks."""
    key = ""
    for count in range(1, min(MOST_ROWS, len(rows) - place) + 1):
        row = rows[place + count - 1]
        if row.kind or not keys[place]:
            return 0
        key += keys[place + count - 1]
        if key in levels:
            trailing = rows[place + count : place + count + 1]
            return count + sum(1 for other in trailing if other.raised and not other.plain)
    return 0


def _heading(rows: Sequence[Row], level: int) -> Row:
    whole = join_rows(rows)
    number = marks.NUMBER.match(whole.words)
    return replace(whole, kind=BlockKind.HEADING, level=level, mark=number["mark"] if number else "")


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
