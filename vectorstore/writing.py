"""Writes documents into the record, each inside a transaction that the caller holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from ingest.documents import Description, Document, File, Locator
from vectorstore.catalogue import (
    blocks,
    editions,
    letters,
    locators,
    passages,
    publications,
    readings,
    sections,
    sentences,
)
from vectorstore.digests import edition_id, publication_id, reading_id
from vectorstore.errors import IdentityTaken
from vectorstore.publications import Change, Outcome
from vectorstore.rows import (
    block_rows,
    description_of,
    description_row,
    letter_row,
    note_rows,
    passage_rows,
    section_rows,
    sentence_rows,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a change is made: the time, and the number of the change."""

    now: dt.datetime
    number: int


@dataclass(frozen=True, slots=True)
class Held:
    """What the record holds of a publication, in its latest edition and current reading."""

    publication_id: str
    description: Description
    edition_id: str
    digest: str
    file: str
    others: tuple[File, ...]
    valid_from: dt.datetime
    open: bool
    reading_id: str
    reader: tuple[str, str]
    offer: str


# Put together once: it is asked several times for every document, and putting it together costs more than the answer.
_HELD = (
    select(
        publications,
        letters,
        letters.c.publication_id.label("letter_id"),
        editions.c.id.label("edition_id"),
        editions.c.digest,
        editions.c.file,
        editions.c.others,
        editions.c.valid_from,
        editions.c.valid_to,
        locators.c.offer,
        readings.c.id.label("reading_id"),
        readings.c.reader,
        readings.c.reader_version,
    )
    .select_from(
        locators.join(publications)
        .join(editions)
        .join(readings)
        .outerjoin(letters, letters.c.publication_id == publications.c.id)
    )
    .where(
        locators.c.source == bindparam("source"),
        locators.c.place == bindparam("place"),
        editions.c.latest,
        readings.c.current,
    )
)


def find_held(connection: Connection, locator: Locator) -> Held | None:
    """Return what is held of the publication that comes from a place."""
    row: Any = connection.execute(_HELD, {"source": locator.source, "place": locator.place}).one_or_none()
    if row is None:
        return None
    return Held(
        publication_id=row.id,
        description=description_of(row),
        edition_id=row.edition_id,
        digest=row.digest,
        file=row.file,
        others=tuple(File(*values) for values in row.others),
        valid_from=row.valid_from,
        open=row.valid_to is None,
        reading_id=row.reading_id,
        reader=(row.reader, row.reader_version),
        offer=row.offer,
    )


def is_held(held: Held, document: Document) -> bool:
    """Return whether the record holds a document just as it is, so that nothing is to be written."""
    return (
        held.open
        and (held.digest, held.file, held.others) == (document.digest, document.file, document.others)
        and held.reader == (document.reading.reader, document.reading.reader_version)
        and held.description == document.description
    )


def keep_document(connection: Connection, document: Document, *, moment: Moment) -> Change:
    """Write what is new about a document; ``IdentityTaken`` before anything is written."""
    held = find_held(connection, document.locator) or _take_over(connection, document)
    identity = _identify(document, held)
    if held and is_held(held, document):
        note_offer(connection, document)
        return Change(identity, document.locator, Outcome.UNCHANGED)
    _describe(connection, document, held=held, moment=moment)
    edition = _keep_edition(connection, document, held=held, moment=moment)
    _keep_reading(connection, document, held=held, edition=edition)
    return Change(identity, document.locator, Outcome.UPDATED if held else Outcome.ADDED)


def withdraw_publication(
    connection: Connection, locator: Locator, *, moment: Moment, reason: str | None = None
) -> Change | None:
    """Take down the publication from a place and close its edition; None: none is there, or it was so."""
    held = find_held(connection, locator)
    if held is None or not held.open:
        return None
    connection.execute(
        update(publications)
        .where(publications.c.id == held.publication_id)
        .values(removed=moment.now, changed=moment.number, status_reason=reason)
    )
    _close_edition(connection, held, at=moment.now, latest=True)
    return Change(held.publication_id, locator, Outcome.WITHDRAWN)


def move_publication(connection: Connection, old: Locator, new: Locator) -> bool:
    """Say that what came from one place comes from another now.

    False when nothing is held of the old place, or something of the new one.
    """
    if find_held(connection, new):
        return False
    at = (locators.c.source == old.source) & (locators.c.place == old.place)
    where = {"source": new.source, "place": new.place, "offer": ""}
    return bool(connection.execute(update(locators).where(at).values(where)).rowcount)


def note_offer(connection: Connection, document: Document) -> None:
    """Note what was offered, so that the same offer need not be read again."""
    at = (locators.c.source == document.locator.source) & (locators.c.place == document.locator.place)
    connection.execute(update(locators).where(at, locators.c.offer != document.offer).values(offer=document.offer))


