"""Makes rows of the words that were recognised on a page that is a picture."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from ingest.ocr import OcrPage
from ingest.pdf_letters import Turn
from ingest.pdf_rows import Row

LEAST_CONFIDENCE = 0.5
"""Below it, Tesseract has mostly taken a drawing, a stamp or handwriting for letters: such a line is left out."""


def recognised_rows(page: OcrPage, turn: Turn) -> Iterator[Row]:
    """Yield the lines of a page as rows, all of one size: how high letters stand is too unsure to tell headings by."""
    lines = [line for line in page.lines if line.confidence >= LEAST_CONFIDENCE]
    places = [turn.place(*line.box) for line in lines]
    size = round(median(top - bottom for _, bottom, _, top in places), 1) if places else 0.0
    paragraph = None
    for line, (left, bottom, right, _) in zip(lines, places, strict=True):
        yield Row(line.text, left, right, bottom, bottom, size, apart=line.paragraph != paragraph)
        paragraph = line.paragraph
