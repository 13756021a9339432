"""The shape of what a search finds: the same on every door."""

from __future__ import annotations

import datetime as dt

from assistant.answers import Value
from assistant.words import Why
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
    """A passage that was found, with what each part of the search said of it.

    ``coverage`` is the share of the question's telling words that stand in it. ``neighbours`` are the passages just
    before and after it that were found as well: their words are part of ``text``. ``alike`` are the publications that
    say the same, which is shown once. ``reranked`` is what a reranker said of it, where one is set.
    """

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
    coverage: float
    reranked: float | None = None
    neighbours: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


class Expansion(Value):
    """What was searched as well as some words of the query, with its weight beside them (1), and why.

    ``passage_id`` is where a definition stands.
    """

    said: str
    searched: str
    why: Why
    weight: float
    passage_id: str | None = None


class SearchResult(Value):
    """The passages found for a query, best first, and the revision of the record that was searched.

    ``expansions`` are what was searched as well as the query's own words.
    """

    query: str
    revision: str
    expansions: tuple[Expansion, ...] = ()
    hits: tuple[FoundPassage, ...]
