"""Rows of the catalogue from and into the nouns of documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.documents import Description, Document, Letter, Reading, Segment, Speaker, Visibility
from vectorstore.digests import passage_id, text_digest
from vectorstore.publications import Publication

Columns = dict[str, Any]


def segment_row(segment: Segment | None) -> list[int | None] | None:
    """Return a segment as JSON keeps it."""
    return [segment.start, segment.end, segment.page] if segment else None


def segments_of(row: Sequence[Sequence[Any]]) -> tuple[Segment, ...]:
    """Return segments that JSON kept."""
    return tuple(Segment(*values) for values in row)


def description_row(description: Description) -> Columns:
    """Return the columns of ``publications`` that a description fills."""
    names = ("title", "kind", "published", "url", "status", "fictional")
    values = {name: getattr(description, name) for name in names}
    return values | {"speaker": str(description.speaker), "visibility": str(description.visibility)}


def letter_row(letter: Letter) -> Columns:
    """Return the columns of ``letters``."""
    said = {name: getattr(letter, name) for name in ("sent", "sender", "recipient")}
    return said | {f"{name}_at": segment_row(getattr(letter, f"{name}_at")) for name in said}


def letter_of(row: Any) -> Letter | None:
    """Return what a letter says of itself, from a row with the columns of ``letters`` (``letter_id`` null: none)."""
    if row.letter_id is None:
        return None
    spans = (Segment(*at) if at else None for at in (row.sent_at, row.sender_at, row.recipient_at))
    return Letter(row.sent, row.sender, row.recipient, *spans)


def description_of(row: Any) -> Description:
    """Return the description that a row of publication and letter holds."""
    return Description(
        title=row.title,
        kind=row.kind,
        speaker=Speaker(row.speaker),
        published=row.published,
        url=row.url,
        visibility=Visibility(row.visibility),
        status=row.status,
        fictional=row.fictional,
        letter=letter_of(row),
    )


def publication_of(row: Any) -> Publication:
    """Return the publication that a row of publication, latest edition and letter holds."""
    return Publication(
        id=row.id,
        edition_id=row.edition_id,
        file=row.file,
        title=row.title,
        kind=row.kind,
        speaker=Speaker(row.speaker),
        published=row.published,
        url=row.url,
        visibility=Visibility(row.visibility),
        status=row.status,
        fictional=row.fictional,
        letter=letter_of(row),
        first_seen=row.first_seen,
    )


def block_rows(reading: Reading, identity: str) -> list[Columns]:
    """Return the rows of a reading's blocks."""
    return [
        {
            "reading_id": identity,
            "ordinal": ordinal,
            "kind": str(block.kind),
            "level": block.level,
            "mark": block.mark,
            "segments": [segment_row(segment) for segment in block.segments],
        }
        for ordinal, block in enumerate(reading.blocks)
    ]


def section_rows(reading: Reading, identity: str) -> list[Columns]:
    """Return the rows of a reading's sections."""
    return [
        {
            "reading_id": identity,
            "ordinal": ordinal,
            "path": list(section.path),
            "start": section.start,
            "end": section.end,
        }
        for ordinal, section in enumerate(reading.sections)
    ]


def sentence_rows(reading: Reading, identity: str) -> list[Columns]:
    """Return the rows of a reading's sentences."""
    return [
        {
            "reading_id": identity,
            "ordinal": sentence.ordinal,
            "kind": str(sentence.kind),
            "text": sentence.text,
            "text_digest": text_digest(sentence.text),
            "segments": [segment_row(segment) for segment in sentence.segments],
            "section": sentence.section,
            "block": sentence.block,
            "lead_in": sentence.lead_in,
        }
        for sentence in reading.sentences
    ]


def passage_rows(reading: Reading, identity: str) -> list[Columns]:
    """Return the rows of a reading's passages."""
    return [
        {
            "id": passage_id(identity, passage.ordinal),
            "reading_id": identity,
            "ordinal": passage.ordinal,
            "section": passage.section,
            "first": passage.first,
            "last": passage.last,
            "text": passage.text,
            "text_digest": text_digest(passage.text),
        }
        for passage in reading.passages
    ]


def searched_texts(document: Document) -> list[str]:
    """Return every text of a document that needs a vector, each once."""
    reading = document.reading
    return list(dict.fromkeys([p.text for p in reading.passages] + [s.text for s in reading.sentences]))
