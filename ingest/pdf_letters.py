"""Reads the letters of a page with PDFium, in rows.

A letter's style is asked for once for each run of text, its rectangle once for each letter. PDFium marks a hyphen at
the end of a line by U+FFFE and drops the line break, which is put back.
API: https://pypdfium2.readthedocs.io/, https://pdfium.googlesource.com/pdfium/+/main/public/fpdf_text.h
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.pdf_marks import rejoin_marks
from ingest.pdf_rows import Letter, Row, make_row

BROKEN_HYPHEN = "\ufffe"
BOLD_WEIGHT = 600
BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
LONGEST_NAME = 128
QUARTER = 90
LOWER = 0.4
SMALLEST = 2.0

Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned to be read: quarter turns against the clock that its letters make, and its size."""

    quarters: int
    width: float
    height: float

    def place(self, left: float, bottom: float, right: float, top: float) -> Place:
        """Return where a rectangle stands when the page is turned to be read."""
        if self.quarters == 1:
            return bottom, self.width - right, top, self.width - left
        if self.quarters == 2:  # noqa: PLR2004  upside down
            return self.width - right, self.height - top, self.width - left, self.height - bottom
        if self.quarters == 3:  # noqa: PLR2004  three quarters
            return self.height - top, left, self.height - bottom, right
        return left, bottom, right, top

    @property
    def tall(self) -> float:
        """The height of the page when it is turned to be read."""
        return self.width if self.quarters % 2 else self.height


def read_rows(page: pypdfium2.PdfPage) -> tuple[list[Row], Turn]:
    """Return the rows of a page in PDFium's order, and how the page is turned."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        count = textpage.count_chars()
        if len(text) != count:
            # Letters outside the basic plane may be one in PDFium's count and two in its text.
            text = "".join(_character(textpage.raw, index) for index in range(count))
        letters, quarters = _letters(textpage.raw, text)
    finally:
        textpage.close()
    left, bottom, right, top = page.get_mediabox()
    turn = Turn(quarters, right - left, top - bottom)
    if quarters:
        letters = [_turned(letter, turn) for letter in letters]
    rows = (make_row(row) for row in _rows(letters))
    return rejoin_marks([row for row in rows if row and row.words]), turn


def _turned(letter: Letter, turn: Turn) -> Letter:
    left, bottom, right, top = turn.place(letter.left, letter.bottom, letter.right, letter.top)
    return letter._replace(left=left, bottom=bottom, right=right, top=top)


def _character(textpage: Any, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(textpage, index)
    is_letter = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF  # noqa: PLR2004  surrogates are no letters
    return chr(code) if is_letter else "\ufffd"


def _letters(textpage: Any, text: str) -> tuple[list[Letter], int]:
    """Return the letters of a page, and the quarter turns that most of them make."""
    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    run, size, bold, turned = 0, 0.0, False, 0
    turns: Counter[int] = Counter()
    found: list[Letter] = []
    for index, character in enumerate(text):
        if character.isspace():
            found.append(Letter(character, size, bold, 0.0, 0.0, 0.0, 0.0))
            continue
        address = _address(pdfium.FPDFText_GetTextObject(textpage, index))
        if address != run:
            run = address
            size, bold, turned = _style(textpage, index)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, pointer)
        turns[turned] += 1
        # Fonts whose letters are drawings may count their size in units of their own.
        height = size if size >= SMALLEST else round(box.top - box.bottom, 1)
        found.append(Letter(character, height, bold, box.left, box.bottom, box.right, box.top))
    return found, turns.most_common(1)[0][0] if turns else 0


def _address(run: Any) -> int:
    return ctypes.addressof(run.contents) if run else 0


def _style(textpage: Any, index: int) -> tuple[float, bool, int]:
    """Return size and weight of a letter, and its quarter turns against the clock."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix))
    size = round(pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d), 1)
    bold = pdfium.FPDFText_GetFontWeight(textpage, index) >= BOLD_WEIGHT or _is_bold_by_name(textpage, index)
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    return size, bold, round(angle / QUARTER) % 4 if math.isfinite(angle) else 0


def _is_bold_by_name(textpage: Any, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(LONGEST_NAME), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(textpage, index, name, LONGEST_NAME, ctypes.byref(flags))
    return length <= LONGEST_NAME and BOLD_NAME.search(name.value) is not None


def _rows(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    row: list[Letter] = []
    before: Letter | None = None
    for letter in letters:
        if before and letter.right > letter.left and _begins_line(before, letter):
            # PDFium does not break a line before a small raised number that begins the next.
            yield row
            row = []
        if letter.character == "\n":
            yield row
            row = []
        elif letter.character == BROKEN_HYPHEN:
            yield [*row, letter._replace(character="-")]
            row = []
        elif letter.character not in "\r\f":
            row.append(letter)
        before = (letter if letter.right > letter.left else before) if row else None
    if row:
        yield row


def _begins_line(before: Letter, letter: Letter) -> bool:
    """Return whether a letter stands further left and lower than the one before it."""
    return letter.left < before.left - before.size and letter.bottom < before.bottom - before.size * LOWER
