"""Reads PDF files that have a text layer: text in reading order with the look of each line.

What a page's lines are is measured where it can be: tables, footnotes, headings that bookmarks name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from ingest.documents import BlockKind
from ingest.errors import UnreadableDocument
from ingest.lines import RawText
from ingest.pdf_hyphens import find_breaking_hyphens
from ingest.pdf_labels import find_labels
from ingest.pdf_lines import write_text
from ingest.pdf_outline import Bookmark, read_outline
from ingest.pdf_pages import Page, find_parts, read_pages
from ingest.pdf_tables import Table, find_tables, pages_with_tables


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file holds besides its words."""

    pages: list[Page]
    bookmarks: tuple[Bookmark, ...]
    labels: tuple[str, ...]
    title: str | None
    author: str | None


def read_pdf(data: bytes) -> RawText:
    """Return the text of a PDF; ``UnreadableDocument`` when it is damaged, encrypted or holds no text."""
    document = _open(data)
    try:
        found = _read(document, data)
    except pypdfium2.PdfiumError as error:
        message = "a page of this PDF is damaged; open it in a PDF reader, save a new copy and add that"
        raise UnreadableDocument(message) from error
    finally:
        document.close()
    if not _has_words(found.pages):
        message = "this PDF holds pictures of pages and no text; run text recognition (OCR) on it and add the result"
        raise UnreadableDocument(message)
    raw = write_text(find_parts(found.pages, found.bookmarks))
    skips = sorted({*raw.skips, *find_breaking_hyphens(raw.text)})
    labels = find_labels(found.labels, _edges(raw))
    return replace(raw, skips=tuple(skips), labels=labels, title=found.title, author=found.author)


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            message = "this PDF is encrypted; remove its password and add it again"
        else:
            message = "this PDF is damaged and cannot be opened; download it again"
        raise UnreadableDocument(message) from error
    return document


def _read(document: pypdfium2.PdfDocument, data: bytes) -> _Found:
    facts = document.get_metadata_dict()
    tables = _tables(data)
    return _Found(
        pages=read_pages(document, tables),
        bookmarks=read_outline(document),
        labels=tuple(document.get_page_label(number) for number in range(len(document))),
        title=facts.get("Title", "").strip() or None,
        author=facts.get("Author") or None,
    )


def _tables(data: bytes) -> Mapping[int, Sequence[Table]]:
    """Return the tables by page; none where they cannot be read, for their words are read as lines in any case."""
    try:
        return find_tables(data, pages_with_tables(data))
    except UnreadableDocument:
        return {}


def _has_words(pages: Sequence[Page]) -> bool:
    rows = (row for page in pages for row in page.rows if row.kind is not BlockKind.CAPTION)
    return any(letter.isalnum() for row in rows for letter in row.text)


def _edges(raw: RawText) -> list[list[str]]:
    """Return the words of the lines at the edges of each page."""
    edges: list[list[str]] = [[] for _ in raw.pages]
    for line in raw.lines:
        if line.edge and line.page:
            edges[line.page - 1].append(raw.text[line.start : line.end])
    return edges
