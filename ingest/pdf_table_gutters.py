"""Parts a page that is set in two columns of running text, so that neither column is taken for part of a table."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ingest.pdf_table_shapes import Box, Word, make_lines

CENTRE = (0.3, 0.7)
NARROWEST = 0.7
"""The room between two columns of text, in heights of a letter."""
FULL, MOST = 0.7, 0.6
"""Running text fills this share of its column in this share of its lines; cells of a table seldom do."""
FEWEST_LINES = 6
EDGE = 0.1


def part_columns(words: Sequence[Word], *, height: float) -> list[list[Word]]:
    """Return the words of each column of running text, or all words where there is one column."""
    gutter = _find_gutter([word for word in words if EDGE * height < word.box.middle[1] < (1 - EDGE) * height])
    if gutter is None:
        return [list(words)]
    return [[word for word in words if (word.box.middle[0] < gutter) == left] for left in (True, False)]


def beside(words: Sequence[Word], box: Box, *, height: float) -> list[Word]:
    """Return the words in the column of running text in which a box lies; all words where it lies in both."""
    for part in part_columns(words, height=height):
        left, right = (f(side for word in part for side in (word.box.left, word.box.right)) for f in (min, max))
        if left <= box.middle[0] <= right and box.right - box.left <= right - left:
            return part
    return list(words)


def _find_gutter(words: Sequence[Word]) -> float | None:
    """Return the middle of the room between two columns of running text, or None."""
    if not words:
        return None
    left, right = min(word.box.left for word in words), max(word.box.right for word in words)
    size = median(word.box.bottom - word.box.top for word in words)
    reached = left
    for word in sorted(words, key=lambda word: word.box.left):
        middle = (reached + word.box.left) / 2
        near = CENTRE[0] < (middle - left) / (right - left or 1) < CENTRE[1]
        if near and word.box.left - reached > NARROWEST * size and _run_on(words, middle):
            return middle
        reached = max(reached, word.box.right)
    return None


def _run_on(words: Sequence[Word], gutter: float) -> bool:
    """Return whether there is running text on both sides."""
    return all(_is_running([word for word in words if (word.box.middle[0] < gutter) == left]) for left in (True, False))


def _is_running(words: list[Word]) -> bool:
    """Return whether most lines fill their column."""
    lines = make_lines(words)
    widths = [line[-1].box.right - line[0].box.left for line in lines]
    full = sum(width >= FULL * max(widths) for width in widths)
    return len(lines) >= FEWEST_LINES and full >= MOST * len(lines)
