"""Reads what the indexes must hold, and which texts have vectors.

They hold every edition, also of what was taken down: what is shown of it is decided when one searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, FromClause, func, insert, select, true

from vectorstore.batches import in_batches
from vectorstore.catalogue import editions, passages, publications, readings, sections, sentences, vectors
from vectorstore.digests import entry_digest, text_digest
from vectorstore.publications import Entry
from vectorstore.texts import stack


def _passages() -> FromClause:
    of_section = (sections.c.reading_id == passages.c.reading_id) & (sections.c.ordinal == passages.c.section)
    whole = passages.join(readings).join(editions).join(publications, publications.c.id == editions.c.publication_id)
    return whole.outerjoin(sections, of_section)


def _since(number: int | None) -> ColumnElement[bool]:
    return true() if number is None else publications.c.changed > number


def count_passages(connection: Connection) -> int:
    """Return how many passages are searched."""
    counted = select(func.count()).select_from(passages.join(readings)).where(readings.c.current)
    return connection.scalars(counted).one()


def wanted_digests(connection: Connection, since: int | None) -> dict[str, str]:
    """Return the searched passages and their digests, of publications changed after ``since`` (None: all)."""
    columns = (passages.c.id, publications.c.title, sections.c.path, passages.c.text_digest)
    rows = connection.execute(select(*columns).select_from(_passages()).where(readings.c.current, _since(since)))
    return {identity: entry_digest(title, path or (), text) for identity, title, path, text in rows}


def all_ids(connection: Connection, since: int) -> list[str]:
    """Return every passage, searched or not, of the publications changed after ``since``."""
    return list(connection.scalars(select(passages.c.id).select_from(_passages()).where(_since(since))))


def find_entries(connection: Connection, ids: Iterable[str]) -> list[Entry]:
    """Return all that the indexes hold of these passages."""
    columns = (passages.c.id, publications.c.id.label("publication_id"), publications.c.title, sections.c.path)
    query = select(*columns, passages.c.text, passages.c.text_digest).select_from(_passages())
    rows = (row for some in in_batches(ids) for row in connection.execute(query.where(passages.c.id.in_(some))))
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    headings = tuple(row.path or ())
    digest = entry_digest(row.title, headings, row.text_digest)
    return Entry(row.id, row.publication_id, digest, row.text_digest, row.title, headings, row.text)


def stored_digests(connection: Connection, digests: Iterable[str], *, model: str) -> set[str]:
    """Return those of some digests of texts for which a vector is stored."""
    query = select(vectors.c.text_digest).where(vectors.c.model_digest == model)
    batches = in_batches(digests)
    return {digest for some in batches for digest in connection.scalars(query.where(vectors.c.text_digest.in_(some)))}


def keep_vectors(connection: Connection, given: Mapping[str, NDArray[np.float32]], *, model: str) -> None:
    """Store the vectors, by digest of their text, that are not stored yet."""
    stored = stored_digests(connection, given, model=model)
    new = [
        {"text_digest": digest, "model_digest": model, "vector": vector.astype("<f4").tobytes()}
        for digest, vector in given.items()
        if digest not in stored
    ]
    for rows in in_batches(new):
        connection.execute(insert(vectors), rows)


def find_vectors(connection: Connection, digests: Sequence[str], *, model: str) -> NDArray[np.float32]:
    """Return the vectors of texts, one row for each digest; ``VectorsMissing`` when one has none."""
    query = select(vectors.c.text_digest, vectors.c.vector).where(vectors.c.model_digest == model)
    found: dict[str, bytes] = {}
    for some in in_batches(dict.fromkeys(digests)):
        found |= dict(connection.execute(query.where(vectors.c.text_digest.in_(some))).all())
    return stack([found.get(digest) for digest in digests])


def texts_without_vectors(connection: Connection, *, model: str) -> list[str]:
    """Return every text that is searched, of passages and of sentences, and has no vector by a model; each once."""
    found: dict[str, None] = {}
    for table in (passages, sentences):
        whole = table.join(readings).join(editions).join(publications, publications.c.id == editions.c.publication_id)
        kept = (vectors.c.text_digest == table.c.text_digest) & (vectors.c.model_digest == model)
        query = select(table.c.text).select_from(whole.outerjoin(vectors, kept))
        found |= dict.fromkeys(connection.scalars(query.where(readings.c.current, vectors.c.text_digest.is_(None))))
    return list(found)


def without_vectors(connection: Connection, texts: Iterable[str], *, model: str) -> list[str]:
    """Return the texts for which no vector is stored, each once, in order."""
    digest_of_text = {text: text_digest(text) for text in texts}
    stored = stored_digests(connection, digest_of_text.values(), model=model)
    return [text for text, digest in digest_of_text.items() if digest not in stored]
