"""Fuses what the two indexes found: pure functions on raw scores.

Scores are fused, not ranks: reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009) forgets by how much one
passage is better than the next, and can lose to its better leg. A cosine is used as it is; BM25 has no upper bound, so
it is divided by the best score of the same query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each leg counts beside the cosine of the whole passage (1)."""

    sentence: float = 0.6
    lexical: float = 0.2


@dataclass(frozen=True, slots=True)
class Legs:
    """What each leg says of one passage: cosine of the passage, cosine of its best sentence, BM25 (0: not found).

    ``standing`` is what the status of its publication adds.
    """

    semantic: float
    sentence: float
    lexical: float = 0.0
    standing: float = 0.0


def fuse(found: Mapping[str, Legs], *, weights: Weights) -> list[tuple[str, float]]:
    """Return ids and fused scores, best first; equal scores in the order of their ids, so that a repeat is the same."""
    best = max((legs.lexical for legs in found.values()), default=0.0)
    scores = {key: fuse_one(legs, best_lexical=best, weights=weights) for key, legs in found.items()}
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def fuse_one(legs: Legs, *, best_lexical: float, weights: Weights) -> float:
    """Return the fused score of one passage; it never falls when a leg's score rises."""
    lexical = legs.lexical / best_lexical if best_lexical > 0 else 0.0
    return legs.semantic + weights.sentence * legs.sentence + weights.lexical * lexical + legs.standing


def rank(scores: Iterable[tuple[str, float]]) -> dict[str, int]:
    """Return each id's place from 1 in a list that is sorted best first; the first place counts when an id repeats."""
    places: dict[str, int] = {}
    for key, _ in scores:
        places.setdefault(key, len(places) + 1)
    return places
