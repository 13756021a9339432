from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableDocument
from ingest.ocr import OcrLine, OcrPage, available, recognise

needs_tesseract = pytest.mark.skipif(not available(), reason="needs tesseract and the extra [ocr], which are not there")

WIDTH, HEIGHT = 595.0, 842.0
TEXT = [
    "Fictional sample: letter of the Example Safeguarding Review Panel",
    "The council must tell us within five working days that a child",
    "has come to serious harm. In 2033 we read more than 400 early",
    "reviews, of which 58 came late. Nobody was blamed for that.",
    "",
    "A worker who learns that a family is about to move should ring",
    "the new area on the same day, and write down whom she spoke to.",
    "The new area should visit within ten days (see paragraph 3.2).",
]


def draw(lines: Sequence[str], *, size: float = 12) -> bytes:
    """Return a PDF page with these lines as text."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Times-Roman", size)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 18 * number, line)
    canvas.save()
    return data.getvalue()


def scan(data: bytes, *, turned: int = 0) -> bytes:
    """Return a PDF whose pages are pictures of another's, which the page itself turns upright again."""
    document, scanned = pypdfium2.PdfDocument(data), io.BytesIO()
    canvas = Canvas(scanned, pagesize=(WIDTH, HEIGHT))
    size = (WIDTH, HEIGHT) if turned % 180 == 0 else (HEIGHT, WIDTH)
    for page in document:
        picture = page.render(scale=300 / 72, grayscale=True).to_pil().rotate(turned, expand=True)
        canvas.drawImage(ImageReader(picture), 0, 0, *size)
        canvas.setPageRotation(turned)
        canvas.showPage()
    canvas.save()
    document.close()
    return scanned.getvalue()


def read(data: bytes) -> OcrPage:
    """Return the only page of a PDF."""
    return recognise(data, [1])[1]


def words(page: OcrPage) -> list[str]:
    """Return all words of a page."""
    return [word.text for line in page.lines for word in line.words]


def count_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Return how many words must be put in, taken out or changed to make one text of the other."""
    before = list(range(len(heard) + 1))
    for number, word in enumerate(said, start=1):
        row = [number]
        for place, other in enumerate(heard, start=1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (word != other)))
        before = row
    return before[-1]


def find(page: OcrPage, start: str) -> OcrLine:
    """Return the line that starts with some words."""
    (line,) = (line for line in page.lines if line.text.startswith(start))
    return line


@pytest.fixture(scope="module")
def page() -> OcrPage:
    """A scanned letter, recognised."""
    return read(scan(draw(TEXT)))


@needs_tesseract
def test_clean_text_is_recognised(page: OcrPage) -> None:
    """Of the words of a clean scan, fewer than two in a hundred are wrong."""
    said = " ".join(TEXT).split()
    assert count_errors(said, words(page)) / len(said) < 0.02


@needs_tesseract
def test_lines_and_paragraphs_are_kept(page: OcrPage) -> None:
    """The lines come in order, and a wider space begins another paragraph."""
    assert [line.text.split()[0] for line in page.lines] == [line.split()[0] for line in TEXT if line]
    assert find(page, "The council").paragraph < find(page, "A worker").paragraph
    assert find(page, "A worker").paragraph == find(page, "the new area").paragraph


@needs_tesseract
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_boxes_are_places_on_the_page(turned: int) -> None:
    """A line's box is where the line stands, in points from the bottom left of the page before it is turned."""
    left, bottom, right, top = find(read(scan(draw(TEXT), turned=turned)), "The council").box
    upright = {
        0: (left, bottom, right, top),
        90: (bottom, HEIGHT - right, top, HEIGHT - left),
        180: (WIDTH - right, HEIGHT - top, WIDTH - left, HEIGHT - bottom),
        270: (WIDTH - top, left, WIDTH - bottom, right),
    }[turned]
    assert upright[0] == pytest.approx(72, abs=2)
    assert 742 - 5 < upright[1] < 742 < upright[3] < 742 + 12


@needs_tesseract
def test_confidence_is_a_share(page: OcrPage) -> None:
    """Confidence lies between 0 and 1, and is high for clean text."""
    assert all(0 <= word.confidence <= 1 for line in page.lines for word in line.words)
    assert min(line.confidence for line in page.lines) > 0.8


@needs_tesseract
def test_only_the_pages_asked_for_are_read() -> None:
    """Pages count from 1, and no other page is recognised."""
    data = scan(_two_pages())
    assert list(recognise(data, {2})) == [2]
    assert words(recognise(data, [2])[2]) == ["Second", "page"]
    assert recognise(data, []) == {}


def _two_pages() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT))
    for name in ("First page", "Second page"):
        canvas.setFont("Times-Roman", 18)
        canvas.drawString(72, 700, name)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


@needs_tesseract
def test_a_blank_page_has_no_lines() -> None:
    """A white page is read, and nothing is found on it."""
    assert read(scan(draw([]))).lines == ()


@needs_tesseract
def test_a_page_that_takes_too_long_is_told() -> None:
    """When a page takes more than its time, the message names the page and the limit."""
    with pytest.raises(UnreadableDocument, match=r"page 1 took longer than 0\.01 seconds"):
        recognise(scan(draw(TEXT * 4)), [1], seconds=0.01)


@needs_tesseract
def test_a_huge_page_is_rendered_coarsely() -> None:
    """A page of five metres is read all the same, within the memory of an ordinary one."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(14_400, 14_400))
    canvas.setFont("Times-Roman", 900)
    canvas.drawString(1_000, 8_000, "Fictional poster")
    canvas.save()
    assert words(read(data.getvalue())) == ["Fictional", "poster"]


@needs_tesseract
def test_what_is_no_pdf_is_told() -> None:
    """Bytes that are no PDF are refused with a sentence."""
    with pytest.raises(UnreadableDocument, match="damaged or encrypted"):
        recognise(b"no PDF at all", [1])


def test_without_the_program_the_mend_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where tesseract is not installed, it is not available and the message says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not available()
    with pytest.raises(UnreadableDocument, match="install the program tesseract-ocr and"):
        recognise(draw(TEXT), [1])
