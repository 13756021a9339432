"""Search: both indexes are asked with the user's own words, and what they find is fused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vectorstore.candidates import Asking
from vectorstore.fusion import Legs, Weights, fuse
from vectorstore.held import Leg
from vectorstore.passing import Passing
from vectorstore.publications import PUBLIC, Publication, PublicationFilter, StoredPassage
from vectorstore.queries import Query
from vectorstore.store import Store

FROM_EACH_LEG = 100
WEIGHTS = Weights()
PUBLIC_ONLY = PublicationFilter(visibilities=PUBLIC)


@dataclass(frozen=True, slots=True)
class Found:
    """Where one leg put a passage: place from 1 (None: not found by this leg) and raw score."""

    place: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was found and is not read yet; ``section`` is the ordinal of its section (NOWHERE: none).

    ``coverage`` is the share of the question's telling words that stand in it.
    """

    passage_id: str
    section: int
    publication: Publication
    score: float
    semantic: Found
    lexical: Found
    best_sentence: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    Put together for reading, ``neighbours`` are the passages that are part of it, and ``alike`` the publications that
    say the same; ``reranked`` is what a reranker said of it, where there is one.
    """

    passage: StoredPassage
    publication: Publication
    score: float
    semantic: Found
    lexical: Found
    best_sentence: float
    coverage: float
    neighbours: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    reranked: float | None = None


def search(query: Query, *, store: Store, wanted: PublicationFilter = PUBLIC_ONLY, limit: int = 10) -> list[Hit]:
    """Return at most ``limit`` passages for a question, best first."""
    return read(find_candidates(query, store=store, wanted=wanted, limit=limit), store=store)


def find_candidates(query: Query, *, store: Store, wanted: PublicationFilter, limit: int) -> list[Candidate]:
    """Return what ``search`` does, before anything is read of it."""
    if not query.words.strip() or limit < 1:
        return []
    passing = store.passages.find(wanted, changes=store.catch_up())
    if not len(passing.rows):
        return []
    asking = Asking(store, passing, on_a_day=wanted.as_of is not None, depth=max(FROM_EACH_LEG, limit))
    semantic, lexical = asking.ask_semantic(query), asking.ask_lexical(query)
    rows = np.union1d(semantic.rows, lexical.rows)
    legs = _weigh(rows, lexical, query, passing)
    scores = fuse(legs, weights=WEIGHTS)
    sections, numbers = (passing.held.rows.entries[name][rows] for name in ("section", "number"))
    places = _places(semantic), _places(lexical)
    return [
        Candidate(
            passing.held.ids[row],
            int(sections[one]),
            passing.publication_of(row),
            float(scores[one]),
            Found(places[0].get(row), float(legs.semantic[one])),
            Found(places[1].get(row), float(legs.lexical[one])),
            float(legs.sentence[one]),
            float(legs.coverage[one]),
        )
        for one, row in ((one, int(rows[one])) for one in np.lexsort((numbers, -scores))[:limit])
    ]


def _weigh(rows: NDArray[np.int64], lexical: Leg, query: Query, passing: Passing) -> Legs:
    """Return what each part of the search says of the passages that a leg found, by their rows, from the least."""
    held, entries = passing.held, passing.held.rows.entries[rows]
    words = np.zeros(len(rows))
    words[np.searchsorted(rows, lexical.rows)] = lexical.scores
    return Legs(
        held.cosines(rows, query.vector).astype(np.float64),
        held.best_sentences(rows, query.vector).astype(np.float64),
        words,
        held.cover(rows, query.stems),
        entries["letters"].astype(np.float64),
        passing.standing(rows),
        passing.are_of(rows, query.named).astype(np.float64),
    )


def _places(leg: Leg) -> dict[int, int]:
    return {row: place for place, row in enumerate(leg.rows.tolist(), start=1)}


def read(candidates: Iterable[Candidate], *, store: Store) -> list[Hit]:
    """Return candidates with their passages, in this order; one that is not held any more is left out."""
    candidates = list(candidates)
    passages = store.stored_passages(one.passage_id for one in candidates)
    return [
        Hit(
            passages[one.passage_id],
            one.publication,
            one.score,
            one.semantic,
            one.lexical,
            one.best_sentence,
            one.coverage,
        )
        for one in candidates
        if one.passage_id in passages
    ]
