"""Turns lines into blocks: headings, paragraphs, list items and the parts of a letter.

The block of a paragraph that is broken by page breaks or furniture holds one segment per unbroken run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from ingest import marks
from ingest.documents import Block, BlockKind, Segment
from ingest.grouping import Group, Look, group_lines
from ingest.headings import heading_level, is_heading
from ingest.letter_parts import find_letter_parts
from ingest.lines import Line, RawText

LIST_ITEM_WORDS = 90
FIRST_NUMBERS = frozenset({"1", "a", "i"})


def find_blocks(raw: RawText, *, plain: bool = False) -> tuple[Block, ...]:
    """Return the blocks of a document in reading order; furniture keeps its place.

    ``plain`` text is known to be nothing but paragraphs: one for each line.
    """
    if plain:
        return tuple(Block(BlockKind.PARAGRAPH, (Segment(line.start, line.end, line.page),)) for line in raw.lines)
    look = Look.of(raw)
    groups = group_lines(raw, look)
    kinds = find_letter_parts(groups)
    return tuple(
        Block(kinds[index], tuple(_segments(raw.text, group.lines)))
        if index in kinds
        else _block(raw.text, groups, index, look=look)
        for index, group in enumerate(groups)
    )


def _block(text: str, groups: Sequence[Group], index: int, *, look: Look) -> Block:
    """Make the block of a group that is no part of a letter."""
    group = groups[index]
    segments = tuple(_segments(text, group.lines))
    if look.size and look.is_small(group.first):
        return Block(BlockKind.FOOTNOTE, segments, mark=group.mark)
    if is_heading(groups, index, look=look):
        return Block(BlockKind.HEADING, segments, level=heading_level(group, look), mark=group.mark)
    if group.bullet or _is_list_number(groups, index):
        return Block(BlockKind.LIST_ITEM, segments, level=int(group.mark in marks.INNER_BULLETS), mark=group.mark)
    return Block(BlockKind.PARAGRAPH, segments, mark=group.mark)


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


def _is_list_number(groups: Sequence[Group], index: int) -> bool:
    """Say whether a numbered line belongs to a list: the run it stands in begins with 1 and its items are short."""
    if not groups[index].mark:
        return False
    run = _numbered_run(groups, index)
    if len(run) == 1 or run[0].mark.strip("().").lower() not in FIRST_NUMBERS:
        return False
    lengths = [len(group.words.split()) for group in run]
    return median(lengths) <= LIST_ITEM_WORDS / 2 and max(lengths) <= LIST_ITEM_WORDS


def _numbered_run(groups: Sequence[Group], index: int) -> list[Group]:
    """Return the numbered groups around one, looking over furniture and bullets."""
    first = last = index
    while first > 0 and (groups[first - 1].mark or groups[first - 1].furniture):
        first -= 1
    while last + 1 < len(groups) and (groups[last + 1].mark or groups[last + 1].furniture):
        last += 1
    return [g for g in groups[first : last + 1] if g.mark and not g.bullet]
