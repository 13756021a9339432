"""The record: the SQL database of all that was published, and the vectors of its texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from ingest.documents import Block, Document, Kept, Locator, Offer, Visibility
from vectorstore import finding, following, states, texts, writing
from vectorstore.database import WORK_SECONDS, Database, open_database
from vectorstore.digests import text_digest
from vectorstore.errors import DocumentRefused, VectorsMissing
from vectorstore.publications import (
    Change,
    Coverage,
    Entry,
    Outcome,
    Publication,
    PublicationFilter,
    SentenceRange,
    StoredPassage,
    StoredSentence,
)
from vectorstore.rows import searched_texts

Vectors = Mapping[str, NDArray[np.float32]]
"""Vectors by the digest of their text."""


@dataclass(frozen=True, slots=True)
class State:
    """How far the record is: its name, how often it has changed and how many passages of it are searched."""

    lineage: str
    changes: int
    passages: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the indexes must hold when the record is in ``state``: the digests of searched passages, by id.

    ``ids`` are the passages, searched or not, that this is said of (None: all there may be).
    """

    state: State
    digests: dict[str, str]
    ids: list[str] | None


@dataclass(frozen=True, slots=True)
class Record:
    """An open record. Every method is one transaction; ``RecordUnavailable`` when the database fails."""

    database: Database
    _states: dict[int, State] = field(default_factory=dict, repr=False)
    _revisions: dict[int, str] = field(default_factory=dict, repr=False)
    _coverages: dict[frozenset[Visibility], tuple[int, Coverage]] = field(default_factory=dict, repr=False)

    def close(self) -> None:
        """Close the database."""
        self.database.engine.dispose()

    def keep(
        self, documents: Sequence[Document], *, vectors: Vectors, model: str, now: dt.datetime | None = None
    ) -> list[Change]:
        """Write documents and vectors, all in one transaction; a document whose id is taken fails alone.

        ``VectorsMissing`` when a text of a written document has no vector, here or in the record; ``DocumentRefused``
        when the database cannot hold one of the documents. After either, nothing of the batch is written.
        """
        with self.database.writing() as connection:
            moment = writing.Moment(now or dt.datetime.now(dt.UTC), states.begin_change(connection))
            changes = [_keep_one(connection, document, moment) for document in documents]
            written = [d for d, change in zip(documents, changes, strict=True) if change.outcome in _WRITTEN]
            if written:
                following.keep_vectors(connection, vectors, model=model)
                _check_vectors(connection, written, model)
                states.end_change(connection, moment.number)
        return changes

    def withdraw(
        self, locators: Iterable[Locator], *, reason: str | None = None, now: dt.datetime | None = None
    ) -> list[Change]:
        """Take publications down and close their editions; their text is kept. Unknown places are left out."""
        with self.database.writing() as connection:
            moment = writing.Moment(now or dt.datetime.now(dt.UTC), states.begin_change(connection))
            found = (
                writing.withdraw_publication(connection, locator, moment=moment, reason=reason) for locator in locators
            )
            changes = [change for change in found if change]
            if changes:
                states.end_change(connection, moment.number)
        return changes

    def unchanged(self, documents: Iterable[Document]) -> list[str | None]:
        """Return, for each document, the id of its publication when it is held just as it is, else None."""
        with self.database.reading() as connection:
            found = [(document, writing.find_held(connection, document.locator)) for document in documents]
        return [held.publication_id if held and writing.is_held(held, document) else None for document, held in found]

    def missing_vectors(self, texts_: Iterable[str], *, model: str) -> list[str]:
        """Return the texts for which no vector is stored, each once, in order."""
        with self.database.reading() as connection:
            return following.without_vectors(connection, texts_, model=model)

    def texts_without_vectors(self, *, model: str) -> list[str]:
        """Return every searched text, of passages and of sentences, that has no vector by a model."""
        with self.database.reading(seconds=WORK_SECONDS) as connection:
            return following.texts_without_vectors(connection, model=model)

    def keep_vectors(self, vectors: Vectors, *, model: str) -> None:
        """Store the vectors that are not stored yet. This changes nothing that is told of the record."""
        with self.database.writing() as connection:
            states.begin_change(connection)
            following.keep_vectors(connection, vectors, model=model)

    def vectors(self, digests: Sequence[str], *, model: str) -> NDArray[np.float32]:
        """Return one row for each digest of a text; ``VectorsMissing`` when one has none."""
        with self.database.reading() as connection:
            return following.find_vectors(connection, digests, model=model)

    def publications(self, ids: Iterable[str]) -> dict[str, Publication]:
        """Return publications by id, whatever their status and visibility; an id that is not held is left out."""
        with self.database.reading() as connection:
            return finding.find_publications(connection, ids)

    def editions(self, ids: Iterable[str]) -> dict[str, Publication]:
        """Return the publications in the editions with these ids, by the ids of the editions."""
        with self.database.reading() as connection:
            return finding.find_editions(connection, ids)

    def editions_of(self, publication_id: str) -> list[Publication]:
        """Return a publication in all its editions, the latest first."""
        with self.database.reading() as connection:
            return finding.list_editions(connection, publication_id)

    def current_publications(self, wanted: PublicationFilter | None = None) -> list[Publication]:
        """Return the publications that stand and pass a filter (public ones, when none is given), by id."""
        with self.database.reading() as connection:
            return finding.select_publications(connection, wanted or PublicationFilter())

    def current_letters(self, wanted: PublicationFilter) -> list[Publication]:
        """Return the letters among the publications that stand and pass a filter, by id."""
        with self.database.reading() as connection:
            return finding.select_letters(connection, wanted)

    def passages(self, ids: Iterable[str]) -> dict[str, StoredPassage]:
        """Return passages by id; an id that is not held is left out."""
        with self.database.reading() as connection:
            return texts.find_passages(connection, ids)

    def sentences(
        self, publication_id: str, *, first: int | None = None, last: int | None = None
    ) -> tuple[StoredSentence, ...]:
        """Return sentences ``first`` to ``last`` (ordinals, inclusive) of a publication's current reading."""
        return self.sentence_ranges([SentenceRange(publication_id, first, last)])[0]

    def sentence_ranges(self, ranges: Sequence[SentenceRange]) -> list[tuple[StoredSentence, ...]]:
        """Return the sentences of each range, in the order of the ranges."""
        with self.database.reading() as connection:
            return texts.find_sentences(connection, ranges)

    def passage_sentences(self, passages: Iterable[StoredPassage]) -> dict[str, tuple[StoredSentence, ...]]:
        """Return the sentences of passages, by the passages' ids."""
        with self.database.reading() as connection:
            return texts.find_passage_sentences(connection, passages)

    def sentence_vectors(self, ranges: Sequence[SentenceRange], *, model: str) -> list[NDArray[np.float32]]:
        """Return an array for each range, one row for each sentence that ``sentence_ranges`` gives."""
        with self.database.reading() as connection:
            return texts.find_sentence_vectors(connection, ranges, model=model)

    def repeated(self, ids: Iterable[str]) -> set[str]:
        """Return those passages of earlier editions that stand word for word in the latest one too."""
        with self.database.reading() as connection:
            return texts.find_repeated(connection, ids)

    def text(self, publication_id: str, edition_id: str | None = None) -> str | None:
        """Return the verbatim text of an edition (None: the latest); None when there is none such."""
        with self.database.reading() as connection:
            return texts.find_text(connection, publication_id, edition_id)

    def pages(self, publication_id: str) -> tuple[int, ...]:
        """Return where each page of the verbatim text starts; empty when the source has no pages."""
        with self.database.reading() as connection:
            return texts.find_pages(connection, publication_id)

    def blocks(self, publication_id: str, edition_id: str | None = None) -> tuple[Block, ...]:
        """Return the blocks of an edition (None: the latest), in reading order."""
        with self.database.reading() as connection:
            return texts.find_blocks(connection, publication_id, edition_id)

    def edition_sentences(self, publication_id: str, edition_id: str) -> tuple[StoredSentence, ...]:
        """Return all sentences of an edition, in order."""
        with self.database.reading() as connection:
            reading = texts.find_reading(connection, publication_id, edition_id)
            wanted = SentenceRange(publication_id, reading_id=reading)
            return texts.find_sentences(connection, [wanted])[0] if reading else ()

    def coverage(
        self, visibilities: Collection[Visibility] = (Visibility.PUBLIC,), *, as_of: dt.date | None = None
    ) -> Coverage:
        """Return how many publications stand, or stood on a day, and the dates between which they were published."""
        shown = frozenset(visibilities)
        with self.database.reading() as connection:
            if as_of:
                return finding.cover(connection, shown, as_of)
            number = states.count_changes(connection)
            known = self._coverages.get(shown)
            if known is None or known[0] != number:
                known = self._coverages[shown] = (number, finding.cover(connection, shown))
        return known[1]

    def replaced_since(self, since: dt.datetime) -> list[Publication]:
        """Return the earlier editions that others have replaced since a moment, of what is not taken down, by id."""
        with self.database.reading() as connection:
            return finding.list_replaced(connection, since)

    def removed_since(self, since: dt.datetime) -> list[Publication]:
        """Return what was taken down since a moment, in its last edition, by id."""
        with self.database.reading() as connection:
            return finding.list_removed(connection, since)

    def beginning(self) -> dt.datetime | None:
        """Return when the record took in its first publication; None while it is empty."""
        with self.database.reading() as connection:
            return finding.find_beginning(connection)

    def find_kept(self, offer: Offer) -> Kept | None:
        """Return what is held of an offer, when it is held just as it is offered and need not be read."""
        with self.database.reading() as connection:
            held = writing.find_held(connection, offer.locator)
        same = held is not None and held.open and held.offer == offer.digest
        return Kept(offer.locator, held.publication_id) if held and same else None

    def is_there(self, locator: Locator) -> bool:
        """Say whether something is held of a place, taken down or not."""
        with self.database.reading() as connection:
            return writing.find_held(connection, locator) is not None

    def note_offers(self, documents: Iterable[Document]) -> None:
        """Note what was offered of documents that are held just as they are. This changes nothing that is told."""
        with self.database.writing() as connection:
            for document in documents:
                writing.note_offer(connection, document)

    def move(self, old: Locator, new: Locator) -> bool:
        """Say that what came from one place comes from another now.

        False when nothing is held of the old place, or something of the new one.
        """
        with self.database.writing() as connection:
            return writing.move_publication(connection, old, new)

    def locators_under(self, source: str, prefix: str) -> list[Locator]:
        """Return where publications that are not taken down come from, of the places that start with a prefix."""
        with self.database.reading() as connection:
            return finding.find_locators(connection, source, prefix)

    def changes(self) -> int:
        """Return how many transactions have changed the record; cheap enough to be asked before every search."""
        return int(self.database.glance(states.COUNT_CHANGES))

    def lineage(self) -> str:
        """Return the name that tells this record from every other one, however alike."""
        with self.database.reading() as connection:
            return states.find_lineage(connection)

    def state(self) -> State:
        """Return how far the record is."""
        with self.database.reading() as connection:
            return self._read_state(connection)

    def wanted(self, *, since: int | None) -> Wanted:
        """Return what the indexes must hold of the publications changed after ``since`` (None: all), at one moment."""
        with self.database.reading(seconds=WORK_SECONDS) as connection:
            ids = None if since is None else following.all_ids(connection, since)
            return Wanted(self._read_state(connection), following.wanted_digests(connection, since), ids)

    def _read_state(self, connection: Connection) -> State:
        number = states.count_changes(connection)
        known = self._states.get(number)
        if known is None:
            known = State(states.find_lineage(connection), number, following.count_passages(connection))
            self._states.clear()
            self._states[number] = known
        return known

    def revision(self) -> str:
        """Return a digest over the publications, their editions and readers, and what reviewers said of them."""
        with self.database.reading() as connection:
            number = states.count_changes(connection)
            known = self._revisions.get(number)
            if known is None:
                known = finding.digest_record(connection)
                self._revisions.clear()
                self._revisions[number] = known
        return known

    def wanted_digests(self, *, since: int | None = None) -> dict[str, str]:
        """Return the searched passages and their digests, of publications changed after ``since`` (None: all)."""
        with self.database.reading() as connection:
            return following.wanted_digests(connection, since)

    def entries(self, ids: Iterable[str]) -> list[Entry]:
        """Return all that the indexes hold of these passages."""
        with self.database.reading() as connection:
            return following.find_entries(connection, ids)


_WRITTEN = (Outcome.ADDED, Outcome.UPDATED)


def open_record(url: str) -> Record:
    """Open a record, bringing its tables to this version; ``RecordUnavailable`` when that is not possible."""
    return Record(open_database(url))


def _keep_one(connection: Connection, document: Document, moment: writing.Moment) -> Change:
    try:
        return writing.keep_document(connection, document, moment=moment)
    except DocumentRefused as error:
        return Change("", document.locator, Outcome.FAILED, str(error))


def _check_vectors(connection: Connection, documents: Iterable[Document], model: str) -> None:
    needed = {text_digest(text) for document in documents for text in searched_texts(document)}
    if missing := needed - following.stored_digests(connection, needed, model=model):
        message = f"The vectors of {len(missing)} texts were not given: give the vector of every passage and sentence."
        raise VectorsMissing(message)
