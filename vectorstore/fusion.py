"""Fuses what the indexes found: pure functions on raw scores.

Scores are fused, not ranks: reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009) forgets by how much one
passage is better than the next, and can lose to its better leg. A cosine is used as it is; BM25 has no upper bound, so
it is divided by the best score of the same query; a share of words lies between 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHORT = 240
"""A passage of fewer characters says little by itself: often it is a heading, or a note that names another text."""

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts beside the cosine of the whole passage (1): see docs/decisions/0004."""

    sentence: float = 1.0
    lexical: float = 0.2
    coverage: float = 0.6
    short: float = 0.5
    named: float = 0.15


@dataclass(frozen=True, slots=True)
class Legs:
    """What each part says of some passages, a number for each of them.

    The cosine of the passage, the cosine of its best sentence, BM25 (0: not found), the share of the question's telling
    words that stand in it, and its length in characters. ``standing`` is what kind and status of its publication add,
    and ``named`` is 1 where the question names the publication.
    """

    semantic: Scores
    sentence: Scores
    lexical: Scores
    coverage: Scores
    letters: Scores
    standing: Scores
    named: Scores


def fuse(legs: Legs, *, weights: Weights) -> Scores:
    """Return the fused score of each passage; none falls when a leg's score of it rises, but for the best BM25."""
    best = legs.lexical.max(initial=0.0)
    lexical = legs.lexical / best if best > 0 else 0.0
    return (
        legs.semantic
        + weights.sentence * legs.sentence
        + weights.lexical * lexical
        + weights.coverage * legs.coverage
        - weights.short * np.maximum(0.0, 1 - legs.letters / SHORT)
        + legs.standing
        + weights.named * legs.named
    )
