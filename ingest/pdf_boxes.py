"""Finds the boxes on a page of a PDF: rectangles, filled or with a border, that words stand in.

PDFium's page objects: https://pdfium.googlesource.com/pdfium/+/main/public/fpdf_edit.h
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.pdf_letters import Place, Turn
from ingest.pdf_rows import Row

NARROWEST, LOWEST = 60.0, 14.0
TOUCH = 3.0
LARGEST_SHARE = 0.85
WHITE = 250
MOST_SHAPES = 5000
DEPTH = 3


def find_boxes(page: pypdfium2.PdfPage, turn: Turn) -> list[Place]:
    """Return the boxes on a page, the largest where one lies in another, as the page is turned to be read."""
    areas = [turn.place(*area) for area in _areas(page)]
    whole = turn.width * turn.height * LARGEST_SHARE
    joined = _joined([area for area in areas if area[2] - area[0] >= NARROWEST])
    fit = [area for area in joined if area[3] - area[1] >= LOWEST and _size(area) < whole]
    fit.sort(key=_size, reverse=True)
    return [area for place, area in enumerate(fit) if not any(_lies_in(area, other) for other in fit[:place])]


def stands_in(row: Row, box: Place) -> bool:
    """Return whether the words of a row stand in a box."""
    left, bottom, right, top = box
    return left - TOUCH <= row.left and row.right <= right + TOUCH and bottom <= row.middle <= top


def has_picture(page: pypdfium2.PdfPage) -> bool:
    """Return whether a page shows a picture."""
    kinds = {pdfium.FPDFPageObj_GetType(shape) for shape, _ in _shapes(page)}
    return bool(kinds & {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING})


def _size(area: Place) -> float:
    return (area[2] - area[0]) * (area[3] - area[1])


def _lies_in(area: Place, other: Place) -> bool:
    return (
        other[0] - TOUCH <= area[0]
        and other[1] - TOUCH <= area[1]
        and area[2] <= other[2] + TOUCH
        and area[3] <= other[3] + TOUCH
    )


def _joined(areas: Sequence[Place]) -> list[Place]:
    """Return areas with those of one width that touch made one: the background of a paragraph may be drawn by lines."""
    found: list[Place] = []
    for area in sorted(areas, key=lambda area: (round(area[0]), round(area[2]), -area[3])):
        last = found[-1] if found else None
        alike = last and abs(last[0] - area[0]) < TOUCH and abs(last[2] - area[2]) < TOUCH
        if last and alike and area[3] >= last[1] - TOUCH:
            found[-1] = (last[0], min(last[1], area[1]), last[2], last[3])
        else:
            found.append(area)
    return found


def _areas(page: pypdfium2.PdfPage) -> Iterator[Place]:
    """Yield the bounds of the paths that can be seen as areas."""
    for shape, on_page in _shapes(page):
        if pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_PATH and on_page and _is_seen(shape):
            sides = [ctypes.c_float() for _ in range(4)]
            if pdfium.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, sides)):
                left, bottom, right, top = (side.value for side in sides)
                if math.isfinite(left + bottom + right + top):
                    yield left, bottom, right, top


def _shapes(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, bool]]:
    """Yield what is drawn on a page, also in forms placed on it, of which the places are not those of the page."""
    stack = [(page.raw, DEPTH)]
    left = MOST_SHAPES
    while stack:
        holder, depth = stack.pop()
        on_page = depth == DEPTH
        count = (pdfium.FPDFPage_CountObjects if on_page else pdfium.FPDFFormObj_CountObjects)(holder)
        get = pdfium.FPDFPage_GetObject if on_page else pdfium.FPDFFormObj_GetObject
        for index in range(min(count, left)):
            shape = get(holder, index)
            yield shape, on_page
            if depth and pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_FORM:
                stack.append((shape, depth - 1))
        left -= max(count, 0)


def _is_seen(shape: Any) -> bool:
    """Return whether a path has a border, or is filled with a colour that is not white."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, ctypes.byref(mode), ctypes.byref(stroked))
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(shape, *map(ctypes.byref, parts))
    filled = mode.value and min(part.value for part in parts[:3]) < WHITE
    return bool(stroked.value or filled)
