"""The tables of the record.

A publication has editions, one of them the latest; an edition has readings, one of them current; a reading has blocks,
sections, sentences and passages. Nothing is deleted: what is replaced keeps its rows. Of the register of
recommendations there is what was found in each publication, and what people decided of it. Beside them stand the
answers given, the conversations they belong to and the events that doors have taken on.
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
    """One document as published. ``changed`` is the number of the last change of the record that touched it.

    ``removed`` is when it was taken down.
    """

    id: Named[str] = Column(Text, primary_key=True)
    title: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    speaker: Named[str] = Column(Text)
    published: Named[dt.date | None] = Column(Date)
    url: Named[str | None] = Column(Text)
    visibility: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    fictional: Named[bool]
    updated: Named[dt.date | None] = Column(Date)
    as_at: Named[dt.date | None] = Column(Date)
    period_from: Named[dt.date | None] = Column(Date)
    period_to: Named[dt.date | None] = Column(Date)
    status_since: Named[dt.date | None] = Column(Date)
    status_reason: Named[str | None] = Column(Text)
    page_url: Named[str | None] = Column(Text)
    licence: Named[str | None] = Column(Text)
    locale: Named[str | None] = Column(Text)
    organisations: Named[list[str]] = Column(JSON)
    agencies: Named[list[str]] = Column(JSON)
    topics: Named[list[str]] = Column(JSON)
    government: Named[str | None] = Column(Text)
    changes: Named[list[list[str]]] = Column(JSON)
    removed: Named[dt.datetime | None] = Column(Instant)
    first_seen: Named[dt.datetime] = Column(Instant)
    changed: Named[int] = Column(BigInteger, index=True)


class LocatorColumns(TypedColumns):
    """Where a publication comes from: this is what gives it its identity. ``offer`` is what was last offered there."""

    source: Named[str] = Column(Text, primary_key=True)
    place: Named[str] = Column(Text, primary_key=True)
    publication_id: Named[str] = Column(Text, ForeignKey("publications.id"), unique=True)
    offer: Named[str] = Column(Text)


class LetterColumns(TypedColumns):
    """What a letter says of itself; each ``…_at`` is [start, end, page] or null. ``facts`` holds all the rest."""

    publication_id: Named[str] = Column(Text, ForeignKey("publications.id"), primary_key=True)
    sent: Named[dt.date | None] = Column(Date)
    sender: Named[str | None] = Column(Text)
    recipient: Named[str | None] = Column(Text)
    sent_at: Named[list[Any] | None] = Column(JSON(none_as_null=True))
    sender_at: Named[list[Any] | None] = Column(JSON(none_as_null=True))
    recipient_at: Named[list[Any] | None] = Column(JSON(none_as_null=True))
    facts: Named[dict[str, Any]] = Column(JSON)


class EditionColumns(TypedColumns):
    """One state of the publisher's bytes. Open while ``valid_to`` is null; the latest stays so when it is closed.

    ``others`` are the same document in other formats: [[name, media type, digest, url], …].
    """

    id: Named[str] = Column(Text, primary_key=True)
    publication_id: Named[str] = Column(Text, ForeignKey("publications.id"))
    digest: Named[str] = Column(Text)
    file: Named[str] = Column(Text)
    others: Named[list[list[Any]]] = Column(JSON)
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
    labels: Named[list[str]] = Column(JSON)
    notes: Named[list[list[int]]] = Column(JSON)
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
    fragment: Named[str | None] = Column(Text)


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


class AnswerColumns(TypedColumns):
    """An answer that was given; ``body`` is its JSON, as every door gives it."""

    id: Named[str] = Column(Text, primary_key=True)
    history: Named[list[dict[str, str]]] = Column(JSON)
    body: Named[str] = Column(Text)
    given: Named[dt.datetime] = Column(Instant)


class ConversationColumns(TypedColumns):
    """Where people go on asking, such as a thread, and the last answer given there."""

    place: Named[str] = Column(Text, primary_key=True)
    answer_id: Named[str] = Column(Text, ForeignKey("answers.id"))
    changed: Named[dt.datetime] = Column(Instant)


class DeliveryColumns(TypedColumns):
    """An event that a door has taken on; ``body`` is what is needed to finish it, and null once it is finished."""

    door: Named[str] = Column(Text, primary_key=True)
    event: Named[str] = Column(Text, primary_key=True)
    body: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))
    taken: Named[dt.datetime] = Column(Instant, index=True)


class SupersessionColumns(TypedColumns):
    """What a reviewer has said: one publication replaces another, from a day on (null: from when it was published)."""

    old_id: Named[str] = Column(Text, ForeignKey("publications.id"), primary_key=True)
    new_id: Named[str] = Column(Text, ForeignKey("publications.id"))
    since: Named[dt.date | None] = Column(Date)
    reviewed: Named[dt.datetime] = Column(Instant)


class SyncColumns(TypedColumns):
    """A visit to a source: when it began, when it came to its end (null: it did not), and what became of each item."""

    source: Named[str] = Column(Text, primary_key=True)
    started: Named[dt.datetime] = Column(Instant, primary_key=True)
    finished: Named[dt.datetime | None] = Column(Instant)
    report: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))


class ExtractionColumns(TypedColumns):
    """What the register was made of, for each publication: a reading, in a state of the record, and by what version.

    ``changed`` is what ``publications.changed`` was then. ``digest`` names all that is told of what was found.
    ``problem`` says why nothing could be found (null: it could).
    """

    publication_id: Named[str] = Column(Text, ForeignKey("publications.id"), primary_key=True)
    reading_id: Named[str] = Column(Text, ForeignKey("readings.id"))
    changed: Named[int] = Column(BigInteger)
    version: Named[str] = Column(Text)
    digest: Named[str] = Column(Text)
    problem: Named[str | None] = Column(Text)
    made: Named[dt.datetime] = Column(Instant)


class RecommendationColumns(TypedColumns):
    """An entry of the register. One that is not found any more stays, and ``found`` is false.

    ``segments`` are [[start, end, page], …] of the reading, ``also_at`` other places: [[segments, section], …].
    ``fragment`` leads to its section in the document's address. ``topics`` and ``agencies`` are those of its own words.
    ``changed`` is when what is told of it last became another.
    """

    id: Named[str] = Column(Text, primary_key=True)
    publication_id: Named[str] = Column(Text, ForeignKey("publications.id"), index=True)
    reading_id: Named[str] = Column(Text, ForeignKey("readings.id"))
    version: Named[str] = Column(Text)
    found: Named[bool]
    ordinal: Named[int]
    kind: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    number: Named[str | None] = Column(Text)
    title: Named[str | None] = Column(Text)
    addressees: Named[list[str]] = Column(JSON)
    bodies: Named[list[str]] = Column(JSON)
    section: Named[list[str]] = Column(JSON)
    fragment: Named[str | None] = Column(Text)
    segments: Named[list[list[Any]]] = Column(JSON)
    also_at: Named[list[list[Any]]] = Column(JSON)
    topics: Named[list[str]] = Column(JSON)
    agencies: Named[list[str]] = Column(JSON)
    uncertain: Named[str] = Column(Text)
    first_seen: Named[dt.datetime] = Column(Instant)
    changed: Named[dt.datetime] = Column(Instant)


class ToldCountColumns(TypedColumns):
    """A number of recommendations that a publication tells of, whose wording it does not hold."""

    publication_id: Named[str] = Column(Text, ForeignKey("publications.id"), primary_key=True)
    ordinal: Named[int] = Column(primary_key=True, autoincrement=False)
    reading_id: Named[str] = Column(Text, ForeignKey("readings.id"))
    number: Named[int]
    text: Named[str] = Column(Text)
    segments: Named[list[list[Any]]] = Column(JSON)


class DecisionColumns(TypedColumns):
    """What a person decided of an entry of the register: ``accepted``, ``edited`` or ``rejected``.

    ``fields`` are those that were edited. An edited text stands at ``segments`` of a reading (null: it is not edited,
    or does not stand in the current one).
    """

    recommendation_id: Named[str] = Column(Text, ForeignKey("recommendations.id"), primary_key=True)
    decision: Named[str] = Column(Text)
    fields: Named[dict[str, Any]] = Column(JSON)
    segments: Named[list[list[Any]] | None] = Column(JSON(none_as_null=True))
    note: Named[str | None] = Column(Text)
    decided: Named[dt.datetime] = Column(Instant)


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
answers = Table("answers", metadata, AnswerColumns)
conversations = Table("conversations", metadata, ConversationColumns)
deliveries = Table("deliveries", metadata, DeliveryColumns)
supersessions = Table("supersessions", metadata, SupersessionColumns)
syncs = Table("syncs", metadata, SyncColumns)
extractions = Table("extractions", metadata, ExtractionColumns)
recommendations = Table("recommendations", metadata, RecommendationColumns)
told_counts = Table("told_counts", metadata, ToldCountColumns)
decisions = Table("decisions", metadata, DecisionColumns)

# The database itself holds that no publication has two latest editions and no edition two current readings.
for column, condition in ((editions.c.publication_id, "latest"), (readings.c.edition_id, "current")):
    Index(
        f"ix_{column.table.name}_{condition}",
        column,
        unique=True,
        sqlite_where=text(condition),
        postgresql_where=text(condition),
    )
