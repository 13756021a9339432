"""Keeps documents in a record as the store does, without the indexes."""

from __future__ import annotations

import datetime as dt

from ingest.documents import Document
from tests.vectorstore.fakes import HashingEmbedder
from vectorstore.publications import Change
from vectorstore.record import Record
from vectorstore.rows import searched_texts
from vectorstore.vectors import embed_texts


def keep(
    record: Record, *documents: Document, embedder: HashingEmbedder, now: dt.datetime | None = None
) -> list[Change]:
    """Keep documents with the vectors of all their texts."""
    texts = [text for document in documents for text in searched_texts(document)]
    vectors = embed_texts(record.missing_vectors(texts, model=embedder.digest), embedder=embedder)
    return record.keep(documents, vectors=vectors, model=embedder.digest, now=now)
