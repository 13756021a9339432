"""Finds where words that a person gives stand in the text of a publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.citing import normalise
from ingest.cleaned import SOFT_HYPHEN
from ingest.documents import BlockKind, Reading, Segment
from ingest.letter_words import Words

Letters = list[tuple[str, int, Segment]]
"""The letters of a text as they are compared, each with its place and the segment that it stands in."""


def locate(text: str, reading: Reading, *, near: int = 0) -> tuple[Segment, ...]:
    """Return where a text stands in a reading, nearest to a place; nothing when it does not stand there in one run.

    What may not be quoted, footnotes, bullets and the signs of bold text may lie between its words, and nothing else.
    """
    words = normalise(text).split()
    if not words:
        return ()
    letters = _letters(reading)
    wanted = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
    found = [match.span() for match in re.finditer(wanted, "".join(letter for letter, _, _ in letters))]
    if not found:
        return ()
    start, end = min(found, key=lambda span: (abs(letters[span[0]][1] - near), span))
    return tuple(_join(letters[start:end]))


def _join(letters: Letters) -> Iterator[Segment]:
    for segment, own in groupby(letters, key=lambda one: one[2]):
        places = [place for letter, place, _ in own if not letter.isspace()]
        if places:
            yield Segment(places[0], places[-1] + 1, segment.page)


def _letters(reading: Reading) -> Letters:
    """Return the letters of all that may be quoted but footnotes, without markup, in reading order."""
    skips = {place for start, end in Words.of(reading).skips for place in range(start, end)}
    skips |= set(_bullets(reading))
    letters: Letters = []
    for segment in _segments(reading):
        for place in range(segment.start, segment.end):
            character = reading.text[place]
            if place not in skips and character != SOFT_HYPHEN:
                letters += [(letter, place, segment) for letter in _plain(character)]
        letters.append((" ", segment.end, segment))
    return letters


def _bullets(reading: Reading) -> Iterator[int]:
    """Yield the places of bullets; a number or letter before an item may be copied with it."""
    for block in reading.blocks:
        if block.mark and not any(map(str.isalnum, block.mark)):
            start = block.segments[0].start
            yield from range(start, start + len(block.mark))


def _plain(character: str) -> str:
    return " " if character.isspace() else normalise(character)


def _segments(reading: Reading) -> Sequence[Segment]:
    return [
        segment
        for block in reading.blocks
        if block.kind.citable and block.kind is not BlockKind.FOOTNOTE
        for segment in block.segments
    ]
