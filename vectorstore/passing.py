"""Which editions pass a filter: worked out once for each state of the record, as filters recur."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vectorstore.exact import ExactIndex
from vectorstore.held import Held
from vectorstore.publications import Publication, PublicationFilter
from vectorstore.recent import Recent
from vectorstore.record import Record
from vectorstore.standing import standing_of

FILTERS_IN_MEMORY = 16
"""Each with a number for every passage that passes."""
Moment = tuple[int, int]
"""A state: how often the record had changed, and how often the exact index had been committed."""


@dataclass(frozen=True)
class Passing:
    """The passages that pass a filter, and the publications in the editions that do, by the ids of the editions.

    ``moment`` is the state of which that is true.
    """

    held: Held
    editions: Mapping[str, Publication]
    moment: Moment

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The rows of the exact index that pass."""
        return np.flatnonzero(self.passes(np.arange(len(self.held.ids))))

    @cached_property
    def publications(self) -> tuple[str, ...]:
        """The ids of the publications, each once, in order."""
        return tuple(sorted({one.id for one in self.editions.values()}))

    @property
    def share(self) -> float:
        """The share of all passages that pass: 0 to 1."""
        return len(self.rows) / len(self.held.row_of) if self.held.row_of else 0.0

    def passes(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say of each row whether it passes; of what is gone it is not true."""
        return self._passes[self.held.edition[rows]]

    def are_earlier(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say of each row that passes whether a later edition has taken the place of its own."""
        return self._earlier[self.held.edition[rows]]

    def standing(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what kind and status of its publication add to the score of each row that passes."""
        return self._standing[self.held.edition[rows]]

    def are_of(self, rows: NDArray[np.int64], publications: Collection[str]) -> NDArray[np.bool_]:
        """Say of each row whether it is of one of some publications."""
        places = [place for one in publications for place in self._places.get(one, ())]
        return np.isin(self.held.edition[rows], places)

    def publication_of(self, row: int) -> Publication:
        """Return the publication, in its edition, of a row that passes."""
        return self.editions[self.held.editions[self.held.edition[row]]]

    @cached_property
    def _by_place(self) -> list[Publication | None]:
        # GONE leads to the last one.
        return [*map(self.editions.get, self.held.editions), None]

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """The places of the editions of each publication that pass."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self._by_place):
            if one:
                found.setdefault(one.id, []).append(place)
        return found

    @cached_property
    def _passes(self) -> NDArray[np.bool_]:
        return np.array([one is not None for one in self._by_place], dtype=np.bool_)

    @cached_property
    def _earlier(self) -> NDArray[np.bool_]:
        return np.array([one is not None and not one.latest for one in self._by_place], dtype=np.bool_)

    @cached_property
    def _standing(self) -> NDArray[np.float64]:
        return np.array([*map(standing_of, self._by_place)], dtype=np.float64)


@dataclass(slots=True)
class Passages:
    """Tells which passages pass a filter, and remembers it while record and index stay as they are."""

    record: Record
    exact: ExactIndex
    _known: Recent[tuple[int, int, PublicationFilter], Passing] = field(
        default_factory=lambda: Recent(FILTERS_IN_MEMORY), repr=False
    )
    _editions: tuple[int, int, Mapping[str, Publication]] = (-1, -1, {})

    def find(self, wanted: PublicationFilter, *, changes: int) -> Passing:
        """Return what passes a filter, of a record that has changed so often."""
        held = self.exact.held
        key = (changes, held.number, wanted)
        return self._known.find([key], read=lambda _: {key: self._work_out(wanted, changes, held)})[key]

    def _work_out(self, wanted: PublicationFilter, changes: int, held: Held) -> Passing:
        editions = self._read_editions(changes, held)
        day = wanted.as_of
        told = {key: edition.on(day) for key, edition in editions.items()} if day else editions
        passing = {key: edition for key, edition in told.items() if wanted.passes(edition)}
        return Passing(held, passing, (changes, held.number))

    def _read_editions(self, changes: int, held: Held) -> Mapping[str, Publication]:
        known = self._editions
        if known[:2] != (changes, held.number):
            known = self._editions = (changes, held.number, self.record.editions(held.editions))
        return known[2]
