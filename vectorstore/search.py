"""Search: both indexes are asked with the user's own words, and what they find is fused.

Filters are exact whatever they leave: the indexes are asked for more until enough passages pass, or nothing is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.documents import Segment, Visibility
from vectorstore.fusion import Legs, Weights, fuse, rank
from vectorstore.publications import (
    SUPERSEDED,
    WITHDRAWN,
    Publication,
    PublicationFilter,
    StoredPassage,
    StoredSentence,
)
from vectorstore.store import Store

FROM_EACH_LEG = 60
WEIGHTS = Weights()
STANDING = {"current": 0.0, "draft": -0.1, SUPERSEDED: -0.3, WITHDRAWN: -0.3}
"""What is added to a passage's score for the status of its edition: old text is found, behind what stands.

The best passages of a question score about 1 to 1.6, and what is worth quoting lies within 0.35 of the best.
"""
PUBLIC_ONLY = PublicationFilter(visibilities=frozenset({Visibility.PUBLIC}))

Scored = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Found:
    """Where one leg put a passage: place from 1 (None: not found by this leg) and raw score."""

    place: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its sentences, their vectors (one row each) and their searched words."""

    passage: StoredPassage
    publication: Publication
    score: float
    semantic: Found
    lexical: Found
    best_sentence: float
    sentences: tuple[StoredSentence, ...] = field(repr=False)
    vectors: NDArray[np.float32] = field(repr=False)
    terms: tuple[frozenset[str], ...] = field(repr=False)

    @property
    def page(self) -> int | None:
        """The page on which the passage begins; None where the source has no pages."""
        segments: Sequence[Segment] = self.sentences[0].segments if self.sentences else ()
        return segments[0].page if segments else None


@dataclass(frozen=True, slots=True)
class _Candidates:
    """What both legs found that passes the filter, by passage id."""

    semantic: Scored
    lexical: Scored
    passages: dict[str, StoredPassage]
    editions: dict[str, Publication]


def search(
    question: str,
    *,
    store: Store,
    wanted: PublicationFilter = PUBLIC_ONLY,
    limit: int = 10,
    vector: NDArray[np.float32] | None = None,
) -> list[Hit]:
    """Return at most ``limit`` passages for a question, best first.

    ``vector`` stands for the question in the semantic index; the question's own vector when none is given.
    """
    if not question.strip() or limit < 1:
        return []
    vector = store.embedder.embed([question])[0] if vector is None else vector
    depth = max(FROM_EACH_LEG, limit)
    semantic = _ask(lambda n: store.semantic.query(vector, limit=n), store=store, wanted=wanted, depth=depth)
    lexical = _ask(lambda n: store.lexical.query(question, limit=n), store=store, wanted=wanted, depth=depth)
    found = _Candidates(semantic[0], lexical[0], semantic[1] | lexical[1], semantic[2] | lexical[2])
    return _fused(found, vector, store=store, limit=limit)


def _ask(
    leg: Callable[[int], Scored], *, store: Store, wanted: PublicationFilter, depth: int
) -> tuple[Scored, dict[str, StoredPassage], dict[str, Publication]]:
    """Ask an index for more and more until ``depth`` passages pass the filter or it has no more."""
    total = store.semantic.count()
    asked = min(depth, total)
    while asked:
        found = leg(asked)
        passages = store.record.passages(key for key, _ in found)
        owners = store.record.editions(passage.edition_id for passage in passages.values())
        if wanted.as_of:
            owners = {key: edition.on(wanted.as_of) for key, edition in owners.items()}
        kept = [one for one in found if one[0] in passages and wanted.passes(owners[passages[one[0]].edition_id])]
        if wanted.as_of is None:
            earlier = [key for key, _ in kept if not owners[passages[key].edition_id].latest]
            repeated = store.record.repeated(earlier) if earlier else set()
            kept = [(key, score) for key, score in kept if key not in repeated]
        if len(kept) >= depth or len(found) < asked or asked >= total:
            return kept[:depth], passages, owners
        asked = min(asked * 4, total)
    return [], {}, {}


def _fused(found: _Candidates, vector: NDArray[np.float32], *, store: Store, limit: int) -> list[Hit]:
    semantic, lexical = dict(found.semantic), dict(found.lexical)
    keys = list(dict.fromkeys([*semantic, *lexical]))
    semantic |= _cosines([key for key in keys if key not in semantic], vector, store=store)
    texts = store.passage_texts(found.passages[key] for key in keys)
    owners = {key: found.editions[found.passages[key].edition_id] for key in keys}
    legs = {
        key: Legs(
            semantic[key], _best(texts[key].vectors @ vector), lexical.get(key, 0.0), STANDING[owners[key].status]
        )
        for key in keys
    }
    best = fuse(legs, weights=WEIGHTS)[:limit]
    places = rank(found.semantic), rank(found.lexical)
    return [
        Hit(
            passage=found.passages[key],
            publication=owners[key],
            score=score,
            semantic=Found(places[0].get(key), legs[key].semantic),
            lexical=Found(places[1].get(key), legs[key].lexical),
            best_sentence=legs[key].sentence,
            sentences=texts[key].sentences,
            vectors=texts[key].vectors,
            terms=texts[key].terms,
        )
        for key, score in best
    ]


def _best(cosines: NDArray[np.float32]) -> float:
    return float(np.max(cosines)) if len(cosines) else 0.0


def _cosines(keys: Sequence[str], vector: NDArray[np.float32], *, store: Store) -> dict[str, float]:
    """Return exact cosines of passages that only the lexical leg found."""
    entries = store.record.entries(keys)
    rows = store.record.vectors([entry.text_digest for entry in entries], model=store.embedder.digest)
    return {entry.passage_id: float(row @ vector) for entry, row in zip(entries, rows, strict=True)}
