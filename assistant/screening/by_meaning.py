"""The score of what a text means: how near it is to examples of a concern, and how near to all others."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.screening.concerns import Concern
from assistant.screening.examples import list_examples

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
"""Texts in, a normalised row of numbers for each out."""

VECTORS = "vectors.npz"
PROBE = "A child, a review and the weather."
NEIGHBOURS = 8
STRETCH = 20.0
"""Differences of cosines are small: so stretched they weigh as much as a score of words."""
ALIKE = 0.99
"""The cosine from which two vectors of one text are of one model, rounded or not."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The vector of every example, a row each, and the concern it is an example of; empty where it is of none."""

    rows: Vectors
    sides: NDArray[np.str_]

    def score(self, vector: Vectors) -> Mapping[Concern, float]:
        """Return how much nearer a vector is to its nearest examples of each concern than to its nearest others."""
        near = self.rows @ vector
        return {concern: STRETCH * _lead(near, own=self.sides == concern) for concern in Concern}


def _lead(near: Vectors, *, own: NDArray[np.bool_]) -> float:
    return _mean_of_nearest(near[own]) - _mean_of_nearest(near[~own])


def _mean_of_nearest(near: Vectors) -> float:
    return float(np.partition(near, -NEIGHBOURS)[-NEIGHBOURS:].mean())


@lru_cache(maxsize=1)
def find_neighbours(embed: Embed) -> Neighbours:
    """Return the vectors of the examples by a model.

    Those of the model that the package comes with are read; those of any other are made, which takes some seconds.
    """
    probe, kept = read_kept()
    (own,) = embed([PROBE])
    return kept if own.shape == probe.shape and float(own @ probe) > ALIKE else make_neighbours(embed)


def make_neighbours(embed: Embed) -> Neighbours:
    """Embed every example."""
    texts, sides = zip(*list_examples(), strict=True)
    return Neighbours(embed(texts), np.array(sides))


@cache
def read_kept() -> tuple[NDArray[np.float32], Neighbours]:
    """Read the vectors that come with the package: of ``PROBE`` and of the examples. ``making`` wrote them."""
    folder = files("assistant.screening")
    with np.load(io.BytesIO((folder / VECTORS).read_bytes()), allow_pickle=False) as kept:
        rows = normalise(kept["rows"].astype(np.float32))
        return rows[0], Neighbours(rows[1:], kept["sides"])


def normalise(rows: Vectors) -> Vectors:
    """Return rows of length 1."""
    lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / lengths
