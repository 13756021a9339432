"""Puts the rows of a page in the order in which they are read: columns one after the other, a box in one piece.

Rows keep the order of the file where there are no columns; it is that of the writer's program and is mostly right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from ingest import marks
from ingest.pdf_boxes import stands_in
from ingest.pdf_letters import Place
from ingest.pdf_rows import Row, join_pieces

FEWEST_ROWS = 3
FEWEST_BEGINNINGS = 3
ALIKE = 2.0
COLUMN_SHARE = 0.2
FILLED_SHARE = 0.6
SHARED_HEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Item:
    """Rows that are put in order as one: a row, or all rows of a box."""

    rows: tuple[Row, ...]
    left: float
    right: float
    middle: float

    @classmethod
    def of(cls, row: Row) -> Item:
        """Return a row as an item of its own."""
        return cls((row,), row.left, row.right, row.middle)

    @property
    def parts(self) -> tuple[Row, ...]:
        """What stands between wide gaps."""
        return self.rows[0].pieces or self.rows if len(self.rows) == 1 else ()


def order_rows(rows: Sequence[Row], boxes: Sequence[Place]) -> list[Row]:
    """Return the rows of a page as they are read."""
    outside = list(rows)
    found: list[tuple[Place, list[Row]]] = []
    for box in boxes:
        inside, rest = _parted_by(outside, box)
        if inside and rest:
            outside = rest
            found.append((box, inside))
    items = [Item.of(row) for row in outside]
    for box, inside in sorted(found, key=lambda one: -one[0][3]):
        items = _with_box(items, box, inside)
    return [row for item in _in_columns(items) for row in item.rows]


def _parted_by(rows: Sequence[Row], box: Place) -> tuple[list[Row], list[Row]]:
    """Return what stands in a box and what does not; words beside a box may be on one line with words in it."""
    inside: list[Row] = []
    outside: list[Row] = []
    for row in rows:
        parts = row.pieces or (row,)
        within = [part for part in parts if stands_in(part, box)]
        if len(within) in (0, len(parts)):
            (inside if within else outside).append(row)
        else:
            inside.append(join_pieces(within))
            outside.append(join_pieces([part for part in parts if part not in within]))
    return inside, outside


def _with_box(items: list[Item], box: Place, rows: Sequence[Row]) -> list[Item]:
    """Put a box after the nearest row over it, or else before the nearest row under it, but not into a sentence."""
    left, bottom, right, top = box
    inside = [row for item in _in_columns([Item.of(row) for row in rows]) for row in item.rows]
    inside[0] = replace(inside[0], apart=True)
    item = Item(tuple(inside), left, right, (bottom + top) / 2)
    place = _place_of(item, items)
    while 0 < place < len(items) and _runs_on(items[place - 1].rows[-1], items[place].rows[0]):
        place += 1
    after = items[place:]
    if after:
        first = after[0].rows[0]
        after[0] = replace(after[0], rows=(replace(first, apart=True), *after[0].rows[1:]))
    return [*items[:place], item, *after]


def _place_of(item: Item, items: Sequence[Item]) -> int:
    """Return where an item goes among others, by those that stand over and under it."""
    beside = [(other.middle, place) for place, other in enumerate(items) if _overlaps(other, item)]
    over = [(middle, place) for middle, place in beside if middle > item.middle]
    under = [(-middle, place) for middle, place in beside if middle <= item.middle]
    if over:
        return min(over)[1] + 1
    return min(under)[1] if under else len(items)


def _overlaps(one: Item, other: Item) -> bool:
    return one.left < other.right and other.left < one.right


def _runs_on(before: Row, row: Row) -> bool:
    """Return whether a row goes on with the sentence of the row before it."""
    return not marks.TERMINAL.search(before.words) and row.words[:1].islower() and not row.apart


def _in_columns(items: Sequence[Item]) -> list[Item]:
    """Return items in order: column by column in each band of the page that has columns."""
    gutter = _find_gutter(items)
    if gutter is None:
        return list(items)
    ordered: list[Item] = []
    for crossed, band in _bands(items, gutter):
        if crossed or not _has_columns(band, gutter):
            ordered += _in_columns(band) if len(band) < len(items) else band
            continue
        left, right = _sides(band, gutter)
        for side in (left, right):
            ordered += _in_columns(sorted(side, key=lambda item: -item.middle))
    return ordered


def _find_gutter(items: Sequence[Item]) -> float | None:
    """Return where the left edge of a column is that parts most rows, if any does."""
    edges = Counter(round(part.left / ALIKE) for item in items for part in item.parts)
    first = min(edges, default=0)
    likely = sorted(edge for edge, count in edges.items() if edge > first and count >= FEWEST_BEGINNINGS)
    scores = [(_parted(items, (edge - 1) * ALIKE), -edge) for edge in likely]
    best = max(scores, default=(0, 0))
    return (-best[1] - 1) * ALIKE if best[0] else None


def _parted(items: Sequence[Item], gutter: float) -> int:
    """Return how many rows stand in bands with columns."""
    bands = (band for crossed, band in _bands(items, gutter) if not crossed)
    return sum(len(band) for band in bands if _has_columns(band, gutter))


def _bands(items: Sequence[Item], gutter: float) -> Iterator[tuple[bool, list[Item]]]:
    """Yield, from the top down, items in a row that all cross the gutter or all do not."""
    down = sorted(items, key=lambda item: -item.middle)
    for crossed, band in groupby(down, key=lambda item: _crosses(item, gutter)):
        yield crossed, list(band)


def _crosses(item: Item, gutter: float) -> bool:
    spans = [(part.left, part.right) for part in item.parts] or [(item.left, item.right)]
    return any(left < gutter < right for left, right in spans)


def _has_columns(band: Sequence[Item], gutter: float) -> bool:
    """Return whether both sides of a band are text in lines beside each other, and not the cells of a table."""
    left, right = _sides(band, gutter)
    if min(len(left), len(right)) < FEWEST_ROWS:
        return False
    sides = (left, right)
    edges = [(min(item.left for item in side), max(item.right for item in side)) for side in sides]
    across = edges[1][1] - edges[0][0]
    for side, (start, end) in zip(sides, edges, strict=True):
        widths = [item.right - item.left for item in side]
        if end - start < across * COLUMN_SHARE or median(widths) < (end - start) * FILLED_SHARE:
            return False
    heights = [(min(item.middle for item in side), max(item.middle for item in side)) for side in sides]
    shared = min(heights[0][1], heights[1][1]) - max(heights[0][0], heights[1][0])
    return shared >= SHARED_HEIGHT * min(top - bottom for bottom, top in heights)


def _sides(band: Sequence[Item], gutter: float) -> tuple[list[Item], list[Item]]:
    """Return what stands left and right of a gutter, rows that reach over it cut in two."""
    left: list[Item] = []
    right: list[Item] = []
    for item in band:
        before = [part for part in item.parts if part.right <= gutter]
        after = [part for part in item.parts if part.left >= gutter]
        if before and after:
            left.append(Item.of(join_pieces(before)))
            right.append(Item.of(join_pieces(after)))
        else:
            (left if item.right <= gutter else right).append(item)
    return left, right
