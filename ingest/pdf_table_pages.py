"""Says quickly on which pages of a PDF a table can be: no page is read letter by letter.

PDFium's page objects: https://pdfium.googlesource.com/pdfium/+/main/public/fpdf_edit.h
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import UnreadableDocument

THIN, LONG, DEEP = 3.0, 8.0, 20.0
ALIKE = 3.0
FEWEST_RULES = 3
MANY_PARTS = 9
"""A path of one rectangle has five parts; a grid drawn as one path has more than this."""
MOST_SHAPES = 20_000
DEPTH = 4
WHITE = 250
CAPTION = re.compile(r"^\s*Table\s+(?:[A-Z]{1,2}[.-]?)?\d", re.MULTILINE)

Bounds = tuple[float, float, float, float]


def pages_with_tables(data: bytes) -> tuple[int, ...]:
    """Return the pages (from 1) that have lines as a table has, or words that begin a table's caption."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        message = "this PDF is damaged or encrypted and cannot be opened; save a copy without password and add that"
        raise UnreadableDocument(message) from error
    try:
        return tuple(number for number in range(1, len(document) + 1) if _has_table(document, number))
    finally:
        document.close()


def _has_table(document: pypdfium2.PdfDocument, number: int) -> bool:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return False  # a page that cannot be opened is told of by the reader of its text
    try:
        return _has_lines(page) or _has_caption(page)
    finally:
        page.close()


def _has_lines(page: pypdfium2.PdfPage) -> bool:
    """Return whether lines cross, or lines or areas of one width stand one above another."""
    across: Counter[tuple[int, int]] = Counter()
    down = 0
    for left, bottom, right, top in _shapes(page):
        wide, high = right - left, top - bottom
        if high <= THIN < wide:
            across[round(left / ALIKE), round(right / ALIKE)] += 1
        elif wide <= THIN < high:
            down += high >= LONG
        elif wide > DEEP and high > LONG:
            across[round(left / ALIKE), round(right / ALIKE)] += 2
    return (down > 1 and across.total() > 1) or max(across.values(), default=0) >= FEWEST_RULES


def _shapes(page: pypdfium2.PdfPage) -> Iterator[Bounds]:
    """Return the bounds of what is drawn on a page, also in forms that are placed on it."""
    stack = [(page.raw, DEPTH)]
    looked_at = 0
    while stack:
        holder, depth = stack.pop()
        on_page = depth == DEPTH
        count = (pdfium.FPDFPage_CountObjects if on_page else pdfium.FPDFFormObj_CountObjects)(holder)
        get = pdfium.FPDFPage_GetObject if on_page else pdfium.FPDFFormObj_GetObject
        for index in range(min(count, MOST_SHAPES - looked_at)):
            shape = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(shape)
            if kind == pdfium.FPDF_PAGEOBJ_PATH and not _is_white_area(shape):
                yield from _bounds(shape)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
                stack.append((shape, depth - 1))
        looked_at += max(count, 0)


def _is_white_area(shape: Any) -> bool:
    """Return whether a path is filled with white and has no border: it hides, and is not seen itself."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, ctypes.byref(mode), ctypes.byref(stroked))
    if stroked.value:
        return False
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(shape, *map(ctypes.byref, parts))
    return min(part.value for part in parts[:3]) >= WHITE


def _bounds(shape: Any) -> Iterator[Bounds]:
    """Return the bounds of a path, several times where it has so many parts that it can be a whole grid."""
    sides = [ctypes.c_float() for _ in range(4)]
    if pdfium.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, sides)):
        left, bottom, right, top = (side.value for side in sides)
        parts = pdfium.FPDFPath_CountSegments(shape)
        yield from [(left, bottom, right, top)] * (2 if parts > MANY_PARTS else 1)


def _has_caption(page: pypdfium2.PdfPage) -> bool:
    """Return whether a line begins as the caption of a table does."""
    try:
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return False
    try:
        return CAPTION.search(textpage.get_text_range()) is not None
    finally:
        textpage.close()
