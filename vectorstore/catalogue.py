"""The tables of the record.

A publication has editions, one of them the latest; an edition has readings, one of them current; a reading has blocks,
sections, sentences and passages. Nothing is deleted: what is replaced keeps its rows.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    TypeDecorator,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite keeps no time zone: one without is in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Bring a moment to UTC."""
        return value.astimezone(dt.UTC) if value else None

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Give a moment its zone back."""
        return value.replace(tzinfo=dt.UTC) if value and value.tzinfo is None else value


class PublicationColumns(TypedColumns):
    """One document as published. ``changed`` is the number of the last change of the record that touched it."""

    id: Named[str] = Column(Text, primary_key=True)
    title: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    speaker: Named[str] = Column(Text)
    published: Named[dt.date | None] = Column(Date)
    url: Named[str | None] = Column(Text)
    visibility: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    fictional: Named[bool]
    first_seen: Named[dt.datetime] = Column(Instant)
    changed: Named[int] = Column(BigInteger, index=True)


class LocatorColumns(TypedColumns):
    """Where a publication comes from: this is what gives it its identity."""

    source: Named[str] = Column(Text, primary_key=True)
    place: Named[str] = Column(Text, primary_key=True)
    publication_id: Named[str] = Column(Text, ForeignKey("publications.id"), unique=True)


class LetterColumns(TypedColumns):
    """What a letter says of itself; each ``…_at`` is [start, end, page] or null."""

    publication_id: Named[str] = Column(Text, ForeignKey("publications.id"), primary_key=True)
    sent: Named[dt.date | None] = Column(Date)
    sender: Named[str | None] = Column(Text)
    recipient: Named[str | None] = Column(Text)
    sent_at: Named[list[Any] | None] = Column(JSON(none_as_null=True))
    sender_at: Named[list[Any] | None] = Column(JSON(none_as_null=True))
    recipient_at: Named[list[Any] | None] = Column(JSON(none_as_null=True))


class EditionColumns(TypedColumns):
    """One state of the publisher's bytes. Open while ``valid_to`` is null; the latest stays so when it is closed."""

    id: Named[str] = Column(Text, primary_key=True)
    publication_id: Named[str] = Column(Text, ForeignKey("publications.id"))
    digest: Named[str] = Column(Text)
    file: Named[str] = Column(Text)
    latest: Named[bool]
    first_seen: Named[dt.datetime] = Column(Instant)
    valid_from: Named[dt.datetime] = Column(Instant)
    valid_to: Named[dt.datetime | None] = Column(Instant)


class ReadingColumns(TypedColumns):
    """What one version of a reader made of an edition."""

    id: Named[str] = Column(Text, primary_key=True)
    edition_id: Named[str] = Column(Text, ForeignKey("editions.id"))
    reader: Named[str] = Column(Text)
    reader_version: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    pages: Named[list[int]] = Column(JSON)
    current: Named[bool]


class BlockColumns(TypedColumns):
    """A typed span; segments are [[start, end, page], …]."""

    reading_id: Named[str] = Column(Text, ForeignKey("readings.id"), primary_key=True)
    ordinal: Named[int] = Column(primary_key=True, autoincrement=False)
    kind: Named[str] = Column(Text)
    level: Named[int]
    mark: Named[str] = Column(Text)
    segments: Named[list[list[Any]]] = Column(JSON)


class SectionColumns(TypedColumns):
    """What stands under one heading."""

    reading_id: Named[str] = Column(Text, ForeignKey("readings.id"), primary_key=True)
    ordinal: Named[int] = Column(primary_key=True, autoincrement=False)
    path: Named[list[str]] = Column(JSON)
    start: Named[int]
    end: Named[int]


class SentenceColumns(TypedColumns):
    """A sentence; ``text_digest`` leads to its vector."""

    reading_id: Named[str] = Column(Text, ForeignKey("readings.id"), primary_key=True)
    ordinal: Named[int] = Column(primary_key=True, autoincrement=False)
    kind: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    text_digest: Named[str] = Column(Text)
    segments: Named[list[list[Any]]] = Column(JSON)
    section: Named[int]
    block: Named[int]
    lead_in: Named[int | None]


class PassageColumns(TypedColumns):
    """What is retrieved; ``text_digest`` leads to its vector."""

    id: Named[str] = Column(Text, primary_key=True)
    reading_id: Named[str] = Column(Text, ForeignKey("readings.id"))
    ordinal: Named[int]
    section: Named[int]
    first: Named[int]
    last: Named[int]
    text: Named[str] = Column(Text)
    text_digest: Named[str] = Column(Text)


class VectorColumns(TypedColumns):
    """The vector of a text by a model: little-endian float32."""

    text_digest: Named[str] = Column(Text, primary_key=True)
    model_digest: Named[str] = Column(Text, primary_key=True)
    vector: Named[bytes] = Column(LargeBinary)


class StateColumns(TypedColumns):
    """What the record knows of itself."""

    key: Named[str] = Column(Text, primary_key=True)
    value: Named[str] = Column(Text)


publications = Table("publications", metadata, PublicationColumns)
locators = Table("locators", metadata, LocatorColumns)
letters = Table("letters", metadata, LetterColumns)
editions = Table("editions", metadata, EditionColumns, Index("ix_editions_publication_id", "publication_id"))
readings = Table("readings", metadata, ReadingColumns, Index("ix_readings_edition_id", "edition_id"))
blocks = Table("blocks", metadata, BlockColumns)
sections = Table("sections", metadata, SectionColumns)
sentences = Table("sentences", metadata, SentenceColumns)
passages = Table("passages", metadata, PassageColumns, Index(None, "reading_id", "ordinal", unique=True))
vectors = Table("vectors", metadata, VectorColumns)
state = Table("state", metadata, StateColumns)

# The database itself holds that no publication has two latest editions and no edition two current readings.
for column, condition in ((editions.c.publication_id, "latest"), (readings.c.edition_id, "current")):
    Index(
        f"ix_{column.table.name}_{condition}",
        column,
        unique=True,
        sqlite_where=text(condition),
        postgresql_where=text(condition),
    )
