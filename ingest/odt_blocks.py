"""Reads the blocks of an OpenDocument text in order: headings, paragraphs, list items and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from odfdo import Element

from ingest.composing import Written, gather
from ingest.documents import BlockKind
from ingest.grouping import SHORT_LINE
from ingest.odt_styles import Levels, Styles, count, print_mark, stated
from ingest.odt_words import Words, content, described, is_all_bold, is_hidden
from ingest.rows import read_rows

TITLE = "title"
CAPTION = "caption"
PICTURES = frozenset({"illustration", "figure", "drawing"})
CONTENTS = ("contents_20_", "index_20_")
INDEXES = frozenset(
    {
        *("text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index"),
        *("text:user-index", "text:alphabetical-index"),
    }
)
CELLS = "*[self::table:table-cell or self::table:covered-table-cell]"
ITEMS = "*[self::text:list-item or self::text:list-header]"
WORDS = "*[self::text:p or self::text:h]"
HEADS = "table:table-header-rows"
GROUPS = frozenset({HEADS, "table:table-rows", "table:table-row-group"})
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list a paragraph stands: its list's style and depth, and the mark that it is the first to carry."""

    style: str = ""
    depth: int = 0
    mark: str = ""


@dataclass(slots=True)
class Book:
    """A document that is being read, its lists and headings counted as far as it is read."""

    styles: Styles
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def read_blocks(self, container: Element, place: Place | None = None) -> Iterator[Written]:
        """Yield the blocks of a body, a section, a text box, a note, a cell or a list item."""
        place = place or Place()
        for child in content(container):
            if isinstance(child, str) or is_hidden(child):
                continue
            if child.tag in ("text:p", "text:h"):
                yield from self._read_paragraph(child, place)
                place = replace(place, mark="")
            elif child.tag == "text:list":
                yield from self._read_list(child, place)
            elif child.tag == "table:table":
                yield from self._read_table(child)
            elif child.tag in INDEXES:
                yield from (replace(block, kind=BlockKind.FURNITURE) for block in self.read_blocks(child))
            else:
                yield from described(child)
                yield from self.read_blocks(child, place)

    def _read_paragraph(self, paragraph: Element, place: Place) -> Iterator[Written]:
        gathered = gather(Words(self.read_blocks).read(paragraph))
        kind, level, mark = self._kind(paragraph, place)
        bold = 0 < len(gathered.text) <= SHORT_LINE and is_all_bold(paragraph, self.styles)
        yield from gathered.blocks(gathered.as_block(kind, level=level, mark=mark, bold=bold))

    def _kind(self, paragraph: Element, place: Place) -> tuple[BlockKind | None, int, str]:
        """Return what a paragraph is by its element, its style and its list, with its level and its mark."""
        chain = [name.lower() for name in self.styles.chain(stated(paragraph, "text:style-name"))]
        if paragraph.tag == "text:h":
            level = min(max(count(paragraph, "text:outline-level", otherwise=1), 1), DEEPEST)
            return BlockKind.HEADING, level, place.mark or self._count_heading(paragraph, level)
        if any(name.startswith(CONTENTS) for name in chain):
            return BlockKind.FURNITURE, 0, ""
        if TITLE in chain:
            return BlockKind.HEADING, 1, place.mark
        if CAPTION in chain:
            return BlockKind.CAPTION if PICTURES & set(chain) else BlockKind.TABLE_CAPTION, 0, ""
        return (BlockKind.LIST_ITEM, place.depth - 1, place.mark) if place.depth else (None, 0, "")

    def _count_heading(self, heading: Element, level: int) -> str:
        """Return the number that the document prints in front of a heading, where its headings are numbered."""
        if stated(heading, "text:is-list-header") == "true":
            return ""
        counts = self.counts.setdefault("", {})
        _step(counts, self.styles.headings, level, start=count(heading, "text:start-value", otherwise=-1))
        return print_mark(self.styles.headings, level, counts)

    def _read_list(self, element: Element, place: Place) -> Iterator[Written]:
        """Yield the items of a list; it counts from its beginning unless it says that it goes on with another."""
        style = stated(element, "text:style-name") or place.style
        depth = place.depth + 1
        levels = self.styles.lists.get(style, {})
        counts = self._counts(element, style, depth)
        for item in element.get_elements(ITEMS):
            mark = ""
            if _has_words(item):
                _step(counts, levels, depth, start=count(item, "text:start-value", otherwise=-1))
                mark = print_mark(levels, depth, counts)
            yield from self.read_blocks(item, Place(style, depth, mark))

    def _counts(self, element: Element, style: str, depth: int) -> dict[int, int]:
        """Return how far the list is counted that an element belongs to."""
        name = stated(element, "text:continue-list")
        before = self.counts.get(f"#{name}" if name else style)
        goes_on = name or stated(element, "text:continue-numbering") == "true"
        if depth > 1:
            counts = self.counts.setdefault(style, {})
            if not goes_on:
                counts.pop(depth, None)
            return counts
        counts = before if goes_on and before is not None else {}
        self.counts[style] = counts
        self.counts[f"#{stated(element, 'xml:id')}"] = counts
        return counts

    def _read_table(self, table: Element) -> Iterator[Written]:
        rows = list(_rows(table))
        cells = [[list(self.read_blocks(cell)) for cell in row.get_elements(CELLS)] for row, _ in rows]
        yield from read_rows(cells, heads=sum(heads for _, heads in rows))


def _rows(parent: Element, *, heads: bool = False) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a table, also those in groups, and whether each heads the columns."""
    for child in parent.get_elements("*"):
        if child.tag == "table:table-row":
            yield child, heads
        elif child.tag in GROUPS:
            yield from _rows(child, heads=child.tag == HEADS)


def _has_words(item: Element) -> bool:
    """Say whether a list item holds more than another list: only such items are counted."""
    return item.tag == "text:list-item" and bool(item.get_elements(WORDS))


def _step(counts: dict[int, int], levels: Levels, depth: int, *, start: int) -> None:
    """Count one more at a depth; what is deeper begins anew."""
    first = levels[depth].start if depth in levels else 1
    counts[depth] = start if start >= 0 else counts[depth] + 1 if depth in counts else first
    for deeper in [one for one in counts if one > depth]:
        del counts[deeper]
