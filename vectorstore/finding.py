"""Reads which publications are held."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, select

from ingest.documents import Locator, Visibility
from vectorstore.batches import in_batches
from vectorstore.catalogue import editions, letters, locators, publications, readings
from vectorstore.digests import digest_of
from vectorstore.publications import WITHDRAWN, Coverage, Publication, PublicationFilter
from vectorstore.rows import description_of, publication_of


def searchable() -> ColumnElement[bool]:
    """Return the condition on publications, editions and readings under which a reading is searched."""
    is_open = editions.c.latest & editions.c.valid_to.is_(None)
    return (publications.c.status != WITHDRAWN) & is_open & readings.c.current


def find_publications(connection: Connection, ids: Iterable[str]) -> dict[str, Publication]:
    """Return the publications with these ids, whatever their status and visibility; an id not held is left out."""
    batches = in_batches(dict.fromkeys(ids))
    found = (connection.execute(_publications().where(publications.c.id.in_(some))) for some in batches)
    return {row.id: publication_of(row) for rows in found for row in rows}


def select_publications(connection: Connection, wanted: PublicationFilter) -> list[Publication]:
    """Return the publications that are searched and pass a filter, by id."""
    query = _publications().where(searchable(), *_conditions(wanted))
    return sorted((publication_of(row) for row in connection.execute(query)), key=lambda publication: publication.id)


def _publications() -> Select[*tuple[Any, ...]]:
    """Select publications with the latest edition and its current reading, and what a letter says of itself."""
    return (
        select(
            publications,
            editions.c.id.label("edition_id"),
            editions.c.file,
            editions.c.digest,
            readings.c.reader,
            readings.c.reader_version,
            letters,
            letters.c.publication_id.label("letter_id"),
        )
        .select_from(_joined())
        .where(editions.c.latest, readings.c.current)
    )


def _joined() -> FromClause:
    whole = publications.join(editions, editions.c.publication_id == publications.c.id).join(readings)
    return whole.outerjoin(letters, letters.c.publication_id == publications.c.id)


def _conditions(wanted: PublicationFilter) -> list[ColumnElement[bool]]:
    columns = publications.c
    conditions: list[ColumnElement[bool]] = [columns.visibility.in_([str(one) for one in wanted.visibilities])]
    if wanted.kinds is not None:
        conditions.append(columns.kind.in_(wanted.kinds))
    if wanted.speakers is not None:
        conditions.append(columns.speaker.in_([str(one) for one in wanted.speakers]))
    if wanted.published_from is not None:
        conditions.append(columns.published >= wanted.published_from)
    if wanted.published_to is not None:
        conditions.append(columns.published <= wanted.published_to)
    return conditions


def cover(connection: Connection, visibilities: Collection[Visibility]) -> Coverage:
    """Return how much is searched, of what these visibilities show."""
    published = publications.c.published
    query = select(func.count(), func.min(published), func.max(published)).select_from(_joined())
    shown = publications.c.visibility.in_([str(one) for one in visibilities])
    return Coverage(*connection.execute(query.where(searchable(), shown)).one())


def find_locators(connection: Connection, source: str, prefix: str) -> list[Locator]:
    """Return where publications that are not withdrawn come from, of the places that start with a prefix."""
    query = select(locators.c.source, locators.c.place).select_from(locators.join(publications))
    # Not LIKE, which in SQLite takes "a" for "A", and everywhere "_" for any letter.
    starts = func.substr(locators.c.place, 1, len(prefix)) == prefix
    rows = connection.execute(query.where(locators.c.source == source, starts, publications.c.status != WITHDRAWN))
    return sorted((Locator(*row) for row in rows), key=lambda locator: locator.place)


def digest_record(connection: Connection) -> str:
    """Return a digest over the publications that are searched: what they are, their bytes and who read them."""
    rows = connection.execute(_publications().where(searchable()))
    parts = sorted(repr((row.id, row.digest, row.reader, row.reader_version, description_of(row))) for row in rows)
    return digest_of(*parts)
