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
from vectorstore.publications import Publication, PublicationFilter, SentenceRange, StoredPassage, StoredSentence
from vectorstore.store import Store

FROM_EACH_LEG = 60
WEIGHTS = Weights()
PUBLIC_ONLY = PublicationFilter(visibilities=frozenset({Visibility.PUBLIC}))

Scored = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Found:
    """Where one leg put a passage: place from 1 (None: not found by this leg) and raw score."""

    place: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its sentences and their vectors (one row each)."""

    passage: StoredPassage
    publication: Publication
    score: float
    semantic: Found
    lexical: Found
    best_sentence: float
    sentences: tuple[StoredSentence, ...] = field(repr=False)
    vectors: NDArray[np.float32] = field(repr=False)

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
    publications: dict[str, Publication]


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


def passes(publication: Publication, wanted: PublicationFilter) -> bool:
    """Say whether a publication is one of those wanted."""
    published = publication.published
    dated = wanted.published_from is None and wanted.published_to is None
    if published is not None:
        after = wanted.published_from is None or published >= wanted.published_from
        dated = after and (wanted.published_to is None or published <= wanted.published_to)
    return (
        dated
        and publication.visibility in wanted.visibilities
        and (wanted.kinds is None or publication.kind in wanted.kinds)
        and (wanted.speakers is None or publication.speaker in wanted.speakers)
    )


def _ask(
    leg: Callable[[int], Scored], *, store: Store, wanted: PublicationFilter, depth: int
) -> tuple[Scored, dict[str, StoredPassage], dict[str, Publication]]:
    """Ask an index for more and more until ``depth`` passages pass the filter or it has no more."""
    total = store.semantic.count()
    asked = min(depth, total)
    while asked:
        found = leg(asked)
        passages = store.record.passages(key for key, _ in found)
        owners = store.record.publications(passage.publication_id for passage in passages.values())
        kept = [
            (key, score)
            for key, score in found
            if key in passages and passes(owners[passages[key].publication_id], wanted)
        ]
        if len(kept) >= depth or len(found) < asked or asked >= total:
            return kept[:depth], passages, owners
        asked = min(asked * 4, total)
    return [], {}, {}


def _fused(found: _Candidates, vector: NDArray[np.float32], *, store: Store, limit: int) -> list[Hit]:
    semantic, lexical = dict(found.semantic), dict(found.lexical)
    keys = list(dict.fromkeys([*semantic, *lexical]))
    semantic |= _cosines([key for key in keys if key not in semantic], vector, store=store)
    ranges = {key: _range(found.passages[key]) for key in keys}
    rows = store.record.sentence_vectors(list(ranges.values()), model=store.embedder.digest)
    vectors = dict(zip(keys, rows, strict=True))
    legs = {key: Legs(semantic[key], _best(vectors[key] @ vector), lexical.get(key, 0.0)) for key in keys}
    best = fuse(legs, weights=WEIGHTS)[:limit]
    sentences = store.record.sentence_ranges([ranges[key] for key, _ in best])
    places = rank(found.semantic), rank(found.lexical)
    return [
        Hit(
            passage=found.passages[key],
            publication=found.publications[found.passages[key].publication_id],
            score=score,
            semantic=Found(places[0].get(key), legs[key].semantic),
            lexical=Found(places[1].get(key), legs[key].lexical),
            best_sentence=legs[key].sentence,
            sentences=words,
            vectors=vectors[key],
        )
        for (key, score), words in zip(best, sentences, strict=True)
    ]


def _range(passage: StoredPassage) -> SentenceRange:
    return SentenceRange(passage.publication_id, passage.first, passage.last)


def _best(cosines: NDArray[np.float32]) -> float:
    return float(np.max(cosines)) if len(cosines) else 0.0


def _cosines(keys: Sequence[str], vector: NDArray[np.float32], *, store: Store) -> dict[str, float]:
    """Return exact cosines of passages that only the lexical leg found."""
    entries = store.record.entries(keys)
    rows = store.record.vectors([entry.text_digest for entry in entries], model=store.embedder.digest)
    return {entry.passage_id: float(row @ vector) for entry, row in zip(entries, rows, strict=True)}
