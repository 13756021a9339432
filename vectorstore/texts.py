"""Reads what a publication says: its text, passages and sentences, and the vectors of these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, or_, select, true

from ingest.documents import Block, BlockKind
from vectorstore.batches import in_batches
from vectorstore.catalogue import blocks, editions, passages, readings, sections, sentences, vectors
from vectorstore.errors import VectorsMissing
from vectorstore.publications import SentenceRange, StoredPassage, StoredSentence
from vectorstore.rows import segments_of

RANGES_AT_ONCE = 100
"""SQLite takes no expression deeper than 1,000."""


def _passages_asked() -> Select[*tuple[Any, ...]]:
    own = sections.c.reading_id == passages.c.reading_id, sentences.c.reading_id == passages.c.reading_id
    whole = (
        passages.join(readings)
        .join(editions)
        .outerjoin(sections, own[0] & (sections.c.ordinal == passages.c.section))
        .outerjoin(sentences, own[1] & (sentences.c.ordinal == passages.c.first))
    )
    columns = (passages, readings.c.edition_id, editions.c.publication_id, sections.c.path, sentences.c.segments)
    return select(*columns).select_from(whole).where(_ASKED)


def _passage_sentences_asked() -> Select[*tuple[Any, ...]]:
    within = sentences.c.ordinal.between(passages.c.first, passages.c.last)
    whole = passages.join(sentences, (sentences.c.reading_id == passages.c.reading_id) & within).outerjoin(
        sections, (sections.c.reading_id == sentences.c.reading_id) & (sections.c.ordinal == sentences.c.section)
    )
    columns = (passages.c.id.label("passage_id"), sentences, sections.c.path, sections.c.fragment)
    return select(*columns).select_from(whole).where(_ASKED).order_by(sentences.c.ordinal)


_ASKED = passages.c.id.in_(bindparam("ids", expanding=True))
# Every search asks these: putting one together anew takes SQLAlchemy as long as reading what it finds.
_PASSAGES, _PASSAGE_SENTENCES = _passages_asked(), _passage_sentences_asked()


def find_passages(connection: Connection, ids: Iterable[str]) -> dict[str, StoredPassage]:
    """Return the passages with these ids, by id; an id that is not held is left out."""
    rows = (row for some in in_batches(ids) for row in connection.execute(_PASSAGES, {"ids": some}))
    return {row.id: _passage(row) for row in rows}


def _passage(row: Any) -> StoredPassage:
    path = tuple(row.path or ())
    place = (row.id, row.publication_id, row.edition_id, row.reading_id, row.ordinal, path)
    segments = segments_of(row.segments or ())
    return StoredPassage(*place, row.first, row.last, row.text, segments[0].page if segments else None, row.section)


def current_readings(connection: Connection, publication_ids: Iterable[str]) -> dict[str, str]:
    """Return the id of the current reading of each publication's latest edition."""
    query = select(editions.c.publication_id, readings.c.id).select_from(readings.join(editions))
    query = query.where(editions.c.latest, readings.c.current)
    batches = in_batches(dict.fromkeys(publication_ids))
    found = (connection.execute(query.where(editions.c.publication_id.in_(some))) for some in batches)
    return {publication: reading for rows in found for publication, reading in rows}


def find_sentences(connection: Connection, ranges: Sequence[SentenceRange]) -> list[tuple[StoredSentence, ...]]:
    """Return the sentences of each range, in the order of the ranges."""
    query = select(sentences, sections.c.path, sections.c.fragment).select_from(
        sentences.outerjoin(
            sections, (sections.c.reading_id == sentences.c.reading_id) & (sections.c.ordinal == sentences.c.section)
        )
    )
    return [
        tuple(_sentence(row, publication) for row in rows) for publication, rows in _rows_in(connection, ranges, query)
    ]


def find_passage_sentences(
    connection: Connection, of_passages: Iterable[StoredPassage]
) -> dict[str, tuple[StoredSentence, ...]]:
    """Return the sentences of passages, by the passages' ids."""
    owner = {one.id: one.publication_id for one in of_passages}
    found: dict[str, list[StoredSentence]] = {identity: [] for identity in owner}
    for some in in_batches(owner):
        for row in connection.execute(_PASSAGE_SENTENCES, {"ids": some}):
            found[row.passage_id].append(_sentence(row, owner[row.passage_id]))
    return {identity: tuple(own) for identity, own in found.items()}


def _sentence(row: Any, publication: str) -> StoredSentence:
    path = tuple(row.path or ())
    what = (publication, row.ordinal, BlockKind(row.kind), row.text, segments_of(row.segments), path)
    return StoredSentence(*what, row.block, row.lead_in, row.fragment)


def find_sentence_vectors(
    connection: Connection, ranges: Sequence[SentenceRange], *, model: str
) -> list[NDArray[np.float32]]:
    """Return an array for each range, one row for each sentence; ``VectorsMissing`` when one has none."""
    kept = (vectors.c.text_digest == sentences.c.text_digest) & (vectors.c.model_digest == model)
    query = select(sentences.c.reading_id, sentences.c.ordinal, vectors.c.vector)
    found = _rows_in(connection, ranges, query.select_from(sentences.outerjoin(vectors, kept)))
    return [stack([row.vector for row in rows]) for _, rows in found]


