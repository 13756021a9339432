"""Measures what is usual in a document, so that what stands out can be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles

from ingest.documents import BlockKind
from ingest.lines import Line, RawText, find_usual_size

FULL_LINE_SHARE = 0.72
NARROW_LINE = 40
UNWRAPPED_LINE = 160
NOTE_RATIO = 0.9


@dataclass(frozen=True, slots=True)
class Look:
    """What is usual in a document: letter size (0: no layout), width of full lines in characters.

    ``levels`` tells how high those headings stand that say so themselves, by the size and weight of their letters.
    """

    size: float
    width: float
    levels: tuple[tuple[float, bool, int], ...] = ()

    @classmethod
    def of(cls, raw: RawText) -> Look:
        """Measure a document, giving long lines more weight than short ones."""
        lengths = [line.end - line.start for line in raw.lines]
        width = quantiles(lengths, n=10)[8] if len(lengths) > 1 else 0.0
        if not raw.laid_out:
            return cls(0.0, width)
        text = [line for line in raw.lines if line.kind is None] or raw.lines
        return cls(find_usual_size(text), width, tuple(_levels(raw.lines)))

    def is_small(self, line: Line) -> bool:
        """Say whether a line is set clearly smaller than the body, as footnotes are."""
        return line.size < self.size * NOTE_RATIO

    def is_full(self, line: Line) -> bool:
        """Say whether a line is as long as others; where paragraphs are one line each, whether it is long."""
        return line.end - line.start >= max(NARROW_LINE, min(self.width, UNWRAPPED_LINE) * FULL_LINE_SHARE)


def _levels(lines: Sequence[Line]) -> Iterator[tuple[float, bool, int]]:
    """Yield the level that most headings of one look have."""
    told: dict[tuple[float, bool], Counter[int]] = {}
    for line in lines:
        if line.kind is BlockKind.HEADING:
            told.setdefault((line.size, line.bold), Counter())[line.level] += 1
    for (size, bold), levels in told.items():
        yield size, bold, levels.most_common(1)[0][0]