def _take_over(connection: Connection, document: Document) -> Held | None:
    """Let a new place take over the publication of the same given id, when the old place has withdrawn it."""
    wanted = document.publication_id or publication_id(document.locator)
    row = connection.execute(
        select(locators.c.source, locators.c.place, publications.c.removed)
        .select_from(publications.join(locators))
        .where(publications.c.id == wanted)
    ).one_or_none()
    if row is None:
        return None
    source, place, removed = row
    if removed is None:
        message = f"The id {wanted!r} belongs to {place} already: give one of the two another id, or remove one."
        raise IdentityTaken(message)
    move_publication(connection, Locator(source, place), document.locator)
    return find_held(connection, document.locator)


def _identify(document: Document, held: Held | None) -> str:
    given = document.publication_id
    if held is None:
        return given or publication_id(document.locator)
    if given not in (None, held.publication_id):
        place, known = document.locator.place, held.publication_id
        message = f"{place} is held as {known!r} and cannot become {given!r}: keep its id, or put it in another place."
        raise IdentityTaken(message)
    return held.publication_id


def _describe(connection: Connection, document: Document, *, held: Held | None, moment: Moment) -> None:
    identity = _identify(document, held)
    values = description_row(document.description) | {"changed": moment.number, "removed": None}
    if held:
        connection.execute(update(publications).where(publications.c.id == identity).values(values))
        connection.execute(delete(letters).where(letters.c.publication_id == identity))
    else:
        connection.execute(insert(publications), values | {"id": identity, "first_seen": moment.now})
        where = {"source": document.locator.source, "place": document.locator.place}
        connection.execute(insert(locators), where | {"publication_id": identity, "offer": document.offer})
    note_offer(connection, document)
    if letter := document.description.letter:
        connection.execute(insert(letters), letter_row(letter) | {"publication_id": identity})


def _keep_edition(connection: Connection, document: Document, *, held: Held | None, moment: Moment) -> str:
    """Return the id of the open edition with the document's bytes: the one held, or a new one in its place."""
    if held and held.digest == document.digest:
        values = {"file": document.file, "others": _file_rows(document), "valid_to": None}
        connection.execute(update(editions).where(editions.c.id == held.edition_id).values(values))
        return held.edition_id
    began = _began(document, held, moment)
    if held:
        _close_edition(connection, held, at=began, latest=False)
    publication = _identify(document, held)
    same_bytes = (editions.c.publication_id == publication) & (editions.c.digest == document.digest)
    repeat = connection.scalars(select(func.count()).select_from(editions).where(same_bytes)).one()
    identity = edition_id(publication, document.digest, repeat=repeat)
    values = {"id": identity, "publication_id": publication, "digest": document.digest, "file": document.file}
    times = {"first_seen": moment.now, "valid_from": began, "valid_to": None}
    more = {"others": _file_rows(document), "latest": True}
    connection.execute(insert(editions), values | times | more)
    return identity


def _began(document: Document, held: Held | None, moment: Moment) -> dt.datetime:
    """Return from when a new edition stands: the day its publisher gives, where that can be.

    One without a day of its own stands from when it was seen, and none before the one it follows.
    """
    description = document.description
    first = held is None
    day = description.updated or (description.published if first else None)
    if not first and held and day == (held.description.updated or held.description.published):
        day = None
    given = dt.datetime.combine(day, dt.time(), dt.UTC) if day else moment.now
    if held and given <= held.valid_from:
        return max(moment.now, held.valid_from)
    return given


def _file_rows(document: Document) -> list[list[str | None]]:
    return [[one.name, one.media_type, one.digest, one.url] for one in document.others]


def _close_edition(connection: Connection, held: Held, *, at: dt.datetime, latest: bool) -> None:
    closed = {"valid_to": func.coalesce(editions.c.valid_to, at), "latest": latest}
    connection.execute(update(editions).where(editions.c.id == held.edition_id).values(closed))


def _keep_reading(connection: Connection, document: Document, *, held: Held | None, edition: str) -> None:
    reading = document.reading
    identity = reading_id(edition, reading.reader, reading.reader_version)
    if held and held.reading_id == identity:
        return
    connection.execute(update(readings).where(readings.c.edition_id == edition).values(current=False))
    # A reader that was replaced and comes back finds the reading it made.
    if connection.execute(update(readings).where(readings.c.id == identity).values(current=True)).rowcount:
        return
    values = {
        "id": identity,
        "edition_id": edition,
        "text": reading.text,
        "pages": list(reading.pages),
        "labels": list(reading.labels),
        "notes": note_rows(reading.notes),
        "current": True,
    }
    by = {"reader": reading.reader, "reader_version": reading.reader_version}
    connection.execute(insert(readings), values | by)
    made = {blocks: block_rows, sections: section_rows, sentences: sentence_rows, passages: passage_rows}
    for table, rows_of in made.items():
        if rows := rows_of(reading, identity):
            connection.execute(insert(table), rows)
