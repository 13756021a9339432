"""The tables of a page that are open: their rows are put together when they end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ingest.composing import Written
from ingest.documents import BlockKind
from ingest.rows import read_rows


@dataclass(slots=True)
class _Table:
    rows: list[list[list[Written]]] = field(default_factory=list)
    captions: list[Written] = field(default_factory=list)
    heads: int = 0
    in_head: bool = False


@dataclass(slots=True)
class Tables:
    """Open tables, the innermost last."""

    tables: list[_Table] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether words belong to a table."""
        return bool(self.tables)

    def enter(self, node: LexborNode) -> None:
        """Enter a table or a part of one."""
        if node.tag == "table":
            self.tables.append(_Table())
        if not self.tables:
            return
        table = self.tables[-1]
        if node.tag == "thead":
            table.in_head = True
        elif node.tag == "tr":
            table.rows.append([])
        elif node.tag in ("td", "th"):
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append([])

    def add(self, block: Written) -> None:
        """Put a block into the cell that is open, or over the table."""
        table = self.tables[-1]
        if block.kind is BlockKind.TABLE_CAPTION or not table.rows or not table.rows[-1]:
            table.captions.append(block)
        else:
            table.rows[-1][-1].append(block)

    def leave(self, node: LexborNode) -> Iterator[Written]:
        """Leave a table or a part of one; yield the blocks of an outermost table that has ended."""
        if not self.tables:
            return
        table = self.tables[-1]
        if node.tag == "thead":
            table.in_head = False
        elif node.tag == "tr" and table.rows and (table.in_head or _is_all_heads(node)):
            # Heads stand on top: a row of heads further down divides the table, and is a row.
            table.heads += table.heads == len(table.rows) - 1
        elif node.tag == "table":
            self.tables.pop()
            blocks = [*table.captions, *read_rows([row for row in table.rows if row], heads=table.heads)]
            for block in blocks:
                if self.tables:
                    self.add(block)
                else:
                    yield block


def _is_all_heads(row: LexborNode) -> bool:
    cells = [child.tag for child in row.iter() if child.tag in ("td", "th")]
    return bool(cells) and all(tag == "th" for tag in cells)
