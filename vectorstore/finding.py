"""Reads which publications are held."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, select, true

from ingest.documents import Locator, Visibility
from vectorstore.batches import in_batches
from vectorstore.catalogue import (
    decisions,
    editions,
    extractions,
    letters,
    locators,
    publications,
    readings,
    supersessions,
)
from vectorstore.digests import digest_of
from vectorstore.publications import Coverage, Publication, PublicationFilter
from vectorstore.rows import description_of, publication_of

SUCCESSORS = publications.alias("successors")


def standing(day: dt.date | None = None) -> ColumnElement[bool]:
    """Return the condition under which an edition is the one to read: today, or at the end of a day."""
    if day is None:
        return publications.c.removed.is_(None) & editions.c.latest & readings.c.current
    after = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)
    until = editions.c.valid_to.is_(None) | (editions.c.valid_to >= after)
    return (editions.c.valid_from < after) & until & readings.c.current


def find_publications(connection: Connection, ids: Iterable[str]) -> dict[str, Publication]:
    """Return the publications with these ids, in the latest edition, whatever their status and visibility."""
    return _find(connection, publications.c.id, ids, editions.c.latest)


def find_editions(connection: Connection, ids: Iterable[str]) -> dict[str, Publication]:
    """Return the publications in the editions with these ids, by the ids of the editions."""
    return _find(connection, editions.c.id, ids, true())


def list_editions(connection: Connection, publication_id: str) -> list[Publication]:
    """Return a publication in all its editions, the latest first."""
    rows = connection.execute(_publications().where(publications.c.id == publication_id))
    return sorted(map(publication_of, rows), key=lambda one: (one.latest, one.valid_from), reverse=True)


def _find(
    connection: Connection, key: ColumnElement[str], ids: Iterable[str], condition: ColumnElement[bool]
) -> dict[str, Publication]:
    query = _publications().add_columns(key.label("key")).where(condition)
    batches = in_batches(dict.fromkeys(ids))
    found = (connection.execute(query.where(key.in_(some))) for some in batches)
    return {row.key: publication_of(row) for rows in found for row in rows}


def select_publications(connection: Connection, wanted: PublicationFilter) -> list[Publication]:
    """Return the publications that stand (on the filter's day, as they were then) and pass a filter, by id."""
    return _select(connection, wanted, true())


def select_letters(connection: Connection, wanted: PublicationFilter) -> list[Publication]:
    """Return the letters among the publications that stand and pass a filter, by id, whatever their kind is called."""
    return _select(connection, wanted, letters.c.publication_id.is_not(None))


def _select(connection: Connection, wanted: PublicationFilter, condition: ColumnElement[bool]) -> list[Publication]:
    query = _publications().where(standing(wanted.as_of), _seen(wanted.visibilities), condition)
    held = map(publication_of, connection.execute(query))
    told = (one.on(wanted.as_of) if wanted.as_of else one for one in held)
    return sorted(filter(wanted.passes, told), key=lambda publication: publication.id)


def _publications() -> Select[*tuple[Any, ...]]:
    """Select publications with each edition and its current reading, and what a letter says of itself."""
    return (
        select(
            publications,
            editions.c.id.label("edition_id"),
            editions.c.file,
            editions.c.digest,
            editions.c.valid_from,
            editions.c.valid_to,
            editions.c.latest,
            supersessions.c.new_id,
            supersessions.c.since,
            SUCCESSORS.c.title.label("successor"),
            readings.c.reader,
            readings.c.reader_version,
            letters,
            letters.c.publication_id.label("letter_id"),
        )
        .select_from(_joined())
        .where(readings.c.current)
    )


def _joined() -> FromClause:
    whole = publications.join(editions, editions.c.publication_id == publications.c.id).join(readings)
    said = whole.outerjoin(letters, letters.c.publication_id == publications.c.id)
    reviewed = said.outerjoin(supersessions, supersessions.c.old_id == publications.c.id)
    return reviewed.outerjoin(SUCCESSORS, SUCCESSORS.c.id == supersessions.c.new_id)


def _seen(visibilities: Collection[Visibility]) -> ColumnElement[bool]:
    return publications.c.visibility.in_([str(one) for one in visibilities])


def cover(connection: Connection, visibilities: Collection[Visibility], as_of: dt.date | None = None) -> Coverage:
    """Return how many publications stand, or stood on a day, of what these visibilities show."""
    published = publications.c.published
    query = select(func.count(), func.min(published), func.max(published)).select_from(_joined())
    return Coverage(*connection.execute(query.where(standing(as_of), _seen(visibilities))).one())


def find_beginning(connection: Connection) -> dt.datetime | None:
    """Return when the record took in its first publication; None while it is empty."""
    return connection.scalars(select(func.min(publications.c.first_seen))).one()


def list_replaced(connection: Connection, since: dt.datetime) -> list[Publication]:
    """Return the earlier editions that others have replaced since a moment, of publications that are not taken down."""
    replaced = ~editions.c.latest & (editions.c.valid_to >= since) & publications.c.removed.is_(None)
    return _sorted(connection, replaced)


def list_removed(connection: Connection, since: dt.datetime) -> list[Publication]:
    """Return the publications that were taken down since a moment, in their last edition."""
    return _sorted(connection, editions.c.latest & (publications.c.removed >= since))


def _sorted(connection: Connection, condition: ColumnElement[bool]) -> list[Publication]:
    found = map(publication_of, connection.execute(_publications().where(condition)))
    return sorted(found, key=lambda one: (one.id, one.valid_from))


def find_locators(connection: Connection, source: str, prefix: str) -> list[Locator]:
    """Return where publications that are not taken down come from, of the places that start with a prefix."""
    query = select(locators.c.source, locators.c.place).select_from(locators.join(publications))
    # Not LIKE, which in SQLite takes "a" for "A", and everywhere "_" for any letter.
    starts = func.substr(locators.c.place, 1, len(prefix)) == prefix
    rows = connection.execute(query.where(locators.c.source == source, starts, publications.c.removed.is_(None)))
    return sorted((Locator(*row) for row in rows), key=lambda locator: locator.place)


def digest_record(connection: Connection) -> str:
    """Return a digest over all editions: what they are, their bytes and reader, when they ended, what replaced them.

    And over the register: what was found in each publication, and what people decided of it.
    """
    names = ("id", "digest", "reader", "reader_version", "latest", "new_id", "since")
    rows = connection.execute(_publications())
    parts = sorted(repr(([getattr(row, name) for name in names], _ended(row), description_of(row))) for row in rows)
    return digest_of(*parts, *_tell_register(connection))


def _tell_register(connection: Connection) -> list[str]:
    made = select(extractions.c.publication_id, extractions.c.digest)
    decided = select(decisions.c.recommendation_id, decisions.c.decision, decisions.c.fields)
    rows = [*connection.execute(made), *connection.execute(decided)]
    return sorted(json.dumps(list(row), sort_keys=True) for row in rows)


def _ended(row: Any) -> dt.date | None:
    return row.valid_to.date() if row.valid_to else None
