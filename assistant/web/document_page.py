"""The text of a publication as its page shows it: block by block, with quoted words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.publications import TextBlock
from assistant.words import MARKUP
from ingest.documents import BlockKind, Segment

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a block: marked ones are quoted; ``page`` is set where a page begins within the block."""

    words: str
    marked: bool = False
    first: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block: ``depth`` counts headings from 1; ``page`` is set where a page begins with it."""

    id: str
    kind: str
    depth: int
    inner: bool
    page: int | None
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> str:
        """All words of the block."""
        return " ".join("".join(piece.words for piece in self.pieces).split())


def show_blocks(blocks: Sequence[TextBlock], quoted: Sequence[Segment]) -> list[ShownBlock]:
    """Return the blocks of a text; words in ``quoted``, in order, are marked, the first of them as the first."""
    shown: list[ShownBlock] = []
    depths, pages = _Depths(), _page_starts(blocks)
    unmarked = True
    for block in blocks:
        pieces = tuple(_pieces(block, quoted, pages=pages, unmarked=unmarked))
        unmarked = unmarked and not any(piece.marked for piece in pieces)
        begins = pages.get(block.segments[0].start)
        depth = depths.enter(block.level) if block.kind == BlockKind.HEADING else 0
        inner = block.kind == BlockKind.LIST_ITEM and block.level > 0
        shown.append(ShownBlock(block.id, block.kind, depth, inner, begins, pieces))
    return shown


def _page_starts(blocks: Iterable[TextBlock]) -> dict[int, int]:
    """Return which page begins at an offset. A page's foot, which may follow a paragraph that goes on, begins none."""
    starts: dict[int, int] = {}
    highest = 0
    for segment in (segment for block in blocks for segment in block.segments):
        if segment.page and segment.page > highest:
            highest = starts[segment.start] = segment.page
    return starts


class _Depths:
    """Turns levels of headings, which may leave some out, into depths, which may not: screen readers go by them."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def enter(self, level: int) -> int:
        self._open = [*(above for above in self._open if above < level), level]
        return min(len(self._open), DEEPEST)


def _pieces(
    block: TextBlock, quoted: Sequence[Segment], *, pages: Mapping[int, int], unmarked: bool
) -> Iterator[Piece]:
    """Cut a block where quoted words and pages begin and end."""
    at = 0
    for number, segment in enumerate(block.segments):
        words = block.text[at : at + segment.end - segment.start]
        at += len(words) + 1
        if number:
            yield Piece(" ", page=pages.get(segment.start))
        for start, end, marked in _cut(segment, quoted):
            read = _read(words[start - segment.start : end - segment.start])
            yield Piece(read, marked, first=marked and unmarked)
            unmarked = unmarked and not marked


def _cut(segment: Segment, quoted: Sequence[Segment]) -> Iterator[tuple[int, int, bool]]:
    """Yield the runs of a segment, in order, and whether each is quoted; ``quoted`` comes in order."""
    at = segment.start
    for one in quoted:
        start, end = max(one.start, at), min(one.end, segment.end)
        if start >= end:
            continue
        if at < start:
            yield at, start, False
        yield start, end, True
        at = end
    if at < segment.end:
        yield at, segment.end, False


def _read(verbatim: str) -> str:
    """Return verbatim words as a person reads them; space at their ends stays, for they are part of a sentence."""
    return " ".join(re.split(r"\s+", MARKUP.sub(lambda match: match[1] or "", verbatim)))
