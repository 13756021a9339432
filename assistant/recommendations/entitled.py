"""Tells whether words name a publication by its title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.words import stop_words

PARTS = re.compile(r"\s*[:(–—]\s*")
WORD = re.compile(r"\w+")
QUOTED = re.compile(r"[‘“\"']([^‘’“”\"']{4,120})[’”\"']")
FEWEST_WORDS, FEWEST_LETTERS = 2, 10
"""A title with fewer words or letters names too many things."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title, or the part of one before a colon, word by word.

    One of which a single word tells something is ``common``: it is known by its capitals, as in "Between Shifts", or by
    quotation marks around it.
    """

    words: tuple[str, ...]
    common: bool

    @property
    def has_capitals(self) -> bool:
        """Whether all its words but the small ones have capitals."""
        return all(word[0].isupper() for word in _tell(self.words))


@dataclass(frozen=True)
class Text:
    """Words in which titles are looked for, and the title that they stand under."""

    title: str
    text: str

    def names(self, titles: Sequence[Title]) -> bool:
        """Say whether one of some titles stands in the text."""
        return any(self._has(title) for title in titles)

    def _has(self, title: Title) -> bool:
        words = tuple(map(str.casefold, title.words))
        # Most titles are ruled out by their first two words, without going through the text.
        if words[:2] not in self._pairs:
            return False
        if not title.common:
            return _holds(self._plain, words)
        return _holds(self._quoted, words) or (title.has_capitals and _holds(self._printed, title.words))

    @cached_property
    def _printed(self) -> str:
        return _spell(self.title, self.text)

    @cached_property
    def _quoted(self) -> str:
        return _spell(self.title, *QUOTED.findall(self.text)).casefold()

    @cached_property
    def _plain(self) -> str:
        return self._printed.casefold()

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pairwise(self._plain.split()))


def read_titles(title: str) -> tuple[Title, ...]:
    """Return what a publication is named by: its title before a colon, and all of it; nothing that is too common."""
    return tuple(_titles(dict.fromkeys((PARTS.split(title)[0], title))))


def _titles(parts: Iterable[str]) -> Iterator[Title]:
    for part in parts:
        words = tuple(WORD.findall(part))
        telling = _tell(words)
        if telling and len(words) >= FEWEST_WORDS and len("".join(words)) >= FEWEST_LETTERS:
            yield Title(words, len(telling) < FEWEST_WORDS)


def _tell(words: Iterable[str]) -> list[str]:
    return [word for word in words if word.casefold() not in stop_words()]


def _spell(*texts: str) -> str:
    """Return the words of texts between single spaces; texts are parted by a bar."""
    return " | ".join(("", *(" ".join(WORD.findall(text)) for text in texts), ""))


def _holds(spelt: str, words: Sequence[str]) -> bool:
    return f" {' '.join(words)} " in spelt
