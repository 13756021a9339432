"""What tables in PDF files are made of: tables, words, rules and coloured areas.

On a sheet, places are in points from the top left as the page is read: ``top`` is smaller than ``bottom``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Raised small letters in a cell, such as a footnote's number: ``start`` to ``end`` in the cell's text."""

    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or the part of a table that stands on one page (``page`` counts from 1).

    ``box`` is left, bottom, right, top in points from the bottom left of the page as PDFium counts, whichever way the
    page is turned. ``rows`` are the rows as printed, with the ``header_rows`` first; all have as many cells, a merged
    cell has its words once, in its first place. ``continues`` says that the table began on the page before; ``header``
    are the rows that head its columns, also where they are printed on the page before only. ``marks`` are the places
    of footnote marks in ``rows``.
    """

    page: int
    box: tuple[float, float, float, float]
    caption: str | None
    rows: tuple[Row, ...]
    header_rows: int
    continues: bool = False
    header: tuple[Row, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a sheet."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """Where the middle lies: from the left, from the top."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, other: Box) -> bool:
        """Return whether the middle of another rectangle lies inside."""
        across, down = other.middle
        return self.left <= across <= self.right and self.top <= down <= self.bottom


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a sheet, whether it is bold, and which of its letters are small and raised (start, end)."""

    text: str
    box: Box
    bold: bool = False
    raised: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, across or down the sheet."""

    box: Box
    across: bool


@dataclass(frozen=True, slots=True)
class Shade:
    """A coloured area."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, turned so that its words can be read, with its words in lines from the top down."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    shades: tuple[Shade, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A table on a sheet before its head, its caption and its neighbours are known.

    ``columns`` are the left edges of the columns and the right edge of the last, ``tops`` the upper edges of the rows.
    ``bold`` says of each row that has words whether all are bold; ``spans`` how many rows belong together because a
    cell of the first row is merged with another; ``headed`` whether a rule parts the first row from the rest alone.
    """

    box: Box
    rows: tuple[Row, ...]
    columns: tuple[float, ...]
    tops: tuple[float, ...]
    bold: tuple[bool, ...]
    spans: int = 1
    headed: bool = False
    marks: tuple[Mark, ...] = ()


def surround(boxes: Sequence[Box]) -> Box:
    """Return the smallest rectangle round some others."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def make_lines(words: list[Word]) -> list[list[Word]]:
    """Return the words in lines from the top down, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.middle[1], word.box.left)):
        if lines and _on_line(word, lines[-1][-1]):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.box.left) for line in lines]


def _on_line(word: Word, other: Word) -> bool:
    """Return whether two words stand beside each other: the lower one begins above the middle of the other."""
    shared = min(word.box.bottom, other.box.bottom) - max(word.box.top, other.box.top)
    return shared > 0.5 * min(word.box.bottom - word.box.top, other.box.bottom - other.box.top)


def join_words(words: list[Word]) -> tuple[str, list[tuple[int, int]]]:
    """Return words as text, in reading order, and where in it letters are raised.

    A word broken at the end of a line keeps its hyphen and has no space.
    """
    text, raised = "", []
    for line in make_lines(words):
        broken = len(text) > 1 and text[-1] == "-" and text[-2].isalpha() and line[0].text[:1].isalpha()
        for place, word in enumerate(line):
            text += "" if not text or (broken and place == 0) else " "
            start, end = word.raised
            raised += [(len(text) + start, len(text) + end)] if end else []
            text += word.text
    return text, raised
