"""Text for searching, with a map back to the verbatim text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Segment

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned ``text``; ``offsets[i]`` is the place in the verbatim text that character ``i`` came from."""

    text: str
    offsets: tuple[int, ...]
    source: tuple[Segment, ...]
    skips: tuple[tuple[int, int], ...] = ()

    def segments(self, start: int, end: int) -> tuple[Segment, ...]:
        """Return the verbatim runs behind ``text[start:end]``, which must hold more than spaces.

        Marks that were left out and touch the words (a footnote's number, the signs of bold text) belong to them.
        """
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        if start == end:
            message = "An empty stretch of text has no place in its source."
            raise ValueError(message)
        first, last = self._with_marks(start, end)
        own = (Segment(max(s.start, first), min(s.end, last), s.page) for s in self.source)
        return tuple(s for s in own if s.start < s.end)

    def _with_marks(self, start: int, end: int) -> tuple[int, int]:
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        # Spaces are collapsed, so at most one stands before the words.
        before = start - 2 if start and self.text[start - 1] == " " else start - 1
        touched = self.offsets[before] + 1 if before >= 0 else -1
        opening = next((skip[0] for skip in self.skips if skip[1] == first), first)
        closing = next((skip[1] for skip in self.skips if skip[0] == last), last)
        # A mark that touches the word before belongs to that word.
        return (opening if opening > touched else first), closing


def clean(text: str, segments: Sequence[Segment], *, skips: Sequence[tuple[int, int]] = ()) -> Cleaned:
    """Return the words of some segments: spaces collapsed, ligatures opened, ``skips`` (sorted, apart) left out.

    A line that ends in a hyphen is joined to the next one without a space, and keeps its hyphen.
    """
    letters: list[str] = []
    offsets: list[int] = []
    for segment in segments:
        _space(letters, offsets, segment.start)
        for offset in _kept(segment, skips):
            character = text[offset]
            if character.isspace():
                if not _hyphen_at_line_end(text, offset, letters):
                    _space(letters, offsets, offset)
            elif character != SOFT_HYPHEN:
                for letter in unicodedata.normalize("NFKC", character) if _is_ligature(character) else character:
                    letters.append(letter)
                    offsets.append(offset)
    while letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return Cleaned("".join(letters), tuple(offsets), tuple(segments), _within(segments, skips))


def _within(segments: Sequence[Segment], skips: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the marks that lie inside the segments."""
    first = bisect_right(skips, (segments[0].start, -1)) if segments else 0
    return tuple(
        skip for skip in skips[max(first - 1, 0) :] if any(s.start <= skip[0] and skip[1] <= s.end for s in segments)
    )


def _space(letters: list[str], offsets: list[int], offset: int) -> None:
    if letters and letters[-1] != " ":
        letters.append(" ")
        offsets.append(offset)


def _is_ligature(character: str) -> bool:
    return "\ufb00" <= character <= "\ufb06"


def _hyphen_at_line_end(text: str, offset: int, letters: list[str]) -> bool:
    broken = len(letters) > 1 and letters[-1] == "-" and letters[-2].isalpha()
    return broken and "\n" in text[offset - 1 : offset + 2] and text[offset + 1 : offset + 2].isalpha()


def _kept(segment: Segment, skips: Sequence[tuple[int, int]]) -> list[int]:
    kept = []
    position = max(bisect_right(skips, (segment.start, -1)) - 1, 0)
    offset = segment.start
    while offset < segment.end:
        while position < len(skips) and skips[position][1] <= offset:
            position += 1
        if position < len(skips) and skips[position][0] <= offset:
            offset = skips[position][1]
            continue
        kept.append(offset)
        offset += 1
    return kept
