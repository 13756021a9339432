"""Gathers the words of a page and makes blocks of them: headings, items, terms, rows, notes, furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ingest.composing import Gathered, Reference, Written, gather, join
from ingest.documents import BlockKind
from ingest.html_lists import Lists
from ingest.html_notes import Call, Notes
from ingest.html_tables import Tables
from ingest.marks import NUMBER

SPACE = re.compile(r"[ \t\r\n\f]+")
SHORT_TERM = 60
SHORT_MEANING = 120


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, and the anchor that leads to it where the page has one."""

    block: Written
    anchor: str | None = None


class Kind(NamedTuple):
    """What the words of an element are; ``part`` is ``term`` or ``meaning`` in a list of terms."""

    kind: BlockKind | None = None
    level: int = 0
    part: str = ""


TERM, MEANING = Kind(part="term"), Kind(part="meaning")


@dataclass(slots=True)
class Gathering:
    """The words since the last block, what they stand in, and the blocks so far.

    ``inside`` counts the elements that are open and hold the page's content (None: it does not say what does),
    ``around`` those that stand around it, ``kept`` those whose line breaks count. ``terms`` says of each open list of
    terms whether it has one yet, ``figures`` how many blocks stood before each open figure (None: it has its caption).
    """

    inside: int | None
    pieces: list[str | Reference] = field(default_factory=list)
    blocks: list[Placed] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=lambda: [Kind()])
    anchor: str | None = None
    lists: Lists = field(default_factory=Lists)
    tables: Tables = field(default_factory=Tables)
    notes: Notes = field(default_factory=Notes)
    around: int = 0
    kept: int = 0
    pictures: list[str] = field(default_factory=list)
    term: Gathered | None = None
    terms: list[bool] = field(default_factory=lambda: [False])
    figures: list[int | None] = field(default_factory=list)
    _first_call: int = 0

    @property
    def is_outside(self) -> bool:
        """Whether the words here are not the page's content."""
        return bool(self.around) or self.inside == 0

    @property
    def in_heading(self) -> bool:
        """Whether the words here are those of a heading."""
        return self.kinds[-1].kind is BlockKind.HEADING

    def say(self, words: str) -> None:
        """Add words as a browser shows them: any run of space is one space, and none begins a block."""
        if self.kept:
            self._say_lines(words)
            return
        words = SPACE.sub(" ", words)
        last = self.pieces[-1] if self.pieces else " "
        if isinstance(last, str) and last[-1:] in (" ", "\n"):
            words = words.lstrip(" ")
        if words:
            self.pieces.append(words)

    def break_line(self) -> None:
        """Begin a new line in the block, as in an address."""
        if self.pieces:
            last = self.pieces[-1]
            self.pieces[-1] = last.rstrip(" ") if isinstance(last, str) else last
            self.pieces.append("\n")

    def call(self, call: Call) -> None:
        """Add the mark of a note."""
        self.notes.add(call)
        self.pieces.append(Reference(call.printed))

    def end_block(self) -> None:
        """Make a block of the words so far."""
        if self.pieces:
            pieces, self.pieces = self.pieces, []
            found = self.notes.number(_trimmed(gather(pieces)), self._first_call)
            self._first_call = len(self.notes.calls)
            if found.text:
                self._add(found)
        for words in self.pictures:
            self.place(Written(words, BlockKind.CAPTION))
        self.pictures = []

    def end_term(self) -> None:
        """Make a block of a term that nothing short explains."""
        term, self.term = self.term, None
        if term is not None:
            self.place(self._as_block(term, Kind()))

    def place(self, block: Written) -> None:
        """Put a block into the cell that is open, or after the blocks so far."""
        self.end_term()
        if self.tables.open:
            self.tables.add(block)
            return
        if self.is_outside and block.kind is not BlockKind.CAPTION:
            block = replace(block, kind=BlockKind.FURNITURE, level=0)
        if self._head_figure(block):
            return
        self.blocks.append(Placed(block, self.anchor))
        self.anchor = None

    def _add(self, found: Gathered) -> None:
        kind = self.kinds[-1]
        if kind.part == "term" and len(found.text) <= SHORT_TERM:
            self.end_term()
            self.term = found
            return
        if kind.part == "meaning" and self.term is not None and _belongs(self.term.text, found.text):
            found, kind, self.term = join([self.term, found], " "), Kind(), None
        self.place(self._as_block(found, kind))
        self.notes.own = False

    def _as_block(self, found: Gathered, kind: Kind) -> Written:
        if self.is_outside:
            return found.as_block(BlockKind.FURNITURE)
        if (self.notes.depth or self.notes.own) and kind.kind is not BlockKind.HEADING:
            mark = self.lists.take_mark()
            self.notes.settle(mark)
            return found.as_block(BlockKind.FOOTNOTE, mark=mark)
        if kind.kind is BlockKind.LIST_ITEM:
            return _numbered(found.as_block(kind.kind, level=self.lists.level, mark=self.lists.take_mark()))
        if kind.part == "meaning":
            return found.as_block(BlockKind.LIST_ITEM)
        return found.as_block(kind.kind, level=kind.level)

    def _say_lines(self, words: str) -> None:
        """Add words whose line breaks count; an empty line ends a block."""
        for number, line in enumerate(words.replace("\r\n", "\n").split("\n")):
            if number:
                self.break_line()
            if line.strip():
                if self.pieces[-2:] == ["\n", "\n"]:
                    self.end_block()
                self.pieces.append(line)

    def _head_figure(self, block: Written) -> bool:
        """Put the caption of a figure's table above it, where it stands below; say whether that was done."""
        start = self.figures[-1] if self.figures and block.kind is BlockKind.TABLE_CAPTION else None
        if start is None:
            return False
        self.figures[-1] = None
        stands_below = any(one.block.kind is BlockKind.TABLE_ROW for one in self.blocks[start:])
        if stands_below:
            self.blocks.insert(start, Placed(block))
        return stands_below


def _belongs(term: str, meaning: str) -> bool:
    """Say whether a term and what it means are read in one go, as in "Published: 3 May"."""
    return len(meaning) <= SHORT_MEANING and (term.endswith(":") or not meaning.endswith((".", "!", "?")))


def _numbered(block: Written) -> Written:
    """Return an item with the number that its own words begin with, where the list prints none."""
    found = None if block.mark else NUMBER.match(block.text)
    return replace(block, mark=found["mark"]) if found else block


def _trimmed(found: Gathered) -> Gathered:
    """Return gathered words without space around the lines."""
    if found.references or "\n" not in found.text:
        return found
    return replace(found, text="\n".join(filter(None, (line.strip() for line in found.text.split("\n")))))
