"""Reads PDF files in a process of its own, and recognises the words on pages that are pictures where that is there."""

from __future__ import annotations

from ingest.documents import BlockKind
from ingest.errors import UnreadableDocument
from ingest.lines import RawText
from ingest.ocr import SECONDS as SECONDS_PER_PICTURE
from ingest.ocr import available, recognise
from ingest.pdf import read_pdf
from ingest.reading_apart import read_apart

SECONDS, SECONDS_PER_MEGABYTE = 9.0, 3.0


def read_pdf_apart(data: bytes) -> RawText:
    """Return the text of a PDF; ``UnreadableDocument`` when it is damaged or encrypted, or holds no words."""
    seconds = SECONDS + SECONDS_PER_MEGABYTE * len(data) / 1_000_000
    raw = read_apart("ingest.pdf.read_pdf", data=data, seconds=seconds)
    if raw.pictures and available():
        pages = ",".join(map(str, raw.pictures))
        waiting = SECONDS_PER_PICTURE * len(raw.pictures)
        reader = ("ingest.pdf_apart.read_recognised", pages)
        raw = read_apart(*reader, data=data, seconds=seconds + waiting, waiting=waiting)
    if not _has_words(raw):
        raise UnreadableDocument(_wordless(raw))
    return raw


def read_recognised(data: bytes, pages: str) -> RawText:
    """Return the text of a PDF with the words on the pages that are pictures ("1,4,5"), as they were recognised."""
    return read_pdf(data, recognise(data, [int(page) for page in pages.split(",")]))


def _has_words(raw: RawText) -> bool:
    lines = (line for line in raw.lines if line.kind is not BlockKind.CAPTION)
    return any(letter.isalnum() for line in lines for letter in raw.text[line.start : line.end])


def _wordless(raw: RawText) -> str:
    if raw.pictures and not available():
        return (
            "this PDF holds pictures of pages and no text; install the program tesseract-ocr and panel-assistant[ocr]"
            " and add it again, or add a copy with a text layer"
        )
    return "this PDF holds no words; add a copy that does"
