"""Recognises the words on pages that are pictures, with Tesseract: an extra, `pip install 'panel-assistant[ocr]'`.

What was recognised may be wrong; whoever keeps it must say so. The program itself is installed beside Python, as
`tesseract-ocr`: https://tesseract-ocr.github.io/tessdoc/
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean
from typing import Any

import pypdfium2

from ingest.errors import UnreadableDocument

POINTS = 72
DPI = 300
MOST_PIXELS = 40_000_000
"""As many as A2 paper has at 300 dots per inch; larger pages are rendered more coarsely."""
SECONDS = 60
LANGUAGE = "eng"
PROGRAM = "tesseract"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A recognised word; ``box`` is left, bottom, right, top in points, ``confidence`` between 0 and 1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A recognised line; ``paragraph`` counts the paragraphs of its page from 0."""

    words: tuple[OcrWord, ...]
    paragraph: int

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The rectangle round all words."""
        left, bottom, right, top = zip(*(word.box for word in self.words), strict=True)
        return min(left), min(bottom), max(right), max(top)

    @property
    def confidence(self) -> float:
        """The mean over all words."""
        return fmean(word.confidence for word in self.words)


@dataclass(frozen=True, slots=True)
class OcrPage:
    """The lines that were recognised on a page (from 1), in reading order."""

    page: int
    lines: tuple[OcrLine, ...]


def available() -> bool:
    """Return whether the extra and the program are installed."""
    return importlib.util.find_spec("pytesseract") is not None and shutil.which(PROGRAM) is not None


def recognise(data: bytes, pages: Collection[int], *, seconds: float = SECONDS) -> dict[int, OcrPage]:
    """Return what is written on the pages asked for (from 1); no page may take longer than ``seconds``.

    ``UnreadableDocument`` when Tesseract is not installed, a page cannot be shown or takes too long.
    """
    if not available():
        message = (
            "the words of this PDF are pictures, and text recognition is not installed;"
            " install the program tesseract-ocr and panel-assistant[ocr], and add the PDF again"
        )
        raise UnreadableDocument(message)
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            return {number: _recognise_page(document, number, seconds) for number in sorted(set(pages))}
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        message = "this PDF is damaged or encrypted and cannot be shown; save a copy without password and add that"
        raise UnreadableDocument(message) from error


def _recognise_page(document: pypdfium2.PdfDocument, number: int, seconds: float) -> OcrPage:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(DPI / POINTS, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            found = _run(bitmap.to_pil(), number, dpi=round(scale * POINTS), seconds=seconds)
            return OcrPage(number, tuple(_lines(found, bitmap.get_posconv(page))))
        finally:
            bitmap.close()
    finally:
        page.close()


def _run(picture: Any, number: int, *, dpi: int, seconds: float) -> dict[str, list[Any]]:
    """Return Tesseract's table of words."""
    import pytesseract  # noqa: PLC0415  an extra: only where it is used

    try:
        words: dict[str, list[Any]] = pytesseract.image_to_data(
            picture,
            lang=LANGUAGE,
            config=f"--dpi {dpi}",
            timeout=seconds,
            output_type=pytesseract.Output.DICT,
        )
    except pytesseract.TesseractError as error:
        message = f"Tesseract cannot read page {number} ({error.message}); check that its data for English is installed"
        raise UnreadableDocument(message) from error
    except RuntimeError as error:  # pytesseract's way to say that time is up
        message = f"recognising page {number} took longer than {seconds:g} seconds; add a copy with a text layer"
        raise UnreadableDocument(message) from error
    return words


def _lines(found: dict[str, list[Any]], places: Any) -> Iterator[OcrLine]:
    """Return the lines of Tesseract's table, of which each row names block, paragraph and line."""
    rows = [dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True)]
    words = [row for row in rows if str(row["text"]).strip() and float(row["conf"]) >= 0]
    paragraphs = groupby(words, key=lambda row: (row["block_num"], row["par_num"]))
    for number, (_, paragraph) in enumerate(paragraphs):
        for _, line in groupby(paragraph, key=lambda row: row["line_num"]):
            yield OcrLine(tuple(_word(row, places) for row in line), number)


def _word(row: dict[str, Any], places: Any) -> OcrWord:
    """Return a word with its place on the page, of which the picture may be a turned or a cut view."""
    left, top = row["left"], row["top"]
    one, other = places.to_page(left, top), places.to_page(left + row["width"], top + row["height"])
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return OcrWord(str(row["text"]).strip(), (x0, y0, x1, y1), float(row["conf"]) / 100)
