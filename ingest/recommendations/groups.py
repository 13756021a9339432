"""Puts the pieces of a document into groups: a heading, a paragraph, a list, the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ingest.documents import BlockKind
from ingest.recommendations.printed import Piece

SIMPLE = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]$", re.IGNORECASE)
FIRST = frozenset({"1", "a", "i"})
LONGEST_ITEM = 90
FEWEST_ITEMS = 2
INNER = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[.)]$")


class Shape(StrEnum):
    """What a group is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces in a row that belong together; headings and paragraphs are alone."""

    shape: Shape
    pieces: tuple[Piece, ...]

    @property
    def first(self) -> Piece:
        """The piece it begins with."""
        return self.pieces[0]

    def items(self) -> list[tuple[Piece, ...]]:
        """Return the items of a list, each with those that stand deeper, or go on with it by letters."""
        items: list[list[Piece]] = []
        for piece in self.pieces:
            if items and _is_part(items[-1], piece):
                items[-1].append(piece)
            else:
                items.append([piece])
        return [tuple(item) for item in items]


def group_pieces(pieces: Sequence[Piece]) -> list[Group]:
    """Return the groups of a document in reading order."""
    listed = _numbered_paragraphs(pieces)

    def shape(piece: Piece) -> Shape:
        if piece.ordinal in listed or piece.kind is BlockKind.LIST_ITEM:
            return Shape.LIST
        if piece.kind is BlockKind.TABLE_ROW:
            return Shape.TABLE
        return Shape.HEADING if piece.is_heading else Shape.PARAGRAPH

    groups = []
    for kind, run in groupby(pieces, key=shape):
        if kind in (Shape.LIST, Shape.TABLE):
            groups.append(Group(kind, tuple(run)))
        else:
            groups += [Group(kind, (piece,)) for piece in run]
    return groups


def _is_part(item: Sequence[Piece], piece: Piece) -> bool:
    if piece.level > item[0].level:
        return True
    lettered = bool(INNER.match(piece.mark)) and not INNER.match(item[0].mark)
    return lettered and (len(item) > 1 or item[0].text.endswith(":"))


def _numbered_paragraphs(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the ordinals of short paragraphs in a row that are numbered from 1: the items of a list."""
    found: set[int] = set()
    for run in _marked_runs(pieces):
        lengths = [len(piece.text.split()) for piece in run]
        begins = run[0].mark.strip("().").lower() in FIRST
        if len(run) >= FEWEST_ITEMS and begins and max(lengths) <= LONGEST_ITEM:
            found.update(piece.ordinal for piece in run)
    return frozenset(found)


def _marked_runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    def marked(piece: Piece) -> bool:
        return piece.kind is BlockKind.PARAGRAPH and SIMPLE.match(piece.mark) is not None

    for is_marked, run in groupby(pieces, key=marked):
        if is_marked:
            yield list(run)
