"""What the exact index holds at one moment, and what it tells of passages by their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from vectorstore.digests import term_number
from vectorstore.exact_files import Files, Rows, places_of

DIGITS = 6
"""Cosines are rounded: how a row is added up depends a little on how many others are looked at with it."""
GONE = -1
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Leg:
    """What one part of a search found: rows of the exact index and what they score, best first."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]

    def first(self, limit: int) -> Leg:
        """Return the best ones, at most ``limit``."""
        return Leg(self.rows[:limit], self.scores[:limit])

    def where(self, kept: NDArray[np.bool_]) -> Leg:
        """Return those of which it is true."""
        return Leg(self.rows[kept], self.scores[kept])

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Held:
    """What is held at one moment; ``number`` tells it from what was held before.

    ``edition`` has for each row the place of its edition in ``editions``, or GONE, and one GONE more, to which a row
    that is GONE leads. ``numbers`` are the held passages' own, from the least, and ``numbered`` the rows of these.
    """

    number: int
    rows: Rows
    ids: tuple[str, ...]
    row_of: dict[str, int]
    editions: tuple[str, ...]
    edition: NDArray[np.int64]
    numbers: NDArray[np.uint64]
    numbered: NDArray[np.int64]

    def find(self, ids: Sequence[str]) -> NDArray[np.int64]:
        """Return the row of each passage; GONE where it is not held."""
        return np.array([self.row_of.get(identity, GONE) for identity in ids], dtype=np.int64)

    def find_numbers(self, numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the row of each passage, by the passages' numbers; GONE where it is not held."""
        if not len(self.numbers):
            return np.full(len(numbers), GONE, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        return np.where(self.numbers[places] == numbers, self.numbered[places], GONE)

    def cosines(self, rows: NDArray[np.int64], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near each of some passages is."""
        return np.round(self.rows.vectors[rows] @ vector, DIGITS)

    def sentence_vectors(self, row: int) -> NDArray[np.float32]:
        """Return the vectors of a passage's sentences, one row each, as exact as they are held."""
        entry = self.rows.entries[row]
        first = int(entry["first_sentence"])
        return self.rows.sentences[first : first + int(entry["sentences"])].astype(np.float32)

    def best_sentences(self, rows: NDArray[np.int64], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near the best sentence of each of some passages is; 0 where it has none."""
        entries = self.rows.entries[rows]
        places, starts = places_of(entries, "sentences")
        best = np.zeros(len(rows), dtype=np.float32)
        some = entries["sentences"] > 0
        if some.any():
            cosines = self.rows.sentences[places].astype(np.float32) @ vector
            best[some] = np.maximum.reduceat(cosines, starts[some])
        return np.round(best, DIGITS)

    def cover(self, rows: NDArray[np.int64], weights: Mapping[str, float]) -> NDArray[np.float64]:
        """Return the weighted share (0 to 1) of some terms that stand in each of some passages."""
        entries, shares, total = self.rows.entries[rows], np.zeros(len(rows)), sum(weights.values())
        if not total:
            return shares
        places, _ = places_of(entries, "terms")
        terms, owners = self.rows.terms[places], np.repeat(np.arange(len(rows)), entries["terms"])
        for term, weight in weights.items():
            shares[owners[terms == np.uint64(term_number(term))]] += weight / total
        return shares

    def nearest(self, vector: NDArray[np.float32], *, of: NDArray[np.int64], limit: int) -> Leg:
        """Return the nearest of some rows and their cosines."""
        cosines = self.cosines(of, vector)
        # All that are as near as the last one, so that of equal ones their numbers decide.
        least = np.partition(cosines, -limit)[-limit] if limit < len(cosines) else -np.inf
        near = np.flatnonzero(cosines >= least)
        return self.in_order(of[near], cosines[near]).first(limit)

    def in_order(self, rows: NDArray[np.int64], scores: NDArray[np.float32]) -> Leg:
        """Return rows with their scores, best first; equal ones by the passages' numbers."""
        order = np.lexsort((self.rows.entries["number"][rows], -scores))
        return Leg(rows[order], scores[order])


def hold(files: Files) -> Held:
    """Return what counts in the files of an index now."""
    rows = files.read()
    alive = np.ones(len(rows.entries), dtype=np.bool_)
    alive[list(files.kept.gone)] = False
    ids = tuple(one.decode() for one in rows.entries["passage"].tolist())
    editions, edition = np.unique(rows.entries["edition"], return_inverse=True)
    living = np.flatnonzero(alive)
    numbered = living[np.argsort(rows.entries["number"][living])]
    return Held(
        next(_NUMBERS),
        rows,
        ids,
        {ids[row]: int(row) for row in living},
        tuple(one.decode() for one in editions.tolist()),
        np.append(np.where(alive, edition, GONE), GONE),
        rows.entries["number"][numbered],
        numbered,
    )
