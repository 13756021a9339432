"""Tells which recommendation words speak of: by its number, by its own words, or by a thing that it alone is about."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.recommendations.entries import Recommendation
from assistant.rephrasing.stems import find_stem
from assistant.words import WORD, stop_words

ONE = r"(?:[A-Z]?\d{1,2}(?:\.\d{1,2})?[a-z]?|[A-Z]\b|one|two|three|four|five|six|seven|eight|nine|ten)"
NUMBERED = re.compile(rf"\b[Rr]ecommendations?\s+(?P<all>{ONE}\b(?:\s*(?:,|and|to|&)\s*{ONE}\b)*)")
NUMBER = re.compile(ONE)
RESTATED = 0.75
"""The share of a recommendation's telling words that a sentence which restates it has."""
FEWEST_RESTATED = 4
AHEAD = 1.5
"""How much more of its own a recommendation must have in some words than any other of its publication."""
LEAST = 2.0
"""What the words that it shares must weigh: two words that hardly another one has, or three that several have."""
SHORT = 2
"""Words of so few letters tell nothing."""
DULL = frozenset(
    {"panel", "government", "department", "minister", "ministers", "secretary", "state", "office", "national", "local"}
    | {"partner", "partners", "partnership", "services", "service", "child", "children", "england", "report", "review"}
    | {"recommend", "recommendation", "should", "must", "need", "ask", "accept", "agree", "consider"}
)
"""Words that most recommendations of the field have, and what is said of them."""


@dataclass(frozen=True, slots=True)
class Made:
    """A recommendation as others may speak of it: its telling stems, each with how few of its publication share it."""

    entry: Recommendation
    stems: dict[str, float]

    @classmethod
    def all_of(cls, entries: Sequence[Recommendation]) -> list[Made]:
        """Make ready the recommendations of one publication."""
        own = [_stems(f"{one.title or ''} {one.text} {' '.join(one.addressees)}") for one in entries]
        shared = Counter(stem for stems in own for stem in stems)
        return [
            cls(one, {stem: math.log((1 + len(entries)) / shared[stem]) for stem in stems})
            for one, stems in zip(entries, own, strict=True)
        ]

    def is_restated_in(self, words: str) -> bool:
        """Say whether words give the recommendation as it is printed, or nearly."""
        said, own = _stems(words), _stems(self.entry.text)
        return len(own) >= FEWEST_RESTATED and len(said & own) >= RESTATED * len(own)

    def leave_out(self, words: str) -> str:
        """Return what words say after the recommendation, where they begin with it, as a row of a table does."""
        return words.removeprefix(self.entry.text).lstrip()

    def weigh(self, stems: Collection[str]) -> float:
        """Return how much of the recommendation's own some stems have."""
        return sum(self.stems.get(stem, 0.0) for stem in stems)


def find_meant(words: str, named: Sequence[Made], *, restated: bool = False) -> Made | None:
    """Return the one recommendation that words speak of; None: there is none, or it could be another.

    ``restated``: a heading, which may name it by less.
    """
    numbers = {number.casefold() for number in _numbers(words)}
    if numbers:
        numbered = [one for one in named if (one.entry.number or "").casefold() in numbers]
        return numbered[0] if len(numbered) == 1 else None
    stems = _stems(words)
    given = [one for one in named if one.is_restated_in(words)]
    if len(given) == 1:
        return given[0]
    weighed = sorted(((one.weigh(stems), -place) for place, one in enumerate(named)), reverse=True)
    if not weighed:
        return None
    (best, place), (second, _) = weighed[0], (*weighed, (0.0, 0))[1]
    least = LEAST / 2 if restated else LEAST
    return named[-place] if best >= least and best >= AHEAD * second else None


def is_numbered(words: str) -> bool:
    """Say whether words name a recommendation by its number."""
    return NUMBERED.search(words) is not None


def _numbers(words: str) -> Iterator[str]:
    for match in NUMBERED.finditer(words):
        yield from NUMBER.findall(match["all"])


def _stems(words: str) -> frozenset[str]:
    plain = (match[0].casefold() for match in WORD.finditer(words))
    stems = (find_stem(word)[0] for word in plain if word not in stop_words() and len(word) > SHORT)
    return frozenset(stem for stem in stems if stem not in DULL)
