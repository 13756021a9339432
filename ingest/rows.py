"""Makes the rows of a table of the blocks in its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.composing import Gathered, Written, join_cells
from ingest.documents import BlockKind

Cell = Sequence[Written]


def read_rows(rows: Sequence[Sequence[Cell]], *, heads: int) -> Iterator[Written]:
    """Yield the rows of a table, then what stands beside its words: a note between two rows would cut it in two.

    ``heads`` rows are marked as heading the columns; where none is, a first row in bold letters does. A box of one
    column, and a table around a table, are there for their look: what they hold is read as it comes.
    """
    blocks = [block for row in rows for cell in row for block in cell]
    if max(map(len, rows), default=0) <= 1 or any(block.kind is BlockKind.TABLE_ROW for block in blocks):
        yield from blocks
        return
    heads = min(heads, len(rows) - 1) or int(len(rows) > 1 and _is_bold(rows[0]))
    beside: list[Written] = []
    for number, cells in enumerate(rows):
        row = join_cells([[_as_part(block) for block in cell] for cell in cells])
        yield row.as_block(BlockKind.TABLE_ROW, level=0 if number < heads else 1)
        beside += (*row.asides, *row.notes)
    yield from beside


def _as_part(block: Written) -> Gathered:
    """Return a block of a cell as a part of its words, or as what stands beside them."""
    if block.kind is BlockKind.FOOTNOTE:
        return Gathered("", notes=(block,))
    if block.kind is BlockKind.CAPTION:
        return Gathered("", asides=(block,))
    return Gathered(block.text, block.references)


def _is_bold(row: Sequence[Cell]) -> bool:
    blocks = [block for cell in row for block in cell if block.text]
    return bool(blocks) and all(block.bold for block in blocks)
