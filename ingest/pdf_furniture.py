"""Types what runs along the edges of a PDF's pages as furniture: headers, footers, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import BlockKind
from ingest.furniture import find_running, is_running
from ingest.pdf_rows import Row

EDGE_SHARE = 0.15
EDGE_ROWS = 3


def find_edges(rows: Sequence[Row], tall: float) -> list[bool]:
    """Say of each row whether it is one of the outermost, and stands in the band at the top or the bottom."""
    order = sorted(range(len(rows)), key=lambda place: rows[place].middle)
    outer = {*order[:EDGE_ROWS], *order[-EDGE_ROWS:]}
    low, high = tall * EDGE_SHARE, tall * (1 - EDGE_SHARE)
    return [place in outer and not low < row.middle < high for place, row in enumerate(rows)]


def type_furniture(pages: Sequence[Sequence[Row]], tall: Sequence[float]) -> list[list[Row]]:
    """Return the rows of pages with furniture typed: first what stands over the text, last what stands under it."""
    edges = [find_edges(rows, height) for rows, height in zip(pages, tall, strict=True)]
    running = find_running(
        [
            [row.words for row, edge in zip(rows, own, strict=True) if edge]
            for rows, own in zip(pages, edges, strict=True)
        ]
    )
    return [_outside(_typed(rows, own, running), height) for rows, own, height in zip(pages, edges, tall, strict=True)]


def _typed(rows: Sequence[Row], edges: Sequence[bool], running: frozenset[str]) -> list[Row]:
    """Return rows with those at the edges that run through the pages typed; a footnote's mark is no page number."""
    return [
        replace(row, kind=BlockKind.FURNITURE, pieces=())
        if edge and row.plain and not row.kind and is_running(row.words, running)
        else row
        for row, edge in zip(rows, edges, strict=True)
    ]


def _outside(rows: Sequence[Row], tall: float) -> list[Row]:
    """Return rows with furniture before and after the others, as it stands over and under them."""
    over = [row for row in rows if row.kind is BlockKind.FURNITURE and row.middle > tall / 2]
    under = [row for row in rows if row.kind is BlockKind.FURNITURE and row.middle <= tall / 2]
    return [*over, *(row for row in rows if row.kind is not BlockKind.FURNITURE), *under]
