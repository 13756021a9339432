"""Rows of letters on a page of a PDF: what a line is made of before its place in the text is known.

Places are in points from the bottom left of the page as it is read, whichever way it is turned.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.documents import BlockKind

SUPERSCRIPT_RATIO = 0.8
WIDE_GAP = 0.8
SMALL_MARKS = frozenset("*†‡§ivx")
"""Besides digits, what the marks of footnotes are made of: signs, Roman numerals."""

Spans = tuple[tuple[int, int], ...]


class Letter(NamedTuple):
    """A letter with its size in points and the rectangle round it; what is not printed has no width."""

    character: str
    size: float
    bold: bool
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one line of a page, or several lines that are one block.

    ``base`` is the height at which the first line stands and ``foot`` that of the last, ``raised`` are the places of
    small digits and signs: the marks of footnotes. ``pieces`` are the parts between wide gaps, where there are any.
    ``apart`` says that it does not go on with what is before it. The rest is as in ``Line``.
    """

    text: str
    left: float
    right: float
    base: float
    foot: float
    size: float
    bold: bool = False
    raised: Spans = ()
    pieces: tuple[Row, ...] = ()
    apart: bool = False
    kind: BlockKind | None = None
    level: int = 0
    mark: str = ""

    @property
    def words(self) -> str:
        """The text without the space around it."""
        return self.text.strip()

    @property
    def plain(self) -> str:
        """The words without the marks of footnotes."""
        kept, position = "", 0
        for start, end in self.raised:
            kept, position = kept + self.text[position:start], end
        return (kept + self.text[position:]).strip()

    @property
    def middle(self) -> float:
        """The height of the middle of its letters."""
        return self.base + self.size / 2


def make_row(letters: Sequence[Letter]) -> Row | None:
    """Return a row of letters as they stand on a line; None when nothing is printed."""
    cuts = list(_cuts(letters))
    if not cuts:
        return _piece(letters)
    bounds = [0, *cuts, len(letters)]
    found = [_piece(letters[start:end]) for start, end in pairwise(bounds)]
    whole = _piece(letters)
    return replace(whole, pieces=tuple(piece for piece in found if piece)) if whole else None


def join_rows(rows: Sequence[Row]) -> Row:
    """Return rows under each other as one."""
    text, raised = "", []
    for row in rows:
        text += "\n" if text else ""
        raised += [(len(text) + start, len(text) + end) for start, end in row.raised]
        text += row.text
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    whole = replace(rows[0], text=text, left=left, right=right, foot=rows[-1].foot)
    return replace(whole, raised=tuple(raised), pieces=())


def join_pieces(pieces: Sequence[Row]) -> Row:
    """Return pieces of one line as a row again; the space between them is the end of the piece before."""
    if len(pieces) == 1:
        return pieces[0]
    text, raised = "", []
    for piece in pieces:
        raised += [(len(text) + start, len(text) + end) for start, end in piece.raised]
        text += piece.text
    longest = max(pieces, key=lambda piece: len(piece.text))
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    return replace(longest, text=text, left=left, right=right, raised=tuple(raised), pieces=tuple(pieces))


def _cuts(letters: Sequence[Letter]) -> Iterator[int]:
    """Yield where a wide gap ends, or words follow that stand further left."""
    before: Letter | None = None
    for place, letter in enumerate(letters):
        if letter.right <= letter.left or letter.character.isspace():
            continue
        if before:
            size = max(before.size, letter.size)
            if letter.left - before.right > WIDE_GAP * size or letter.left < before.left - size:
                yield place
        before = letter


def _piece(letters: Sequence[Letter]) -> Row | None:
    printed = [letter for letter in letters if not letter.character.isspace()]
    if not printed:
        return None
    inked = [letter for letter in printed if letter.size > 0 and _is_placed(letter)]
    inked = inked or [letter._replace(size=0.0, left=0.0, bottom=0.0, right=0.0, top=0.0) for letter in printed]
    size = Counter(letter.size for letter in inked).most_common(1)[0][0]
    base = median(letter.bottom for letter in inked)
    text = "".join(letter.character for letter in letters)
    left, right = min(letter.left for letter in inked), max(letter.right for letter in inked)
    bold = sum(letter.bold for letter in inked) > len(inked) / 2
    alike = all(letter.size == size for letter in inked)
    return Row(text, left, right, base, base, size, bold, () if alike else tuple(_raised(letters)))


def _is_placed(letter: Letter) -> bool:
    """Return whether the place of a letter is a number: a damaged file may put letters anywhere."""
    return math.isfinite(letter.left + letter.bottom + letter.right + letter.top + letter.size)


def _raised(letters: Sequence[Letter]) -> Iterator[tuple[int, int]]:
    """Yield digits and signs set smaller than the words they stand by: marks of footnotes."""
    usual = Counter(letter.size for letter in letters if letter.character.isalnum())
    if not usual:
        return
    small = usual.most_common(1)[0][0] * SUPERSCRIPT_RATIO
    start = 0
    while start < len(letters):
        end = start
        while end < len(letters) and _is_mark(letters[end]) and 0 < letters[end].size < small:
            end += 1
        if end > start:
            yield start, end
        start = max(end, start + 1)


def _is_mark(letter: Letter) -> bool:
    return letter.character.isdecimal() or letter.character in SMALL_MARKS
