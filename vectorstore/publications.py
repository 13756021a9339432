"""What the record and the indexes tell: values that do not change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ingest.documents import BlockKind, Letter, Locator, Segment, Speaker, Visibility

WITHDRAWN = "withdrawn"
"""The status of a publication that is no longer published: its text is kept and not searched."""


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


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication as the record holds it, in its latest edition."""

    id: str
    edition_id: str
    file: str
    title: str
    kind: str
    speaker: Speaker
    published: dt.date | None
    url: str | None
    visibility: Visibility
    status: str
    fictional: bool
    letter: Letter | None
    first_seen: dt.datetime


@dataclass(frozen=True, slots=True)
class PublicationFilter:
    """Which publications are meant; None: whatever it is. Dates are inclusive, and leave undated publications out."""

    kinds: frozenset[str] | None = None
    speakers: frozenset[Speaker] | None = None
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    visibilities: frozenset[Visibility] = frozenset({Visibility.PUBLIC})


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is held: how many publications, and the dates between which the dated ones were published."""

    count: int
    earliest: dt.date | None
    latest: dt.date | None


class SentenceRange(NamedTuple):
    """Sentences ``first`` to ``last`` (ordinals, inclusive; None: from the first, to the last) of a publication."""

    publication_id: str
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the record holds it; ``first`` and ``last`` are ordinals of sentences, inclusive."""

    id: str
    publication_id: str
    reading_id: str
    ordinal: int
    section_path: tuple[str, ...]
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence of a publication's current reading; ``segments`` count code points of ``Record.text``."""

    publication_id: str
    ordinal: int
    kind: BlockKind
    text: str
    segments: tuple[Segment, ...]
    section_path: tuple[str, ...]
    block: int
    lead_in: int | None


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
