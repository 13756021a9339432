"""Lines of a document as a reader found them, before anyone has decided what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import BlockKind

LONG_LINE = 60
SMALL_RATIO = 0.93


@dataclass(frozen=True, slots=True)
class Line:
    """One line of verbatim text and how it looks.

    ``size`` is the height of the letters in points (Markdown: 6 for the biggest heading to 1 for the smallest, else 0),
    ``gap`` the space above in multiples of the page's usual line distance (without layout: of line breaks), ``left``
    the distance from the page's edge in points; ``edge`` marks the first and last lines of a page.

    ``kind`` is given where the source says itself what the line is, or the reader has measured it: it is then a block
    of its own, of this ``level`` and ``mark`` (see ``Block``), and nothing is guessed.
    """

    start: int
    end: int
    page: int | None = None
    size: float = 0.0
    bold: bool = False
    gap: float = 0.0
    left: float = 0.0
    edge: bool = False
    kind: BlockKind | None = None
    level: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class RawText:
    """A reader's result: the verbatim text, its lines, where pages start, and what is not part of the words.

    ``skips`` are intervals of markup (Markdown signs, footnote marks) that stay in the verbatim text and are left out
    of the text that is searched. ``laid_out`` says whether sizes and gaps were measured; ``marked_up`` that every line
    is a whole block, a paragraph where no kind is given. ``labels`` are the page numbers as printed ("": none), one for
    each of ``pages``; ``fragments`` the places of headings and the fragments that lead to them; ``references`` the
    marks of footnotes in the text, each with the ``mark`` of the footnote's block. ``pictures`` are the pages (from 1)
    that are pictures, and ``recognised`` says that words on them were recognised, and may be wrong.
    """

    text: str
    lines: tuple[Line, ...]
    pages: tuple[int, ...] = ()
    skips: tuple[tuple[int, int], ...] = ()
    title: str | None = None
    author: str | None = None
    laid_out: bool = False
    marked_up: bool = False
    labels: tuple[str, ...] = ()
    fragments: tuple[tuple[int, str], ...] = ()
    references: tuple[tuple[int, int, str], ...] = ()
    pictures: tuple[int, ...] = ()
    recognised: bool = False


def find_usual_size(lines: Sequence[Line]) -> float:
    """Return the size in which most letters are set, the bigger of two."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += line.end - line.start
    return max(letters, key=lambda size: (letters[size], size), default=0.0)
