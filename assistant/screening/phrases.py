"""Phrases in readable form, and how they are found: without regular expressions, in steps that grow with the words.

A phrase is words with spaces between: ``word``; ``wor*`` (any ending); ``this|that``; ``{set}`` (any word of a named
set); ``0-17`` (a number from 0 to 17); ``#`` (any number); ``..`` (up to three other words).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant.errors import BadRequest
from assistant.screening.reading import Words

GAP = ".."
GAP_WORDS = 3
MOST_GAPS = 2
LONGEST_NUMBER = 4
"""Numbers of more digits are no ages, times or years."""
PLAIN = re.compile(r"[^\W\d_]+\*?|\d+|#|\d+-\d+")


@dataclass(frozen=True, slots=True)
class One:
    """What may stand in one place of a phrase."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    numbers: tuple[range, ...]

    def fits(self, word: str) -> bool:
        """Say whether a word may stand here."""
        if word in self.words or (self.beginnings and word.startswith(self.beginnings)):
            return True
        return bool(self.numbers) and is_number(word) and any(int(word) in one for one in self.numbers)


Phrase = tuple[One | None, ...]
"""A phrase, place by place; None is a gap, which never stands first or last."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a group, which begins at a word of a sentence."""

    group: str
    start: int


def is_number(word: str) -> bool:
    """Say whether a word is a number that may be an age, a time or a year."""
    return len(word) <= LONGEST_NUMBER and word.isdecimal()


def read_phrase(written: str, *, sets: Mapping[str, Sequence[str]]) -> Phrase:
    """Return a phrase as it is looked for; ``BadRequest`` when it cannot be read."""
    parts = written.split()
    if not parts or GAP in (parts[0], parts[-1]) or parts.count(GAP) > MOST_GAPS:
        raise BadRequest(f"The phrase {written!r} is empty, has a gap at an end, or over {MOST_GAPS}; mend it.")
    return tuple(None if part == GAP else _read_one(part, sets) for part in parts)


def _read_one(written: str, sets: Mapping[str, Sequence[str]]) -> One:
    words = [word for part in written.split("|") for word in _set_of(part, sets)]
    odd = [word for word in words if not PLAIN.fullmatch(word) or word != word.lower()]
    if odd:
        raise BadRequest(f"{odd[0]!r} in {written!r} is no word in small letters without apostrophe; mend it.")
    return One(
        frozenset(word for word in words if word.isalnum()),
        tuple(word[:-1] for word in words if word.endswith("*")),
        tuple(_numbers(word) for word in words if word == "#" or "-" in word),
    )


def _set_of(part: str, sets: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if not part.startswith("{"):
        return (part,)
    if part[1:-1] not in sets:
        raise BadRequest(f"There is no set {part}; name one that is in the file.")
    return sets[part[1:-1]]


def _numbers(written: str) -> range:
    first, _, last = written.replace("#", "0-9999").partition("-")
    return range(int(first), int(last) + 1)


class Phrasebook:
    """Groups of phrases, looked up by the first word of each."""

    def __init__(self, groups: Mapping[str, Iterable[Phrase]]) -> None:
        """Take the phrases of each group."""
        self._by_word: dict[str, list[tuple[str, Phrase]]] = defaultdict(list)
        self._by_beginning: dict[str, list[tuple[str, Phrase]]] = defaultdict(list)
        self._by_number: list[tuple[str, Phrase]] = []
        for group, phrases in groups.items():
            for phrase in phrases:
                self._take(group, phrase)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})

    def _take(self, group: str, phrase: Phrase) -> None:
        first = phrase[0] or One(frozenset(), (), ())
        for word in first.words:
            self._by_word[word].append((group, phrase))
        for beginning in first.beginnings:
            self._by_beginning[beginning].append((group, phrase))
        if first.numbers:
            self._by_number.append((group, phrase))

    def find(self, words: Words) -> Iterator[Found]:
        """Yield what is found in a sentence, from its beginning to its end; the same may be found more than once."""
        for start, word in enumerate(words):
            for group, phrase in self._candidates(word):
                if stands_at(start, phrase=phrase, words=words):
                    yield Found(group, start)

    def _candidates(self, word: str) -> Iterator[tuple[str, Phrase]]:
        yield from self._by_word.get(word, ())
        for length in takewhile(len(word).__ge__, self._lengths):
            yield from self._by_beginning.get(word[:length], ())
        if is_number(word):
            yield from self._by_number


def stands_at(start: int, *, phrase: Phrase, words: Words) -> bool:
    """Say whether a phrase begins at a word of a sentence. All ways to fill its gaps are followed side by side."""
    places, reach = {start}, 1
    for one in phrase:
        if one is None:
            reach = GAP_WORDS + 1
            continue
        tried = {at for place in places for at in range(place, min(place + reach, len(words)))}
        places, reach = {at + 1 for at in tried if one.fits(words[at])}, 1
    return bool(places)
