"""What the tables of the register hold, as values; kinds are words here, which the assistant knows the meaning of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from ingest.documents import Locator, Reading, Segment
from vectorstore.digests import digest_of
from vectorstore.publications import Publication
from vectorstore.rows import segment_row, segments_of

Segments = tuple[Segment, ...]
LISTS = ("addressees", "bodies", "section", "topics", "agencies")
JSON_COLUMNS = (*LISTS, "segments", "also_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """A row of the register; ``also_at`` are other places: the segments and the headings over them.

    ``segments`` count code points of the reading named. ``topics`` and ``agencies`` are those of its own words.
    """

    id: str
    publication_id: str
    reading_id: str
    version: str
    found: bool = True
    ordinal: int
    kind: str
    text: str
    number: str | None = None
    title: str | None = None
    addressees: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    fragment: str | None = None
    segments: Segments
    also_at: tuple[tuple[Segments, tuple[str, ...]], ...] = ()
    topics: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    uncertain: str = ""
    first_seen: dt.datetime
    changed: dt.datetime


TOLD = tuple(one.name for one in fields(StoredEntry) if one.name not in ("found", "first_seen", "changed"))
"""The fields of an entry that do not say when."""


@dataclass(frozen=True, slots=True)
class StoredCount:
    """A number of recommendations that is told of."""

    publication_id: str
    ordinal: int
    reading_id: str
    number: int
    text: str
    segments: Segments


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """What a person decided of an entry; ``segments`` are where an edited text stands (None: nowhere just now)."""

    entry_id: str
    decision: str
    decided: dt.datetime
    fields: Mapping[str, Any] = field(default_factory=dict)
    segments: Segments | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What the register was made of for one publication, and a digest of all that is told of it."""

    publication_id: str
    reading_id: str
    changed: int
    version: str
    digest: str
    made: dt.datetime
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What is to be in the register of one publication: all its entries, also those that are not found any more.

    ``problem`` says why nothing could be found. ``decisions`` are those that were there, where their words stand now.
    """

    version: str
    entries: tuple[StoredEntry, ...] = ()
    counts: tuple[StoredCount, ...] = ()
    decisions: tuple[StoredDecision, ...] = ()
    problem: str | None = None

    @property
    def digest(self) -> str:
        """A digest of all that is told of it: the same on every machine and at any time."""
        found = sorted((one for one in self.entries if one.found), key=lambda one: (one.ordinal, one.id))
        told = (repr([getattr(one, name) for name in TOLD]) for one in found)
        return digest_of(self.version, self.problem or "", *told, *map(repr, self.counts))


@dataclass(frozen=True, slots=True)
class Source:
    """What the register of one publication is made from, and what it holds of it already.

    ``changed`` is the number of the last change of the record that touched the publication; ``before`` is what its
    entries were made of (None: nothing was made yet).
    """

    publication: Publication
    locator: Locator
    reading_id: str
    reading: Reading
    changed: int
    before: Made | None
    entries: tuple[StoredEntry, ...]
    counts: tuple[StoredCount, ...]
    decisions: tuple[StoredDecision, ...]


class Listed(NamedTuple):
    """An entry that is found, as it is listed, with the edition it stands in and what a person decided of it.

    A tuple, since ten thousand are made at once.
    """

    id: str
    publication_id: str
    reading_id: str
    edition_id: str
    kind: str
    text: str
    number: str | None
    title: str | None
    fragment: str | None
    uncertain: str
    first_seen: dt.datetime
    changed: dt.datetime
    addressees: tuple[str, ...]
    bodies: tuple[str, ...]
    section: tuple[str, ...]
    topics: tuple[str, ...]
    agencies: tuple[str, ...]
    segments: Segments
    also_at: tuple[tuple[Segments, tuple[str, ...]], ...]
    decision: StoredDecision | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that is found in publications that are not taken down; ``problems`` say where nothing could be found."""

    entries: tuple[Listed, ...]
    counts: tuple[tuple[StoredCount, str], ...]
    problems: Mapping[str, str]


def entry_row(entry: StoredEntry) -> dict[str, Any]:
    """Return the columns of ``recommendations``."""
    values = {one.name: getattr(entry, one.name) for one in fields(entry)}
    lists: dict[str, Any] = {name: list(values[name]) for name in LISTS}
    places = [[segment_rows(segments), list(section)] for segments, section in entry.also_at]
    return values | lists | {"segments": segment_rows(entry.segments), "also_at": places}


def entry_of(row: Any) -> StoredEntry:
    """Return the entry that a row with the columns of ``recommendations`` holds."""
    return StoredEntry(
        id=row.id,
        publication_id=row.publication_id,
        reading_id=row.reading_id,
        version=row.version,
        found=row.found,
        ordinal=row.ordinal,
        kind=row.kind,
        text=row.text,
        number=row.number,
        title=row.title,
        addressees=tuple(row.addressees),
        bodies=tuple(row.bodies),
        section=tuple(row.section),
        fragment=row.fragment,
        segments=segments_of(row.segments),
        also_at=places_of(row.also_at),
        topics=tuple(row.topics),
        agencies=tuple(row.agencies),
        uncertain=row.uncertain,
        first_seen=row.first_seen,
        changed=row.changed,
    )


def places_of(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Segments, tuple[str, ...]], ...]:
    """Return other places as JSON kept them."""
    return tuple((segments_of(segments), tuple(section)) for segments, section in rows)


def count_of(row: Any) -> StoredCount:
    """Return the count that a row with the columns of ``told_counts`` holds."""
    place = (row.publication_id, row.ordinal, row.reading_id)
    return StoredCount(*place, row.number, row.text, segments_of(row.segments))


def decision_row(decision: StoredDecision) -> dict[str, Any]:
    """Return the columns of ``decisions``."""
    return {
        "recommendation_id": decision.entry_id,
        "decision": decision.decision,
        "decided": decision.decided,
        "fields": dict(decision.fields),
        "segments": None if decision.segments is None else segment_rows(decision.segments),
        "note": decision.note,
    }


def decision_of(row: Any) -> StoredDecision:
    """Return the decision that a row with the columns of ``decisions`` holds."""
    segments = None if row.segments is None else segments_of(row.segments)
    return StoredDecision(row.recommendation_id, row.decision, row.decided, row.fields, segments, row.note)


def segment_rows(segments: Sequence[Segment]) -> list[list[int | None] | None]:
    """Return segments as JSON keeps them."""
    return [segment_row(one) for one in segments]
