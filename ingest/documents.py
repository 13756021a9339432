"""The nouns of a published document, from the publisher's bytes to the passage that is searched.

All offsets count Unicode code points of an edition's *verbatim* text; intervals are half open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

TokenSpans = Callable[[str], Sequence[tuple[int, int]]]
"""Where each token of the embedding model lies in a text: ``text -> [(start, end), …]``."""


class Visibility(StrEnum):
    """Who may see a publication."""

    PUBLIC = "public"
    STAFF = "staff"


class Speaker(StrEnum):
    """Whose words a publication holds."""

    PANEL = "panel"
    GOVERNMENT = "government"
    STATUTORY_GUIDANCE = "statutory_guidance"
    COMMISSIONED = "commissioned"
    OTHER = "other"


class BlockKind(StrEnum):
    """What a stretch of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    DATE_LINE = "date_line"
    SALUTATION = "salutation"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"
    CAPTION = "caption"
    SIGNATURE = "signature"

    @property
    def citable(self) -> bool:
        """Whether words of this kind may be quoted."""
        return self not in (BlockKind.FURNITURE, BlockKind.CAPTION, BlockKind.SIGNATURE)


@dataclass(frozen=True, slots=True)
class Segment:
    """One contiguous run of verbatim text on one page (``page`` counts from 1; None: the source has no pages)."""

    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list item, …: its segments in reading order.

    ``level`` is the depth of a heading (1 is the top) or of a list item (0 is the outermost); ``mark`` the bullet or
    number as printed, which the segments include.
    """

    kind: BlockKind
    segments: tuple[Segment, ...]
    level: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading: ``path`` from the outermost heading inwards, cleaned for reading."""

    path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest thing that is quoted: a sentence, a list item's sentence or a heading.

    ``text`` is cleaned for search; ``segments`` give the verbatim words; ``lead_in`` is the ordinal, in the same
    reading, of the line that introduces the list this sentence belongs to.
    """

    ordinal: int
    kind: BlockKind
    text: str
    segments: tuple[Segment, ...]
    section: int
    block: int
    lead_in: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What is retrieved: whole sentences ``first`` to ``last`` (ordinals, inclusive) under one section.

    ``text`` is the cleaned text that is embedded and indexed, at most the embedding model's number of tokens.
    """

    ordinal: int
    section: int
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one version of a reader made of an edition."""

    text: str
    reader: str
    reader_version: str
    pages: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    passages: tuple[Passage, ...] = ()

    def quote(self, segments: Sequence[Segment]) -> str:
        """Return the verbatim words of some segments, joined by one space where something stands between them."""
        return " ".join(self.text[s.start : s.end] for s in segments)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says of itself, each with the span it was read from (None: not found)."""

    sent: dt.date | None = None
    sender: str | None = None
    recipient: str | None = None
    sent_at: Segment | None = None
    sender_at: Segment | None = None
    recipient_at: Segment | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """What is known about a publication besides its text."""

    title: str
    kind: str
    speaker: Speaker = Speaker.OTHER
    published: dt.date | None = None
    url: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    status: str = "current"
    fictional: bool = False
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a document comes from: a source (``file``, ``jsonl``, later ``govuk``) and a place in it."""

    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was fetched and read: ready for the record."""

    locator: Locator
    file: str
    digest: str
    description: Description
    reading: Reading
    publication_id: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: where it is, and one sentence on what is wrong and how to mend it."""

    locator: Locator
    reason: str
