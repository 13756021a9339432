"""What the record and the indexes tell: values that do not change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from ingest.documents import BlockKind, Description, Locator, Segment, Speaker, Visibility

CURRENT, SUPERSEDED, WITHDRAWN = "current", "superseded", "withdrawn"
"""The status of what stands, of what a later text has replaced, and of what its publisher says is no longer current."""


PUBLIC = frozenset({Visibility.PUBLIC})
"""What everybody may see."""


class Outcome(StrEnum):
    """What became of a document."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the document at a place; ``reason`` says why it failed, and the id is then empty."""

    publication_id: str
    locator: Locator
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Description):
    """A publication as the record holds it, in one of its editions.

    An edition stood from ``valid_from`` until ``valid_to`` (None: it still stands); ``latest`` is the last one held.
    ``removed`` is when the publication was taken down. ``replaced_by`` is what a reviewer says has superseded it, and
    ``successor`` the title of that. ``recognised`` says that words were recognised on pictures of pages (OCR).
    """

    id: str
    edition_id: str
    file: str
    first_seen: dt.datetime
    valid_from: dt.datetime
    valid_to: dt.datetime | None = None
    latest: bool = True
    removed: dt.datetime | None = None
    replaced_by: str | None = None
    successor: str | None = None
    recognised: bool = False

    @property
    def stands(self) -> bool:
        """Whether this is the text to go by today."""
        return self.latest and self.removed is None

    def stood(self, day: dt.date) -> bool:
        """Say whether this edition was the one to read at the end of a day."""
        return self.valid_from.date() <= day and (self.valid_to is None or self.valid_to.date() > day)

    def on(self, day: dt.date) -> Publication:
        """Return the publication with the status it had on a day on which this edition stood."""
        if self.status in (SUPERSEDED, WITHDRAWN) and (self.status_since is None or self.status_since > day):
            return replace(self, status=CURRENT, status_since=None, status_reason=None)
        return self

    @property
    def told(self) -> dt.date | None:
        """As at which day its words are to be taken."""
        if not self.latest:
            return self.valid_from.date()
        return self.as_at or self.updated or self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFilter:
    """Which publications are meant; None: whatever it is. Dates are inclusive, and leave undated publications out.

    Of several agencies or topics, one is enough. ``publications`` are ids. With ``as_of``, the editions that stood on
    that day, with the status they had; without, all but those of publications taken down.
    """

    kinds: frozenset[str] | None = None
    speakers: frozenset[Speaker] | None = None
    statuses: frozenset[str] | None = None
    agencies: frozenset[str] | None = None
    topics: frozenset[str] | None = None
    publications: frozenset[str] | None = None
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    visibilities: frozenset[Visibility] = PUBLIC
    as_of: dt.date | None = None

    def passes(self, publication: Publication) -> bool:
        """Say whether an edition of a publication, with the status that it has on the filter's day, is meant."""
        there = publication.removed is None if self.as_of is None else publication.stood(self.as_of)
        return (
            there
            and publication.visibility in self.visibilities
            and (self.kinds is None or publication.kind in self.kinds)
            and (self.speakers is None or publication.speaker in self.speakers)
            and (self.statuses is None or publication.status in self.statuses)
            and (self.agencies is None or not self.agencies.isdisjoint(publication.agencies))
            and (self.topics is None or not self.topics.isdisjoint(publication.topics))
            and (self.publications is None or publication.id in self.publications)
            and is_between(publication.published, self.published_from, self.published_to)
        )


def is_between(day: dt.date | None, first: dt.date | None, last: dt.date | None) -> bool:
    """Say whether a day lies between two, inclusive (None: whenever); one that is unknown only where none is given."""
    if day is None:
        return first is None and last is None
    return (first is None or day >= first) and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is held: how many publications, and the dates between which the dated ones were published."""

    count: int
    earliest: dt.date | None
    latest: dt.date | None


class SentenceRange(NamedTuple):
    """Sentences ``first`` to ``last`` (ordinals, inclusive; None: from the first, to the last) of a publication.

    They are those of the reading that is named; of the latest edition's current one, when none is.
    """

    publication_id: str
    first: int | None = None
    last: int | None = None
    reading_id: str | None = None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the record holds it; ``first`` and ``last`` are ordinals of sentences, inclusive.

    ``page`` is the page on which it begins, from 1; None where the source has no pages. ``section`` is the ordinal of
    its section; None under no heading.
    """

    id: str
    publication_id: str
    edition_id: str
    reading_id: str
    ordinal: int
    section_path: tuple[str, ...]
    first: int
    last: int
    text: str
    page: int | None = None
    section: int | None = None


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence of a reading; ``segments`` count code points of ``Record.text`` of its edition."""

    publication_id: str
    ordinal: int
    kind: BlockKind
    text: str
    segments: tuple[Segment, ...]
    section_path: tuple[str, ...]
    block: int
    lead_in: int | None
    fragment: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the indexes hold of a passage. ``digest`` names it; ``text_digest`` leads to its vector."""

    passage_id: str
    publication_id: str
    digest: str
    text_digest: str
    title: str
    headings: tuple[str, ...]
    text: str


class Progress(NamedTuple):
    """How far a piece of long work is."""

    work: str
    done: int
    total: int


Watch = Callable[[Progress], None]
"""Called as long work goes on."""
