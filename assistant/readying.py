"""Makes a question ready to be compared: its vector, its telling words, what it names, what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.abbreviations import is_abbreviation
from assistant.answers import Question
from assistant.asking import asked_values, compares, named_months, tells_a_case
from assistant.conversation import reply_followed
from assistant.evidence import Asked
from assistant.looking_up import LookingUp
from assistant.sides import Side, find_sides
from assistant.titles import Titles, index_titles
from assistant.widening import say_otherwise, weigh_stems, weigh_words, widen
from assistant.words import WORD, Rarity, Wider, stop_words, tell_words, weigh_terms
from vectorstore.publications import Publication, PublicationFilter
from vectorstore.queries import Query
from vectorstore.recent import Recent
from vectorstore.references import write_out
from vectorstore.store import Store

RARE = 0.85
FEWEST_LETTERS = 5
"""Shorter words, when nothing holds them, are mostly short forms of others: "diff"."""


@dataclass(frozen=True, slots=True)
class Readying:
    """Looks words up in what is held and may be seen; titles are read again only when the record has changed."""

    store: Store
    rarity: Rarity
    titles: Recent[object, Titles]

    def make_ready(self, question: Question, standalone: str) -> Asked:
        """Make a question ready: in its own words, and in those that publications use for them."""
        # Words are looked up in what is held, so before that.
        changes = self.store.catch_up()
        terms = self.store.lexical.terms
        wider = self.widen(standalone, question.wanted)
        # Of a follow-up, what was asked last counts as much as all it refers to.
        wordings = tuple(dict.fromkeys((question.text, standalone, say_otherwise(standalone, wider))))
        said = reply_followed(question.text, question.history)
        vectors = self.store.embed_question((*wordings, said) if said else wordings)
        further = weigh_stems(wider, terms=terms, rarity=self.rarity)
        own = weigh_terms(write_out(standalone), terms=terms, rarity=self.rarity)
        return Asked(
            _mean_direction(vectors[: len(wordings)]),
            further | own,
            terms,
            asked_values(standalone),
            named_months(standalone),
            tells_a_case(standalone),
            wider,
            self._titles(question.wanted, changes).find(standalone, terms=terms),
            vectors[-1] if said else None,
        )

    def widen(self, standalone: str, wanted: PublicationFilter) -> tuple[Wider, ...]:
        """Return what is searched as well as a question's own words."""
        return widen(standalone, looking_up=LookingUp(self.store, self.rarity, wanted.visibilities))

    def find_sides(self, question: Question, standalone: str, asked: Asked) -> tuple[Side, ...]:
        """Return what a question compares, when it names it and its filter does not name publications itself."""
        if question.wanted.publications is not None or not compares(question.text):
            return ()
        changes = self.store.catch_up()
        seen = self.store.passages.find(question.wanted, changes=changes).editions
        titles, wordings = self._titles(question.wanted, changes), (standalone, say_otherwise(standalone, asked.wider))
        loosely = (titles.find_loosely(words, terms=asked.terms) for words in wordings)
        named = asked.named.union(*loosely)
        held = {one.id: one for one in seen.values()}
        return find_sides(question.text, held, months=asked.months, named=sorted(named))

    def naming(self, wanted: PublicationFilter) -> Callable[[str], Iterator[Publication]]:
        """Return what yields the publications that words name by their titles, in the record as it is now."""
        changes = self.store.catch_up()
        titles, terms = self._titles(wanted, changes), self.store.lexical.terms
        seen = self.store.passages.find(PublicationFilter(visibilities=wanted.visibilities), changes=changes)

        def find(words: str) -> Iterator[Publication]:
            named = titles.find(words, terms=terms)
            yield from (one for one in seen.editions.values() if one.id in named) if named else ()

        return find

    def find_unheld(self, standalone: str, asked: Asked) -> Iterator[str]:
        """Yield the words of a question that no passage has, nor anything that is searched for them."""
        searched = [(one.start, one.end) for one in asked.wider]
        for word in WORD.finditer(standalone):
            apart = not any(start < word.end() and word.start() < end for start, end in searched)
            plain = word[0].isalpha() and word[0].islower() and len(word[0]) >= FEWEST_LETTERS
            if apart and plain and word[0] not in stop_words() and self._is_telling(word[0]):
                yield word[0]

    def _is_telling(self, word: str) -> bool:
        """Say whether a word is rare in the language, and no passage has it."""
        return self.rarity(word) >= RARE and not self.holds(word)

    def holds(self, word: str) -> bool:
        """Say whether any passage has a word, or our table knows what it stands for."""
        return is_abbreviation(word) or any(map(self.store.lexical.holds, self.store.lexical.terms(word)))

    def _titles(self, wanted: PublicationFilter, changes: int) -> Titles:
        """Return how the publications that may be seen are called."""
        seen = self.store.passages.find(PublicationFilter(visibilities=wanted.visibilities), changes=changes)
        key = seen.moment, wanted.visibilities
        terms = self.store.lexical.terms
        return self.titles.find([key], read=lambda _: {key: index_titles(seen.editions.values(), terms=terms)})[key]


def as_query(standalone: str, asked: Asked) -> Query:
    """Return what is searched for a question that was made ready."""
    # In "sections 17 and 47" the dull word belongs to what is named.
    words = tell_words(write_out(standalone))
    return Query(words, asked.vector, weigh_words(asked.wider), asked.weights, asked.named)


def _mean_direction(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean direction of the vectors (rows) of some wordings of one question."""
    mean: NDArray[np.float32] = vectors.sum(axis=0)
    return mean / np.float32(np.linalg.norm(mean))
