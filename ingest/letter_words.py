"""The words of a letter, line by line, each with its place in the verbatim text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.cleaned import Cleaned, clean
from ingest.documents import Block, Reading, Said, Segment
from ingest.text import LINK, MARKUP

ROW_END = re.compile(r"[\n\r\f\v\u2028\u2029]+")
COLUMN = re.compile(r"\t+|[^\S\n]{3,}")
EDGES = " ,;"


@dataclass(frozen=True, slots=True)
class Words:
    """A reading and the markup in it, which is no part of what is said."""

    reading: Reading
    skips: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, reading: Reading) -> Words:
        """Find the markup of a reading: signs of bold text, links, marks of footnotes."""
        found = [match.span() for match in MARKUP.finditer(reading.text) if match[0]]
        for link in LINK.finditer(reading.text):
            found += [(link.start(), link.start("words")), (link.end("words"), link.end())]
        found += [(note.start, note.end) for note in reading.notes]
        return cls(reading, _merged(sorted(found)))

    def said(self, segments: Sequence[Segment]) -> Said | None:
        """Return what some segments say; None where they hold no words."""
        text = self._clean(segments).text.strip()
        return Said(text, tuple(segments)) if text else None

    def part(self, said: Said, start: int, end: int) -> Said | None:
        """Return a part of what is said, ``said.text[start:end]``, without spaces and commas around it."""
        words = self._clean(said.at)
        lead = len(words.text) - len(words.text.lstrip())
        start, end = start + lead, min(end + lead, len(words.text))
        while start < end and words.text[start] in EDGES:
            start += 1
        while end > start and words.text[end - 1] in EDGES:
            end -= 1
        return self.said(words.segments(start, end)) if start < end else None

    def _clean(self, segments: Sequence[Segment]) -> Cleaned:
        """Clean some segments, with the markup in them: a long document has too much to go through for each."""
        first = max(bisect_right(self.skips, (segments[0].start, -1)) - 1, 0) if segments else 0
        last = bisect_right(self.skips, (segments[-1].end, -1)) if segments else 0
        return clean(self.reading.text, segments, skips=self.skips[first:last])

    def block(self, ordinal: int) -> Said | None:
        """Return what a block says."""
        return self.said(self.reading.blocks[ordinal].segments)

    def text(self, ordinal: int) -> str:
        """Return the cleaned words of a block; none: an empty text."""
        found = self.block(ordinal)
        return found.text if found else ""

    def rows(self, block: Block) -> Iterator[list[Said]]:
        """Yield the lines of a block; what stands in columns beside each other is apart."""
        for segment in block.segments:
            for row in _split(self.reading.text, segment, ROW_END):
                cells = [self.said([cell]) for cell in _split(self.reading.text, row, COLUMN)]
                if found := [cell for cell in cells if cell]:
                    yield found

    def lines(self, ordinals: Sequence[int]) -> list[Said]:
        """Return the lines of some blocks, one after the other."""
        return [said for i in ordinals for row in self.rows(self.reading.blocks[i]) for said in row]


def in_columns(rows: Iterable[list[Said]]) -> Iterator[list[Said]]:
    """Yield lines that stand under each other: rows of several columns are read down, column by column."""
    for wide, group in groupby(rows, key=lambda row: len(row) > 1):
        together = list(group)
        if wide:
            for column in range(max(map(len, together))):
                yield [row[column] for row in together if len(row) > column]
        else:
            yield [said for row in together for said in row]


def _split(text: str, segment: Segment, between: re.Pattern[str]) -> Iterator[Segment]:
    start = segment.start
    for gap in between.finditer(text, segment.start, segment.end):
        if start < gap.start():
            yield Segment(start, gap.start(), segment.page)
        start = gap.end()
    if start < segment.end:
        yield Segment(start, segment.end, segment.page)


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
