"""Text for searching, with a map back to the verbatim text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Segment

SOFT_HYPHEN = "\u00ad"
HYPHEN_BREAK = re.compile(r"(?<=[^\W\d_]-)\s*\n\s*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned ``text``; ``offsets[i]`` is the place in the verbatim text that character ``i`` came from."""

    text: str
    offsets: tuple[int, ...]
    source: tuple[Segment, ...]
    skips: tuple[tuple[int, int], ...] = ()

    def segments(self, start: int, end: int) -> tuple[Segment, ...]:
        """Return the verbatim runs behind ``text[start:end]``, which must hold more than spaces.

        Marks that were left out (a footnote's number, the signs of bold text) belong to the words that they touch, or
        else to those before them, so that nothing lies between neighbouring stretches but space.
        """
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        if start == end:
            message = "An empty stretch of text has no place in its source."
            raise ValueError(message)
        first, last = self._opening(start), self._closing(end)
        own = (Segment(max(s.start, first), min(s.end, last), s.page) for s in self.source)
        return tuple(s for s in own if s.start < s.end)

    def _opening(self, start: int) -> int:
        """Return where the words from ``start`` begin, with a mark that touches them and not the word before."""
        first = self.offsets[start]
        # Spaces are collapsed, so at most one stands before the words.
        before = start - 2 if start and self.text[start - 1] == " " else start - 1
        if before < 0:
            return self.source[0].start
        position = bisect_left(self.skips, (first, 0))
        if position == 0 or self.skips[position - 1][1] != first:
            return first
        opening = self.skips[position - 1][0]
        return opening if opening > self.offsets[before] + 1 else first

    def _closing(self, end: int) -> int:
        """Return where the words up to ``end`` end, with the marks after them that touch no later word."""
        last = closing = self.offsets[end - 1] + 1
        after = end + 1 if self.text[end : end + 1] == " " else end
        following = self.offsets[after] if after < len(self.text) else self.source[-1].end + 1
        limit = min(following, next(s.end for s in self.source if s.start < last <= s.end))
        for skip in self.skips[bisect_left(self.skips, (last, 0)) :]:
            if skip[1] > limit or (skip[1] == following and skip[0] > last):
                break
            closing = skip[1]
        return closing


def clean(text: str, segments: Sequence[Segment], *, skips: Sequence[tuple[int, int]] = ()) -> Cleaned:
    """Return the words of some segments: spaces collapsed, ligatures opened, ``skips`` (sorted, apart) left out.

    A line that ends in a hyphen is joined to the next one without a space, and keeps its hyphen.
    """
    letters: list[str] = []
    offsets: list[int] = []
    for segment in segments:
        _space(letters, offsets, segment.start)
        joined = _after_hyphens(text, segment)
        for offset in _kept(segment, skips):
            character = text[offset]
            if character.isspace():
                if offset not in joined:
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


def _after_hyphens(text: str, segment: Segment) -> set[int]:
    """Return where the space lies between a word's hyphen at the end of a line and the rest of the word."""
    found = HYPHEN_BREAK.finditer(text, segment.start, segment.end)
    return {offset for match in found for offset in range(*match.span())}


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
