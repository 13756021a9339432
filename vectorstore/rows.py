"""Rows of the catalogue from and into the nouns of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter

from ingest.documents import RECOGNISED, Description, Document, Letter, Note, Reading, Segment, Speaker, Visibility
from vectorstore.digests import passage_id, text_digest
from vectorstore.publications import SUPERSEDED, WITHDRAWN, Publication

Columns = dict[str, Any]
DESCRIBED = tuple(field.name for field in fields(Description) if field.name != "letter")
LETTERS = TypeAdapter(Letter)
LISTS = ("organisations", "agencies", "topics")


def segment_row(segment: Segment | None) -> list[int | None] | None:
    """Return a segment as JSON keeps it."""
    return [segment.start, segment.end, segment.page] if segment else None


def segments_of(row: Sequence[Sequence[Any]]) -> tuple[Segment, ...]:
    """Return segments that JSON kept."""
    return tuple(Segment(*values) for values in row)


def description_row(description: Description) -> Columns:
    """Return the columns of ``publications`` that a description fills."""
    values = {name: getattr(description, name) for name in DESCRIBED}
    lists: Columns = {name: list(values[name]) for name in (*LISTS, "changes")}
    return values | lists | {"speaker": str(description.speaker), "visibility": str(description.visibility)}


def letter_row(letter: Letter) -> Columns:
    """Return the columns of ``letters``."""
    said = {name: getattr(letter, name) for name in ("sent", "sender", "recipient")}
    spans = {f"{name}_at": segment_row(getattr(letter, f"{name}_at")) for name in said}
    return said | spans | {"facts": LETTERS.dump_python(letter, mode="json", exclude_defaults=True)}


def letter_of(row: Any) -> Letter | None:
    """Return what a letter says of itself, from a row with the columns of ``letters`` (``letter_id`` null: none)."""
    if row.letter_id is None:
        return None
    if row.facts:
        return LETTERS.validate_python(row.facts)
    sent_at, sender_at, recipient_at = (
        Segment(*at) if at else None for at in (row.sent_at, row.sender_at, row.recipient_at)
    )
    # A record of an earlier version kept no more than this.
    return Letter(
        sent=row.sent,
        sender=row.sender,
        recipient=row.recipient,
        sent_at=sent_at,
        sender_at=sender_at,
        recipient_at=recipient_at,
    )


def description_of(row: Any) -> Description:
    """Return the description that a row of publication and letter holds."""
    return Description(**_described(row))


def publication_of(row: Any) -> Publication:
    """Return the publication that a row of publication, edition, letter and supersession holds."""
    described = _described(row)
    if row.removed:
        described |= {"status": WITHDRAWN, "status_since": row.removed.date()}
    elif not row.latest:
        described |= {"status": SUPERSEDED, "status_since": row.valid_to.date()}
    elif row.new_id:
        described |= {"status": SUPERSEDED, "status_since": row.since}
    own = {name: getattr(row, name) for name in ("id", "edition_id", "file", "first_seen", "valid_from", "valid_to")}
    return Publication(
        **described,
        **own,
        latest=row.latest,
        removed=row.removed,
        replaced_by=row.new_id,
        successor=row.successor,
        recognised=row.reader.endswith(RECOGNISED),
    )


def _described(row: Any) -> Columns:
    """Return the fields of a description from a row with the columns of ``publications`` and ``letters``."""
    values = {name: getattr(row, name) for name in DESCRIBED}
    lists = {name: tuple(values[name]) for name in LISTS}
    lists["changes"] = tuple((day, note) for day, note in values["changes"])
    nouns = {"speaker": Speaker(row.speaker), "visibility": Visibility(row.visibility), "letter": letter_of(row)}
    return values | lists | nouns


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


def note_rows(notes: Sequence[Note]) -> list[list[int]]:
    """Return the marks of footnotes as JSON keeps them."""
    return [[note.start, note.end, note.block] for note in notes]


def section_rows(reading: Reading, identity: str) -> list[Columns]:
    """Return the rows of a reading's sections."""
    return [
        {
            "reading_id": identity,
            "ordinal": ordinal,
            "path": list(section.path),
            "start": section.start,
            "end": section.end,
            "fragment": section.fragment,
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
