"""Search: both indexes are asked with the user's own words, and what they find is fused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from ingest.documents import Visibility
from vectorstore.candidates import Asking, Scored
from vectorstore.fusion import Legs, Weights, fuse, rank
from vectorstore.passing import Passing
from vectorstore.publications import Publication, PublicationFilter, StoredPassage
from vectorstore.queries import Query
from vectorstore.store import Store

FROM_EACH_LEG = 100
WEIGHTS = Weights()
PUBLIC_ONLY = PublicationFilter(visibilities=frozenset({Visibility.PUBLIC}))


@dataclass(frozen=True, slots=True)
class Found:
    """Where one leg put a passage: place from 1 (None: not found by this leg) and raw score."""

    place: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. ``coverage`` is the share of the question's telling words that stand in it.

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
    if not query.words.strip() or limit < 1:
        return []
    store.catch_up()
    passing = store.passages.find(wanted)
    if not len(passing.rows):
        return []
    asking = Asking(store, passing, on_a_day=wanted.as_of is not None, depth=max(FROM_EACH_LEG, limit))
    semantic, lexical = asking.ask_semantic(query), asking.ask_lexical(query)
    legs = _weigh(semantic, lexical, query, passing, store)
    best = fuse(legs, weights=WEIGHTS)[:limit]
    passages = store.record.passages(key for key, _ in best)
    places = rank(semantic), rank(lexical)
    return [
        Hit(
            passages[key],
            passing.editions[passages[key].edition_id],
            score,
            Found(places[0].get(key), legs[key].semantic),
            Found(places[1].get(key), legs[key].lexical),
            legs[key].sentence,
            legs[key].coverage,
        )
        for key, score in best
        if key in passages
    ]


def _weigh(semantic: Scored, lexical: Scored, query: Query, passing: Passing, store: Store) -> dict[str, Legs]:
    """Return what each part of the search says of each passage that a leg found."""
    words = dict(lexical)
    keys = list(dict.fromkeys(key for key, _ in (*semantic, *lexical)))
    rows = passing.held.find(keys)
    cosines = passing.held.cosines(rows, query.vector).tolist()
    sentences = passing.held.best_sentences(rows, query.vector).tolist()
    covered = store.lexical.cover(query.stems, ids=keys)
    letters = passing.held.letters[rows].tolist()
    return {
        key: Legs(
            cosine,
            sentence,
            words.get(key, 0.0),
            covered.get(key, 0.0),
            length,
            standing_of(passing.edition_of(key)),
        )
        for key, cosine, sentence, length in zip(keys, cosines, sentences, letters, strict=True)
    }


def standing_of(publication: Publication | None) -> float:
    """Return what the kind and the status of a publication add to the score of its passages."""
    table = _standing()
    if publication is None:
        return 0.0
    return table["kinds"].get(publication.kind, 0.0) + table["statuses"].get(publication.status, 0.0)


@cache
def _standing() -> Mapping[str, Mapping[str, float]]:
    table = yaml.safe_load((files("vectorstore") / "standing.yaml").read_text(encoding="utf-8"))
    return {name: dict(table[name] or {}) for name in ("statuses", "kinds")}
