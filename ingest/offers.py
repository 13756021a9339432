"""Makes offers of files: read only when what is held differs, the same document in several formats read once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.describing import describe
from ingest.documents import RECOGNISED, Document, File, Locator, Offer
from ingest.errors import UnreadableDocument
from ingest.lines import RawText
from ingest.ocr import available
from ingest.readers import find_format
from ingest.readings import READER_VERSION, Limits, make_reading
from ingest.sidecars import Stated


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file and where they were found."""

    name: str
    data: bytes
    media_type: str | None = None
    url: str | None = None

    @property
    def digest(self) -> str:
        """The digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def file(self) -> File:
        """The file without its bytes."""
        return File(self.name, find_format(self.name, self.media_type).media_types[0], self.digest, self.url)


WORD = re.compile(r"\w+")
MEGABYTE = 1024 * 1024
ALIKE = 0.6
"""The share of words that two files must have in common to be one document: formats differ in furniture and notes."""


def check_size(size: int, most: int) -> None:
    """Refuse a document of more bytes than are read."""
    if size > most:
        message = (
            f"it is {size / MEGABYTE:,.1f} MB and the limit is {most / MEGABYTE:.3g} MB; "
            "raise PANEL_MAX_DOCUMENT_MB or split it"
        )
        raise UnreadableDocument(message)


def make_offer(places: Sequence[Locator], contents: Sequence[Content], stated: Stated, limits: Limits) -> Offer:
    """Offer a document that comes in one format or several, each at its place (one place: all of them are there).

    The first by the rank of formats is read and quoted; what is ``stated`` counts more than what the document says.
    ``UnreadableDocument`` when one of them is of no format that can be read.
    """
    order = sorted(range(len(contents)), key=lambda at: find_format(contents[at].name, contents[at].media_type).rank)
    ranked = [contents[at] for at in order]
    main, *others = ranked
    locator, *formerly = [places[at] for at in order] if len(places) > 1 else places

    def read() -> Document:
        form = find_format(main.name, main.media_type)
        raw = form.read(main.data)
        if formerly:
            check_alike(raw, others)
        reading = make_reading(raw, reader=form.name + RECOGNISED if raw.recognised else form.name, limits=limits)
        name = main.name.rsplit(".", 1)[0]
        description = stated.applied(describe(reading, name=name, raw=raw))
        return Document(
            locator,
            main.name,
            main.digest,
            description,
            reading,
            others=tuple(other.file for other in others),
            offer=digest,
        )

    # Where Tesseract was installed since, pictures of pages can be read.
    readers = f"{READER_VERSION} {available()}"
    parts = [readers, repr(stated), repr(limits.most_tokens), *(repr(one.file) for one in ranked)]
    digest = hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()
    return Offer(locator, digest, read, tuple(formerly))


def check_alike(raw: RawText, others: Sequence[Content]) -> None:
    """Check that other files hold the words of a document; ``UnreadableDocument`` names the one that does not."""
    words = frozenset(WORD.findall(raw.text.lower()))
    for other in others:
        own = frozenset(WORD.findall(find_format(other.name, other.media_type).read(other.data).text.lower()))
        if len(words & own) < ALIKE * min(len(words), len(own)):
            message = f"{other.name} has the same name and other words; if it is another document, rename it"
            raise UnreadableDocument(message)
