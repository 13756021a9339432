"""Reads the blocks of a Word document's parts in order: paragraphs, list items and tables, however they are wrapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.composing import Gathered, Piece, Written, gather
from ingest.documents import BlockKind
from ingest.docx_lists import Numbering
from ingest.docx_notes import Notes
from ingest.docx_styles import CAPTION_NAME, CONTENTS_NAME, Style, Styles, W, heading_level, is_named, is_on
from ingest.docx_words import Words, is_all_bold, visible
from ingest.grouping import SHORT_LINE
from ingest.rows import read_rows


@dataclass(slots=True)
class Book:
    """A document that is being read: its styles, its lists and notes, counted as far as it is read."""

    styles: Styles
    numbering: Numbering
    notes: Notes = field(default_factory=lambda: Notes({}, {}, lambda _: iter(())))

    def read_blocks(self, container: Any) -> Iterator[Written]:
        """Yield the blocks of a body, a text box, a note or a cell."""
        words = Words(self.read_blocks, self.notes.read)
        begun: list[Piece] = []
        for element in _paragraphs_and_tables(container):
            if element.tag == f"{W}tbl":
                yield from gather(begun).blocks()
                yield from self._read_table(element)
                begun = []
            elif _runs_on(element):
                begun += words.read(element)
            else:
                yield from self._read_paragraph(element, [*begun, *words.read(element)])
                begun = []
        yield from gather(begun).blocks()

    def read_apart(self, container: Any) -> Iterator[Written]:
        """Yield the blocks of a page's header or footer, which count in no list of the text."""
        counts, self.numbering.counts = self.numbering.counts, {}
        yield from self.read_blocks(container)
        self.numbering.counts = counts

    def _read_paragraph(self, paragraph: Any, pieces: Iterable[Piece]) -> Iterator[Written]:
        gathered = gather(pieces)
        yield from gathered.blocks(self._block(paragraph, gathered))

    def _block(self, paragraph: Any, gathered: Gathered) -> Written:
        """Return the block that a paragraph is by its style and its list."""
        chain = self.styles.of(paragraph)
        bold = 0 < len(gathered.text) <= SHORT_LINE and is_all_bold(paragraph, styled=_is_bold(chain))
        mark, depth = self.numbering.count(chain) or ("", 0)
        if not gathered.text:
            return gathered.as_block()
        if is_named(chain, CONTENTS_NAME):
            return gathered.as_block(BlockKind.FURNITURE)
        if level := heading_level(chain):
            return gathered.as_block(BlockKind.HEADING, level=level, mark=mark, bold=bold)
        if is_named(chain, CAPTION_NAME):
            return gathered.as_block(BlockKind.TABLE_CAPTION)
        if mark:
            return gathered.as_block(BlockKind.LIST_ITEM, level=depth, mark=mark, bold=bold)
        return gathered.as_block(bold=bold)

    def _read_table(self, table: Any) -> Iterator[Written]:
        rows = [row for row in _inside(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        marked = next((number for number, row in enumerate(rows) if not _is_marked(row)), len(rows))
        cells = [[self._read_cell(cell) for cell in _inside(row, "tc")] for row in rows]
        yield from read_rows(cells, heads=marked or self._has_bold_head(table))

    def _read_cell(self, cell: Any) -> list[Written]:
        """Return the blocks of a cell; none where it goes on with the merged cell above."""
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        return [] if goes_on else list(self.read_blocks(cell))

    def _has_bold_head(self, table: Any) -> int:
        """Return 1 where a table's style sets its first row in bold letters, and it is used."""
        look = table.find(f"{W}tblPr/{W}tblLook")
        style = table.find(f"{W}tblPr/{W}tblStyle")
        if look is None or style is None or not _has_first_row(look):
            return 0
        return int(any(one.bold_head for _, one in self.styles.chain(style.get(f"{W}val"))))


def _paragraphs_and_tables(container: Any) -> Iterator[Any]:
    for child in visible(container):
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        else:
            yield from _paragraphs_and_tables(child)


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table, or the cells of a row, also those in content controls."""
    for child in visible(parent):
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag not in (f"{W}tbl", f"{W}p", f"{W}tr", f"{W}tc"):
            yield from _inside(child, name)


def _is_marked(row: Any) -> bool:
    head = row.find(f"{W}trPr/{W}tblHeader")
    return head is not None and is_on(head.get(f"{W}val", "1"))


def _runs_on(paragraph: Any) -> bool:
    """Say whether the next paragraph goes on with this one: its end is deleted, or it is a large first letter."""
    letter = paragraph.find(f"{W}pPr/{W}framePr")
    dropped = letter is not None and letter.get(f"{W}dropCap", "none") != "none"
    return dropped or paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _is_bold(chain: list[tuple[str, Style]]) -> bool:
    return next((style.bold for _, style in chain if style.bold is not None), False)


def _has_first_row(look: Any) -> bool:
    """Say whether a table uses its style's look for the first row."""
    stated = look.get(f"{W}firstRow")
    if stated is not None:
        return is_on(stated)
    try:
        return bool(int(look.get(f"{W}val", "0"), 16) & 0x20)
    except ValueError:
        return False
