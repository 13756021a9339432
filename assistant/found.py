"""The shape of what a search finds: the same on every door."""

from __future__ import annotations

import datetime as dt

from assistant.answers import Value
from ingest.documents import Speaker


class SemanticScore(Value):
    """What the semantic index said: place from 1 (null: not among its best) and cosine."""

    place: int | None
    cosine: float


class LexicalScore(Value):
    """What the lexical index said: place from 1 (null: not among its best) and BM25."""

    place: int | None
    bm25: float


class FoundPassage(Value):
    """A passage that was found, with what each part of the search said of it."""

    publication_id: str
    passage_id: str
    page: int | None
    score: float
    title: str
    kind: str
    speaker: Speaker
    published: dt.date | None
    url: str | None
    status: str
    fictional: bool
    section: tuple[str, ...]
    text: str
    semantic: SemanticScore
    lexical: LexicalScore
    best_sentence: float


class SearchResult(Value):
    """The passages found for a query, best first, and the revision of the record that was searched."""

    query: str
    revision: str
    hits: tuple[FoundPassage, ...]
