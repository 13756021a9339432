"""What each leg of a search finds of the passages that pass a filter: exact, and quick whatever share passes.

Where most passages pass, an index is asked for more than is needed and what does not pass is left out; where few do,
those few are looked at. docs/decisions/0019 has the measurements behind the choice.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from vectorstore.passing import Passing
from vectorstore.queries import Query
from vectorstore.store import Store

Scored = list[tuple[str, float]]

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

    def ask_semantic(self, query: Query) -> Scored:
        """Return the nearest passages and their cosines, best first."""

        def nearest(count: int) -> Scored:
            rows = self.passing.rows
            if self.passing.share < 1 and len(rows) <= ROWS_FOR_ONE * count:
                return self.passing.held.nearest(query.vector, of=rows, limit=count)
            return self.store.semantic.query(query.vector, limit=count)

        return self._ask(nearest, first=self._enough)

    def ask_lexical(self, query: Query) -> Scored:
        """Return the passages with most of the words and their BM25 scores, best first."""
        lexical = self.store.lexical
        if self._enough <= MOST_READ:
            found = lexical.query(query.words, limit=self._enough, also=query.also)
            kept = self._keep(found)
            if len(kept) >= self.depth or len(found) < self._enough:
                return kept[: self.depth]
        within = self.passing.publications
        return self._ask(
            lambda count: lexical.query(query.words, limit=count, also=query.also, within=within), first=self.depth
        )

    @property
    def _enough(self) -> int:
        """How many passages are asked for when a leg knows no filter."""
        if self.passing.share == 1:
            return self.depth
        return math.ceil(self.depth * SPARE / self.passing.share)

    def _ask(self, leg: Callable[[int], Scored], *, first: int) -> Scored:
        """Ask for more and more until ``depth`` passages pass or there are no more."""
        asked, total = first, len(self.passing.held.row_of)
        while True:
            found = leg(min(asked, total))
            kept = self._keep(found)
            if len(kept) >= self.depth or len(found) < asked or asked >= total:
                return kept[: self.depth]
            asked *= 4

    def _keep(self, found: Scored) -> Scored:
        """Return what passes, without what stands word for word in the latest edition too."""
        passing = {key: self.passing.edition_of(key) for key, _ in found}
        earlier = [key for key, edition in passing.items() if edition and not edition.latest]
        repeated = self.store.record.repeated(earlier) if earlier and not self.on_a_day else set()
        return [one for one in found if passing[one[0]] and one[0] not in repeated]
