"""Turns lines into blocks: headings, paragraphs, list items and the parts of a letter.

The block of a paragraph that is broken by page breaks or furniture holds one segment per unbroken run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from statistics import median

from ingest import marks
from ingest.documents import Block, BlockKind, Segment
from ingest.grouping import Group, group_lines
from ingest.headings import heading_level, is_heading
from ingest.letter_parts import find_letter_parts, find_salutation
from ingest.lines import Line, RawText
from ingest.looks import Look

LIST_ITEM_WORDS = 90
FEWEST_ITEMS = 2
FIRST_NUMBERS = frozenset({"1", "a", "i"})


def find_blocks(raw: RawText, *, plain: bool = False) -> tuple[Block, ...]:
    """Return the blocks of a document in reading order; furniture keeps its place.

    ``plain`` text is known to be nothing but paragraphs: one for each line.
    """
    if plain:
        return tuple(Block(BlockKind.PARAGRAPH, (Segment(line.start, line.end, line.page),)) for line in raw.lines)
    look = Look.of(raw)
    groups = group_lines(raw, look)
    letter_parts = find_letter_parts(groups)
    if raw.marked_up:
        kinds = [group.kind or letter_parts.get(i) or BlockKind.PARAGRAPH for i, group in enumerate(groups)]
    else:
        told = partial(_kind, groups, look=look, opening=find_salutation(groups) or 0, listed=_list_numbers(groups))
        kinds = [group.kind or letter_parts.get(i) or told(i) for i, group in enumerate(groups)]
    return tuple(_block(raw.text, group, kind, look=look) for group, kind in zip(groups, kinds, strict=True))


def _kind(groups: Sequence[Group], index: int, *, look: Look, opening: int, listed: frozenset[int]) -> BlockKind:
    """Return the kind of a group that is no part of a letter."""
    if look.size and look.is_small(groups[index].first):
        return BlockKind.FOOTNOTE
    if is_heading(groups, index, look=look, opening=opening):
        return BlockKind.HEADING
    if groups[index].bullet or index in listed:
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


def _block(text: str, group: Group, kind: BlockKind, *, look: Look) -> Block:
    segments = tuple(_segments(text, group.lines))
    if group.kind:
        return Block(kind, segments, group.first.level, group.mark)
    if kind is BlockKind.HEADING:
        return Block(kind, segments, heading_level(group, look), group.mark)
    if kind is BlockKind.LIST_ITEM:
        return Block(kind, segments, int(group.mark in marks.INNER_BULLETS), group.mark)
    has_mark = kind in (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE)
    return Block(kind, segments, mark=group.mark if has_mark else "")


def _segments(text: str, lines: Sequence[Line]) -> Iterator[Segment]:
    """Join lines with nothing but space between them, page by page."""
    start, end, page = lines[0].start, lines[0].end, lines[0].page
    for line in lines[1:]:
        if line.page == page and not text[end : line.start].strip():
            end = line.end
            continue
        yield Segment(start, end, page)
        start, end, page = line.start, line.end, line.page
    yield Segment(start, end, page)


def _list_numbers(groups: Sequence[Group]) -> frozenset[int]:
    """Return the positions of the numbered lines that belong to lists; furniture and bullets interrupt no list."""
    found: set[int] = set()
    for _, members in groupby(range(len(groups)), key=lambda i: bool(groups[i].mark or groups[i].furniture)):
        run = [i for i in members if groups[i].mark and not groups[i].bullet]
        if _is_list([groups[i] for i in run]):
            found.update(run)
    return frozenset(found)


def _is_list(run: Sequence[Group]) -> bool:
    """Say whether numbered lines in a row are a list: they begin with 1 and are short."""
    if len(run) < FEWEST_ITEMS or run[0].mark.strip("().").lower() not in FIRST_NUMBERS:
        return False
    lengths = [len(group.words.split()) for group in run]
    return median(lengths) <= LIST_ITEM_WORDS / 2 and max(lengths) <= LIST_ITEM_WORDS
