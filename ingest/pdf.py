"""Reads PDF files that have a text layer: text in reading order with the look of each line.

pypdfium2 gives the text; PDFium marks a hyphen at the end of a line by U+FFFE and drops the line break, which is put
back.
API: https://pypdfium2.readthedocs.io/, https://pdfium.googlesource.com/pdfium/+/main/public/fpdf_text.h
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import UnreadableDocument
from ingest.lines import SMALL_RATIO, Line, RawText, find_usual_size

BROKEN_HYPHEN = "\ufffe"
BOLD_WEIGHT = 600
EDGE_LINES = 2
SUPERSCRIPT_RATIO = 0.8


@dataclass(frozen=True, slots=True)
class _Letter:
    character: str
    size: float
    bold: bool
    left: float
    bottom: float


def read_pdf(data: bytes) -> RawText:
    """Return the text of a PDF; ``UnreadableDocument`` when it is damaged, encrypted or holds no text."""
    document = _open(data)
    try:
        facts = document.get_metadata_dict()
        pages = [_page_letters(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        message = "a page of this PDF is damaged; open it in a PDF reader, save a new copy and add that"
        raise UnreadableDocument(message) from error
    finally:
        document.close()
    if not any(letter.character.isalnum() for page in pages for letter in page):
        message = "this PDF holds pictures of pages and no text; run text recognition (OCR) on it and add the result"
        raise UnreadableDocument(message)
    return replace(_assemble(pages), title=facts.get("Title", "").strip() or None, author=facts.get("Author") or None)


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


def _page_letters(document: pypdfium2.PdfDocument, number: int) -> list[_Letter]:
    page = document[number]
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        # Code points outside the basic plane are one index in PDFium's count and may be two in its text.
        count = min(textpage.count_chars(), len(text))
        return [_letter(textpage.raw, index, text[index]) for index in range(count)]
    finally:
        textpage.close()
        page.close()


def _letter(textpage: object, index: int, character: str) -> _Letter:
    if character in "\r\n":
        return _Letter(character, 0.0, bold=False, left=0.0, bottom=0.0)
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
    bold = pdfium.FPDFText_GetFontWeight(textpage, index) >= BOLD_WEIGHT
    return _Letter(character, round(box.top - box.bottom, 1), bold=bold, left=box.left, bottom=box.bottom)


def _assemble(pages: Sequence[list[_Letter]]) -> RawText:
    parts: list[str] = []
    page_lines: list[list[tuple[Line, float]]] = []
    skips: list[tuple[int, int]] = []
    starts: list[int] = []
    offset = 0
    for number, page in enumerate(pages, start=1):
        starts.append(offset)
        page_lines.append([])
        for row in _rows(page):
            words = "".join(letter.character for letter in row)
            if words.strip():
                page_lines[-1].append(_line(row, offset, number))
                skips.extend(_superscripts(row, offset))
            parts.append(words + "\n")
            offset += len(words) + 1
        parts.append("\f")
        offset += 1
    size = find_usual_size([line for found in page_lines for line, _ in found])
    lines = tuple(line for found in page_lines for line in _with_gaps(found, size))
    return RawText("".join(parts), lines, tuple(starts), tuple(skips), laid_out=True)


def _rows(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    row: list[_Letter] = []
    for letter in letters:
        if letter.character == "\n":
            yield row
            row = []
        elif letter.character == BROKEN_HYPHEN:
            yield [*row, replace(letter, character="-")]
            row = []
        elif letter.character not in "\r\f":
            row.append(letter)
    if row:
        yield row


def _line(row: Sequence[_Letter], offset: int, page: int) -> tuple[Line, float]:
    inked = [letter for letter in row if not letter.character.isspace() and letter.size > 0] or list(row)
    size = Counter(letter.size for letter in inked).most_common(1)[0][0]
    bold = sum(letter.bold for letter in inked) > len(inked) / 2
    words = "".join(letter.character for letter in row)
    start = offset + len(words) - len(words.lstrip())
    line = Line(start, offset + len(words.rstrip()), page, size=size, bold=bold, left=round(inked[0].left, 1))
    return line, median(letter.bottom for letter in inked)


def _superscripts(row: Sequence[_Letter], offset: int) -> Iterator[tuple[int, int]]:
    """Yield digits set smaller than the word they follow: marks of footnotes."""
    inked = [letter.size for letter in row if letter.character.isalnum()]
    if not inked:
        return
    usual = Counter(inked).most_common(1)[0][0]
    index = 0
    while index < len(row):
        end = index
        while end < len(row) and row[end].character.isdigit() and 0 < row[end].size < usual * SUPERSCRIPT_RATIO:
            end += 1
        if end > index > 0:
            yield offset + index, offset + end
        index = max(end, index + 1)


def _with_gaps(page_lines: Sequence[tuple[Line, float]], size: float) -> Iterator[Line]:
    """Yield a page's lines with ``gap`` and ``edge``; ``size`` is the usual one of the document's letters."""
    distances = [above[1] - below[1] for above, below in pairwise(page_lines)]
    usual = _usual_distance(page_lines, size)
    for index, (line, _) in enumerate(page_lines):
        gap = distances[index - 1] / usual if index else 0.0
        edge = index < EDGE_LINES or index >= len(page_lines) - EDGE_LINES
        yield replace(line, gap=round(gap, 2), edge=edge)


def _usual_distance(page_lines: Sequence[tuple[Line, float]], size: float) -> float:
    """Return the distance between lines of usual size: a page may hold more lines of footnotes than of text."""
    text = [(above[1] - below[1], min(above[0].size, below[0].size)) for above, below in pairwise(page_lines)]
    usual = [distance for distance, smaller in text if distance > 1 and smaller >= size * SMALL_RATIO]
    return median(usual or [distance for distance, _ in text if distance > 1] or [1.0])
