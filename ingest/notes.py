"""Ties the marks of footnotes in the text to the footnotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.documents import Block, BlockKind, Note
from ingest.lines import RawText

PRINTED = re.compile(r"\W{0,3}(?P<mark>\d{1,3}|[a-z*†‡§])(?!\w)")


def find_notes(raw: RawText, blocks: Sequence[Block]) -> tuple[Note, ...]:
    """Return the marks that lead to a footnote: one of the same page, else the first after the mark.

    A mark without a footnote is left out.
    """
    notes = [(block.segments[0].start, _mark(raw, block), i) for i, block in enumerate(blocks) if _is_note(block)]
    return tuple(_tied(raw, notes))


def _is_note(block: Block) -> bool:
    return block.kind is BlockKind.FOOTNOTE


def _mark(raw: RawText, block: Block) -> str:
    """Return the mark of a footnote as its reference has it: without brackets and dots."""
    if block.mark:
        return block.mark.strip("[]().")
    found = PRINTED.match(raw.text, block.segments[0].start)
    return found["mark"] if found else ""


def _tied(raw: RawText, notes: Sequence[tuple[int, str, int]]) -> Iterator[Note]:
    for start, end, mark in raw.references:
        page = bisect_right(raw.pages, start)
        same = [(place, block) for place, printed, block in notes if printed == mark]
        here = [block for place, block in same if raw.pages and bisect_right(raw.pages, place) == page]
        after = [block for place, block in same if place > start]
        if here or after:
            yield Note(start, end, (here or after)[0])
