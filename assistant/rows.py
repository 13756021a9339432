"""The runs of many passages in a row, so that all are compared with a question at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.windows import NOWHERE, Windows
from vectorstore.store import PassageText

BITS = 63
"""Of a number, so many say each whether a term is there."""
Told = tuple[PassageText, Windows]


class _Places(NamedTuple):
    """Where the sentences of runs stand, counted over all passages; one place behind the last sentence is empty."""

    bounds: NDArray[np.int64]
    leads: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A row for each run of some passages: ``owners`` is the place of its passage, ``starts`` each passage's first row.

    What is said of a run is summed up from its own sentences alone, so that it is the same whatever stands beside it.
    """

    told: Sequence[Told]
    owners: NDArray[np.int64]
    starts: NDArray[np.int64]
    places: _Places
    lengths: NDArray[np.float32]

    @classmethod
    def of(cls, told: Sequence[Told]) -> Rows:
        """Set the runs of passages, each of which has some, in a row."""
        counts = np.array([len(windows.runs) for _, windows in told])
        sentences = np.array([len(windows.lengths) for _, windows in told])
        owners = np.repeat(np.arange(len(told)), counts)
        shifts = np.cumsum(sentences) - sentences
        leads = np.concatenate([windows.leads for _, windows in told])
        empty = int(sentences.sum())
        places = _Places(
            np.concatenate([windows.bounds for _, windows in told]) + np.repeat(shifts[owners], 2),
            np.where(leads == NOWHERE, empty, leads + shifts[owners]),
        )
        lengths = np.concatenate([*(windows.lengths for _, windows in told), np.zeros(1, dtype=np.float32)])
        return cls(told, owners, np.cumsum(counts) - counts, places, lengths)

    def join(self, name: str) -> NDArray[np.float64]:
        """Return what the windows say under a name, run by run."""
        return np.concatenate([getattr(windows, name) for _, windows in self.told])

    def cosines(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near each run comes to a vector: the cosine of its sentences together, long ones weighing more."""
        cosines: NDArray[np.float32] = self._sum(self._near(vector)) / self._norms("own_norms")
        return cosines

    def best_cosines(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the same, or the cosine with the line that introduces a run where that is greater.

        An item says little without it.
        """
        near = self._near(vector)
        own = self._sum(near)
        led = own + near[self.places.leads]
        best: NDArray[np.float32] = np.maximum(own / self._norms("own_norms"), led / self._norms("led_norms"))
        return best

    def coverages(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """Return, for each run, the weighted share of terms that occur in it or in the line that introduces it."""
        total = sum(weights.values())
        if not total:
            return np.ones(len(self.owners))
        shares = np.zeros(len(self.owners))
        terms = list(weights)
        for first in range(0, len(terms), BITS):
            some = terms[first : first + BITS]
            there = self._find_terms(some)
            for bit, term in enumerate(some):
                shares += (there >> bit & 1) * weights[term]
        shares /= total
        return shares

    def hold(self, name: str, looks: re.Pattern[str]) -> NDArray[np.bool_]:
        """Say of each run whether something of a kind, known by its name, stands in one of its sentences."""
        return np.concatenate([windows.holds(text, name, looks) for text, windows in self.told])

    def _find_terms(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return a number for each run, whose bits say which of the terms it has."""
        known = {term: 1 << bit for bit, term in enumerate(terms)}
        wanted = frozenset(known)
        masks = np.array(
            [sum(map(known.__getitem__, wanted & held)) for text, _ in self.told for held in text.terms] + [0],
            dtype=np.int64,
        )
        return np.bitwise_or.reduceat(masks, self.places.bounds)[::2] | masks[self.places.leads]

    def _near(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for each sentence how near it comes, times its length; 0 in the empty place."""
        near = [text.vectors @ vector for text, _ in self.told]
        return np.concatenate([*near, np.zeros(1, dtype=np.float32)]) * self.lengths

    def _sum(self, near: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.add.reduceat(near, self.places.bounds)[::2]

    def _norms(self, name: str) -> NDArray[np.float32]:
        return np.concatenate([getattr(windows, name) for _, windows in self.told])
