"""Makes tables of drafts: which rows head the columns, and which tables go on from the page before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.pdf_table_captions import GONE_ON, find_caption
from ingest.pdf_table_columns import find_captioned, find_partly_ruled
from ingest.pdf_table_grids import find_grids
from ingest.pdf_table_shapes import Draft, Row, Sheet, Table
from ingest.pdf_table_sheets import Turn

TOP_BAND, LOWER_HALF = 0.12, 0.5
SAME = 5.0


@dataclass(frozen=True, slots=True)
class Found:
    """A table with the draft it was made of, and whether it stands first or low on its page."""

    table: Table
    draft: Draft
    first: bool
    low: bool


def find_on_sheet(sheet: Sheet, turn: Turn) -> list[Found]:
    """Return the tables of a page, from the top down."""
    drafts = find_grids(sheet)
    drafts += find_partly_ruled(sheet, [draft.box for draft in drafts])
    drafts += find_captioned(sheet, [draft.box for draft in drafts])
    return [_find(draft, sheet, turn) for draft in sorted(drafts, key=lambda draft: draft.box.top)]


def _find(draft: Draft, sheet: Sheet, turn: Turn) -> Found:
    head = _count_head(draft, sheet)
    box = tuple(round(side, 1) for side in turn.own_box(draft.box))
    left, bottom, right, top = box
    table = Table(
        page=turn.page.page_number,
        box=(left, bottom, right, top),
        caption=find_caption(sheet, draft.box),
        rows=draft.rows,
        header_rows=head,
        header=draft.rows[:head],
        marks=draft.marks,
    )
    above = (word.box.bottom for word in sheet.words if word.box.middle[1] < draft.box.top)
    first = max(above, default=0.0) < TOP_BAND * sheet.height
    return Found(table, draft, first=first, low=draft.box.bottom > LOWER_HALF * sheet.height)


def _count_head(draft: Draft, sheet: Sheet) -> int:
    """Return how many rows head the columns: told by bold words, a colour of their own or a rule below."""
    if len(draft.rows) < 2:  # noqa: PLR2004  a head heads something
        return 0
    colours = [_colour(sheet, draft, row) for row in range(len(draft.rows))]
    own_colour = bool(colours[0]) and 2 * colours.count(colours[0]) < len(colours)
    own_weight = draft.bold[0] and 2 * sum(draft.bold) < len(draft.bold)
    shown = draft.headed or own_colour or own_weight or (draft.bold[0] and not draft.bold[1])
    return min(draft.spans, len(draft.rows) - 1) if shown else 0


def _colour(sheet: Sheet, draft: Draft, row: int) -> str:
    """Return the colour behind the first cell of a row ("": none)."""
    bottom = [*draft.tops, draft.box.bottom][row + 1]
    down, across = (draft.tops[row] + bottom) / 2, (draft.columns[0] + draft.columns[1]) / 2
    behind = [
        shade.colour
        for shade in sheet.shades
        if shade.box.left <= across <= shade.box.right and shade.box.top <= down <= shade.box.bottom
    ]
    return behind[-1] if behind else ""


def join_pages(pages: Sequence[Sequence[Found]]) -> list[list[Table]]:
    """Return the tables of each page; one that goes on from the page before has that one's head.

    What has words in one row or one column only is no table, unless it goes on from the page before.
    """
    joined: list[list[Table]] = []
    last: Found | None = None
    for page in pages:
        tables: list[Table] = []
        for found in page:
            kept = _continue(found, last) if last and _goes_on(last, found) else found
            if kept.table.continues or _stands_alone(kept.table):
                tables.append(kept.table)
                last = kept
        joined.append(tables)
    return joined


def _stands_alone(table: Table) -> bool:
    rows = [row for row in table.rows if any(row)]
    columns = [column for column in zip(*table.rows, strict=True) if any(column)]
    return len(rows) > 1 and len(columns) > 1


def _goes_on(last: Found, found: Found) -> bool:
    """Return whether a table at the top of a page has the columns of the last one on the page before."""
    near = found.table.page - last.table.page == 1 and last.low and found.first
    named = found.table.caption is not None and not GONE_ON.search(found.table.caption)
    ours, theirs = found.draft.columns, last.draft.columns
    alike = len(ours) == len(theirs) and all(abs(a - b) <= SAME for a, b in zip(ours, theirs, strict=True))
    return near and not named and alike


def _continue(found: Found, last: Found) -> Found:
    header: tuple[Row, ...] = last.table.header
    repeated = len(header) if header and found.table.rows[: len(header)] == header else 0
    table = replace(found.table, continues=True, header_rows=repeated, header=header)
    return replace(found, table=table)