def stack(kept: Sequence[bytes | None]) -> NDArray[np.float32]:
    """Return the vectors that rows keep, one row each; ``VectorsMissing`` when one keeps none."""
    there = [np.frombuffer(one, dtype="<f4") for one in kept if one is not None]
    if missing := len(kept) - len(there):
        message = (
            f"The record has no vectors by the embedding model in use for {missing} of its texts; "
            "run panel rebuild, which makes them, or go back to the model that was used before."
        )
        raise VectorsMissing(message)
    return np.array(there, dtype=np.float32) if there else np.empty((0, 0), dtype=np.float32)


def _rows_in(
    connection: Connection, ranges: Sequence[SentenceRange], query: Select[*tuple[Any, ...]]
) -> list[tuple[str, list[Row[*tuple[Any, ...]]]]]:
    """Return the rows of ``query`` (of ``sentences``) that each range asks for, by ordinal, with its publication."""
    unnamed = [wanted.publication_id for wanted in ranges if wanted.reading_id is None]
    reading_of = current_readings(connection, unnamed) if unnamed else {}
    readings_asked = [wanted.reading_id or reading_of.get(wanted.publication_id, "") for wanted in ranges]
    asked = [(reading, wanted) for reading, wanted in zip(readings_asked, ranges, strict=True) if reading]
    rows: dict[str, dict[int, Any]] = {}
    for some in in_batches(asked, RANGES_AT_ONCE):
        for row in connection.execute(query.where(or_(*(_within(reading, wanted) for reading, wanted in some)))):
            rows.setdefault(row.reading_id, {})[row.ordinal] = row
    in_order = {reading: [held[ordinal] for ordinal in sorted(held)] for reading, held in rows.items()}
    return [
        (
            wanted.publication_id,
            [row for row in in_order.get(reading, []) if _has(wanted, row)],
        )
        for reading, wanted in zip(readings_asked, ranges, strict=True)
    ]


def _within(reading: str, wanted: SentenceRange) -> ColumnElement[bool]:
    after = true() if wanted.first is None else sentences.c.ordinal >= wanted.first
    before = true() if wanted.last is None else sentences.c.ordinal <= wanted.last
    return and_(sentences.c.reading_id == reading, after, before)


def _has(wanted: SentenceRange, row: Any) -> bool:
    return (wanted.first is None or row.ordinal >= wanted.first) and (wanted.last is None or row.ordinal <= wanted.last)


def find_text(connection: Connection, publication_id: str, edition_id: str | None = None) -> str | None:
    """Return the verbatim text of an edition (None: the latest) in its current reading."""
    return connection.scalars(_reading_of(publication_id, edition_id, readings.c.text)).one_or_none()


def find_pages(connection: Connection, publication_id: str) -> tuple[int, ...]:
    """Return where each page of the verbatim text starts; empty when the source has no pages."""
    return tuple(connection.scalars(_reading_of(publication_id, None, readings.c.pages)).one_or_none() or ())


def find_reading(connection: Connection, publication_id: str, edition_id: str | None = None) -> str | None:
    """Return the id of the current reading of an edition (None: the latest)."""
    return connection.scalars(_reading_of(publication_id, edition_id, readings.c.id)).one_or_none()


def _reading_of(publication_id: str, edition_id: str | None, column: ColumnElement[Any]) -> Select[Any]:
    return select(column).select_from(readings.join(editions)).where(_is_reading_of(publication_id, edition_id))


def _is_reading_of(publication_id: str, edition_id: str | None) -> ColumnElement[bool]:
    wanted = editions.c.latest if edition_id is None else editions.c.id == edition_id
    return (editions.c.publication_id == publication_id) & wanted & readings.c.current


def find_blocks(connection: Connection, publication_id: str, edition_id: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of an edition (None: the latest) in its current reading, in reading order."""
    query = select(blocks).select_from(blocks.join(readings).join(editions))
    rows = connection.execute(query.where(_is_reading_of(publication_id, edition_id)).order_by(blocks.c.ordinal))
    return tuple(Block(BlockKind(row.kind), segments_of(row.segments), row.level, row.mark) for row in rows)


def find_repeated(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return those passages of earlier editions whose text stands in the latest edition of their publication too."""
    old, new = passages.alias("old"), passages.alias("new")
    old_reading, new_reading = readings.alias("old_reading"), readings.alias("new_reading")
    before, latest = editions.alias("before"), editions.alias("latest")
    whole = (
        old.join(old_reading, old_reading.c.id == old.c.reading_id)
        .join(before, (before.c.id == old_reading.c.edition_id) & ~before.c.latest)
        .join(latest, (latest.c.publication_id == before.c.publication_id) & latest.c.latest)
        .join(new_reading, (new_reading.c.edition_id == latest.c.id) & new_reading.c.current)
        .join(new, (new.c.reading_id == new_reading.c.id) & (new.c.text_digest == old.c.text_digest))
    )
    query = select(old.c.id).select_from(whole)
    return {one for some in in_batches(ids) for one in connection.scalars(query.where(old.c.id.in_(some)))}
