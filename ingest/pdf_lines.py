"""Writes the verbatim text of a PDF from its rows, with a line for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.documents import BlockKind
from ingest.lines import SMALL_RATIO, Line, RawText
from ingest.pdf_furniture import find_edges
from ingest.pdf_pages import Page, usual_size
from ingest.pdf_rows import Row

APART_GAP = 2.0


def write_text(pages: Sequence[Page]) -> RawText:
    """Return the text of pages in order; each page ends with a form feed."""
    size = usual_size(pages)
    parts: list[str] = []
    lines: list[Line] = []
    starts: list[int] = []
    raised: list[tuple[int, int, str]] = []
    offset = 0
    for number, page in enumerate(pages, start=1):
        starts.append(offset)
        looks = zip(page.rows, _gaps(page.rows, size), find_edges(page.rows, page.tall), strict=True)
        for row, gap, edge in looks:
            lines.append(_line(row, offset, number, gap=gap, edge=edge))
            raised += [(offset + start, offset + end, row.text[start:end]) for start, end in _marks(row)]
            parts.append(row.text + "\n")
            offset += len(row.text) + 1
        parts.append("\f")
        offset += 1
    skips = tuple((start, end) for start, end, _ in raised)
    text = "".join(parts)
    return RawText(text, tuple(lines), tuple(starts), skips, laid_out=True, references=tuple(raised))


def _line(row: Row, offset: int, page: int, *, gap: float, edge: bool) -> Line:
    start = offset + len(row.text) - len(row.text.lstrip())
    return Line(
        start,
        offset + len(row.text.rstrip()),
        page,
        size=row.size,
        bold=row.bold,
        gap=gap,
        left=round(row.left, 1),
        edge=edge,
        kind=row.kind,
        level=row.level,
        mark=row.mark,
    )


def _marks(row: Row) -> Iterator[tuple[int, int]]:
    """Yield the marks in a row that lead to footnotes: not the one that a footnote begins with."""
    opening = len(row.text) - len(row.text.lstrip())
    for start, end in row.raised:
        begins_note = start == opening and row.kind is BlockKind.FOOTNOTE
        if not begins_note and (start > opening or end == len(row.text.rstrip())):
            yield start, end


def _gaps(rows: Sequence[Row], size: float) -> Iterator[float]:
    """Yield the space above each row in usual line distances; less than nothing where a column begins."""
    usual = _usual_distance(rows, size)
    for place, row in enumerate(rows):
        gap = (rows[place - 1].foot - row.base) / usual if place else 0.0
        yield round(max(gap, APART_GAP) if row.apart and place else gap, 2)


def _usual_distance(rows: Sequence[Row], size: float) -> float:
    """Return the distance between lines of usual size: a page may hold more lines of footnotes than of text."""
    lines = [row for row in rows if row.kind is not BlockKind.FURNITURE]
    text = [(above.foot - below.base, min(above.size, below.size)) for above, below in pairwise(lines)]
    usual = [distance for distance, smaller in text if distance > 1 and smaller >= size * SMALL_RATIO]
    return median(usual or [distance for distance, _ in text if distance > 1] or [1.0])
