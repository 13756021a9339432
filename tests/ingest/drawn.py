"""Draws PDF files as publishers' programs do: words anywhere, boxes, bookmarks, page labels, turned pages."""

from __future__ import annotations

import io

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

PALE = HexColor("#dce6ee")
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
FULL = "The council of Westhaven wrote to every family in the spring and asked whether anybody had been told. Most had."
DOT = b"P5 1 1 255 \x80"


class Drawing:
    """A PDF that is being drawn; ``turned`` says whether its first page, or the letters on it, lie on their side."""

    def __init__(self, *, turned: str = "") -> None:
        self._file = io.BytesIO()
        self._canvas = Canvas(self._file, pagesize=A4)
        if turned:
            self._lie_down(page=turned == "page")

    def _lie_down(self, *, page: bool) -> None:
        if page:
            self._canvas.setPageRotation(90)
        self._canvas.rotate(90)
        self._canvas.translate(0, -A4[0])

    def text(self, words: str, *, y: float, x: float = 60, size: float = 12, bold: bool = False) -> None:
        """Write a line."""
        self._canvas.setFont(BOLD if bold else PLAIN, size)
        self._canvas.drawString(x, y, words)

    def raised(self, before: str, mark: str, after: str, *, y: float, size: float = 12) -> None:
        """Write a line with a raised mark in it."""
        text = self._canvas.beginText(60, y)
        for words, height, rise in ((before, size, 0), (mark, size * 0.65, size * 0.35), (after, size, 0)):
            text.setFont(PLAIN, height)
            text.setRise(rise)
            text.textOut(words)
        self._canvas.drawText(text)

    def wrap(self, words: str, width: float, *, size: float = 12) -> list[str]:
        """Return words in lines of a width."""
        return list(simpleSplit(words, PLAIN, size, width))

    def paragraph(self, words: str, *, y: float, x: float = 60, width: float = 470) -> None:
        """Write a paragraph from a height downwards."""
        for number, line in enumerate(self.wrap(words, width)):
            self.text(line, x=x, y=y - 14 * number)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a filled rectangle with a border."""
        self._canvas.setFillColor(PALE)
        self._canvas.rect(x, y, width, height, fill=1)
        self._canvas.setFillColor(black)

    def picture(self) -> None:
        """Show a picture over most of the page."""
        self._canvas.drawImage(ImageReader(io.BytesIO(DOT)), 50, 50, 400, 600)

    def bookmark(self, title: str, level: int = 0) -> None:
        """Add a bookmark that leads to this page."""
        self._canvas.bookmarkPage(title)
        self._canvas.addOutlineEntry(title, title, level)

    def label(self, page: int, style: str, start: int = 1) -> None:
        """State how the pages from this one (from 0) on are numbered."""
        self._canvas.addPageLabel(page, style, start)

    def next_page(self, *, size: tuple[float, float] = A4) -> None:
        """End the page and begin another."""
        self._canvas.showPage()
        self._canvas.setPageSize(size)

    def data(self) -> bytes:
        """Return the file."""
        if not self._file.getvalue():
            self._canvas.save()
        return self._file.getvalue()


def make_pdf() -> bytes:
    """Return a file with all that is looked for: a bookmark, a note, a box, page labels."""
    drawing = Drawing()
    drawing.bookmark("What we did")
    drawing.text("What we did", y=760, size=18)
    drawing.raised("Nobody had been told", "1", " of it.", y=700)
    drawing.paragraph(FULL, y=600)
    drawing.box(50, 200, 300, 100)
    drawing.raised("", "1", " In the north.", y=60, size=8)
    drawing.label(0, "ROMAN_LOWER")
    return drawing.data()
