"""Reads a whole reading back from the record, as its reader made it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from ingest.documents import Block, BlockKind, Note, Passage, Reading, Section, Sentence
from vectorstore.catalogue import blocks, passages, readings, sections, sentences
from vectorstore.rows import segments_of


def read_back(connection: Connection, reading_id: str) -> Reading:
    """Return the reading with an id that the record holds: equal to the one that was kept."""
    row: Any = connection.execute(select(readings).where(readings.c.id == reading_id)).one()
    return Reading(
        text=row.text,
        reader=row.reader,
        reader_version=row.reader_version,
        pages=tuple(row.pages),
        blocks=tuple(
            Block(BlockKind(one.kind), segments_of(one.segments), one.level, one.mark)
            for one in _rows(connection, blocks, reading_id)
        ),
        sections=tuple(
            Section(tuple(one.path), one.start, one.end, one.fragment)
            for one in _rows(connection, sections, reading_id)
        ),
        sentences=tuple(map(_sentence, _rows(connection, sentences, reading_id))),
        passages=tuple(
            Passage(one.ordinal, one.section, one.first, one.last, one.text)
            for one in _rows(connection, passages, reading_id)
        ),
        labels=tuple(row.labels),
        notes=tuple(Note(*values) for values in row.notes),
    )


def _sentence(row: Any) -> Sentence:
    what = (row.ordinal, BlockKind(row.kind), row.text, segments_of(row.segments))
    return Sentence(*what, section=row.section, block=row.block, lead_in=row.lead_in)


def _rows(connection: Connection, table: Table[Any], reading_id: str) -> Iterator[Any]:
    query = select(table).where(table.c.reading_id == reading_id).order_by(table.c.ordinal)
    yield from connection.execute(query)
