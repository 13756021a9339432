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
    TABLE_CAPTION = "table_caption"
    TABLE_ROW = "table_row"

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

    ``level`` is the depth of a heading (1 is the top) or of a list item (0 is the outermost); of the rows of a table,
    those that head its columns have 0 and the others 1. ``mark`` is the bullet or number as printed, which the segments
    include. The cells of a row are parted by tabs.
    """

    kind: BlockKind
    segments: tuple[Segment, ...]
    level: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading: ``path`` from the outermost heading inwards, cleaned for reading.

    ``fragment`` is what leads to the heading in the document's address (``…#fragment``), where the source has one.
    """

    path: tuple[str, ...]
    start: int
    end: int
    fragment: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's mark in the text, ``start`` to ``end``, and the ordinal of the block that it leads to."""

    start: int
    end: int
    block: int


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


RECOGNISED = "+ocr"
"""What the name of a reader ends in where it recognised words on pictures of pages: they may be wrong."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one version of a reader made of an edition.

    ``pages`` says where each page starts, ``labels`` the number printed on each ("" where there is none).
    """

    text: str
    reader: str
    reader_version: str
    pages: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    passages: tuple[Passage, ...] = ()
    labels: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def quote(self, segments: Sequence[Segment]) -> str:
        """Return the verbatim words of some segments, joined by one space where something stands between them."""
        return " ".join(self.text[s.start : s.end] for s in segments)


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a document, cleaned, and where they stand in its verbatim text."""

    text: str
    at: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who signs a letter or is written to."""

    name: Said | None = None
    role: Said | None = None
    organisation: Said | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows a letter under a title of its own: the blocks ``first`` to ``last`` (ordinals, inclusive).

    ``kind`` is ``terms_of_reference`` or ``annex``; only terms of reference have questions, enquiries and exclusions.
    """

    kind: str
    title: Said
    first: int
    last: int
    questions: tuple[Said, ...] = ()
    enquiries: tuple[Said, ...] = ()
    exclusions: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What a letter says it sends along: its name there, the words that say so, and which annex it is (None: none)."""

    name: Said
    words: Said
    annex: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An earlier letter that a letter says it answers: the words that say so, and what they tell of it.

    ``date`` is None where no whole date is printed; ``printed_date`` may then hold a day and a month.
    """

    words: Said
    date: dt.date | None = None
    printed_date: Said | None = None
    writer: Said | None = None
    about: Said | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says of itself, each with the span it was read from (None or empty: not stated).

    ``recipient`` is who is greeted, ``addressee`` the name in the address. ``direction`` is ``from_panel`` or
    ``to_panel``. ``signatories`` are all who sign; the first is the sender.
    """

    sent: dt.date | None = None
    sender: str | None = None
    recipient: str | None = None
    sent_at: Segment | None = None
    sender_at: Segment | None = None
    recipient_at: Segment | None = None
    printed_date: Said | None = None
    sender_role: Said | None = None
    sender_organisation: Said | None = None
    recipient_role: Said | None = None
    recipient_organisation: Said | None = None
    addressee: Said | None = None
    direction: str | None = None
    salutation: Said | None = None
    subject: Said | None = None
    sign_off: Said | None = None
    signatories: tuple[Party, ...] = ()
    copied_to: tuple[Said, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    annexes: tuple[Annex, ...] = ()
    replies_to: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """What is known about a publication besides its text.

    ``published`` is the first day, ``updated`` that of the last change its publisher names; ``as_at`` the day on which
    it says its figures stood, ``period_from`` and ``period_to`` the time it reports on. ``status_since`` and
    ``status_reason`` belong to a ``status`` that is not current. ``page_url`` is the page it is published on, where
    that is not the document itself. ``licence`` is None where nothing is said of it. ``government`` names the earlier
    government under which it was published, where that matters. ``changes`` are what its publisher says of each change:
    the day (YYYY-MM-DD) and a note.
    """

    title: str
    kind: str
    speaker: Speaker = Speaker.OTHER
    published: dt.date | None = None
    url: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    status: str = "current"
    fictional: bool = False
    letter: Letter | None = None
    updated: dt.date | None = None
    as_at: dt.date | None = None
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    status_since: dt.date | None = None
    status_reason: str | None = None
    page_url: str | None = None
    licence: str | None = None
    locale: str | None = None
    organisations: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    government: str | None = None
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a document comes from: a source (``file``, ``jsonl``, ``govuk``, a website) and a place in it."""

    source: str
    place: str


@dataclass(frozen=True, slots=True)
class File:
    """One of the files that a document comes in."""

    name: str
    media_type: str
    digest: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was fetched and read: ready for the record.

    ``file`` is what was read and is quoted; ``others`` are the same document in other formats. ``offer`` is the digest
    of the offer it was read from.
    """

    locator: Locator
    file: str
    digest: str
    description: Description
    reading: Reading
    publication_id: str | None = None
    others: tuple[File, ...] = ()
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that is at hand and has not been read.

    ``digest`` covers all that decides what reading it gives: its bytes, what is stated of it, and the readers' version.
    ``read`` raises ``IngestError`` when it cannot be read. ``formerly`` are places from which the same publication may
    have come before.
    """

    locator: Locator
    digest: str
    read: Callable[[], Document]
    formerly: tuple[Locator, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is held just as it is offered, and was not read again."""

    locator: Locator
    publication_id: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: where it is, and one sentence on what is wrong and how to mend it."""

    locator: Locator
    reason: str
