"""Which editions pass a filter: worked out once for each state of the record, as filters recur."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vectorstore.exact import ExactIndex, Held
from vectorstore.publications import Publication, PublicationFilter
from vectorstore.recent import Recent
from vectorstore.record import Record

FILTERS_IN_MEMORY = 16
"""Each with a number for every passage that passes."""
Moment = tuple[int, int]
"""A state: how often the record had changed, and how often the exact index had been committed."""


@dataclass(frozen=True)
class Passing:
    """The passages that pass a filter, and the publications in the editions that do, by the ids of the editions."""

    held: Held
    editions: Mapping[str, Publication]

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The rows of the exact index that pass."""
        return self.held.allowed(np.array([one in self.editions for one in self.held.editions], dtype=np.bool_))

    @cached_property
    def publications(self) -> tuple[str, ...]:
        """The ids of the publications, each once, in order."""
        return tuple(sorted({one.id for one in self.editions.values()}))

    @property
    def share(self) -> float:
        """The share of all passages that pass: 0 to 1."""
        return len(self.rows) / len(self.held.row_of) if self.held.row_of else 0.0

    def edition_of(self, passage_id: str) -> Publication | None:
        """Return the publication of a passage in its edition; None when it does not pass, or is not held."""
        row = self.held.row_of.get(passage_id)
        return None if row is None else self.editions.get(self.held.editions[self.held.edition[row]])


@dataclass(slots=True)
class Passages:
    """Tells which passages pass a filter, and remembers it while record and index stay as they are."""

    record: Record
    exact: ExactIndex
    _known: Recent[tuple[int, int, PublicationFilter], Passing] = field(
        default_factory=lambda: Recent(FILTERS_IN_MEMORY), repr=False
    )
    _editions: tuple[int, int, Mapping[str, Publication]] = (-1, -1, {})

    def find(self, wanted: PublicationFilter) -> Passing:
        """Return what passes a filter now."""
        changes, held = self.record.changes(), self.exact.held
        key = (changes, held.number, wanted)
        return self._known.find([key], read=lambda _: {key: self._work_out(wanted, changes, held)})[key]

    def _work_out(self, wanted: PublicationFilter, changes: int, held: Held) -> Passing:
        editions = self._read_editions(changes, held)
        day = wanted.as_of
        told = {key: edition.on(day) for key, edition in editions.items()} if day else editions
        return Passing(held, {key: edition for key, edition in told.items() if wanted.passes(edition)})

    def _read_editions(self, changes: int, held: Held) -> Mapping[str, Publication]:
        known = self._editions
        if known[:2] != (changes, held.number):
            known = self._editions = (changes, held.number, self.record.editions(held.editions))
        return known[2]
