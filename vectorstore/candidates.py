"""What each leg of a search finds of the passages that pass a filter: exact, and quick whatever share passes.

Where most passages pass, an index is asked for more than is needed and what does not pass is left out; where few do,
those few are looked at. docs/decisions/0019 has the measurements behind the choice.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vectorstore.held import Leg
from vectorstore.passing import Passing
from vectorstore.queries import Query
from vectorstore.store import Store

SPARE = 1.2
"""How much more is asked for than a filter should need: what passes does not lie evenly."""
ROWS_FOR_ONE = 25
"""Looking at so many rows takes about as long as asking Chroma for one neighbour more."""
MOST_READ = 400
"""Documents that tantivy is asked for before it is told which publications are wanted."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks both legs for passages that pass a filter, at most ``depth`` from each."""

    store: Store
    passing: Passing
    on_a_day: bool
    depth: int

    def ask_semantic(self, query: Query) -> Leg:
        """Return the nearest passages and their cosines."""
        rows = self.passing.rows

        def nearest(count: int) -> Leg:
            if self.passing.share < 1 and len(rows) <= ROWS_FOR_ONE * count:
                return self.passing.held.nearest(query.vector, of=rows, limit=count)
            return self._ask_chroma(query, count)

        return self._ask(nearest, first=self._enough)

    def _ask_chroma(self, query: Query, count: int) -> Leg:
        found, held = self.store.semantic.query(query.vector, limit=count), self.passing.held
        return held.in_order(
            held.find([key for key, _ in found]), np.array([score for _, score in found], dtype=np.float32)
        )

    def ask_lexical(self, query: Query) -> Leg:
        """Return the passages with most of the words and their BM25 scores."""
        if self._enough <= MOST_READ:
            found = self._ask_tantivy(query, self._enough)
            kept = self._keep(found)
            if len(kept) >= self.depth or len(found) < self._enough:
                return kept.first(self.depth)
        within = self.passing.publications
        return self._ask(lambda count: self._ask_tantivy(query, count, within=within), first=self.depth)

    def _ask_tantivy(self, query: Query, count: int, *, within: tuple[str, ...] | None = None) -> Leg:
        numbers, scores = self.store.lexical.query_numbers(query.words, limit=count, also=query.also, within=within)
        return self.passing.held.in_order(self.passing.held.find_numbers(numbers), scores)

    @property
    def _enough(self) -> int:
        """How many passages are asked for when a leg knows no filter."""
        if self.passing.share == 1:
            return self.depth
        return math.ceil(self.depth * SPARE / self.passing.share)

    def _ask(self, leg: Callable[[int], Leg], *, first: int) -> Leg:
        """Ask for more and more until ``depth`` passages pass or there are no more."""
        asked, total = first, len(self.passing.held.row_of)
        while True:
            found = leg(min(asked, total))
            kept = self._keep(found)
            if len(kept) >= self.depth or len(found) < asked or asked >= total:
                return kept.first(self.depth)
            asked *= 4

    def _keep(self, found: Leg) -> Leg:
        """Return what passes, without what stands word for word in the latest edition too."""
        kept = found.where(self.passing.passes(found.rows))
        earlier = self.passing.are_earlier(kept.rows)
        if self.on_a_day or not earlier.any():
            return kept
        ids = [self.passing.held.ids[row] for row in kept.rows]
        repeated = self.store.record.repeated(key for key, old in zip(ids, earlier, strict=True) if old)
        return kept.where(np.array([key not in repeated for key in ids], dtype=np.bool_))
