"""What the words score looks at: the words of a text, and every two that stand together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.screening.phrases import is_number
from assistant.screening.reading import Words

BEGIN = "^"
GROWN = 18
OLDEST = 99
YEARS = range(1900, 2100)


def find_marks(sentences: Sequence[Words]) -> frozenset[str]:
    """Return the words of a text and the pairs of each sentence; a number stands for numbers of its kind."""
    return frozenset(mark for words in sentences for mark in _marks(words))


def _marks(words: Words) -> Iterator[str]:
    kinds = [_kind(word) for word in words]
    yield from kinds
    yield from (f"{one} {other}" for one, other in pairwise([BEGIN, *kinds]))


def _kind(word: str) -> str:
    """Return a word, or what kind of number it is: the age of a child, of a grown person, a year, or another."""
    if not word[0].isdecimal():
        return word
    number = int(word) if is_number(word) else OLDEST + 1
    if number in YEARS:
        return "1900"
    return "9" if number < GROWN else "99" if number <= OLDEST else "999"
