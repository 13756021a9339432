from __future__ import annotations

import zlib

import pytest

from ingest.documents import BlockKind
from ingest.errors import UnreadableDocument
from ingest.pdf import read_pdf
from ingest.pdf_apart import read_pdf_apart
from tests.ingest.drawn import FULL, Drawing
from tests.ingest.pdfs import write_pdf
from tests.ingest.test_ocr import TEXT, count_errors, draw, needs_tesseract, scan

GIGABYTE = 1_000_000_000


def swell(filler: bytes, *, times: int) -> bytes:
    """Return a small PDF of one page, whose content is as much of the filler as is asked for, packed twice."""
    squeeze, content = zlib.compressobj(9), b""
    chunk = filler * (1_000_000 // len(filler))
    for _ in range(times // len(chunk)):
        content += squeeze.compress(chunk)
    content = zlib.compress(content + squeeze.flush(), 9)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 5\n0000000000 65535 f \n" + table
    return data + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


def test_a_file_is_read_as_it_is_in_this_process() -> None:
    """Nothing of what the reader found is lost on the way between the processes."""
    drawing = Drawing()
    drawing.bookmark("What we did")
    drawing.text("What we did", y=760, size=18)
    drawing.raised("Nobody had been told", "1", " of it.", y=700)
    drawing.paragraph(FULL, y=600)
    drawing.raised("", "1", " In the north.", y=60, size=8)
    assert read_pdf_apart(drawing.data()) == read_pdf(drawing.data())


@pytest.mark.parametrize("filler", [b" ", b"0 0 m 9 9 l S\n"])
def test_a_page_that_swells_is_given_up(filler: bytes) -> None:
    """A small file whose page is a gigabyte when it is unpacked is refused with a reason."""
    data = swell(filler, times=GIGABYTE)
    assert len(data) < 100_000
    with pytest.raises(UnreadableDocument, match=r"save a new copy|holds no words"):
        read_pdf_apart(data)


def test_what_the_reader_says_is_passed_on() -> None:
    """The reason for which a file is refused is the reader's own."""
    with pytest.raises(UnreadableDocument, match=r"^this PDF is damaged and cannot be opened; download it again$"):
        read_pdf_apart(b"%PDF-1.4\n")


def test_a_file_without_words_is_refused() -> None:
    """Blank pages are no document."""
    with pytest.raises(UnreadableDocument, match="holds no words"):
        read_pdf_apart(write_pdf([], []))


def test_pictures_without_words_say_what_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Tesseract is not installed, a file of pictures says what to install."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument, match=r"pictures of pages and no text; install the program tesseract-ocr"):
        read_pdf_apart(scan(draw(TEXT)))


@needs_tesseract
def test_words_on_pictures_are_recognised() -> None:
    """A scanned page between others has its words, on its own page, and the text says that they were recognised."""
    raw = read_pdf_apart(scan(draw(TEXT)))
    said = " ".join(TEXT).split()
    assert raw.recognised
    assert count_errors(said, raw.text.split()) / len(said) < 0.02
    assert {line.page for line in raw.lines} == {1}


@needs_tesseract
def test_turned_pictures_are_read_upright() -> None:
    """A page that its file turns has its lines in order, from the top down."""
    raw = read_pdf_apart(scan(draw(TEXT), turned=90))
    starts = [raw.text[line.start : line.end].split()[0] for line in raw.lines]
    assert starts == [line.split()[0] for line in TEXT if line]


@needs_tesseract
def test_a_drawing_without_words_stays_a_picture() -> None:
    """A page in which no words are recognised is told of as a picture, and is never quoted."""
    drawing = Drawing()
    drawing.paragraph(FULL, y=760)
    drawing.next_page()
    drawing.picture()
    raw = read_pdf_apart(drawing.data())
    assert [line.kind for line in raw.lines if line.page == 2] == [BlockKind.CAPTION]
