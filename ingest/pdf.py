"""Reads PDF files that have a text layer: text in reading order with the look of each line.

What a page's lines are is measured where it can be: tables, footnotes, headings that bookmarks name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import pypdfium2

from ingest.errors import UnreadableDocument
from ingest.lines import RawText
from ingest.ocr import OcrPage
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


def read_pdf(data: bytes, recognised: Mapping[int, OcrPage] = MappingProxyType({})) -> RawText:
    """Return the text of a PDF; ``UnreadableDocument`` when it is damaged or encrypted.

    Pages that are pictures have the words ``recognised`` on them, by the number of the page (from 1).
    """
    document = _open(data)
    try:
        found = _read(document, data, recognised)
    except pypdfium2.PdfiumError as error:
        message = "a page of this PDF is damaged; open it in a PDF reader, save a new copy and add that"
        raise UnreadableDocument(message) from error
    finally:
        document.close()
    raw = write_text(find_parts(found.pages, found.bookmarks))
    skips = sorted({*raw.skips, *find_breaking_hyphens(raw.text)})
    labels = find_labels(found.labels, _edges(raw))
    pictures = tuple(number for number, page in enumerate(found.pages, start=1) if page.picture)
    return replace(
        raw,
        skips=tuple(skips),
        labels=labels,
        title=found.title,
        author=found.author,
        pictures=pictures,
        recognised=not recognised.keys().isdisjoint(pictures),
    )


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


def _read(document: pypdfium2.PdfDocument, data: bytes, recognised: Mapping[int, OcrPage]) -> _Found:
    facts = document.get_metadata_dict()
    tables = _tables(data)
    return _Found(
        pages=read_pages(document, tables, recognised),
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


def _edges(raw: RawText) -> list[list[str]]:
    """Return the words of the lines at the edges of each page."""
    edges: list[list[str]] = [[] for _ in raw.pages]
    for line in raw.lines:
        if line.edge and line.page:
            edges[line.page - 1].append(raw.text[line.start : line.end])
    return edges
