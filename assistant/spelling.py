"""Spellings near a word that is held nowhere: what may have been meant."""

from __future__ import annotations

import string
from collections.abc import Iterator

SHORTEST_PART = 3


def one_slip_away(word: str) -> list[str]:
    """Return all spellings one slip from a word, its first letter kept.

    A slip is a letter more, less or other, or two that changed places; the space missing in "multiagency" is a letter.
    """
    return list(dict.fromkeys(one for one in _slips(word) if one != word))


def _slips(word: str) -> Iterator[str]:
    for place in range(1, len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (before + letter + after for letter in string.ascii_lowercase)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in string.ascii_lowercase)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        if min(len(before), len(after)) >= SHORTEST_PART:
            yield f"{before} {after}"


def count_slips(one: str, other: str, *, most: int) -> int:
    """Return how many slips lie between two words, or ``most`` + 1 when they are more.

    A slip is one of those of F. J. Damerau, "A technique for computer detection and correction of spelling errors",
    Communications of the ACM 7 (1964): a letter more, less or other, or two that changed places. Nothing slips twice.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, last = list[int](), list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]
