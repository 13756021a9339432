"""Reads OpenDocument texts (.odt): headings, paragraphs, lists, tables and notes as a reader of the document sees them.

API: https://jdum.github.io/odfdo/; format: https://docs.oasis-open.org/office/OpenDocument/v1.4/
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from odfdo import Document

from ingest.composing import Written, compose, say_once
from ingest.errors import UnreadableDocument
from ingest.lines import RawText
from ingest.odt_blocks import Book
from ingest.odt_styles import read_styles
from ingest.settling import settle
from ingest.zipped import DAMAGED, OLE_CONTAINER, check_xml, open_zip

PARTS = ("content.xml", "styles.xml", "meta.xml")
MOST_TAGS = 400_000
"""odfdo takes some 20 millionths of a second for each; a book of a thousand pages has fewer."""
MANIFEST = "META-INF/manifest.xml"
ENCRYPTED = b"encryption-data"
TYPES = (b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-template")
EDGES = ("header", "header-left", "header-first"), ("footer", "footer-left", "footer-first")


def read_odt(data: bytes) -> RawText:
    """Return the text of an OpenDocument text; ``UnreadableDocument`` when it is damaged, encrypted or unsafe."""
    _check(data)
    try:
        document = Document(BytesIO(data))
        blocks = settle(_blocks(document))
        title, author = _facts(document)
    except Exception as error:  # odfdo raises whatever happens to it in a damaged file
        raise UnreadableDocument(DAMAGED) from error
    return compose(blocks, title=title, author=author)


def _check(data: bytes) -> None:
    """Refuse what is no OpenDocument text, or must not be opened, before any other library sees it."""
    members = open_zip(data) if data.startswith(b"PK") and not data.startswith(OLE_CONTAINER) else {}
    if members.get("mimetype", b"").strip() not in TYPES or "content.xml" not in members:
        message = "this is not an OpenDocument text although its name says so; give it the ending of its real format"
        raise UnreadableDocument(message)
    if ENCRYPTED in members.get(MANIFEST, b""):
        message = "this document is encrypted; open it, save it without a password and add it again"
        raise UnreadableDocument(message)
    check_xml({name: members[name] for name in PARTS if name in members}, most_tags=MOST_TAGS)


def _facts(document: Document) -> tuple[str | None, str | None]:
    """Return the title and the author that a document states."""
    if "meta.xml" not in document.get_parts():
        return None, None
    title, author = document.meta.title, document.meta.creator or document.meta.initial_creator
    return (title or "").strip() or None, (author or "").strip() or None


def _blocks(document: Document) -> Iterator[Written]:
    """Yield the blocks of a document: headers of its pages, its text, footers of its pages."""
    roots = [document.content.root]
    if "styles.xml" in document.get_parts():
        roots = [document.styles.root, *roots]
    book = Book(read_styles(roots))
    heads, feet = (
        say_once(
            block
            for root in roots
            for name in names
            for edge in root.get_elements(f"//style:master-page/style:{name}")
            for block in book.read_blocks(edge)
        )
        for names in EDGES
    )
    book.counts.clear()
    yield from heads
    yield from book.read_blocks(document.body)
    yield from feet
