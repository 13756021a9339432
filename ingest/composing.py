"""Puts together the verbatim text of documents that are stored as paragraphs, list items and rows.

A reader yields *pieces* of a paragraph (words, marks of notes, what stands beside) and blocks made of them in reading
order; here they become a ``RawText``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents import BlockKind
from ingest.errors import UnreadableDocument
from ingest.lines import LONG_LINE, Line, RawText

HEADING_SIZES = 6
"""Headings are sized as in Markdown, so that a heading ends what was signed before it."""
SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Written:
    """A block before its place in the verbatim text is known; ``references`` count from its own beginning."""

    text: str
    kind: BlockKind | None = None
    level: int = 0
    mark: str = ""
    bold: bool = False
    references: tuple[tuple[int, int, str], ...] = ()

    def marked(self, mark: str) -> Written:
        """Return the block with a mark in front of it."""
        if not mark:
            return self
        moved = tuple((start + len(mark) + 1, end + len(mark) + 1, one) for start, end, one in self.references)
        return replace(self, text=f"{mark} {self.text}", mark=mark, references=moved)

    def as_note(self, mark: str) -> Written:
        """Return the block as a paragraph of a note, with the mark of the note where it is the first."""
        if self.kind is BlockKind.FOOTNOTE:
            return self
        return replace(self, kind=BlockKind.FOOTNOTE, level=0, mark="").marked(mark)


@dataclass(frozen=True, slots=True)
class Reference:
    """The mark of a note, as printed in the text, and the note itself."""

    mark: str
    note: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """What is anchored in a paragraph and stands beside it: a text box, what a picture shows."""

    blocks: tuple[Written, ...]


Piece = str | Reference | Aside


@dataclass(frozen=True, slots=True)
class Gathered:
    """The words of a paragraph or a cell, with the marks in them and what comes after them."""

    text: str
    references: tuple[tuple[int, int, str], ...] = ()
    asides: tuple[Written, ...] = ()
    notes: tuple[Written, ...] = ()

    def as_block(self, kind: BlockKind | None = None, *, level: int = 0, mark: str = "", bold: bool = False) -> Written:
        """Return the block that holds the words, with the mark that is printed in front of them."""
        return Written(self.text, kind, level, "", bold, self.references).marked(mark)

    def blocks(self, block: Written | None = None) -> Iterator[Written]:
        """Yield the block of the words, where there are any, then what stands beside it, then its notes."""
        if self.text:
            yield block or self.as_block()
        yield from (*self.asides, *self.notes)


def gather(pieces: Iterable[Piece]) -> Gathered:
    """Join pieces to the words of one paragraph, without space around them."""
    parts: list[str] = []
    references: list[tuple[int, int, str]] = []
    asides: list[Written] = []
    notes: list[Written] = []
    length = 0
    for piece in pieces:
        if isinstance(piece, Aside):
            asides += piece.blocks
            continue
        words = piece if isinstance(piece, str) else piece.mark
        if isinstance(piece, Reference):
            references.append((length, length + len(words), words))
            notes += piece.note
        parts.append(words)
        length += len(words)
    text = "".join(parts)
    before = len(text) - len(text.lstrip())
    moved = tuple((start - before, end - before, mark) for start, end, mark in references)
    return Gathered(text.strip(), moved, tuple(asides), tuple(notes))


def join(parts: Sequence[Gathered], gap: str) -> Gathered:
    """Return the words of several parts as one: the paragraphs of a cell (``gap`` is a line break), cells of a row."""
    texts: list[str] = []
    references: list[tuple[int, int, str]] = []
    length = 0
    for part in parts:
        references += [(length + start, length + end, mark) for start, end, mark in part.references]
        texts.append(part.text)
        length += len(part.text) + len(gap)
    asides = tuple(block for part in parts for block in part.asides)
    return Gathered(gap.join(texts), tuple(references), asides, tuple(block for part in parts for block in part.notes))


def join_cells(cells: Iterable[Sequence[Gathered]]) -> Gathered:
    """Return the words of a row: cells parted by tabs, and the paragraphs and lines of a cell by spaces."""
    return join([_as_one_line(parts) for parts in cells], "\t")


def _as_one_line(parts: Sequence[Gathered]) -> Gathered:
    """Return the paragraphs of a cell on one line; what holds no words adds no space."""
    joined = join([part for part in parts if part.text], " ")
    asides = tuple(block for part in parts for block in part.asides)
    notes = tuple(block for part in parts for block in part.notes)
    return Gathered(SPACE.sub(" ", joined.text), joined.references, asides, notes)


def compose(blocks: Iterable[Written], *, title: str | None = None, author: str | None = None) -> RawText:
    """Return the verbatim text of settled blocks; ``UnreadableDocument`` when there are no words in them."""
    parts: list[str] = []
    lines: list[Line] = []
    references: list[tuple[int, int, str]] = []
    place = 0
    before: Written | None = None
    for block in blocks:
        gap = "\n" if before and before.kind is block.kind is BlockKind.TABLE_ROW else "\n\n"
        parts += [gap if before else "", block.text]
        place += len(parts[-2])
        lines += _lines(block, place)
        references += [(place + start, place + end, mark) for start, end, mark in block.references]
        place += len(block.text)
        before = block
    text = "".join(parts)
    if not any(character.isalnum() for character in text):
        message = "there are no words in it; add the document's text, or remove it"
        raise UnreadableDocument(message)
    skips = tuple((start, end) for start, end, _ in references if start < end)
    return RawText(
        text,
        tuple(lines),
        skips=skips,
        title=title,
        author=author,
        marked_up=True,
        references=tuple(references),
    )


def say_once(blocks: Iterable[Written]) -> list[Written]:
    """Return what pages carry at their edges as furniture, each line once."""
    words = (line.strip() for block in blocks for line in block.text.splitlines())
    return [Written(line, BlockKind.FURNITURE) for line in dict.fromkeys(words) if line]


def _lines(block: Written, place: int) -> Iterator[Line]:
    """Yield the line of a block; short lines broken by hand (addresses, signatures) are blocks of their own."""
    size = float(max(HEADING_SIZES + 1 - block.level, 1)) if block.kind is BlockKind.HEADING else 0.0
    pieces = block.text.split("\n")
    if block.kind or block.references or len(pieces) == 1 or max(map(len, pieces)) > LONG_LINE:
        end = place + len(block.text)
        yield Line(place, end, size=size, bold=block.bold, kind=block.kind, level=block.level, mark=block.mark)
        return
    for piece in pieces:
        words = piece.strip()
        if words:
            start = place + piece.index(words[0])
            yield Line(start, start + len(words), bold=block.bold)
        place += len(piece) + 1
