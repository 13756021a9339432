"""The words of a reading, block by block, each with its way back to the verbatim text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest import marks
from ingest.cleaned import Cleaned, clean
from ingest.documents import Block, BlockKind, Reading, Segment
from ingest.letter_words import Words
from ingest.sentences import split_sentences

HELD = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
"""Kinds of block that can hold an entry; footnotes, captions and the parts of a letter hold none."""
QUOTED = re.compile(r"“[^”]*(?:”|$)|(?<!\w)\"[^\"]*(?:\"|$)|(?<![\w’])‘[^’]*(?:’(?!\w)|$)")
SHORT_ANSWER = re.compile(r"\s*(?:Yes|No|Why)[.!]\s+(?=[A-Z])")
BLANK = "\N{WHITE SQUARE}"
NOTE_MARK = re.compile(r"(?<=[.!?”’)])\d{1,3}\s*$")


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``start`` to ``end`` of the cleaned text of a piece."""

    piece: Piece
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, without space around them."""
        return self.piece.cleaned.text[self.start : self.end].strip()

    @property
    def plain(self) -> str:
        """The words with all that stands in quotation marks blanked, letter for letter."""
        lead = len(self.piece.cleaned.text[self.start : self.end]) - len(
            self.piece.cleaned.text[self.start : self.end].lstrip()
        )
        return self.piece.unquoted[self.start + lead : self.end].rstrip()

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The verbatim runs."""
        return self.piece.cleaned.segments(self.start, self.end)

    def part(self, start: int, end: int | None = None) -> Span:
        """Return words of it, counted in ``text``."""
        whole = self.piece.cleaned.text[self.start : self.end]
        first = self.start + len(whole) - len(whole.lstrip())
        return Span(self.piece, first + start, self.end if end is None else first + end)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block that can hold an entry: ``mark`` is the number before it ("": none, or a bullet).

    ``end`` is where its words end before the mark of a footnote (None: there is no mark).
    """

    ordinal: int
    kind: BlockKind
    level: int
    mark: str
    cleaned: Cleaned
    start: int
    section: tuple[str, ...]
    unquoted: str
    cells: tuple[Cell, ...] = field(default=())
    end: int | None = None

    @property
    def whole(self) -> Span:
        """All its words but the mark."""
        return Span(self, self.start, self.last)

    @property
    def last(self) -> int:
        """Where its words end."""
        return len(self.cleaned.text) if self.end is None else self.end

    @property
    def marked(self) -> Span:
        """All its words with the number or letter before them; a bullet is none."""
        return Span(self, 0 if self.mark else self.start, self.last)

    @property
    def text(self) -> str:
        """Its words without the mark."""
        return self.whole.text

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.kind is BlockKind.HEADING

    def sentences(self) -> Iterator[Span]:
        """Yield its sentences, in order."""
        words = self.cleaned.text[self.start : self.last]
        for start, end in split_sentences(words):
            # A short answer is no abbreviation.
            first = start + (short.end() if (short := SHORT_ANSWER.match(words[start:end])) else 0)
            for begin, stop in ((start, first), (first, end)):
                if words[begin:stop].strip():
                    yield Span(self, self.start + begin, self.start + stop)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row as a piece of its own; an empty one has None."""

    piece: Piece | None

    @property
    def text(self) -> str:
        """Its words."""
        return self.piece.text if self.piece else ""


def read_pieces(reading: Reading) -> list[Piece]:
    """Return the blocks that can hold an entry, in reading order."""
    skips = Words.of(reading).skips
    starts = [section.start for section in reading.sections]
    notes = _note_marks(reading)
    found = []
    for ordinal, block in enumerate(reading.blocks):
        if block.kind not in HELD:
            continue
        place = bisect_right(starts, block.segments[0].start) - 1
        path = reading.sections[place].path if place >= 0 else ()
        if piece := _piece(reading, block, ordinal=ordinal, skips=skips, section=path):
            found.append(_without_note(piece, notes))
    return found


def _note_marks(reading: Reading) -> frozenset[str]:
    """Return the numbers that footnotes begin with: not every reader finds their marks in the text."""
    notes = (reading.quote(block.segments) for block in reading.blocks if block.kind is BlockKind.FOOTNOTE)
    return frozenset(match[0] for note in notes if (match := re.match(r"\d{1,3}", note)))


def _without_note(piece: Piece, notes: frozenset[str]) -> Piece:
    match = NOTE_MARK.search(piece.cleaned.text)
    return replace(piece, end=match.start()) if match and match[0].strip() in notes else piece


def _piece(
    reading: Reading,
    block: Block,
    *,
    ordinal: int,
    skips: Sequence[tuple[int, int]],
    section: tuple[str, ...],
) -> Piece | None:
    cleaned = _clean(reading.text, block.segments, skips)
    if not any(map(str.isalnum, cleaned.text)):
        return None
    cells: tuple[Cell, ...] = ()
    if block.kind is BlockKind.TABLE_ROW:
        cells = tuple(
            Cell(_bare(_clean(reading.text, cell, skips), ordinal=ordinal, block=block, section=section))
            for cell in _cells(reading.text, block.segments)
        )
    bullet = bool(marks.BULLET.match(block.mark + " x")) if block.mark else True
    start = _after_mark(cleaned.text, block.mark)
    kept = "" if bullet or not start else block.mark
    return Piece(ordinal, block.kind, block.level, kept, cleaned, start, section, blank_quoted(cleaned.text), cells)


def _bare(cleaned: Cleaned, *, ordinal: int, block: Block, section: tuple[str, ...]) -> Piece | None:
    if not any(map(str.isalnum, cleaned.text)):
        return None
    return Piece(ordinal, block.kind, block.level, "", cleaned, 0, section, blank_quoted(cleaned.text))


def blank_quoted(text: str) -> str:
    """Return the text with the words in quotation marks blanked, as long as before: others say them."""
    return QUOTED.sub(lambda match: BLANK * len(match[0]), text)


def _after_mark(text: str, mark: str) -> int:
    if not mark or not text.startswith(mark):
        return 0
    rest = text[len(mark) :]
    return len(text) - len(rest.lstrip())


def _cells(text: str, segments: Sequence[Segment]) -> list[list[Segment]]:
    """Return the segments of each cell of a row: tabs part them, also where a cell is empty."""
    cells: list[list[Segment]] = [[]]
    for segment in segments:
        edges = [segment.start - 1, *(m.start() for m in re.finditer("\t", text[segment.start : segment.end]))]
        edges = [edges[0], *(segment.start + edge for edge in edges[1:]), segment.end]
        for number, (before, after) in enumerate(pairwise(edges)):
            if number:
                cells.append([])
            if before + 1 < after:
                cells[-1].append(Segment(before + 1, after, segment.page))
    return cells


def _clean(text: str, segments: Sequence[Segment], skips: Sequence[tuple[int, int]]) -> Cleaned:
    """Clean some segments with the markup in them alone: a long document has too much to go through for each."""
    first = max(bisect_right(skips, (segments[0].start, -1)) - 1, 0) if segments else 0
    last = bisect_right(skips, (segments[-1].end, -1)) if segments else 0
    return clean(text, segments, skips=skips[first:last])
