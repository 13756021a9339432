"""Decides what a block of a word processor's document cannot say alone: it depends on what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest import marks
from ingest.composing import Written
from ingest.documents import BlockKind
from ingest.grouping import SHORT_LINE

LONGEST_HEADING = 2 * SHORT_LINE
"""Numbered paragraphs are often given the style of a heading; what is longer than this is one."""
BESIDE = (BlockKind.FOOTNOTE, BlockKind.CAPTION, BlockKind.FURNITURE)
UNHEADED = (".", ",", ";", ":")
FIGURE = "figure"


def settle(blocks: Iterable[Written]) -> list[Written]:
    """Return the blocks that hold something, with captions, typed bullets and headings told apart."""
    found = [_settle_alone(block) for block in blocks if block.text.strip()]
    found = [_settle_caption(*three) for three in _with_neighbours(found)]
    if any(block.kind is BlockKind.HEADING for block in found):
        return found
    return [_settle_bold(block, after) for _, block, after in _with_neighbours(found)]


def _with_neighbours(blocks: Sequence[Written]) -> list[tuple[Written | None, Written, Written | None]]:
    """Return each block with the block before and after it; notes, pictures and furniture are no neighbours."""
    before: list[Written | None] = []
    after: list[Written | None] = []
    for found, order in ((before, blocks), (after, blocks[::-1])):
        last: Written | None = None
        for block in order:
            found.append(last)
            last = last if block.kind in BESIDE else block
    return list(zip(before, blocks, reversed(after), strict=True))


def _settle_alone(block: Written) -> Written:
    """Return a paragraph with a typed bullet as a list item, and a heading too long to be one as a paragraph."""
    if block.kind is BlockKind.HEADING and len(block.text) > LONGEST_HEADING:
        return replace(block, kind=None, level=0)
    bullet = marks.BULLET.match(block.text) if block.kind is None else None
    if not bullet:
        return block
    return replace(
        block, kind=BlockKind.LIST_ITEM, level=int(bullet["mark"] in marks.INNER_BULLETS), mark=bullet["mark"]
    )


def _settle_caption(before: Written | None, block: Written, after: Written | None) -> Written:
    """Return a caption as that of a table where a row stands beside it, else as that of a picture."""
    if block.kind is not BlockKind.TABLE_CAPTION:
        return block
    beside = any(one is not None and one.kind is BlockKind.TABLE_ROW for one in (before, after))
    if beside and not block.text.lower().startswith(FIGURE):
        return block
    return replace(block, kind=BlockKind.CAPTION)


def _settle_bold(block: Written, after: Written | None) -> Written:
    """Return a short bold paragraph over plain text as a heading, in a document that declares none."""
    plain_after = after is not None and not after.bold and after.kind in (None, BlockKind.LIST_ITEM)
    if block.kind or not block.bold or not plain_after or len(block.text) > SHORT_LINE:
        return block
    if "\n" in block.text or block.text.endswith(UNHEADED):
        return block
    return replace(block, kind=BlockKind.HEADING, level=1)
