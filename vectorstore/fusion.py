"""Fuses what the indexes found: pure functions on raw scores.

Scores are fused, not ranks: reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009) forgets by how much one
passage is better than the next, and can lose to its better leg. A cosine is used as it is; BM25 has no upper bound, so
it is divided by the best score of the same query; a share of words lies between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SHORT = 240
"""A passage of fewer characters says little by itself: often it is a heading, or a note that names another text."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts beside the cosine of the whole passage (1): see docs/decisions/0004."""

    sentence: float = 1.0
    lexical: float = 0.2
    coverage: float = 0.6
    short: float = 0.5


@dataclass(frozen=True, slots=True)
class Legs:
    """What each part says of one passage.

    The cosine of the passage, the cosine of its best sentence, BM25 (0: not found), the share of the question's telling
    words that stand in it, and its length in characters. ``standing`` is what kind and status of its publication add.
    """

    semantic: float
    sentence: float
    lexical: float = 0.0
    coverage: float = 0.0
    letters: int = SHORT
    standing: float = 0.0


def fuse(found: Mapping[str, Legs], *, weights: Weights) -> list[tuple[str, float]]:
    """Return ids and fused scores, best first; equal scores in the order of their ids, so that a repeat is the same."""
    best = max((legs.lexical for legs in found.values()), default=0.0)
    scores = {key: fuse_one(legs, best_lexical=best, weights=weights) for key, legs in found.items()}
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def fuse_one(legs: Legs, *, best_lexical: float, weights: Weights) -> float:
    """Return the fused score of one passage; it never falls when a leg's score rises."""
    lexical = legs.lexical / best_lexical if best_lexical > 0 else 0.0
    return (
        legs.semantic
        + weights.sentence * legs.sentence
        + weights.lexical * lexical
        + weights.coverage * legs.coverage
        - weights.short * max(0.0, 1 - legs.letters / SHORT)
        + legs.standing
    )


def rank(scores: Iterable[tuple[str, float]]) -> dict[str, int]:
    """Return each id's place from 1 in a list that is sorted best first; the first place counts when an id repeats."""
    places: dict[str, int] = {}
    for key, _ in scores:
        places.setdefault(key, len(places) + 1)
    return places
