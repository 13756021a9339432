"""Finds the footnotes of a PDF's pages: small letters with nothing of the body under them, each with its mark.

A note that goes on from the page before stands first on its page, so that both halves are read one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest import marks
from ingest.documents import BlockKind
from ingest.lines import SMALL_RATIO
from ingest.pdf_marks import MARKS
from ingest.pdf_rows import Row, join_rows

NUMBERED = re.compile(r"[\[(]?(?P<mark>\d{1,3}|[ivx]{1,5})(?:[\])]\.?|\.)?\s+\S")
FOOT_SHARE = 0.66

Note = tuple[str, list[Row]]


def gather_notes(pages: Sequence[Sequence[Row]], *, size: float, tall: Sequence[float]) -> list[list[Row]]:
    """Return the rows of pages with the lines of each footnote made one; ``size`` is that of the body's letters."""
    found: list[list[Row]] = []
    open_note = False
    for rows, height in zip(pages, tall, strict=True):
        lower = _lower_rows(rows, size, height)
        notes, rest = _split_notes(lower, _references(rows, lower), goes_on=open_note)
        taken = {id(row) for _, note in notes for row in note} | {id(row) for row in rest}
        body = [row for row in rows if id(row) not in taken]
        before = [replace(join_rows(rest), kind=BlockKind.FOOTNOTE)] if rest else []
        found.append([*before, *_with_notes(body, [_note(mark, rows) for mark, rows in notes])])
        last = notes[-1][1] if notes else rest
        open_note = bool(last) and not marks.TERMINAL.search(last[-1].words)
    return found


def _lower_rows(rows: Sequence[Row], size: float, height: float) -> list[Row]:
    """Return the small rows, from the top down, that have no row of the body under them."""
    small = [row for row in rows if row.size < size * SMALL_RATIO and not row.kind and row.middle < height * FOOT_SHARE]
    body = [row for row in rows if row.size >= size * SMALL_RATIO and not marks.PAGE_NUMBER.match(row.words)]
    free = [row for row in small if not any(_is_under(other, row) for other in body)]
    return [row for row in free if not marks.PAGE_NUMBER.match(row.words)]


def _is_under(other: Row, row: Row) -> bool:
    is_footer = len(other.words) < len(row.words) / 2 and any(c.isdigit() for c in other.words)
    return other.middle < row.base and other.left < row.right and row.left < other.right and not is_footer


def _references(rows: Sequence[Row], lower: Sequence[Row]) -> set[str]:
    """Return the marks in the text over the notes."""
    own = {id(row) for row in lower}
    return {row.text[start:end] for row in rows if id(row) not in own for start, end in row.raised}


def _split_notes(lower: Sequence[Row], wanted: set[str], *, goes_on: bool) -> tuple[list[Note], list[Row]]:
    """Return the rows of each note with its mark, and those with which a note of the page before goes on."""
    notes: list[Note] = []
    rest: list[Row] = []
    for row in lower:
        mark = _leading_mark(row, wanted)
        if mark and _follows(mark, notes[-1][0] if notes else ""):
            notes.append((mark, [row]))
        elif notes:
            notes[-1][1].append(row)
        elif goes_on and not marks.NUMBER.match(row.words):
            rest.append(row)
    return notes, rest


def _follows(mark: str, last: str) -> bool:
    """Return whether a mark can come after another: numbers rise, but begin with 1 again in a new chapter."""
    return not (mark.isdecimal() and last.isdecimal()) or int(mark) > int(last) or mark == "1"


def _leading_mark(row: Row, wanted: set[str]) -> str:
    """Return the mark that a footnote begins with: raised, or a number that the text refers to."""
    start = len(row.text) - len(row.text.lstrip())
    if row.raised and row.raised[0][0] == start:
        return row.text[start : row.raised[0][1]]
    found = NUMBERED.match(row.words) or MARKS.match(row.words)
    return found["mark"] if found and found["mark"] in wanted else ""


def _note(mark: str, rows: Sequence[Row]) -> Row:
    whole = join_rows(rows)
    return replace(whole, kind=BlockKind.FOOTNOTE, mark=mark)


def _with_notes(body: list[Row], notes: list[Row]) -> list[Row]:
    """Put notes after the body and before what stands under them."""
    if not notes:
        return body
    foot = min(note.foot for note in notes)
    under = [row for row in body if row.base < foot]
    return [*(row for row in body if row.base >= foot), *notes, *under]
