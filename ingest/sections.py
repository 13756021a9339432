"""Finds the sections of a document: what stands under each heading."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.cleaned import clean
from ingest.documents import Block, BlockKind, Section
from ingest.lines import RawText


def find_sections(raw: RawText, blocks: Sequence[Block]) -> tuple[tuple[Section, ...], tuple[int, ...]]:
    """Return the sections in reading order and, for each block, the position of its section.

    The first section holds what stands before any heading and has an empty path. A heading belongs to the section that
    it opens.
    """
    sections: list[Section] = []
    member: list[int] = []
    path: list[tuple[int, str]] = []
    start = 0
    fragment: str | None = None
    fragments = dict(raw.fragments)
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            place = block.segments[0].start
            if member:
                sections.append(Section(_words(path), start, place, fragment))
            start = place
            words = clean(raw.text, block.segments, skips=raw.skips).text
            fragment = fragments.get(place)
            path = [*(step for step in path if step[0] < block.level), (block.level, words)]
        member.append(len(sections))
    sections.append(Section(_words(path), start, len(raw.text), fragment))
    return tuple(sections), tuple(member)


def _words(path: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(words for _, words in path)
