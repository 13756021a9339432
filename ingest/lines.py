"""Lines of a document as a reader found them, before anyone has decided what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import multimode

LONG_LINE = 60
SMALL_RATIO = 0.93


@dataclass(frozen=True, slots=True)
class Line:
    """One line of verbatim text and how it looks.

    ``size`` is the height of the letters in points (Markdown: 6 for the biggest heading to 1 for the smallest, else 0),
    ``gap`` the space above in multiples of the page's usual line distance (without layout: of line breaks), ``left``
    the distance from the page's edge in points; ``edge`` marks the first and last lines of a page.
    """

    start: int
    end: int
    page: int | None = None
    size: float = 0.0
    bold: bool = False
    gap: float = 0.0
    left: float = 0.0
    edge: bool = False


@dataclass(frozen=True, slots=True)
class RawText:
    """A reader's result: the verbatim text, its lines, where pages start, and what is not part of the words.

    ``skips`` are intervals of markup (Markdown signs, footnote marks) that stay in the verbatim text and are left out
    of the text that is searched. ``laid_out`` says whether sizes and gaps were measured.
    """

    text: str
    lines: tuple[Line, ...]
    pages: tuple[int, ...] = ()
    skips: tuple[tuple[int, int], ...] = ()
    title: str | None = None
    author: str | None = None
    laid_out: bool = False


def find_usual_size(lines: Sequence[Line]) -> float:
    """Return the letter size of most long lines, or of most lines where all are short."""
    sizes = [line.size for line in lines if line.end - line.start > LONG_LINE] or [line.size for line in lines]
    return max(multimode(sizes), default=0.0)
