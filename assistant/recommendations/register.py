"""The register of recommendations, as it is asked: read once for each change of the record, and kept in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from assistant.answers import Value
from assistant.recommendations.entries import Recommendation, Response, ToldCount
from assistant.recommendations.making import Making, make_count, order_key
from assistant.recommendations.responding import Told, find_status, link_responses
from assistant.recommendations.wanted import Sort, Wanted, plain
from ingest.documents import Visibility
from vectorstore.entries import Loaded
from vectorstore.errors import VectorStoreError
from vectorstore.publications import Publication, PublicationFilter
from vectorstore.recent import Recent
from vectorstore.record import Record
from vectorstore.register import EntryTables

LOG = logging.getLogger(__name__)
EVERYTHING = PublicationFilter(visibilities=frozenset(Visibility))


class Page(Value):
    """Some of the entries that were asked for, and how many there are in all.

    ``unread`` says of which publications among those asked for nothing is listed because entries could not be looked
    for in them, and why.
    """

    total: int
    items: tuple[Recommendation, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """An entry and its publication."""

    entry: Recommendation
    publication: Publication

    @cached_property
    def words(self) -> str:
        """Its words as they are looked for."""
        return plain(f"{self.entry.title or ''} {self.entry.text}")


@dataclass(frozen=True, slots=True)
class Held:
    """All that is found, by publication, the newest first, as printed; and all counts, in the same order."""

    rows: tuple[Row, ...] = ()
    by_id: Mapping[str, Row] = field(default_factory=dict)
    counts: tuple[tuple[ToldCount, Publication], ...] = ()
    problems: tuple[tuple[str, Publication], ...] = ()


Known = Recent[tuple[int, frozenset[Visibility]], Held]
"""What the register held after how many changes of the record, as it is seen by whoever sees these publications."""
MOST_KNOWN = 3
LINKING = "2"
"""Raised when ``link_responses`` would find something else: links that an earlier one made are made anew."""
LINKS = TypeAdapter(dict[str, tuple[Response, ...]])
SORTS: Mapping[Sort, Callable[[Row], Any]] = {
    Sort.OLDEST: lambda row: (row.entry.published is None, row.entry.published and row.entry.published.toordinal()),
    Sort.PUBLICATION: lambda row: row.entry.publication.casefold(),
    Sort.CHANGED: lambda row: -row.entry.changed.toordinal(),
}


@dataclass(frozen=True, slots=True)
class Register:
    """Asks the register of a record; ``known`` is kept by whoever asks again."""

    record: Record
    known: Known = field(default_factory=lambda: Recent(MOST_KNOWN), repr=False)

    def find(
        self, wanted: Wanted | None = None, *, sort: Sort = Sort.NEWEST, limit: int | None = None, offset: int = 0
    ) -> Page:
        """Return the entries that are meant, ``limit`` of them (None: all) from ``offset`` on, and how many there are.

        The order is always the same: by publication as ``sort`` says, and those of one as they are printed.
        """
        asked = wanted or Wanted()
        held = self._held(asked.visibilities)
        covered = _Covered(asked)
        rows = [row for row in held.rows if covered(row.publication) and asked.passes(row.entry)]
        if asked.text:
            rows = [row for row in rows if asked.is_in(row.words)]
        if sort in SORTS:
            rows.sort(key=SORTS[sort])
        end = None if limit is None else offset + limit
        unread = tuple(problem for problem, publication in held.problems if covered(publication))
        return Page(total=len(rows), items=tuple(row.entry for row in rows[offset:end]), unread=unread)

    def get(
        self, identity: str, *, visibilities: Collection[Visibility] = frozenset(Visibility)
    ) -> Recommendation | None:
        """Return an entry by its id, also a rejected one; None when it is not found any more or may not be seen."""
        row = self._held(visibilities).by_id.get(identity)
        return row.entry if row else None

    def told_counts(self, wanted: Wanted | None = None) -> tuple[ToldCount, ...]:
        """Return the numbers of recommendations that publications tell of without their wording.

        What is asked of entries themselves (to whom, what kind, …) says nothing of these: only publications are chosen.
        """
        asked = wanted or Wanted()
        covered = _Covered(asked)
        return tuple(count for count, publication in self._held(asked.visibilities).counts if covered(publication))

    def link(self) -> None:
        """Work out now what later questions need of all entries together."""
        self._held(frozenset(Visibility))

    def _held(self, visibilities: Collection[Visibility]) -> Held:
        key = self.record.changes(), frozenset(visibilities)
        return self.known.find([key], read=lambda _: {key: self._see(*key)})[key]

    def _see(self, changes: int, visibilities: frozenset[Visibility]) -> Held:
        """Return what is seen of all: nothing of a publication that is not, not even what it says of an entry."""
        if visibilities == frozenset(Visibility):
            return self._read(changes)
        held = self._held(frozenset(Visibility))
        seen = [row for row in held.rows if row.publication.visibility in visibilities]
        told = {one.publication_id for row in seen for one in row.entry.responses}
        shown = {one.id for one in self.record.publications(told).values() if one.visibility in visibilities}
        rows = tuple(Row(_with_responses(row.entry, shown), row.publication) for row in seen)
        return Held(rows, {row.entry.id: row for row in rows}, held.counts, held.problems)

    def _read(self, changes: int) -> Held:
        loaded = EntryTables(self.record.database).load()
        publications = self.record.publications(_name_all(loaded))
        making = {identity: Making.of(publication) for identity, publication in publications.items()}
        entries = [making[one.publication_id].make(one) for one in loaded.entries if one.publication_id in making]
        # Rows come in the order of print, which sorting leaves as it is.
        entries.sort(key=order_key)
        responses = self._link(entries, changes)
        told = (_respond(one, responses.get(one.id, ())) for one in entries)
        rows = tuple(Row(one, publications[one.publication_id]) for one in told)
        counts = ((one, edition) for one, edition in loaded.counts if one.publication_id in publications)
        made = [
            (make_count(one, at, publications[one.publication_id]), publications[one.publication_id])
            for one, at in counts
        ]
        problems = [(why, publications[one]) for one, why in loaded.problems.items() if one in publications]
        return Held(rows, {row.entry.id: row for row in rows}, tuple(made), tuple(problems))

    def _link(self, entries: Sequence[Recommendation], changes: int) -> Mapping[str, tuple[Response, ...]]:
        """Return what is said of entries: to look for it takes seconds, so what was found is kept in the record."""
        tables, basis = EntryTables(self.record.database), f"{LINKING} {changes}"
        kept = tables.find_links(basis)
        if kept is not None:
            return LINKS.validate_json(kept)
        later = self.record.current_publications(EVERYTHING) if entries else ()
        found = dict(link_responses(entries, later, read=self._told))
        try:
            tables.keep_links(basis, LINKS.dump_json(found).decode())
        except VectorStoreError as error:
            # It can be worked out again: whoever asks need not wait for a disk that is full.
            LOG.warning("What is said of recommendations could not be kept: %s", error)
        return found

    def _told(self, publication: Publication) -> Told:
        place = publication.id, publication.edition_id
        return self.record.text(*place) or "", self.record.edition_sentences(*place)


class _Covered:
    """Says whether entries of a publication may be meant, worked out once for each."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._known: dict[str, bool] = {}

    def __call__(self, publication: Publication) -> bool:
        known = self._known.get(publication.id)
        if known is None:
            known = self._known[publication.id] = self._wanted.covers(publication)
        return known


def _name_all(loaded: Loaded) -> Iterator[str]:
    yield from (one.publication_id for one in loaded.entries)
    yield from (one.publication_id for one, _ in loaded.counts)
    yield from loaded.problems


def _respond(one: Recommendation, responses: tuple[Response, ...]) -> Recommendation:
    """Return an entry with what was said of it, and how it stands."""
    return one.model_copy(update={"responses": responses, "status": find_status(responses)}) if responses else one


def _with_responses(one: Recommendation, shown: Collection[str]) -> Recommendation:
    """Return an entry with what some publications say of it, and how it stands by that."""
    seen = tuple(response for response in one.responses if response.publication_id in shown)
    return one if seen == one.responses else one.model_copy(update={"responses": seen, "status": find_status(seen)})
