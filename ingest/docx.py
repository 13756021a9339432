"""Reads Word documents (.docx): headings, paragraphs, lists, tables and notes as a reader of the document sees them.

python-docx opens the file; its ``iter_inner_content()`` passes over content controls, insertions and text boxes, so
the elements of the body are followed here.
API: https://python-docx.readthedocs.io/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml import parse_xml

from ingest.composing import Written, compose, say_once
from ingest.docx_blocks import Book
from ingest.docx_lists import read_numbering
from ingest.docx_notes import read_notes
from ingest.docx_styles import read_styles
from ingest.errors import UnreadableDocument
from ingest.lines import RawText
from ingest.settling import settle
from ingest.zipped import DAMAGED, OLE_CONTAINER, check_xml, open_zip

XML = (".xml", ".rels")
STRICT = b"purl.oclc.org/ooxml"
START = "_rels/.rels"
TYPES = "[Content_Types].xml"
UNTITLED = re.compile(r"$|Microsoft Word - |(?:Word )?Document\s*\d*$|Untitled", re.IGNORECASE)
"""What programs put where nobody has written a title."""
NOTES = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}


def read_docx(data: bytes) -> RawText:
    """Return the text of a Word document; ``UnreadableDocument`` when it is damaged, encrypted or unsafe."""
    _check(data)
    try:
        document = docx.Document(BytesIO(data))
        blocks = [*settle(_blocks(document))]
        title, author = _facts(document)
    except Exception as error:  # python-docx raises whatever happens to it in a damaged file
        raise UnreadableDocument(DAMAGED) from error
    return compose(blocks, title=title, author=author)


def _check(data: bytes) -> None:
    """Refuse what is no Word document, or must not be opened, before any other library sees it."""
    if data.startswith(OLE_CONTAINER):
        message = "this is an encrypted or an old Word file; open it in Word, remove its password and save it as .docx"
        raise UnreadableDocument(message)
    if not data.startswith(b"PK"):
        message = "this is not a Word document although its name says so; give it the ending of its real format"
        raise UnreadableDocument(message)
    members = open_zip(data)
    if not {START, TYPES} <= set(members):
        message = "this is not a Word document although its name says so; give it the ending of its real format"
        raise UnreadableDocument(message)
    if STRICT in members[START]:
        message = 'it is saved as "Strict Open XML"; open it in Word and save it as an ordinary Word document'
        raise UnreadableDocument(message)
    check_xml({name: content for name, content in members.items() if name.endswith(XML)})


def _facts(document: Document) -> tuple[str | None, str | None]:
    """Return the title and the author that a document states; python-docx would make some up where it states none."""
    if not any(
        relation.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for relation in document.part.package.rels.values()
    ):
        return None, None
    stated = document.core_properties
    title = stated.title.strip()
    return None if UNTITLED.match(title) else title, stated.author.strip() or None


def _blocks(document: Document) -> Iterator[Written]:
    """Yield the blocks of a document: headers of its pages, its text, footers of its pages."""
    book = Book(read_styles(document.styles.element), read_numbering(_part(document, RELATIONSHIP_TYPE.NUMBERING)))
    parts = {kind: root for kind, name in NOTES.items() if (root := _part(document, name)) is not None}
    book.notes = read_notes(parts, document.settings.element, book.read_blocks)
    yield from say_once(block for edge in _parts(document, RELATIONSHIP_TYPE.HEADER) for block in book.read_apart(edge))
    yield from book.read_blocks(document.element.body)
    yield from say_once(block for edge in _parts(document, RELATIONSHIP_TYPE.FOOTER) for block in book.read_apart(edge))


def _part(document: Document, name: str) -> Any:
    """Return the root of a part that the text refers to, or None."""
    return next(_parts(document, name), None)


def _parts(document: Document, kind: str) -> Iterator[Any]:
    """Yield the roots of the parts of a kind, each once: the headers of first, even and other pages of all sections."""
    seen: set[str] = set()
    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external and relation.target_part.partname not in seen:
            part = relation.target_part
            seen.add(part.partname)
            yield part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
