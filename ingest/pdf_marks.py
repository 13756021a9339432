"""Puts the raised marks of footnotes back on the lines from which PDFium breaks them off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.pdf_rows import SUPERSCRIPT_RATIO, Row, Spans, join_pieces

MARKS = re.compile(r"\s*(?P<mark>\d{1,3}|[*†‡§]{1,3}|[ivx]{1,5})(?![^\W\d_])")


def rejoin_marks(rows: Sequence[Row]) -> list[Row]:
    """Return rows in which a line that PDFium broke beside the mark of a footnote is whole again.

    A line of nothing but marks under the line that has no room for them looks like that line.
    """
    found: list[Row] = []
    for row in rows:
        before = found[-1] if found else None
        opening = _opening_mark(row, before) if before else None
        closing = _closing_mark(before, row) if before else None
        if before and (opening or closing) and _touch(before, row):
            found[-1] = _one_line(
                replace(before, raised=closing or before.raised), replace(row, raised=opening or row.raised)
            )
        elif before and opening and opening[0][1] == len(row.text.rstrip()) and before.raised:
            found.append(replace(row, size=before.size, bold=before.bold, raised=opening))
        else:
            found.append(row)
    return found


def _touch(before: Row, row: Row) -> bool:
    """Return whether a row stands on the line of the row before it, right behind it."""
    size = max(before.size, row.size)
    return abs(row.middle - before.middle) < size * SUPERSCRIPT_RATIO and abs(row.left - before.right) < size


def _one_line(before: Row, row: Row) -> Row:
    """Return two rows that touch as one."""
    left, right = before.pieces or (before,), row.pieces or (row,)
    whole = join_pieces([before, row])
    if len(left) == len(right) == 1:
        return replace(whole, pieces=())
    return replace(whole, pieces=(*left[:-1], _one_line(left[-1], right[0]), *right[1:]))


def _opening_mark(row: Row, before: Row) -> Spans:
    """Return what is raised in a row that begins with the mark of a footnote, seen from the row before it."""
    opening = len(row.text) - len(row.text.lstrip())
    if row.raised and row.raised[0][0] == opening:
        return row.raised
    mark = MARKS.match(row.text)
    return (mark.span("mark"),) if mark and row.size < before.size * SUPERSCRIPT_RATIO else ()


def _closing_mark(before: Row, row: Row) -> Spans:
    """Return what is raised in a row that ends with the mark of a footnote, seen from the row after it."""
    if before.raised and before.raised[-1][1] == len(before.text.rstrip()):
        return before.raised
    mark = MARKS.fullmatch(before.text.rstrip())
    return (mark.span("mark"),) if mark and before.size < row.size * SUPERSCRIPT_RATIO else ()
