"""Finds tables whose cells are ruled on all sides.

What makes a cell of crossing lines is pdfplumber's: https://github.com/jsvine/pdfplumber#table-extraction-methods
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from ingest.pdf_table_shapes import Box, Draft, Mark, Rule, Sheet, Word, join_words, surround

TOUCH = 3.0
"""Lines that end this near to each other, in points, meet."""
SLIVER = 8.0
"""A column or row without words is drawn for its look when it is thinner than this."""

MOST_CROSSINGS = 10_000
"""Where more lines cross, as on squared paper, a drawing is shown and no table."""
FEWEST_EDGES = 3
"""One column, which has two edges, is a list or a box with a border and no table."""

Place = tuple[int, int]


def find_grids(sheet: Sheet) -> list[Draft]:
    """Return the ruled tables of a sheet, from the top down; those inside another are part of it."""
    points = edges_to_intersections(merge_rules(sheet.rules), TOUCH, TOUCH)
    if len(points) > MOST_CROSSINGS:
        return []
    found = [[Box(*cell) for cell in cells] for cells in cells_to_tables(intersections_to_cells(points))]
    whole = [cells for cells in found if not any(_inside(cells, other) for other in found if other is not cells)]
    drafts = [_draft(cells, sheet.words) for cells in whole]
    return [draft for draft in drafts if draft is not None]


def merge_rules(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """Return lines as pdfplumber's edges, those that are in a row made one."""
    edges = [_edge(rule) for rule in rules]
    merged: list[dict[str, Any]] = merge_edges(edges, TOUCH, TOUCH, TOUCH, TOUCH)
    return merged


def _edge(rule: Rule) -> dict[str, Any]:
    """Return a line without its thickness."""
    box = rule.box
    across, down = box.middle
    edge = {"x0": box.left, "x1": box.right, "top": down, "bottom": down, "orientation": "h"}
    if not rule.across:
        edge = {"x0": across, "x1": across, "top": box.top, "bottom": box.bottom, "orientation": "v"}
    return edge | {"width": edge["x1"] - edge["x0"], "height": edge["bottom"] - edge["top"]}  # type: ignore[operator]


def _inside(cells: Sequence[Box], others: Sequence[Box]) -> bool:
    outer, inner = surround(others), surround(cells)
    return (
        outer != inner
        and outer.left <= inner.left
        and inner.right <= outer.right
        and (outer.top <= inner.top and inner.bottom <= outer.bottom)
    )


def _draft(cells: Sequence[Box], words: Iterable[Word]) -> Draft | None:
    """Return the table that some cells make, or None where they are one column or hold no words."""
    around = surround(cells)
    held = [word for word in words if around.holds(word.box)]
    columns = _edges(((cell.left, cell.right) for cell in cells), [word.box.middle[0] for word in held])
    rows = _edges(((cell.top, cell.bottom) for cell in cells), [word.box.middle[1] for word in held])
    firsts = _first_places(cells, columns, rows)
    filled: dict[Place, list[Word]] = {}
    for word in held:
        place = _slot(rows, word.box.middle[1]), _slot(columns, word.box.middle[0])
        filled.setdefault(firsts.get(place, place), []).append(word)
    return make_draft(around, (rows, columns), filled, spans=_spans(firsts))


def make_draft(
    around: Box, edges: tuple[Sequence[float], Sequence[float]], filled: dict[Place, list[Word]], *, spans: int = 1
) -> Draft | None:
    """Return a table of words that are already in their cells; None where there is one column or no word."""
    rows, columns = edges
    if len(columns) < FEWEST_EDGES or not filled:
        return None
    joined = [
        [join_words(filled.get((row, column), [])) for column in range(len(columns) - 1)]
        for row in range(len(rows) - 1)
    ]
    texts = tuple(tuple(text for text, _ in cells) for cells in joined)
    marks = tuple(
        Mark(row, column, *place)
        for row, cells in enumerate(joined)
        for column, (_, raised) in enumerate(cells)
        for place in raised
    )
    words = [[w for (place, _), found in filled.items() if place == row for w in found] for row in range(len(texts))]
    bold = tuple(bool(found) and all(word.bold for word in found) for found in words)
    return Draft(around, texts, tuple(columns), tuple(rows[:-1]), bold, spans, marks=marks)


def _edges(sides: Iterable[tuple[float, float]], middles: Sequence[float]) -> list[float]:
    """Return where columns (or rows) begin, and where the last ends: without slivers that hold no words."""
    places = sorted({side for pair in sides for side in pair})
    kept = [
        start
        for start, end in pairwise(places)
        if end - start >= SLIVER or any(start <= middle < end for middle in middles)
    ]
    return [*kept, places[-1]]


def _slot(edges: Sequence[float], place: float) -> int:
    return min(max(bisect_right(edges, place) - 1, 0), len(edges) - 2)


def _first_places(cells: Sequence[Box], columns: Sequence[float], rows: Sequence[float]) -> dict[Place, Place]:
    """Return, for each place in the grid that a cell covers, the cell's first place."""
    firsts = {}
    for cell in cells:
        covered_rows = [row for row, (a, b) in enumerate(pairwise(rows)) if cell.top < (a + b) / 2 < cell.bottom]
        covered = [n for n, (a, b) in enumerate(pairwise(columns)) if cell.left < (a + b) / 2 < cell.right]
        for row in covered_rows:
            for column in covered:
                firsts[row, column] = (covered_rows[0], covered[0])
    return firsts


def _spans(firsts: dict[Place, Place]) -> int:
    """Return how many rows the head takes if the first row is part of it: two where a cell of it is merged."""
    top = {place: first for place, first in firsts.items() if first[0] == 0}
    deep = max((row for row, _ in top), default=0)
    wide = any(place != first for place, first in top.items() if place[0] == 0)
    return 1 + max(deep, int(wide))
