"""Puts the tables of a page in the place of the rows that they were made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.documents import BlockKind
from ingest.pdf_letters import Place, Turn
from ingest.pdf_rows import Row, join_rows
from ingest.pdf_tables import Table

HEAD, BODY = 0, 1
CELL_END = "\t"
MOST_ROWS = 4
SENTENCE_END = re.compile(r"[.!?][\"'”)]?\s+(?=[A-Z])")
RUNNING_TEXT = 2


def place_tables(rows: Sequence[Row], tables: Sequence[Table], turn: Turn) -> list[Row]:
    """Return the rows of a page with each row of a table made one, its cells parted by tabs, under its caption."""
    found = list(rows)
    for table in tables:
        box = turn.place(*table.box)
        inside = [i for i, row in enumerate(found) if _stands_in(row, box)]
        if inside:
            made = list(_table_rows(table, box, size=found[inside[0]].size))
            kept = [row for i, row in enumerate(found) if i not in set(inside)]
            found = [*kept[: inside[0]], *made, *kept[inside[0] :]]
            found = _with_caption(found, table)
    return found


def _stands_in(row: Row, box: Place) -> bool:
    left, bottom, right, top = box
    return left <= (row.left + row.right) / 2 <= right and bottom <= row.middle <= top and not row.kind


def _table_rows(table: Table, box: Place, *, size: float) -> Iterator[Row]:
    left, bottom, right, top = box
    step = (top - bottom) / max(len(table.rows), 1)
    for number, cells in enumerate(table.rows):
        base = top - step * (number + 1)
        raised = tuple(_raised(table, number, cells))
        row = Row(CELL_END.join(cells), left, right, base, base, size, raised=raised, apart=True)
        if any(len(SENTENCE_END.findall(cell)) >= RUNNING_TEXT for cell in cells):
            # A row is quoted whole; running text in a cell is quoted by its sentences.
            yield replace(row, kind=BlockKind.PARAGRAPH)
        elif row.words:
            yield replace(row, kind=BlockKind.TABLE_ROW, level=HEAD if number < table.header_rows else BODY)


def _raised(table: Table, number: int, cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of footnote marks in a row."""
    starts = [sum(len(cell) + len(CELL_END) for cell in cells[:column]) for column in range(len(cells))]
    for mark in table.marks:
        if mark.row == number:
            yield starts[mark.column] + mark.start, starts[mark.column] + mark.end


def _with_caption(rows: list[Row], table: Table) -> list[Row]:
    """Return rows with those that are the table's caption made one and called so."""
    wanted = "".join((table.caption or "").split())
    for place in range(len(rows) if wanted else 0):
        for end in range(place + 1, min(place + MOST_ROWS, len(rows)) + 1):
            caption = rows[place:end]
            if "".join("".join(row.text.split()) for row in caption) == wanted and not any(row.kind for row in caption):
                return [*rows[:place], replace(join_rows(caption), kind=BlockKind.TABLE_CAPTION), *rows[end:]]
    return rows
